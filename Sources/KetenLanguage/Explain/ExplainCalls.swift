import KetenSource

private let called = """
  <procedure id="toetsen" title="Aanvraag toetsen">
    <dataObject id="bedrag" type="number" title="Bedrag dat wordt getoetst"/>
    <startEvent id="begin" next="beoordelen"/>
    <userTask id="beoordelen" by="gemeente" title="Beoordelen" reads="bedrag" next="getoetst"/>
    <endEvent id="getoetst"/>
  </procedure>
  """

/// K440–K442 and K803: calls, and data that live in a scope.
let callPages: [ExplanationPage] = [
  .chain(
    .call,
    """
    A call runs a procedure at its own place: it begins at once, and when it ends its caller goes on. So what is called \
    has one startEvent without a trigger and closes no case (BPMN 2.0.2, section 13.3.4); it does not begin by itself \
    any more. Each call is a run of its own: from outside name the callActivity, not what stands in the procedure.
    """,
    wrong: chainFile(
      "bezwaar",
      """
      <procedure id="toetsen" title="Ontvankelijkheid toetsen" basis="Awb art. 6:6">
        <startEvent id="begin" by="gemeente" next="beoordelen"/>
        <userTask id="beoordelen" by="gemeente" title="Beoordelen" next="getoetst"/>
        <endEvent id="getoetst"/>
      </procedure>

      <procedure id="beslissen" title="Beslissen op bezwaar" basis="Awb art. 7:11">
        <startEvent id="bezwaar-maken" by="inwoner" next="toets"/>
        <callActivity id="toets" call="toetsen" title="Toets" next="klaar"/>
        <endEvent id="klaar" closes="case"/>
      </procedure>
      """),
    mended: .replace(
      #"<startEvent id="begin" by="gemeente" next="beoordelen"/>"#,
      by: #"<startEvent id="begin" next="beoordelen"/>"#)),
  .chain(
    .recursiveCall,
    """
    A procedure calls itself, directly or through others. Each call is a part of its caller, so that would never end. \
    What is to be done again is a loop: `standardLoop`, or a flow back.
    """,
    wrong: chainFile(
      "bezwaar",
      """
      <procedure id="toetsen" title="Ontvankelijkheid toetsen" basis="Awb art. 6:6">
        <startEvent id="begin" next="nog-eens"/>
        <callActivity id="nog-eens" call="toetsen" title="Nog eens" next="getoetst"/>
        <endEvent id="getoetst"/>
      </procedure>
      """),
    mended: .replace(
      #"<callActivity id="nog-eens" call="toetsen" title="Nog eens" next="getoetst"/>"#,
      by: #"<userTask id="nog-eens" by="gemeente" title="Nog eens" next="getoetst"/>"#)),
  .chain(
    .dataMapping,
    """
    What is handed over does not fit. An `input` goes to a dataObject of the called procedure, an `output` to an item \
    or dataObject of the caller, each once; what the procedure must read and does not write itself, every call gives it. \
    Of several instances `in` or `loopCardinality` says how many there are, `as` is an element of `in`, and `collect` \
    is what each gives to the list `into`.
    """,
    wrong: chainFile(
      "subsidie",
      called + """

        <procedure id="verlenen" title="Subsidie verlenen" basis="Awb art. 4:29">
          <startEvent id="aanvraag" by="inwoner" next="toets"/>
          <callActivity id="toets" call="toetsen" title="Toets" next="klaar"/>
          <endEvent id="klaar" closes="case"/>
        </procedure>
        """),
    mended: .replace(
      #"<callActivity id="toets" call="toetsen" title="Toets" next="klaar"/>"#,
      by: """
        <callActivity id="toets" call="toetsen" title="Toets" next="klaar">
              <input from="5000" to="bedrag"/>
            </callActivity>
        """)),
  .chain(
    .dataElsewhere,
    """
    A dataObject lives in the procedure or sub-process that declares it, and the element of a list in its instance: \
    each run has its own, which is gone when the run is over. Only what stands in there can read and write it. The \
    startEvent of a procedure may write its data, but there is nothing to read yet. What others need as well is an \
    item of the dossier.
    """,
    wrong: chainFile(
      "bezwaar",
      """
      <procedure id="beslissen" title="Beslissen op bezwaar" basis="Awb art. 7:11">
        <startEvent id="bezwaar-maken" by="inwoner" next="horen"/>
        <subProcess id="horen" title="Horen" next="besluiten">
          <dataObject id="verslag" type="string" title="Wat er is gezegd"/>
          <startEvent id="begin" next="gesprek"/>
          <userTask id="gesprek" by="gemeente" title="Gesprek" writes="verslag" next="gehoord"/>
          <endEvent id="gehoord"/>
        </subProcess>
        <userTask id="besluiten" by="gemeente" title="Besluiten" reads="verslag" next="klaar"/>
        <endEvent id="klaar" closes="case"/>
      </procedure>
      """),
    mended: .replace(
      #"<userTask id="gesprek" by="gemeente" title="Gesprek" writes="verslag" next="gehoord"/>"#,
      by: """
        <userTask id="gesprek" by="gemeente" title="Gesprek" writes="verslag" next="samenvatten"/>
              <userTask id="samenvatten" by="gemeente" title="Samenvatten" reads="verslag" next="gehoord"/>
        """),
    .replace(#"title="Besluiten" reads="verslag" next="klaar""#, by: #"title="Besluiten" next="klaar""#)),
]
