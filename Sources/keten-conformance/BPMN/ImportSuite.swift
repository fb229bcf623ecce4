import BPMN
import CommandLineTool
import KetenSource

/// Runs the suite on interchange: every element of every file is in the model, or a finding is about it.
///
/// The kind `elements` counts elements, so that one that is lost shows; the kind `files` counts files without an error.
@Sendable
func runImportSuite(_ folder: String) throws -> [GroupResult] {
  try findFiles([folder], endings: [".bpmn"]).flatMap { path -> [GroupResult] in
    let name = path.split(separator: "/").last.map(String.init) ?? path
    var elements = GroupResult(name, kind: "elements in the model or reported")
    var files = GroupResult(name, kind: "files without an error")
    let source = try readSource(path)
    let (model, diagnostics) = BPMNModel.read(source, imports: importFinder(beside: path))
    if let model {
      let account = BPMNAccount(model, diagnostics)
      elements.tally = Tally(passed: account.inModel + account.reported, total: account.elements)
      if !account.lost.isEmpty {
        elements.failures = [
          Failure(name: name, expected: "every element", actual: "lost: \(account.lost.joined(separator: ", "))")
        ]
      }
    }
    let errors = BPMNModel.check(source, style: [], imports: importFinder(beside: path))
      .filter { $0.severity == .error }
    files.add(errors.isEmpty ? nil : Failure(name: "\(name) errors", expected: "no error", actual: errors.summary))
    return [elements, files]
  }
}
