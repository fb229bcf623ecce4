import KetenLanguage
import KetenMachine
import KetenSource
import Testing

@testable import KetenInterchange

/// What each part of a DCR graph becomes, and where what is not there is reported.
@Suite struct DCRImportTests {
  private func definitions(_ parts: String) -> SourceFile {
    SourceFile(
      path: "graaf.xml",
      text: """
        <dcr:definitions xmlns:dcr="http://tk/schema/dcr" xmlns:dcrDi="http://tk/schema/dcrDi">
        <dcr:dcrGraph id="graaf">\(parts)</dcr:dcrGraph>
        </dcr:definitions>
        """)
  }

  private func specification(
    _ events: String, _ constraints: String = "", resources: String = "", included: String = "a b c d",
    pending: String = "", executed: String = ""
  ) -> SourceFile {
    let list = { (names: String) in names.split(separator: " ").map { "<event id=\"\($0)\"/>" }.joined() }
    return SourceFile(
      path: "graaf.xml",
      text: """
        <dcrgraph title="Graaf"><specification><resources><events>\(events)</events>\(resources)</resources>
        <constraints>\(constraints)</constraints></specification>
        <runtime><marking><executed>\(list(executed))</executed><included>\(list(included))</included>
        <pendingResponses>\(list(pending))</pendingResponses></marking></runtime></dcrgraph>
        """)
  }

  private func chainText(_ file: SourceFile) throws -> String {
    let chain = try #require(importDCR(file).imported).chain
    return chain.text(SourceRange(0, chain.bytes.count))
  }

  private func findings(_ file: SourceFile) -> [String] {
    compileDCR(file).diagnostics.map { "\($0.code.id) \($0.file.text($0.range))" }
  }

