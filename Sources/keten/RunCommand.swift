private let scenario = Option(
  "scenario", value: Value(name: "file", kind: .file(endings: [FileKind.scenario.rawValue])),
  help: "plays the steps of a scenario first")
private let party = Option(
  "as", value: Value(name: "party", kind: .text), help: "acts as this party; without it, as any party of a step")
private let time = Option(
  "at", value: Value(name: "time", kind: .text), help: "starts the clock at this time, as 2026-03-02T09:00:00+01:00")

let runVerb = Verb(
  name: "run", summary: "plays a case in memory: what is open, for whom, until when, and why not",
  operand: Operand(
    value: Value(name: "chain", kind: .file(endings: [FileKind.chain.rawValue])), count: .one, help: "the chain to play"
  ),
  options: [scenario, party, time], run: run)

@Sendable
private func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
  throw UsageError.other("'run' is not there yet")
}
