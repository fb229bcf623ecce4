extension Machine {
  /// The places of an event that would hold two tokens where there is room for one.
  package func meetings(_ firing: Firing, in state: Case) -> [Index<Place>] {
    guard mayMeet(firing, in: state) else { return [] }
    let event = events[firing.event.int]
    var result: [Index<Place>] = []
    var puts: [(level: Int32, rows: Rows)] = facets[event.facets.range].map { ($0.level, $0.put) }
    puts += firing.routes.map { (routes[Int($0)].level, routes[Int($0)].put) }
    for (number, (level, rows)) in puts.enumerated() where !rows.isEmpty {
      let slot = state.ancestor(firing.scope.slot, level: level)
      guard slot >= 0, state.scopes[slot].counts < 0 else { continue }
      let def = scopes[Int(state.scopes[slot].def)]
      for row in masks[rows.range] {
        var held = state.words[Int(state.scopes[slot].tokens + row.word)]
        for facet in facets[event.facets.range] where facet.level == level {
          for taken in masks[facet.take.range] where taken.word == row.word { held &= ~taken.bits }
        }
        if event.flags.contains(.clear), level == 0 { held = 0 }
        for (other, earlier) in puts.enumerated() where other < number && earlier.level == level {
          for put in masks[earlier.rows.range] where put.word == row.word { held |= put.bits }
        }
        for bit in setBits(row.bits & held) {
          let place = def.places[Int(row.word) * 64 + bit]
          if places[place.int].kind != .standing { result.append(place) }
        }
      }
    }
    return result
  }

  /// A quick look that misses nothing: whether a token is put where one is, or by two puts of the same firing.
  private func mayMeet(_ firing: Firing, in state: Case) -> Bool {
    var hasPut = false
    for number in events[firing.event.int].facets.range where !facets[number].put.isEmpty {
      hasPut = true
      if holdsAny(facets[number].put, firing.scope.slot, level: facets[number].level, state) { return true }
    }
    if firing.isBare { return false }
    for route in firing.routes where !routes[Int(route)].put.isEmpty {
      let row = (put: routes[Int(route)].put, level: routes[Int(route)].level)
      if hasPut || holdsAny(row.put, firing.scope.slot, level: row.level, state) { return true }
      hasPut = true
    }
    return false
  }

  private func holdsAny(_ put: Rows, _ slot: Int, level: Int32, _ state: Case) -> Bool {
    let upper = state.ancestor(slot, level: level)
    guard upper >= 0, state.scopes[upper].counts < 0 else { return false }
    let tokens = Int(state.scopes[upper].tokens)
    return put.range.contains { masks[$0].bits & state.words[tokens + Int(masks[$0].word)] != 0 }
  }
}
