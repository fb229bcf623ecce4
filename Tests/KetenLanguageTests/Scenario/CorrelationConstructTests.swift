import FEEL
import KetenLanguage
import KetenMachine
import Testing

/// By what a message finds the one that it is for (BPMN 2.0.2, section 8.4.2).
@Suite struct CorrelationConstructTests {
  private let items = """
    <item id="nummer" type="number"/><item id="eerste" type="number"/><item id="tweede" type="number"/>
    """
  private let ask = "<do event=\"aanvraag\" by=\"inwoner\"/>"

  private func message(_ rest: String = "") -> String {
    "<message id=\"antwoord\" from=\"waterschap\" to=\"gemeente\" carries=\"nummer\" key=\"nummer\"\(rest)/>"
  }

  private func answer(_ number: Int) -> String {
    "<message message=\"antwoord\" from=\"waterschap\"><set item=\"nummer\" value=\"\(number)\"/></message>"
  }

  private func set(_ event: String, _ item: String, _ value: Int) -> String {
    "<do event=\"\(event)\" by=\"gemeente\"><set item=\"\(item)\" value=\"\(value)\"/></do>"
  }

  /// Two letters are sent, each with a number of its own, and the answers come in any order.
  private let letters = """
    <parallelGateway id="eerst"><flow to="a"/><flow to="b"/></parallelGateway>
    <userTask id="a" by="gemeente" writes="eerste" next="wacht-a"/>
    <receiveTask id="wacht-a" message="antwoord" correlation="eerste" next="samen"/>
    <userTask id="b" by="gemeente" writes="tweede" next="wacht-b"/>
    <receiveTask id="wacht-b" message="antwoord" correlation="tweede" next="samen"/>
    <parallelGateway id="samen" next="klaar"/>
    """

  @Test func aMessageGoesToTheOneWhoseValueIsItsKey() throws {
    let construct = try Construct(message() + Construct.procedureText(letters), items: items)
    try construct.play(
      """
      \(ask)\(set("a", "eerste", 1))\(set("b", "tweede", 2))\(answer(2))<expect done="wacht-b" notDone="wacht-a"/>
      \(answer(1))<expect finished="true"/>
      """)
    try construct.play(
      "\(ask)\(set("a", "eerste", 1))\(set("b", "tweede", 2))\(answer(1))<expect done=\"wacht-a\" notDone=\"wacht-b\"/>"
    )
  }

  @Test func whatIsKeptWaitsForTheOneWithItsKey() throws {
    let construct = try Construct(message(" keep=\"P4W\"") + Construct.procedureText(letters), items: items)
    try construct.play(
      """
      \(ask)\(set("a", "eerste", 1))\(answer(2))<expect notDone="wacht-a"/>\(set("b", "tweede", 2))
      <expect done="wacht-b" notDone="wacht-a"/>
      """)
  }

  @Test func withoutCorrelationTheFirstThatWaitsTakesIt() throws {
    let nodes = letters.replacing(" correlation=\"eerste\"", with: "")
    let construct = try Construct(message() + Construct.procedureText(nodes), items: items)
    try construct.play(
      "\(ask)\(set("a", "eerste", 1))\(set("b", "tweede", 2))\(answer(9))<expect done=\"wacht-a\" notDone=\"wacht-b\"/>"
    )
  }

  @Test func aBorderAnEventGatewayAndAnEventSubProcessCorrelateToo() throws {
    let nodes = """
      <userTask id="eerst" by="gemeente" writes="eerste" next="werk"/>
      <userTask id="werk" by="gemeente" next="kies"><boundaryEvent id="rand" message="antwoord" correlation="eerste" next="kies"/></userTask>
      <eventBasedGateway id="kies"><flow to="in"/><flow to="tijd"/></eventBasedGateway>
      <intermediateCatchEvent id="in" message="antwoord" correlation="eerste + 1" next="na"/>
      <intermediateCatchEvent id="tijd" timer="P1W" next="na"/>
      <userTask id="na" by="gemeente" next="klaar"/>
      <subProcess id="deel" triggeredByEvent="true">
        <startEvent id="s" message="antwoord" correlation="eerste + 2" interrupting="false" next="e"/><endEvent id="e"/>
      </subProcess>
      """
    let construct = try Construct(message() + Construct.procedureText(nodes), items: items)
    try construct.play(
      """
      \(ask)\(set("eerst", "eerste", 5))\(answer(7))<expect done="s" notDone="rand"/>\(answer(5))<expect done="rand"/>
      \(answer(6))<expect done="in" enabled="na"/>
      """)
  }

