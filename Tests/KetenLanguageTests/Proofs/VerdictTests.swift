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

  @Test func twoTokensThroughAMergeBehindASplitMeet() {
    let nodes = """
      <parallelGateway id="a"><flow to="b"/><flow to="m"/></parallelGateway>
      <exclusiveGateway id="m" next="b"/><userTask id="b" by="gemeente" next="e"/>
      """
    #expect(procedure(nodes) == ["K421"])
  }

  @Test func twoFlowsOfASplitToOneNodeMeet() {
    let nodes = """
      <parallelGateway id="a"><flow to="b"/><flow to="b"/></parallelGateway><userTask id="b" by="gemeente" next="e"/>
      """
    #expect(procedure(nodes) == ["K421"])
  }

  @Test func aMessageOfAClientIsTheClientsToo() {
    let found = codes(
      """
      <message id="brief" from="inwoner" to="gemeente"/>
      <procedure id="p"><startEvent id="s" by="inwoner" next="a"/><receiveTask id="a" message="brief" next="e"/>
      <endEvent id="e" closes="case"/></procedure>
      """)
    #expect(found == ["K602"])
  }

  /// What the client wrote decides which way the others may take: that some data give them one is not enough.
  @Test func aWayOutThatOnlySomeDataOpenIsNone() {
    let parts = { (write: String, test: String) in
      """
      <procedure id="p"><startEvent id="s" by="inwoner" \(write) next="a"/>
      <userTask id="a" by="inwoner" next="e"><boundaryEvent id="b" by="gemeente" next="g"/></userTask>
      <exclusiveGateway id="g"><flow to="e" if="\(test)"/><flow to="a" otherwise="true"/></exclusiveGateway>
      <endEvent id="e" closes="case"/></procedure>
      """
    }
    #expect(codes(parts("writes=\"akkoord\"", "akkoord")) == ["K602"])
    let written = parts("", "akkoord").replacing("id=\"b\"", with: "id=\"b\" writes=\"akkoord\"")
    #expect(codes(written) == [])
    let stuck = """
      <procedure id="p"><startEvent id="s" by="inwoner" writes="akkoord" next="a"/>
      <userTask id="a" by="inwoner" next="e"><boundaryEvent id="b" by="gemeente" next="e"/></userTask>
      <endEvent id="e" closes="case"/></procedure><condition from="a" to="e" if="akkoord"/>
      """
    #expect(Set(codes(stuck)) == ["K420", "K602"])
  }

  @Test func guardsOnOneItemAgree() {
    let nodes = """
      <userTask id="a" by="gemeente" writes="akkoord" next="x"/>
      <exclusiveGateway id="x"><flow to="b" if="akkoord"/><flow to="e" otherwise="true"/></exclusiveGateway>
      <userTask id="b" by="gemeente" reads="akkoord" if="akkoord = true" next="e"/>
      """
    #expect(procedure(nodes) == [])
  }

  @Test func theNinthOptionalItemIsLookedAt() {
    let names = (1...9).map { "i\($0)" }
    let items = names.map { "<item id=\"\($0)\" type=\"boolean\"/>" }.joined()
    let writes = names.map { "\($0)?" }.joined(separator: " ")
    let text = """
      <chain xmlns="urn:keten:chain:1" id="proef" version="1.0.0">
        <network><client id="inwoner"/><partner id="gemeente" directs="true"/></network>
        <dossier holder="gemeente">\(items)</dossier>
        <path id="p" driver="inwoner"><step id="s" by="inwoner"/></path>
        <procedure id="proc"><startEvent id="b" by="gemeente" writes="\(writes)" next="x"/>
        <userTask id="x" by="gemeente" next="e"/><endEvent id="e"/></procedure>
        <condition from="s" to="x" if="i9"/>
      </chain>
      """
    let found = compile(SourceFile(path: "proef.chain.xml", text: text)).diagnostics.map(\.code.id)
    #expect(found == ["K602"])
  }

  @Test func manyGuardsOnOneItemStaySmall() {
    let steps = (0..<25).map { "<step id=\"s\($0)\" by=\"gemeente\" reads=\"bedrag\" if=\"bedrag = \($0)\"/>" }.joined()
    let text = """
      <chain xmlns="urn:keten:chain:1" id="proef" version="1.0.0">
        <network><client id="inwoner"/><partner id="gemeente" directs="true"/></network>
        <dossier holder="gemeente"><item id="bedrag" type="number"/></dossier>
        <path id="p" driver="inwoner"><step id="z" by="gemeente" writes="bedrag" repeatable="true"/>\(steps)</path>
      </chain>
      """
    let compilation = compile(SourceFile(path: "proef.chain.xml", text: text))
    #expect(compilation.proof?.isProven == true)
    #expect((compilation.proof?.states ?? .max) < 200)
  }

  @Test func aTriggerThatDoesNotInterruptIsProven() {
    let found = codes(
      """
      <message id="brief" from="gemeente" to="inwoner"/>
      <procedure id="p"><startEvent id="s" by="inwoner" next="a"/>
      <userTask id="a" by="gemeente" next="e">
        <boundaryEvent id="b" message="brief" interrupting="false" next="lezen"/></userTask>
      <userTask id="lezen" by="gemeente" next="e"/><endEvent id="e" closes="case"/></procedure>
      """)
    #expect(found == [])
  }

  @Test func aTimerHasALength() {
    #expect(procedure("<intermediateCatchEvent id=\"a\" timer=\"PT0S\" next=\"e\"/>") == ["K408"])
  }

  @Test func noStepOfAPathTakesAStatutoryNodeAway() {
    let found = codes(
      """
      <path id="p" driver="gemeente"><step id="a" by="gemeente"/></path>
      <procedure id="q"><startEvent id="s" by="inwoner" next="e"/><endEvent id="e"/></procedure>
      <exclude from="a" to="s"/>
      """)
    #expect(found == ["K601"])
  }

  @Test func anAutomaticLoopThatDataEndsStaysSmall() {
    let text = """
      <chain xmlns="urn:keten:chain:1" id="proef" version="1.0.0">
        <network><client id="inwoner"/><partner id="gemeente" directs="true"/></network>
        <dossier holder="gemeente"><item id="akkoord" type="boolean"/></dossier>
        <procedure id="q"><startEvent id="s" by="gemeente" next="lus" writes="akkoord"/>
          <exclusiveGateway id="lus" next="rekenen"/>
          <scriptTask id="rekenen" writes="akkoord" expression="not(akkoord = null) and steps.e.done" next="keuze"/>
          <exclusiveGateway id="keuze">
            <flow to="lus" if="akkoord = null or akkoord"/><flow to="e" otherwise="true"/>
          </exclusiveGateway>
          <endEvent id="e" closes="case"/></procedure>
      </chain>
      """
    let compilation = compile(SourceFile(path: "proef.chain.xml", text: text))
    #expect(compilation.diagnostics.isEmpty)
    #expect((compilation.proof?.steps ?? .max) < 50)
  }

  @Test func aMessageGoesToOneCatcher() {
    let found = codes(
      """
      <message id="brief" from="gemeente" to="inwoner"/>
      <procedure id="p"><startEvent id="s" by="inwoner" next="a"/>
      <userTask id="a" by="gemeente" next="e">
        <boundaryEvent id="eerste" message="brief" next="e"/><boundaryEvent id="tweede" message="brief" next="e"/>
      </userTask><endEvent id="e" closes="case"/></procedure>
      """)
    #expect(found == ["K422"])
  }

  @Test func aStepThatAGuardAsksAboutIsNotIdle() {
    let path = """
      <path id="p" driver="inwoner"><step id="a" by="inwoner"/><step id="b" by="gemeente" if="steps.a.done"/></path>
      """
    #expect(codes(path) == [])
  }
}
