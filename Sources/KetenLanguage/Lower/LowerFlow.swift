import FEEL
import KetenMachine
import KetenSource
import KetenXML

// MARK: - Steps

extension Lowering {
  mutating func lowerSteps() {
    for path in chain.paths {
      for step in path.steps {
        add(makeEvent(step, .act, in: builder.root))
        guard let bit = bit(step.heading.name.text, in: builder.root), !step.isRepeatable else { continue }
        if let event = events[step.heading.name.text] { builder.change(event) { $0[level: 0].exclude.append(bit) } }
      }
    }
  }

  @discardableResult
  mutating func add(_ spec: MachineBuilder.EventSpec) -> Index<Event> {
    let event = builder.event(spec.name, spec.kind, in: spec.scope) { $0 = spec }
    events[spec.name] = event
    return event
  }

  /// A node's event with what every event has: performers, access, guard, closing.
  mutating func makeEvent(
    _ node: Chain.Node, _ kind: EventKind, in scope: Index<ScopeDef>
  ) -> MachineBuilder.EventSpec {
    let name = node.heading.name.text
    var spec = MachineBuilder.EventSpec(name, kind, in: scope)
    spec.element = element(node.heading)
    spec.performers = mask(node.by)
    spec.job = node.job
    spec.guardExpression = expression(node.guardAttribute)
    let depth = builder.machine.scopes[scope.int].depth
    let access = node.access
    let received = node.isThrower ? nil : node.message
    let carried = received.flatMap { message in chain.messages.first { $0.heading.name.text == message.name } }
    let uses: [([Chain.Reference], ItemAccess.Use)] = [
      (access.reads, .reads), (access.knows, .knows), (carried?.carries ?? access.writes, .writes),
    ]
    for (references, use) in uses {
      for reference in references {
        guard let item = items[reference.name] else { continue }
        spec.accesses.append(ItemAccess(item: item, use: use, isOptional: reference.isOptional))
        if use == .reads, !reference.isOptional, let level = level(of: item, from: scope) {
          spec[level: level].need.append(builder.machine.items[item.int].place)
        }
      }
    }
    if node.closes != nil {
      let place = node.kind == .endEvent && node.terminates ? cutPlace() : closingPlace()
      spec[level: depth].put.append(place)
    }
    return spec
  }
}

// MARK: - Bodies

extension Lowering {
  mutating func lowerBody(_ number: Int) {
    let entry = index.bodies[number]
    let scope = scopes[number]
    copy = entry.body.copy
    defer { copy = 0 }
    collectArcs(entry.body)
    for node in entry.body.nodes { declarePlaces(node, body: number, in: scope) }
    for node in entry.body.nodes {
      if let gateway = arms[node.heading.name.text] { places[node.heading.name.text] = places[gateway + ".wait"] }
    }
    for node in entry.body.nodes { lowerNode(node, body: number, in: scope) }
    for node in entry.body.nodes where entry.body.counts { lowerRepetition(node, in: scope) }
    if let adHoc = index.adHoc(number) { lowerAdHoc(adHoc, entry.body, in: scope) }
    lowerCompletion(entry, number, in: scope)
  }

  private mutating func collectArcs(_ body: Chain.Body) {
    for node in body.nodes {
      addArcs(node)
      guard node.kind == .eventBasedGateway else { continue }
      for target in node.targets { arms[target.name] = node.heading.name.text }
    }
    for node in body.nodes {
      for event in node.boundary { addArcs(event) }
    }
  }

  private mutating func addArcs(_ node: Chain.Node) {
    let name = node.heading.name.text
    if let next = node.next { addArc(name, next, nil, false, next.range, nil) }
    for flow in node.flows { addArc(name, flow.to, flow.guardAttribute, flow.isOtherwise, flow.range, flow.title) }
  }

  private mutating func addArc(
    _ source: String, _ target: Chain.Reference, _ guardAttribute: XMLAttribute?, _ isOtherwise: Bool,
    _ range: SourceRange, _ title: String?
  ) {
    let element = builder.add(
      Element(
        kind: "flow", name: "\(written(source)) → \(written(target.name))", title: title, basis: nil, file: chain.file,
        range: range),
      to: \.elements)
    outgoing[source, default: []].append(arcs.count)
    incoming[target.name, default: []].append(arcs.count)
    arcs.append(
      Arc(
        source: source, target: target.name, element: element, guardAttribute: guardAttribute,
        isOtherwise: isOtherwise))
  }

