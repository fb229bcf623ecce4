import CommandLineTool
import KetenSource
import Testing

@testable import keten

struct RunVerbTests {
  private let folder = Folder()

  init() throws { try folder.write("klein.chain.xml", playChain) }

  /// Plays lines, and gives what was written after the command line's own words.
  private func run(_ lines: [String], _ options: String...) throws -> Outcome {
    let arguments = try runVerb.parse(["\(folder.path)/klein.chain.xml"] + options)
    var rest = lines[...]
    var failure: (any Error)?
    let outcome = captured { console in
      do { return try keten.run(arguments, console, isInteractive: false) { rest.popFirst() } } catch {
        failure = error
      }
      return .trouble
    }
    if let failure { throw failure }
    return outcome
  }

  private static let start = "--at=2026-03-02T09:00"
  private static let ask = "vragen verzoek=https://example.org/1"

  /// What the last line was answered.
  private func answer(_ lines: String..., options: [String] = []) throws -> String {
    let arguments = [Self.start] + options
    let parsed = try runVerb.parse(["\(folder.path)/klein.chain.xml"] + arguments)
    var rest = lines[...]
    let outcome = captured { console in
      (try? keten.run(parsed, console, isInteractive: false) { rest.popFirst() }) ?? .trouble
    }
    let last = "\n> \(lines.last ?? "")\n"
    return outcome.output.split(separator: last, omittingEmptySubsequences: false).last.map(String.init) ?? ""
  }

