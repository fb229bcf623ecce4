import KetenSource

extension Compiler {
  /// What a function definition sees of the expression around it.
  ///
  /// Its body is code of its own. What it names outside of itself is captured: read where the function is made, and kept
  /// in it (DMN 1.5 §10.3.2.13.2: a function is a closure over its lexical scope).
  final class Outer {
    let locals: [Local]
    let input: Part?
    let outer: Outer?
    /// What is captured, in order, with the text it was written in.
    var captures: [(tree: Syntax, name: String, text: SourceText)] = []

    init(_ locals: [Local], _ input: Part?, _ outer: Outer?) {
      (self.locals, self.input, self.outer) = (locals, input, outer)
    }

    func has(_ name: String) -> Bool { locals.contains { $0.name == name } || outer?.has(name) ?? false }

    var names: [String] { (outer?.names ?? []) + locals.map(\.name) }
  }

  /// The names of the expression that can be used here, besides the environment's.
  var visibleNames: [String] { (outer?.names ?? []) + locals.map(\.name) }

  func isLocal(_ name: String) -> Bool { locals.contains { $0.name == name } || outer?.has(name) ?? false }

  /// A name or `?` that stands outside of the function at hand; nil when it is not one.
  mutating func captured(_ tree: Syntax) -> Part? {
    guard let outer else { return nil }
    // Where it leads is looked up in the place of the definition, without leaving code there.
    var probe = Compiler(text: text, environment: environment)
    (probe.locals, probe.input) = (outer.locals, outer.input)
    probe.outer = outer.outer.map { Outer($0.locals, $0.input, $0.outer) }
    let isKnown: Bool
    switch tree.kind {
    case .name(let name): isKnown = outer.has(name) || probe.isEntryOfItem(name)
    case .input: isKnown = outer.input != nil || outer.outer != nil
    default: isKnown = false
    }
    guard isKnown else { return nil }
    let found = probe.part(tree)
    return found.isBroken ? nil : capture(tree, found.type)
  }

  /// Whether a name is an entry of the item that a filter around looks at.
  private func isEntryOfItem(_ name: String) -> Bool {
    locals.contains { $0.kind == .item && ($0.type.fields?.contains { $0.name == name } ?? false) }
      || outer?.locals.contains { $0.kind == .item && ($0.type.fields?.contains { $0.name == name } ?? false) } ?? false
  }

  /// Reads what the function captures; inside of a function only.
  mutating func capture(_ tree: Syntax, _ type: ValueType) -> Part? {
    guard let outer else { return nil }
    let name = tree.description
    let index = outer.captures.firstIndex { $0.name == name } ?? outer.captures.count
    if index == outer.captures.count { outer.captures.append((tree, name, text)) }
    return Part(step: emit(.capture(Int32(index)), tree), type: type)
  }

  /// A function definition of FEEL.
  mutating func function(_ parameters: [Syntax.Parameter], _ body: Syntax, _ tree: Syntax) -> Part {
    function(parameters.map { ($0.name.text, $0.type) }, nil, tree) { compiler in compiler.part(body) }
  }

  /// A function of parameters, with a body that is compiled as code of its own.
  mutating func function(
    _ parameters: [(name: String, type: ValueType?)], _ result: ValueType?, _ tree: Syntax,
    _ body: (inout Compiler) -> Part
  ) -> Part {
    var inner = Compiler(text: text, environment: environment)
    let scope = Outer(locals, input, outer)
    inner.outer = scope
    inner.allowance = allowance
    inner.tableBudget = tableBudget
    for parameter in parameters { _ = inner.enter(parameter.name, parameter.type ?? .any) }
    let value = body(&inner)
    diagnostics += inner.diagnostics
    allowance = inner.allowance
    let type = result ?? value.type
    let code = FunctionCode(
      parameters: parameters.map { .init($0.name, $0.type ?? .any) }, result: type, code: inner.code(value.step))
    draft.functions.append(code)
    let index = Int32(draft.functions.count - 1)
    let captures = scope.captures.map { capture in within(capture.text) { $0.part(capture.tree) } }
    return Part(
      step: emit(.function(index, run(captures)), tree), type: .function(code.parameters.map(\.type), type),
      isBroken: value.isBroken)
  }

  /// Compiles something that stands in another text of the file.
  mutating func within<Result>(_ text: SourceText, _ body: (inout Compiler) -> Result) -> Result {
    let around = self.text
    self.text = text
    defer { self.text = around }
    return body(&self)
  }

  /// A call of what a part gives.
  @inline(never)
  mutating func invocation(_ function: Part, _ arguments: [Syntax.Argument], _ tree: Syntax) -> Part {
    let names = arguments.compactMap(\.name?.text)
    guard names.isEmpty || names.count == arguments.count else {
      report(.wrongArguments, tree, .mixedArguments)
      return broken(tree)
    }
    let parts = arguments.map { (part($0.value), $0.value) }
    return invocation(function, parts, names: names.isEmpty ? nil : names, tree)
  }

  mutating func invocation(
    _ function: Part, _ arguments: [(part: Part, tree: Syntax)], names: [String]?, _ tree: Syntax
  ) -> Part {
    var isBroken = function.isBroken || arguments.contains { $0.part.isBroken }
    var result = ValueType.any
    switch function.type {
    case .anyFunction, .any: break
    case .function(let parameters, let type):
      result = type
      guard !isBroken else { break }
      if names == nil ? parameters.count != arguments.count : parameters.count < arguments.count {
        report(.wrongArguments, tree, .argumentCount(parameters.count, arguments.count))
        isBroken = true
      } else if names == nil {
        for (parameter, argument) in zip(parameters, arguments) where !parameter.takes(argument.part.type) {
          report(.typeMismatch, argument.tree, .argumentType(parameter, argument.part.type))
          isBroken = true
        }
      }
    default:
      if !isBroken { report(.typeMismatch, tree, .notFunction(function.type)) }
      isBroken = true
    }
    let place = names.map { draft.names($0) } ?? -1
    return Part(
      step: emit(.invoke(function.step, run(arguments.map(\.part)), names: place), tree),
      type: isBroken ? .any : result, isBroken: isBroken)
  }
}

extension Compiler.Message {
  fileprivate static let mixedArguments = Self("either all arguments have a name or none")

  fileprivate static func argumentCount(_ expected: Int, _ found: Int) -> Self {
    .init("this function takes \(expected) argument\(expected == 1 ? "" : "s"), not \(found)")
  }

  fileprivate static func argumentType(_ expected: ValueType, _ found: ValueType) -> Self {
    .init("this argument is \(expected.withArticle), but here is \(found.withArticle)")
  }

  fileprivate static func notFunction(_ type: ValueType) -> Self {
    .init("only a function can be called, but this is \(type.withArticle)")
  }
}
