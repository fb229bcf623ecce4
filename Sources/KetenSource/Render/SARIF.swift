/// Findings as a SARIF 2.1.0 log of one run.
///
/// `rules` may list every code the tool knows; codes that occur are added. Places are told twice, as the standard allows:
/// in lines and columns of UTF-16 units, and in bytes.
package func renderSARIF(_ diagnostics: [Diagnostic], version: String, rules: [DiagnosticCode] = []) -> String {
  let codes = Set(rules + diagnostics.map(\.code)).sorted { ($0.id, $0.name) < ($1.id, $1.name) }
  let indices = Dictionary(codes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  let driver: JSONValue = [
    "name": "Keten",
    "semanticVersion": .string(version),
    "rules": .array(codes.map(rule)),
  ]
  let run: JSONValue = [
    "tool": ["driver": driver],
    "columnKind": "utf16CodeUnits",
    "results": .array(diagnostics.map { result($0, ruleIndex: indices[$0.code] ?? -1) }),
  ]
  let log: JSONValue = [
    "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    "version": "2.1.0",
    "runs": [run],
  ]
  return log.pretty()
}

private func rule(_ code: DiagnosticCode) -> JSONValue {
  let words = String(code.name.map { $0 == "-" ? " " : $0 })
  return [
    "id": .string(code.id),
    "name": .string(code.name),
    "shortDescription": ["text": .string(words)],
    "defaultConfiguration": ["level": .string(code.severity.rawValue)],
  ]
}

private func result(_ diagnostic: Diagnostic, ruleIndex: Int) -> JSONValue {
  let steps = diagnostic.notes.filter(\.isStep)
  let places = diagnostic.notes.filter { !$0.isStep }
  return .members([
    "ruleId": .string(diagnostic.code.id),
    "ruleIndex": .integer(ruleIndex),
    "level": .string(diagnostic.severity.rawValue),
    "message": message(diagnostic.message),
    "locations": [location(diagnostic.range, in: diagnostic.file, text: nil)],
    "relatedLocations": places.isEmpty
      ? nil : .array(places.map { location($0.range, in: $0.file, text: $0.message) }),
    "codeFlows": steps.isEmpty ? nil : [codeFlow(steps)],
    "fixes": diagnostic.fixIts.isEmpty ? nil : .array(diagnostic.fixIts.map { fix($0, in: diagnostic.file) }),
  ])
}

/// The run that shows a finding: one thread, for a case is worked in one order of steps.
private func codeFlow(_ steps: [Diagnostic.Note]) -> JSONValue {
  let locations = steps.map { step -> JSONValue in
    ["location": location(step.range, in: step.file, text: step.message)]
  }
  return ["threadFlows": [["locations": .array(locations)]]]
}

private func fix(_ fixIt: Diagnostic.FixIt, in file: SourceFile) -> JSONValue {
  let replacements = fixIt.edits.map { edit -> JSONValue in
    .members([
      "deletedRegion": region(edit.range, in: file),
      "insertedContent": edit.replacement.isEmpty ? nil : ["text": .string(edit.replacement)],
    ])
  }
  let change: JSONValue = ["artifactLocation": artifactLocation(file), "replacements": .array(replacements)]
  return ["description": message(fixIt.message), "artifactChanges": [change]]
}

/// A message; the standard gives braces a meaning of their own, so literal ones are doubled.
private func message(_ text: String) -> JSONValue {
  let literal = text.flatMap { $0 == "{" || $0 == "}" ? [$0, $0] : [$0] }
  return ["text": .string(String(literal))]
}

// MARK: Places

private func location(_ range: SourceRange?, in file: SourceFile, text: String?) -> JSONValue {
  let place = JSONValue.members([
    "artifactLocation": artifactLocation(file), "region": range.map { region($0, in: file) },
  ])
  return .members(["physicalLocation": place, "message": text.map(message)])
}

private func region(_ range: SourceRange, in file: SourceFile) -> JSONValue {
  let start = place(of: range.start, in: file)
  let end = place(of: range.end, in: file)
  return [
    "startLine": .integer(start.line),
    "startColumn": .integer(start.column),
    "endLine": .integer(end.line),
    "endColumn": .integer(end.column),
    "byteOffset": .integer(range.start),
    "byteLength": .integer(range.end - range.start),
  ]
}

/// The line and UTF-16 column of an offset.
///
/// After a line end that closes the file the standard knows no further line: the place is the end of the last one, its
/// line end included.
private func place(of offset: Int, in file: SourceFile) -> (line: Int, column: Int) {
  let position = file.position(of: offset)
  if position.line > 1, position.line == file.lineStarts.count, file.lineStarts.last == file.bytes.count {
    let before = file.position(of: file.bytes.count - 1)
    return (before.line, before.utf16Column + 1)
  }
  return (position.line, position.utf16Column)
}

private func artifactLocation(_ file: SourceFile) -> JSONValue { ["uri": .string(uriReference(file.path))] }

/// A path as a URI reference: relative as it was given, absolute as a `file` URI, with all else percent-encoded.
func uriReference(_ path: String) -> String {
  var bytes = Array(path.utf8)[...]
  while bytes.starts(with: [UInt8(ascii: "."), UInt8(ascii: "/")]) { bytes = bytes.dropFirst(2) }
  var result = bytes.first == UInt8(ascii: "/") ? "file://" : ""
  for byte in bytes {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      result.unicodeScalars.append(Unicode.Scalar(byte))
    default: result += "%" + hexadecimal(UInt32(byte), digits: 2)
    }
  }
  return result
}
