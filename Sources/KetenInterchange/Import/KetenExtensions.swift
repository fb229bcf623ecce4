import BPMN
import KetenSource
import KetenXML

// What an export kept beside BPMN's words, in the namespace `urn:keten:bpmn:1`.
//
// The words of BPMN count: what somebody changed in another tool is changed. The extensions add what BPMN does not say,
// and say which of BPMN's words stand for something else, as a message for an act.

extension BPMNElement {
  /// The element of Keten's own extension that stands in this one.
  var kept: XMLElement? { extensions.first { $0.name.namespace == BPMNNamespace.keten } }
}

extension BPMNModel {
  /// The collaboration with what was kept of the chain; nil when the file was not made by an export.
  var keptChain: BPMNElement? { elements.first { $0.type == .collaboration && $0.kept?.local == "chain" } }
}

extension Translation {
  /// Puts back what an export kept; the chain as it is when the file was not made by one.
  func restored(_ chain: ChainElement) -> ChainElement {
    guard let collaboration = model.keptChain, let root = collaboration.kept else { return chain }
    _ = text(model.elements[0], "exporter")
    let extensions = KeptExtensions(self)
    return extensions.restore(chain, root, collaboration)
  }

  /// The data objects of a scope, as the chain has them.
  func keptDataObjects(of scope: BPMNElement) -> [ChainElement] {
    for reference in scope.children(.dataObjectReference) {
      takeDrawn(reference)
      _ = target(reference, "dataObjectRef")
    }
    return scope.children(.dataObject).map { object in
      take(object)
      var result = ChainElement("dataObject", from: place(object))
      result.set("id", text(object, "id"))
      setTitle(object, &result)
      if flag(object, "isCollection") { result.set("list", "true") }
      result.children = documentation(object)
      return result
    }
  }

  /// Notes of a lane or a resource that what it stands for is in the chain.
  fileprivate func takeDrawn(_ element: BPMNElement) {
    take(element)
    _ = text(element, "name")
    for part in element.parts("flowNodeRef") { take(part) }
    if let set = element.parent, set.type == .laneSet { take(set) }
  }

  /// Notes that an element of an extension, with all in it, is in the chain.
  fileprivate func takeKept(_ element: XMLElement, _ file: Int) {
    ledger.take(ElementPlace(file: file, index: element.index))
    for attribute in element.attributes { ledger.take(attribute: attribute.index, of: file) }
    for child in element.children { takeKept(child, file) }
  }
}

/// The extensions of a file that Keten has written.
private struct KeptExtensions {
  private let translation: Translation
  /// By the id of what they stand in.
  private var kept: [String: XMLElement] = [:]
  private var loops: [String: XMLElement] = [:]
  /// Of sequence flows, by the ids of their ends, in order.
  private var flows: [[String]: [XMLElement?]] = [:]
  /// The party that a resource stands for.
  private var resources: [String: String] = [:]
  /// The party of the lane of each node.
  private var lanes: [String: String] = [:]
  /// The messages that stand for acts.
  private var acts: Set<String> = []
  private var performers: [String: [String]] = [:]

  init(_ translation: Translation) {
    self.translation = translation
    for element in translation.model.elements { gather(element) }
    for element in translation.model.elements where element.type.isA(.activity) {
      performers[element.id ?? ""] = element.children(.resourceRole).compactMap { role in
        role.part("resourceRef")?.text.flatMap { resources[$0] }
      }
    }
  }

  private mutating func gather(_ element: BPMNElement) {
    let extensions = element.extensions.filter { $0.name.namespace == BPMNNamespace.keten }
    for item in extensions { translation.takeKept(item, element.file) }
    if element.type == .sequenceFlow {
      let ends = [element.attribute("sourceRef") ?? "", element.attribute("targetRef") ?? ""]
      flows[ends, default: []].append(extensions.first)
    }
    guard let item = extensions.first, let id = element.id else { return }
    if element.type.isA(.loopCharacteristics) {
      loops[element.parent?.id ?? ""] = item
    } else if item.local == "lane", let party = item.attribute("party")?.value {
      for node in element.targets("flowNodeRef") { lanes[node.id ?? ""] = party }
      translation.takeDrawn(element)
    } else if item.local == "resource" {
      resources[id] = item.attribute("party")?.value
      translation.takeDrawn(element)
    } else if item.local == "act" {
      acts.insert(id)
    } else {
      kept[id] = item
    }
  }

  // MARK: The chain

