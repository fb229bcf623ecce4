import CommandLineTool
import KetenLanguage
import KetenSource
import Testing

@testable import keten

struct CheckTests {
  private static let misspelt = DiagnosticCode("K106", "unknown-element")
  private static let untitled = DiagnosticCode("K901", "missing-title", .warning)
  private let folder = Folder()

  /// Finds every `stepp`, with its mend, and warns of `untitled`.
  private static func diagnose(_ file: SourceFile, _ options: CompileOptions) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for start in file.bytes.indices {
      if file.bytes[start...].starts(with: Array("stepp".utf8)) {
        let range = SourceRange(start, start + 5)
        let mend = Diagnostic.FixIt("replace by 'step'", [Diagnostic.Edit(range, "step")])
        findings.append(Diagnostic(misspelt, at: range, in: file, "unknown element 'stepp'", fixIts: [mend]))
      } else if file.bytes[start...].starts(with: Array("untitled".utf8)) {
        findings.append(Diagnostic(untitled, at: SourceRange(start, start + 8), in: file, "no title"))
      }
    }
    return findings
  }

  private func check(_ options: String..., paths: [String]? = nil, environment: [String: String] = [:]) throws
    -> Outcome
  {
    let arguments = try checkVerb.parse(options + (paths ?? [folder.path]))
    var failure: (any Error)?
    let outcome = captured(isTerminal: true, environment: environment) { console in
      do { return try checkFiles(arguments, console, diagnose: Self.diagnose) } catch { failure = error }
      return .trouble
    }
    if let failure { throw failure }
    return outcome
  }

  @Test func `gives proofs the budget that is asked for`() throws {
    try folder.write("a.chain.xml", "<a/>")
    var budgets: [ProofBudget] = []
    func run(_ options: String...) throws {
      let arguments = try checkVerb.parse(options + [folder.path])
      var failure: (any Error)?
      _ = captured { console in
        do {
          return try checkFiles(arguments, console) { _, options in
            budgets.append(options.budget)
            return []
          }
        } catch { failure = error }
        return .trouble
      }
      if let failure { throw failure }
    }
    try run()
    try run("--budget=2000000")
    try run("--budget", "50000")
    #expect(budgets.map(\.states) == [100_000, 2_000_000, 50_000])
    #expect(budgets.map { $0.examinations / $0.states } == [4000, 4000, 4000])
    for wrong in ["many", "0", "1e6", "", "99999999999"] {
      let error = #expect(throws: UsageError.self) { try run("--budget=\(wrong)") }
      #expect(error?.description == "cannot read the budget '\(wrong)': write a number of states, as 1000000")
    }
  }

  @Test func `prints findings in order and a summary apart`() throws {
    try folder.write("b.chain.xml", "<stepp/>")
    try folder.write("a.chain.xml", "<untitled/>")
    let outcome = try check("--color=never")
    #expect(outcome.exitCode == .findings)
    #expect(outcome.error == "1 error, 1 warning in 2 files\n")
    #expect(
      outcome.output == """
        \(folder.path)/a.chain.xml:1:2: warning: no title [K901 missing-title]
         1 | <untitled/>
           |  ^^^^^^^^

        \(folder.path)/b.chain.xml:1:2: error: unknown element 'stepp' [K106 unknown-element]
         1 | <stepp/>
           |  ^^^^^
          help: replace by 'step'
           1 | <step/>
             |  ++++

        """)
  }

  @Test func `warnings fail only when asked`() throws {
    try folder.write("a.chain.xml", "<untitled/>")
    #expect(try check("-fgithub").exitCode == .fine)
    let outcome = try check("-fgithub", "--warnings-as-errors")
    #expect(outcome.exitCode == .findings && outcome.output.hasPrefix("::error file="))
    #expect(outcome.error.isEmpty)
  }

  @Test func `a clean file passes`() throws {
    try folder.write("a.chain.xml", "<step/>")
    let outcome = try check()
    #expect(outcome.exitCode == .fine && outcome.output.isEmpty)
    #expect(outcome.error == "no findings in 1 file\n")
  }

  @Test(arguments: ["json", "sarif", "junit", "github", "human"])
  func `writes to a file`(_ format: String) throws {
    try folder.write("a.chain.xml", "<stepp/>")
    let path = "\(folder.path)/findings"
    let outcome = try check("--format", format, "--output", path)
    #expect(outcome.output.isEmpty && outcome.exitCode == .findings)
    let text = try readSource(path).text(SourceRange(0, .max))
    #expect(text.contains("K106") && !text.contains("\u{1B}"))
  }

  @Test func `colours for a terminal unless NO_COLOR says not to`() throws {
    try folder.write("a.chain.xml", "<stepp/>")
    #expect(try check().output.contains("\u{1B}["))
    #expect(try !check(environment: ["NO_COLOR": "1"]).output.contains("\u{1B}["))
    #expect(try !check(environment: ["TERM": "dumb"]).output.contains("\u{1B}["))
    #expect(try check("--color=always", environment: ["NO_COLOR": "1"]).output.contains("\u{1B}["))
    #expect(try !check("--color=never").output.contains("\u{1B}["))
  }

  @Test func `mends what is certain and reports the rest`() throws {
    let path = try folder.write("a.chain.xml", "<stepp/>\r\n<untitled/><stepp/>")
    let clean = try folder.write("b.chain.xml", "<step/>")
    let outcome = try check("--fix", "--color=never")
    #expect(outcome.exitCode == .fine)
    #expect(outcome.error == "1 warning in 2 files\n")
    #expect(try readSource(path).bytes == Array("<step/>\r\n<untitled/><step/>".utf8))
    #expect(try readSource(clean).bytes == Array("<step/>".utf8))
  }

  @Test func `a missing path is no finding`() throws {
    #expect(throws: FileError.self) { try check(paths: ["\(folder.path)/no"]) }
    let outcome = runLine("check \(folder.path)/no.chain.xml")
    #expect(outcome.exitCode == .trouble && outcome.output.isEmpty)
    #expect(
      outcome.error == "keten: error: cannot find '\(folder.path)/no.chain.xml': no such file or directory\n")
  }
}
