import CommandLineTool
import KetenSource

private let json = Option("json", help: "prints one JSON line for each group instead of a table")
private let failures = Option("failures", help: "also prints each case that fails, with what was expected")

/// The whole tool: it runs the suites of others against this implementation.
let conformanceVerb = Verb(
  name: "keten-conformance", summary: "runs outside test suites, and says how many of their cases pass",
  discussion: [
    "A suite is a folder with the cases of others in it: betsy, bpmn-analyzer, bpmnlint, bpmnspector, dcr, dmn-tck, miwg, "
      + "nl-holidays, token-simulation. What a suite expects is data; a suite that has no runner is named and not counted.",
    "Exit status: 0 when every case passes, 1 when one fails, 2 when there is none, on wrong usage or trouble with files.",
  ],
  operand: Operand(
    value: ArgumentValue(name: "folder", kind: .file(endings: [])), count: .oneOrMore,
    help: "a suite, or a folder that holds suites"),
  options: [json, failures], run: runSuites)

@Sendable
private func runSuites(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
  var all = Tally()
  for folder in try arguments.operands.flatMap({ try suiteFolders($0) }) {
    let name = suiteName(folder)
    guard let runner = suiteRunners[name] else {
      console.writeError("\(name): not supported\n")
      continue
    }
    let result = SuiteResult(name: name, groups: try runner(folder))
    all += result.tally
    console.write(arguments.has(json) ? result.jsonLines : result.table)
    if arguments.has(failures) {
      let text = result.failuresText
      if arguments.has(json) { console.writeError(text) } else { console.write(text) }
    }
  }
  if !arguments.has(json) { console.write("\(all.text) in all\n") }
  guard all.total > 0 else { return .trouble }
  return all.passed == all.total ? .fine : .findings
}

// MARK: Suites

/// What runs a suite, by the name of its folder: the groups of the suite with what came of their cases.
let suiteRunners: [String: @Sendable (_ folder: String) throws -> [GroupResult]] = [
  "betsy": runScriptSuite, "bpmn-analyzer": runAnalyzerSuite, "bpmnlint": runStyleSuite,
  "bpmnspector": runConstraintSuite, "dcr": runGraphSuite, "dmn-tck": runDMNSuite, "miwg": runImportSuite,
  "nl-holidays": runHolidaySuite, "token-simulation": runSimulationSuite,
]

/// The suites below a folder: itself when it is one that can be run, else the folders in it.
private func suiteFolders(_ path: String) throws(FileError) -> [String] {
  if suiteRunners[suiteName(path)] != nil { return [path] }
  let folders = try subfolders(of: path)
  // A suite without a runner holds folders too, but none that is a suite: then it is named itself.
  return folders.isEmpty || !folders.contains { suiteRunners[suiteName($0)] != nil } ? [path] : folders
}

/// The last part of a path.
private func suiteName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
