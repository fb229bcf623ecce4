import FEEL
import KetenMachine
import KetenSource

/// Reads the verdicts off the explored states.
struct Verdicts {
  let explorer: Explorer
  var diagnostics: [Diagnostic] = []
  /// Whether what a client can hold up depends on answers that the exploration gave late.
  private(set) var needsAnswersAhead = false
  private var machine: Machine { explorer.machine }
  /// For each state the edges that lead to it, in one run.
  private let sources: [Int32]
  private let sourceStart: [Int]
  private let sourceEdge: [Int32]

  init(explorer: Explorer) {
    self.explorer = explorer
    var starts = [Int](repeating: 0, count: explorer.rows.count + 1)
    for edge in explorer.edges { starts[Int(edge.to) + 1] += 1 }
    for number in starts.indices.dropFirst() { starts[number] += starts[number - 1] }
    var fill = starts
    var sources = [Int32](repeating: 0, count: explorer.edges.count)
    var edges = sources
    for (number, edge) in explorer.edges.enumerated() {
      sources[fill[Int(edge.to)]] = edge.from
      edges[fill[Int(edge.to)]] = Int32(number)
      fill[Int(edge.to)] += 1
    }
    (self.sources, sourceEdge, sourceStart) = (sources, edges, starts)
  }

  mutating func judge() {
    judgeSafety()
    judgeEndless()
    // What follows a lost token or an endless round is not worth telling apart.
    guard diagnostics.isEmpty else { return }
    let stuck = judgeDeadlock()
    guard explorer.isComplete else {
      reportNotProven()
      return
    }
    if !stuck { judgeCompletion() }
    judgeClients()
    // What lies behind a fault is dead because of it: one fault gives one message.
    if diagnostics.isEmpty { judgeDeadEvents() }
  }

  // MARK: Definite from one run

  private mutating func judgeSafety() {
    for (place, meeting) in explorer.meetings.sorted(by: { $0.key < $1.key }) {
      guard let element = machine.element(at: place) ?? owner(of: place) else { continue }
      report(.tokensMeet, element, tokensMeet(element), run: run(to: meeting))
    }
  }

  private mutating func judgeEndless() {
    guard let endless = explorer.endless, let row = machine.events[endless.event.int].element else { return }
    let element = machine.elements[row.int]
    report(.silentLoop, element, goesRound(element), run: run(to: endless.run))
  }

  /// A state in which nothing can happen any more, though something is still owed or under way.
  private mutating func judgeDeadlock() -> Bool {
    guard let number = explorer.rows.firstIndex(where: { $0.moves.isEmpty && !isGood($0.state) }) else { return false }
    let state = explorer.rows[number].state
    let blocker = whatBlocks(number)
    let code: DiagnosticCode = state.preorder.count > 1 ? .deadlock : .cannotAccept
    report(code, blocker.element, blocker.message(code), run: run(to: number) + blocker.notes)
    return true
  }

  private mutating func reportNotProven() {
    guard let element = machine.elements.first else { return }
    report(
      .notProven, element,
      "not proven: \(explorer.rows.count) states were looked at, and there are more"
        + (diagnostics.isEmpty ? "; in these nothing is wrong" : ""),
      run: [])
  }

  // MARK: From all states

  /// Whether the case may stop here: it is closed, or nothing runs and nothing is owed.
  private func isGood(_ state: Case) -> Bool {
    state.status != .running || (state.scopes[0].firstChild < 0 && machine.isAccepting(0, of: state))
  }

  /// The states from which some of `targets` can be reached by edges that `isAllowed` lets pass.
  private func canReach(
    _ targets: [Bool], _ isAllowed: (Explorer.Move) -> Bool = { _ in true }, whateverTheData: Bool = false
  ) -> [Bool] {
    var reached = targets
    var open = targets.indices.filter { targets[$0] }
    while let state = open.popLast() {
      for position in sourceStart[state]..<sourceStart[state + 1] {
        let source = Int(sources[position])
        guard !reached[source] else { continue }
        let edge = explorer.edges[Int(sourceEdge[position])]
        guard isAllowed(edge.move), !whateverTheData || !edge.restsOnData else { continue }
        reached[source] = true
        open.append(source)
      }
    }
    return reached
  }

