import FEEL

// Clocks whose timer is an expression: what it gives is chosen before the event that starts the clock fires, and stands on
// its record.

extension Machine {
  /// The timers of the clocks on these places, as the case is now.
  ///
  /// - Throws: `Reason.timer` when an expression gives no moment: the clock would never come, in silence.
  package func computedDues<W>(
    for firing: Firing, starting places: [Index<Place>], _ play: inout Play<W>
  ) throws(Refusal) -> [Firing.ClockDue] {
    // A proof looks at no moments: there every clock may come due.
    guard play.state.isTimed else { return [] }
    var result: [Firing.ClockDue] = []
    for place in places {
      for clock in index.clocks[index.placeClocks[place.int].range] {
        guard case .expression(let expression) = clocks[clock.int].due else { continue }
        let value = play.world.value(expression, in: firing.scope.slot, of: play.state, by: self)
        guard let timer = value.timer(from: firing.at) else {
          throw Refusal(reasons: [.timer(clocks[clock.int].event, value)])
        }
        result.append(Firing.ClockDue(clock: clock, timer: timer))
      }
    }
    return result
  }

  /// The places on which a firing puts a token, those of the scope that it opens included.
  func startedPlaces(by firing: Firing, in state: Case) -> [Index<Place>] {
    let row = events[firing.event.int]
    var result: [Index<Place>] = []
    for facet in facets[row.facets.range] {
      result += places(of: facet.put, in: ancestor(of: row.scope, level: Int(facet.level)))
      let weighted = weights[facet.weights.range].filter { $0.use == .put }.map(\.place)
      result += weighted
    }
    for number in firing.routes {
      let route = routes[Int(number)]
      result += places(of: route.put, in: ancestor(of: row.scope, level: Int(route.level)))
    }
    if let opened = row.opens {
      result += places(of: row.seed, in: opened) + places(of: scopes[opened.int].initialTokens, in: opened)
    }
    return result
  }

  func places(of mask: Rows, in scope: Index<ScopeDef>) -> [Index<Place>] {
    numbers(mask).map { scopes[scope.int].places[$0] }
  }
}
