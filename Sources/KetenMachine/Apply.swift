import FEEL

/// Applies a record to a case: the only thing that changes one.
public func apply(_ record: Record, to state: inout Case, of machine: Machine) {
  var agenda = Agenda.inactive
  machine.carryOut(record, &state, &agenda)
}

extension Case {
  /// The case that a run of records leads to.
  public static func replay(_ records: some Sequence<Record>, of machine: Machine) -> Case {
    var state = Case()
    for record in records { apply(record, to: &state, of: machine) }
    return state
  }
}

extension Machine {
  /// Carries a record out; live play goes this way as well, with an agenda that notes what to try next.
  package func carryOut(_ record: Record, _ state: inout Case, _ agenda: inout Agenda) {
    switch record {
    case .began(let at, let dues): begin(at, dues, &state, &agenda)
    case .fired(let firing): fire(firing, &state, &agenda)
    case .termEnded(let term, let scope, _):
      let found = state.termRuns.firstIndex { $0.term == term && $0.scope == Int32(scope.slot) }
      if let found { state.termRuns[found].state = .exceeded }
      tryDataReaders(state, &agenda)
    case .kept(let message, _):
      state.inbox.append(message)
      state.keptCount += 1
    case .expired(let message, _): state.inbox.removeAll { $0.id == message }
    case .compensated(let queue, let at, let dues): takeEntry(queue.slot, at, dues, &state, &agenda)
    case .unrolled(let scope, let at): unroll(scope.slot, at, &state)
    case .settled(let scope, _): close(scope.slot, &state, &agenda)
    case .failed:
      state.status = .failed
      end(&state, &agenda)
    case .passed: break
    }
    if state.isTimed { state.moment = max(state.moment, record.at) }
    #if DEBUG
      if state.isTimed { checkInvariants(of: state) }
    #endif
  }

  private func begin(_ at: Moment, _ dues: [Firing.ClockDue], _ state: inout Case, _ agenda: inout Agenda) {
    precondition(state.status == .new, "a case begins once")
    state.status = .running
    if state.isTimed { state.values = Array(repeating: nil, count: items.count) }
    var firing = Firing(Index(-1), in: ScopeID(slot: 0, generation: 1), at: at)
    firing.dues = dues
    open(Index(0), seed: .none, under: -1, firing, &state, &agenda)
  }
}
