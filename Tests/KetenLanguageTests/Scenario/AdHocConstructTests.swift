import Testing

/// Activities in no fixed order (BPMN 2.0.2, sections 10.3.5 and 13.3.5).
@Suite struct AdHocConstructTests {
  let ask = "<do event=\"aanvraag\" by=\"inwoner\"/>"

  private func act(_ events: String...) -> String {
    events.map { "<do event=\"\($0)\" by=\"gemeente\"/>" }.joined()
  }

  private func agree(_ event: String, _ value: String) -> String {
    "<do event=\"\(event)\" by=\"gemeente\"><set item=\"akkoord\" value=\"\(value)\"/></do>"
  }

  private func adHoc(_ attributes: String, _ inside: String) -> String {
    """
    <adHocSubProcess id="eerst" \(attributes) next="na">\(inside)</adHocSubProcess>
    <userTask id="na" by="gemeente" next="klaar"/>
    """
  }

  private let acts = "<userTask id=\"a\" by=\"gemeente\"/><userTask id=\"b\" by=\"gemeente\" writes=\"akkoord\"/>"

  @Test(arguments: ["", "ordering=\"Sequential\""])
  func actsAreDoneInAnyOrderAnyNumberOfTimesUntilTheConditionHolds(ordering: String) throws {
    let construct = try Construct.procedure(adHoc("completionCondition=\"akkoord = true\" \(ordering)", acts))
    try construct.play(
      """
      \(ask)<expect enabled="a b" disabled="na"/>\(act("a", "a"))\(agree("b", "false"))<expect enabled="a b" disabled="na"/>
      \(agree("b", "true"))<expect enabled="na" disabled="a b" done="eerst"/>\(act("na"))<expect finished="true"/>
      """)
  }

  @Test func withoutAConditionAnActEndsItWhenNothingRuns() throws {
    let inside = "<userTask id=\"a\" by=\"gemeente\" next=\"a2\"/><userTask id=\"a2\" by=\"gemeente\"/>"
    let construct = try Construct.procedure(adHoc("by=\"inwoner gemeente\"", inside))
    try construct.play(
      """
      \(ask)\(act("a", "a"))<expect enabled="a a2"/>\(act("a2"))<refuse event="eerst" by="inwoner" because="flow"/>
      \(act("a2"))<refuse event="eerst" by="waterschap" because="party"/><do event="eerst" by="inwoner"/>
      <expect enabled="na" disabled="a a2"/>
      """)
    try construct.play("\(ask)<do event=\"eerst\" by=\"inwoner\"/><expect enabled=\"na\"/>")
  }

  @Test func flowInsideWorksAsUsual() throws {
    let inside = """
      <userTask id="a" by="gemeente" next="splits"/><parallelGateway id="splits"><flow to="c"/><flow to="d"/></parallelGateway>
      <userTask id="c" by="gemeente" next="samen"/><userTask id="d" by="gemeente" next="samen"/>
      <parallelGateway id="samen" next="b"/><userTask id="b" by="gemeente" writes="akkoord"/>
      """
    try Construct.procedure(adHoc("completionCondition=\"akkoord = true\"", inside), proven: false).play(
      "\(ask)<expect disabled=\"b c d\"/>\(act("a", "c", "d"))<expect enabled=\"a b\"/>\(agree("b", "true"))<expect enabled=\"na\"/>"
    )
  }

  @Test func whatStillRunsIsEndedOrWaitedFor() throws {
    let inside =
      "<userTask id=\"a\" by=\"gemeente\" next=\"a2\"/><userTask id=\"a2\" by=\"gemeente\"/><userTask id=\"b\" by=\"gemeente\" writes=\"akkoord\"/>"
    let ended = try Construct.procedure(adHoc("completionCondition=\"akkoord = true\"", inside))
    try ended.play("\(ask)\(act("a"))\(agree("b", "true"))<expect enabled=\"na\" disabled=\"a a2\"/>")
    let awaited = try Construct.procedure(
      adHoc("completionCondition=\"akkoord = true\" cancelRemainingInstances=\"false\"", inside))
    try awaited.play(
      """
      \(ask)\(act("a", "a"))\(agree("b", "true"))<expect enabled="a2" disabled="a b na"/>\(act("a2"))<expect disabled="na"/>
      \(act("a2"))<expect enabled="na" disabled="a2"/>
      """)
    try awaited.play("\(ask)\(agree("b", "true"))<expect enabled=\"na\"/>")
  }

