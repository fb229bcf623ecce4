import BPMN
import KetenSource

/// K710–K721: reading BPMN files.
let processFilePages: [ExplanationPage] = [
  .procedure(
    .bpmnVersion,
    """
    A BPMN 2.0 file begins with `definitions` in the namespace of BPMN 2.0, which says what its elements mean. Files of \
    other versions, and of other languages such as XPDL, are not read. Most modelers can save such a process anew.
    """,
    wrong: simple.replacing(
      "http://www.omg.org/spec/BPMN/20100524/MODEL", with: "http://schema.omg.org/spec/BPMN/2.0"),
    mended: .replace(
      "http://schema.omg.org/spec/BPMN/2.0", by: "http://www.omg.org/spec/BPMN/20100524/MODEL")),
  .procedure(
    .bpmnUnknownElement,
    """
    BPMN has no such element at this place, so nobody knows what is meant by it. It is most often misspelt, or stands \
    one level too high or too low. What a tool adds of its own stands in `extensionElements`, in another namespace: \
    that may be there and is kept.
    """,
    wrong: simple.replacing("<task ", with: "<taak "), mended: .replace("<taak ", by: "<task ")),
  .procedure(
    .bpmnUnknownAttribute,
    """
    BPMN has no such attribute on this element. An attribute that is passed over in silence may change what a process \
    does. Attributes of tools have a prefix, as `camunda:assignee`: those may be there and are kept.
    """,
    wrong: simple.replacing("isForCompensation", with: "forCompensation"),
    mended: .replace("forCompensation", by: "isForCompensation")),
  .procedure(
    .bpmnMissingPart,
    """
    Something is not there that the element cannot do without: a flow has a `sourceRef` and a `targetRef`, a \
    `boundaryEvent` has an `attachedToRef`, a `conditionalEventDefinition` holds a `condition`. Add it.
    """,
    wrong: simple.replacing(#" targetRef="klaar""#, with: ""),
    mended: .replace(#"sourceRef="beoordelen"/>"#, by: #"sourceRef="beoordelen" targetRef="klaar"/>"#)),
  .procedure(
    .bpmnBadValue,
    """
    The attribute has a value that means nothing there. A yes-or-no attribute is `true` or `false`; some have a few \
    words to choose from, in which capitals count; an `id` begins with a letter or `_` and has no spaces.
    """,
    wrong: simple.replacing(#""false""#, with: #""nee""#), mended: .replace(#""nee""#, by: #""false""#)),
  .procedure(
    .bpmnWrongOrder,
    """
    The XML Schema of BPMN gives the elements in another an order, and says how many there may be. Other tools refuse a \
    file that does not keep to it. Move the element to its place, or take out what is too many.
    """,
    wrong: simple.replacing(
      "<task id=\"beoordelen\" name=\"Beoordelen\" isForCompensation=\"false\"/>",
      with: "<textAnnotation id=\"noot\"/>\n    <task id=\"beoordelen\" name=\"Beoordelen\"/>"),
    mended: .replace("    <textAnnotation id=\"noot\"/>\n", by: ""),
    .replace("  </process>", by: "    <textAnnotation id=\"noot\"/>\n  </process>")),
  .procedure(
    .bpmnDuplicateID,
    """
    An `id` is how others refer to an element, so that it may be used once in a file. With two of them nobody knows which \
    is meant. Give one of them another, and see which of them the references should lead to.
    """,
    wrong: simple.replacing(#"id="weg""#, with: #"id="heen""#),
    mended: .replace(#"id="heen" sourceRef="beoordelen""#, by: #"id="weg" sourceRef="beoordelen""#)),
  .procedure(
    .bpmnUnresolvedReference,
    """
    Nothing in the file, nor in the files that it imports, has this id. A reference is the `id` of an element, not its \
    name; to another file it has a prefix before it, which is declared with the namespace of that file.
    """,
    wrong: simple.replacing(#"targetRef="klaar""#, with: #"targetRef="Klaar""#),
    mended: .replace(#"targetRef="Klaar""#, by: #"targetRef="klaar""#)),
  .procedure(
    .bpmnWrongReference,
    """
    The reference leads to an element of a kind that means nothing there. A sequence flow connects events, activities \
    and gateways, and no data or annotations; a `messageRef` leads to a `message`, a `processRef` to a `process`.
    """,
    wrong: processFile(
      courseOf("beoordelen", task("beoordelen")).replacing(
        "\n<endEvent",
        with: "\n<callActivity id=\"bellen\" calledElement=\"beoordelen\"/>\n"
          + flow("naar-bellen", "beoordelen", "bellen") + "\n" + flow("na-bellen", "bellen", "klaar") + "\n<endEvent")),
    mended: .replace(#" calledElement="beoordelen""#, by: "")),
  .procedure(
    .bpmnImportNotFound,
    """
    The file that is imported is not found, cannot be read, or has another namespace than the import says. It is looked \
    for at its `location`, a path that stays in the folder of this file. What it defines is unknown here until then.
    """,
    wrong: bpmnFile(
      """
      <import location="bezwaar.bpmn" namespace="urn:gemeente:bezwaar"
          importType="http://www.omg.org/spec/BPMN/20100524/MODEL"/>
      """),
    mended: .replace("bezwaar.bpmn", by: "bezwaar.xsd"),
    .replace(
      #"importType="http://www.omg.org/spec/BPMN/20100524/MODEL""#,
      by: #"importType="http://www.w3.org/2001/XMLSchema""#)),
  .procedure(
    .bpmnNotExecutable,
    """
    Conversations and choreographies describe how parties talk to each other, and nobody runs them. They are read and \
    their rules are checked, so that a drawing may hold them. What is to be run stands in a `process`.
    """,
    wrong: bpmnFile(
      """
      <collaboration id="overleg">
        <participant id="gemeente" name="Gemeente"/>
        <conversation id="gesprek" name="Vergunning"/>
      </collaboration>
      """),
    mended: .replace("    <conversation id=\"gesprek\" name=\"Vergunning\"/>\n", by: "")),
  .procedure(
    .bpmnMustUnderstand,
    """
    The file says that whoever does not understand this extension cannot understand the model. It is not known here, so \
    the model is not what it seems. Take the extension out, or let `mustUnderstand` be `false` when it can be missed.
    """,
    wrong: bpmnFile(#"<extension definition="planning" mustUnderstand="true"/>"#),
    mended: .replace(#""true""#, by: #""false""#)),
]

/// The least process that is sound.
let simple = processFile(courseOf("beoordelen", task("beoordelen", #"isForCompensation="false""#)))
