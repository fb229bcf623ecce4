import Testing

/// Data that live and die with a scope.
@Suite struct DataConstructTests {
  private let ask = "<do event=\"aanvraag\" by=\"inwoner\"/>"

  private func write(_ event: String, _ item: String, _ value: String) -> String {
    "<do event=\"\(event)\" by=\"gemeente\"><set item=\"\(item)\" value=\"\(value)\"/></do>"
  }

  private let toets = """
    <dataObject id="klaar-ermee" type="boolean"/>
    <userTask id="eerst" by="gemeente" next="toets"/>
    <subProcess id="toets" next="nog-eens">
      <dataObject id="score" type="number"/>
      <startEvent id="begin" next="scoren"/>
      <userTask id="scoren" by="gemeente" writes="score?" next="wegen"/>
      <userTask id="wegen" by="gemeente" reads="score?" if="score = null or score &gt; 3" next="einde"/>
      <endEvent id="einde"/>
    </subProcess>
    <userTask id="nog-eens" by="gemeente" writes="klaar-ermee" next="keuze"/>
    <exclusiveGateway id="keuze"><flow to="klaar" if="klaar-ermee"/><flow to="toets" otherwise="true"/></exclusiveGateway>
    """

  @Test func dataOfASubProcessGoWithEachRun() throws {
    let construct = try Construct.procedure(toets, proven: false)
    try construct.play(
      """
      \(ask)<do event="eerst" by="gemeente"/>\(write("scoren", "score", "2"))
      <expect item="score" value="2"/><refuse event="wegen" by="gemeente" because="guard"/>
      """)
    try construct.play(
      """
      \(ask)<do event="eerst" by="gemeente"/>\(write("scoren", "score", "4"))<do event="wegen" by="gemeente"/>
      <expect item="score" value="null"/>\(write("nog-eens", "klaar-ermee", "false"))
      <do event="scoren" by="gemeente"/><expect item="score" value="null"/><do event="wegen" by="gemeente"/>
      \(write("nog-eens", "klaar-ermee", "true"))<expect finished="true"/>
      """)
  }

  @Test func aStartMayWriteTheDataOfWhatItBegins() throws {
    let construct = try Construct(
      """
      <procedure id="behandelen" title="Behandelen">
        <dataObject id="reden" type="string"/>
        <startEvent id="aanvraag" by="inwoner" writes="reden" next="lezen"/>
        <userTask id="lezen" by="gemeente" reads="reden" next="klaar"/>
        <endEvent id="klaar" closes="case"/>
      </procedure>
      """)
    try construct.play(
      """
      <do event="aanvraag" by="inwoner"><set item="reden" value="&quot;spoed&quot;"/></do>
      <expect item="reden" value="&quot;spoed&quot;"/><do event="lezen" by="gemeente"/><expect finished="true"/>
      """)
  }

  @Test func runsBesideEachOtherHaveTheirOwn() throws {
    let construct = try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" next="klaar"/>
      <subProcess id="melding" triggeredByEvent="true">
        <dataObject id="ernst" type="number"/>
        <startEvent id="melden" by="inwoner" interrupting="false" writes="ernst" next="afdoen"/>
        <userTask id="afdoen" by="gemeente" reads="ernst" if="ernst &gt; 3" next="af"/>
        <endEvent id="af"/>
      </subProcess>
      """, proven: false)
    let report = { (value: Int) in "<do event=\"melden\" by=\"inwoner\"><set item=\"ernst\" value=\"\(value)\"/></do>" }
    try construct.play(
      """
      \(ask)\(report(1))\(report(5))<expect item="ernst[1]" value="1"/><expect item="ernst[2]" value="5"/>
      <refuse event="afdoen[1]" by="gemeente" because="guard"/><do event="afdoen[2]" by="gemeente"/>
      <expect item="ernst" value="1"/>
      """)
  }

  @Test func whatIsKeptToBeUndoneKeepsItsData() throws {
    let construct = try Construct.procedure(
      """
      <subProcess id="eerst" next="twijfel">
        <dataObject id="bedrag-geboekt" type="number"/>
        <startEvent id="begin" next="boeken"/>
        <userTask id="boeken" by="gemeente" writes="bedrag-geboekt" next="einde">
          <boundaryEvent id="terug" compensation="true" next="terugboeken"/>
        </userTask>
        <userTask id="terugboeken" by="gemeente" reads="bedrag-geboekt" if="bedrag-geboekt = 7"/>
        <endEvent id="einde"/>
      </subProcess>
      <userTask id="twijfel" by="gemeente" next="gooi"/>
      <intermediateThrowEvent id="gooi" compensation="eerst" next="klaar"/>
      """, proven: false)
    try construct.play(
      """
      \(ask)\(write("boeken", "bedrag-geboekt", "7"))<do event="twijfel" by="gemeente"/>
      <expect enabled="terugboeken"/><do event="terugboeken" by="gemeente"/><expect finished="true"/>
      """)
  }

  @Test(
    arguments: [
      // Read on a run that did not write it: the proof says so.
      (
        """
        <dataObject id="score" type="number"/>
        <userTask id="eerst" by="gemeente" writes="score?" next="lezen"/>
        <userTask id="lezen" by="gemeente" reads="score" next="klaar"/>
        """, ["K420 lezen"]
      ),
      (
        """
        <dataObject id="score" type="number"/>
        <userTask id="eerst" by="gemeente" reads="score" next="klaar"/>
        """, ["K801 score"]
      ),
      (
        """
        <userTask id="eerst" by="gemeente" reads="score?" next="deel"/>
        <subProcess id="deel" next="klaar"><dataObject id="score" type="number"/>
          <startEvent id="s" next="e1"/><userTask id="e1" by="gemeente" writes="score" next="e"/><endEvent id="e"/>
        </subProcess>
        """, ["K803 score?"]
      ),
      (
        """
        <userTask id="eerst" by="gemeente" next="keuze"/>
        <exclusiveGateway id="keuze"><flow to="deel" if="score = 1"/><flow to="klaar" otherwise="true"/></exclusiveGateway>
        <subProcess id="deel" next="klaar"><dataObject id="score" type="number"/>
          <startEvent id="s" next="e1"/><userTask id="e1" by="gemeente" writes="score" next="e"/><endEvent id="e"/>
        </subProcess>
        """, ["K304 score"]
      ),
      (
        """
        <dataObject id="score" type="getal"/>
        <userTask id="eerst" by="gemeente" writes="score" next="klaar"/>
        """, ["K201 getal"]
      ),
    ] as [(String, [String])])
  func whatIsWrongWithDataIsSaid(nodes: String, expected: [String]) {
    #expect(Construct.findings(nodes) == expected)
  }
}
