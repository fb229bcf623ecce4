import FEEL
import KetenSource
import KetenXML

/// Reads one file to a model, once the models that it imports are there.
///
/// Its parts are in the files beside this one: types, elements, expressions and tables.
struct ModelReader {
  let file: SourceFile
  let root: XMLElement
  /// The namespace that the model gives its elements.
  let namespace: String
  let name: BoxedExpression.Name
  var imports: [DecisionModel.Import] = []
  var diagnostics: [Diagnostic] = []
  /// The imported models by namespace, and what is defined under each id and name; filled before anything refers to it.
  var reachable: [String: DecisionModel.Reachable] = [:]
  var elementsByID: [String: ElementReference] = [:]
  var types = TypeTable()
  /// Whether expressions are FEEL where they say nothing of themselves.
  private(set) var isFEEL = true

  init(_ root: XMLElement) {
    self.root = root
    file = root.tree.file
    let check = VocabularyCheck(root)
    name = root.attribute("name").map(normalised) ?? BoxedExpression.Name("", range: root.nameRange)
    namespace = root.attribute("namespace")?.value ?? ""
    diagnostics = check.diagnostics
    // A model without a name or namespace can be used, but not be imported.
    for attribute in ["name", "namespace"] where root.attribute(attribute) == nil { missing(attribute, of: root) }
    if let language = root.attribute("expressionLanguage"), !namesFEEL(language.value) {
      isFEEL = false
      notFEEL(language)
    }
  }

  /// The whole model.
  mutating func model() -> DecisionModel {
    reachable = DecisionModel.Reachable.table(imports)
    declare()
    var content = DecisionModel.Content()
    content.itemDefinitions = itemDefinitions()
    for element in children(of: root) {
      switch element.local {
      case "inputData": content.inputs.append(input(element))
      case "decision": content.decisions.append(decision(element))
      case "businessKnowledgeModel": content.knowledge.append(knowledge(element))
      case "decisionService": content.services.append(service(element))
      default: break
      }
    }
    content.elementsByID = elementsByID
    checkCycles(content)
    return DecisionModel(file: file, name: name, namespace: namespace, imports: imports, content: content)
  }

  // MARK: Looking at elements

  /// The children that are elements of DMN.
  func children(of element: XMLElement) -> [XMLElement] {
    element.children.filter { $0.name.namespace == root.name.namespace }
  }

  /// The children of one name.
  func children(of element: XMLElement, named name: String) -> [XMLElement] {
    children(of: element).filter { $0.local == name }
  }

  /// The first child of a name.
  func child(of element: XMLElement, named name: String) -> XMLElement? {
    children(of: element).first { $0.local == name }
  }

  /// The name of an element, by which it is known; empty with a finding when it has none.
  mutating func name(of element: XMLElement) -> BoxedExpression.Name {
    guard let attribute = element.attribute("name") else {
      missing("name", of: element)
      return BoxedExpression.Name("", range: element.nameRange)
    }
    let name = normalised(attribute)
    if name.text.isEmpty { report(.dmnMissingPart, at: element.nameRange, "the name of «\(element.local)» is empty") }
    return name
  }

  // MARK: Findings

  mutating func report(
    _ code: DiagnosticCode, at range: SourceRange, _ message: String, notes: [Diagnostic.Note] = []
  ) {
    diagnostics.append(Diagnostic(code, at: range, in: file, message, notes: notes))
  }

  /// What to say of a misspelt name: the nearest of those that are known; nothing when none is near.
  ///
  /// After 100 findings nobody reads on, and comparing every name with every other takes long in a large file.
  func hint(_ name: String, in known: @autoclosure () -> [String], prefix: String = "") -> String {
    guard diagnostics.count < 100, name.utf8.count <= TypeTable.nameBytesMax else { return "" }
    return nearest(to: name, in: known()).map { ": did you mean «\(prefix)\($0)»?" } ?? ""
  }

  /// Reports that an attribute is not there, unless it is there misspelt, which is a finding of its own.
  mutating func missing(_ name: String, of element: XMLElement) {
    let isMisspelt = element.attributes.contains {
      $0.name.namespace.isEmpty && nearest(to: $0.name.local, in: [name]) != nil
    }
    if isMisspelt { return }
    report(.dmnMissingPart, at: element.nameRange, "«\(element.local)» must have the attribute «\(name)»")
  }

  /// Reports that none of some children is there, unless one is there misspelt.
  mutating func missing(child names: String..., of element: XMLElement) {
    if children(of: element).contains(where: { nearest(to: $0.local, in: names) != nil }) { return }
    let wanted = names.map { "«\($0)»" }.joined(separator: " or ")
    report(.dmnMissingPart, at: element.nameRange, "«\(element.local)» must hold \(wanted)")
  }

  mutating func notFEEL(_ language: XMLAttribute) {
    report(
      .dmnNotSupported, at: language.valueRange,
      "expressions in «\(language.value)» are not supported: write them in FEEL")
  }
}

/// Whether an expression language is FEEL: in any version of it, or as tools write it for short.
func namesFEEL(_ language: String) -> Bool {
  if language.isEmpty || language.lowercased() == "feel" { return true }
  for scheme in ["http://www.omg.org/spec/", "https://www.omg.org/spec/"] where language.hasPrefix(scheme) {
    let parts = language.dropFirst(scheme.count).split(separator: "/")
    // `DMN/20230324/FEEL/`, and in DMN 1.0 `FEEL/20140401`.
    if parts.first == "FEEL" || parts.first == "DMN" && parts.last == "FEEL" { return true }
  }
  return false
}

/// A name as FEEL compares it: without white space at its ends, and one space for each run inside.
func normalised(_ attribute: XMLAttribute) -> BoxedExpression.Name {
  let words = attribute.value.split(whereSeparator: \.isWhitespace)
  return BoxedExpression.Name(words.joined(separator: " "), range: attribute.valueRange)
}

// MARK: - Imports

/// An import as it is written.
struct ImportElement {
  let name: BoxedExpression.Name
  let namespace: BoxedExpression.Name
  let location: String?
  /// Whether it is of a decision model, and can be looked for.
  let isModel: Bool
  let range: SourceRange
}

extension ModelReader {
  /// The imports of the file.
  mutating func importElements() -> [ImportElement] {
    children(of: root, named: "import").map { element in
      // A name that is there and empty is meant so: what is imported is used without a prefix.
      if element.attribute("name") == nil { missing("name", of: element) }
      let kind = element.attribute("importType")
      let isModel = kind.map { Vocabulary.versions[$0.value] != nil } ?? true
      if let kind, !isModel {
        let version = Vocabulary.otherVersions[kind.value].map { "DMN \($0)" } ?? "«\(kind.value)»"
        report(.dmnNotSupported, at: kind.valueRange, "importing \(version) is not supported")
      }
      let namespace = element.attribute("namespace")
      if namespace == nil { missing("namespace", of: element) }
      return ImportElement(
        name: element.attribute("name").map(normalised) ?? BoxedExpression.Name("", range: element.nameRange),
        namespace: BoxedExpression.Name(namespace?.value ?? "", range: namespace?.valueRange ?? element.nameRange),
        location: element.attribute("locationURI")?.value, isModel: isModel && namespace != nil, range: element.range)
    }
  }
}
