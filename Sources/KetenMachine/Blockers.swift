import FEEL

extension Machine {
  /// Every reason that stands in the way of a command now.
  package func blockers(of command: Command, _ play: inout Play<LiveWorld>) -> [Reason] {
    switch command.action {
    case .act(let event, let run), .answer(let event, let run):
      let isAct = if case .act = command.action { true } else { false }
      return workBlockers(event, run, isAct: isAct, command, &play)
    case .fault(let event, let run, _):
      guard events[event.int].kind == .job else { return [.notAJob(event)] }
      switch resolve(event, run: run, &play) {
      case .failure(let refusal): return refusal.reasons
      case .success(let slot): return blockers(event, slot, of: play.state, &play.world)
      }
    case .message(let message): return messageBlockers(message, command, &play)
    case .tick: return []
    }
  }

  private func messageBlockers(
    _ message: Index<Message>, _ command: Command, _ play: inout Play<LiveWorld>
  ) -> [Reason] {
    let row = messages[message.int]
    let result = maySend(command.party, row) ? [] : [Reason.party(command.party, may: parties(of: row.from))]
    let trigger = trigger(of: message)
    let key = key(of: message, command.writes)
    guard let trigger, let (event, _) = firstReceiver(trigger, key, &play) else {
      guard row.keep != nil else {
        let isAwaited = trigger.map { !enabledCatchers($0, &play).isEmpty } ?? false
        return result + [isAwaited ? .correlation(message, key) : .message(message)]
      }
      // Who will receive it cannot ask for what it lacks any more.
      return result + writeBlockers(command.writes, row.carries)
    }
    return result + writeBlockers(command.writes, writes(of: event), carried: row.carries.map(\.item))
  }

  private func workBlockers(
    _ event: Index<Event>, _ run: ScopeID?, isAct: Bool, _ command: Command, _ play: inout Play<LiveWorld>
  ) -> [Reason] {
    var result: [Reason] = []
    guard events[event.int].kind == (isAct ? .act : .job) else {
      return [events[event.int].kind == .act ? .notAJob(event) : .notAnAct(event)]
    }
    if isAct, !mayAct(command.party, event) { result.append(.party(command.party, may: performers(of: event))) }
    switch resolve(event, run: run, &play) {
    case .failure(let refusal): result += refusal.reasons
    case .success(let slot): result += blockers(event, slot, of: play.state, &play.world)
    }
    return result + writeBlockers(command.writes, writes(of: event))
  }

  /// The instance that is meant: the one that is named, the only one, or the only one where it can happen.
  package func resolve(
    _ event: Index<Event>, run: ScopeID?, _ play: inout Play<LiveWorld>
  ) -> Result<Int, Refusal> {
    let def = events[event.int].scope
    if def.raw == 0, run == nil, !play.state.scopes.isEmpty { return .success(0) }
    if let run {
      guard play.state.isAlive(run), play.state.scopes[run.slot].def == def.raw else {
        return .failure(Refusal(reasons: [.noRun(event)]))
      }
      return .success(run.slot)
    }
    let runs = play.state.instances(of: def)
    guard let first = runs.first else { return .failure(Refusal(reasons: [.noRun(event)])) }
    if runs.count == 1 { return .success(first) }
    let open = runs.filter { isEnabled(event, $0, of: play.state, &play.world) }
    if let only = open.first, open.count == 1 { return .success(only) }
    let choice = open.isEmpty ? runs : open
    return .failure(Refusal(reasons: [.severalRuns(event, choice.map { play.state.id($0) })]))
  }

  /// Whether a party may perform an event, itself or for the party it acts for.
  package func mayAct(_ party: Index<Party>?, _ event: Index<Event>) -> Bool {
    party.map { isAmong($0, events[event.int].performers) } ?? false
  }

  /// Whether a message may come from a party; one whose sender is not known may.
  private func maySend(_ party: Index<Party>?, _ message: Message) -> Bool {
    party.map { isAmong($0, message.from) } ?? true
  }

