import FEEL
import KetenMachine
import KetenSource
import Testing

@testable import KetenLanguage

/// What the proofs know of the values that decisions give.
@Suite struct OutcomeProofTests {
  private func compiled(
    _ policy: String, _ rules: [(test: String, output: String)], output: String = "", flows: String,
    writes: String = "bedrag"
  ) -> Compilation {
    let rows = rules.map { "<rule><inputEntry>\($0.test)</inputEntry><outputEntry>\($0.output)</outputEntry></rule>" }
    return compile(
      SourceFile(
        path: "proef.chain.xml",
        text: """
          <chain xmlns="urn:keten:chain:1" id="proef" version="1.0.0">
            <network><client id="inwoner"/><partner id="gemeente" directs="true"/></network>
            <dossier holder="gemeente"><item id="bedrag" type="number"/><item id="soort" type="string"/></dossier>
            <decision id="besluit" hitPolicy="\(policy)">
              <input expression="bedrag"/><output type="string" \(output)/>\(rows.joined())
            </decision>
            <procedure id="p">
              <startEvent id="s" by="inwoner" writes="\(writes)" next="bepalen"/>
              <businessRuleTask id="bepalen" decision="besluit" writes="soort" next="keuze"/>
              <exclusiveGateway id="keuze">\(flows)<flow to="anders" otherwise="true"/></exclusiveGateway>
              <userTask id="a" by="gemeente" next="e"/><userTask id="b" by="gemeente" next="e"/>
              <userTask id="anders" by="gemeente" next="e"/><endEvent id="e" closes="case"/>
            </procedure>
          </chain>
          """))
  }

  private func dead(_ compilation: Compilation) -> [String] {
    compilation.diagnostics.filter { $0.code == .deadNode && $0.message.hasPrefix("userTask") }
      .map { $0.file.text($0.range) }
  }

  private let both = """
    <flow to="a" if='soort = "a"'/><flow to="b" if='soort = "b"'/>
    """

  @Test func aTableThatAlwaysDecidesLeavesNothingElse() {
    #expect(dead(compiled("FIRST", [("&gt; 1", #""a""#), ("-", #""b""#)], flows: both)) == ["anders"])
    let hasDefault = compiled("UNIQUE", [("&gt; 1", #""a""#)], output: #"default='"b"'"#, flows: both)
    #expect(dead(hasDefault) == ["anders"])
  }

  @Test func aTableThatMayDecideNothingGivesNull() {
    let rules = [("&gt; 1", #""a""#), ("&lt;= 1", #""b""#)]
    #expect(dead(compiled("UNIQUE", rules, flows: both)) == [])
    #expect(dead(compiled("FIRST", [("&gt; 1", #""a""#)], flows: both)) == ["b"])
    // Null has a way on of its own.
    let named = compiled(
      "FIRST", [("-", #""a""#)], flows: #"<flow to="a" if='soort = "a"'/><flow to="b" if="soort = null"/>"#)
    #expect(dead(named) == ["b", "anders"])
  }

  @Test func aRuleThatNeverDecidesGivesNoValue() {
    let rules = [("-", #""a""#), ("&gt; 1", #""b""#)]
    #expect(dead(compiled("FIRST", rules, flows: both)) == ["b", "anders"])
  }

  @Test func whatIsNotKnownIsTakenForPossible() {
    #expect(dead(compiled("FIRST", [("-", "string(bedrag)")], flows: both)) == [])
    // Somebody else writes the item too.
    let rules = [("-", #""a""#)]
    let path = #"</procedure><path id="pad" driver="inwoner"><step id="zetten" by="inwoner" writes="soort"/></path>"#
    let file = compiled("FIRST", rules, flows: both).chain?.file
    let text = file.map { String(decoding: $0.bytes, as: UTF8.self).replacing("</procedure>", with: path) } ?? ""
    let compilation = compile(SourceFile(path: "proef.chain.xml", text: text))
    #expect(compilation.proof?.isComplete == true)
    #expect(dead(compilation) == [])
  }

  /// What a decision gave is on the record: replaying it decides nothing again.
  @Test func replayIsLive() throws {
    let compilation = compiled("FIRST", [("&gt; 1", #""a""#), ("-", #""b""#)], flows: both)
    var options = CompileOptions()
    options.prove = false
    let file = try #require(compilation.chain?.file)
    let machine = try #require(compile(file, options: options).machine)
    let now = Moment(milliseconds: 1_772_438_400_000)
    guard case .accepted(let first, _, let begun) = begin(machine, at: now), let event = machine.event(named: "s"),
      let party = machine.party(named: "inwoner"), let amount = machine.item(named: "bedrag"),
      let kind = machine.item(named: "soort")
    else {
      Issue.record("the case does not begin")
      return
    }
    for (number, outcome) in [(2, "a"), (1, "b")] {
      let write = ItemValue(amount, .number(.init(number)))
      guard
        case .accepted(let records, _, let next) = decide(
          .act(event, by: party, writes: [write], at: now), on: begun, of: machine)
      else {
        Issue.record("the act is refused")
        return
      }
      #expect(next.value(of: kind) == .string(outcome))
      #expect(Case.replay(first + records, of: machine) == next)
    }
  }
}
