import BPMN
import KetenSource

extension Translation {
  /// Translates the nodes of a process and of its sub-processes.
  func translateNodes(of process: BPMNElement) {
    for index in graph.nodes.indices {
      guard let element = model.element(graph.nodes[index].element), element.around(.process) == process else {
        continue
      }
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
    let inside = graph.scopes[scope].nodes.compactMap { model.element(graph.nodes[$0].element) }
    if inside.allSatisfy(\.isEventSubProcess) {
      // A pool that only talks is drawn with an empty process.
      if !inside.isEmpty {
        note(.importLeftOut, process, "nothing begins \(process.called), so that nothing in it happens")
      }
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
  private func fill(_ result: inout ChainElement, _ holder: BPMNElement, _ scope: Int, only: Set<Int>? = nil) {
    result.children += dataObjects(of: holder)
    if holder.type != .adHocSubProcess { result.children += beginning(of: holder, scope) }
    for index in graph.scopes[scope].nodes where only?.contains(index) ?? true {
      if model.element(graph.nodes[index].element)?.type == .boundaryEvent { continue }
      result.children += finished(index)
    }
    let implied = additions[holder] ?? []
    if only == nil {
      result.children += implied
    } else {
      // Each part has what the model implies for its own nodes.
      let reached = Set(result.children.flatMap(\.goals))
      result.children += implied.filter { reached.contains($0["id"] ?? "") }
    }
  }

  /// A node with what it reads and writes, its boundary events, and what stands in it.
  private func finished(_ index: Int) -> [ChainElement] {
    guard let node = nodes[index], let element = model.element(graph.nodes[index].element) else { return [] }
    var result = node.element
    if !node.reads.isEmpty { result.set("reads", MappedText(node.reads.joined(separator: " "))) }
    if !node.writes.isEmpty { result.set("writes", MappedText(node.writes.joined(separator: " "))) }
    if element.type.isA(.activity) {
      for other in graph.scopes[graph.nodes[index].scope].nodes {
        guard let event = model.element(graph.nodes[other].element), event.type == .boundaryEvent,
          event.target("attachedToRef") == element
        else { continue }
        result.children += finished(other)
      }
    }
    guard let scope = graph.scope(of: element) else { return [result] }
    let parts = element.isEventSubProcess ? partsByStart(scope) : []
    if parts.count < 2 {
      fill(&result, element, scope)
      return [result]
    }
    return parts.enumerated().map { number, part in
      var copy = result
      if number > 0 { copy.set("id", MappedText(names.give(name(element)), for: place(element))) }
      fill(&copy, element, scope, only: part)
      return copy
    }
  }

  /// The nodes of an event sub-process by the start event that leads to them, where each belongs to one: the chain has an
  /// event sub-process for each.
  private func partsByStart(_ scope: Int) -> [Set<Int>] {
    let starts = graph.scopes[scope].nodes.filter { nodes[$0]?.element.name == "startEvent" }
    var parts: [Set<Int>] = []
    for start in starts {
      var part: Set<Int> = []
      var waiting = [start]
      while let index = waiting.popLast() {
        guard part.insert(index).inserted, let element = model.element(graph.nodes[index].element) else { continue }
        waiting += graph.nodes[index].outgoing.compactMap { graph.flows[$0].target }
        waiting += graph.scopes[scope].nodes.filter {
          model.element(graph.nodes[$0].element)?.target("attachedToRef") == element
        }
      }
      parts.append(part)
    }
    let all = Set(parts.joined())
    let isApart = parts.map(\.count).reduce(0, +) == all.count
    return isApart && graph.scopes[scope].nodes.allSatisfy { all.contains($0) || nodes[$0] == nil } ? parts : []
  }

  // MARK: Beginning

  /// What begins a process or sub-process besides its start events: all that nothing leads to (BPMN 2.0.2 §13.2).
  ///
  /// Where there are start events, the standard wants a flow to everything else. What none leads to all the same begins
  /// together with them.
  private func beginning(of holder: BPMNElement, _ scope: Int) -> [ChainElement] {
    let inside = graph.scopes[scope].nodes.compactMap { index in
      model.element(graph.nodes[index].element).map { (index, $0) }
    }
    let starts = inside.map(\.0).filter { nodes[$0]?.element.name == "startEvent" }
    let first = inside.filter { index, element in
      graph.nodes[index].incoming.isEmpty && nodes[index] != nil && !starts.contains(index)
        && element.type != .boundaryEvent && !element.isEventSubProcess && !element.flag("isForCompensation")
        && !isLinkCatch(element) && !begins(element)
    }.map(\.1)
    if starts.isEmpty {
      return inside.contains { begins($0.1) } ? [] : impliedStart(of: holder, first, isEmpty: inside.isEmpty)
    }
    if first.isEmpty { return [] }
    for element in first {
      note(.importAssumed, element, "no flow leads to \(element.called): it begins when what it stands in begins")
    }
    return starts.compactMap { start in
      guard var node = nodes[start],
        let next = node.element.attributes.first(where: { $0.name == "next" })?.value
      else { return nil }
      let origin = node.element.origin ?? place(holder)
      let split = split("\(node.element["id"] ?? "")_split", to: [next] + first.map(reached), origin)
      node.element.set("next", MappedText(split["id"] ?? "", for: origin))
      nodes[start] = node
      return split
    }
  }

  private func impliedStart(of holder: BPMNElement, _ first: [BPMNElement], isEmpty: Bool) -> [ChainElement] {
    let origin = place(holder)
    var start = ChainElement("startEvent", from: origin)
    start.set("id", MappedText(names.give("\(name(holder))_start"), for: origin))
    if let asked = askedAtImpliedStart[holder] {
      start.set("by", performers(of: holder))
      start.set("writes", MappedText(asked.joined(separator: " ")))
    }
    switch first.count {
    case 0:
      // What holds nothing, or a circle that nothing leads into, is over at once.
      var end = ChainElement("endEvent", from: origin)
      end.set("id", MappedText(names.give("\(name(holder))_end"), for: origin))
      start.set("next", end["id"].map { MappedText($0, for: origin) })
      return [start, end]
    case 1:
      start.set("next", MappedText(name(first[0]), for: place(first[0])))
      return [start]
    default:
      let split = split("\(name(holder))_split", to: first.map(reached), origin)
      start.set("next", split["id"].map { MappedText($0, for: origin) })
      return [start, split]
    }
  }

  private func reached(_ element: BPMNElement) -> MappedText { MappedText(name(element), for: place(element)) }

  private func split(_ wanted: String, to goals: [MappedText], _ origin: Place) -> ChainElement {
    var result = ChainElement("parallelGateway", from: origin)
    result.set("id", MappedText(names.give(wanted), for: origin))
    for goal in goals {
      var flow = ChainElement("flow", from: goal.place ?? origin)
      flow.set("to", goal)
      result.children.append(flow)
    }
    return result
  }

  /// Whether a node begins a process by itself.
  private func begins(_ element: BPMNElement) -> Bool {
    element.type == .eventBasedGateway && element.flag("instantiate")
  }

  private func isLinkCatch(_ element: BPMNElement) -> Bool {
    element.type == .intermediateCatchEvent && element.eventDefinitions.contains { $0.type == .linkEventDefinition }
  }
}

extension ChainElement {
  /// The names that its ways on lead to, and those of its boundary events.
  fileprivate var goals: [String] {
    [self["next"], self["to"]].compactMap { $0 } + children.filter { $0.name != "startEvent" }.flatMap(\.goals)
  }
}
