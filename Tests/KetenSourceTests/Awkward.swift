@testable import KetenSource

/// Findings on sources that break careless renderers: quotes, markup, line ends, emoji, tabs, control characters.
enum Awkward {
  static let unknown = DiagnosticCode("K106", "unknown-element")
  static let unused = DiagnosticCode("K203", "unused-name", .warning)
  static let deadEnd = DiagnosticCode("K503", "dead-end")
  static let title = DiagnosticCode("K901", "title", .note)

  /// Starts with a byte order mark, ends lines in both ways, ends in a line end.
  static let file = SourceFile(
    path: "ketens/a b&ü:1.chain.xml",
    text:
      "\u{FEFF}<chain>\r\n\t<stepp id=\"é👩‍👩‍👧日本\" by='x'/>\r\n  <a\n    b=\"1\"\n    c=\"2\"\n    d=\"\u{1B}[2J\"\n  />\n</chain>\n"
  )

  static let empty = SourceFile(path: "empty.chain.xml", bytes: [])

  static func range(_ text: String, in file: SourceFile = Awkward.file) -> SourceRange {
    let bytes = Array(text.utf8)
    for start in 0...max(0, file.bytes.count - bytes.count) where file.bytes[start...].starts(with: bytes) {
      return SourceRange(start, start + bytes.count)
    }
    preconditionFailure("'\(text)' is not in \(file.path)")
  }

  static let misspelt = Diagnostic(
    unknown, at: range("stepp"), in: file, "unknown element 'stepp': did you mean \"step\" & <b>100%</b>,\nreally",
    notes: [
      Diagnostic.Note("the list of steps", at: nil, in: file),
      Diagnostic.Note("needed by this", at: range("日本"), in: file),
    ],
    fixIts: [
      Diagnostic.FixIt("replace by 'step'", [Diagnostic.Edit(range("stepp"), "step")]),
      Diagnostic.FixIt("remove the quotes", [Diagnostic.Edit(range("'x'"), "\"x\""), Diagnostic.Edit(range("é"), "")]),
    ])

  static let long = Diagnostic(
    unused, at: SourceRange(range("<a\n").start, range("/>\n</").start + 2), in: file, "element 'a' is never used",
    fixIts: [
      Diagnostic.FixIt(
        "remove it", [Diagnostic.Edit(SourceRange(range("  <a").start, range("</chain>").start), "")])
    ])

  static let run = Diagnostic(
    deadEnd, at: range("b=\"1\""), in: file, "after this run nothing can happen: {a: 1}",
    notes: [
      Diagnostic.Note("first 'a'", at: range("<chain>"), in: file, isStep: true),
      Diagnostic.Note("then 'b'", at: range("\u{1B}[2J"), in: file, isStep: true),
    ])

  static let atEnd = Diagnostic(
    title, at: SourceRange(file.bytes.count, file.bytes.count), in: file, "the file ends here",
    fixIts: [
      Diagnostic.FixIt(
        "add a comment", [Diagnostic.Edit(SourceRange(file.bytes.count, file.bytes.count), "<!-- end -->\n")])
    ])

  static let nothing = Diagnostic(unknown, at: SourceRange(0, 0), in: empty, "the file is empty")

  static let all = [misspelt, long, run, atEnd, nothing]
}
