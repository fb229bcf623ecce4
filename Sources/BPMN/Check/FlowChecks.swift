import KetenSource

extension DiagnosticCode {
  /// A sequence flow out of the process or sub-process in which it stands (BPMN 2.0.2 §7.6.1, §8.4.13).
  package static let bpmnFlowCrosses = DiagnosticCode("K722", "bpmn-flow-crosses")
  /// A node that lists other flows than those that lead to it and leave it (BPMN 2.0.2 §8.4.13, figure 8.35).
  package static let bpmnFlowListing = DiagnosticCode("K723", "bpmn-flow-listing")
  /// A default flow that does not leave the node which names it (BPMN 2.0.2 §8.4.13, §10.3, §10.6.2).
  package static let bpmnDefaultFlow = DiagnosticCode("K724", "bpmn-default-flow")
  /// A condition on a flow that may have none (BPMN 2.0.2 §8.4.13).
  package static let bpmnCondition = DiagnosticCode("K725", "bpmn-condition")
  /// A flow of an executable process that says it is not immediate (BPMN 2.0.2 §8.4.13, table 8.60).
  package static let bpmnImmediateFlow = DiagnosticCode("K726", "bpmn-immediate-flow")
  /// A node that nothing leads to, though the process has a start (BPMN 2.0.2 §10.5.2).
  package static let bpmnNoIncoming = DiagnosticCode("K736", "bpmn-no-incoming")
  /// A node that leads to nothing, though the process has an end (BPMN 2.0.2 §10.5.3).
  package static let bpmnNoOutgoing = DiagnosticCode("K737", "bpmn-no-outgoing")
  /// A process with a start event and no end event, or the other way round (BPMN 2.0.2 §10.5.2, §10.5.3).
  package static let bpmnStartWithoutEnd = DiagnosticCode("K738", "bpmn-start-without-end")

  package static let bpmnFlowCodes: [DiagnosticCode] = [
    bpmnFlowCrosses, bpmnFlowListing, bpmnDefaultFlow, bpmnCondition, bpmnImmediateFlow, bpmnNoIncoming,
    bpmnNoOutgoing, bpmnStartWithoutEnd,
  ]
}

extension ConstraintCheck {
  mutating func check(flow index: Int) {
    let flow = graph.flows[index]
    guard let element = model.element(flow.element) else { return }
    for (end, name) in [(flow.source, "sourceRef"), (flow.target, "targetRef")] {
      guard let end, graph.nodes[end].scope != flow.scope, let node = model.element(graph.nodes[end].element),
        let scope = model.element(graph.scopes[flow.scope].element)
      else { continue }
      report(
        .bpmnFlowCrosses, at: element.range(of: name), of: element,
        "\(node.called) is not in \(scope.called): a flow stays in its process or sub-process", notes: [node.note])
      break
    }
    if element.attribute("isImmediate") == "false", element.isExecutable {
      report(
        .bpmnImmediateFlow, at: element.range(of: "isImmediate"), of: element,
        "in an executable process every flow is immediate")
    }
    if flow.hasCondition, let source = flow.source { checkCondition(element, Node(graph.nodes[source], source, model)) }
  }

  private mutating func checkCondition(_ flow: BPMNElement, _ source: Node) {
    let place = flow.part("conditionExpression") ?? flow
    let isChoice = source.type.isA(anyOf: [.activity, .exclusiveGateway, .inclusiveGateway, .complexGateway])
    if !isChoice {
      if source.type.isA(.choreographyActivity) { return }
      report(
        .bpmnCondition, place,
        "a flow out of \(article(source.element.tag)) «\(source.element.tag)» has no condition")
    } else if source.type.isA(.activity), source.outgoing.count == 1 {
      report(
        .bpmnCondition, place,
        "the only flow out of \(source.element.called) has no condition: when it is false nothing is left to do")
    }
  }

