import FEEL
import KetenLanguage
import KetenMachine
import Testing

/// Procedures that run any number of times, each run a scope of its own.
@Suite struct RepeatableConstructTests {
  private func act(_ event: String, _ party: String = "gemeente") -> String {
    "<do event=\"\(event)\" by=\"\(party)\"/>"
  }

  /// An objection: anybody may make one again, also while another runs.
  private let objection = """
    <procedure id="bezwaar" repeatable="true"><startEvent id="maken" by="inwoner" next="horen"/>
    <userTask id="horen" by="gemeente" next="beslissen"/><userTask id="beslissen" by="gemeente" next="af"/>
    <endEvent id="af"/></procedure>
    """

  @Test func eachStartOpensARunOfItsOwn() throws {
    let construct = try Construct(objection)
    try construct.play(
      """
      \(act("maken", "inwoner"))\(act("horen"))<expect enabled="maken beslissen" disabled="horen"/>
      \(act("maken", "inwoner"))<expect enabled="maken beslissen horen"/>\(act("horen"))
      <refuse event="beslissen" by="gemeente" because="run"/>
      """)
    try construct.play(
      """
      \(act("maken", "inwoner"))\(act("horen"))\(act("beslissen"))<expect disabled="beslissen horen" enabled="maken"/>
      \(act("maken", "inwoner"))<expect enabled="horen" disabled="beslissen"/>
      """)
  }

  /// From outside a condition and a response mean some run; inside, the run at hand.
  @Test func fromOutsideItIsSomeRunAndInsideItsOwn() throws {
    let steps = """
      <path id="pad" driver="inwoner"><step id="melden" by="gemeente"/><step id="vragen" by="gemeente"/></path>
      <condition from="beslissen" to="melden"/><response from="vragen" to="horen"/>
      """
    let inside = objection.replacing(
      "</procedure>", with: "<condition from=\"horen\" to=\"beslissen\"/></procedure>")
    let construct = try Construct(inside + steps)
    try construct.play(
      """
      <expect disabled="melden"/>\(act("vragen"))<expect pending="horen"/>\(act("maken", "inwoner"))\(act("maken", "inwoner"))
      <refuse event="horen" by="gemeente" because="run"/>
      """)
    try construct.play(
      """
      \(act("vragen"))\(act("maken", "inwoner"))\(act("horen"))<expect notPending="horen"/>\(act("beslissen"))
      <expect enabled="melden"/>\(act("maken", "inwoner"))<expect enabled="melden horen" disabled="beslissen"/>
      """)
  }

  @Test func aCaseClosesWhenNoRunIsLeft() throws {
    let closing = """
      <procedure id="hoofd"><startEvent id="begin" by="gemeente" next="einde"/><endEvent id="einde" closes="case"/></procedure>
      """
    let construct = try Construct(objection + closing)
    try construct.play(
      """
      \(act("maken", "inwoner"))\(act("begin"))<expect finished="false"/>\(act("horen"))\(act("beslissen"))
      <expect finished="true"/>
      """)
  }

  @Test func messagesAndTimersOpenRunsToo() throws {
    let procedure = { (trigger: String) in
      """
      <procedure id="p" repeatable="true"><startEvent id="s" \(trigger) next="t"/>
      <userTask id="t" by="gemeente" next="e"/><endEvent id="e"/></procedure>
      """
    }
    let letter = "<message message=\"bericht\"><set item=\"akkoord\" value=\"true\"/></message>"
    try Construct(procedure("message=\"bericht\"")).play(
      "\(letter)\(act("t"))\(letter)<expect enabled=\"t\"/>\(act("t"))<expect disabled=\"t\"/>")
    try Construct(procedure("timer=\"R/P1D\"")).play(
      "<wait for=\"P1D\"/>\(act("t"))<expect disabled=\"t\"/><wait for=\"P1D\"/>\(act("t"))<wait for=\"P1D\"/><expect enabled=\"t\"/>"
    )
  }

  @Test func termsAreThoseOfTheRun() throws {
    let timed = objection.replacing(
      "<endEvent id=\"af\"/>",
      with: "<endEvent id=\"af\"/><term id=\"t\" from=\"maken\" until=\"beslissen\"><within duration=\"P2W\"/></term>")
    try Construct(timed).play(
      """
      \(act("maken", "inwoner"))<expect term="t" state="running"/>\(act("horen"))\(act("beslissen"))<expect term="t" state="met"/>
      \(act("maken", "inwoner"))<expect term="t" state="running"/><wait for="P3W"/><expect term="t" state="exceeded"/>
      """)
  }

  @Test(
    arguments: [
      ("", ["K408 startEvent"]), ("condition=\"akkoord\"", ["K408 condition"]),
      ("by=\"inwoner\" repeatable=\"true\"", ["K108 repeatable"]),
    ] as [(String, [String])])
  func whatWouldBeginWithoutEndIsSaid(trigger: String, expected: [String]) {
    let parts = """
      <procedure id="p" repeatable="true"><startEvent id="s" \(trigger) next="t"/>
      <userTask id="t" by="gemeente" next="e"/><endEvent id="e"/></procedure>
      """
    let found = Construct.findings(
      "<userTask id=\"eerst\" by=\"gemeente\" writes=\"akkoord\" next=\"klaar\"/>", with: parts)
    #expect(found == expected)
  }
}
