import Testing

/// Flows with conditions from activities and events (BPMN 2.0.2, sections 10.2.1 and 13.2.1), gateways that begin a
/// procedure (10.6.6), computed timers and guarded events.
@Suite struct FlowConstructTests {
  let ask = "<do event=\"aanvraag\" by=\"inwoner\"/>"
  private let after = """
    <userTask id="a" by="gemeente" next="uit-a"/><endEvent id="uit-a"/>
    <userTask id="b" by="gemeente" next="uit-b"/><endEvent id="uit-b"/>
    <userTask id="c" by="gemeente" next="klaar"/>
    """

  private func write(_ amount: Int, in task: String = "eerst") -> String {
    "<do event=\"\(task)\" by=\"gemeente\"><set item=\"bedrag\" value=\"\(amount)\"/></do>"
  }

  // MARK: Conditional flow

  private let guarded = "<flow to=\"a\" if=\"bedrag > 10\"/><flow to=\"b\" if=\"bedrag > 20\"/>"

  @Test func fromAnActivityAllFlowsAreTakenWhoseConditionHolds() throws {
    let construct = try Construct.procedure(
      "<userTask id=\"eerst\" by=\"gemeente\" writes=\"bedrag\">\(guarded)<flow to=\"c\" otherwise=\"true\"/></userTask>"
        + after)
    try construct.play("\(ask)\(write(30))<expect enabled=\"a b\" disabled=\"c\"/>")
    try construct.play("\(ask)\(write(15))<expect enabled=\"a\" disabled=\"b c\"/>")
    try construct.play("\(ask)\(write(5))<expect enabled=\"c\" disabled=\"a b\"/>")
  }

  @Test func besideThemTheUnconditionalOneIsAlwaysTaken() throws {
    let construct = try Construct.procedure(
      "<userTask id=\"eerst\" by=\"gemeente\" writes=\"bedrag\" next=\"c\">\(guarded)</userTask>" + after)
    try construct.play("\(ask)\(write(30))<expect enabled=\"a b c\"/>")
    try construct.play("\(ask)\(write(5))<expect enabled=\"c\" disabled=\"a b\"/>")
  }

