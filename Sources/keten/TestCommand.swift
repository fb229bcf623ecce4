import CommandLineTool
import KetenLanguage
import KetenMachine
import KetenSource

private let format = Option(
  "format", short: "f", value: ArgumentValue(name: "format", kind: .choice(["human", "junit", "json"])),
  help: "how results are shown")
private let coverage = Option(
  "coverage", help: "also reports the events, flows, relations and terms that no scenario touched")
private let color = Option(
  "color", value: ArgumentValue(name: "when", kind: .choice(["auto", "always", "never"])),
  help: "colours results for people")

let testVerb = Verb(
  name: "test", summary: "runs scenarios and says what differs",
  discussion: [
    "Each scenario is played on the chain that it names, with a clock of its own; nothing is proven. Results go to "
      + "standard output, a summary for people goes to standard error.",
    "Exit status: 0 when all went as expected, 1 when something differs or is wrong in a file, 2 on wrong usage or "
      + "trouble with files.",
  ],
  operand: Operand(
    value: ArgumentValue(name: "file", kind: .file(endings: [FileKind.scenario.rawValue])), count: .oneOrMore,
    help: "scenario files, or folders to search for them"),
  options: [format, coverage, color], run: test)

@Sendable
private func test(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
  var run = ScenarioRun()
  for path in try findFiles(arguments.operands, kinds: [.scenario]) { run.play(try readSource(path)) }
  let wantsCoverage = arguments.has(coverage)
  switch arguments.value(format) {
  case "json": console.write(run.json(coverage: wantsCoverage).pretty())
  case "junit": console.write(renderJUnit(run.report()))
  default:
    let usesColor = console.usesColor(arguments.value(color))
    console.write(run.text(coverage: wantsCoverage, paint: Paint(isOn: usesColor)))
    console.writeError(run.summary + "\n")
  }
  return run.isPassed ? .fine : .findings
}

/// The scenarios of one command, played one after the other; a chain is compiled once.
struct ScenarioRun {
  /// A scenario and what came of it.
  struct Outcome {
    var file: SourceFile
    /// The title, or the path when it has none.
    var title: String
    /// What is wrong in the scenario or its chain, and what went otherwise than expected.
    var findings: [Diagnostic]
    /// Why it was not played, when it was not.
    var isPlayed: Bool

    var isPassed: Bool { !findings.hasErrors }
  }

  /// A chain that scenarios are played on.
  struct Played {
    var path: String
    var machine: Machine?
    /// What was found in it.
    var findings: [Diagnostic]
    var coverage = ScenarioCoverage()
  }

  private(set) var outcomes: [Outcome] = []
  private(set) var chains: [Played] = []

  var isPassed: Bool { outcomes.allSatisfy(\.isPassed) }

  var summary: String {
    let failed = outcomes.count { !$0.isPassed }
    let passed = outcomes.count - failed
    return plural(outcomes.count, "scenario") + ": \(passed) passed" + (failed == 0 ? "" : ", \(failed) failed")
  }

  /// Plays one scenario.
  mutating func play(_ file: SourceFile) {
    let (scenario, faults) = loadScenario(file)
    guard let scenario, !faults.hasErrors else {
      let title = scenario?.title ?? file.path
      outcomes.append(Outcome(file: file, title: title, findings: faults, isPlayed: false))
      return
    }
    var outcome = Outcome(file: file, title: scenario.title, findings: faults, isPlayed: false)
    switch chain(of: scenario) {
    case .failure(let missing): outcome.findings.append(missing.diagnostic)
    case .success(let number):
      if let machine = chains[number].machine {
        let result = KetenLanguage.play(scenario, on: machine)
        chains[number].coverage.formUnion(result.coverage)
        outcome.findings += result.findings
        outcome.isPlayed = !result.diagnostics.hasErrors
      }
    }
    outcomes.append(outcome)
  }

  /// What is wrong in a scenario file, or with the chain that it names; nothing is played.
  mutating func check(_ file: SourceFile) -> [Diagnostic] {
    let (scenario, faults) = loadScenario(file)
    guard let scenario else { return faults }
    switch chain(of: scenario) {
    case .failure(let missing): return (faults + [missing.diagnostic]).ordered()
    case .success(let number):
      guard let machine = chains[number].machine else { return faults }
      return (faults + resolve(scenario, on: machine).diagnostics).ordered()
    }
  }

