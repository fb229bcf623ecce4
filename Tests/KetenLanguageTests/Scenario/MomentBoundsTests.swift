import FEEL
import KetenLanguage
import KetenMachine
import KetenSource
import Testing

/// Moments at the ends of the time line: a host's mistake is a refusal or a record, never a crash.
@Suite struct MomentBoundsTests {
  private func machine() throws -> Machine {
    let text = """
      <chain xmlns="urn:keten:chain:1" id="proef" version="1.0.0">
        <network><client id="inwoner"/><partner id="gemeente" directs="true"/></network>
        <path id="p" driver="inwoner">
          <step id="a" by="inwoner" if="today &gt; date(2020,1,1)" repeatable="true"/><step id="b" by="gemeente"/>
          <response from="a" to="b" within="P6W"/><condition from="a" to="b" after="P1M"/>
        </path>
        <term id="t" from="a" until="b"><within duration="P8W"/></term>
        <procedure id="q"><startEvent id="s" by="inwoner" next="c"/>
          <userTask id="c" by="gemeente" next="e"><boundaryEvent id="d" timer="P1Y" next="e"/></userTask>
          <endEvent id="e" closes="case"/></procedure>
      </chain>
      """
    var options = CompileOptions()
    options.prove = false
    return try #require(compile(SourceFile(path: "proef.chain.xml", text: text), options: options).machine)
  }

  @Test(arguments: [Int64.min, Int64.min + 1, -62_135_596_800_001, 0, 253_402_297_200_000, Int64.max - 1, Int64.max])
  func nothingOverflows(milliseconds: Int64) throws {
    let machine = try machine()
    let moment = Moment(milliseconds: milliseconds)
    let a = try #require(machine.event(named: "a"))
    let s = try #require(machine.event(named: "s"))
    let inwoner = try #require(machine.party(named: "inwoner"))
    for start in [Moment(milliseconds: 0), moment] {
      guard case .accepted(_, _, var state) = begin(machine, at: start) else { continue }
      for command in [
        Command.act(s, by: inwoner, at: moment), .act(a, by: inwoner, at: moment), .tick(at: moment),
        .tick(at: Moment(milliseconds: .max)), .tick(at: Moment(milliseconds: .min)),
      ] {
        switch decide(command, on: state, of: machine) {
        case .accepted(let records, _, let next):
          var replayed = state
          for record in records { apply(record, to: &replayed, of: machine) }
          #expect(replayed == next)
          state = next
        case .refused(let reasons): #expect(reasons.allSatisfy { !$0.text(in: machine).isEmpty })
        }
      }
    }
  }
}
