import KetenSource

extension Compiler {
  /// Checks and lowers a boxed expression, as the type it is declared to have.
  ///
  /// Its own places are offsets in the file; those of a literal are offsets in its text.
  mutating func box(_ box: BoxedExpression) -> Part {
    let tree = Syntax(.null, box.range.start, box.range.end)
    guard let type = box.type else { return form(box.form, tree) }
    var whole = box.form
    // What a table decides is what its outputs are, where they do not say so themselves.
    if case .table(let table) = whole { whole = .table(table.deciding(type)) }
    let part = form(whole, tree)
    return fitted(part, to: type, tree)
  }

  private mutating func form(_ form: BoxedExpression.Form, _ tree: Syntax) -> Part {
    switch form {
    case .empty: return constant(.null, tree)
    case .literal(let text): return literal(text)
    case .context(let entries, nil):
      return context(entries.map { ($0.name.text, $0) }, tree) { $0.entry($1) }
    case .context(let entries, let result?): return steps(entries, to: result, tree)
    case .list(let boxes): return list(boxes.map { self.box($0) }, tree)
    case .relation(let columns, let rows):
      let parts = rows.map { row in
        context(zip(columns, row).map { ($0.text, $1) }, tree) { $0.box($1) }
      }
      return list(parts, tree)
    case .invocation(let function, let bindings):
      let function = self.box(function)
      let arguments = bindings.map { binding in
        (part: entry(binding), tree: Syntax(.null, binding.value.range.start, binding.value.range.end))
      }
      return invocation(function, arguments, names: bindings.map(\.name.text), tree)
    case .function(let parameters, let body):
      return function(parameters.map { ($0.name.text, $0.type) }, nil, tree) { $0.box(body) }
    case .foreignFunction(let language):
      report(.feelNotSupported, tree, .foreign(language))
      return broken(tree)
    case .conditional(let test, let first, let second):
      let (test, first, second) = (condition(test, of: "'if'"), self.box(first), self.box(second))
      return choice(test, first, second, tree)
    case .filter(let list, let match):
      return filter(self.box(list), tree) { $0.box(match) }
    case .iteration(let kind, let variable, let domain, let body):
      return iteration(kind, variable.text, domain, body, tree)
    case .table(let table): return self.table(table, tree)
    }
  }

  /// The summary of a conditional: the first part when the test holds, else the second.
  mutating func choice(_ test: Part, _ first: Part, _ second: Part, _ tree: Syntax) -> Part {
    Part(
      step: emit(.choose(test.step, first.step, second.step), tree), type: first.type.joined(with: second.type),
      isBroken: first.isBroken || second.isBroken)
  }

  private mutating func condition(_ box: BoxedExpression, of place: String) -> Part {
    let result = self.box(box)
    return asCondition(result, of: place, Syntax(.null, box.range.start, box.range.end))
  }

  private mutating func entry(_ entry: BoxedExpression.Entry) -> Part {
    let value = box(entry.value)
    guard let type = entry.type else { return value }
    return fitted(value, to: type, Syntax(.null, entry.value.range.start, entry.value.range.end))
  }

  /// A context that is only on the way to its result.
  private mutating func steps(
    _ entries: [BoxedExpression.Entry], to result: BoxedExpression, _ tree: Syntax
  ) -> Part {
    let mark = mark
    defer { leave(mark) }
    let binds = entries.map { entry in
      let part = self.entry(entry)
      return (local: enter(entry.name.text, part.type), value: part.step)
    }
    var last = box(result)
    for bind in binds.reversed() {
      last.step = emit(.bind(local: bind.local, value: bind.value, body: last.step), tree)
      last.isConstant = false
    }
    return last
  }

  private mutating func iteration(
    _ kind: BoxedExpression.Iteration, _ variable: String, _ domain: BoxedExpression, _ body: BoxedExpression,
    _ tree: Syntax
  ) -> Part {
    let mark = mark
    defer { leave(mark) }
    let level = self.domain(variable, domain)
    guard kind != .list else { return collection([level], tree) { $0.box(body) } }
    return quantification(kind == .every, [level], condition(body, of: "'satisfies'"), tree)
  }

  /// What an iterator goes through; a text may be two expressions with `..` between them (DMN 1.5 grammar rule 63).
  private mutating func domain(_ variable: String, _ box: BoxedExpression) -> Domain {
    if case .literal(let text) = box.form, let (first, last) = try? parser(text).parseDomain(), let last {
      return within(text) { compiler in
        compiler.domain(variable, compiler.part(first), to: compiler.part(last), first)
      }
    }
    return domain(variable, self.box(box), Syntax(.null, box.range.start, box.range.end))
  }

  // MARK: Literals

  /// FEEL as text, with the names that the boxes around it bring.
  mutating func literal(_ text: SourceText) -> Part {
    do throws(SyntaxFault) {
      let parser = parser(text)
      let tree = try parser.parse()
      return within(text) { $0.part(tree) }
    } catch {
      return fault(error, in: text)
    }
  }

  /// A part that could not be read.
  mutating func fault(_ fault: SyntaxFault, in text: SourceText) -> Part {
    diagnostics.append(fault.diagnostic(in: text))
    return within(text) { $0.broken(Syntax(.null, fault.lower, fault.upper)) }
  }

  /// A parser that knows the local names and what their values are known to hold.
  func parser(_ text: SourceText) -> Parser {
    let visible = (outer?.allLocals ?? []) + locals
    let items = visible.filter { $0.kind == .item }.flatMap { $0.type.fields ?? [] }
    return Parser(
      text, environment: environment, locals: visible.map(\.name) + items.map(\.name),
      keys: visible.flatMap(\.type.keys))
  }
}

extension Compiler.Outer {
  /// The local names all the way out, innermost last.
  var allLocals: [Compiler.Local] { (outer?.allLocals ?? []) + locals }
}

extension ValueType {
  /// The names of all entries, at every level.
  fileprivate var keys: [String] {
    switch self {
    case .list(let element), .range(let element), .function(_, let element): element.keys
    default: (fields ?? []).flatMap { [$0.name] + $0.type.keys }
    }
  }
}

extension BoxedExpression {
  /// What it is, in a word or as its text.
  var summary: String {
    switch form {
    case .literal(let text): text.string
    case .empty: "null"
    case .context: "a context"
    case .list: "a list"
    case .relation: "a relation"
    case .invocation: "an invocation"
    case .function, .foreignFunction: "a function"
    case .conditional: "a conditional"
    case .filter: "a filter"
    case .iteration: "an iteration"
    case .table: "a decision table"
    }
  }
}

extension Compiler.Message {
  fileprivate static func foreign(_ language: String) -> Self { .init("a function in \(language) is not supported") }
}
