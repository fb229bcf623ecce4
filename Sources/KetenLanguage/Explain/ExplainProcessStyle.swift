import BPMN
import KetenSource

/// K910–K920: conditions, starts, ends and flows of BPMN files that can be read.
let processStylePages: [ExplanationPage] = [
  .procedure(
    .bpmnEmptyCondition,
    """
    The event waits until a condition holds, and no condition is written. An empty one is never true, so that the process \
    would wait for ever. Write the condition, or let another trigger begin it.
    """,
    wrong: executable(
      courseOf(
        "droog",
        """
        <intermediateCatchEvent id="droog" name="Het is droog">
          <conditionalEventDefinition><condition/></conditionalEventDefinition>
        </intermediateCatchEvent>
        """)),
    mended: .replace("<condition/>", by: "<condition>regen = 0</condition>")),
  .procedure(
    .bpmnMissingCondition,
    """
    Some flows out of a choice have a condition and this has none, so that it is always taken, or taken by accident. Give \
    it a condition, or make it the `default` of the node, which is taken when nothing else is.
    """,
    wrong: processFile(choice),
    mended: .replace(#"name="Akkoord?""#, by: #"name="Akkoord?" default="nee""#)),
  .procedure(
    .bpmnNoStartEvent,
    """
    Without a start event a reader must find out where the process begins. Show it, with the trigger that begins it. In \
    an ad-hoc sub-process there is none: people begin where they like.
    """,
    wrong: processFile(round(task("a"), task("b"))),
    right: processFile(courseOf("a", task("a")))),
  .procedure(
    .bpmnNoEndEvent,
    """
    Without an end event a reader cannot see what comes of the process, nor whether a part was forgotten. Let each way \
    end in an event that says what was reached.
    """,
    wrong: processFile(round(task("a"), task("b"))),
    right: processFile(courseOf("a", task("a")))),
  .procedure(
    .bpmnImplicitStart,
    """
    Nothing leads to this node, so that it begins by itself as soon as the process does. That is allowed where there is \
    no start event, and easily overlooked. Lead to it from a start event.
    """,
    wrong: processFile(task("a") + "\n" + task("b") + "\n" + flow("heen", "a", "b") + "\n" + flow("terug", "b", "b")),
    right: processFile(courseOf("a", task("a")))),
  .procedure(
    .bpmnImplicitEnd,
    """
    Nothing follows this node, so that this way of the process ends there without saying so. A reader cannot tell it from \
    a flow that was forgotten. Let an end event follow, with a name for what was reached.
    """,
    wrong: processFile(task("a") + "\n" + task("b") + "\n" + flow("heen", "a", "b") + "\n" + flow("terug", "a", "a")),
    right: processFile(courseOf("a", task("a")))),
  .procedure(
    .bpmnImplicitSplit,
    """
    Several flows without a condition leave an activity or event: all of them are taken at once, as after a parallel \
    gateway, and a reader often thinks that one is chosen. Show what is meant by a gateway.
    """,
    wrong: processFile(
      courseOf("beoordelen", task("beoordelen")) + "\n" + #"<endEvent id="ook" name="Ook klaar"/>"# + "\n"
        + flow("tweede", "beoordelen", "ook")),
    mended: .replace(flow("tweede", "beoordelen", "ook"), by: flow("tweede", "splitsing", "ook")),
    .replace(
      flow("weg", "beoordelen", "klaar"),
      by: #"<parallelGateway id="splitsing"/>"# + "\n    " + flow("naar", "beoordelen", "splitsing") + "\n    "
        + flow("weg", "splitsing", "klaar"))),
  .procedure(
    .bpmnFakeJoin,
    """
    Several flows lead to an activity or event, which then begins once for each of them: nothing is joined. Put an \
    exclusive gateway before it when one of them comes, and a parallel one when all of them do.
    """,
    wrong: processFile(
      courseOf("beoordelen", task("beoordelen")) + "\n"
        + #"<startEvent id="melding" name="Melding"><signalEventDefinition/></startEvent>"#
        + "\n" + flow("ook", "melding", "beoordelen")),
    mended: .replace(flow("heen", "aanvraag", "beoordelen"), by: flow("heen", "aanvraag", "samen")),
    .replace(
      flow("ook", "melding", "beoordelen"),
      by: flow("ook", "melding", "samen") + "\n    " + #"<exclusiveGateway id="samen"/>"# + "\n    "
        + flow("dan", "samen", "beoordelen"))),
  .procedure(
    .bpmnDisconnected,
    """
    No flow connects this node with anything. It happens by itself at the start, or was left over from a change. Connect \
    it, or take it out.
    """,
    wrong: processFile(round(task("a"), task("b")) + "\n" + task("los")),
    right: processFile(courseOf("a", task("a")))),
  .procedure(
    .bpmnDuplicateFlow,
    """
    Two flows lead from one node to the same other, under the same condition. After a parallel gateway the second node \
    happens twice; otherwise one of them does nothing. In a drawing they lie over each other. Take one out.
    """,
    wrong: processFile(
      course(
        """
        <parallelGateway id="splitsing"/>
        <parallelGateway id="samen"/>
        \(flow("heen", "aanvraag", "splitsing"))
        \(flow("een", "splitsing", "samen"))
        \(flow("twee", "splitsing", "samen"))
        \(flow("weg", "samen", "klaar"))
        """)),
    mended: .replace(
      flow("twee", "splitsing", "samen"),
      by: task("toetsen") + "\n    " + flow("twee", "splitsing", "toetsen") + "\n    "
        + flow("drie", "toetsen", "samen"))),
  .procedure(
    .bpmnJoinAndSplit,
    """
    A gateway joins several flows and splits them again at once. What it waits for, and what it chooses by, cannot be \
    seen apart. Use two gateways, one after the other.
    """,
    wrong: processFile(crossing),
    mended: .replace(flow("c", "toetsen", "kruis"), by: flow("c", "toetsen", "samen")),
    .replace(
      flow("d", "adviseren", "kruis"),
      by: flow("d", "adviseren", "samen") + "\n    " + #"<parallelGateway id="samen"/>"# + "\n    "
        + flow("tussen", "samen", "kruis"))),
]

/// K921–K928: gateways, events and names of BPMN files that can be read.
let processNamePages: [ExplanationPage] = [
  .procedure(
    .bpmnComplexGateway,
    """
    A complex gateway waits until a condition on how many flows have come holds, and differs from tool to tool. Few \
    readers know what it does. Most often a multi-instance activity with a `completionCondition` says the same, or \
    simpler gateways.
    """,
    wrong: processFile(joined("complexGateway")),
    mended: .replace("<complexGateway ", by: "<parallelGateway ")),
  .procedure(
    .bpmnInclusiveGateway,
    """
    An inclusive gateway that joins waits for every flow that may still come, which a reader can only find out from the \
    whole process. It is right where several of some ways are taken; where one is, or all are, another gateway says so.
    """,
    wrong: processFile(joined("inclusiveGateway")),
    mended: .replace("<inclusiveGateway ", by: "<parallelGateway ")),
  .procedure(
    .bpmnSeveralBlankStarts,
    """
    A process has several start events without a trigger, so that nobody knows at which of them it begins when it is \
    called or started by hand. Keep one of them, or give the others their triggers.
    """,
    wrong: processFile(
      course(
        """
        <startEvent id="melding" name="Melding"/>
        <exclusiveGateway id="samen"/>
        \(flow("een", "aanvraag", "samen"))
        \(flow("twee", "melding", "samen"))
        \(flow("weg", "samen", "klaar"))
        """)),
    mended: .replace(
      #"name="Melding"/>"#, by: #"name="Melding"><signalEventDefinition/></startEvent>"#)),
  .procedure(
    .bpmnSeveralTriggers,
    """
    An event with several triggers shows none of them in a drawing, and few tools run it. Use an event for each: after an \
    event-based gateway, or as start events side by side.
    """,
    wrong: processFile(
      courseOf(
        "wachten",
        """
        <intermediateCatchEvent id="wachten" name="Wachten">
          <signalEventDefinition/>
          <timerEventDefinition/>
        </intermediateCatchEvent>
        """)),
    mended: .replace("      <timerEventDefinition/>\n", by: "")),
  .procedure(
    .bpmnSuperfluousTermination,
    """
    A terminate event ends everything that is going on in the process. This is the only end, so that by then nothing else \
    is going on, and a reader looks for what is broken off. Use an end event without a result.
    """,
    wrong: processFile(
      courseOf("beoordelen", task("beoordelen")).replacing(
        #"name="Klaar"/>"#, with: #"name="Klaar"><terminateEventDefinition/></endEvent>"#)),
    mended: .replace("<terminateEventDefinition/>", by: "")),
  .procedure(
    .bpmnMissingLabel,
    """
    A reader sees a shape and no words. Activities, events, pools, lanes, choices and the conditions on flows need a \
    `name`: of a task what is done, of an event what has happened, of a choice the question.
    """,
    wrong: processFile(courseOf("beoordelen", #"<task id="beoordelen"/>"#)),
    mended: .replace(#"<task id="beoordelen"/>"#, by: task("beoordelen"))),
  .procedure(
    .bpmnGlobalName,
    """
    Messages, errors, signals and escalations are known to people by their names. Each has one, and no other of its kind \
    has the same.
    """,
    wrong: processFile(signalled, after: #"<signal id="sein"/>"#),
    mended: .replace(#"<signal id="sein"/>"#, by: #"<signal id="sein" name="Vergunning verleend"/>"#)),
  .procedure(
    .bpmnUnusedGlobal,
    """
    A message, error, signal or escalation is declared and nothing uses it. It is most often left over from a change, or \
    an event that should have named it does not. Take it out, or let the event refer to it.
    """,
    wrong: processFile(
      courseOf("beoordelen", task("beoordelen")), after: #"<signal id="sein" name="Vergunning verleend"/>"#),
    mended: .replace("  <signal id=\"sein\" name=\"Vergunning verleend\"/>\n", by: "")),
]

/// K929–K931: how BPMN files are drawn.
let drawingPages: [ExplanationPage] = [
  .procedure(
    .bpmnNotDrawn,
    """
    The element is in the model and not in the drawing, so that the process does what nobody sees. Modelers cannot show \
    it either. Open the file in a modeler that draws what is missing, or take the element out.
    """,
    wrong: drawn([shape("beoordelen", 230, 78, 100, 80)]),
    right: drawn()),
  .procedure(
    .bpmnOverlap,
    """
    Two elements are drawn over each other, so that one hides the other or seems a part of it. Move them apart. Only an \
    event on the boundary of an activity lies over it.
    """,
    wrong: drawn([shape("beoordelen", 120, 78, 100, 80)] + edges), right: drawn()),
  .procedure(
    .bpmnSize,
    """
    Modelers draw a task 100 by 80, an event 36 by 36 and a gateway 50 by 50, and an empty pool 60 high. Readers take a \
    larger shape for a more important one. A sub-process that is opened is as large as what is in it.
    """,
    wrong: drawn([shape("beoordelen", 230, 78, 120, 80)] + edges), right: drawn()),
]

// MARK: - Examples

private let choice = course(
  """
  <exclusiveGateway id="keuze" name="Akkoord?"/>
  <endEvent id="afgewezen" name="Afgewezen"/>
  \(flow("heen", "aanvraag", "keuze"))
  <sequenceFlow id="ja" name="ja" sourceRef="keuze" targetRef="klaar">
    <conditionExpression>akkoord</conditionExpression>
  </sequenceFlow>
  \(flow("nee", "keuze", "afgewezen"))
  """)

/// Two tasks `a` and `b` that lead to each other.
private func round(_ a: String, _ b: String) -> String {
  [a, b, flow("heen", "a", "b"), flow("terug", "b", "a")].joined(separator: "\n")
}

private func joined(_ gateway: String) -> String {
  course(
    """
    <parallelGateway id="splitsing"/>
    \(task("toetsen"))
    \(task("adviseren"))
    <\(gateway) id="samen"/>
    \(flow("heen", "aanvraag", "splitsing"))
    \(flow("a", "splitsing", "toetsen"))
    \(flow("b", "splitsing", "adviseren"))
    \(flow("c", "toetsen", "samen"))
    \(flow("d", "adviseren", "samen"))
    \(flow("weg", "samen", "klaar"))
    """)
}

private let crossing = course(
  """
  <parallelGateway id="splitsing"/>
  \(task("toetsen"))
  \(task("adviseren"))
  <exclusiveGateway id="kruis" name="Akkoord?"/>
  <endEvent id="afgewezen" name="Afgewezen"/>
  \(flow("heen", "aanvraag", "splitsing"))
  \(flow("a", "splitsing", "toetsen"))
  \(flow("b", "splitsing", "adviseren"))
  \(flow("c", "toetsen", "kruis"))
  \(flow("d", "adviseren", "kruis"))
  \(flow("e", "kruis", "klaar"))
  \(flow("f", "kruis", "afgewezen"))
  """)

private let signalled = courseOf("beoordelen", task("beoordelen")).replacing(
  #"name="Klaar"/>"#, with: #"name="Klaar"><signalEventDefinition signalRef="sein"/></endEvent>"#)

private func shape(_ id: String, _ x: Int, _ y: Int, _ width: Int, _ height: Int) -> String {
  """
      <di:BPMNShape bpmnElement="\(id)">
        <dc:Bounds x="\(x)" y="\(y)" width="\(width)" height="\(height)"/>
      </di:BPMNShape>
  """
}

private let edges = [#"    <di:BPMNEdge bpmnElement="heen"/>"#, #"    <di:BPMNEdge bpmnElement="weg"/>"#]

/// A course of one task with its drawing.
private func drawn(_ parts: [String] = [shape("beoordelen", 230, 78, 100, 80)] + edges) -> String {
  let all = [shape("aanvraag", 152, 100, 36, 36)] + parts + [shape("klaar", 382, 100, 36, 36)]
  return bpmnFile(
    """
    <process id="vergunning">
    \(courseOf("beoordelen", task("beoordelen")).split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
    </process>
    <di:BPMNDiagram>
      <di:BPMNPlane bpmnElement="vergunning">
    \(all.joined(separator: "\n"))
      </di:BPMNPlane>
    </di:BPMNDiagram>
    """,
    attributes: "\n    xmlns:di=\"http://www.omg.org/spec/BPMN/20100524/DI\""
      + "\n    xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\"")
}
