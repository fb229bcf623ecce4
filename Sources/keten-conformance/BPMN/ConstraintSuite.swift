import BPMN
import CommandLineTool
import KetenSource

/// Runs the suite on the constraints of BPMN: `expected.json` with files that keep and break each constraint.
///
/// A valid file passes when nothing in it is an error. An invalid one passes when the constraint that it breaks is found;
/// of a constraint that has no code in the table, when anything of the standard is found.
@Sendable
func runConstraintSuite(_ folder: String) throws -> [GroupResult] {
  var groups: [GroupResult] = []
  for entry in try readEntries(folder, under: "tests") {
    let isValid = entry["valid"] == true
    let constraint = try entry.entryText("constraint")
    let level = entry["level"]?.entryText ?? "other"
    let path = try entry.entryText("file")
    let name = "\(level)/\(constraint)"
    let kind = isValid ? "valid" : "invalid"
    let index = groups.firstIndex { $0.name == name && $0.kind == kind }
    if index == nil { groups.append(GroupResult(name, kind: kind)) }
    groups[index ?? groups.count - 1].add(try failure(of: "\(folder)/\(path)", path, constraint, isValid))
  }
  return groups
}

private func failure(
  of file: String, _ name: String, _ constraint: String, _ isValid: Bool
) throws(FileError) -> Failure? {
  let findings = BPMNModel.check(try readSource(file), style: [], imports: importFinder(beside: file))
  let errors = findings.filter { $0.severity == .error }
  if isValid {
    return errors.isEmpty ? nil : Failure(name: name, expected: "no error", actual: errors.summary)
  }
  let codes = constraintCodes[constraint]
  if let codes {
    // A rule that is a must of the standard may be a warning here.
    if findings.contains(where: { codes.contains($0.code.id) }) { return nil }
  } else if errors.contains(where: { $0.code.id.hasPrefix("K7") }) {
    return nil
  }
  return Failure(
    name: name, expected: "\(constraint)\(codes.map { " as \($0.joined(separator: " or "))" } ?? "")",
    actual: findings.summary)
}
