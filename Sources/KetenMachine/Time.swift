import FEEL

/// What comes due.
package enum Due: Equatable, Sendable {
  case term(Int)
  case clock(Int)
  case message(Int)
}

extension Case {
  /// The next moment at which something comes due by itself: when to send a tick.
  ///
  /// Always later than the last record: what is overdue and held back is tried again at every command.
  public var nextDue: Moment? { earliestDue(after: moment) }

  /// The earliest due moment after another.
  package func earliestDue(after earlier: Moment) -> Moment? {
    var result: Moment?
    let consider = { (due: Moment) in if due > earlier { result = result.map { min($0, due) } ?? due } }
    guard status == .running else { return nil }
    for run in termRuns where run.state == .running { consider(run.due) }
    for clock in clocks { consider(clock.due) }
    for kept in inbox { consider(kept.until) }
    return result
  }
}

extension Machine {
  /// Lets time pass up to a moment: all that comes due happens in due order, each at the moment it was due.
  package func advance<W>(to moment: Moment, _ play: inout Play<W>) throws(Refusal) {
    try receiveKept(&play)
    while let (due, at) = firstDue(until: moment, &play) {
      // The bound is on what happens at one moment; how many moments pass is the host's affair.
      if at > play.moment { play.firingsLeft = firingLimit }
      play.pass(to: max(at, play.state.moment))
      switch due {
      case .term(let number):
        let run = play.state.termRuns[number]
        enter(.termEnded(run.term, in: play.state.id(Int(run.scope)), at: play.moment), &play)
      case .clock(let number):
        let clock = play.state.clocks[number]
        try perform(clocks[clock.clock.int].event, eventSlot(of: clock, play.state), &play)
      case .message(let number):
        enter(.expired(message: play.state.inbox[number].id, at: play.moment), &play)
      }
      try quiesce(&play)
    }
    play.pass(to: max(moment, play.state.moment))
    tryDataReaders(play.state, &play.agenda)
  }

  /// Settles, and lets kept messages find who waits for them now.
  package func quiesce<W>(_ play: inout Play<W>) throws(Refusal) {
    try settle(&play)
    try receiveKept(&play)
  }

  private func receiveKept<W>(_ play: inout Play<W>) throws(Refusal) {
    var number = 0
    while number < play.state.inbox.count {
      let kept = play.state.inbox[number]
      guard let trigger = trigger(of: kept.message), let (event, scope) = firstReceiver(trigger, kept.key, &play) else {
        number += 1
        continue
      }
      try perform(event, scope.slot, &play) { firing in
        firing.party = kept.from
        firing.writes = kept.writes
        firing.keptMessage = kept.id
      }
      try settle(&play)
      number = 0
    }
  }

  /// The trigger of a message.
  package func trigger(of message: Index<Message>) -> Index<Trigger>? {
    let name = messages[message.int].name
    return triggers.firstIndex { $0.kind == .message && ($0.message == message || $0.reference == name) }
      .map { Index($0) }
  }

  /// The scope of a clock's event: the clock's own, or one below whose facet speaks of it.
  private func eventSlot(of clock: DueClock, _ state: Case) -> Int {
    let def = events[clocks[clock.clock.int].event.int].scope
    if state.scopes[Int(clock.scope)].def == def.raw { return Int(clock.scope) }
    return state.instances(of: def).first { state.enclosing($0, def: scopeDef(of: clock)) == Int(clock.scope) }
      ?? Int(clock.scope)
  }

  private func scopeDef(of clock: DueClock) -> Index<ScopeDef> { places[clocks[clock.clock.int].place.int].scope }

  /// What is due first: the earliest; of the same moment terms before clocks before messages, each in table order.
  private func firstDue<W>(until moment: Moment, _ play: inout Play<W>) -> (Due, Moment)? {
    guard play.state.status == .running, let next = play.state.earliestDue(after: Moment(milliseconds: .min)),
      next <= moment
    else { return nil }
    var best: (due: Due, at: Moment)?
    for (number, run) in play.state.termRuns.enumerated() where run.state == .running && run.due <= moment {
      guard let known = best, case .term(let other) = known.due else {
        best = (.term(number), run.due)
        continue
      }
      if (run.due, run.term) < (known.at, play.state.termRuns[other].term) { best = (.term(number), run.due) }
    }
    for (number, clock) in play.state.clocks.enumerated() where clock.due <= moment {
      if let known = best {
        guard clock.due <= known.at else { continue }
        if clock.due == known.at {
          guard case .clock(let other) = known.due, clock.clock < play.state.clocks[other].clock else { continue }
        }
      }
      let event = clocks[clock.clock.int].event
      let slot = eventSlot(of: clock, play.state)
      play.world.pass(to: max(clock.due, play.state.moment))
      guard events[event.int].scope.raw == play.state.scopes[slot].def,
        isEnabled(event, slot, of: play.state, &play.world)
      else { continue }
      best = (.clock(number), clock.due)
    }
    for (number, kept) in play.state.inbox.enumerated() where kept.until <= moment {
      if let known = best, known.at <= kept.until { continue }
      best = (.message(number), kept.until)
    }
    return best
  }
}
