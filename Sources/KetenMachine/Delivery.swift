import FEEL

extension Machine {
  /// Delivers a trigger: the catchers fire by the rule, one after another, and nothing is settled in between.
  package func deliver<W>(
    _ trigger: Index<Trigger>, from slot: Int, by thrower: Index<Event>?, _ play: inout Play<W>
  ) throws(Refusal) {
    guard play.state.status == .running else { return }
    let row = triggers[trigger.int]
    switch row.delivery {
    case .up: try deliverUp(trigger, from: slot, by: thrower, &play)
    case .all: try deliverAll(trigger, &play)
    case .one: try deliverMessage(trigger, &play)
    case .down: break
    }
  }

  /// Up the tree: of each scope first the starts in it, then its border; the first enabled one catches.
  private func deliverUp<W>(
    _ trigger: Index<Trigger>, from start: Int, by thrower: Index<Event>?, _ play: inout Play<W>
  ) throws(Refusal) {
    if let thrower, let event = ownBorder(trigger, start, of: thrower, &play) {
      return try perform(event, start, &play)
    }
    var slot = start
    while slot >= 0 {
      for kind in [MachineIndex.CatcherKind.start, .border] {
        if let event = firstCatcher(trigger, slot, kind, &play) { return try perform(event, slot, &play) }
      }
      slot = Int(play.state.scopes[slot].parent)
    }
    if triggers[trigger.int].kind == .error {
      enter(.failed(error: triggers[trigger.int].reference, at: play.moment), &play)
    }
  }

  /// Whether something catches what goes up from a scope.
  package func mayCatch<W>(
    _ trigger: Index<Trigger>, from start: Int, by thrower: Index<Event>, _ play: inout Play<W>
  ) -> Bool {
    if ownBorder(trigger, start, of: thrower, &play) != nil { return true }
    var slot = start
    while slot >= 0 {
      if firstCatcher(trigger, slot, .start, &play) != nil || firstCatcher(trigger, slot, .border, &play) != nil {
        return true
      }
      slot = Int(play.state.scopes[slot].parent)
    }
    return false
  }

  /// A border event of the activity that throws.
  private func ownBorder<W>(
    _ trigger: Index<Trigger>, _ slot: Int, of thrower: Index<Event>, _ play: inout Play<W>
  ) -> Index<Event>? {
    guard play.state.scopes[slot].isAlive else { return nil }
    let activity = ownNeed(thrower)
    for catcher in index.catchers[index.triggerCatchers[trigger.int].range]
    where catcher.kind == .waiting && events[catcher.event.int].scope.raw == play.state.scopes[slot].def {
      let shares = ownNeed(catcher.event).contains { mine in
        activity.contains { $0.word == mine.word && $0.bits & mine.bits != 0 }
      }
      if shares, isEnabled(catcher.event, slot, of: play.state, &play.world) { return catcher.event }
    }
    return nil
  }

  /// The words of what an event needs in its own scope.
  private func ownNeed(_ event: Index<Event>) -> ArraySlice<MaskWord> {
    guard let facet = facets[events[event.int].facets.range].first(where: { $0.level == 0 }) else { return [] }
    return masks[facet.need.range]
  }

  private func firstCatcher<W>(
    _ trigger: Index<Trigger>, _ slot: Int, _ kind: MachineIndex.CatcherKind, _ play: inout Play<W>
  ) -> Index<Event>? {
    guard play.state.scopes[slot].isAlive, play.state.scopes[slot].def >= 0 else { return nil }
    for catcher in index.catchers[index.triggerCatchers[trigger.int].range]
    where catcher.kind == kind && events[catcher.event.int].scope.raw == play.state.scopes[slot].def {
      if isEnabled(catcher.event, slot, of: play.state, &play.world) { return catcher.event }
    }
    return nil
  }

  /// To all: who is listening is decided first; who is gone or no longer enabled when its turn comes, is passed over.
  private func deliverAll<W>(_ trigger: Index<Trigger>, _ play: inout Play<W>) throws(Refusal) {
    for (event, scope) in enabledCatchers(trigger, &play) {
      guard play.state.status == .running, play.state.isAlive(scope) else { continue }
      if isEnabled(event, scope.slot, of: play.state, &play.world) { try perform(event, scope.slot, &play) }
    }
  }

