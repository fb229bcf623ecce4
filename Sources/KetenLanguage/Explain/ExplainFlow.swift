import KetenSource

/// K407–K416: what the nodes of a procedure say.
let flowPages: [ExplanationPage] = [
  .chain(
    .unreachableNode,
    """
    No flow leads to this node, so no case ever comes here. If it is a duty, as hearing the applicant, it would be \
    skipped in every case without anybody seeing it. Lead a flow to it, or take it out.
    """,
    wrong: chainFile(
      "handhaving",
      """
      <procedure id="handhaven" title="Last onder dwangsom opleggen" basis="Awb art. 5:32">
        <startEvent id="overtreding-vaststellen" by="gemeente" next="besluiten"/>
        <userTask id="horen" by="gemeente" title="Overtreder horen" basis="Awb art. 4:8" next="besluiten"/>
        <userTask id="besluiten" by="gemeente" title="Besluiten" next="besloten"/>
        <endEvent id="besloten"/>
      </procedure>
      """),
    mended: .replace(
      #"<startEvent id="overtreding-vaststellen" by="gemeente" next="besluiten"/>"#,
      by: #"<startEvent id="overtreding-vaststellen" by="gemeente" next="horen"/>"#)),
  .chain(
    .eventTrigger,
    """
    An event says what it waits for or throws, and that is something which may stand there (BPMN 2.0.2, section \
    10.5). A catch event waits for a `timer`, a `message`, a `signal` or a `condition`, a boundary event for one of \
    those, for an act (`by`), or for an `error` or `escalation` from within. One that waits for several things, or \
    throws them, has a `trigger` element for each, two or more. The start event of a sub-process waits for nothing: \
    it begins when the sub-process is reached, unless it is triggered by an event.
    """,
    wrong: chainFile(
      "omgevingsvergunning", client: "initiatiefnemer",
      """
      <procedure id="vergunnen" title="Beslissen op de aanvraag" basis="Omgevingswet art. 16.64">
        <startEvent id="aanvraag" by="initiatiefnemer" next="bekendmaken"/>
        <userTask id="bekendmaken" by="gemeente" title="Bekendmaken" basis="Awb art. 3:41" next="wachten"/>
        <intermediateCatchEvent id="wachten" title="Nog niet in werking"
          basis="Omgevingswet art. 16.79" next="van-kracht"/>
        <endEvent id="van-kracht" title="Vergunning in werking"/>
      </procedure>
      """),
    mended: .replace(#"<intermediateCatchEvent id="wachten""#, by: #"<intermediateCatchEvent id="wachten" timer="P4W""#)
  ),
  .chain(
    .nobodyMayDoIt,
    """
    This is work of a person, and nobody is named who may do it, so it would stay open for ever. Name the party in \
    `by`, or several: any one of them may then do it. Who acts must have the power to (Awb art. 10:3, mandate). If no \
    person is needed, it is a `serviceTask`.
    """,
    wrong: chainFile(
      "wmo",
      """
      <procedure id="beschikken" title="Beslissen op de aanvraag" basis="Wmo 2015 art. 2.3.5">
        <startEvent id="aanvraag" by="inwoner" next="besluiten"/>
        <userTask id="besluiten" title="Besluiten" next="besloten"/>
        <endEvent id="besloten"/>
      </procedure>
      """),
    mended: .replace(#"<userTask id="besluiten""#, by: #"<userTask id="besluiten" by="gemeente""#)),
  .chain(
    .twoWaysOn,
    """
    The same thing is said twice, in two ways, and it is not clear which counts: a `next` beside a `flow` of a \
    gateway, or a `by` beside a `job`. `next` is for the one unconditional way on, flows are for the rest. Keep one of \
    the two, and write two unconditional ways on of a gateway as two flows.
    """,
    wrong: chainFile(
      "omgevingsvergunning", client: "initiatiefnemer", with: ["waterschap"],
      """
      <procedure id="vergunnen" title="Beslissen op de aanvraag" basis="Omgevingswet art. 16.64">
        <startEvent id="aanvraag" by="initiatiefnemer" next="verdelen"/>
        <parallelGateway id="verdelen" next="toetsen">
          <flow to="advies-geven"/>
        </parallelGateway>
        <userTask id="toetsen" by="gemeente" title="Toetsen aan het omgevingsplan" next="samen"/>
        <userTask id="advies-geven" by="waterschap" title="Advies geven" basis="Omgevingsbesluit art. 4.24"
          next="samen"/>
        <parallelGateway id="samen" next="besloten"/>
        <endEvent id="besloten"/>
      </procedure>
      """),
    mended: .replace(
      #"<parallelGateway id="verdelen" next="toetsen">"#,
      by: """
        <parallelGateway id="verdelen">
              <flow to="toetsen"/>
        """)),
  .chain(
    .silentWrite,
    """
    This happens by itself, and yet it is to write an item: nobody supplies the value. Say who does: a party (`by`), \
    a system (`job`, which answers with the value), a message that carries the item, or a `scriptTask` that computes \
    exactly one.
    """,
    wrong: chainFile(
      "wmo",
      """
      <dossier holder="gemeente">
        <item id="adres" type="string" title="Adres volgens de BRP" source="BRP" retain="P15Y"/>
      </dossier>

      <procedure id="beschikken" title="Beslissen op de aanvraag" basis="Wmo 2015 art. 2.3.5">
        <startEvent id="aanvraag" by="inwoner" next="adres-opvragen"/>
        <serviceTask id="adres-opvragen" title="Adres opvragen" basis="Wet BRP art. 1.7"
          writes="adres" next="besluiten"/>
        <userTask id="besluiten" by="gemeente" title="Besluiten" reads="adres" next="besloten"/>
        <endEvent id="besloten"/>
      </procedure>
      """),
    mended: .replace(#" writes="adres""#, by: #" job="brp-bevragen" writes="adres""#)),
  .chain(
    .silentLoop,
    """
    The flow comes back to where it was without anybody acting in between, so a case that gets in would go round for \
    ever in one and the same moment. Put into the loop what is waited for: an act, a timer, a message or a job. Here \
    the file goes back to whoever assesses it, not to the question that was just answered.
    """,
    wrong: chainFile(
      "wmo",
      """
      <dossier holder="gemeente">
        <item id="volledig" type="boolean" title="Is de aanvraag volledig?" retain="P15Y"/>
      </dossier>

      <procedure id="beschikken" title="Beslissen op de aanvraag" basis="Wmo 2015 art. 2.3.5">
        <startEvent id="aanvraag" by="inwoner" next="beoordelen"/>
        <userTask id="beoordelen" by="gemeente" title="Aanvraag beoordelen" writes="volledig" next="is-volledig"/>
        <exclusiveGateway id="is-volledig" basis="Awb art. 4:5">
          <flow to="besloten" if="volledig"/>
          <flow to="herinneren" otherwise="true"/>
        </exclusiveGateway>
        <serviceTask id="herinneren" title="Herinnering sturen" next="is-volledig"/>
        <endEvent id="besloten"/>
      </procedure>
      """),
    mended: .replace(
      #"title="Herinnering sturen" next="is-volledig""#, by: #"title="Herinnering sturen" next="beoordelen""#)),
  .chain(
    .eventGateway,
    """
    An event-based gateway waits for the first of several events, so what follows it are events that wait: an \
    intermediateCatchEvent or a receiveTask (BPMN 2.0.2, section 10.6.6). No condition stands on its flows, and \
    nothing else leads to those events. An act among them is an intermediateCatchEvent with `by`. One with \
    `instantiate` begins its procedure, so that no flow leads to it, and only such a one waits for all its events, as \
    `Parallel`; it is no event that something else could refer to.
    """,
    wrong: chainFile(
      "wmo",
      """
      <procedure id="aanvullen" title="Aanvraag aanvullen" basis="Awb art. 4:5">
        <startEvent id="vragen" by="gemeente" next="wachten"/>
        <eventBasedGateway id="wachten">
          <flow to="aangevuld"/>
          <flow to="te-laat"/>
        </eventBasedGateway>
        <userTask id="aangevuld" by="inwoner" title="Aanvullen" next="klaar"/>
        <intermediateCatchEvent id="te-laat" timer="P4W" title="Niet aangevuld" next="klaar"/>
        <endEvent id="klaar"/>
      </procedure>
      """),
    mended: .replace(#"<userTask id="aangevuld""#, by: #"<intermediateCatchEvent id="aangevuld""#)),
  .chain(
    .eventSubProcess,
    """
    An event sub-process stands beside the flow: its start event begins it while what is around it is open (BPMN \
    2.0.2, section 10.3.5). So no flow leads to it or from it, and nothing sits on its border. Say what it waits for \
    on its start event, and take the flow away.
    """,
    wrong: chainFile(
      "wmo",
      """
      <procedure id="beschikken" title="Beslissen op de aanvraag" basis="Wmo 2015 art. 2.3.5">
        <startEvent id="aanvraag" by="inwoner" next="besluiten"/>
        <userTask id="besluiten" by="gemeente" title="Besluiten" next="besloten"/>
        <endEvent id="besloten"/>
        <subProcess id="intrekken" triggeredByEvent="true" title="De aanvraag intrekken" next="besloten">
          <startEvent id="ingetrokken" by="inwoner" next="einde"/>
          <endEvent id="einde"/>
        </subProcess>
      </procedure>
      """),
    mended: .replace(#" next="besloten">"#, by: ">")),
  .chain(
    .uncaught,
    """
    Nothing around this event catches what it throws. An error that nobody catches ends the case as failed, an \
    escalation or signal is lost (BPMN 2.0.2, section 13.5). Put a boundary event on the sub-process, or an event \
    sub-process in it, that catches it.
    """,
    wrong: chainFile(
      "wmo",
      """
      <escalation id="te-druk" title="Het lukt niet in zes weken"/>
      <procedure id="onderzoeken" title="Onderzoek doen" basis="Wmo 2015 art. 2.3.2">
        <startEvent id="melding" by="inwoner" next="onderzoek"/>
        <subProcess id="onderzoek" title="Onderzoek" next="klaar">
          <startEvent id="begin" next="bericht"/>
          <intermediateThrowEvent id="bericht" escalation="te-druk" next="gesprek"/>
          <userTask id="gesprek" by="gemeente" title="Gesprek" next="gevoerd"/>
          <endEvent id="gevoerd"/>
        </subProcess>
        <endEvent id="klaar"/>
      </procedure>
      """),
    mended: .replace(
      #"<endEvent id="gevoerd"/>"#,
      by: """
        <endEvent id="gevoerd"/>
              <boundaryEvent id="melden" escalation="te-druk" interrupting="false" next="klaar"/>
        """)),
  .chain(
    .compensation,
    """
    What undoes an activity stands beside it and outside the flow: a task or sub-process that its compensation event \
    names in `next`, and nothing else leads there or goes on from there (BPMN 2.0.2, section 10.7). A throw names an \
    activity of its own scope that something undoes, or `all`.
    """,
    wrong: chainFile(
      "wmo",
      """
      <procedure id="uitbetalen" title="Pgb uitbetalen" basis="Wmo 2015 art. 2.3.6">
        <startEvent id="toegekend" by="gemeente" next="reserveren"/>
        <userTask id="reserveren" by="gemeente" title="Budget reserveren" next="terug"/>
        <intermediateThrowEvent id="terug" compensation="reserveren" next="klaar"/>
        <endEvent id="klaar"/>
      </procedure>
      """),
    mended: .replace(
      #"title="Budget reserveren" next="terug"/>"#,
      by: """
        title="Budget reserveren" next="terug">
              <boundaryEvent id="ongedaan" compensation="true" next="vrijgeven"/>
            </userTask>
            <userTask id="vrijgeven" by="gemeente" title="Budget vrijgeven"/>
        """)),
]