  /// Whether a party is one of these, itself or by the party it acts for.
  private func isAmong(_ party: Index<Party>, _ these: UInt64) -> Bool {
    if these & (1 << UInt64(party.int)) != 0 { return true }
    guard let other = parties[party.int].actsFor else { return false }
    return these & (1 << UInt64(other.int)) != 0
  }

  /// The parties that may perform an event.
  package func performers(of event: Index<Event>) -> [Index<Party>] { parties(of: events[event.int].performers) }

  /// The parties of a mask.
  package func parties(of these: UInt64) -> [Index<Party>] { setBits(these).map { Index($0) } }

  private func writes(of event: Index<Event>) -> [ItemAccess] {
    accesses[events[event.int].accesses.range].filter { $0.use == .writes || $0.use == .adds }
  }

  private func writeBlockers(
    _ writes: [ItemValue], _ written: [ItemAccess], carried: [Index<Item>] = []
  ) -> [Reason] {
    if writes.isEmpty, written.isEmpty { return [] }
    let missing = written.filter { access in
      !access.isOptional && !writes.contains { $0.item == access.item && $0.value != .null }
    }
    let unexpected = writes.filter { write in
      !written.contains { $0.item == write.item } && !carried.contains(write.item)
    }
    let given = writes.filter { write in !missing.contains { $0.item == write.item } }
    return missing.map { .writeMissing($0.item) } + unexpected.map { .writeUnexpected($0.item) } + typeBlockers(given)
  }

  /// Null is no value to write: what is written has one, and only one.
  private func typeBlockers(_ writes: [ItemValue]) -> [Reason] {
    writes.enumerated().filter { number, write in
      write.value.isNull || !write.value.fits(items[write.item.int].type)
        || writes[..<number].contains { $0.item == write.item }
    }
    .map { .writeType($0.element.item, expected: items[$0.element.item.int].type) }
  }
}

// MARK: - One event in one scope

extension Machine {
  /// Every reason why an event cannot fire in a live scope; none when it can.
  package func blockers(
    _ event: Index<Event>, _ slot: Int, of state: Case, _ world: inout some World
  ) -> [Reason] {
    if isEnabled(event, slot, of: state, &world) { return [] }
    var result: [Reason] = []
    let row = events[event.int]
    for facet in facets[row.facets.range] {
      let upper = state.ancestor(slot, level: facet.level)
      guard upper >= 0, state.scopes[upper].isAlive else { return [.noRun(event)] }
      result += tokenBlockers(facet, upper, state)
      result += bitBlockers(facet, upper, state)
      result += guardBlockers(facet, slot, upper, state, &world)
    }
    for delay in termEffects[row.delays.range] {
      if let reason = delayBlocker(delay.term, slot, state) { result.append(reason) }
    }
    if let expression = row.guardExpression, !row.flags.contains(.unlessGuard),
      !world.holds(expression, in: slot, of: state, by: self)
    {
      result.append(.guarded(expression))
    }
    if result.isEmpty, !isMarked(event, slot, of: state) { result.append(absenceBlocker(event, slot, state)) }
    return result
  }

  private func tokenBlockers(_ facet: Facet, _ slot: Int, _ state: Case) -> [Reason] {
    let scope = state.scopes[slot]
    let def = scopes[Int(scope.def)]
    var empty = numbers(facet.need).filter { !holdsToken($0, slot, of: state) }.map { def.places[$0] }
    for weight in weights[facet.weights.range] where weight.use != .put && !empty.contains(weight.place) {
      let count =
        scope.counts < 0 ? 1 : Int(state.counts[Int(scope.counts) + places[weight.place.int].bit])
      if count < weight.count { empty.append(weight.place) }
    }
    let missing = empty.compactMap { index.itemOfPlace[$0.int] }
    let flow = empty.filter { index.itemOfPlace[$0.int] == nil }
    return (flow.isEmpty ? [] : [.flow(flow)]) + missing.map { .item($0) }
  }

