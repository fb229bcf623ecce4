import FEEL

extension Machine {
  /// Stops the program when a case breaks an invariant of its own.
  package func checkInvariants(of state: Case) {
    for slot in state.scopes.indices where state.scopes[slot].isAlive { checkScope(slot, state) }
    for clock in state.clocks {
      let place = places[clocks[clock.clock.int].place.int].bit
      precondition(holdsToken(place, Int(clock.scope), of: state), "a clock runs on a place that holds a token")
    }
    for run in state.termRuns where run.state == .running {
      precondition(run.scope >= 0 && state.scopes[Int(run.scope)].isAlive, "a term runs in a live scope")
    }
  }

  private func checkScope(_ slot: Int, _ state: Case) {
    let scope = state.scopes[slot]
    precondition(scope.parent < 0 ? slot == 0 : state.children(Int(scope.parent)).contains(slot), "the tree holds")
    precondition(scope.parent < 0 || state.scopes[Int(scope.parent)].isAlive, "a live scope hangs under a live one")
    guard scope.counts >= 0 else { return }
    for place in scopes[Int(scope.def)].places {
      let bit = places[place.int].bit
      let isHeld = holdsToken(bit, slot, of: state)
      precondition(isHeld == (state.counts[Int(scope.counts) + bit] > 0), "a bit stands for a count")
    }
  }
}

// MARK: - The tables

extension Machine {
  /// Stops the program when the tables do not fit together.
  package func checkInvariants() {
    for (number, scope) in scopes.enumerated() {
      precondition(
        scope.parent.map { $0.int < number } ?? (number == 0), "a scope stands after its parent; one is the root")
      precondition(scope.places.allSatisfy { places[$0.int].scope.int == number }, "places know their scope")
      precondition(scope.bits.allSatisfy { bits[$0.int].scope.int == number }, "bits know their scope")
      precondition(scope.events.allSatisfy { events[$0.int].scope.int == number }, "events know their scope")
      for handler in scope.compensation {
        precondition(
          places[handler.place.int].scope.int == number, "a handler's place is in the scope that owns it")
      }
    }
    for event in events { checkEvent(event) }
    for item in items {
      let place = places[item.place.int]
      precondition(place.scope == item.scope && place.kind == .standing, "an item's place stands in its scope")
    }
    for clock in clocks {
      let above = ancestors(of: events[clock.event.int].scope)
      precondition(above.contains(places[clock.place.int].scope), "a clock's place is one its event sees")
    }
    precondition(
      expressions.allSatisfy { $0.reads.allSatisfy(readings.indices.contains) }, "slots are readings")
  }

  private func checkEvent(_ event: Event) {
    let above = ancestors(of: event.scope)
    for facet in facets[event.facets.range] {
      precondition(Int(facet.level) < above.count, "a facet's level exists")
      let scope = scopes[above[Int(facet.level)].int]
      let tokens = numbers(facet.need) + numbers(facet.take) + numbers(facet.put)
      precondition(tokens.allSatisfy(scope.places.indices.contains), "masks of tokens lie in their scope")
      let marks =
        numbers(facet.condition) + numbers(facet.milestone) + numbers(facet.response) + numbers(facet.include)
        + numbers(facet.exclude)
      precondition(marks.allSatisfy(scope.bits.indices.contains), "masks of bits lie in their scope")
    }
    if let opened = event.opens {
      precondition(scopes[opened.int].parent == above[Int(event.opensLevel)], "what opens hangs under its parent")
    }
    precondition(event.routes.isEmpty || event.routeMode != .none, "routes have a mode")
  }

  /// A definition and those above it.
  private func ancestors(of scope: Index<ScopeDef>) -> [Index<ScopeDef>] {
    Array(sequence(first: scope) { self.scopes[$0.int].parent })
  }
}