  private struct Missing: Error { var diagnostic: Diagnostic }

  /// The number of the chain that a scenario names, compiled when it is first asked for.
  private mutating func chain(of scenario: Scenario) -> Result<Int, Missing> {
    let path = relative(scenario.chain.text, to: scenario.file.path)
    let number: Int
    if let known = chains.firstIndex(where: { $0.path == path }) {
      number = known
    } else {
      do {
        var options = CompileOptions()
        options.prove = false
        options.readBeside(path)
        let (compilation, findings) = compileFile(try readSource(path), options: options)
        chains.append(Played(path: path, machine: compilation?.machine, findings: findings))
        number = chains.count - 1
      } catch {
        return .failure(missing(scenario, "\(error)"))
      }
    }
    guard chains[number].machine == nil else { return .success(number) }
    return .failure(missing(scenario, "chain \"\(path)\" has errors", chains[number].findings))
  }

  private func missing(_ scenario: Scenario, _ message: String, _ causes: [Diagnostic] = []) -> Missing {
    let notes = causes.filter { $0.severity == .error }.map { cause in
      Diagnostic.Note(cause.message, at: cause.range, in: cause.file)
    }
    return Missing(
      diagnostic: Diagnostic(
        .scenarioChainMissing, at: scenario.chain.range, in: scenario.file, message, notes: notes))
  }
}

// MARK: - Output

extension ScenarioRun {
  /// For people: what differs, with its place; one line for each scenario that passed.
  func text(coverage: Bool, paint: Paint) -> String {
    var output = ""
    for outcome in outcomes {
      let mark = outcome.isPassed ? paint(.help, "passed") : paint(.error, "failed")
      output += "\(mark)  \(visible(outcome.title))  \(paint(.faint, visible(outcome.file.path)))\n"
      if outcome.findings.isEmpty { continue }
      let text = renderHuman(outcome.findings, color: paint.isOn)
      output += text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
    }
    guard coverage else { return output }
    for chain in chains {
      guard let machine = chain.machine else { continue }
      output += "\n\(paint(.bold, "coverage of \(visible(chain.path))"))\n"
      for section in chain.coverage.report(on: machine).sections {
        output += "  \(section.name): \(section.covered) of \(section.total)\n"
        for name in section.missingNames { output += "    not touched: \(visible(name))\n" }
      }
    }
    return output
  }

  /// For CI: a suite for each scenario file.
  func report() -> TestReport {
    TestReport(
      suites: outcomes.map { outcome in
        let failures = outcome.findings.filter { $0.severity == .error }.map { finding in
          TestReport.Failure(
            message: finding.message, details: renderHuman([finding], color: false),
            type: "\(finding.code.id) \(finding.code.name)")
        }
        let test = TestReport.Case(name: outcome.title, outcome: failures.isEmpty ? .passed : .failures(failures))
        return TestReport.Suite(name: outcome.file.path, cases: [test])
      })
  }

  func json(coverage: Bool) -> JSONValue {
    let scenarios = outcomes.map { outcome -> JSONValue in
      [
        "path": .string(outcome.file.path), "title": .string(outcome.title), "passed": .bool(outcome.isPassed),
        "played": .bool(outcome.isPlayed), "findings": .array(outcome.findings.map(\.json)),
      ]
    }
    return .members([
      "passed": .bool(isPassed), "scenarios": .array(scenarios),
      "coverage": coverage ? .array(chains.compactMap(json)) : nil,
    ])
  }

  private func json(_ chain: Played) -> JSONValue? {
    guard let machine = chain.machine else { return nil }
    let sections = chain.coverage.report(on: machine).sections.map { section -> JSONValue in
      [
        "of": .string(section.name), "total": .integer(section.total), "covered": .integer(section.covered),
        "missing": .array(section.missingNames.map { .string($0) }),
      ]
    }
    return ["chain": .string(chain.path), "sections": .array(sections)]
  }
}
