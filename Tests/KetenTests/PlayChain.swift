/// A small chain to play: a question that is checked and answered within two weeks, with a message from outside.
let playChain = """
  <chain xmlns="urn:keten:chain:1" id="klein" version="1.0.0" xml:lang="nl">
    <title>Kleine zaak</title>
    <network>
      <client id="inwoner" title="Inwoner"/>
      <partner id="buur" title="Buur" actsFor="inwoner"/>
      <partner id="gemeente" title="Gemeente" directs="true"/>
      <partner id="adviseur" title="Adviseur"/>
    </network>
    <purpose id="beslissen" title="Beslissen" basis="Awb art. 4:13"/>
    <dossier holder="gemeente" purpose="beslissen" retain="P5Y">
      <item id="verzoek" type="document" title="Verzoek"/>
      <item id="advies" type="string" title="Advies" holder="adviseur"/>
      <item id="bedrag" type="number" title="Bedrag"/>
      <item id="toegekend" type="boolean" title="Toegekend"/>
      <item id="ingang" type="date" title="Ingangsdatum"/>
      <item id="bericht" type="string" title="Bericht"/>
    </dossier>
    <message id="betaald" title="Betaald" from="adviseur" to="gemeente" carries="bericht"/>
    <procedure id="afhandelen" title="Afhandelen" basis="Awb art. 4:13">
      <startEvent id="starten" title="Starten" by="gemeente" next="betaling"/>
      <receiveTask id="betaling" title="Betaling" message="betaald" next="afgerond"/>
      <endEvent id="afgerond" title="Afgerond" closes="case"/>
    </procedure>
    <path id="zaak" driver="inwoner">
      <step id="vragen" title="Vragen" by="inwoner" writes="verzoek"/>
      <step id="adviseren" title="Adviseren" by="adviseur" writes="advies" knows="verzoek"/>
      <step id="toekennen" title="Toekennen" by="gemeente" reads="verzoek advies?" writes="toegekend bedrag? ingang?"/>
      <condition from="vragen" to="adviseren toekennen" basis="Awb art. 3:2"/>
      <condition from="toekennen" to="starten"/>
      <response from="vragen" to="toekennen"/>
    </path>
    <term id="beslistermijn" title="Beslistermijn" source="law" side="authority" basis="Awb art. 4:13"
      from="vragen" until="toekennen"><within duration="P2W"/></term>
  </chain>
  """

/// A scenario of that chain.
func playScenario(_ steps: String, title: String = "Proef") -> String {
  """
  <scenario xmlns="urn:keten:scenario:1" chain="klein.chain.xml" title="\(title)" basis="Awb art. 4:13">
    <start at="2026-03-02T09:00:00+01:00"/>
    \(steps)
  </scenario>

  """
}

/// The act that begins the case.
let askStep = #"<do event="vragen" by="inwoner"><set item="verzoek" uri="https://example.org/1"/></do>"#
