import BPMN
import KetenLanguage
import KetenSource
import KetenXML

/// An attribute of the chain that says what an event waits for or throws.
private typealias Trigger = (name: String, value: MappedText)

extension Translation {
  /// An event of the chain.
  func event(_ index: Int, _ element: BPMNElement) -> ImportedNode? {
    if let reason = uselessness(of: index, element) {
      report(.importLeftOut, element, reason)
      for flow in graph.nodes[index].outgoing.compactMap({ model.element(graph.flows[$0].element) }) {
        report(.importLeftOut, flow, "the flow comes from \(element.called), which is not brought into the chain")
      }
      return nil
    }
    let isParallel = flag(element, "parallelMultiple")
    for part in element.parts("eventDefinitionRef") { take(part) }
    let definitions = element.eventDefinitions
    for definition in definitions {
      take(definition)
      ledger.take(definition.place)
    }
    var result = newNode(element.tag, element)
    switch element.type {
    case .startEvent:
      setStart(index, element, definitions, &result)
    case .boundaryEvent:
      _ = target(element, "attachedToRef")
      setTriggers(catching: definitions, index, element, &result)
      if !flag(element, "cancelActivity", default: true),
        !definitions.contains(where: { $0.type == .compensateEventDefinition })
      {
        result.element.set(
          "interrupting", "false", from: Place(element.range(of: "cancelActivity"), in: element.source))
      }
    case .intermediateCatchEvent: setTriggers(catching: definitions, index, element, &result)
    default: setTriggers(thrown: definitions, element, &result)
    }
    if isParallel, definitions.count > 1 { result.element.set("parallelMultiple", "true") }
    takeEventData(index, element, &result)
    if element.type == .endEvent { return result }
    if definitions.contains(where: { $0.type == .linkEventDefinition }), element.type.isA(.throwEvent) { return result }
    if let handler = handler(of: element) {
      result.element.set("next", MappedText(name(handler), for: place(handler)))
      return result
    }
    setWays(index, element, .conditional, &result.element)
    return result
  }

  /// Why an event can never happen, or does nothing when it does; nil for one that can and does.
  private func uselessness(of index: Int, _ element: BPMNElement) -> String? {
    let definitions = element.eventDefinitions
    if element.type == .boundaryEvent, definitions.contains(where: { $0.type == .compensateEventDefinition }),
      handler(of: element) == nil, graph.nodes[index].outgoing.isEmpty
    {
      return "\(element.called) undoes nothing: no association leads to an activity that does"
    }
    guard element.type == .intermediateCatchEvent, graph.nodes[index].incoming.isEmpty,
      let link = definitions.first(where: { $0.type == .linkEventDefinition })
    else { return nil }
    let name = linkKey(link, element)
    let isReached = model.elements(of: element.file).contains { other in
      other.type == .intermediateThrowEvent && other.parent == element.parent
        && other.eventDefinitions.contains { $0.type == .linkEventDefinition && linkKey($0, other) == name }
    }
    return isReached ? nil : "no link leads to \(element.called)"
  }

  private func setStart(
    _ index: Int, _ element: BPMNElement, _ definitions: [BPMNElement], _ result: inout ImportedNode
  ) {
    if !definitions.isEmpty { setTriggers(catching: definitions, index, element, &result) }
    let isInEvent = element.parent?.isEventSubProcess ?? false
    if !flag(element, "isInterrupting", default: true), isInEvent {
      result.element.set("interrupting", "false", from: Place(element.range(of: "isInterrupting"), in: element.source))
    }
    if definitions.isEmpty, isInEvent {
      result.element.set("message", messageCaught(by: element, nil))
      noteNoTrigger(element)
    }
    if definitions.isEmpty, !isInEvent, messages.incoming[element] != nil {
      result.element.set("message", messageCaught(by: element, nil))
    }
    let fields = formFields(index, element, &result)
    let initiator = extensionText(element, "initiator", of: .camunda)
    if definitions.isEmpty, !isInEvent, result.element["message"] == nil, fields || initiator != nil {
      result.element.set("by", performers(of: element))
      result.canWrite = true
    }
  }

  private func noteNoTrigger(_ element: BPMNElement) {
    note(
      .importAssumed, element,
      "the model does not say what \(element.called) waits for: it waits for a message of its own")
  }

  /// The activity that undoes what a compensation event stands on.
  private func handler(of element: BPMNElement) -> BPMNElement? {
    guard element.type == .boundaryEvent else { return nil }
    for association in model.elements(of: element.file) where association.type == .association {
      guard association.target("sourceRef") == element, let goal = association.target("targetRef"),
        goal.type.isA(.activity)
      else { continue }
      take(association)
      _ = target(association, "sourceRef")
      _ = target(association, "targetRef")
      _ = attributeText(association, "associationDirection")
      return goal
    }
    return nil
  }

