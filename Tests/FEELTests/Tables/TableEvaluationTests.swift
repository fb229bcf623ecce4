import FEEL
import KetenSource
import Testing

/// What a compiled table decides is what its rules say, read one by one.
@Suite struct TableEvaluationTests {
  /// A cell as text, and what it accepts.
  struct Cell: Sendable {
    let text: String
    let accepts: @Sendable (Value) -> Bool

    init(_ text: String, _ accepts: @escaping @Sendable (Value) -> Bool) { (self.text, self.accepts) = (text, accepts) }

    /// A cell that null does not meet.
    static func number(_ text: String, _ accepts: @escaping @Sendable (Int) -> Bool) -> Cell {
      Cell(text) { $0.number?.int.map(accepts) ?? false }
    }
  }

  static func numeric(_ random: inout SplitMix) -> Cell {
    let (a, b) = (random.number(8), random.number(8))
    switch random.number(12) {
    case 0: return Cell("-") { _ in true }
    case 1: return .number("< \(a)") { $0 < a }
    case 2: return .number(">= \(a)") { $0 >= a }
    case 3: return .number("[\(min(a, b))..\(max(a, b))]") { $0 >= min(a, b) && $0 <= max(a, b) }
    case 4: return .number("]\(min(a, b))..\(max(a, b))[") { $0 > min(a, b) && $0 < max(a, b) }
    case 5: return .number("\(a), \(b)") { $0 == a || $0 == b }
    case 6: return Cell("not(\(a), \(b))") { !$0.isNull && $0.number?.int != a && $0.number?.int != b || $0.isNull }
    case 7: return .number("? * 2 > \(a)") { $0 * 2 > a }
    case 8: return .number("? < \(a) or ? = \(b)") { $0 < a || $0 == b }
    case 9: return Cell("null") { $0.isNull }
    case 10: return .number("odd(?)") { $0 % 2 == 1 }
    default: return .number("\(a)") { $0 == a }
    }
  }

  static func textual(_ random: inout SplitMix) -> Cell {
    let texts = ["wmo", "jeugd", "schuld"]
    let (a, b) = (random.pick(texts), random.pick(texts))
    switch random.number(5) {
    case 0: return Cell("-") { _ in true }
    case 1: return Cell("\"\(a)\", \"\(b)\"") { $0.string == a || $0.string == b }
    case 2: return Cell("not(\"\(a)\")") { $0.string != a }
    case 3: return Cell("starts with(?, \"\(a.prefix(1))\")") { $0.string?.hasPrefix(a.prefix(1)) ?? false }
    default: return Cell("\"\(a)\"") { $0.string == a }
    }
  }

  static let policies: [DecisionTable.HitPolicy] =
    [.unique, .any, .priority, .first, .outputOrder, .ruleOrder, .collect(nil)]
    + DecisionTable.HitPolicy.Aggregation.allCases.map { .collect($0) }

  @Test(arguments: policies) func decidesWhatTheRulesSay(_ policy: DecisionTable.HitPolicy) throws {
    var random = SplitMix(seed: 77)
    var (decided, undecided) = (0, 0)
    for round in 0..<60 {
      let rows = (0..<random.number(round.isMultiple(of: 4) ? 40 : 5)).map { _ in
        (cells: [Self.numeric(&random), Self.textual(&random)], output: random.number(5))
      }
      let hasDefault = random.number(2) == 0
      let table = Self.table(rows.map { ($0.cells.map(\.text), "\($0.output)") }, policy, hasDefault)
      var environment = Environment()
      environment.declare(["uren"], type: .number, slot: 0)
      environment.declare(["wet"], type: .string, slot: 1)
      let box = BoxedExpression(.table(table), range: SourceRange(0, 0))
      let (program, diagnostics) = compile(box, in: environment, file: SourceFile(path: "t", text: ""))
      #expect(!diagnostics.hasErrors, "\(diagnostics.map(\.message))")
      for _ in 0..<40 {
        let uren: Value = random.number(8) == 0 ? .null : .number(Number(random.number(9)))
        let wet: Value = random.number(8) == 0 ? .null : .string(random.pick(["wmo", "jeugd", "schuld", "pw"]))
        let hits = rows.filter { $0.cells[0].accepts(uren) && $0.cells[1].accepts(wet) }.map(\.output)
        let value = [uren, wet].withUnsafeBufferPointer { program.evaluate(slots: $0) }
        let expected = Self.expected(hits, policy, hasDefault)
        #expect(value == expected, "\(uren) \(wet): \(rows.map { ($0.cells.map(\.text), $0.output) })")
        if expected.isNull { undecided += 1 } else { decided += 1 }
      }
    }
    #expect(decided > 300 && undecided > 50, "\(decided) decided, \(undecided) not")
  }

