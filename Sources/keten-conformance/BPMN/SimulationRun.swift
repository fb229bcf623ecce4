import BPMN
import FEEL
import KetenInterchange
import KetenLanguage
import KetenMachine
import KetenSource

/// A scenario of the suite on token simulation while it is played.
struct SimulationRun {
  private let model: ImportedModel
  private let machine: Machine
  private var state: Case
  private var exits: [String: Int] = [:]
  /// The flows that each gateway takes.
  private var choices: [String: [String]]
  private let names: SimulationNames
  private let party: Index<Party>
  private var moment = Moment(milliseconds: 1_772_438_400_000)

  /// Brings a file into a chain in which what the scenario triggers happens by hand.
  init(_ source: SourceFile, beside path: String, _ steps: [SimulationStep]) throws {
    var triggered: Set<String> = []
    for case .trigger(let element) in steps { triggered.insert(element) }
    // The data of the suite do not say at which task it waits: then it waits at every one.
    let waits = steps.contains { if case .wait = $0 { true } else { false } }
    model = try ImportedModel.read(source, beside: path, counts: true) { chain, model in
      chain.simulate(triggered: triggered, waits: waits, in: model)
    }
    machine = try model.machine()
    names = SimulationNames(model.imported.model)
    choices = names.firstFlows
    guard let party = machine.party(named: model.imported.document.directingParty) else {
      throw CaseError("nobody directs the chain")
    }
    self.party = party
    state = Case()
    try accept(begin(machine, at: moment))
  }

  /// What is active, with how often.
  var active: [String: Int] { activity(of: state) }

  /// What was left since it was last asked, with how often.
  mutating func takeExits() -> [String: Int] {
    defer { exits = [:] }
    return exits
  }

  // MARK: Steps

  mutating func take(_ step: SimulationStep) throws {
    switch step {
    case .choose(let gateway, let flows): choices[gateway] = flows
    case .wait, .expect: break
    case .trigger(let id): try trigger(id)
    case .message(let flow):
      guard let target = names.targetOfMessageFlow[flow], let message = message(of: target) else {
        throw CaseError("nothing waits for what «\(flow)» brings")
      }
      exits[flow, default: 0] += 1
      try command(.message(message, from: sender(of: message), writes: chosen, at: moment))
    }
  }

  private mutating func trigger(_ id: String) throws {
    if let message = message(of: id) {
      return try command(.message(message, from: sender(of: message), writes: chosen, at: moment))
    }
    if let event = machine.event(named: id),
      openWork(state, of: machine, at: moment).contains(where: { $0.event == event })
    {
      let isStart = machine.elements[machine.events[event.int].element?.int ?? 0].kind == "startEvent"
      return try command(.act(event, by: party, writes: isStart ? chosen : [], at: moment))
    }
    // What begins without a start event is begun by the start that the chain has for it.
    guard let process = names.processOf[id], let event = machine.event(named: "\(process)_start") else {
      throw CaseError("«\(id)» cannot be triggered")
    }
    try command(.act(event, by: party, writes: chosen, at: moment))
  }

  private func message(of id: String) -> Index<Message>? {
    model.imported.document.find(id)?["message"].flatMap { machine.message(named: $0) }
  }

  private func sender(of message: Index<Message>) -> Index<Party>? {
    machine.parties.indices.first { machine.messages[message.int].from & (1 << UInt64($0)) != 0 }.map { Index($0) }
  }

  private var chosen: [ItemValue] {
    guard let item = machine.item(named: "chosen") else { return [] }
    return [ItemValue(item, .list(choices.values.joined().sorted().map { .string($0) }))]
  }

  private mutating func command(_ command: Command) throws {
    try accept(decide(command, on: state, of: machine))
  }

  private mutating func accept(_ decision: Decision) throws {
    switch decision {
    case .refused(let reasons):
      throw CaseError("refused: \(reasons.map { $0.text(in: machine) }.joined(separator: "; "))")
    case .accepted(let records, _, _):
      for record in records { note(record) }
    }
  }

  // MARK: What is left

  private mutating func note(_ record: Record) {
    guard case .fired(let firing) = record else {
      // A sub-process that was done and then undone is left once more.
      if case .settled(let scope, _) = record, state.isAlive(scope), state.scopes[scope.slot].def >= 0,
        let element = machine.scopes[Int(state.scopes[scope.slot].def)].element,
        let id = model.id(of: machine.elements[element.int])
      {
        exits[id, default: 0] += 1
      }
      return apply(record, to: &state, of: machine)
    }
    let before = activity(of: state)
    count(firing)
    apply(record, to: &state, of: machine)
    // What an event on its border interrupts is left too; what a scope takes with it is not.
    guard let host = names.hostOf[node(of: firing) ?? ""], let count = before[host],
      activity(of: state)[host] ?? 0 < count
    else { return }
    exits[host, default: 0] += 1
  }

