import Testing

/// Instances over a list, with data of their own (BPMN 2.0.2, section 13.3.7).
@Suite struct InstanceDataTests {
  private let items = """
    <item id="stukken" type="string" list="true"/><item id="oordelen" type="number" list="true"/>
    """
  private let ask = "<do event=\"aanvraag\" by=\"inwoner\"/>"

  private func write(_ event: String, _ item: String, _ value: String) -> String {
    "<do event=\"\(event)\" by=\"gemeente\"><set item=\"\(item)\" value='\(value)'/></do>"
  }

  private func judging(_ attributes: String, proven: Bool = true) throws -> Construct {
    try Construct(
      Construct.procedureText(
        """
        <userTask id="eerst" by="gemeente" writes="stukken" next="beoordelen"/>
        <userTask id="beoordelen" by="gemeente" reads="stuk" writes="oordeel" next="na">
          <multiInstance in="stukken" as="stuk" collect="oordeel + loopCounter * 10" into="oordelen" \(attributes)>
            <dataObject id="oordeel" type="number"/>
          </multiInstance>
        </userTask>
        <userTask id="na" by="gemeente" reads="oordelen" next="klaar"/>
        """), items: items, proven: proven)
  }

  @Test func whatTheyGiveIsInTheOrderOfTheList() throws {
    try judging("").play(
      """
      \(ask)\(write("eerst", "stukken", #"["a", "b", "c"]"#))<refuse event="beoordelen" by="gemeente" because="run write"/>
      \(write("beoordelen[3]", "oordeel", "3"))\(write("beoordelen[1]", "oordeel", "1"))
      <expect notDone="na" enabled="beoordelen"/>\(write("beoordelen", "oordeel", "2"))
      <expect item="oordelen" value="[11, 22, 33]" enabled="na" disabled="beoordelen"/>
      """)
  }

  @Test func oneAfterAnother() throws {
    try judging("isSequential=\"true\"").play(
      """
      \(ask)\(write("eerst", "stukken", #"["a", "b"]"#))\(write("beoordelen", "oordeel", "1"))
      <expect enabled="beoordelen"/>\(write("beoordelen", "oordeel", "2"))
      <expect item="oordelen" value="[11, 22]" enabled="na" disabled="beoordelen"/>
      """)
  }

  @Test func ofAnEmptyListThereAreNone() throws {
    try judging("").play(
      """
      \(ask)\(write("eerst", "stukken", "[]"))<expect notDone="beoordelen" enabled="na" item="oordelen" value="[]"/>
      """)
  }

  @Test func enoughMayRestOnWhatIsCollected() throws {
    try judging("completionCondition=\"count(oordelen[item &gt; 15]) &gt;= 1 and numberOfCompletedInstances &gt;= 1\"")
      .play(
        """
        \(ask)\(write("eerst", "stukken", #"["a", "b", "c"]"#))\(write("beoordelen[1]", "oordeel", "1"))
        <expect enabled="beoordelen[2]" disabled="na"/>\(write("beoordelen[1]", "oordeel", "2"))
        <expect item="oordelen" value="[11, 22, null]" enabled="na" disabled="beoordelen"/>
        """)
  }

  @Test func aSubProcessIsItsOwnInstance() throws {
    let construct = try Construct(
      Construct.procedureText(
        """
        <userTask id="eerst" by="gemeente" writes="stukken" next="deel"/>
        <subProcess id="deel" next="na"><dataObject id="lengte" type="number"/>
          <multiInstance in="stukken" as="stuk" collect="lengte" into="oordelen"/>
          <startEvent id="s" next="meten"/>
          <scriptTask id="meten" writes="lengte" expression="string length(stuk) + loopCounter" next="wachten"/>
          <userTask id="wachten" by="gemeente" reads="stuk" if='stuk != "xx" or loopCounter = 2' next="e"/>
          <endEvent id="e"/>
        </subProcess>
        <userTask id="na" by="gemeente" next="klaar"/>
        """), items: items, proven: false)
    try construct.play(
      """
      \(ask)\(write("eerst", "stukken", #"["xxx", "xx"]"#))<expect enabled="wachten[1] wachten[2]"/>
      <do event="wachten[1]" by="gemeente"/><do event="wachten" by="gemeente"/>
      <expect item="oordelen" value="[4, 4]" enabled="na"/>
      """)
  }

  @Test func instancesWithinInstancesSeeBoth() throws {
    let construct = try Construct(
      Construct.procedureText(
        """
        <userTask id="eerst" by="gemeente" writes="stukken" next="buiten"/>
        <subProcess id="buiten" next="na">
          <multiInstance in="stukken" as="stuk" isSequential="true"/>
          <startEvent id="s" next="binnen"/>
          <scriptTask id="binnen" writes="bedrag" expression="string length(stuk) * 100 + loopCounter + kans" next="e">
            <multiInstance in="[10, 20]" as="kans" isSequential="true"/>
          </scriptTask>
          <endEvent id="e"/>
        </subProcess>
        <userTask id="na" by="gemeente" next="klaar"/>
        """), items: items)
    try construct.play(
      "\(ask)\(write("eerst", "stukken", #"["x", "xx"]"#))<expect item=\"bedrag\" value=\"222\" enabled=\"na\"/>")
  }

  @Test func eachInstanceIsUndoneWithItsOwnData() throws {
    let construct = try Construct(
      Construct.procedureText(
        """
        <userTask id="eerst" by="gemeente" writes="stukken" next="boeken"/>
        <userTask id="boeken" by="gemeente" next="gooi">
          <multiInstance in="stukken" as="stuk"/>
          <boundaryEvent id="terug" compensation="true" next="terugboeken"/>
        </userTask>
        <scriptTask id="terugboeken" writes="bedrag" expression="(if bedrag = null then 0 else bedrag * 10) + 1"/>
        <intermediateThrowEvent id="gooi" compensation="all" next="klaar"/>
        """), items: items)
    try construct.play(
      """
      \(ask)\(write("eerst", "stukken", #"["x", "xx"]"#))<do event="boeken[2]" by="gemeente"/>
      <do event="boeken" by="gemeente"/><expect item="bedrag" value="11" finished="true"/>
      """)
  }

  @Test(
    arguments: [
      ("<multiInstance loopCardinality=\"2\" as=\"stuk\"/>", ["K442 stuk"]),
      ("<multiInstance/>", ["K442 multiInstance"]),
      ("<multiInstance in=\"[1]\" loopCardinality=\"2\"/>", ["K410 loopCardinality"]),
      ("<multiInstance in=\"[1]\" collect=\"1\"/>", ["K442 collect"]),
      ("<multiInstance in=\"[1]\" into=\"oordelen\"/>", ["K442 oordelen"]),
      ("<multiInstance in=\"[1]\" collect=\"1\" into=\"bedrag\"/>", ["K303 bedrag"]),
      ("<multiInstance in=\"[1]\" as=\"akkoord\"/>", ["K202 akkoord"]),
      ("<multiInstance in=\"[1]\" as=\"x\" collect='\"t\"' into=\"oordelen\"/>", ["K303 \"t\""]),
      ("<multiInstance in=\"[1]\" as=\"x\" completionCondition=\"x = 1\"/>", ["K304 x"]),
    ] as [(String, [String])])
  func whatIsNoInstanceIsSaid(loop: String, expected: [String]) {
    let nodes = """
      <userTask id="eerst" by="gemeente" writes="akkoord" next="lus"/>
      <userTask id="lus" by="gemeente" reads="akkoord" next="klaar">\(loop)</userTask>
      """
    #expect(Construct.findings(nodes, items: items) == expected)
  }
}
