import FEEL
import KetenSource
import KetenXML

/// Declares every name of the chain and looks up every use.
///
/// Names are unique over all kinds in a chain.
///
/// Of a chain that is not whole, since the grammar refused a part, nothing is said about what is not there.
package func resolveNames(_ chain: inout Chain, isWhole: Bool) -> [Diagnostic] {
  var resolver = NameResolver(chain: chain)
  resolver.declareAll()
  resolver.checkUses()
  if isWhole {
    resolver.checkUnused()
    resolver.checkDirection()
  }
  resolver.checkTypeCycles()
  chain.names = resolver.names
  chain.symbols = resolver.symbols
  return resolver.diagnostics
}

private struct NameResolver {
  let chain: Chain
  var names: NameTable
  var symbols: NameMap<Chain.Symbol>
  var used: NameSet
  var diagnostics: [Diagnostic] = []
  private let vocabulary: Vocabulary
  /// What an element declares, by the number of its name in the tree, wherever it stands.
  private let kinds: [Kind]
  /// Whether an element may have an `id`, by the same number.
  private let mayHaveName: [Bool]

  typealias Kind = Chain.Symbol.Kind

  init(chain: Chain) {
    self.chain = chain
    names = chain.names
    symbols = NameMap(chain.names)
    used = NameSet(chain.names)
    vocabulary = Vocabulary(chain.tree)
    kinds = chain.tree.names.map { declaredKind($0.local) }
    mayHaveName = chain.tree.names.map { Grammar.chain[$0.local]?.attributes.contains { $0.name == "id" } ?? false }
  }

  // MARK: Declarations

  mutating func declareAll() {
    guard let root = chain.tree.root else { return }
    declare(root)
  }

  private mutating func declare(_ element: XMLElement) {
    let word = vocabulary.word(element)
    let written = vocabulary.attribute(.id, of: element)?.reference(&names)
    if word != .field, let name = written ?? misspeltName(element) {
      let kind = written == nil ? .refused : kind(of: element, word)
      if let first = symbols[name.number] {
        let note = Diagnostic.Note("\"\(name.name)\" is first declared here", at: first.range, in: chain.file)
        report(.duplicateName, name.range, duplicateName(name.name), notes: [note])
        // Which of the two a use means is not known.
        if first.kind != kind { symbols[name.number]?.kind = .refused }
      } else {
        symbols[name.number] = Chain.Symbol(kind: kind, range: name.range)
      }
    }
    if word == .multiInstance { declareElement(of: element) }
    for child in element.children where vocabulary.isOwn(child) { declare(child) }
  }

  /// The name for an element of a list; several activities may use the same one.
  private mutating func declareElement(of element: XMLElement) {
    guard let name = vocabulary.attribute(.element, of: element)?.reference(&names) else { return }
    if let first = symbols[name.number] {
      guard first.kind != .element else { return }
      let note = Diagnostic.Note("\"\(name.name)\" is first declared here", at: first.range, in: chain.file)
      report(.duplicateName, name.range, duplicateName(name.name), notes: [note])
    } else {
      symbols[name.number] = Chain.Symbol(kind: .element, range: name.range)
    }
  }

  /// The name under an attribute that was meant to be `id`, so that its uses are not faults as well.
  private mutating func misspeltName(_ element: XMLElement) -> Chain.Reference? {
    guard mayHaveName[Int(element.row.name)], let known = Grammar.chain[element.local]?.attributes.map(\.name)
    else { return nil }
    let meant = element.attributes.first {
      !known.contains($0.name.local) && nearest(to: $0.name.local, in: known) == "id"
    }
    return meant?.reference(&names)
  }

  private func kind(of element: XMLElement, _ word: Vocabulary.Element?) -> Kind {
    let kind = kinds[Int(element.row.name)]
    switch word {
    case .path: return element.parent?.local == "chain" ? kind : .refused
    case .step: return ["path", "group"].contains(element.parent?.local) ? kind : .refused
    default: return kind
    }
  }

  // MARK: Uses

