/// What happens next by itself.
package enum SilentStep: Equatable, Sendable {
  case event(Index<Event>, slot: Int)
  /// A queue of compensation goes on, or a revived scope is done.
  case compensation(slot: Int)
}

extension Machine {
  /// Lets everything happen that happens by itself, the least by stratum, scope and table order first, until nothing does.
  package func settle<W>(_ play: inout Play<W>) throws(Refusal) {
    while let step = nextSilent(&play) {
      switch step {
      case .event(let event, let slot): try perform(event, slot, &play)
      case .compensation(let slot): try compensate(slot, &play)
      }
    }
  }

  /// The silent step that comes first: by stratum, then scopes outermost first, then table order.
  package func nextSilent<W>(_ play: inout Play<W>) -> SilentStep? {
    guard play.state.status == .running else { return nil }
    while let candidate = firstCandidate(play) {
      guard case .event(let event, let slot) = candidate else { return candidate }
      if isEnabled(event, slot, of: play.state, &play.world) { return candidate }
      play.agenda.remove(index.silentNumber[event.int], slot)
    }
    return nil
  }

  private func firstCandidate<W>(_ play: Play<W>) -> SilentStep? {
    var best: SilentStep?
    var bestStratum = Stratum.completion
    var slot = 0
    while slot >= 0 {
      if let (stratum, step) = candidate(slot, play), best == nil || stratum < bestStratum {
        (best, bestStratum) = (step, stratum)
        if stratum == .conditional { return best }
      }
      slot = play.state.after(slot)
    }
    return best
  }

  private func candidate<W>(_ slot: Int, _ play: Play<W>) -> (Stratum, SilentStep)? {
    let def = play.state.scopes[slot].def
    var own: (Stratum, SilentStep)?
    if def >= 0, let number = play.agenda.first(slot) {
      let event = index.silent[Int(index.scopeSilent[Int(def)].start) + number]
      own = (events[event.int].stratum, .event(event, slot: slot))
    }
    guard play.state.compensationCount > 0, isCompensationReady(slot, of: play.state) else { return own }
    if let own, own.0 <= .compensation { return own }
    return (.compensation, .compensation(slot: slot))
  }
}
