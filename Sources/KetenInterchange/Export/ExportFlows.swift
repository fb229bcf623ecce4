import KetenXML

/// The sequence flows of one scope.
struct FlowTable {
  struct Flow {
    let id: String
    let from: String
    let to: String
    let element: Markup
    let isDefault: Bool
  }

  private(set) var flows: [Flow] = []
  private var outgoing: [String: [Int]] = [:]
  private var incoming: [String: [Int]] = [:]

  mutating func add(_ flow: Flow) {
    outgoing[flow.from, default: []].append(flows.count)
    incoming[flow.to, default: []].append(flows.count)
    flows.append(flow)
  }

  /// The `incoming` and `outgoing` of a node, in that order.
  func ends(of node: String) -> [Markup] {
    (incoming[node] ?? []).map { .bpmn("incoming", text: flows[$0].id) }
      + (outgoing[node] ?? []).map { .bpmn("outgoing", text: flows[$0].id) }
  }

  /// The flow that is taken when no other is.
  func defaultFlow(of node: String) -> String? {
    (outgoing[node] ?? []).map { flows[$0] }.first { $0.isDefault }?.id
  }
}

extension BPMNExport {
  /// The flows that leave the nodes of a scope and the events on their borders, in order.
  mutating func flows(of body: Markup) -> FlowTable {
    var table = FlowTable()
    for node in body.children where nodeNames.contains(node.name.local) {
      addFlows(of: node, to: &table)
      for event in node.parts("boundaryEvent") where event["compensation"] != "true" { addFlows(of: event, to: &table) }
    }
    return table
  }

  private mutating func addFlows(of node: Markup, to table: inout FlowTable) {
    let from = node["id"] ?? ""
    for flow in node.parts("flow") {
      guard let to = flow["to"] else { continue }
      var element = sequenceFlow(from, to, name: flow["title"])
      addHead(of: flow, said: ["to", "title", "if", "otherwise"], to: &element)
      if let condition = flow["if"] { element.append(.expression("conditionExpression", condition)) }
      table.add(
        FlowTable.Flow(
          id: element["id"] ?? "", from: from, to: to, element: element,
          isDefault: flow.isTrue("otherwise")))
    }
    if let to = node["next"] {
      let element = sequenceFlow(from, to, name: nil)
      table.add(FlowTable.Flow(id: element["id"] ?? "", from: from, to: to, element: element, isDefault: false))
    }
  }

  private mutating func sequenceFlow(_ from: String, _ to: String, name: String?) -> Markup {
    .bpmn("sequenceFlow", ["id": names.fresh("flow-\(from)-\(to)"), "name": name, "sourceRef": from, "targetRef": to])
  }
}
