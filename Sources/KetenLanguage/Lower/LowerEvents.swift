import FEEL
import KetenMachine
import KetenSource
import KetenXML

// Events: what they wait for, what they throw, and the event sub-processes that they begin (BPMN 2.0.2, sections 10.5
// and 13.5).

extension Lowering {
  func kind(_ node: Chain.Node) -> EventKind {
    if !node.isThrower {
      if node.message != nil || node.signal != nil || node.error != nil || node.escalation != nil { return .trigger }
      if node.isCancel || node.catchesCompensation { return .trigger }
      if node.hasTimer { return .timer }
    }
    if !node.by.isEmpty { return .act }
    return node.job == nil ? .silent : .job
  }

  // MARK: Waiting

  /// Says what an event waits for; its clock, if any, runs while a token stands on a place.
  mutating func catchTrigger(_ node: Chain.Node, _ event: Index<Event>, at place: Index<Place>?) {
    guard !node.isThrower else { return }
    if let trigger = trigger(node) { builder.change(event) { $0.trigger = trigger } }
    if let correlation = expression(node.correlation) { builder.change(event) { $0.correlation = correlation } }
    if let condition = expression(node.condition) {
      builder.change(event) { spec in
        spec.guardExpression = condition
        spec.stratum = .conditional
      }
    }
    guard let place else { return }
    if let timer = node.timer, let due = dueOf(timer.text) {
      _ = builder.clock(event, at: place, due: due.due, repetitions: due.repetitions)
    } else if let timer = expression(node.timerExpression) {
      _ = builder.clock(event, at: place, due: .expression(timer))
    }
  }

  /// Whether its timer may come again while it stands: it is a cycle, or computed and perhaps one.
  func mayRepeat(_ node: Chain.Node) -> Bool {
    guard let type = node.timerExpression.flatMap({ expressions.programs[$0.index]?.type }) else { return node.isCycle }
    return type == .string || type == .any
  }

  /// A duration, a moment, or a cycle of a duration.
  private func dueOf(_ text: String) -> (due: Clock.Due, repetitions: Int?)? {
    if let duration = CalendarDuration(iso: text) { return (.duration(duration), 1) }
    if let moment = DateTime(iso: text)?.moment { return (.moment(moment), 1) }
    let parts = text.split(separator: "/")
    guard parts.count == 2, let duration = CalendarDuration(iso: parts[1]) else { return nil }
    return (.duration(duration), Int(parts[0].dropFirst()))
  }

  /// What a node throws or waits for; nil for time, acts and conditions.
  private mutating func trigger(_ node: Chain.Node) -> Index<Trigger>? {
    if let message = node.message, let row = messages[message.name] {
      return builder.trigger(.message, message.name, .one, message: row)
    }
    if node.isCancel { return builder.trigger(.cancel, nil, .up) }
    if let activity = node.compensation {
      let isAny = activity.name == "all" || !node.isThrower
      // Of one that is done several times the log has what is around it.
      let around = index[activity.name + ".loop"] == nil ? activity.name : activity.name + ".loop"
      return builder.trigger(.compensation, isAny ? nil : around, .down)
    }
    if let signal = node.signal { return builder.trigger(.signal, signal.name, .all) }
    if let error = node.error { return builder.trigger(.error, reference(error, node), .up) }
    if let escalation = node.escalation { return builder.trigger(.escalation, reference(escalation, node), .up) }
    return nil
  }

  /// Nil for `any`, which only catches.
  private func reference(_ name: Chain.Reference, _ node: Chain.Node) -> String? {
    name.name == "any" && !node.isThrower ? nil : name.name
  }

  // MARK: Throwing

  mutating func thrown(_ node: Chain.Node) -> Index<Trigger>? { node.isThrower ? trigger(node) : nil }

  /// A throw is one event, and going on another: one that is interrupted by its own catcher does not go on, and what
  /// follows does not catch what was thrown before it was reached.
  mutating func lowerThrow(_ node: Chain.Node, _ trigger: Index<Trigger>, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    let thrown = builder.place("\(name).thrown", in: scope)
    var spec = makeEvent(node, kind(node), in: scope)
    if spec.kind == .silent { spec.stratum = .throwing }
    spec[level: 0].take += [places[name]].compactMap { $0 }
    spec[level: 0].drop += armedPlaces(of: node)
    spec[level: 0].put.append(thrown)
    spec.raises = trigger
    add(spec)
    var next = MachineBuilder.EventSpec("\(name).next", .silent, in: scope)
    next[level: 0].take = [thrown]
    if node.compensation != nil { next.flags = [.awaits] }
    takeWays(name, &next, count: node.completionQuantity)
    builder.event(next.name, .silent, in: scope) { $0 = next }
  }

  // MARK: Borders

  /// A timer, and a condition that leaves its activity standing, happen once each time they are armed.
  mutating func arm(_ event: Chain.Node, in scope: Index<ScopeDef>, initially: Bool) {
    let name = event.heading.name.text
    if event.waitsForAll { return declareParts(event, in: scope, initially: initially) }
    let isRepeatable = event.condition != nil && !event.isInterrupting
    guard event.hasTimer || isRepeatable else { return }
    armed[name] = builder.place("\(name).armed", in: scope, .standing, initially: initially)
    if isRepeatable { disarmed[name] = builder.place("\(name).disarmed", in: scope, .standing) }
  }