  func restore(_ chain: ChainElement, _ root: XMLElement, _ collaboration: BPMNElement) -> ChainElement {
    var result = ChainElement("chain", from: chain.origin)
    result.set("xmlns", "urn:keten:chain:1")
    for attribute in root.attributes { set(attribute, of: &result) }
    let documentation = translation.documentation(collaboration)
    result.children = restoredDocumentation(documentation, root)
    for child in root.children where child.local != "documentation" { result.children.append(copy(child)) }
    let native = Dictionary(
      chain.children.map { ("\($0.name) \($0["id"] ?? "")", $0) }, uniquingKeysWith: { first, _ in first })
    for element in translation.model.elements
    where [.message, .signal, .error, .escalation].contains(element.type) && !acts.contains(element.id ?? "") {
      let known = native["\(element.tag) \(translation.nameOf[element] ?? element.id ?? "")"]
      var declared = ChainElement(element.tag, from: translation.place(element))
      declared.set("id", known?["id"].map { MappedText($0) } ?? translation.text(element, "id"))
      translation.setTitle(element, &declared)
      declared.children = known?.children ?? translation.documentation(element)
      translation.take(element)
      result.children.append(restore(declared))
    }
    for procedure in chain.children where procedure.name == "procedure" {
      if kept[procedure["id"] ?? ""]?.local == "pathProcess" {
        result.children += procedure.children.filter { kept[$0["id"] ?? ""]?.local == "path" }
          .map { restoredPath($0, isInFlow: false) }
      } else {
        result.children.append(restore(procedure))
      }
    }
    return result
  }

  // MARK: Elements

  /// An element with what was kept of it, and so for all in it.
  private func restore(_ element: ChainElement) -> ChainElement {
    let id = element["id"] ?? ""
    let item = kept[id]
    if item?.local == "path" { return restoredPath(element, isInFlow: true) }
    var result = ChainElement(item?.attribute("was")?.value ?? element.name, from: element.origin)
    for attribute in element.attributes where isNative(attribute.name, of: element) {
      result.set(attribute.name, attribute.value, from: attribute.origin)
    }
    if let by = performers(of: element) { result.set("by", MappedText(by)) }
    for attribute in item?.attributes.map({ $0 }) ?? [] where !["automatic", "was"].contains(attribute.name.local) {
      set(attribute, of: &result)
    }
    result.children = restoredDocumentation(element.children.filter { $0.name == "documentation" }, item)
    var seen: [String: Int] = [:]
    for child in element.children where child.name != "documentation" {
      if child.name == "flow" {
        result.children.append(restoredFlow(child, from: id, &seen))
      } else if child.name == "standardLoop" || child.name == "multiInstance" {
        result.children.append(restoredLoop(child, of: id))
      } else if child["id"] != nil {
        result.children.append(restore(child))
      } else {
        result.children.append(child)
      }
    }
    joinSplits(&result)
    for child in item?.children.map({ $0 }) ?? [] where child.local != "documentation" {
      result.children.append(copy(child))
    }
    return result
  }

  /// Whether an attribute is what BPMN says, and not what stands for something else.
  private func isNative(_ name: String, of element: ChainElement) -> Bool {
    switch name {
    case "title": return element["title"] != element["id"]
    case "by", "reads", "writes": return false
    case "message": return !acts.contains(element["message"] ?? "")
    default: return true
    }
  }

  /// Who does a task: those whom it names, unless it was put into another's lane.
  private func performers(of element: ChainElement) -> String? {
    let id = element["id"] ?? ""
    let named = performers[id] ?? []
    let isHuman = ["userTask", "manualTask"].contains(element.name)
    if let lane = lanes[id], isHuman, !named.contains(lane), !named.isEmpty || kept[id]?.attribute("automatic") == nil {
      return lane
    }
    return named.isEmpty ? nil : named.joined(separator: " ")
  }

  /// The gateways that choose for events give them their flows back.
  private func joinSplits(_ scope: inout ChainElement) {
    for gateway in scope.children.filter({ $0["splits"] != nil }) {
      guard let event = gateway["splits"], let name = gateway["id"] else { continue }
      let isJoined = give(gateway.children.filter { $0.name == "flow" }, to: event, before: name, in: &scope)
      // A gateway that somebody has led elsewhere stays one.
      let rest = isJoined ? [] : [without("splits", gateway)]
      scope.children = scope.children.flatMap { $0["id"] == name ? rest : [$0] }
    }
  }

  private func without(_ name: String, _ element: ChainElement) -> ChainElement {
    var result = ChainElement(element.name, from: element.origin)
    for attribute in element.attributes where attribute.name != name {
      result.set(attribute.name, attribute.value, from: attribute.origin)
    }
    result.children = element.children
    return result
  }

  /// Gives an event flows in place of its way on to a gateway; false when it leads there no more.
  private func give(
    _ flows: [ChainElement], to event: String, before gateway: String, in element: inout ChainElement
  ) -> Bool {
    for index in element.children.indices {
      if element.children[index]["id"] == event, element.children[index]["next"] == gateway {
        element.children[index] = without("next", element.children[index])
        element.children[index].children += flows
        return true
      }
      if element.children[index].children.contains(where: { $0["id"] == event }),
        give(flows, to: event, before: gateway, in: &element.children[index])
      {
        return true
      }
    }
    return false
  }

