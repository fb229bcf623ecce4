import Testing

/// Events with several triggers (BPMN 2.0.2, sections 10.5.2 to 10.5.5).
@Suite struct MultipleConstructTests {
  let ask = "<do event=\"aanvraag\" by=\"inwoner\"/>"
  let post = "<message message=\"post\" from=\"waterschap\"/>"
  let bericht = "<message message=\"bericht\" from=\"waterschap\"><set item=\"akkoord\" value=\"true\"/></message>"
  let week = "<wait for=\"P1W\"/>"

  private let both = "<trigger timer=\"P1W\"/><trigger message=\"post\"/>"

  // MARK: Catching

  @Test func aCatchEventWaitsForTheFirst() throws {
    let construct = try Construct.procedure(
      "<intermediateCatchEvent id=\"eerst\" next=\"na\">\(both)</intermediateCatchEvent>"
        + "<userTask id=\"na\" by=\"gemeente\" next=\"klaar\"/>")
    try construct.play("\(ask)<expect notDone=\"eerst\"/>\(post)<expect done=\"eerst\" enabled=\"na\"/>")
    try construct.play("\(ask)\(week)<expect done=\"eerst\" enabled=\"na\"/>\(post)<expect done=\"eerst\"/>")
  }

  @Test func ofTwoMessagesAsWell() throws {
    let construct = try Construct.procedure(
      """
      <intermediateCatchEvent id="eerst" next="klaar">
        <trigger message="bericht"/><trigger message="post"/>
      </intermediateCatchEvent>
      """)
    try construct.play("\(ask)\(post)<expect done=\"eerst\" finished=\"true\"/>")
    try construct.play("\(ask)\(bericht)<expect done=\"eerst\" finished=\"true\"/>")
  }

  @Test func orForAll() throws {
    let construct = try Construct.procedure(
      """
      <intermediateCatchEvent id="eerst" parallelMultiple="true" next="na">\(both)</intermediateCatchEvent>
      <userTask id="na" by="gemeente" next="klaar"/>
      """)
    try construct.play("\(ask)\(post)<expect notDone=\"eerst\"/>\(week)<expect done=\"eerst\" enabled=\"na\"/>")
    try construct.play("\(ask)\(week)<expect notDone=\"eerst\"/>\(post)<expect done=\"eerst\" enabled=\"na\"/>")
  }

  @Test func behindAnEventBasedGatewayTheFirstOfAllTakesTheToken() throws {
    let construct = try Construct.procedure(
      """
      <eventBasedGateway id="eerst"><flow to="antwoord"/><flow to="ingetrokken"/></eventBasedGateway>
      <intermediateCatchEvent id="antwoord" next="klaar">
        <trigger message="bericht"/><trigger message="post"/><trigger timer="P2W"/>
      </intermediateCatchEvent>
      <intermediateCatchEvent id="ingetrokken" by="inwoner" next="klaar"/>
      """)
    for cause in [post, bericht, "<wait for=\"P2W\"/>"] {
      try construct.play("\(ask)\(cause)<expect done=\"antwoord\" notDone=\"ingetrokken\" finished=\"true\"/>")
    }
    try construct.play(
      "\(ask)<do event=\"ingetrokken\" by=\"inwoner\"/><expect notDone=\"antwoord\" finished=\"true\"/>")
  }

  // MARK: Borders

  @Test(arguments: ["userTask", "subProcess"])
  func aBorderTakesTheFirst(host: String) throws {
    let construct = try Construct.procedure(
      bordered(host, "<boundaryEvent id=\"weg\" next=\"klaar\">\(both)</boundaryEvent>"))
    try construct.play("\(ask)\(post)<expect done=\"weg\" notDone=\"a\" finished=\"true\"/>")
    try construct.play("\(ask)\(week)<expect done=\"weg\" notDone=\"a\" finished=\"true\"/>")
    try construct.play("\(ask)<do event=\"a\" by=\"gemeente\"/><expect notDone=\"weg\" finished=\"true\"/>")
  }

