import FEEL

// Compensation: a queue of logged work under the scope that asks for it, undone last first, one at a time.

extension Machine {
  /// Moves what is to be compensated from the log to a queue under the scope that throws.
  package func startCompensation(_ trigger: Trigger, _ slot: Int, _ moment: Moment, _ state: inout Case) {
    guard state.scopes[slot].isAlive else { return }
    let owner = compensationOwner(slot, state)
    let isMeant = { [self] (entry: LogEntry) in
      entry.scope == Int32(owner)
        && (trigger.reference == nil || elements[entry.activity.int].name == trigger.reference)
    }
    guard state.log.contains(where: isMeant) else { return }
    let queue = openQueue(under: slot, owner: owner, at: moment, &state)
    for number in state.log.indices where isMeant(state.log[number]) { state.log[number].scope = Int32(queue) }
  }

  /// Whose log is meant: the scope's own, or, in an event sub-process, that of the scope around it.
  private func compensationOwner(_ slot: Int, _ state: Case) -> Int {
    let def = state.scopes[slot].def
    let parent = state.scopes[slot].lexicalParent
    return index.isEventScope[Int(def)] && parent >= 0 ? Int(parent) : slot
  }

  /// Whether a queue can go on, or a revived scope is done.
  package func isCompensationReady(_ slot: Int, of state: Case) -> Bool {
    let scope = state.scopes[slot]
    switch scope.role {
    case .compensation: return scope.firstChild < 0 && !isHandling(slot, of: state)
    case .revived: return scope.firstChild < 0 && holdsOnlyStanding(slot, of: state)
    case .free, .plain, .kept: return false
    }
  }

  /// Whether the handler that a queue started still holds a token.
  private func isHandling(_ queue: Int, of state: Case) -> Bool {
    let handler = Int(state.scopes[queue].handler)
    let owner = Int(state.scopes[queue].lexicalParent)
    guard handler >= 0, state.scopes[owner].isAlive else { return false }
    let def = scopes[Int(state.scopes[owner].def)]
    let place = places[def.compensation[handler].place.int]
    return def.places.contains { other in
      let row = places[other.int]
      return (row.bit == place.bit || (row.element != nil && row.element == place.element && row.kind != .standing))
        && holdsToken(row.bit, owner, of: state)
    }
  }

  /// One step: the next entry of a queue, or the end of a revived scope.
  package func compensate<W>(_ slot: Int, _ play: inout Play<W>) throws(Refusal) {
    guard play.firingsLeft > 0 else { throw Refusal(reasons: [.bound(nil)]) }
    play.firingsLeft -= 1
    let id = play.state.id(slot)
    if play.state.scopes[slot].role == .revived {
      enter(.settled(id, at: play.moment), &play)
      return
    }
    let entry = play.state.log.last { $0.scope == Int32(slot) }
    enter(.compensated(queue: id, at: play.moment, dues: []), &play)
    guard let entry, entry.kept >= 0, play.state.scopes[Int(entry.kept)].role == .revived else { return }
    try startRevived(Int(entry.kept), &play)
  }

  /// A revived scope runs its compensation event sub-process, or, without one, compensates what it did.
  private func startRevived<W>(_ slot: Int, _ play: inout Play<W>) throws(Refusal) {
    if let event = compensationStart(of: slot, play.state), isEnabled(event, slot, of: play.state, &play.world) {
      return try perform(event, slot, &play)
    }
    enter(.unrolled(play.state.id(slot), at: play.moment), &play)
  }

  /// The start of the event sub-process that undoes a scope from within.
  private func compensationStart(of slot: Int, _ state: Case) -> Index<Event>? {
    scopes[Int(state.scopes[slot].def)].events.first { event in
      let row = events[event.int]
      return row.kind == .trigger && row.trigger.map { triggers[$0.int].kind == .compensation } ?? false
    }
  }
}

// MARK: - Carrying it out

extension Machine {
  /// Takes the last entry of a queue: its handler gets a token, or the scope that was kept revives; an empty queue closes.
  package func takeEntry(
    _ queue: Int, _ at: Moment, _ dues: [Firing.ClockDue], _ state: inout Case, _ agenda: inout Agenda
  ) {
    guard let last = state.log.lastIndex(where: { $0.scope == Int32(queue) }) else {
      close(queue, &state, &agenda)
      tryEverything(state, &agenda)
      return
    }
    let entry = state.log.remove(at: last)
    let owner = Int(state.scopes[queue].lexicalParent)
    state.scopes[queue].handler = -1
    let def = scopes[Int(state.scopes[owner].def)]
    if let handler = def.compensation.firstIndex(where: { $0.activity == entry.activity }) {
      var firing = Firing(Index(-1), in: state.id(owner), at: at)
      firing.dues = dues
      let place = places[def.compensation[handler].place.int].bit
      put(
        MaskWord(word: Int32(place / 64), bits: 1 << UInt64(place % 64)), owner, firing, &state, &agenda)
      state.scopes[queue].handler = Int32(handler)
      // The handler takes the place of undoing what was done within, not of a handler within: that is as explicit.
      if entry.kept >= 0, compensationStart(of: Int(entry.kept), state) == nil { discard(Int(entry.kept), &state) }
    }
    if entry.kept >= 0, state.scopes[Int(entry.kept)].role == .kept {
      revive(Int(entry.kept), under: queue, owner: owner, at, &state, &agenda)
    }
  }

  /// A kept scope lives again under a queue: its standing places stand, nothing else.
  private func revive(
    _ slot: Int, under queue: Int, owner: Int, _ at: Moment, _ state: inout Case, _ agenda: inout Agenda
  ) {
    link(slot, under: queue, &state)
    state.scopes[slot].role = .revived
    state.scopes[slot].lexicalParent = Int32(owner)
    state.compensationCount += 1
    let def = scopes[Int(state.scopes[slot].def)]
    let firing = Firing(Index(-1), in: state.id(slot), at: at)
    let standing = masks[def.standing.range]
    for row in masks[def.initialTokens.range] {
      let bits = row.bits & (standing.first { $0.word == row.word }?.bits ?? 0)
      if bits != 0 { put(MaskWord(word: row.word, bits: bits), slot, firing, &state, &agenda) }
    }
  }

  /// A revived scope without a handler of its own: its log becomes a queue.
  package func unroll(_ slot: Int, _ at: Moment, _ state: inout Case) {
    let queue = openQueue(under: slot, owner: slot, at: at, &state)
    for number in state.log.indices where state.log[number].scope == Int32(slot) {
      state.log[number].scope = Int32(queue)
    }
  }
}
