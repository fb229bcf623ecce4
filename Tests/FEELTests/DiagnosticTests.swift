import FEEL
import KetenSource
import Testing

/// A faulty expression with its place between « and », and the code and message it must get.
struct Finding: CustomTestStringConvertible {
  let marked: String
  let code: String
  let message: String

  /// Reads `expression → code message`.
  init(_ line: String) {
    let parts = line.split(separator: " → ", maxSplits: 1).map(String.init)
    marked = parts[0]
    let words = parts[1].split(separator: " ", maxSplits: 1).map(String.init)
    (code, message) = (words[0], words[1])
  }

  var testDescription: String { marked }
  var text: String { marked.replacingOccurrences(of: "«", with: "").replacingOccurrences(of: "»", with: "") }

  /// The marked bytes of the text without marks.
  var range: SourceRange {
    let bytes = Array(marked.utf8)
    let (open, close) = (Array("«".utf8), Array("»".utf8))
    let start = bytes.indices.first { bytes[$0...].starts(with: open) } ?? 0
    let end = bytes.indices.first { bytes[$0...].starts(with: close) } ?? 0
    return SourceRange(start, end - open.count)
  }

  static func table(_ lines: String) -> [Finding] { lines.split(separator: "\n").map { Finding(String($0)) } }
}

extension String {
  fileprivate func replacingOccurrences(of mark: Character, with text: String) -> String {
    split(separator: mark, omittingEmptySubsequences: false).joined(separator: text)
  }
}

@Suite struct DiagnosticTests {
  @Test(arguments: Finding.table(syntax)) func reportsSyntax(_ finding: Finding) { check(finding) }
  @Test(arguments: Finding.table(names)) func reportsNames(_ finding: Finding) { check(finding) }
  @Test(arguments: Finding.table(types)) func reportsTypes(_ finding: Finding) { check(finding) }
  @Test(arguments: Finding.table(literals)) func reportsLiterals(_ finding: Finding) { check(finding) }

  private func check(_ finding: Finding) {
    let (program, diagnostics) = compile(SourceText(finding.text), in: World.sample.environment)
    #expect((program == nil) == diagnostics.hasErrors)
    guard diagnostics.count == 1, let diagnostic = diagnostics.first else {
      Issue.record("\(diagnostics.map { "\($0.code.id) \($0.message)" })")
      return
    }
    #expect("\(diagnostic.code.id) \(diagnostic.message)" == "\(finding.code) \(finding.message)")
    #expect(diagnostic.range == finding.range, "\(diagnostic.file.text(diagnostic.range))")
  }

  static let syntax = """
    1 +«» → K301 expected a value, but found the end of the expression
    1 «2» → K301 expected the end of the expression, but found '2'
    (1 + 2«» → K301 expected ')' to end the parenthesis, but found the end of the expression
    1 < 2 «<» 3 → K301 comparisons do not chain; join two of them by 'and'
    leeftijd «==» 3 → K301 FEEL compares with a single '='
    «"»abc → K301 this string is not closed by '"'
    "a«\\u»12b" → K301 '\\u' is no escape; a backslash is written '\\\\'
    1 «/*» 2 → K301 this comment is not closed by '*/'
    1 «§» 2 → K301 '§' has no meaning in FEEL
    if toegekend then 1«» → K301 expected 'else' and a value for when the condition does not hold, but found the end of the expression
    1 between 2 «or» 3 → K301 expected 'and' between the two ends, but found 'or'
    toegekend and «and» afgewezen → K301 expected a value, but found 'and'
    {a: 1, «a»: 2} → K301 the context has 'a' already
    «?» > 3 → K301 '?' has a meaning in the cells of a decision table only
    «function(x) external {java: {}}» → K309 a function in another language than FEEL is not supported
    (function(x) x«» → K301 expected ')' to end the parenthesis, but found the end of the expression
    1 instance of function<number>«» → K301 expected '->' and the type of the result, but found the end of the expression
    1 instance of «list» → K301 'list' does not say what it is made of: write for example 'list<Any>'
    abs instance of «function» → K301 'function' does not say what it is made of: write for example 'function<Any> -> Any'
    1 instance of list<«context»> → K301 'context' does not say what it is made of: write for example 'context<name: Any>'
    {a: 1, «}» → K301 expected a name, but found '}'
    abs(1, «)» → K301 expected a value, but found ')'
    1 instance of «nummer» → K302 there is no type 'nummer'; did you mean 'number'?
    """

