import DMN
import FEEL
import KetenSource
import Testing

/// What decisions come to whose parts are not as they should be: null where the standard says so, and no further.
@Suite struct DecideTests {
  /// A boxed expression and its value (DMN 1.5 §10.2.2).
  static let boxes: [(String, String)] = [
    (conditional("\"a\""), "2"), (conditional("null"), "2"), (conditional("true"), "1"),
    (filter("[1, 2, 3]", "item > 1"), "[2, 3]"), (filter("[1, 2, 3]", "\"a\""), "null"),
    (filter("[1, 2, 3]", "2"), "2"), (filter("3", "item = 3"), "[3]"), (filter("null", "true"), "null"),
    (filter("[{a: 1, b: 2}, {a: 2}]", "a = 1 and b = 2"), "[{a: 1, b: 2}]"),
    (iteration("for", "[1, 2]", "return", "x * 2"), "[2, 4]"),
    (iteration("for", "1..3", "return", "x"), "[1, 2, 3]"),
    (iteration("for", "3 .. 1", "return", "count(partial)"), "[0, 1, 2]"),
    (iteration("for", "null", "return", "x"), "null"),
    (iteration("some", "1..3", "satisfies", "x = 2"), "true"),
    (iteration("every", "[1, 2]", "satisfies", "\"a\""), "null"),
    (iteration("every", "[]", "satisfies", "false"), "true"),
    (relation("number", "\"a\""), "[{a: null}]"), (relation("number", "[1]"), "[{a: 1}]"),
    (relation("dateTime", "@\"2026-03-02\""), "[{a: @\"2026-03-02T00:00:00Z\"}]"),
    ("<list>\(text("1"))\(text("nergens"))</list>", "[1, null]"),
    ("<literalExpression/>", "null"),
  ]

  @Test(arguments: boxes) func boxed(_ source: String, _ expected: String) throws {
    #expect(try value("<decision name=\"d\">\(source)</decision>") == expected)
  }

  /// A binding may leave parameters out, which are null then (§10.3.2.13.5); it may name none that are not there.
  @Test(arguments: [
    ("<binding><parameter name=\"a\"/>\(text("1"))</binding>", "[1, null]"),
    ("<binding><parameter name=\"b\"/>\(text("1"))</binding>", "[null, 1]"),
    ("<binding><parameter name=\"a\"/>\(text("[1]"))</binding>", "[1, null]"),
    ("<binding><parameter name=\"a\"/>\(text("\"x\""))</binding>", "null"),
    ("<binding><parameter name=\"c\"/>\(text("1"))</binding>", "null"), ("", "[null, null]"),
  ]) func invocations(_ bindings: String, _ expected: String) throws {
    let content = """
      <businessKnowledgeModel name="k" id="k"><encapsulatedLogic><formalParameter name="a" typeRef="number"/>
      <formalParameter name="b"/>\(Self.text("[a, b]"))</encapsulatedLogic></businessKnowledgeModel>
      <decision name="d"><knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>
      <invocation>\(Self.text("k"))\(bindings)</invocation></decision>
      """
    #expect(try value(content) == expected)
  }

  private func value(_ content: String) throws -> String? {
    CompiledModel(try soundModel(content)).decide("d", inputs: Context())?.value.description
  }

  private static func text(_ text: String) -> String { ExpressionTests.text(text) }

  private static func conditional(_ test: String) -> String {
    "<conditional><if>\(text(test))</if><then>\(text("1"))</then><else>\(text("2"))</else></conditional>"
  }

  private static func filter(_ list: String, _ test: String) -> String {
    "<filter><in>\(text(list))</in><match>\(text(test))</match></filter>"
  }

  private static func iteration(_ kind: String, _ domain: String, _ part: String, _ body: String) -> String {
    "<\(kind) iteratorVariable=\"x\"><in>\(text(domain))</in><\(part)>\(text(body))</\(part)></\(kind)>"
  }

  private static func relation(_ type: String, _ cell: String) -> String {
    "<relation><column name=\"a\" typeRef=\"\(type)\"/><row>\(text(cell))</row></relation>"
  }
}
