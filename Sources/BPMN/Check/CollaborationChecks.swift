import KetenSource

extension DiagnosticCode {
  /// A message flow within one pool (BPMN 2.0.2 §7.6.2, §9.4).
  package static let bpmnMessageFlowPool = DiagnosticCode("K751", "bpmn-message-flow-pool")
  /// A message flow to an event that throws, or from one that catches, or to one without a message
  /// (BPMN 2.0.2 §7.6.2, §10.5.2 to §10.5.4).
  package static let bpmnMessageFlowEnd = DiagnosticCode("K752", "bpmn-message-flow-end")
  /// A participant that takes part less than never, or at most less than once (BPMN 2.0.2 §9.3.1, table 9.4).
  package static let bpmnMultiplicity = DiagnosticCode("K753", "bpmn-multiplicity")
  /// A global conversation that is made of conversations (BPMN 2.0.2 §9.5, Global Conversation).
  package static let bpmnGlobalConversation = DiagnosticCode("K754", "bpmn-global-conversation")
  /// A message flow that a closed choreography or collaboration does not have (BPMN 2.0.2 §9.1, table 9.1).
  package static let bpmnClosed = DiagnosticCode("K755", "bpmn-closed")
  /// A public process that says it can be run (BPMN 2.0.2 §10.2, table 10.1).
  package static let bpmnPublicExecutable = DiagnosticCode("K756", "bpmn-public-executable")
  /// A choreography activity with other participants than those who talk (BPMN 2.0.2 §11.4, §11.5).
  package static let bpmnChoreography = DiagnosticCode("K771", "bpmn-choreography")
  /// A node in two lanes of a set, or in a lane of another process (BPMN 2.0.2 §10.8).
  package static let bpmnLane = DiagnosticCode("K772", "bpmn-lane")

  package static let bpmnCollaborationCodes: [DiagnosticCode] = [
    bpmnMessageFlowPool, bpmnMessageFlowEnd, bpmnMultiplicity, bpmnGlobalConversation, bpmnClosed,
    bpmnPublicExecutable, bpmnChoreography, bpmnLane,
  ]
}

extension ConstraintCheck {
  mutating func checkProcess(_ process: BPMNElement) {
    if process.attribute("processType") == "Public", process.flag("isExecutable") {
      report(
        .bpmnPublicExecutable, at: process.range(of: "isExecutable"), of: process,
        "a public process shows what others see, and is not executable")
    }
    for node in process.children(.choreographyActivity) {
      report(.bpmnChoreography, node, "a process has no «\(node.tag)»: it stands in a choreography")
    }
  }

  mutating func checkMultiplicity(_ element: BPMNElement) {
    let minimum = element.number("minimum") ?? 0
    let maximum = element.number("maximum") ?? max(1, minimum)
    if minimum < 0 {
      report(.bpmnMultiplicity, at: element.range(of: "minimum"), of: element, "«minimum» is at least 0")
    } else if maximum < 1 || maximum < minimum {
      report(
        .bpmnMultiplicity, at: element.range(of: "maximum"), of: element,
        maximum < 1 ? "«maximum» is at least 1" : "«maximum» is at least «minimum»")
    }
  }

  // MARK: Message flows

  mutating func checkCollaboration(_ collaboration: BPMNElement) {
    if collaboration.type == .globalConversation {
      for node in collaboration.children(.conversationNode) {
        report(.bpmnGlobalConversation, node, "a global conversation holds no «\(node.tag)»")
      }
    }
    checkMessageFlows(of: collaboration)
    let associated = Set(
      collaboration.children(.messageFlowAssociation).compactMap { $0.target("outerMessageFlowRef") })
    guard let closed = collaboration.targets("choreographyRef").first(where: { $0.flag("isClosed") }) else { return }
    for flow in collaboration.children(.messageFlow) where !associated.contains(flow) {
      report(
        .bpmnClosed, flow, "\(closed.called) is closed, and does not have this message flow", notes: [closed.note])
    }
  }

  mutating func checkMessageFlows(of collaboration: BPMNElement) {
    for flow in collaboration.children(.messageFlow) {
      guard let source = flow.target("sourceRef"), let target = flow.target("targetRef") else { continue }
      if let pool = pool(of: source), pool == self.pool(of: target) {
        report(
          .bpmnMessageFlowPool, flow, "both ends of the message flow are in \(pool.called): it connects two pools")
      }
      checkSource(source, of: flow)
      checkTarget(target, of: flow)
    }
  }

  /// The participant that an element is or belongs to; its process when no participant has that.
  private func pool(of element: BPMNElement) -> BPMNElement? {
    if element.type == .participant { return element }
    guard let process = element.around(.process) else { return nil }
    return pools[process] ?? process
  }

  private mutating func checkSource(_ event: BPMNElement, of flow: BPMNElement) {
    guard event.type.isA(.event) else { return }
    let fault: String
    if event.type.isA(.catchEvent) {
      fault = "no message flow leaves «\(event.tag)», which waits"
    } else if event.isMessageOrMultiple {
      return
    } else {
      fault = "\(event.called) has no «messageEventDefinition», so that no message flow leaves it"
    }
    report(.bpmnMessageFlowEnd, at: flow.range(of: "sourceRef"), of: flow, fault, notes: [event.note])
  }

  private mutating func checkTarget(_ event: BPMNElement, of flow: BPMNElement) {
    guard event.type.isA(.event) else { return }
    let fault: String
    if event.type.isA(.throwEvent) {
      fault = "no message flow leads to «\(event.tag)», which does not wait"
    } else if event.isMessageOrMultiple {
      return
    } else {
      fault = "\(event.called) has no «messageEventDefinition», so that no message flow leads to it"
    }
    report(.bpmnMessageFlowEnd, at: flow.range(of: "targetRef"), of: flow, fault, notes: [event.note])
  }

  // MARK: Choreographies

  mutating func checkChoreographyActivity(_ node: Node) {
    let activity = node.element
    let participants = activity.targets("participantRef")
    if participants.count < 2, activity.parts("participantRef").count < 2 {
      report(.bpmnChoreography, activity, "\(activity.called) has two or more participants")
    } else if node.type == .choreographyTask, participants.count > 2 {
      report(.bpmnChoreography, activity.parts("participantRef")[2], "a choreography task has two participants")
    } else if let first = activity.target("initiatingParticipantRef"), !participants.isEmpty,
      !participants.contains(first)
    {
      report(
        .bpmnChoreography, at: activity.range(of: "initiatingParticipantRef"), of: activity,
        "\(first.called) begins \(activity.called), and takes no part in it", notes: [first.note])
    }
  }

  // MARK: Lanes

  mutating func checkLanes(_ set: BPMNElement) {
    let isNested = set.tag == "childLaneSet"
    var lanes: [BPMNElement: BPMNElement] = [:]
    let scope = set.around(.process)
    for lane in set.children(.lane) {
      for part in lane.parts("flowNodeRef") {
        guard let node = part.text.flatMap({ model.lookUp($0, from: part).element }), node.type.isA(.flowNode) else {
          continue
        }
        if let first = lanes[node], first != lane {
          report(
            .bpmnLane, part, "\(node.called) is in the lane \(first.called) already", notes: [first.note])
        } else if !isNested, node.around(.process) != scope {
          report(.bpmnLane, part, "\(node.called) is of another process", notes: [node.note])
        }
        lanes[node] = lane
      }
    }
  }
}

extension BPMNElement {
  /// Whether a message triggers an event, or one of several triggers may.
  fileprivate var isMessageOrMultiple: Bool {
    isTriggered(by: .messageEventDefinition) || eventDefinitions.count > 1
  }
}
