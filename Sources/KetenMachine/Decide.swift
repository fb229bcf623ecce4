import FEEL

/// Begins a case: opens its root and lets happen what happens by itself.
public func begin(_ machine: Machine, at moment: Moment) -> Decision {
  var play = Play(Case(), of: machine, world: LiveWorld(at: moment), at: moment)
  do throws(Refusal) {
    try machine.begin(&play)
    return machine.decision(from: Case(), play)
  } catch {
    return .refused(error.reasons)
  }
}

/// Decides a command on a case: what would go on the record, or every reason why it cannot be.
public func decide(_ command: Command, on state: Case, of machine: Machine) -> Decision {
  var play = Play(state, of: machine, world: LiveWorld(at: command.at), at: command.at)
  do throws(Refusal) {
    try machine.play(command, &play)
    return machine.decision(from: state, play)
  } catch {
    return .refused(error.reasons)
  }
}

extension Machine {
  package func begin<W>(_ play: inout Play<W>) throws(Refusal) {
    let firing = Firing(Index(-1), in: ScopeID(slot: 0, generation: 1), at: play.moment)
    let dues =
      try index.hasComputedClocks
      ? computedDues(for: firing, starting: places(of: scopes[0].initialTokens, in: Index(0)), &play) : []
    enter(.began(at: play.moment, dues: dues), &play)
    try quiesce(&play)
    try advance(to: play.moment, &play)
  }

  fileprivate func play(_ command: Command, _ play: inout Play<LiveWorld>) throws(Refusal) {
    if let over = reasonIfOver(play.state) { throw Refusal(reasons: [over]) }
    guard command.at >= play.state.moment else {
      let early = Reason.time(command.at, last: play.state.moment)
      throw Refusal(reasons: [early] + blockers(of: command, &play))
    }
    try advance(to: command.at, &play)
    try quiesce(&play)
    if command.action != .tick {
      // What was due may have ended the case.
      if let over = reasonIfOver(play.state) { throw Refusal(reasons: [over]) }
      let reasons = blockers(of: command, &play)
      guard reasons.isEmpty else { throw Refusal(reasons: reasons) }
      try carryOut(command, &play)
      try quiesce(&play)
      try advance(to: command.at, &play)
    }
    if play.state.moment < command.at { enter(.passed(at: command.at), &play) }
  }

  private func reasonIfOver(_ state: Case) -> Reason? {
    switch state.status {
    case .running: nil
    case .new: .new
    case .finished: .finished(since: state.moment)
    case .failed: .failed(since: state.moment)
    }
  }

  /// Does what a command asks; nothing stands in the way.
  private func carryOut(_ command: Command, _ play: inout Play<LiveWorld>) throws(Refusal) {
    switch command.action {
    case .act(let event, let run), .answer(let event, let run):
      guard case .success(let slot) = resolve(event, run: run, &play) else { return }
      let writes = merged(command.writes, for: event, slot, play.state)
      try perform(event, slot, &play) { firing in
        firing.party = command.party
        firing.person = command.person
        firing.writes = writes
      }
    case .fault(let event, let run, let error):
      guard case .success(let slot) = resolve(event, run: run, &play) else { return }
      guard let trigger = errorTrigger(error) else {
        return enter(.failed(error: error, at: play.moment), &play)
      }
      try deliver(trigger, from: slot, by: event, &play)
    case .message(let message): try receive(message, command, &play)
    case .tick: break
    }
  }

  private func receive(
    _ message: Index<Message>, _ command: Command, _ play: inout Play<LiveWorld>
  ) throws(Refusal) {
    let key = key(of: message, command.writes)
    if let trigger = trigger(of: message), let (event, scope) = firstReceiver(trigger, key, &play) {
      let writes = merged(command.writes, for: event, scope.slot, play.state)
      try perform(event, scope.slot, &play) { firing in
        firing.party = command.party
        firing.person = command.person
        firing.writes = writes
      }
    } else if let kept = keep(message, from: command.party, writes: command.writes, key: key, play) {
      enter(.kept(kept, at: play.moment), &play)
    }
  }

  /// The trigger of an error as a worker names it, or the one that stands for any.
  private func errorTrigger(_ error: String?) -> Index<Trigger>? {
    let errors = triggers.indices.filter { triggers[$0].kind == .error }
    return (errors.first { triggers[$0].reference == error } ?? errors.first { triggers[$0].reference == nil })
      .map { Index($0) }
  }

  /// The values as they will be: an item that an event adds to gets one element more.
  private func merged(_ writes: [ItemValue], for event: Index<Event>, _ slot: Int, _ state: Case) -> [ItemValue] {
    writes.map { write in
      let adds = accesses[events[event.int].accesses.range].contains { $0.item == write.item && $0.use == .adds }
      let known = value(of: write.item, seenFrom: slot, in: state) ?? .null
      return adds ? ItemValue(write.item, known.appending(write.value)) : write
    }
  }
}

// MARK: - Effects

extension Machine {
  fileprivate func decision(from before: Case, _ play: Play<LiveWorld>) -> Decision {
    .accepted(records: play.records, effects: effects(from: before, play), next: play.state)
  }

  private func effects(from before: Case, _ play: Play<LiveWorld>) -> [Effect] {
    var result = play.sent.map { Effect.send($0) }
    if !index.jobs.isEmpty { result += jobEffects(from: before, play) }
    let due = play.state.nextDue
    if due != before.nextDue { result.append(.wake(at: due)) }
    if play.state.status != before.status, play.state.status != .running { result.append(.ended(play.state.status)) }
    return result
  }

  private func jobEffects(from before: Case, _ play: Play<LiveWorld>) -> [Effect] {
    let old = openJobs(before, play.world)
    let new = openJobs(play.state, play.world)
    let answered = play.records.compactMap { record -> Job? in
      guard case .fired(let firing) = record, events[firing.event.int].kind == .job else { return nil }
      return Job(event: firing.event, scope: firing.scope)
    }
    // Of jobs that stand side by side one is as good as another.
    let left = old.removing(answered)
    let (gone, come) = (left.removing(new), new.removing(left))
    let type = { [self] (job: Job) in events[job.event.int].job ?? "" }
    return gone.map { .cancelJob(type: type($0), event: $0.event, scope: $0.scope) }
      + come.map { .startJob(type: type($0), event: $0.event, scope: $0.scope) }
  }

  private func openJobs(_ state: Case, _ world: LiveWorld) -> [Job] {
    guard state.status == .running else { return [] }
    var world = world
    return index.jobs.flatMap { event in
      state.instances(of: events[event.int].scope)
        .filter { isEnabled(event, $0, of: state, &world) }
        .flatMap { slot in
          [Job](repeating: Job(event: event, scope: state.id(slot)), count: occasions(event, slot, of: state))
        }
    }
  }
}

private struct Job: Hashable {
  var event: Index<Event>
  var scope: ScopeID
}

extension [Job] {
  /// What is left when as many of each are gone as the others hold.
  fileprivate func removing(_ others: [Job]) -> [Job] {
    var counts = Dictionary(others.map { ($0, 1) }, uniquingKeysWith: +)
    return filter { job in
      guard let count = counts[job], count > 0 else { return true }
      counts[job] = count - 1
      return false
    }
  }
}
