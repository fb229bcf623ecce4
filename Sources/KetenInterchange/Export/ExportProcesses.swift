import KetenXML

// Procedures and paths as processes, each in a pool of the directing party.

extension BPMNExport {
  mutating func export(procedure: Markup) {
    let id = procedure["id"] ?? ""
    let pool = addPool(of: procedure, process: id)
    var process = Markup.bpmn("process", ["id": id, "name": procedure.called, "isExecutable": "true"])
    addHead(of: procedure, said: scopeParts, to: &process)
    let body = export(body: procedure, in: pool, lanes: lanes(of: procedure, pool))
    process.append(contentsOf: body)
    processes.append(process)
  }

  /// The parts of a scope that BPMN says, and for which what is left has extensions of its own.
  var scopeParts: Set<String> { nodeNames.union(["dataObject"]) }

  /// A pool of the directing party with one process in it.
  mutating func addPool(of part: Markup, process: String) -> Int {
    let title = parties.first { $0["id"] == director }?.called ?? director
    let id = names.fresh("pool-\(part["id"] ?? "")")
    let name = "\(title): \(part.called)"
    var participant = Markup.bpmn("participant", ["id": id, "name": name, "processRef": process])
    var extensions = Markup.bpmn("extensionElements")
    extensions.append(.keten("participant", ["party": director]))
    participant.append(extensions)
    participants.append(participant)
    return drawing.add(.pool, id: id, label: name)
  }

  /// A lane for each party that does something in a procedure, the directing one first; none when it does it all.
  private mutating func lanes(of procedure: Markup, _ pool: Int) -> Lanes? {
    var acting: Set<String> = []
    for node in procedure.children where nodeNames.contains(node.name.local) {
      if let party = laneParty(of: node) { acting.insert(party) }
    }
    guard acting.contains(where: { $0 != director }) else { return nil }
    let order = [director] + parties.compactMap { $0["id"] }.filter { $0 != director && acting.contains($0) }
    var lanes = Lanes(set: names.fresh("lanes-\(procedure["id"] ?? "")"))
    for party in order {
      let id = names.fresh("lane-\(procedure["id"] ?? "")-\(party)")
      let title = parties.first { $0["id"] == party }?.called ?? party
      lanes.lanes.append((party, id, title, []))
      drawing.addBand(id: id, label: title, to: pool)
    }
    return lanes
  }

  /// The party in whose lane a node stands: the first of those that may do it; nil when it is nobody's.
  func laneParty(of node: Markup) -> String? {
    isActivity(node) ? node.words("by").first : nil
  }

  // MARK: Paths

  func hasSteps(_ path: Markup) -> Bool { path.children.contains { $0.name.local == "step" || hasSteps($0) } }

  /// A path is an ad-hoc sub-process, alone in a process.
  mutating func export(path: Markup) {
    let id = path["id"] ?? ""
    let processID = names.fresh("process-\(id)")
    let pool = addPool(of: path, process: processID)
    var process = Markup.bpmn("process", ["id": processID, "name": path.called, "isExecutable": "true"])
    var extensions = Markup.bpmn("extensionElements")
    extensions.append(.keten("pathProcess"))
    process.append(extensions)
    process.append(adHoc(path, in: pool, band: 0, flows: FlowTable()))
    processes.append(process)
  }

  /// The ad-hoc sub-process of a path: its steps are tasks, its groups are BPMN's groups.
  mutating func adHoc(_ path: Markup, in parent: Int, band: Int, flows: FlowTable) -> Markup {
    let id = path["id"] ?? ""
    let shape = drawing.add(.subProcess, id: id, label: path.called, in: parent, band: band)
    var element = Markup.bpmn(
      "adHocSubProcess", ["id": id, "name": path.called, "cancelRemainingInstances": "false", "ordering": "Parallel"])
    element.append(contentsOf: documentation(of: path))
    var rest = remainder(path, said: ["id", "title", "next"]) ?? Markup.keten("path")
    rest.children = rest.children.compactMap(skeleton)
    if path["title"] == path["id"] { rest["title"] = path["title"] }
    var extensions = Markup.bpmn("extensionElements")
    extensions.append(rest)
    element.append(extensions)
    element.append(contentsOf: flows.ends(of: id))
    var artifacts: [Markup] = []
    exportSteps(of: path, in: shape, categories: [], to: &element, artifacts: &artifacts)
    element.append(contentsOf: artifacts)
    element.append(.expression("completionCondition", "false"))
    for (from, to) in order(in: path) { drawing.connect(from, to, as: .order) }
    return element
  }

