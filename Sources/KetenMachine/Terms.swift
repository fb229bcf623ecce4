import FEEL

/// The states of a term.
public enum TermState: String, Sendable, CaseIterable {
  /// Never started.
  case idle
  /// Counting.
  case running
  /// Done in time.
  case met
  /// Its end passed, and it is not done.
  case exceeded
  /// Done after its end.
  case metLate
  /// Fell away.
  case void
}

/// One run of a term.
///
/// A case keeps the last run in every live scope, and the last of those that closed.
package struct TermRun: Equatable, Sendable {
  package var term: Index<Term>
  /// The scope it belongs to, −1 when that closed.
  package var scope: Int32
  package var state = TermState.running
  package var startedAt: Moment
  package var due: Moment
}

extension Case {
  /// The run of a term that is meant in a scope: that scope's own, otherwise the latest one.
  package func run(of term: Index<Term>, seenFrom slot: Int, in machine: Machine) -> TermRun? {
    guard let owner = enclosing(slot, def: machine.terms[term.int].scope) else { return latestRun(of: term) }
    return termRuns.first { $0.term == term && $0.scope == Int32(owner) }
  }

  /// The latest run of a term in any scope, closed ones included.
  package func latestRun(of term: Index<Term>) -> TermRun? {
    // A later start stands later in the list.
    termRuns.last { $0.term == term }
  }

  /// Whether a term runs in the scope that an event of a slot would see.
  package func isRunning(_ term: Index<Term>, seenFrom slot: Int, in machine: Machine) -> Bool {
    run(of: term, seenFrom: slot, in: machine)?.state == .running
  }
}

extension Machine {
  /// What an event does to a term: start, stop or void it.
  package func act(
    _ action: TermEffect.Action, on term: Index<Term>, from slot: Int, at moment: Moment, _ state: inout Case
  ) {
    guard let owner = state.enclosing(slot, def: terms[term.int].scope) else { return }
    let known = state.termRuns.firstIndex { $0.term == term && $0.scope == Int32(owner) }
    switch (action, known.map { state.termRuns[$0].state }) {
    case (.start, .running?) where !terms[term.int].renews: break
    // What was asked for, is owed and is late, stays late when it is asked for again.
    case (.start, .exceeded?) where terms[term.int].kind == .deadline && !terms[term.int].renews: break
    case (.start, _):
      if let known { state.termRuns.remove(at: known) }
      state.termRuns.append(
        TermRun(
          term: term, scope: Int32(owner), startedAt: state.isTimed ? moment : Moment(milliseconds: 0),
          due: state.isTimed ? terms[term.int].due(from: moment) : Moment(milliseconds: 0)))
    case (.stop, .running?): known.map { state.termRuns[$0].state = .met }
    case (.stop, .exceeded?): known.map { state.termRuns[$0].state = .metLate }
    case (.void, .running?): known.map { state.termRuns[$0].state = .void }
    default: break
    }
  }

  /// A scope closes: its running terms are void, and what they came to stays readable.
  package func closeTerms(_ slot: Int, _ state: inout Case) {
    guard !state.termRuns.isEmpty else { return }
    for index in state.termRuns.indices.reversed() where state.termRuns[index].scope == Int32(slot) {
      var run = state.termRuns[index]
      if run.state == .running { run.state = .void }
      run.scope = -1
      state.termRuns[index] = run
      // Of the runs whose scope closed only the one that started last is kept.
      let other = state.termRuns.indices.first {
        $0 != index && state.termRuns[$0].term == run.term && state.termRuns[$0].scope < 0
      }
      if let other { state.termRuns.remove(at: min(other, index)) }
    }
  }
}

extension Term {
  /// When it ends: a legal term or deadline at the end of its last day, a delay so long after.
  package func due(from moment: Moment) -> Moment {
    kind == .delay ? moment.adding(duration) : moment.endOfTerm(duration)
  }
}

extension TermState {
  /// The booleans that guards read.
  package func test(_ test: TermTest) -> Bool {
    switch test {
    case .open: self == .running
    case .ended: self == .exceeded || self == .metLate
    case .exceeded: self == .exceeded
    case .met: self == .met || self == .metLate
    }
  }
}
