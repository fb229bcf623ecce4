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
    if node.isOptional { report(.notSupported, loop.range, loopOf("an optional activity")) }
    if node.boundary.contains(where: \.catchesCompensation) {
      report(.notSupported, loop.range, loopOf("an activity that something undoes"))
    }
    if handlers.contains(node.heading.name.number) {
      report(.notSupported, loop.range, loopOf("what undoes an activity"))
    }
    if gatewayBefore[node.heading.name.number] != nil {
      report(.eventGateway, loop.range, "behind an eventBasedGateway a receiveTask is done once")
    }
  }
}

// MARK: - Wording

private func loopOf(_ what: String) -> String { "doing \(what) several times is not supported yet" }
