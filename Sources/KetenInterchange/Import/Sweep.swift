import BPMN
import KetenSource
import KetenXML

extension Translation {
  /// Reports every element and attribute that was not brought into the chain: nothing is left out in silence.
  func sweep() {
    for (file, tree) in model.trees.enumerated() {
      for index in tree.elements.indices { sweep(XMLElement(tree: tree, index: index), file) }
    }
  }

  private func sweep(_ element: XMLElement, _ file: Int) {
    let place = ElementPlace(file: file, index: element.index)
    if let parent = element.parent, ledger.hasReported(ElementPlace(file: file, index: parent.index)) {
      // What stands in something that is reported is reported with it.
      ledger.cover(place)
      return
    }
    if ledger.hasReported(place) { return }
    let origin = Place(element.nameRange, in: element.tree.file)
    if element.isDrawing {
      ledger.cover(place)
      return
    }
    if !ledger.hasTaken(place) {
      if element.local == "extensionElements", element.name.namespace == Vocabulary.namespace {
        ledger.take(place)
      } else {
        let (code, message) = remark(element, file)
        ledger.report(code, place, at: origin, message)
        return
      }
    }
    for attribute in element.attributes where !ledger.hasTaken(attribute: attribute.index, of: file) {
      let (code, message) = remark(attribute, of: element)
      ledger.report(
        code, attribute: attribute.index, of: file, at: Place(attribute.nameRange, in: element.tree.file), message)
    }
  }

  private func remark(_ element: XMLElement, _ file: Int) -> (DiagnosticCode, String) {
    if element.name.namespace != Vocabulary.namespace {
      if ExtensionTool(rawValue: element.name.namespace) != nil {
        return (.importLeftOut, "the extension «\(element.local)» is not brought into the chain")
      }
      return (.importDescription, "what «\(element.name.namespace)» adds is not brought into the chain")
    }
    guard let type = model.element(ElementPlace(file: file, index: element.index))?.type else {
      return (.importLeftOut, "BPMN has no «\(element.local)» at this place: it is not brought into the chain")
    }
    if type.isA(anyOf: described) {
      return (
        .importDescription, "«\(element.local)» describes, and no run depends on it: it is not brought into the chain"
      )
    }
    return (.importLeftOut, "«\(element.local)» is not brought into the chain: nothing that runs here uses it")
  }

  private func remark(_ attribute: XMLAttribute, of element: XMLElement) -> (DiagnosticCode, String) {
    let name = attribute.name.local
    if attribute.name.namespace.isEmpty {
      let isDescription = element.local == "definitions" || ["name", "id", "textFormat", "isImmediate"].contains(name)
      return (
        isDescription ? .importDescription : .importLeftOut,
        "«\(name)» of «\(element.local)» is not brought into the chain"
      )
    }
    if ExtensionTool(rawValue: attribute.name.namespace) != nil {
      let isDescription = describingAttributes.contains(name)
      return (
        isDescription ? .importDescription : .importLeftOut, "the extension «\(name)» is not brought into the chain"
      )
    }
    return (.importDescription, "what «\(attribute.name.namespace)» adds is not brought into the chain")
  }
}

/// What a model says for readers and tools only.
private let described: [ElementType] = [
  .artifact, .category, .categoryValue, .auditing, .monitoring, .relationship, .documentation, .dataState, .extension,
  .lane, .laneSet, .rendering, .choreography, .conversationNode, .conversationLink, .conversationAssociation,
  .globalConversation, .text, .participantMultiplicity, .endPoint, .partnerEntity, .partnerRole,
]

/// What Camunda and Zeebe say for their own tools.
private let describingAttributes: Set<String> = [
  "modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon", "diagramRelationId", "historyTimeToLive",
  "isStartableInTasklist",
]

extension XMLElement {
  /// Whether it is part of a drawing (BPMN 2.0.2 chapter 12).
  var isDrawing: Bool {
    name.namespace == Vocabulary.drawingNamespace || name.namespace.hasPrefix("http://www.omg.org/spec/DD/")
  }
}
