import BPMN
import CommandLineTool
import KetenInterchange
import KetenSource

/// Runs the suite on interchange: every element and attribute of every file is imported into the chain or
/// reported at its place.
///
/// The kinds `elements` and `attributes` count those, so that one that is lost shows; drawings are neither. The kind `files` counts files without an error.
@Sendable
func runImportSuite(_ folder: String) throws -> [GroupResult] {
  try findFiles([folder], endings: [".bpmn"]).flatMap { path -> [GroupResult] in
    let name = path.split(separator: "/").last.map(String.init) ?? path
    var elements = GroupResult(name, kind: "elements imported or reported")
    var files = GroupResult(name, kind: "files without an error")
    let source = try readSource(path)
    var attributes = GroupResult(name, kind: "attributes imported or reported")
    if let imported = importBPMN(source, imports: importFinder(beside: path)).imported {
      let account = imported.account
      elements.count(account.elements, account.lost.filter { !$0.contains("@") })
      attributes.count(account.attributes, account.lost.filter { $0.contains("@") })
    }
    let errors = BPMNModel.check(source, style: [], imports: importFinder(beside: path))
      .filter { $0.severity == .error }
    files.add(errors.isEmpty ? nil : Failure(name: "\(name) errors", expected: "no error", actual: errors.summary))
    return [elements, attributes, files]
  }
}

extension GroupResult {
  fileprivate mutating func count(_ count: ImportAccount.Count, _ lost: [String]) {
    tally = Tally(passed: count.imported + count.reported, total: count.total)
    if lost.isEmpty { return }
    failures = [Failure(name: "\(name) \(kind)", expected: "all", actual: "lost: \(lost.joined(separator: ", "))")]
  }
}
