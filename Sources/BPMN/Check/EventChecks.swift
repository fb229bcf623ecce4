import KetenSource

extension DiagnosticCode {
  /// A start event with an incoming flow, or without an outgoing one (BPMN 2.0.2 §10.5.2).
  package static let bpmnStartFlow = DiagnosticCode("K731", "bpmn-start-flow")
  /// An end event with an outgoing flow, or without an incoming one (BPMN 2.0.2 §10.5.3).
  package static let bpmnEndFlow = DiagnosticCode("K732", "bpmn-end-flow")
  /// A boundary event with an incoming flow (BPMN 2.0.2 §10.5.4).
  package static let bpmnBoundaryFlow = DiagnosticCode("K733", "bpmn-boundary-flow")
  /// An intermediate event in normal flow that is not both reached and left (BPMN 2.0.2 §10.5.4).
  package static let bpmnIntermediateFlow = DiagnosticCode("K734", "bpmn-intermediate-flow")
  /// A link event with a flow on the side of the link (BPMN 2.0.2 §10.5.5, Link).
  package static let bpmnLinkFlow = DiagnosticCode("K735", "bpmn-link-flow")
  /// A trigger or result that an event may not have at its place (BPMN 2.0.2 §10.5.2 to §10.5.4).
  package static let bpmnTrigger = DiagnosticCode("K740", "bpmn-trigger")
  /// A cancel event outside a transaction (BPMN 2.0.2 §10.5.5, Cancel).
  package static let bpmnCancelEvent = DiagnosticCode("K741", "bpmn-cancel-event")
  /// A reference to a definition that is part of another event (BPMN 2.0.2 §10.5.1).
  package static let bpmnEventDefinitionReference = DiagnosticCode("K742", "bpmn-event-definition-reference")
  /// A link event without its other half (BPMN 2.0.2 §10.5.5, Link).
  package static let bpmnLinkPair = DiagnosticCode("K743", "bpmn-link-pair")
  /// An event of an executable process that does not say what it waits for or gives (BPMN 2.0.2 §10.5.5).
  package static let bpmnEventIncomplete = DiagnosticCode("K744", "bpmn-event-incomplete")
  /// A message event of an executable process without an operation (BPMN 2.0.2 §10.5.5, table 10.98).
  ///
  /// A warning, since hardly any tool writes operations and processes run without.
  package static let bpmnNoOperation = DiagnosticCode("K745", "bpmn-no-operation", .warning)
  /// An error or escalation that is thrown without a code (BPMN 2.0.2 §8.4.3, §8.4.4).
  package static let bpmnMissingCode = DiagnosticCode("K775", "bpmn-missing-code")

  package static let bpmnEventCodes: [DiagnosticCode] = [
    bpmnStartFlow, bpmnEndFlow, bpmnBoundaryFlow, bpmnIntermediateFlow, bpmnLinkFlow, bpmnTrigger, bpmnCancelEvent,
    bpmnEventDefinitionReference, bpmnLinkPair, bpmnEventIncomplete, bpmnNoOperation, bpmnMissingCode,
  ]
}

extension ConstraintCheck {
  mutating func checkEvent(_ node: Node) {
    checkEventFlows(node)
    checkTriggers(node)
    let event = node.element
    checkHandler(event)
    checkCompensationTarget(event)
    checkEventData(event)
    for reference in event.parts("eventDefinitionRef") {
      guard let definition = reference.text.flatMap({ model.lookUp($0, from: reference).element }),
        definition.type.isA(.eventDefinition), let owner = definition.parent, owner.type != .definitions
      else { continue }
      report(
        .bpmnEventDefinitionReference, reference,
        "\(definition.called) is part of \(owner.called): a definition that is shared stands in «definitions»",
        notes: [definition.note])
    }
    guard event.isExecutable else { return }
    let isThrown = event.type.isA(.throwEvent)
    for definition in event.eventDefinitions { checkComplete(definition, isThrown: isThrown) }
  }

  // MARK: Flows

  private mutating func checkEventFlows(_ node: Node) {
    let event = node.element
    // In an ad-hoc sub-process a start or end is wrong by itself.
    let isAdHoc = graph.scopes[node.scope].type == .adHocSubProcess
    switch node.type {
    case .startEvent where isAdHoc, .endEvent where isAdHoc: break
    case .startEvent:
      for flow in node.incoming {
        report(.bpmnStartFlow, flow, "no flow may lead to a start event", notes: [event.note])
      }
      if node.isDeadEnd, !isListed(event, "outgoing") {
        report(.bpmnStartFlow, event, "no flow leaves the start event \(event.called)")
      }
    case .endEvent:
      for flow in node.outgoing { report(.bpmnEndFlow, flow, "no flow may leave an end event", notes: [event.note]) }
      if node.isUnreached, !isListed(event, "incoming") {
        report(.bpmnEndFlow, event, "no flow leads to the end event \(event.called)")
      }
    case .boundaryEvent:
      for flow in node.incoming {
        report(.bpmnBoundaryFlow, flow, "no flow may lead to a boundary event", notes: [event.note])
      }
      if event.isTriggered(by: .compensateEventDefinition) {
        for flow in node.outgoing {
          report(
            .bpmnCompensationFlow, flow,
            "compensation leaves a boundary event by an association, not by a flow", notes: [event.note])
        }
      }
    case .intermediateCatchEvent, .intermediateThrowEvent: checkIntermediate(node)
    default: break
    }
  }

  /// Whether an event lists a flow that is not its own, which is a finding by itself.
  private func isListed(_ event: BPMNElement, _ list: String) -> Bool { !event.parts(list).isEmpty }

