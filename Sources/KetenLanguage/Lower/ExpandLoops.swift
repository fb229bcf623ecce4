import FEEL
import KetenSource

/// Writes activities that are done several times as sub-processes around them: what stood on their border stands on that
/// of the sub-process, and what leads to them leads there (BPMN 2.0.2, section 13.3.6 and 13.3.7).
///
/// The activity keeps its name, so that it happens each time; the names of what is added hold a full stop.  An instance
/// that has data is a scope of its own: the activity's, when it has one, otherwise one around it.
func expandLoops(_ chain: Chain, _ expressions: ExpressionTable) -> (chain: Chain, hasLoops: Bool) {
  guard chain.allNodes.contains(where: { !$0.loops.isEmpty }) else { return (chain, false) }
  var chain = chain
  var expansion = LoopExpansion(expressions: expressions, names: chain.names)
  for number in chain.procedures.indices {
    chain.procedures[number].body = expansion.expand(chain.procedures[number].body)
  }
  chain.names = expansion.names
  return (chain, true)
}

private struct LoopExpansion {
  let expressions: ExpressionTable
  var names: NameTable
  /// What some expression reads of the instances of an activity.
  private let read: Set<String>

  init(expressions: ExpressionTable, names: NameTable) {
    (self.expressions, self.names) = (expressions, names)
    read = Set(expressions.usedReadings.compactMap { if case .item(let name) = $0 { name } else { nil } })
  }

  mutating func expand(_ body: Chain.Body) -> Chain.Body {
    var body = body
    var wrapped: [NameNumber: Chain.Name] = [:]
    var added: [Chain.Node] = []
    for (number, node) in body.nodes.enumerated() {
      var content = node.content
      content.body = content.body.map { expand($0) }
      guard let loop = content.loops.first else {
        body.nodes[number] = Chain.Node(content)
        continue
      }
      let wrapper = wrap(content, loop, copy: body.copy)
      wrapped[content.heading.name.number] = wrapper.heading.name
      let (around, ways) = splitBorder(wrapper, loop, &names)
      body.nodes[number] = Chain.Node(around)
      added += ways
    }
    body.nodes += added
    // Each instance may bring a token there.
    if !added.isEmpty { body.counts = true }
    return redirected(body, wrapped)
  }

  private mutating func wrap(
    _ activity: Chain.NodeContent, _ loop: Chain.Loop, copy: Int
  ) -> Chain.NodeContent {
    guard hasData(activity, loop) else {
      var content = LoopWrapper(activity, loop, &names).content
      content.body?.copy = copy
      return content
    }
    var activity = activity
    if let element = loop.element {
      activity.readElement(element.text, as: DataScopes.elementItem(activity.heading.name.text))
    }
    let instance = keeps(activity, loop)
    if activity.body == nil || activity.call != nil {
      activity = around(activity, loop, instance, copy: copy)
    } else {
      activity.body?.data += loop.data
      activity.body?.kept += instance
    }
    var content = LoopWrapper(activity, loop, &names).content
    content.body?.copy = copy
    content.body?.kept = keepsAround(loop.activity ?? activity.loops.first?.activity ?? activity.heading.name, loop)
    return content
  }

  private func hasData(_ activity: Chain.NodeContent, _ loop: Chain.Loop) -> Bool {
    let counter = DataScopes.counterItem(Copy.original(activity.heading.name.text))
    return !loop.isStandard
      && (loop.list != nil || loop.collect != nil || !loop.data.isEmpty || read.contains(counter))
  }

  /// What each instance keeps: its number, and its element.
  private func keeps(_ activity: Chain.NodeContent, _ loop: Chain.Loop) -> [Chain.Kept] {
    let name = activity.heading.name.text
    let element = loop.element.map { Chain.Kept(name: DataScopes.elementItem(name), title: $0.text) }
    let counter = Chain.Kept(name: DataScopes.counterItem(name), title: "loopCounter", type: .number)
    return [counter] + (element.map { [$0] } ?? [])
  }

