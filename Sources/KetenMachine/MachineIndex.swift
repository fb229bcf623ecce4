/// What the firing rule looks up and the tables do not say directly; derived once, when a machine is finished.
package struct MachineIndex: Sendable {
  /// A silent event that may become enabled when something it reads changes.
  package struct Watcher: Sendable {
    package var event: Index<Event>
    /// How many levels above its own scope that something is.
    package var level: Int32
  }

  /// A silent event with when it is tried.
  package struct Silent: Sendable {
    package var event: Index<Event>
    package var stratum: Stratum
  }

  /// How a catching event stands to the scope that a trigger passes.
  package enum CatcherKind: UInt8, Sendable {
    /// On an activity, or a catch that waits: needs a token of its own scope.
    case waiting
    /// Starts an event sub-process (or a procedure) in its scope.
    case start
    /// On the border of its scope.
    case border
  }

  package struct Catcher: Sendable {
    package var event: Index<Event>
    package var kind: CatcherKind
  }

  /// Silent events by scope, each in order of stratum and table.
  package private(set) var silent: [Silent] = []
  package private(set) var scopeSilent: [Rows] = []
  /// An event's number among the silent ones of its scope, −1 when it is not silent.
  package private(set) var silentNumber: [Int32] = []
  /// Words an agenda needs for one scope.
  package private(set) var agendaStride = 1
  package private(set) var watchers: [Watcher] = []
  package private(set) var placeWatchers: [Rows] = []
  package private(set) var bitWatchers: [Rows] = []
  /// Silent events that read an absence (quiet, joins), by scope.
  package private(set) var late: [Index<Event>] = []
  package private(set) var scopeLate: [Rows] = []
  /// Silent events that read more than the marking (guards, delays), by scope.
  package private(set) var dataReaders: [Index<Event>] = []
  package private(set) var scopeDataReaders: [Rows] = []
  /// By scope and word of its tokens: the places with a clock, or whose moment of arrival somebody asks for.
  package private(set) var watched: [UInt64] = []
  package private(set) var watchedStart: [Int32] = []
  package private(set) var clocks: [Index<Clock>] = []
  package private(set) var placeClocks: [Rows] = []
  package private(set) var isDated: [Bool] = []
  /// The number of an event among those that leave a fact, −1 for none.
  package private(set) var factNumber: [Int32] = []
  package private(set) var factCount = 0
  /// By trigger: who catches it, exact references before catch-alls.
  package private(set) var catchers: [Catcher] = []
  package private(set) var triggerCatchers: [Rows] = []
  /// By scope: whether an obliging bit also stands in a scope above, whose exclusion counts as well.
  package private(set) var hasNestedBits: [Bool] = []
  /// By bit: the events whose own bit it is.
  package private(set) var bitEvents: [[Index<Event>]] = []
  /// By place: the item it says has been written.
  package private(set) var itemOfPlace: [Index<Item>?] = []
  package private(set) var jobs: [Index<Event>] = []
  package private(set) var hasComputedClocks = false
  /// By scope: whether it is an event sub-process, opened by an event that catches in the scope around it.
  package private(set) var isEventScope: [Bool] = []
  package private(set) var isAnythingGuarded = false
  /// By event: whether guards or delays have a say.
  package private(set) var readsMore: [Bool] = []
  /// The row of a root that has just been opened: all cases share it until something opens below.
  package private(set) var rootRow: [Scope] = []
  package private(set) var names = MachineNames()

  package init() {}

  package init(of machine: Machine) {
    collectSilent(machine)
    collectWatchers(machine)
    collectClocks(machine)
    collectCatchers(machine)
    collectBits(machine)
    for (number, event) in machine.events.enumerated() {
      let leavesFact = event.kind != .silent || machine.facets[event.facets.range].contains { $0.bit >= 0 }
      factNumber.append(leavesFact ? Int32(factCount) : -1)
      if leavesFact { factCount += 1 }
      readsMore.append(machine.readsData(Index(number)))
      if event.kind == .job { jobs.append(Index(number)) }
    }
    hasComputedClocks = machine.clocks.contains { if case .expression = $0.due { true } else { false } }
    isEventScope = machine.scopes.map(\.isEventScope)
    for (number, event) in machine.events.enumerated() where event.kind == .trigger || event.kind == .timer {
      if let opened = event.opens, machine.catcherKind(Index(number)) == .start, event.scope.raw != 0 {
        isEventScope[opened.int] = true
      }
    }
    itemOfPlace = Array(repeating: nil, count: machine.places.count)
    for (number, item) in machine.items.enumerated() { itemOfPlace[item.place.int] = Index(number) }
    if let root = machine.scopes.first { rootRow = [Scope(of: root, def: 0, words: 0, counts: 0)] }
    names = MachineNames(of: machine)
  }

  private mutating func collectSilent(_ machine: Machine) {
    silentNumber = Array(repeating: -1, count: machine.events.count)
    for scope in machine.scopes {
      let events = scope.events.filter { machine.events[$0.int].kind == .silent }
      let ordered = events.sorted { left, right in
        (machine.events[left.int].stratum, left) < (machine.events[right.int].stratum, right)
      }
      for (number, event) in ordered.enumerated() { silentNumber[event.int] = Int32(number) }
      let rows = ordered.map { Silent(event: $0, stratum: machine.events[$0.int].stratum) }
      scopeSilent.append(append(rows, to: &silent))
      scopeLate.append(append(ordered.filter { machine.events[$0.int].readsAbsence }, to: &late))
      scopeDataReaders.append(append(ordered.filter { machine.readsData($0) }, to: &dataReaders))
      agendaStride = max(agendaStride, (ordered.count + 63) / 64)
    }
    isAnythingGuarded = !dataReaders.isEmpty
  }

  private mutating func collectWatchers(_ machine: Machine) {
    var byPlace: [[Watcher]] = Array(repeating: [], count: machine.places.count)
    var byBit: [[Watcher]] = Array(repeating: [], count: machine.bits.count)
    for event in silent.map(\.event) {
      let row = machine.events[event.int]
      for facet in machine.facets[row.facets.range] {
        let scope = machine.scopes[machine.ancestor(of: row.scope, level: Int(facet.level)).int]
        let watcher = Watcher(event: event, level: facet.level)
        for number in machine.numbers(facet.need) { byPlace[scope.places[number].int].append(watcher) }
        let bits = machine.numbers(facet.condition) + machine.numbers(facet.milestone)
        for number in bits + (facet.bit < 0 ? [] : [Int(facet.bit)]) {
          byBit[scope.bits[number].int].append(watcher)
        }
      }
    }
    placeWatchers = byPlace.map { append($0, to: &watchers) }
    bitWatchers = byBit.map { append($0, to: &watchers) }
  }

  private mutating func collectClocks(_ machine: Machine) {
    var byPlace: [[Index<Clock>]] = Array(repeating: [], count: machine.places.count)
    for (number, clock) in machine.clocks.enumerated() { byPlace[clock.place.int].append(Index(number)) }
    placeClocks = byPlace.map { append($0, to: &clocks) }
    isDated = machine.places.map { $0.kind == .activity }
    for scope in machine.scopes {
      watchedStart.append(Int32(watched.count))
      var words = [UInt64](repeating: 0, count: scope.tokenWords)
      for (number, place) in scope.places.enumerated() where isDated[place.int] || !byPlace[place.int].isEmpty {
        words[number / 64] |= 1 << UInt64(number % 64)
      }
      watched += words
    }
  }

  private mutating func collectCatchers(_ machine: Machine) {
    for thrown in machine.triggers {
      var exact: [Catcher] = []
      var any: [Catcher] = []
      for (number, event) in machine.events.enumerated() {
        guard let caught = event.trigger.map({ machine.triggers[$0.int] }), caught.kind == thrown.kind else { continue }
        let catcher = Catcher(event: Index(number), kind: machine.catcherKind(Index(number)))
        if caught.reference == thrown.reference {
          exact.append(catcher)
        } else if caught.reference == nil {
          any.append(catcher)
        }
      }
      // What stands on the border of a scope ends it: it catches after what is within.
      let found = exact + any
      let ordered = found.filter { $0.kind != .border } + found.filter { $0.kind == .border }
      triggerCatchers.append(append(ordered, to: &catchers))
    }
  }

  private mutating func collectBits(_ machine: Machine) {
    bitEvents = Array(repeating: [], count: machine.bits.count)
    hasNestedBits = Array(repeating: false, count: machine.scopes.count)
    for (number, event) in machine.events.enumerated() {
      let facets = machine.facets[event.facets.range].filter { $0.bit >= 0 }
      let top = facets.map(\.level).max() ?? 0
      for facet in facets {
        let scope = machine.ancestor(of: event.scope, level: Int(facet.level))
        bitEvents[machine.scopes[scope.int].bits[Int(facet.bit)].int].append(Index(number))
        if facet.level < top { hasNestedBits[scope.int] = true }
      }
    }
  }

  private func append<Row>(_ rows: [Row], to table: inout [Row]) -> Rows {
    let start = table.count
    table += rows
    return Rows(start, rows.count)
  }
}

