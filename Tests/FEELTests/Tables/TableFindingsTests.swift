import KetenSource
import Testing

@testable import FEEL

/// What a table as it is written is found to say, and which values it can give.
@Suite struct TableFindingsTests {
  /// A table of FEEL texts: the columns, then a row for each rule with its outputs after `|`.
  private func box(
    _ policy: DecisionTable.HitPolicy, _ columns: [(text: String, allowed: String?)],
    outputs: [(name: String, allowed: String?, fallback: String?)] = [("", nil, nil)], _ rows: [String]
  ) -> BoxedExpression {
    let table = DecisionTable(
      inputs: columns.map { .init(SourceText($0.text), label: $0.text, allowed: $0.allowed.map { SourceText($0) }) },
      outputs: outputs.map { output in
        .init(
          output.name, allowed: output.allowed.map { SourceText($0) }, fallback: output.fallback.map { SourceText($0) })
      },
      rules: rows.map { row in
        let parts = row.split(separator: "|").map { part in
          part.split(separator: ";").map { SourceText($0.trimmingSpaces) }
        }
        return .init(tests: parts[0], outputs: parts[1], range: SourceRange(0, 0))
      }, hitPolicy: policy, range: SourceRange(0, 0))
    return BoxedExpression(.table(table), range: SourceRange(0, 0))
  }

  private func compiled(_ box: BoxedExpression, budget: Int? = tableBudget) -> (program: Program, found: [String]) {
    var environment = Environment()
    for (slot, (name, type)) in [
      ("kosten", ValueType.number), ("dag", .date), ("soort", .string), ("ja", .boolean), ("alles", .any),
    ].enumerated() {
      environment.declare([name], type: type, slot: slot)
    }
    let (program, findings) = compile(box, in: environment, file: SourceFile(path: "t", text: ""), analysing: budget)
    return (program, findings.map { "\($0.code.id) \($0.message)" })
  }

  private func found(_ box: BoxedExpression) -> [String] { compiled(box).found.map { String($0.prefix(4)) } }

