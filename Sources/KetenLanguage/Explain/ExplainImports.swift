import BPMN

/// K780–K784: bringing BPMN files into chains.
let importPages: [ExplanationPage] = [
  .procedure(
    .importLeftOut,
    """
    This part of the file says something that may change a run, and a chain has nothing that says it. The chain that \
    the file becomes runs without it. Say the same in another way, or take it out when it does not matter.
    """,
    wrong: processFile(reviewed(task("beoordelen", #"camunda:priority="3""#)), camunda),
    mended: .replace(#" camunda:priority="3""#, by: "")),
  .procedure(
    .importDescription,
    """
    This part of the file is for readers or for a tool, and no run depends on it. A chain has no place for it, so it is \
    not brought over. What people must keep reading with the chain stands in `documentation`, which is.
    """,
    wrong: processFile(reviewed(task("beoordelen")) + "\n\(noteForReaders)"),
    mended: .replace(noteForReaders, by: "<!-- Binnen zes weken -->")),
  .procedure(
    .importRenamed,
    """
    Names of a chain consist of letters, digits, `-` and `_`, and each stands for one thing, be it a task, a party or an \
    item. This id cannot stand there as it is. It has another name in the chain, by which scenarios and expressions call it.
    """,
    wrong: processFile(courseOf("beoordelen.1", task("beoordelen.1"))),
    right: processFile(courseOf("beoordelen-1", task("beoordelen-1")))),
  .procedure(
    .importExpression,
    """
    Expressions of a chain are FEEL. FEEL is copied, and simple conditions of other tools are translated where they mean \
    exactly the same; this one is in another language, or calls what only its own engine has. In its place the chain asks \
    whoever acts before it, by an item of its own. Write the expression in FEEL, which begins with `=`.
    """,
    wrong: processFile(decided("${toetsing.isRond(dossier)}")),
    mended: .replace("${toetsing.isRond(dossier)}", by: "= rond")),
  .procedure(
    .importAssumed,
    """
    A chain has to say something that the file leaves open, as who does a task or what happens when no condition holds. \
    The finding says what was taken. Say it in the file when something else is meant.
    """,
    wrong: processFile(courseOf("beoordelen", #"<serviceTask id="beoordelen" name="Beoordelen"/>"#)),
    mended: .replace("<serviceTask ", by: "<userTask ")),
]

private let camunda = "xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\""

private let noteForReaders = "<textAnnotation id=\"noot\"><text>Binnen zes weken</text></textAnnotation>"

/// A course of one task, in whose place other elements may stand.
private func reviewed(_ task: String) -> String { courseOf("beoordelen", task) }

/// A course in which a condition decides where it ends.
private func decided(_ condition: String) -> String {
  course(
    """
    \(task("beoordelen"))
    <exclusiveGateway id="uitkomst" name="Rond?" default="anders"/>
    <endEvent id="afgewezen" name="Afgewezen"/>
    \(flow("heen", "aanvraag", "beoordelen"))
    \(flow("door", "beoordelen", "uitkomst"))
    <sequenceFlow id="toe" sourceRef="uitkomst" targetRef="klaar">
      <conditionExpression>\(condition)</conditionExpression>
    </sequenceFlow>
    \(flow("anders", "uitkomst", "afgewezen"))
    """)
}
