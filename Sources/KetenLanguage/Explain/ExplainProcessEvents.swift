import BPMN
import KetenSource

/// K731–K735, K740–K745, K775: events in BPMN files.
let processEventPages: [ExplanationPage] = [
  .procedure(
    .bpmnStartFlow,
    """
    A start event is where the flow begins: no flow leads to it, and at least one leaves it (BPMN 2.0.2, section \
    10.5.2). To do a part again, lead the flow to what comes after the start.
    """,
    wrong: processFile(
      courseOf("beoordelen", task("beoordelen")) + "\n" + flow("terug", "beoordelen", "aanvraag")),
    mended: .replace(flow("terug", "beoordelen", "aanvraag"), by: flow("terug", "beoordelen", "beoordelen"))),
  .procedure(
    .bpmnEndFlow,
    """
    An end event is where the flow ends: at least one flow leads to it, and none leaves it (BPMN 2.0.2, section 10.5.3). \
    What happens on the way is an intermediate event.
    """,
    wrong: processFile(
      courseOf("beoordelen", task("beoordelen")) + "\n" + task("archiveren") + "\n"
        + flow("na", "klaar", "archiveren") + "\n" + flow("slot", "archiveren", "klaar")),
    mended: .replace(flow("na", "klaar", "archiveren"), by: flow("na", "beoordelen", "archiveren"))),
  .procedure(
    .bpmnBoundaryFlow,
    """
    A boundary event happens while its activity runs, so that no flow leads to it (BPMN 2.0.2, section 10.5.4). Lead the \
    flow to what follows the event.
    """,
    wrong: processFile(
      boundary(#"<timerEventDefinition/>"#) + "\n" + flow("ook", "beoordelen", "rand")),
    mended: .replace(flow("ook", "beoordelen", "rand"), by: flow("ook", "beoordelen", "klaar"))),
  .procedure(
    .bpmnIntermediateFlow,
    """
    An intermediate event in the flow is reached by a flow and left by one; only a link, which continues elsewhere, has \
    one side (BPMN 2.0.2, section 10.5.4). An event that begins a process is a start event.
    """,
    wrong: processFile(
      courseOf("beoordelen", task("beoordelen")) + "\n" + catchEvent("herinnering", "timer") + "\n"
        + flow("los", "herinnering", "klaar")),
    mended: .replace(flow("weg", "beoordelen", "klaar"), by: flow("weg", "beoordelen", "herinnering"))),
  .procedure(
    .bpmnLinkFlow,
    """
    A link is a flow that is drawn in two parts: the half that throws is reached and not left, the half that catches is \
    left and not reached (BPMN 2.0.2, section 10.5.5). Take the other flow out.
    """,
    wrong: processFile(linked("verder", "verder") + "\n" + flow("ook", "sprong", "klaar")),
    mended: .replace("    " + flow("ook", "sprong", "klaar") + "\n", by: "")),
  .procedure(
    .bpmnTrigger,
    """
    Not every event may wait for, or give, everything. A process begins by a message, a timer, a condition, a signal or \
    nothing in particular; errors and cancellation are caught only on a boundary; a catch event waits for something. \
    The tables of BPMN 2.0.2, sections 10.5.2 to 10.5.4, say what may stand where.
    """,
    wrong: processFile(courseOf("fout", catchEvent("fout", "error"))),
    mended: .replace("errorEventDefinition", by: "signalEventDefinition")),
  .procedure(
    .bpmnCancelEvent,
    """
    Cancelling undoes a transaction, and nothing else can be cancelled: the end event that cancels stands directly in a \
    `transaction`, and the event that catches it on the boundary of one (BPMN 2.0.2, section 10.5.5). Elsewhere use an \
    error or an escalation.
    """,
    wrong: processFile(boundary("<cancelEventDefinition/>")),
    mended: .replace(task("beoordelen"), by: #"<transaction id="beoordelen"/>"#)),
  .procedure(
    .bpmnEventDefinitionReference,
    """
    A definition that several events share stands in `definitions`, beside the processes. One that is part of an event \
    belongs to that event alone (BPMN 2.0.2, section 10.5.1).
    """,
    wrong: processFile(
      courseOf(
        "melden",
        """
        <intermediateThrowEvent id="melden">
          <eventDefinitionRef>sein</eventDefinitionRef>
        </intermediateThrowEvent>
        """
      ).replacing(
        #"<endEvent id="klaar" name="Klaar"/>"#,
        with: #"<endEvent id="klaar" name="Klaar"><signalEventDefinition id="sein"/></endEvent>"#)),
    mended: .replace(#"<signalEventDefinition id="sein"/>"#, by: "<eventDefinitionRef>sein</eventDefinitionRef>"),
    .replace("</definitions>", by: "  <signalEventDefinition id=\"sein\"/>\n</definitions>")),
  .procedure(
    .bpmnLinkPair,
    """
    A link has two halves in the same process or sub-process, with one name: the flow goes from each that throws to the \
    one that catches (BPMN 2.0.2, section 10.5.5). Give the other half this name, or lead the flow on without a link.
    """,
    wrong: processFile(linked("verder", "verder") + "\n" + lonelyLink + "\n" + flow("ook", "beoordelen", "los")),
    mended: .replace(#"name="elders""#, by: #"name="verder""#)),
  .procedure(
    .bpmnEventIncomplete,
    """
    In a process that is to be run an event says what it waits for or gives: which message, which signal, or when a timer \
    comes due (BPMN 2.0.2, section 10.5.5). Without that it cannot happen.
    """,
    wrong: executable(
      courseOf(
        "termijn",
        """
        <intermediateCatchEvent id="termijn">
          <timerEventDefinition/>
        </intermediateCatchEvent>
        """)),
    mended: .replace(
      "<timerEventDefinition/>",
      by: """
        <timerEventDefinition>
                <timeDuration>P8W</timeDuration>
              </timerEventDefinition>
        """)),
  .procedure(
    .bpmnNoOperation,
    """
    The standard asks that a message event of an executable process names the `operation` of the service that takes or \
    gives the message (BPMN 2.0.2, section 10.5.5). Hardly any tool writes it, and a process runs without, so that this \
    is a warning.
    """,
    wrong: executable(
      courseOf("bericht", messageEvent), before: #"<message id="reactie" name="Reactie"/>"# + "\n" + service),
    mended: .replace(
      #"<messageEventDefinition messageRef="reactie"/>"#,
      by: """
        <messageEventDefinition messageRef="reactie">
                <operationRef>melden</operationRef>
              </messageEventDefinition>
        """)),
  .procedure(
    .bpmnMissingCode,
    """
    An error or escalation that is thrown in an executable process has a code, by which it is told from others where it \
    is caught (BPMN 2.0.2, sections 8.4.3 and 8.4.4). What catches may do without: then it catches any.
    """,
    wrong: executable(
      courseOf("beoordelen", task("beoordelen")).replacing(
        #"<endEvent id="klaar" name="Klaar"/>"#,
        with: #"<endEvent id="klaar" name="Klaar"><errorEventDefinition errorRef="afgewezen"/></endEvent>"#),
      after: #"<error id="afgewezen" name="Afgewezen"/>"#),
    mended: .replace(#"name="Afgewezen"/>"#, by: #"name="Afgewezen" errorCode="afgewezen"/>"#)),
]

// MARK: - Examples

/// A task with an event on its boundary, which leads to the end too.
func boundary(_ definition: String) -> String {
  courseOf(
    "beoordelen",
    """
    \(task("beoordelen"))
    <boundaryEvent id="rand" attachedToRef="beoordelen">\(definition)</boundaryEvent>
    \(flow("rand-weg", "rand", "klaar"))
    """)
}

private func linked(_ source: String, _ target: String) -> String {
  course(
    """
    \(task("beoordelen"))
    <intermediateThrowEvent id="sprong"><linkEventDefinition name="\(source)"/></intermediateThrowEvent>
    <intermediateCatchEvent id="landing"><linkEventDefinition name="\(target)"/></intermediateCatchEvent>
    \(flow("heen", "aanvraag", "beoordelen"))
    \(flow("naar", "beoordelen", "sprong"))
    \(flow("weg", "landing", "klaar"))
    """)
}

private let lonelyLink =
  #"<intermediateThrowEvent id="los"><linkEventDefinition name="elders"/></intermediateThrowEvent>"#

private let messageEvent = """
  <intermediateCatchEvent id="bericht">
    <messageEventDefinition messageRef="reactie"/>
  </intermediateCatchEvent>
  """

private let service = """
  <interface id="loket" name="Loket">
    <operation id="melden" name="Melden">
      <inMessageRef>reactie</inMessageRef>
    </operation>
  </interface>
  """
