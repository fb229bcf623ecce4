import CommandLineTool
import FEEL
import Glibc
import KetenLanguage
import KetenMachine
import KetenSource

private let scenario = Option(
  "scenario", value: ArgumentValue(name: "file", kind: .file(endings: [FileKind.scenario.rawValue])),
  help: "plays the steps of a scenario first")
private let party = Option(
  "as", value: ArgumentValue(name: "party", kind: .text), help: "acts as this party; without it, as any party of a step"
)
private let time = Option(
  "at", value: ArgumentValue(name: "time", kind: .text),
  help: "starts the clock at this time, as 2026-03-02T09:00:00+01:00")
private let color = Option(
  "color", value: ArgumentValue(name: "when", kind: .choice(["auto", "always", "never"])),
  help: "colours text for people")

let runVerb = Verb(
  name: "run", summary: "plays a case in memory: what is open, for whom, until when, and why not",
  discussion: [
    "Commands are read from standard input, a line each; 'help' lists them. Nothing is stored, and nothing "
      + "is proven: a chain that 'check' refuses for what its runs can come to can still be played.",
    "Exit status: 0 when the session ended, 1 when the chain has errors or a scenario went otherwise than expected, 2 "
      + "on wrong usage or trouble with files.",
  ],
  operand: Operand(
    value: ArgumentValue(
      name: "chain", kind: .file(endings: [FileKind.chain.rawValue, FileKind.procedures.rawValue])), count: .one,
    help: "the chain or BPMN file to play"
  ),
  options: [scenario, party, time, color]
) { arguments, console in
  let isTerminal = isatty(STDIN_FILENO) == 1
  return try run(arguments, console, isInteractive: isTerminal) { readLine() }
}

/// Plays a chain; `input` gives the next line, or nil at the end.
///
/// Lines are echoed when nobody types them.
func run(
  _ arguments: Arguments, _ console: Console, isInteractive: Bool, input: () -> String?
) throws -> ExitCode {
  let path = arguments.operands[0]
  if path == standardInput { throw UsageError.other("the chain cannot come from standard input: commands do") }
  var options = CompileOptions()
  options.prove = false
  options.readBeside(path)
  let (compilation, findings) = compileFile(try readSource(path), options: options)
  let usesColor = console.usesColor(arguments.value(color))
  guard let compilation, let machine = compilation.machine else {
    console.write(renderHuman(findings.filter { $0.severity == .error }, color: usesColor))
    return .findings
  }
  let viewer = try arguments.value(party).map { try findParty($0, machine) }
  let start = try startMoment(arguments)
  var session = RunSession(
    machine: machine, title: compilation.chain?.title ?? machine.name, viewer: viewer, at: start,
    paint: Paint(isOn: usesColor))
  var exitCode = ExitCode.fine
  if let file = arguments.value(scenario) {
    exitCode = try playScenario(try readSource(file), &session, console, usesColor)
  } else {
    console.write(session.begin())
  }
  converse(&session, console, isInteractive: isInteractive, input: input)
  return exitCode
}

private func converse(
  _ session: inout RunSession, _ console: Console, isInteractive: Bool, input: () -> String?
) {
  while true {
    if isInteractive { console.write(session.prompt) }
    guard let line = input() else { break }
    if !isInteractive { console.write("\n> \(visible(line))\n") }
    let answer = session.handle(line)
    console.write(answer.text)
    if answer.isOver { return }
  }
  if isInteractive { console.write("\n") }
}

private func findParty(_ name: String, _ machine: Machine) throws(UsageError) -> Index<Party> {
  if let party = machine.party(named: name) { return party }
  throw .unknownValue(
    name, of: "--as", nearest: nearest(to: name, in: machine.parties.map(\.name)), choices: machine.parties.map(\.name))
}

private func startMoment(_ arguments: Arguments) throws(UsageError) -> Moment {
  guard let text = arguments.value(time) else { return now() }
  if arguments.value(scenario) != nil { throw .other("a scenario says itself when it starts: leave out --at") }
  guard let moment = readMoment(text) else {
    throw .other("cannot read the time '\(text)': write it as 2026-03-02T09:00:00+01:00")
  }
  return moment
}

/// The minute that it is now.
private func now() -> Moment {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Moment(milliseconds: Int64(time.tv_sec) / 60 * 60_000)
}

/// Plays a scenario step by step, telling each; it ends where the scenario ends, or where it goes wrong.
private func playScenario(
  _ file: SourceFile, _ session: inout RunSession, _ console: Console, _ usesColor: Bool
) throws -> ExitCode {
  let (loaded, faults) = loadScenario(file)
  guard let loaded, !faults.hasErrors else {
    console.write(renderHuman(faults, color: usesColor))
    return .findings
  }
  let (script, findings) = resolve(loaded, on: session.machine)
  guard !findings.hasErrors else {
    console.write(renderHuman(findings, color: usesColor))
    return .findings
  }
  var player = ScenarioPlayer(loaded, script, on: session.machine)
  var records: [Record] = []
  var failures: [ScenarioFailure] = []
  var step: ScenarioPlayer.StepResult? = player.begin()
  console.write("\(session.paint(.bold, visible(loaded.title)))\(loaded.basis.map { " (\(visible($0)))" } ?? "")\n")
  while let result = step {
    let before = session.state
    records += result.records
    session.adopt(player.state, records, at: player.moment)
    console.write(session.told(result, script, before))
    failures += result.failures
    console.write(renderHuman(result.failures.map { $0.finding(in: file) }, color: usesColor))
    step = player.next()
  }
  console.write("\n" + session.openText())
  return failures.isEmpty ? .fine : .findings
}

extension RunSession {
  /// A step of a scenario, told.
  fileprivate func told(
    _ result: ScenarioPlayer.StepResult, _ script: ScenarioScript, _ before: Case
  ) -> String {
    guard let number = result.step else { return "\n\(spoken(moment))\n" + narrate(result.records, before) }
    let step = script.steps[number]
    let remark = step.documentation.map { "  \(paint(.faint, visible($0)))\n" } ?? ""
    switch step.action {
    case .refuse(let act, _):
      guard seesCourse || isViewers(act.party) else { return "" }
      let line = "\(machine.label(act.party)) tries \(machine.label(act.event.index)): refused\n"
      if result.refusal.isEmpty { return "\n" + narrate(result.records, before) + remark }
      return "\n\(spoken(moment))  \(line)" + lines(machine.texts(result.refusal)) + remark
    case .wait: return "\n\(paint(.faint, "… \(spoken(moment))"))\n" + narrate(result.records, before) + remark
    case .expect: return result.failures.isEmpty ? "  \(paint(.help, "as expected"))\n" : ""
    case .act, .job, .message:
      let text = narrate(result.records, before)
      return text.isEmpty ? "" : "\n" + text + remark
    }
  }
}