  /// What is kept around all instances: the list, how many have begun, and what they gave.
  private func keepsAround(_ activity: Chain.Name, _ loop: Chain.Loop) -> [Chain.Kept] {
    let name = activity.text
    var result = [Chain.Kept(name: DataScopes.begunItem(name), type: .number)]
    if loop.list != nil { result.append(Chain.Kept(name: DataScopes.listItem(name))) }
    if let into = loop.into, loop.collect != nil {
      let type = expressions.itemTypes[Copy.original(into.name)] ?? .list(.any)
      result.append(Chain.Kept(name: DataScopes.collectedItem(name), title: into.name, type: type))
    }
    return result
  }

  /// A scope around one instance of an activity that has none.
  private mutating func around(
    _ activity: Chain.NodeContent, _ loop: Chain.Loop, _ instance: [Chain.Kept], copy: Int
  ) -> Chain.NodeContent {
    let parts = ["each", "each.begin", "each.end"].map { LoopWrapper.heading($0, of: activity, loop, &names) }
    var each = Chain.NodeContent(heading: parts[0], kind: .subProcess)
    (each.next, each.targets, each.flows) = (activity.next, activity.targets, activity.flows)
    (each.startQuantity, each.completionQuantity) = (activity.startQuantity, activity.completionQuantity)
    each.boundary = activity.boundary.filter { !$0.catchesCompensation }
    each.loops = activity.loops
    for number in each.loops.indices { each.loops[number].activity = activity.heading.name }
    var (begin, inner) = (
      Chain.NodeContent(heading: parts[1], kind: .startEvent), activity
    )
    let end = Chain.NodeContent(heading: parts[2], kind: .endEvent)
    inner.boundary = activity.boundary.filter(\.catchesCompensation)
    (inner.loops, inner.flows, inner.startQuantity, inner.completionQuantity) = ([], [], 1, 1)
    begin.leads(to: LoopWrapper.reference(activity.heading.name, loop))
    inner.leads(to: LoopWrapper.reference(end.heading.name, loop))
    each.body = Chain.Body(
      nodes: [begin, inner, end].map { Chain.Node($0) }, data: loop.data, kept: instance, copy: copy)
    return each
  }
}

extension Chain.NodeContent {
  /// Gives it one way on.
  fileprivate mutating func leads(to target: Chain.Reference) {
    (next, targets) = (target, [target])
  }

  /// What its events read by the name for an element of a list, is the element of an instance.
  fileprivate mutating func readElement(_ name: String, as item: String) {
    for number in access.reads.indices where access.reads[number].name == name {
      access.reads[number] = Chain.Reference(
        name: item, range: access.reads[number].range, isOptional: access.reads[number].isOptional)
    }
    let inside = { (node: Chain.Node) -> Chain.Node in
      var content = node.content
      content.readElement(name, as: item)
      return Chain.Node(content)
    }
    if body != nil { boundary = boundary.map(inside) }
    if let nodes = body?.nodes { body?.nodes = nodes.map(inside) }
  }
}

private func redirected(_ body: Chain.Body, _ wrapped: [NameNumber: Chain.Name]) -> Chain.Body {
  var body = body
  body.nodes = body.nodes.map { redirect($0, wrapped) }
  takeHandlers(&body, wrapped)
  return body
}

/// Of a boundary event that catches what the instances themselves throw: catching, which ends them when it interrupts, is
/// one event, and what then happens another, to which their throw leads without ending them (BPMN 2.0.2, section 13.3.7).
///
/// That other event keeps the name.
private func splitBorder(
  _ wrapper: Chain.NodeContent, _ loop: Chain.Loop, _ names: inout NameTable
) -> (wrapper: Chain.NodeContent, ways: [Chain.Node]) {
  var wrapper = wrapper
  var ways: [Chain.Node] = []
  for (number, event) in wrapper.boundary.enumerated() where loop.throws.contains(where: { catches(event, $0) }) {
    var way = Chain.NodeContent(heading: event.heading, kind: .intermediateThrowEvent)
    (way.next, way.flows, way.targets, way.closes) = (event.next, event.flows, event.targets, event.closes)
    ways.append(Chain.Node(way))
    var caught = event.content
    let own = event.heading.name
    caught.heading.name = added("\(own.text).caught", own.range, &names)
    caught.next = Chain.Reference(number: own.number, name: own.text, range: own.range)
    (caught.flows, caught.targets, caught.closes) = ([], [caught.next].compactMap { $0 }, nil)
    wrapper.boundary[number] = Chain.Node(caught)
  }
  return (wrapper, ways)
}