  @Test(arguments: ["userTask", "subProcess"])
  func orWaitsForAll(host: String) throws {
    let border = "<boundaryEvent id=\"weg\" parallelMultiple=\"true\" next=\"klaar\">\(both)</boundaryEvent>"
    let construct = try Construct.procedure(bordered(host, border))
    try construct.play(
      "\(ask)\(post)<expect notDone=\"weg\" enabled=\"a\"/>\(week)<expect done=\"weg\" finished=\"true\"/>")
    try construct.play(
      "\(ask)\(week)<expect notDone=\"weg\" enabled=\"a\"/>\(post)<expect done=\"weg\" finished=\"true\"/>")
    try construct.play(
      "\(ask)\(post)<do event=\"a\" by=\"gemeente\"/><wait for=\"P2W\"/><expect notDone=\"weg\" finished=\"true\"/>")
  }

  @Test func oneThatStaysMayComeAnew() throws {
    let border = """
      <boundaryEvent id="weg" interrupting="false" parallelMultiple="true" next="b">
        <trigger message="bericht"/><trigger message="post"/>
      </boundaryEvent>
      """
    let construct = try Construct.procedure(
      bordered("userTask", border) + "<userTask id=\"b\" by=\"gemeente\" next=\"uit\"/><endEvent id=\"uit\"/>")
    try construct.play(
      """
      \(ask)\(post)\(bericht)<expect done="weg" enabled="a b"/><do event="b" by="gemeente"/><expect disabled="b"/>
      \(post)<expect disabled="b"/>\(bericht)<expect enabled="a b"/><do event="b" by="gemeente"/>
      <do event="a" by="gemeente"/><expect finished="true"/>
      """)
  }

  /// A task `a`, alone or in a sub-process, with an event on the border of it.
  private func bordered(_ host: String, _ border: String) -> String {
    let task = { (id: String, rest: String) in "<userTask id=\"\(id)\" by=\"gemeente\" next=\"\(rest)\"" }
    return host == "userTask"
      ? "<exclusiveGateway id=\"eerst\" next=\"a\"/>\(task("a", "klaar"))>\(border)</userTask>"
      : """
      <subProcess id="eerst" next="klaar"><startEvent id="s" next="a"/>\(task("a", "e"))/><endEvent id="e"/>\(border)
      </subProcess>
      """
  }

  // MARK: Beginning

  @Test func aProcedureBeginsByTheFirst() throws {
    let construct = try Construct(
      """
      <procedure id="p"><startEvent id="begonnen" next="a">\(both)</startEvent>
      <userTask id="a" by="gemeente" next="uit"/><endEvent id="uit" closes="case"/></procedure>
      """)
    try construct.play("\(post)<expect done=\"begonnen\" enabled=\"a\"/>\(week)<do event=\"a\" by=\"gemeente\"/>")
    try construct.play("<expect disabled=\"a\"/>\(week)<expect done=\"begonnen\" enabled=\"a\"/>")
  }

  @Test func orByAll() throws {
    let construct = try Construct(
      """
      <procedure id="p"><startEvent id="begonnen" parallelMultiple="true" next="a">\(both)</startEvent>
      <userTask id="a" by="gemeente" next="uit"/><endEvent id="uit" closes="case"/></procedure>
      """)
    try construct.play("\(post)<expect disabled=\"a\"/>\(week)<expect done=\"begonnen\" enabled=\"a\"/>")
    try construct.play(
      "\(week)<expect disabled=\"a\"/>\(post)<expect enabled=\"a\"/><do event=\"a\" by=\"gemeente\"/><expect finished=\"true\"/>"
    )
  }

  private func eventSubProcess(_ start: String) -> String {
    """
    <userTask id="eerst" by="gemeente" next="klaar"/>
    <subProcess id="buiten" triggeredByEvent="true">
      <startEvent id="gebeurd" \(start)</startEvent>
      <userTask id="a" by="gemeente" next="uit"/><endEvent id="uit"/>
    </subProcess>
    """
  }

  @Test func anEventSubProcessBeginsByTheFirst() throws {
    let construct = try Construct.procedure(
      eventSubProcess("next=\"a\">\(both)").replacing(
        "<endEvent id=\"uit\"/>", with: "<endEvent id=\"uit\" closes=\"case\"/>"))
    for cause in [post, week] {
      try construct.play(
        "\(ask)\(cause)<expect done=\"gebeurd\" disabled=\"eerst\" enabled=\"a\"/><do event=\"a\" by=\"gemeente\"/><expect finished=\"true\"/>"
      )
    }
  }

