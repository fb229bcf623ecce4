import Testing

/// What inclusive, event-based and complex gateways do (BPMN 2.0.2, sections 13.4.3 to 13.4.5).
@Suite struct GatewayConstructTests {
  let ask = "<do event=\"aanvraag\" by=\"inwoner\"/>"
  let choice = """
    <userTask id="eerst" by="gemeente" writes="bedrag" next="keuze"/>
    <inclusiveGateway id="keuze">
      <flow to="a" if="bedrag > 10"/><flow to="b" if="bedrag > 20"/><flow to="c" otherwise="true"/>
    </inclusiveGateway>
    <userTask id="a" by="gemeente" next="samen"/><userTask id="b" by="waterschap" next="samen"/>
    <userTask id="c" by="gemeente" next="samen"/>
    <inclusiveGateway id="samen" next="besluit"/><userTask id="besluit" by="gemeente" next="klaar"/>
    """

  private func decide(_ amount: Int) -> String {
    "\(ask)<do event=\"eerst\" by=\"gemeente\"><set item=\"bedrag\" value=\"\(amount)\"/></do>"
  }

  @Test func anInclusiveSplitTakesEveryFlowWhoseGuardHolds() throws {
    let construct = try Construct.procedure(choice)
    try construct.play("\(decide(30))<expect enabled=\"a b\" disabled=\"c\"/>")
    try construct.play("\(decide(15))<expect enabled=\"a\" disabled=\"b c\"/>")
    try construct.play("\(decide(5))<expect enabled=\"c\" disabled=\"a b\"/>")
  }

  @Test func anInclusiveJoinWaitsForWhatCanStillArrive() throws {
    let construct = try Construct.procedure(choice)
    try construct.play(
      """
      \(decide(30))<do event="a" by="gemeente"/><refuse event="besluit" by="gemeente" because="flow"/>
      <do event="b" by="waterschap"/><expect done="samen" enabled="besluit"/>
      <do event="besluit" by="gemeente"/><expect finished="true"/>
      """)
    try construct.play("\(decide(5))<do event=\"c\" by=\"gemeente\"/><expect enabled=\"besluit\"/>")
  }

  @Test func itWaitsForATokenThatAChoiceMayYetSendElsewhere() throws {
    let construct = try Construct.procedure(
      """
      <parallelGateway id="eerst"><flow to="a"/><flow to="b"/></parallelGateway>
      <userTask id="a" by="gemeente" next="samen"/>
      <userTask id="b" by="waterschap" writes="akkoord" next="keuze"/>
      <exclusiveGateway id="keuze"><flow to="samen" if="akkoord"/><flow to="elders" otherwise="true"/></exclusiveGateway>
      <userTask id="elders" by="waterschap" next="uit"/><endEvent id="uit"/>
      <inclusiveGateway id="samen" next="besluit"/><userTask id="besluit" by="gemeente" next="klaar"/>
      """)
    let agree = { (value: Bool) in
      "<do event=\"b\" by=\"waterschap\"><set item=\"akkoord\" value=\"\(value)\"/></do>"
    }
    try construct.play(
      "\(ask)<do event=\"a\" by=\"gemeente\"/><expect disabled=\"besluit\"/>\(agree(false))<expect enabled=\"besluit elders\"/>"
    )
    try construct.play("\(ask)<do event=\"a\" by=\"gemeente\"/>\(agree(true))<expect enabled=\"besluit\"/>")
    try construct.play(
      "\(ask)\(agree(true))<expect disabled=\"besluit\"/><do event=\"a\" by=\"gemeente\"/><expect enabled=\"besluit\"/>"
    )
  }

  @Test func aJoinInALoopDoesNotWaitForItself() throws {
    try Construct.procedure(
      """
      <inclusiveGateway id="eerst" next="werk"/>
      <userTask id="werk" by="gemeente" writes="akkoord" next="keuze"/>
      <exclusiveGateway id="keuze"><flow to="klaar" if="akkoord"/><flow to="eerst" otherwise="true"/></exclusiveGateway>
      """
    ).play(
      """
      \(ask)<do event="werk" by="gemeente"><set item="akkoord" value="false"/></do><expect enabled="werk"/>
      <do event="werk" by="gemeente"><set item="akkoord" value="true"/></do><expect finished="true"/>
      """)
  }

  @Test func itWaitsForASubProcessAndWhatLeavesItsBorder() throws {
    try Construct.procedure(
      """
      <parallelGateway id="eerst"><flow to="a"/><flow to="sub"/></parallelGateway>
      <userTask id="a" by="gemeente" next="samen"/>
      <subProcess id="sub" next="uit"><startEvent id="s" next="b"/><userTask id="b" by="waterschap" next="e"/>
        <endEvent id="e"/><boundaryEvent id="te-laat" timer="P1W" next="samen"/></subProcess>
      <endEvent id="uit"/>
      <inclusiveGateway id="samen" next="besluit"/><userTask id="besluit" by="gemeente" next="klaar"/>
      """
    ).play(
      """
      \(ask)<do event="a" by="gemeente"/><expect disabled="besluit"/>
      <do event="b" by="waterschap"/><expect enabled="besluit"/>
      """)
  }

