import BPMN
import KetenSource

/// K751–K756, K771, K772: collaborations, choreographies and lanes in BPMN files.
let collaborationPages: [ExplanationPage] = [
  .procedure(
    .bpmnMessageFlowPool,
    """
    A message flow goes from one pool to another: from one party to another party (BPMN 2.0.2, section 9.4). Within a \
    pool the order is shown by sequence flows, and data is passed on by data objects.
    """,
    wrong: exchange("burger", "burger"),
    mended: .replace(#"targetRef="burger""#, by: #"targetRef="gemeente""#)),
  .procedure(
    .bpmnMessageFlowEnd,
    """
    A message flow leaves an event that throws and leads to one that catches, and that event has a message among its \
    triggers (BPMN 2.0.2, sections 10.5.2 to 10.5.4). Lead the flow to another element, or give the event a \
    `messageEventDefinition`.
    """,
    wrong: exchange("burger", "aanvraag"),
    mended: .replace(
      #"<startEvent id="aanvraag" name="Aanvraag"/>"#,
      by: #"<startEvent id="aanvraag" name="Aanvraag"><messageEventDefinition/></startEvent>"#)),
  .procedure(
    .bpmnMultiplicity,
    """
    `minimum` and `maximum` say how many of such participants take part: the first is at least 0, the second at least 1 \
    and no less than the first (BPMN 2.0.2, section 9.3.1). Without them there is one.
    """,
    wrong: exchange("burger", "gemeente").replacing(
      #"<participant id="burger"/>"#,
      with: #"<participant id="burger"><participantMultiplicity minimum="3" maximum="2"/></participant>"#),
    mended: .replace(#"maximum="2""#, by: #"maximum="5""#)),
  .procedure(
    .bpmnGlobalConversation,
    """
    A global conversation is a piece of talk that other collaborations call. It has participants and message flows, and \
    no conversations in it (BPMN 2.0.2, section 9.5).
    """,
    wrong: bpmnFile(
      """
      <globalConversation id="overleg">
        <participant id="burger"/>
        <participant id="gemeente"/>
        <conversation id="gesprek"/>
      </globalConversation>
      """),
    mended: .replace("    <conversation id=\"gesprek\"/>\n", by: "")),
  .procedure(
    .bpmnClosed,
    """
    A closed choreography says that no other messages are exchanged than those in it. A collaboration that refers to it \
    has message flows that are not there. Associate them with flows of the choreography, or let `isClosed` be `false` \
    (BPMN 2.0.2, section 9.1).
    """,
    wrong: exchange("burger", "gemeente").replacing(
      "  </collaboration>", with: "    <choreographyRef>afspraak</choreographyRef>\n  </collaboration>"
    ).replacing("</definitions>", with: "  <choreography id=\"afspraak\" isClosed=\"true\"/>\n</definitions>"),
    mended: .replace(#" isClosed="true""#, by: #" isClosed="false""#)),
  .procedure(
    .bpmnPublicExecutable,
    """
    A public process shows only how a party deals with others, and leaves out what it does by itself, so that it cannot \
    be run (BPMN 2.0.2, section 10.2). Let it be private, or not executable.
    """,
    wrong: processFile(
      courseOf("beoordelen", task("beoordelen")), #"processType="Public" isExecutable="true""#),
    mended: .replace(#"processType="Public""#, by: #"processType="Private""#)),
  .procedure(
    .bpmnChoreography,
    """
    A choreography activity is a talk between participants: two or more, of whom one begins, and exactly two when it is \
    a task (BPMN 2.0.2, section 11.4). It stands in a choreography, and not in a process.
    """,
    wrong: choreography.replacing(
      #"initiatingParticipantRef="burger""#, with: #"initiatingParticipantRef="provincie""#),
    mended: .replace(#"initiatingParticipantRef="provincie""#, by: #"initiatingParticipantRef="burger""#)),
  .procedure(
    .bpmnLane,
    """
    Lanes divide the nodes of one process: a node is in no more than one lane of a set, and in no lane of another process \
    (BPMN 2.0.2, section 10.8). Take it out of one of them.
    """,
    wrong: processFile(
      """
      <laneSet id="afdelingen">
        <lane id="balie" name="Balie"><flowNodeRef>beoordelen</flowNodeRef></lane>
        <lane id="juristen" name="Juristen"><flowNodeRef>beoordelen</flowNodeRef></lane>
      </laneSet>
      \(courseOf("beoordelen", task("beoordelen")))
      """),
    mended: .replace(
      #"name="Balie"><flowNodeRef>beoordelen</flowNodeRef></lane>"#,
      by: #"name="Balie"><flowNodeRef>aanvraag</flowNodeRef></lane>"#)),
]

// MARK: - Examples

private func exchange(_ source: String, _ target: String) -> String {
  processFile(
    courseOf("beoordelen", task("beoordelen")),
    before: """
      <collaboration id="keten">
        <participant id="burger"/>
        <participant id="gemeente" processRef="vergunning"/>
        <messageFlow id="brief" sourceRef="\(source)" targetRef="\(target)"/>
      </collaboration>
      """)
}

private let choreography = bpmnFile(
  """
  <choreography id="afspraak">
    <participant id="burger"/>
    <participant id="gemeente"/>
    <participant id="provincie"/>
    <messageFlow id="brief" sourceRef="burger" targetRef="gemeente"/>
    <choreographyTask id="aanvragen" initiatingParticipantRef="burger">
      <participantRef>burger</participantRef>
      <participantRef>gemeente</participantRef>
      <messageFlowRef>brief</messageFlowRef>
    </choreographyTask>
  </choreography>
  """)