  @Test func eventsAreStepsThatMayBeDoneAgain() throws {
    let file = definitions(
      """
      <dcr:event id="Event_1" description="Diagnose" role="Doctor" included="true" executed="false" pending="true"/>
      <dcr:event id="Event 2" description="Buy" role="Patient" included="false" executed="false" pending="false"/>
      <dcr:event id="Event_3"/>
      <dcr:relation id="r" type="condition" sourceRef="Event_1" targetRef="Event 2" time="P3D"/>
      <dcr:relation id="s" type="response" sourceRef="Event_1" targetRef="Event 2" time="P30D"/>
      <dcr:relation id="t" type="exclude" sourceRef="Event_1" targetRef="Event_1"/>
      """)
    #expect(
      try chainText(file) == """
        <chain xmlns="urn:keten:chain:1" id="graaf" version="1.0.0">
          <title>graaf</title>
          <network>
            <client id="Doctor" title="Doctor"/>
            <partner id="Patient" title="Patient" directs="true"/>
          </network>
          <path id="path" driver="Doctor">
            <step id="Event_1" title="Diagnose" by="Doctor" required="true" repeatable="true"/>
            <step id="Event_2" title="Buy" by="Patient" included="false" repeatable="true"/>
            <step id="Event_3" by="Doctor Patient" repeatable="true"/>
            <condition from="Event_1" to="Event_2" after="P3D"/>
            <response from="Event_1" to="Event_2" within="P30D"/>
            <exclude from="Event_1" to="Event_1"/>
          </path>
        </chain>

        """)
  }

  @Test func aNestingIsAGroupAndASubProcessOneThatCompletes() throws {
    let file = specification(
      """
      <event id="a" type="nesting"><event id="b"><custom><roles><role>Alice</role></roles></custom></event></event>
      <event id="c" type="subprocess"><event id="d"/></event>
      """, "<conditions><condition sourceId=\"a\" targetId=\"c\" time=\"\"/></conditions>",
      resources: """
        <labels><label id="Eerst"/></labels><labelMappings><labelMapping eventId="b" labelId="Eerst"/></labelMappings>
        """)
    let text = try chainText(file)
    #expect(text.contains("<group id=\"a\">\n      <step id=\"b\" title=\"Eerst\" by=\"Alice\""))
    #expect(text.contains("<group id=\"c\" completes=\"true\">\n      <step id=\"d\" by=\"Alice organisation\""))
    #expect(text.contains("<condition from=\"b\" to=\"c\"/>"))
    #expect(findings(file) == [])
  }

  @Test func whatHasHappenedHoldsNothingBack() throws {
    let file = specification(
      "<event id=\"a\"/><event id=\"b\"/>", "<conditions><condition sourceId=\"a\" targetId=\"b\"/></conditions>",
      executed: "a")
    #expect(try !chainText(file).contains("<condition"))
  }

  @Test func guardsReadDataThatHaveAValueFromTheStart() throws {
    let file = definitions(
      """
      <dcr:event id="a"><dcr:eventData name="Diagnosis" type="Bool" default="true"/></dcr:event><dcr:event id="b"/>
      <dcr:relation id="r" type="response" sourceRef="a" targetRef="b" guard="Diagnosis == true &amp;&amp; 'x' = 'x'"/>
      """)
    let text = try chainText(file)
    #expect(text.contains("<item id=\"Diagnosis\" type=\"boolean\"/>"))
    #expect(text.contains("writes=\"Diagnosis?\""))
    #expect(
      text.contains(#"if='(if Diagnosis = null then true else Diagnosis) = true and "x" = "x"'"#), "\(text)")
  }

  @Test func variablesAndExpressionsOfTheOtherForm() throws {
    let file = specification(
      "<event id=\"a\"/><event id=\"b\"/>",
      "<responses><response sourceId=\"a\" targetId=\"b\" expressionId=\"e\"/></responses>",
      resources: """
        <variables><variable id="bedrag" value="5" type="int"/></variables>
        <expressions><expression id="e" value="bedrag &gt; 100"/></expressions>
        <variableAccesses><writeAccesses><writeAccess activityId="a" variableId="bedrag"/></writeAccesses></variableAccesses>
        """)
    let text = try chainText(file)
    #expect(text.contains(#"if="(if bedrag = null then 5 else bedrag) > 100""#), "\(text)")
    #expect(
      text.contains("<step id=\"a\" by=\"client organisation\" repeatable=\"true\" writes=\"bedrag?\"/>"), "\(text)")
  }

  @Test func whatIsLeftOutIsReportedAtItsPlace() {
    #expect(
      findings(
        specification(
          "<event id=\"a\"/><event id=\"b\" type=\"template\"><event id=\"c\"/></event><event id=\"d\" type=\"subprocess\"><event id=\"e\"/></event>",
          """
          <coresponces><coresponce sourceId="a" targetId="a"/></coresponces>
          <excludes><exclude sourceId="a" targetId="d"/></excludes>
          <conditions><condition sourceId="a" targetId="d" expressionId="e" link="x"/></conditions>
          """,
          resources: "<expressions><expression id=\"e\" value=\"onbekend &gt; 1\"/></expressions><wereld x=\"1\"/>",
          included: "a d e"))
        == ["K790 event", "K790 wereld", "K790 coresponce", "K790 exclude", "K790 condition"])
  }

  @Test func descriptionsAreToldOnceForAll() {
    let file = specification(
      """
      <event id="a"><custom><visualization><location xLoc="1"/></visualization></custom></event>
      <event id="b"><custom><visualization><location xLoc="1"/></visualization></custom></event>
      """)
    let found = compileDCR(file).diagnostics
    #expect(found.map(\.code.id) == ["K791"])
    #expect(found[0].notes.map(\.message) == ["and at 1 more place"])
  }

  @Test func aGraphThatContradictsItselfDoesNotRun() {
    let file = definitions(
      """
      <dcr:event id="a"/><dcr:event id="a"/><dcr:event/>
      <dcr:relation id="r" type="include" sourceRef="a" targetRef="z"/>
      """)
    #expect(findings(file) == ["K792 a", "K792 dcr:event", "K792 z"])
    #expect(compileDCR(file).compilation == nil)
    #expect(findings(SourceFile(path: "x.xml", text: "<chain/>")) == ["K792 chain"])
  }

  @Test func findingsOfTheProofStandInTheGraph() {
    let file = definitions(
      """
      <dcr:event id="a"/><dcr:event id="b"/>
      <dcr:relation id="r" type="condition" sourceRef="a" targetRef="b"/>
      <dcr:relation id="s" type="condition" sourceRef="b" targetRef="a"/>
      """)
    #expect(findings(file) == ["K501 a", "K501 b"])
  }

  @Test func nothingIsLost() throws {
    let file = specification("<event id=\"a\"><custom><x><y>1</y></x><z/></custom></event>")
    let account = try #require(importDCR(file).imported).account
    #expect(account == DCRAccount(imported: 17, reported: 2))
  }
}