  @Test func theDefaultIsTakenWhenNoConditionalFlowIs() throws {
    let construct = try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" writes="bedrag" next="c">
        <flow to="a" if="bedrag > 10"/><flow to="b" otherwise="true"/>
      </userTask>
      """ + after)
    try construct.play("\(ask)\(write(5))<expect enabled=\"b c\" disabled=\"a\"/>")
    try construct.play("\(ask)\(write(15))<expect enabled=\"a c\" disabled=\"b\"/>")
  }

  @Test func severalUnconditionalFlowsAreAParallelSplit() throws {
    try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente"><flow to="x"/><flow to="y"/></userTask>
      <userTask id="x" by="gemeente" next="samen"/><userTask id="y" by="gemeente" next="samen"/>
      <parallelGateway id="samen" next="klaar"/>
      """
    ).play(
      """
      \(ask)<do event="eerst" by="gemeente"/><expect enabled="x y"/><do event="y" by="gemeente"/>
      <expect finished="false"/><do event="x" by="gemeente"/><expect finished="true"/>
      """)
  }

  @Test func theirTokensMeetWhereNothingJoinsThem() {
    let nodes = """
      <userTask id="eerst" by="gemeente"><flow to="x"/><flow to="y"/></userTask>
      <userTask id="x" by="gemeente" next="samen"/><userTask id="y" by="gemeente" next="samen"/>
      <exclusiveGateway id="samen" next="z"/><userTask id="z" by="gemeente" next="klaar"/>
      """
    #expect(Construct.findings(nodes).contains { $0.hasPrefix("K421") })
  }

  @Test func fromASubProcessItsBorderAndAStartAsWell() throws {
    let construct = try Construct(
      """
      <path id="pad" driver="inwoner"><step id="zetten" by="inwoner" writes="bedrag" repeatable="true"/></path>
      <procedure id="behandelen">
        <startEvent id="aanvraag" by="inwoner" reads="bedrag" next="sub"><flow to="a" if="bedrag > 10"/></startEvent>
        <subProcess id="sub" next="c"><flow to="b" if="bedrag > 20"/>
          <startEvent id="s" next="w"><flow to="v" if="bedrag > 30"/></startEvent>
          <userTask id="w" by="gemeente" next="uit-w"/><endEvent id="uit-w"/>
          <userTask id="v" by="gemeente" next="uit-v"/><endEvent id="uit-v"/>
          <boundaryEvent id="te-laat" timer="P1W"><flow to="d" if="bedrag > 20"/><flow to="c" otherwise="true"/></boundaryEvent>
        </subProcess>
        <userTask id="d" by="gemeente" next="klaar"/>
        \(after)
        <endEvent id="klaar" closes="case"/>
      </procedure>
      """, proven: false)
    let begin = { (amount: Int) in
      "<do event=\"zetten\" by=\"inwoner\"><set item=\"bedrag\" value=\"\(amount)\"/></do>\(self.ask)"
    }
    try construct.play(
      "\(begin(5))<expect enabled=\"w\" disabled=\"a v\"/><do event=\"w\" by=\"gemeente\"/><expect enabled=\"c\" disabled=\"b\"/>"
    )
    try construct.play(
      """
      \(begin(40))<expect enabled="a v w"/><do event="w" by="gemeente"/><do event="v" by="gemeente"/>
      <expect enabled="b c"/>
      """)
    try construct.play("\(begin(40))<wait for=\"P1W\"/><expect enabled=\"a d\" disabled=\"b c w\"/>")
    try construct.play("\(begin(5))<wait for=\"P1W\"/><expect enabled=\"c\" disabled=\"a b d w\"/>")
  }

  @Test func aLoopLeavesByThemToo() throws {
    let construct = try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" writes="bedrag" next="klaar"><flow to="a" if="bedrag > 10"/>
        <multiInstance loopCardinality="2" isSequential="true"/></userTask>
      <userTask id="a" by="gemeente" next="uit-a"/><endEvent id="uit-a"/>
      """)
    try construct.play(
      "\(ask)\(write(1))\(write(30))<expect enabled=\"a\"/><do event=\"a\" by=\"gemeente\"/><expect finished=\"true\"/>"
    )
    try construct.play("\(ask)\(write(30))\(write(1))<expect notDone=\"a\" finished=\"true\"/>")
  }

  @Test func whatIsTakenNeverIsSaid() {
    let task = { (rest: String) in
      Construct.findings("<userTask id=\"eerst\" by=\"gemeente\" writes=\"akkoord\"\(rest)</userTask>").map {
        $0.prefix(4)
      }
    }
    #expect(task("><flow to=\"klaar\" if=\"akkoord\"/>") == ["K403"])
    #expect(task("><flow to=\"klaar\" otherwise=\"true\"/>") == ["K404"])
    #expect(task(" next=\"klaar\"><flow to=\"klaar\"/>") == ["K421"])
  }

  // MARK: Gateways that begin

  private func beginning(_ type: String) throws -> Construct {
    try Construct(
      """
      <procedure id="p">
        <eventBasedGateway id="begin" instantiate="true" eventGatewayType="\(type)"><flow to="x"/><flow to="y"/></eventBasedGateway>
        <intermediateCatchEvent id="x" message="bericht" next="a"/><receiveTask id="y" message="post" next="b"/>
        <userTask id="a" by="gemeente" next="uit"/><endEvent id="uit"/>
        <userTask id="b" by="gemeente" next="klaar"/><endEvent id="klaar"/>
      </procedure>
      """)
  }
  private let bericht =
    "<message message=\"bericht\" from=\"waterschap\"><set item=\"akkoord\" value=\"true\"/></message>"
  private let post = "<message message=\"post\" from=\"waterschap\"/>"

  @Test func theFirstBeginsAndTheOthersAreOutOfPlay() throws {
    let construct = try beginning("Exclusive")
    try construct.play(
      "\(bericht)<expect done=\"x\" enabled=\"a\" disabled=\"b\"/><do event=\"a\" by=\"gemeente\"/><expect done=\"p\"/>"
    )
    try construct.play("\(post)<expect done=\"y\" enabled=\"b\" disabled=\"a\"/>")
  }

  @Test func orTheOthersAreWaitedFor() throws {
    let construct = try beginning("Parallel")
    try construct.play(
      """
      \(post)<expect done="y" notDone="x" enabled="b" disabled="a"/><do event="b" by="gemeente"/><expect notDone="p"/>
      \(bericht)<expect done="x" enabled="a"/><do event="a" by="gemeente"/><expect done="p"/>
      """)
    try construct.play("\(bericht)\(post)<expect done=\"x y\" enabled=\"a b\"/>")
  }

  @Test func severalStartsEachBegin() throws {
    let construct = try Construct(
      """
      <path id="pad" driver="inwoner"><step id="stap" by="inwoner"/></path>
      <procedure id="p"><startEvent id="vanzelf" next="a"/><startEvent id="gemeld" message="post" next="b"/>
        <startEvent id="gevraagd" by="inwoner" next="a"/>
        <userTask id="a" by="gemeente" next="uit"/><userTask id="b" by="gemeente" next="uit"/>
        <endEvent id="uit" closes="case"/></procedure>
      <condition from="stap" to="vanzelf"/>
      """)
    try construct.play(
      "<do event=\"stap\" by=\"inwoner\"/><expect done=\"vanzelf\" enabled=\"a\" disabled=\"gevraagd\"/>")
    try construct.play(
      "\(post)<expect done=\"gemeld\" enabled=\"b\" disabled=\"gevraagd a\"/><do event=\"stap\" by=\"inwoner\"/><expect disabled=\"a\" enabled=\"b\"/>"
    )
    try construct.play("<do event=\"gevraagd\" by=\"inwoner\"/><expect enabled=\"a\" disabled=\"b\"/>")
  }

  @Test func aGatewayThatBeginsStandsAtTheHead() {
    let catches =
      "<intermediateCatchEvent id=\"x\" message=\"post\" next=\"klaar\"/><intermediateCatchEvent id=\"y\" timer=\"P1W\" next=\"klaar\"/>"
    let gateway = { (id: String, rest: String) in
      "<eventBasedGateway id=\"\(id)\"\(rest)><flow to=\"x\"/><flow to=\"y\"/></eventBasedGateway>\(catches)"
    }
    #expect(Construct.findings(gateway("eerst", " instantiate=\"true\"")) == ["K413 eventBasedGateway"])
    #expect(Construct.findings(gateway("eerst", " eventGatewayType=\"Parallel\"")) == ["K413 eventBasedGateway"])
    #expect(
      Construct.findings(
        "<userTask id=\"eerst\" by=\"gemeente\" if=\"steps.g.done\" next=\"klaar\"/>"
          + gateway("g", " instantiate=\"true\""))
        == ["K413 eventBasedGateway"])
  }

  // MARK: Computed timers

  @Test(arguments: [
    ("duration(&quot;P1D&quot;)", "P1D"), ("duration(&quot;P1M&quot;)", "P1M"),
    ("date(&quot;2026-03-03&quot;)", "PT15H"),
    ("date and time(&quot;2026-03-03T09:00:00+01:00&quot;)", "P1D"), ("&quot;PT5H&quot;", "PT5H"),
    ("if bedrag > 10 then &quot;P3D&quot; else &quot;P1D&quot;", "P3D"),
  ])
  func aTimerIsComputedWhenItsClockStarts(expression: String, length: String) throws {
    let construct = try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" writes="bedrag" next="wachten"/>
      <intermediateCatchEvent id="wachten" timerExpression="\(expression)" next="klaar"/>
      """)
    try construct.play(
      """
      \(ask)\(write(20))<wait for="PT4H"/><expect notDone="wachten"/>
      <wait for="\(length)"/><expect done="wachten" finished="true"/>
      """)
  }

  @Test func aComputedCycleComesAgain() throws {
    let construct = try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" writes="bedrag" next="werk"/>
      <userTask id="werk" by="gemeente" next="klaar">
        <boundaryEvent id="bellen" timerExpression="if bedrag > 1 then &quot;R2/P1D&quot; else &quot;P1D&quot;"
          interrupting="false" next="gebeld"/>
      </userTask>
      <userTask id="gebeld" by="gemeente" next="uit"/><endEvent id="uit"/>
      """)
    let day =
      "<wait for=\"P1D\"/><expect enabled=\"gebeld\"/><do event=\"gebeld\" by=\"gemeente\"/><expect disabled=\"gebeld\"/>"
    let quiet = "<wait for=\"P5D\"/><expect disabled=\"gebeld\" enabled=\"werk\"/>"
    try construct.play("\(ask)\(write(2))\(day)\(day)\(quiet)")
    try construct.play("\(ask)\(write(1))\(day)\(quiet)")
  }

  @Test func everyTimerMayBeComputed() throws {
    let construct = try Construct(
      """
      <procedure id="p"><startEvent id="begonnen" timerExpression="duration(&quot;P1D&quot;)" next="sub"/>
        <subProcess id="sub" next="klaar"><startEvent id="s" next="a"/><userTask id="a" by="gemeente" next="e"/><endEvent id="e"/>
          <subProcess id="beside" triggeredByEvent="true">
            <startEvent id="b" timerExpression="duration(&quot;P2D&quot;)" interrupting="false" next="c"/>
            <userTask id="c" by="gemeente" next="f"/><endEvent id="f"/></subProcess>
          <boundaryEvent id="weg" next="klaar"><trigger timerExpression="duration(&quot;P4D&quot;)"/><trigger message="post"/></boundaryEvent>
        </subProcess><endEvent id="klaar" closes="case"/></procedure>
      """)
    try construct.play(
      """
      <wait for="P1D"/><expect done="begonnen" enabled="a" notDone="b"/><wait for="P2D"/><expect done="b" enabled="a c"/>
      <wait for="P2D"/><expect done="weg" finished="true"/>
      """)
  }

  @Test func aValueThatIsNoTimerIsRefused() throws {
    try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" writes="bedrag" next="wachten"/>
      <intermediateCatchEvent id="wachten" timerExpression="if bedrag > 10 then &quot;P3D&quot; else null" next="klaar"/>
      """
    ).play(
      """
      \(ask)<refuse event="eerst" by="gemeente" because="timer"><set item="bedrag" value="5"/></refuse>
      <expect enabled="eerst"/>\(write(20))<expect done="eerst"/>
      """)
  }

  @Test func aTimerOfTheWrongTypeIsSaid() {
    let wait = { (value: String) in
      Construct.findings("<intermediateCatchEvent id=\"eerst\" timerExpression=\"\(value)\" next=\"klaar\"/>").map {
        $0.prefix(4)
      }
    }
    #expect(wait("1 + 1") == ["K303"])
    #expect(wait("&quot;morgen&quot;") == ["K303"])
    #expect(wait("&quot;R/PT0S&quot;") == ["K303"])
    #expect(wait("duration(&quot;-P1D&quot;)") == ["K303"])
  }

  // MARK: Guards

  @Test func aGuardedEventHappensOnlyWhileItsGuardHolds() throws {
    let construct = try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" writes="bedrag" next="werk"/>
      <userTask id="werk" by="gemeente" writes="bedrag" next="klaar">
        <boundaryEvent id="te-laat" timer="P1W" if="bedrag > 10" next="klaar"/>
        <boundaryEvent id="gemeld" message="post" if="bedrag > 20" next="klaar"/>
      </userTask>
      """)
    try construct.play(
      "\(ask)\(write(15))<message message=\"post\" from=\"waterschap\"/><expect notDone=\"gemeld\"/><wait for=\"P1W\"/><expect done=\"te-laat\" finished=\"true\"/>"
    )
    try construct.play("\(ask)\(write(5))<wait for=\"P2W\"/><expect notDone=\"te-laat\" enabled=\"werk\"/>")
    try construct.play("\(ask)\(write(25))\(post)<expect done=\"gemeld\" finished=\"true\"/>")
  }

  @Test func anErrorThatIsNotCaughtHereGoesOnUp() throws {
    try Construct(
      """
      <error id="fout"/>
      """
        + Construct.procedureText(
          """
          <userTask id="eerst" by="gemeente" writes="bedrag" next="sub"/>
          <subProcess id="sub" next="klaar"><startEvent id="s" next="werk"/>
            <serviceTask id="werk" job="opvragen" next="e"><boundaryEvent id="hier" error="fout" if="bedrag > 10" next="e"/></serviceTask>
            <endEvent id="e"/><boundaryEvent id="daar" error="fout" next="klaar"/></subProcess>
          """)
    ).play(
      "\(ask)\(write(5))<job event=\"werk\" error=\"fout\"/><expect done=\"daar\" notDone=\"hier\" finished=\"true\"/>")
  }

  @Test func aGuardThatCannotBeAskedIsSaid() {
    let task = { (border: String) in
      Construct.findings(
        "<userTask id=\"eerst\" by=\"gemeente\" writes=\"akkoord\" next=\"klaar\"><boundaryEvent id=\"b\" \(border) next=\"klaar\"/></userTask>"
      ).filter { ["K408", "K114"].contains($0.prefix(4)) }
    }
    #expect(task("condition=\"akkoord\" if=\"akkoord\"") == ["K408 if"])
    #expect(task("timer=\"R/P1D\" interrupting=\"false\" if=\"akkoord\"") == ["K114 if"])
    #expect(task("timer=\"P1D\" if=\"akkoord\"") == [])
  }

  @Test func aQuantityBesideGuardedFlowsIsNotSupported() {
    let task =
      "<userTask id=\"eerst\" by=\"gemeente\" writes=\"akkoord\" completionQuantity=\"2\" next=\"klaar\"><flow to=\"uit\" if=\"akkoord\"/></userTask><endEvent id=\"uit\"/>"
    #expect(Construct.findings(task) == ["K114 userTask"])
  }

  @Test func anEventBehindAGatewayThatBeginsMayHaveSeveralTriggers() throws {
    let construct = try Construct(
      """
      <message id="brief" from="waterschap" to="gemeente"/>
      <procedure id="p">
        <eventBasedGateway id="begin" instantiate="true" eventGatewayType="Parallel"><flow to="x"/><flow to="y"/></eventBasedGateway>
        <intermediateCatchEvent id="x" next="a"><trigger message="bericht"/><trigger timer="P1W"/></intermediateCatchEvent>
        <receiveTask id="y" message="brief" next="b"/>
        <userTask id="a" by="gemeente" next="uit"/><endEvent id="uit"/>
        <userTask id="b" by="gemeente" next="klaar"/><endEvent id="klaar"/>
      </procedure>
      """)
    try construct.play(
      "<message message=\"brief\" from=\"waterschap\"/><expect enabled=\"b\" disabled=\"a\"/>\(bericht)<expect done=\"x y\" enabled=\"a b\"/>"
    )
    try construct.play(
      "<wait for=\"P1W\"/><expect done=\"x\" enabled=\"a\" disabled=\"b\"/><message message=\"brief\" from=\"waterschap\"/><expect enabled=\"a b\"/>"
    )
  }
}
