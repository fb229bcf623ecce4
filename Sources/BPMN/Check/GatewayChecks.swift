import KetenSource

extension DiagnosticCode {
  /// A gateway with other flows than its direction says (BPMN 2.0.2 §8.4.9, table 8.46).
  package static let bpmnGatewayDirection = DiagnosticCode("K727", "bpmn-gateway-direction")
  /// A gateway that neither joins nor splits the flow (BPMN 2.0.2 §10.6.1).
  package static let bpmnIdleGateway = DiagnosticCode("K728", "bpmn-idle-gateway")
  /// An event-based gateway whose flows lead to what it may not wait for (BPMN 2.0.2 §10.6.6).
  package static let bpmnEventGateway = DiagnosticCode("K746", "bpmn-event-gateway")
  /// An event-based gateway that begins a process, and is entered; or one that waits for all and does not begin one
  /// (BPMN 2.0.2 §10.6.6, table 10.121).
  package static let bpmnEventGatewayStart = DiagnosticCode("K747", "bpmn-event-gateway-start")

  package static let bpmnGatewayCodes: [DiagnosticCode] = [
    bpmnGatewayDirection, bpmnIdleGateway, bpmnEventGateway, bpmnEventGatewayStart,
  ]
}

extension ConstraintCheck {
  mutating func checkGateway(_ node: Node) {
    let (ins, outs) = (node.incoming.count, node.outgoing.count)
    let gateway = node.element
    let fault: String? =
      switch gateway.attribute("gatewayDirection") {
      case "Converging" where outs > 1: "a converging gateway has one outgoing flow, but this has \(outs)"
      case "Converging" where ins < 2: "a converging gateway has several incoming flows"
      case "Diverging" where ins > 1: "a diverging gateway has one incoming flow, but this has \(ins)"
      case "Diverging" where outs < 2: "a diverging gateway has several outgoing flows"
      case "Mixed" where ins < 2 || outs < 2: "a mixed gateway has several incoming and several outgoing flows"
      default: nil
      }
    if let fault {
      report(.bpmnGatewayDirection, at: gateway.range(of: "gatewayDirection"), of: gateway, fault)
    } else if ins < 2, outs < 2, node.type != .eventBasedGateway {
      report(.bpmnIdleGateway, gateway, "\(gateway.called) neither joins several flows nor splits into several")
    }
    if node.type == .eventBasedGateway { checkEventGateway(node) }
  }

  private mutating func checkEventGateway(_ node: Node) {
    let gateway = node.element
    if gateway.flag("instantiate"), let flow = node.incoming.first {
      report(
        .bpmnEventGatewayStart, at: gateway.range(of: "instantiate"), of: gateway,
        "\(gateway.called) begins a process, so that no flow may lead to it", notes: [flow.note])
    }
    if gateway.attribute("eventGatewayType") == "Parallel", !gateway.flag("instantiate") {
      report(
        .bpmnEventGatewayStart, at: gateway.range(of: "eventGatewayType"), of: gateway,
        "only an event-based gateway that begins a process may wait for all events")
    }
    if node.outgoing.count < 2, gateway.attribute("gatewayDirection") != "Diverging" {
      report(.bpmnEventGateway, gateway, "an event-based gateway has two or more outgoing flows")
    }
    let targets = node.outgoing.compactMap { flow in
      flow.target("targetRef").flatMap { graph.node(of: $0) }.map { (flow, Node(graph.nodes[$0], $0, model)) }
    }
    let waitsForMessages = targets.contains { $0.1.element.isTriggered(by: .messageEventDefinition) }
    for (flow, target) in targets {
      if let fault = fault(ofTarget: target, waitsForMessages: waitsForMessages) {
        report(
          .bpmnEventGateway, at: flow.range(of: "targetRef"), of: flow, fault, notes: [target.element.note])
      }
    }
  }

  /// What is wrong with what an event-based gateway waits for; nil for nothing.
  private func fault(ofTarget target: Node, waitsForMessages: Bool) -> String? {
    let allowed: Set<ElementType> = [
      .messageEventDefinition, .timerEventDefinition, .signalEventDefinition, .conditionalEventDefinition,
    ]
    switch target.type {
    case .receiveTask:
      if waitsForMessages { return "an event-based gateway waits by message events or by receive tasks, not by both" }
      let isWatched = graph.scopes[target.scope].nodes.contains { index in
        graph.nodes[index].type == .boundaryEvent
          && model.element(graph.nodes[index].element)?.target("attachedToRef") == target.element
      }
      if isWatched { return "a receive task after an event-based gateway has no boundary events" }
    case .intermediateCatchEvent:
      let definitions = target.element.eventDefinitions
      if definitions.isEmpty || !definitions.allSatisfy({ allowed.contains($0.type) }) {
        // A catch event without a trigger is a fault by itself.
        return definitions.isEmpty ? nil : "an event-based gateway waits for messages, timers, signals and conditions"
      }
    default:
      return "an event-based gateway leads to catch events and receive tasks, not to "
        + "\(article(target.element.tag)) «\(target.element.tag)»"
    }
    if target.incoming.count > 1 {
      return "\(target.element.called) is waited for by an event-based gateway: no other flow may lead to it"
    }
    return nil
  }
}