  /// What the extension keeps of the parts of a path: where each step stands, groups with what they say, relations.
  private func skeleton(_ part: Markup) -> Markup? {
    switch part.name.local {
    case "step": return .keten("step", ["ref": part["id"]])
    case "group":
      var group = part
      group.children = part.children.compactMap {
        $0.name.local == "documentation" ? $0 : skeleton($0)
      }
      return group
    default: return part
    }
  }

  private mutating func exportSteps(
    of part: Markup, in shape: Int, categories: [String], to element: inout Markup, artifacts: inout [Markup]
  ) {
    for child in part.parts("step", "group") {
      let id = child["id"] ?? ""
      if child.name.local == "step" {
        var task = Markup.bpmn("userTask", ["id": id, "name": child.called])
        addHead(of: child, said: ["id", "title", "by"], to: &task)
        task.append(contentsOf: categories.map { .bpmn("categoryValueRef", text: $0) })
        task.append(contentsOf: performers(of: child))
        element.append(task)
        drawing.add(.task, id: id, label: child.called, in: shape)
      } else {
        let category = names.fresh("category-\(id)")
        let value = names.fresh("category-value-\(id)")
        var root = Markup.bpmn("category", ["id": category])
        root.append(.bpmn("categoryValue", ["id": value, "value": child.called]))
        roots.append(root)
        let groupID = names.fresh("group-\(id)")
        artifacts.append(.bpmn("group", ["id": groupID, "categoryValueRef": value]))
        let inner = drawing.add(.group, id: groupID, label: child.called, in: shape)
        drawing.alias(id, to: inner)
        exportSteps(of: child, in: inner, categories: categories + [value], to: &element, artifacts: &artifacts)
      }
    }
  }

  /// What comes before what in a path, by its conditions and responses: it is not drawn, but steps stand in that order.
  private func order(in part: Markup) -> [(String, String)] {
    var result: [(String, String)] = []
    for relation in part.parts("condition", "response", "milestone") {
      for from in relation.words("from") {
        for to in relation.words("to") where to != from { result.append((from, to)) }
      }
    }
    for group in part.parts("group") { result += order(in: group) }
    return result
  }

  // MARK: Performers

  /// Who may do a task, one resource a party (BPMN 2.0.2, sections 8.4.8 and 10.3.1).
  mutating func performers(of node: Markup) -> [Markup] {
    let isHuman = ["userTask", "manualTask", "step"].contains(node.name.local)
    return node.words("by").map { party in
      var performer = Markup.bpmn(isHuman ? "potentialOwner" : "performer")
      performer["id"] = names.fresh("\(node["id"] ?? "")-by-\(party)")
      performer.append(.bpmn("resourceRef", text: resource(of: party)))
      return performer
    }
  }

  private mutating func resource(of party: String) -> String {
    if let known = resources[party] { return known }
    let id = names.fresh("resource-\(party)")
    resources[party] = id
    var resource = Markup.bpmn(
      "resource", ["id": id, "name": parties.first { $0["id"] == party }?.called ?? party])
    var extensions = Markup.bpmn("extensionElements")
    extensions.append(.keten("resource", ["party": party]))
    resource.append(extensions)
    roots.append(resource)
    return id
  }
}

/// The lanes of a process, with the nodes in each.
struct Lanes {
  let set: String
  var lanes: [(party: String, id: String, title: String, nodes: [String])] = []

  init(set: String) { self.set = set }

  func band(of party: String?) -> Int { party.flatMap { party in lanes.firstIndex { $0.party == party } } ?? 0 }

  var markup: Markup {
    var result = Markup.bpmn("laneSet", ["id": set])
    for lane in lanes {
      var element = Markup.bpmn("lane", ["id": lane.id, "name": lane.title])
      var extensions = Markup.bpmn("extensionElements")
      extensions.append(.keten("lane", ["party": lane.party]))
      element.append(extensions)
      element.append(contentsOf: lane.nodes.map { .bpmn("flowNodeRef", text: $0) })
      result.append(element)
    }
    return result
  }
}