  mutating func checkDefaultFlow(_ node: Node) {
    guard node.element.attribute("default") != nil, let flow = node.element.target("default"),
      flow.type == .sequenceFlow, !node.outgoing.contains(flow)
    else { return }
    report(
      .bpmnDefaultFlow, at: node.element.range(of: "default"), of: node.element,
      "\(flow.called) does not leave \(node.element.called)", notes: [flow.note])
  }

  // MARK: Listings

  /// The two ends of a flow and the lists of its nodes are one association, so that they must agree; a tool that lists
  /// none says nothing wrong.
  mutating func checkListings() {
    for file in model.files.indices {
      let elements = model.elements(of: file)
      let lists = elements.filter { $0.type == .reference && ($0.tag == "incoming" || $0.tag == "outgoing") }
      if lists.isEmpty { continue }
      for list in lists { check(listing: list) }
      for index in graph.flows.indices where graph.flows[index].element.file == file {
        guard let flow = model.element(graph.flows[index].element) else { continue }
        for (end, list) in [(graph.flows[index].source, "outgoing"), (graph.flows[index].target, "incoming")] {
          guard let end, let node = model.element(graph.nodes[end].element),
            !node.targets(list).contains(flow)
          else { continue }
          report(
            .bpmnFlowListing, node, "\(node.called) does not list \(flow.called) as «\(list)»", notes: [flow.note])
        }
      }
    }
  }

  private mutating func check(listing list: BPMNElement) {
    guard let node = list.parent, let flow = list.text.flatMap({ model.lookUp($0, from: list).element }),
      flow.type == .sequenceFlow
    else { return }
    let isIncoming = list.tag == "incoming"
    // A flow that leads nowhere is a finding by itself.
    guard let end = flow.target(isIncoming ? "targetRef" : "sourceRef"), end != node else { return }
    // Where the node may have no such flow at all, that is what is wrong.
    if node.type == .endEvent && !isIncoming { return report(.bpmnEndFlow, list, "an end event has no outgoing flow") }
    if node.type == .startEvent && isIncoming {
      return report(.bpmnStartFlow, list, "a start event has no incoming flow")
    }
    report(
      .bpmnFlowListing, list,
      "\(flow.called) does not \(isIncoming ? "lead to" : "leave") \(node.called)", notes: [flow.note])
  }

  // MARK: Starts and ends

  mutating func checkStartAndEnd(_ scope: BPMNElement, _ nodes: [Node]) {
    let starts = nodes.filter { $0.type == .startEvent }
    let ends = nodes.filter { $0.type == .endEvent }
    if scope.isEventSubProcess { return checkEventSubProcess(scope, starts, nodes) }
    if !starts.isEmpty, ends.isEmpty {
      report(.bpmnStartWithoutEnd, scope, "\(scope.called) has a start event and no end event")
    } else if starts.isEmpty, !ends.isEmpty, !nodes.contains(where: \.isInstantiating) {
      report(.bpmnStartWithoutEnd, scope, "\(scope.called) has an end event and no start event")
    }
  }

  mutating func checkConnected(_ nodes: [Node]) {
    let hasStart = nodes.contains { $0.type == .startEvent }
    let hasEnd = nodes.contains { $0.type == .endEvent }
    for node in nodes where !node.isForCompensation && !node.isEventSubProcess && !isHandler(node.element) {
      // Events have rules of their own on this.
      let isPlain = !node.type.isA(.event)
      if hasStart, isPlain, node.isUnreached, !node.isInstantiating {
        report(
          .bpmnNoIncoming, node.element,
          "nothing leads to \(node.element.called), though the flow begins at a start event")
      }
      if hasEnd, node.isDeadEnd, isPlain || node.type == .boundaryEvent,
        !node.element.isTriggered(by: .compensateEventDefinition)
      {
        report(
          .bpmnNoOutgoing, node.element, "\(node.element.called) leads to nothing, though the flow ends at an end event"
        )
      }
    }
  }
}
