import KetenSource

extension Compiler {
  /// A name: a local one, an entry of the item that a filter looks at, or a declared one.
  @inline(never)
  mutating func name(_ name: String, _ tree: Syntax) -> Part {
    if let part = local(name, tree) ?? captured(tree) { return part }
    if let node = environment.root.children[name] { return variable(node, name, tree) }
    // The name of a built-in function, as an argument for another function.
    if let function = FunctionValue.builtIn(name) { return constant(.function(function), tree) }
    report(.unknownName, tree, .unknown(name), among: visibleNames + environment.root.children.keys)
    // The items of a filter may have entries beside those that all are known to have.
    guard let item = locals.last(where: { $0.kind == .item && $0.type.fields != nil }) else { return broken(tree) }
    let value = emit(.local(item.number), tree)
    return broken(.path(value, name: draft.name(name, of: item.type)), tree)
  }

  private mutating func local(_ name: String, _ tree: Syntax) -> Part? {
    for index in locals.indices.reversed() {
      let local = locals[index]
      // An entry of the name `item` hides the item itself (DMN 1.5 §10.3.2.5).
      if local.name == name, local.kind != .item || local.type.fields?.contains(where: { $0.name == name }) != true {
        locals[index].isUsed = true
        return Part(step: emit(.local(local.number), tree), type: local.type)
      }
      guard local.kind == .item else { continue }
      let field = local.type.fields?.first { $0.name == name }
      // Of an item whose entries are not known, a name that nothing else has is an entry.
      let isGuess =
        (local.type == .any || local.type == .context([])) && environment.root.children[name] == nil
        && !locals[..<index].contains { $0.name == name } && !(outer?.has(name) ?? false)
      guard field != nil || isGuess else { continue }
      let item = emit(.local(local.number), tree)
      return Part(step: emit(.path(item, name: draft.name(name, of: local.type)), tree), type: field?.type ?? .any)
    }
    return nil
  }

  /// The value of a declared name.
  private mutating func variable(_ node: Environment.Node, _ name: String, _ tree: Syntax) -> Part {
    switch node.meaning {
    case .variable(let type, let slot):
      if outer != nil, let captured = capture(tree, type) { return captured }
      draft.slots.insert(slot)
      return Part(step: emit(.slot(Int32(slot)), tree), type: type)
    case .function(let function): return constant(.function(function), tree)
    case .unreadable(let reason):
      report(.notReadableHere, tree, .unreadable(name, reason))
    case .namespace:
      report(.typeMismatch, tree, .namespace(name))
    }
    return broken(tree)
  }

  @inline(never)
  mutating func path(_ value: Syntax, _ name: Syntax.Name, _ tree: Syntax) -> Part {
    let mark = draft.steps.count
    if let node = namespace(value) {
      guard let child = node.children[name.text] else {
        report(.unknownName, name, .unknownMember(name.text, value.description), among: Array(node.children.keys))
        return broken(tree)
      }
      return variable(child, tree.description, tree)
    }
    let whole = part(value)
    let step = Instruction.path(whole.step, name: draft.name(name.text, of: whole.type))
    guard !whole.isBroken, let type = memberType(name, of: whole.type) else { return broken(step, tree) }
    return pure(step, type, of: [whole], from: mark, tree).part
  }

  /// The node that a path leads to, where it is a namespace.
  private func namespace(_ tree: Syntax) -> Environment.Node? {
    let node: Environment.Node?
    switch tree.kind {
    case .name(let name): node = isLocal(name) ? nil : environment.root.children[name]
    case .path(let inner, let name): node = namespace(inner)?.children[name.text]
    default: node = nil
    }
    guard case .namespace? = node?.meaning else { return nil }
    return node
  }

  private mutating func memberType(_ name: Syntax.Name, of type: ValueType) -> ValueType? {
    switch type {
    case .any, .null: return .any
    // A path over a list gives the list of what each item has.
    case .list(let element): return memberType(name, of: element).map { .list($0) }
    default: break
    }
    if let field = type.fields?.first(where: { $0.name == name.text }) { return field.type }
    if type == .context([]) { return .any }
    if let property = Property(rawValue: name.text)?.type(on: type) { return property }
    let known = type.fields?.map(\.name) ?? Property.names(on: type)
    report(.unknownName, name, .noMember(name.text, type), among: known)
    return nil
  }

  // MARK: Reporting

  private mutating func report(_ code: DiagnosticCode, _ tree: Syntax, _ message: Message, among known: [String]) {
    guard case .name(let name) = tree.kind else { return }
    report(code, Syntax.Name(text: name, lower: tree.lower, upper: tree.upper), message, among: known)
  }

  /// Reports a name, with the one that may be meant.
  mutating func report(_ code: DiagnosticCode, _ name: Syntax.Name, _ message: Message, among known: [String]) {
    let meant = nearest(to: name.text, in: known.sorted())
    report(
      code, name.lower, name.upper, meant.map { Message("\(message.text); did you mean '\($0)'?") } ?? message,
      fixIts: certainMeaning(of: name.text, in: known).map { meant in
        [.init("replace by '\(meant)'", [.init(text.sourceRange(name.lower, name.upper), meant)])]
      } ?? [])
  }
}

extension Compiler.Message {
  fileprivate static func unknown(_ name: String) -> Self { .init("nothing here is named '\(name)'") }

  fileprivate static func unknownMember(_ name: String, _ namespace: String) -> Self {
    .init("'\(namespace)' has no '\(name)'")
  }

  fileprivate static func noMember(_ name: String, _ type: ValueType) -> Self {
    .init("\(type.withArticle) has no '\(name)'")
  }

  fileprivate static func unreadable(_ name: String, _ reason: String) -> Self {
    .init("'\(name)' is not readable here: \(reason)")
  }

  fileprivate static func namespace(_ name: String) -> Self {
    .init("'\(name)' is a group of names and has no value itself")
  }
}
