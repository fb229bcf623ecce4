import FEEL
import KetenMachine

/// Explores the reachable states of a machine by its own firing rule, breadth first, so that every run found is a
/// shortest one.
///
/// What branches is what the runtime does not decide: acts, answers, messages, due moments, and the answers of guards
/// on data. Silent events settle exactly as in the runtime.
struct Explorer {
  let machine: Machine
  let guards: GuardTable
  let lens: ProofLens
  let budget: ProofBudget

  /// What happens next from outside.
  enum Move: Hashable {
    /// An event fires, writing its required items and those of its optional ones that the bits name.
    case event(Index<Event>, slot: Int, optional: UInt64)
    /// A term's end passes.
    case termEnds(Index<Term>, slot: Int)
    /// Time passes, and guards that read the clock may answer otherwise.
    case timePasses
  }

  struct StateRow {
    var state: Case
    var valuation: [Int8]
    var moves: [Move]
    /// The state before, −1 for the first ones.
    var parent: Int32
    var move: Move?
  }

  /// Tokens that met on a place that holds one.
  struct Meeting {
    var place: Index<Place>
    /// The state before, −1 when it happens as the case begins.
    var parent: Int32
    var move: Move?
  }

  private(set) var rows: [StateRow] = []
  /// For each edge its ends and whether only clients can take it.
  private(set) var edges: [(from: Int32, to: Int32, move: Move)] = []
  private(set) var fired: [Bool]
  private(set) var takenFlows: Set<Index<Element>> = []
  private(set) var meetings: [Index<Place>: Meeting] = [:]
  /// A run that never comes to rest by itself, with an event that happens again and again.
  private(set) var endless: (event: Index<Event>, run: Meeting)?
  private(set) var isComplete = true
  private var examined = 0
  /// Whether something was left out for being too much.
  private var isCut = false
  private var known: [[UInt64]: Int32] = [:]

  /// The events whose own inclusion is left out of account.
  let idle: Set<Index<Event>>

  /// - Parameter busy: Events whose inclusion counts although nothing else depends on it.
  init(machine: Machine, budget: ProofBudget, busy: Set<Index<Event>> = []) {
    self.machine = machine
    self.budget = budget
    guards = GuardTable(machine)
    idle = ProofLens(machine, guards: guards).idleEvents().subtracting(busy)
    lens = ProofLens(machine, guards: guards, idle: idle)
    fired = [Bool](repeating: false, count: machine.events.count)
  }

