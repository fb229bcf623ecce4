import Testing

/// Start and completion quantities (BPMN 2.0.2, table 10.3 and section 13.3.2).
@Suite struct QuantityConstructTests {
  let ask = "<do event=\"aanvraag\" by=\"inwoner\"/>"

  private func act(_ events: String...) -> String {
    events.map { "<do event=\"\($0)\" by=\"gemeente\"/>" }.joined()
  }

  @Test func eachWayOnGetsAsManyTokensAsTheCompletionQuantity() throws {
    let construct = try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" completionQuantity="3" next="na"/>
      <userTask id="na" by="gemeente" next="klaar"/>
      """)
    try construct.play(
      "\(ask)\(act("eerst", "na", "na"))<expect enabled=\"na\" finished=\"false\"/>\(act("na"))<expect finished=\"true\"/>"
    )
  }

  /// Two flows lead to the task: the tokens of both count together.
  @Test func anActivityBeginsWhenItsTokensHaveComeByWhicheverFlow() throws {
    let construct = try Construct.procedure(
      """
      <parallelGateway id="eerst"><flow to="a"/><flow to="b"/></parallelGateway>
      <userTask id="a" by="gemeente" completionQuantity="2" next="samen"/>
      <userTask id="b" by="gemeente" next="samen"/>
      <userTask id="samen" by="gemeente" startQuantity="3" next="klaar"/>
      """)
    try construct.play("\(ask)\(act("a"))<expect disabled=\"samen\"/>\(act("b"))<expect enabled=\"samen\"/>")
    try construct.play("\(ask)\(act("b", "a", "samen"))<expect finished=\"true\"/>")
  }

  @Test func aSubProcessHasQuantitiesToo() throws {
    let construct = try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" completionQuantity="2" next="deel"/>
      <subProcess id="deel" startQuantity="2" completionQuantity="2" next="na"><startEvent id="s" next="t"/>
      <userTask id="t" by="gemeente" next="e"/><endEvent id="e"/></subProcess>
      <userTask id="na" by="gemeente" next="klaar"/>
      """)
    try construct.play(
      "\(ask)\(act("eerst", "t"))<expect disabled=\"t\"/>\(act("na", "na"))<expect finished=\"true\"/>")
  }

  @Test func theQuantitiesOfALoopAreThoseOfTheWhole() throws {
    let construct = try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" completionQuantity="2" next="lus"/>
      <userTask id="lus" by="gemeente" startQuantity="2" completionQuantity="2" next="na">
        <multiInstance loopCardinality="2"/></userTask>
      <userTask id="na" by="gemeente" next="klaar"/>
      """)
    try construct.play(
      "\(ask)\(act("eerst", "lus", "lus"))<expect disabled=\"lus\"/>\(act("na", "na"))<expect finished=\"true\"/>")
  }

  @Test func aSkippedActivityLeavesAsManyTokens() throws {
    let construct = try Construct(
      Construct.procedureText(
        """
        <userTask id="eerst" by="gemeente" completionQuantity="2" optional="true" next="na"/>
        <userTask id="na" by="gemeente" startQuantity="2" next="klaar"/>
        """)
        + "<path id=\"pad\" driver=\"inwoner\"><step id=\"afzien\" by=\"inwoner\"/></path><exclude from=\"afzien\" to=\"eerst\"/>"
    )
    try construct.play("\(ask)<do event=\"afzien\" by=\"inwoner\"/><expect enabled=\"na\" notDone=\"eerst\"/>")
  }

  @Test func tokensThatAreTooFewAreADeadlock() {
    let nodes = "<userTask id=\"eerst\" by=\"gemeente\" startQuantity=\"2\" next=\"klaar\"/>"
    #expect(Construct.findings(nodes) == ["K420 eerst"])
    let loop = """
      <exclusiveGateway id="eerst" next="a"/><userTask id="a" by="gemeente" completionQuantity="3" next="b"/>
      <userTask id="b" by="gemeente" startQuantity="2" next="klaar"/>
      """
    #expect(Construct.findings(loop) == ["K420 b"])
  }

  @Test(
    arguments: [
      ("<userTask id=\"eerst\" by=\"gemeente\" startQuantity=\"0\" next=\"klaar\"/>", ["K110 0"]),
      ("<userTask id=\"eerst\" by=\"gemeente\" completionQuantity=\"-2\" next=\"klaar\"/>", ["K110 -2"]),
      ("<userTask id=\"eerst\" by=\"gemeente\" completionQuantity=\"1.5\" next=\"klaar\"/>", ["K110 1.5"]),
      (
        """
        <userTask id="eerst" by="gemeente" next="klaar"/>
        <subProcess id="g" triggeredByEvent="true" startQuantity="2"><startEvent id="s" by="inwoner" next="e"/>
        <endEvent id="e"/></subProcess>
        """, ["K414 subProcess"]
      ),
      (
        """
        <userTask id="eerst" by="gemeente" next="terug"><boundaryEvent id="mis" compensation="true" next="weg"/></userTask>
        <userTask id="weg" by="gemeente" startQuantity="2"/>
        <intermediateThrowEvent id="terug" compensation="all" next="klaar"/>
        """, ["K416 userTask"]
      ),
      (
        """
        <eventBasedGateway id="eerst"><flow to="a"/><flow to="b"/></eventBasedGateway>
        <receiveTask id="a" message="bericht" startQuantity="2" next="klaar"/>
        <intermediateCatchEvent id="b" timer="P1W" next="klaar"/>
        """, ["K413 receiveTask"]
      ),
    ] as [(String, [String])])
  func whatIsNoQuantityIsSaid(nodes: String, expected: [String]) {
    #expect(Construct.findings(nodes) == expected)
  }
}
