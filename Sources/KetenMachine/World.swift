import FEEL

/// What the firing rule asks from outside the marking: whether guards hold, and what assignments give.
///
/// The live world evaluates the programs on a case's data; a proof answers by cases.
package protocol World {
  /// Time moves on.
  mutating func pass(to moment: Moment)
  /// Whether an expression is true, read in a scope.
  mutating func holds(_ expression: Index<Expression>, in slot: Int, of state: Case, by machine: Machine) -> Bool
  /// What an expression gives, read in a scope.
  mutating func value(_ expression: Index<Expression>, in slot: Int, of state: Case, by machine: Machine) -> Value
  /// Whether an expression, read in a scope, gives the key of a message.
  mutating func matches(
    _ expression: Index<Expression>, _ key: Value, in slot: Int, of state: Case, by machine: Machine
  ) -> Bool
  /// How many an expression says, read in a scope: a whole number, not negative.
  mutating func count(_ expression: Index<Expression>, in slot: Int, of state: Case, by machine: Machine) -> Int
}

/// The world of a running case: its data, at a moment.
package struct LiveWorld: World {
  package var moment: Moment
  package init(at moment: Moment) { self.moment = moment }

  package mutating func pass(to moment: Moment) { self.moment = moment }

  package func holds(_ expression: Index<Expression>, in slot: Int, of state: Case, by machine: Machine) -> Bool {
    value(expression, in: slot, of: state, by: machine) == .boolean(true)
  }

  package func value(_ expression: Index<Expression>, in slot: Int, of state: Case, by machine: Machine) -> Value {
    let row = machine.expressions[expression.int]
    let reader = CaseReader(machine: machine, state: state, slot: slot, moment: moment, base: row.base)
    return row.program.evaluate(reader)
  }
}

extension World {
  /// What is null matches nothing.
  package mutating func matches(
    _ expression: Index<Expression>, _ key: Value, in slot: Int, of state: Case, by machine: Machine
  ) -> Bool {
    !key.isNull && value(expression, in: slot, of: state, by: machine) == key
  }

  package mutating func count(_ expression: Index<Expression>, in slot: Int, of state: Case, by machine: Machine) -> Int
  {
    guard case .number(let number) = value(expression, in: slot, of: state, by: machine) else { return 0 }
    return max(0, number.int ?? 0)
  }
}

extension Machine {
  /// Why what an event computed for an item is null: what went wrong on the way, the first fault first; empty when
  /// nothing did.
  ///
  /// - Parameter state: The case just before the event happened.
  package func faults(of item: Index<Item>, computedBy firing: Firing, in state: Case) -> [Fault] {
    let computed = assignments[events[firing.event.int].assignments.range].first { $0.item == item }
    guard let computed else { return [] }
    let row = expressions[computed.expression.int]
    let reader = CaseReader(
      machine: self, state: state, slot: firing.scope.slot, moment: firing.at, base: row.base)
    return row.program.explain(reader).faults
  }
}

/// Reads the machine's readings from a case.
private struct CaseReader: SlotReader {
  let machine: Machine
  let state: Case
  let slot: Int
  let moment: Moment
  let base: Int

  func value(slot number: Int) -> Value {
    switch machine.readings[base + number] {
    case .item(let item): machine.value(of: item, seenFrom: slot, in: state) ?? .null
    case .now: Value(moment: moment)
    case .today: Value(dayOf: moment)
    case .stepDone(let bit): .boolean(isExecuted(bit))
    case .stepAt(let event): fact(event).map { Value(moment: $0.at) } ?? .null
    case .stepBy(let event): fact(event)?.party.map { .string(machine.parties[$0.int].name) } ?? .null
    case .termState(let term): .string((run(term)?.state ?? .idle).rawValue)
    case .termDue(let term): run(term).map { Value(moment: $0.due) } ?? .null
    case .termRemaining(let term): remaining(term)
    case .termIs(let term, let test): .boolean((run(term)?.state ?? .idle).test(test))
    case .tokens(let places): .number(Number(machine.tokens(at: places, seenFrom: slot, in: state)))
    case .arrived(let places): .number(Number(machine.arrived(at: places, seenFrom: slot, in: state)))
    }
  }

  private func run(_ term: Index<Term>) -> TermRun? { state.run(of: term, seenFrom: slot, in: machine) }

  private func remaining(_ term: Index<Term>) -> Value {
    guard let run = run(term), run.state == .running else { return .null }
    return Value(milliseconds: max(0, run.due.milliseconds - moment.milliseconds))
  }

  private func fact(_ event: Index<Event>) -> Fact? {
    let number = machine.index.factNumber[event.int]
    return number < 0 ? nil : state.fact(Int(number))
  }

  /// The bit in the scope that sees it, or whether its event happened in one that closed.
  private func isExecuted(_ bit: Index<Bit>) -> Bool {
    let row = machine.bits[bit.int]
    if let owner = state.enclosing(slot, def: row.scope) {
      return machine.isSet(row.bit, state.scopes[owner].executed, of: state)
    }
    return machine.index.bitEvents[bit.int].contains { fact($0) != nil }
  }
}

extension Machine {
  /// How many tokens stand on these places of one scope, in the instance around a slot.
  package func tokens(at these: [Index<Place>], seenFrom slot: Int, in state: Case) -> Int {
    guard let first = these.first, let owner = state.enclosing(slot, def: places[first.int].scope) else { return 0 }
    let counts = Int(state.scopes[owner].counts)
    guard counts >= 0 else { return arrived(at: these, seenFrom: slot, in: state) }
    return these.reduce(0) { $0 + Int(state.counts[counts + places[$1.int].bit]) }
  }

  /// How many of these places of one scope hold a token, in the instance around a slot.
  package func arrived(at these: [Index<Place>], seenFrom slot: Int, in state: Case) -> Int {
    guard let first = these.first, let owner = state.enclosing(slot, def: places[first.int].scope) else { return 0 }
    return these.count { holdsToken(places[$0.int].bit, owner, of: state) }
  }

  /// Whether a bit of a section is set.
  package func isSet(_ number: Int, _ section: Int32, of state: Case) -> Bool {
    state.words[Int(section) + number / 64] & (1 << UInt64(number % 64)) != 0
  }
}
