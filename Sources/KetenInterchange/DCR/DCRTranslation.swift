import KetenLanguage
import KetenSource
import KetenXML

/// Writes a DCR graph as a chain with one path.
///
/// Every event is a step that may be done again and again; a nesting is a group, and a sub-process a group that completes.
/// Roles are parties, of which the first is the client and the second directs; what has no role anybody may do.
struct DCRTranslation {
  let graph: DCRGraph
  var ledger: DCRLedger
  private let file: SourceFile
  private var names = DCRNames()
  private var eventNames: [String: String] = [:]
  private var events: [String: DCREvent] = [:]
  private var items: [String: (item: String, initial: String?)] = [:]
  private var parties: [(title: String, name: String, origin: Place?)] = []

  init(_ reader: DCRReader, file: SourceFile) {
    (graph, ledger, self.file) = (reader.graph, reader.ledger, file)
  }

  mutating func translate() -> ChainElement {
    var chain = ChainElement("chain", from: graph.title.map { Place($0.range, in: file) })
    chain.set("xmlns", "urn:keten:chain:1")
    chain.set("id", MappedText(names.give(graph.title?.string ?? "graph")))
    chain.set("version", "1.0.0")
    for event in graph.allEvents where events[event.id.string] == nil {
      events[event.id.string] = event
      eventNames[event.id.string] = names.give(event.id.string)
    }
    let network = networkElement()
    if let title = graph.title, !title.utf8.isEmpty {
      var element = ChainElement("title", from: place(title))
      element.text = MappedText(copying: title)
      chain.children.append(element)
    }
    chain.children.append(network)
    if let dossier = dossierElement() { chain.children.append(dossier) }
    var path = ChainElement("path", from: graph.title.map(place))
    path.set("id", MappedText(names.give("path")))
    path.set("driver", MappedText(parties[0].name))
    path.children = graph.events.map { element(of: $0) } + graph.relations.compactMap { element(of: $0) }
    chain.children.append(path)
    return chain
  }

  private func place(_ text: SourceText) -> Place { Place(text.range, in: file) }

  // MARK: Parties

  private mutating func networkElement() -> ChainElement {
    for role in graph.allEvents.flatMap(\.roles) where !parties.contains(where: { $0.title == role.string }) {
      parties.append((role.string, names.give(role.string), place(role)))
    }
    for title in ["client", "organisation"].dropFirst(parties.count) { parties.append((title, names.give(title), nil)) }
    var network = ChainElement("network")
    for (number, party) in parties.enumerated() {
      var element = ChainElement(number == 0 ? "client" : "partner", from: party.origin)
      element.set("id", party.origin.map { MappedText(party.name, for: $0) } ?? MappedText(party.name))
      if party.origin != nil { element.set("title", MappedText(party.title)) }
      if number == 1 { element.set("directs", "true") }
      network.children.append(element)
    }
    return network
  }

  // MARK: Data

  private mutating func dossierElement() -> ChainElement? {
    guard !graph.data.isEmpty else { return nil }
    var dossier = ChainElement("dossier")
    dossier.set("holder", MappedText(parties[1].name))
    for data in graph.data {
      let name = names.give(data.id.string)
      items[data.id.string] = (name, data.initial.map { literal($0.string, data.type) })
      var item = ChainElement("item", from: Place(data.element.nameRange, in: file))
      item.set("id", MappedText(name, for: place(data.id)))
      item.set("type", MappedText(data.type))
      dossier.children.append(item)
    }
    return dossier
  }

  private func literal(_ text: String, _ type: String) -> String {
    switch type {
    case "string": "\"\(text)\""
    case "date": "date(\"\(text)\")"
    case "boolean": text.lowercased()
    default: text
    }
  }

  // MARK: Events