  /// The node of the file that an event is the leaving of; nil for another.
  ///
  /// A throw is left once what it throws has been caught: by its second event.
  private func node(of firing: Firing) -> String? {
    let name = machine.events[firing.event.int].name
    let isSecond = name.hasSuffix(".next")
    let base = isSecond ? String(name.dropLast(5)) : name
    guard let first = machine.event(named: base), isSecond == (machine.event(named: base + ".next") != nil),
      let element = machine.events[first.int].element.map({ machine.elements[$0.int] }), element.name == base,
      let id = model.id(of: element), id == base || element.kind == "subProcess"
    else { return nil }
    return id
  }

  /// Counts the node that an event leaves and the flows that it takes.
  private mutating func count(_ firing: Firing) {
    var flows = machine.events[firing.event.int].flows
    for route in firing.routes { flows += machine.routes[Int(route)].flows }
    for flow in flows {
      guard let id = model.id(of: machine.elements[flow.int]), names.isFlow(id) else { continue }
      exits[id, default: 0] += 1
      // A gateway that only merges is no event of its own.
      if let merge = names.merges[id], machine.event(named: merge) == nil { exits[merge, default: 0] += 1 }
    }
    guard let id = node(of: firing), names.isLeft(id) else { return }
    exits[names.shown(id), default: 0] += 1
    for flow in names.messageFlows[id] ?? [] { exits[flow, default: 0] += 1 }
  }

  /// How many tokens stand in each activity, event or join, and how often each process or sub-process runs.
  private func activity(of state: Case) -> [String: Int] {
    var result: [String: Int] = [:]
    for slot in state.preorder where state.scopes[slot].def >= 0 {
      let scope = state.scopes[slot]
      let def = machine.scopes[Int(scope.def)]
      if let element = def.element, let id = model.id(of: machine.elements[element.int]) {
        result[names.shown(id), default: 0] += 1
      }
      for place in def.places {
        let row = machine.places[place.int]
        guard row.kind == .activity || row.kind == .join, let id = names.node(row.name), !names.isScope(id) else {
          continue
        }
        guard state.words[Int(scope.tokens) + row.bit / 64] & (1 << UInt64(row.bit % 64)) != 0 else { continue }
        result[id, default: 0] += scope.counts < 0 ? 1 : Int(state.counts[Int(scope.counts) + row.bit])
      }
    }
    return result
  }
}

/// What the elements of a file are to the simulator of the suite.
struct SimulationNames {
  private let model: BPMNModel
  private let typeOf: [String: ElementType]
  private var participantOf: [String: String] = [:]
  /// The flows that gateways take when nobody chooses.
  private(set) var firstFlows: [String: [String]] = [:]
  private(set) var targetOfMessageFlow: [String: String] = [:]
  private(set) var messageFlows: [String: [String]] = [:]
  private(set) var processOf: [String: String] = [:]
  /// The activities that boundary events stand on.
  private(set) var hostOf: [String: String] = [:]
  /// The exclusive gateways that flows lead to.
  private(set) var merges: [String: String] = [:]
  private var behindEventGateway: Set<String> = []
  /// What no token leaves: the borders that wait for compensation, and ends that take all with them.
  private var neverLeft: Set<String> = []

  init(_ model: BPMNModel) {
    self.model = model
    var types: [String: ElementType] = [:]
    for element in model.elements {
      guard let id = element.id else { continue }
      types[id] = element.type
      if let process = element.around(.process)?.id { processOf[id] = process }
      switch element.type {
      case .boundaryEvent:
        hostOf[id] = element.target("attachedToRef")?.id
        if element.eventDefinitions.contains(where: { $0.type == .compensateEventDefinition }) { neverLeft.insert(id) }
      case .endEvent:
        let kinds: Set<ElementType> = [.terminateEventDefinition, .cancelEventDefinition]
        if element.eventDefinitions.contains(where: { kinds.contains($0.type) }) { neverLeft.insert(id) }
      case .participant:
        if let process = element.target("processRef")?.id { participantOf[process] = id }
      case .messageFlow:
        if let source = element.target("sourceRef")?.id { messageFlows[source, default: []].append(id) }
        if let target = element.target("targetRef")?.id { targetOfMessageFlow[id] = target }
      case .sequenceFlow:
        guard let source = element.target("sourceRef"), let sourceID = source.id else { continue }
        if source.type == .eventBasedGateway { behindEventGateway.insert(id) }
        if let target = element.target("targetRef"), target.type == .exclusiveGateway { merges[id] = target.id }
        if source.type == .exclusiveGateway || source.type == .inclusiveGateway, firstFlows[sourceID] == nil {
          firstFlows[sourceID] = [id]
        }
      default: break
      }
    }
    typeOf = types
  }

