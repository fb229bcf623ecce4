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
    let wrapper = wrap(content, loop, &names)
    wrapped[content.heading.name.number] = wrapper.heading.name
    body.nodes[number] = Chain.Node(wrapper)
  }
  body.nodes = body.nodes.map { redirect($0, wrapped) }
  return body
}

/// The sub-process around an activity.
private func wrap(
  _ activity: Chain.NodeContent, _ loop: Chain.Loop, _ names: inout NameTable
) -> Chain.NodeContent {
  let own = activity.heading.name
  func heading(_ part: String, _ names: inout NameTable) -> Chain.Heading {
    let text = "\(own.text).\(part)"
    let number = names.number(adding: text)
    let name = Chain.Name(number: number, text: text, range: loop.range)
    return Chain.Heading(
      name: name, element: loop.isStandard ? "standardLoop" : "multiInstance", title: activity.heading.title,
      basis: activity.heading.basis, range: loop.range)
  }
  func reference(_ name: Chain.Name) -> Chain.Reference {
    Chain.Reference(number: name.number, name: name.text, range: loop.range)
  }
  var wrapper = Chain.NodeContent(heading: heading("loop", &names), kind: .subProcess)
  (wrapper.next, wrapper.boundary, wrapper.targets) = (activity.next, activity.boundary, activity.targets)
  wrapper.flows = activity.flows
  var inner = activity
  (inner.boundary, inner.flows) = ([], [])
  var start = Chain.NodeContent(heading: heading("begin", &names), kind: .startEvent)
  let end = Chain.NodeContent(heading: heading("end", &names), kind: .endEvent)
  var nodes: [Chain.NodeContent] = []
  if loop.isStandard {
    inner.loops = []
    var test = Chain.NodeContent(heading: heading("test", &names), kind: .exclusiveGateway)
    test.flows = [
      Chain.Flow(to: reference(own), guardAttribute: loop.condition, range: loop.range),
      Chain.Flow(to: reference(end.heading.name), isOtherwise: true, range: loop.range),
    ]
    test.targets = test.flows.map(\.to)
    inner.next = reference(test.heading.name)
    start.next = loop.testsBefore ? inner.next : reference(own)
    nodes = [test]
  } else {
    inner.next = reference(end.heading.name)
    start.next = reference(own)
  }
  inner.targets = [inner.next].compactMap { $0 }
  start.targets = [start.next].compactMap { $0 }
  nodes += [start, inner, end]
  wrapper.body = Chain.Body(nodes: nodes.map { Chain.Node($0) }, counts: !loop.isStandard)
  return wrapper
}

/// What leads to a node leads to what was put before or around it.
func redirect(_ node: Chain.Node, _ wrapped: [NameNumber: Chain.Name]) -> Chain.Node {
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
