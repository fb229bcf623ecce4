import FEEL
import KetenLanguage
import KetenMachine

/// A second, plain way to explore a case: it plays real commands with real values through `decide`, and nothing else.
///
/// It knows no guards, no lens and no branching rule, so that it can hold the proof to account.
struct PlainExplorer {
  private(set) var machine: Machine
  private let limit: Int
  private(set) var states: [Case] = []
  private(set) var successors: [[PlainMove]] = []
  private(set) var fired: Set<Index<Event>> = []
  private(set) var takenFlows: Set<Index<Element>> = []
  private(set) var meets = false
  /// Whether some decision never came to rest by itself.
  private(set) var goesRound = false
  private(set) var isComplete = true
  /// What applying the records of a decision did not lead to, if it ever differed.
  private(set) var replayFault: String?
  private var known: [PlainKey: Int] = [:]
  /// How each state was reached first.
  private var origins: [Int: (state: Int, text: String)] = [:]

  init(_ machine: Machine, limit: Int) {
    self.machine = machine
    self.limit = limit
  }

  mutating func run() {
    guard take(begin(machine, at: Moment(milliseconds: 0)), from: nil, "begin") != nil else { return }
    var next = 0
    while next < states.count {
      guard states.count <= limit else {
        isComplete = false
        return
      }
      for play in plays(states[next]) {
        guard let target = take(decide(play.command, on: states[next], of: machine), from: next, play.text) else {
          continue
        }
        successors[next].append(PlainMove(target: target, isClients: play.isClients))
      }
      next += 1
    }
  }

  /// The commands that lead to a state.
  func path(to state: Int) -> String {
    var texts: [String] = []
    var current = state
    while let origin = origins[current] {
      texts.append(origin.text)
      current = origin.state
    }
    return texts.reversed().joined(separator: "; ")
  }

  /// Notes what a decision does, and gives the number of the state it leads to.
  private mutating func take(_ decision: Decision, from start: Int?, _ text: String) -> Int? {
    switch decision {
    case .refused(let reasons):
      if reasons.contains(where: { if case .bound = $0 { true } else { false } }) { goesRound = true }
      return nil
    case .accepted(let records, _, let after):
      note(records, from: start.map { states[$0] } ?? Case(), to: after, text)
      // A place that counts is looked at up to two, or four where two move at once: more are not told apart from it.
      guard after.counts.allSatisfy({ $0 <= (machine.weights.isEmpty ? 2 : 4) }) else { return nil }
      // So is a scope that something opens beside others of its kind.
      guard after.scopes.allSatisfy({ scope in !scope.isAlive || siblings(of: scope, in: after) <= 2 }) else {
        return nil
      }
      let number = number(after)
      if let start, number != 0, origins[number] == nil { origins[number] = (start, text) }
      return number
    }
  }

  private func siblings(of scope: Scope, in state: Case) -> Int {
    state.scopes.count { $0.isAlive && $0.def == scope.def && $0.parent == scope.parent && scope.parent == 0 }
  }

  private mutating func note(_ records: [Record], from start: Case, to end: Case, _ text: String) {
    var state = start
    for record in records {
      if case .fired(let firing) = record {
        fired.insert(firing.event)
        takenFlows.formUnion(machine.events[firing.event.int].flows)
        for route in firing.routes { takenFlows.formUnion(machine.routes[Int(route)].flows) }
        if losesToken(firing, in: state, of: machine) { meets = true }
      }
      apply(record, to: &state, of: machine)
    }
    if state != end { replayFault = replayFault ?? text }
  }

  private mutating func number(_ state: Case) -> Int {
    let key = PlainKey(state, of: machine)
    if let old = known[key] { return old }
    known[key] = states.count
    states.append(state)
    successors.append([])
    return states.count - 1
  }
}

/// A way on from a state.
struct PlainMove {
  let target: Int
  /// Whether only a client can go it.
  let isClients: Bool
}

/// What tells two states of a case apart: all but who did what when.
private struct PlainKey: Hashable {
  private var numbers: [Int64] = []
  private var values: [Value?] = []
  private var kept: [[ItemValue]] = []

  init(_ state: Case, of machine: Machine) {
    numbers.append(state.status == .running ? 0 : 1)
    for scope in state.scopes where scope.isAlive && scope.def >= 0 {
      let def = machine.scopes[Int(scope.def)]
      numbers += [Int64(scope.def), Int64(scope.parent)]
      let words = Int(scope.tokens)..<Int(scope.tokens) + def.tokenWords + 3 * def.bitWords
      numbers += state.words[words].map { Int64(bitPattern: $0) }
      if scope.counts >= 0 {
        numbers += state.counts[Int(scope.counts)..<Int(scope.counts) + def.places.count].map { Int64($0) }
      }
    }
    guard state.status == .running else { return }
    for entry in state.log { numbers += [-4, Int64(entry.scope), Int64(entry.activity.number), Int64(entry.kept)] }
    for scope in state.scopes where scope.role == .compensation || scope.role == .revived {
      numbers += [-5, Int64(scope.parent), Int64(scope.handler), Int64(scope.def)]
    }
    values = state.values
    let now = state.moment.milliseconds
    for run in state.termRuns {
      let due = run.state == .running ? run.due.milliseconds - now : 0
      let number = TermState.allCases.firstIndex(of: run.state) ?? 0
      numbers += [-1, Int64(run.term.int), Int64(run.scope), Int64(number), due]
    }
    for clock in state.clocks {
      numbers += [-2, Int64(clock.clock.int), Int64(clock.scope), clock.due.milliseconds - now]
      numbers.append(Int64(clock.ticksLeft ?? -1))
    }
    for message in state.inbox {
      numbers += [-3, Int64(message.message.int), message.until.milliseconds - now]
      kept.append(message.writes)
    }
  }
}
