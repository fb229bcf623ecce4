import BPMN
import KetenSource
import KetenXML

// The extensions of Camunda and Zeebe that carry meaning.

extension Translation {
  /// The value of an attribute that a tool has added to an element.
  func extensionText(_ element: BPMNElement, _ name: String, of tool: ExtensionTool) -> MappedText? {
    guard let attribute = element.attribute(name, of: tool) else { return nil }
    ledger.take(attribute: attribute.index, of: element.file)
    return MappedText(copying: attribute.text)
  }

  /// The extension elements of an element with a name.
  func extensionElements(_ element: BPMNElement, _ name: String, of tool: ExtensionTool) -> [XMLElement] {
    let found = element.extensions(of: tool).filter { $0.local == name }
    for item in found { take(item, of: element) }
    return found
  }

  /// The elements with a name in an extension element.
  func parts(_ item: XMLElement, _ name: String, of element: BPMNElement) -> [XMLElement] {
    let found = item.children.filter { $0.local == name && $0.name.namespace == item.name.namespace }
    for part in found { take(part, of: element) }
    return found
  }

  /// The value of an attribute of an extension element.
  func extensionText(_ item: XMLElement, _ name: String, of element: BPMNElement) -> MappedText? {
    guard let attribute = item.attribute(name) else { return nil }
    ledger.take(attribute: attribute.index, of: element.file)
    return MappedText(copying: attribute.text)
  }

  private func take(_ item: XMLElement, of element: BPMNElement) {
    ledger.take(ElementPlace(file: element.file, index: item.index))
    if let id = item.attribute("id") { ledger.take(attribute: id.index, of: element.file) }
  }

  /// What a service task, or another task that a system does, says of the worker that does it; nil when it says nothing.
  func job(of element: BPMNElement) -> MappedText? {
    for definition in extensionElements(element, "taskDefinition", of: .zeebe) {
      if let type = extensionText(definition, "type", of: element), !type.isEmpty { return type }
    }
    for name in ["topic", "class", "delegateExpression", "expression", "type"] {
      // `type="external"` says that there is a topic, and no more.
      guard let text = extensionText(element, name, of: .camunda) else { continue }
      if name == "topic" { _ = extensionText(element, "type", of: .camunda) }
      if name == "type", text.string == "external" { continue }
      if !text.isEmpty { return text }
    }
    for connector in extensionElements(element, "connector", of: .camunda) {
      for part in parts(connector, "connectorId", of: element) {
        if let text = part.text?.trimmed { return MappedText(copying: text) }
      }
    }
    if element.type == .serviceTask, let operation = target(element, "operationRef") {
      takeOperation(operation)
      if let name = text(operation, "name"), !name.isEmpty { return name }
    }
    return nil
  }

  /// An operation, of which a chain keeps the name and the messages.
  func takeOperation(_ operation: BPMNElement) {
    take(operation)
    for part in operation.parts("inMessageRef") + operation.parts("outMessageRef") { take(part) }
    if let interface = operation.parent { take(interface) }
  }
}