  @Test func workThatNobodyActsInIsBegunOnce() throws {
    let inside = """
      <scriptTask id="tellen" writes="bedrag" expression="1"/><serviceTask id="vragen" job="opvragen"/>
      <subProcess id="deel"><startEvent id="s" next="t"/><userTask id="t" by="gemeente" next="e"/><endEvent id="e"/></subProcess>
      """
    let atOnce = try Construct.procedure(adHoc("", inside))
    try atOnce.play(
      """
      \(ask)<expect done="tellen" enabled="vragen t"/><job event="vragen"/><expect disabled="vragen na"/>
      \(act("t"))<expect enabled="na"/>
      """)
    let oneByOne = try Construct.procedure(adHoc("ordering=\"Sequential\"", inside))
    try oneByOne.play(
      """
      \(ask)<expect done="tellen" enabled="vragen" disabled="t"/><job event="vragen"/><expect enabled="t"/>
      \(act("t"))<expect enabled="na"/>
      """)
  }

  @Test func oneAtATimeAnActWaitsForWorkThatRuns() throws {
    let inside = "<userTask id=\"a\" by=\"gemeente\"/><serviceTask id=\"vragen\" job=\"opvragen\"/>"
    let sequential = try Construct.procedure(adHoc("by=\"gemeente\" ordering=\"Sequential\"", inside))
    try sequential.play(
      "\(ask)<expect enabled=\"vragen\" disabled=\"a\"/><job event=\"vragen\"/><expect enabled=\"a eerst\"/>")
    let parallel = try Construct.procedure(adHoc("by=\"gemeente\"", inside))
    try parallel.play("\(ask)<expect enabled=\"vragen a\" disabled=\"eerst\"/>")
  }

  @Test func itIsInterruptedDoneAgainSkippedAndUndoneLikeAnyActivity() throws {
    let border = "<boundaryEvent id=\"stop\" by=\"inwoner\" next=\"na\"/>"
    try Construct.procedure(adHoc("by=\"gemeente\"", acts + border))
      .play("\(ask)\(act("a"))<do event=\"stop\" by=\"inwoner\"/><expect enabled=\"na\" disabled=\"a b eerst\"/>")
    let again = "<standardLoop loopCondition=\"loopCounter &lt; 2\"/>"
    try Construct.procedure(adHoc("by=\"gemeente\"", acts + again))
      .play("\(ask)\(act("a", "eerst"))<expect enabled=\"a\" disabled=\"na\"/>\(act("eerst"))<expect enabled=\"na\"/>")
    let undone = """
      <adHocSubProcess id="eerst" by="gemeente" next="terug">
        <userTask id="a" by="gemeente"><boundaryEvent id="mis" compensation="true" next="weg"/></userTask>
        <userTask id="weg" by="gemeente"/>
      </adHocSubProcess>
      <intermediateThrowEvent id="terug" compensation="all" next="na"/><userTask id="na" by="gemeente" next="klaar"/>
      """
    try Construct.procedure(undone).play(
      "\(ask)\(act("a", "a", "eerst"))<expect enabled=\"weg\" disabled=\"na\"/>\(act("weg", "weg"))<expect enabled=\"na\"/>"
    )
  }

  @Test(
    arguments: [
      ("", "<userTask id=\"a\" by=\"gemeente\"/>", ["K409 adHocSubProcess"]),
      ("by=\"gemeente\"", "<startEvent id=\"s\" next=\"a\"/><userTask id=\"a\" by=\"gemeente\"/>", ["K107 startEvent"]),
      ("by=\"gemeente\"", "<exclusiveGateway id=\"g\" next=\"g2\"/><exclusiveGateway id=\"g2\" next=\"g\"/>", ["K402"]),
      (
        "by=\"gemeente\" completionCondition=\"true\"", "<userTask id=\"a\" by=\"gemeente\"/>", ["K410 gemeente"]
      ),
      ("by=\"gemeente\" ordering=\"Both\"", "<userTask id=\"a\" by=\"gemeente\"/>", ["K110 Both"]),
      (
        "by=\"gemeente\"",
        "<userTask id=\"a\" by=\"gemeente\"><boundaryEvent id=\"t\" timer=\"P1W\" next=\"a2\"/></userTask><userTask id=\"a2\" by=\"gemeente\"/>",
        ["K114 boundaryEvent"]
      ),
      ("completionCondition=\"akkoord\"", "<serviceTask id=\"a\"/>", ["K420"]),
    ] as [(String, String, [String])])
  func whatIsNoAdHocSubProcessIsSaid(attributes: String, inside: String, expected: [String]) {
    let nodes = """
      <userTask id="eerst" by="gemeente" writes="akkoord" next="vrij"/>
      <adHocSubProcess id="vrij" \(attributes) next="klaar">\(inside)</adHocSubProcess>
      """
    let found = Construct.findings(nodes)
    #expect(found.count >= 1 && zip(found, expected).allSatisfy { $0.hasPrefix($1) }, "\(found)")
  }
}
