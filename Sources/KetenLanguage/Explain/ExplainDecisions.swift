import DMN
import KetenSource

/// K330–K344: reading decision models, but for their types and tables.
let decisionPages: [ExplanationPage] =
  [
    .decisions(
      .dmnVersion,
      """
      The namespace of `definitions` says which version of DMN a file is in, and what its elements mean. Versions 1.2 to \
      1.5 are read. Older files can be saved anew by most editors; a file of another kind is no decision model.
      """,
      wrong: leges.replacing(
        "https://www.omg.org/spec/DMN/20230324/MODEL/", with: "http://www.omg.org/spec/DMN/20151101/dmn.xsd"),
      mended: .replace(
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd", by: "https://www.omg.org/spec/DMN/20230324/MODEL/")),
    .decisions(
      .dmnUnknownElement,
      """
      DMN has no such element at this place, so nobody knows what is meant by it. It is most often misspelt, or stands \
      one level too high or too low. Elements of other namespaces are extensions and drawings: those may be there and \
      are not read.
      """,
      wrong: leges.replacing("literalExpression", with: "literalExpresion"),
      mended: .replace("<literalExpresion>", by: "<literalExpression>"),
      .replace("</literalExpresion>", by: "</literalExpression>")),
    .decisions(
      .dmnUnknownAttribute,
      """
      DMN has no such attribute on this element. An attribute that is passed over in silence may change a decision: a \
      table with `hitPollicy="COLLECT"` would give one outcome where a list is meant. Attributes of tools have a prefix, \
      and are not read.
      """,
      wrong: decisionFile(table(#"hitPollicy="FIRST""#)), mended: .replace("hitPollicy", by: "hitPolicy")),
    .decisions(
      .dmnMissingPart,
      """
      Something is not there that the element cannot do without: a name to be known by, a condition to test, an outcome. \
      Add it. What depends on it is read as if it gave null.
      """,
      wrong: leges.replacing(#"<inputData id="kosten" name="Kosten"/>"#, with: #"<inputData id="kosten"/>"#),
      mended: .replace(#"<inputData id="kosten"/>"#, by: #"<inputData id="kosten" name="Kosten"/>"#)),
    .decisions(
      .dmnBadValue,
      """
      The attribute has a value that means nothing there. `isCollection` is `true` or `false`, and the `kind` of a \
      function is `FEEL`, `Java` or `PMML`.
      """,
      wrong: decisionFile(
        """
        <itemDefinition name="Bedragen" isCollection="ja">
          <typeRef>number</typeRef>
        </itemDefinition>
        """),
      mended: .replace(#""ja""#, by: #""true""#)),
    .decisions(
      .dmnUnresolvedReference,
      """
      A requirement refers to an element by its `id`, not by its name, as `#kosten`. In another model it is the namespace \
      of that model with the id, as `urn:gemeente:leges#kosten`, and the model must be imported. What it leads to must be \
      of the kind that is required: `requiredInput` leads to `inputData`, `requiredKnowledge` to a function.
      """,
      wrong: leges.replacing(##"href="#kosten""##, with: ##"href="#Kosten""##),
      mended: .replace("#Kosten", by: "#kosten")),
  ] + typePages + [
    .decisions(
      .dmnCyclicRequirements,
      """
      A decision needs the outcome of another, which in the end needs its own: neither can ever be determined. Decisions \
      that require each other must be taken apart until none comes back to itself (DMN 1.5, section 6.3.7).
      """,
      wrong: leges.replacing(##"requiredInput href="#kosten""##, with: ##"requiredDecision href="#leges""##),
      mended: .replace(##"requiredDecision href="#leges""##, by: ##"requiredInput href="#kosten""##)),
    .decisions(
      .dmnCyclicImports,
      """
      A model imports itself, at once or by way of other models, so that none of them can be read first. Put what both \
      need in a model of its own, and import that in both.
      """,
      wrong: decisionFile(importing("urn:gemeente:leges") + "\n" + fee),
      mended: .replace(importing("urn:gemeente:leges") + "\n  ", by: "")),
    .decisions(
      .dmnImportNotFound,
      """
      The model that is imported is not found, cannot be read, or has another namespace than the import says. It is \
      looked for at its `locationURI`, a path that stays in the folder of this file. Types and elements of it are \
      unknown here until then.
      """,
      wrong: decisionFile(importing("urn:gemeente:tarieven") + "\n" + fee),
      mended: .replace(importing("urn:gemeente:tarieven") + "\n  ", by: "")),
    .decisions(
      .dmnDuplicateName,
      """
      Two elements of one kind have one name, so that an expression cannot tell which is meant, or two elements have one \
      id, so that a reference cannot. Give one of them another.
      """,
      wrong: decisionFile(#"<inputData id="bouwkosten" name="Kosten"/>"# + "\n" + fee),
      mended: .replace(#"id="bouwkosten" name="Kosten""#, by: #"id="bouwkosten" name="Bouwkosten""#)),
  ] + tablePages + [
    .decisions(
      .dmnNotSupported,
      """
      DMN lets a model hold functions in Java and PMML, expressions in other languages than FEEL, and values from \
      spreadsheets. None of these is run here: a decision must be the same everywhere and have no access to anything. \
      Write it in FEEL, or let a service do it and give the outcome as an input. Knowledge that calls itself is not \
      run either: loop with `for`, where `partial` holds what came of the turns before.
      """,
      wrong: leges.replacing("<literalExpression>", with: #"<literalExpression expressionLanguage="Groovy">"#),
      mended: .replace(#" expressionLanguage="Groovy""#, by: ""))
  ]

private let typePages: [ExplanationPage] = [
  .decisions(
    .dmnUnknownType,
    """
    A type is one of FEEL, as `number`, `date` or `days and time duration`, or the name of an `itemDefinition`. A type \
    of an imported model has the name of the import before it, as `tarieven.Bedrag`. Capitals count.
    """,
    wrong: decisionFile(amount + "\n" + typed("bedrag")),
    mended: .replace(#"typeRef="bedrag""#, by: #"typeRef="Bedrag""#)),
  .decisions(
    .dmnCyclicType,
    """
    The type is another name for itself, at once or by way of others, so that it stands for nothing. A type may hold \
    itself in a component, as a person has parents: where it comes round it is any value.
    """,
    wrong: decisionFile(amount.replacing(">number<", with: ">Bedrag<") + "\n" + typed("Bedrag")),
    mended: .replace("<typeRef>Bedrag</typeRef>", by: "<typeRef>number</typeRef>")),
]

private let tablePages: [ExplanationPage] = [
  .decisions(
    .dmnWrongCellCount,
    """
    A rule of a decision table has one cell for each input and one for each output, and a row of a relation one for \
    each column; an input that does not matter has the cell `-`. A row that does not fit is left out, since it cannot be \
    known which cell is missing.
    """,
    wrong: decisionFile(
      table(#"hitPolicy="FIRST""#).replacing("<inputEntry><text>&lt; 1000</text></inputEntry>", with: "")),
    mended: .replace("<rule><outputEntry>", by: "<rule><inputEntry><text>&lt; 1000</text></inputEntry><outputEntry>")),
  .decisions(
    .dmnHitPolicy,
    """
    The hit policy says what is done with the rules that match: `UNIQUE`, `ANY`, `FIRST` and `PRIORITY` give one \
    outcome, `RULE ORDER`, `OUTPUT ORDER` and `COLLECT` a list. Only a `COLLECT` table may bring its list together, by \
    `SUM`, `COUNT`, `MIN` or `MAX`. Write the words in full and in capitals.
    """,
    wrong: decisionFile(table(#"hitPolicy="FRIST""#)), mended: .replace("FRIST", by: "FIRST")),
]

// MARK: - Examples

/// A decision model around its content.
private func decisionFile(_ parts: String) -> String {
  let lines = parts.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }
  return """
    <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="Leges" namespace="urn:gemeente:leges">
    \(lines.joined(separator: "\n"))
    </definitions>

    """
}

private let fee = """
  <inputData id="kosten" name="Kosten"/>
  <decision id="leges" name="Leges">
    <informationRequirement><requiredInput href="#kosten"/></informationRequirement>
    <literalExpression><text>0.03 * Kosten</text></literalExpression>
  </decision>
  """

private let leges = decisionFile(fee)

/// The model that the examples of chains import, as `leges.dmn`.
package let exampleModel = leges

private let amount = """
  <itemDefinition name="Bedrag">
    <typeRef>number</typeRef>
  </itemDefinition>
  """

private func typed(_ type: String) -> String {
  """
  <inputData name="Kosten">
    <variable name="Kosten" typeRef="\(type)"/>
  </inputData>
  """
}

private func importing(_ namespace: String) -> String { #"<import name="tarieven" namespace="\#(namespace)"/>"# }

private func table(_ attribute: String) -> String {
  """
  <inputData id="kosten" name="Kosten"/>
  <decision id="leges" name="Leges">
    <informationRequirement><requiredInput href="#kosten"/></informationRequirement>
    <decisionTable\(attribute.isEmpty ? "" : " " + attribute)>
      <input><inputExpression><text>Kosten</text></inputExpression></input>
      <output/>
      <rule><inputEntry><text>&lt; 1000</text></inputEntry><outputEntry><text>30</text></outputEntry></rule>
      <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>Kosten / 40</text></outputEntry></rule>
    </decisionTable>
  </decision>
  """
}
