import BPMN
import CommandLineTool
import KetenSource

/// The entries of the `expected.json` of a suite: an array, or an object with an array under a name.
func readEntries(_ folder: String, under name: String? = nil) throws -> [JSONValue] {
  let file = try readSource("\(folder)/expected.json")
  let json = try JSONValue(json: file.bytes)
  guard case .array(let entries)? = name.map({ json[$0] }) ?? json else {
    throw CaseError("\(file.path): expected an array\(name.map { " under '\($0)'" } ?? "")")
  }
  return entries
}

/// The files that another imports, found beside it as its import says.
func importFinder(beside path: String) -> BPMNModel.Finder {
  let files = filesBeside(path)
  return { _, location in location.flatMap(files) }
}

extension JSONValue {
  var entryText: String? { if case .string(let text) = self { text } else { nil } }

  /// The text under a name, which must be there.
  func entryText(_ name: String) throws(CaseError) -> String {
    guard let text = self[name]?.entryText else { throw CaseError("'\(name)' is no string") }
    return text
  }
}

extension Diagnostic {
  /// A finding on one line, for the list of failures.
  var summary: String {
    let place = file.position(of: range.start)
    return "\(code.id) at \(place.line):\(place.column): \(message)"
  }
}

extension Array where Element == Diagnostic {
  /// The findings on one line, or that there are none; of many the first three.
  var summary: String {
    if isEmpty { return "no finding" }
    return prefix(3).map(\.summary).joined(separator: "; ") + (count > 3 ? "; and \(count - 3) more" : "")
  }
}
