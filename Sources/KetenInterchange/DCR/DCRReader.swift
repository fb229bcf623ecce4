import KetenLanguage
import KetenSource
import KetenXML

/// Reads a DCR graph, and notes what it read.
struct DCRReader {
  var graph = DCRGraph()
  var ledger = DCRLedger()
  private var events: [String: DCREvent] = [:]
  private let file: SourceFile

  init(_ file: SourceFile) { self.file = file }

  /// Reads the form with a specification and a marking.
  mutating func readSpecification(_ root: XMLElement) {
    ledger.take(root)
    graph.title = take("title", of: root)
    let specification = taken(root.child("specification"))
    let resources = taken(specification?.child("resources"))
    for event in children(of: resources?.child("events")) {
      if let event = readEvent(event) { graph.events.append(event) }
    }
    for label in children(of: resources?.child("labels")) {
      ledger.take(label)
      ledger.take(label.attribute("id"))
    }
    for mapping in children(of: resources?.child("labelMappings")) {
      ledger.take(mapping)
      let (id, label) = (take("eventId", of: mapping), take("labelId", of: mapping))
      event(id)?.title = label
    }
    readVariables(resources)
    readRoles(resources)
    var guards: [String: SourceText] = [:]
    for expression in children(of: resources?.child("expressions")) {
      ledger.take(expression)
      if let id = take("id", of: expression) { guards[id.string] = take("value", of: expression) }
    }
    for group in children(of: specification?.child("constraints")) {
      for relation in group.children { readRelation(relation, of: group, guards) }
    }
    readMarking(root.child("runtime"))
  }

  // MARK: Events

  private mutating func readEvent(_ element: XMLElement) -> DCREvent? {
    guard element.local == "event" else { return nil }
    let type = element.attribute("type")
    let kind = type.map { DCREvent.Kind(rawValue: $0.trimmedText.string) } ?? .simple
    guard let kind else {
      let name = type?.trimmedText.string ?? ""
      ledger.leaveOut(element, "an event of type «\(name)» is not supported: it is not in the chain, nor what is in it")
      return nil
    }
    ledger.take(element)
    ledger.take(type)
    guard let id = identifier(of: element) else { return nil }
    let event = DCREvent(id, kind, element)
    declare(event)
    for child in element.children where child.local == "event" {
      if let part = readEvent(child) { event.parts.append(part) }
    }
    guard let custom = taken(element.child("custom")) else { return event }
    event.description = taken(custom.child("eventDescription"))?.text?.trimmed
    // Who performs a nesting is said of each event in it.
    guard kind == .simple else { return event }
    for role in children(of: custom.child("roles")) {
      ledger.take(role)
      if let name = role.text?.trimmed { event.roles.append(name) }
    }
    return event
  }

  private mutating func identifier(of element: XMLElement) -> SourceText? {
    if let id = take("id", of: element), !id.utf8.isEmpty { return id }
    ledger.report(.graphFault, at: element.nameRange, in: file, "an event needs an «id»")
    return nil
  }

  private mutating func declare(_ event: DCREvent) {
    if events[event.id.string] != nil {
      ledger.report(.graphFault, at: event.id.range, in: file, "two events have the id «\(event.id.string)»")
    } else {
      events[event.id.string] = event
    }
  }

  private mutating func event(_ id: SourceText?) -> DCREvent? {
    guard let id else { return nil }
    return events[id.string]
  }

  // MARK: Data

  private mutating func readVariables(_ resources: XMLElement?) {
    for variable in children(of: resources?.child("variables")) {
      ledger.take(variable)
      guard let id = take("id", of: variable) else { continue }
      let type = take("type", of: variable)?.string ?? ""
      addData(id, type: type, initial: take("value", of: variable), variable)
    }
    guard let accesses = taken(resources?.child("variableAccesses")) else { return }
    for list in accesses.children {
      ledger.take(list)
      let writes = list.local.hasPrefix("write")
      for access in list.children {
        ledger.take(access)
        let activity = take("activityId", of: access)
        guard let variable = take("variableId", of: access), writes, let event = event(activity) else { continue }
        event.writes.append(variable.string)
      }
    }
  }

  private mutating func addData(_ id: SourceText, type: String, initial: SourceText?, _ element: XMLElement) {
    guard let type = Self.types[type.lowercased()] else {
      return ledger.leaveOut(element, "data of type «\(type)» is not supported: «\(id.string)» is not in the chain")
    }
    guard !graph.data.contains(where: { $0.id.string == id.string }) else { return }
    graph.data.append(
      DCRData(id: id, type: type, initial: initial.flatMap { $0.utf8.isEmpty ? nil : $0 }, element: element))
  }

  private static let types = [
    "bool": "boolean", "boolean": "boolean", "int": "number", "integer": "number", "long": "number",
    "float": "number", "double": "number", "decimal": "number", "number": "number", "string": "string",
    "text": "string", "date": "date",
  ]

  private mutating func readRoles(_ resources: XMLElement?) {
    guard let custom = taken(resources?.child("custom")) else { return }
    for role in children(of: custom.child("roles")) { ledger.take(role) }
  }

  // MARK: Relations

