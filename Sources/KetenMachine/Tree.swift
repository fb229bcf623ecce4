import FEEL

// The four operations on the scope tree: open, close, clear, keep.

extension Machine {
  /// Opens an instance of a definition as the last child of a scope (−1: as the root), with its initial marking.
  package func open(
    _ def: Index<ScopeDef>, seed: Rows, under parent: Int, _ firing: Firing, _ state: inout Case,
    _ agenda: inout Agenda
  ) {
    let moment = state.isTimed ? firing.at : Moment(milliseconds: 0)
    var slot = 0
    if parent < 0 {
      openRoot(moment, &state)
    } else {
      slot = allocate(def.raw, &state)
      link(slot, under: parent, &state)
      state.scopes[slot].lexicalParent = Int32(parent)
      state.scopes[slot].openedAt = moment
    }
    let (pending, included) = (state.scopes[slot].pending, state.scopes[slot].included)
    for mask in masks[scopes[def.int].initialPending.range] { state.words[Int(pending + mask.word)] |= mask.bits }
    for mask in masks[scopes[def.int].initialIncluded.range] { state.words[Int(included + mask.word)] |= mask.bits }
    put(scopes[def.int].initialTokens, slot, firing, &state, &agenda)
    put(seed, slot, firing, &state, &agenda)
    tryAll(slot, of: state, &agenda)
  }

  /// Opens the root of a case that has nothing yet, with the row that all cases begin with.
  private func openRoot(_ moment: Moment, _ state: inout Case) {
    precondition(state.scopes.isEmpty, "the root is opened once")
    state.scopes = index.rootRow
    state.begunAt = moment
    addWords(of: 0, &state)
  }

  /// Opens a queue of compensation under a scope, for the log of an owner.
  package func openQueue(under parent: Int, owner: Int, at moment: Moment, _ state: inout Case) -> Int {
    let slot = allocate(-1, &state)
    state.scopes[slot].role = .compensation
    state.scopes[slot].lexicalParent = Int32(owner)
    state.scopes[slot].handler = -1
    state.scopes[slot].openedAt = state.isTimed ? moment : Moment(milliseconds: 0)
    link(slot, under: parent, &state)
    state.compensationCount += 1
    return slot
  }

  /// Closes a scope and all below it, the last created child first.
  package func close(_ slot: Int, _ state: inout Case, _ agenda: inout Agenda) {
    closeContent(slot, &state, &agenda)
    for entry in state.log where entry.scope == Int32(slot) && entry.kept >= 0 { free(Int(entry.kept), &state) }
    state.log.removeAll { $0.scope == Int32(slot) }
    unlink(slot, &state, &agenda)
    free(slot, &state)
  }

  /// Closes a scope into the log of the scope above it; what it did stays known, for compensation, and so do its data.
  package func keep(_ slot: Int, as activity: Index<Element>, _ state: inout Case, _ agenda: inout Agenda) {
    closeContent(slot, keepsData: true, &state, &agenda)
    let parent = state.scopes[slot].parent
    unlink(slot, &state, &agenda)
    state.scopes[slot].role = .kept
    state.log.append(LogEntry(scope: parent, activity: activity, kept: Int32(slot)))
  }

  /// Drops the content of a scope: its children, its tokens but the standing ones, what it owed.
  ///
  /// Its log stays, since the one that interrupts may compensate.
  package func clear(_ slot: Int, _ state: inout Case, _ agenda: inout Agenda) {
    closeChildren(slot, &state, &agenda)
    let scope = state.scopes[slot]
    let def = scopes[Int(scope.def)]
    var standing = [UInt64](repeating: 0, count: def.tokenWords)
    for mask in masks[def.standing.range] { standing[Int(mask.word)] = mask.bits }
    for word in 0..<def.tokenWords {
      remove(state.words[Int(scope.tokens) + word] & ~standing[word], word, slot, &state)
    }
    for word in 0..<def.bitWords { state.words[Int(scope.pending) + word] = 0 }
    tryLate(slot, of: state, &agenda)
  }

  private func closeChildren(_ slot: Int, _ state: inout Case, _ agenda: inout Agenda) {
    while state.scopes[slot].lastChild >= 0 { close(Int(state.scopes[slot].lastChild), &state, &agenda) }
  }

