import CommandLineTool
import KetenInterchange
import KetenLanguage
import KetenSource

private let format = Option(
  "format", short: "f", value: ArgumentValue(name: "format", kind: .choice(["bpmn"])), help: "what is written")
private let output = Option(
  "output", short: "o", value: ArgumentValue(name: "file", kind: .file(endings: [FileKind.procedures.rawValue])),
  help: "writes to a file instead of standard output")

let exportVerb = Verb(
  name: "export", summary: "writes a chain as BPMN 2.0, with a drawing",
  discussion: [
    "What BPMN has no word for stands in extension elements, so that importing the file gives the same chain.",
    "Exit status: 0 when it was written, 1 when the chain has errors, 2 on wrong usage or trouble with files.",
  ],
  operand: Operand(
    value: ArgumentValue(name: "chain", kind: .file(endings: [FileKind.chain.rawValue])), count: .one,
    help: "the chain to write, or - for standard input"),
  options: [format, output],
  run: export)

@Sendable
private func export(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
  var options = CompileOptions()
  options.readBeside(arguments.operands[0])
  let (text, findings) = exportBPMN(try readSource(arguments.operands[0]), options: options)
  guard let text else {
    console.writeError(renderHuman(findings.ordered(), color: false))
    console.writeError(summary(of: findings, fileCount: 1) + "\n")
    return .findings
  }
  if let path = arguments.value(output) {
    try writeFile(Array(text.utf8), to: path)
  } else {
    console.write(text)
  }
  return .fine
}
