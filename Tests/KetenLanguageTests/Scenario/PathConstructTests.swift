import Testing

/// What each relation and attribute of a path does, as a scenario.
@Suite struct PathConstructTests {
  private func done(_ event: String, _ party: String = "inwoner") -> String {
    "<do event=\"\(event)\" by=\"\(party)\"/>"
  }

  @Test func stepsAreFreeUntilSomethingBindsThem() throws {
    try Construct.path("<step id=\"a\" by=\"inwoner\"/><step id=\"b\" by=\"inwoner gemeente\" repeatable=\"true\"/>")
      .play(
        """
        \(done("b", "gemeente"))\(done("b"))\(done("a", "gemachtigde"))
        <refuse event="a" by="inwoner" because="excluded"/><refuse event="b" by="waterschap" because="party"/>
        <refuse event="a" by="gemeente" because="excluded party"/>
        <expect enabled="b" disabled="a" done="a b"/>
        """)
  }

  @Test func aConditionHoldsBackUntilItsSourceIsDoneOrOut() throws {
    try Construct.path(
      """
      <step id="a" by="inwoner"/><step id="b" by="inwoner"/><step id="weg" by="inwoner"/>
      <condition from="a" to="b" basis="Awb art. 4:1"/><exclude from="weg" to="a"/>
      """
    ).play("<refuse event=\"b\" by=\"inwoner\" because=\"condition\"/>\(done("weg"))\(done("b"))")
  }

  @Test func afterMeansThatLongAgo() throws {
    try Construct.path(
      """
      <step id="a" by="inwoner" repeatable="true"/><step id="b" by="inwoner"/>
      <condition from="a" to="b" after="P1W"/>
      """
    ).play(
      """
      <refuse event="b" by="inwoner" because="condition"/>\(done("a"))
      <refuse event="b" by="inwoner" because="delay"/><wait for="P5D"/>\(done("a"))
      <wait for="P6D"/><refuse event="b" by="inwoner" because="delay"/><wait for="P1D"/>\(done("b"))
      """)
  }

  @Test func aResponseIsOwedAndClosingWaitsForIt() throws {
    try Construct.path(
      """
      <step id="a" by="inwoner"/><step id="b" by="gemeente"/><step id="sluiten" by="gemeente" closes="case"/>
      <response from="a" to="b"/>
      """
    ).play(
      """
      <expect notPending="b"/>\(done("a"))<expect pending="b"/>\(done("sluiten", "gemeente"))
      <expect finished="false"/>\(done("b", "gemeente"))<expect finished="true"/>
      """)
  }

  @Test func aMilestoneHoldsBackWhileItsSourceIsOwed() throws {
    try Construct.path(
      """
      <step id="a" by="inwoner"/><step id="b" by="gemeente"/><step id="c" by="gemeente"/>
      <response from="a" to="b"/><milestone from="b" to="c"/>
      """
    ).play(
      "\(done("a"))<refuse event=\"c\" by=\"gemeente\" because=\"milestone\"/>\(done("b", "gemeente"))\(done("c", "gemeente"))"
    )
  }

  @Test func includeAndExcludeMoveStepsInAndOut() throws {
    try Construct.path(
      """
      <step id="in" by="inwoner" repeatable="true"/><step id="uit" by="inwoner" repeatable="true"/>
      <step id="c" by="inwoner" included="false" repeatable="true"/>
      <include from="in" to="c"/><exclude from="uit" to="c"/>
      """
    ).play(
      """
      <refuse event="c" by="inwoner" because="excluded"/>\(done("in"))\(done("c"))\(done("uit"))
      <refuse event="c" by="inwoner" because="excluded"/>
      """)
  }

  @Test func aRequiredStepIsOwedFromTheStart() throws {
    try Construct.path("<step id=\"a\" by=\"gemeente\" required=\"true\"/>").play(
      "<expect pending=\"a\"/>\(done("a", "gemeente"))<expect notPending=\"a\"/>")
  }