  /// How the simulator calls it: a process by its participant, where it has one.
  func shown(_ id: String) -> String { participantOf[id] ?? id }

  /// Whether it is a sequence flow that a token is seen on: those behind an event-based gateway are part of waiting.
  func isFlow(_ id: String) -> Bool { typeOf[id] == .sequenceFlow && !behindEventGateway.contains(id) }

  /// Whether a token leaves it: an event-based gateway is part of the waiting for what stands behind it.
  func isLeft(_ id: String) -> Bool {
    typeOf[id].map { $0 != .eventBasedGateway } ?? false && !neverLeft.contains(id)
  }

  func isScope(_ id: String) -> Bool { typeOf[id]?.isA(anyOf: [.process, .subProcess]) ?? false }

  /// The node that a place of the machine belongs to, by its name: a join has a place for each flow.
  func node(_ place: String) -> String? {
    let name = place.split(separator: "→").last.map { $0.drop { $0 == " " } }.map(String.init) ?? place
    return typeOf[name] == nil ? nil : name
  }
}

extension ChainElement {
  /// Makes a chain one in which nothing happens by itself but what the simulator lets happen so.
  fileprivate mutating func simulate(triggered: Set<String>, waits: Bool, in model: BPMNModel) {
    let party = directingParty
    var hand: [ChainElement] = []
    let caught = caughtErrors
    rewrite { element in
      let id = element.origin.flatMap { model.shownID(at: $0.range) } ?? ""
      switch element.name {
      case "procedure":
        for index in element.children.indices where element.children[index].beginsByItself {
          element.children[index].set("by", MappedText(party))
          element.children[index].set("writes", "chosen?")
        }
      case "userTask", "manualTask", "serviceTask":
        element.remove("reads")
        element.remove("writes")
        if waits || triggered.contains(id) { return element.set("by", MappedText(party)) }
        element.name = "serviceTask"
        element.remove("by")
        element.remove("job")
      case "endEvent":
        // An error that nobody catches is passed over by the simulator.
        if let error = element["error"], !caught.contains(error), !caught.contains("any") { element.remove("error") }
      case "intermediateCatchEvent", "boundaryEvent", "startEvent":
        guard triggered.contains(id), element["id"] == id, element["message"] == nil, !element.beginsByItself else {
          return
        }
        for trigger in triggers { element.remove(trigger) }
        element.set("message", MappedText("hand-\(id)"))
        var message = ChainElement("message")
        message.set("id", MappedText("hand-\(id)"))
        message.set("from", MappedText(party))
        message.set("to", MappedText(party))
        hand.append(message)
      case "exclusiveGateway", "inclusiveGateway":
        for index in element.children.indices where element.children[index].name == "flow" {
          guard let flow = element.children[index].origin.flatMap({ model.shownID(at: $0.range) }), flow != id else {
            continue
          }
          if element.children[index]["otherwise"] != nil { continue }
          element.children[index].set("if", MappedText("list contains(chosen, \"\(flow)\")"))
        }
      default: break
      }
    }
    addChosen(party)
    children += hand
    for index in children.indices where children[index].name == "message" { children[index].set("carries", "chosen?") }
  }

  /// The flows that gateways take are data that every act may set.
  private mutating func addChosen(_ party: String) {
    var item = ChainElement("item")
    for (name, value) in [("id", "chosen"), ("type", "string"), ("list", "true")] { item.set(name, MappedText(value)) }
    var dossier = ChainElement("dossier")
    dossier.set("holder", MappedText(party))
    dossier.children = [item]
    if let index = children.firstIndex(where: { $0.name == "dossier" }) {
      children[index] = dossier
    } else {
      children.append(dossier)
    }
  }

  /// The errors that something in it catches.
  private var caughtErrors: Set<String> {
    let own = name == "boundaryEvent" || name == "startEvent" ? self["error"] : nil
    return children.reduce(into: Set(own.map { [$0] } ?? [])) { $0.formUnion($1.caughtErrors) }
  }

  fileprivate var beginsByItself: Bool {
    name == "startEvent" && triggers.allSatisfy { self[$0] == nil } && self["message"] == nil
      && !children.contains { $0.name == "trigger" }
  }
}

private let triggers = [
  "timer", "timerExpression", "signal", "condition", "error", "escalation", "compensation",
]
