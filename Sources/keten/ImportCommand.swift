import CommandLineTool
import KetenInterchange
import KetenSource

private let output = Option(
  "output", short: "o", value: ArgumentValue(name: "file", kind: .file(endings: [FileKind.chain.rawValue])),
  help: "writes the chain to a file instead of standard output")
private let color = Option(
  "color", value: ArgumentValue(name: "when", kind: .choice(["auto", "always", "never"])),
  help: "colours findings for people")

let importVerb = Verb(
  name: "import", summary: "turns a BPMN 2.0 file into a chain",
  discussion: [
    "The chain goes to standard output. What is not in it, or is there in another form, is told on standard error, each "
      + "at its place in the file.",
    "Exit status: 0 when there is a chain, 1 when the file cannot be read as BPMN, 2 on wrong usage or trouble with files.",
  ],
  operand: Operand(
    value: ArgumentValue(name: "file", kind: .file(endings: [FileKind.procedures.rawValue])), count: .one,
    help: "the BPMN file, or - for standard input"),
  options: [output, color]
) { arguments, console in
  let file = try readSource(arguments.operands[0])
  let (imported, faults) = importBPMN(file, imports: procedureFinder(beside: file.path))
  let findings = (faults + (imported?.diagnostics ?? [])).ordered()
  console.writeError(renderHuman(findings, color: console.usesColor(arguments.value(color))))
  guard let imported else { return .findings }
  if let path = arguments.value(output) {
    try writeFile(imported.chain.bytes, to: path)
  } else {
    console.write(imported.chain.text(SourceRange(0, imported.chain.bytes.count)))
  }
  return .fine
}