  @Test func aGroupMeansEachOfItsSteps() throws {
    try Construct.path(
      """
      <group id="samen"><step id="a" by="inwoner"/><group id="binnen"><step id="b" by="inwoner"/></group></group>
      <step id="c" by="inwoner"/><condition from="samen" to="c"/>
      """
    ).play("\(done("a"))<refuse event=\"c\" by=\"inwoner\" because=\"condition\"/>\(done("b"))\(done("c"))")
  }

  @Test func aGroupThatCompletesHappensWhenNothingInItIsOwed() throws {
    try Construct.path(
      """
      <step id="eerst" by="inwoner"/><step id="daarna" by="gemeente"/><step id="sluiten" by="gemeente"/>
      <group id="onderzoek" completes="true">
        <step id="a" by="inwoner" repeatable="true"/><step id="b" by="gemeente" repeatable="true"/>
        <response from="a" to="b"/>
      </group>
      <condition from="eerst" to="onderzoek"/><condition from="onderzoek" to="daarna"/>
      <response from="daarna" to="onderzoek"/><milestone from="onderzoek" to="sluiten"/>
      """
    ).play(
      """
      <refuse event="a" by="inwoner" because="condition"/>\(done("eerst"))\(done("a"))
      <refuse event="daarna" by="gemeente" because="condition"/>\(done("b", "gemeente"))\(done("daarna", "gemeente"))
      <refuse event="sluiten" by="gemeente" because="milestone"/>\(done("a"))
      <refuse event="sluiten" by="gemeente" because="milestone"/>\(done("b", "gemeente"))\(done("sluiten", "gemeente"))
      """)
  }

  @Test func aGroupThatCompletesIsNotSetOffByWhatHappensElsewhere() throws {
    try Construct.path(
      """
      <step id="weg" by="inwoner"/><step id="daarna" by="gemeente"/>
      <group id="onderzoek" completes="true">
        <step id="a" by="inwoner" repeatable="true"/><step id="b" by="gemeente"/><response from="a" to="b"/>
        <group id="binnen" completes="true"><step id="c" by="inwoner"/></group>
      </group>
      <exclude from="weg" to="b"/><condition from="onderzoek" to="daarna"/>
      """
    ).play(
      """
      \(done("a"))\(done("weg"))<refuse event="daarna" by="gemeente" because="condition"/>
      \(done("c"))\(done("daarna", "gemeente"))
      """)
  }

  @Test func aGroupThatCompletesIsNotTakenOutOfPlay() {
    let found = Construct.findings(
      "<endEvent id=\"eerst\"/>",
      with: """
        <path id="pad" driver="inwoner"><step id="weg" by="inwoner"/>
        <group id="buiten"><group id="groep" completes="true"><step id="a" by="inwoner"/></group></group>
        <exclude from="weg" to="buiten"/></path>
        """)
    #expect(found.contains("K114 buiten"))
  }

  @Test func aGuardCountsWhenTheRelationIsUsed() throws {
    try Construct.path(
      """
      <step id="kiezen" by="inwoner" writes="akkoord" repeatable="true"/><step id="a" by="inwoner"/>
      <step id="b" by="gemeente"/>
      <condition from="a" to="b" if="akkoord"/><response from="kiezen" to="b" if="akkoord"/>
      """
    ).play(
      """
      <do event="kiezen" by="inwoner"><set item="akkoord" value="true"/></do><expect pending="b" disabled="b"/>
      <do event="kiezen" by="inwoner"><set item="akkoord" value="false"/></do><expect enabled="b" pending="b"/>
      """)
  }

  @Test func withinIsADeadlineThatStopsNobody() throws {
    try Construct.path(
      """
      <step id="a" by="inwoner" repeatable="true"/><step id="b" by="gemeente" repeatable="true"/>
      <response from="a" to="b" within="P1W"/>
      """
    ).play("\(done("a"))<wait for=\"P1M\"/><expect enabled=\"b\" pending=\"b\"/>\(done("b", "gemeente"))")
  }

