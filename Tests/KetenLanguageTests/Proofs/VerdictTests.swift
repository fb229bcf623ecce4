import KetenLanguage
import KetenSource
import Testing

/// What the proofs say of small chains, by code; none is sound.
@Suite struct VerdictTests {
  private func codes(_ parts: String) -> [String] {
    let text = """
      <chain xmlns="urn:keten:chain:1" id="proef" version="1.0.0">
        <network><client id="inwoner"/><partner id="gemeente" directs="true"/></network>
        <dossier holder="gemeente"><item id="akkoord" type="boolean"/></dossier>
        \(parts)
      </chain>
      """
    let diagnostics = compile(SourceFile(path: "proef.chain.xml", text: text)).diagnostics
    return diagnostics.filter { $0.severity == .error }.map(\.code.id)
  }

  private func procedure(_ nodes: String) -> [String] {
    codes(
      """
      <procedure id="p"><startEvent id="s" by="inwoner" next="a"/>\(nodes)<endEvent id="e" closes="case"/></procedure>
      """)
  }

  @Test func aGuardOnTheClockIsNoDeadlock() {
    #expect(procedure("<userTask id=\"a\" by=\"gemeente\" if=\"today &gt; date(2026,1,1)\" next=\"e\"/>") == [])
  }

  @Test func aGuardOnDataThatNobodyCanChangeIsOne() {
    let found = procedure(
      """
      <userTask id="a" by="gemeente" writes="akkoord" next="b"/>
      <userTask id="b" by="gemeente" reads="akkoord" if="akkoord" next="e"/>
      """)
    #expect(found == ["K420"])
  }

  @Test func aGuardAndItsOppositeLeaveAWay() {
    let found = procedure(
      """
      <userTask id="a" by="gemeente" writes="akkoord" next="split"/>
      <parallelGateway id="split"><flow to="x"/><flow to="y"/></parallelGateway>
      <exclusiveGateway id="x"><flow to="ja" if="akkoord"/><flow to="nee" otherwise="true"/></exclusiveGateway>
      <userTask id="ja" by="gemeente" next="x-uit"/><userTask id="nee" by="gemeente" next="x-uit"/>
      <exclusiveGateway id="x-uit" next="samen"/>
      <userTask id="y" by="gemeente" next="samen"/>
      <parallelGateway id="samen" next="e"/>
      """)
    #expect(found == [])
  }

  @Test func twoGatewaysOnOneItemAgree() {
    // The second choice takes what the first did not: the guard is the same until somebody writes the item.
    let found = procedure(
      """
      <userTask id="a" by="gemeente" writes="akkoord" next="x"/>
      <exclusiveGateway id="x"><flow to="b" if="akkoord"/><flow to="e" otherwise="true"/></exclusiveGateway>
      <userTask id="b" by="gemeente" next="y"/>
      <exclusiveGateway id="y"><flow to="nooit" if="not(akkoord)"/><flow to="e" otherwise="true"/></exclusiveGateway>
      <userTask id="nooit" by="gemeente" next="e"/>
      """)
    #expect(found.allSatisfy { $0 == "K422" } && !found.isEmpty)
  }

  @Test func theClientsSilenceNeedsAWayOut() {
    let wait = "<userTask id=\"a\" by=\"inwoner\" next=\"e\"/>"
    let withTimer =
      "<userTask id=\"a\" by=\"inwoner\" next=\"e\"><boundaryEvent id=\"t\" timer=\"P4W\" next=\"e\"/></userTask>"
    #expect(procedure(wait) == ["K602"])
    #expect(procedure(withTimer) == [])
  }

  @Test func aStepThatIsNeverBroughtInIsDead() {
    #expect(
      codes("<path id=\"p\" driver=\"inwoner\"><step id=\"a\" by=\"inwoner\" included=\"false\"/></path>") == ["K501"])
  }

  @Test func whatIsOwedButWaitsForItselfCannotBeMet() {
    let path = """
      <path id="p" driver="inwoner"><step id="a" by="inwoner"/><step id="b" by="gemeente"/>
      <response from="a" to="b"/><milestone from="b" to="b"/></path>
      """
    #expect(codes(path) == ["K502"])
  }

  @Test func anEndThatIsReachedInTimeOnlyBySomeIsNotLost() {
    let loop = """
      <userTask id="a" by="gemeente" writes="akkoord" next="x"/>
      <exclusiveGateway id="x"><flow to="e" if="akkoord"/><flow to="a" otherwise="true"/></exclusiveGateway>
      """
    #expect(procedure(loop) == [])
  }
}
