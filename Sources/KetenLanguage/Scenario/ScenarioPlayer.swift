import FEEL
import KetenMachine
import KetenSource

/// What a scenario did not find as it expected.
package struct ScenarioFailure: Hashable, Sendable {
  /// Where the expectation stands in the scenario.
  package var range: SourceRange
  /// What was expected and what happened, in one sentence.
  package var message: String
  /// What more there is to say, a line each.
  package var details: [String] = []
}

/// What came of a scenario.
package struct ScenarioResult: Sendable {
  package var scenario: Scenario
  /// Names and values that could not be read; with an error among them nothing was played.
  package var diagnostics: [Diagnostic]
  package var failures: [ScenarioFailure]
  package var coverage: ScenarioCoverage

  /// Whether all was as expected.
  package var isPassed: Bool { failures.isEmpty && !diagnostics.hasErrors }
}

/// Plays a scenario with a virtual clock: acts, refusals and waits go to the kernel, expectations are compared.
///
/// Expectations that fail are collected. An act that goes otherwise than expected ends the play, since what follows
/// builds on it.
package func play(_ scenario: Scenario, on machine: Machine) -> ScenarioResult {
  let (script, diagnostics) = resolve(scenario, on: machine)
  guard !diagnostics.hasErrors else {
    return ScenarioResult(
      scenario: scenario, diagnostics: diagnostics, failures: [], coverage: ScenarioCoverage())
  }
  var player = ScenarioPlayer(scenario, script, on: machine)
  var failures = player.begin().failures
  while let step = player.next() { failures += step.failures }
  return ScenarioResult(
    scenario: scenario, diagnostics: diagnostics, failures: failures, coverage: player.coverage)
}

