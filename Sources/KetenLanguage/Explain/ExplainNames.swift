import KetenSource

/// K201–K209: the names of a chain.
let namePages: [ExplanationPage] = [
  .chain(
    .undefinedName,
    """
    A name is used that nothing in the chain declares. Mostly it is a typing error, and the message says which name \
    was meant; capitals and hyphens count. Correct the name, or declare the party, item or step that is missing.
    """,
    wrong: chainFile(
      "wmo",
      """
      <path id="voorbereiding" driver="inwoner">
        <step id="melden" by="inwoner" title="Behoefte aan ondersteuning melden"/>
        <step id="gesprek-voeren" by="gemeente" title="Gesprek voeren"/>
        <condition from="meldem" to="gesprek-voeren"/>
      </path>
      """),
    mended: .replace("meldem", by: "melden")),
  .chain(
    .duplicateName,
    """
    Two things have the same name. Names are unique in a chain over all kinds, so that a relation, a term or an \
    expression can only mean one thing. A habit that works: a noun for data (`melding`), a verb for what is done \
    (`melden`). Rename one of the two, and what refers to it.
    """,
    wrong: chainFile(
      "wmo",
      """
      <dossier holder="gemeente">
        <item id="melding" type="document" title="Melding" retain="P15Y"/>
      </dossier>

      <path id="voorbereiding" driver="inwoner">
        <step id="melding" by="inwoner" title="Behoefte aan ondersteuning melden" writes="melding"/>
      </path>
      """),
    mended: .replace(#"<step id="melding""#, by: #"<step id="melden""#)),
  .chain(
    .wrongKind,
    """
    The name exists, but it is a thing of another kind than belongs here: `reads` and `writes` name items of the \
    dossier, `by` and `holder` parties, `from` and `to` things that happen. The note shows where the name is \
    declared. Most often the noun and the verb are exchanged.
    """,
    wrong: chainFile(
      "wmo",
      """
      <dossier holder="gemeente">
        <item id="melding" type="document" title="Melding" retain="P15Y"/>
      </dossier>

      <path id="voorbereiding" driver="inwoner">
        <step id="melden" by="inwoner" title="Behoefte aan ondersteuning melden" writes="melding"/>
        <step id="gesprek-voeren" by="gemeente" title="Gesprek voeren" reads="melden"/>
      </path>
      """),
    mended: .replace(#"reads="melden""#, by: #"reads="melding""#)),
  .chain(
    .unusedName,
    """
    A party, purpose, type, message, import or decision is declared and nothing in the chain refers to it. That is harmless for the \
    computer, but not for the reader: a partner in the network who has no part in the work should not be there, and \
    must not receive data (AVG art. 5 lid 1 onder c). Give it its part, or leave it out.
    """,
    wrong: chainFile(
      "wmo", with: ["zorgverzekeraar"],
      """
      <path id="voorbereiding" driver="inwoner">
        <step id="melden" by="inwoner" title="Behoefte aan ondersteuning melden"/>
      </path>
      """),
    mended: .replace("    <partner id=\"zorgverzekeraar\" title=\"Zorgverzekeraar\"/>\n", by: "")),
  .chain(
    .directingPartner,
    """
    In every chain exactly one partner has the direction (regie): it answers for the whole. \
    Here it is none, or more than one. Write `directs="true"` on the partner that directs, usually the municipality, \
    and on no other.
    """,
    wrong: chainFile(
      "wmo",
      """
      <path id="voorbereiding" driver="inwoner">
        <step id="melden" by="inwoner" title="Behoefte aan ondersteuning melden"/>
        <step id="gesprek-voeren" by="gemeente" title="Gesprek voeren"/>
      </path>
      """
    ).replacing(#" directs="true""#, with: ""),
    mended: .replace(#"title="Gemeente"/>"#, by: #"title="Gemeente" directs="true"/>"#)),
  .chain(
    .typeCycle,
    """
    A type contains itself, directly or by way of another, so a value of it would never end. Break the ring: let one \
    of the two name the other by its number (a `string`) instead of holding it whole.
    """,
    wrong: chainFile(
      "jeugdhulp",
      """
      <types>
        <type id="gezin">
          <field id="kinderen" type="jeugdige" list="true"/>
        </type>
        <type id="jeugdige">
          <field id="naam" type="string"/>
          <field id="gezinSamenstelling" type="gezin"/>
        </type>
      </types>

      <dossier holder="gemeente">
        <item id="gezinsgegevens" type="gezin" title="Gegevens van het gezin" retain="P20Y"/>
      </dossier>

      <path id="toegang" driver="inwoner">
        <step id="gezin-voorstellen" by="inwoner" title="Het gezin voorstellen" writes="gezinsgegevens"/>
      </path>
      """),
    mended: .replace("      <field id=\"gezinSamenstelling\" type=\"gezin\"/>\n", by: "")),
  .longChain(
    .tooManyParties,
    """
    A network has at most 64 parties. A party is a role, not an organisation: one `school` stands for every school, \
    and which of them it is in a case is recorded when it acts. Declare the role once.
    """,
    wrong: schools(["school1", "school2"], note: "<!-- … en zo verder, tot en met school63 … -->"),
    inFull: schools((1...63).map { "school\($0)" }),
    right: schools(["school"])),
  .chain(
    .importNotFound,
    """
    The file that is imported is not found in the folder of the chain. The `href` is a path from that folder, with `/` \
    between its parts; capitals count. Nothing is fetched from elsewhere, so that a chain gives the same answer \
    everywhere: put the model beside the chain.
    """,
    wrong: importing("lege.dmn"), mended: .replace("lege.dmn", by: "leges.dmn")),
  .chain(
    .importOutsideFolder,
    """
    The path leads out of the folder of the chain. What a chain rests on stands with it, so that the folder can be \
    checked, versioned and handed over as one. Move the file into the folder, or a folder below it.
    """,
    wrong: importing("../leges.dmn"), mended: .replace("../leges.dmn", by: "leges.dmn")),
]

/// A chain that determines a decision of an imported model.
private func importing(_ href: String) -> String {
  chainFile(
    "kap",
    """
    <dossier holder="gemeente">
      <item id="kosten" type="number"/>
      <item id="bedrag" type="number"/>
    </dossier>

    <import id="tarieven" href="\(href)"/>
    <decision id="legesbepaling" import="tarieven" ref="Leges">
      <input name="Kosten" expression="kosten"/>
    </decision>

    <procedure id="behandelen">
      <startEvent id="aanvraag" by="inwoner" writes="kosten" next="berekenen"/>
      <businessRuleTask id="berekenen" decision="legesbepaling" writes="bedrag" next="klaar"/>
      <endEvent id="klaar" closes="case"/>
    </procedure>
    """)
}

/// A chain in which schools report absence, each a party of its own.
private func schools(_ names: [String], note: String? = nil) -> String {
  let file = chainFile(
    "leerplicht", with: names,
    """
    <path id="verzuim" driver="inwoner">
      <step id="verzuim-melden" by="\(names.joined(separator: " "))"
      title="Verzuim melden" basis="Leerplichtwet 1969 art. 21a"/>
    </path>
    """)
  guard let note else { return file }
  return file.replacing("  </network>", with: "    \(note)\n  </network>")
}