  private static func table(
    _ rows: [(cells: [String], output: String)], _ policy: DecisionTable.HitPolicy, _ hasDefault: Bool
  ) -> DecisionTable {
    let range = SourceRange(0, 0)
    return DecisionTable(
      inputs: [.init(SourceText("uren"), label: "uren"), .init(SourceText("wet"), label: "wet")],
      outputs: [
        .init(
          "", type: .number, allowed: SourceText("3, 1, 4, 0, 2"), fallback: hasDefault ? SourceText("9") : nil)
      ],
      rules: rows.map { row in
        .init(tests: row.cells.map { SourceText($0) }, outputs: [SourceText(row.output)], range: range)
      }, hitPolicy: policy, range: range)
  }

  /// DMN 1.5 §8.2.10, word for word.
  private static func expected(_ hits: [Int], _ policy: DecisionTable.HitPolicy, _ hasDefault: Bool) -> Value {
    func number(_ value: Int) -> Value { .number(Number(value)) }
    guard let first = hits.first else { return hasDefault ? number(9) : .null }
    let order = [3, 1, 4, 0, 2]
    let ranked = order.flatMap { next in hits.filter { $0 == next } }
    switch policy {
    case .unique: return hits.count == 1 ? number(first) : .null
    case .any: return Set(hits).count == 1 ? number(first) : .null
    case .priority: return number(ranked[0])
    case .first: return number(first)
    case .outputOrder: return .list(ranked.map(number))
    case .ruleOrder, .collect(nil): return .list(hits.map(number))
    case .collect(.sum): return number(hits.reduce(0, +))
    case .collect(.count): return number(hits.count)
    case .collect(.min): return number(hits.min() ?? 0)
    case .collect(.max): return number(hits.max() ?? 0)
    }
  }
}

extension TableEvaluationTests {
  /// A table that is no table is refused, and decides null.
  @Test func unevenTablesAreRefused() {
    let range = SourceRange(0, 0)
    func findings(_ outputs: Int, _ tests: [String], _ values: [String]) -> [String] {
      let rule = DecisionTable.Rule(
        tests: tests.map { SourceText($0) }, outputs: values.map { SourceText($0) }, range: range)
      let table = DecisionTable(
        inputs: [.init(SourceText("1"), label: "a")], outputs: (0..<outputs).map { .init("uit \($0)") },
        rules: [rule], hitPolicy: .unique, range: range)
      let (program, diagnostics) = compile(
        BoxedExpression(.table(table), range: range), in: Environment(), file: SourceFile(path: "t", text: ""))
      #expect(program.evaluate().isNull == !diagnostics.isEmpty)
      return diagnostics.map(\.message)
    }
    let uneven = ["a rule of this table has not as many cells as the table has columns"]
    #expect(findings(1, ["-"], ["1"]) == [])
    #expect(findings(0, ["-"], []) == ["this table has no output"])
    #expect(findings(1, [], ["1"]) == uneven)
    #expect(findings(1, ["-", "-"], ["1"]) == uneven)
    #expect(findings(2, ["-"], ["1"]) == uneven)
  }
}
