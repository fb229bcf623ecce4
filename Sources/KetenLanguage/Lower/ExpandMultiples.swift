import KetenSource

/// Writes events that wait for several things as events that wait for one each: behind an event-based gateway for the
/// first of them, between parallel gateways for all, and side by side on a border (BPMN 2.0.2, section 10.5.4).
///
/// The event keeps its name, and happens when what it waits for has come; the names of what is added hold a full stop.
func expandMultiples(_ chain: Chain) -> (chain: Chain, hasSeveral: Bool) {
  guard chain.allNodes.contains(where: { $0.kind != .startEvent && $0.waitsFor > 1 }) else { return (chain, false) }
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
  private var before: [NameNumber: Chain.Name] = [:]

  init(names: NameTable) { self.names = names }

  mutating func expand(_ body: Chain.Body) -> Chain.Body {
    var body = body
    var nodes: [Chain.NodeContent] = []
    for node in body.nodes {
      var content = node.content
      content.body = content.body.map { expand($0) }
      var border: [Chain.Node] = []
      for event in content.boundary {
        guard event.waitsFor > 1 else {
          border.append(event)
          continue
        }
        border += singles(event.content).map { Chain.Node($0) }
        nodes.append(joint(event.content, .intermediateThrowEvent))
      }
      content.boundary = border
      nodes += content.kind == .intermediateCatchEvent && content.waitsFor > 1 ? caught(content) : [content]
    }
    body.nodes = nodes.map { redirect(Chain.Node($0), before) }
    return body
  }

  /// A gateway, an event for each thing, and what they lead to.
  private mutating func caught(_ event: Chain.NodeContent) -> [Chain.NodeContent] {
    let isParallel = event.isParallelMultiple
    let singles = singles(event)
    var gateway = Chain.NodeContent(
      heading: heading(event, isParallel ? "all" : "any"), kind: isParallel ? .parallelGateway : .eventBasedGateway)
    gateway.flows = singles.map { Chain.Flow(to: reference($0.heading.name), range: event.heading.range) }
    gateway.targets = gateway.flows.map(\.to)
    before[event.heading.name.number] = gateway.heading.name
    // What was led to the event before is led to the gateway; the single events lead to what has its name.
    var joint = joint(event, isParallel ? .parallelGateway : .intermediateThrowEvent)
    joint.heading.name = event.heading.name
    return [gateway] + singles + [joint]
  }

  private func joint(_ event: Chain.NodeContent, _ kind: Chain.NodeKind) -> Chain.NodeContent {
    var joint = Chain.NodeContent(heading: event.heading, kind: kind)
    (joint.next, joint.targets, joint.closes) = (event.next, event.targets, event.closes)
    return joint
  }

  /// The event once for each thing it waits for.
  private mutating func singles(_ event: Chain.NodeContent) -> [Chain.NodeContent] {
    var plain = event
    (plain.timer, plain.message, plain.signal, plain.condition) = (nil, nil, nil, nil)
    (plain.error, plain.escalation, plain.closes, plain.access) = (nil, nil, nil, Chain.Access())
    plain.next = Chain.Reference(
      number: .none, name: event.heading.name.text, range: event.next?.range ?? event.heading.range)
    plain.targets = [plain.next].compactMap { $0 }
    var result: [Chain.NodeContent] = []
    func add(_ part: String, _ change: (inout Chain.NodeContent) -> Void) {
      var single = plain
      single.heading = heading(event, part)
      change(&single)
      result.append(single)
    }
    if let timer = event.timer { add("timer") { $0.timer = timer } }
    if let message = event.message { add("message") { ($0.message, $0.access) = (message, event.access) } }
    if let signal = event.signal { add("signal") { $0.signal = signal } }
    if let condition = event.condition { add("condition") { $0.condition = condition } }
    if let error = event.error { add("error") { $0.error = error } }
    if let escalation = event.escalation { add("escalation") { $0.escalation = escalation } }
    return result
  }

  private mutating func heading(_ event: Chain.NodeContent, _ part: String) -> Chain.Heading {
    var heading = event.heading
    let text = "\(heading.name.text).\(part)"
    let number = names.number(adding: text)
    heading.name = Chain.Name(number: number, text: text, range: heading.name.range)
    return heading
  }

  private func reference(_ name: Chain.Name) -> Chain.Reference {
    Chain.Reference(number: name.number, name: name.text, range: name.range)
  }
}