  private func restoredFlow(_ flow: ChainElement, from: String, _ seen: inout [String: Int]) -> ChainElement {
    let to = flow["to"] ?? ""
    let number = seen[to, default: 0]
    seen[to] = number + 1
    guard let same = flows[[from, to]], number < same.count, let item = same[number] else { return flow }
    var result = flow
    for attribute in item.attributes { set(attribute, of: &result) }
    result.children = restoredDocumentation(flow.children.filter { $0.name == "documentation" }, item)
    return result
  }

  private func restoredLoop(_ loop: ChainElement, of activity: String) -> ChainElement {
    guard let item = loops[activity] else { return loop }
    var result = ChainElement(loop.name, from: loop.origin)
    for attribute in loop.attributes where attribute.name != "loopCardinality" || item.attribute("in") == nil {
      result.set(attribute.name, attribute.value, from: attribute.origin)
    }
    for attribute in item.attributes { set(attribute, of: &result) }
    let hasThrows = item.children.contains { $0.local == "throw" }
    result.children = loop.children.filter { $0.name != "throw" || !hasThrows }
    result.children += item.children.map(copy)
    return result
  }

  // MARK: Paths

  /// An ad-hoc sub-process as the path that it was: its tasks are steps, in the groups that were kept.
  private func restoredPath(_ element: ChainElement, isInFlow: Bool) -> ChainElement {
    let id = element["id"] ?? ""
    guard let item = kept[id] else { return element }
    var result = ChainElement("path", from: element.origin)
    result.set("id", MappedText(id))
    if let title = element.attributes.first(where: { $0.name == "title" }), title.value.string != id {
      result.set("title", title.value, from: title.origin)
    }
    if isInFlow, let next = element.attributes.first(where: { $0.name == "next" }) { result.set("next", next.value) }
    for attribute in item.attributes { set(attribute, of: &result) }
    var steps = Dictionary(
      element.children.compactMap { child in child["id"].map { ($0, child) } }, uniquingKeysWith: { first, _ in first })
    result.children = restoredDocumentation(element.children.filter { $0.name == "documentation" }, item)
    result.children += parts(of: item, &steps)
    for child in element.children where child["id"].flatMap({ steps[$0] }) != nil && child.name.hasSuffix("Task") {
      var step = restore(child)
      step.name = "step"
      result.children.append(step)
    }
    return result
  }

  private func parts(of item: XMLElement, _ steps: inout [String: ChainElement]) -> [ChainElement] {
    var result: [ChainElement] = []
    for child in item.children where child.local != "documentation" {
      switch child.local {
      case "step":
        guard let step = child.attribute("ref").flatMap({ steps.removeValue(forKey: $0.value) }) else { continue }
        var restored = restore(step)
        restored.name = "step"
        result.append(restored)
      case "group":
        var group = ChainElement("group", from: place(child))
        for attribute in child.attributes { set(attribute, of: &group) }
        group.children = child.children.filter { $0.local == "documentation" }.map(copy)
        group.children += parts(of: child, &steps)
        result.append(group)
      default: result.append(copy(child))
      }
    }
    return result
  }

  // MARK: Copies

  private func place(_ element: XMLElement) -> Place { Place(element.nameRange, in: element.tree.file) }

  private func set(_ attribute: XMLAttribute, of element: inout ChainElement) {
    let isLanguage = attribute.name.local == "lang" && !attribute.name.namespace.isEmpty
    element.set(
      isLanguage ? "xml:lang" : attribute.name.local, MappedText(copying: attribute.text),
      from: Place(attribute.nameRange, in: attribute.tree.file))
  }

  private func copy(_ element: XMLElement) -> ChainElement {
    var result = ChainElement(element.local, from: place(element))
    for attribute in element.attributes { set(attribute, of: &result) }
    if let text = element.text { result.text = MappedText(copying: text) }
    result.children = element.children.map(copy)
    return result
  }

  /// The texts of BPMN and those in a language; an empty one among the latter keeps the place of one of BPMN's.
  private func restoredDocumentation(_ native: [ChainElement], _ item: XMLElement?) -> [ChainElement] {
    var rest = native[...]
    var result: [ChainElement] = []
    for child in item?.children.map({ $0 }) ?? [] where child.local == "documentation" {
      if child.text == nil, child.row.attributeCount == 0 {
        if let next = rest.popFirst() { result.append(next) }
      } else {
        result.append(copy(child))
      }
    }
    return result + rest
  }
}
