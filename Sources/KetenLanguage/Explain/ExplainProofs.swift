import KetenSource

/// K420–K429: what runs of a procedure show.
let proofPages: [ExplanationPage] = [
  .chain(
    .deadlock,
    """
    There is a run after which nothing can happen any more, though the procedure has not ended: the file lies still \
    and no one can do anything about it. The notes show the shortest such run. Here one branch ended and the join \
    goes on waiting for it (BPMN 2.0.2, section 13.4.1). Let every branch that was split reach the join, or let the \
    end that cuts it short say `terminate="true"`.
    """,
    wrong: chainFile(
      "omgevingsvergunning", client: "initiatiefnemer", with: ["waterschap"],
      """
      <dossier holder="gemeente">
        <item id="volledig" type="boolean" title="Is de aanvraag volledig?" retain="permanent"/>
      </dossier>

      <procedure id="vergunnen" title="Beslissen op de aanvraag" basis="Omgevingswet art. 16.64">
        <startEvent id="aanvraag" by="initiatiefnemer" next="verdelen"/>
        <parallelGateway id="verdelen">
          <flow to="toetsen"/>
          <flow to="advies-geven"/>
        </parallelGateway>
        <userTask id="advies-geven" by="waterschap" title="Advies geven" basis="Omgevingsbesluit art. 4.24"
          next="samen"/>
        <userTask id="toetsen" by="gemeente" title="Volledigheid toetsen" writes="volledig" next="is-volledig"/>
        <exclusiveGateway id="is-volledig" basis="Awb art. 4:5">
          <flow to="samen" if="volledig"/>
          <flow to="niet-behandeld" otherwise="true"/>
        </exclusiveGateway>
        <parallelGateway id="samen" next="besluiten"/>
        <userTask id="besluiten" by="gemeente" title="Besluiten" next="besloten"/>
        <endEvent id="besloten"/>
        <endEvent id="niet-behandeld" title="Aanvraag niet behandeld"/>
      </procedure>
      """),
    mended: .replace(#"<endEvent id="niet-behandeld""#, by: #"<endEvent id="niet-behandeld" terminate="true""#)),
  .chain(
    .tokensMeet,
    """
    Two branches that run at the same time come together in one node that does not wait for both. The second would be \
    lost, or the work be done twice: BPMN starts an activity anew for every token (BPMN 2.0.2, section 13.3.1). What \
    a parallel gateway split, a parallel gateway joins.
    """,
    wrong: chainFile(
      "omgevingsvergunning", client: "initiatiefnemer", with: ["waterschap"],
      """
      <procedure id="vergunnen" title="Beslissen op de aanvraag" basis="Omgevingswet art. 16.64">
        <startEvent id="aanvraag" by="initiatiefnemer" next="verdelen"/>
        <parallelGateway id="verdelen">
          <flow to="toetsen"/>
          <flow to="advies-geven"/>
        </parallelGateway>
        <userTask id="toetsen" by="gemeente" title="Toetsen aan het omgevingsplan" next="samen"/>
        <userTask id="advies-geven" by="waterschap" title="Advies geven" basis="Omgevingsbesluit art. 4.24"
          next="samen"/>
        <exclusiveGateway id="samen" next="besluiten"/>
        <userTask id="besluiten" by="gemeente" title="Besluiten" next="besloten"/>
        <endEvent id="besloten"/>
      </procedure>
      """),
    mended: .replace(#"<exclusiveGateway id="samen""#, by: #"<parallelGateway id="samen""#)),
  .chain(
    .deadNode,
    """
    Flow leads here, but no run ever takes it: something always stands in the way. What the law demands at this point \
    would then never be done, and a right that it gives could never be used. Here withdrawing waits for the decision \
    that it is meant to come before. Take the hindrance away, or take out what cannot happen.
    """,
    wrong: chainFile(
      "wmo",
      """
      <procedure id="beschikken" title="Beslissen op de aanvraag" basis="Wmo 2015 art. 2.3.5">
        <startEvent id="aanvraag" by="inwoner" next="besluiten"/>
        <userTask id="besluiten" by="gemeente" title="Besluiten" next="besloten">
          <boundaryEvent id="intrekken" by="inwoner" title="Aanvraag intrekken" next="ingetrokken"/>
        </userTask>
        <endEvent id="besloten"/>
        <endEvent id="ingetrokken"/>
      </procedure>

      <condition from="besluiten" to="intrekken"/>
      """),
    mended: .replace(#"<condition from="besluiten""#, by: #"<condition from="aanvraag""#)),
  .chain(
    .cannotComplete,
    """
    From some run on, this procedure cannot end any more, although there is always something to do: the file goes \
    round. The applicant would never have the decision that the law promises (Awb art. 4:13). The notes show the \
    shortest run that gets there. Give the loop a way out.
    """,
    wrong: chainFile(
      "wmo",
      """
      <dossier holder="gemeente">
        <item id="volledig" type="boolean" title="Is het dossier volledig?" retain="P15Y"/>
      </dossier>

      <procedure id="beschikken" title="Beslissen op de aanvraag" basis="Wmo 2015 art. 2.3.5">
        <startEvent id="aanvraag" by="inwoner" next="beoordelen"/>
        <userTask id="beoordelen" by="gemeente" title="Aanvraag beoordelen" writes="volledig" next="is-volledig"/>
        <exclusiveGateway id="is-volledig">
          <flow to="besluiten" if="volledig"/>
          <flow to="navragen" otherwise="true"/>
        </exclusiveGateway>
        <userTask id="navragen" by="gemeente" title="Gegevens navragen" next="verwerken"/>
        <userTask id="verwerken" by="gemeente" title="Gegevens verwerken" next="navragen"/>
        <userTask id="besluiten" by="gemeente" title="Besluiten" next="besloten"/>
        <endEvent id="besloten"/>
      </procedure>
      """),
    mended: .replace(
      #"title="Gegevens verwerken" next="navragen""#, by: #"title="Gegevens verwerken" next="beoordelen""#)),
  .chain(
    .notProven,
    """
    The chain can be in more states than the proof may visit, so it is not known whether it always comes to an end: \
    nothing wrong was found, and nothing is promised. Steps in no order, that something else waits for, cost \
    most. Bring order into them where there is one in practice, or allow the proof more states with \
    `keten check --budget`. (The limit for this example is 100.)
    """,
    wrong: chainFile(
      "wmo",
      """
      <path id="onderzoek" driver="inwoner" basis="Wmo 2015 art. 2.3.2">
        <step id="melden" by="inwoner" title="Melden"/>
        <step id="plan-indienen" by="inwoner" title="Persoonlijk plan indienen"/>
        <step id="gesprek-voeren" by="gemeente" title="Gesprek voeren"/>
        <step id="huis-bezoeken" by="gemeente" title="Huis bezoeken"/>
        <step id="netwerk-spreken" by="gemeente" title="Met het netwerk spreken"/>
        <step id="advies-vragen" by="gemeente" title="Advies vragen"/>
        <step id="verslag-maken" by="gemeente" title="Verslag maken"/>
        <step id="aanvragen" by="inwoner" title="Aanvragen"/>
        <condition from="melden plan-indienen gesprek-voeren huis-bezoeken netwerk-spreken advies-vragen
          verslag-maken" to="aanvragen"/>
      </path>
      """),
    mended: .replace(
      """
      <condition from="melden plan-indienen gesprek-voeren huis-bezoeken netwerk-spreken advies-vragen
            verslag-maken" to="aanvragen"/>
      """,
      by: """
        <condition from="melden" to="plan-indienen"/>
            <condition from="plan-indienen" to="gesprek-voeren"/>
            <condition from="gesprek-voeren" to="huis-bezoeken"/>
            <condition from="huis-bezoeken" to="netwerk-spreken"/>
            <condition from="netwerk-spreken" to="advies-vragen"/>
            <condition from="advies-vragen" to="verslag-maken"/>
            <condition from="verslag-maken" to="aanvragen"/>
        """),
    stateLimit: 100),
]