  mutating func checkUses() {
    for party in chain.parties { check(party.actsFor, [.party]) }
    for type in chain.types {
      checkType(type.type)
      for field in type.fields { checkType(field.type) }
    }
    for item in chain.items {
      checkType(item.type)
      check(item.holder, [.party])
      check(item.purposes, [.purpose])
    }
    for data in chain.allData { checkType(data.type) }
    for message in chain.messages {
      check(message.from, [.party])
      check(message.to, [.party])
      check(message.carries, [.item])
      check(message.key, [.item])
    }
    for decision in chain.decisions {
      check(decision.imported, [.import])
      for output in decision.outputs { checkType(output.type) }
    }
    for procedure in chain.procedures { check(procedure.purposes, [.purpose]) }
    for path in chain.paths {
      check(path.driver, [.party])
      check(path.purposes, [.purpose])
    }
    for node in chain.allNodes { node.withTriggers.forEach { checkNode($0) } }
    for relation in chain.allRelations {
      check(relation.from, [.event, .group, .path, .procedure])
      check(relation.to, [.event, .group, .path])
    }
    for constraint in chain.constraints {
      check(constraint.a, [.event])
      check(constraint.b, [.event])
    }
    for term in chain.allTerms {
      check(term.from, [.event])
      check(term.until, [.event])
    }
  }

  private mutating func checkNode(_ node: Chain.Node) {
    check(node.by, [.party])
    check(node.access.reads, [.item, .data, .element])
    check(node.access.knows, [.item])
    check(node.access.writes, [.item, .data])
    check(node.call, [.procedure])
    for mapping in node.inputs { check(mapping.to, [.data]) }
    for mapping in node.outputs { check(mapping.to, [.item, .data]) }
    for loop in node.loops { check(loop.into, [.item, .data]) }
    check(node.access.purposes, [.purpose])
    check(node.message, [.message])
    check(node.signal, [.signal])
    if node.isThrower, node.compensation?.name != "all" { check(node.compensation, [.event]) }
    if node.isThrower || node.error?.name != "any" { check(node.error, [.error]) }
    if node.isThrower || node.escalation?.name != "any" { check(node.escalation, [.escalation]) }
    check(node.decision, [.decision])
    for loop in node.loops {
      for event in loop.throws { checkNode(event) }
    }
    check(node.next, [.event])
    for flow in node.flows { check(flow.to, [.event]) }
    if let closes = node.closes, closes.name != "case" {
      if symbols[closes.number]?.kind == .path {
        report(.notSupported, closes.range, "closing a path is not supported yet: `closes` takes \"case\"")
      } else {
        report(.wrongKind, closes.range, "`closes` takes \"case\", not \"\(closes.name)\"")
      }
    }
  }

  private mutating func check(_ references: [Chain.Reference], _ kinds: [Kind]) {
    for (number, reference) in references.enumerated() {
      check(reference, kinds)
      guard let first = references[..<number].first(where: { $0.name == reference.name }) else { continue }
      let note = Diagnostic.Note("the first stands here", at: first.range, in: chain.file)
      report(.duplicateName, reference.range, "\"\(reference.name)\" is named twice here", notes: [note])
    }
  }

  private mutating func check(_ reference: Chain.Reference?, _ kinds: [Kind]) {
    guard let reference else { return }
    used.insert(reference.number)
    guard let symbol = symbols[reference.number] else {
      undefined(reference, kinds)
      return
    }
    guard symbol.kind != .refused, !kinds.contains(symbol.kind) else { return }
    let note = Diagnostic.Note("\"\(reference.name)\" is declared here", at: symbol.range, in: chain.file)
    report(.wrongKind, reference.range, wrongKind(reference.name, symbol.kind, kinds), notes: [note])
  }

  private mutating func checkType(_ reference: Chain.Reference?) {
    guard let reference, ValueType(named: reference.name) == nil else { return }
    used.insert(reference.number)
    if let symbol = symbols[reference.number] {
      guard symbol.kind != .type, symbol.kind != .refused else { return }
      report(.wrongKind, reference.range, wrongKind(reference.name, symbol.kind, [.type]))
    } else {
      undefined(reference, [.type], besides: ValueType.names)
    }
  }

  private mutating func undefined(_ reference: Chain.Reference, _ kinds: [Kind], besides: [String] = []) {
    let declared = symbols.names.map { (name: names[$0], kind: symbols[$0]?.kind) }.sorted { $0.name < $1.name }
    let known = declared.filter { $0.kind.map(kinds.contains) ?? false }.map(\.name) + besides
    // Where an item can stand, so can data; one word is enough.
    let what = describe(kinds.contains(.item) ? [.item] : kinds)
    var fixIts: [Diagnostic.FixIt] = []
    var message = "\(what) \"\(reference.name)\" is not declared"
    let suggestion =
      nearest(to: reference.name, in: known) ?? nearest(to: reference.name, in: declared.map(\.name))
    if let suggestion {
      message += "; did you mean \"\(suggestion)\"?"
      if let suggestion = certainMeaning(of: reference.name, in: known) {
        let mark = reference.isOptional ? "?" : ""
        fixIts = [
          Diagnostic.FixIt("replace by \"\(suggestion)\"", [Diagnostic.Edit(reference.range, suggestion + mark)])
        ]
      }
    }
    report(.undefinedName, reference.range, message, fixIts: fixIts)
  }