  // MARK: Triggers

  private func setTriggers(
    catching definitions: [BPMNElement], _ index: Int, _ element: BPMNElement, _ result: inout ImportedNode
  ) {
    var triggers: [(Trigger, BPMNElement)] = []
    for definition in definitions {
      if let trigger = caught(definition, index, element) { triggers.append((trigger, definition)) }
    }
    if triggers.isEmpty {
      triggers = [(("message", messageCaught(by: element, nil)), element)]
      noteNoTrigger(element)
    }
    set(triggers, &result.element)
  }

  private func setTriggers(
    thrown definitions: [BPMNElement], _ element: BPMNElement, _ result: inout ImportedNode
  ) {
    var triggers: [(Trigger, BPMNElement)] = []
    for definition in definitions {
      if let trigger = thrown(definition, element) { triggers.append((trigger, definition)) }
    }
    // A message flow that leaves an event says that it sends a message.
    if definitions.isEmpty, messages.outgoing[element] != nil {
      triggers = [(("message", messageSent(by: element, nil)), element)]
    }
    set(triggers, &result.element)
  }

  private func set(_ triggers: [(Trigger, BPMNElement)], _ result: inout ChainElement) {
    if triggers.count == 1 { return result.set(triggers[0].0.name, triggers[0].0.value) }
    for (trigger, definition) in triggers {
      var child = ChainElement("trigger", from: place(definition))
      child.set(trigger.name, trigger.value)
      result.children.append(child)
    }
  }

  private func caught(_ definition: BPMNElement, _ index: Int, _ element: BPMNElement) -> Trigger? {
    switch definition.type {
    case .messageEventDefinition: return ("message", messageCaught(by: element, definition))
    case .timerEventDefinition: return timer(definition, index)
    case .conditionalEventDefinition:
      return definition.part("condition").flatMap { formula($0, at: index, .boolean) }.map { ("condition", $0) }
    case .signalEventDefinition: return ("signal", global("signal", definition))
    case .errorEventDefinition:
      return ("error", definition.target("errorRef") == nil ? mapped("any", definition) : global("error", definition))
    case .escalationEventDefinition:
      let isAny = definition.target("escalationRef") == nil
      return ("escalation", isAny ? mapped("any", definition) : global("escalation", definition))
    case .compensateEventDefinition:
      _ = flag(definition, "waitForCompletion", default: true)
      return ("compensation", mapped("true", definition))
    case .cancelEventDefinition: return ("cancel", mapped("true", definition))
    case .linkEventDefinition: return ("link", link(definition, element))
    default: return nil
    }
  }

  func thrown(_ definition: BPMNElement, _ element: BPMNElement) -> (name: String, value: MappedText)? {
    switch definition.type {
    case .messageEventDefinition: return ("message", messageSent(by: element, definition))
    case .signalEventDefinition: return ("signal", global("signal", definition))
    case .errorEventDefinition: return ("error", global("error", definition))
    case .escalationEventDefinition: return ("escalation", global("escalation", definition))
    case .compensateEventDefinition:
      if !flag(definition, "waitForCompletion", default: true) {
        ledger.note(
          .importLeftOut, at: Place(definition.range(of: "waitForCompletion"), in: definition.source),
          "a throw of compensation always waits until all is undone")
      }
      guard let activity = target(definition, "activityRef") else { return ("compensation", mapped("all", definition)) }
      if !canBeUndone(activity) {
        note(.importLeftOut, definition, "nothing undoes \(activity.called), so that nothing is thrown")
        return nil
      }
      return (
        "compensation",
        MappedText(name(activity), for: Place(definition.range(of: "activityRef"), in: definition.source))
      )
    case .cancelEventDefinition: return ("cancel", mapped("true", definition))
    case .terminateEventDefinition: return ("terminate", mapped("true", definition))
    case .linkEventDefinition: return ("link", link(definition, element))
    default: return nil
    }
  }

  /// Whether something undoes an activity: a handler on its border, or something within it.
  private func canBeUndone(_ activity: BPMNElement) -> Bool {
    if activity.type.isA(.subProcess) { return true }
    return model.elements(of: activity.file).contains { event in
      event.type == .boundaryEvent && event.target("attachedToRef") == activity && handler(of: event) != nil
    }
  }

  private func mapped(_ text: String, _ definition: BPMNElement) -> MappedText {
    MappedText(text, for: place(definition))
  }

