import FEEL

/// One decision in the making: a copy of the case, the world it reads, what is to be tried, and the records so far.
package struct Play<W: World> {
  package var state: Case
  package var world: W
  package var agenda: Agenda
  package private(set) var records: [Record] = []
  package private(set) var moment: Moment
  /// Messages thrown out of the case.
  package var sent: [Index<Message>] = []
  /// The firings left before the bound; a decision that needs more does not end.
  package var firingsLeft: Int

  package init(_ state: Case, of machine: Machine, world: W, at moment: Moment) {
    (self.state, self.world, self.moment) = (state, world, moment)
    agenda = Agenda(of: machine, scopes: state.scopes.count)
    firingsLeft = machine.firingLimit
  }

  package mutating func pass(to moment: Moment) {
    self.moment = moment
    world.pass(to: moment)
  }

  package mutating func append(_ record: Record) {
    // Few decisions have more; growing from one to two to four costs more than the room.
    if records.isEmpty { records.reserveCapacity(4) }
    records.append(record)
  }
}

/// Why a decision could not be made.
package struct Refusal: Error {
  package var reasons: [Reason]
  package init(reasons: [Reason]) { self.reasons = reasons }
}

extension Machine {
  /// Puts a record on the record and applies it: live play and replay go the same way.
  package func enter<W>(_ record: Record, _ play: inout Play<W>) {
    play.append(record)
    carryOut(record, &play.state, &play.agenda)
  }

  /// Makes an event's choices, fires it and delivers what it throws.
  ///
  /// Nothing is settled.
  package func perform<W>(
    _ event: Index<Event>, _ slot: Int, _ play: inout Play<W>, _ change: (inout Firing) -> Void = { _ in }
  ) throws(Refusal) {
    let firing = try choices(event, slot, &play, change)
    try enter(firing, &play)
  }

  /// Fires an event whose choices have been made, and delivers what it throws.
  package func enter<W>(_ firing: Firing, _ play: inout Play<W>) throws(Refusal) {
    enter(.fired(firing), &play)
    if let trigger = events[firing.event.int].raises {
      try deliver(trigger, from: firing.scope.slot, by: firing.event, &play)
    }
  }

  /// The firing of an event with its choices made; what it writes can be read from then on.
  package func choices<W>(
    _ event: Index<Event>, _ slot: Int, _ play: inout Play<W>, _ change: (inout Firing) -> Void
  ) throws(Refusal) -> Firing {
    guard play.firingsLeft > 0 else { throw Refusal(reasons: [.bound(event)]) }
    play.firingsLeft -= 1
    var firing = Firing(event, in: play.state.id(slot), at: play.moment)
    change(&firing)
    let isPlain = packed.events[event.int].isPlain && firing.isBare && !index.hasComputedClocks
    if !isPlain { try choose(&firing, &play) }
    return firing
  }

  /// Fills in what an event computes, the routes it takes, the guarded relations it uses and the dues it sets.
  ///
  /// Routes and relations see what the event itself writes.
  private func choose<W>(_ firing: inout Firing, _ play: inout Play<W>) throws(Refusal) {
    let slot = firing.scope.slot
    if !firing.isBare {
      for write in firing.writes { set(write, from: slot, &play.state) }
    }
    compute(&firing, &play)
    if let times = events[firing.event.int].times {
      let count = play.world.count(times, in: slot, of: play.state, by: self)
      guard count <= firingLimit else { throw Refusal(reasons: [.bound(firing.event)]) }
      firing.times = count
    }
    if events[firing.event.int].routeMode != .none {
      firing.routes = try chosenRoutes(firing.event, slot, &play)
    }
    var used: [Int32] = []
    for facet in events[firing.event.int].facets.range {
      for number in facets[facet].guarded.range where guarded[number].kind.isEffect {
        if play.world.holds(guarded[number].expression, in: slot, of: play.state, by: self) {
          used.append(Int32(number))
        }
      }
    }
    firing.guarded = used
    if index.hasComputedClocks {
      firing.dues = try computedDues(for: firing, starting: startedPlaces(by: firing, in: play.state), &play)
    }
  }

  /// Writes what an event computes: an expression is evaluated once, however many items take a part of it.
  private func compute<W>(_ firing: inout Firing, _ play: inout Play<W>) {
    let slot = firing.scope.slot
    var last: (expression: Index<Expression>, value: Value)?
    for assignment in assignments[events[firing.event.int].assignments.range] {
      let value: Value
      if let last, last.expression == assignment.expression {
        value = last.value
      } else {
        value = play.world.value(assignment.expression, in: firing.scope.slot, of: play.state, by: self)
      }
      last = (assignment.expression, value)
      let number = assignment.element.map { play.world.value($0, in: slot, of: play.state, by: self) }
      let known = number == nil ? nil : self.value(of: assignment.item, seenFrom: slot, in: play.state)
      let whole = assignment.written(assignment.part(of: value), over: known, number: number, limit: firingLimit)
      let written = ItemValue(assignment.item, whole.converted(to: items[assignment.item.int].type) ?? .null)
      // Of what is written twice the last value stands.
      if firing.writes.contains(where: { $0.item == written.item }) {
        firing.writes.removeAll { $0.item == written.item }
      }
      firing.writes.append(written)
      set(written, from: slot, &play.state)
    }
  }

  private func chosenRoutes<W>(
    _ event: Index<Event>, _ slot: Int, _ play: inout Play<W>
  ) throws(Refusal) -> [Int32] {
    let range = events[event.int].routes.range
    var result: [Int32] = []
    for number in range where !routes[number].isDefault {
      if let expression = routes[number].guardExpression,
        !play.world.holds(expression, in: slot, of: play.state, by: self)
      {
        continue
      }
      result.append(Int32(number))
      if events[event.int].routeMode == .first { return result }
    }
    guard result.isEmpty else { return result }
    guard let fallback = range.first(where: { routes[$0].isDefault }) else {
      throw Refusal(reasons: [.route(event)])
    }
    return [Int32(fallback)]
  }
}

extension RelationKind {
  /// Whether it works when its source fires, rather than holding its target back.
  package var isEffect: Bool { self == .response || self == .include || self == .exclude }
}