  private func bitBlockers(_ facet: Facet, _ slot: Int, _ state: Case) -> [Reason] {
    let scope = state.scopes[slot]
    let bits = scopes[Int(scope.def)].bits
    let own = facet.bit >= 0 ? bits[Int(facet.bit)] : nil
    var result: [Reason] = []
    if let own, !isSet(Int(facet.bit), scope.included, of: state) { result.append(exclusion(own, facet, slot, state)) }
    for number in numbers(facet.condition)
    where isSet(number, scope.included, of: state) && !isSet(number, scope.executed, of: state) {
      result.append(.condition(bits[number], relation(.condition, bits[number], own)))
    }
    for number in numbers(facet.milestone)
    where isSet(number, scope.included, of: state) && isSet(number, scope.pending, of: state) {
      result.append(.milestone(bits[number], relation(.milestone, bits[number], own)))
    }
    return result
  }

  /// Whether an event that is out of the course took itself out when it was done, or which relation did.
  private func exclusion(_ own: Index<Bit>, _ facet: Facet, _ slot: Int, _ state: Case) -> Reason {
    let wasDone = isSet(Int(facet.bit), state.scopes[slot].executed, of: state)
    if wasDone, numbers(facet.exclude).contains(Int(facet.bit)) {
      let wasTakenBack = lastMoment(own, state).map { (latest(.include, own, state)?.at ?? $0) > $0 } ?? false
      if !wasTakenBack { return .done(own) }
    }
    // Whether a guarded relation held at the time is not on the record.
    let relation = latest(.exclude, own, state)?.relation
    return .excluded(own, relation.flatMap { relations[$0.int].expression == nil ? $0 : nil })
  }

  /// The relation to an event whose source happened last, as far as that is on the record.
  private func latest(
    _ kind: RelationKind, _ target: Index<Bit>, _ state: Case
  ) -> (relation: Index<Relation>, at: Moment)? {
    relations.indices.filter { relations[$0].kind == kind && relations[$0].to == target }
      .compactMap { number in lastMoment(relations[number].from, state).map { (Index(number), $0) } }
      .max { $0.at < $1.at }
  }

  private func lastMoment(_ bit: Index<Bit>, _ state: Case) -> Moment? {
    index.bitEvents[bit.int].compactMap { lastFact(of: $0, in: state)?.at }.max()
  }

  private func guardBlockers(
    _ facet: Facet, _ slot: Int, _ upper: Int, _ state: Case, _ world: inout some World
  ) -> [Reason] {
    let bits = scopes[Int(state.scopes[upper].def)].bits
    var result: [Reason] = []
    for relation in guarded[facet.guarded.range] where blocks(relation, slot, upper, of: state) {
      guard world.holds(relation.expression, in: slot, of: state, by: self) else { continue }
      let bit = bits[Int(relation.bit)]
      let scope = state.scopes[upper]
      switch relation.kind {
      case .milestone: result.append(.milestone(bit, relation.relation))
      case .condition
      where isSet(Int(relation.bit), scope.included, of: state) && !isSet(Int(relation.bit), scope.executed, of: state):
        result.append(.condition(bit, relation.relation))
      default:
        if let reason = relation.term.flatMap({ delayBlocker($0, slot, state) }) { result.append(reason) }
      }
    }
    return result
  }

  private func delayBlocker(_ term: Index<Term>, _ slot: Int, _ state: Case) -> Reason? {
    guard isDelayed(by: term, slot, of: state), let run = state.run(of: term, seenFrom: slot, in: self) else {
      return nil
    }
    return .delay(term, since: run.startedAt, until: run.due)
  }

  private func absenceBlocker(_ event: Index<Event>, _ slot: Int, _ state: Case) -> Reason {
    let row = events[event.int]
    if row.flags.isDisjoint(with: [.quiet, .awaits, .accepting]) { return .join(event) }
    return .busy(owed(slot, state))
  }

  private func relation(_ kind: RelationKind, _ from: Index<Bit>, _ to: Index<Bit>?) -> Index<Relation>? {
    (relations.firstIndex { $0.kind == kind && $0.from == from && $0.to == to && $0.expression == nil }).map {
      Index($0)
    }
  }
}
