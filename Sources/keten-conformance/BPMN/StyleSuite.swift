import BPMN
import CommandLineTool
import KetenSource

/// Runs the suite on style: `expected.json` with what each rule reports, by the id of the element.
///
/// A file passes when the ids that the rule reports are those of the suite, no more and no fewer.
@Sendable
func runStyleSuite(_ folder: String) throws -> [GroupResult] {
  var groups: [GroupResult] = []
  for entry in try readEntries(folder) {
    let rule = try entry.entryText("rule")
    let kind = entry["valid"] == true ? "valid" : "invalid"
    let index = groups.firstIndex { $0.name == rule && $0.kind == kind }
    if index == nil { groups.append(GroupResult(rule, kind: kind)) }
    groups[index ?? groups.count - 1].add(try failure(of: entry, rule, in: folder))
  }
  return groups
}

private func failure(of entry: JSONValue, _ rule: String, in folder: String) throws -> Failure? {
  let name = try entry.entryText("file")
  let kind = entry["valid"] == true ? "valid" : "invalid"
  guard case .array(let reports)? = entry["reports"] else { throw CaseError("'reports' is no array") }
  let expected = Set(try reports.map { try $0.entryText("id") }).sorted()
  guard let codes = ruleCodes[rule] else {
    return Failure(name: "\(name) \(kind)", expected: expected.description, actual: "the rule has no code")
  }
  let path = "\(folder)/\(name)"
  let source = try readSource(path)
  guard let model = BPMNModel.read(source, imports: importFinder(beside: path)).model else {
    return Failure(name: "\(name) \(kind)", expected: expected.description, actual: "the file cannot be read")
  }
  let findings = (model.constraintFindings() + model.styleFindings()).filter { codes.contains($0.code.id) }
  let places = findings.flatMap { finding in
    [finding.range] + (pairRules.contains(rule) ? finding.notes.compactMap(\.range) : [])
  }
  let actual = Set(places.compactMap { model.shownID(at: $0) }).sorted()
  if actual == expected { return nil }
  return Failure(name: "\(name) \(kind)", expected: expected.description, actual: actual.description)
}
