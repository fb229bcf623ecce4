import Testing

/// Procedures that others call (BPMN 2.0.2, sections 10.3.6 and 13.3.4).
@Suite struct CallConstructTests {
  private let ask = "<do event=\"aanvraag\" by=\"inwoner\"/>"

  private func write(_ event: String, _ item: String, _ value: String) -> String {
    "<do event=\"\(event)\" by=\"gemeente\"><set item=\"\(item)\" value=\"\(value)\"/></do>"
  }

  private let toetsen = """
    <procedure id="toetsen" title="Toetsen">
      <dataObject id="grens" type="number"/>
      <dataObject id="score" type="number"/>
      <startEvent id="begin" next="scoren"/>
      <userTask id="scoren" by="gemeente" reads="grens" writes="score" next="weging"/>
      <exclusiveGateway id="weging"><flow to="goed" if="score &gt; grens"/><flow to="nazien" otherwise="true"/></exclusiveGateway>
      <userTask id="nazien" by="gemeente" if="steps.scoren.done" next="goed"/>
      <endEvent id="goed"/>
    </procedure>
    """

  private func calls(_ nodes: String, proven: Bool = true) throws -> Construct {
    try Construct(toetsen + Construct.procedureText(nodes), proven: proven)
  }

  private let twice = """
    <callActivity id="eerst" call="toetsen" next="dan"><input from="5" to="grens"/><output from="score * 2" to="bedrag"/></callActivity>
    <callActivity id="dan" call="toetsen" next="klaar"><input from="bedrag" to="grens"/></callActivity>
    """

  @Test func eachCallIsARunOfItsOwn() throws {
    try calls(twice).play(
      """
      \(ask)<expect enabled="eerst/scoren" disabled="dan/scoren" item="eerst/grens" value="5"/>
      \(write("eerst/scoren", "score", "7"))
      <expect done="eerst" notDone="eerst/nazien dan" enabled="dan/scoren" item="bedrag" value="14"/>
      <expect item="dan/grens" value="14"/>
      \(write("dan/scoren", "score", "3"))<expect enabled="dan/nazien" disabled="eerst/nazien"/>
      <do event="dan/nazien" by="gemeente"/><expect finished="true"/>
      """)
  }

  @Test func itDoesNotBeginByItself() throws {
    try calls(twice).play("<expect notDone=\"eerst/begin\" disabled=\"eerst/scoren dan/scoren\"/>")
  }

  @Test func callsCallOthers() throws {
    let construct = try Construct(
      toetsen
        + """
        <procedure id="ronde" title="Ronde">
          <dataObject id="uit" type="number"/>
          <startEvent id="r" next="binnen"/>
          <callActivity id="binnen" call="toetsen" next="r-eind"><input from="1" to="grens"/><output from="score" to="uit"/></callActivity>
          <endEvent id="r-eind"/>
        </procedure>
        """
        + Construct.procedureText(
          "<callActivity id=\"eerst\" call=\"ronde\" next=\"klaar\"><output from=\"uit\" to=\"bedrag\"/></callActivity>"
        ))
    try construct.play(
      """
      \(ask)\(write("eerst/binnen/scoren", "score", "3"))
      <expect done="eerst/binnen eerst" item="bedrag" value="3" finished="true"/>
      """)
  }

  @Test func aBorderEndsTheCallAndAnErrorGoesUpThroughIt() throws {
    let procedure = """
      <error id="mis"/>
      <procedure id="proeven" title="Proeven">
        <startEvent id="begin" next="doen"/>
        <userTask id="doen" by="gemeente" writes="akkoord" next="weging"/>
        <exclusiveGateway id="weging"><flow to="goed" if="akkoord"/><flow to="fout" otherwise="true"/></exclusiveGateway>
        <endEvent id="goed"/><endEvent id="fout" error="mis"/>
      </procedure>
      """
    let construct = try Construct(
      procedure
        + Construct.procedureText(
          """
          <callActivity id="eerst" call="proeven" next="klaar">
            <boundaryEvent id="gestopt" by="inwoner" next="na"/><boundaryEvent id="misgegaan" error="mis" next="na"/>
          </callActivity>
          <userTask id="na" by="gemeente" next="klaar"/>
          """))
    try construct.play("\(ask)<do event=\"gestopt\" by=\"inwoner\"/><expect disabled=\"eerst/doen\" enabled=\"na\"/>")
    try construct.play("\(ask)\(write("eerst/doen", "akkoord", "false"))<expect done=\"misgegaan\" enabled=\"na\"/>")
    try construct.play("\(ask)\(write("eerst/doen", "akkoord", "true"))<expect finished=\"true\"/>")
  }

