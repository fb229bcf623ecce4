import KetenInterchange
import KetenLanguage
import KetenSource
import Testing

/// What each part of a BPMN model becomes in a chain.
@Suite struct ImportTests {
  // MARK: Flow

  @Test func aCourseOfOneTaskIsAProcedure() throws {
    let result = try imported(
      process(
        """
        <startEvent id="s" name="Begin"/><userTask id="t" name="Doe"><documentation>Zo.</documentation></userTask>
        <endEvent id="e"/>\(flow("s", "t"))\(flow("t", "e"))
        """))
    #expect(
      result.lines == [
        #"<chain xmlns="urn:keten:chain:1" id="d" version="1.0.0">"#, "<network>", #"<client id="client"/>"#,
        #"<partner id="organisation" directs="true"/>"#, "</network>", #"<procedure id="p">"#,
        #"<startEvent id="s" title="Begin" next="t"/>"#,
        #"<userTask id="t" title="Doe" by="organisation" next="e">"#, "<documentation>Zo.</documentation>",
        "</userTask>",
        #"<endEvent id="e"/>"#, "</procedure>", "</chain>",
      ])
    #expect(compile(result.chain).diagnostics.map(\.message) == [])
  }

  @Test func whatLeadsNowhereEndsThere() throws {
    let result = try imported(process(#"<startEvent id="s"/><userTask id="t"/>\#(flow("s", "t"))"#))
    #expect(result.line("<userTask") == #"<userTask id="t" by="organisation" next="t_end"/>"#)
    #expect(result.line("<endEvent") == #"<endEvent id="t_end"/>"#)
  }

  @Test func withoutAStartAllThatNothingLeadsToBegins() throws {
    let one = try imported(process(#"<userTask id="t"/>"#))
    #expect(one.line("<startEvent") == #"<startEvent id="p_start" next="t"/>"#)
    let two = try imported(process(#"<userTask id="t"/><userTask id="u"/>"#))
    #expect(two.line("<startEvent") == #"<startEvent id="p_start" next="p_split"/>"#)
    #expect(two.lines.filter { $0.hasPrefix("<flow") } == [#"<flow to="t"/>"#, #"<flow to="u"/>"#])
  }

  @Test func twoFlowsToOneNodeAreToldApart() throws {
    let result = try imported(
      process(
        """
        <startEvent id="s"/><parallelGateway id="g"/><endEvent id="e"/>\(flow("s", "g"))\(flow("g", "e"))
        <sequenceFlow id="zwei" sourceRef="g" targetRef="e"/>
        """))
    #expect(result.lines.filter { $0.hasPrefix("<flow") } == [#"<flow to="e"/>"#, #"<flow to="zwei_passage"/>"#])
    #expect(result.line("<intermediateThrow") == #"<intermediateThrowEvent id="zwei_passage" next="e"/>"#)
  }

  // MARK: Choices

  private func choice(_ parts: String, _ kind: String = "exclusiveGateway", default flow: String? = nil) throws
    -> BPMNImport
  {
    let other = flow.map { " default=\"\($0)\"" } ?? ""
    return try imported(
      process(
        """
        <startEvent id="s"/><userTask id="t"/><\(kind) id="g"\(other)/><endEvent id="a"/><endEvent id="b"/>
        \(KetenInterchangeTests.flow("s", "t"))\(KetenInterchangeTests.flow("t", "g"))\(parts)
        """))
  }

  @Test func aConditionIsAskedOfWhoActedBefore() throws {
    let result = try choice(flow("g", "a", "${bedrag &gt; 3 &amp;&amp; soort == 'x'}") + flow("g", "b"), default: "g_b")
    #expect(result.line("<userTask") == #"<userTask id="t" by="organisation" next="g" writes="bedrag? soort?"/>"#)
    #expect(
      result.lines.filter { $0.hasPrefix("<item") } == [
        #"<item id="bedrag" type="number"/>"#, #"<item id="soort" type="string"/>"#,
      ])
    #expect(result.line("<flow to=\"a\"") == #"<flow to="a" if='(bedrag > 3) and (soort = "x")'/>"#)
    #expect(result.line("<flow to=\"b\"") == #"<flow to="b" otherwise="true"/>"#)
    #expect(compile(result.chain).diagnostics.map(\.message) == [])
  }

  @Test func withoutADefaultTheChainFailsWhenNothingHolds() throws {
    let result = try choice(flow("g", "a", "= x") + flow("g", "b", "= y"))
    #expect(result.line("<flow to=\"g_none\"") == #"<flow to="g_none" otherwise="true"/>"#)
    #expect(result.line("<endEvent id=\"g_none\"") == #"<endEvent id="g_none" error="no-way-on"/>"#)
    #expect(result.remarks("K784") == ["exclusiveGateway"])
  }

  @Test func aChoiceThatTheModelLeavesOpenIsAskedFor() throws {
    let result = try choice(flow("g", "a", name: "Ja") + flow("g", "b", name: "Nee"))
    #expect(result.line("<item") == #"<item id="g_a" title="Ja" type="boolean"/>"#)
    #expect(result.line("<flow to=\"a\"") == #"<flow to="a" title="Ja" if="g_a"/>"#)
    #expect(result.line("<flow to=\"b\"") == #"<flow to="b" title="Nee" otherwise="true"/>"#)
    #expect(compile(result.chain).diagnostics.map(\.message) == [])
  }

  @Test func anExpressionThatCannotBeSaidIsAskedForAndReported() throws {
    let result = try choice(flow("g", "a", "${bean.check(x)}") + flow("g", "b"), default: "g_b")
    #expect(result.remarks("K783") == ["${bean.check(x)}"])
    #expect(result.line("<flow to=\"a\"") == #"<flow to="a" if="g_a"/>"#)
  }

  // MARK: Who

  @Test func whoDoesATaskIsTheMostExactThatIsSaid() throws {
    let result = try imported(
      definitions(
        """
        <collaboration id="c"><participant id="pool" name="Gemeente" processRef="p"/><participant id="burger"/>
        </collaboration>
        <process id="p" isExecutable="true">
        <laneSet id="ls"><lane id="l1" name="Balie"><flowNodeRef>a</flowNodeRef><flowNodeRef>b</flowNodeRef></lane></laneSet>
        <userTask id="a" camunda:candidateGroups="toetsers, juristen" camunda:assignee="${iemand}"/>
        <userTask id="b"/><userTask id="c1"/>
        <userTask id="d1"><potentialOwner id="po" name="Wethouder"/></userTask>
        \(flow("a", "b"))\(flow("b", "c1"))\(flow("c1", "d1"))</process>
        """))
    #expect(result.line(#"<userTask id="a""#)?.contains(#"by="toetsers juristen""#) == true)
    #expect(result.line(#"<userTask id="b""#)?.contains(#"by="l1""#) == true)
    #expect(result.line(#"<userTask id="c1""#)?.contains(#"by="pool""#) == true)
    #expect(result.line(#"<userTask id="d1""#)?.contains(#"by="Wethouder""#) == true)
    #expect(result.line("<client") == #"<client id="burger"/>"#)
    #expect(result.line(#"<partner id="pool""#) == #"<partner id="pool" title="Gemeente" directs="true"/>"#)
    #expect(result.remarks("K780").contains("${iemand}"))
  }

  @Test func aMessageFlowIsAMessageBetweenItsParties() throws {
    let result = try imported(
      definitions(
        """
        <collaboration id="c"><participant id="pool" processRef="p"/><participant id="burger"/>
        <messageFlow id="aanvraag" name="Aanvraag" sourceRef="burger" targetRef="s"/></collaboration>
        <process id="p" isExecutable="true"><startEvent id="s"><messageEventDefinition id="m"/></startEvent>
        <userTask id="t"/>\(flow("s", "t"))</process>
        """))
    #expect(
      result.line("<message") == #"<message id="aanvraag" title="Aanvraag" from="burger" to="pool"/>"#)
    #expect(result.line("<startEvent") == #"<startEvent id="s" message="aanvraag" next="t"/>"#)
  }

  // MARK: Names and places

  @Test func aNameThatAChainCannotHaveIsReplacedAndReported() throws {
    let result = try imported(process(#"<startEvent id="s"/><userTask id="a.b"/>\#(flow("s", "a.b"))"#))
    #expect(result.line("<userTask")?.hasPrefix(#"<userTask id="a_b""#) == true)
    #expect(result.remarks("K782") == ["a.b"])
  }

  @Test func aFindingStandsAtItsPlaceInTheModel() throws {
    let file = process(
      """
      <startEvent id="s"/><userTask id="t"/><exclusiveGateway id="g" default="g_b"/><endEvent id="a"/><endEvent id="b"/>
      \(flow("s", "t"))\(flow("t", "g"))\(flow("g", "a", "= bedrag + true"))\(flow("g", "b"))
      """)
    let found = compileBPMN(file).diagnostics.filter { $0.severity == .error }
    #expect(!found.isEmpty)
    for finding in found {
      #expect(finding.file.path == "a.bpmn")
      #expect("bedrag + true".contains(finding.file.text(finding.range)), "\(finding.message)")
    }
  }

  // MARK: Extensions

  @Test func extensionsThatCarryMeaningAreMapped() throws {
    let result = try imported(
      process(
        """
        <startEvent id="s" camunda:formKey="f"/>
        <serviceTask id="a"><extensionElements><zeebe:taskDefinition type="brp"/><zeebe:ioMapping>
        <zeebe:input source="= bsn" target="nummer"/><zeebe:output source="= adres" target="adres"/></zeebe:ioMapping>
        </extensionElements></serviceTask>
        <serviceTask id="b" camunda:type="external" camunda:topic="post"/>
        <scriptTask id="c"><extensionElements><zeebe:script expression="= bedrag * 2" resultVariable="dubbel"/>
        </extensionElements></scriptTask>
        <userTask id="u"><extensionElements><camunda:formData><camunda:formField id="bsn" type="string"/>
        </camunda:formData></extensionElements></userTask>
        \(flow("s", "u"))\(flow("u", "a"))\(flow("a", "b"))\(flow("b", "c"))
        """))
    #expect(result.line("<startEvent")?.contains(#"by="organisation""#) == true)
    #expect(
      result.line(#"<serviceTask id="a""#)
        == #"<serviceTask id="a" job="brp" next="b" reads="bsn?" writes="adres"/>"#)
    #expect(result.line(#"<serviceTask id="b""#)?.contains(#"job="post""#) == true)
    #expect(
      result.line("<scriptTask") == #"<scriptTask id="c" expression="bedrag * 2" next="c_end" writes="dubbel"/>"#)
    #expect(result.line("<userTask") == #"<userTask id="u" by="organisation" next="a" writes="bsn?"/>"#)
    #expect(result.account.lost == [])
  }

  // MARK: Events

  @Test(arguments: [
    ("<timerEventDefinition><timeDuration>P6W</timeDuration></timerEventDefinition>", #"timer="P6W""#),
    (
      "<timerEventDefinition><timeDate>2026-03-02T09:00:00</timeDate></timerEventDefinition>",
      #"timer="2026-03-02T09:00:00Z""#
    ),
    ("<timerEventDefinition><timeDuration>= wacht</timeDuration></timerEventDefinition>", #"timerExpression="wacht""#),
    ("<timerEventDefinition/>", #"message="b_message""#),
    ("<signalEventDefinition signalRef=\"sig\"/>", #"signal="sig""#),
    ("<errorEventDefinition errorRef=\"err\"/>", #"error="E1""#), ("<errorEventDefinition/>", #"error="any""#),
    ("<escalationEventDefinition/>", #"escalation="any""#),
    ("<conditionalEventDefinition><condition>= klaar</condition></conditionalEventDefinition>", #"condition="klaar""#),
  ])
  func aBoundaryEventWaitsForItsTrigger(_ definition: String, _ expected: String) throws {
    let result = try imported(
      process(
        """
        <startEvent id="s"/><userTask id="t"/><boundaryEvent id="b" attachedToRef="t" cancelActivity="false">
        \(definition)</boundaryEvent><endEvent id="e"/>\(flow("s", "t"))\(flow("b", "e"))
        """,
        before: #"<signal id="sig" name="Signaal"/><error id="err" name="Fout" errorCode="E1"/>"#))
    #expect(result.line("<boundaryEvent") == #"<boundaryEvent id="b" \#(expected) interrupting="false" next="e"/>"#)
  }

  @Test func compensationIsTheHandlerOfItsAssociation() throws {
    let result = try imported(
      process(
        """
        <startEvent id="s"/><userTask id="t"/><userTask id="h" isForCompensation="true"/>
        <boundaryEvent id="b" attachedToRef="t"><compensateEventDefinition/></boundaryEvent>
        <endEvent id="e"><compensateEventDefinition activityRef="t"/></endEvent>
        <association id="as" associationDirection="One" sourceRef="b" targetRef="h"/>\(flow("s", "t"))\(flow("t", "e"))
        """))
    #expect(result.line("<boundaryEvent") == #"<boundaryEvent id="b" compensation="true" next="h"/>"#)
    #expect(result.line(#"<userTask id="h""#) == #"<userTask id="h" by="organisation"/>"#)
    #expect(result.line("<endEvent") == #"<endEvent id="e" compensation="t"/>"#)
    #expect(compile(result.chain).diagnostics.map(\.message) == [])
  }
}
