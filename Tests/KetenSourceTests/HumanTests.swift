import Testing

@testable import KetenSource

struct HumanTests {
  @Test func `shows place, line, exact range, notes and mends`() {
    let expected = #"""
      ketens/a b&ü:1.chain.xml:2:3: error: unknown element 'stepp': did you mean "step" & <b>100%</b>,␊really [K106 unknown-element]
       2 |     <stepp id="é👩‍👩‍👧日本" by='x'/>
         |      ^^^^^
        note: the list of steps
        ketens/a b&ü:1.chain.xml:2:19: note: needed by this
         2 |     <stepp id="é👩‍👩‍👧日本" by='x'/>
           |                   ~~~~
        help: replace by 'step'
         2 |     <step id="é👩‍👩‍👧日本" by='x'/>
           |      ++++
        help: remove the quotes
         2 |     <stepp id="👩‍👩‍👧日本" by="x"/>
           |                ^          +++

      ketens/a b&ü:1.chain.xml:3:3: warning: element 'a' is never used [K203 unused-name]
         3 |   <a
           |   ^^
       ...
         7 |   />
           |   ^^
        help: remove it

      ketens/a b&ü:1.chain.xml:4:5: error: after this run nothing can happen: {a: 1} [K503 dead-end]
       4 |     b="1"
         |     ^^^^^
        ketens/a b&ü:1.chain.xml:1:1: note: first 'a'
         1 | <chain>
           | ~~~~~~~
        ketens/a b&ü:1.chain.xml:6:8: note: then 'b'
         6 |     d="␛[2J"
           |        ~~~~

      ketens/a b&ü:1.chain.xml:9:1: note: the file ends here [K901 title]
       9 |
         | ^
        help: add a comment
         9 | <!-- end -->
           | ++++++++++++

      empty.chain.xml:1:1: error: the file is empty [K106 unknown-element]
       1 |
         | ^

      """#
    expect(renderHuman(Awkward.all, color: false), is: expected)
  }

  @Test func `colours when asked`() {
    let colored = renderHuman([Awkward.long], color: true)
    #expect(colored.contains("\u{1B}[1;33mwarning:\u{1B}[0m \u{1B}[1melement 'a' is never used\u{1B}[0m"))
    #expect(withoutColors(colored) == renderHuman([Awkward.long], color: false))
  }

  @Test func `crops a long line around the range`() {
    let padding = String(repeating: "ab ", count: 100)
    let file = SourceFile(path: "long.chain.xml", text: padding + "<x/>" + padding)
    let finding = Diagnostic(Awkward.unknown, at: Awkward.range("<x/>", in: file), in: file, "too far")
    let lines = renderHuman([finding], color: false).split(separator: "\n")
    #expect(lines[1].count < 180)
    #expect(lines[1].hasPrefix(" 1 | …") && lines[1].hasSuffix("…"))
    let marks = zip(lines[1], lines[2]).filter { $0.1 == "^" }.map(\.0)
    #expect(String(marks) == "<x/>")
  }

  /// Marks at the begin, in the middle and at the end of a line of 8 MB; one takes most of it.
  @Test(arguments: [0, 4_000_000, 8_000_000]) func `a line of megabytes costs no more than what is shown`(before: Int) {
    let padding = { (bytes: Int) in String(repeating: "é", count: bytes / 2) }
    let file = SourceFile(path: "long.chain.xml", text: padding(before) + "<x/>" + padding(8_000_000 - before))
    let mark = SourceRange(before, before + 4)
    let clock = ContinuousClock()
    for range in [mark, SourceRange(before, file.bytes.count)] {
      var lines: [Snippet.Line] = []
      let time = clock.measure { lines = Snippet(file: file, ranges: [range], mark: "^").lines() }
      #expect(time < .seconds(2), "building a cell for each character takes far longer")
      #expect(lines.count == 1 && lines[0].text.count < 180)
      #expect(lines[0].text.hasPrefix("…") == (before > 0))
      #expect(lines[0].text.hasSuffix("…") == (before < 8_000_000))
      let marks = zip(lines[0].text, lines[0].marks).filter { $0.1 == "^" }.map(\.0)
      #expect(String(marks).hasPrefix("<x/>") && !lines[0].text.contains("\u{FFFD}"))
    }
  }

  @Test(arguments: [
    ([], 1, "no findings in 1 file"),
    ([Awkward.nothing], 1, "1 error in 1 file"),
    (Awkward.all, 3, "3 errors, 1 warning, 1 note in 3 files"),
  ])
  func `sums up`(_ findings: [Diagnostic], _ fileCount: Int, _ expected: String) {
    #expect(summary(of: findings, fileCount: fileCount) == expected)
  }

  @Test(arguments: [
    ("abc", 3), ("日本", 4), ("é", 1), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("❤\u{FE0F}", 2), ("\u{301}", 0), ("ｱ", 1), ("Ａ", 2),
  ])
  func `measures columns`(_ text: String, _ width: Int) {
    #expect(screenWidth(text) == width)
  }

  @Test func `makes control and direction characters visible`() {
    #expect(visible("a\u{1B}[0m\u{7F}\u{202E}b\u{85}") == "a␛[0m␡<U+202E>b<U+0085>")
  }

  private func withoutColors(_ text: String) -> String {
    text.split(separator: "\u{1B}[", omittingEmptySubsequences: false).enumerated().map { index, part in
      index == 0 ? String(part) : String(part.drop { $0 != "m" }.dropFirst())
    }.joined()
  }
}

/// Compares two texts by line, so that a difference shows itself.
func expect(_ text: String, is expected: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
  for (line, want) in zip(lines, wanted) where line != want {
    Issue.record("expected: \(want)\n     got: \(line)", sourceLocation: sourceLocation)
    return
  }
  #expect(lines.count == wanted.count, sourceLocation: sourceLocation)
}