  @Test func relationsCrossProceduresAndPaths() throws {
    try Construct(
      """
      <path id="pad" driver="inwoner">
        <step id="plan" by="inwoner"/><step id="reageren" by="inwoner"/><step id="nazorg" by="gemeente"/>
      </path>
      <procedure id="behandelen">
        <startEvent id="aanvraag" by="inwoner" next="blok"/>
        <subProcess id="blok" next="klaar">
          <startEvent id="begin" next="besluiten"/><userTask id="besluiten" by="gemeente" next="uit"/><endEvent id="uit"/>
        </subProcess>
        <endEvent id="klaar" closes="case"/>
      </procedure>
      <condition from="plan" to="aanvraag"/><condition from="besluiten" to="reageren"/>
      <response from="blok" to="nazorg"/>
      """
    ).play(
      """
      <refuse event="aanvraag" by="inwoner" because="condition"/>\(done("plan"))\(done("aanvraag"))
      <refuse event="reageren" by="inwoner" because="condition"/>\(done("besluiten", "gemeente"))
      <expect enabled="reageren" pending="nazorg" finished="false"/>\(done("nazorg", "gemeente"))
      <expect finished="true"/>
      """)
  }

  @Test func termsAreMetMissedAndVoid() throws {
    let construct = try Construct(
      """
      <term id="chaintermijn" from="aanvraag" until="besluiten"><within duration="P2W"/></term>
      <term id="venster" from="besluiten"><within duration="P1M"/></term>
      <procedure id="behandelen">
        <term id="eigen" from="aanvraag" until="besluiten"><within duration="P1W"/></term>
        <startEvent id="aanvraag" by="inwoner" next="besluiten"/>
        <userTask id="besluiten" by="gemeente" next="rust">
          <boundaryEvent id="intrekken" by="inwoner" next="rust"/>
        </userTask>
        <exclusiveGateway id="rust" next="nawerk"/>
        <userTask id="nawerk" by="gemeente" next="klaar"/>
        <endEvent id="klaar" closes="case"/>
      </procedure>
      """)
    try construct.play(
      """
      <expect term="eigen" state="idle"/>\(done("aanvraag"))
      <expect term="eigen" state="running" due="2026-03-10T00:00:00+01:00"/><wait for="P8D"/>
      <expect term="eigen" state="exceeded"/><expect term="chaintermijn" state="running"/>
      \(done("besluiten", "gemeente"))<expect term="eigen" state="metLate"/><expect term="chaintermijn" state="met"/>
      <expect term="venster" state="running" due="2026-04-11T00:00:00+02:00"/><wait for="P2M"/>
      <expect term="venster" state="ended"/>
      """)
    try construct.play(
      "\(done("aanvraag"))\(done("intrekken"))\(done("nawerk", "gemeente"))<expect term=\"eigen\" state=\"void\" finished=\"true\"/>"
    )
  }

  @Test func whatIsReadMustBeThereAndWhatIsWrittenMustFit() throws {
    try Construct.path(
      """
      <step id="invullen" by="inwoner" writes="bedrag akkoord?"/><step id="lezen" by="gemeente" reads="bedrag akkoord?"/>
      """
    ).play(
      """
      <refuse event="lezen" by="gemeente" because="item"/><refuse event="invullen" by="inwoner" because="write"/>
      <refuse event="invullen" by="inwoner" because="write"><set item="bedrag" value="&quot;veel&quot;"/></refuse>
      <refuse event="lezen" by="gemeente" because="item write"><set item="bedrag" value="1"/></refuse>
      <do event="invullen" by="inwoner"><set item="bedrag" value="12.50"/></do>\(done("lezen", "gemeente"))
      <expect item="bedrag" value="12.5"/>
      """)
  }
}
