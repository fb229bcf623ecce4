import FEEL

/// The events that happen from outside, as an exploration asks for them.
struct VisibleEvents {
  /// By scope, in table order.
  private(set) var events: [[Index<Event>]] = []
  /// Of those the ones whose guards are asked: their own, where one of several gets a message those of all, and those of
  /// what catches a worker's errors.
  private(set) var asking: [[Index<Event>]] = []
  private(set) var hasGuards = false
  /// By event: which of its optional writes happen, all ways that something can tell apart, and what it then writes.
  private(set) var variants: [[(optional: UInt64, writes: [ItemValue])]] = []
  /// By event: whether it has more variants than are looked at.
  private(set) var isCut: [Bool] = []

  /// By event: the scope that it opens, or that opens by itself once it has happened, as a start that waits for several
  /// things does.
  private(set) var begins: [Index<ScopeDef>?] = []

  /// The errors that a worker may report and something catches.
  private(set) var errors: [Index<Trigger>] = []

  init(_ machine: Machine, _ lens: ProofLens) {
    events = machine.scopes.map { scope in scope.events.filter { VisibleEvents.comesFromOutside($0, machine) } }
    errors = machine.triggers.indices.filter {
      machine.triggers[$0].kind == .error && !machine.index.triggerCatchers[$0].isEmpty
    }.map { Index($0) }
    let isErrorGuarded = machine.events.indices.contains { number in
      machine.index.readsMore[number]
        && machine.events[number].trigger.map { machine.triggers[$0.int].kind == .error } ?? false
    }
    hasGuards = isErrorGuarded || events.joined().contains { machine.index.readsMore[$0.int] }
    asking = events.map { events in
      events.filter { event in
        let trigger = machine.events[event.int].trigger.map { machine.triggers[$0.int] }
        return machine.index.readsMore[event.int] || trigger?.delivery == .one
          || isErrorGuarded && machine.events[event.int].kind == .job
      }
    }
    begins = machine.events.map { event in
      event.opens ?? VisibleEvents.follower(of: event, machine).flatMap { machine.events[$0.int].opens }
    }
    for event in machine.events {
      let (masks, isCut) = VisibleEvents.variants(event, machine, lens)
      variants.append(masks.map { ($0, VisibleEvents.writes(event, $0, machine)) })
      self.isCut.append(isCut)
    }
  }

  /// A silent event that needs what an event puts in their scope.
  private static func follower(of event: Event, _ machine: Machine) -> Index<Event>? {
    guard let facet = machine.facets[event.facets.range].first(where: { $0.level == 0 }), !facet.put.isEmpty else {
      return nil
    }
    let put = Set(machine.numbers(facet.put))
    return machine.scopes[event.scope.int].events.first { other in
      let row = machine.events[other.int]
      return row.kind == .silent && row.opens.map { machine.index.isEventScope[$0.int] } ?? false
        && machine.facets[row.facets.range].contains { facet in
          facet.level == 0 && machine.numbers(facet.take).contains { put.contains($0) }
        }
    }
  }

  /// Of what is caught only messages come from outside; the rest is thrown within.
  private static func comesFromOutside(_ event: Index<Event>, _ machine: Machine) -> Bool {
    let row = machine.events[event.int]
    switch row.kind {
    case .silent: return false
    case .trigger: return row.trigger.map { machine.triggers[$0.int].kind == .message } ?? false
    case .act, .job, .timer: return true
    }
  }

  /// What an event writes when those of its optional writes happen that the bits name.
  func writes(_ event: Index<Event>, _ optional: UInt64) -> [ItemValue] {
    variants[event.int].first { $0.optional == optional }?.writes ?? []
  }

  private static func writes(_ event: Event, _ optional: UInt64, _ machine: Machine) -> [ItemValue] {
    var number: UInt64 = 0
    var result: [ItemValue] = []
    for access in machine.accesses[event.accesses.range] where access.use == .writes || access.use == .adds {
      if access.isOptional {
        defer { number += 1 }
        guard optional & (1 << number) != 0 else { continue }
      }
      result.append(ItemValue(access.item, .null))
    }
    return result
  }

  /// All ways that something can tell apart, and of the other writes all; and whether some were left out.
  private static func variants(
    _ event: Event, _ machine: Machine, _ lens: ProofLens
  ) -> (masks: [UInt64], isCut: Bool) {
    var always: UInt64 = 0
    var masks: [UInt64] = [0]
    var number: UInt64 = 0
    var isCut = false
    for access in machine.accesses[event.accesses.range]
    where (access.use == .writes || access.use == .adds) && access.isOptional {
      defer { number += 1 }
      if number >= 64 || masks.count >= 256 {
        isCut = true
      } else if lens.items.contains(access.item) {
        masks += masks.map { $0 | 1 << number }
      } else {
        always |= 1 << number
      }
    }
    return (masks.map { $0 | always }, isCut)
  }
}
