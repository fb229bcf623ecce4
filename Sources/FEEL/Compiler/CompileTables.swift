import KetenSource

extension Compiler {
  /// Checks and lowers a decision table.
  mutating func table(_ table: DecisionTable, _ tree: Syntax) -> Part {
    guard !table.outputs.isEmpty else {
      report(.typeMismatch, tree, .noOutput)
      return broken(tree)
    }
    for rule in table.rules
    where rule.tests.count != table.inputs.count || rule.outputs.count != table.outputs.count {
      report(.typeMismatch, tree, .unevenRule)
      return broken(tree)
    }
    let mark = mark
    defer { leave(mark) }
    let found = diagnostics.count
    let inputs = table.inputs.map { input in self.input(input) }
    let allowed = zip(table.inputs, inputs).map { input, part in
      input.allowed.map { tests($0, on: part.local).step } ?? -1
    }
    var rows: [TableCode.Row] = []
    for rule in table.rules {
      let cells = zip(rule.tests, inputs).map { text, input in self.tests(text, on: input.local) }
      let outputs = zip(rule.outputs, table.outputs).map { text, output in self.output(text, output.type) }
      rows.append(
        TableCode.Row(tests: cells.map(\.step), outputs: outputs.map(\.step), sets: cells.map(\.set)))
    }
    let fallbacks = table.outputs.map { output in output.fallback.map { self.output($0, output.type).step } }
    for output in table.outputs { checkAllowed(output) }
    let priorities = table.hitPolicy.ranks ? table.outputs.map { self.priorities($0) } : []
    if table.hitPolicy.ranks, priorities.allSatisfy(\.isEmpty) {
      report(.typeMismatch, tree, .noPriorities)
    }
    if case .collect(_?) = table.hitPolicy, table.outputs.count > 1 { report(.typeMismatch, tree, .manyOutputs) }
    if let tableBudget, !diagnostics[found...].contains(where: { $0.severity == .error }) {
      check(table, inputs.map(\.local.type), budget: tableBudget)
    }
    let names = table.outputs.count > 1 ? table.outputs.map(\.name) : []
    draft.tables.append(
      TableCode(
        inputs: inputs.map(\.step), firstLocal: inputs.first?.number ?? 0, allowed: allowed, rows: rows,
        names: names,
        fallbacks: fallbacks.contains { $0 != nil } ? fallbacks.map { $0 ?? -1 } : [], priorities: priorities,
        hitPolicy: table.hitPolicy))
    return Part(step: emit(.table(Int32(draft.tables.count - 1)), tree), type: type(of: table))
  }

  private typealias Column = (step: Int32, number: Int32, local: Part)

  /// The value of a column, and the local name that holds it for the tests.
  private mutating func input(_ input: DecisionTable.Input) -> Column {
    var value = literal(input.expression)
    if let type = input.type {
      value = within(input.expression) { $0.fitted(value, to: type, Syntax(.null, 0, input.expression.utf8.count)) }
    }
    let number = enter("", value.type)
    let local = within(input.expression) { $0.emit(.local(number), Syntax(.null, 0, 0)) }
    return (value.step, number, Part(step: local, type: value.type, isBroken: value.isBroken))
  }

  private mutating func output(_ text: SourceText, _ type: ValueType?) -> Part {
    let value = literal(text)
    guard let type else { return value }
    return within(text) { $0.fitted(value, to: type, Syntax(.null, 0, text.utf8.count)) }
  }

  /// What unary tests ask of a value: the step that tells whether it meets them, −1 when any value does, and the values that do; nil
  /// when that depends on more than the value.
  mutating func tests(_ text: SourceText, on value: Part) -> (step: Int32, set: ValueSet?) {
    let tests: UnaryTests
    do throws(SyntaxFault) {
      let parser = parser(text)
      tests = try parser.parseUnaryTests()
    } catch {
      return (fault(error, in: text).step, nil)
    }
    guard !tests.isAny else { return (-1, .all) }
    let around = input
    input = value
    defer { input = around }
    return within(text) { compiler in
      let parts = tests.tests.map { compiler.cell($0, of: value) }
      let whole = Syntax(.null, 0, text.utf8.count)
      let one = parts.count == 1 ? parts[0].step : compiler.emit(.or(compiler.run(parts)), whole)
      let step = tests.isNegated ? compiler.emit(.not(one), whole) : one
      let plain = compiler
      let set = ValueSet(tests: tests.tests, isNegated: tests.isNegated, type: value.type) { plain.folded($0) }
      return (step, parts.contains(where: \.isBroken) ? nil : set)
    }
  }

