import KetenSource

/// K401–K406: how a procedure is put together.
let shapePages: [ExplanationPage] = [
  .chain(
    .noWayOn,
    """
    A case that gets here cannot go anywhere: the node has no `next`, and it is not an end event. In BPMN that would \
    end the branch in silence; here an end is said in so many words, so that the reader sees that it was meant. Give \
    the node a `next`, or lead it to an `endEvent`.
    """,
    wrong: chainFile(
      "wmo",
      """
      <procedure id="beschikken" title="Beslissen op de aanvraag" basis="Wmo 2015 art. 2.3.5">
        <startEvent id="aanvraag" by="inwoner" next="besluiten"/>
        <userTask id="besluiten" by="gemeente" title="Besluiten"/>
      </procedure>
      """),
    mended: .replace(
      #"title="Besluiten"/>"#,
      by: """
        title="Besluiten" next="besloten"/>
            <endEvent id="besloten"/>
        """)),
  .chain(
    .noStart,
    """
    A procedure begins with a start event: without one it can never run (BPMN 2.0.2, section 13.2). Say how it \
    begins: by somebody's act (`by`), by a message, or, with neither, by itself as soon as its conditions hold. A \
    sub-process has exactly one start event, without a trigger.
    """,
    wrong: chainFile(
      "wmo",
      """
      <procedure id="beschikken" title="Beslissen op de aanvraag" basis="Wmo 2015 art. 2.3.5">
        <userTask id="besluiten" by="gemeente" title="Besluiten" next="besloten"/>
        <endEvent id="besloten"/>
      </procedure>
      """),
    mended: .replace(
      #"<userTask id="besluiten""#,
      by: """
        <startEvent id="aanvraag" by="inwoner" next="besluiten"/>
            <userTask id="besluiten"
        """)),
  .chain(
    .missingOtherwise,
    """
    The gateway, activity or event chooses by conditions, and nothing says where a case goes when none of them holds: \
    when a value is missing, for one. BPMN then stops with an error (BPMN 2.0.2, sections 13.2.1 and 13.4.2); an \
    applicant would wait for nothing. Mark exactly one flow `otherwise="true"`, in place of its condition.
    """,
    wrong: decision(#"<flow to="afgewezen" if="not(toegekend)"/>"#),
    mended: .replace(#"if="not(toegekend)""#, by: #"otherwise="true""#)),
  .chain(
    .unguardedFlow,
    """
    A flow from an exclusive gateway has either a condition or the mark `otherwise`, not both and not neither. \
    Without a condition it would always be taken, and what stands after it never; with both it is not clear which \
    counts (BPMN 2.0.2, section 13.4.2). Give the flow an `if`, or take the `if` off the one that is marked. From an \
    activity or event a flow may have neither, and is then always taken; `otherwise` there is for a flow beside others \
    that have conditions.
    """,
    wrong: decision(#"<flow to="afgewezen" if="not(toegekend)" otherwise="true"/>"#),
    mended: .replace(#" if="not(toegekend)""#, by: "")),
  .chain(
    .guardedParallel,
    """
    A parallel gateway takes all its flows at once, whatever the dossier says (BPMN 2.0.2, section 13.4.1), so a \
    condition on one of them would be ignored. If the advice is needed only now and then, choose with an exclusive \
    gateway on that branch; if always, leave the condition out.
    """,
    wrong: advice(#"<flow to="advies-geven" if="bijWater"/>"#),
    mended: .replace(#" if="bijWater""#, by: "")),
  .chain(
    .flowLeavesScope,
    """
    Flow stays inside its own procedure or sub-process, and never leads to a start event or a boundary event (BPMN \
    2.0.2, section 7.6.1). What must follow in another procedure is joined by a relation: the procedure ends at an \
    end event, and a `condition` keeps the other from starting before that.
    """,
    wrong: chainFile(
      "bezwaar",
      """
      <procedure id="beschikken" title="Beslissen op de aanvraag" basis="Awb art. 4:13">
        <startEvent id="aanvraag" by="inwoner" next="bekendmaken"/>
        <userTask id="bekendmaken" by="gemeente" title="Besluit bekendmaken" next="horen"/>
      </procedure>

      <procedure id="heroverwegen" title="Beslissen op bezwaar" basis="Awb art. 7:11">
        <startEvent id="bezwaar-maken" by="inwoner" next="horen"/>
        <userTask id="horen" by="gemeente" title="Bezwaarmaker horen" basis="Awb art. 7:2" next="herzien"/>
        <endEvent id="herzien"/>
      </procedure>
      """),
    mended: .replace(
      #"title="Besluit bekendmaken" next="horen"/>"#,
      by: """
        title="Besluit bekendmaken" next="bekendgemaakt"/>
            <endEvent id="bekendgemaakt"/>
        """),
    .replace(
      "</procedure>\n</chain>",
      by: """
        </procedure>

          <condition from="bekendmaken" to="bezwaar-maken" basis="Awb art. 6:8"/>
        </chain>
        """)),
]

/// A chain that decides, with an exclusive gateway of two flows.
private func decision(_ second: String) -> String {
  chainFile(
    "wmo",
    """
    <dossier holder="gemeente">
      <item id="toegekend" type="boolean" title="Is de voorziening toegekend?" retain="P15Y"/>
    </dossier>

    <procedure id="beschikken" title="Beslissen op de aanvraag" basis="Wmo 2015 art. 2.3.5">
      <startEvent id="aanvraag" by="inwoner" next="besluiten"/>
      <userTask id="besluiten" by="gemeente" title="Besluiten" writes="toegekend" next="uitkomst"/>
      <exclusiveGateway id="uitkomst">
        <flow to="toegewezen" if="toegekend"/>
        \(second)
      </exclusiveGateway>
      <endEvent id="toegewezen"/>
      <endEvent id="afgewezen"/>
    </procedure>
    """)
}

/// A chain in which the water board advises beside the municipality's own check.
private func advice(_ flow: String) -> String {
  chainFile(
    "omgevingsvergunning", client: "initiatiefnemer", with: ["waterschap"],
    """
    <dossier holder="gemeente">
      <item id="bijWater" type="boolean" title="Ligt het bouwwerk bij water?" retain="permanent"/>
    </dossier>

    <procedure id="vergunnen" title="Beslissen op de aanvraag" basis="Omgevingswet art. 16.64">
      <startEvent id="aanvraag" by="initiatiefnemer" writes="bijWater" next="verdelen"/>
      <parallelGateway id="verdelen">
        <flow to="toetsen"/>
        \(flow)
      </parallelGateway>
      <userTask id="toetsen" by="gemeente" title="Toetsen aan het omgevingsplan" next="samen"/>
      <userTask id="advies-geven" by="waterschap" title="Advies geven" basis="Omgevingsbesluit art. 4.24"
        next="samen"/>
      <parallelGateway id="samen" next="besloten"/>
      <endEvent id="besloten"/>
    </procedure>
    """)
}
