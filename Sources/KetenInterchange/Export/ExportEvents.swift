import KetenXML

// Events and what triggers them.

extension BPMNExport {
  /// The attributes that name a trigger.
  static let triggers: Set = [
    "message", "signal", "timer", "timerExpression", "condition", "error", "escalation", "compensation", "cancel",
    "link", "terminate",
  ]

  mutating func export(event: Markup, flows: FlowTable) -> Markup {
    let id = event["id"] ?? ""
    var element = Markup.bpmn(event.name.local, ["id": id, "name": event.called])
    if event.name.local == "startEvent", event["interrupting"] == "false" { element["isInterrupting"] = "false" }
    finish(event: event, flows.ends(of: id), &element)
    return element
  }

  mutating func export(boundary event: Markup, on host: String, flows: FlowTable) -> Markup {
    let id = event["id"] ?? ""
    drawing.add(boundary: id, label: event.called, on: host)
    var element = Markup.bpmn("boundaryEvent", ["id": id, "name": event.called, "attachedToRef": host])
    if event["interrupting"] == "false" { element["cancelActivity"] = "false" }
    finish(event: event, flows.ends(of: id), &element)
    return element
  }

  private mutating func finish(event: Markup, _ ends: [Markup], _ element: inout Markup) {
    let id = event["id"] ?? ""
    let isThrower = ["endEvent", "intermediateThrowEvent"].contains(event.name.local)
    element["parallelMultiple"] = event["parallelMultiple"]
    let said = Self.triggers.union(["interrupting", "next", "flow", "trigger", "parallelMultiple"])
    addHead(of: event, said: said, to: &element)
    element.append(contentsOf: ends)
    var definitions = eventDefinitions(of: event)
    for trigger in event.parts("trigger") { definitions += eventDefinitions(of: trigger) }
    if definitions.isEmpty, !isThrower, event["by"] != nil { definitions = [actDefinition(of: event)] }
    element.append(contentsOf: definitions)
    for message in [event["message"]] + event.parts("trigger").map({ $0["message"] }) {
      connect(message: message, with: id, isThrown: isThrower)
    }
  }

  /// What the attributes of an event or of one of its triggers wait for or throw.
  func eventDefinitions(of event: Markup) -> [Markup] {
    var result: [Markup] = []
    for kind in ["message", "signal"] {
      if let name = event[kind] { result.append(.bpmn("\(kind)EventDefinition", ["\(kind)Ref": name])) }
    }
    for kind in ["error", "escalation"] {
      guard let name = event[kind] else { continue }
      result.append(.bpmn("\(kind)EventDefinition", ["\(kind)Ref": name == "any" ? nil : name]))
    }
    result += timerDefinition(of: event).map { [$0] } ?? []
    if let condition = event["condition"] {
      var definition = Markup.bpmn("conditionalEventDefinition")
      definition.append(.expression("condition", condition))
      result.append(definition)
    }
    if let activity = event["compensation"], activity != "false" {
      let isNamed = activity != "all" && activity != "true"
      result.append(.bpmn("compensateEventDefinition", ["activityRef": isNamed ? activity : nil]))
    }
    if event.isTrue("cancel") { result.append(.bpmn("cancelEventDefinition")) }
    if let link = event["link"] { result.append(.bpmn("linkEventDefinition", ["name": link])) }
    if event.isTrue("terminate") { result.append(.bpmn("terminateEventDefinition")) }
    return result
  }

  /// A literal says by itself which of the three kinds of timers it is; a computed one is written as a duration.
  private func timerDefinition(of event: Markup) -> Markup? {
    var definition = Markup.bpmn("timerEventDefinition")
    if let literal = event["timer"] {
      let kind = literal.hasPrefix("R") ? "timeCycle" : literal.hasPrefix("P") ? "timeDuration" : "timeDate"
      definition.append(.expression(kind, literal))
    } else if let computed = event["timerExpression"] {
      definition.append(.expression("timeDuration", computed, language: BPMNNamespace.feel))
    } else {
      return nil
    }
    return definition
  }

  // MARK: Messages

  /// An act of a party is a message from it.
  private mutating func actDefinition(of event: Markup) -> Markup {
    let id = event["id"] ?? ""
    let messageID = names.fresh("act-\(id)")
    var message = Markup.bpmn("message", ["id": messageID, "name": event.called])
    var extensions = Markup.bpmn("extensionElements")
    extensions.append(.keten("act", ["event": id]))
    message.append(extensions)
    roots.append(message)
    for party in event.words("by") { connect(party: party, with: id, messageID, isThrown: false) }
    return .bpmn("messageEventDefinition", ["messageRef": messageID])
  }

  /// The message flows of an event or task, one for each party that may send the message or that it is for.
  mutating func connect(message: String?, with node: String, isThrown: Bool) {
    guard let message, let declared = messages[message] else { return }
    for party in declared.words(isThrown ? "to" : "from") {
      connect(party: party, with: node, message, isThrown: isThrown)
    }
  }

  /// A message flow connects two pools, so that there is none with the directing party, whose process it is.
  private mutating func connect(party: String, with node: String, _ message: String, isThrown: Bool) {
    guard party != director, parties.contains(where: { $0["id"] == party }) else { return }
    let id = names.fresh("message-\(isThrown ? node : party)-\(isThrown ? party : node)")
    messageFlows.append(
      .bpmn(
        "messageFlow",
        [
          "id": id, "sourceRef": isThrown ? node : party, "targetRef": isThrown ? party : node,
          "messageRef": message,
        ]))
    drawing.connect(isThrown ? node : party, isThrown ? party : node, as: .message, id: id)
  }

  /// The parties without a process of their own: clients first.
  mutating func addPartyPools() {
    let hasProcess = !processes.isEmpty
    let others = parties.filter { !($0["id"] == director && hasProcess) }
    let pools = others.map { party in
      var participant = Markup.bpmn("participant", ["id": party["id"], "name": party.called])
      var extensions = Markup.bpmn("extensionElements")
      extensions.append(.keten("participant", ["party": party["id"]]))
      participant.append(extensions)
      return participant
    }
    for party in others {
      drawing.add(.party, id: party["id"] ?? "", label: party.called, isAbove: party.name.local == "client")
    }
    participants = pools + participants
  }
}
