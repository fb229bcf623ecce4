import CommandLineTool
import KetenLanguage
import KetenMachine
import KetenSource

let dumpVerb = Verb(
  name: "dump", summary: "shows the machine that a chain compiles to",
  operand: Operand(
    value: ArgumentValue(name: "chain", kind: .file(endings: [FileKind.chain.rawValue, FileKind.procedures.rawValue])),
    count: .one,
    help: "the chain or BPMN file to compile, or - for standard input"),
  run: dump)

@Sendable
private func dump(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
  var options = CompileOptions()
  options.prove = false
  options.readBeside(arguments.operands[0])
  let file = try readSource(arguments.operands[0])
  let (compilation, found) = compileFile(file, options: options)
  guard let machine = compilation?.machine else {
    let findings = found.ordered()
    console.writeError(renderHuman(findings, color: false))
    console.writeError(summary(of: findings, fileCount: 1) + "\n")
    return .findings
  }
  console.write(machine.dump())
  return .fine
}