  /// The states from which they can be reached whatever the data are: of a move that rests on data each way must do.
  private func surelyReach(_ targets: [Bool], _ isAllowed: (Explorer.Move) -> Bool) -> [Bool] {
    struct Choice: Hashable {
      var from: Int32
      var move: Explorer.Move
    }
    var ways: [Choice: [Int32]] = [:]
    for edge in explorer.edges where edge.restsOnData && isAllowed(edge.move) {
      ways[Choice(from: edge.from, move: edge.move), default: []].append(edge.to)
    }
    var reached = targets
    var isDone = false
    while !isDone {
      reached = canReach(reached, isAllowed, whateverTheData: true)
      let sure = ways.filter { !reached[Int($0.key.from)] && $0.value.allSatisfy { reached[Int($0)] } }
      for choice in sure.keys { reached[Int(choice.from)] = true }
      isDone = sure.isEmpty
    }
    return reached
  }

  private mutating func judgeCompletion() {
    let reached = canReach(explorer.rows.map { isGood($0.state) })
    guard let number = reached.firstIndex(of: false) else { return }
    let state = explorer.rows[number].state
    let blocker = whatBlocks(number)
    let code: DiagnosticCode = state.preorder.count > 1 ? .cannotComplete : .cannotAccept
    report(code, blocker.element, blocker.message(code), run: run(to: number) + blocker.notes)
  }

  /// Once a procedure runs, it can reach an end though the client does nothing more.
  private mutating func judgeClients() {
    let procedures = machine.scopes.indices.filter { machine.scopes[$0].parent == Index(0) }
    let completes = canReach(explorer.rows.map { isGood($0.state) })
    for procedure in procedures {
      let runs = explorer.rows.map { row in
        row.state.status == .running && row.state.preorder.contains { row.state.scopes[$0].def == Int32(procedure) }
      }
      let ends = canReach(runs.map { !$0 }) { [machine] in !machine.isClients($0) }
      let number = ends.indices.first { !ends[$0] && completes[$0] }
      if number == nil, !explorer.lateQuestions.isEmpty {
        let surely = surelyReach(runs.map { !$0 }) { [machine] in !machine.isClients($0) }
        if surely.indices.contains(where: { !surely[$0] && completes[$0] }) { needsAnswersAhead = true }
      }
      guard let number,
        let element = machine.scopes[procedure].element.map({ machine.elements[$0.int] })
      else { continue }
      let (waiting, last) = wait(from: number)
      let run = run(to: number)
      let rest = last.enumerated().compactMap { position, state in
        explorer.edge(state.edge).flatMap { machine.describe($0, number: run.count + position + 1, answers: "") }
      }
      let waits = explorer.rows[waiting].moves.compactMap { move -> Diagnostic.Note? in
        guard machine.isClients(move), case .event(let event, _, _) = move else { return nil }
        return machine.events[event.int].element.map { waitsForClient(machine.elements[$0.int]) }
      }
      report(.clientBlocksEnd, element, clientBlocksEnd(element), run: run + rest + waits)
    }
  }

  /// The nearest state from which only a client can go on, and the steps to it that are not a client's.
  private func wait(from start: Int) -> (state: Int, steps: [(state: Int, edge: Int)]) {
    var outgoing: [Int: [Int]] = [:]
    for (number, edge) in explorer.edges.enumerated() where edge.from != edge.to {
      outgoing[Int(edge.from), default: []].append(number)
    }
    var before: [Int: (state: Int, edge: Int)] = [:]
    var open = [start]
    var next = 0
    while next < open.count {
      let state = open[next]
      next += 1
      let own = (outgoing[state] ?? []).filter { !machine.isClients(explorer.edges[$0].move) }
      if own.isEmpty {
        var steps: [(state: Int, edge: Int)] = []
        var current = state
        while let step = before[current] {
          steps.append((current, step.edge))
          current = step.state
        }
        return (state, steps.reversed())
      }
      for edge in own {
        let target = Int(explorer.edges[edge].to)
        guard target != start, before[target] == nil else { continue }
        before[target] = (state, edge)
        open.append(target)
      }
    }
    return (start, [])
  }

