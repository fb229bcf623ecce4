import KetenSource

/// Writes what events say in one as events that say one thing each (BPMN 2.0.2, sections 10.5.4 and 13.5.2).
///
/// An event with several triggers that waits for the first becomes events side by side: behind an event-based gateway,
/// on a border, or at the head of a procedure. One that waits for all in a flow stands between parallel gateways; on a
/// border or at a head it stays, since nothing there says by a token that some have come (see `lowerParts`). One that
/// throws several things throws them one after another. A gateway that begins its procedure becomes start events.
///
/// The event keeps its name, and happens when what it waits for has come; the names of what is added hold a full stop.
func expandMultiples(_ chain: Chain) -> (chain: Chain, isChanged: Bool) {
  guard
    chain.allNodes.contains(where: { node in
      !node.triggers.isEmpty || node.instantiates
        || node.kind == .startEvent && node.flows.contains { $0.guardAttribute != nil }
    })
  else { return (chain, false) }
  var chain = chain
  var expander = MultipleExpander(names: chain.names)
  for number in chain.procedures.indices {
    chain.procedures[number].body = expander.expand(chain.procedures[number].body)
  }
  chain.names = expander.names
  return (chain, true)
}

private struct MultipleExpander {
  var names: NameTable
  /// What now stands where flow led to a node.
  private var before: [NameNumber: Chain.Name] = [:]

  init(names: NameTable) { self.names = names }

  mutating func expand(_ body: Chain.Body) -> Chain.Body {
    var body = body
    let begun = begin(body.nodes.map(\.content))
    let arms = Set(begun.filter { $0.kind == .eventBasedGateway }.flatMap(\.targets).map(\.number))
    var split: [NameNumber: [Chain.Name]] = [:]
    var nodes: [Chain.NodeContent] = []
    for node in begun {
      var content = node
      content.body = content.body.map { expand($0) }
      content.boundary = content.boundary.flatMap { event -> [Chain.Node] in
        guard !event.triggers.isEmpty, !event.isParallelMultiple else { return [event] }
        nodes.append(joint(event.content, .intermediateThrowEvent))
        return singles(event.content).map { Chain.Node($0) }
      }
      switch content.kind {
      case .intermediateCatchEvent where !content.triggers.isEmpty:
        if arms.contains(content.heading.name.number), !content.isParallelMultiple {
          let singles = singles(content)
          split[content.heading.name.number] = singles.map(\.heading.name)
          nodes += singles + [joint(content, .intermediateThrowEvent)]
        } else {
          nodes += caught(content)
        }
      case .startEvent: nodes += started(content)
      case .intermediateThrowEvent where !content.triggers.isEmpty: nodes += thrown(content)
      case .endEvent where !content.triggers.isEmpty: nodes += thrown(content)
      default: nodes.append(content)
      }
    }
    body.nodes = nodes.map { redirect(Chain.Node(lead($0, to: split)), before) }
    return body
  }

  /// A flow from an event-based gateway to an event with several triggers leads to each of them.
  private func lead(_ node: Chain.NodeContent, to split: [NameNumber: [Chain.Name]]) -> Chain.NodeContent {
    guard node.kind == .eventBasedGateway, !split.isEmpty else { return node }
    var node = node
    node.flows = node.flows.flatMap { flow -> [Chain.Flow] in
      guard let singles = split[flow.to.number] else { return [flow] }
      return singles.map { Chain.Flow(to: reference($0), range: flow.range, title: flow.title) }
    }
    node.targets = node.flows.map(\.to)
    return node
  }

  // MARK: Catching

  /// A gateway, an event for each trigger, and what they lead to.
  private mutating func caught(_ event: Chain.NodeContent) -> [Chain.NodeContent] {
    let isParallel = event.isParallelMultiple
    let singles = singles(event)
    var gateway = Chain.NodeContent(
      heading: heading(event, isParallel ? "all" : "any"), kind: isParallel ? .parallelGateway : .eventBasedGateway)
    gateway.flows = singles.map { Chain.Flow(to: reference($0.heading.name), range: $0.heading.range) }
    gateway.targets = gateway.flows.map(\.to)
    // What was led to the event before is led to the gateway; the single events lead to what has its name.
    before[event.heading.name.number] = gateway.heading.name
    return [gateway] + singles + [joint(event, isParallel ? .parallelGateway : .intermediateThrowEvent)]
  }

  /// What happens under the event's name once its triggers have come, and leads on.
  private func joint(_ event: Chain.NodeContent, _ kind: Chain.NodeKind) -> Chain.NodeContent {
    var joint = Chain.NodeContent(heading: event.heading, kind: kind)
    (joint.next, joint.flows, joint.targets) = (event.next, event.flows, event.targets)
    joint.closes = event.closes
    return joint
  }

