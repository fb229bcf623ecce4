import DMN
import FEEL
import KetenSource
import Testing

/// Boxed expressions as they come out of a file (DMN 1.5 §7.3, §8.3).
@Suite struct ExpressionTests {
  /// A boxed expression of one line as one line: brackets for boxes, and the types that were declared.
  static let expressions: [(String, String)] = [
    ("<literalExpression><text>1 + 1</text></literalExpression>", "`1 + 1`"),
    ("<literalExpression typeRef=\"number\"><text><![CDATA[a<b]]></text></literalExpression>", "`a<b`: number"),
    ("<literalExpression><text> </text></literalExpression>", "empty"),
    ("<literalExpression/>", "empty"),
    ("<list typeRef=\"list\">\(text("1"))\(text("2"))</list>", "list(`1`, `2`): list<Any>"),
    ("<context>\(entry("a", "1", type: "number"))\(entry("b", "a"))</context>", "context(a: number = `1`, b = `a`)"),
    (
      "<context>\(entry("a", "1"))<contextEntry>\(text("a + 1"))</contextEntry></context>",
      "context(a = `1`) then `a + 1`"
    ),
    ("<context><contextEntry><variable name=\"a\"/></contextEntry></context>", "context(a = empty)"),
    (
      "<relation><column name=\"a\"/><column name=\"b\"/><row>\(text("1"))\(text("2"))</row></relation>",
      "relation(a, b; `1`, `2`)"
    ),
    (
      """
      <invocation>\(text("f"))<binding><parameter name="x"/>\(text("1"))</binding>
      <binding><parameter name="y"/></binding></invocation>
      """, "invoke `f`(x = `1`, y = empty)"
    ),
    (
      """
      <functionDefinition><formalParameter name="x" typeRef="number"/><formalParameter name="y"/>\(text("x"))
      </functionDefinition>
      """, "function(x: number, y) `x`"
    ),
    (
      "<conditional><if>\(text("a"))</if><then>\(text("b"))</then><else>\(text("c"))</else></conditional>",
      "if `a` then `b` else `c`"
    ),
    ("<filter><in>\(text("a"))</in><match>\(text("item > 1"))</match></filter>", "filter `a` by `item > 1`"),
    (
      "<for iteratorVariable=\"x\"><in typeRef=\"list\">\(text("a"))</in><return>\(text("x"))</return></for>",
      "list x in `a`: list<Any> give `x`"
    ),
    (
      "<some iteratorVariable=\"x\"><in>\(text("a"))</in><satisfies>\(text("x"))</satisfies></some>",
      "some x in `a` give `x`"
    ),
    (
      "<every iteratorVariable=\"x\"><in>\(text("a"))</in><satisfies>\(text("x"))</satisfies></every>",
      "every x in `a` give `x`"
    ),
  ]

  static func text(_ text: String) -> String {
    "<literalExpression><text>\(text.replacing("<", with: "&lt;"))</text></literalExpression>"
  }

  static func entry(_ name: String, _ value: String, type: String? = nil) -> String {
    let type = type.map { " typeRef=\"\($0)\"" } ?? ""
    return "<contextEntry><variable name=\"\(name)\"\(type)/>\(text(value))</contextEntry>"
  }

  @Test(arguments: expressions) func expression(_ source: String, _ outline: String) throws {
    let model = try soundModel("<decision name=\"d\">\(source)</decision>")
    let expression = try #require(model.decisions.first?.expression)
    #expect(Outline.of(expression) == outline)
    #expect(model.file.text(expression.range) == source)
  }

  @Test(
    arguments: [
      ("", .unique), ("hitPolicy=\"UNIQUE\"", .unique), ("hitPolicy=\"ANY\"", .any), ("hitPolicy=\"FIRST\"", .first),
      ("hitPolicy=\"PRIORITY\"", .priority), ("hitPolicy=\"RULE ORDER\"", .ruleOrder),
      ("hitPolicy=\"OUTPUT ORDER\"", .outputOrder), ("hitPolicy=\"COLLECT\"", .collect(nil)),
      ("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", .collect(.sum)),
      ("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", .collect(.count)),
      ("hitPolicy=\"COLLECT\" aggregation=\"MIN\"", .collect(.min)),
      ("hitPolicy=\"COLLECT\" aggregation=\"MAX\"", .collect(.max)),
    ] as [(String, DecisionTable.HitPolicy)])
  func hitPolicies(_ attributes: String, _ policy: DecisionTable.HitPolicy) throws {
    let model = try soundModel("<decision name=\"d\"><decisionTable \(attributes)><output/></decisionTable></decision>")
    guard case .table(let table) = model.decisions[0].expression?.form else {
      Issue.record("no table")
      return
    }
    #expect(table.hitPolicy == policy)
  }

