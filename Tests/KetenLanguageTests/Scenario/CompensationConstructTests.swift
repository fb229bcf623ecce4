import Testing

/// What undoes what was done, and transactions (BPMN 2.0.2, sections 10.7 and 13.5.5).
@Suite struct CompensationConstructTests {
  let ask = "<do event=\"aanvraag\" by=\"inwoner\"/>"

  /// A task that another undoes.
  private func booked(_ id: String, next: String) -> String {
    """
    <userTask id="\(id)" by="gemeente" next="\(next)">
      <boundaryEvent id="\(id)-mis" compensation="true" next="\(id)-weg"/>
    </userTask>
    <userTask id="\(id)-weg" by="gemeente"/>
    """
  }

  private func act(_ events: String...) -> String {
    events.map { "<do event=\"\($0)\" by=\"gemeente\"/>" }.joined()
  }

  @Test func whatWasDoneIsUndoneLastFirstAndTheThrowerWaits() throws {
    try Construct.procedure(
      booked("eerst", next: "tweede") + booked("tweede", next: "terug")
        + "<intermediateThrowEvent id=\"terug\" compensation=\"all\" next=\"na\"/><userTask id=\"na\" by=\"gemeente\" next=\"klaar\"/>"
    ).play(
      """
      \(ask)\(act("eerst", "tweede"))<expect done="terug tweede-mis" enabled="tweede-weg" disabled="eerst-weg na"/>
      \(act("tweede-weg"))<expect done="eerst-mis" enabled="eerst-weg" disabled="tweede-weg na"/>
      \(act("eerst-weg"))<expect enabled="na"/>\(act("na"))<expect finished="true"/>
      """)
  }