  @Test func `a session from begin to end`() throws {
    let outcome = try run(
      [
        Self.ask, "adviseren by adviseur advies='Doen, met mate'", "wait P1D",
        "toekennen toegekend=ja bedrag=12.50 ingang=2026-04-01", "starten",
        "message betaald from adviseur bericht=ok", "quit", "open",
      ], Self.start)
    #expect(outcome.exitCode == .fine)
    #expect(
      outcome.output == """
        Kleine zaak  klein 1.0.0
        Mon 2 Mar 2026 09:00

        Open
          vragen  Vragen  (inwoner)
        Not yet (blocked says why)
          adviseren, toekennen, starten

        > vragen verzoek=https://example.org/1
        Mon 2 Mar 2026 09:00  inwoner: Vragen (vragen)
            verzoek = https://example.org/1
          term beslistermijn runs until the end of Mon 16 Mar 2026
          now open: adviseren, toekennen
          now owed: toekennen
          no longer open: vragen

        > adviseren by adviseur advies='Doen, met mate'
        Mon 2 Mar 2026 09:00  adviseur: Adviseren (adviseren)
            advies = "Doen, met mate"
          no longer open: adviseren

        > wait P1D
        it is Tue 3 Mar 2026 09:00

        > toekennen toegekend=ja bedrag=12.50 ingang=2026-04-01
        Tue 3 Mar 2026 09:00  gemeente: Toekennen (toekennen)
            toegekend = true
            bedrag = 12.5
            ingang = @"2026-04-01"
          term beslistermijn is met
          now open: starten
          no longer open: toekennen

        > starten
        Tue 3 Mar 2026 09:00  gemeente: Starten (starten)
          no longer open: starten

        > message betaald from adviseur bericht=ok
        Tue 3 Mar 2026 09:00  message from adviseur: Betaling (betaling)
            bericht = "ok"
        Tue 3 Mar 2026 09:00  by itself: Afgerond (afgerond)
        Tue 3 Mar 2026 09:00  by itself: Afhandelen (afhandelen)
        The case is finished.

        > quit

        """)
  }

  @Test(arguments: [
    ("frob", "there is no command 'frob'; 'help' lists them\n"),
    ("opne", "there is no command 'opne'; did you mean 'open'?; 'help' lists them\n"),
    ("vragn", "there is no command 'vragn'; did you mean 'vragen'?; 'help' lists them\n"),
    ("do", "do what? say: do EVENT [by PARTY] [item=value …]\n"),
    ("do vragne", "there is no event 'vragne'; did you mean 'vragen'?\n"),
    ("do case.close", "there is no event 'case.close'\n"),
    ("do vragen by", "by whom?\n"),
    ("do vragen by inwonr", "there is no party 'inwonr'; did you mean 'inwoner'?\n"),
    ("do vragen inwoner", "cannot read 'inwoner': say by inwoner\n"),
    ("do vragen verzoek", "cannot read 'verzoek': say verzoek=https://example.org/verzoek\n"),
    ("do vragen verzok=1", "there is no item 'verzok'; did you mean 'verzoek'?\n"),
    ("do vragen verzoek=\"1", "a quote is not closed\n"),
    ("do toekennen toegekend=misschien", "toegekend is true or false, not 'misschien'\n"),
    ("do vragen person", "which person?\n"),
    ("betaling", "betaling happens when a message comes in: say message NAME\n"),
    ("afgerond", "afgerond happens by itself\n"),
    ("message", "which message? say: message NAME [from PARTY] [item=value …]\n"),
    ("message betald", "there is no message 'betald'; did you mean 'betaald'?\n"),
    ("why", "why what? say: why EVENT\n"),
    ("why x", "there is no event 'x'\n"),
    ("wait", "how long? say: wait P7D, wait until 2026-03-09, or wait next\n"),
    ("wait soon", "cannot read 'soon': say: wait P7D, wait until 2026-03-09, or wait next\n"),
    ("wait -P1D", "cannot read '-P1D': say: wait P7D, wait until 2026-03-09, or wait next\n"),
    ("wait until soon", "cannot read that moment: say: wait P7D, wait until 2026-03-09, or wait next\n"),
    ("wait until 2026-03-01", "it is Mon 2 Mar 2026 09:00 already; time does not go back: 'undo' does\n"),
    ("wait next", "nothing is due\n"),
    ("undo", "there is nothing to undo\n"),
    ("history", "nothing is on the record yet\n"),
    ("wait P999999999Y", "it is Fri 31 Dec 9999 23:59\n"), ("wait PT999999999H", "it is Fri 31 Dec 9999 23:59\n"),
    ("", ""), ("# a remark", ""),
  ])
  func `is friendly with wrong input`(_ line: String, _ expected: String) throws {
    #expect(try answer(line) == expected)
  }

  @Test func `says why something is refused, and what to type`() throws {
    #expect(
      try answer("vragen by gemeente") == """
        vragen is refused:
          'Gemeente' may not do this, but 'Inwoner' may
          'Verzoek' must be written with it: add verzoek=https://example.org/verzoek

        """)
    #expect(
      try answer("why starten") == """
        starten  Starten
          it cannot happen now:
            'Toekennen' must have happened first

        """)
    #expect(try answer("why vragen") == "vragen  Vragen\n  it can happen now, by inwoner\n")
  }

  @Test func `a representative is on the record as such`() throws {
    let text = try answer("vragen by buur person 'de heer Bakker' verzoek=a:b")
    #expect(text.hasPrefix("Mon 2 Mar 2026 09:00  buur (de heer Bakker) for inwoner: Vragen (vragen)\n"))
  }

  @Test func `time passes, and what falls due is told`() throws {
    #expect(
      try answer(Self.ask, "wait next") == """
        Tue 17 Mar 2026 00:00  term beslistermijn is exceeded
        it is Tue 17 Mar 2026 00:00

        """)
    #expect(try answer(Self.ask, "wait until 2026-03-05 10:30") == "it is Thu 5 Mar 2026 10:30\n")
    #expect(
      try answer(Self.ask, "terms")
        == "  beslistermijn  running  until the end of Mon 16 Mar 2026  Beslistermijn  (Awb art. 4:13)\n")
  }

  /// A message that begins a procedure, one that is waited for, and a timer on the wait.
  private static let waiting = """
    <chain xmlns="urn:keten:chain:1" id="wacht" version="1.0.0" xml:lang="nl">
      <network>
        <client id="inwoner"/>
        <partner id="gemeente" directs="true"/>
        <partner id="adviseur"/>
      </network>
      <message id="melding" from="inwoner" to="gemeente"/>
      <message id="advies" from="adviseur gemeente" to="gemeente"/>
      <procedure id="wachten">
        <startEvent id="gemeld" title="Gemeld" message="melding" next="ontvangen"/>
        <receiveTask id="ontvangen" message="advies" next="klaar">
          <boundaryEvent id="rappel" title="Rappel" timer="P1W" interrupting="false" next="gerappelleerd"/>
        </receiveTask>
        <endEvent id="gerappelleerd"/>
        <endEvent id="klaar"/>
      </procedure>
    </chain>
    """

  @Test func `shows what is waited for that nobody does`() throws {
    try folder.write("klein.chain.xml", Self.waiting)
    let begin = "Waiting\n  message melding from inwoner  Gemeld\n"
    #expect(try answer("open") == "Open: nothing\n" + begin)
    #expect(try answer("blocked") == begin)
    let messages = """
      Waiting
        message advies from gemeente, adviseur

      """
    let both = messages + "  timer rappel                            Rappel  until Mon 9 Mar 2026 09:00\n"
    #expect(try answer("message melding", "open") == "Open: nothing\n" + both)
    #expect(try answer("message melding", "blocked") == both)
    #expect(
      try answer("message melding", "open", options: ["--as=adviseur"])
        == "Open: nothing\nWaiting\n  message advies from gemeente, adviseur\n")
    #expect(try answer("message melding", "wait P1W", "open") == "Open: nothing\n" + messages)
  }

  @Test func `undo takes back what was done`() throws {
    #expect(
      try answer(Self.ask, "wait P1D", "undo", "undo")
        == "back at Mon 2 Mar 2026 09:00\n"
        + "Open\n  vragen  Vragen  (inwoner)\nNot yet (blocked says why)\n  adviseren, toekennen, starten\n")
    #expect(try answer(Self.ask, "undo", "history") == "nothing is on the record yet\n")
  }

  @Test func `a party sees its own part`() throws {
    let adviser = ["--as=adviseur"]
    #expect(
      try answer("vragen by inwoner", options: adviser) == "you look as adviseur: only its own acts can be done here\n")
    #expect(try answer("open", options: adviser) == "Open: nothing\nNot yet (blocked says why)\n  adviseren\n")
    #expect(try answer("dossier", options: adviser).hasSuffix("5 items that adviseur does not see\n"))
    try folder.write("a.scenario.xml", playScenario(askStep))
    let parsed = ["--as=adviseur", "--scenario=\(folder.path)/a.scenario.xml"]
    let outcome = try run(["dossier", "history", "terms"], parsed[0], parsed[1])
    #expect(outcome.output.contains("  verzoek  is there"))
    #expect(!outcome.output.contains("example.org"))
    #expect(outcome.output.contains("\n> terms\nthere are no terms to see\n"))
  }

  @Test func `a scenario is told step by step`() throws {
    let steps = """
      \(askStep)
      <refuse event="starten" by="gemeente" because="condition"><documentation>Eerst
        toekennen.</documentation></refuse>
      <wait for="P15D"/>
      <expect term="beslistermijn" state="exceeded"/>
      """
    try folder.write("a.scenario.xml", playScenario(steps))
    let outcome = try run(["history"], "--scenario=\(folder.path)/a.scenario.xml")
    #expect(outcome.exitCode == .fine)
    #expect(
      outcome.output.hasPrefix(
        """
        Proef (Awb art. 4:13)

        Mon 2 Mar 2026 09:00

        Mon 2 Mar 2026 09:00  inwoner: Vragen (vragen)
            verzoek = https://example.org/1
          term beslistermijn runs until the end of Mon 16 Mar 2026
          now open: adviseren, toekennen
          now owed: toekennen
          no longer open: vragen

        Mon 2 Mar 2026 09:00  gemeente tries starten: refused
          'Toekennen' must have happened first
          Eerst toekennen.

        … Tue 17 Mar 2026 09:00
        Tue 17 Mar 2026 00:00  term beslistermijn is exceeded
          as expected

        Open
        """), "\(outcome.output)")
  }

  @Test func `a scenario that goes wrong fails the command`() throws {
    try folder.write("a.scenario.xml", playScenario(#"<expect finished="true"/>"#))
    let outcome = try run([], "--scenario=\(folder.path)/a.scenario.xml")
    #expect(outcome.exitCode == .findings)
    #expect(outcome.output.contains("expected the case finished, but it is open"))
  }

  @Test(arguments: [
    (["--as=inwonr"], "unknown value 'inwonr' of --as; did you mean 'inwoner'?"),
    (["--at=soon"], "cannot read the time 'soon': write it as 2026-03-02T09:00:00+01:00"),
    (["--at=2026-03-02", "--scenario=x"], "a scenario says itself when it starts: leave out --at"),
  ])
  func `refuses wrong options`(_ options: [String], _ message: String) {
    let error = #expect(throws: UsageError.self) {
      let arguments = try runVerb.parse(["\(folder.path)/klein.chain.xml"] + options)
      _ = try keten.run(arguments, silentConsole(), isInteractive: false) { nil }
    }
    #expect(error?.description == message)
  }

  @Test func `a chain with errors is not played`() throws {
    try folder.write("klein.chain.xml", "<chain")
    #expect(try run([Self.ask]).exitCode == .findings)
  }

  /// Random lines of known and unknown words: each has an answer, none ends the process.
  @Test(arguments: 0..<8) func `nothing that is typed breaks it`(_ seed: UInt64) throws {
    let words = [
      "do", "vragen", "toekennen", "adviseren", "starten", "betaling", "by", "inwoner", "gemeente", "from", "message",
      "betaald", "verzoek=a", "toegekend=true", "bedrag=1/0", "bedrag=[", "ingang=x", "advies=", "=", "a=b=c", "wait",
      "P1D", "P999999999Y", "PT1S", "until", "2026-03-09", "next", "why", "undo", "open", "blocked", "dossier",
      "terms", "history", "\"", "'", "é\u{1B}", "person", "x", "#",
    ]
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    let next = { (bound: Int) -> Int in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    let lines = (0..<150).map { _ in (0...next(6)).map { _ in words[next(words.count)] }.joined(separator: " ") }
    let outcome = try run(lines, Self.start)
    #expect(outcome.exitCode == .fine)
    #expect(!outcome.output.contains("\u{1B}"))
  }

  /// A chain with two instances of a task, each for an element of a list.
  private static let severalChain = """
    <chain xmlns="urn:keten:chain:1" id="stukken" version="1.0.0">
      <title>Stukken</title>
      <network><client id="inwoner" title="Inwoner"/><partner id="gemeente" title="Gemeente" directs="true"/></network>
      <dossier holder="gemeente"><item id="oordelen" type="string" list="true"/></dossier>
      <procedure id="lezen">
        <startEvent id="begin" by="inwoner" next="beoordelen"/>
        <userTask id="beoordelen" by="gemeente" reads="stuk" writes="oordeel" next="klaar">
          <multiInstance in='["a", "b"]' as="stuk" collect="oordeel" into="oordelen">
            <dataObject id="oordeel" type="string"/>
          </multiInstance>
        </userTask>
        <endEvent id="klaar" closes="case"/>
      </procedure>
    </chain>
    """

  @Test func `one of several instances is named by its number`() throws {
    try folder.write("klein.chain.xml", Self.severalChain)
    let open = try answer("begin", "open")
    #expect(open.contains("beoordelen[1]") && open.contains("(gemeente; stuk = \"a\")\n"), "\(open)")
    #expect(open.contains("beoordelen[2]") && open.contains("(gemeente; stuk = \"b\")\n"), "\(open)")
    let refused = try answer("begin", "beoordelen oordeel=goed")
    #expect(refused.contains("beoordelen[1] (stuk = \"a\"), beoordelen[2] (stuk = \"b\")"), "\(refused)")
    let dossier = try answer("begin", "beoordelen[2] oordeel=goed", "beoordelen oordeel=slecht", "dossier")
    #expect(dossier.contains("oordelen  [\"slecht\", \"goed\"]"), "\(dossier)")
    let (second, third) = (try answer("begin", "why beoordelen[2]"), try answer("begin", "why beoordelen[3]"))
    #expect(second.contains("it can happen now") && third.contains("it cannot happen now"), "\(second)\(third)")
  }
}

private func silentConsole() -> Console {
  Console(write: { _ in }, writeError: { _ in }, isTerminal: false, columns: 80, environment: { _ in nil })
}
