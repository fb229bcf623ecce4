import CommandLineTool
import KetenInterchange
import KetenLanguage
import KetenSource

/// Runs a folder of DCR graphs: each is brought into a chain with every element imported or reported, it runs, and the proof
/// comes to a verdict.
///
/// A verdict is a finding in the graph as well as none: only a proof that gives up is no verdict.
@Sendable
func runGraphSuite(_ folder: String) throws -> [GroupResult] {
  var elements = GroupResult("graphs", kind: "elements in the chain or reported")
  var runs = GroupResult("graphs", kind: "files that run")
  var verdicts = GroupResult("graphs", kind: "files with a verdict")
  for path in try findFiles([folder], endings: [".xml"]) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let source = try readSource(path)
    let result = compileDCR(source)
    if let account = result.imported?.account {
      let count = elementCount(source)
      elements.tally += Tally(passed: account.imported + account.reported, total: count)
      if account.imported + account.reported != count {
        elements.failures.append(
          Failure(name: name, expected: "\(count) elements", actual: "\(account.imported + account.reported)"))
      }
    }
    var options = CompileOptions()
    options.prove = false
    let machine = compileDCR(source, options: options).compilation?.machine
    let errors = result.diagnostics.filter { $0.severity == .error }
    runs.add(machine == nil ? Failure(name: name, expected: "a machine", actual: errors.summary) : nil)
    let isProven = result.compilation.map { compilation in
      machine != nil && !compilation.diagnostics.contains { $0.code.name == "not-proven" }
    }
    verdicts.add(
      isProven == true
        ? nil
        : Failure(
          name: name, expected: "a verdict", actual: result.diagnostics.filter { $0.code.name == "not-proven" }.summary)
    )
  }
  return [elements, runs, verdicts]
}

/// How many elements a file has: the start tags in it, since none of these files hides one in a comment or a section.
private func elementCount(_ file: SourceFile) -> Int {
  let bytes = file.bytes
  return bytes.indices.dropLast().count { at in
    bytes[at] == UInt8(ascii: "<")
      && ![UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "!")].contains(bytes[at + 1])
  }
}
