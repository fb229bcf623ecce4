import KetenXML

// The nodes of procedures. The order of what they hold is that of BPMN's schemas.

extension BPMNExport {
  /// What may stand in a flow.
  var nodeNames: Set<String> { Self.nodeNames }

  private static let nodeNames: Set = [
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "userTask", "manualTask",
    "serviceTask", "sendTask", "receiveTask", "scriptTask", "businessRuleTask", "callActivity", "subProcess",
    "transaction", "adHocSubProcess", "path", "exclusiveGateway", "parallelGateway", "inclusiveGateway",
    "eventBasedGateway", "complexGateway",
  ]

  func isActivity(_ node: Markup) -> Bool {
    let name = node.name.local
    return name.hasSuffix("Task") || name.hasSuffix("ubProcess") || ["callActivity", "transaction"].contains(name)
  }

  /// The content of a process or sub-process: lanes, nodes, data, flows, associations.
  mutating func export(body: Markup, in shape: Int, lanes: Lanes? = nil) -> [Markup] {
    var lanes = lanes
    let body = rewritten(body)
    let flows = flows(of: body)
    let handlers = Set(
      body.children.flatMap { $0.parts("boundaryEvent") }.filter { $0["compensation"] == "true" }
        .compactMap { $0["next"] })
    var elements: [Markup] = []
    var artifacts: [Markup] = []
    for node in body.children where nodeNames.contains(node.name.local) || node.name.local == "dataObject" {
      if node.name.local == "dataObject" {
        elements += export(dataObject: node, in: shape)
        continue
      }
      let id = node["id"] ?? ""
      let band = lanes?.band(of: laneParty(of: node)) ?? 0
      lanes?.lanes[band].nodes.append(id)
      elements.append(export(node: node, in: shape, band: band, flows: flows, isHandler: handlers.contains(id)))
      for event in node.parts("boundaryEvent") {
        lanes?.lanes[band].nodes.append(event["id"] ?? "")
        elements.append(export(boundary: event, on: id, flows: flows))
        guard event["compensation"] == "true", let handler = event["next"] else { continue }
        let association = names.fresh("association-\(event["id"] ?? "")")
        artifacts.append(
          .bpmn(
            "association",
            [
              "id": association, "associationDirection": "One", "sourceRef": event["id"], "targetRef": handler,
            ]))
        drawing.connect(event["id"] ?? "", handler, as: .association, id: association)
      }
    }
    for flow in flows.flows {
      elements.append(flow.element)
      drawing.connect(flow.from, flow.to, as: .flow, id: flow.id, label: flow.element["name"])
    }
    connectLinks(of: body)
    return [lanes?.markup].compactMap { $0 } + elements + artifacts
  }

  /// The two ends of a link stand in this order, though no line is drawn between them.
  private mutating func connectLinks(of body: Markup) {
    for source in body.parts("intermediateThrowEvent") {
      guard let link = source["link"], let from = source["id"] else { continue }
      for target in body.parts("intermediateCatchEvent") where target["link"] == link {
        drawing.connect(from, target["id"] ?? "", as: .order)
      }
    }
  }

  private mutating func export(dataObject: Markup, in shape: Int) -> [Markup] {
    let id = dataObject["id"] ?? ""
    var element = Markup.bpmn(
      "dataObject",
      ["id": id, "name": dataObject.called, "isCollection": dataObject.isTrue("list") ? "true" : nil])
    addHead(of: dataObject, said: ["list"], to: &element)
    let reference = names.fresh("\(id)-reference")
    drawing.add(.data, id: reference, label: dataObject.called, in: shape)
    return [
      element, .bpmn("dataObjectReference", ["id": reference, "name": dataObject.called, "dataObjectRef": id]),
    ]
  }

  private mutating func export(
    node: Markup, in shape: Int, band: Int, flows: FlowTable, isHandler: Bool
  ) -> Markup {
    let name = node.name.local
    if name == "path" { return adHoc(node, in: shape, band: band, flows: flows) }
    let id = node["id"] ?? ""
    if name.hasSuffix("Event") {
      drawing.add(.event, id: id, label: node.called, in: shape, band: band)
      return export(event: node, flows: flows)
    }
    if name.hasSuffix("Gateway") {
      drawing.add(.gateway, id: id, label: node["title"], in: shape, band: band)
      return export(gateway: node, flows: flows)
    }
    return export(activity: node, in: shape, band: band, flows: flows, isHandler: isHandler)
  }

  private func export(gateway: Markup, flows: FlowTable) -> Markup {
    let id = gateway["id"] ?? ""
    var element = Markup.bpmn(gateway.name.local, ["id": id, "name": gateway["title"]])
    element["default"] = flows.defaultFlow(of: id)
    for attribute in ["instantiate", "eventGatewayType"] { element[attribute] = gateway[attribute] }
    addHead(
      of: gateway, said: ["next", "flow", "activation", "instantiate", "eventGatewayType"], to: &element)
    element.append(contentsOf: flows.ends(of: id))
    if let condition = gateway["activation"] { element.append(.expression("activationCondition", condition)) }
    return element
  }

