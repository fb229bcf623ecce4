import CommandLineTool
import KetenSource
import Testing

@testable import keten

struct TestVerbTests {
  private let folder = Folder()

  init() throws { try folder.write("klein.chain.xml", playChain) }

  private func test(_ options: String = "") -> Outcome { runLine("test \(options) \(folder.path)") }

  @Test func `passes when all is as expected`() throws {
    try folder.write("a.scenario.xml", playScenario(askStep, title: "Eerste"))
    try folder.write("b.scenario.xml", playScenario(#"<expect enabled="vragen"/>"#, title: "Tweede"))
    let outcome = test()
    #expect(outcome.exitCode == .fine)
    #expect(
      outcome.output == """
        passed  Eerste  \(folder.path)/a.scenario.xml
        passed  Tweede  \(folder.path)/b.scenario.xml

        """)
    #expect(outcome.error == "2 scenarios: 2 passed\n")
  }

  @Test func `says what differs, and where`() throws {
    try folder.write("a.scenario.xml", playScenario(askStep + #"<expect term="beslistermijn" state="met"/>"#))
    let outcome = test()
    #expect(outcome.exitCode == .findings)
    #expect(outcome.output.hasPrefix("failed  Proef  \(folder.path)/a.scenario.xml\n"))
    let difference =
      "a.scenario.xml:3:125: error: term beslistermijn: expected met, is running, due 2026-03-17T00:00:00+01:00 "
      + "[K253 scenario-differs]"
    #expect(outcome.output.contains(difference), "\(outcome.output)")
    #expect(outcome.error == "1 scenario: 0 passed, 1 failed\n")
  }

  @Test func `writes JUnit for CI`() throws {
    try folder.write("a.scenario.xml", playScenario(#"<expect finished="true"/>"#, title: "A &amp; B"))
    let outcome = test("--format junit")
    #expect(outcome.exitCode == .findings)
    #expect(outcome.output.contains(#"<testcase name="A &amp; B""#))
    #expect(
      outcome.output.contains(#"message="expected the case finished, but it is open" type="K253 scenario-differs""#))
    #expect(outcome.error.isEmpty)
  }

  @Test func `writes JSON with coverage`() throws {
    try folder.write("a.scenario.xml", playScenario(askStep))
    let plain = test("--format=json").output
    #expect(plain.contains(#""passed": true"#) && !plain.contains("coverage"))
    let outcome = test("--format=json --coverage")
    #expect(outcome.exitCode == .fine)
    #expect(outcome.output.contains(#""of": "relations""#))
    #expect(outcome.output.contains(#""condition toekennen → starten""#))
  }

  @Test func `reports coverage over all scenarios`() throws {
    try folder.write("a.scenario.xml", playScenario(askStep))
    try folder.write("b.scenario.xml", playScenario(#"<expect disabled="starten"/>"#))
    let lines = test("--coverage").output.split(separator: "\n").map(String.init)
    let start = try #require(lines.firstIndex(of: "coverage of \(folder.path)/klein.chain.xml"))
    #expect(
      Array(lines[(start + 1)...]) == [
        "  events: 1 of 7", "    not touched: adviseren", "    not touched: toekennen", "    not touched: starten",
        "    not touched: betaling", "    not touched: afgerond", "    not touched: afhandelen", "  flows: 0 of 2",
        "    not touched: starten → betaling", "    not touched: betaling → afgerond", "  relations: 2 of 4",
        "    not touched: condition vragen → adviseren", "    not touched: condition vragen → toekennen",
        "  terms: 1 of 3", "    not touched: beslistermijn met", "    not touched: beslistermijn exceeded",
      ])
  }

  @Test(arguments: [
    (#"chain="weg.chain.xml""#, "cannot read"), (#"chain="kapot.chain.xml""#, "has errors"),
  ])
  func `a chain that cannot be played is a finding`(_ chain: String, _ message: String) throws {
    try folder.write("kapot.chain.xml", "<chain")
    let text = playScenario(askStep).split(separator: #"chain="klein.chain.xml""#).joined(separator: chain)
    try folder.write("a.scenario.xml", text)
    let outcome = test()
    #expect(outcome.exitCode == .findings)
    #expect(outcome.output.contains("K252 scenario-chain-missing") && outcome.output.contains(message))
  }

  @Test func `faults in a scenario file are findings`() throws {
    try folder.write("a.scenario.xml", playScenario(#"<do event="vraegn" by="inwoner"/>"#))
    try folder.write("b.scenario.xml", "<scenario")
    try folder.write("c.scenario.xml", playScenario(#"<doe event="vragen" by="inwoner"/>"#))
    let outcome = test()
    #expect(outcome.exitCode == .findings)
    #expect(outcome.output.contains("did you mean \"vragen\"?"))
    #expect(outcome.error == "3 scenarios: 0 passed, 3 failed\n")
  }

  @Test func `check reads scenario files too`() throws {
    try folder.write("a.scenario.xml", playScenario(#"<do event="vraegn" by="inwoner"/>"#))
    let outcome = runLine("check --no-proofs \(folder.path)")
    #expect(outcome.output.contains("K250 scenario-unknown-name"))
    #expect(!outcome.output.contains("K113"))
  }

  @Test func `a folder without scenarios is trouble`() {
    #expect(runLine("test \(folder.path)/klein.chain.xml/none").exitCode == .trouble)
    #expect(test().exitCode == .trouble)
  }
}
