import BPMN
import KetenSource
import KetenXML

/// The parties of the chain that is being made.
struct Network {
  struct Party {
    let name: String
    let title: MappedText?
    let origin: Place?
    var documentation: [ChainElement] = []
    var isClient = false
    var isUsed = false
  }

  var parties: [Party] = []
  /// The parties by what people call them, in lower case: a lane and a group of the same name are one.
  var byTitle: [String: Int] = [:]
  var ofParticipant: [BPMNElement: Int] = [:]
  var ofLane: [BPMNElement: Int] = [:]
  /// The lane of each node, the innermost one.
  var laneOf: [BPMNElement: BPMNElement] = [:]
  /// The pool of each process.
  var participantOf: [BPMNElement: BPMNElement] = [:]
  var directing: Int?
  var client: Int?
}

extension Translation {
  /// Finds the pools and lanes, and who directs: the first pool with a process; who is the client: the first pool without
  /// one, since that is how a customer is drawn.
  func findParties() {
    let participants = model.elements.filter { element in
      element.type == .participant && element.parent?.type.isA(.collaboration) == true
        && element.parent?.type.isA(.choreography) == false
    }
    for participant in participants {
      take(participant)
      if let parent = participant.parent { take(parent) }
      let process = target(participant, "processRef")
      if let process { network.participantOf[process] = network.participantOf[process] ?? participant }
      let index = addParty(
        participant.id ?? "participant", title: text(participant, "name"), origin: place(participant),
        documentation: documentation(participant))
      network.ofParticipant[participant] = index
      if process == nil {
        network.client = network.client ?? index
      } else {
        network.directing = network.directing ?? index
      }
    }
    for process in processes { findLanes(of: process) }
  }

  private func findLanes(of process: BPMNElement) {
    for lane in model.elements(of: process.file) where lane.type == .lane && lane.around(.process) == process {
      for reference in lane.targets("flowNodeRef") {
        if let other = network.laneOf[reference], !isInside(lane, other) { continue }
        network.laneOf[reference] = lane
      }
    }
  }

  private func isInside(_ element: BPMNElement, _ other: BPMNElement) -> Bool {
    var current = element.parent
    while let parent = current {
      if parent == other { return true }
      current = parent.parent
    }
    return false
  }

  /// A party, which is there once for each name that people call it.
  func addParty(
    _ id: String, title: MappedText?, origin: Place?, documentation: [ChainElement] = []
  ) -> Int {
    let key = (title?.string ?? id).lowercased()
    if let known = network.byTitle[key] { return known }
    network.parties.append(
      Network.Party(name: names.give(id), title: title, origin: origin, documentation: documentation))
    network.byTitle[key] = network.parties.count - 1
    return network.parties.count - 1
  }

  /// The party that directs the chain; made up where the file has no pool with a process.
  func directingParty() -> Int {
    if let directing = network.directing { return directing }
    let index = addParty("organisation", title: nil, origin: nil)
    network.directing = index
    return index
  }

  /// The party whose case it is; made up where the file has no pool without a process.
  func clientParty() -> Int {
    if let client = network.client { return client }
    let index = addParty("client", title: nil, origin: nil)
    network.client = index
    return index
  }

  func partyName(_ index: Int) -> String {
    network.parties[index].isUsed = true
    return network.parties[index].name
  }

  /// The party of the pool that an element stands in.
  func poolParty(of element: BPMNElement) -> Int {
    let process = element.type == .process ? element : element.around(.process)
    if let participant = process.flatMap({ network.participantOf[$0] }), let index = network.ofParticipant[participant]
    {
      return index
    }
    return directingParty()
  }

  // MARK: Who does it

  /// Who does a task, or whose act an event is: those whom it names, else its lane, else its pool.
  func performers(of element: BPMNElement) -> MappedText {
    let named = namedPerformers(of: element)
    guard named.isEmpty else { return joined(named) }
    var current: BPMNElement? = element
    while let node = current {
      if let lane = network.laneOf[node] {
        return MappedText(partyName(laneParty(lane)), for: place(lane))
      }
      current = node.parent
    }
    return MappedText(partyName(poolParty(of: element)))
  }

  private func joined(_ names: [MappedText]) -> MappedText {
    var result = MappedText()
    var seen: Set<String> = []
    for name in names where seen.insert(name.string).inserted {
      if !result.isEmpty { result.append(" ") }
      result.append(name)
    }
    return result
  }

