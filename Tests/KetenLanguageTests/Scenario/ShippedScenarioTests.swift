import FEEL
import KetenMachine
import KetenSource
import Testing

@testable import KetenLanguage

@Suite struct ShippedScenarioTests {
  @Test func thereAreEnough() { #expect(Wmo.paths.count >= 14) }

  @Test(arguments: Wmo.paths) func goesAsExpected(_ path: String) throws {
    let result = play(try Wmo.scenario(path), on: try Wmo.machine())
    #expect(summary(result.findings) == [])
  }

  @Test func leaveNothingUntouched() throws {
    let machine = try Wmo.machine()
    var coverage = ScenarioCoverage()
    for path in Wmo.paths { coverage.formUnion(play(try Wmo.scenario(path), on: machine).coverage) }
    for section in coverage.report(on: machine).sections {
      #expect(section.total > 0 && section.missingNames == [], "\(section.name)")
    }
  }

  @Test func everyScenarioNamesItsLaw() throws {
    for path in Wmo.paths { #expect(try Wmo.scenario(path).basis?.isEmpty == false, "\(path)") }
  }

  /// Whatever expectation of a shipped scenario is altered, playing it shows the difference, at its place.
  @Test(arguments: Wmo.paths) func everyExpectationCounts(_ path: String) throws {
    let scenario = try Wmo.scenario(path)
    let machine = try Wmo.machine()
    var count = 0
    for (number, step) in scenario.steps.enumerated() {
      for mutant in mutants(of: step.action) {
        count += 1
        var altered = scenario
        altered.steps[number].action = mutant.action
        let result = play(altered, on: machine)
        let what = "\(path): \(mutant.name) in step \(number)"
        let first = try #require(result.failures.first, "\(what) is not noticed")
        #expect(first.message.contains(mutant.name), "\(what): \(first.message)")
        #expect(first.message.contains("expected"), "\(what): \(first.message)")
        #expect(first.range.start >= step.range.start && first.range.end <= step.range.end, "\(what): place")
      }
    }
    #expect(count > 0)
  }
}

// MARK: - Mutants

private struct Mutant {
  /// What the difference must speak of.
  var name: String
  var action: Scenario.Action
}

private func mutants(of action: Scenario.Action) -> [Mutant] {
  switch action {
  case .act(let act):
    let because = [Scenario.Name(text: "condition", range: act.event.range)]
    return [Mutant(name: act.event.text, action: .refuse(act, because: because))]
  case .refuse(let act, let because):
    var result = [Mutant(name: act.event.text, action: .act(act))]
    let other = because.contains { $0.text == "bound" } ? "route" : "bound"
    let more = because + [Scenario.Name(text: other, range: act.event.range)]
    result.append(Mutant(name: act.event.text, action: .refuse(act, because: more)))
    for number in because.indices {
      var fewer = because
      fewer[number].text = other
      result.append(Mutant(name: act.event.text, action: .refuse(act, because: fewer)))
    }
    return result
  case .expect(let expectation): return mutants(of: expectation)
  case .job, .message, .wait: return []
  }
}

private func mutants(of expected: Scenario.Expectation) -> [Mutant] {
  let pairs:
    [(WritableKeyPath<Scenario.Expectation, [Scenario.Name]>, WritableKeyPath<Scenario.Expectation, [Scenario.Name]>)] =
      [
        (\.enabled, \.disabled), (\.disabled, \.enabled), (\.pending, \.notPending), (\.notPending, \.pending),
        (\.done, \.notDone), (\.notDone, \.done),
      ]
  var result: [Mutant] = []
  for (from, to) in pairs {
    for (number, name) in expected[keyPath: from].enumerated() {
      var altered = expected
      altered[keyPath: from].remove(at: number)
      altered[keyPath: to].append(name)
      result.append(Mutant(name: name.text, action: .expect(altered)))
    }
  }
  if let finished = expected.finished {
    var altered = expected
    altered.finished = (!finished.value, finished.range)
    result.append(Mutant(name: "case", action: .expect(altered)))
  }
  return result + termMutants(of: expected) + itemMutants(of: expected)
}

private func termMutants(of expected: Scenario.Expectation) -> [Mutant] {
  guard let term = expected.term else { return [] }
  var result: [Mutant] = []
  if let state = term.state {
    for other in ["idle", "running", "met", "exceeded", "metLate", "void", "ended"] where other != state.text {
      var altered = expected
      altered.term?.state?.text = other
      result.append(Mutant(name: term.name.text, action: .expect(altered)))
    }
  }
  if let due = term.due {
    for milliseconds: Int64 in [-86_400_000, -1, 1, 3_600_000] {
      var altered = expected
      var moment = due.moment
      moment.milliseconds += milliseconds
      altered.term?.due = (moment, due.range)
      result.append(Mutant(name: term.name.text, action: .expect(altered)))
    }
  }
  return result
}

private func itemMutants(of expected: Scenario.Expectation) -> [Mutant] {
  guard let item = expected.item else { return [] }
  let value = item.value.string
  // A value of another type is refused before it is played.
  let ofType =
    value.first == "\"" ? ["\"anders\""] : ["true", "false"].contains(value) ? ["true", "false"] : ["0", "12.5"]
  return (ofType + ["null"]).filter { $0 != value }.map { other in
    var altered = expected
    let (range, utf8) = (item.value.range, Array(other.utf8))
    let offsets = [Int32](repeating: Int32(range.start), count: utf8.count + 1)
    altered.item = (item.name, SourceText(file: item.value.file, range: range, utf8: utf8, offsets: offsets))
    return Mutant(name: item.name.text, action: .expect(altered))
  }
}