  /// Drops all that a scope holds.
  package func closeContent(
    _ slot: Int, keepsData: Bool = false, _ state: inout Case, _ agenda: inout Agenda
  ) {
    closeChildren(slot, &state, &agenda)
    closeTerms(slot, &state)
    agenda.forget(slot)
    let scope = state.scopes[slot]
    guard scope.def >= 0 else { return }
    let def = scopes[Int(scope.def)]
    for word in 0..<def.tokenWords {
      let kept = keepsData ? writtenMask(Int(scope.def), word: word) : 0
      remove(state.words[Int(scope.tokens) + word] & ~kept, word, slot, &state)
    }
    for word in 0..<def.bitWords { state.words[Int(scope.pending) + word] = 0 }
  }
}

// MARK: - Slots

extension Machine {
  /// A slot for an instance: a free one of the same definition, since its words fit, otherwise a new one.
  private func allocate(_ def: Int32, _ state: inout Case) -> Int {
    if let slot = state.scopes.firstIndex(where: { $0.role == .free && $0.def == def }) {
      state.scopes[slot].role = .plain
      state.scopes[slot].generation += 1
      return slot
    }
    if def >= 0 {
      state.scopes.append(
        Scope(of: scopes[Int(def)], def: def, words: state.words.count, counts: state.counts.count))
      addWords(of: Int(def), &state)
      addData(of: Int(def), state.scopes.count - 1, &state)
    } else {
      state.scopes.append(Scope(def: def))
    }
    return state.scopes.count - 1
  }

  /// Room for the marking of an instance of a definition, all zero.
  private func addWords(of def: Int, _ state: inout Case) {
    let count = scopes[def].tokenWords + 3 * scopes[def].bitWords
    state.words.append(contentsOf: repeatElement(0, count: count))
    if scopes[def].counts {
      state.counts.append(contentsOf: repeatElement(0, count: scopes[def].places.count))
    }
  }

  /// Gives a slot back, its words zero.
  ///
  /// Its parent stays readable until the slot is used again.
  private func free(_ slot: Int, _ state: inout Case) {
    let scope = state.scopes[slot]
    if scope.role == .compensation || scope.role == .revived { state.compensationCount -= 1 }
    for entry in state.log where entry.scope == Int32(slot) && entry.kept >= 0 { free(Int(entry.kept), &state) }
    state.log.removeAll { $0.scope == Int32(slot) }
    state.scopes[slot].role = .free
    guard scope.def >= 0 else { return }
    let end = Int(scope.included) + scopes[Int(scope.def)].bitWords
    for word in Int(scope.tokens)..<end { state.words[word] = 0 }
    dropData(slot, &state)
    guard scope.counts >= 0 else { return }
    for count in 0..<scopes[Int(scope.def)].places.count { state.counts[Int(scope.counts) + count] = 0 }
  }

  /// Gives up a kept scope.
  package func discard(_ slot: Int, _ state: inout Case) { free(slot, &state) }

  package func link(_ slot: Int, under parent: Int, _ state: inout Case) {
    state.scopes[slot].parent = Int32(parent)
    (state.scopes[slot].firstChild, state.scopes[slot].lastChild, state.scopes[slot].next) = (-1, -1, -1)
    guard parent >= 0 else { return }
    let last = state.scopes[parent].lastChild
    if last >= 0 {
      state.scopes[Int(last)].next = Int32(slot)
    } else {
      state.scopes[parent].firstChild = Int32(slot)
    }
    state.scopes[parent].lastChild = Int32(slot)
  }

  private func unlink(_ slot: Int, _ state: inout Case, _ agenda: inout Agenda) {
    let parent = Int(state.scopes[slot].parent)
    guard parent >= 0 else { return }
    var before: Int32 = -1
    var child = state.scopes[parent].firstChild
    while child != Int32(slot), child >= 0 { (before, child) = (child, state.scopes[Int(child)].next) }
    let next = state.scopes[slot].next
    if before >= 0 {
      state.scopes[Int(before)].next = next
    } else {
      state.scopes[parent].firstChild = next
    }
    if state.scopes[parent].lastChild == Int32(slot) { state.scopes[parent].lastChild = before }
    state.scopes[slot].next = -1
    tryLate(parent, of: state, &agenda)
  }
}
