import FEEL

// Tokens come and go: the only code that writes the token words, the counts, the clocks and the arrivals.

extension Machine {
  /// Puts a token on each place of a mask.
  @inline(__always)
  package func put(
    _ mask: Rows, _ slot: Int, _ firing: Firing, _ state: inout Case, _ agenda: inout Agenda
  ) {
    for row in mask.range { put(masks[row], slot, firing, &state, &agenda) }
  }

  @inline(__always)
  package func put(_ word: MaskWord, _ slot: Int, _ firing: Firing, _ state: inout Case, _ agenda: inout Agenda) {
    let position = Int(state.scopes[slot].tokens + word.word)
    let fresh = word.bits & ~state.words[position]
    state.words[position] |= word.bits
    if state.scopes[slot].counts >= 0 { add(1, word, state.scopes[slot], &state) }
    let watched = fresh & index.watched[Int(index.watchedStart[Int(state.scopes[slot].def)] + word.word)]
    if watched != 0 { arrive(watched, Int(word.word), slot, firing, &state) }
    if agenda.isActive { announce(word, slot, state, &agenda) }
  }

  /// Takes one token from each place of a mask that holds one.
  @inline(__always)
  package func take(_ mask: Rows, _ slot: Int, _ state: inout Case) {
    for row in mask.range {
      let word = masks[row]
      var gone = word.bits & state.words[Int(state.scopes[slot].tokens + word.word)]
      if state.scopes[slot].counts >= 0 { gone = countDown(gone, word.word, state.scopes[slot], &state) }
      remove(gone, Int(word.word), slot, &state)
    }
  }

  /// Removes bits of a word of tokens, with their counts and clocks.
  @inline(__always)
  package func remove(_ bits: UInt64, _ word: Int, _ slot: Int, _ state: inout Case) {
    guard bits != 0 else { return }
    state.words[Int(state.scopes[slot].tokens) + word] &= ~bits
    let counts = Int(state.scopes[slot].counts)
    if counts >= 0 {
      for number in setBits(bits) { state.counts[counts + word * 64 + number] = 0 }
    }
    let watched = bits & index.watched[Int(index.watchedStart[Int(state.scopes[slot].def)]) + word]
    if watched != 0 { leave(watched, word, slot, &state) }
  }

  /// Makes so many tokens of each one that was put.
  package func multiply(_ mask: Rows, by times: Int, _ slot: Int, _ state: inout Case) {
    let counts = Int(state.scopes[slot].counts)
    guard times > 1, counts >= 0 else { return }
    for row in mask.range {
      for number in setBits(masks[row].bits) {
        state.counts[counts + Int(masks[row].word) * 64 + number] += UInt32(times - 1)
      }
    }
  }

  /// Puts or takes the further tokens of places that ask for more than one.
  package func weigh(_ use: Weight.Use, _ weights: Rows, _ slot: Int, _ state: inout Case) {
    let scope = state.scopes[slot]
    guard scope.counts >= 0 else { return }
    for weight in self.weights[weights.range] where weight.use == use {
      let number = places[weight.place.int].bit
      let position = Int(scope.counts) + number
      switch use {
      case .need: break
      case .put: state.counts[position] += UInt32(weight.count - 1)
      case .take:
        state.counts[position] -= UInt32(weight.count - 1)
      }
    }
  }

  private func add(_ count: UInt32, _ word: MaskWord, _ scope: Scope, _ state: inout Case) {
    for number in setBits(word.bits) { state.counts[Int(scope.counts) + Int(word.word) * 64 + number] += count }
  }

  /// Counts down and returns the bits of places that are empty now.
  private func countDown(_ bits: UInt64, _ word: Int32, _ scope: Scope, _ state: inout Case) -> UInt64 {
    var empty: UInt64 = 0
    for number in setBits(bits) {
      let position = Int(scope.counts) + Int(word) * 64 + number
      let left = state.counts[position] - 1
      state.counts[position] = left
      if left == 0 { empty |= 1 << UInt64(number) }
    }
    return empty
  }

