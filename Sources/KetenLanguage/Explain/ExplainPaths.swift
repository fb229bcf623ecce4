import KetenSource

/// K501–K802: paths, paths against procedures, terms, and the dossier.
let pathPages: [ExplanationPage] = [
  .chain(
    .deadStep,
    """
    This step can never happen, whatever anybody does: what it waits for waits for it, or can never happen itself. A \
    `condition` of DCR graphs holds a step back until another has been done, so a ring of conditions holds back \
    everything in it. Take one of them out: ask which of the two really comes first.
    """,
    wrong: chainFile(
      "wmo", with: ["wijkteam"],
      """
      <path id="onderzoek" driver="inwoner" basis="Wmo 2015 art. 2.3.2">
        <step id="melden" by="inwoner" title="Behoefte aan ondersteuning melden"/>
        <step id="plan-bespreken" by="wijkteam" title="Plan bespreken"/>
        <step id="plan-vaststellen" by="inwoner" title="Plan vaststellen"/>
        <condition from="melden" to="plan-bespreken"/>
        <condition from="plan-bespreken" to="plan-vaststellen"/>
        <condition from="plan-vaststellen" to="plan-bespreken"/>
      </path>
      """),
    mended: .replace("    <condition from=\"plan-vaststellen\" to=\"plan-bespreken\"/>\n", by: "")),
  .chain(
    .cannotAccept,
    """
    A run leads to something that is owed and can never be done, so the case can never be closed. In DCR's words: a \
    response stays pending and the path cannot become accepting again. Here advice is owed also when the client \
    refuses consent, though it may be given only with consent. Let the demand arise only where it can be met.
    """,
    wrong: chainFile(
      "wmo", with: ["adviseur"],
      """
      <dossier holder="gemeente">
        <item id="toestemming" type="boolean" title="Toestemming voor medisch advies" retain="P15Y"/>
      </dossier>

      <path id="onderzoek" driver="inwoner" basis="Wmo 2015 art. 2.3.2">
        <step id="toestemming-beslissen" by="inwoner" title="Over toestemming beslissen" writes="toestemming"/>
        <step id="adviseren" by="adviseur" title="Medisch advies geven" reads="toestemming" if="toestemming"/>
        <response from="toestemming-beslissen" to="adviseren"/>
      </path>
      """),
    mended: .replace(
      #"<response from="toestemming-beslissen" to="adviseren"/>"#,
      by: #"<response from="toestemming-beslissen" to="adviseren" if="toestemming"/>"#)),
  .chain(
    .constraintForm,
    """
    A constraint of DECLARE names other events than its template speaks of. `existence`, `absence`, `exactly`, `init` \
    and `end` speak of one event, all others of two that differ. Only the first three count, by `n`. Write `b` where \
    the template has a second event, and leave it out where it has none.
    """,
    wrong: chainFile(
      "wmo", with: ["wijkteam"],
      """
      <path id="onderzoek" driver="inwoner" basis="Wmo 2015 art. 2.3.2">
        <step id="melden" by="inwoner" title="Behoefte aan ondersteuning melden" repeatable="true"/>
        <step id="bevestigen" by="wijkteam" title="Ontvangst bevestigen" repeatable="true"/>
        <constraint template="alternateResponse" a="melden"/>
      </path>
      """),
    mended: .replace(#"a="melden"/>"#, by: #"a="melden" b="bevestigen"/>"#)),
  .chain(
    .excludesStatutory,
    """
    A step of the path takes a node of a procedure out of play. What stands in a procedure is what the law \
    prescribes, and no step of a path may set it aside. If the law itself lets it fall away, as with \
    the hearing of somebody who waives it (Awb art. 7:3), say so on the node: `optional="true"`. What is the client's \
    own act to leave, the client may always waive.
    """,
    wrong: chainFile(
      "bezwaar",
      """
      <procedure id="heroverwegen" title="Beslissen op bezwaar" basis="Awb art. 7:11">
        <startEvent id="bezwaar-maken" by="inwoner" next="horen"/>
        <userTask id="horen" by="gemeente" title="Horen" basis="Awb art. 7:2" next="besluiten"/>
        <userTask id="besluiten" by="gemeente" title="Beslissen op bezwaar" next="besloten"/>
        <endEvent id="besloten"/>
      </procedure>

      <path id="eigen-keuzes" driver="inwoner">
        <step id="van-horen-afzien" by="inwoner" title="Afzien van het horen" basis="Awb art. 7:3"/>
        <exclude from="van-horen-afzien" to="horen"/>
      </path>
      """),
    mended: .replace(#"<userTask id="horen" by="gemeente""#, by: #"<userTask id="horen" by="gemeente" optional="true""#)
  ),
  .chain(
    .clientBlocksEnd,
    """
    The procedure waits for an act of the client and has no way on without it: if the client does nothing, it never \
    ends. Nobody has to make use of a right, and the authority must decide in time all the same (Awb art. 4:13). Put \
    a way out beside the wait: a boundary event with a timer, or one by which the authority goes on.
    """,
    wrong: chainFile(
      "wmo",
      """
      <procedure id="beschikken" title="Beslissen op de aanvraag" basis="Wmo 2015 art. 2.3.5">
        <startEvent id="aanvraag" by="inwoner" next="zienswijze-geven"/>
        <userTask id="zienswijze-geven" by="inwoner" title="Zienswijze" basis="Awb art. 4:7" next="besluiten"/>
        <userTask id="besluiten" by="gemeente" title="Besluiten" next="besloten"/>
        <endEvent id="besloten"/>
      </procedure>
      """),
    mended: .replace(
      #"basis="Awb art. 4:7" next="besluiten"/>"#,
      by: """
        basis="Awb art. 4:7" next="besluiten">
              <boundaryEvent id="geen-zienswijze" title="Niet binnen een week" timer="P1W" next="besluiten"/>
            </userTask>
        """)),
  .chain(
    .termOutOfScope,
    """
    A term that stands in a procedure or sub-process begins and ends with it, so what starts it and what meets it must \
    be in there too. Here the term on the investigation runs from the report, which is made before there is a \
    procedure. Declare such a term in the chain itself, beside procedures and paths.
    """,
    wrong: chainFile(
      "wmo",
      """
      <path id="voorbereiding" driver="inwoner">
        <step id="melden" by="inwoner" title="Behoefte aan ondersteuning melden"/>
      </path>

      <procedure id="beschikken" title="Beslissen op de aanvraag" basis="Wmo 2015 art. 2.3.5">
        <startEvent id="aanvraag" by="inwoner" next="besluiten"/>
        <userTask id="besluiten" by="gemeente" title="Besluiten" next="besloten"/>
        <endEvent id="besloten"/>
        <term id="onderzoekstermijn" from="melden" basis="Wmo 2015 art. 2.3.2 lid 9">
          <within duration="P6W"/>
        </term>
      </procedure>
      """),
    mended: .replace(
      """
          <term id="onderzoekstermijn" from="melden" basis="Wmo 2015 art. 2.3.2 lid 9">
            <within duration="P6W"/>
          </term>
        </procedure>
      """,
      by: """
          </procedure>

          <term id="onderzoekstermijn" from="melden" basis="Wmo 2015 art. 2.3.2 lid 9">
            <within duration="P6W"/>
          </term>
        """)),
  .chain(
    .neverWritten,
    """
    An item is read that nothing in the chain writes, so whoever needs it waits for ever. Name it in `writes` of the \
    step in which it comes into the dossier, or in `carries` of the message that brings it. If it need not be there, \
    mark the reading with `?`, but then too something has to write it.
    """,
    wrong: chainFile(
      "wmo", with: ["wijkteam"],
      """
      <dossier holder="gemeente">
        <item id="melding" type="document" title="Melding" retain="P15Y"/>
      </dossier>

      <path id="voorbereiding" driver="inwoner">
        <step id="melden" by="inwoner" title="Behoefte aan ondersteuning melden"/>
        <step id="gesprek-voeren" by="wijkteam" title="Gesprek voeren" reads="melding"/>
        <condition from="melden" to="gesprek-voeren"/>
      </path>
      """),
    mended: .replace(#"ondersteuning melden"/>"#, by: #"ondersteuning melden" writes="melding"/>"#)),
  .chain(
    .neverUsed,
    """
    An item of the dossier is neither written nor read. What nobody uses should not be kept, and not even be asked \
    for (AVG art. 5 lid 1 onder c, data minimisation). Say who writes and who reads it, or leave it out.
    """,
    wrong: chainFile(
      "wmo",
      """
      <dossier holder="gemeente">
        <item id="melding" type="document" title="Melding" retain="P15Y"/>
        <item id="geloof" type="string" title="Geloofsovertuiging" retain="P15Y"/>
      </dossier>

      <path id="voorbereiding" driver="inwoner">
        <step id="melden" by="inwoner" title="Behoefte aan ondersteuning melden" writes="melding"/>
      </path>
      """),
    mended: .replace("    <item id=\"geloof\" type=\"string\" title=\"Geloofsovertuiging\" retain=\"P15Y\"/>\n", by: "")
  ),
]
