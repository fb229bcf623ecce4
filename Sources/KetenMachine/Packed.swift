/// A test on a scope's words: no bit of `bits` may be set in both words, each flipped first.
///
/// A token that must stand: the word of tokens, flipped, twice. A condition: executed, flipped, and included. A milestone: pending
/// and included, as they are.
package struct PackedCheck: Sendable {
  package var first: Int32
  package var second: Int32
  package var flipFirst: UInt64
  package var flipSecond: UInt64
  package var bits: UInt64
}

/// A change of one of a scope's words: first what goes, then what comes.
package struct PackedMove: Sendable {
  package var word: Int32
  package var clear: UInt64
  package var set: UInt64
}

/// What the fast ways need to know of an event, in one row.
package struct PackedEvent: Sendable {
  /// Of a local event: what decides whether its marking allows it.
  package var checks = Rows.none
  /// Of a plain event: all it does to the marking.
  package var moves = Rows.none
  /// Of a plain event: the silent events of its scope to try afterwards, as words of an agenda.
  package var wakes = Rows.none
  /// The number of its fact, −1 for none.
  package var fact: Int32 = -1
  /// Whether the marking of its own scope alone decides: one facet, nothing counted, no absence read.
  package var isLocal = false
  /// Whether it is no more than its marking: local, and nothing watched, opened, thrown, chosen or timed.
  package var isPlain = false
  /// Whether all that it may enable stands in its own scope.
  package var wakesHere = false
  /// Whether guards or delays have a say.
  package var readsMore = false
}

/// The rule, packed: word offsets count from a scope's first word, since its sections always stand in the same order.
package struct PackedRules: Sendable {
  package private(set) var checks: [PackedCheck] = []
  package private(set) var moves: [PackedMove] = []
  package private(set) var wakes: [MaskWord] = []
  /// By facet.
  package private(set) var facetChecks: [Rows] = []
  /// By event.
  package private(set) var events: [PackedEvent] = []

  package init() {}

  /// Packs the rule of a machine whose index is made.
  package init(of machine: Machine) {
    facetChecks = Array(repeating: .none, count: machine.facets.count)
    for (number, event) in machine.events.enumerated() {
      var packed = PackedEvent()
      packed.fact = machine.index.factNumber[number]
      packed.readsMore = machine.index.readsMore[number]
      for number in event.facets.range {
        let scope = machine.ancestor(of: event.scope, level: Int(machine.facets[number].level))
        pack(number, scope, machine)
      }
      if machine.isLocal(event), let number = event.facets.range.first, event.facets.count == 1 {
        packed.isLocal = true
        packed.checks = facetChecks[number]
        if machine.isPlain(event, machine.facets[number]) {
          packed.isPlain = true
          packed.moves = packMoves(machine.facets[number], machine.scopes[event.scope.int], machine)
          packWakes(machine.facets[number], event.scope, machine, &packed)
        }
      }
      events.append(packed)
    }
  }

  private mutating func pack(_ number: Int, _ scope: Index<ScopeDef>, _ machine: Machine) {
    let facet = machine.facets[number]
    let def = machine.scopes[scope.int]
    let (executed, pending) = (Int32(def.tokenWords), Int32(def.tokenWords + def.bitWords))
    let included = pending + Int32(def.bitWords)
    let start = checks.count
    for row in machine.masks[facet.need.range] {
      checks.append(PackedCheck(first: row.word, second: row.word, flipFirst: .max, flipSecond: .max, bits: row.bits))
    }
    if facet.bit >= 0 {
      let word = included + facet.bit / 64
      let bits = UInt64(1) << UInt64(facet.bit % 64)
      checks.append(PackedCheck(first: word, second: word, flipFirst: .max, flipSecond: .max, bits: bits))
    }
    for row in machine.masks[facet.condition.range] {
      checks.append(
        PackedCheck(
          first: executed + row.word, second: included + row.word, flipFirst: .max, flipSecond: 0, bits: row.bits))
    }
    for row in machine.masks[facet.milestone.range] {
      checks.append(
        PackedCheck(first: pending + row.word, second: included + row.word, flipFirst: 0, flipSecond: 0, bits: row.bits)
      )
    }
    facetChecks[number] = Rows(start, checks.count - start)
  }

  private mutating func packMoves(_ facet: Facet, _ def: ScopeDef, _ machine: Machine) -> Rows {
    let (executed, pending) = (Int32(def.tokenWords), Int32(def.tokenWords + def.bitWords))
    let included = pending + Int32(def.bitWords)
    let start = moves.count
    for row in machine.masks[facet.take.range] { clear(row, 0, from: start) }
    for row in machine.masks[facet.put.range] { set(row, 0, from: start) }
    if facet.bit >= 0 {
      let own = MaskWord(word: facet.bit / 64, bits: 1 << UInt64(facet.bit % 64))
      set(own, executed, from: start)
      clear(own, pending, from: start)
    }
    for row in machine.masks[facet.response.range] { set(row, pending, from: start) }
    for row in machine.masks[facet.exclude.range] { clear(row, included, from: start) }
    for row in machine.masks[facet.include.range] { set(row, included, from: start) }
    return Rows(start, moves.count - start)
  }

  /// Whom a plain event may enable: those who read what it puts or moves, and those of its scope who read an absence.
  private mutating func packWakes(
    _ facet: Facet, _ scope: Index<ScopeDef>, _ machine: Machine, _ packed: inout PackedEvent
  ) {
    let (def, index) = (machine.scopes[scope.int], machine.index)
    let bits = [facet.response, facet.include, facet.exclude].flatMap { machine.numbers($0) }
    let own = facet.bit < 0 ? [] : [Int(facet.bit)]
    let rows =
      machine.numbers(facet.put).map { index.placeWatchers[def.places[$0].int] }
      + (bits + own).map { index.bitWatchers[def.bits[$0].int] }
    let watchers = rows.flatMap { index.watchers[$0.range] }
    packed.wakesHere = watchers.allSatisfy { $0.level == 0 }
    var words = [UInt64](repeating: 0, count: index.agendaStride)
    for event in watchers.map(\.event) + index.late[index.scopeLate[scope.int].range] {
      let number = Int(index.silentNumber[event.int])
      words[number / 64] |= 1 << UInt64(number % 64)
    }
    let start = wakes.count
    for (word, bits) in words.enumerated() where bits != 0 { wakes.append(MaskWord(word: Int32(word), bits: bits)) }
    packed.wakes = Rows(start, wakes.count - start)
  }

  private mutating func clear(_ row: MaskWord, _ section: Int32, from start: Int) {
    moves[move(section + row.word, from: start)].clear |= row.bits
  }

  private mutating func set(_ row: MaskWord, _ section: Int32, from start: Int) {
    moves[move(section + row.word, from: start)].set |= row.bits
  }

  private mutating func move(_ word: Int32, from start: Int) -> Int {
    if let known = moves.indices[start...].first(where: { moves[$0].word == word }) { return known }
    moves.append(PackedMove(word: word, clear: 0, set: 0))
    return moves.count - 1
  }
}