extension Event {
  /// Whether it can become enabled because something went away.
  package var readsAbsence: Bool {
    flags.contains(.quiet) || flags.contains(.awaits) || flags.contains(.accepting) || !joins.isEmpty
  }
}

extension Machine {
  /// Whether more than the marking decides if an event is enabled; then every change may enable it.
  package func readsData(_ event: Index<Event>) -> Bool {
    let row = events[event.int]
    return row.guardExpression != nil || !row.delays.isEmpty || (row.kind == .silent && row.flags.contains(.accepting))
      || facets[row.facets.range].contains { !$0.guarded.isEmpty }
  }

  /// The definition so many levels up.
  package func ancestor(of scope: Index<ScopeDef>, level: Int) -> Index<ScopeDef> {
    var current = scope
    for _ in 0..<level {
      guard let parent = scopes[current.int].parent else { preconditionFailure("no scope at level \(level)") }
      current = parent
    }
    return current
  }

  /// The numbers of the places or bits in a mask, ascending.
  package func numbers(_ mask: Rows) -> [Int] {
    masks[mask.range].flatMap { word in setBits(word.bits).map { Int(word.word) * 64 + $0 } }
  }

  fileprivate func catcherKind(_ event: Index<Event>) -> MachineIndex.CatcherKind {
    let row = events[event.int]
    var isBorder = false
    for facet in facets[row.facets.range] {
      let scope = scopes[ancestor(of: row.scope, level: Int(facet.level)).int]
      let waits = numbers(facet.need).contains { places[scope.places[$0].int].kind != .standing }
      if waits, facet.level == 0 { return .waiting }
      isBorder = isBorder || waits
    }
    return isBorder ? .border : .start
  }
}

