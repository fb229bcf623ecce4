import FEEL
import KetenSource

/// Builds a machine from symbolic rows; `build` packs every list of places and bits into mask words.
///
/// The order in which events are added to a scope is their table order, which is meaning (KERNEL: settle).
package struct MachineBuilder {
  package private(set) var machine = MachineTables()
  /// More firings than this in one decision are taken for an endless loop.
  package var firingLimit: Int {
    get { machine.firingLimit }
    set { machine.firingLimit = newValue }
  }
  private var scopeSpecs: [ScopeSpec] = []
  private var eventSpecs: [EventSpec] = []

  private struct ScopeSpec {
    var initialTokens: [Index<Place>] = []
    var initialPending: [Index<Bit>] = []
    var excluded: [Index<Bit>] = []
    var exempt: [Index<Bit>] = []
  }

  /// What an event is, before packing.
  package struct EventSpec {
    package var name: String
    package var kind: EventKind
    package var scope: Index<ScopeDef>
    package var facets: [FacetSpec] = []
    package var stratum = Stratum.routing
    package var flags: EventFlags = []
    package var guardExpression: Index<Expression>?
    package var trigger: Index<Trigger>?
    package var correlation: Index<Expression>?
    package var clock: Index<Clock>?
    package var joins: [(place: Index<Place>, upstream: [Index<Place>])] = []
    package var routes: [RouteSpec] = []
    package var routeMode = RouteMode.none
    package var opens: Index<ScopeDef>?
    package var seed: [Index<Place>] = []
    package var raises: Index<Trigger>?
    package var times: Index<Expression>?
    package var performers: UInt64 = 0
    package var job: String?
    package var accesses: [ItemAccess] = []
    package var assignments: [Assignment] = []
    package var termEffects: [TermEffect] = []
    package var delays: [Index<Term>] = []
    package var element: Index<Element>?
    package var flows: [Index<Element>] = []

    package init(_ name: String, _ kind: EventKind, in scope: Index<ScopeDef>) {
      (self.name, self.kind, self.scope) = (name, kind, scope)
    }

    /// The facet at a level, made when first asked for.
    package subscript(level level: Int) -> FacetSpec {
      get { facets.first { $0.level == level } ?? FacetSpec(level: level) }
      set {
        if let index = facets.firstIndex(where: { $0.level == level }) {
          facets[index] = newValue
        } else {
          facets.append(newValue)
          facets.sort { $0.level < $1.level }
        }
      }
    }
  }

  /// What an event means at one level, before packing.
  package struct FacetSpec {
    package var level: Int
    /// Tokens that must stand but stay.
    package var need: [Index<Place>] = []
    /// Tokens that must stand and go.
    package var take: [Index<Place>] = []
    /// Tokens that go if they are there, one from each place.
    package var drop: [Index<Place>] = []
    package var put: [Index<Place>] = []
    package var bit: Index<Bit>?
    package var condition: [Index<Bit>] = []
    package var milestone: [Index<Bit>] = []
    package var response: [Index<Bit>] = []
    package var include: [Index<Bit>] = []
    package var exclude: [Index<Bit>] = []
    /// Needs, takes and puts of more than one token; such a place need not stand in `need`, `take` or `put` as well.
    package var weights: [Weight] = []
    package var guarded: [GuardedSpec] = []
    package init(level: Int) { self.level = level }
  }

  package struct GuardedSpec {
    package var kind: RelationKind
    package var bit: Index<Bit>
    package var expression: Index<Expression>
    package var term: Index<Term>?
    package var relation: Index<Relation>
    package init(
      _ kind: RelationKind, _ bit: Index<Bit>, if expression: Index<Expression>, term: Index<Term>? = nil,
      relation: Index<Relation>
    ) {
      (self.kind, self.bit, self.expression, self.term, self.relation) = (kind, bit, expression, term, relation)
    }
  }

  package struct RouteSpec {
    package var guardExpression: Index<Expression>?
    package var put: [Index<Place>]
    package var isDefault: Bool
    package var flows: [Index<Element>]
    package init(
      if guardExpression: Index<Expression>? = nil, put: [Index<Place>], isDefault: Bool = false,
      flows: [Index<Element>] = []
    ) {
      (self.guardExpression, self.put, self.isDefault, self.flows) = (guardExpression, put, isDefault, flows)
    }
  }

  /// Starts with the root scope, index 0.
  package init(name: String = "", version: String = "") {
    machine.name = name
    machine.version = version
    _ = scope("case", parent: nil)
  }

  /// The root: the whole case.
  package var root: Index<ScopeDef> { Index(0) }

  package mutating func scope(
    _ name: String, parent: Index<ScopeDef>?, counts: Bool = false, element: Index<Element>? = nil
  ) -> Index<ScopeDef> {
    var def = ScopeDef(name: name, parent: parent)
    def.depth = parent.map { machine.scopes[$0.int].depth + 1 } ?? 0
    def.counts = counts
    def.element = element
    machine.scopes.append(def)
    scopeSpecs.append(ScopeSpec())
    return Index(machine.scopes.count - 1)
  }

  package mutating func place(
    _ name: String, in scope: Index<ScopeDef>, _ kind: PlaceKind = .flow, initially: Bool = false,
    element: Index<Element>? = nil
  ) -> Index<Place> {
    let index = Index<Place>(machine.places.count)
    let bit = machine.scopes[scope.int].places.count
    machine.places.append(Place(name: name, scope: scope, bit: bit, kind: kind, element: element))
    machine.scopes[scope.int].places.append(index)
    if initially { scopeSpecs[scope.int].initialTokens.append(index) }
    return index
  }

  /// A bit, included unless said otherwise.
  ///
  /// One that is not obliging may stay pending for ever.
  package mutating func bit(
    _ name: String, in scope: Index<ScopeDef>, included: Bool = true, pending: Bool = false, obliging: Bool = true
  ) -> Index<Bit> {
    let index = Index<Bit>(machine.bits.count)
    let number = machine.scopes[scope.int].bits.count
    machine.bits.append(Bit(name: name, scope: scope, bit: number, event: nil))
    machine.scopes[scope.int].bits.append(index)
    if pending { scopeSpecs[scope.int].initialPending.append(index) }
    if !included { scopeSpecs[scope.int].excluded.append(index) }
    if !obliging { scopeSpecs[scope.int].exempt.append(index) }
    return index
  }

  @discardableResult
  package mutating func event(
    _ name: String, _ kind: EventKind, in scope: Index<ScopeDef>, _ define: (inout EventSpec) -> Void = { _ in }
  ) -> Index<Event> {
    var spec = EventSpec(name, kind, in: scope)
    define(&spec)
    eventSpecs.append(spec)
    return Index(eventSpecs.count - 1)
  }

  /// Changes an event that was added: relations come after the events they join.
  package mutating func change(_ event: Index<Event>, _ body: (inout EventSpec) -> Void) {
    body(&eventSpecs[event.int])
  }

  /// The events so far.
  package var events: some Sequence<Index<Event>> { eventSpecs.indices.lazy.map { Index($0) } }

  package func spec(_ event: Index<Event>) -> EventSpec { eventSpecs[event.int] }

  package func scope(of event: Index<Event>) -> Index<ScopeDef> { eventSpecs[event.int].scope }

  /// How many levels a scope lies below another of its ancestors (0 for itself); nil when it does not.
  package func levels(from scope: Index<ScopeDef>, up ancestor: Index<ScopeDef>) -> Int? {
    var current: Index<ScopeDef>? = scope
    var levels = 0
    while let next = current {
      if next == ancestor { return levels }
      current = machine.scopes[next.int].parent
      levels += 1
    }
    return nil
  }

  package mutating func trigger(
    _ kind: TriggerKind, _ reference: String?, _ delivery: Delivery, message: Index<Message>? = nil
  ) -> Index<Trigger> {
    if let known = machine.triggers.firstIndex(where: {
      $0.kind == kind && $0.reference == reference && $0.delivery == delivery
    }) {
      return Index(known)
    }
    return add(Trigger(kind: kind, reference: reference, delivery: delivery, message: message), to: \.triggers)
  }

  package mutating func clock(
    _ event: Index<Event>, at place: Index<Place>, due: Clock.Due, repetitions: Int? = 1
  ) -> Index<Clock> {
    let clock = add(Clock(event: event, place: place, due: due, repetitions: repetitions), to: \.clocks)
    eventSpecs[event.int].clock = clock
    return clock
  }

  /// The slot that reads something, shared by all expressions.
  package mutating func slot(_ reading: Reading) -> Int {
    if let known = readingSlots[reading] { return known }
    machine.readings.append(reading)
    readingSlots[reading] = machine.readings.count - 1
    return machine.readings.count - 1
  }
  private var readingSlots: [Reading: Int] = [:]

  @discardableResult
  package mutating func add<Row>(_ row: Row, to table: WritableKeyPath<MachineTables, [Row]>) -> Index<Row> {
    Self.add(row, to: &machine[keyPath: table])
  }

  // A key path is walked once for each row, not once to append and once to count.
  private static func add<Row>(_ row: Row, to table: inout [Row]) -> Index<Row> {
    table.append(row)
    return Index(table.count - 1)
  }

  package mutating func update<Row>(
    _ index: Index<Row>, in table: WritableKeyPath<MachineTables, [Row]>, _ body: (inout Row) -> Void
  ) {
    body(&machine[keyPath: table][index.int])
  }

  package mutating func addCompensation(_ handler: CompensationHandler, in scope: Index<ScopeDef>) {
    machine.scopes[scope.int].compensation.append(handler)
  }
}

