import KetenSource
import Testing

@testable import KetenLanguage

/// What decisions decide, as scenarios.
@Suite struct DecisionConstructTests {
  /// A chain that determines `besluit` over the number `bedrag`, and writes the items named.
  private func construct(
    _ decision: String, items: String = #"<item id="uitkomst" type="string"/>"#, writes: String = "uitkomst",
    files: [String: String] = [:]
  ) throws -> Construct {
    try Construct(
      """
      \(decision)
      <procedure id="behandelen" title="Behandelen">
        <startEvent id="aanvraag" by="inwoner" writes="bedrag?" next="bepalen"/>
        <businessRuleTask id="bepalen" decision="besluit" writes="\(writes)" next="bekijken"/>
        <userTask id="bekijken" by="gemeente" next="klaar"/>
        <endEvent id="klaar" closes="case"/>
      </procedure>
      """, items: items, files: files)
  }

  /// With an amount, empty for none, the items have these values.
  private func expect(_ construct: Construct, _ amount: String, _ values: (item: String, value: String)...) throws {
    let given = amount.isEmpty ? "" : "<set item=\"bedrag\" value=\"\(amount)\"/>"
    let facts = values.map { "<expect item=\"\($0.item)\" value='\($0.value)'/>" }.joined()
    try construct.play("<do event=\"aanvraag\" by=\"inwoner\">\(given)</do><expect enabled=\"bekijken\"/>\(facts)")
  }

  private func table(
    _ policy: String, type: String = "string", output: String = "", _ rules: (test: String, output: String)...
  ) -> String {
    let rows = rules.map { "<rule><inputEntry>\($0.test)</inputEntry><outputEntry>\($0.output)</outputEntry></rule>" }
    return """
      <decision id="besluit" \(policy)>
        <input expression="bedrag"/><output type="\(type)" \(output)/>\(rows.joined())
      </decision>
      """
  }