  @Test func orByAllBesideWhatGoesOn() throws {
    let construct = try Construct.procedure(
      eventSubProcess("interrupting=\"false\" parallelMultiple=\"true\" next=\"a\">\(both)"))
    try construct.play(
      """
      \(ask)\(week)<expect disabled="a"/>\(post)<expect enabled="eerst a"/><do event="a" by="gemeente"/>
      \(post)<expect disabled="a"/>\(week)<expect enabled="eerst a"/><do event="eerst" by="gemeente"/>
      <expect finished="false"/><do event="a" by="gemeente"/><expect finished="true"/>
      """)
  }

  // MARK: Throwing

  private let waiting = """
    <signal id="een"/><signal id="twee"/>
    <procedure id="q"><startEvent id="b1" signal="een" next="t1"/><userTask id="t1" by="gemeente" next="e1"/>
      <endEvent id="e1"/></procedure>
    <procedure id="r"><startEvent id="b2" signal="twee" next="t2"/><userTask id="t2" by="gemeente" next="e2"/>
      <endEvent id="e2"/></procedure>
    """

  @Test func aThrowThrowsAll() throws {
    try Construct(
      waiting
        + Construct.procedureText(
          """
          <intermediateThrowEvent id="eerst" next="na"><trigger signal="een"/><trigger signal="twee"/></intermediateThrowEvent>
          <userTask id="na" by="gemeente" next="klaar"/>
          """)
    ).play("\(ask)<expect done=\"eerst b1 b2\" enabled=\"na t1 t2\"/>")
  }

  @Test func anEndThrowsAll() throws {
    try Construct(
      waiting
        + Construct.procedureText(
          """
          <parallelGateway id="eerst"><flow to="uit"/><flow to="na"/></parallelGateway>
          <endEvent id="uit"><trigger signal="een"/><trigger message="post"/><trigger signal="twee"/></endEvent>
          <intermediateCatchEvent id="na" message="post" next="klaar"/>
          """)
    ).play("\(ask)<expect done=\"uit b1 b2 na\" enabled=\"t1 t2\"/>")
  }

  // MARK: Wrong uses

  @Test(
    arguments: [
      (
        "<intermediateCatchEvent id=\"eerst\" next=\"klaar\"><trigger timer=\"P1W\"/></intermediateCatchEvent>",
        ["K408 trigger"]
      ),
      (
        "<intermediateCatchEvent id=\"eerst\" timer=\"P1W\" next=\"klaar\"><trigger message=\"post\"/><trigger timer=\"P1D\"/></intermediateCatchEvent>",
        ["K408 trigger"]
      ),
      (
        "<intermediateCatchEvent id=\"eerst\" next=\"klaar\"><trigger message=\"post\" timer=\"P1W\"/><trigger error=\"fout\"/></intermediateCatchEvent>",
        ["K408 trigger", "K408 trigger"]
      ),
      (
        "<intermediateCatchEvent id=\"eerst\" timer=\"P1W\" parallelMultiple=\"true\" next=\"klaar\"/>",
        ["K408 intermediateCatchEvent"]
      ),
      (
        "<intermediateCatchEvent id=\"eerst\" next=\"klaar\"><trigger message=\"post\"/><trigger timer=\"R/P1D\"/></intermediateCatchEvent>",
        ["K408 R/P1D"]
      ),
      (
        "<endEvent id=\"eerst\"><trigger error=\"fout\"/><trigger message=\"post\"/></endEvent>",
        ["K408 trigger", "K415 fout"]
      ),
      (
        "<endEvent id=\"eerst\" terminate=\"true\"><trigger message=\"post\"/><trigger message=\"bericht\"/></endEvent>",
        ["K408 endEvent"]
      ),
      (
        "<userTask id=\"eerst\" by=\"gemeente\" next=\"klaar\"><boundaryEvent id=\"b\" interrupting=\"false\" next=\"klaar\"><trigger error=\"fout\"/><trigger message=\"post\"/></boundaryEvent></userTask>",
        ["K408 boundaryEvent"]
      ),
      (
        "<userTask id=\"eerst\" by=\"gemeente\" next=\"klaar\"><boundaryEvent id=\"b\" parallelMultiple=\"true\" next=\"klaar\"><trigger error=\"fout\"/><trigger message=\"post\"/></boundaryEvent></userTask>",
        ["K408 trigger"]
      ),
    ] as [(String, [String])])
  func whatDoesNotStandThereIsSaid(nodes: String, expected: [String]) {
    let found = Construct.findings(nodes, with: "<error id=\"fout\"/>").filter {
      ["K408", "K415"].contains($0.prefix(4))
    }
    #expect(found == expected)
  }
}
