import FEEL
import KetenMachine

/// A moment as scenarios write it, by Dutch legal time: `2026-03-02T09:00:00+01:00`.
package func text(_ moment: Moment) -> String { DateTime(moment).description }

/// Words in a sentence: `a`, `a and b`, `a, b and c`.
package func listed(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
  return words.dropLast().joined(separator: ", ") + " and " + last
}

extension Machine {
  /// The reasons of a refusal in sentences, in the model's own words.
  package func texts(_ reasons: [Reason]) -> [String] { reasons.map { $0.text(in: self) } }

  /// What keeps a case from closing, a line each.
  package func texts(owed state: Case) -> [String] {
    KetenMachine.owed(state, of: self).map { owed in
      switch owed {
      case .event(let bit, _): "\(label(bit)) is owed"
      case .token(let place, _): "the course stands at \(label(place))"
      case .scope(_, let def): "\(def.map { label($0) } ?? "compensation") is going on"
      }
    }
  }

  // MARK: Names

  package func label(_ event: Index<Event>) -> String { events[event.int].name }
  package func label(_ bit: Index<Bit>) -> String { bits[bit.int].name }
  package func label(_ item: Index<Item>) -> String { items[item.int].name }
  package func label(_ party: Index<Party>) -> String { parties[party.int].name }
  package func label(_ term: Index<Term>) -> String { terms[term.int].name }
  package func label(_ scope: Index<ScopeDef>) -> String { scopes[scope.int].name }

  /// The id of what stands at a place.
  package func label(_ place: Index<Place>) -> String {
    places[place.int].element.map { elements[$0.int].name } ?? places[place.int].name
  }

  // MARK: Terms

  /// Whether a term has no event that meets it: it is a window, which ends.
  package func isWindow(_ term: Index<Term>) -> Bool {
    !termEffects.contains { $0.term == term && $0.action == .stop }
  }

  /// The word that scenarios use for the state of a term's latest run.
  package func word(for term: Index<Term>, in state: Case) -> String {
    guard let run = state.latestRun(of: term) else { return TermState.idle.rawValue }
    return run.state == .exceeded && isWindow(term) ? "ended" : run.state.rawValue
  }

  /// The state of a term's latest run with its moments: `exceeded since …`, `running, due …`.
  package func text(_ term: Index<Term>, in state: Case) -> String {
    let word = word(for: term, in: state)
    guard let run = state.latestRun(of: term) else { return word }
    switch run.state {
    case .exceeded: return "\(word) since \(KetenLanguage.text(run.due))"
    case .idle: return word
    case .running, .met, .metLate, .void: return "\(word), due \(KetenLanguage.text(run.due))"
    }
  }
}
