import Testing

/// What several instances throw as one of them is done (BPMN 2.0.2, section 13.3.7 and table 10.30).
@Suite struct BehaviorConstructTests {
  let ask = "<do event=\"aanvraag\" by=\"inwoner\"/>"
  let work = "<do event=\"werk\" by=\"gemeente\"/>"
  let seen = "<do event=\"gezien\" by=\"gemeente\"/>"
  let triggers = "<signal id=\"sein\"/><error id=\"fout\"/><escalation id=\"hoger\"/>"

  private func text(_ loop: String, _ border: String, around: String = "") -> String {
    triggers
      + Construct.procedureText(
        """
        <userTask id="eerst" by="gemeente" writes="bedrag" next="werk"/>
        <userTask id="werk" by="gemeente" next="na">\(loop)\(border)</userTask>
        <userTask id="na" by="gemeente" next="klaar"/>\(around)
        """)
  }

  private func several(_ number: Int) -> String {
    "\(ask)<do event=\"eerst\" by=\"gemeente\"><set item=\"bedrag\" value=\"\(number)\"/></do>"
  }

  private func loop(_ behavior: String, _ thrown: String, _ rest: String = "") -> String {
    "<multiInstance loopCardinality=\"bedrag\" behavior=\"\(behavior)\"\(rest)><throw \(thrown)/></multiInstance>"
  }

  private let caught = "<userTask id=\"gezien\" by=\"gemeente\" next=\"op\"/><endEvent id=\"op\"/>"

  private func border(_ trigger: String, _ mode: String = "") -> String {
    "<boundaryEvent id=\"rand\" \(trigger)\(mode) next=\"gezien\"/>"
  }

  /// The border catches it without ending the instances, whatever it says of interrupting.
  @Test(
    arguments: ["signal=\"sein\"", "escalation=\"hoger\"", "error=\"fout\"", "message=\"bericht\""],
    ["", " isSequential=\"true\""])
  func theBorderCatchesItAndLeavesTheInstancesStanding(trigger: String, mode: String) throws {
    let each = try Construct(text(loop("None", trigger, mode), border(trigger), around: caught))
    try each.play(
      """
      \(several(2))\(work)<expect enabled="werk gezien" done="rand"/>\(seen)<expect disabled="gezien" enabled="werk"/>
      \(work)<expect enabled="gezien na" disabled="werk"/>\(seen)
      """)
    let first = try Construct(text(loop("One", trigger, mode), border(trigger), around: caught))
    try first.play(
      """
      \(several(3))\(work)<expect enabled="werk gezien" done="rand"/>\(seen)\(work)<expect enabled="werk" disabled="gezien"/>
      \(work)<expect enabled="na" disabled="gezien"/>
      """)
  }

  @Test func whatIsThrownElsewhereInterruptsAsEver() throws {
    let sender = """
      <subProcess id="ander" triggeredByEvent="true"><startEvent id="s" by="inwoner" interrupting="false" next="roep"/>
      <intermediateThrowEvent id="roep" signal="sein" next="e"/><endEvent id="e"/></subProcess>
      """
    let construct = try Construct(
      text(loop("None", "signal=\"sein\""), border("signal=\"sein\""), around: caught + sender))
    let call = "<do event=\"s\" by=\"inwoner\"/>"
    try construct.play(
      "\(several(3))\(work)\(seen)<expect enabled=\"werk\"/>\(call)<expect enabled=\"gezien\" disabled=\"werk\"/>")
    try construct.play("\(several(3))\(call)<expect enabled=\"gezien\" disabled=\"werk na\"/>")
  }

  @Test func aSignalReachesTheOthersToo() throws {
    let other = """
      <subProcess id="ander" triggeredByEvent="true"><startEvent id="s" signal="sein" interrupting="false" next="t"/>
      <userTask id="t" by="gemeente" next="e"/><endEvent id="e"/></subProcess>
      """
    let construct = try Construct(
      text(loop("One", "signal=\"sein\""), border("signal=\"sein\""), around: caught + other))
    try construct.play("\(several(2))\(work)<expect enabled=\"werk gezien t\"/>")
  }

  @Test func withoutABorderItGoesUp() throws {
    let nodes = """
      <userTask id="eerst" by="gemeente" writes="bedrag" next="deel"/>
      <subProcess id="deel" next="na"><startEvent id="s" next="werk"/>
      <userTask id="werk" by="gemeente" next="e">\(loop("One", "escalation=\"hoger\""))</userTask><endEvent id="e"/>
      <boundaryEvent id="boven" escalation="any" next="na"/></subProcess>
      <userTask id="na" by="gemeente" next="klaar"/>
      """
    try Construct(triggers + Construct.procedureText(nodes))
      .play("\(several(2))\(work)<expect enabled=\"na\" disabled=\"werk\" done=\"boven\"/>")
  }

  @Test func aComplexBehaviourThrowsWhatItsConditionsSay() throws {
    let both = """
      <multiInstance loopCardinality="bedrag" behavior="Complex" completionCondition="numberOfCompletedInstances = 3">
        <throw if="numberOfCompletedInstances = 2" signal="sein"/>
        <throw if="numberOfCompletedInstances = 3" escalation="hoger"/>
      </multiInstance>
      """
    let borders = """
      \(border("signal=\"sein\""))<boundaryEvent id="rand2" escalation="hoger" next="gezien2"/>
      """
    let more = caught + "<userTask id=\"gezien2\" by=\"gemeente\" next=\"op\"/>"
    let construct = try Construct(text(both, borders, around: more), proven: false)
    try construct.play(
      """
      \(several(4))\(work)<expect disabled="gezien gezien2"/>\(work)<expect enabled="gezien werk" disabled="gezien2"/>
      \(seen)\(work)<expect enabled="gezien2 na" disabled="gezien werk"/>
      """)
  }

  @Test(
    arguments: [
      ("<multiInstance loopCardinality=\"2\" behavior=\"One\"/>", ["K408 multiInstance"]),
      ("<multiInstance loopCardinality=\"2\"><throw signal=\"sein\"/></multiInstance>", ["K408 throw"]),
      (
        "<multiInstance loopCardinality=\"2\" behavior=\"One\"><throw if=\"akkoord\" signal=\"sein\"/></multiInstance>",
        ["K408 if"]
      ),
      ("<multiInstance loopCardinality=\"2\" behavior=\"None\"><throw/></multiInstance>", ["K408 throw"]),
      (
        "<multiInstance loopCardinality=\"2\" behavior=\"None\"><throw signal=\"sein\" error=\"fout\"/></multiInstance>",
        ["K408 throw"]
      ),
      (
        "<multiInstance loopCardinality=\"2\" behavior=\"None\"><throw signal=\"weg\"/></multiInstance>",
        ["K415 weg", "K201 weg"]
      ),
      (
        "<multiInstance loopCardinality=\"2\" behavior=\"None\"><throw escalation=\"hoger\"/></multiInstance>",
        ["K415 hoger"]
      ),
      ("<multiInstance loopCardinality=\"2\" behavior=\"Some\"/>", ["K110 Some"]),
    ] as [(String, [String])])
  func whatIsNoBehaviourIsSaid(loop: String, expected: [String]) {
    let nodes = """
      <userTask id="eerst" by="gemeente" writes="akkoord" next="lus"/>
      <userTask id="lus" by="gemeente" reads="akkoord" next="klaar">\(loop)</userTask>
      """
    #expect(Construct.findings(nodes, with: triggers).sorted() == expected.sorted())
  }
}
