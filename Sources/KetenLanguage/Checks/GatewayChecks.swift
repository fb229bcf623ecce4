import KetenSource

// What gateways and the events behind them say (BPMN 2.0.2, sections 10.6 and 13.4).

extension ProcedureChecker {
  mutating func countWaysIn(_ body: Chain.Body) {
    for node in body.nodes {
      for source in [node] + node.boundary {
        for target in source.targets {
          waysIn[target.number, default: 0] += 1
          if source.catchesCompensation { handlers.insert(target.number) }
          if source.kind == .eventBasedGateway { gatewayBefore[target.number] = source }
        }
      }
    }
  }

  /// From an activity or an event all flows are taken whose condition holds, and those without one always (section
  /// 13.2.1).
  mutating func checkWays(_ node: Chain.Node) {
    guard !node.flows.isEmpty else { return checkWayOn(node) }
    let defaults = checkDefaults(node)
    checkSplit(node)
    let isGuarded = node.flows.contains { $0.guardAttribute != nil }
    if isGuarded, node.completionQuantity > 1 {
      report(
        .notSupported, node.heading.range,
        "a `completionQuantity` beside flows with guards is not supported yet: put a gateway behind the activity")
    }
    if !isGuarded, let flow = defaults.first {
      report(.unguardedFlow, flow.range, "no flow beside it has a guard, so `otherwise` says nothing here")
    }
    let isFree = node.next != nil || node.flows.contains { $0.guardAttribute == nil && !$0.isOtherwise }
    if isGuarded, defaults.isEmpty, !isFree, isWhole {
      report(.missingOtherwise, node.heading.range, missingOtherwise(node))
    }
  }

  /// Two ways that are always taken lead to different nodes.
  mutating func checkSplit(_ node: Chain.Node) {
    let free = node.flows.filter { $0.guardAttribute == nil && !$0.isOtherwise }
    for (number, flow) in free.enumerated()
    where free[..<number].contains(where: { $0.to.name == flow.to.name }) || node.next?.name == flow.to.name {
      report(
        .tokensMeet, flow.to.range,
        "two flows of \(describe(node)) lead to \"\(flow.to.name)\": their tokens meet there")
    }
  }

  /// A gateway that chooses by conditions: each flow has one, and one flow is left for when none holds.
  mutating func checkChoice(_ node: Chain.Node) {
    checkWayOn(node)
    let defaults = checkDefaults(node)
    guard isWhole else { return }
    guard node.flows.count > 1 else {
      if let flow = node.flows.first, flow.guardAttribute != nil {
        report(.missingOtherwise, node.heading.range, missingOtherwise(node))
      }
      return
    }
    for flow in node.flows where flow.guardAttribute == nil && !flow.isOtherwise {
      report(
        .unguardedFlow, flow.range, "a flow from an \(node.heading.element) has `if`, or `otherwise=\"true\"`")
    }
    if defaults.isEmpty { report(.missingOtherwise, node.heading.range, missingOtherwise(node)) }
  }

  private mutating func checkDefaults(_ node: Chain.Node) -> [Chain.Flow] {
    let defaults = node.flows.filter(\.isOtherwise)
    if let second = defaults.dropFirst().first {
      report(.missingOtherwise, second.range, "\(describe(node)) has two flows marked `otherwise`")
    }
    for flow in defaults where flow.guardAttribute != nil {
      report(.unguardedFlow, flow.range, "the flow marked `otherwise` has no guard")
    }
    return defaults
  }

  /// All flows of a complex gateway are taken whose condition holds, and those without one always.
  mutating func checkComplex(_ node: Chain.Node) {
    checkWayOn(node)
    let defaults = checkDefaults(node)
    guard isWhole, defaults.isEmpty, !node.flows.isEmpty, node.flows.allSatisfy({ $0.guardAttribute != nil })
    else { return }
    report(.missingOtherwise, node.heading.range, missingOtherwise(node))
  }

  /// An event-based gateway leads to events that wait, each reached by no other way.
  mutating func checkEventGateway(_ node: Chain.Node, in body: Int) {
    for flow in node.flows where flow.guardAttribute != nil || flow.isOtherwise {
      report(.eventGateway, flow.range, "a flow from an eventBasedGateway has no guard: the event decides")
    }
    checkBeginning(node, in: body)
    if isWhole, node.flows.count == 1 {
      report(.eventGateway, node.heading.range, "\(describe(node)) has one event to wait for: leave the gateway out")
    }
    for flow in node.flows {
      guard let entry = index[flow.to.number], entry.body == body, entry.host == nil else { continue }
      let target = entry.node
      guard target.kind == .intermediateCatchEvent || target.kind == .receiveTask else {
        report(
          .eventGateway, flow.to.range,
          "an eventBasedGateway leads to an intermediateCatchEvent or a receiveTask, not to \(describe(target))")
        continue
      }
      if waysIn[flow.to.number] ?? 0 > 1 {
        report(
          .eventGateway, flow.to.range, "another flow leads to \(describe(target)): only its gateway may")
      }
      if let border = target.boundary.first {
        report(
          .eventGateway, border.heading.range, "behind an eventBasedGateway a receiveTask has no boundaryEvent")
      }
      if target.isOptional {
        report(.eventGateway, target.heading.range, "behind an eventBasedGateway \(describe(target)) is not optional")
      }
    }
  }

  /// One that begins its procedure stands at its head (section 10.6.6).
  private mutating func checkBeginning(_ node: Chain.Node, in body: Int) {
    if node.isParallelBeginning, !node.instantiates {
      report(
        .eventGateway, node.heading.range,
        "\(describe(node)) waits for the first event: only one with `instantiate` is `Parallel`")
    }
    guard node.instantiates else { return }
    if index.bodies[body].parent != nil {
      report(
        .eventGateway, node.heading.range,
        "\(describe(node)) begins nothing: only a procedure begins by the events of a gateway")
    }
    if waysIn[node.heading.name.number] ?? 0 > 0 {
      report(.eventGateway, node.heading.range, "\(describe(node)) begins its procedure: no flow leads to it")
    }
    for flow in node.flows {
      guard let target = index[flow.to.number]?.node else { continue }
      if !target.by.isEmpty {
        report(.eventGateway, flow.to.range, "an act that begins a procedure is a startEvent, beside \(describe(node))")
      }
    }
  }
}

/// A gateway that begins a procedure is no event of its own: what happens is one of the events behind it.
func checkBeginnings(_ chain: Chain, _ expressions: ExpressionTable) -> [Diagnostic] {
  chain.allNodes.filter { $0.instantiates && expressions.referenced.contains($0.heading.name.number) }.map { node in
    Diagnostic(
      .eventGateway, at: node.heading.range, in: chain.file,
      "\(describe(node)) begins its procedure and is no event itself: refer to the events behind it")
  }
}

// MARK: - Wording

private func missingOtherwise(_ node: Chain.Node) -> String {
  "\(describe(node)) has no flow marked `otherwise`: when no guard holds, the case cannot go on"
}
