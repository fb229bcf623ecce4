import CommandLineTool
import Foundation
import KetenSource
import Testing

@testable import keten

/// `keten term`: the derivation in English and Dutch, as JSON, from options and from a file.
struct TermVerbTests {
  private let folder = Folder()

  private func run(_ words: [String]) -> Outcome { captured(columns: 100) { runKeten(["term"] + words, console: $0) } }

  private let t17 = [
    "--from", "2026-02-02", "--within", "P8W", "--basis", "Awb art. 4:13 lid 2", "--suspended",
    "2026-02-10/2026-02-24 Awb art. 4:15 lid 1 onder a",
  ]

  @Test func `eight weeks, paused for thirteen days`() {
    let outcome = run(t17)
    #expect(outcome.exitCode == .fine && outcome.error.isEmpty)
    #expect(
      outcome.output == """
        Term of 8 weeks, set in a law (Awb art. 4:13 lid 2)

          start      Mon 2 Feb 2026   counted from Mon 2 Feb 2026; that day does not count, day 1 is Tue 3
                                      Feb 2026 (Awb art. 4:13 lid 2)
          length     Mon 30 Mar 2026  8 weeks: the same weekday (Awb art. 4:13 lid 2)
          pause      Sun 12 Apr 2026  13 days do not count, from Wed 11 Feb 2026 through Mon 23 Feb 2026;
                                      Tue 24 Feb 2026 counts again (Awb art. 4:15 lid 1 onder a)
          free days  Sun 12 Apr 2026  weekends and holidays move the end: a law sets the term, and it is not
                                      over 12 weeks (ATW art. 1 lid 1, art. 4)
          roll-over  Mon 13 Apr 2026  it does not end on Sun 12 Apr 2026 (Sunday) (ATW art. 1 lid 1)
          end        Mon 13 Apr 2026  the last day, until 24:00 in the Netherlands

        calendar nl-2026-11-24

        """)
  }

  @Test func `the same in Dutch`() {
    #expect(
      run(t17 + ["--language", "nl"]).output == """
        Termijn van 8 weken, gesteld in een wet (Awb art. 4:13 lid 2)

          begin         ma 2 februari 2026  gerekend vanaf ma 2 februari 2026; die dag telt niet mee, dag 1
                                            is di 3 februari 2026 (Awb art. 4:13 lid 2)
          lengte        ma 30 maart 2026    8 weken: dezelfde weekdag (Awb art. 4:13 lid 2)
          opschorting   zo 12 april 2026    13 dagen tellen niet mee, van wo 11 februari 2026 tot en met ma
                                            23 februari 2026; di 24 februari 2026 telt weer mee (Awb art.
                                            4:15 lid 1 onder a)
          vrije dagen   zo 12 april 2026    weekeinden en feestdagen verschuiven het einde: een wet stelt de
                                            termijn, en hij is niet langer dan 12 weken (ATW art. 1 lid 1,
                                            art. 4)
          verschuiving  ma 13 april 2026    hij eindigt niet op zo 12 april 2026 (zondag) (ATW art. 1 lid 1)
          einde         ma 13 april 2026    de laatste dag, tot 24.00 uur in Nederland

        kalender nl-2026-11-24

        """)
  }

  @Test func `the same as JSON`() throws {
    let json = try JSONValue(json: run(t17 + ["--json"]).output)
    #expect(json["end"] == "2026-04-13" && json["nominalEnd"] == "2026-04-12")
    #expect(json["due"] == "2026-04-13T22:00:00Z" && json["provisional"] == false)
    #expect(json["calendar"] == "nl-2026-11-24")
    guard case .array(let steps)? = json["steps"] else { throw Missing() }
    #expect(
      steps.map { $0["step"] } == ["start", "length", "pause", "freeDays", "movedOver", "end"])
    #expect(steps.map { $0["end"] }.dropFirst().first == "2026-03-30")
    #expect(steps[2]["days"] == .literal("13") && steps[2]["basis"] == "Awb art. 4:15 lid 1 onder a")
  }

  private struct Missing: Error {}

  @Test func `from a file, and an option before what the file says`() throws {
    let path = try folder.write(
      "termijn.json",
      #"""
      {
        "from": [{"event": "ontvangen", "at": "2026-02-02"}], "within": "P8W", "basis": "Awb art. 4:13 lid 2",
        "suspended": [{"from": "2026-02-10", "until": "2026-02-24", "basis": "Awb art. 4:15 lid 1 onder a"}],
        "extended": [{"on": "2026-04-01", "by": "P8W", "upTo": "P6W", "atMost": 1, "basis": "Ow art. 16.64 lid 2"}],
        "until": "2026-05-26", "readings": {"extendedTotal": "stays"}
      }
      """#)
    let outcome = run([path])
    #expect(outcome.exitCode == .fine && outcome.error.isEmpty)
    #expect(outcome.output.contains("6 weeks more, the most that is allowed; 8 weeks were announced"))
    #expect(outcome.output.contains("reading used: stays"))
    #expect(outcome.output.contains("done on Tue 26 May 2026, 2 days late"))
    #expect(run([path, "--until", "2026-05-22"]).output.contains("met on Fri 22 May 2026"))
    #expect(run([path, "--reading", "extendedTotal=moves"]).output.contains("met on Tue 26 May 2026"))
  }

  /// The examples of the README and of the documentation print what stands there.
  @Test(arguments: ["README.md", "Sources/LegalTime/LegalTime.docc/LegalTime.md"])
  func documentation(_ path: String) throws {
    let text = try String(contentsOf: TidyTests.root.appending(path: path), encoding: .utf8)
    let examples = text.matches(of: /```\n\$ keten term ((?:[^\n]*\\\n)*[^\n]*)\n([^`]*)```/)
    #expect(examples.count == 1)
    for example in examples {
      let words = try #require(splitWords(example.1.split(separator: "\\\n").joined(separator: " ")))
      #expect(captured { runKeten(["term"] + words, console: $0) }.output == example.2)
    }
  }

  @Test func `a file that is no description of a term is told`() throws {
    let path = try folder.write("termijn.json", "[]")
    let object = run([path])
    #expect(
      object.error.hasPrefix(#"keten: error: \#(path) is no JSON object, as {"from": "2026-02-02", "within": "P8W"}"#))
    let cut = run([try folder.write("termijn.json", "{\n  \"from\": }")])
    #expect(cut.error.hasPrefix("keten: error: \(path):2:11: expected a value\n"))
    #expect(
      run(["--from", "2026-02-02", "--within", "P8W", "--calendar", path]).error.contains("\(path): expected a value"))
  }

  @Test func `an open pause has no end yet`() {
    let outcome = run(["--from", "2026-02-02", "--within", "P8W", "--suspended", "2026-02-10/.."])
    #expect(outcome.output.contains("48 days left when the pause ends"))
  }

  @Test func `another calendar`() throws {
    let path = try folder.write(
      "kalender.json",
      #"{"version": "eigen", "from": "2026-01-01", "horizon": "2030-12-31", "equated": [{"date": "2029-05-11", "basis": "Stcrt."}]}"#
    )
    let words = ["--from", "2029-03-30", "--within", "P6W"]
    let shipped = run(words).output
    #expect(shipped.contains("end        Fri 11 May 2029") && shipped.contains("provisional"))
    let own = run(words + ["--calendar", path]).output
    #expect(own.contains("end        Mon 14 May 2029") && !own.contains("provisional"))
    #expect(own.contains("calendar eigen"))
  }

  @Test(arguments: [
    (["--within", "P8W"], "nothing starts the term: give 'from'"),
    (["--from", "2026-02-02"], "'within' is missing: say how long the term is, as P8W"),
    (
      ["--from", "2026-02-02", "--within", "P1M2D"],
      "'within' must be a length in one unit, as P8W, P6M, P3D or PT48H, not 'P1M2D'"
    ),
    (
      ["--from", "2026-02-02", "--within", "P1W", "--days", "working"],
      "'within' must be a number of working days, as P3D, not 'P1W'"
    ),
    (
      ["--from", "2026-02-30", "--within", "P8W"],
      "'from[0]' must be a day, as 2026-02-02, or a moment, as 2026-02-02T09:00+01:00, not '2026-02-30'"
    ),
    (
      ["--from", "2026-02-02", "--within", "P8W", "--suspended", "2026-02-10"],
      "cannot read --suspended '2026-02-10': write it as 2026-02-10/2026-02-24"
    ),
    (
      ["--from", "2026-02-02", "--within", "P8W", "--suspended", "2026-02-10/2026-02-03"],
      "the pause from 2026-02-10 ends before it begins"
    ),
    (
      ["--from", "2026-02-02", "--within", "P8W", "--reading", "extendedTotal=no"],
      "'readings.extendedTotal' takes bySide, moves, stays, not 'no'"
    ),
    (
      ["--from", "2026-02-02", "--within", "P8W", "--source", "lwa"],
      "unknown value 'lwa' of --source; did you mean 'law'?"
    ),
  ])
  func `wrong usage is told`(_ words: [String], _ message: String) {
    let outcome = run(words)
    #expect(outcome.exitCode == .trouble && outcome.output.isEmpty)
    #expect(outcome.error.hasPrefix("keten: error: \(message)\n"))
  }

  @Test(arguments: [
    (
      #"{"from": "2026-02-02", "within": "P8W", "suspnded": []}"#, "a term has no 'suspnded'; did you mean 'suspended'?"
    ),
    (
      #"{"from": "2026-02-02", "within": "P8W", "suspended": [{"until": "2026-02-24"}]}"#,
      "'suspended[0].from' is missing"
    ),
    (
      #"{"from": "2026-02-02", "within": "P8W", "suspended": {"from": "2026-02-10", "until": "2026-02-24", "through": "2026-02-24"}}"#,
      "'suspended' has both 'until' and 'through'"
    ),
    (
      #"{"from": "2026-02-02", "within": "P8W", "extended": [{"on": "2026-02-10", "by": "P1W", "atMost": "1"}]}"#,
      "'extended[0].atMost' must be a whole number"
    ),
    (#"{"from": "2026-02-02", "within": "P8W", "extended": [{"on": "2026-02-10"}]}"#, "'extended[0].by' is missing"),
    (#"{"from": "2026-02-02", "within": 8}"#, "'within' must be a text"),
    (#"{"from": "2026-02-02", "within": "P8W", "readings": []}"#, "'readings' must be an object"),
    (#"{"from": "2026-02-02", "within": "P8W", "noticeOfDefault": "yes"}"#, "'noticeOfDefault' must be true or false"),
  ])
  func `a wrong member is told`(_ text: String, _ message: String) throws {
    let outcome = run([try folder.write("termijn.json", text)])
    #expect(outcome.exitCode == .trouble && outcome.output.isEmpty)
    #expect(outcome.error.hasPrefix("keten: error: \(message)\n"))
  }
}
