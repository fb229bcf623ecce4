import FEEL
import KetenSource
import KetenXML

/// Checks the shape of procedures: what can be said without running anything (family K4).
///
/// Of a chain that is not whole, since the grammar refused a part, nothing is said about what is not there.
package func checkProcedures(_ chain: Chain, _ index: ChainIndex, isWhole: Bool) -> [Diagnostic] {
  var checker = ProcedureChecker(chain: chain, index: index, isWhole: isWhole)
  for number in index.bodies.indices { checker.checkBody(number) }
  checker.checkKeys()
  return checker.diagnostics
}

struct ProcedureChecker {
  let chain: Chain
  let index: ChainIndex
  let isWhole: Bool
  var diagnostics: [Diagnostic] = []
  private var messages: NameMap<Chain.Message>
  /// By node: how many flows of its body lead to it, and the event-based gateway among them.
  var waysIn: [NameNumber: Int] = [:]
  var gatewayBefore: [NameNumber: Chain.Node] = [:]
  /// The activities that undo something.
  var handlers: Set<NameNumber> = []
  /// The nodes of the bodies seen so far, by name.
  private var places: NameMap<Place>

  /// What is known of a node in the body where it stands.
  private struct Place {
    enum Visit { case open, done }
    var node: Chain.Node
    var body: Int
    var isReached = false
    /// Of a search for rings.
    var visit: Visit?
  }

  init(chain: Chain, index: ChainIndex, isWhole: Bool) {
    (self.chain, self.index, self.isWhole) = (chain, index, isWhole)
    messages = NameMap(chain.names)
    for message in chain.messages where messages[message.heading.name.number] == nil {
      messages[message.heading.name.number] = message
    }
    places = NameMap(chain.names)
  }

  mutating func checkBody(_ number: Int) {
    let entry = index.bodies[number]
    let starts = entry.body.nodes.filter { $0.kind == .startEvent }
    let adHoc = index.adHoc(number)
    let begins = entry.body.nodes.contains(where: \.instantiates)
    if starts.isEmpty, !begins, adHoc == nil, isWhole {
      report(.noStart, entry.owner.range, "\(entry.owner.element) \"\(entry.owner.name.text)\" has no startEvent")
    }
    for start in starts { checkStart(start, in: number) }
    if entry.parent != nil, let second = starts.dropFirst().first {
      report(.noStart, second.heading.range, "a \(entry.owner.element) has one startEvent")
    }
    countWaysIn(entry.body)
    if let adHoc { checkAdHoc(adHoc, entry.body) }
    for node in entry.body.nodes {
      checkNode(node, in: number)
      for event in node.boundary { checkBoundary(event, in: number) }
    }
    if !starts.isEmpty || begins || adHoc != nil, isWhole { checkReachability(entry, number) }
  }

  private mutating func checkNode(_ node: Chain.Node, in body: Int) {
    checkTargets(node, in: body)
    checkTimer(node)
    switch node.kind {
    case .endEvent: checkThrow(node)
    case .intermediateThrowEvent:
      checkThrow(node)
      if node.link == nil { checkWays(node) }
    case .subProcess where node.isTriggeredByEvent: checkEventSubProcess(node)
    case .exclusiveGateway, .inclusiveGateway: checkChoice(node)
    case .complexGateway: checkComplex(node)
    case .eventBasedGateway: checkEventGateway(node, in: body)
    case .parallelGateway:
      for flow in node.flows where flow.guardAttribute != nil || flow.isOtherwise {
        report(.guardedParallel, flow.range, "a parallelGateway takes all flows: a flow from it has no guard")
      }
      checkSplit(node)
      checkWayOn(node)
    default:
      let mayEnd = handlers.contains(node.heading.name.number) || index.adHoc(body) != nil && node.isActivity
      if !mayEnd || !node.targets.isEmpty { checkWays(node) }
    }
    checkPerformer(node)
    checkLoops(node)
    checkQuantities(node)
    if node.kind == .intermediateCatchEvent { checkCatch(node, in: body) }
  }

  mutating func checkWayOn(_ node: Chain.Node) {
    if node.next == nil, node.flows.isEmpty {
      guard isWhole else { return }
      report(.noWayOn, node.heading.range, "\(describe(node)) has no way on: give `next`, or lead to an endEvent")
    } else if node.next != nil, let flow = node.flows.first {
      report(.twoWaysOn, flow.range, "\(describe(node)) has `next` already: a flow beside it is a second way to say it")
    }
  }

  private mutating func checkPerformer(_ node: Chain.Node) {
    checkCarried(node)
    let isSilent = node.by.isEmpty && node.job == nil
    switch node.kind {
    case .userTask, .manualTask:
      if node.by.isEmpty, isWhole {
        report(.nobodyMayDoIt, node.heading.range, "\(describe(node)) has no `by`: nobody may do it")
      }
    case .businessRuleTask:
      if node.access.writes.isEmpty, isWhole {
        report(
          .silentWrite, node.heading.range, "\(describe(node)) writes nothing: name the items that take its outcome")
      }
      for item in node.access.writes where item.isOptional {
        report(.silentWrite, item.range, "a businessRuleTask always writes its items: leave out the `?`")
      }
    case .scriptTask:
      if node.access.writes.count > 1 || node.access.writes.isEmpty && isWhole {
        report(.silentWrite, node.heading.range, "\(describe(node)) writes one item: the value of its expression")
      } else if let item = node.access.writes.first, item.isOptional {
        report(.silentWrite, item.range, "a scriptTask always writes its item: leave out the `?`")
      }
    case .serviceTask, .sendTask, .startEvent:
      if !node.by.isEmpty, node.job != nil {
        report(.twoWaysOn, node.heading.range, "\(describe(node)) has `by` or `job`, not both")
      }
      let receives = !node.isThrower && node.withTriggers.contains { $0.message != nil }
      if isSilent, isWhole, !receives, let item = node.access.writes.first {
        report(
          .silentWrite, item.range,
          "\(describe(node)) happens by itself, so nobody supplies \"\(item.name)\": give `by`\(node.kind == .startEvent ? "" : " or `job`")"
        )
      }
    default: break
    }
  }

