import FEEL

extension Machine {
  /// Whether an event may fire in a live scope: the marking allows it, and so do its guards.
  package func isEnabled(_ event: Index<Event>, _ slot: Int, of state: Case, _ world: inout some World) -> Bool {
    guard isMarked(event, slot, of: state) else { return false }
    return !packed.events[event.int].readsMore || guardsAllow(event, slot, of: state, &world)
  }

  /// Whether the marking allows an event in a live scope: all but guards and clocks.
  package func isMarked(_ event: Index<Event>, _ slot: Int, of state: Case) -> Bool {
    let row = packed.events[event.int]
    guard row.isLocal else { return isMarkedAbove(event, slot, of: state) }
    return state.scopes[slot].isAlive && passes(row.checks, Int(state.scopes[slot].tokens), state.words)
  }

  /// The same for an event that more than the marking of its own scope decides on.
  package func isMarkedAbove(_ event: Index<Event>, _ slot: Int, of state: Case) -> Bool {
    for number in events[event.int].facets.range {
      let upper = state.ancestor(slot, level: facets[number].level)
      guard upper >= 0, allows(number, upper, of: state) else { return false }
    }
    let flags = events[event.int].flags
    if !flags.isDisjoint(with: [.quiet, .awaits, .accepting]), !allows(flags, slot, of: state) { return false }
    return events[event.int].joins.isEmpty || joins(event, slot, of: state)
  }

  /// The rule itself, for one facet in the scope it speaks of.
  @inline(__always)
  private func allows(_ facet: Int, _ slot: Int, of state: Case) -> Bool {
    guard state.scopes[slot].isAlive,
      passes(packed.facetChecks[facet], Int(state.scopes[slot].tokens), state.words)
    else { return false }
    return facets[facet].weights.isEmpty || holdsWeights(facets[facet].weights, state.scopes[slot], of: state)
  }

  private func holdsWeights(_ rows: Rows, _ scope: Scope, of state: Case) -> Bool {
    weights[rows.range].allSatisfy { weight in
      if weight.use == .put || weight.count <= 1 { return true }
      return scope.counts >= 0
        && Int(state.counts[Int(scope.counts) + places[weight.place.int].bit]) >= weight.count
    }
  }

  private func allows(_ flags: EventFlags, _ slot: Int, of state: Case) -> Bool {
    if flags.contains(.quiet), !isQuiet(slot, of: state) { return false }
    if flags.contains(.awaits), state.hasCompensation(below: slot) { return false }
    return !flags.contains(.accepting) || isAccepting(slot, of: state)
  }

  /// Whether a scope has no child and no token but standing ones.
  ///
  /// A revived scope never completes by its own events.
  package func isQuiet(_ slot: Int, of state: Case) -> Bool {
    state.scopes[slot].firstChild < 0 && state.scopes[slot].role == .plain && holdsOnlyStanding(slot, of: state)
  }

  /// Whether nothing that obliges is included and pending in a scope.
  package func isAccepting(_ slot: Int, of state: Case) -> Bool {
    let def = Int(state.scopes[slot].def)
    guard def >= 0 else { return true }
    let (pending, included) = (state.scopes[slot].pending, state.scopes[slot].included)
    for number in scopes[def].obliging.range {
      let row = masks[number]
      let position = row.word
      let owed = row.bits & state.words[Int(pending + position)] & state.words[Int(included + position)]
      if owed == 0 { continue }
      if !index.hasNestedBits[def] { return false }
      for number in setBits(owed) where isOwed(Int(position) * 64 + number, slot, of: state) { return false }
    }
    return true
  }

  /// Whether a bit that is included and pending here is included in the scopes above as well.
  package func isOwed(_ number: Int, _ slot: Int, of state: Case) -> Bool {
    let def = Int(state.scopes[slot].def)
    let events = index.bitEvents[scopes[def].bits[number].int]
    return events.isEmpty
      || events.contains { event in
        let row = self.events[event.int]
        let level = Int32(scopes[row.scope.int].depth - scopes[def].depth)
        return facets[row.facets.range].allSatisfy { facet in
          guard facet.bit >= 0, facet.level > level else { return true }
          let upper = state.ancestor(slot, level: facet.level - level)
          return upper < 0 || isSet(Int(facet.bit), state.scopes[upper].included, of: state)
        }
      }
  }

  /// The test of an inclusive join: some flow is filled, and no token that stands upstream of an empty one could not as
  /// well come by a filled one.
  private func joins(_ event: Index<Event>, _ slot: Int, of state: Case) -> Bool {
    let rows = joins[events[event.int].joins.range]
    let isFilled = { [self] (join: Join) in holdsToken(places[join.place.int].bit, slot, of: state) }
    guard rows.contains(where: isFilled) else { return false }
    let scope = state.scopes[slot]
    for word in 0..<scopes[Int(scope.def)].tokenWords {
      var missing: UInt64 = 0
      var filled: UInt64 = 0
      for join in rows {
        guard let row = masks[join.upstream.range].first(where: { Int($0.word) == word }) else { continue }
        if isFilled(join) { filled |= row.bits } else { missing |= row.bits }
      }
      if missing & ~filled & state.words[Int(scope.tokens) + word] != 0 { return false }
    }
    return true
  }
}

// MARK: - Guards and delays

extension Machine {
  /// Whether guards and delays let an event happen that its marking allows.
  package func guardsAllow(_ event: Index<Event>, _ slot: Int, of state: Case, _ world: inout some World) -> Bool {
    for delay in termEffects[events[event.int].delays.range]
    where isDelayed(by: delay.term, slot, of: state) {
      return false
    }
    for number in events[event.int].facets.range where !facets[number].guarded.isEmpty {
      let upper = state.ancestor(slot, level: facets[number].level)
      for relation in guarded[facets[number].guarded.range]
      where blocks(relation, slot, upper, of: state)
        && world.holds(relation.expression, in: slot, of: state, by: self)
      {
        return false
      }
    }
    guard let expression = events[event.int].guardExpression else { return true }
    let holds = world.holds(expression, in: slot, of: state, by: self)
    return holds != events[event.int].flags.contains(.unlessGuard)
  }

  /// Whether a delay runs, and its source is in play.
  package func isDelayed(by delay: Index<Term>, _ slot: Int, of state: Case) -> Bool {
    guard state.isRunning(delay, seenFrom: slot, in: self) else { return false }
    guard let source = terms[delay.int].source,
      let owner = state.enclosing(slot, def: bits[source.int].scope)
    else { return true }
    return isSet(bits[source.int].bit, state.scopes[owner].included, of: state)
  }

  /// Whether a guarded condition or milestone would hold its event back if its guard holds.
  package func blocks(_ relation: GuardedRelation, _ slot: Int, _ upper: Int, of state: Case) -> Bool {
    let scope = state.scopes[upper]
    let bit = Int(relation.bit)
    switch relation.kind {
    case .condition:
      if isSet(bit, scope.included, of: state), !isSet(bit, scope.executed, of: state) { return true }
      guard let term = relation.term else { return false }
      return isDelayed(by: term, slot, of: state)
    case .milestone: return isSet(bit, scope.included, of: state) && isSet(bit, scope.pending, of: state)
    case .response, .include, .exclude: return false
    }
  }
}
