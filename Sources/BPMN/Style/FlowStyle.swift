import KetenSource

extension StyleCheck {
  mutating func checkFlows(of node: Node, isAdHoc: Bool) {
    checkConnections(node, isAdHoc: isAdHoc)
    checkConditions(node)
    checkDuplicates(node)
    guard !node.type.isA(.gateway) else { return }
    if node.incoming.count > 1 {
      report(
        .bpmnFakeJoin, node.element,
        "\(node.element.called) begins anew for each of \(node.incoming.count) flows: join them by a gateway",
        notes: node.incoming.map(\.note))
    }
    let free = node.outgoing.filter { !isConditional($0) && $0 != node.element.target("default") }
    if free.count > 1 {
      report(
        .bpmnImplicitSplit, node.element,
        "\(free.count) flows leave \(node.element.called) at once: split them by a gateway", notes: free.map(\.note))
    }
  }

  private func isConditional(_ flow: BPMNElement) -> Bool { flow.part("conditionExpression") != nil }

  private mutating func checkConnections(_ node: Node, isAdHoc: Bool) {
    let element = node.element
    // What an event, compensation or a person begins needs no flow to it.
    if isAdHoc || node.isForCompensation || node.isEventSubProcess || node.isInstantiating { return }
    let isLink = element.isTriggered(by: .linkEventDefinition)
    let isBoundary = node.type == .boundaryEvent
    let isCompensation = isBoundary && element.isTriggered(by: .compensateEventDefinition)
    if node.incoming.isEmpty, node.outgoing.isEmpty, !isBoundary, !isLink {
      report(.bpmnDisconnected, element, "no flow connects \(element.called) with anything")
    }
    if node.isUnreached, node.type != .startEvent, !isBoundary, !(isLink && node.type == .intermediateCatchEvent) {
      report(.bpmnImplicitStart, element, "\(element.called) begins by itself: lead to it from a start event")
    }
    if node.isDeadEnd, node.type != .endEvent, !isCompensation, !(isLink && node.type == .intermediateThrowEvent) {
      report(.bpmnImplicitEnd, element, "the flow ends at \(element.called): let an end event follow")
    }
  }

  private mutating func checkConditions(_ node: Node) {
    let isChoice = node.element.target("default") != nil || node.outgoing.contains { isConditional($0) }
    guard isChoice, node.outgoing.count > 1 else { return }
    for flow in node.outgoing where !isConditional(flow) && flow != node.element.target("default") {
      report(
        .bpmnMissingCondition, flow, "other flows out of \(node.element.called) have a condition, and this has none")
    }
  }

  private mutating func checkDuplicates(_ node: Node) {
    var first: [String: BPMNElement] = [:]
    for flow in node.outgoing {
      guard let target = flow.target("targetRef") else { continue }
      let key = "\(target.index) \(flow.part("conditionExpression")?.text ?? "")"
      if let other = first[key] {
        report(
          .bpmnDuplicateFlow, flow, "\(other.called) leads from \(node.element.called) to \(target.called) already",
          notes: [node.element.note, target.note])
      } else {
        first[key] = flow
      }
    }
  }

  // MARK: Nodes

  mutating func checkGateway(_ node: Node) {
    guard node.type.isA(.gateway) else { return }
    if node.incoming.count > 1, node.outgoing.count > 1 {
      report(
        .bpmnJoinAndSplit, node.element, "\(node.element.called) joins and splits at once: use one gateway for each")
    }
    if node.type == .complexGateway {
      report(.bpmnComplexGateway, node.element, "few readers know what a complex gateway does")
    } else if node.type == .inclusiveGateway {
      report(.bpmnInclusiveGateway, node.element, "it is hard to see what an inclusive gateway waits for")
    }
  }

  mutating func checkEvent(_ node: Node) {
    guard node.type.isA(.event) else { return }
    let definitions = node.element.eventDefinitions
    if definitions.count > 1 {
      report(
        .bpmnSeveralTriggers, node.element,
        "\(node.element.called) has \(definitions.count) triggers: use an event for each")
    }
    for definition in definitions where definition.type == .conditionalEventDefinition && node.element.isExecutable {
      guard let condition = definition.part("condition"), condition.text == nil else { continue }
      report(.bpmnEmptyCondition, condition, "the condition of \(node.element.called) is empty")
    }
  }

  // MARK: Scopes

  mutating func check(scope: BPMNElement, _ nodes: [Node]) {
    let starts = nodes.filter { $0.type == .startEvent }
    let blank = starts.filter { $0.element.eventDefinitions.isEmpty }
    if blank.count > 1 {
      report(
        .bpmnSeveralBlankStarts, scope, "\(scope.called) has \(blank.count) start events without a trigger",
        notes: blank.map(\.element.note))
    }
    checkTermination(nodes)
    // People decide what is done in an ad-hoc sub-process, and when it is done.
    if scope.type == .adHocSubProcess { return }
    if starts.isEmpty { report(.bpmnNoStartEvent, scope, "\(scope.called) has no start event") }
    if !nodes.contains(where: { $0.type == .endEvent }) {
      report(.bpmnNoEndEvent, scope, "\(scope.called) has no end event")
    }
  }

  private mutating func checkTermination(_ nodes: [Node]) {
    // Beside an event sub-process that does not interrupt something may be going on.
    let isWatched = nodes.contains { node in
      node.isEventSubProcess
        && node.element.children(.startEvent).contains { !$0.flag("isInterrupting", default: true) }
    }
    let ends = nodes.filter { $0.outgoing.isEmpty && !$0.isEventSubProcess && !$0.isForCompensation }
    guard !isWatched, ends.count == 1, let end = ends.first,
      end.element.isTriggered(by: .terminateEventDefinition)
    else { return }
    report(
      .bpmnSuperfluousTermination, end.element,
      "\(end.element.called) is the only end: by then there is nothing to terminate")
  }
}
