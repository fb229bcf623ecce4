import KetenMachine
import KetenSource
import Testing

@testable import FEEL

/// A step of a path as tests make it: an act with a bit of its own.
struct Step {
  var event: Index<Event>
  var bit: Index<Bit>
}

extension MachineBuilder {
  /// A builder with three parties: `anna` (client), `bob` (directs) and `carl`, who acts for anna.
  static func test() -> MachineBuilder {
    var builder = MachineBuilder(name: "test", version: "1")
    let anna = builder.add(Party(name: "anna", isClient: true, directs: false), to: \.parties)
    builder.add(Party(name: "bob", isClient: false, directs: true), to: \.parties)
    builder.add(Party(name: "carl", isClient: false, directs: false, actsFor: anna), to: \.parties)
    return builder
  }

  /// An act of anna's and bob's.
  @discardableResult
  mutating func act(
    _ name: String, in scope: Index<ScopeDef>, need: [Index<Place>] = [], take: [Index<Place>] = [],
    put: [Index<Place>] = [], _ define: (inout EventSpec) -> Void = { _ in }
  ) -> Index<Event> {
    event(name, .act, in: scope) { event in
      event.performers = 3
      event[level: 0].need = need
      event[level: 0].take = take
      event[level: 0].put = put
      define(&event)
    }
  }

  @discardableResult
  mutating func silent(
    _ name: String, in scope: Index<ScopeDef>, need: [Index<Place>] = [], take: [Index<Place>] = [],
    put: [Index<Place>] = [], _ define: (inout EventSpec) -> Void = { _ in }
  ) -> Index<Event> {
    event(name, .silent, in: scope) { event in
      event[level: 0].need = need
      event[level: 0].take = take
      event[level: 0].put = put
      define(&event)
    }
  }

  /// A step of a path in a scope.
  mutating func step(
    _ name: String, in scope: Index<ScopeDef>, included: Bool = true, pending: Bool = false
  ) -> Step {
    let bit = bit(name, in: scope, included: included, pending: pending)
    return Step(event: act(name, in: scope) { $0[level: 0].bit = bit }, bit: bit)
  }

  /// A relation between two steps of the same scope.
  mutating func relate(_ kind: RelationKind, _ from: Step, _ to: Step) {
    let element = element("\(kind.rawValue)-\(from.bit.number)-\(to.bit.number)", kind: kind.rawValue, basis: "Awb 1:1")
    add(Relation(kind: kind, from: from.bit, to: to.bit, element: element), to: \.relations)
    change(kind == .condition || kind == .milestone ? to.event : from.event) { event in
      switch kind {
      case .condition: event[level: 0].condition.append(from.bit)
      case .milestone: event[level: 0].milestone.append(from.bit)
      case .response: event[level: 0].response.append(to.bit)
      case .include: event[level: 0].include.append(to.bit)
      case .exclude: event[level: 0].exclude.append(to.bit)
      }
    }
  }

  /// A relation that holds only while an item is true.
  mutating func relate(
    _ kind: RelationKind, _ from: Step, _ to: Step, if item: Index<Item>, term: Index<Term>? = nil
  ) {
    let expression = isTrue(item)
    let element = element("guarded", kind: kind.rawValue)
    let relation = add(
      Relation(kind: kind, from: from.bit, to: to.bit, expression: expression, element: element), to: \.relations)
    let isEffect = kind != .condition && kind != .milestone
    change(isEffect ? from.event : to.event) { event in
      event[level: 0].guarded.append(
        GuardedSpec(kind, isEffect ? to.bit : from.bit, if: expression, term: term, relation: relation))
    }
  }

  mutating func element(_ name: String, kind: String = "userTask", basis: String? = nil) -> Index<Element> {
    add(
      Element(
        kind: kind, name: name, title: nil, basis: basis, file: SourceFile(path: "test", text: ""),
        range: SourceRange(0, 0)), to: \.elements)
  }

  mutating func item(_ name: String, _ type: ValueType = .any) -> Index<Item> {
    let place = place(name, in: root, .standing)
    return add(Item(name: name, type: type, place: place), to: \.items)
  }

  /// An expression that is the value of an item.
  mutating func isTrue(_ item: Index<Item>) -> Index<Expression> {
    expression(.item(item), machine.items[item.int].name)
  }

  mutating func expression(_ reading: Reading, _ text: String) -> Index<Expression> {
    var environment = Environment()
    environment.declare(["x"], type: .any, slot: slot(reading))
    guard let program = compile(SourceText("x"), in: environment, expecting: nil).program else {
      preconditionFailure("a name alone is an expression")
    }
    return add(
      Expression(
        program: program, text: text, file: SourceFile(path: "test", text: text),
        range: SourceRange(0, 0)), to: \.expressions)
  }

  mutating func term(
    _ name: String, _ kind: TermKind = .term, _ duration: String, renews: Bool = false, in scope: Index<ScopeDef>
  ) -> Index<Term> {
    let length = CalendarDuration(iso: duration) ?? CalendarDuration()
    return add(Term(name: name, kind: kind, duration: length, renews: renews, scope: scope), to: \.terms)
  }
}