  /// The name as the file has it: what an expansion adds follows a full stop.
  private func written(_ name: String) -> Substring { name.prefix { $0 != "." } }

  private mutating func declarePlaces(_ node: Chain.Node, body: Int, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    switch node.kind {
    case .startEvent:
      guard index.bodies[body].parent != nil, !index.isEventBody(body) else { return }
      places[name] = builder.place(name, in: scope, .flow, initially: true)
    case .endEvent: places[name] = builder.place(name, in: scope, .end)
    case .exclusiveGateway:
      if !isMerge(node) { places[name] = builder.place(name, in: scope) }
    case .eventBasedGateway:
      places[name] = builder.place(name, in: scope)
      places[name + ".wait"] = builder.place("\(name).wait", in: scope, .activity)
    case .parallelGateway, .inclusiveGateway, .complexGateway:
      let arcs = incoming[name] ?? []
      if arcs.count > 1 {
        for arc in arcs { joinPlaces[arc] = builder.place("\(self.arcs[arc].source) → \(name)", in: scope, .join) }
      } else {
        places[name] = builder.place(name, in: scope)
      }
    case .subProcess, .transaction, .adHocSubProcess:
      if node.isTriggeredByEvent { return declareEventSubProcess(node, in: scope) }
      places[name + ".in"] = builder.place("\(name).in", in: scope)
      places[name] = builder.place(name, in: scope, .activity)
    default: if arms[name] == nil { places[name] = builder.place(name, in: scope, .activity) }
    }
    let takesTurns = index.adHoc(body)?.isSequential ?? false && node.isActivity && !node.isBrief
    if node.startQuantity > 1 || takesTurns {
      let element = element(node.heading)
      places[name + ".gathered"] = builder.place("\(name).gathered", in: scope, element: element)
    }
    let inner = node.body == nil ? scope : innerScope(name)
    for event in node.boundary { arm(event, in: inner, initially: node.body != nil) }
  }

  /// Whether an exclusive gateway with one unconditional way on only merges: whatever reaches it reaches what follows.
  ///
  /// Not so behind a parallel split, whose tokens must be seen to meet.
  private func isMerge(_ node: Chain.Node) -> Bool {
    let name = node.heading.name.text
    return node.kind == .exclusiveGateway && outgoing[name]?.count == 1
      && node.flows.allSatisfy { $0.guardAttribute == nil }
      && !expressions.referenced.contains(node.heading.name.number)
      && !(incoming[name] ?? []).contains { isSplit(arcs[$0].source) }
  }

  /// Whether several tokens may leave a node at once.
  private func isSplit(_ name: String) -> Bool {
    (outgoing[name]?.count ?? 0) > 1 && index[name]?.node.kind != .exclusiveGateway
  }

  func innerScope(_ name: String) -> Index<ScopeDef> {
    index.bodies.firstIndex { $0.owner.name.text == name }.map { scopes[$0] } ?? builder.root
  }

  /// The places that a token on an arc puts, and the flows it takes.
  func entry(_ arc: Int) -> (places: [Index<Place>], flows: [Index<Element>]) {
    let row = arcs[arc]
    guard let target = index[row.target]?.node else { return ([], [row.element]) }
    if isMerge(target), let onward = outgoing[row.target]?.first {
      let rest = entry(onward)
      return (rest.places, [row.element] + rest.flows)
    }
    if let join = joinPlaces[arc] { return ([join], [row.element]) }
    if let gathered = places[row.target + ".gathered"] { return ([gathered], [row.element]) }
    return (entryPlaces(target), [row.element])
  }

  /// Where a token stands that begins a node.
  func entryPlaces(_ node: Chain.Node) -> [Index<Place>] {
    let name = node.heading.name.text
    if node.body != nil { return [places[name + ".in"]].compactMap { $0 } }
    return [places[name]].compactMap { $0 } + node.boundary.flatMap { arming($0) }
  }

  /// The places of the flows that a gateway joins; none when there is one.
  func joins(_ name: String) -> [Index<Place>] { (incoming[name] ?? []).compactMap { joinPlaces[$0] } }