  /// What goes with an activity that is done: the places that armed its border.
  func armedPlaces(of node: Chain.Node) -> [Index<Place>] { node.boundary.flatMap { standingPlaces(of: $0) } }

  private func standingPlaces(of event: Chain.Node) -> [Index<Place>] {
    let name = event.heading.name.text
    return [armed[name], disarmed[name]].compactMap { $0 } + (parts[name] ?? []).flatMap { [$0.missing, $0.got] }
  }

  /// The places that a token on an event's activity arms.
  func arming(_ event: Chain.Node) -> [Index<Place>] {
    [armed[event.heading.name.text]].compactMap { $0 } + (parts[event.heading.name.text] ?? []).map(\.missing)
  }

  mutating func lowerBoundary(_ node: Chain.Node, on host: Chain.Node, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    let hostPlace = [places[host.heading.name.text]].compactMap { $0 }
    let isInner = host.body != nil
    let inner = isInner ? innerScope(host.heading.name.text) : scope
    let level = isInner ? 1 : 0
    if node.waitsForAll { lowerParts(node, in: inner) { $0[level: level].need += hostPlace } }
    var spec = makeEvent(node, kind(node), in: inner)
    if node.waitsForAll { useParts(node, &spec) } else { useArm(node, &spec) }
    let own = spec[level: 0].take
    let others = armedPlaces(of: host).filter { !own.contains($0) }
    if node.isInterrupting {
      spec[level: level].take += hostPlace
      if isInner { spec.flags.insert(.exit) } else { spec[level: 0].drop += others }
    } else {
      spec[level: level].need += hostPlace
    }
    takeWays(name, &spec, level: level)
    catchTrigger(node, add(spec), at: armed[name])
    lowerRearm(node, in: inner)
  }

  private func useArm(_ node: Chain.Node, _ spec: inout MachineBuilder.EventSpec) {
    let name = node.heading.name.text
    guard let place = armed[name] else { return }
    if mayRepeat(node), !node.isInterrupting {
      spec[level: 0].need.append(place)
    } else {
      spec[level: 0].take.append(place)
    }
    if let disarmed = disarmed[name] { spec[level: 0].put.append(disarmed) }
  }

  /// A condition that held must fail before it can hold anew.
  private mutating func lowerRearm(_ node: Chain.Node, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    guard let armed = armed[name], let disarmed = disarmed[name], let condition = expression(node.condition) else {
      return
    }
    builder.event("\(name).rearm", .silent, in: scope) { spec in
      spec.stratum = .conditional
      spec.flags = [.unlessGuard]
      spec.guardExpression = condition
      spec[level: 0].take = [disarmed]
      spec[level: 0].put = [armed]
    }
  }

  // MARK: Event sub-processes

  private func openPlace(in scope: Index<ScopeDef>) -> Index<Place>? { openPlaces[scope] }

  mutating func declareEventSubProcess(_ node: Chain.Node, in scope: Index<ScopeDef>) {
    if openPlaces[scope] == nil {
      openPlaces[scope] = builder.place("open", in: scope, .standing, initially: true)
    }
    for start in node.body?.nodes ?? [] where start.kind == .startEvent {
      arm(start, in: scope, initially: true)
      eventClocks[scope, default: []] += standingPlaces(of: start)
    }
  }

  /// Its start is an event of the scope around it: one that interrupts takes the place that lets others begin, and drops
  /// all that goes on there.
  mutating func lowerEventStart(_ node: Chain.Node, _ body: Int) {
    guard let parent = index.bodies[body].parent, let open = openPlace(in: scopes[parent]) else { return }
    let (name, around) = (node.heading.name.text, scopes[parent])
    if node.waitsForAll { lowerParts(node, in: around) { $0[level: 0].need.append(open) } }
    var spec = makeEvent(node, kind(node), in: around)
    if node.waitsForAll { useParts(node, &spec) } else { useArm(node, &spec) }
    if node.isInterrupting {
      let own = spec[level: 0].take
      spec[level: 0].take.append(open)
      spec[level: 0].drop += (eventClocks[around] ?? []).filter { !own.contains($0) }
      spec.flags.insert(.clear)
    } else {
      spec[level: 0].need.append(open)
    }
    spec.opens = scopes[body]
    for arc in outgoing[name] ?? [] {
      let entry = entry(arc)
      spec.seed += entry.places
      spec.flows += entry.flows
    }
    catchTrigger(node, add(spec), at: armed[name])
    lowerRearm(node, in: around)
  }

  /// It ends when it is quiet, and so lets the scope around it end.
  mutating func lowerEventSubProcess(_ node: Chain.Node) {
    let inner = innerScope(node.heading.name.text)
    builder.update(inner, in: \.scopes) { $0.isEventScope = true }
    var spec = makeEvent(node, .silent, in: inner)
    spec.stratum = .completion
    spec.flags = [.quiet, .exit]
    add(spec)
  }
}
