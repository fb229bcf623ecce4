import BPMN
import KetenSource

extension Translation {
  /// Translates the nodes of a process and of its sub-processes.
  func translateNodes(of process: BPMNElement) {
    for index in graph.nodes.indices {
      guard let element = model.element(graph.nodes[index].element), element.around(.process) == process else { continue }
      nodes[index] = node(index, element)
    }
  }

  private func node(_ index: Int, _ element: BPMNElement) -> ImportedNode? {
    take(element)
    for part in element.parts("incoming") + element.parts("outgoing") { take(part) }
    if element.type.isA(.event) { return event(index, element) }
    if element.type.isA(.gateway) { return gateway(index, element) }
    if element.type.isA(.activity) { return activity(index, element) }
    return nil
  }

  /// A node of the chain with what every node has.
  func newNode(_ kind: String, _ element: BPMNElement) -> ImportedNode {
    var result = ChainElement(kind, from: place(element))
    result.set("id", mappedName(element))
    setTitle(element, &result)
    result.children = documentation(element)
    return ImportedNode(result)
  }

  // MARK: Putting together

  /// A process as a procedure of the chain; nil for one that nothing stands in.
  func procedureElement(_ process: BPMNElement) -> ChainElement? {
    guard let scope = graph.scope(of: process) else { return nil }
    take(process)
    _ = flag(process, "isExecutable")
    _ = attributeText(process, "processType")
    _ = flag(process, "isClosed")
    if graph.scopes[scope].nodes.isEmpty {
      // A pool that only talks is drawn with an empty process.
      return nil
    }
    var result = ChainElement("procedure", from: place(process))
    result.set("id", mappedName(process))
    setTitle(process, &result)
    result.children = documentation(process)
    fill(&result, process, scope)
    return result
  }

  /// Puts what stands in a process or sub-process into its element of the chain.
  private func fill(_ result: inout ChainElement, _ holder: BPMNElement, _ scope: Int) {
    result.children += dataObjects(of: holder)
    let isAdHoc = holder.type == .adHocSubProcess
    if !isAdHoc { result.children += impliedStart(of: holder, scope) }
    for index in graph.scopes[scope].nodes {
      if model.element(graph.nodes[index].element)?.type == .boundaryEvent { continue }
      if let node = finished(index) { result.children.append(node) }
    }
    result.children += additions[holder] ?? []
  }

  /// A node with what it reads and writes, its boundary events, and what stands in it.
  private func finished(_ index: Int) -> ChainElement? {
    guard let node = nodes[index], let element = model.element(graph.nodes[index].element) else { return nil }
    var result = node.element
    if !node.reads.isEmpty { result.set("reads", MappedText(node.reads.joined(separator: " "))) }
    if !node.writes.isEmpty { result.set("writes", MappedText(node.writes.joined(separator: " "))) }
    if element.type.isA(.activity) {
      for other in graph.scopes[graph.nodes[index].scope].nodes {
        guard let event = model.element(graph.nodes[other].element), event.type == .boundaryEvent,
          event.target("attachedToRef") == element, let border = finished(other)
        else { continue }
        result.children.append(border)
      }
    }
    if let scope = graph.scope(of: element) { fill(&result, element, scope) }
    return result
  }

  /// What begins a process or sub-process without a start event: all that nothing leads to (BPMN 2.0.2 §13.3.1).
  private func impliedStart(of holder: BPMNElement, _ scope: Int) -> [ChainElement] {
    let inside = graph.scopes[scope].nodes.compactMap { index in
      model.element(graph.nodes[index].element).map { (index, $0) }
    }
    if inside.contains(where: { nodes[$0.0]?.element.name == "startEvent" || begins($0.1) }) { return [] }
    let first = inside.filter { index, element in
      graph.nodes[index].incoming.isEmpty && element.type != .boundaryEvent && !element.isEventSubProcess
        && !element.flag("isForCompensation") && !isLinkCatch(element)
    }
    if first.isEmpty, !inside.isEmpty { return [] }
    let origin = place(holder)
    var start = ChainElement("startEvent", from: origin)
    start.set("id", MappedText(names.give("\(name(holder))_start"), for: origin))
    guard first.count > 1 else {
      if let only = first.first { start.set("next", MappedText(name(only.1), for: place(only.1))) }
      if first.isEmpty {
        let end = names.give("\(name(holder))_end")
        start.set("next", MappedText(end, for: origin))
        var last = ChainElement("endEvent", from: origin)
        last.set("id", MappedText(end, for: origin))
        return [start, last]
      }
      return [start]
    }
    var split = ChainElement("parallelGateway", from: origin)
    let name = names.give("\(self.name(holder))_split")
    start.set("next", MappedText(name, for: origin))
    split.set("id", MappedText(name, for: origin))
    for (_, element) in first {
      var flow = ChainElement("flow", from: place(element))
      flow.set("to", MappedText(self.name(element), for: place(element)))
      split.children.append(flow)
    }
    return [start, split]
  }

  /// Whether a node begins a process by itself.
  private func begins(_ element: BPMNElement) -> Bool {
    (element.type == .receiveTask || element.type == .eventBasedGateway) && element.flag("instantiate")
  }

  private func isLinkCatch(_ element: BPMNElement) -> Bool {
    element.type == .intermediateCatchEvent && element.eventDefinitions.contains { $0.type == .linkEventDefinition }
  }
}
