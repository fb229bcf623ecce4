import FEEL

// The data of a case: the dossier, which is the root's, and what lives and dies with each instance of another scope.

extension Machine {
  /// The instance whose data an item is, seen from a scope; nil when none is open around it.
  package func owner(of item: Index<Item>, seenFrom slot: Int, in state: Case) -> Int? {
    let scope = items[item.int].scope
    return scope.raw == 0 ? 0 : state.enclosing(slot, def: scope)
  }

  /// The value of an item as a scope sees it; nil when it has not been written.
  public func value(of item: Index<Item>, in scope: ScopeID, of state: Case) -> Value? {
    value(of: item, seenFrom: scope.slot, in: state)
  }

  /// The same, by the slot of the scope.
  package func value(of item: Index<Item>, seenFrom slot: Int, in state: Case) -> Value? {
    let row = items[item.int]
    if row.scope.raw == 0 { return state.value(of: item) }
    guard let owner = state.enclosing(slot, def: row.scope) else { return nil }
    return value(of: row, in: owner, state)
  }

  /// The value of an item in the instance whose data it is.
  package func value(of row: Item, in owner: Int, _ state: Case) -> Value? {
    let data = Int(state.scopes[owner].data)
    return data < 0 || state.values.isEmpty ? nil : state.values[data + row.number]
  }

  /// Whether an item has been written, as a scope sees it: its standing place says so.
  package func isWritten(_ item: Index<Item>, seenFrom slot: Int, in state: Case) -> Bool {
    guard let owner = owner(of: item, seenFrom: slot, in: state) else { return false }
    return holdsToken(places[items[item.int].place.int].bit, owner, of: state)
  }

  /// Sets the value of an item in the instance that an event of a scope writes it in; without one nothing is kept.
  package func set(_ write: ItemValue, from slot: Int, _ state: inout Case) {
    guard state.isTimed, let owner = owner(of: write.item, seenFrom: slot, in: state) else { return }
    set(write, in: owner, &state)
  }

  private func set(_ write: ItemValue, in owner: Int, _ state: inout Case) {
    guard state.isTimed else { return }
    if owner == 0 {
      state.values[write.item.int] = write.value
    } else {
      state.values[Int(state.scopes[owner].data) + items[write.item.int].number] = write.value
    }
  }

  /// Writes an item; its place says from then on that it is there.
  ///
  /// It goes to the instance that the event opened, if it is data of that, otherwise to the one around the event: what
  /// a scope writes as it closes goes to those that are left.
  package func write(
    _ write: ItemValue, opened: Int?, _ firing: Firing, _ state: inout Case, _ agenda: inout Agenda
  ) {
    let row = items[write.item.int]
    let isSeed = opened.map { state.scopes[$0].def == row.scope.raw } ?? false
    let slot = isSeed ? opened : owner(of: write.item, seenFrom: firing.scope.slot, in: state)
    guard let slot, state.scopes[slot].isAlive else { return }
    set(write, in: slot, &state)
    let bit = places[row.place.int].bit
    guard !holdsToken(bit, slot, of: state) else { return }
    put(MaskWord(word: Int32(bit / 64), bits: 1 << UInt64(bit % 64)), slot, firing, &state, &agenda)
  }

  /// Room for the data of a new instance of a definition.
  package func addData(of def: Int, _ slot: Int, _ state: inout Case) {
    let count = scopes[def].items.count
    guard count > 0, state.isTimed else { return }
    state.scopes[slot].data = Int32(state.values.count)
    state.values.append(contentsOf: repeatElement(nil, count: count))
  }

  /// The data of an instance are gone.
  package func dropData(_ slot: Int, _ state: inout Case) {
    let data = Int(state.scopes[slot].data)
    guard data >= 0 else { return }
    for number in 0..<scopes[Int(state.scopes[slot].def)].items.count { state.values[data + number] = nil }
  }

  /// The tokens in a word that say which data of a scope have been written.
  package func writtenMask(_ def: Int, word: Int) -> UInt64 {
    var mask: UInt64 = 0
    for item in scopes[def].items {
      let bit = places[items[item.int].place.int].bit
      if bit / 64 == word { mask |= 1 << UInt64(bit % 64) }
    }
    return mask
  }
}

// MARK: - Values in the making

extension Assignment {
  /// What an item comes to be: the value, or the list with the value as its element of that number.
  ///
  /// - Parameter limit: A longer list is not made.
  func written(_ value: Value, over known: Value?, number: Value?, limit: Int) -> Value {
    guard element != nil else { return value }
    var list: [Value]
    switch known {
    case .list(let elements)?: list = elements
    case nil, .null?: list = []
    case let single?: list = [single]
    }
    guard case .number(let position)? = number, let position = position.int, position > 0, position <= limit else {
      return .list(list)
    }
    if list.count < position { list += Array(repeating: .null, count: position - list.count) }
    list[position - 1] = value
    return .list(list)
  }
}
