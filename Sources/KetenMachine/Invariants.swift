extension Machine {
  /// Stops the program when a case breaks an invariant of its own.
  package func checkInvariants(of state: Case) {
    for slot in state.scopes.indices where state.scopes[slot].isAlive { checkScope(slot, state) }
    for clock in state.clocks {
      let place = places[clocks[clock.clock.int].place.int].bit
      precondition(holdsToken(place, Int(clock.scope), of: state), "a clock runs on a place that holds a token")
    }
    for run in state.termRuns where run.state == .running {
      precondition(run.scope >= 0 && state.scopes[Int(run.scope)].isAlive, "a term runs in a live scope")
    }
  }

  private func checkScope(_ slot: Int, _ state: Case) {
    let scope = state.scopes[slot]
    precondition(scope.parent < 0 ? slot == 0 : state.children(Int(scope.parent)).contains(slot), "the tree holds")
    guard scope.counts >= 0 else { return }
    for place in scopes[Int(scope.def)].places {
      let bit = places[place.int].bit
      let isHeld = holdsToken(bit, slot, of: state)
      precondition(isHeld == (state.counts[Int(scope.counts) + bit] > 0), "a bit stands for a count")
    }
  }
}