// MARK: - Packing

extension MachineBuilder {
  /// The finished machine.
  package consuming func build() -> Machine {
    packItems()
    packScopes()
    for index in eventSpecs.indices { packEvent(Index(index)) }
    return Machine(machine)
  }

  /// Each item belongs to the scope in which its place stands.
  private mutating func packItems() {
    for number in machine.items.indices {
      let scope = machine.places[machine.items[number].place.int].scope
      machine.items[number].scope = scope
      machine.items[number].number = machine.scopes[scope.int].items.count
      machine.scopes[scope.int].items.append(Index(number))
    }
  }

  private mutating func packScopes() {
    for index in machine.scopes.indices {
      let spec = scopeSpecs[index]
      let places = machine.scopes[index].places
      let bits = machine.scopes[index].bits
      let standing = places.filter { machine.places[$0.int].kind == .standing }
      let excluded = Set(spec.excluded)
      let exempt = Set(spec.exempt)
      machine.scopes[index].tokenWords = (places.count + 63) / 64
      machine.scopes[index].bitWords = (bits.count + 63) / 64
      let scope = Index<ScopeDef>(index)
      machine.scopes[index].initialTokens = mask(spec.initialTokens, in: scope)
      machine.scopes[index].initialPending = mask(spec.initialPending, in: scope)
      machine.scopes[index].initialIncluded = mask(bits.filter { !excluded.contains($0) }, in: scope)
      machine.scopes[index].standing = mask(standing, in: scope)
      machine.scopes[index].obliging = mask(bits.filter { !exempt.contains($0) }, in: scope)
    }
  }

