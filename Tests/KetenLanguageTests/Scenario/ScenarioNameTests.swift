import KetenSource
import Testing

@testable import KetenLanguage

/// Faults in scenario files, each at its exact place.
@Suite struct ScenarioNameTests {
  private func faults(_ steps: String) throws -> [String] {
    let (scenario, faults) = loadScenario(Small.file(steps))
    let found = try faults + (scenario.map { resolve($0, on: try Small.machine()).diagnostics } ?? [])
    return found.map { "\($0.code.id) «\($0.file.text($0.range))»: \($0.message)" }
  }

  @Test(
    arguments: [
      (
        #"<do event="vraegn" by="inwoner"/>"#,
        ["K250 «vraegn»: chain \"klein\" has no event \"vraegn\"; did you mean \"vragen\"?"]
      ),
      (
        #"<do event="vragen" by="inwoner"><set item="verzoekje" uri="a:b"/></do>"#,
        ["K250 «verzoekje»: chain \"klein\" has no item \"verzoekje\"; did you mean \"verzoek\"?"]
      ),
      (
        #"<do event="gemeente" by="vragen"/>"#,
        [
          "K250 «gemeente»: chain \"klein\" has no event \"gemeente\": it is a party",
          "K250 «vragen»: chain \"klein\" has no party \"vragen\": it is an event",
        ]
      ),
      (
        #"<expect enabled="vragen  toetsn" term="termijn" state="met"/>"#,
        [
          "K250 «toetsn»: chain \"klein\" has no event \"toetsn\"; did you mean \"toetsen\"?",
          "K250 «termijn»: chain \"klein\" has no term \"termijn\"",
        ]
      ),
      (
        #"<expect done="zaak"/>"#, ["K250 «zaak»: chain \"klein\" has no event \"zaak\""]
      ),
      (
        #"<message message="vragen"/>"#, ["K250 «vragen»: chain \"klein\" has no message \"vragen\": it is an event"]
      ),
      (
        #"<do event="vragen" by="inwoner"><set item="verzoek" value="1"/></do>"#,
        ["K251 «1»: item \"verzoek\" is a document: give its \"uri\""]
      ),
      (
        #"<do event="vragen" by="inwoner"><set item="toegekend" uri="a:b"/></do>"#,
        ["K251 «a:b»: item \"toegekend\" is not a document: give its \"value\""]
      ),
      (
        #"<do event="vragen" by="inwoner"><set item="verzoek" uri="a:b" value="1"/></do>"#,
        ["K251 «value»: a value is either a \"value\" or a document: here is also \"uri\""]
      ),
      (
        #"<do event="vragen" by="inwoner"><set item="verzoek" title="Brief"/></do>"#,
        ["K251 «set»: a document needs a \"uri\""]
      ),
      (
        #"<do event="vragen" by="inwoner"><set item="verzoek"/></do>"#,
        ["K251 «set»: say what is written: a \"value\", or for a document its \"uri\""]
      ),
      (
        #"<wait for="P1D" until="2026-03-02T09:00:00+01:00"/>"#,
        ["K251 «until»: wait either \"for\" a while or \"until\" a moment"]
      ),
      (#"<wait/>"#, ["K251 «wait»: say how long to wait: \"for\" a while or \"until\" a moment"]),
      (#"<expect/>"#, ["K251 «expect»: this expects nothing"]),
      (#"<expect state="met"/>"#, ["K251 «state»: say which \"term\" is meant"]),
      (#"<expect term="beslistermijn"/>"#, ["K251 «term»: say what the term's \"state\" or \"due\" must be"]),
      (#"<expect item="toegekend"/>"#, ["K251 «item»: say what \"value\" the item must have"]),
      (#"<expect value="1"/>"#, ["K251 «value»: say which \"item\" is meant"]),
    ] as [(String, [String])])
  func isFound(_ steps: String, _ expected: [String]) throws {
    #expect(try faults(steps) == expected)
  }

  @Test func aValueOfTheWrongTypeIsAFindingOfFEEL() throws {
    let found = try faults(#"<do event="beslissen-op" by="gemeente"><set item="toegekend" value="'ja'"/></do>"#)
    #expect(found.count == 1 && found[0].hasPrefix("K3"))
  }

  @Test func aRefusalMayTryAnyValue() throws {
    let steps = """
      \(Small.ask)<do event="toetsen" by="gemeente"/>
      <refuse event="beslissen-op" by="gemeente" because="write"><set item="toegekend" value='"ja"'/></refuse>
      """
    #expect(try Small.differences(steps) == [])
  }

  @Test func aMisspeltNameHasAMend() throws {
    let file = Small.file(#"<do event="vraegn" by="inwoner"/>"#)
    let scenario = try #require(loadScenario(file).scenario)
    let fixIt = try #require(resolve(scenario, on: try Small.machine()).diagnostics.first?.fixIts.first)
    #expect(fixIt.edits.map(\.replacement) == ["vragen"])
  }

  @Test func nothingIsPlayedWithAnError() throws {
    let scenario = try #require(loadScenario(Small.file(#"<do event="vraegn" by="inwoner"/>"#)).scenario)
    let result = play(scenario, on: try Small.machine())
    #expect(!result.isPassed && result.failures.isEmpty && result.coverage == ScenarioCoverage())
  }
}
