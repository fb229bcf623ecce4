import FEEL
import KetenMachine
import KetenSource

extension ScenarioPlayer {
  /// What is not as expected; nil when it is.
  func failure(of expectation: ScenarioScript.Expectation) -> ScenarioFailure? {
    switch expectation {
    case .enabled(let event, let isExpected): enabledFailure(event, isExpected)
    case .pending(let event, let isExpected): pendingFailure(event, isExpected)
    case .done(let event, let isExpected): doneFailure(event, isExpected)
    case .finished(let isExpected, let range): finishedFailure(isExpected, range)
    case .state(let term, let expected): stateFailure(term, expected)
    case .due(let term, let expected, let range): dueFailure(term, expected, range)
    case .value(let item, let expected, let range): valueFailure(item, expected, range)
    }
  }

  private func enabledFailure(_ event: ScenarioScript.Target<Event>, _ isExpected: Bool) -> ScenarioFailure? {
    let reasons = reasons(event)
    guard reasons.isEmpty != isExpected else { return nil }
    let name = machine.name(of: event.index)
    guard isExpected else {
      return ScenarioFailure(range: event.range, message: "expected \(name) disabled, but it can happen now")
    }
    let words = listed(Set(reasons.map(\.word)).sorted())
    return ScenarioFailure(
      range: event.range, message: "expected \(name) enabled, but it cannot happen because \(words)",
      details: machine.texts(reasons))
  }

  private func pendingFailure(_ event: ScenarioScript.Target<Event>, _ isExpected: Bool) -> ScenarioFailure? {
    guard isOwed(event.index) != isExpected else { return nil }
    let name = machine.name(of: event.index)
    return ScenarioFailure(
      range: event.range,
      message: isExpected ? "expected \(name) owed, but it is not" : "expected \(name) not owed, but it is")
  }

  /// Whether an event is included and pending, in any scope that is open.
  package func isOwed(_ event: Index<Event>) -> Bool {
    machine.bits.indices.contains { number in
      guard machine.index.bitEvents[number].contains(event) else { return false }
      let bit = machine.bits[number]
      return state.instances(of: bit.scope).contains { slot in
        let scope = state.scopes[slot]
        return machine.isSet(bit.bit, scope.pending, of: state) && machine.isSet(bit.bit, scope.included, of: state)
          && machine.isOwed(bit.bit, slot, of: state)
      }
    }
  }

  private func doneFailure(_ event: ScenarioScript.Target<Event>, _ isExpected: Bool) -> ScenarioFailure? {
    guard happened.contains(event.index) != isExpected else { return nil }
    let name = machine.name(of: event.index)
    return ScenarioFailure(
      range: event.range,
      message: isExpected ? "expected \(name) done, but it is not" : "expected \(name) not done, but it is")
  }

  private func finishedFailure(_ isExpected: Bool, _ range: SourceRange) -> ScenarioFailure? {
    guard (state.status == .finished) != isExpected else { return nil }
    switch state.status {
    case .finished: return ScenarioFailure(range: range, message: "expected the case open, but it is finished")
    case .failed: return ScenarioFailure(range: range, message: "expected the case finished, but it failed")
    case .new, .running:
      return ScenarioFailure(
        range: range, message: "expected the case finished, but it is open", details: machine.texts(owed: state))
    }
  }

  private func stateFailure(_ term: ScenarioScript.Target<Term>, _ expected: Scenario.Name) -> ScenarioFailure? {
    let found = machine.word(for: term.index, in: state)
    guard found != expected.text else { return nil }
    let name = machine.name(of: term.index)
    return ScenarioFailure(
      range: expected.range,
      message: "term \(name): expected \(expected.text), is \(machine.text(term.index, in: state))")
  }

  private func dueFailure(
    _ term: ScenarioScript.Target<Term>, _ expected: Moment, _ range: SourceRange
  ) -> ScenarioFailure? {
    let run = state.latestRun(of: term.index)
    guard run?.due != expected else { return nil }
    let name = machine.name(of: term.index)
    let found = run.map { "is due \(text($0.due))" } ?? "has not started"
    return ScenarioFailure(range: range, message: "term \(name): expected due \(text(expected)), \(found)")
  }

  private func valueFailure(
    _ item: ScenarioScript.Target<Item>, _ expected: Value, _ range: SourceRange
  ) -> ScenarioFailure? {
    let (found, fault) = value(item)
    if let fault { return fault }
    // What has not been written reads as null, here as in every expression.
    guard found ?? .null != expected else { return nil }
    let name = machine.name(of: item.index)
    let what = found.map { "is \($0)" } ?? "has not been written"
    return ScenarioFailure(range: range, message: "item \(name): expected \(expected), \(what)")
  }

  /// The value of an item, or of data in the instance that is meant; which that is must be plain.
  private func value(_ item: ScenarioScript.Target<Item>) -> (value: Value?, fault: ScenarioFailure?) {
    let row = machine.items[item.index.int]
    if row.scope.number == 0 { return (state.value(of: item.index), nil) }
    let runs = state.status == .running ? state.instances(of: row.scope) : []
    if item.number == nil, runs.count > 1 {
      let name = machine.name(of: item.index)
      let message = "there are \(runs.count) of \(name) now: say which, as \(name)[1]"
      return (nil, ScenarioFailure(range: item.range, message: message))
    }
    let place = (item.number ?? 1) - 1
    return (runs.indices.contains(place) ? machine.value(of: row, in: runs[place], state) : nil, nil)
  }
}
