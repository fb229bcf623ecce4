import Testing

/// Activities that are done several times (BPMN 2.0.2, sections 13.3.6 and 13.3.7).
@Suite struct LoopConstructTests {
  let ask = "<do event=\"aanvraag\" by=\"inwoner\"/>"

  private func set(_ event: String, _ item: String, _ value: String) -> String {
    "<do event=\"\(event)\" by=\"gemeente\"><set item=\"\(item)\" value=\"\(value)\"/></do>"
  }

  /// A task that says how many, and an activity that is done so often.
  private func several(_ loop: String, _ activity: String = "<userTask id=\"werk\" by=\"gemeente\" next=\"na\">")
    -> String
  {
    """
    <userTask id="eerst" by="gemeente" writes="bedrag" next="werk"/>
    \(activity)\(loop)</\(activity.dropFirst().prefix { $0 != " " })>
    <userTask id="na" by="gemeente" next="klaar"/>
    """
  }

  @Test func aLoopIsDoneAgainWhileItsConditionHolds() throws {
    let loop = { (attributes: String) in
      """
      <userTask id="eerst" by="gemeente" writes="akkoord" next="klaar">
        <standardLoop loopCondition="not(akkoord)"\(attributes)/>
      </userTask>
      """
    }
    try Construct.procedure(loop("")).play(
      """
      \(ask)\(set("eerst", "akkoord", "false"))<expect enabled="eerst" done="eerst"/>
      \(set("eerst", "akkoord", "true"))<expect finished="true"/>
      """)
    try Construct.procedure(
      "<userTask id=\"eerst\" by=\"gemeente\" writes=\"bedrag\" next=\"lus\"/>"
        + "<userTask id=\"lus\" by=\"gemeente\" writes=\"bedrag\" next=\"klaar\"><standardLoop loopCondition=\"bedrag &lt; 3\" testBefore=\"true\"/></userTask>"
    ).play("\(ask)\(set("eerst", "bedrag", "3"))<expect notDone=\"lus\" finished=\"true\"/>")
  }

