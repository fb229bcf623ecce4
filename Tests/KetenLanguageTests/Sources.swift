import KetenSource
import KetenXML
import Testing

/// The range of a part of a source, the first or a later one.
func range(of part: String, in source: String, skipping: Int = 0) -> SourceRange {
  let bytes = Array(source.utf8)
  let wanted = Array(part.utf8)
  var skipping = skipping
  for start in 0...max(0, bytes.count - wanted.count) where bytes[start...].starts(with: wanted) {
    if skipping == 0 { return SourceRange(start, start + wanted.count) }
    skipping -= 1
  }
  Issue.record("«\(part)» does not stand in the source")
  return SourceRange(0, 0)
}

/// Reads a source that must be sound.
func soundTree(_ source: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> SyntaxTree {
  let (tree, diagnostics) = readXML(SourceFile(path: "a.xml", text: source))
  #expect(diagnostics.map(\.message) == [], sourceLocation: sourceLocation)
  return try #require(tree, sourceLocation: sourceLocation)
}

/// Findings as code, quoted place and message.
func summary(_ diagnostics: [Diagnostic]) -> [String] {
  diagnostics.map { "\($0.code.id) \($0.range.start)–\($0.range.end) «\($0.file.text($0.range))»: \($0.message)" }
}