  private mutating func packEvent(_ index: Index<Event>) {
    let spec = eventSpecs[index.int]
    var event = Event(name: spec.name, kind: spec.kind, scope: spec.scope)
    event.stratum = spec.stratum
    event.flags = spec.flags
    event.guardExpression = spec.guardExpression
    event.trigger = spec.trigger
    event.correlation = spec.correlation
    event.clock = spec.clock
    event.routeMode = spec.routeMode
    event.opens = spec.opens
    event.raises = spec.raises
    event.times = spec.times
    event.performers = spec.performers
    event.job = spec.job
    event.element = spec.element
    event.flows = spec.flows
    if let opened = spec.opens {
      event.seed = mask(spec.seed, in: opened)
      event.opensLevel = machine.scopes[opened.int].parent.map { level(of: $0, from: spec.scope) } ?? 0
    }
    event.facets = rows(spec.facets.map { packFacet($0, of: spec.scope) }, \.facets)
    event.routes = rows(spec.routes.map { packRoute($0, of: spec.scope) }, \.routes)
    event.joins = rows(
      spec.joins.map { Join(place: $0.place, upstream: mask($0.upstream, in: spec.scope)) }, \.joins)
    event.accesses = rows(spec.accesses, \.accesses)
    event.assignments = rows(spec.assignments, \.assignments)
    let delays = spec.delays.map { TermEffect(term: $0, action: .void) }
    event.termEffects = rows(spec.termEffects, \.termEffects)
    event.delays = rows(delays, \.termEffects)
    for facet in spec.facets {
      if let bit = facet.bit, facet.level == 0 || machine.bits[bit.int].event == nil {
        machine.bits[bit.int].event = index
      }
    }
    machine.scopes[spec.scope.int].events.append(Index(machine.events.count))
    machine.events.append(event)
  }