  static let names = """
    «leeftijt» > 3 → K302 nothing here is named 'leeftijt'; did you mean 'leeftijd'?
    «qqq» = 1 → K302 nothing here is named 'qqq'
    «kosten-per-jar» / 12 → K302 nothing here is named 'kosten-per-jar'; did you mean 'kosten-per-jaar'?
    plan - «onbekende» → K302 nothing here is named 'onbekende'; did you mean 'onbekend'?
    steps.«plan-indeinen».done → K302 'steps' has no 'plan-indeinen'; did you mean 'plan-indienen'?
    steps.«plan-x» → K302 'steps' has no 'plan-x'; did you mean 'plan'?
    steps.«year-end».done → K302 'steps' has no 'year-end'
    steps.plan-indienen.«klaar» → K302 'steps.plan-indienen' has no 'klaar'
    verslag.«titel» → K302 a document has no 'titel'; did you mean 'title'?
    kinderen.«leeftijt» → K302 a context<naam: string, leeftijd: number> has no 'leeftijt'; did you mean 'leeftijd'?
    leeftijd.«year» → K302 a number has no 'year'
    today.«hour» → K302 a date has no 'hour'
    «inkomen» > 3 → K304 'inkomen' is not readable here: task 'besluiten' does not read it
    «steps.plan» = 3 → K303 'steps.plan' is a group of names and has no value itself
    «contians»("a", "b") → K305 there is no function 'contians'; did you mean 'contains'?
    «no such thing»(1) → K305 there is no function 'no such thing'
    """

  static let types = """
    «leeftijd + "a"» → K303 '+' does not take a number and a string; 'string(…)' makes a text of a value
    «today + 1» → K303 '+' does not take a date and a number
    toegekend and «leeftijd» → K303 'and' needs a boolean, but this is a number
    if «naam» then 1 else 2 → K303 'if' needs a boolean, but this is a string
    -«naam» → K303 '-' needs a number or a duration, but this is a string
    string length(«leeftijd») → K303 'string' of 'string length' is a string, but this is a number
    not(«1») → K303 'negand' of 'not' is a boolean, but this is a number
    «contains("a")» → K306 these are not the arguments of 'contains'; it is 'contains(string, match)'
    «substring("abc", string: 2)» → K306 these are not the arguments of 'substring'; it is 'substring(string, start position, [length])'
    [«true»..2] → K303 a boolean has no order and cannot end a range
    [1..«"a"»] → K303 the range begins with a number and ends with a string
    kinderen[«"a"»] → K303 a filter is a boolean or a number, but this is a string
    for x in «3» return x → K303 an iterator needs a list or a range of numbers or dates, but this is a number
    «leeftijd = naam» → K308 comparing a number with a string is always null
    «now > today» → K308 comparing a date and time with a date is always null; 'date(…)' takes the day of a date and time
    «toegekend < afgewezen» → K308 a boolean has no order, so this is always null
    «leeftijd > null» → K308 '>' with null is always null
    «leeftijd + null» → K308 '+' on null is always null
    «1 < 2» → K308 this is always true, whatever the data
    leeftijd in («"a"», 2) → K308 comparing a number with a string is always null
    «1 / 0» → K308 this is always null: this divides by zero
    «substring("abc", 7)» → K308 this is always null: the result is out of range
    """

  static let literals = """
    duration(«"P2W"») → K307 'P2W' has weeks, which durations of FEEL do not have; write 'P14D'
    @«"P1W"» → K307 ?
    date(«"2026-02-30"») → K307 '2026-02-30' is not a date
    «date(2026, 2, 30)» → K307 this is not a date
    time(«"25:00:00"») → K307 '25:00:00' is not a time
    date and time(«"2026-01-01 12:00"») → K307 '2026-01-01 12:00' is not a date and time
    time(«"12:00:00@Nergens"») → K307 '12:00:00@Nergens' is not a time
    number(«"1,5"») → K307 '1,5' is not a number
    duration(«"14 dagen"») → K307 '14 dagen' is not a duration
    «1e9999» → K307 '1e9999' is too large for a number of FEEL
    """.replacing(
      "@«\"P1W\"» → K307 ?", with: "«@\"P1W\"» → K307 'P1W' has weeks, which durations of FEEL do not have; write 'P7D'"
    )

  @Test func offersFixIts() throws {
    let diagnostic = try #require(compile(SourceText(#"duration("P2W")"#), in: Environment()).diagnostics.first)
    let edit = try #require(diagnostic.fixIts.first?.edits.first)
    #expect(edit == Diagnostic.Edit(SourceRange(10, 13), "P14D"))
  }