extension Machine {
  /// Whether the marking of its own scope alone decides if an event may happen, guards and delays apart.
  fileprivate func isLocal(_ event: Event) -> Bool {
    event.flags.isDisjoint(with: [.quiet, .awaits, .accepting]) && event.joins.isEmpty
      && facets[event.facets.range].allSatisfy { $0.level == 0 && $0.weights.isEmpty }
  }

  /// Whether a local event does nothing but move the marking of its own scope.
  fileprivate func isPlain(_ event: Event, _ facet: Facet) -> Bool {
    let start = Int(index.watchedStart[event.scope.int])
    let isUnwatched = (masks[facet.take.range] + masks[facet.put.range]).allSatisfy {
      $0.bits & index.watched[start + Int($0.word)] == 0
    }
    return isUnwatched && event.flags.isEmpty && event.clock == nil && event.routeMode == .none && event.opens == nil
      && event.raises == nil && event.times == nil && event.termEffects.isEmpty && event.assignments.isEmpty
      && !scopes[event.scope.int].counts && facet.guarded.isEmpty
  }

  /// Whether the marking of a scope passes the checks.
  @inline(__always)
  package func passes(_ checks: Rows, _ base: Int, _ words: [UInt64]) -> Bool {
    for number in checks.range {
      let check = packed.checks[number]
      let first = words[base + Int(check.first)] ^ check.flipFirst
      let second = words[base + Int(check.second)] ^ check.flipSecond
      if check.bits & first & second != 0 { return false }
    }
    return true
  }

  /// Makes the moves on the marking of a scope.
  @inline(__always)
  package func make(_ moves: Rows, _ base: Int, _ words: inout [UInt64]) {
    for number in moves.range {
      let move = packed.moves[number]
      let position = base + Int(move.word)
      words[position] = words[position] & ~move.clear | move.set
    }
  }

  /// Fires a plain event when its marking allows it: the fastest way, for simulation and proof.
  ///
  /// The event must be plain and read no guard, and the scope alive; no moment, fact or record is kept, and nothing is
  /// settled.
  package func fireHot(_ event: Index<Event>, _ slot: Int, _ state: inout Case) -> Bool {
    let row = packed.events[event.int]
    let base = Int(state.scopes[slot].tokens)
    guard passes(row.checks, base, state.words) else { return false }
    make(row.moves, base, &state.words)
    return true
  }
}