  @Test func onlyWhatIsNamedAndWasDoneIsUndone() throws {
    try Construct.procedure(
      booked("eerst", next: "tweede") + booked("tweede", next: "terug")
        + "<intermediateThrowEvent id=\"terug\" compensation=\"eerst\" next=\"weer\"/>"
        + "<intermediateThrowEvent id=\"weer\" compensation=\"eerst\" next=\"klaar\"/>",
      proven: false
    ).play(
      """
      \(ask)\(act("eerst", "tweede"))<expect enabled="eerst-weg" disabled="tweede-weg"/>\(act("eerst-weg"))
      <expect done="weer" notDone="tweede-weg" finished="true"/>
      """)
    let choice = try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" writes="akkoord" next="keuze"/>
      <exclusiveGateway id="keuze"><flow to="doen" if="akkoord"/><flow to="terug" otherwise="true"/></exclusiveGateway>
      """ + booked("doen", next: "terug")
        + "<intermediateThrowEvent id=\"terug\" compensation=\"all\" next=\"klaar\"/>")
    try choice.play(
      "\(ask)<do event=\"eerst\" by=\"gemeente\"><set item=\"akkoord\" value=\"false\"/></do><expect finished=\"true\"/>"
    )
    try choice.play(
      """
      \(ask)<do event="eerst" by="gemeente"><set item="akkoord" value="true"/></do>\(act("doen"))
      <expect enabled="doen-weg"/>\(act("doen-weg"))<expect finished="true"/>
      """)
  }

  /// Section 13.5.5: the instances of a loop or of several are undone in reverse order.
  @Test(
    arguments: [
      "<multiInstance loopCardinality=\"2\"/>", "<multiInstance loopCardinality=\"2\" isSequential=\"true\"/>",
      "<standardLoop loopCondition=\"loopCounter &lt; 2\"/>",
    ], ["all", "eerst"])
  func whatWasDoneSeveralTimesIsUndoneAsOften(loop: String, what: String) throws {
    let construct = try Construct.procedure(
      booked("eerst", next: "tweede").replacing("</userTask>", with: "\(loop)</userTask>")
        + booked("tweede", next: "terug")
        + "<intermediateThrowEvent id=\"terug\" compensation=\"\(what)\" next=\"na\"/><userTask id=\"na\" by=\"gemeente\" next=\"klaar\"/>",
      proven: what == "all")
    try construct.play(
      """
      \(ask)\(act("eerst", "eerst", "tweede"))<expect disabled="na"/>\(what == "all" ? act("tweede-weg") : "")
      \(act("eerst-weg"))<expect enabled="eerst-weg" disabled="na"/>\(act("eerst-weg"))<expect enabled="na"/>
      \(act("na"))<expect finished="true"/>
      """)
  }

  @Test func whatUndoesMayItselfBeDoneSeveralTimes() throws {
    let construct = try Construct.procedure(
      booked("eerst", next: "terug").replacing(
        "<userTask id=\"eerst-weg\" by=\"gemeente\"/>",
        with: "<userTask id=\"eerst-weg\" by=\"gemeente\"><multiInstance loopCardinality=\"2\"/></userTask>")
        + "<intermediateThrowEvent id=\"terug\" compensation=\"all\" next=\"na\"/><userTask id=\"na\" by=\"gemeente\" next=\"klaar\"/>"
    )
    try construct.play(
      "\(ask)\(act("eerst", "eerst-weg"))<expect disabled=\"na\"/>\(act("eerst-weg"))<expect enabled=\"na\"/>")
  }

  @Test func aSubProcessThatIsDoneIsUndoneFromWithin() throws {
    try Construct.procedure(
      """
      <subProcess id="eerst" next="terug"><startEvent id="s" next="a"/>
      \(booked("a", next: "b"))\(booked("b", next: "e"))<endEvent id="e"/></subProcess>
      <intermediateThrowEvent id="terug" compensation="all" next="klaar"/>
      """
    ).play(
      """
      \(ask)\(act("a", "b"))<expect enabled="b-weg" finished="false"/>\(act("b-weg", "a-weg"))<expect finished="true"/>
      """)
  }

  @Test func aSubProcessMayUndoItselfAsAWhole() throws {
    try Construct.procedure(
      """
      <subProcess id="eerst" next="terug"><startEvent id="s" next="a"/>
        <userTask id="a" by="gemeente" next="e"/><endEvent id="e"/>
        <subProcess id="herstel" triggeredByEvent="true">
          <startEvent id="mis" compensation="true" next="goedmaken"/>
          <userTask id="goedmaken" by="gemeente" next="hersteld"/><endEvent id="hersteld"/>
        </subProcess>
      </subProcess>
      <intermediateThrowEvent id="terug" compensation="eerst" next="klaar"/>
      """
    ).play(
      "\(ask)\(act("a"))<expect done=\"mis\" enabled=\"goedmaken\"/>\(act("goedmaken"))<expect finished=\"true\"/>")
  }

  /// Section 10.7.1 names both kinds of handler and says of neither that it takes the place of the other.
  @Test func whatUndoesASubProcessFromOutsideAndFromWithinBothRun() throws {
    try Construct.procedure(
      """
      <subProcess id="eerst" next="terug"><startEvent id="s" next="a"/>
        <userTask id="a" by="gemeente" next="e"/><endEvent id="e"/>
        <subProcess id="herstel" triggeredByEvent="true">
          <startEvent id="mis" compensation="true" next="goedmaken"/>
          <userTask id="goedmaken" by="gemeente" next="hersteld"/><endEvent id="hersteld"/>
        </subProcess>
        <boundaryEvent id="buiten" compensation="true" next="terugbetalen"/>
      </subProcess>
      <userTask id="terugbetalen" by="gemeente"/>
      <intermediateThrowEvent id="terug" compensation="eerst" next="klaar"/>
      """
    ).play(
      """
      \(ask)\(act("a"))<expect done="mis buiten" enabled="goedmaken terugbetalen"/>\(act("goedmaken"))
      <expect finished="false"/>\(act("terugbetalen"))<expect finished="true"/>
      """)
  }

  @Test func aCancelledTransactionUndoesAndLeavesByItsBorder() throws {
    let construct = try Construct.procedure(
      """
      <transaction id="eerst" next="gelukt"><startEvent id="s" next="verdelen"/>
        <parallelGateway id="verdelen"><flow to="a"/><flow to="b"/></parallelGateway>
        \(booked("a", next: "a-uit"))<endEvent id="a-uit"/>
        <userTask id="b" by="gemeente" writes="akkoord" next="keuze"/>
        <exclusiveGateway id="keuze"><flow to="goed" if="akkoord"/><flow to="afbreken" otherwise="true"/></exclusiveGateway>
        <endEvent id="goed"/><endEvent id="afbreken" cancel="true"/>
        <boundaryEvent id="afgebroken" cancel="true" next="mislukt"/>
      </transaction>
      <userTask id="gelukt" by="gemeente" next="klaar"/><userTask id="mislukt" by="gemeente" next="klaar"/>
      """)
    let decide = { (value: Bool) in
      "<do event=\"b\" by=\"gemeente\"><set item=\"akkoord\" value=\"\(value)\"/></do>"
    }
    try construct.play(
      """
      \(ask)\(act("a"))\(decide(false))<expect done="afbreken" enabled="a-weg" disabled="mislukt"/>
      \(act("a-weg"))<expect done="afgebroken" enabled="mislukt" disabled="gelukt"/>\(act("mislukt"))<expect finished="true"/>
      """)
    try construct.play("\(ask)\(decide(false))<expect done=\"afgebroken\" disabled=\"a a-weg\" enabled=\"mislukt\"/>")
    try construct.play("\(ask)\(act("a"))\(decide(true))<expect done=\"eerst\" enabled=\"gelukt\"/>")
  }

  @Test(
    arguments: [
      ("<endEvent id=\"eerst\" cancel=\"true\"/>", ["K408 endEvent"]),
      (
        "<userTask id=\"eerst\" by=\"gemeente\" next=\"klaar\"><boundaryEvent id=\"b\" cancel=\"true\" next=\"klaar\"/></userTask>",
        ["K408 boundaryEvent"]
      ),
      (
        "<transaction id=\"eerst\" next=\"klaar\"><startEvent id=\"s\" next=\"e\"/><endEvent id=\"e\" cancel=\"true\"/></transaction>",
        ["K408 endEvent"]
      ),
      (
        "<userTask id=\"eerst\" by=\"gemeente\" next=\"klaar\"><boundaryEvent id=\"b\" compensation=\"true\" next=\"klaar\"/></userTask>",
        ["K416 klaar"]
      ),
      (
        "<userTask id=\"eerst\" by=\"gemeente\" next=\"x\"><boundaryEvent id=\"b\" compensation=\"true\" next=\"x\"/></userTask><userTask id=\"x\" by=\"gemeente\" next=\"klaar\"/>",
        ["K416 x"]
      ),
      (
        "<userTask id=\"eerst\" by=\"gemeente\" next=\"x\"/><endEvent id=\"x\" compensation=\"eerst\"/>", ["K416 eerst"]
      ),
    ] as [(String, [String])])
  func whatCannotBeUndoneIsSaid(nodes: String, expected: [String]) {
    #expect(Construct.findings(nodes).filter { !["K422", "K407"].contains($0.prefix(4)) } == expected)
  }
}