  @Test func decisionTables() throws {
    let model = try soundModel(
      """
      <decision name="d"><decisionTable outputLabel="x" preferredOrientation="Rule-as-Row">
        <input label="Leeftijd"><inputExpression typeRef="number"><text>leeftijd</text></inputExpression>
          <inputValues><text>[0..150]</text></inputValues></input>
        <input><inputExpression><text>a + b</text></inputExpression></input>
        <output name="x" typeRef="string"><outputValues><text>"h","l"</text></outputValues>
          <defaultOutputEntry><text>"l"</text></defaultOutputEntry></output>
        <output name="y"/>
        <annotation name="Bron"/>
        <rule><inputEntry><text>&gt; 18</text></inputEntry><inputEntry><text>-</text></inputEntry>
          <outputEntry><text>"h"</text></outputEntry><outputEntry><text></text></outputEntry>
          <annotationEntry><text>wet</text></annotationEntry></rule>
      </decisionTable></decision>
      """)
    guard case .table(let table) = model.decisions[0].expression?.form else {
      Issue.record("no table")
      return
    }
    #expect(table.inputs.map(\.label) == ["Leeftijd", "a + b"])
    #expect(table.inputs.map(\.expression.string) == ["leeftijd", "a + b"])
    #expect(table.inputs.map(\.type) == [.number, nil])
    #expect(table.inputs.map(\.allowed?.string) == ["[0..150]", nil])
    #expect(table.outputs.map(\.name) == ["x", "y"])
    #expect(table.outputs.map(\.type) == [.string, nil])
    #expect(table.outputs.map(\.allowed?.string) == [#""h","l""#, nil])
    #expect(table.outputs.map(\.fallback?.string) == [#""l""#, nil])
    #expect(table.rules.map { $0.tests.map(\.string) } == [["> 18", "-"]])
    #expect(table.rules.map { $0.outputs.map(\.string) } == [[#""h""#, ""]])
    let empty = try #require(table.rules.first?.outputs.last?.range)
    #expect(model.file.text(SourceRange(empty.start - 13, empty.end)) == "<outputEntry>")
  }

  /// The name of an only output is no part of the result.
  @Test func anOnlyOutputHasNoName() throws {
    let model = try soundModel(
      #"<decision name="d"><decisionTable><output name="x"/></decisionTable></decision>"#)
    guard case .table(let table) = model.decisions[0].expression?.form else {
      Issue.record("no table")
      return
    }
    #expect(table.outputs.map(\.name) == [""])
  }

  @Test func namesOfFEEL() throws {
    for language in [
      "https://www.omg.org/spec/DMN/20230324/FEEL/", "http://www.omg.org/spec/DMN/20180521/FEEL/",
      "http://www.omg.org/spec/FEEL/20140401", "feel", "FEEL",
    ] {
      let model = try soundModel(
        """
        <decision name="d"><literalExpression expressionLanguage="\(language)"><text>1</text></literalExpression>
        </decision>
        """)
      #expect(model.decisions[0].expression.map(Outline.of) == "`1`")
    }
  }
}

private enum Outline {
  static func of(_ expression: BoxedExpression) -> String {
    form(expression.form) + (expression.type.map { ": \($0)" } ?? "")
  }

  private static func form(_ form: BoxedExpression.Form) -> String {
    switch form {
    case .empty: "empty"
    case .literal(let text): "`\(text.string)`"
    case .context(let list, let result): "context(\(entries(list)))" + (result.map { " then \(of($0))" } ?? "")
    case .list(let items): "list(\(items.map(of).joined(separator: ", ")))"
    case .relation(let columns, let rows):
      "relation(\(columns.map(\.text).joined(separator: ", ")); "
        + rows.map { $0.map(of).joined(separator: ", ") }.joined(separator: "; ") + ")"
    case .invocation(let function, let list): "invoke \(of(function))(\(entries(list)))"
    case .function(let parameters, let body):
      "function(\(parameters.map { $0.name.text + type($0.type) }.joined(separator: ", "))) \(of(body))"
    case .foreignFunction(let language): "foreign \(language)"
    case .conditional(let test, let yes, let no): "if \(of(test)) then \(of(yes)) else \(of(no))"
    case .filter(let list, let match): "filter \(of(list)) by \(of(match))"
    case .iteration(let kind, let variable, let domain, let body):
      "\(kind) \(variable.text) in \(of(domain)) give \(of(body))"
    case .table: "table"
    }
  }

  private static func entries(_ entries: [BoxedExpression.Entry]) -> String {
    entries.map { "\($0.name.text)\(type($0.type)) = \(of($0.value))" }.joined(separator: ", ")
  }

  private static func type(_ type: ValueType?) -> String { type.map { ": \($0)" } ?? "" }
}
