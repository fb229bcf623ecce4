import KetenSource

@testable import KetenLanguage

/// What is wrong with a scenario, read and played on a chain.
func playFindings(_ text: String, _ chain: String) -> [Diagnostic] {
  let compilation = compile(SourceFile(path: "wmo.chain.xml", text: chain))
  let (scenario, faults) = loadScenario(SourceFile(path: "voorbeeld.scenario.xml", text: text))
  guard let scenario, !faults.hasErrors, let machine = compilation.machine else {
    return compilation.diagnostics + faults
  }
  // Reading files is the command line's affair: here there is one chain.
  guard scenario.chain.text == "wmo.chain.xml" else {
    return [Diagnostic(.scenarioChainMissing, at: scenario.chain.range, in: scenario.file, "no such file")]
  }
  return compilation.diagnostics + faults + play(scenario, on: machine).findings
}
