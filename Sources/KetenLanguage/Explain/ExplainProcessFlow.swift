import BPMN
import KetenSource

/// K722–K728, K736–K738, K746, K747: flows and gateways in BPMN files.
let processFlowPages: [ExplanationPage] = [
  .procedure(
    .bpmnFlowCrosses,
    """
    A sequence flow stays within its process or sub-process: what is inside begins when the sub-process is reached, and \
    is left when it is done (BPMN 2.0.2, section 7.6.1). Lead the flow to the sub-process itself. To another process goes \
    a message flow.
    """,
    wrong: processFile(
      course(
        """
        <subProcess id="onderzoek">
          <task id="bezoek" name="Bezoek"/>
        </subProcess>
        \(flow("heen", "aanvraag", "bezoek"))
        \(flow("weg", "onderzoek", "klaar"))
        """
      ).replacing("</subProcess>", with: "</subProcess>\n" + flow("ook", "aanvraag", "onderzoek"))),
    mended: .replace(flow("heen", "aanvraag", "bezoek") + "\n    ", by: "")),
  .procedure(
    .bpmnFlowListing,
    """
    A node may list its flows as `incoming` and `outgoing`. These lists and the `sourceRef` and `targetRef` of the flows \
    say the same thing twice, so that they must agree; tools differ in which of the two they read.
    """,
    wrong: processFile(
      course(
        """
        <task id="beoordelen" name="Beoordelen">
          <incoming>weg</incoming>
        </task>
        \(flow("heen", "aanvraag", "beoordelen"))
        \(flow("weg", "beoordelen", "klaar"))
        """)),
    mended: .replace("      <incoming>weg</incoming>\n", by: "")),
  .procedure(
    .bpmnDefaultFlow,
    """
    The default flow is taken when no condition of the others holds, so it must leave the node that names it. Name one of \
    the flows that do.
    """,
    wrong: processFile(courseOf("beoordelen", task("beoordelen", #"default="heen""#))),
    mended: .replace(#"default="heen""#, by: #"default="weg""#)),
  .procedure(
    .bpmnCondition,
    """
    Conditions stand on flows out of activities and of exclusive, inclusive and complex gateways. Out of an event or a \
    parallel gateway every flow is taken, and an event-based gateway lets the event decide. The only flow out of an \
    activity has no condition, since nothing would be left to do when it is false (BPMN 2.0.2, section 8.4.13).
    """,
    wrong: processFile(
      course(
        """
        <task id="beoordelen" name="Beoordelen"/>
        \(flow("heen", "aanvraag", "beoordelen"))
        <sequenceFlow id="weg" sourceRef="beoordelen" targetRef="klaar">
          <conditionExpression>akkoord</conditionExpression>
        </sequenceFlow>
        """)),
    mended: .replace("\n      <conditionExpression>akkoord</conditionExpression>", by: "")),
  .procedure(
    .bpmnImmediateFlow,
    """
    `isImmediate="false"` says that something not in the model may happen between two steps. An executable process is \
    whole, so that it has no such flow (BPMN 2.0.2, table 8.60).
    """,
    wrong: executable(
      courseOf("beoordelen", task("beoordelen")).replacing(
        #"targetRef="klaar"/>"#, with: #"targetRef="klaar" isImmediate="false"/>"#)),
    mended: .replace(#" isImmediate="false""#, by: "")),
  .procedure(
    .bpmnGatewayDirection,
    """
    The `gatewayDirection` promises how many flows there are: a converging gateway has several incoming and one \
    outgoing, a diverging one has one incoming and several outgoing, a mixed one has several of both. Change the \
    direction, or leave it out: then nothing is promised.
    """,
    wrong: processFile(
      courseOf("keuze", #"<exclusiveGateway id="keuze" gatewayDirection="Converging"/>"#)
        + "\n" + task("toets") + "\n" + flow("a", "keuze", "toets") + "\n" + flow("b", "toets", "klaar")),
    mended: .replace("Converging", by: "Diverging")),
  .procedure(
    .bpmnIdleGateway,
    """
    A gateway joins several flows or splits one into several; this does neither (BPMN 2.0.2, section 10.6.1). It is most \
    often left over from a change. Take it out and let the flow go on directly.
    """,
    wrong: processFile(courseOf("keuze", #"<exclusiveGateway id="keuze"/>"#)),
    mended: .replace(#"<exclusiveGateway id="keuze"/>"#, by: task("keuze"))),
  .procedure(
    .bpmnNoIncoming,
    """
    The process begins at its start event, and nothing leads from there to this node, so that it never happens \
    (BPMN 2.0.2, section 10.5.2). Lead a flow to it, or take it out.
    """,
    wrong: processFile(
      courseOf("beoordelen", task("beoordelen")) + "\n" + task("archiveren") + "\n"
        + flow("los", "archiveren", "klaar")),
    mended: .replace(flow("weg", "beoordelen", "klaar"), by: flow("weg", "beoordelen", "archiveren"))),
  .procedure(
    .bpmnNoOutgoing,
    """
    The process ends at its end event, and this node does not lead there, so that nobody sees what comes of it \
    (BPMN 2.0.2, section 10.5.3). Let a flow leave it.
    """,
    wrong: processFile(
      courseOf("beoordelen", task("beoordelen")) + "\n" + task("melden") + "\n"
        + flow("los", "beoordelen", "melden")),
    mended: .replace(flow("weg", "beoordelen", "klaar"), by: flow("weg", "melden", "klaar"))),
  .procedure(
    .bpmnStartWithoutEnd,
    """
    A process that shows where it begins also shows where it ends, and the other way round: either it has start events \
    and end events, or neither (BPMN 2.0.2, sections 10.5.2 and 10.5.3). Add the one that is not there.
    """,
    wrong: processFile(
      """
      <startEvent id="aanvraag" name="Aanvraag"/>
      \(task("beoordelen"))
      \(flow("heen", "aanvraag", "beoordelen"))
      """),
    mended: .replace(
      flow("heen", "aanvraag", "beoordelen"),
      by: flow("heen", "aanvraag", "beoordelen") + "\n    <endEvent id=\"klaar\" name=\"Klaar\"/>\n    "
        + flow("weg", "beoordelen", "klaar"))),
]

/// K746, K747: event-based gateways.
let eventGatewayPages: [ExplanationPage] = [
  .procedure(
    .bpmnEventGateway,
    """
    An event-based gateway waits for what comes first: it leads to two or more catch events for messages, timers, \
    signals or conditions, or to receive tasks instead of messages. What it waits for is reached in no other way, and a \
    receive task after it has no boundary events (BPMN 2.0.2, section 10.6.6).
    """,
    wrong: processFile(waiting.replacing(catchEvent("reactie", "signal"), with: task("reactie"))),
    mended: .replace(task("reactie"), by: catchEvent("reactie", "signal"))),
  .procedure(
    .bpmnEventGatewayStart,
    """
    An event-based gateway that begins a process waits before there is one, so that no flow leads to it. Only such a \
    gateway can wait for all its events, by `eventGatewayType="Parallel"` (BPMN 2.0.2, section 10.6.6).
    """,
    wrong: processFile(waiting.replacing(#"id="wacht""#, with: #"id="wacht" instantiate="true""#)),
    mended: .replace(#" instantiate="true""#, by: "")),
]

/// A process that says it is to be run.
func executable(_ parts: String, before: String = "", after: String = "") -> String {
  processFile(parts, #"isExecutable="true""#, before: before, after: after)
}

/// A catch event on one line.
func catchEvent(_ id: String, _ trigger: String) -> String {
  #"<intermediateCatchEvent id="\#(id)"><\#(trigger)EventDefinition/></intermediateCatchEvent>"#
}

private let waiting = course(
  """
  <eventBasedGateway id="wacht"/>
  \(catchEvent("reactie", "signal"))
  \(catchEvent("termijn", "timer"))
  \(flow("heen", "aanvraag", "wacht"))
  \(flow("a", "wacht", "reactie"))
  \(flow("b", "wacht", "termijn"))
  \(flow("c", "reactie", "klaar"))
  \(flow("d", "termijn", "klaar"))
  """)