  private func announce(_ word: MaskWord, _ slot: Int, _ state: Case, _ agenda: inout Agenda) {
    let def = Int(state.scopes[slot].def)
    for number in setBits(word.bits) {
      let place = scopes[def].places[Int(word.word) * 64 + number]
      notify(index.placeWatchers[place.int], slot, of: state, &agenda)
    }
  }
}

// MARK: - Clocks and arrivals

extension Machine {
  /// Starts the clocks of places that got a token, and notes when it came.
  private func arrive(_ bits: UInt64, _ word: Int, _ slot: Int, _ firing: Firing, _ state: inout Case) {
    guard state.isTimed else { return }
    for number in setBits(bits) {
      let place = scopes[Int(state.scopes[slot].def)].places[word * 64 + number]
      if index.isDated[place.int] { state.arrivals.append(Arrival(scope: Int32(slot), place: place, at: firing.at)) }
      for clock in index.clocks[index.placeClocks[place.int].range] {
        if let started = started(clock, slot, firing) { state.clocks.append(started) }
      }
    }
  }

  private func leave(_ bits: UInt64, _ word: Int, _ slot: Int, _ state: inout Case) {
    guard state.isTimed else { return }
    for number in setBits(bits) {
      let place = scopes[Int(state.scopes[slot].def)].places[word * 64 + number]
      if !index.placeClocks[place.int].isEmpty {
        state.clocks.removeAll { $0.scope == Int32(slot) && clocks[$0.clock.int].place == place }
      }
      if index.isDated[place.int] { state.arrivals.removeAll { $0.scope == Int32(slot) && $0.place == place } }
    }
  }

  /// A clock that starts now.
  ///
  /// One with an expression has its value on the record: a firing whose expression gives no moment is refused.
  private func started(_ clock: Index<Clock>, _ slot: Int, _ firing: Firing) -> DueClock? {
    let row = clocks[clock.int]
    switch row.due {
    case .duration(let duration):
      return DueClock(
        scope: Int32(slot), clock: clock, due: firing.at.adding(duration), ticksLeft: row.repetitions)
    case .moment(let moment):
      return DueClock(scope: Int32(slot), clock: clock, due: moment, ticksLeft: row.repetitions)
    case .expression:
      guard let timer = firing.dues.first(where: { $0.clock == clock })?.timer else { return nil }
      return DueClock(
        scope: Int32(slot), clock: clock, due: timer.due, ticksLeft: timer.ticks, interval: timer.interval)
    }
  }

  /// The scope a clock's place is in, seen from that of its event: a border's clock stands in the scope above.
  package func owner(of clock: Index<Clock>, _ slot: Int, _ state: Case) -> Int? {
    state.enclosing(slot, def: places[clocks[clock.int].place.int].scope)
  }

  /// A clock fired: it is forgotten, or due again.
  package func tick(_ clock: Index<Clock>, _ slot: Int, _ firing: Firing, _ state: inout Case) {
    guard let owner = self.owner(of: clock, slot, state),
      let found = state.clocks.firstIndex(where: { $0.clock == clock && $0.scope == Int32(owner) })
    else { return }
    var entry = state.clocks[found]
    if let left = entry.ticksLeft {
      guard left > 1 else {
        state.clocks.remove(at: found)
        return
      }
      entry.ticksLeft = left - 1
    }
    let interval: CalendarDuration? =
      switch clocks[clock.int].due {
      case .duration(let duration): duration
      case .moment: nil
      case .expression: entry.interval
      }
    guard let interval else {
      state.clocks.remove(at: found)
      return
    }
    entry.due = entry.due.adding(interval)
    state.clocks[found] = entry
  }
}

/// The numbers of the bits set in a word, ascending.
package struct SetBits: Sequence, IteratorProtocol {
  private var bits: UInt64
  package init(_ bits: UInt64) { self.bits = bits }
  package mutating func next() -> Int? {
    guard bits != 0 else { return nil }
    let number = bits.trailingZeroBitCount
    bits &= bits - 1
    return number
  }
}

/// The numbers of the bits set in a word, ascending.
@inline(__always)
package func setBits(_ bits: UInt64) -> SetBits { SetBits(bits) }
