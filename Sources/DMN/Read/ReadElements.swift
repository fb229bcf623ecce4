import FEEL
import KetenSource
import KetenXML

extension ModelReader {
  /// The kind of element that a name in the file declares.
  private static let kinds: [String: ElementReference.Kind] = [
    "inputData": .input, "decision": .decision, "businessKnowledgeModel": .knowledge, "decisionService": .service,
  ]

  /// Notes what the file declares, before anything refers to it.
  mutating func declare() {
    var counts: [ElementReference.Kind: Int] = [:]
    var names: [String: SourceRange] = [:]
    var ids: [String: SourceRange] = [:]
    for element in children(of: root) {
      let kind = Self.kinds[element.local]
      guard kind != nil || element.local == "itemDefinition" else { continue }
      if let attribute = element.attribute("name") {
        let name = normalised(attribute)
        let isFirst = first(name, of: element.local, in: &names, isID: false)
        if kind == nil, isFirst { types.elements[name.text] = element }
      }
      guard let kind else { continue }
      let index = counts[kind, default: 0]
      counts[kind] = index + 1
      guard let id = element.attribute("id") else { continue }
      let named = BoxedExpression.Name(id.value, range: id.valueRange)
      if first(named, of: element.local, in: &ids, isID: true) {
        elementsByID[id.value] = ElementReference(namespace: namespace, kind: kind, index: index)
      }
    }
  }

  /// Whether a name, or an id, is the first of its kind; a later one is a finding.
  private mutating func first(
    _ name: BoxedExpression.Name, of element: String, in seen: inout [String: SourceRange], isID: Bool
  ) -> Bool {
    guard !name.text.isEmpty else { return false }
    let key = isID ? name.text : "\(element) \(name.text)"
    guard let earlier = seen[key] else {
      seen[key] = name.range
      return true
    }
    report(
      .dmnDuplicateName, at: name.range,
      isID ? "the id «\(name.text)» stands twice" : "another «\(element)» is called «\(name.text)»",
      notes: [.init("the first", at: earlier, in: file)])
    return false
  }

  // MARK: Elements

  mutating func input(_ element: XMLElement) -> InputData {
    let name = name(of: element)
    return InputData(
      id: element.attribute("id")?.value, name: name, variable: variable(of: element, name), range: element.range)
  }

  mutating func decision(_ element: XMLElement) -> Decision {
    let name = name(of: element)
    return Decision(
      id: element.attribute("id")?.value, name: name, variable: variable(of: element, name),
      information: informationRequirements(of: element),
      knowledge: knowledgeRequirements(of: element), expression: expression(in: element), range: element.range)
  }

  mutating func knowledge(_ element: XMLElement) -> BusinessKnowledgeModel {
    let name = name(of: element)
    let variable = variable(of: element, name)
    let knowledge = knowledgeRequirements(of: element)
    let logic = child(of: element, named: "encapsulatedLogic")
    let parameters = logic.map { self.parameters(of: $0) } ?? []
    return BusinessKnowledgeModel(
      id: element.attribute("id")?.value, name: name, variable: variable, parameters: parameters, knowledge: knowledge,
      function: logic.map { function($0, parameters) }, range: element.range)
  }

  mutating func service(_ element: XMLElement) -> DecisionService {
    let name = name(of: element)
    let outputs = references(in: element, "outputDecision", [.decision])
    if outputs.isEmpty { missing(child: "outputDecision", of: element) }
    return DecisionService(
      id: element.attribute("id")?.value, name: name, variable: variable(of: element, name),
      inputs: references(in: element, "inputData", [.input]),
      inputDecisions: references(in: element, "inputDecision", [.decision]), outputs: outputs,
      encapsulated: references(in: element, "encapsulatedDecision", [.decision]), range: element.range)
  }

  /// The variable of an element; without one its value is known by the element's own name.
  private mutating func variable(of element: XMLElement, _ name: BoxedExpression.Name) -> Variable {
    guard let variable = child(of: element, named: "variable") else { return Variable(name, nil) }
    return Variable(self.name(of: variable), declaredType(variable))
  }

  // MARK: Requirements

  private mutating func informationRequirements(of element: XMLElement) -> [Requirement] {
    children(of: element, named: "informationRequirement").flatMap { requirement in
      let (input, decision) = ("requiredInput", "requiredDecision")
      if child(of: requirement, named: input) == nil, child(of: requirement, named: decision) == nil {
        missing(child: input, decision, of: requirement)
      }
      return references(in: requirement, input, [.input]) + references(in: requirement, decision, [.decision])
    }
  }

  private mutating func knowledgeRequirements(of element: XMLElement) -> [Requirement] {
    children(of: element, named: "knowledgeRequirement").flatMap { requirement in
      if child(of: requirement, named: "requiredKnowledge") == nil {
        missing(child: "requiredKnowledge", of: requirement)
      }
      return references(in: requirement, "requiredKnowledge", [.knowledge, .service])
    }
  }

  private mutating func references(
    in element: XMLElement, _ name: String, _ kinds: [ElementReference.Kind]
  ) -> [Requirement] {
    children(of: element, named: name).compactMap { reference in
      guard let href = reference.attribute("href") else {
        missing("href", of: reference)
        return nil
      }
      return requirement(href, kinds)
    }
  }

  /// What an `href` leads to: `#id` in this file, or `namespace#id` in the model of a namespace, this one included.
  private mutating func requirement(_ href: XMLAttribute, _ kinds: [ElementReference.Kind]) -> Requirement {
    let name = BoxedExpression.Name(href.value, range: href.valueRange)
    let parts = href.value.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let (space, id) = parts.count == 2 ? (parts[0], parts[1]) : ("", parts[0])
    var path: [String] = []
    var known = elementsByID
    if !space.isEmpty, space != namespace {
      guard let other = reachable[space] else {
        // The import has a finding of its own when it is there and its model is not.
        if !imports.contains(where: { $0.namespace == space && $0.model == nil }) {
          report(.dmnUnresolvedReference, at: name.range, "no import is of the namespace «\(space)»")
        }
        return Requirement(href: name, element: nil, path: [])
      }
      path = other.path
      known = other.model.elementsByID
    }
    let element = known[id]
    if let element, kinds.contains(element.kind) { return Requirement(href: name, element: element, path: path) }
    let wanted = kinds.map(\.word).joined(separator: " or ")
    if let element {
      report(.dmnUnresolvedReference, at: name.range, "«\(href.value)» is \(element.kind.word), not \(wanted)")
    } else {
      let hint = hint(
        id, in: known.filter { kinds.contains($0.value.kind) }.keys.sorted(),
        prefix: parts.count == 2 ? space + "#" : "")
      report(.dmnUnresolvedReference, at: name.range, "«\(href.value)» is the id of nothing\(hint)")
    }
    return Requirement(href: name, element: nil, path: [])
  }
}

extension ElementReference.Kind {
  /// The kind in words, with an article.
  var word: String {
    switch self {
    case .input: "an input"
    case .decision: "a decision"
    case .knowledge: "a business knowledge model"
    case .service: "a decision service"
    }
  }
}