  private func laneParty(_ lane: BPMNElement) -> Int {
    if let index = network.ofLane[lane] { return index }
    take(lane)
    if let set = lane.parent { take(set) }
    for part in lane.parts("flowNodeRef") { take(part) }
    for part in lane.parts("childLaneSet") { take(part) }
    let index = addParty(
      lane.id ?? "lane", title: text(lane, "name"), origin: place(lane), documentation: documentation(lane))
    network.ofLane[lane] = index
    return index
  }

  /// The parties that the resource roles of an element, or a tool's own attributes, name.
  private func namedPerformers(of element: BPMNElement) -> [MappedText] {
    var result: [MappedText] = []
    for kind in [ElementType.potentialOwner, .humanPerformer, .performer, .resourceRole] {
      for role in element.children(kind) where role.type == kind { result += performers(role, of: element) }
    }
    if result.isEmpty { result = assigned(element, "assignee", "assignee") }
    if result.isEmpty { result = assigned(element, "candidateUsers", "candidateUsers") }
    let groups = assigned(element, "candidateGroups", "candidateGroups")
    if result.isEmpty { result = groups }
    return result
  }

  private func performers(_ role: BPMNElement, of element: BPMNElement) -> [MappedText] {
    take(role)
    if let resource = target(role, "resourceRef") {
      take(resource)
      let title = text(resource, "name")
      let index = addParty(resource.id ?? "resource", title: title, origin: place(resource))
      return [MappedText(partyName(index), for: place(role))]
    }
    guard let assignment = role.part("resourceAssignmentExpression") else {
      guard let name = text(role, "name"), !name.isEmpty else { return [] }
      return parties(in: name)
    }
    take(assignment)
    for expression in assignment.children(.expression) {
      take(expression)
      guard let text = expression.xml.text?.trimmed else { continue }
      return parties(in: MappedText(copying: text))
    }
    return []
  }

  /// Whom an attribute of Camunda or the assignment definition of Zeebe names.
  private func assigned(_ element: BPMNElement, _ camunda: String, _ zeebe: String) -> [MappedText] {
    if let text = extensionText(element, camunda, of: .camunda) { return parties(in: text) }
    for definition in extensionElements(element, "assignmentDefinition", of: .zeebe) {
      if let text = extensionText(definition, zeebe, of: element) { return parties(in: text) }
    }
    return []
  }

  /// The parties that a text names, with commas between them; one that is computed is nobody in particular.
  private func parties(in text: MappedText) -> [MappedText] {
    let string = text.string
    let bytes = text.utf8
    if string.hasPrefix("=") || string.contains("${") || string.contains("#{") {
      if let place = text.place {
        ledger.note(
          .importLeftOut, at: place, "who does it is computed: in the chain it is whoever the lane or pool is for")
      }
      return []
    }
    var result: [MappedText] = []
    var start = 0
    for end in 0...bytes.count where end == bytes.count || bytes[end] == UInt8(ascii: ",") {
      var (lower, upper) = (start, end)
      while lower < upper, bytes[lower] <= 0x20 { lower += 1 }
      while upper > lower, bytes[upper - 1] <= 0x20 { upper -= 1 }
      start = end + 1
      guard lower < upper else { continue }
      let name = text.slice(lower, upper)
      // A group of an access list may be written as `group(sales)`.
      let bare =
        name.string.hasPrefix("group(") || name.string.hasPrefix("user(")
        ? String(name.string.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }) : name.string
      let index = addParty(
        bare, title: MappedText(bare, for: name.place ?? Place(SourceRange(0, 0), in: model.file)), origin: name.place)
      result.append(MappedText(partyName(index), for: name.place ?? Place(SourceRange(0, 0), in: model.file)))
    }
    return result
  }

  // MARK: The network

  /// The network: the client, who directs, and all others that somebody named or that talk.
  func networkElement() -> ChainElement {
    let directing = directingParty()
    if network.client == nil {
      network.client = network.parties.indices.first { index in
        index != directing && network.ofParticipant.values.contains(index)
      }
    }
    let client = clientParty()
    var result = ChainElement("network")
    let order = [client, directing] + network.parties.indices.filter { $0 != client && $0 != directing }
    for index in order {
      let party = network.parties[index]
      var element = ChainElement(index == client ? "client" : "partner", from: party.origin)
      element.set("id", party.origin.map { MappedText(party.name, for: $0) } ?? MappedText(party.name))
      if let title = party.title, !title.string.allSatisfy(\.isWhitespace) { element.set("title", title) }
      if index == directing { element.set("directs", "true") }
      element.children = party.documentation
      result.children.append(element)
    }
    return result
  }
}
