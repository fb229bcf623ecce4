import FEEL

/// Work that can be done now.
public struct OpenWork: Hashable, Sendable {
  /// The event: an act or a job.
  public let event: Index<Event>
  /// The scope instance it would happen in.
  public let scope: ScopeID
  /// Which of several that can be done side by side, from 1: of instances that have no data of their own one is as good
  /// as another.
  public let number: Int
  /// The parties that may do it; none for a job.
  public let performers: [Index<Party>]
  /// The job type; nil for an act.
  public let job: String?
  /// Since when it has been open.
  public let since: Moment
  /// When the first running term ends that it meets.
  public let due: Moment?
}

/// Why an event cannot happen now: every reason, and none when it can.
public func why(
  _ event: Index<Event>, run: ScopeID? = nil, in state: Case, of machine: Machine, at moment: Moment
) -> [Reason] {
  var play = Play(state, of: machine, world: LiveWorld(at: moment), at: moment)
  switch state.status {
  case .new: return [.new]
  case .finished: return [.finished(since: state.moment)]
  case .failed: return [.failed(since: state.moment)]
  case .running: break
  }
  switch machine.resolve(event, run: run, &play) {
  case .failure(let refusal): return refusal.reasons
  case .success(let slot):
    let reasons = machine.blockers(event, slot, of: state, &play.world)
    guard let clock = machine.events[event.int].clock else { return reasons }
    let owner = machine.owner(of: clock, slot, state).map { Int32($0) }
    let due = state.clocks.first { $0.clock == clock && $0.scope == owner }?.due
    return (due.map { $0 <= moment } ?? false) ? reasons : reasons + [.clock(event, until: due)]
  }
}

/// The acts and jobs that can be done now, outermost scopes first and in table order.
public func openWork(_ state: Case, of machine: Machine, at moment: Moment) -> [OpenWork] {
  guard state.status == .running else { return [] }
  var world = LiveWorld(at: moment)
  var result: [OpenWork] = []
  for slot in state.preorder where state.scopes[slot].def >= 0 {
    for event in machine.scopes[Int(state.scopes[slot].def)].events {
      let row = machine.events[event.int]
      guard row.kind == .act || row.kind == .job, machine.isEnabled(event, slot, of: state, &world) else { continue }
      for number in 1...machine.occasions(event, slot, of: state) {
        result.append(
          OpenWork(
            event: event, scope: state.id(slot), number: number, performers: machine.performers(of: event),
            job: row.job, since: machine.since(event, slot, state), due: machine.due(event, slot, state)))
      }
    }
  }
  return result
}

/// What keeps a case from closing: what is pending, what holds a token, what runs.
public func owed(_ state: Case, of machine: Machine) -> [Owed] {
  guard state.status == .running else { return [] }
  return state.preorder.flatMap { machine.owed($0, state) }
}

extension Machine {
  /// How often an enabled event can happen on the tokens that stand now, at least once.
  package func occasions(_ event: Index<Event>, _ slot: Int, of state: Case) -> Int {
    let counts = Int(state.scopes[slot].counts)
    guard counts >= 0, let number = events[event.int].facets.range.first(where: { facets[$0].level == 0 }) else {
      return 1
    }
    let def = scopes[Int(state.scopes[slot].def)]
    let needed = Set(numbers(facets[number].need))
    let taken = numbers(facets[number].take).filter {
      needed.contains($0) && places[def.places[$0].int].kind != .standing
    }
    return max(1, taken.map { Int(state.counts[counts + $0]) }.min() ?? 1)
  }

  /// What a scope itself still owes.
  package func owed(_ slot: Int, _ state: Case) -> [Owed] {
    let scope = state.scopes[slot]
    guard scope.def >= 0 else { return [] }
    let def = scopes[Int(scope.def)]
    let id = state.id(slot)
    var result: [Owed] = []
    for number in numbers(def.obliging)
    where isSet(number, scope.pending, of: state) && isSet(number, scope.included, of: state)
      && isOwed(number, slot, of: state)
    {
      result.append(.event(def.bits[number], id))
    }
    for place in def.places where places[place.int].kind != .standing {
      if holdsToken(places[place.int].bit, slot, of: state) { result.append(.token(place, id)) }
    }
    return result
      + state.children(slot).map { child in
        let def = state.scopes[child].def
        return .scope(state.id(child), def < 0 ? nil : Index(Int(def)))
      }
  }

  /// Since when an enabled event has been so: the last of what it waited for.
  fileprivate func since(_ event: Index<Event>, _ slot: Int, _ state: Case) -> Moment {
    var result = state.openedAt(slot)
    for facet in facets[events[event.int].facets.range] {
      let upper = state.ancestor(slot, level: facet.level)
      let def = scopes[Int(state.scopes[upper].def)]
      for number in numbers(facet.need) {
        let place = def.places[number]
        for arrival in state.arrivals where arrival.scope == Int32(upper) && arrival.place == place {
          result = max(result, arrival.at)
        }
      }
      for number in numbers(facet.condition) {
        for source in index.bitEvents[def.bits[number].int] where index.factNumber[source.int] >= 0 {
          if let fact = state.fact(Int(index.factNumber[source.int])) { result = max(result, fact.at) }
        }
      }
    }
    for delay in termEffects[events[event.int].delays.range] {
      if let run = state.run(of: delay.term, seenFrom: slot, in: self), run.state == .exceeded {
        result = max(result, run.due)
      }
    }
    return result
  }

  /// When the first running term ends that an event meets.
  fileprivate func due(_ event: Index<Event>, _ slot: Int, _ state: Case) -> Moment? {
    termEffects[events[event.int].termEffects.range]
      .filter { $0.action == .stop }
      .compactMap { effect in
        guard let run = state.run(of: effect.term, seenFrom: slot, in: self), run.state == .running else { return nil }
        return run.due
      }
      .min()
  }
}

extension Machine {
  /// When an event last happened, and by whom; nil when it has not, or leaves no fact.
  public func lastFact(of event: Index<Event>, in state: Case) -> Fact? {
    let number = index.factNumber[event.int]
    return number < 0 ? nil : state.fact(Int(number))
  }
}