  @Test func oneRuleMatches() throws {
    let construct = try construct(
      table("", ("&lt; 100", #""laag""#), ("[100..1000)", #""midden""#), ("&gt;= 1000", #""hoog""#)))
    for (amount, outcome) in [("99.99", "laag"), ("100", "midden"), ("999", "midden"), ("1000", "hoog")] {
      try expect(construct, amount, ("uitkomst", "\"\(outcome)\""))
    }
    try expect(construct, "", ("uitkomst", "null"))
  }

  @Test func theFirstRuleThatMatches() throws {
    let construct = try construct(
      table(#"hitPolicy="FIRST""#, ("&gt; 100", #""hoog""#), ("&gt; 10", #""midden""#), ("-", #""laag""#)))
    for (amount, outcome) in [("101", "hoog"), ("100", "midden"), ("10", "laag"), ("", "laag")] {
      try expect(construct, amount, ("uitkomst", "\"\(outcome)\""))
    }
  }

  @Test func anyOfRulesThatAgree() throws {
    let construct = try construct(
      table(#"hitPolicy="ANY""#, output: #"default='"geen"'"#, ("&gt; 10", #""ja""#), ("&lt; 20", #""ja""#)))
    try expect(construct, "15", ("uitkomst", #""ja""#))
    try expect(construct, "", ("uitkomst", #""geen""#))
  }

  @Test func theMostImportantOutput() throws {
    let construct = try construct(
      table(
        #"hitPolicy="PRIORITY""#, output: #"allowed='"weigeren", "toetsen", "verlenen"'"#,
        ("-", #""verlenen""#), ("&gt; 10", #""toetsen""#), ("&gt; 100", #""weigeren""#)))
    for (amount, outcome) in [("1", "verlenen"), ("11", "toetsen"), ("1000", "weigeren")] {
      try expect(construct, amount, ("uitkomst", "\"\(outcome)\""))
    }
  }

  @Test func allRulesThatMatchAsAList() throws {
    let list = #"<item id="uitkomst" type="string" list="true"/>"#
    let rules = [("&gt; 1", #""b""#), ("&gt; 2", #""a""#), ("&gt; 3", #""c""#)]
    for (policy, outcome) in [
      (#"hitPolicy="RULE ORDER""#, #"["b", "a", "c"]"#), (#"hitPolicy="COLLECT""#, #"["b", "a", "c"]"#),
      (#"hitPolicy="OUTPUT ORDER""#, #"["a", "b", "c"]"#),
    ] {
      let construct = try construct(
        table(policy, output: #"allowed='"a", "b", "c"'"#, rules[0], rules[1], rules[2]), items: list)
      try expect(construct, "4", ("uitkomst", outcome))
    }
  }

  @Test(arguments: [("SUM", "30"), ("COUNT", "2"), ("MIN", "10"), ("MAX", "20")])
  func rulesBroughtTogether(aggregation: String, outcome: String) throws {
    let construct = try construct(
      table(
        "hitPolicy=\"COLLECT\" aggregation=\"\(aggregation)\"", type: "number", ("&gt; 1", "10"),
        ("&gt; 2", "bedrag * 5"),
        ("&gt; 9", "100")), items: #"<item id="uitkomst" type="number"/>"#)
    try expect(construct, "4", ("uitkomst", outcome))
  }

  @Test func severalOutputsGoToItemsOfTheirName() throws {
    let decision = """
      <decision id="besluit">
        <input expression="bedrag &gt; 100" label="Hoog?"/><input expression="bedrag = null"/>
        <output name="soort" type="string"/><output name="korting" type="number" default="0"/>
        <rule><inputEntry>true</inputEntry><inputEntry>-</inputEntry>
          <outputEntry>"hoog"</outputEntry><outputEntry>bedrag / 10</outputEntry></rule>
        <rule><inputEntry>false</inputEntry><inputEntry>false</inputEntry>
          <outputEntry>"laag"</outputEntry><outputEntry><![CDATA[if bedrag < 10 then 1 else 2]]></outputEntry></rule>
      </decision>
      """
    let items = #"<item id="soort" type="string"/><item id="korting" type="number"/>"#
    let both = try construct(decision, items: items, writes: "korting soort")
    try expect(both, "200", ("soort", #""hoog""#), ("korting", "20"))
    try expect(both, "9", ("soort", #""laag""#), ("korting", "1"))
    try expect(both, "", ("soort", "null"), ("korting", "0"))
    let one = try construct(decision, items: items, writes: "soort")
    try expect(one, "200", ("soort", #""hoog""#), ("korting", "null"))
  }

  @Test func severalOutputsGoToOneItemOfAContextType() throws {
    let construct = try Construct(
      """
      <types><type id="Tarief"><field id="soort" type="string"/><field id="korting" type="number"/></type></types>
      <decision id="besluit">
        <input expression="bedrag"/><output name="soort" type="string"/><output name="korting" type="number"/>
        <rule><inputEntry>-</inputEntry><outputEntry>"vast"</outputEntry><outputEntry>bedrag</outputEntry></rule>
      </decision>
      <procedure id="behandelen" title="Behandelen">
        <startEvent id="aanvraag" by="inwoner" writes="bedrag" next="bepalen"/>
        <businessRuleTask id="bepalen" decision="besluit" writes="tarief" next="bekijken"/>
        <userTask id="bekijken" by="gemeente" next="klaar"/><endEvent id="klaar" closes="case"/>
      </procedure>
      """, items: #"<item id="tarief" type="Tarief"/>"#)
    try expect(construct, "3", ("tarief", #"{soort: "vast", korting: 3}"#))
  }

  @Test func aDecisionIsAFunction() throws {
    let construct = try Construct(
      """
      <decision id="dubbel"><input expression="2 * besluit(bedrag)"/><output type="number"/>
        <rule><inputEntry>-</inputEntry><outputEntry>2 * besluit(bedrag: bedrag)</outputEntry></rule></decision>
      <decision id="besluit" hitPolicy="FIRST">
        <input expression="bedrag"/><output type="number" default="1"/>
        <rule><inputEntry>&gt; 100</inputEntry><outputEntry>bedrag - 100</outputEntry></rule>
      </decision>
      <procedure id="behandelen" title="Behandelen">
        <startEvent id="aanvraag" by="inwoner" writes="bedrag" if="besluit(105) = 5" next="rekenen"/>
        <scriptTask id="rekenen" writes="bedrag" expression="dubbel(bedrag: bedrag) + besluit(7)" next="bekijken"/>
        <userTask id="bekijken" by="gemeente" next="klaar"/><endEvent id="klaar" closes="case"/>
      </procedure>
      """)
    try expect(construct, "150", ("bedrag", "101"))
  }

  @Test func theClockIsThatOfTheChain() throws {
    let construct = try construct(
      """
      <decision id="besluit"><input expression="today"/><output type="string"/>
        <rule><inputEntry>&lt; @"2027-01-01"</inputEntry><outputEntry>string(year(now))</outputEntry></rule>
        <rule><inputEntry>&gt;= @"2027-01-01"</inputEntry><outputEntry>"later"</outputEntry></rule>
      </decision>
      """)
    try expect(construct, "", ("uitkomst", #""2026""#))
  }

  // MARK: Imported decisions

  private static let model = """
    <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="Leges" namespace="urn:leges">
      <import name="t" namespace="urn:tarief" locationURI="tarief.dmn"/>
      <inputData id="kosten" name="Bouw kosten"><variable name="Bouw kosten" typeRef="number"/></inputData>
      <inputData id="bedrag" name="bedrag"><variable name="bedrag" typeRef="number"/></inputData>
      <decision id="leges" name="Leges"><variable name="Leges" typeRef="number"/>
        <informationRequirement><requiredInput href="#kosten"/></informationRequirement>
        <informationRequirement><requiredInput href="#bedrag"/></informationRequirement>
        <knowledgeRequirement><requiredKnowledge href="urn:tarief#tarief"/></knowledgeRequirement>
        <literalExpression><text>t.tarief(Bouw kosten) + bedrag</text></literalExpression>
      </decision>
      <decision id="jaar" name="Jaar"><variable name="Jaar" typeRef="string"/>
        <informationRequirement><requiredDecision href="#dag"/></informationRequirement>
        <literalExpression><text>string(Dag.year)</text></literalExpression>
      </decision>
      <decision id="dag" name="Dag"><literalExpression><text>today()</text></literalExpression></decision>
    </definitions>
    """
  private static let tariff = """
    <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="Tarief" namespace="urn:tarief">
      <businessKnowledgeModel id="tarief" name="tarief"><encapsulatedLogic>
        <formalParameter name="k" typeRef="number"/><literalExpression><text>k * 0.03</text></literalExpression>
      </encapsulatedLogic></businessKnowledgeModel>
    </definitions>
    """
  private static let files = ["modellen/leges.dmn": model, "modellen/tarief.dmn": tariff]

  @Test func anImportedDecisionIsGivenItemsByNameOrByExpression() throws {
    let construct = try construct(
      """
      <import id="leges" href="./modellen/leges.dmn"/>
      <decision id="besluit" import="leges" ref="Leges"><input name="Bouw kosten" expression="bedrag * 100"/></decision>
      """, items: #"<item id="uitkomst" type="number"/>"#, files: Self.files)
    try expect(construct, "10", ("uitkomst", "40"))
    try expect(construct, "", ("uitkomst", "null"))
  }

  @Test func anImportedDecisionThatAsksTheTimeIsGivenIt() throws {
    let construct = try construct(
      """
      <import id="leges" href="modellen/leges.dmn"/>
      <decision id="besluit" import="leges" ref="Jaar"/>
      """, files: Self.files)
    try expect(construct, "", ("uitkomst", #""2026""#))
  }
}