  @Test(arguments: [("", 3), (" testBefore=\"true\"", 3)])
  func aLoopStopsAtItsMaximum(mode: String, turns: Int) throws {
    let construct = try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" writes="akkoord" next="lus"/>
      <userTask id="lus" by="gemeente" writes="akkoord" next="na">
        <standardLoop loopCondition="not(akkoord)" loopMaximum="\(turns)"\(mode)/></userTask>
      <userTask id="na" by="gemeente" next="klaar"/>
      """)
    let turn = set("lus", "akkoord", "false")
    let times = String(repeating: turn, count: turns - 1)
    try construct.play(
      "\(ask)\(set("eerst", "akkoord", "false"))\(times)<expect enabled=\"lus\" disabled=\"na\"/>\(turn)<expect enabled=\"na\" disabled=\"lus\"/>"
    )
    try construct.play(
      "\(ask)\(set("eerst", "akkoord", "false"))\(set("lus", "akkoord", "true"))<expect enabled=\"na\"/>")
  }

  @Test func aMaximumOfOneIsDoneOnce() throws {
    let lus = { (mode: String) in
      "<userTask id=\"eerst\" by=\"gemeente\" next=\"klaar\"><standardLoop loopCondition=\"true\" loopMaximum=\"1\"\(mode)/></userTask>"
    }
    for mode in ["", " testBefore=\"true\""] {
      try Construct.procedure(lus(mode), proven: false)
        .play("\(ask)<do event=\"eerst\" by=\"gemeente\"/><expect finished=\"true\"/>")
    }
  }

  @Test(arguments: ["loopCounter &lt; 3", "loopCounter != 3", "loopCounter * 2 &lt; 6"])
  func theConditionMayReadHowOftenItHasBeenDone(condition: String) throws {
    let lus =
      "<userTask id=\"eerst\" by=\"gemeente\" next=\"klaar\"><standardLoop loopCondition=\"\(condition)\"/></userTask>"
    let act = "<do event=\"eerst\" by=\"gemeente\"/>"
    try Construct.procedure(lus).play("\(ask)\(act)\(act)<expect enabled=\"eerst\"/>\(act)<expect finished=\"true\"/>")
    let inner = """
      <subProcess id="eerst" next="klaar"><startEvent id="s" next="a"/><userTask id="a" by="gemeente" next="e"/>
      <endEvent id="e"/><standardLoop loopCondition="\(condition)"/></subProcess>
      """
    let step = "<do event=\"a\" by=\"gemeente\"/>"
    try Construct.procedure(inner).play("\(ask)\(step)\(step)<expect enabled=\"a\"/>\(step)<expect finished=\"true\"/>")
  }

  @Test func anAutomaticLoopComesToRestByItsCounter() throws {
    try Construct.procedure(
      """
      <scriptTask id="eerst" writes="bedrag" expression="1" next="klaar">
        <standardLoop loopCondition="loopCounter &lt; 3"/></scriptTask>
      """
    ).play("\(ask)<expect finished=\"true\"/>")
    try Construct.procedure(
      """
      <serviceTask id="eerst" next="klaar"><standardLoop loopCondition="true" loopMaximum="3"/></serviceTask>
      """, proven: false
    ).play("\(ask)<expect finished=\"true\"/>")
  }

  @Test(
    arguments: [
      "<multiInstance loopCardinality=\"2\"/>", "<multiInstance loopCardinality=\"2\" isSequential=\"true\"/>",
      "<standardLoop loopCondition=\"loopCounter &lt; 2\"/>",
    ])
  func anOptionalActivityIsSkippedWithAllItsTurns(loop: String) throws {
    let text = { (activity: String) in
      Construct.procedureText(
        "<userTask id=\"eerst\" by=\"gemeente\" next=\"lus\"/>\(activity)<userTask id=\"na\" by=\"gemeente\" next=\"klaar\"/>"
      )
        + "<path id=\"pad\" driver=\"inwoner\"><step id=\"afzien\" by=\"inwoner\"/></path><exclude from=\"afzien\" to=\"lus\"/>"
    }
    let waive = "<do event=\"afzien\" by=\"inwoner\"/>"
    let first = "<do event=\"eerst\" by=\"gemeente\"/>"
    let task = try Construct(
      text("<userTask id=\"lus\" by=\"gemeente\" optional=\"true\" next=\"na\">\(loop)</userTask>"))
    try task.play("\(ask)\(waive)\(first)<expect enabled=\"na\" disabled=\"lus\" notDone=\"lus\"/>")
    try task.play(
      "\(ask)\(first)<do event=\"lus\" by=\"gemeente\"/><expect enabled=\"lus\"/>\(waive)<expect enabled=\"na\" disabled=\"lus\"/>"
    )
    let part = try Construct(
      text(
        """
        <subProcess id="lus" optional="true" next="na"><startEvent id="s" next="a"/>
        <userTask id="a" by="gemeente" next="e"/><endEvent id="e"/>\(loop)</subProcess>
        """))
    try part.play("\(ask)\(waive)\(first)<expect enabled=\"na\" disabled=\"a\"/>")
    try part.play("\(ask)\(first)<expect enabled=\"a\"/>\(waive)<expect enabled=\"na\" disabled=\"a\"/>")
  }

  @Test func aBorderIsOnAllRunsOfALoop() throws {
    try Construct.procedure(
      """
      <userTask id="eerst" by="gemeente" writes="akkoord" next="klaar">
        <standardLoop loopCondition="not(akkoord)"/>
        <boundaryEvent id="te-lang" timer="P1W" next="klaar"/>
      </userTask>
      """
    ).play(
      "\(ask)<wait for=\"P5D\"/>\(set("eerst", "akkoord", "false"))<wait for=\"P2D\"/><expect done=\"te-lang\" finished=\"true\"/>"
    )
  }

  @Test(arguments: ["", " isSequential=\"true\""])
  func thereAreAsManyInstancesAsItSays(mode: String) throws {
    let construct = try Construct.procedure(several("<multiInstance loopCardinality=\"bedrag\"\(mode)/>"))
    let work = "<do event=\"werk\" by=\"gemeente\"/>"
    try construct.play(
      "\(ask)\(set("eerst", "bedrag", "3"))\(work)\(work)<expect enabled=\"werk\" disabled=\"na\"/>\(work)<expect enabled=\"na\" disabled=\"werk\"/>"
    )
    try construct.play("\(ask)\(set("eerst", "bedrag", "0"))<expect notDone=\"werk\" enabled=\"na\"/>")
    try construct.play("\(ask)\(set("eerst", "bedrag", "1.5"))<expect notDone=\"werk\" enabled=\"na\"/>")
  }

  @Test(arguments: ["", " isSequential=\"true\""])
  func theRestFallsAwayWhenItIsEnough(mode: String) throws {
    let condition = "numberOfCompletedInstances >= 2 or numberOfInstances = 1".replacing(">", with: "&gt;")
    let construct = try Construct.procedure(
      several("<multiInstance loopCardinality=\"bedrag\" completionCondition=\"\(condition)\"\(mode)/>"))
    let work = "<do event=\"werk\" by=\"gemeente\"/>"
    try construct.play(
      "\(ask)\(set("eerst", "bedrag", "5"))\(work)<expect enabled=\"werk\" disabled=\"na\"/>\(work)<expect enabled=\"na\" disabled=\"werk\"/>"
    )
    try construct.play("\(ask)\(set("eerst", "bedrag", "1"))\(work)<expect enabled=\"na\"/>")
  }

  @Test func aSubProcessRunsSeveralTimesOneAfterAnother() throws {
    let inner = """
      <subProcess id="werk" next="na"><startEvent id="s" next="a"/><userTask id="a" by="gemeente" next="b"/>
      <userTask id="b" by="gemeente" next="e"/><endEvent id="e"/>
      """
    let construct = try Construct.procedure(
      several("<multiInstance loopCardinality=\"bedrag\" isSequential=\"true\"/>", inner))
    let run = "<do event=\"a\" by=\"gemeente\"/><expect disabled=\"a\"/><do event=\"b\" by=\"gemeente\"/>"
    try construct.play(
      "\(ask)\(set("eerst", "bedrag", "2"))\(run)<expect enabled=\"a\" disabled=\"na\"/>\(run)<expect done=\"werk\" enabled=\"na\"/>"
    )
  }

  @Test func allInstancesOfASubProcessAreInterruptedAtOnce() throws {
    let inner = """
      <subProcess id="werk" next="na"><startEvent id="s" next="a"/>
      <intermediateCatchEvent id="a" timer="P2W" next="e"/><endEvent id="e"/>
      <boundaryEvent id="gestopt" by="inwoner" next="na"/>
      """
    let construct = try Construct.procedure(several("<multiInstance loopCardinality=\"bedrag\"/>", inner))
    try construct.play(
      "\(ask)\(set("eerst", "bedrag", "3"))<do event=\"gestopt\" by=\"inwoner\"/><expect enabled=\"na\"/><wait for=\"P3W\"/><expect notDone=\"werk\"/>"
    )
    try construct.play("\(ask)\(set("eerst", "bedrag", "3"))<wait for=\"P2W\"/><expect done=\"werk\" enabled=\"na\"/>")
  }

  @Test(
    arguments: [
      ("<multiInstance loopCardinality=\"2\"/><standardLoop loopCondition=\"akkoord\"/>", ["K410 standardLoop"]),
      ("<multiInstance loopCardinality=\"akkoord\"/>", ["K303 akkoord"]),
      ("<standardLoop loopCondition=\"akkoord\" loopMaximum=\"-1\"/>", ["K110 -1"]),
      ("<standardLoop loopCondition=\"akkoord\" loopMaximum=\"count(1)\"/>", ["K110 count(1)"]),
      ("<multiInstance loopCardinality=\"2\" as=\"stuk\"/>", ["K442 stuk"]),
      ("<standardLoop loopCondition=\"numberOfInstances = 2\"/>", ["K302 numberOfInstances"]),
    ] as [(String, [String])])
  func whatIsNoLoopIsSaid(loop: String, expected: [String]) {
    let nodes = """
      <userTask id="eerst" by="gemeente" writes="akkoord" next="lus"/>
      <userTask id="lus" by="gemeente" reads="akkoord" next="klaar">\(loop)</userTask>
      """
    #expect(Construct.findings(nodes) == expected)
  }
}
