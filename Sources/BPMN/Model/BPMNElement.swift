import KetenSource
import KetenXML

/// An element of a BPMN model.
package struct BPMNElement: Sendable {
  package let model: BPMNModel
  /// The number of its file in the model, and its own in the file.
  package let file: Int
  package let index: Int
  /// What it is.
  package let type: ElementType

  /// The element as it was written.
  package var xml: XMLElement { XMLElement(tree: model.files[file].tree, index: index) }
  package var place: ElementPlace { ElementPlace(file: file, index: index) }
  package var source: SourceFile { model.files[file].source }

  /// The name of the element in the file, as `startEvent`.
  package var tag: String { xml.local }
  /// Where the element is named.
  package var nameRange: SourceRange { xml.nameRange }
  /// The whole element.
  package var range: SourceRange { xml.range }
  package var id: String? { attribute("id") }
  package var name: String? { attribute("name") }

  /// The text of an attribute; nil when it is not there.
  package func attribute(_ name: String) -> String? { xml.attribute(name)?.value }

  /// The value of a yes-or-no attribute; what it is by default when it is not there, or is neither.
  package func flag(_ name: String, default value: Bool = false) -> Bool {
    switch attribute(name) {
    case "true", "1": true
    case "false", "0": false
    default: value
    }
  }

  /// The value of an attribute that is a number; nil when it is not there, or is none.
  package func number(_ name: String) -> Int? { attribute(name).flatMap { Int($0) } }

  /// The range of the value of an attribute; that of the element's name when it is not there.
  package func range(of attribute: String) -> SourceRange { xml.attribute(attribute)?.valueRange ?? nameRange }

  /// The text in the element, without white space at its ends; nil when it is blank.
  package var text: String? { xml.text?.trimmed.string }

  // MARK: Other elements

  /// The element around it.
  package var parent: BPMNElement? {
    xml.parent.flatMap { model.element(ElementPlace(file: file, index: $0.index)) }
  }

  /// The elements in it, in order.
  package var children: [BPMNElement] {
    let types = model.files[file].types
    return xml.children.compactMap { child in
      types[child.index].map { BPMNElement(model: model, file: file, index: child.index, type: $0) }
    }
  }

  /// The elements in it that are of a type.
  package func children(_ type: ElementType) -> [BPMNElement] { children.filter { $0.type.isA(type) } }

  /// The elements in it with a name, as `loopCardinality`.
  package func parts(_ name: String) -> [BPMNElement] {
    let namespace = xml.name.namespace
    return xml.children.compactMap { child in
      guard child.local == name, child.name.namespace == namespace else { return nil }
      return model.element(ElementPlace(file: file, index: child.index))
    }
  }

  /// The first element in it with a name.
  package func part(_ name: String) -> BPMNElement? { parts(name).first }

  /// The nearest element around it of a type.
  package func around(_ type: ElementType) -> BPMNElement? {
    var current = parent
    while let element = current {
      if element.type.isA(type) { return element }
      current = element.parent
    }
    return nil
  }

  /// What an attribute, or else the first part with that name, leads to; nil when it leads nowhere.
  package func target(_ name: String) -> BPMNElement? {
    if let attribute = xml.attribute(name) { return model.lookUp(attribute.value, from: self).element }
    return targets(name).first
  }

  /// What the parts with a name lead to, in order.
  package func targets(_ name: String) -> [BPMNElement] {
    parts(name).compactMap { part in part.text.flatMap { model.lookUp($0, from: part).element } }
  }

  /// The extension elements, of whatever namespace.
  package var extensions: [XMLElement] {
    part("extensionElements").map { Array($0.xml.children) } ?? []
  }

  /// The extension elements of a tool that is known by name.
  package func extensions(of tool: ExtensionTool) -> [XMLElement] {
    extensions.filter { $0.name.namespace == tool.rawValue }
  }

  /// An attribute that a tool has added, as `camunda:assignee`.
  package func attribute(_ name: String, of tool: ExtensionTool) -> XMLAttribute? {
    xml.attributes.first { $0.name.local == name && $0.name.namespace == tool.rawValue }
  }

  /// How a message calls it: its name or else its id in quotes.
  package var called: String { "«\(name.flatMap { $0.isEmpty ? nil : $0 } ?? id ?? tag)»" }
}

/// The tools whose extensions carry meaning here, by the namespace of their elements and attributes.
package enum ExtensionTool: String, Sendable {
  case camunda = "http://camunda.org/schema/1.0/bpmn"
  case zeebe = "http://camunda.org/schema/zeebe/1.0"
}

extension BPMNElement: Hashable {
  package static func == (left: BPMNElement, right: BPMNElement) -> Bool {
    left.place == right.place && left.model === right.model
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(place) }
}

// MARK: - Names

extension BPMNModel {
  /// What a name may lead to.
  enum Lookup {
    case found(BPMNElement)
    /// The prefix before the colon is not declared.
    case unknownPrefix
    /// The file that would have it was not found, or it is there and not known: that is a finding of its own.
    case unread
    /// The namespace is neither that of the file nor of one that it imports.
    case notImported(String)
    case notFound

    var element: BPMNElement? {
      if case .found(let element) = self { return element }
      return nil
    }
  }

  /// Finds an element by its name as another writes it, with a prefix or without (BPMN 2.0.2 §15.3.2).
  ///
  /// A name without a prefix is looked for in the file itself, then in those that it imports: most tools write names so,
  /// whatever the default namespace is.
  func lookUp(_ name: String, from element: BPMNElement) -> Lookup {
    let file = files[element.file]
    let words = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard words.count == 2 else {
      if let index = file.elementsByID[name] { return found(element.file, index) }
      for item in file.imports {
        if let other = item.file, let index = files[other].elementsByID[name] { return found(other, index) }
      }
      return file.unreadIDs.contains(name) || file.imports.contains { $0.file == nil && $0.isModel }
        ? .unread : .notFound
    }
    guard let namespace = file.namespace(of: words[0], at: element.xml) else { return .unknownPrefix }
    if namespace == file.targetNamespace, let index = file.elementsByID[words[1]] { return found(element.file, index) }
    let imports = file.imports.filter { $0.namespace == namespace }
    for case let other? in imports.map(\.file) {
      if let index = files[other].elementsByID[words[1]] { return found(other, index) }
    }
    if namespace == file.targetNamespace { return file.unreadIDs.contains(words[1]) ? .unread : .notFound }
    if imports.contains(where: { $0.file == nil }) { return .unread }
    return imports.isEmpty ? .notImported(namespace) : .notFound
  }

  private func found(_ file: Int, _ index: Int) -> Lookup {
    element(ElementPlace(file: file, index: index)).map { .found($0) } ?? .notFound
  }
}