/// Whether an event catches what another throws.
func catches(_ event: Chain.Node, _ thrown: Chain.Node) -> Bool {
  func isSame(_ caught: Chain.Reference?, _ name: Chain.Reference?) -> Bool {
    guard let caught, let name else { return false }
    return caught.name == name.name || caught.name == "any"
  }
  return isSame(event.message, thrown.message) || isSame(event.signal, thrown.signal)
    || isSame(event.error, thrown.error) || isSame(event.escalation, thrown.escalation)
}

/// A name that is none of the chain's.
private func added(_ text: String, _ range: SourceRange, _ names: inout NameTable) -> Chain.Name {
  Chain.Name(number: names.number(adding: text), text: text, range: range)
}

/// What undoes an activity that is done several times undoes each time: it stands beside the activity, in the wrapper,
/// whose log has an entry for each (BPMN 2.0.2, section 13.5.5).
private func takeHandlers(_ body: inout Chain.Body, _ wrapped: [NameNumber: Chain.Name]) {
  let wrappers = Set(wrapped.values.map(\.number))
  var taken: Set<NameNumber> = []
  for (number, node) in body.nodes.enumerated() where wrappers.contains(node.heading.name.number) {
    body.nodes[number] = takingHandlers(node, from: body.nodes, wrapped, &taken)
  }
  body.nodes.removeAll { taken.contains($0.heading.name.number) }
}

/// The node with the handlers beside the activity in it that they undo; that may stand in a scope around each instance.
private func takingHandlers(
  _ node: Chain.Node, from nodes: [Chain.Node], _ wrapped: [NameNumber: Chain.Name], _ taken: inout Set<NameNumber>
) -> Chain.Node {
  guard var inner = node.body else { return node }
  var content = node.content
  if let place = inner.nodes.firstIndex(where: { !$0.boundary.isEmpty }) {
    var activity = inner.nodes[place].content
    activity.boundary = activity.boundary.map { redirect($0, wrapped) }
    inner.nodes[place] = Chain.Node(activity)
    let handlers = activity.boundary.compactMap { $0.next?.number }
    inner.nodes += nodes.filter { handlers.contains($0.heading.name.number) }
    taken.formUnion(handlers)
  } else if let place = inner.nodes.firstIndex(where: { $0.loops.first?.activity != nil }) {
    inner.nodes[place] = takingHandlers(inner.nodes[place], from: nodes, wrapped, &taken)
  }
  content.body = inner
  return Chain.Node(content)
}

/// The sub-process around an activity that is done several times.
private struct LoopWrapper {
  let content: Chain.NodeContent

  init(_ activity: Chain.NodeContent, _ loop: Chain.Loop, _ names: inout NameTable) {
    let own = activity.heading.name
    var wrapper = Chain.NodeContent(heading: Self.heading("loop", of: activity, loop, &names), kind: .subProcess)
    (wrapper.next, wrapper.flows, wrapper.targets) = (activity.next, activity.flows, activity.targets)
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

  static func heading(
    _ part: String, of activity: Chain.NodeContent, _ loop: Chain.Loop, _ names: inout NameTable
  ) -> Chain.Heading {
    let owner = activity.loops.first?.activity ?? activity.heading.name
    return Chain.Heading(
      name: added("\(owner.text).\(part)", loop.range, &names),
      element: loop.isStandard ? "standardLoop" : "multiInstance", title: activity.heading.title,
      basis: activity.heading.basis, range: loop.range)
  }

  static func reference(_ name: Chain.Name, _ loop: Chain.Loop) -> Chain.Reference {
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
