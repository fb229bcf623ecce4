import KetenSource

/// Writes activities that are done several times as sub-processes around them: what stood on their border stands on that
/// of the sub-process, and what leads to them leads there (BPMN 2.0.2, section 13.3.6 and 13.3.7).
///
/// The activity keeps its name, so that it happens each time; the names of what is added hold a full stop.
func expandLoops(_ chain: Chain) -> (chain: Chain, hasLoops: Bool) {
  guard chain.allNodes.contains(where: { !$0.loops.isEmpty }) else { return (chain, false) }
  var chain = chain
  var names = chain.names
  for number in chain.procedures.indices {
    chain.procedures[number].body = expand(chain.procedures[number].body, &names)
  }
  chain.names = names
  return (chain, true)
}

private func expand(_ body: Chain.Body, _ names: inout NameTable) -> Chain.Body {
  var body = body
  var wrapped: [NameNumber: Chain.Name] = [:]
  for (number, node) in body.nodes.enumerated() {
    var content = node.content
    content.body = content.body.map { expand($0, &names) }
    guard let loop = content.loops.first else {
      body.nodes[number] = Chain.Node(content)
      continue
    }
    let wrapper = LoopWrapper(content, loop, &names).content
    wrapped[content.heading.name.number] = wrapper.heading.name
    body.nodes[number] = Chain.Node(wrapper)
  }
  body.nodes = body.nodes.map { redirect($0, wrapped) }
  takeHandlers(&body, wrapped)
  return body
}

/// What undoes an activity that is done several times undoes each time: it stands beside the activity, in the wrapper,
/// whose log has an entry for each (BPMN 2.0.2, section 13.5.5).
private func takeHandlers(_ body: inout Chain.Body, _ wrapped: [NameNumber: Chain.Name]) {
  let wrappers = Set(wrapped.values.map(\.number))
  var taken: Set<NameNumber> = []
  for (number, node) in body.nodes.enumerated() where wrappers.contains(node.heading.name.number) {
    guard var inner = node.body, let place = inner.nodes.firstIndex(where: { !$0.boundary.isEmpty }) else { continue }
    var activity = inner.nodes[place].content
    activity.boundary = activity.boundary.map { redirect($0, wrapped) }
    inner.nodes[place] = Chain.Node(activity)
    let handlers = activity.boundary.compactMap { $0.next?.number }
    inner.nodes += body.nodes.filter { handlers.contains($0.heading.name.number) }
    taken.formUnion(handlers)
    var content = node.content
    content.body = inner
    body.nodes[number] = Chain.Node(content)
  }
  body.nodes.removeAll { taken.contains($0.heading.name.number) }
}

/// The sub-process around an activity that is done several times.
private struct LoopWrapper {
  let content: Chain.NodeContent

  init(_ activity: Chain.NodeContent, _ loop: Chain.Loop, _ names: inout NameTable) {
    let own = activity.heading.name
    var wrapper = Chain.NodeContent(heading: Self.heading("loop", of: activity, loop, &names), kind: .subProcess)
    (wrapper.next, wrapper.targets) = (activity.next, activity.targets)
    wrapper.boundary = activity.boundary.filter { !$0.catchesCompensation }
    (wrapper.startQuantity, wrapper.completionQuantity) = (activity.startQuantity, activity.completionQuantity)
    var inner = activity
    inner.boundary = activity.boundary.filter(\.catchesCompensation)
    (inner.flows, inner.startQuantity, inner.completionQuantity) = ([], 1, 1)
    var start = Chain.NodeContent(heading: Self.heading("begin", of: activity, loop, &names), kind: .startEvent)
    let end = Chain.NodeContent(heading: Self.heading("end", of: activity, loop, &names), kind: .endEvent)
    var nodes: [Chain.NodeContent] = []
    if loop.isStandard {
      var test = Chain.NodeContent(heading: Self.heading("test", of: activity, loop, &names), kind: .exclusiveGateway)
      test.flows = [
        Chain.Flow(to: Self.reference(own, loop), guardAttribute: loop.condition, range: loop.range),
        Chain.Flow(to: Self.reference(end.heading.name, loop), isOtherwise: true, range: loop.range),
      ]
      test.targets = test.flows.map(\.to)
      inner.next = Self.reference(test.heading.name, loop)
      start.next = loop.testsBefore ? inner.next : Self.reference(own, loop)
      nodes = [test]
    } else {
      inner.next = Self.reference(end.heading.name, loop)
      start.next = Self.reference(own, loop)
    }
    inner.targets = [inner.next].compactMap { $0 }
    start.targets = [start.next].compactMap { $0 }
    nodes += [start, inner, end]
    wrapper.body = Chain.Body(nodes: nodes.map { Chain.Node($0) }, counts: loop.counts)
    content = wrapper
  }

  private static func heading(
    _ part: String, of activity: Chain.NodeContent, _ loop: Chain.Loop, _ names: inout NameTable
  ) -> Chain.Heading {
    let text = "\(activity.heading.name.text).\(part)"
    let number = text.utf8.withContiguousStorageIfAvailable { names.number(adding: UnsafeRawBufferPointer($0)) }
    let name = Chain.Name(number: number ?? .none, text: text, range: loop.range)
    return Chain.Heading(
      name: name, element: loop.isStandard ? "standardLoop" : "multiInstance", title: activity.heading.title,
      basis: activity.heading.basis, range: loop.range)
  }

  private static func reference(_ name: Chain.Name, _ loop: Chain.Loop) -> Chain.Reference {
    Chain.Reference(number: name.number, name: name.text, range: loop.range)
  }
}

extension Chain.Loop {
  /// Whether the places around the activity count: its instances, or its turns.
  fileprivate var counts: Bool {
    !isStandard || maximum != nil
      || condition?.trimmed.contains(ExpressionTable.InstanceFact.turns.rawValue) ?? false
  }
}

/// What leads to an activity leads to what is around it.
private func redirect(_ node: Chain.Node, _ wrapped: [NameNumber: Chain.Name]) -> Chain.Node {
  var content = node.content
  func other(_ reference: Chain.Reference) -> Chain.Reference {
    guard let name = wrapped[reference.number] else { return reference }
    return Chain.Reference(number: name.number, name: name.text, range: reference.range)
  }
  content.next = content.next.map(other)
  content.targets = content.targets.map(other)
  for number in content.flows.indices { content.flows[number].to = other(content.flows[number].to) }
  content.boundary = content.boundary.map { redirect($0, wrapped) }
  return Chain.Node(content)
}
