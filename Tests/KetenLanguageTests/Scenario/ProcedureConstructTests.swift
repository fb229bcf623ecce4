import Testing

/// What each construct of a procedure does, as a scenario.
@Suite struct ProcedureConstructTests {
  let ask = "<do event=\"aanvraag\" by=\"inwoner\"/>"

  @Test func tasksFollowEachOther() throws {
    try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" next="dan"/><manualTask id="dan" by="gemeente" next="klaar"/>
      """
    ).play(
      """
      <refuse event="eerst" by="gemeente" because="flow"/>
      \(ask)
      <refuse event="aanvraag" by="inwoner" because="excluded"/>
      <refuse event="dan" by="gemeente" because="flow"/>
      <refuse event="eerst" by="waterschap" because="party"/>
      <do event="eerst" by="gemeente"/><expect enabled="dan" disabled="eerst" finished="false"/>
      <do event="dan" by="gemeente"/><expect done="klaar" finished="true"/>
      <refuse event="dan" by="gemeente" because="finished"/>
      """)
  }

  @Test func aSerialChoiceTakesTheFirstGuardThatHolds() throws {
    let construct = try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" writes="bedrag" next="keuze"/>
      <exclusiveGateway id="keuze">
        <flow to="hoog" if="bedrag > 1000"/><flow to="midden" if="bedrag > 100"/><flow to="laag" otherwise="true"/>
      </exclusiveGateway>
      <userTask id="hoog" by="gemeente" next="samen"/><userTask id="midden" by="gemeente" next="samen"/>
      <userTask id="laag" by="gemeente" next="samen"/>
      <exclusiveGateway id="samen" next="klaar"/>
      """)
    for (amount, task) in [("2000", "hoog"), ("500", "midden"), ("100", "laag"), ("100.00001", "midden")] {
      try construct.play(
        """
        \(ask)<do event="eerst" by="gemeente"><set item="bedrag" value="\(amount)"/></do>
        <expect enabled="\(task)"/><do event="\(task)" by="gemeente"/><expect finished="true"/>
        """)
    }
  }

  @Test func aParallelJoinWaitsForAll() throws {
    try Construct.procedure(
      """
      <parallelGateway id="eerst"><flow to="a"/><flow to="b"/></parallelGateway>
      <userTask id="a" by="gemeente" next="samen"/><userTask id="b" by="waterschap" next="samen"/>
      <parallelGateway id="samen" next="c"/><userTask id="c" by="gemeente" next="klaar"/>
      """
    ).play(
      """
      \(ask)<expect enabled="a b" disabled="c"/>
      <do event="b" by="waterschap"/><refuse event="c" by="gemeente" because="flow"/>
      <do event="a" by="gemeente"/><do event="c" by="gemeente"/><expect finished="true"/>
      """)
  }

  @Test func anInterruptingTimerEndsItsTask() throws {
    let construct = try Construct.procedure(
      """
      <userTask id="eerst" by="inwoner" next="klaar">
        <boundaryEvent id="te-laat" timer="P1W" next="anders"/>
      </userTask>
      <userTask id="anders" by="gemeente" next="klaar"/>
      """)
    try construct.play(
      """
      \(ask)<wait for="P6D"/><expect enabled="eerst"/><wait for="P1D"/>
      <expect done="te-laat" enabled="anders" disabled="eerst"/>
      <do event="anders" by="gemeente"/><expect finished="true"/>
      """)
    try construct.play(
      """
      \(ask)<do event="eerst" by="inwoner"/><wait for="P1Y"/><expect notDone="te-laat" finished="true"/>
      """)
  }

  @Test func aNonInterruptingTimerFiresOnceBeside() throws {
    try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" next="klaar">
        <boundaryEvent id="herinneren" timer="P1W" interrupting="false" next="bellen"/>
      </userTask>
      <userTask id="bellen" by="gemeente" next="gebeld"/><endEvent id="gebeld"/>
      """
    ).play(
      """
      \(ask)<wait for="P8D"/><expect enabled="eerst bellen" done="herinneren"/>
      <do event="bellen" by="gemeente"/><wait for="P8D"/><expect disabled="bellen" enabled="eerst" finished="false"/>
      <do event="eerst" by="gemeente"/><expect finished="true"/>
      """)
  }

  @Test func aTimerStartsAnewWhenItsTaskIsReachedAgain() throws {
    try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" writes="akkoord" next="keuze">
        <boundaryEvent id="te-laat" timer="P1W" next="klaar"/>
      </userTask>
      <exclusiveGateway id="keuze"><flow to="klaar" if="akkoord"/><flow to="eerst" otherwise="true"/></exclusiveGateway>
      """
    ).play(
      """
      \(ask)<wait for="P5D"/>
      <do event="eerst" by="gemeente"><set item="akkoord" value="false"/></do>
      <wait for="P5D"/><expect notDone="te-laat" enabled="eerst"/>
      <wait for="P2D"/><expect done="te-laat" finished="true"/>
      """)
  }

  @Test func messagesInterruptOrStandBeside() throws {
    try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" next="klaar">
        <boundaryEvent id="tussendoor" message="post" interrupting="false" next="lezen"/>
        <boundaryEvent id="ingetrokken" message="bericht" next="klaar"/>
      </userTask>
      <userTask id="lezen" by="gemeente" next="gelezen"/><endEvent id="gelezen"/>
      """, proven: false
    ).play(
      """
      \(ask)
      <message message="post" from="waterschap"/><message message="post" from="waterschap"/>
      <do event="lezen" by="gemeente"/><expect enabled="eerst lezen"/><do event="lezen" by="gemeente"/>
      <expect enabled="eerst" disabled="lezen"/>
      <message message="bericht" from="waterschap"><set item="akkoord" value="true"/></message>
      <expect done="ingetrokken" disabled="eerst" item="akkoord" value="true" finished="true"/>
      """)
  }

  @Test func aReceiveTaskWaitsForItsMessage() throws {
    try Construct.procedure("<receiveTask id=\"eerst\" message=\"bericht\" next=\"klaar\"/>").play(
      """
      \(ask)<expect item="akkoord" value="null" finished="false"/>
      <message message="bericht" from="waterschap"><set item="akkoord" value="false"/></message>
      <expect item="akkoord" value="false" done="eerst" finished="true"/>
      """)
  }

  @Test func aMessageThatWaitsIsCaughtLater() throws {
    try Construct.procedure(
      "<userTask id=\"eerst\" by=\"gemeente\" next=\"wacht\"/><receiveTask id=\"wacht\" message=\"post\" next=\"klaar\"/>"
    ).play(
      """
      \(ask)<message message="post" from="waterschap"/><expect notDone="wacht"/>
      <do event="eerst" by="gemeente"/><expect done="wacht" finished="true"/>
      """)
  }

  @Test func aMessageCanBeginAProcedure() throws {
    try Construct(
      """
      <procedure id="melden"><startEvent id="gemeld" message="bericht" next="kijken"/>
      <userTask id="kijken" by="gemeente" reads="akkoord" next="uit"/><endEvent id="uit" closes="case"/></procedure>
      """
    ).play(
      """
      <message message="bericht" from="waterschap"><set item="akkoord" value="true"/></message>
      <do event="kijken" by="gemeente"/><expect finished="true"/>
      """)
  }

  @Test func aCaughtTimerWaits() throws {
    try Construct.procedure("<intermediateCatchEvent id=\"eerst\" timer=\"P2W\" next=\"klaar\"/>").play(
      """
      \(ask)<wait for="P13D"/><expect finished="false"/><wait for="P1D"/><expect done="eerst" finished="true"/>
      """)
  }

  @Test func automaticWorkComputes() throws {
    try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" writes="bedrag" next="rekenen"/>
      <scriptTask id="rekenen" expression="bedrag * 1.21 + 0.005" writes="bedrag" next="sturen"/>
      <serviceTask id="sturen" next="werk"/>
      <serviceTask id="werk" job="uitbetalen" writes="akkoord" next="klaar"/>
      """
    ).play(
      """
      \(ask)<do event="eerst" by="gemeente"><set item="bedrag" value="100"/></do>
      <expect item="bedrag" value="121.005" done="rekenen sturen" finished="false"/>
      <job event="werk"><set item="akkoord" value="true"/></job><expect finished="true"/>
      """)
  }

  @Test func aSubProcessCompletesAndCanBeInterrupted() throws {
    let construct = try Construct.procedure(
      """
      <subProcess id="eerst" next="klaar">
        <startEvent id="begin" next="verdelen"/>
        <parallelGateway id="verdelen"><flow to="a"/><flow to="b"/></parallelGateway>
        <userTask id="a" by="gemeente" next="a-uit"/><userTask id="b" by="gemeente" next="b-uit"/>
        <endEvent id="a-uit"/><endEvent id="b-uit"/>
        <boundaryEvent id="intrekken" by="inwoner" next="klaar"/>
        <boundaryEvent id="te-lang" timer="P4W" next="klaar"/>
      </subProcess>
      """)
    try construct.play(
      """
      \(ask)<do event="b" by="gemeente"/><expect enabled="a" finished="false"/>
      <do event="a" by="gemeente"/><expect done="eerst" finished="true"/>
      """)
    try construct.play(
      "\(ask)<do event=\"a\" by=\"gemeente\"/><do event=\"intrekken\" by=\"gemachtigde\"/><expect finished=\"true\" notDone=\"eerst\"/>"
    )
    try construct.play("\(ask)<wait for=\"P4W\"/><expect done=\"te-lang\" finished=\"true\"/>")
  }

  @Test func terminateCutsItsScope() throws {
    try Construct.procedure(
      """
      <parallelGateway id="eerst"><flow to="a"/><flow to="b"/></parallelGateway>
      <userTask id="a" by="gemeente" next="stop"/><userTask id="b" by="gemeente" next="klaar"/>
      <endEvent id="stop" terminate="true" closes="case"/>
      """
    ).play("\(ask)<do event=\"a\" by=\"gemeente\"/><expect finished=\"true\" notDone=\"b\"/>")
  }

  @Test func anOptionalNodeIsSkippedWhenExcluded() throws {
    let construct = try Construct(
      """
      <path id="pad" driver="inwoner"><step id="afzien" by="inwoner"/><exclude from="afzien" to="horen"/></path>
      <procedure id="behandelen">
        <startEvent id="aanvraag" by="inwoner" next="toetsen"/>
        <userTask id="toetsen" by="gemeente" next="horen"/>
        <userTask id="horen" by="gemeente" optional="true" next="klaar"/>
        <endEvent id="klaar" closes="case"/>
      </procedure>
      """)
    try construct.play(
      "\(ask)<do event=\"afzien\" by=\"inwoner\"/><do event=\"toetsen\" by=\"gemeente\"/><expect finished=\"true\" notDone=\"horen\"/>"
    )
    try construct.play(
      "\(ask)<do event=\"toetsen\" by=\"gemeente\"/><expect enabled=\"horen\"/><do event=\"afzien\" by=\"inwoner\"/><expect finished=\"true\"/>"
    )
    try construct.play(
      "\(ask)<do event=\"toetsen\" by=\"gemeente\"/><do event=\"horen\" by=\"gemeente\"/><expect finished=\"true\"/>")
  }

  @Test func aSilentStartBeginsWhenItsConditionsHold() throws {
    try Construct(
      """
      <path id="pad" driver="inwoner"><step id="melden" by="inwoner"/></path>
      <procedure id="behandelen"><startEvent id="vanzelf" next="werk"/>
      <userTask id="werk" by="gemeente" next="uit"/><endEvent id="uit" closes="case"/></procedure>
      <condition from="melden" to="vanzelf"/>
      """
    ).play(
      """
      <expect disabled="werk"/><do event="melden" by="inwoner"/>
      <do event="werk" by="gemeente"/><expect finished="true"/>
      """)
  }

  @Test func nothingInsideASkippedSubProcessHappens() throws {
    let construct = try Construct(
      """
      <path id="pad" driver="inwoner"><step id="afzien" by="inwoner"/><exclude from="afzien" to="horen"/></path>
      <procedure id="behandelen">
        <startEvent id="aanvraag" by="inwoner" next="toetsen"/>
        <userTask id="toetsen" by="gemeente" next="horen"/>
        <subProcess id="horen" optional="true" next="klaar">
          <startEvent id="begin" next="rekenen"/>
          <scriptTask id="rekenen" expression="40 + 2" writes="bedrag" next="zitting"/>
          <userTask id="zitting" by="gemeente" next="uit"/><endEvent id="uit"/>
        </subProcess>
        <endEvent id="klaar" closes="case"/>
      </procedure>
      """)
    try construct.play(
      """
      \(ask)<do event="afzien" by="inwoner"/><do event="toetsen" by="gemeente"/>
      <expect item="bedrag" value="null" finished="true" notDone="rekenen begin"/>
      """)
    try construct.play(
      """
      \(ask)<do event="toetsen" by="gemeente"/><expect item="bedrag" value="42" enabled="zitting"/>
      <do event="afzien" by="inwoner"/><expect finished="true" notDone="zitting"/>
      """)
  }

  @Test func aSkippedNodeVoidsWhatItWouldHaveMet() throws {
    try Construct(
      """
      <term id="hoortermijn" from="aanvraag" until="horen"><within duration="P2W"/></term>
      <path id="pad" driver="inwoner"><step id="afzien" by="inwoner"/><exclude from="afzien" to="horen"/></path>
      <procedure id="behandelen">
        <startEvent id="aanvraag" by="inwoner" next="horen"/>
        <userTask id="horen" by="gemeente" optional="true" next="rust"/>
        <userTask id="rust" by="gemeente" next="klaar"/><endEvent id="klaar" closes="case"/>
      </procedure>
      """
    ).play(
      "\(ask)<do event=\"afzien\" by=\"inwoner\"/><wait for=\"P3W\"/><expect term=\"hoortermijn\" state=\"void\"/>")
  }
}