  /// Both ends of a link have one name, within the process or sub-process that they stand in (BPMN 2.0.2 §10.5.5).
  private func link(_ definition: BPMNElement, _ element: BPMNElement) -> MappedText {
    for part in definition.parts("source") + definition.parts("target") { take(part) }
    _ = text(definition, "name")
    let key = linkKey(definition, element)
    let name = key.split(separator: "\u{0}").last.map(String.init) ?? ""
    if linkNames[key] == nil { linkNames[key] = names.give(name.isEmpty ? "link" : name) }
    return MappedText(linkNames[key] ?? "link", for: Place(definition.range(of: "name"), in: definition.source))
  }

  /// What both ends of a link have in common: where they stand, and the name of the link or else of the event.
  private func linkKey(_ definition: BPMNElement, _ element: BPMNElement) -> String {
    let own = definition.name.flatMap { $0.isEmpty ? nil : $0 }
    return "\(element.parent?.id ?? "")\u{0}\(own ?? element.name ?? "")"
  }

  /// The name of the signal, error or escalation that a definition refers to; of those without a reference one for all.
  ///
  /// Errors and escalations with one code are one: the code is what a catcher goes by (BPMN 2.0.2 §10.5.6).
  private func global(_ kind: String, _ definition: BPMNElement) -> MappedText {
    let attribute = kind + "Ref"
    let element = target(definition, attribute)
    let origin = Place(definition.range(of: attribute), in: definition.source)
    let code = element.flatMap { attributeText($0, kind + "Code") }.flatMap { $0.isEmpty ? nil : $0 }
    if let element {
      take(element)
      _ = target(element, "structureRef").map(take)
    }
    let key = "\(kind)\u{0}\(code ?? element?.id ?? "")"
    if let name = triggerNames[key] {
      if let element { _ = text(element, "name") }
      return MappedText(name, for: origin)
    }
    let given =
      code.flatMap { lexical($0) == $0 ? names.give($0) : nil } ?? element.map { name($0) } ?? names.give(kind)
    triggerNames[key] = given
    var result = ChainElement(kind, from: element.map(place) ?? place(definition))
    result.set("id", MappedText(given, for: element.map { Place($0.range(of: "id"), in: $0.source) } ?? origin))
    if let element {
      setTitle(element, &result)
      result.children = documentation(element)
    }
    triggers.append(result)
    return MappedText(given, for: origin)
  }

  // MARK: Time

  /// What a timer waits for: a text as a chain has it, or an expression; nil, with a finding, for any other.
  private func timer(_ definition: BPMNElement, _ index: Int) -> Trigger? {
    for kind in ["timeDate", "timeDuration", "timeCycle"] {
      guard let part = definition.part(kind) else { continue }
      take(part)
      guard let text = part.xml.text?.trimmed, !text.utf8.isEmpty else { return nil }
      let string = text.string
      if isTimerText(string) {
        takeTimer(part)
        return ("timer", MappedText(copying: text))
      }
      if isTimerText(string + "Z") {
        takeTimer(part)
        ledger.note(
          .importAssumed, at: Place(text.range, in: text.file), "the moment says no offset: it is taken to be UTC")
        return ("timer", MappedText(copying: text) + "Z")
      }
      if string.hasPrefix("=") || string.hasPrefix("$") || string.hasPrefix("#") || part.attribute("language") != nil {
        return formula(part, at: index, .any).map { ("timerExpression", $0) }
      }
      takeTimer(part)
      ledger.note(
        .importExpression, at: Place(text.range, in: text.file),
        "a timer is a duration as «P6W», a moment as «2026-03-02T09:00:00+01:00», or a cycle as «R3/P1D»")
      return nil
    }
    return nil
  }

  private func takeTimer(_ part: BPMNElement) {
    _ = attributeText(part, "language")
    _ = attributeText(part, "evaluatesToTypeRef")
    for attribute in part.xml.attributes where !attribute.name.namespace.isEmpty {
      ledger.take(attribute: attribute.index, of: part.file)
    }
  }

  // MARK: Data

  /// What a message brings goes into the data that its outputs lead to.
  private func takeEventData(_ index: Int, _ element: BPMNElement, _ result: inout ImportedNode) {
    for association in element.children(.dataOutputAssociation) {
      guard let goal = association.target("targetRef"), let variable = data.ofElement[goal],
        let message = messages.ofNode[element] ?? messageIndexOfName(result.element["message"])
      else { continue }
      takeAssociation(association)
      for part in element.children(.dataOutput) + element.parts("outputSet") { takeSet(part) }
      data.variables[variable].isWritten = true
      let name = data.variables[variable].name + "?"
      if !messages.all[message].carries.contains(name) { messages.all[message].carries.append(name) }
    }
  }

  private func messageIndexOfName(_ name: String?) -> Int? {
    name.flatMap { name in messages.all.firstIndex { $0.name == name } }
  }
}