  // MARK: The whole

  /// A party, purpose, type, message or import that nothing refers to.
  ///
  /// Items are the dossier checks' affair.
  mutating func checkUnused() {
    let headings =
      chain.parties.filter { !$0.directs && !$0.isClient && $0.actsFor == nil }.map(\.heading)
      + chain.purposes.map(\.heading) + chain.types.map(\.heading) + chain.messages.map(\.heading)
      + chain.triggers
      + chain.imports.map(\.heading)
    for heading in headings where !used.contains(heading.name.number) {
      report(.unusedName, heading.name.range, "\(heading.element) \"\(heading.name.text)\" is not used")
    }
  }

  mutating func checkDirection() {
    if let extra = chain.parties.dropFirst(64).first {
      report(.tooManyParties, extra.heading.name.range, "a network has at most 64 parties")
    }
    let directing = chain.parties.filter(\.directs)
    if let second = directing.dropFirst().first {
      let note = Diagnostic.Note("the first stands here", at: directing[0].heading.name.range, in: chain.file)
      report(.directingPartner, second.heading.name.range, "two partners direct the chain", notes: [note])
    } else if directing.isEmpty, let network = chain.tree.root?.ownChildren.first(where: { $0.local == "network" }) {
      report(.directingPartner, network.nameRange, "no partner directs the chain: one needs directs=\"true\"")
    }
  }

  mutating func checkTypeCycles() {
    let types = Dictionary(chain.types.map { ($0.heading.name.text, $0) }) { first, _ in first }
    for type in chain.types where reaches(type.heading.name.text, from: type, in: types) {
      report(.typeCycle, type.heading.name.range, "type \"\(type.heading.name.text)\" contains itself")
    }
  }

  private func reaches(
    _ target: String, from start: Chain.TypeDeclaration, in types: [String: Chain.TypeDeclaration]
  ) -> Bool {
    var open = [start]
    var seen: Set<String> = []
    while let next = open.popLast() {
      for name in next.fields.map(\.type.name) + [next.type?.name].compactMap({ $0 }) {
        if name == target { return true }
        if seen.insert(name).inserted, let type = types[name] { open.append(type) }
      }
    }
    return false
  }

  private mutating func report(
    _ code: DiagnosticCode, _ range: SourceRange, _ message: String, notes: [Diagnostic.Note] = [],
    fixIts: [Diagnostic.FixIt] = []
  ) {
    diagnostics.append(Diagnostic(code, at: range, in: chain.file, message, notes: notes, fixIts: fixIts))
  }
}

/// What an element declares; nothing sound when it is not of the language, or not supported.
private func declaredKind(_ element: String) -> Chain.Symbol.Kind {
  guard let rule = Grammar.chain[element], rule.unsupported == nil else { return .refused }
  switch element {
  case "chain": return .chain
  case "client", "partner": return .party
  case "purpose": return .purpose
  case "type": return .type
  case "item": return .item
  case "dataObject": return .data
  case "message": return .message
  case "signal": return .signal
  case "error": return .error
  case "escalation": return .escalation
  case "import": return .import
  case "decision": return .decision
  case "procedure": return .procedure
  case "path": return .path
  case "group": return .group
  case "term": return .term
  case "step": return .event
  default: return Chain.NodeKind(rawValue: element) == nil ? .refused : .event
  }
}

// MARK: - Wording

private func duplicateName(_ name: String) -> String {
  "\"\(name)\" is declared twice; ids are unique over all kinds in a chain"
}

private func wrongKind(_ name: String, _ kind: Chain.Symbol.Kind, _ expected: [Chain.Symbol.Kind]) -> String {
  "\"\(name)\" is \(article(kind.rawValue)), where \(article(describe(expected))) is expected"
}

private func describe(_ kinds: [Chain.Symbol.Kind]) -> String {
  let words = kinds.map(\.rawValue)
  guard let last = words.last, words.count > 1 else { return words.first ?? "name" }
  return words.dropLast().joined(separator: ", ") + " or " + last
}

private func article(_ noun: String) -> String {
  "aeiou".contains(noun.prefix(1)) ? "an \(noun)" : "a \(noun)"
}