  /// - Parameter count: How many tokens each way on gets.
  func putAll(_ source: String, _ spec: inout MachineBuilder.EventSpec, level: Int = 0, count: Int = 1) {
    put(outgoing[source] ?? [], &spec, level: level, count: count)
  }

  /// Takes these ways.
  func put(_ ways: [Int], _ spec: inout MachineBuilder.EventSpec, level: Int, count: Int = 1) {
    for arc in ways {
      let entry = entry(arc)
      spec[level: level].put += entry.places
      if count > 1 {
        spec[level: level].weights += entry.places.map { Weight(use: .put, place: $0, count: count) }
      }
      spec.flows += entry.flows
    }
  }

  /// An activity that needs several tokens begins when they are there, whichever flows they come by (BPMN 2.0.2, section
  /// 13.3.2).
  private mutating func lowerStartQuantity(_ node: Chain.Node, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    guard let gathered = places[name + ".gathered"] else { return }
    let entry = entryPlaces(node)
    builder.event("\(name).gather", .silent, in: scope) { spec in
      spec[level: 0].take = [gathered]
      if node.startQuantity > 1 {
        spec[level: 0].weights = [Weight(use: .take, place: gathered, count: node.startQuantity)]
      }
      spec[level: 0].put = entry
    }
  }
}

// MARK: - Nodes

extension Lowering {
  private mutating func lowerNode(_ node: Chain.Node, body: Int, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    switch node.kind {
    case .startEvent:
      if index.isEventBody(body) {
        lowerEventStart(node, body)
      } else if index.bodies[body].parent == nil {
        lowerProcedureStart(node, body)
      } else {
        lowerSimple(node, .silent, in: scope)
      }
    case .endEvent where node.isCancel: lowerCancel(node, in: scope)
    case .endEvent, .intermediateThrowEvent, .sendTask:
      if let trigger = thrown(node) {
        lowerThrow(node, trigger, in: scope)
      } else if node.kind == .endEvent {
        lowerEnd(node, in: scope)
      } else {
        lowerSimple(node, .silent, in: scope)
      }
    case .exclusiveGateway: if !isMerge(node) { lowerExclusive(node, in: scope) }
    case .parallelGateway:
      var spec = makeEvent(node, .silent, in: scope)
      let joins = joins(name)
      spec[level: 0].take = joins.isEmpty ? [places[name]].compactMap { $0 } : joins
      putAll(name, &spec)
      add(spec)
    case .inclusiveGateway: lowerInclusive(node, in: scope)
    case .eventBasedGateway: lowerEventGateway(node, in: scope)
    case .complexGateway: lowerComplex(node, in: scope)
    case .subProcess, .transaction, .adHocSubProcess:
      if node.isTriggeredByEvent {
        lowerEventSubProcess(node)
      } else {
        lowerSubProcess(node, body, in: scope)
      }
    default: lowerSimple(node, kind(node), in: scope)
    }
    lowerStartQuantity(node, in: scope)
    for event in node.boundary {
      if event.catchesCompensation {
        lowerCompensation(event, of: node, in: scope)
      } else {
        lowerBoundary(event, on: node, in: scope)
      }
    }
  }

  /// What has one place: takes it, and goes on.
  mutating func lowerSimple(_ node: Chain.Node, _ kind: EventKind, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    let timers = armedPlaces(of: node)
    let assignments = assignments(node)
    var spec = makeEvent(node, kind, in: scope)
    spec[level: 0].take += [places[name]].compactMap { $0 }
    spec[level: 0].drop += timers
    // Which arm of an event-based gateway is taken shows when its event happens.
    if arms[name] != nil { spec.flows += (incoming[name] ?? []).map { arcs[$0].element } }
    takeWays(name, &spec, count: node.completionQuantity)
    spec.assignments = assignments
    catchTrigger(node, add(spec), at: places[name])
  }

  /// What a task computes: the value of its expression, or the outputs of its decision.
  private mutating func assignments(_ node: Chain.Node) -> [Assignment] {
    if let decision = node.decision {
      guard let expression = expression(of: decision) else { return [] }
      let outcomes = expressions.decisions[decision.name]?.outcomes
      return (expressions.decided[Copy.original(node.heading.name.text)] ?? []).compactMap { write in
        items[copies[copy].name(write.item)].map {
          Assignment(item: $0, expression: expression, output: write.output, outcomes: outcomes)
        }
      }
    }
    guard let expression = node.expression.flatMap({ expression($0) }),
      let item = node.access.writes.first.flatMap({ items[$0.name] })
    else { return [] }
    return [Assignment(item: item, expression: expression)]
  }

