import KetenSource

/// K106–K114: the vocabulary of the language.
let grammarPages: [ExplanationPage] = [
  .chain(
    .unknownElement,
    """
    The language has no element of this name. Elements are BPMN's (`userTask`, `exclusiveGateway`), those of DCR \
    graphs (`condition`, `response`) and the network's (`partner`, `dossier`), and capitals count. Data of another \
    tool may stand in a namespace of its own: that is kept and passed over. Most often it is a typing error, and the \
    message says what was meant.
    """,
    wrong: chainFile(
      "wmo",
      """
      <path id="voorbereiding" driver="inwoner">
        <stap id="melden" by="inwoner" title="Behoefte aan ondersteuning melden"/>
      </path>
      """),
    mended: .replace("<stap ", by: "<step ")),
  .chain(
    .wrongPlace,
    """
    The element exists, but not here: a `step` stands in a path, an `item` in the dossier, a `userTask` in a \
    procedure or sub-process. Where a thing stands says what it belongs to, so it is not guessed. Move it to its own \
    place.
    """,
    wrong: chainFile(
      "parkeren",
      """
      <dossier holder="gemeente">
        <item id="kenteken" type="string" title="Kenteken" retain="P5Y"/>
        <step id="aanvragen" by="inwoner" title="Vergunning aanvragen" writes="kenteken"/>
      </dossier>

      <path id="aanvraag" driver="inwoner">
        <step id="kenteken-opgeven" by="inwoner" title="Kenteken opgeven" writes="kenteken"/>
      </path>
      """),
    mended: .replace(
      """
      \n    <step id="aanvragen" by="inwoner" title="Vergunning aanvragen" writes="kenteken"/>
      """, by: "")),
  .chain(
    .unknownAttribute,
    """
    The element does not take this attribute. It would be passed over in silence, and a rule that you thought was \
    there would not be, so it is an error. Correct the name as the message says, or put it in a namespace of your own \
    if it is data of another tool.
    """,
    wrong: chainFile(
      "wmo",
      """
      <path id="voorbereiding" driver="inwoner">
        <step id="melden" by="inwoner" titel="Behoefte aan ondersteuning melden"/>
      </path>
      """),
    mended: .replace("titel=", by: "title=")),
  .chain(
    .missingAttribute,
    """
    The element says too little: an attribute that it cannot do without is not there. A step needs an `id` to be \
    named by and a `by` that says whose act it is; a flow needs a `to`. Add the attribute that the message names.
    """,
    wrong: chainFile(
      "wmo",
      """
      <path id="voorbereiding" driver="inwoner">
        <step id="melden" title="Behoefte aan ondersteuning melden"/>
      </path>
      """),
    mended: .replace(#"<step id="melden" "#, by: #"<step id="melden" by="inwoner" "#)),
  .chain(
    .badValue,
    """
    The attribute is right, its value is not. Lengths of time are written as ISO 8601 has it: `P6W` is six weeks, \
    `P15Y` fifteen years, `PT48H` forty-eight hours. Yes and no are `true` and `false`; an `id` begins with a letter \
    and has no spaces. The message says what the attribute takes.
    """,
    wrong: chainFile(
      "wmo",
      """
      <dossier holder="gemeente">
        <item id="melding" type="document" title="Melding" retain="15 jaar"/>
      </dossier>

      <path id="voorbereiding" driver="inwoner">
        <step id="melden" by="inwoner" title="Behoefte aan ondersteuning melden" writes="melding"/>
      </path>
      """),
    mended: .replace("15 jaar", by: "P15Y")),
  .chain(
    .wrongOccurrence,
    """
    An element stands too often, or one that must be there is missing. A chain has one network and one dossier, a \
    term one length: with two it would not be clear which counts. Join them, or add what is missing.
    """,
    wrong: chainFile(
      "wmo",
      """
      <dossier holder="gemeente">
        <item id="melding" type="document" title="Melding" retain="P15Y"/>
      </dossier>
      <dossier holder="gemeente">
        <item id="verslag" type="document" title="Verslag van het onderzoek" retain="P15Y"/>
      </dossier>

      <path id="voorbereiding" driver="inwoner">
        <step id="melden" by="inwoner" title="Behoefte aan ondersteuning melden" writes="melding"/>
        <step id="verslag-maken" by="gemeente" title="Verslag maken" writes="verslag"/>
      </path>
      """),
    mended: .replace("  </dossier>\n  <dossier holder=\"gemeente\">\n", by: "")),
  .chain(
    .unexpectedText,
    """
    Text stands between the elements, where the language reads none, so it would be lost. Text for people belongs in \
    `title` or `documentation`; a remark for who edits the file is a comment: `<!-- … -->`. Often it is what is left \
    of a tag that lost its `<`.
    """,
    wrong: chainFile(
      "wmo",
      """
      <path id="voorbereiding" driver="inwoner">
        Ook een mantelzorger mag melden.
        <step id="melden" by="inwoner" title="Behoefte aan ondersteuning melden"/>
      </path>
      """),
    mended: .replace(
      "Ook een mantelzorger mag melden.", by: "<documentation>Ook een mantelzorger mag melden.</documentation>")),
  .chain(
    .wrongNamespace,
    """
    The first element says which language a file is in. For a chain it is `chain` in the namespace \
    `urn:keten:chain:1`, for a scenario `scenario` in `urn:keten:scenario:1`; the number is the version of the \
    language. Nothing else was read. Write the `xmlns` exactly so, or give the file to the tool that it is for.
    """,
    wrong: chainFile(
      "wmo",
      """
      <path id="voorbereiding" driver="inwoner">
        <step id="melden" by="inwoner" title="Behoefte aan ondersteuning melden"/>
      </path>
      """
    ).replacing("urn:keten:chain:1", with: "urn:keten:chain"),
    mended: .replace("urn:keten:chain", by: "urn:keten:chain:1")),
  .chain(
    .notSupported,
    """
    The language has this, but this version of the compiler does not do it yet. It is refused rather than passed \
    over: a chain that runs does what its file says, all of it. The reference lists what is not supported. Say it \
    another way for now: here, one partner stands for all the neighbours.
    """,
    wrong: chainFile(
      "omgevingsvergunning", client: "initiatiefnemer",
      """
      <path id="vooroverleg" driver="initiatiefnemer">
        <step id="reageren" by="omwonende" title="Reageren op het plan" repeatable="true"/>
      </path>
      """
    ).replacing(
      "  </network>", with: "    <partner id=\"omwonende\" title=\"Omwonende\" many=\"true\"/>\n  </network>"),
    mended: .replace(#" many="true""#, by: "")),
]