  private mutating func checkIntermediate(_ node: Node) {
    let event = node.element
    let isLink = event.isTriggered(by: .linkEventDefinition)
    let isThrow = node.type == .intermediateThrowEvent
    if isLink {
      for flow in isThrow ? node.outgoing : node.incoming {
        report(
          .bpmnLinkFlow, flow,
          isThrow ? "no flow may leave a link that is a source" : "no flow may lead to a link that is a target",
          notes: [event.note])
      }
    }
    if node.isUnreached, !(isLink && !isThrow) {
      report(.bpmnIntermediateFlow, event, "no flow leads to the event \(event.called)")
    } else if node.isDeadEnd, !(isLink && isThrow) {
      report(.bpmnIntermediateFlow, event, "no flow leaves the event \(event.called)")
    }
  }

  // MARK: Triggers

  private mutating func checkTriggers(_ node: Node) {
    let event = node.element
    let definitions = event.eventDefinitions
    guard let place = EventPlace(event) else { return }
    if definitions.isEmpty {
      // A reference that leads nowhere, or a misspelt definition, is a finding by itself.
      if event.parts("eventDefinitionRef").isEmpty, !place.mayBeNone {
        report(.bpmnTrigger, event, "\(place.words) needs a trigger")
      }
      return
    }
    if place == .subProcessStart, let definition = definitions.first {
      report(
        .bpmnSubProcessStart, definition.parent == event ? definition : event,
        "the start event of a sub-process has no trigger: the flow to the sub-process begins it")
      return
    }
    for definition in definitions {
      let own = definition.parent == event ? definition : event
      if definition.type == .cancelEventDefinition, checkCancel(own, event) { continue }
      if !place.triggers.contains(definition.type) {
        report(.bpmnTrigger, own, "\(place.words) has no «\(definition.tag)»")
      }
    }
  }

  /// Reports a cancel event outside a transaction; true when it is one.
  private mutating func checkCancel(_ definition: BPMNElement, _ event: BPMNElement) -> Bool {
    switch event.type {
    case .endEvent:
      if event.parent?.type == .transaction { return false }
      report(.bpmnCancelEvent, definition, "a cancel end event stands directly in a «transaction»")
    case .boundaryEvent:
      guard let host = event.target("attachedToRef"), host.type != .transaction else { return false }
      report(.bpmnCancelEvent, definition, "a cancel event is attached to a «transaction»", notes: [host.note])
    default: return false
    }
    return true
  }

  // MARK: Definitions

  private mutating func checkComplete(_ definition: BPMNElement, isThrown: Bool) {
    func isMissing(_ name: String) -> Bool { definition.attribute(name) == nil && definition.part(name) == nil }
    switch definition.type {
    case .messageEventDefinition:
      if isMissing("messageRef") {
        report(.bpmnEventIncomplete, definition, "the event does not say which message: give it a «messageRef»")
      } else if isMissing("operationRef") {
        report(.bpmnNoOperation, definition, "the standard asks for an «operationRef» in an executable process")
      }
    case .timerEventDefinition:
      let times = definition.children(.formalExpression)
      if times.isEmpty, definition.extensions.isEmpty {
        report(
          .bpmnEventIncomplete, definition,
          "the timer does not say when: give it «timeDate», «timeDuration» or «timeCycle»")
      }
    case .signalEventDefinition:
      if isMissing("signalRef") {
        report(.bpmnEventIncomplete, definition, "the event does not say which signal: give it a «signalRef»")
      }
    case .errorEventDefinition: checkCode(definition, "errorRef", "errorCode", isThrown)
    case .escalationEventDefinition: checkCode(definition, "escalationRef", "escalationCode", isThrown)
    default: break
    }
  }

  /// What is thrown has a code, by which it is caught; what is caught may be any.
  private mutating func checkCode(
    _ definition: BPMNElement, _ reference: String, _ attribute: String, _ isThrown: Bool
  ) {
    guard isThrown else { return }
    guard definition.attribute(reference) != nil else {
      return report(.bpmnMissingCode, definition, "what is thrown has a code: give it an «\(reference)»")
    }
    guard let thrown = definition.target(reference), thrown.attribute(attribute)?.isEmpty ?? true else { return }
    report(
      .bpmnMissingCode, at: definition.range(of: reference), of: definition,
      "\(thrown.called) is thrown and has no «\(attribute)»", notes: [thrown.note])
  }

  // MARK: Links

  mutating func checkLinks(_ nodes: [Node]) {
    let links = nodes.flatMap { node in
      node.element.eventDefinitions.filter { $0.type == .linkEventDefinition }.map { (node, $0) }
    }
    let throwing = links.filter { $0.0.type == .intermediateThrowEvent }
    let catching = links.filter { $0.0.type == .intermediateCatchEvent }
    func name(_ link: (Node, BPMNElement)) -> String { link.1.name ?? "" }
    for link in throwing where !catching.contains(where: { isPair(link.1, $0.1) }) {
      report(
        .bpmnLinkPair, at: link.1.range(of: "name"), of: link.1,
        "no link of this process or sub-process is the target of «\(name(link))»")
    }
    for link in catching where !throwing.contains(where: { isPair($0.1, link.1) }) {
      report(
        .bpmnLinkPair, at: link.1.range(of: "name"), of: link.1,
        "no link of this process or sub-process is the source of «\(name(link))»")
    }
    for (index, link) in catching.enumerated() {
      guard let first = catching[..<index].first(where: { name($0) == name(link) }) else { continue }
      report(
        .bpmnLinkPair, at: link.1.range(of: "name"), of: link.1, "two targets are called «\(name(link))»",
        notes: [first.1.note])
    }
  }

  /// Two halves of a link belong together by their names, or where one names the other.
  private func isPair(_ source: BPMNElement, _ target: BPMNElement) -> Bool {
    source.name == target.name || source.targets("target").contains(target) || target.targets("source").contains(source)
  }
}