  private mutating func readRelation(_ element: XMLElement, of group: XMLElement, _ guards: [String: SourceText]) {
    ledger.take(group)
    guard let kind = DCRRelation.Kind(rawValue: element.local) else {
      return ledger.leaveOut(element, "the relation «\(element.local)» is not supported, and is not in the chain")
    }
    ledger.take(element)
    _ = taken(element.child("custom"))
    guard let source = take("sourceId", of: element), let target = take("targetId", of: element) else {
      return ledger.report(.graphFault, at: element.nameRange, in: file, "a relation needs a source and a target")
    }
    var relation = DCRRelation(kind: kind, element: element, source: source, target: target)
    if let id = take("expressionId", of: element), !id.utf8.isEmpty {
      guard let text = guards[id.string] else {
        return ledger.report(.graphFault, at: id.range, in: file, "there is no expression «\(id.string)»")
      }
      relation.guardText = text
    }
    relation.time = element.attribute("time")
    add(relation)
  }

  private mutating func add(_ relation: DCRRelation) {
    for end in [relation.source, relation.target] where events[end.string] == nil {
      ledger.report(.graphFault, at: end.range, in: file, "there is no event «\(end.string)»")
    }
    if events[relation.source.string] != nil, events[relation.target.string] != nil { graph.relations.append(relation) }
  }

  // MARK: The marking

  private mutating func readMarking(_ runtime: XMLElement?) {
    guard let marking = taken(taken(runtime)?.child("marking")) else { return }
    if let included = taken(marking.child("included")) {
      let names = Set(identifiers(in: included))
      for event in events.values { event.isIncluded = names.contains(event.id.string) }
    }
    for name in identifiers(in: taken(marking.child("executed"))) { events[name]?.isExecuted = true }
    for name in identifiers(in: taken(marking.child("pendingResponses"))) { events[name]?.isPending = true }
  }

  private mutating func identifiers(in list: XMLElement?) -> [String] {
    (list.map { Array($0.children) } ?? []).compactMap { element in
      ledger.take(element)
      return take("id", of: element)?.string
    }
  }

  // MARK: The other form

  /// Reads the form in which an event says its own marking.
  mutating func readDefinitions(_ root: XMLElement) {
    ledger.take(root)
    guard let graph = taken(root.child("dcrGraph")) else {
      return ledger.report(.graphFault, at: root.nameRange, in: file, "there is no graph in the file")
    }
    self.graph.title = take("id", of: graph)
    self.graph.events = readEvents(in: graph)
    readRelations(in: graph)
  }

  private mutating func readEvents(in parent: XMLElement) -> [DCREvent] {
    parent.children.compactMap { element in
      let kinds: [String: DCREvent.Kind] = ["event": .simple, "nesting": .nesting, "subProcess": .subProcess]
      guard let kind = kinds[element.local] else { return nil }
      ledger.take(element)
      guard let id = identifier(of: element) else { return nil }
      let event = DCREvent(id, kind, element)
      declare(event)
      event.title = take("description", of: element)
      if kind == .simple, let role = take("role", of: element), !role.utf8.isEmpty { event.roles = [role] }
      event.isIncluded = flag("included", of: element) ?? true
      event.isPending = flag("pending", of: element) ?? false
      event.isExecuted = flag("executed", of: element) ?? false
      for data in element.children where data.local == "eventData" {
        ledger.take(data)
        guard let name = take("name", of: data) else { continue }
        addData(name, type: take("type", of: data)?.string ?? "", initial: take("default", of: data), data)
        event.writes.append(name.string)
      }
      event.parts = readEvents(in: element)
      return event
    }
  }

  private mutating func readRelations(in parent: XMLElement) {
    for element in parent.children {
      if element.local == "nesting" || element.local == "subProcess" { readRelations(in: element) }
      guard element.local == "relation", let type = element.attribute("type") else { continue }
      guard let kind = DCRRelation.Kind(rawValue: type.trimmedText.string) else {
        ledger.leaveOut(
          element, "the relation «\(type.trimmedText.string)» is not supported, and is not in the chain")
        continue
      }
      ledger.take(element)
      ledger.take(type)
      ledger.take(element.attribute("id"))
      guard let source = take("sourceRef", of: element), let target = take("targetRef", of: element) else {
        ledger.report(.graphFault, at: element.nameRange, in: file, "a relation needs a source and a target")
        continue
      }
      var relation = DCRRelation(kind: kind, element: element, source: source, target: target)
      if let text = take("guard", of: element), !text.utf8.isEmpty { relation.guardText = text }
      relation.time = element.attribute("time")
      add(relation)
    }
  }

  // MARK: Taking

  private mutating func taken(_ element: XMLElement?) -> XMLElement? {
    if let element { ledger.take(element) }
    return element
  }

  private mutating func children(of element: XMLElement?) -> [XMLElement] {
    guard let element = taken(element) else { return [] }
    return Array(element.children)
  }

  private mutating func take(_ name: String, of element: XMLElement) -> SourceText? {
    let attribute = element.attribute(name)
    ledger.take(attribute)
    return attribute?.trimmedText
  }

  private mutating func flag(_ name: String, of element: XMLElement) -> Bool? {
    take(name, of: element).map { $0.string == "true" }
  }
}
