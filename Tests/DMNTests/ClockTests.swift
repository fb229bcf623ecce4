import DMN
import FEEL
import KetenSource
import Testing

/// Decisions as functions that take the clock, and the values that they can have.
@Suite struct ClockTests {
  private static let model = """
    <inputData id="k" name="Kosten"><variable name="Kosten" typeRef="number"/></inputData>
    <businessKnowledgeModel id="jaar" name="Jaar"><encapsulatedLogic>
      <formalParameter name="n" typeRef="number"/><literalExpression><text>today().year + n</text></literalExpression>
    </encapsulatedLogic></businessKnowledgeModel>
    <decision id="plat" name="Plat"><variable name="Plat" typeRef="number"/>
      <informationRequirement><requiredInput href="#k"/></informationRequirement>
      <literalExpression><text>Kosten * 2</text></literalExpression>
    </decision>
    <decision id="later" name="Later"><variable name="Later" typeRef="number"/>
      <informationRequirement><requiredDecision href="#plat"/></informationRequirement>
      <knowledgeRequirement><requiredKnowledge href="#jaar"/></knowledgeRequirement>
      <literalExpression><text>Jaar(Plat)</text></literalExpression>
    </decision>
    <decisionService id="dienst" name="Dienst"><outputDecision href="#later"/><inputData href="#k"/></decisionService>
    """

  @Test(arguments: [
    ("Plat", ["Kosten"], "6"), ("Later", ["Kosten", "nu"], "2032"), ("Dienst", ["Kosten", "nu"], "2032"),
    ("Jaar", ["n", "nu"], "2029"),
  ])
  func whatReadsTheClockTakesIt(name: String, parameters: [String], expected: String) throws {
    let compiled = CompiledModel(try soundModel(Self.model))
    let function = try #require(compiled.function(name, clock: "nu"))
    #expect(function.parameters.map(\.name) == parameters)
    let now = try #require(FEEL.compile(SourceText("@\"2026-03-02T09:00:00Z\""), in: Environment()).program).evaluate()
    var call = FunctionValue.Call(explains: true)
    let arguments = [Value.number(Number(3)), now]
    #expect(function.call(Array(arguments.prefix(parameters.count)), &call).description == expected)
    #expect(call.faults?.isEmpty == true)
  }
}
