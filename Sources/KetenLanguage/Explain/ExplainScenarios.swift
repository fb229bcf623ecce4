import KetenSource

/// K250–K253: scenarios.
let scenarioPages: [ExplanationPage] = [
  .scenario(
    .scenarioUnknownName,
    """
    The scenario names something that its chain does not have: an event, party, item, message or term. Mostly the \
    name was changed in the chain and not here, or the noun and the verb are exchanged. The message says which name \
    comes nearest.
    """,
    of: reportChain,
    wrong: scenarioFile(
      "wmo", title: "Een melding komt binnen",
      """
      <do event="meldem" by="inwoner">
        <set item="melding" uri="https://wmo.example.nl/melding/1"/>
      </do>
      <expect done="melden"/>
      """),
    mended: .replace("meldem", by: "melden")),
  .scenario(
    .scenarioBadValue,
    """
    What the scenario writes or expects is not said rightly: a document is given by its `uri`, every other item by \
    its `value` in FEEL; a `wait` is either `for` a while or `until` a moment; an `expect` must expect something. \
    Write it as the message says.
    """,
    of: reportChain,
    wrong: scenarioFile(
      "wmo", title: "Een melding komt binnen",
      """
      <do event="melden" by="inwoner">
        <set item="melding" title="Hulp in het huishouden"/>
      </do>
      <expect done="melden"/>
      """),
    mended: .replace(
      #"<set item="melding" "#, by: #"<set item="melding" uri="https://wmo.example.nl/melding/1" "#)),
  .scenario(
    .scenarioChainMissing,
    """
    The chain that the scenario plays cannot be read, or has errors of its own, so there is nothing to play. `chain` \
    is the path of the chain file, seen from the folder in which the scenario stands. Correct the path, or mend the \
    chain first.
    """,
    of: reportChain,
    wrong: scenarioFile(
      "wmo-2026", title: "Een melding komt binnen",
      """
      <do event="melden" by="inwoner">
        <set item="melding" uri="https://wmo.example.nl/melding/1"/>
      </do>
      <expect done="melden"/>
      """),
    mended: .replace("wmo-2026.chain.xml", by: "wmo.chain.xml")),
  .scenario(
    .scenarioDiffers,
    """
    The chain did something else than the scenario says. Either the chain is wrong, or the scenario: it is a promise \
    about what people may do and must do, so decide which of the two the law is on the side of. The notes give the \
    reasons in the chain's own words. Here the conversation comes after the report, not before it.
    """,
    of: reportChain,
    wrong: scenarioFile(
      "wmo", title: "Eerst het gesprek, dan de melding",
      """
      <do event="gesprek-voeren" by="gemeente"/>
      """),
    mended: .replace(
      #"<do event="gesprek-voeren" by="gemeente"/>"#,
      by: #"<refuse event="gesprek-voeren" by="gemeente" because="condition"/>"#),
    .replace("Eerst het gesprek, dan de melding", by: "Geen gesprek voor de melding")),
]

/// The chain that the scenarios play.
private let reportChain = chainFile(
  "wmo",
  """
  <dossier holder="gemeente">
    <item id="melding" type="document" title="Melding" retain="P15Y"/>
  </dossier>

  <path id="voorbereiding" driver="inwoner">
    <step id="melden" by="inwoner" title="Behoefte aan ondersteuning melden" writes="melding"/>
    <step id="gesprek-voeren" by="gemeente" title="Gesprek voeren"/>
    <condition from="melden" to="gesprek-voeren"/>
  </path>
  """)