  /// The level of a scope seen from one below it, or the same.
  private func level(of scope: Index<ScopeDef>, from lower: Index<ScopeDef>) -> Int32 {
    guard let level = levels(from: lower, up: scope) else {
      preconditionFailure("scope '\(machine.scopes[scope.int].name)' is not above '\(machine.scopes[lower.int].name)'")
    }
    return Int32(level)
  }

  /// The scope so many levels up.
  private func ancestor(of scope: Index<ScopeDef>, level: Int) -> Index<ScopeDef> {
    var current = scope
    for _ in 0..<level {
      guard let parent = machine.scopes[current.int].parent else {
        preconditionFailure("no scope \(level) levels above '\(machine.scopes[scope.int].name)'")
      }
      current = parent
    }
    return current
  }

  private mutating func packRoute(_ spec: RouteSpec, of scope: Index<ScopeDef>) -> Route {
    var route = Route(guardExpression: spec.guardExpression, isDefault: spec.isDefault, flows: spec.flows)
    guard let first = spec.put.first else { return route }
    let target = machine.places[first.int].scope
    route.level = level(of: target, from: scope)
    route.put = mask(spec.put, in: target)
    return route
  }

  private mutating func packFacet(_ spec: FacetSpec, of eventScope: Index<ScopeDef>) -> Facet {
    let scope = ancestor(of: eventScope, level: spec.level)
    let weighted = { (use: Weight.Use) in spec.weights.filter { $0.use == use }.map(\.place) }
    var facet = Facet(level: Int32(spec.level))
    facet.need = mask(spec.need + spec.take + weighted(.need) + weighted(.take), in: scope)
    facet.take = mask(spec.take + spec.drop + weighted(.take), in: scope)
    facet.put = mask(spec.put + weighted(.put), in: scope)
    facet.bit = spec.bit.map { number(of: $0, in: scope) } ?? -1
    facet.condition = mask(spec.condition, in: scope)
    facet.milestone = mask(spec.milestone, in: scope)
    facet.response = mask(spec.response, in: scope)
    facet.include = mask(spec.include, in: scope)
    facet.exclude = mask(spec.exclude, in: scope)
    facet.weights = rows(spec.weights, \.weights)
    facet.guarded = rows(
      spec.guarded.map { relation in
        GuardedRelation(
          kind: relation.kind, bit: number(of: relation.bit, in: scope), expression: relation.expression,
          term: relation.term, relation: relation.relation)
      }, \.guarded)
    return facet
  }

  private mutating func rows<Row>(_ values: [Row], _ table: WritableKeyPath<MachineTables, [Row]>) -> Rows {
    guard !values.isEmpty else { return .none }
    return Self.add(values, to: &machine[keyPath: table])
  }

  private static func add<Row>(_ values: [Row], to table: inout [Row]) -> Rows {
    table.append(contentsOf: values)
    return Rows(table.count - values.count, values.count)
  }

  private func number(of bit: Index<Bit>, in scope: Index<ScopeDef>) -> Int32 {
    let bit = machine.bits[bit.int]
    precondition(bit.scope == scope, "bit '\(bit.name)' is not in scope '\(machine.scopes[scope.int].name)'")
    return Int32(bit.bit)
  }

  private func number(of place: Index<Place>, in scope: Index<ScopeDef>) -> Int32 {
    let place = machine.places[place.int]
    precondition(place.scope == scope, "place '\(place.name)' is not in scope '\(machine.scopes[scope.int].name)'")
    return Int32(place.bit)
  }

  private mutating func mask(_ places: [Index<Place>], in scope: Index<ScopeDef>) -> Rows {
    pack(places.map { Int(number(of: $0, in: scope)) })
  }

  private mutating func mask(_ bits: [Index<Bit>], in scope: Index<ScopeDef>) -> Rows {
    pack(bits.map { Int(number(of: $0, in: scope)) })
  }

  private mutating func pack(_ numbers: [Int]) -> Rows {
    var words: [MaskWord] = []
    for number in numbers.sorted() {
      let bit = UInt64(1) << UInt64(number % 64)
      if let last = words.indices.last, words[last].word == Int32(number / 64) {
        words[last].bits |= bit
      } else {
        words.append(MaskWord(word: Int32(number / 64), bits: bit))
      }
    }
    return rows(words, \.masks)
  }
}