/// The numbers of named rows, for hosts and tests.
package struct MachineNames: Sendable {
  package private(set) var events: [String: Index<Event>] = [:]
  package private(set) var parties: [String: Index<Party>] = [:]
  package private(set) var items: [String: Index<Item>] = [:]
  package private(set) var messages: [String: Index<Message>] = [:]
  package private(set) var terms: [String: Index<Term>] = [:]

  package init() {}

  package init(of machine: Machine) {
    // The first of a name counts.
    for (number, row) in machine.events.enumerated().reversed() { events[row.name] = Index(number) }
    for (number, row) in machine.parties.enumerated().reversed() { parties[row.name] = Index(number) }
    for (number, row) in machine.items.enumerated().reversed() { items[row.name] = Index(number) }
    for (number, row) in machine.messages.enumerated().reversed() { messages[row.name] = Index(number) }
    for (number, row) in machine.terms.enumerated().reversed() { terms[row.name] = Index(number) }
  }
}

extension Machine {
  /// The event of a name.
  public func event(named name: String) -> Index<Event>? { index.names.events[name] }
  /// The party of a name.
  public func party(named name: String) -> Index<Party>? { index.names.parties[name] }
  /// The item of a name.
  public func item(named name: String) -> Index<Item>? { index.names.items[name] }
  /// The message of a name.
  public func message(named name: String) -> Index<Message>? { index.names.messages[name] }
  /// The term of a name.
  public func term(named name: String) -> Index<Term>? { index.names.terms[name] }
  /// The name of an event.
  public func name(of event: Index<Event>) -> String { events[event.int].name }
  /// The name of a party.
  public func name(of party: Index<Party>) -> String { parties[party.int].name }
  /// The name of an item.
  public func name(of item: Index<Item>) -> String { items[item.int].name }
  /// The name of a message.
  public func name(of message: Index<Message>) -> String { messages[message.int].name }
  /// The name of a term.
  public func name(of term: Index<Term>) -> String { terms[term.int].name }
}