/// A scenario in play, step by step.
package struct ScenarioPlayer: Sendable {
  package let machine: Machine
  package let script: ScenarioScript
  package private(set) var state = Case()
  /// The virtual clock.
  package private(set) var moment: Moment
  package private(set) var coverage = ScenarioCoverage()
  /// The events that have happened.
  package private(set) var happened: Set<Index<Event>> = []
  private var position = 0
  private var isStopped = false
  private let start: SourceRange

  /// What a step did.
  package struct StepResult: Sendable {
    /// Its number in the script; nil for the beginning of the case.
    package var step: Int?
    package var records: [Record] = []
    /// Why it was refused, as was expected or not.
    package var refusal: [Reason] = []
    package var failures: [ScenarioFailure] = []
  }

  package init(_ scenario: Scenario, _ script: ScenarioScript, on machine: Machine) {
    self.machine = machine
    self.script = script
    moment = scenario.start
    start = scenario.chain.range
  }

  /// Begins the case.
  package mutating func begin() -> StepResult {
    var result = StepResult()
    switch KetenMachine.begin(machine, at: moment) {
    case .accepted(let records, _, let next): accept(records, next, &result)
    case .refused(let reasons):
      isStopped = true
      result.refusal = reasons
      result.failures = [
        ScenarioFailure(range: start, message: "the case cannot begin", details: machine.texts(reasons))
      ]
    }
    return result
  }

  /// Plays the next step; nil when there is none, or an earlier one went otherwise than expected.
  package mutating func next() -> StepResult? {
    guard !isStopped, position < script.steps.count else { return nil }
    var result = StepResult(step: position)
    let step = script.steps[position]
    position += 1
    switch step.action {
    case .act(let act): must(command(act), machine.name(of: act.event.index), act.event.range, &result)
    case .refuse(let act, let because): mustNot(act, because, &result)
    case .job(let event, let error?, _):
      must(
        .fault(event.index, run: run(event), error: error, at: moment), machine.name(of: event.index), event.range,
        &result)
    case .job(let event, nil, let writes):
      must(
        .answer(event.index, run: run(event), writes: writes, at: moment), machine.name(of: event.index), event.range,
        &result)
    case .message(let message, let sender, let writes):
      let command = Command.message(message.index, from: sender, writes: writes, at: moment)
      must(command, machine.name(of: message.index), message.range, &result)
    case .wait(let wait): pass(wait, &result)
    case .expect(let expectations):
      for expectation in expectations { check(expectation, &result) }
    }
    return result
  }

  private func command(_ act: ScenarioScript.Act) -> Command {
    .act(act.event.index, run: run(act.event), by: act.party, person: act.person, writes: act.writes, at: moment)
  }

  private func run(_ event: ScenarioScript.Target<Event>) -> ScopeID? {
    machine.run(event.number, of: event.index, in: state)
  }

  // MARK: Acts

  private mutating func must(_ command: Command, _ name: String, _ range: SourceRange, _ result: inout StepResult) {
    switch decide(command, on: state, of: machine) {
    case .accepted(let records, _, let next): accept(records, next, &result)
    case .refused(let reasons):
      isStopped = true
      refuse(reasons, &result)
      result.failures.append(
        ScenarioFailure(
          range: range,
          message: "expected \(name) to be accepted, but it was refused because \(words(reasons))",
          details: machine.texts(reasons)))
    }
  }

  private mutating func mustNot(
    _ act: ScenarioScript.Act, _ because: [Scenario.Name], _ result: inout StepResult
  ) {
    let name = machine.name(of: act.event.index)
    let expected = Set(because.map(\.text)).sorted()
    switch decide(command(act), on: state, of: machine) {
    case .accepted(let records, _, let next):
      isStopped = true
      accept(records, next, &result)
      result.failures.append(
        ScenarioFailure(
          range: act.event.range,
          message: "expected \(name) refused because \(listed(expected)), but it was accepted"))
    case .refused(let reasons):
      refuse(reasons, &result)
      guard Set(reasons.map(\.word)) != Set(expected) else { return }
      result.failures.append(
        ScenarioFailure(
          range: because.first?.range ?? act.event.range,
          message: "expected \(name) refused because \(listed(expected)), but it was because \(words(reasons))",
          details: machine.texts(reasons)))
    }
  }

  private func words(_ reasons: [Reason]) -> String { listed(Set(reasons.map(\.word)).sorted()) }

  // MARK: Time

  private mutating func pass(_ wait: Scenario.Wait, _ result: inout StepResult) {
    let target: Moment
    let range: SourceRange
    switch wait {
    case .duration(let duration, let text): (target, range) = (moment.adding(duration), text.range)
    case .moment(let until, let text): (target, range) = (until, text.range)
    }
    guard target >= moment else {
      isStopped = true
      let message = "expected to wait until \(text(target)), but it is \(text(moment)) already"
      result.failures.append(ScenarioFailure(range: range, message: message))
      return
    }
    moment = target
    // Of a case that is over nothing falls due any more.
    guard state.status == .running else { return }
    switch decide(.tick(at: target), on: state, of: machine) {
    case .accepted(let records, _, let next): accept(records, next, &result)
    case .refused(let reasons):
      isStopped = true
      refuse(reasons, &result)
      result.failures.append(
        ScenarioFailure(
          range: range, message: "time cannot pass because \(words(reasons))", details: machine.texts(reasons)))
    }
  }

  // MARK: The record

  private mutating func accept(_ records: [Record], _ next: Case, _ result: inout StepResult) {
    result.records += records
    for record in records {
      guard case .fired(let firing) = record else { continue }
      coverage.add(firing, after: happened, on: machine)
      happened.insert(firing.event)
    }
    state = next
    coverage.addTerms(of: state, on: machine)
  }

  private mutating func refuse(_ reasons: [Reason], _ result: inout StepResult) {
    result.refusal += reasons
    coverage.add(reasons, on: machine)
  }

  // MARK: Expectations

  private mutating func check(_ expectation: ScenarioScript.Expectation, _ result: inout StepResult) {
    if case .enabled(let event, false) = expectation { coverage.add(reasons(event), on: machine) }
    if let failure = failure(of: expectation) { result.failures.append(failure) }
  }

  /// Why an event cannot happen now; none when it can.
  package func reasons(_ event: ScenarioScript.Target<Event>) -> [Reason] {
    let reasons = why(event.index, run: run(event), in: state, of: machine, at: moment)
    // More than one run in which it can happen: it can.
    if case .severalRuns? = reasons.first, reasons.count == 1 { return [] }
    return reasons
  }
}

extension ScenarioFailure {
  /// The failure as a finding in the scenario's file; what more there is to say are its notes.
  package func finding(in file: SourceFile) -> Diagnostic {
    Diagnostic(
      .scenarioDiffers, at: range, in: file, message,
      notes: details.map { Diagnostic.Note($0, at: nil, in: file) })
  }
}

extension ScenarioResult {
  /// Everything that is wrong, as findings in the scenario's file.
  package var findings: [Diagnostic] { diagnostics + failures.map { $0.finding(in: scenario.file) } }
}
