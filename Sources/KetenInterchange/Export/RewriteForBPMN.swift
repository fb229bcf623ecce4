import KetenXML

// What a chain may say and BPMN has a rule against is written in another word; `was` keeps the chain's own.

extension BPMNExport {
  /// A scope in which every node is one that BPMN allows there.
  mutating func rewritten(_ body: Markup) -> Markup {
    let body = withGatewaysBehindEvents(body)
    let tasks = receiveTasksAmongEvents(in: body)
    let arrivals = arrivals(in: body)
    var result = body
    result.children = body.children.map { node in
      let id = node["id"] ?? ""
      if tasks.contains(id) { return rewritten(node, as: "intermediateCatchEvent") }
      if isIdle(node), arrivals[id] == 1 { return rewritten(node, as: "intermediateThrowEvent") }
      return node
    }
    return result
  }

  private func rewritten(_ node: Markup, as name: String) -> Markup {
    var result = node
    result.name.local = name
    result["was"] = node.name.local
    return result
  }

  /// No flow out of an event has a condition (BPMN 2.0.2, section 8.4.13): an inclusive gateway behind it chooses.
  private mutating func withGatewaysBehindEvents(_ body: Markup) -> Markup {
    var result = body
    result.children = []
    for node in body.children {
      var node = node
      var gateways: [Markup] = []
      node.children = node.children.map { child in
        guard child.name.local == "boundaryEvent", let split = splitOff(child) else { return child }
        gateways.append(split.gateway)
        return split.event
      }
      if node.name.local.hasSuffix("Event"), let split = splitOff(node) {
        gateways.append(split.gateway)
        node = split.event
      }
      result.append(contentsOf: [node] + gateways)
    }
    return result
  }

  private mutating func splitOff(_ event: Markup) -> (event: Markup, gateway: Markup)? {
    let flows = event.parts("flow")
    guard flows.contains(where: { $0["if"] != nil || $0["otherwise"] != nil }), let id = event["id"] else { return nil }
    let name = names.fresh("\(id)-flows")
    var gateway = Markup("inclusiveGateway", namespace: BPMNNamespace.chain, ["id": name, "splits": id])
    gateway.children = flows
    var event = event
    event.children.removeAll { $0.name.local == "flow" }
    event["next"] = name
    return (event, gateway)
  }

  /// An event-based gateway waits by message events or by receive tasks, not by both (BPMN 2.0.2, section 10.6.6): where a
  /// chain has both, the tasks are events.
  private func receiveTasksAmongEvents(in body: Markup) -> Set<String> {
    var result: Set<String> = []
    for gateway in body.parts("eventBasedGateway") {
      let targets = gateway.parts("flow").compactMap { $0["to"] }
      let waiting = body.children.filter { $0["id"].map(targets.contains) ?? false }
      guard waiting.contains(where: { $0.name.local == "intermediateCatchEvent" && catchesMessage($0) }) else {
        continue
      }
      let tasks = waiting.filter { task in
        task.name.local == "receiveTask" && task["startQuantity"] == nil && task["completionQuantity"] == nil
          && task.parts("boundaryEvent", "standardLoop", "multiInstance").isEmpty
      }
      result.formUnion(tasks.compactMap { $0["id"] })
    }
    return result
  }

  private func catchesMessage(_ event: Markup) -> Bool {
    event["message"] != nil || Self.triggers.allSatisfy { event[$0] == nil }
      || event.parts("trigger").contains { $0["message"] != nil }
  }

  /// How many flows lead to each node.
  private func arrivals(in body: Markup) -> [String: Int] {
    var result: [String: Int] = [:]
    for node in body.children.flatMap({ [$0] + $0.parts("boundaryEvent") }) {
      for target in [node["next"]] + node.parts("flow").map({ $0["to"] }) {
        if let target { result[target, default: 0] += 1 }
      }
    }
    return result
  }

  /// A gateway joins or splits (BPMN 2.0.2, section 10.6.1): one that does neither is an event in which nothing happens.
  private func isIdle(_ node: Markup) -> Bool {
    ["exclusiveGateway", "parallelGateway", "inclusiveGateway"].contains(node.name.local) && node["next"] != nil
      && node.parts("flow").isEmpty
  }
}