extension Moment {
  /// So many hours after the first moment of tests.
  static func hour(_ hours: Int64) -> Moment { Moment(milliseconds: 1_767_225_600_000 + hours * 3_600_000) }
}

/// A case under test: every decision is replayed from the start and must give the same case.
struct Course {
  let machine: Machine
  private(set) var state = Case()
  private(set) var records: [Record] = []
  private(set) var effects: [Effect] = []
  private(set) var hour: Int64 = 0

  init(_ builder: consuming MachineBuilder, _ location: SourceLocation = #_sourceLocation) {
    machine = builder.build()
    take(begin(machine, at: .hour(0)), location)
  }

  private mutating func take(_ decision: Decision, _ location: SourceLocation) {
    switch decision {
    case .refused(let reasons): Issue.record("refused: \(reasons.map(\.word))", sourceLocation: location)
    case .accepted(let records, let effects, let next):
      for record in records { apply(record, to: &state, of: machine) }
      self.records += records
      self.effects = effects
      #expect(state == next, "replay equals live", sourceLocation: location)
      #expect(Case.replay(self.records, of: machine) == next, "replay from the start", sourceLocation: location)
    }
  }

  private func command(_ name: String, _ party: String, _ writes: [ItemValue], _ run: ScopeID?) -> Command {
    guard let event = machine.event(named: name) else { preconditionFailure("no event '\(name)'") }
    if machine.events[event.int].kind == .job { return .answer(event, run: run, writes: writes, at: .hour(hour)) }
    return .act(event, run: run, by: machine.party(named: party) ?? Index(0), writes: writes, at: .hour(hour))
  }

  mutating func perform(
    _ name: String, by party: String = "anna", _ writes: [ItemValue] = [], run: ScopeID? = nil,
    _ location: SourceLocation = #_sourceLocation
  ) {
    take(decide(command(name, party, writes, run), on: state, of: machine), location)
  }

  func reasons(_ name: String, by party: String = "anna", _ writes: [ItemValue] = [], run: ScopeID? = nil) -> [Reason] {
    switch decide(command(name, party, writes, run), on: state, of: machine) {
    case .refused(let reasons): reasons
    case .accepted: []
    }
  }

  func refusal(_ name: String, by party: String = "anna", _ writes: [ItemValue] = [], run: ScopeID? = nil) -> [String] {
    reasons(name, by: party, writes, run: run).map(\.word)
  }

  mutating func wait(until hour: Int64, _ location: SourceLocation = #_sourceLocation) {
    self.hour = hour
    take(decide(.tick(at: .hour(hour)), on: state, of: machine), location)
  }

  /// Lets time pass without a tick.
  mutating func skip(to hour: Int64) { self.hour = hour }

  mutating func send(
    _ name: String, _ writes: [ItemValue] = [], _ location: SourceLocation = #_sourceLocation
  ) {
    guard let message = machine.message(named: name) else { return }
    take(decide(.message(message, writes: writes, at: .hour(hour)), on: state, of: machine), location)
  }

  /// Why a message is refused.
  func refusal(ofMessage name: String, from party: String? = nil, _ writes: [ItemValue] = []) -> [Reason] {
    guard let message = machine.message(named: name) else { return [] }
    let command = Command.message(
      message, from: party.flatMap { machine.party(named: $0) }, writes: writes, at: .hour(hour))
    guard case .refused(let reasons) = decide(command, on: state, of: machine) else { return [] }
    return reasons
  }

  mutating func fault(_ name: String, _ error: String?, _ location: SourceLocation = #_sourceLocation) {
    guard let event = machine.event(named: name) else { return }
    take(decide(.fault(event, error: error, at: .hour(hour)), on: state, of: machine), location)
  }

  /// The names of the work that is open, in order.
  var open: [String] {
    openWork(state, of: machine, at: .hour(hour)).map { machine.name(of: $0.event) }
  }

  /// The names of all events that fired, in order.
  var fired: [String] {
    records.compactMap { if case .fired(let firing) = $0 { machine.name(of: firing.event) } else { nil } }
  }

  /// The names of the places that hold a token, standing ones left out, scope by scope.
  var tokens: [String] {
    state.preorder.flatMap { slot in
      state.scopes[slot].def < 0
        ? []
        : machine.scopes[Int(state.scopes[slot].def)].places.filter {
          machine.places[$0.int].kind != .standing && machine.holdsToken(machine.places[$0.int].bit, slot, of: state)
        }.map { machine.places[$0.int].name }
    }
  }

  /// How many instances of a scope are open.
  func count(_ name: String) -> Int {
    state.preorder.filter { state.scopes[$0].def >= 0 && machine.scopes[Int(state.scopes[$0].def)].name == name }.count
  }

  func term(_ name: String) -> TermState {
    machine.term(named: name).flatMap { state.latestRun(of: $0)?.state } ?? .idle
  }
}