  /// The event once for each trigger, leading to what has its name.
  private mutating func singles(_ event: Chain.NodeContent) -> [Chain.NodeContent] {
    event.triggers.enumerated().map { number, trigger in
      var single = trigger.content
      single.heading = heading(event, "\(number + 1)")
      single.heading.range = trigger.heading.range
      // Behind a gateway that begins its procedure what was caught begins it.
      single.kind = event.kind
      (single.guardAttribute, single.isInterrupting) = (event.guardAttribute, event.isInterrupting)
      single.access = event.access
      if single.message == nil { single.access.writes = [] }
      // A joint keeps the name of the event, which flow to the event must not reach before the triggers have come.
      single.next = Chain.Reference(number: .none, name: event.heading.name.text, range: event.heading.range)
      single.targets = [single.next].compactMap { $0 }
      return single
    }
  }

  // MARK: Beginning

  /// Each trigger begins by itself; what leads on from it by conditions does so inside.
  private mutating func started(_ event: Chain.NodeContent) -> [Chain.NodeContent] {
    if !event.triggers.isEmpty, !event.isParallelMultiple {
      return singles(event) + [joint(event, .intermediateThrowEvent)]
    }
    guard event.flows.contains(where: { $0.guardAttribute != nil }) else { return [event] }
    var ways = Chain.NodeContent(heading: heading(event, "ways"), kind: .inclusiveGateway)
    (ways.next, ways.flows, ways.targets) = (event.next, event.flows, event.targets)
    var start = event
    start.next = reference(ways.heading.name)
    (start.flows, start.targets) = ([], [start.next].compactMap { $0 })
    return [start, ways]
  }

  /// The events behind a gateway that begins its procedure are start events: the first alone begins it, and in a parallel
  /// one the others are waited for (section 10.6.6).
  private mutating func begin(_ nodes: [Chain.NodeContent]) -> [Chain.NodeContent] {
    let gateways = nodes.filter(\.instantiates)
    guard !gateways.isEmpty else { return nodes }
    var group: [NameNumber: Chain.NodeContent] = [:]
    for gateway in gateways {
      for target in gateway.targets { group[target.number] = gateway }
    }
    var result: [Chain.NodeContent] = []
    for node in nodes where !node.instantiates {
      guard let gateway = group[node.heading.name.number] else {
        result.append(node)
        continue
      }
      var start = node
      start.kind = .startEvent
      guard gateway.isParallelBeginning else {
        result.append(start)
        continue
      }
      start.heading = heading(node, "first")
      start.next = Chain.Reference(number: .none, name: node.heading.name.text, range: node.heading.range)
      start.flows = gateway.targets.filter { $0.number != node.heading.name.number }.map { other in
        Chain.Flow(to: reference(name(other.name, "later", at: other.range)), range: other.range)
      }
      start.targets = start.flows.map(\.to) + [start.next].compactMap { $0 }
      start.closes = nil
      var later = node
      later.heading = heading(node, "later")
      (later.flows, later.next, later.closes) = ([], start.next, nil)
      later.targets = [start.next].compactMap { $0 }
      result += [start, later, joint(node, .intermediateThrowEvent)]
    }
    return result
  }

  // MARK: Throwing

  /// One throw after another; the last has the name.
  private mutating func thrown(_ event: Chain.NodeContent) -> [Chain.NodeContent] {
    var result: [Chain.NodeContent] = []
    for (number, trigger) in event.triggers.enumerated() {
      var single = trigger.content
      single.heading = heading(event, "\(number + 1)")
      single.kind = .intermediateThrowEvent
      result.append(single)
    }
    for number in result.indices.dropLast() {
      result[number].next =
        number == result.count - 2
        ? Chain.Reference(number: .none, name: event.heading.name.text, range: event.heading.range)
        : reference(result[number + 1].heading.name)
      result[number].targets = [result[number].next].compactMap { $0 }
    }
    let last = result.count - 1
    (result[last].heading, result[last].kind, result[last].closes) = (event.heading, event.kind, event.closes)
    (result[last].next, result[last].flows, result[last].targets) = (event.next, event.flows, event.targets)
    before[event.heading.name.number] = result[0].heading.name
    return result
  }

  // MARK: Names

  private mutating func heading(_ event: Chain.NodeContent, _ part: String) -> Chain.Heading {
    var heading = event.heading
    heading.name = name(heading.name.text, part, at: heading.name.range)
    return heading
  }

  private mutating func name(_ event: String, _ part: String, at range: SourceRange) -> Chain.Name {
    let text = "\(event).\(part)"
    return Chain.Name(number: names.number(adding: text), text: text, range: range)
  }

  private func reference(_ name: Chain.Name) -> Chain.Reference {
    Chain.Reference(number: name.number, name: name.text, range: name.range)
  }
}
