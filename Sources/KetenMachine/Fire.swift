import FEEL

extension Machine {
  /// Fires an event whose choices have been made.
  ///
  /// It must be enabled; nothing is settled or delivered.
  package func fire(_ firing: Firing, _ state: inout Case, _ agenda: inout Agenda) {
    let row = packed.events[firing.event.int]
    guard row.isPlain, row.wakesHere || !agenda.isActive else { return fireFully(firing, &state, &agenda) }
    let slot = firing.scope.slot
    make(row.moves, Int(state.scopes[slot].tokens), &state.words)
    if agenda.isActive { wake(row.wakes, slot, &agenda) }
    if firing.isBare {
      noteBare(row.fact, firing, &state)
      if agenda.isActive { tryDataReaders(state, &agenda) }
    } else {
      note(firing, opened: nil, &state, &agenda)
    }
  }

  private func fireFully(_ firing: Firing, _ state: inout Case, _ agenda: inout Agenda) {
    let event = firing.event.int
    let slot = firing.scope.slot
    moveTerms(firing, &state)
    let range = events[event].facets.range
    for number in range { take(number, state.ancestor(slot, level: facets[number].level), &state, &agenda) }
    if let clock = events[event].clock { tick(clock, slot, firing, &state) }
    let flags = events[event].flags
    if !flags.isDisjoint(with: [.clear, .exit]) { leave(flags, firing, &state, &agenda) }
    for number in range {
      let upper = state.ancestor(slot, level: facets[number].level)
      guard state.scopes[upper].isAlive else { continue }
      mark(number, upper, firing, &state, &agenda)
      if facets[number].level != 0 || firing.times != 0 { put(facets[number].put, upper, firing, &state, &agenda) }
      if facets[number].level == 0, let times = firing.times { multiply(facets[number].put, by: times, upper, &state) }
      if !facets[number].weights.isEmpty { weigh(.put, facets[number].weights, upper, &state) }
      tryLate(upper, of: state, &agenda)
    }
    if !firing.isBare { putRoutes(firing, &state, &agenda) }
    if flags.contains(.logged) { log(firing, &state) }
    var child: Int?
    if let opened = events[event].opens {
      let upper = state.ancestor(slot, level: events[event].opensLevel)
      if state.scopes[upper].isAlive {
        open(opened, seed: events[event].seed, under: upper, firing, &state, &agenda)
        child = Int(state.scopes[upper].lastChild)
        startTerms(firing, in: Int(state.scopes[upper].lastChild), &state)
      }
    }
    note(firing, opened: child, &state, &agenda)
    if let trigger = events[event].raises, triggers[trigger.int].delivery == .down {
      startCompensation(triggers[trigger.int], slot, firing.at, &state)
    }
    if !flags.isDisjoint(with: [.finishes, .fails]), slot == 0 { finish(flags, &state, &agenda) }
  }

  private func putRoutes(_ firing: Firing, _ state: inout Case, _ agenda: inout Agenda) {
    for route in firing.routes {
      let upper = state.ancestor(firing.scope.slot, level: routes[Int(route)].level)
      if state.scopes[upper].isAlive { put(routes[Int(route)].put, upper, firing, &state, &agenda) }
    }
  }

  private func take(_ facet: Int, _ slot: Int, _ state: inout Case, _ agenda: inout Agenda) {
    guard !facets[facet].take.isEmpty else { return }
    if !facets[facet].weights.isEmpty { weigh(.take, facets[facet].weights, slot, &state) }
    take(facets[facet].take, slot, &state)
    tryLate(slot, of: state, &agenda)
  }

  private func leave(_ flags: EventFlags, _ firing: Firing, _ state: inout Case, _ agenda: inout Agenda) {
    let slot = firing.scope.slot
    if flags.contains(.clear) { clear(slot, &state, &agenda) }
    guard flags.contains(.exit) else { return }
    if flags.contains(.keep), let activity = events[firing.event.int].element, state.scopes[slot].parent >= 0,
      state.scopes[slot].role == .plain
    {
      keep(slot, as: activity, &state, &agenda)
    } else {
      close(slot, &state, &agenda)
    }
  }

  /// Terms go first: what meets a term of a scope that closes still meets it.
  private func moveTerms(_ firing: Firing, _ state: inout Case) {
    for effect in termEffects[events[firing.event.int].termEffects.range] {
      act(effect.action, on: effect.term, from: firing.scope.slot, at: firing.at, &state)
    }
    if firing.isBare { return }
    for number in firing.guarded {
      let relation = guarded[Int(number)]
      guard relation.kind == .response, let term = relation.term else { continue }
      act(.start, on: term, from: firing.scope.slot, at: firing.at, &state)
    }
  }

  /// A term of the scope that an event opens starts in that scope: a start event stands outside the procedure it begins.
  private func startTerms(_ firing: Firing, in opened: Int, _ state: inout Case) {
    for effect in termEffects[events[firing.event.int].termEffects.range] where effect.action == .start {
      guard state.enclosing(firing.scope.slot, def: terms[effect.term.int].scope) == nil else { continue }
      act(.start, on: effect.term, from: opened, at: firing.at, &state)
    }
  }

  private func log(_ firing: Firing, _ state: inout Case) {
    guard let activity = events[firing.event.int].element else { return }
    let slot = firing.scope.slot
    let owner = state.scopes[slot].isAlive ? Int32(slot) : state.scopes[slot].parent
    guard owner >= 0, state.scopes[slot].role != .kept else { return }
    state.log.append(LogEntry(scope: owner, activity: activity))
  }

