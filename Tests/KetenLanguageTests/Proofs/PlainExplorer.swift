import FEEL
import KetenLanguage
import KetenMachine

/// A second, plain way to explore a case: it plays real commands with real values through `decide`, and nothing else.
///
/// It knows no guards, no lens and no branching rule, so that it can hold the proof to account.
struct PlainExplorer {
  let machine: Machine
  let limit: Int
  private(set) var states: [Case] = []
  private(set) var successors: [[Int]] = []
  private(set) var fired: Set<Index<Event>> = []
  private(set) var meets = false
  private(set) var isComplete = true
  private var known: [[UInt64]: Int] = [:]

  init(_ machine: Machine, limit: Int) {
    self.machine = machine
    self.limit = limit
  }

  mutating func run() {
    guard case .accepted(let records, _, let first) = begin(machine, at: Moment(milliseconds: 0)) else { return }
    note(records, from: Case())
    _ = number(first)
    var next = 0
    while next < states.count {
      guard states.count <= limit else {
        isComplete = false
        return
      }
      for command in commands(states[next]) {
        guard case .accepted(let records, _, let after) = decide(command, on: states[next], of: machine) else {
          continue
        }
        note(records, from: states[next])
        let target = number(after)
        successors[next].append(target)
      }
      next += 1
    }
  }

  /// Whether the case may stop here.
  func isGood(_ state: Case) -> Bool { state.status == .finished || owed(state, of: machine).isEmpty }

  var hasStuck: Bool { states.indices.contains { successors[$0].isEmpty && !isGood(states[$0]) } }

  /// Whether from every state some good one can be reached.
  var alwaysCompletes: Bool {
    var reached = states.map(isGood)
    var changed = true
    while changed {
      changed = false
      for state in states.indices where !reached[state] && successors[state].contains(where: { reached[$0] }) {
        reached[state] = true
        changed = true
      }
    }
    return reached.allSatisfy { $0 }
  }

  private mutating func note(_ records: [Record], from start: Case) {
    var state = start
    for record in records {
      if case .fired(let firing) = record {
        fired.insert(firing.event)
        if !machine.meetings(firing, in: state).isEmpty { meets = true }
      }
      apply(record, to: &state, of: machine)
    }
  }

  private mutating func number(_ state: Case) -> Int {
    var key = state.words + [state.status == .running ? 0 : 1]
    for scope in state.scopes { key.append(scope.isAlive ? UInt64(scope.def + 1) : 0) }
    for value in state.values {
      switch value {
      case .boolean(let value): key.append(value ? 2 : 1)
      default: key.append(0)
      }
    }
    for (number, _) in machine.terms.enumerated() {
      key.append(UInt64(TermState.allCases.firstIndex(of: state.latestRun(of: Index(number))?.state ?? .idle) ?? 0))
    }
    key += state.clocks.map { UInt64($0.clock.int) }
    if let old = known[key] { return old }
    known[key] = states.count
    states.append(state)
    successors.append([])
    return states.count - 1
  }

  private func commands(_ state: Case) -> [Command] {
    let now = state.moment
    var result: [Command] = []
    for work in openWork(state, of: machine, at: now) {
      for writes in writes(work.event) {
        result.append(.act(work.event, run: work.scope, by: work.performers[0], writes: writes, at: now))
      }
    }
    if let due = state.nextDue { result.append(.tick(at: due)) }
    return result
  }

  /// Every way to write what an event writes: each value, and for an optional one none.
  private func writes(_ event: Index<Event>) -> [[ItemValue]] {
    var result: [[ItemValue]] = [[]]
    for access in machine.accesses[machine.events[event.int].accesses.range] where access.use == .writes {
      let values = [ItemValue(access.item, .boolean(true)), ItemValue(access.item, .boolean(false))]
      result = result.flatMap { known in
        values.map { known + [$0] } + (access.isOptional ? [known] : [])
      }
    }
    return result
  }
}
