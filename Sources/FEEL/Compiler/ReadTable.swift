import KetenSource

/// A decision table as its analysis sees it: what each cell accepts, and what each rule decides as far as that is
/// constant.
struct TableReading {
  let table: DecisionTable
  let columns: [TableAnalysis.Column]
  /// For each rule and column what the cell accepts; nil when it depends on more than the column.
  let cells: [[ValueSet?]]
  /// For each rule and output the value; nil when it is not constant.
  let outputs: [[Value?]]
  /// For each output what is decided when no rule matches: nil when that is not constant.
  let fallbacks: [Value?]
  let hasDefault: Bool
  /// For each output the values it may have; nil for all of its type, and when they are not constant.
  let allowedOutputs: [ValueSet?]
  /// Whether a rule matches whatever the inputs are.
  let hasCatchAll: Bool
  private let outputTexts: [[String]]
  private let ranks: [Int?]

  init(_ table: DecisionTable, _ types: [ValueType], _ compiler: Compiler) {
    self.table = table
    columns = zip(table.inputs, types).map { input, type in
      TableAnalysis.Column(type, allowed: input.allowed.flatMap { compiler.accepted($0, type)?.set })
    }
    let tests = table.rules.map { rule in
      zip(rule.tests, types).map { compiler.accepted($0, $1) }
    }
    cells = tests.map { $0.map { $0?.set } }
    hasCatchAll = tests.contains { rule in rule.allSatisfy { $0?.isAny ?? false } }
    outputs = table.rules.map { rule in
      zip(rule.outputs, table.outputs).map { compiler.constant($0, as: $1.type) }
    }
    outputTexts = table.rules.map { $0.outputs.map { compiler.canonical($0) } }
    hasDefault = table.outputs.contains { $0.fallback != nil }
    fallbacks = table.outputs.map { output in
      guard let text = output.fallback else { return .null }
      return compiler.constant(text, as: output.type)
    }
    allowedOutputs = table.outputs.map { output in
      output.allowed.flatMap { compiler.accepted($0, output.type ?? .any)?.set }
    }
    let priorities = table.hitPolicy.ranks ? table.outputs.map { compiler.priorities($0) } : []
    ranks = TableReading.ranks(outputs, priorities)
  }

  /// The rules for the analysis.
  var rows: [TableAnalysis.Row] {
    cells.indices.map { TableAnalysis.Row(cells[$0], output: output($0), rank: ranks[$0]) }
  }

  /// What a rule decides, or how that is written; under `any` only what is constant can be told apart.
  private func output(_ rule: Int) -> Value? {
    let parts = zip(outputs[rule], outputTexts[rule]).map { value, text -> Value? in
      if let value { return value }
      return table.hitPolicy == .any ? nil : .context(Context([("feel", .string(text))]))
    }
    guard parts.allSatisfy({ $0 != nil }) else { return nil }
    return .list(parts.compactMap { $0 })
  }

  /// The order of importance of what the rules decide; nil where it is not known.
  private static func ranks(_ outputs: [[Value?]], _ priorities: [[Value]]) -> [Int?] {
    guard !priorities.isEmpty else { return outputs.map { _ in nil } }
    let keys = outputs.map { values -> [Int]? in
      guard values.allSatisfy({ $0 != nil }) else { return nil }
      return zip(values.compactMap { $0 }, priorities).map { value, order in order.firstIndex(of: value) ?? Int.max }
    }
    let order = Array(Set(keys.compactMap { $0 })).sorted { $0.lexicographicallyPrecedes($1) }
    return keys.map { key in key.flatMap { order.firstIndex(of: $0) } }
  }

  /// The values that the table can decide, null last; nil when they are not known, or too many.
  ///
  /// Rules that never decide do not count.
  func outcomes(_ analysis: TableAnalysis) -> [Value]? {
    switch table.hitPolicy {
    case .unique, .any, .first, .priority: break
    case .ruleOrder, .outputOrder, .collect: return nil
    }
    let dead = Set(analysis.deadRows.map(\.row))
    var rows = outputs.indices.filter { !dead.contains($0) }.map { outputs[$0] }
    if hasDefault { rows.append(fallbacks) }
    var result: [Value] = []
    for row in rows {
      guard row.allSatisfy({ $0 != nil }) else { return nil }
      let values = row.compactMap { $0 }
      let value = values.count == 1 ? values[0] : .context(Context(zip(table.outputs.map(\.name), values)))
      if !value.isNull, !result.contains(value) { result.append(value) }
    }
    let mayBeNull = mayFail(analysis) || rows.contains { $0.count == 1 && $0[0]?.isNull ?? false }
    guard result.count <= TableReading.outcomesMax else { return nil }
    return mayBeNull ? result + [.null] : result
  }

  private static let outcomesMax = 64

  /// Whether it may decide nothing: no rule matches, an input has a value that is not allowed, or too many rules match.
  private func mayFail(_ analysis: TableAnalysis) -> Bool {
    if !hasDefault && !hasCatchAll || table.inputs.contains(where: { $0.allowed != nil }) { return true }
    switch table.hitPolicy {
    case .unique, .any: return !analysis.openRows.isEmpty || !analysis.overlaps.isEmpty
    default: return false
    }
  }
}

extension Compiler {
  /// The values that unary tests accept; the set is nil when they depend on more than the value, all when they are none.
  fileprivate func accepted(_ text: SourceText, _ type: ValueType) -> (set: ValueSet?, isAny: Bool)? {
    guard let tests = try? parser(text).parseUnaryTests() else { return nil }
    let set = ValueSet(tests: tests.tests, isNegated: tests.isNegated, type: type) { self.constant($0, text) }
    return (set, tests.isAny)
  }

  /// The value of an expression that depends on nothing, as a type; nil of any other.
  fileprivate func constant(_ text: SourceText, as type: ValueType?) -> Value? {
    guard let tree = try? parser(text).parse(), let value = constant(tree, text) else { return nil }
    guard let type else { return value }
    return value.converted(to: type) ?? .null
  }

  private func constant(_ tree: Syntax, _ text: SourceText) -> Value? {
    var compiler = Compiler(text: text, environment: environment)
    let part = compiler.part(tree)
    guard part.isConstant, !part.isBroken, case .constant(let index) = compiler.draft.steps[Int(part.step)] else {
      return nil
    }
    return compiler.draft.constants[Int(index)]
  }

  fileprivate func canonical(_ text: SourceText) -> String {
    (try? parser(text).parse())?.description ?? text.string
  }
}