  private mutating func lowerProcedureStart(_ node: Chain.Node, _ body: Int) {
    let name = node.heading.name.text
    var spec = makeEvent(node, kind(node), in: builder.root)
    spec.opens = scopes[body]
    for arc in outgoing[name] ?? [] {
      let entry = entry(arc)
      spec.seed += entry.places
      spec.flows += entry.flows
    }
    if node.waitsForAll {
      declareParts(node, in: builder.root, initially: true)
      lowerParts(node, in: builder.root) { _ in }
      useParts(node, &spec)
    } else {
      arm(node, in: builder.root, initially: true)
      // Of a repeatable procedure a cycle begins a run each time.
      if mayRepeat(node), chain.procedures[index.bodies[body].procedure].isRepeatable {
        spec[level: 0].need += arming(node)
      } else {
        spec[level: 0].take += arming(node)
      }
    }
    catchTrigger(node, add(spec), at: armed[name])
    _ = bit(name, in: builder.root)
  }

  private mutating func lowerEnd(_ node: Chain.Node, in scope: Index<ScopeDef>) {
    var spec = makeEvent(node, .silent, in: scope)
    spec[level: 0].take = [places[node.heading.name.text]].compactMap { $0 }
    if node.terminates { spec.flags.insert(.clear) }
    add(spec)
  }

  private mutating func lowerExclusive(_ node: Chain.Node, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    let routes = routes(name)
    var spec = makeEvent(node, .silent, in: scope)
    spec[level: 0].take = [places[name]].compactMap { $0 }
    spec.routes = routes
    spec.routeMode = .first
    add(spec)
  }

  private mutating func lowerSubProcess(_ node: Chain.Node, _ body: Int, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    let inner = innerScope(name)
    var enter = MachineBuilder.EventSpec("\(name).enter", .silent, in: scope)
    enter[level: 0].take = [places[name + ".in"]].compactMap { $0 }
    enter[level: 0].put = [places[name]].compactMap { $0 }
    enter.opens = inner
    enter.assignments = assignments(node.inputs)
    add(enter)
    var spec = makeEvent(node, .silent, in: inner)
    spec.stratum = .completion
    spec.flags = node.keepsLog ? [.quiet, .exit, .keep] : [.quiet, .exit]
    spec[level: 1].take = [places[name]].compactMap { $0 }
    takeWays(name, &spec, level: 1, count: node.completionQuantity)
    spec.assignments = outputs(node)
    add(spec)
  }

  /// What is given to a call, or taken from it.
  private mutating func assignments(_ mappings: [Chain.Mapping]) -> [Assignment] {
    mappings.compactMap { mapping in
      guard let item = items[mapping.to.name], let expression = expression(mapping.from) else { return nil }
      return Assignment(item: item, expression: expression)
    }
  }

  /// What a call gives back is read among the data of what was called.
  private mutating func outputs(_ node: Chain.Node) -> [Assignment] {
    guard let called = node.body?.copy, node.call != nil else { return [] }
    let caller = copy
    copy = called
    defer { copy = caller }
    return assignments(node.outputs)
  }

  /// A procedure ends when it is quiet; starting it takes all its starts out of play, unless it is repeatable: then each
  /// start opens a scope of its own, and the events in it have bits there (KERNEL: relations between scopes).
  private mutating func lowerCompletion(
    _ entry: ChainIndex.BodyEntry, _ number: Int, in scope: Index<ScopeDef>
  ) {
    guard entry.parent == nil else { return }
    let name = entry.owner.name.text
    let element = builder.machine.scopes[scope.int].element
    procedureCompletions[name] = builder.event(name, .silent, in: scope) { spec in
      spec.stratum = .completion
      spec.flags = [.quiet, .exit]
      spec.element = element
    }
    guard !chain.procedures[entry.procedure].isRepeatable else { return }
    let starts = entry.body.nodes.filter { $0.kind == .startEvent }.map(\.heading.name.text)
    let startBits = starts.compactMap { bit($0, in: builder.root) }
    for start in starts {
      if let event = events[start] { builder.change(event) { $0[level: 0].exclude += startBits } }
    }
  }
}