  @Test func gapsOfEveryType() {
    for (column, rows, witness) in [
      ("kosten", ["< 10 | 1", "> 10 | 2"], "kosten = 10"), ("ja", ["true | 1"], "ja = false"),
      ("soort", ["\"a\" | 1", "not(\"a\", \"other\") | 2"], "soort = \"other\""),
      ("dag", ["< date(\"2026-01-01\") | 1", "> @\"2026-01-01\" | 2"], "dag = @\"2026-01-01\""),
      ("kosten + 1", ["? > 5 and ? < 9 | 1", "<= 5 | 2", "> 9 | 3"], "kosten + 1 = 9"),
    ] {
      #expect(
        compiled(box(.unique, [(column, nil)], rows)).found
          == ["K320 no rule matches \(witness): add a rule, or a value for when none matches"])
    }
    #expect(found(box(.unique, [("kosten", "[0..100]")], ["[0..50) | 1", "[50..100] | 2"])) == [])
    #expect(found(box(.unique, [("soort", "\"a\", \"b\"")], ["\"a\" | 1", "\"b\" | 2"])) == [])
    #expect(found(box(.unique, [("kosten", nil)], outputs: [("", nil, "0")], ["< 10 | 1"])) == [])
    #expect(found(box(.collect(nil), [("kosten", nil)], ["< 10 | 1"])) == [])
    // A cell that looks further than its column may cover anything.
    #expect(found(box(.unique, [("kosten", nil)], ["< 10 | 1", "> count(alles) | 2"])) == [])
  }

  @Test func overlapsByHitPolicy() {
    let rows = ["< 10 | 1", ">= 5 | 2"]
    #expect(found(box(.unique, [("kosten", nil)], rows)) == ["K321"])
    #expect(found(box(.any, [("kosten", nil)], rows)) == ["K321"])
    #expect(found(box(.any, [("kosten", nil)], ["< 10 | 1", ">= 5 | 2 - 1"])) == ["K323"])
    // Whether two expressions come to the same is not known.
    #expect(found(box(.any, [("kosten", nil)], ["< 10 | kosten", ">= 5 | 0 + kosten"])) == [])
    #expect(found(box(.first, [("kosten", nil)], rows)) == [])
    #expect(found(box(.ruleOrder, [("kosten", nil)], rows)) == [])
  }

  @Test func priorityGoesByAllOutputs() {
    let outputs = [("a", "1, 2" as String?, nil as String?), ("b", "\"x\", \"y\"", nil)]
    let rows = ["- | 1; \"y\"", "> 5 | 1; \"x\"", "> 9 | 2; \"x\""]
    #expect(
      compiled(box(.priority, [("kosten", nil)], outputs: outputs, rows)).found == [
        "K322 rule 3 never decides: rule 1 covers all that it matches"
      ])
  }

  @Test func deadCells() {
    let messages = compiled(
      box(.first, [("kosten", ">= 0"), ("soort", nil)], ["< 0; - | 1", "(5..5); - | 2", "-; - | 3"])
    ).found
    #expect(
      messages == [
        "K322 kosten never has such a value, so rule 1 never decides",
        "K322 no value meets this, so rule 2 never decides",
      ])
  }

  @Test func outputsAreOfTheAllowedValues() {
    let outputs = [("", "\"a\", \"b\"" as String?, "\"c\"" as String?)]
    #expect(
      compiled(box(.first, [("kosten", nil)], outputs: outputs, ["> 1 | \"a\"", "> 2 | \"d\"", "-|soort"])).found.filter
      {
        $0.hasPrefix("K303")
      } == [
        "K303 \"c\" is not among the allowed values: \"a\", \"b\"",
        "K303 \"d\" is not among the allowed values: \"a\", \"b\"",
      ])
  }

  @Test func aTableWithAnErrorOrWithoutABudgetIsNotAnalysed() {
    #expect(found(box(.unique, [("kosten", nil)], ["< 10 | 1", "> x | 2"])) == ["K302"])
    let (program, found) = compiled(box(.unique, [("kosten", nil)], ["< 10 | 1"]), budget: nil)
    #expect(found == [] && program.outcomes == nil)
    #expect(
      compiled(box(.unique, [("kosten", nil)], ["< 10 | 1", "> 9 | 2"]), budget: 0).found.contains {
        $0.hasPrefix("K324")
      })
  }

  @Test func theValuesThatATableCanGive() {
    let one = [("kosten", nil as String?)]
    let cases: [(BoxedExpression, String?)] = [
      (box(.first, one, ["> 1 | 1", "- | 2"]), "[1, 2]"), (box(.first, one, ["> 1 | 1"]), "[1, null]"),
      (box(.first, one, ["- | 1", "> 1 | 2"]), "[1]"), (box(.unique, one, ["> 1 | 1", "<= 1 | 1"]), "[1, null]"),
      (box(.unique, one, outputs: [("", nil, "1 + 1")], ["> 1 | 1"]), "[1, 2]"),
      (box(.unique, one, outputs: [("", nil, "1")], ["> 1 | null"]), "[1, null]"),
      (box(.unique, one, outputs: [("", nil, "2")], ["> count(alles) | 1", "< 0 | 3"]), "[1, 3, 2, null]"),
      (box(.first, [("kosten", "> 0")], ["- | 1"]), "[1, null]"), (box(.first, one, ["- | kosten"]), nil),
      (box(.ruleOrder, one, ["- | 1"]), nil), (box(.collect(.sum), one, ["- | 1"]), nil),
      (
        box(.first, one, outputs: [("a", nil, nil), ("b", nil, "0")], ["> 1 | 1; 2"]),
        "[{a: 1, b: 2}, {a: null, b: 0}]"
      ),
    ]
    for (box, expected) in cases {
      let outcomes = compiled(box).program.outcomes
      #expect(outcomes.map { Value.list($0).description } == expected)
    }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