  // MARK: Activities

  private mutating func export(
    activity: Markup, in shape: Int, band: Int, flows: FlowTable, isHandler: Bool
  ) -> Markup {
    let id = activity["id"] ?? ""
    let name = activity.name.local
    let isScope = name.hasSuffix("ubProcess") || name == "transaction"
    let inner = drawing.add(
      isScope ? .subProcess : .task, id: id, label: activity.called, in: shape, band: band)
    var element = Markup.bpmn(name, ["id": id, "name": activity.called])
    element["default"] = flows.defaultFlow(of: id)
    if isHandler { element["isForCompensation"] = "true" }
    for attribute in [
      "startQuantity", "completionQuantity", "triggeredByEvent", "ordering", "cancelRemainingInstances",
    ] { element[attribute] = activity[attribute] }
    if name == "callActivity" { element["calledElement"] = activity["call"] }
    if name == "sendTask" || name == "receiveTask" {
      element["messageRef"] = activity["message"]
      connect(message: activity["message"], with: id, isThrown: name == "sendTask")
    }
    if name == "scriptTask" { element["scriptFormat"] = "text/feel" }
    var said: Set = [
      "by", "next", "flow", "boundaryEvent", "standardLoop", "multiInstance", "startQuantity", "completionQuantity",
      "triggeredByEvent", "ordering", "cancelRemainingInstances", "completionCondition",
    ]
    switch name {
    case "callActivity": said.insert("call")
    case "sendTask", "receiveTask": said.insert("message")
    case "scriptTask": said.insert("expression")
    default: if isScope { said.formUnion(scopeParts) }
    }
    // A person's task that is nobody's is done by itself; the lane it stands in must not say otherwise.
    let isNobodys = ["userTask", "manualTask"].contains(name) && activity["by"] == nil
    let marker = Markup.Attribute(Markup.Name(namespace: "", local: "automatic"), "true")
    addHead(of: activity, said: said, extra: isNobodys ? [marker] : [], to: &element)
    element.append(contentsOf: flows.ends(of: id))
    element.append(contentsOf: performers(of: activity))
    for loop in activity.parts("standardLoop", "multiInstance") { element.append(export(loop: loop, of: id)) }
    if isScope { element.append(contentsOf: export(body: activity, in: inner)) }
    if name == "adHocSubProcess", let condition = activity["completionCondition"] {
      element.append(.expression("completionCondition", condition))
    }
    if let script = activity["expression"], name == "scriptTask" { element.append(.bpmn("script", text: script)) }
    return element
  }

  private mutating func export(loop: Markup, of activity: String) -> Markup {
    let id = names.fresh("loop-\(activity)")
    if loop.name.local == "standardLoop" {
      var element = Markup.bpmn("standardLoopCharacteristics", ["id": id])
      for attribute in ["testBefore", "loopMaximum"] { element[attribute] = loop[attribute] }
      addHead(of: loop, said: ["testBefore", "loopMaximum", "loopCondition"], to: &element)
      if let condition = loop["loopCondition"] { element.append(.expression("loopCondition", condition)) }
      return element
    }
    var element = Markup.bpmn("multiInstanceLoopCharacteristics", ["id": id])
    for attribute in ["isSequential", "behavior"] { element[attribute] = loop[attribute] }
    let throwing = loop.parts("throw")
    switch loop["behavior"] {
    case "None": element["noneBehaviorEventRef"] = throwing.first.flatMap { sharedDefinition(of: $0) }
    case "One": element["oneBehaviorEventRef"] = throwing.first.flatMap { sharedDefinition(of: $0) }
    default: break
    }
    addHead(
      of: loop, said: ["isSequential", "behavior", "loopCardinality", "completionCondition"], to: &element)
    // BPMN names a collection by a data input; a list that is computed has a length all the same.
    let count = loop["loopCardinality"] ?? loop["in"].map { "count(\($0))" }
    if let count { element.append(.expression("loopCardinality", count)) }
    if loop["behavior"] == "Complex" {
      for thrown in throwing {
        var definition = Markup.bpmn("complexBehaviorDefinition")
        definition.append(.expression("condition", thrown["if"] ?? "true"))
        var event = Markup.bpmn("event", ["id": names.fresh("throw-\(activity)")])
        event.append(contentsOf: eventDefinitions(of: thrown))
        definition.append(event)
        element.append(definition)
      }
    }
    if let condition = loop["completionCondition"] { element.append(.expression("completionCondition", condition)) }
    return element
  }

  /// What an instance throws, as an event definition of the file's own.
  private mutating func sharedDefinition(of thrown: Markup) -> String? {
    guard var definition = eventDefinitions(of: thrown).first else { return nil }
    let id = names.fresh("thrown-\(roots.count)")
    definition["id"] = id
    roots.append(definition)
    return id
  }
}