  @Test func anEventBasedGatewayTakesTheFirst() throws {
    let construct = try Construct.procedure(
      """
      <eventBasedGateway id="eerst">
        <flow to="antwoord"/><flow to="ander"/><flow to="ingetrokken"/><flow to="te-laat"/>
      </eventBasedGateway>
      <intermediateCatchEvent id="antwoord" message="bericht" next="besluit"/>
      <receiveTask id="ander" message="post" next="besluit"/>
      <intermediateCatchEvent id="ingetrokken" by="inwoner" next="klaar"/>
      <intermediateCatchEvent id="te-laat" timer="P2W" next="klaar"/>
      <userTask id="besluit" by="gemeente" next="klaar"/>
      """)
    try construct.play(
      """
      \(ask)<expect done="eerst" enabled="ingetrokken"/>
      <message message="bericht" from="waterschap"><set item="akkoord" value="true"/></message>
      <expect done="antwoord" enabled="besluit" disabled="ingetrokken"/><wait for="P3W"/><expect notDone="te-laat"/>
      """)
    try construct.play(
      "\(ask)<message message=\"post\" from=\"waterschap\"/><expect done=\"ander\" enabled=\"besluit\"/>")
    try construct.play("\(ask)<do event=\"ingetrokken\" by=\"inwoner\"/><expect finished=\"true\"/>")
    try construct.play("\(ask)<wait for=\"P2W\"/><expect done=\"te-laat\" finished=\"true\"/>")
  }

  @Test func anEventBasedGatewayLeadsToEventsThatWait() {
    let catchEvent = "<intermediateCatchEvent id=\"w\" timer=\"P1W\" next=\"klaar\"/>"
    #expect(
      Construct.findings(
        """
        <eventBasedGateway id="eerst"><flow to="w"/><flow to="taak" if="akkoord"/></eventBasedGateway>\(catchEvent)
        <userTask id="taak" by="gemeente" writes="akkoord" next="w"/>
        """) == ["K413 w", "K413 flow", "K413 taak"])
    #expect(
      Construct.findings("<eventBasedGateway id=\"eerst\"><flow to=\"w\"/></eventBasedGateway>\(catchEvent)")
        == ["K413 eventBasedGateway"])
    #expect(
      Construct.findings("<intermediateCatchEvent id=\"eerst\" by=\"inwoner\" next=\"klaar\"/>")
        == ["K408 intermediateCatchEvent"])
  }

  @Test func aComplexGatewayGoesOnWhenItsConditionHoldsAndAbsorbsTheRest() throws {
    let construct = try Construct.procedure(
      """
      <parallelGateway id="eerst"><flow to="a"/><flow to="b"/><flow to="c"/></parallelGateway>
      <userTask id="a" by="gemeente" next="genoeg"/><userTask id="b" by="gemeente" next="genoeg"/>
      <userTask id="c" by="gemeente" next="genoeg"/>
      <complexGateway id="genoeg" activation="activationCount >= 2" next="besluit"/>
      <userTask id="besluit" by="gemeente" next="klaar"/>
      """)
    try construct.play(
      """
      \(ask)<do event="c" by="gemeente"/><expect disabled="besluit"/>
      <do event="a" by="gemeente"/><expect done="genoeg" enabled="besluit b"/>
      <do event="besluit" by="gemeente"/><expect finished="false"/>
      <do event="b" by="gemeente"/><expect finished="true"/>
      """)
  }

  @Test func aComplexGatewayIsReadyAgainOnceNothingMoreCanCome() throws {
    try Construct.procedure(
      """
      <exclusiveGateway id="eerst" next="verdelen"/>
      <parallelGateway id="verdelen"><flow to="a"/><flow to="b"/></parallelGateway>
      <userTask id="a" by="gemeente" next="genoeg"/><userTask id="b" by="gemeente" next="genoeg"/>
      <complexGateway id="genoeg" activation="activationCount = 1" next="besluit"/>
      <userTask id="besluit" by="gemeente" reads="akkoord?" writes="akkoord" next="keuze"/>
      <exclusiveGateway id="keuze"><flow to="klaar" if="akkoord"/><flow to="wacht" otherwise="true"/></exclusiveGateway>
      <userTask id="wacht" by="gemeente" if="steps.b.done" next="eerst"/>
      """, proven: false
    ).play(
      """
      \(ask)<do event="a" by="gemeente"/><do event="besluit" by="gemeente"><set item="akkoord" value="false"/></do>
      <do event="b" by="gemeente"/><expect disabled="besluit"/><do event="wacht" by="gemeente"/>
      <do event="b" by="gemeente"/><expect enabled="besluit a"/><do event="a" by="gemeente"/>
      <do event="besluit" by="gemeente"><set item="akkoord" value="true"/></do><expect finished="true"/>
      """)
  }

  @Test func aChoiceSaysWhatElse() {
    let task = "<userTask id=\"a\" by=\"gemeente\" writes=\"akkoord\" next=\"klaar\"/>"
    #expect(
      Construct.findings(
        "<inclusiveGateway id=\"eerst\"><flow to=\"a\" if=\"akkoord\"/><flow to=\"klaar\"/></inclusiveGateway>\(task)")
        == ["K403 inclusiveGateway", "K404 flow"])
    #expect(
      Construct.findings("<complexGateway id=\"eerst\" next=\"a\"/>\(task)") == ["K109 complexGateway"])
  }
}
