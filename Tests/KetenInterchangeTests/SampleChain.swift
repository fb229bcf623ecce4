import Testing

/// Small chains, one for each construct that is written as BPMN.
struct SampleChain: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String

  var testDescription: String { name }

  init(_ name: String, _ parts: String) {
    self.name = name
    text = """
      <chain xmlns="urn:keten:chain:1" id="proef" version="1.0.0" xml:lang="nl">
        <title>Proef</title>
        <network>
          <client id="inwoner" title="Inwoner"/>
          <partner id="gemachtigde" title="Gemachtigde" actsFor="inwoner"/>
          <partner id="gemeente" title="Gemeente" directs="true"/>
          <partner id="waterschap" title="Waterschap" oin="00000001234567890000"/>
        </network>
        <dossier holder="gemeente">
          <item id="akkoord" type="boolean"/>
          <item id="bedrag" type="number"/>
          <item id="namen" type="string" list="true"/>
        </dossier>
        <message id="bericht" from="waterschap" to="gemeente" carries="akkoord"/>
        <message id="post" title="Post" from="waterschap" to="gemeente" carries="akkoord?" keep="P2W"/>
        <message id="brief" from="gemeente" to="inwoner waterschap"/>
        <signal id="sein"/>
        <error id="fout" title="Er ging iets mis"/>
        <escalation id="hoger"/>
        \(parts)
      </chain>
      """
  }

  /// A procedure that begins with an act of the inwoner.
  static func procedure(_ name: String, _ nodes: String) -> SampleChain {
    SampleChain(
      name,
      """
      <procedure id="behandelen" title="Behandelen">
        <startEvent id="aanvraag" title="Aanvragen" by="inwoner" next="eerst"/>
        \(nodes)
        <endEvent id="klaar" closes="case"/>
      </procedure>
      """)
  }

  static let all: [SampleChain] = events + severalTriggers + activities + flows + parts

  private static let events: [SampleChain] = [
    .procedure(
      "timers",
      """
      <intermediateCatchEvent id="eerst" timer="P1W" next="tweede"/>
      <intermediateCatchEvent id="tweede" timer="2026-04-01T00:00:00+02:00" next="taak"/>
      <userTask id="taak" by="gemeente" next="klaar">
        <boundaryEvent id="herinneren" timer="R2/P1W" interrupting="false" next="bellen"/>
      </userTask>
      <userTask id="bellen" title="Bellen" by="waterschap gemeente" next="gebeld"/>
      <endEvent id="gebeld"/>
      """),
    .procedure(
      "messages, signals, conditions",
      """
      <intermediateCatchEvent id="eerst" message="bericht" next="sturen"/>
      <intermediateThrowEvent id="sturen" message="brief" next="wachten"/>
      <intermediateCatchEvent id="wachten" condition='bedrag &gt; 100 and "a" != "b"' next="roepen"/>
      <intermediateThrowEvent id="roepen" signal="sein" next="taak"/>
      <sendTask id="taak" by="gemeente" message="brief" next="ontvangen"/>
      <receiveTask id="ontvangen" message="post" next="klaar">
        <boundaryEvent id="geroepen" signal="sein" next="klaar"/>
        <boundaryEvent id="zelf" title="Zelf gedaan" by="gemeente waterschap" if="akkoord" writes="bedrag?" next="klaar"/>
      </receiveTask>
      """),
    .procedure(
      "errors, escalations, event sub-processes, termination",
      """
      <subProcess id="eerst" title="Onderzoek" next="klaar">
        <startEvent id="s" next="werk"/>
        <serviceTask id="werk" job="archief" next="keuze">
          <boundaryEvent id="mis" error="fout" next="melden"/>
        </serviceTask>
        <exclusiveGateway id="keuze">
          <flow to="goed" if="akkoord"/>
          <flow to="slecht" title="Anders" otherwise="true"/>
        </exclusiveGateway>
        <intermediateThrowEvent id="melden" escalation="hoger" next="goed"/>
        <endEvent id="goed" terminate="true"/>
        <endEvent id="slecht" error="fout"/>
        <subProcess id="tussendoor" triggeredByEvent="true">
          <startEvent id="inzage" by="inwoner" interrupting="false" next="tonen"/>
          <userTask id="tonen" by="gemeente" next="getoond"/>
          <endEvent id="getoond"/>
        </subProcess>
        <boundaryEvent id="gevangen" error="any" next="klaar"/>
        <boundaryEvent id="hogerop" escalation="any" interrupting="false" next="gezien"/>
      </subProcess>
      <endEvent id="gezien"/>
      """),
    .procedure(
      "links",
      """
      <userTask id="eerst" by="gemeente" next="weg"/>
      <intermediateThrowEvent id="weg" link="verder"/>
      <intermediateCatchEvent id="hier" link="verder" next="klaar"/>
      """),
    .procedure(
      "compensation and transactions",
      """
      <transaction id="eerst" next="terug"><startEvent id="s" next="boeken"/>
        <userTask id="boeken" by="gemeente" next="keuze">
          <boundaryEvent id="boeken-mis" compensation="true" next="afboeken"/>
        </userTask>
        <userTask id="afboeken" by="gemeente"/>
        <exclusiveGateway id="keuze"><flow to="goed" if="akkoord"/><flow to="af" otherwise="true"/></exclusiveGateway>
        <endEvent id="goed"/><endEvent id="af" cancel="true"/>
        <boundaryEvent id="afgebroken" cancel="true" next="klaar"/>
      </transaction>
      <intermediateThrowEvent id="terug" compensation="all" next="ook"/>
      <intermediateThrowEvent id="ook" compensation="eerst" next="klaar"/>
      """),
  ]

  private static let severalTriggers: [SampleChain] = [
    .procedure(
      "several triggers",
      """
      <intermediateCatchEvent id="eerst" parallelMultiple="true" next="taak">
        <trigger message="bericht"/><trigger signal="sein"/>
      </intermediateCatchEvent>
      <userTask id="taak" by="gemeente" next="roepen">
        <boundaryEvent id="iets" interrupting="false" next="gezien">
          <trigger timer="P1W"/><trigger condition="bedrag &gt; 3"/>
        </boundaryEvent>
      </userTask>
      <endEvent id="gezien"/>
      <intermediateThrowEvent id="roepen" next="rekenen"><trigger signal="sein"/><trigger message="brief"/></intermediateThrowEvent>
      <intermediateCatchEvent id="rekenen" timerExpression='if akkoord then duration("P1D") else duration("P2D")' next="klaar"/>
      """),
    .procedure(
      "flows with conditions from activities and events",
      """
      <userTask id="eerst" by="gemeente" writes="akkoord" next="wachten"><flow to="a" if="akkoord"/></userTask>
      <userTask id="a" by="gemeente" next="uit"/>
      <intermediateCatchEvent id="wachten" timer="P1D">
        <flow to="b" title="Ja" if="akkoord"/><flow to="c"/><flow to="uit" otherwise="true"/>
      </intermediateCatchEvent>
      <userTask id="b" by="gemeente" next="uit"/>
      <userTask id="c" by="gemeente"><flow to="klaar" if="akkoord"/><flow to="uit" otherwise="true"/></userTask>
      <endEvent id="uit"/>
      """),
    SampleChain(
      "a gateway that begins a procedure",
      """
      <procedure id="begin">
        <eventBasedGateway id="of" instantiate="true"><flow to="a"/><flow to="b"/></eventBasedGateway>
        <intermediateCatchEvent id="a" message="bericht" next="taak"/>
        <intermediateCatchEvent id="b" signal="sein" next="taak"/>
        <userTask id="taak" by="gemeente" next="uit"/><endEvent id="uit"/>
      </procedure>
      """),
  ]

  private static let activities: [SampleChain] = [
    .procedure(
      "tasks",
      """
      <userTask id="eerst" title="eerst" by="inwoner" reads="akkoord? bedrag" knows="namen" if="akkoord" next="hand"
        optional="true" basis="Awb art. 4:7">
        <documentation>Eén regel.</documentation>
        <documentation xml:lang="en">Another language.</documentation>
        <documentation>
          Twee regels
          tekst.
        </documentation>
      </userTask>
      <manualTask id="hand" by="waterschap" next="vanzelf"/>
      <userTask id="vanzelf" next="reken"/>
      <scriptTask id="reken" expression="if akkoord then 1 else 2" writes="bedrag" next="dienst"/>
      <serviceTask id="dienst" by="waterschap" writes="akkoord" next="klaar"/>
      """),
    .procedure(
      "loops",
      """
      <userTask id="eerst" by="gemeente" next="twee"><standardLoop loopCondition="bedrag &lt; 3" testBefore="true"/></userTask>
      <userTask id="twee" by="waterschap" next="drie">
        <multiInstance loopCardinality="count(namen)" isSequential="true"
          completionCondition="numberOfCompletedInstances &gt; 1"/>
      </userTask>
      <userTask id="drie" by="waterschap" next="klaar"><multiInstance loopCardinality="3"/></userTask>
      """),
    .procedure(
      "instances of a list, and what they throw",
      """
      <userTask id="eerst" by="gemeente" next="twee">
        <multiInstance in="namen" as="naam" collect="string length(naam)" into="lengtes" behavior="One">
          <throw signal="sein"/>
        </multiInstance>
      </userTask>
      <userTask id="twee" by="gemeente" next="drie">
        <multiInstance loopCardinality="3" behavior="Complex"><throw if="loopCounter = 2" escalation="hoger"/></multiInstance>
      </userTask>
      <userTask id="drie" by="gemeente" next="klaar" startQuantity="2" completionQuantity="3">
        <standardLoop loopCondition="loopCounter &lt; 3" loopMaximum="5"/>
      </userTask>
      """),
    SampleChain(
      "calls and data of a scope",
      """
      <procedure id="beller" repeatable="true">
        <dataObject id="tussenstand" title="Stand" type="number"/>
        <startEvent id="s" by="gemeente" next="bel"/>
        <callActivity id="bel" title="Bellen" call="gebelde" next="e">
          <input from="bedrag + 1" to="invoer"/><output from="invoer" to="tussenstand"/>
        </callActivity>
        <endEvent id="e"/>
      </procedure>
      <procedure id="gebelde">
        <dataObject id="invoer" list="true" type="date and time"><documentation>Wat er binnenkomt.</documentation></dataObject>
        <startEvent id="s2" next="sub"/>
        <subProcess id="sub" next="e2"><dataObject id="binnen" type="string"/><startEvent id="s3" next="e3"/><endEvent id="e3"/></subProcess>
        <endEvent id="e2"/>
      </procedure>
      """),
    .procedure(
      "ad-hoc sub-processes",
      """
      <adHocSubProcess id="eerst" ordering="Sequential" completionCondition="akkoord" cancelRemainingInstances="false"
        next="tweede">
        <userTask id="een" by="gemeente" next="twee"/><userTask id="twee" by="waterschap"/>
        <userTask id="drie" by="inwoner"/>
      </adHocSubProcess>
      <adHocSubProcess id="tweede" by="gemeente" next="klaar"><userTask id="vier" by="gemeente"/></adHocSubProcess>
      """),
  ]

  private static let flows: [SampleChain] = [
    .procedure(
      "gateways",
      """
      <inclusiveGateway id="eerst" title="Wat is er nodig?">
        <flow to="a" title="Akkoord" if="akkoord"><documentation>Als het mag.</documentation></flow>
        <flow to="b" if="bedrag &gt; 3"/>
        <flow to="samen" otherwise="true"/>
      </inclusiveGateway>
      <userTask id="a" by="gemeente" next="samen"/>
      <userTask id="b" by="waterschap" next="samen"/>
      <inclusiveGateway id="samen" next="wacht"/>
      <eventBasedGateway id="wacht"><flow to="tijd"/><flow to="daad"/></eventBasedGateway>
      <intermediateCatchEvent id="tijd" timer="P1D" next="verdelen"/>
      <intermediateCatchEvent id="daad" by="inwoner" next="verdelen"/>
      <parallelGateway id="verdelen"><flow to="c"/><flow to="d"/></parallelGateway>
      <userTask id="c" by="gemeente" next="telt"/>
      <userTask id="d" by="inwoner" next="telt"/>
      <complexGateway id="telt" activation="activationCount &gt;= 1" next="terug"/>
      <exclusiveGateway id="terug">
        <flow to="eerst" title="Nog eens" if="akkoord"/>
        <flow to="klaar" otherwise="true"/>
      </exclusiveGateway>
      """)
  ]

  private static let parts: [SampleChain] = [
    SampleChain(
      "paths",
      """
      <path id="pad" driver="inwoner" title="Pad" basis="Awb art. 1:1">
        <step id="een" by="inwoner" writes="akkoord" required="true"/>
        <group id="groep" title="Samen" basis="Awb art. 1:2">
          <documentation>Wat bij elkaar hoort.</documentation>
          <step id="twee" by="gemeente waterschap" included="false"/>
          <group id="binnen"><step id="drie" by="waterschap" repeatable="true" if="akkoord"/></group>
          <condition from="twee" to="drie" after="P1W"/>
        </group>
        <step id="vier" title="Vier" by="inwoner" closes="case"><documentation>De laatste.</documentation></step>
        <response from="een" to="twee" within="P2W" renews="true" basis="Awb art. 1:3">
          <documentation>Waarom.</documentation>
        </response>
        <include from="een" to="groep"/>
        <exclude from="vier" to="groep een" if="akkoord"/>
      </path>
      """),
    SampleChain(
      "several procedures, terms and relations",
      """
      <purpose id="doel" title="Doel" basis="Awb art. 2:1"/>
      <types><type id="lid"><field id="naam" type="string"/></type></types>
      <procedure id="een"><startEvent id="a" message="post" next="sub"/>
        <term id="termijn" from="a" until="e" source="law" basis="Awb art. 4:13"><within duration="P8W"/></term>
        <subProcess id="sub" next="e"><startEvent id="b" next="c"/><userTask id="c" by="waterschap" next="d"/>
          <endEvent id="d"/><milestone from="f" to="c"/></subProcess>
        <endEvent id="e"/>
      </procedure>
      <procedure id="twee"><startEvent id="f" timer="P1Y" next="g"/><userTask id="g" by="gemeente" next="h"/>
        <endEvent id="h" message="brief"/></procedure>
      <term id="venster" from="f"><within duration="P7D"/></term>
      <condition from="a" to="g" if="not(terms.venster.open)"/>
      <documentation>Over de keten.</documentation>
      <documentation xml:lang="en">About the chain.</documentation>
      """),
    SampleChain("no procedure at all", ""),
  ]
}