  /// To one: the first that waits, else a start; else it waits in the inbox, if it is one that waits.
  private func deliverMessage<W>(_ trigger: Index<Trigger>, _ play: inout Play<W>) throws(Refusal) {
    let message = triggers[trigger.int].message
    if let message { play.sent.append(message) }
    let key = message.flatMap { messages[$0.int].key }.flatMap { play.state.value(of: $0) } ?? .null
    if let (event, scope) = firstReceiver(trigger, key, &play) {
      try perform(event, scope.slot, &play)
    } else if let message, let kept = keep(message, from: nil, writes: [], key: key, play) {
      enter(.kept(kept, at: play.moment), &play)
    }
  }

  /// Who receives a message with a key: the first that it correlates with, waiting catchers before starts in the root.
  package func firstReceiver<W>(
    _ trigger: Index<Trigger>, _ key: Value, _ play: inout Play<W>
  ) -> (Index<Event>, ScopeID)? {
    firstReceiver(trigger, &play) { machine, event, scope, play in
      guard let expression = machine.events[event.int].correlation else { return true }
      return play.world.matches(expression, key, in: scope.slot, of: play.state, by: machine)
    }
  }

  /// The first of those that may.
  package func firstReceiver<W>(
    _ trigger: Index<Trigger>, _ play: inout Play<W>,
    where isMeant: (Machine, Index<Event>, ScopeID, inout Play<W>) -> Bool
  ) -> (Index<Event>, ScopeID)? {
    let catchers = enabledCatchers(trigger, &play)
    let waiting = catchers.filter { !isRootStart($0.0, trigger) }
    for (event, scope) in waiting + catchers.filter({ isRootStart($0.0, trigger) })
    where isMeant(self, event, scope, &play) {
      return (event, scope)
    }
    return nil
  }

  /// The value of the key of a message that comes with such writes.
  package func key(of message: Index<Message>, _ writes: [ItemValue]) -> Value {
    messages[message.int].key.flatMap { item in writes.first { $0.item == item }?.value } ?? .null
  }

  private func isRootStart(_ event: Index<Event>, _ trigger: Index<Trigger>) -> Bool {
    events[event.int].scope.raw == 0
      && index.catchers[index.triggerCatchers[trigger.int].range].contains { $0.event == event && $0.kind == .start }
  }

  /// The message as it waits in the inbox; nil when it does not wait.
  package func keep<W>(
    _ message: Index<Message>, from party: Index<Party>?, writes: [ItemValue], key: Value, _ play: Play<W>
  ) -> KeptMessage? {
    guard let keep = messages[message.int].keep else { return nil }
    let until = play.state.isTimed ? play.moment.adding(keep) : Moment(milliseconds: 0)
    return KeptMessage(
      id: play.state.keptCount, message: message, from: party, writes: writes, key: key, until: until)
  }

  /// The enabled catchers in all scopes, innermost scopes first.
  package func enabledCatchers<W>(_ trigger: Index<Trigger>, _ play: inout Play<W>) -> [(Index<Event>, ScopeID)] {
    var result: [(Index<Event>, ScopeID)] = []
    for slot in innermostFirst(play.state) {
      for catcher in index.catchers[index.triggerCatchers[trigger.int].range]
      where events[catcher.event.int].scope.raw == play.state.scopes[slot].def
        && isEnabled(catcher.event, slot, of: play.state, &play.world)
      {
        result.append((catcher.event, play.state.id(slot)))
      }
    }
    return result
  }

  /// The live scopes, children in order of creation before their parents.
  private func innermostFirst(_ state: Case) -> [Int] {
    func visit(_ slot: Int, _ result: inout [Int]) {
      for child in state.children(slot) { visit(child, &result) }
      result.append(slot)
    }
    var result: [Int] = []
    if state.scopes.first?.isAlive == true { visit(0, &result) }
    return result
  }
}
