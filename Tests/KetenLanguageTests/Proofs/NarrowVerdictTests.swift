import KetenLanguage
import KetenSource
import Testing

/// Chains in which one part of a state, or one answer, makes the verdict: each fails when the proof leaves it out.
@Suite struct NarrowVerdictTests {
  private func codes(_ parts: String) -> [String] {
    let text = """
      <chain xmlns="urn:keten:chain:1" id="proef" version="1.0.0">
        <network><client id="inwoner"/><partner id="gemeente" directs="true"/></network>
        <dossier holder="gemeente"><item id="v" type="boolean"/>
          <item id="n" type="number"/><item id="m" type="number"/></dossier>
        \(parts)
      </chain>
      """
    let diagnostics = compile(SourceFile(path: "proef.chain.xml", text: text)).diagnostics
    return diagnostics.filter { $0.severity == .error }.map(\.code.id)
  }

  private func path(_ steps: String) -> [String] { codes("<path id=\"p\" driver=\"gemeente\">\(steps)</path>") }

  @Test func whatWasDoneTellsStatesApart() {
    // Only that a has been done lets b happen: nothing else in the marking says so.
    let steps = """
      <step id="a" by="gemeente" repeatable="true"/><step id="b" by="gemeente"/><condition from="a" to="b"/>
      """
    #expect(path(steps) == [])
  }

  @Test func whatIsOwedTellsStatesApart() {
    // Doing a repeatable step changes nothing but what is owed, and that can never be paid.
    let steps = """
      <step id="a" by="gemeente" repeatable="true"/><step id="b" by="gemeente"/>
      <response from="a" to="b"/><milestone from="b" to="b"/>
      """
    #expect(path(steps) == ["K502"])
  }

  @Test func whatIsInPlayTellsStatesApart() {
    // Doing a changes nothing but what is in play.
    let steps = """
      <step id="a" by="gemeente" repeatable="true"/><step id="b" by="gemeente" included="false"/>
      <include from="a" to="b"/>
      """
    #expect(path(steps) == [])
  }

  @Test func whereATermStandsTellsStatesApart() {
    let found = codes(
      """
      <procedure id="p"><term id="t" from="s" until="a"><within duration="P2W"/></term>
      <startEvent id="s" by="inwoner" next="a"/>
      <userTask id="a" by="gemeente" if="terms.t.exceeded" next="e"/><endEvent id="e" closes="case"/></procedure>
      """)
    #expect(found == [])
  }

  @Test func aNewValueTakesTheOldAnswerAway() {
    let steps = """
      <step id="w" by="gemeente" writes="v" repeatable="true"/>
      <step id="x" by="gemeente" reads="v" if="v"/><step id="y" by="gemeente" reads="v" if="not(v)"/>
      <condition from="x" to="y"/>
      """
    #expect(path(steps) == [])
  }

  @Test func aComparisonWithWhatIsNotThereIsNull() {
    // Neither the comparison nor its opposite holds, and only these steps can take the debt away.
    let found = path(
      """
      <step id="w" by="gemeente" writes="n m?"/><step id="o" by="gemeente" included="false" required="true"/>
      <step id="f" by="gemeente" reads="n m?" if="n &lt; m"/><step id="g" by="gemeente" reads="n m?" if="not(n &lt; m)"/>
      <exclude from="f g" to="o"/><include from="w" to="o"/><milestone from="o" to="o"/>
      """)
    #expect(found == ["K502"])
  }

  @Test func aGuardSeesWhatItsOwnEventWrites() {
    let steps = """
      <step id="w" by="gemeente" writes="v"/><step id="x" by="gemeente" included="false"/>
      <include from="w" to="x" if="v"/>
      """
    #expect(path(steps) == [])
  }

  @Test func aMilestoneOnAnIdleStepIsLookedAt() {
    // The source changes nothing when it is done, but what waits for it does.
    let steps = """
      <step id="a" by="gemeente" required="true"/><step id="b" by="gemeente"/><milestone from="a" to="b"/>
      """
    #expect(path(steps) == [])
  }

  @Test func aStepThatPaysADebtIsNotIdle() {
    // The debt of another comes and goes: doing the step changes nothing else.
    let steps = """
      <step id="a" by="gemeente"/><step id="b" by="gemeente" repeatable="true"/><response from="a" to="b"/>
      """
    #expect(path(steps) == [])
  }

  @Test func theClientBlocksTheEndThroughAPath() {
    let found = codes(
      """
      <path id="q" driver="inwoner"><step id="o" by="inwoner"/></path>
      <procedure id="p"><startEvent id="s" by="gemeente" next="a"/><userTask id="a" by="gemeente" next="e"/>
      <endEvent id="e" closes="case"/></procedure><condition from="o" to="a"/>
      """)
    #expect(found == ["K602"])
  }
}