  @Test func pointsIntoTheFile() throws {
    // As in an attribute: `&lt;` is one byte of the text and four of the file.
    let file = SourceFile(path: "a.xml", text: #"if="1 &lt; foo""#)
    let utf8 = Array("1 < foo".utf8)
    let text = SourceText(
      file: file, range: SourceRange(4, 14), utf8: utf8, offsets: [4, 5, 6, 10, 11, 12, 13, 14])
    let diagnostic = try #require(compile(text, in: Environment()).diagnostics.first)
    #expect(diagnostic.range == SourceRange(11, 14))
    #expect(file.text(diagnostic.range) == "foo")
  }

  @Test func reportsAllFindingsAtOnce() {
    let diagnostics = compile(SourceText("foo + 1 > bar and naam"), in: World.sample.environment).diagnostics
    #expect(diagnostics.map(\.code.id) == ["K302", "K302", "K303"])
  }

  @Test func checksTheExpectedType() {
    let environment = World.sample.environment
    func messages(_ text: String, _ type: ValueType) -> [String] {
      compile(SourceText(text), in: environment, expecting: type).diagnostics.map(\.message)
    }
    #expect(messages("leeftijd", .boolean) == ["expected a boolean, but this is a number"])
    #expect(messages("leeftijd", .list(.number)) == [])
    #expect(messages("kinderen", .list(.string)).count == 1)
    #expect(messages("wat dan ook", .boolean) == [])
    #expect(messages("null", .number) == [])
    #expect(messages("leeftijd", .any) == [])
  }

  @Test func limitsDepthAndLength() {
    let deep = String(repeating: "(", count: 5000) + "1" + String(repeating: ")", count: 5000)
    let minus = String(repeating: "-", count: 5000) + "1"
    let sum = Array(repeating: "1", count: 5000).joined(separator: " + ")
    let paths = "verslag" + String(repeating: ".a", count: 5000)
    let lists = String(repeating: "[", count: 5000)
    let ifs = String(repeating: "if true then 1 else ", count: 5000) + "1"
    let long = String(repeating: " ", count: 70_000) + "1"
    let types = "1 instance of " + String(repeating: "list<", count: 5000)
    for text in [deep, minus, sum, paths, lists, ifs, long, types] {
      #expect(compile(SourceText(text), in: World.sample.environment).diagnostics.map(\.code.id) == ["K310"])
    }
    let wide = Array(repeating: "toegekend", count: 3000).joined(separator: " and ")
    #expect(World.sample.value(of: wide) == .boolean(true))
    let nested = String(repeating: "(", count: 90) + "1" + String(repeating: ")", count: 90)
    #expect(World.sample.value(of: nested) == .number(Number(1)))
  }

  /// Parts that are shared again and again must not be written out.
  @Test func survivesDoubling() {
    func doubling(_ first: String, _ next: (String) -> String, _ last: (String) -> String) -> String {
      let steps = (1...60).map { "a\($0): \(next("a\($0 - 1)"))" }
      return "{" + (["a0: \(first)"] + steps + ["z: \(last("a60"))"]).joined(separator: ", ") + "}.z"
    }
    let world = World.sample
    #expect(world.value(of: doubling("\"xx\"", { "\($0) + \($0)" }, { $0 })) == .null)
    #expect(world.value(of: doubling("[1]", { "[\($0), \($0)]" }, { "string(\($0))" })) == .null)
    #expect(world.value(of: doubling("[1]", { "[\($0), \($0)]" }, { "flatten(\($0))" })) == .null)
    #expect(world.value(of: doubling("[1]", { "concatenate(\($0), \($0))" }, { $0 })) == .null)
    #expect(world.value(of: doubling("2", { "\($0) * \($0)" }, { $0 })) == .null)
    let types = doubling("{x: 1}", { "{x: \($0), y: \($0)}" }, { "[\($0), \($0)]" })
    #expect(compile(SourceText(types), in: world.environment).diagnostics.first?.code.id == "K310")
    let tests = String(repeating: "1 in (", count: 90) + "1..2" + String(repeating: "]..2", count: 90)
    #expect(compile(SourceText(tests), in: world.environment).program == nil)
  }

  @Test func needsAnExpression() {
    for text in ["", "  ", "// nothing"] {
      #expect(compile(SourceText(text), in: Environment()).diagnostics.map(\.code.id) == ["K301"])
    }
  }

  @Test func listsItsCodes() {
    let codes = DiagnosticCode.feelCodes
    #expect(codes.map(\.id) == (1...10).map { $0 < 10 ? "K30\($0)" : "K3\($0)" })
    #expect(Set(codes.map(\.name)).count == codes.count)
  }
}