  /// Writes the values, and what is known of the event.
  private func note(_ firing: Firing, opened: Int?, _ state: inout Case, _ agenda: inout Agenda) {
    let fact = packed.events[firing.event.int].fact
    if firing.isBare {
      noteBare(fact, firing, &state)
    } else {
      for write in firing.writes { self.write(write, opened: opened, firing, &state, &agenda) }
      state.moment = max(state.moment, firing.at)
      if fact >= 0, state.isTimed {
        state.note(Int(fact), at: firing.at, party: firing.party, person: firing.person)
      }
      if let kept = firing.keptMessage { state.inbox.removeAll { $0.id == kept } }
    }
    tryDataReaders(state, &agenda)
  }

  /// Notes an event that wrote and caught nothing.
  @inline(__always)
  private func noteBare(_ fact: Int32, _ firing: Firing, _ state: inout Case) {
    state.moment = max(state.moment, firing.at)
    if fact >= 0, state.isTimed { state.note(Int(fact), at: firing.at, party: firing.party, person: nil) }
  }

  private func finish(_ flags: EventFlags, _ state: inout Case, _ agenda: inout Agenda) {
    state.status = flags.contains(.fails) ? .failed : .finished
    end(&state, &agenda)
  }

  /// The case is over: nothing runs any more, and what was done stays readable.
  package func end(_ state: inout Case, _ agenda: inout Agenda) {
    closeContent(0, &state, &agenda)
    state.clocks = []
    state.inbox = []
  }
}

// MARK: - The event bits

extension Machine {
  /// Moves the bits of one facet: done, no longer owed, then what it demands; include wins over exclude.
  @inline(__always)
  private func mark(_ number: Int, _ slot: Int, _ firing: Firing, _ state: inout Case, _ agenda: inout Agenda) {
    let scope = state.scopes[slot]
    let bit = facets[number].bit
    if bit >= 0 {
      let word = MaskWord(word: bit / 64, bits: 1 << UInt64(bit % 64))
      set(word, scope.executed, slot, &state, &agenda)
      if !staysOwed(firing, of: state) { clear(word, scope.pending, slot, &state, &agenda) }
    }
    for row in facets[number].response.range { set(masks[row], scope.pending, slot, &state, &agenda) }
    for row in facets[number].exclude.range { clear(masks[row], scope.included, slot, &state, &agenda) }
    let mine = firing.isBare ? Rows.none : facets[number].guarded
    if !mine.isEmpty, !firing.guarded.isEmpty { mark(mine, .exclude, slot, firing, &state, &agenda) }
    for row in facets[number].include.range { set(masks[row], scope.included, slot, &state, &agenda) }
    if !mine.isEmpty, !firing.guarded.isEmpty {
      mark(mine, .include, slot, firing, &state, &agenda)
      mark(mine, .response, slot, firing, &state, &agenda)
    }
  }

  private func mark(
    _ rows: Rows, _ kind: RelationKind, _ slot: Int, _ firing: Firing, _ state: inout Case, _ agenda: inout Agenda
  ) {
    let scope = state.scopes[slot]
    for number in rows.range where guarded[number].kind == kind && firing.guarded.contains(Int32(number)) {
      let bit = guarded[number].bit
      let word = MaskWord(word: bit / 64, bits: 1 << UInt64(bit % 64))
      switch kind {
      case .response: set(word, scope.pending, slot, &state, &agenda)
      case .include: set(word, scope.included, slot, &state, &agenda)
      case .exclude: clear(word, scope.included, slot, &state, &agenda)
      case .condition, .milestone: break
      }
    }
  }

  /// Whether another run of the same scope is open, and the event is owed until the last is done.
  private func staysOwed(_ firing: Firing, of state: Case) -> Bool {
    guard events[firing.event.int].flags.contains(.lastClears) else { return false }
    let scope = state.scopes[firing.scope.slot]
    return state.scopes.indices.contains {
      $0 != firing.scope.slot && state.scopes[$0].isAlive && state.scopes[$0].def == scope.def
        && state.scopes[$0].parent == scope.parent
    }
  }

  @inline(__always)
  private func set(_ word: MaskWord, _ section: Int32, _ slot: Int, _ state: inout Case, _ agenda: inout Agenda) {
    let position = Int(section + word.word)
    let changed = word.bits & ~state.words[position]
    state.words[position] |= word.bits
    if changed != 0, agenda.isActive { announceBits(changed, word.word, slot, state, &agenda) }
  }

  @inline(__always)
  private func clear(_ word: MaskWord, _ section: Int32, _ slot: Int, _ state: inout Case, _ agenda: inout Agenda) {
    let position = Int(section + word.word)
    let changed = word.bits & state.words[position]
    state.words[position] &= ~word.bits
    if changed != 0, agenda.isActive { announceBits(changed, word.word, slot, state, &agenda) }
  }

  private func announceBits(_ bits: UInt64, _ word: Int32, _ slot: Int, _ state: Case, _ agenda: inout Agenda) {
    let def = Int(state.scopes[slot].def)
    for number in setBits(bits) {
      notify(index.bitWatchers[scopes[def].bits[Int(word) * 64 + number].int], slot, of: state, &agenda)
    }
  }
}
