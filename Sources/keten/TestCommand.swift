private let format = Option(
  "format", short: "f", value: Value(name: "format", kind: .choice(["human", "junit", "json"])),
  help: "how results are shown")
private let coverage = Option(
  "coverage", help: "also reports the flows, relations, table rows and terms that no scenario touched")

let testVerb = Verb(
  name: "test", summary: "runs scenarios and says what differs",
  operand: Operand(
    value: Value(name: "file", kind: .file(endings: [FileKind.scenario.rawValue])), count: .oneOrMore,
    help: "scenario files, or folders to search for them"),
  options: [format, coverage], run: test)

@Sendable
private func test(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
  throw UsageError.other("'test' is not there yet")
}