  /// The value of an expression that depends on nothing; nil of any other.
  private func folded(_ tree: Syntax) -> Value? {
    switch tree.kind {
    case .null: return .null
    case .boolean(let value): return .boolean(value)
    case .number(let value): return .number(value)
    case .string(let value): return .string(value)
    default:
      var probe = Compiler(text: text, environment: environment)
      (probe.locals, probe.outer, probe.allowance) = (locals, outer, allowance)
      let part = probe.part(tree)
      guard part.isConstant, case .constant(let index) = probe.draft.steps[Int(part.step)] else { return nil }
      return probe.draft.constants[Int(index)]
    }
  }

  /// A cell may be a condition on `?`; else it is what the value must be, or be in.
  private mutating func cell(_ test: Syntax.Test, of value: Part) -> Part {
    guard test.comparison == nil else { return self.test(test, of: value, test.value) }
    if case .range = test.value.kind { return self.test(test, of: value, test.value) }
    if test.value.readsInput {
      let part = part(test.value)
      if part.type == .boolean { return part }
      return Part(step: emit(.cell(value.step, test: part.step), test.value), type: .boolean)
    }
    if test.value.mayBeCondition, value.type != .boolean {
      let part = part(test.value)
      if part.type == .boolean || part.type == .any {
        return Part(step: emit(.cell(value.step, test: part.step), test.value), type: .boolean)
      }
    }
    return self.test(test, of: value, test.value)
  }

  /// Reports what is wrong with the allowed values of an output; a table does not look at them when it decides.
  private mutating func checkAllowed(_ output: DecisionTable.Output) {
    guard let text = output.allowed else { return }
    let value = within(text) { Part(step: $0.constant(.null, Syntax(.null, 0, 0)).step, type: output.type ?? .any) }
    _ = tests(text, on: value)
  }

  /// The values of an output in the order of their importance.
  func priorities(_ output: DecisionTable.Output) -> [Value] {
    guard let text = output.allowed, let tests = try? parser(text).parseUnaryTests() else { return [] }
    var compiler = Compiler(text: text, environment: environment)
    compiler.allowance = allowance
    return tests.tests.compactMap { test in
      let part = compiler.part(test.value)
      guard case .constant(let index) = compiler.draft.steps[Int(part.step)] else { return nil }
      return compiler.draft.constants[Int(index)]
    }
  }

  private func type(of table: DecisionTable) -> ValueType {
    let types = table.outputs.map { $0.type ?? .any }
    let one =
      table.outputs.count == 1
      ? types[0] : .context(zip(table.outputs, types).map { ValueType.Field($0.name, $1) })
    // What is decided when no rule matches is no list and no count.
    let fallback = table.outputs.contains { $0.fallback != nil } ? one : .null
    switch table.hitPolicy {
    case .unique, .any, .priority, .first: return one
    case .ruleOrder, .outputOrder, .collect(nil): return ValueType.list(one).joined(with: fallback)
    case .collect(.count): return ValueType.number.joined(with: fallback)
    case .collect: return one
    }
  }
}

extension DecisionTable {
  /// The table with the types of outputs that have none, given the type of what it decides.
  func deciding(_ type: ValueType) -> DecisionTable {
    switch hitPolicy {
    case .unique, .any, .priority, .first: break
    case .ruleOrder, .outputOrder, .collect: return self
    }
    var result = self
    for index in outputs.indices where outputs[index].type == nil {
      let field = type.fields?.first { $0.name == outputs[index].name }?.type
      result.outputs[index].type = outputs.count == 1 ? type : field
    }
    return result
  }
}

extension DecisionTable.HitPolicy {
  /// Whether the order of the outputs' allowed values decides.
  var ranks: Bool { self == .priority || self == .outputOrder }
}

extension Syntax {
  /// Whether it may be a condition of its own rather than a value to compare with: not a literal.
  fileprivate var mayBeCondition: Bool {
    switch kind {
    case .null, .boolean, .number, .string, .temporal, .list, .context, .range: false
    default: true
    }
  }
}

extension Compiler.Message {
  fileprivate static let noPriorities = Self(
    "the hit policy needs the order of the outputs, but no output has allowed values")
  fileprivate static let noOutput = Self("this table has no output")
  fileprivate static let unevenRule = Self("a rule of this table has not as many cells as the table has columns")
  fileprivate static let manyOutputs = Self("only a single output can be brought together")
}
