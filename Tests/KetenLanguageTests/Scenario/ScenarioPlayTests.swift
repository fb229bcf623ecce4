import KetenXML
import Testing

@testable import KetenLanguage

/// What a scenario says when things go otherwise than it expects.
@Suite struct ScenarioPlayTests {
  @Test func nothingWhenAllIsAsExpected() throws {
    let steps = """
      \(Small.ask)
      <expect enabled="toetsen" disabled="vragen beslissen-op" pending="beslissen-op" done="vragen" finished="false"/>
      <refuse event="beslissen-op" by="gemeente" because="condition"><set item="toegekend" value="true"/></refuse>
      <wait for="P2W"/>
      <do event="toetsen" by="gemeente"/>
      <do event="beslissen-op" by="gemeente"><set item="toegekend" value="true"/></do>
      <expect term="beslistermijn" state="met" due="2026-03-17T00:00:00+01:00" item="toegekend" value="true"/>
      <expect item="verzoek" value='{uri: "https://example.org/1"}' finished="true"/>
      <wait for="P1Y"/>
      """
    #expect(try Small.differences(steps) == [])
  }

  @Test(
    arguments: [
      (
        #"<do event="toetsen" by="inwoner"/>"#,
        [
          "«toetsen»: expected toetsen to be accepted, but it was refused because condition, item and party"
            + " | 'Inwoner' may not do this, but 'Gemeente' may | 'Verzoek' has not been written yet"
            + " | 'Vragen' must have happened first (Awb art. 3:2)"
        ]
      ),
      (
        #"<refuse event="vragen" by="inwoner" because="write milestone"/>"#,
        [
          "«write»: expected vragen refused because milestone and write, but it was because write"
            + " | 'Verzoek' must be written with it"
        ]
      ),
      (
        #"<refuse event="vragen" by="inwoner" because="guard"><set item="verzoek" uri="a:b"/></refuse>"#,
        ["«vragen»: expected vragen refused because guard, but it was accepted"]
      ),
      (
        #"<expect enabled="toetsen" disabled="vragen"/>"#,
        [
          "«toetsen»: expected toetsen enabled, but it cannot happen because condition and item"
            + " | 'Verzoek' has not been written yet | 'Vragen' must have happened first (Awb art. 3:2)",
          "«vragen»: expected vragen disabled, but it can happen now",
        ]
      ),
      (
        #"<expect pending="vragen" done="vragen" finished="true"/>"#,
        [
          "«vragen»: expected vragen done, but it is not", "«vragen»: expected vragen owed, but it is not",
          "«true»: expected the case finished, but it is open",
        ]
      ),
      (
        #"<expect term="beslistermijn" state="running" due="2026-03-17T00:00:00+01:00"/>"#,
        [
          "«running»: term beslistermijn: expected running, is idle",
          "«2026-03-17T00:00:00+01:00»: term beslistermijn: expected due 2026-03-17T00:00:00+01:00, has not started",
        ]
      ),
      (
        #"<expect item="toegekend" value="true"/>"#,
        ["«true»: item toegekend: expected true, has not been written"]
      ),
      (
        #"<wait until="2026-03-01T00:00:00+01:00"/>"#,
        [
          "«2026-03-01T00:00:00+01:00»: expected to wait until 2026-03-01T00:00:00+01:00, "
            + "but it is 2026-03-02T09:00:00+01:00 already"
        ]
      ),
    ] as [(String, [String])])
  func saysWhatDiffers(_ steps: String, _ expected: [String]) throws {
    #expect(try Small.differences(steps).map { $0.sortedDetails } == expected.map { $0.sortedDetails })
  }

  @Test func saysWhatDiffersOnceACaseRuns() throws {
    let steps = """
      \(Small.ask)
      <expect notPending="beslissen-op" notDone="vragen" finished="true"/>
      <wait for="P15D"/>
      <expect term="beslistermijn" state="met" due="2026-03-16T00:00:00+01:00"/>
      <expect item="verzoek" value="null"/>
      """
    #expect(
      try Small.differences(steps) == [
        "«vragen»: expected vragen not done, but it is",
        "«beslissen-op»: expected beslissen-op not owed, but it is",
        "«true»: expected the case finished, but it is open | beslissen-op is owed",
        "«met»: term beslistermijn: expected met, is exceeded since 2026-03-17T00:00:00+01:00",
        "«2026-03-16T00:00:00+01:00»: term beslistermijn: expected due 2026-03-16T00:00:00+01:00, "
          + "is due 2026-03-17T00:00:00+01:00",
        "«null»: item verzoek: expected null, is {uri: \"https://example.org/1\"}",
      ])
  }

  @Test func stopsWhereAnActGoesWrong() throws {
    let steps = #"<do event="vragen" by="gemeente"/><expect finished="true"/>"#
    #expect(try Small.differences(steps).count == 1)
  }

  @Test func goesOnAfterARefusalForAnotherReason() throws {
    let steps = #"<refuse event="vragen" by="inwoner" because="party"/><expect finished="true"/>"#
    #expect(try Small.differences(steps).count == 2)
  }

  @Test func isTheSameEveryTime() throws {
    let machine = try Wmo.machine()
    for path in Wmo.paths.prefix(6) {
      let scenario = try Wmo.scenario(path)
      let (first, second) = (play(scenario, on: machine), play(scenario, on: machine))
      #expect(first.coverage == second.coverage && first.failures == second.failures)
    }
  }
}

extension String {
  /// The message with its details in order: the kernel's order of reasons is its own.
  fileprivate var sortedDetails: [String] {
    let parts = split(separator: "|").map { $0.drop { $0 == " " }.description }.map { $0.trimmedEnd }
    return parts.prefix(1) + parts.dropFirst().sorted()
  }

  private var trimmedEnd: String { last == " " ? String(dropLast()) : self }
}
