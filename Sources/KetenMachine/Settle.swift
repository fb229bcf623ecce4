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
    while let candidate = firstCandidate(&play) {
      guard case .event(let event, let slot) = candidate else { return candidate }
      if isEnabled(event, slot, of: play.state, &play.world) { return candidate }
      play.agenda.remove(index.silentNumber[event.int], slot)
    }
    return nil
  }

  private func firstCandidate<W>(_ play: inout Play<W>) -> SilentStep? {
    var best = (event: Index<Event>(-1), slot: -1)
    var bestStratum = Stratum.completion
    var slot = 0
    while slot >= 0 {
      let def = Int(play.state.scopes[slot].def)
      let number = def < 0 ? -1 : play.agenda.first(slot)
      if number >= 0 {
        let row = index.silent[Int(index.scopeSilent[def].start) + number]
        if best.slot < 0 || row.stratum < bestStratum { (best, bestStratum) = ((row.event, slot), row.stratum) }
        if bestStratum == .conditional { break }
      }
      if play.state.compensationCount > 0, best.slot < 0 || .compensation < bestStratum,
        isCompensationReady(slot, of: play.state)
      {
        (best, bestStratum) = ((Index(-1), slot), .compensation)
      }
      slot = play.state.after(slot)
    }
    guard best.slot >= 0 else { return nil }
    return best.event.raw < 0 ? .compensation(slot: best.slot) : .event(best.event, slot: best.slot)
  }
}