  @Test func whatTheCaseItselfSendsCorrelates() throws {
    let nodes = """
      <parallelGateway id="eerst"><flow to="wacht"/><flow to="a"/></parallelGateway>
      <receiveTask id="wacht" message="antwoord" correlation="eerste" next="samen"/>
      <userTask id="a" by="gemeente" writes="eerste nummer" next="stuur"/>
      <sendTask id="stuur" message="antwoord" next="samen"/><parallelGateway id="samen" next="klaar"/>
      """
    let construct = try Construct(message() + Construct.procedureText(nodes), items: items, proven: false)
    let sent = { (number: Int) in
      "\(ask)<do event=\"a\" by=\"gemeente\"><set item=\"eerste\" value=\"3\"/><set item=\"nummer\" value=\"\(number)\"/></do>"
    }
    try construct.play("\(sent(3))<expect done=\"wacht\" finished=\"true\"/>")
    try construct.play("\(sent(4))<expect notDone=\"wacht\" done=\"stuur\"/>")
  }

  @Test func aMessageThatCorrelatesWithNobodyIsRefusedWithThatReason() throws {
    let nodes = """
      <userTask id="eerst" by="gemeente" writes="eerste" next="wacht"/>
      <receiveTask id="wacht" message="antwoord" correlation="eerste" next="klaar"/>
      """
    let machine = try Construct(message() + Construct.procedureText(nodes), items: items).machine
    let now = Moment(milliseconds: 1_772_438_400_000)
    let (message, number) = (
      try #require(machine.message(named: "antwoord")), try #require(machine.item(named: "nummer"))
    )
    func play(_ command: Command, _ state: Case) throws -> Case {
      guard case .accepted(_, _, let next) = decide(command, on: state, of: machine) else { throw Refused() }
      return next
    }
    func act(_ event: String, _ party: String, _ writes: [ItemValue] = []) throws -> Command {
      .act(
        try #require(machine.event(named: event)), by: try #require(machine.party(named: party)), writes: writes,
        at: now)
    }
    guard case .accepted(_, _, var state) = begin(machine, at: now) else { throw Refused() }
    let sent = Command.message(message, writes: [ItemValue(number, .number(Number(8)))], at: now)
    state = try play(try act("aanvraag", "inwoner"), state)
    #expect(decide(sent, on: state, of: machine) == .refused([.message(message)]))
    let first = try #require(machine.item(named: "eerste"))
    state = try play(try act("eerst", "gemeente", [ItemValue(first, .number(Number(7)))]), state)
    let decision = decide(sent, on: state, of: machine)
    #expect(decision == .refused([.correlation(message, .number(Number(8)))]))
    guard case .refused(let reasons) = decision else { return }
    #expect(
      reasons.map { $0.text(in: machine) } == [
        "those who wait for message 'antwoord' wait for one with another key than 8"
      ])
  }

  private struct Refused: Error {}

  @Test(
    arguments: [
      ("carries=\"akkoord\" key=\"bedrag\"", "<receiveTask id=\"w\" message=\"m\" next=\"klaar\"/>", ["K411 bedrag"]),
      (
        "carries=\"akkoord\"", "<receiveTask id=\"w\" message=\"m\" correlation=\"true\" next=\"klaar\"/>",
        ["K408 correlation"]
      ),
      (
        "carries=\"akkoord\" key=\"akkoord\"",
        "<receiveTask id=\"w\" message=\"m\" correlation=\"3\" next=\"klaar\"/>", ["K303 3"]
      ),
      (
        "carries=\"akkoord\" key=\"akkoord\"",
        """
        <receiveTask id="w" message="m" correlation="true" next="x"/>
        <intermediateCatchEvent id="x" timer="P1W" correlation="true" next="klaar"/>
        """, ["K408 correlation"]
      ),
    ] as [(String, String, [String])])
  func whatIsNoCorrelationIsSaid(message: String, nodes: String, expected: [String]) {
    let declared = "<message id=\"m\" from=\"waterschap\" to=\"gemeente\" \(message)/>"
    #expect(Construct.findings("<exclusiveGateway id=\"eerst\" next=\"w\"/>" + nodes, with: declared) == expected)
  }
}
