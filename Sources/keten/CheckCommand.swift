import CommandLineTool
import DMN
import KetenInterchange
import KetenLanguage
import KetenSource

private let format = Option(
  "format", short: "f",
  value: ArgumentValue(name: "format", kind: .choice(["human", "json", "sarif", "github", "junit"])),
  help: "how findings are shown")
private let output = Option(
  "output", short: "o", value: ArgumentValue(name: "file", kind: .file(endings: [])),
  help: "writes the findings to a file instead of standard output")
private let fix = Option("fix", help: "makes the mends that are certain, then reports what is left")
private let noProofs = Option("no-proofs", help: "leaves out the proofs, for a quick look")
private let budget = Option(
  "budget", value: ArgumentValue(name: "states", kind: .text),
  help: "how many states a proof may look at before it gives up (\(ProofBudget().states) by default)")
private let warningsAsErrors = Option("warnings-as-errors", help: "lets warnings fail the check too")
private let config = Option(
  "config", value: ArgumentValue(name: "file", kind: .file(endings: [".xml"])),
  help: "how the project is checked, in place of the nearest \(ProjectConfiguration.fileName)")
private let noConfig = Option("no-config", help: "looks for no \(ProjectConfiguration.fileName)")
private let updateBaseline = Option(
  "update-baseline", help: "writes what is found into the baseline of the project, so that only new findings are shown")
private let color = Option(
  "color", value: ArgumentValue(name: "when", kind: .choice(["auto", "always", "never"])),
  help: "colours findings for people")

let checkVerb = Verb(
  name: "check", summary: "finds faults in chains and decisions, and proves chains sound",
  discussion: [
    "Findings go to standard output, in order of file and place; a summary for people goes to standard error.",
    "A project says in \(ProjectConfiguration.fileName) what its findings weigh and which are known.",
    "Exit status: 0 without errors, 1 with errors, 2 on wrong usage or trouble with files.",
  ],
  operand: Operand(
    value: ArgumentValue(name: "file", kind: .file(endings: FileKind.allCases.map(\.rawValue))), count: .oneOrMore,
    help: "chain, scenario, DMN and BPMN files, DCR graphs, folders to search for them, or - for standard input"),
  options: [format, output, fix, noProofs, budget, warningsAsErrors, config, noConfig, updateBaseline, color]
) { arguments, console in
  var scenarios = ScenarioRun()
  return try checkFiles(arguments, console) { file, options in
    if isProject(file) {
      return ProjectConfiguration.read(file, files: filesBeside(file.path)).diagnostics
    }
    switch FileKind.allCases.first(where: { file.path.hasSuffix($0.rawValue) }) {
    case .scenario: return scenarios.check(file)
    case .decisions: return DecisionModel.check(file, imports: modelFinder(beside: file.path))
    case .procedures: return checkProcedures(file, options: options)
    case nil where isGraph(file): return compileDCR(file, options: options).diagnostics
    case .chain, nil:
      var options = options
      options.readBeside(file.path)
      let compilation = compile(file, options: options)
      return compilation.diagnostics + compilation.styleFindings()
    }
  }
}

/// Checks the files of a command line with what finds faults in one file.
func checkFiles(
  _ arguments: Arguments, _ console: Console, diagnose: (SourceFile, CompileOptions) -> [Diagnostic]
) throws -> ExitCode {
  if arguments.has(fix), arguments.operands.contains(standardInput) {
    throw UsageError.other("--fix cannot change standard input")
  }
  var options = CompileOptions()
  options.prove = !arguments.has(noProofs)
  if let states = arguments.value(budget) { options.budget = try readBudget(states) }
  let projects = Projects(try projectChoice(arguments), makesBaseline: arguments.has(updateBaseline))
  let paths = try findFiles(arguments.operands, kinds: FileKind.allCases)
  var files: [SourceFile] = []
  for path in paths where arguments.operands.contains(path) || !projects.skips(path) {
    files.append(try readSource(path))
  }
  var findings: [Diagnostic] = []
  for index in files.indices {
    func look(_ file: SourceFile) -> [Diagnostic] { projects.weigh(diagnose(file, options)) }
    if arguments.has(fix) {
      let (file, left) = try mended(files[index], diagnose: look)
      files[index] = file
      findings += left
    } else {
      findings += look(files[index])
    }
  }
  let settled = try projects.settle(findings.ordered(), files)
  findings = (settled.left + projects.diagnostics).ordered()
  if arguments.has(warningsAsErrors) {
    for index in findings.indices where findings[index].severity == .warning { findings[index].severity = .error }
  }
  try show(findings, known: settled.known, files, arguments, console)
  return findings.hasErrors ? .findings : .fine
}

private func isProject(_ file: SourceFile) -> Bool {
  file.path == ProjectConfiguration.fileName || file.path.hasSuffix("/" + ProjectConfiguration.fileName)
}

private func projectChoice(_ arguments: Arguments) throws -> Projects.Choice {
  if arguments.has(config), arguments.has(noConfig) {
    throw UsageError.other("--config and --no-config exclude each other")
  }
  if let path = arguments.value(config) { return .file(try readSource(path)) }
  return arguments.has(noConfig) ? .none : .nearest
}

/// A budget of so many states, with as many examinations a state as by default.
private func readBudget(_ text: String) throws(UsageError) -> ProofBudget {
  guard let states = Int(text), (1...1_000_000_000).contains(states) else {
    throw .other("cannot read the budget '\(text)': write a number of states, as 1000000")
  }
  var result = ProofBudget(states: states)
  result.examinations = result.examinations / ProofBudget().states * states
  return result
}

/// Applies the certain mends until none is left, and writes the file when it changed; gives what is left.
///
/// At most 10 rounds: mends that undo each other must not run for ever.
private func mended(
  _ original: SourceFile, diagnose: (SourceFile) -> [Diagnostic]
) throws -> (file: SourceFile, findings: [Diagnostic]) {
  var file = original
  var findings = diagnose(file).ordered()
  for _ in 0..<10 {
    let bytes = applyFixIts(findings, to: file)
    if bytes == file.bytes { break }
    file = SourceFile(path: file.path, bytes: bytes)
    findings = diagnose(file).ordered()
  }
  if file.bytes != original.bytes { try writeFile(file.bytes, to: file.path) }
  return (file, findings)
}

private func show(
  _ findings: [Diagnostic], known: Int, _ files: [SourceFile], _ arguments: Arguments, _ console: Console
) throws {
  let path = arguments.value(output)
  let text: String
  switch arguments.value(format) {
  case "json": text = renderJSON(findings)
  case "sarif": text = renderSARIF(findings, version: ketenVersion, rules: allCodes)
  case "github": text = renderGitHub(findings)
  case "junit": text = renderJUnit(findings, files: files)
  default:
    let choice = arguments.value(color)
    text = renderHuman(findings, color: path == nil || choice == "always" ? console.usesColor(choice) : false)
  }
  if let path { try writeFile(Array(text.utf8), to: path) } else { console.write(text) }
  if arguments.value(format) == "human" {
    let baseline = known == 0 ? "" : ", and \(known) in the baseline"
    console.writeError(summary(of: findings, fileCount: files.count) + baseline + "\n")
  }
}