  mutating func run() {
    let valuation = [Int8](repeating: -1, count: guards.questions.count)
    var initial = Case()
    initial.isTimed = false
    branch(initial, valuation, Origin(parent: -1, move: nil)) { (explorer, play, origin) throws(Refusal) in
      explorer.machine.enter(.began(at: Explorer.epoch, dues: []), &play)
      try explorer.settle(&play, origin)
    }
    var next = 0
    while next < rows.count {
      for move in rows[next].moves { follow(move, from: next) }
      next += 1
      if rows.count > budget.states || examined > budget.examinations {
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

  private mutating func follow(_ move: Move, from parent: Int) {
    // An idle event changes nothing that is looked at: that it can happen is all there is to know.
    if case .event(let event, _, _) = move, idle.contains(event) {
      fired[event.int] = true
      takenFlows.formUnion(machine.events[event.int].flows)
      return
    }
    let row = rows[parent]
    branch(row.state, row.valuation, Origin(parent: Int32(parent), move: move)) {
      (explorer, play, origin) throws(Refusal) in
      play.world.passTime()
      switch move {
      case .termEnds(let term, let slot):
        explorer.machine.enter(.termEnded(term, in: play.state.id(slot), at: Explorer.epoch), &play)
      case .timePasses: break
      case .event(let event, let slot, let optional):
        try explorer.perform(event, slot, writes: explorer.writes(event, optional), &play, origin)
      }
      explorer.machine.tryDataReaders(play.state, &play.agenda)
      try explorer.settle(&play, origin)
    }
  }

  /// Runs a step once for each way the guards can answer, and keeps what it leads to.
  private mutating func branch(
    _ state: Case, _ valuation: [Int8], _ origin: Origin,
    _ step: (inout Explorer, inout Play<ProofWorld>, Origin) throws(Refusal) -> Void
  ) {
    var scripts: [[Int8]] = [[]]
    var tried = 0
    while let script = scripts.popLast() {
      tried += 1
      if tried > Explorer.branchLimit {
        isCut = true
        return
      }
      let world = ProofWorld(table: guards, valuation: valuation, script: script)
      var play = Play(state, of: machine, world: world, at: Explorer.epoch)
      var moves: [Move]?
      do {
        try step(&self, &play, origin)
        moves = self.moves(&play)
        examined += machine.events.count
      } catch {
        note(error, origin)
      }
      let made = play.world.choices
      for number in script.count..<max(script.count, made.count) {
        let prefix = made[..<number].map(\.answer)
        for answer in (1..<made[number].count).reversed() { scripts.append(prefix + [Int8(answer)]) }
      }
      if let moves { keep(play.state, play.world.valuation, moves, origin) }
    }
  }

  private mutating func keep(_ state: Case, _ valuation: [Int8], _ moves: [Move], _ origin: Origin) {
    let key = lens.key(state, valuation)
    let number: Int32
    if let old = known[key] {
      number = old
    } else {
      number = Int32(rows.count)
      known[key] = number
      rows.append(
        StateRow(state: state, valuation: valuation, moves: moves, parent: origin.parent, move: origin.move))
    }
    if let move = origin.move { edges.append((origin.parent, number, move)) }
  }

  func edge(_ number: Int) -> Move? { edges.indices.contains(number) ? edges[number].move : nil }

  // MARK: One step

  private mutating func settle(_ play: inout Play<ProofWorld>, _ origin: Origin) throws(Refusal) {
    var seen: [[UInt64]: Int] = [:]
    var count = 0
    while let step = machine.nextSilent(&play) {
      count += 1
      switch step {
      case .event(let event, let slot):
        if count > Explorer.loopWatch { try watch(event, play, &seen) }
        try perform(event, slot, writes: [], &play, origin)
      case .compensation(let slot): try machine.compensate(slot, &play)
      }
    }
  }

  /// From how many silent events on they are watched for going round.
  private static let loopWatch = 64

  /// Stops a run that comes back to where it was: for ever when nothing was chosen since, otherwise it is the same run
  /// as one that chose so at once.
  private func watch(
    _ event: Index<Event>, _ play: Play<ProofWorld>, _ seen: inout [[UInt64]: Int]
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
    let before = play.state
    let first = play.records.count
    let computed = machine.assignments[machine.events[event.int].assignments.range].map(\.item)
    play.world.beginWriting(Set(writes.map(\.item) + computed))
    try machine.perform(event, slot, &play) { $0.writes = writes }
    play.world.endWriting()
    for (number, record) in play.records[first...].enumerated() {
      guard case .fired(let firing) = record else { continue }
      note(firing)
      guard number == 0 else { continue }
      for place in machine.meetings(firing, in: before) where meetings[place] == nil {
        meetings[place] = Meeting(place: place, parent: origin.parent, move: origin.move)
      }
    }
  }

  private mutating func note(_ firing: Firing) {
    let event = machine.events[firing.event.int]
    fired[firing.event.int] = true
    takenFlows.formUnion(event.flows)
    for route in firing.routes { takenFlows.formUnion(machine.routes[Int(route)].flows) }
  }

  private func writes(_ event: Index<Event>, _ optional: UInt64) -> [ItemValue] {
    var number: UInt64 = 0
    var result: [ItemValue] = []
    for access in machine.accesses[machine.events[event.int].accesses.range]
    where access.use == .writes || access.use == .adds {
      if access.isOptional {
        defer { number += 1 }
        guard optional & (1 << number) != 0 else { continue }
      }
      result.append(ItemValue(access.item, .null))
    }
    return result
  }

  // MARK: Moves

  private mutating func moves(_ play: inout Play<ProofWorld>) -> [Move] {
    let state = play.state
    guard state.status == .running else { return [] }
    var result: [Move] = []
    for slot in state.preorder where state.scopes[slot].def >= 0 {
      for event in machine.scopes[Int(state.scopes[slot].def)].events
      where machine.events[event.int].kind != .silent && machine.isEnabled(event, slot, of: state, &play.world)
        && isFirst(event, slot, &play)
      {
        for optional in variants(event) { result.append(.event(event, slot: slot, optional: optional)) }
      }
    }
    for run in state.termRuns where run.state == .running && run.scope >= 0 && lens.terms.contains(run.term) {
      result.append(.termEnds(run.term, slot: Int(run.scope)))
    }
    if play.world.restsOnTime { result.append(.timePasses) }
    return result
  }

  /// Whether a catcher is the one that gets its message: a message goes to one.
  private func isFirst(_ event: Index<Event>, _ slot: Int, _ play: inout Play<ProofWorld>) -> Bool {
    guard let trigger = machine.events[event.int].trigger, machine.triggers[trigger.int].delivery == .one,
      let (receiver, scope) = machine.firstReceiver(trigger, &play)
    else { return true }
    return receiver == event && scope.slot == slot
  }

  /// Which of the optional writes happen: all ways that something can tell apart, and of the others all.
  private mutating func variants(_ event: Index<Event>) -> [UInt64] {
    var always: UInt64 = 0
    var masks: [UInt64] = [0]
    var number: UInt64 = 0
    for access in machine.accesses[machine.events[event.int].accesses.range]
    where (access.use == .writes || access.use == .adds) && access.isOptional {
      defer { number += 1 }
      if number >= 64 || masks.count >= 256 {
        isCut = true
      } else if lens.items.contains(access.item) {
        masks += masks.map { $0 | 1 << number }
      } else {
        always |= 1 << number
      }
    }
    return masks.map { $0 | always }
  }
}

extension Machine {
  /// The places of an event that would hold two tokens where there is room for one.
  package func meetings(_ firing: Firing, in state: Case) -> [Index<Place>] {
    let event = events[firing.event.int]
    var result: [Index<Place>] = []
    var puts: [(level: Int32, rows: Rows)] = facets[event.facets.range].map { ($0.level, $0.put) }
    puts += firing.routes.map { (routes[Int($0)].level, routes[Int($0)].put) }
    for (number, (level, rows)) in puts.enumerated() where !rows.isEmpty {
      let slot = state.ancestor(firing.scope.slot, level: level)
      guard slot >= 0, state.scopes[slot].counts < 0 else { continue }
      let def = scopes[Int(state.scopes[slot].def)]
      for row in masks[rows.range] {
        var held = state.words[Int(state.scopes[slot].tokens + row.word)]
        for facet in facets[event.facets.range] where facet.level == level {
          for taken in masks[facet.take.range] where taken.word == row.word { held &= ~taken.bits }
        }
        if event.flags.contains(.clear), level == 0 { held = 0 }
        for (other, earlier) in puts.enumerated() where other < number && earlier.level == level {
          for put in masks[earlier.rows.range] where put.word == row.word { held |= put.bits }
        }
        for bit in setBits(row.bits & held) {
          let place = def.places[Int(row.word) * 64 + bit]
          if places[place.int].kind != .standing { result.append(place) }
        }
      }
    }
    return result
  }
}