  private mutating func element(of event: DCREvent) -> ChainElement {
    let name = MappedText(eventNames[event.id.string] ?? event.id.string, for: place(event.id))
    var element = ChainElement(event.kind == .simple ? "step" : "group", from: Place(event.element.nameRange, in: file))
    element.set("id", name)
    if let title = event.title, !title.utf8.isEmpty { element.set("title", MappedText(copying: title)) }
    if let description = event.description, !description.utf8.isEmpty {
      var text = ChainElement("documentation", from: place(description))
      text.text = MappedText(copying: description)
      element.children.append(text)
    }
    guard event.kind == .simple else {
      if event.kind == .subProcess {
        element.set("completes", "true")
        if !event.isIncluded || event.isPending {
          ledger.report(
            .graphLeftOut, at: event.id.range, in: file,
            "that a sub-process is \(event.isPending ? "pending" : "excluded") from the start is not supported")
        }
      }
      element.children += event.parts.map { self.element(of: $0) }
      return element
    }
    let roles = event.roles.isEmpty ? parties.map(\.title) : event.roles.map(\.string)
    let actors = roles.enumerated().filter { number, role in !roles[..<number].contains(role) }.map(\.element)
    let by = actors.compactMap { role in parties.first { $0.title == role }?.name }.joined(separator: " ")
    element.set("by", event.roles.first.map { MappedText(by, for: place($0)) } ?? MappedText(by))
    if event.isPending { element.set("required", "true") }
    if !event.isIncluded { element.set("included", "false") }
    element.set("repeatable", "true")
    let written = event.writes.compactMap { items[$0].map { "\($0.item)?" } }
    if !written.isEmpty { element.set("writes", MappedText(written.joined(separator: " "))) }
    return element
  }

  // MARK: Relations

  private mutating func element(of relation: DCRRelation) -> ChainElement? {
    guard var source = ends(of: relation.source), let target = events[relation.target.string] else { return nil }
    let isMove = relation.kind == .include || relation.kind == .exclude
    if isMove, target.family.contains(where: { $0.kind == .subProcess }) {
      ledger.leaveOut(
        relation.element,
        "taking a sub-process out of play or into it is not supported: this relation is not in the chain")
      return nil
    }
    if relation.kind == .condition {
      // What has happened stays so: it holds nothing back.
      source.removeAll { $0.isExecuted }
      if source.isEmpty { return nil }
    }
    if source.isEmpty || target.ends.isEmpty { return nil }
    var element = ChainElement(relation.kind.rawValue, from: Place(relation.element.nameRange, in: file))
    let from = source.compactMap { eventNames[$0.id.string] }.joined(separator: " ")
    element.set("from", MappedText(from, for: place(relation.source)))
    element.set(
      "to", MappedText(eventNames[relation.target.string] ?? relation.target.string, for: place(relation.target)))
    guard addTime(relation, to: &element), addGuard(relation, to: &element) else { return nil }
    return element
  }

  private func ends(of id: SourceText) -> [DCREvent]? { events[id.string]?.ends }

  private mutating func addTime(_ relation: DCRRelation, to element: inout ChainElement) -> Bool {
    guard let time = relation.time, !time.trimmedText.utf8.isEmpty else { return true }
    let name = relation.kind == .condition ? "after" : relation.kind == .response ? "within" : nil
    guard let name else {
      ledger.leaveOut(time, "time on «\(relation.kind.rawValue)» means nothing, and is not in the chain")
      return true
    }
    guard AttributeType.duration.accepts(time.trimmedText.string) else {
      ledger.take(time)
      ledger.report(
        .graphLeftOut, at: time.valueRange, in: file,
        "«\(time.trimmedText.string)» is no duration that a chain can have: the relation is there without it")
      return true
    }
    ledger.take(time)
    element.set(name, MappedText(copying: time.trimmedText))
    return true
  }

  private mutating func addGuard(_ relation: DCRRelation, to element: inout ChainElement) -> Bool {
    guard let text = relation.guardText else { return true }
    let guardText = DCRGuard(text, items)
    if let unknown = guardText.unknown {
      ledger.leaveOut(
        relation.element,
        "its guard names «\(file.text(unknown))», which is no data of the graph: this relation is not in the chain")
      return false
    }
    element.set("if", guardText.text)
    return true
  }
}

/// The names of the chain that is being made: each stands for one thing.
private struct DCRNames {
  /// Names that mean something else where a name may stand.
  private var taken: Set<String> = ["case", "all", "any", "true", "false", "steps", "terms", "now", "today"]

  mutating func give(_ wanted: String) -> String {
    let base = lexical(wanted)
    var name = base
    var number = 2
    while !taken.insert(name).inserted {
      name = "\(base)_\(number)"
      number += 1
    }
    return name
  }

  /// A text with everything that a name cannot have replaced by «_».
  private func lexical(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      let isNameScalar = AttributeType.id.accepts("a\(scalar)")
      result.unicodeScalars.append(isNameScalar ? scalar : "_")
    }
    return AttributeType.id.accepts(result) ? result : "_" + result
  }
}
