import KetenSource

// How often an activity is done (BPMN 2.0.2, sections 10.3.8 and 13.3.6).

extension ProcedureChecker {
  mutating func checkLoops(_ node: Chain.Node) {
    guard let loop = node.loops.first else { return }
    if let second = node.loops.dropFirst().first {
      report(.twoWaysOn, second.range, "\(describe(node)) is done several times in one way already")
    }
    if node.isTriggeredByEvent {
      report(.eventSubProcess, loop.range, "an event sub-process is done as often as its startEvent happens")
    }
    if gatewayBefore[node.heading.name.number] != nil {
      report(.eventGateway, loop.range, "behind an eventBasedGateway a receiveTask is done once")
    }
  }

  /// Where something else than a flow begins an activity, one token does.
  mutating func checkQuantities(_ node: Chain.Node) {
    guard node.startQuantity > 1 || node.completionQuantity > 1 else { return }
    if node.isTriggeredByEvent {
      report(.eventSubProcess, node.heading.range, "no flow leads to or from an event sub-process: it has no quantity")
    } else if handlers.contains(node.heading.name.number) {
      report(.compensation, node.heading.range, "\(describe(node)) undoes something: it has no quantity")
    } else if gatewayBefore[node.heading.name.number] != nil, node.startQuantity > 1 {
      report(.eventGateway, node.heading.range, "behind an eventBasedGateway one token begins \(describe(node))")
    }
  }
}