  @Test func aCallInALoopRunsAnew() throws {
    let construct = try calls(
      """
      <callActivity id="eerst" call="toetsen" next="klaar"><standardLoop loopCondition="bedrag &lt; 5"/>
        <input from="0" to="grens"/><output from="score" to="bedrag"/></callActivity>
      """)
    try construct.play(
      """
      \(ask)\(write("eerst/scoren", "score", "3"))<expect enabled="eerst/scoren" item="eerst/score" value="null"/>
      \(write("eerst/scoren", "score", "6"))<expect finished="true"/>
      """)
  }

  @Test func eachInstanceOfACallHasItsOwn() throws {
    let construct = try calls(
      """
      <userTask id="eerst" by="gemeente" writes="bedrag" next="toets"/>
      <callActivity id="toets" call="toetsen" next="klaar"><multiInstance loopCardinality="2"/>
        <input from="loopCounter * 10" to="grens"/></callActivity>
      """)
    try construct.play(
      """
      \(ask)\(write("eerst", "bedrag", "1"))<refuse event="toets/scoren" by="gemeente" because="run write"/>
      <expect item="toets/grens[2]" value="20"/>
      \(write("toets/scoren[2]", "score", "21"))\(write("toets/scoren", "score", "5"))
      <do event="toets/nazien" by="gemeente"/><expect finished="true"/>
      """)
  }

  @Test func whatACallDidCanBeUndone() throws {
    let construct = try calls(
      """
      <callActivity id="eerst" call="toetsen" next="gooi"><input from="5" to="grens"/>
        <boundaryEvent id="terug" compensation="true" next="terugdraaien"/></callActivity>
      <userTask id="terugdraaien" by="gemeente"/>
      <intermediateThrowEvent id="gooi" compensation="eerst" next="klaar"/>
      """)
    try construct.play(
      "\(ask)\(write("eerst/scoren", "score", "7"))<do event=\"terugdraaien\" by=\"gemeente\"/><expect finished=\"true\"/>"
    )
  }

  private static let toets = """
    <procedure id="toetsen" title="Toetsen"><dataObject id="grens" type="number"/><startEvent id="begin" next="scoren"/>
    <userTask id="scoren" by="gemeente" reads="grens" next="goed"/><endEvent id="goed"/></procedure>
    """

  private static func procedure(_ start: String, _ nodes: String, _ end: String = "") -> String {
    """
    <procedure id="ander" title="Ander"><startEvent id="begin" \(start) next="doen"/>
    \(nodes)<endEvent id="goed" \(end)/></procedure>
    """
  }

  private static let call = "<callActivity id=\"eerst\" call=\"ander\" next=\"klaar\"/>"
  private static let task = "<userTask id=\"doen\" by=\"gemeente\" next=\"goed\"/>"

  @Test(
    arguments: [
      (call, procedure("by=\"gemeente\"", task), ["K440 ander"]),
      (call, procedure("", task, "closes=\"case\""), ["K440 ander"]),
      (call, procedure("", "<callActivity id=\"doen\" call=\"ander\" next=\"goed\"/>"), ["K441 ander", "K441 ander"]),
      (call, procedure("", task) + "<condition from=\"doen\" to=\"klaar\"/>", ["K440 doen"]),
      (call, procedure("", task) + "<condition from=\"ander\" to=\"klaar\"/>", ["K440 ander"]),
      (
        "<userTask id=\"na\" by=\"gemeente\" if=\"steps.doen.done\" next=\"klaar\"/>"
          + "<callActivity id=\"eerst\" call=\"ander\" next=\"na\"/>", procedure("", task), ["K440 steps.doen.done"]
      ),
      ("<callActivity id=\"eerst\" call=\"toetsen\" next=\"klaar\"/>", toets, ["K442 callActivity"]),
      (
        "<callActivity id=\"eerst\" call=\"toetsen\" next=\"klaar\"><input from=\"&quot;vijf&quot;\" to=\"grens\"/></callActivity>",
        toets, ["K303 &quot;vijf&quot;"]
      ),
      (
        "<dataObject id=\"hier\" type=\"number\"/><userTask id=\"eerst\" by=\"gemeente\" reads=\"hier?\" next=\"roep\"/>"
          + "<callActivity id=\"roep\" call=\"toetsen\" next=\"klaar\"><input from=\"5\" to=\"grens\"/><input from=\"5\" to=\"hier\"/></callActivity>",
        toets, ["K442 hier"]
      ),
      ("<callActivity id=\"eerst\" call=\"klaar\" next=\"klaar\"/>", "", ["K203 klaar"]),
    ] as [(String, String, [String])])
  func whatCannotBeCalledIsSaid(nodes: String, parts: String, expected: [String]) {
    #expect(Construct.findings(nodes, with: parts) == expected)
  }
}