  /// What an event that waits for a message writes is what the message carries.
  mutating func checkCarried(_ node: Chain.Node) {
    let received = node.isThrower ? [] : node.withTriggers.compactMap(\.message)
    let declared = received.compactMap { messages[$0.number] }
    guard let message = received.first, declared.count == received.count else { return }
    let carried = declared.flatMap(\.carries)
    for item in node.access.writes where !carried.contains(where: { $0.number == item.number }) {
      report(
        .silentWrite, item.range, "message \"\(message.name)\" does not carry \"\(item.name)\": add it to `carries`")
    }
  }

  // MARK: Flow

  mutating func checkTargets(_ node: Chain.Node, in body: Int) {
    for target in node.targets {
      guard let entry = index[target.number] else { continue }
      let name = target.name
      if entry.body != body {
        let owner = index.bodies[body].owner
        report(
          .flowLeavesScope, target.range,
          "\"\(name)\" is not in \(owner.element) \"\(owner.name.text)\": flow stays in its scope, use a relation")
      } else if entry.node.kind == .startEvent {
        report(.flowLeavesScope, target.range, "flow cannot lead to a startEvent")
      } else if entry.host != nil {
        report(.flowLeavesScope, target.range, "flow cannot lead to a boundaryEvent")
      } else if entry.node.isTriggeredByEvent {
        report(.eventSubProcess, target.range, "no flow leads to an event sub-process: its startEvent begins it")
      }
    }
  }

  private mutating func checkReachability(_ entry: ChainIndex.BodyEntry, _ number: Int) {
    for node in entry.body.nodes where place(node.heading.name.number, in: number) == nil {
      places[node.heading.name.number] = Place(node: node, body: number)
    }
    // An event sub-process begins by itself, and a link is reached from its other end.
    var open = entry.body.nodes.filter { $0.kind == .startEvent || $0.isTriggeredByEvent || $0.instantiates }
    if index.adHoc(number) != nil {
      open += entry.body.nodes.filter { $0.isActivity && waysIn[$0.heading.name.number] == nil }
    }
    for start in open { places[start.heading.name.number]?.isReached = true }
    while let node = open.popLast() {
      reach(node.targets, in: number, &open)
      for event in node.boundary { reach(event.targets, in: number, &open) }
    }
    // A flow that leads to nothing may have been meant for any of them.
    let isConnected = entry.body.nodes.allSatisfy { node in
      leadsSomewhere(node) && node.boundary.allSatisfy { leadsSomewhere($0) }
    }
    for node in entry.body.nodes where isConnected && places[node.heading.name.number]?.isReached == false {
      report(.unreachableNode, node.heading.range, "no flow leads to \(describe(node))")
    }
    checkSilentLoops(entry, number)
  }

  private func leadsSomewhere(_ node: Chain.Node) -> Bool { node.targets.allSatisfy { index[$0.number] != nil } }

  private func place(_ name: NameNumber, in body: Int) -> Place? {
    guard let place = places[name], place.body == body else { return nil }
    return place
  }

  private mutating func reach(_ targets: [Chain.Reference], in body: Int, _ open: inout [Chain.Node]) {
    for target in targets {
      guard let place = place(target.number, in: body), !place.isReached else { continue }
      places[target.number]?.isReached = true
      open.append(place.node)
    }
  }

  /// A ring of nodes that nobody acts in and that change no data: a token in it would go round for ever in one moment.
  private mutating func checkSilentLoops(_ entry: ChainIndex.BodyEntry, _ number: Int) {
    for root in entry.body.nodes where isSilent(root) && places[root.heading.name.number]?.visit == nil {
      var stack = [(node: root, next: 0)]
      places[root.heading.name.number]?.visit = .open
      while let (node, next) = stack.last {
        guard next < node.targets.count else {
          places[node.heading.name.number]?.visit = .done
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let target = node.targets[next]
        guard let place = place(target.number, in: number), isSilent(place.node) else { continue }
        switch place.visit {
        case .done: continue
        case .open:
          report(
            .silentLoop, place.node.heading.range,
            "\(describe(place.node)) leads back to itself without anybody acting: a case would go round for ever")
          return
        case nil:
          places[target.number]?.visit = .open
          stack.append((place.node, 0))
        }
      }
    }
  }

  private func isSilent(_ node: Chain.Node) -> Bool {
    switch node.kind {
    case .exclusiveGateway, .parallelGateway, .inclusiveGateway: true
    case .serviceTask, .sendTask: node.by.isEmpty && node.job == nil
    case .intermediateThrowEvent: true
    case .intermediateCatchEvent: node.link != nil
    default: false
    }
  }

  mutating func report(
    _ code: DiagnosticCode, _ range: SourceRange, _ message: String, _ notes: [Diagnostic.Note] = []
  ) {
    diagnostics.append(Diagnostic(code, at: range, in: chain.file, message, notes: notes))
  }
}

// MARK: - Wording

func describe(_ node: Chain.Node) -> String { "\(node.heading.element) \"\(node.heading.name.text)\"" }
