import Testing

/// What events wait for and throw (BPMN 2.0.2, sections 10.5 and 13.5).
@Suite struct EventConstructTests {
  let ask = "<do event=\"aanvraag\" by=\"inwoner\"/>"

  /// A procedure beside declarations.
  private func construct(_ declarations: String, _ nodes: String, proven: Bool = true) throws -> Construct {
    try Construct(declarations + Construct.procedureText(nodes), proven: proven)
  }

  // MARK: Timers

  @Test func aTimerMayNameAMoment() throws {
    try Construct.procedure(
      "<intermediateCatchEvent id=\"eerst\" timer=\"2026-04-01T00:00:00+02:00\" next=\"klaar\"/>"
    ).play("\(ask)<wait for=\"P29D\"/><expect finished=\"false\"/><wait for=\"P1D\"/><expect finished=\"true\"/>")
    try Construct.procedure(
      "<intermediateCatchEvent id=\"eerst\" timer=\"2026-01-01T00:00:00+01:00\" next=\"klaar\"/>"
    ).play("\(ask)<expect finished=\"true\"/>")
  }

  @Test func aCycleComesAgainWhileItsTaskStands() throws {
    let construct = try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" next="klaar">
        <boundaryEvent id="herinneren" timer="R2/P1W" interrupting="false" next="bellen"/>
      </userTask>
      <userTask id="bellen" by="gemeente" next="gebeld"/><endEvent id="gebeld"/>
      """)
    try construct.play(
      """
      \(ask)<wait for="P8D"/><do event="bellen" by="gemeente"/><expect disabled="bellen"/>
      <wait for="P7D"/><do event="bellen" by="gemeente"/><wait for="P7D"/><expect disabled="bellen" enabled="eerst"/>
      <do event="eerst" by="gemeente"/><expect finished="true"/>
      """)
    try construct.play("\(ask)<do event=\"eerst\" by=\"gemeente\"/><wait for=\"P8D\"/><expect notDone=\"herinneren\"/>")
  }

  @Test func aTimerBeginsAProcedure() throws {
    try Construct(
      """
      <procedure id="herzien"><startEvent id="na-een-jaar" timer="P1Y" next="bekijken"/>
      <userTask id="bekijken" by="gemeente" next="uit"/><endEvent id="uit" closes="case"/></procedure>
      """
    ).play(
      """
      <wait for="P364D"/><expect disabled="bekijken"/><wait for="P2D"/>
      <do event="bekijken" by="gemeente"/><expect finished="true"/>
      """)
  }

  // MARK: Conditions

  @Test func aConditionIsWaitedFor() throws {
    let construct = try Construct.procedure(
      """
      <parallelGateway id="eerst"><flow to="schrijven"/><flow to="wachten"/></parallelGateway>
      <userTask id="schrijven" by="gemeente" writes="bedrag" next="uit"/><endEvent id="uit"/>
      <intermediateCatchEvent id="wachten" condition="bedrag &gt; 100" next="klaar"/>
      """, proven: false)
    try construct.play(
      """
      \(ask)<expect notDone="wachten"/><do event="schrijven" by="gemeente"><set item="bedrag" value="101"/></do>
      <expect done="wachten" finished="true"/>
      """)
    try construct.play(
      "\(ask)<do event=\"schrijven\" by=\"gemeente\"><set item=\"bedrag\" value=\"100\"/></do><expect notDone=\"wachten\"/>"
    )
  }

  @Test func aConditionOnABorderMustFailBeforeItHoldsAnew() throws {
    let construct = try Construct(
      "<path id=\"pad\" driver=\"inwoner\"><step id=\"zetten\" by=\"inwoner\" writes=\"bedrag\" repeatable=\"true\"/></path>"
        + Construct.procedureText(
          """
          <userTask id="eerst" by="gemeente" next="klaar">
            <boundaryEvent id="te-duur" condition="bedrag &gt; 100" interrupting="false" next="melden"/>
          </userTask>
          <userTask id="melden" by="gemeente" next="gemeld"/><endEvent id="gemeld"/>
          """))
    let set = { (amount: Int) in
      "<do event=\"zetten\" by=\"inwoner\"><set item=\"bedrag\" value=\"\(amount)\"/></do>"
    }
    try construct.play(
      """
      \(ask)\(set(101))<do event="melden" by="gemeente"/>\(set(102))<expect disabled="melden" enabled="eerst"/>
      \(set(1))\(set(103))<do event="melden" by="gemeente"/><expect disabled="melden"/>
      <do event="eerst" by="gemeente"/><expect finished="true"/>
      """)
  }

  @Test func aConditionInterrupts() throws {
    try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" writes="akkoord" next="tweede"/>
      <userTask id="tweede" by="gemeente" next="klaar">
        <boundaryEvent id="vervallen" condition="akkoord" next="klaar"/>
      </userTask>
      """
    ).play(
      """
      \(ask)<do event="eerst" by="gemeente"><set item="akkoord" value="true"/></do>
      <expect done="vervallen" notDone="tweede" finished="true"/>
      """)
  }

  // MARK: Signals

  @Test func allThatWaitCatchASignal() throws {
    try construct(
      "<signal id=\"stop\"/>",
      """
      <parallelGateway id="eerst"><flow to="a"/><flow to="b"/><flow to="c"/></parallelGateway>
      <userTask id="a" by="gemeente" next="a-uit"><boundaryEvent id="a-stopt" signal="stop" next="a-uit"/></userTask>
      <exclusiveGateway id="a-uit" next="samen"/>
      <intermediateCatchEvent id="b" signal="stop" next="samen"/>
      <userTask id="c" by="gemeente" next="roepen"/>
      <intermediateThrowEvent id="roepen" signal="stop" next="samen"/>
      <parallelGateway id="samen" next="klaar"/>
      """, proven: false
    ).play(
      """
      \(ask)<expect enabled="a c" notDone="b"/><do event="c" by="gemeente"/>
      <expect done="a-stopt b roepen" notDone="a" finished="true"/>
      """)
  }

  /// Innermost first: what waits in a sub-process catches a signal before its border ends it.
  @Test func aSignalIsCaughtWithinASubProcessBeforeItsBorderEndsIt() throws {
    try construct(
      "<signal id=\"stop\"/>",
      """
      <subProcess id="eerst" next="klaar"><startEvent id="s" next="a"/>
        <userTask id="a" by="gemeente" next="roepen"/>
        <intermediateThrowEvent id="roepen" signal="stop" next="e"/><endEvent id="e"/>
        <boundaryEvent id="gestopt" signal="stop" next="klaar"/>
        <subProcess id="gehoord" triggeredByEvent="true">
          <startEvent id="hoort" signal="stop" next="uit"/><endEvent id="uit"/>
        </subProcess>
      </subProcess>
      """, proven: false
    ).play(
      "\(ask)<do event=\"a\" by=\"gemeente\"/><expect done=\"hoort gestopt\" notDone=\"uit e\" finished=\"true\"/>")
  }

  @Test func whatFollowsASignalDoesNotCatchIt() throws {
    try construct(
      "<signal id=\"stop\"/>",
      """
      <intermediateThrowEvent id="eerst" signal="stop" next="wachten"/>
      <intermediateCatchEvent id="wachten" signal="stop" next="klaar"/>
      """, proven: false
    ).play("\(ask)<expect done=\"eerst\" notDone=\"wachten\" finished=\"false\"/>")
  }

  @Test func aSignalBeginsAProcedure() throws {
    try Construct(
      """
      <signal id="bezwaar"/>
      <procedure id="heroverwegen"><startEvent id="begonnen" signal="bezwaar" next="horen"/>
      <userTask id="horen" by="gemeente" next="gehoord"/><endEvent id="gehoord" closes="case"/></procedure>
      """
        + Construct.procedureText(
          "<userTask id=\"eerst\" by=\"gemeente\" next=\"uit\"/><endEvent id=\"uit\" signal=\"bezwaar\"/>"
        )
        .replacing("<endEvent id=\"klaar\" closes=\"case\"/>", with: "")
    ).play(
      "\(ask)<do event=\"eerst\" by=\"gemeente\"/><do event=\"horen\" by=\"gemeente\"/><expect finished=\"true\"/>")
  }

  // MARK: Errors and escalations

  private let failing = """
    <subProcess id="eerst" next="klaar">
      <startEvent id="begin" next="a"/>
      <userTask id="a" by="gemeente" writes="akkoord" next="keuze"/>
      <exclusiveGateway id="keuze"><flow to="goed" if="akkoord"/><flow to="mis" otherwise="true"/></exclusiveGateway>
      <endEvent id="goed"/><endEvent id="mis" error="fout"/>
      <boundaryEvent id="opvangen" error="fout" next="herstellen"/>
    </subProcess>
    <userTask id="herstellen" by="gemeente" next="klaar"/>
    """

  private func answer(_ value: Bool, of task: String = "a") -> String {
    "<do event=\"\(task)\" by=\"gemeente\"><set item=\"akkoord\" value=\"\(value)\"/></do>"
  }

  @Test func anErrorEndsItsSubProcess() throws {
    let construct = try construct("<error id=\"fout\"/>", failing)
    try construct.play(
      """
      \(ask)\(answer(false))<expect done="mis opvangen" notDone="eerst" enabled="herstellen"/>
      <do event="herstellen" by="gemeente"/><expect finished="true"/>
      """)
    try construct.play("\(ask)\(answer(true))<expect done=\"eerst\" finished=\"true\"/>")
  }

  @Test func anyCatchesWhatNobodyCaughtBefore() throws {
    try construct(
      "<error id=\"fout\"/>",
      failing.replacing("id=\"opvangen\" error=\"fout\"", with: "id=\"opvangen\" error=\"any\"")
    ).play("\(ask)\(answer(false))<expect done=\"opvangen\"/>")
  }

  @Test func aWorkersErrorIsCaughtOnItsTaskOrAround() throws {
    let construct = try construct(
      "<error id=\"fout\"/><error id=\"traag\"/>",
      """
      <subProcess id="eerst" next="klaar">
        <startEvent id="begin" next="werk"/>
        <serviceTask id="werk" job="opvragen" next="uit"><boundaryEvent id="hier" error="fout" next="uit"/></serviceTask>
        <endEvent id="uit"/>
        <boundaryEvent id="daar" error="traag" next="klaar"/>
      </subProcess>
      """)
    try construct.play("\(ask)<job event=\"werk\" error=\"fout\"/><expect done=\"hier eerst\" finished=\"true\"/>")
    try construct.play(
      "\(ask)<job event=\"werk\" error=\"traag\"/><expect done=\"daar\" notDone=\"eerst\" finished=\"true\"/>")
    try construct.play("\(ask)<job event=\"werk\"/><expect done=\"eerst\" finished=\"true\"/>")
  }

  @Test func anEscalationLeavesItsSubProcessStanding() throws {
    try construct(
      "<escalation id=\"druk\"/>",
      """
      <subProcess id="eerst" next="klaar">
        <startEvent id="begin" next="melden"/>
        <intermediateThrowEvent id="melden" escalation="druk" next="a"/>
        <userTask id="a" by="gemeente" next="uit"/><endEvent id="uit"/>
        <boundaryEvent id="gezien" escalation="druk" interrupting="false" next="helpen"/>
      </subProcess>
      <userTask id="helpen" by="gemeente" next="geholpen"/><endEvent id="geholpen"/>
      """
    ).play(
      """
      \(ask)<expect done="melden gezien" enabled="a helpen"/><do event="helpen" by="gemeente"/>
      <do event="a" by="gemeente"/><expect finished="true"/>
      """)
  }

  @Test func oneThatIsInterruptedByItsOwnCatcherDoesNotGoOn() throws {
    try construct(
      "<escalation id=\"druk\"/>",
      """
      <subProcess id="eerst" next="klaar">
        <startEvent id="begin" next="b"/><userTask id="b" by="gemeente" next="melden"/>
        <intermediateThrowEvent id="melden" escalation="druk" next="a"/>
        <userTask id="a" by="gemeente" next="uit"/><endEvent id="uit"/>
        <boundaryEvent id="gezien" escalation="any" next="klaar"/>
      </subProcess>
      """, proven: false
    ).play("\(ask)<do event=\"b\" by=\"gemeente\"/><expect done=\"gezien\" notDone=\"a eerst\" finished=\"true\"/>")
  }

  // MARK: Links and messages

  @Test func aLinkGoesOnAtItsOtherEnd() throws {
    try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" writes="akkoord" next="keuze"/>
      <exclusiveGateway id="keuze"><flow to="heen" if="akkoord"/><flow to="ook" otherwise="true"/></exclusiveGateway>
      <intermediateThrowEvent id="heen" link="verder"/><intermediateThrowEvent id="ook" link="verder"/>
      <intermediateCatchEvent id="weer" link="verder" next="klaar"/>
      """
    ).play("\(ask)\(answer(false, of: "eerst"))<expect done=\"ook weer\" notDone=\"heen\" finished=\"true\"/>")
  }

  @Test func aMessageThatIsSentIsCaughtInTheCase() throws {
    try Construct.procedure(
      """
      <parallelGateway id="eerst"><flow to="sturen"/><flow to="wachten"/></parallelGateway>
      <sendTask id="sturen" by="gemeente" message="post" next="samen"/>
      <intermediateCatchEvent id="wachten" message="post" next="samen"/>
      <parallelGateway id="samen" next="klaar"/>
      """
    ).play(
      "\(ask)<expect notDone=\"wachten\"/><do event=\"sturen\" by=\"gemeente\"/><expect done=\"wachten\" finished=\"true\"/>"
    )
    try Construct.procedure("<sendTask id=\"eerst\" message=\"bericht\" next=\"klaar\"/>")
      .play("\(ask)<expect done=\"eerst\" finished=\"true\"/>")
  }

  // MARK: Event sub-processes

  @Test func anEventSubProcessInterruptsWhatIsAroundIt() throws {
    try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" next="klaar"/>
      <subProcess id="intrekking" triggeredByEvent="true">
        <startEvent id="intrekken" by="inwoner" next="bevestigen"/>
        <userTask id="bevestigen" by="gemeente" next="weg"/><endEvent id="weg" closes="case"/>
      </subProcess>
      """
    ).play(
      """
      <refuse event="intrekken" by="inwoner" because="flow"/>
      \(ask)<expect enabled="eerst intrekken"/><do event="intrekken" by="inwoner"/>
      <expect disabled="eerst intrekken" enabled="bevestigen"/>
      <do event="bevestigen" by="gemeente"/><expect done="intrekking" finished="true"/>
      """)
  }

  @Test func oneThatDoesNotInterruptRunsBeside() throws {
    try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" next="klaar"/>
      <subProcess id="vragen" triggeredByEvent="true">
        <startEvent id="vraag" message="post" interrupting="false" next="antwoorden"/>
        <userTask id="antwoorden" by="gemeente" next="beantwoord"/><endEvent id="beantwoord"/>
      </subProcess>
      """
    ).play(
      """
      \(ask)<message message="post" from="waterschap"/><expect enabled="eerst antwoorden"/>
      <do event="eerst" by="gemeente"/><expect finished="false"/>
      <do event="antwoorden" by="gemeente"/><expect finished="true"/>
      """)
  }

  @Test(arguments: [
    ("timer=\"P1W\"", "<wait for=\"P1W\"/>"), ("signal=\"stop\"", "<do event=\"roepen\" by=\"gemeente\"/>"),
    ("condition=\"bedrag > 1\"", "<do event=\"rekenen\" by=\"gemeente\"><set item=\"bedrag\" value=\"2\"/></do>"),
    ("message=\"post\"", "<message message=\"post\" from=\"waterschap\"/>"),
    ("error=\"fout\"", "<job event=\"werk\" error=\"fout\"/>"),
    ("escalation=\"druk\"", "<do event=\"duwen\" by=\"gemeente\"/>"),
  ])
  func everyTriggerBeginsAnEventSubProcess(trigger: String, cause: String) throws {
    let nodes = """
      <parallelGateway id="eerst"><flow to="roepen"/><flow to="rekenen"/><flow to="werk"/><flow to="duwen"/></parallelGateway>
      <userTask id="roepen" by="gemeente" next="geroepen"/><endEvent id="geroepen" signal="stop"/>
      <userTask id="rekenen" by="gemeente" writes="bedrag" next="gerekend"/><endEvent id="gerekend"/>
      <serviceTask id="werk" job="opvragen" next="klaar"/>
      <userTask id="duwen" by="gemeente" next="geduwd"/><endEvent id="geduwd" escalation="druk"/>
      <subProcess id="buiten" triggeredByEvent="true">
        <startEvent id="gebeurd" \(trigger.replacing(">", with: "&gt;")) next="a"/>
        <userTask id="a" by="gemeente" next="uit"/><endEvent id="uit" closes="case"/>
      </subProcess>
      """
    try construct("<signal id=\"stop\"/><error id=\"fout\"/><escalation id=\"druk\"/>", nodes, proven: false).play(
      """
      \(ask)<expect enabled="roepen rekenen duwen" notDone="gebeurd"/>\(cause)
      <expect done="gebeurd" disabled="roepen rekenen duwen" enabled="a"/>
      <do event="a" by="gemeente"/><expect finished="true"/>
      """)
  }

  // MARK: Wrong uses

  @Test(
    arguments: [
      (
        "<intermediateCatchEvent id=\"eerst\" timer=\"P1W\" message=\"post\" next=\"klaar\"/>",
        ["K408 intermediateCatchEvent"]
      ),
      ("<intermediateCatchEvent id=\"eerst\" timer=\"R/P1W\" next=\"klaar\"/>", ["K408 R/P1W"]),
      ("<intermediateCatchEvent id=\"eerst\" timer=\"R3/PT0S\" next=\"klaar\"/>", ["K408 R3/PT0S", "K408 R3/PT0S"]),
      ("<intermediateThrowEvent id=\"eerst\" link=\"weg\"/>", ["K401 weg"]),
      ("<intermediateThrowEvent id=\"eerst\" link=\"weg\" next=\"klaar\"/>", ["K410 weg"]),
      ("<endEvent id=\"eerst\" error=\"fout\"/>", ["K415 fout"]),
      ("<endEvent id=\"eerst\" terminate=\"true\" signal=\"stop\"/>", ["K408 endEvent", "K415 stop"]),
      (
        "<userTask id=\"eerst\" by=\"gemeente\" next=\"klaar\"><boundaryEvent id=\"b\" error=\"fout\" interrupting=\"false\" next=\"klaar\"/></userTask>",
        ["K408 boundaryEvent"]
      ),
      (
        "<userTask id=\"eerst\" by=\"gemeente\" next=\"klaar\"><boundaryEvent id=\"b\" timer=\"R/P1D\" next=\"klaar\"/></userTask>",
        ["K408 R/P1D"]
      ),
      (
        "<userTask id=\"eerst\" by=\"gemeente\" next=\"klaar\"/><subProcess id=\"s\" triggeredByEvent=\"true\"><startEvent id=\"t\" next=\"u\"/><endEvent id=\"u\"/></subProcess>",
        ["K408 startEvent"]
      ),
      (
        "<userTask id=\"eerst\" by=\"gemeente\" next=\"s\"/><subProcess id=\"s\" triggeredByEvent=\"true\"><startEvent id=\"t\" by=\"inwoner\" next=\"u\"/><endEvent id=\"u\"/></subProcess>",
        ["K414 s"]
      ),
    ] as [(String, [String])])
  func whatDoesNotStandThereIsSaid(nodes: String, expected: [String]) {
    let declarations = "<signal id=\"stop\"/><error id=\"fout\"/>"
    let found = Construct.findings(nodes, with: declarations).filter {
      !["K422", "K407", "K420"].contains($0.prefix(4))
    }
    #expect(found == expected)
  }
}