  private mutating func judgeDeadEvents() {
    var dead: Set<Index<Element>> = []
    for (number, event) in machine.events.enumerated() where !explorer.fired[number] {
      guard let element = event.element, !event.name.hasSuffix(".skip"),
        machine.elements[element.int].kind != "procedure"
      else { continue }
      dead.insert(element)
    }
    for (number, event) in machine.events.enumerated() where explorer.fired[number] {
      if let element = event.element { dead.remove(element) }
    }
    for element in dead.sorted() { reportDead(element, among: dead) }
    for (number, event) in machine.events.enumerated() where explorer.fired[number] {
      for route in machine.routes[event.routes.range] {
        guard let flow = route.flows.first, !explorer.takenFlows.contains(flow) else { continue }
        let facts = route.guardExpression.map { machine.knownValues(of: $0) } ?? []
        report(.deadNode, machine.elements[flow.int], "no run takes this flow", run: facts)
      }
    }
  }

  private mutating func reportDead(_ element: Index<Element>, among dead: Set<Index<Element>>) {
    let row = machine.elements[element.int]
    let bits = machine.bits.indices.filter { number in
      machine.bits[number].event.flatMap { machine.events[$0.int].element } == element
    }
    var notes: [Diagnostic.Note] = []
    for relation in machine.relations where relation.kind == .condition && bits.contains(relation.to.int) {
      guard let source = machine.bits[relation.from.int].event.flatMap({ machine.events[$0.int].element }),
        dead.contains(source)
      else { continue }
      let from = machine.elements[source.int]
      notes.append(
        Diagnostic.Note(
          "it waits for \"\(from.name)\", which can never happen either", at: from.range, in: from.file))
    }
    let code: DiagnosticCode = row.kind == "step" || row.kind == "group" ? .deadStep : .deadNode
    report(code, row, "\(row.kind) \"\(row.name)\" can never happen", run: notes)
  }

  // MARK: Runs

  private mutating func report(
    _ code: DiagnosticCode, _ element: Element, _ message: String, run: [Diagnostic.Note]
  ) {
    diagnostics.append(Diagnostic(code, at: element.range, in: element.file, message, notes: run))
  }

  private func run(to meeting: Explorer.Meeting) -> [Diagnostic.Note] {
    var notes = meeting.parent < 0 ? [] : run(to: Int(meeting.parent))
    if let last = meeting.move.flatMap({ machine.describe($0, number: notes.count + 1, answers: "") }) {
      notes.append(last)
    }
    return notes
  }

  private func run(to state: Int) -> [Diagnostic.Note] {
    var states: [Int] = []
    var current = state
    while current >= 0 {
      states.append(current)
      current = Int(explorer.rows[current].parent)
    }
    return states.reversed().dropFirst().enumerated().compactMap { number, state in
      explorer.rows[state].move.flatMap { machine.describe($0, number: number + 1, answers: answers(state)) }
    }
  }

  /// What the data say in a state that they did not say in the state before.
  private func answers(_ state: Int) -> String {
    let row = explorer.rows[state]
    let before = explorer.rows[Int(row.parent)]
    let texts = row.valuation.news(since: before.valuation).map { number, answer in
      let question = explorer.guards.questions[number]
      return "`\(question.text)` is \(question.answers[answer])"
    }
    return texts.isEmpty ? "" : ", and " + texts.joined(separator: ", ")
  }

  private func owner(of place: Index<Place>) -> Element? {
    machine.scopes[machine.places[place.int].scope.int].element.map { machine.elements[$0.int] }
  }

  private func whatBlocks(_ state: Int) -> Blocker {
    let row = explorer.rows[state]
    return Blocker(machine, row.state, ProofWorld(table: explorer.guards, valuation: row.valuation, script: []))
  }
}

// MARK: - Wording

private func tokensMeet(_ element: Element) -> String {
  "two tokens can meet on \(element.kind) \"\(element.name)\", and one of them would be lost"
}

private func goesRound(_ element: Element) -> String {
  "\(element.kind) \"\(element.name)\" happens again and again without anybody acting: a case can go round for ever"
}

private func clientBlocksEnd(_ element: Element) -> String {
  "\(element.kind) \"\(element.name)\" cannot end when the client does nothing more: give the wait a way out"
}

private func waitsForClient(_ element: Element) -> Diagnostic.Note {
  Diagnostic.Note("it waits for the client: \(element.kind) \"\(element.name)\"", at: element.range, in: element.file)
}
