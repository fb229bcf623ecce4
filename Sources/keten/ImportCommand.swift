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
  name: "import", summary: "turns a BPMN 2.0 file or a DCR graph into a chain",
  discussion: [
    "The chain goes to standard output. What is not in it, or is there in another form, is told on standard error, each "
      + "at its place in the file.",
    "Exit status: 0 when there is a chain, 1 when the file cannot be read, 2 on wrong usage or trouble with files.",
  ],
  operand: Operand(
    value: ArgumentValue(name: "file", kind: .file(endings: [FileKind.procedures.rawValue])), count: .one,
    help: "the BPMN file or DCR graph, or - for standard input"),
  options: [output, color]
) { arguments, console in
  let file = try readSource(arguments.operands[0])
  let (chain, findings) = importFile(file)
  console.writeError(renderHuman(findings.ordered(), color: console.usesColor(arguments.value(color))))
  guard let chain else { return .findings }
  if let path = arguments.value(output) {
    try writeFile(chain.bytes, to: path)
  } else {
    console.write(chain.text(SourceRange(0, chain.bytes.count)))
  }
  return .fine
}

/// The chain that a file becomes, nil when it becomes none, and all that was found on the way.
private func importFile(_ file: SourceFile) -> (chain: SourceFile?, findings: [Diagnostic]) {
  if isGraph(file) {
    let (imported, faults) = importDCR(file)
    return (imported?.chain, faults + (imported?.diagnostics ?? []))
  }
  let (imported, faults) = importBPMN(file, imports: procedureFinder(beside: file.path))
  return (imported?.chain, faults + (imported?.diagnostics ?? []))
}
