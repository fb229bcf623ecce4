import FEEL

/// Explores the reachable states of a machine by its own firing rule, breadth first, so that every run found is a
/// shortest one.
///
/// What branches is what the runtime does not decide: acts, answers, messages, due moments, and the answers of guards
/// on data. Silent events settle exactly as in the runtime.
package struct Explorer {
  package let machine: Machine
  package let guards: GuardTable
  let lens: ProofLens
  private let visible: VisibleEvents
  private let limit: Limit

  /// When to give up: the states that may be looked at, and the events that may be examined over all of them.
  package struct Limit {
    package var states: Int
    package var examinations: Int

    package init(states: Int, examinations: Int) { (self.states, self.examinations) = (states, examinations) }
  }

  /// What happens next from outside.
  package enum Move: Hashable {
    /// An event fires, writing its required items and those of its optional ones that the bits name.
    case event(Index<Event>, slot: Int, optional: UInt64)
    /// A worker reports that its job failed with an error.
    case fault(Index<Event>, slot: Int, Index<Trigger>)
    /// A term's end passes.
    case termEnds(Index<Term>, slot: Int)
    /// Time passes, and guards that read the clock may answer otherwise.
    case timePasses
  }

  package struct StateRow {
    package var state: Case
    package var valuation: Valuation
    package var moves: [Move]
    /// The state before, −1 for the first ones.
    package var parent: Int32
    package var move: Move?
  }

  /// Tokens that met on a place that holds one.
  package struct Meeting {
    package var place: Index<Place>
    /// The state before, −1 when it happens as the case begins.
    package var parent: Int32
    package var move: Move?
  }

  package private(set) var rows: [StateRow] = []
  /// The ways from one state to another, each with the move that takes it.
  ///
  /// One that rests on data is open only when the data that stood there before it are so.
  package private(set) var edges: [(from: Int32, to: Int32, move: Move, restsOnData: Bool)] = []
  /// The questions that some way rests on.
  package private(set) var lateQuestions: Set<Int> = []
  /// The questions that are answered as soon as there are data, so that no way rests on them.
  private let ahead: [Int]
  package private(set) var fired: [Bool]
  package private(set) var takenFlows: Set<Index<Element>> = []
  package private(set) var meetings: [Index<Place>: Meeting] = [:]
  /// A run that never comes to rest by itself, with an event that happens again and again.
  package private(set) var endless: (event: Index<Event>, run: Meeting)?
  package private(set) var isComplete = true
  private var examined = 0
  /// Whether something was left out for being too much.
  private var isCut = false
  private var known = StateTable()
  /// The key of the state at hand; kept for its memory.
  private var key: [UInt64] = []
  /// The routes whose flows have been noted.
  private var takenRoutes: [Bool]

  /// The events whose own inclusion is left out of account.
  package let idle: Set<Index<Event>>

  /// - Parameter busy: Events whose inclusion counts although nothing else depends on it.
  /// - Parameter ahead: The questions that are answered as soon as there are data.
  package init(machine: Machine, limit: Limit, busy: Set<Index<Event>> = [], ahead: Set<Int> = []) {
    self.machine = machine
    self.ahead = ahead.sorted()
    self.limit = limit
    guards = GuardTable(machine)
    idle = ProofLens(machine, guards: guards).idleEvents().subtracting(busy)
    lens = ProofLens(machine, guards: guards, idle: idle)
    visible = VisibleEvents(machine, lens)
    fired = [Bool](repeating: false, count: machine.events.count)
    takenRoutes = [Bool](repeating: false, count: machine.routes.count)
  }

  package mutating func run() {
    let valuation = Valuation(of: guards)
    var initial = Case()
    initial.isTimed = false
    branch(initial, valuation, Origin(parent: -1, move: nil)) { (explorer, play, origin) throws(Refusal) in
      explorer.machine.enter(.began(at: Explorer.epoch, dues: []), &play)
      try explorer.settle(&play, origin)
    }
    var next = 0
    while next < rows.count {
      let row = rows[next]
      for move in row.moves { follow(move, from: row, Int32(next)) }
      next += 1
      if rows.count > limit.states || examined > limit.examinations {
        isComplete = next == rows.count && !isCut
        return
      }
    }
    isComplete = !isCut
  }

  private static let epoch = Moment(milliseconds: 0)
  /// In how many ways the guards may answer in one step; more are not looked at, and nothing is proven.
  private static let branchLimit = 4096

  /// Where a step comes from.
  private struct Origin {
    var parent: Int32
    var move: Move?
  }

  private mutating func follow(_ move: Move, from row: StateRow, _ parent: Int32) {
    // An idle event changes nothing that is looked at: that it can happen is all there is to know.
    if case .event(let event, _, _) = move, idle.contains(event) { return note(event) }
    branch(row.state, row.valuation, Origin(parent: parent, move: move)) {
      (explorer, play, origin) throws(Refusal) in
      play.world.passTime()
      switch move {
      case .termEnds(let term, let slot):
        explorer.machine.enter(.termEnded(term, in: play.state.id(slot), at: Explorer.epoch), &play)
      case .timePasses: break
      case .fault(let job, let slot, let error):
        try explorer.track(origin, &play) { (machine, play) throws(Refusal) in
          try machine.deliver(error, from: slot, by: job, &play)
        }
      case .event(let event, let slot, let optional):
        try explorer.perform(event, slot, writes: explorer.visible.writes(event, optional), &play, origin)
      }
      explorer.machine.tryDataReaders(play.state, &play.agenda)
      try explorer.settle(&play, origin)
    }
  }

  /// Runs a step once for each way the guards can answer, and keeps what it leads to.
  private mutating func branch(
    _ state: Case, _ valuation: Valuation, _ origin: Origin,
    _ step: (inout Explorer, inout Play<ProofWorld>, Origin) throws(Refusal) -> Void
  ) {
    var scripts: [[Int8]] = []
    var next: [Int8]? = []
    var tried = 0
    while let script = next {
      tried += 1
      if tried > Explorer.branchLimit {
        isCut = true
        return
      }
      let world = ProofWorld(table: guards, valuation: valuation, script: script)
      var play = Play(state, of: machine, world: world, at: Explorer.epoch)
      var comesToRest = true
      do {
        try step(&self, &play, origin)
        askGuards(&play)
        if !ahead.isEmpty { play.world.askAhead(ahead, of: play.state, by: machine) }
        examined += machine.events.count
      } catch {
        comesToRest = false
        note(error, origin)
      }
      if play.world.choices.count > script.count {
        let made = play.world.choices
        for number in script.count..<made.count {
          let prefix = made[..<number].map(\.answer)
          for answer in (1..<made[number].count).reversed() { scripts.append(prefix + [Int8(answer)]) }
        }
      }
      if comesToRest { keep(&play, origin) }
      next = scripts.popLast()
    }
  }

  private mutating func keep(_ play: inout Play<ProofWorld>, _ origin: Origin) {
    lens.write(play.state, play.world.valuation, into: &key)
    let (number, isNew) = known.number(of: key)
    if isNew {
      let moves = moves(&play)
      rows.append(
        StateRow(
          state: play.state, valuation: play.world.valuation, moves: moves, parent: origin.parent, move: origin.move))
    }
    guard let move = origin.move else { return }
    edges.append((origin.parent, number, move, !play.world.late.isEmpty))
    lateQuestions.formUnion(play.world.late)
  }

  package func edge(_ number: Int) -> Move? { edges.indices.contains(number) ? edges[number].move : nil }

  // MARK: One step

  private mutating func settle(_ play: inout Play<ProofWorld>, _ origin: Origin) throws(Refusal) {
    var seen: [[UInt64]: Int] = [:]
    var count = 0
    while let step = machine.nextSilent(&play) {
      count += 1
      switch step {
      case .event(let event, let slot):
        if count > Explorer.loopWatch { try watch(event, &play, &seen) }
        try perform(event, slot, writes: [], &play, origin)
      case .compensation(let slot):
        try track(origin, &play) { (machine, play) throws(Refusal) in try machine.compensate(slot, &play) }
      }
    }
  }

  /// From how many silent events on they are watched for going round.
  private static let loopWatch = 4

  /// Stops a run that comes back to where it was: for ever when nothing was chosen since, otherwise it is the same run
  /// as one that chose so at once.
  private func watch(
    _ event: Index<Event>, _ play: inout Play<ProofWorld>, _ seen: inout [[UInt64]: Int]
  ) throws(Refusal) {
    let key = lens.key(play.state, play.world.valuation)
    if let choices = seen[key] {
      throw Refusal(reasons: choices == play.world.choices.count ? [.bound(event)] : [])
    }
    seen[key] = play.world.choices.count
  }

  private mutating func note(_ refusal: Refusal, _ origin: Origin) {
    for case .bound(let event?) in refusal.reasons where endless == nil {
      endless = (event, Meeting(place: Index(0), parent: origin.parent, move: origin.move))
    }
  }

  /// Performs an event as the runtime does, and notes what it covers and where tokens meet.
  private mutating func perform(
    _ event: Index<Event>, _ slot: Int, writes: [ItemValue], _ play: inout Play<ProofWorld>, _ origin: Origin
  ) throws(Refusal) {
    let computed = machine.assignments[machine.events[event.int].assignments.range].map(\.item)
    play.world.beginWriting(writes.map(\.item), computed: computed, in: slot, of: play.state, by: machine)
    let firing = try machine.choices(event, slot, &play) { $0.writes = writes }
    if machine.events[event.int].raises == nil {
      note(machine.meetings(firing, in: play.state), origin)
      try machine.enter(firing, &play)
      note(firing)
    } else {
      try track(origin, &play) { (machine, play) throws(Refusal) in try machine.enter(firing, &play) }
    }
    play.world.endWriting()
  }

  /// Does what may make several events happen, as a throw does with those that catch it, and notes each of them in the
  /// state in which it happens.
  private mutating func track(
    _ origin: Origin, _ play: inout Play<ProofWorld>,
    _ action: (Machine, inout Play<ProofWorld>) throws(Refusal) -> Void
  ) throws(Refusal) {
    var state = play.state
    let first = play.records.count
    try action(machine, &play)
    for record in play.records[first...] {
      if case .fired(let firing) = record {
        note(machine.meetings(firing, in: state), origin)
        note(firing)
      }
      apply(record, to: &state, of: machine)
    }
  }

  private mutating func note(_ met: [Index<Place>], _ origin: Origin) {
    for place in met where meetings[place] == nil {
      meetings[place] = Meeting(place: place, parent: origin.parent, move: origin.move)
    }
  }

  private mutating func note(_ event: Index<Event>) {
    guard !fired[event.int] else { return }
    fired[event.int] = true
    takenFlows.formUnion(machine.events[event.int].flows)
  }

  private mutating func note(_ firing: Firing) {
    note(firing.event)
    if firing.isBare { return }
    for route in firing.routes where !takenRoutes[Int(route)] {
      takenRoutes[Int(route)] = true
      takenFlows.formUnion(machine.routes[Int(route)].flows)
    }
  }

  // MARK: Moves

  /// Asks the guards of all that could happen next: their answers are part of the state.
  private func askGuards(_ play: inout Play<ProofWorld>) {
    guard visible.hasGuards, play.state.status == .running else { return }
    var slot = play.state.firstSlot
    while slot >= 0 {
      let def = Int(play.state.scopes[slot].def)
      if def >= 0 {
        for event in visible.asking[def] where canHappen(event, slot, &play) && machine.events[event.int].kind == .job {
          for error in visible.errors { _ = machine.mayCatch(error, from: slot, by: event, &play) }
        }
      }
      slot = play.state.after(slot)
    }
  }

  private func canHappen(_ event: Index<Event>, _ slot: Int, _ play: inout Play<ProofWorld>) -> Bool {
    machine.isEnabled(event, slot, of: play.state, &play.world) && isFirst(event, slot, &play)
      && !hasEnough(event, slot, play.state)
  }

  /// Whether what an event begins beside what goes on, an event sub-process or a repeatable procedure, runs twice already:
  /// a third run is not told apart.
  private func hasEnough(_ event: Index<Event>, _ slot: Int, _ state: Case) -> Bool {
    guard let opened = visible.begins[event.int] else { return false }
    return state.children(slot).count { state.scopes[$0].def == opened.raw } >= 2
  }

  /// Whether a catcher is one that may get its message: it goes to one, the first, or the one with its key.
  private func isFirst(_ event: Index<Event>, _ slot: Int, _ play: inout Play<ProofWorld>) -> Bool {
    guard let trigger = machine.events[event.int].trigger, machine.triggers[trigger.int].delivery == .one,
      machine.events[event.int].correlation == nil,
      let (receiver, scope) = machine.firstReceiver(
        trigger, &play,
        where: { machine, event, _, _ in
          machine.events[event.int].correlation == nil
        })
    else { return true }
    return receiver == event && scope.slot == slot
  }

  private mutating func moves(_ play: inout Play<ProofWorld>) -> [Move] {
    guard play.state.status == .running else { return [] }
    var result: [Move] = []
    var slot = play.state.firstSlot
    while slot >= 0 {
      let def = Int(play.state.scopes[slot].def)
      for event in def < 0 ? [] : visible.events[def] where canHappen(event, slot, &play) {
        if visible.isCut[event.int] { isCut = true }
        for variant in visible.variants[event.int] {
          result.append(.event(event, slot: slot, optional: variant.optional))
        }
        guard machine.events[event.int].kind == .job else { continue }
        for error in visible.errors where machine.mayCatch(error, from: slot, by: event, &play) {
          result.append(.fault(event, slot: slot, error))
        }
      }
      slot = play.state.after(slot)
    }
    for run in play.state.termRuns where run.state == .running && run.scope >= 0 && lens.terms.contains(run.term) {
      result.append(.termEnds(run.term, slot: Int(run.scope)))
    }
    if play.world.restsOnTime { result.append(.timePasses) }
    return result
  }
}
