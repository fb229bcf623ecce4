import BPMN
import KetenSource

/// K729, K730, K739, K748–K750, K762–K767, K770, K773: activities in BPMN files.
let processActivityPages: [ExplanationPage] = [
  .procedure(
    .bpmnEventSubProcessFlow,
    """
    An event sub-process begins when its event happens, wherever the flow is then, so that no flow leads to it or out of \
    it (BPMN 2.0.2, section 10.3.5). An ordinary sub-process is reached by a flow.
    """,
    wrong: processFile(
      courseOf("bezwaar", eventSubProcess(start("bezwaar-in", "<signalEventDefinition/>")))),
    mended: .replace(#" triggeredByEvent="true""#, by: ""), .replace("<signalEventDefinition/>", by: "")),
  .procedure(
    .bpmnCompensationFlow,
    """
    An activity that compensates is reached by compensation alone, and leads nowhere: an association connects it with the \
    event on the boundary of what it undoes (BPMN 2.0.2, section 10.7.1). Take the flows out, or `isForCompensation`.
    """,
    wrong: processFile(courseOf("terugbetalen", task("terugbetalen", #"isForCompensation="true""#))),
    mended: .replace(#" isForCompensation="true""#, by: "")),
  .procedure(
    .bpmnEventSubProcessStart,
    """
    An event sub-process has one start event, which says what begins it, and of the event sub-processes that interrupt \
    only one handles the same event (BPMN 2.0.2, sections 10.3.5 and 10.5.6). Make another event sub-process for the other event.
    """,
    wrong: processFile(
      courseOf("beoordelen", task("beoordelen")) + "\n"
        + eventSubProcess(start("bezwaar-in", "<signalEventDefinition/>") + "\n  " + second)),
    mended: .replace("      <startEvent id=\"beroep-in\"><timerEventDefinition/></startEvent>\n", by: ""),
    .replace(
      "      <sequenceFlow id=\"beroep-weg\" sourceRef=\"beroep-in\" targetRef=\"bezwaar-klaar\"/>\n", by: "")),
  .procedure(
    .bpmnCompensationHandler,
    """
    A compensation event on the boundary of an activity is connected by an association with the one activity that undoes \
    it, and that activity has `isForCompensation="true"` (BPMN 2.0.2, section 10.7.1). Otherwise nothing is undone, or it \
    is undone without being asked for.
    """,
    wrong: compensation.replacing(#" isForCompensation="true""#, with: ""),
    mended: .replace(#"name="Terugbetalen"/>"#, by: #"name="Terugbetalen" isForCompensation="true"/>"#)),
  .procedure(
    .bpmnCalledProcessStart,
    """
    A call begins the process that it calls, without a message or timer, so that the process must have a start event \
    without a trigger (BPMN 2.0.2, section 10.5.2). It may have others beside it.
    """,
    wrong: processFile(
      courseOf("bellen", #"<callActivity id="bellen" calledElement="bezwaar"/>"#),
      after: """
        <process id="bezwaar">
          <startEvent id="ontvangen"><signalEventDefinition/></startEvent>
          <endEvent id="beslist"/>
          \(flow("dan", "ontvangen", "beslist"))
        </process>
        """),
    mended: .replace("<signalEventDefinition/>", by: "")),
  .procedure(
    .bpmnInstantiate,
    """
    A receive task with `instantiate="true"` begins a process when its message comes in, so that no flow leads to it \
    (BPMN 2.0.2, section 10.3.3). In the middle of a process it waits, and does not instantiate.
    """,
    wrong: processFile(courseOf("ontvangen", #"<receiveTask id="ontvangen" instantiate="true"/>"#)),
    mended: .replace(#" instantiate="true""#, by: "")),
  .procedure(
    .bpmnLoopCount,
    """
    Something says how many instances of the activity there are: either a number, by `loopCardinality`, or a collection \
    with an item for each, by `loopDataInputRef` (BPMN 2.0.2, section 10.3.8). An extension of a tool may say it too.
    """,
    wrong: processFile(
      courseOf("adviseren", looped("<multiInstanceLoopCharacteristics/>"))),
    mended: .replace(
      "<multiInstanceLoopCharacteristics/>",
      by: """
        <multiInstanceLoopCharacteristics>
                <loopCardinality>3</loopCardinality>
              </multiInstanceLoopCharacteristics>
        """)),
  .procedure(
    .bpmnLoopData,
    """
    A task loops over an input of its own that is a collection; a sub-process loops over a data object that it can see \
    (BPMN 2.0.2, section 10.3.8). Name such data, and let `isCollection` be `true`.
    """,
    wrong: processFile(courseOf("adviseren", loopOverData)),
    mended: .replace(#"<dataInput id="adviseurs"/>"#, by: #"<dataInput id="adviseurs" isCollection="true"/>"#)),
  .procedure(
    .bpmnLoopBehaviour,
    """
    The `behavior` of a loop says whether an event is thrown when the first instance is done, when each is, or by \
    conditions. The event for it is named too: by `oneBehaviorEventRef`, `noneBehaviorEventRef` or a \
    `complexBehaviorDefinition` (BPMN 2.0.2, section 10.3.8).
    """,
    wrong: processFile(
      courseOf(
        "adviseren",
        looped(
          """
          <multiInstanceLoopCharacteristics behavior="Complex">
              <loopCardinality>3</loopCardinality>
            </multiInstanceLoopCharacteristics>
          """))),
    mended: .replace(#"behavior="Complex""#, by: #"behavior="All""#)),
  .procedure(
    .bpmnAdHocContent,
    """
    In an ad-hoc sub-process people decide what is done and in which order, so that it holds at least one activity, and \
    no start or end event (BPMN 2.0.2, section 10.3.5). Flows between the activities may hold some of them back.
    """,
    wrong: processFile(
      courseOf(
        "overleg",
        """
        <adHocSubProcess id="overleg">
          <startEvent id="begin"/>
          <task id="bellen" name="Bellen"/>
          <sequenceFlow id="dan" sourceRef="begin" targetRef="bellen"/>
        </adHocSubProcess>
        """)),
    mended: .replace("      <startEvent id=\"begin\"/>\n", by: ""),
    .replace("      <sequenceFlow id=\"dan\" sourceRef=\"begin\" targetRef=\"bellen\"/>\n", by: "")),
  .procedure(
    .bpmnQuantity,
    """
    `startQuantity` is how often an activity must be reached before it begins, and `completionQuantity` how often the \
    flow goes on after it. Both are at least 1 (BPMN 2.0.2, table 10.3).
    """,
    wrong: processFile(courseOf("beoordelen", task("beoordelen", #"startQuantity="0""#))),
    mended: .replace(#"startQuantity="0""#, by: #"startQuantity="1""#)),
  .procedure(
    .bpmnScriptFormat,
    """
    A script without a language is only text. `scriptFormat` says which it is, as a media type; of a global script task \
    the attribute is `scriptLanguage` (BPMN 2.0.2, section 10.3.3).
    """,
    wrong: processFile(
      courseOf(
        "tellen",
        """
        <scriptTask id="tellen">
          <script>teller := teller + 1</script>
        </scriptTask>
        """)),
    mended: .replace(#"<scriptTask id="tellen">"#, by: #"<scriptTask id="tellen" scriptFormat="text/x-feel">"#)),
  .procedure(
    .bpmnSubProcessStart,
    """
    A sub-process begins when the flow reaches it, so that its start event has no trigger (BPMN 2.0.2, section 10.5.2). A \
    sub-process that begins by an event has `triggeredByEvent="true"`, and no flow leads to it. To wait first, put a \
    catch event before it.
    """,
    wrong: processFile(
      courseOf(
        "onderzoek",
        eventSubProcess(start("bezwaar-in", "<signalEventDefinition/>")).replacing("bezwaar\"", with: "onderzoek\"")
          .replacing(#" triggeredByEvent="true""#, with: ""))),
    mended: .replace("<signalEventDefinition/>", by: "")),
  .procedure(
    .bpmnCompensationTarget,
    """
    A compensation event may name the activity that is to be undone: one of the same process or sub-process, or of that \
    around the event sub-process in which the event stands (BPMN 2.0.2, section 10.5.5). What lies deeper is undone with \
    the sub-process that holds it.
    """,
    wrong: processFile(
      course(
        """
        <subProcess id="betaling">
          <task id="betalen" name="Betalen"/>
        </subProcess>
        <intermediateThrowEvent id="terug">
          <compensateEventDefinition activityRef="betalen"/>
        </intermediateThrowEvent>
        \(flow("heen", "aanvraag", "betaling"))
        \(flow("dan", "betaling", "terug"))
        \(flow("weg", "terug", "klaar"))
        """)),
    mended: .replace(#"activityRef="betalen""#, by: #"activityRef="betaling""#)),
]

// MARK: - Examples

private func start(_ id: String, _ definition: String) -> String {
  #"<startEvent id="\#(id)">\#(definition)</startEvent>"#
}

private func eventSubProcess(_ start: String) -> String {
  """
  <subProcess id="bezwaar" triggeredByEvent="true">
    \(start)
    <endEvent id="bezwaar-klaar"/>
    <sequenceFlow id="bezwaar-weg" sourceRef="bezwaar-in" targetRef="bezwaar-klaar"/>
  </subProcess>
  """
}

private let second = """
  <startEvent id="beroep-in"><timerEventDefinition/></startEvent>
    <sequenceFlow id="beroep-weg" sourceRef="beroep-in" targetRef="bezwaar-klaar"/>
  """

private func looped(_ loop: String) -> String {
  """
  <task id="adviseren" name="Adviseren">
    \(loop)
  </task>
  """
}

private let loopOverData = looped(
  """
  <ioSpecification>
      <dataInput id="adviseurs"/>
      <inputSet><dataInputRefs>adviseurs</dataInputRefs></inputSet>
      <outputSet/>
    </ioSpecification>
    <multiInstanceLoopCharacteristics>
      <loopDataInputRef>adviseurs</loopDataInputRef>
    </multiInstanceLoopCharacteristics>
  """)

private let compensation = processFile(
  courseOf(
    "betalen",
    """
    <task id="betalen" name="Betalen"/>
    <boundaryEvent id="ongedaan" attachedToRef="betalen"><compensateEventDefinition/></boundaryEvent>
    <task id="terugbetalen" name="Terugbetalen" isForCompensation="true"/>
    """
  ) + "\n<association id=\"naar\" sourceRef=\"ongedaan\" targetRef=\"terugbetalen\"/>")
