import KetenSource
import KetenXML

/// K101–K105: reading the file as XML.
let syntaxPages: [ExplanationPage] = [
  .chain(
    .notWellFormed,
    """
    The file is not XML: a tag is never closed, a quote is missing, or a character stands where it may not (XML 1.0, \
    section 2.1). Nothing after that place can be trusted, so only what stands before it was read. Mend the place \
    that is pointed at first; findings further down may be gone then.
    """,
    wrong: chainFile(
      "wmo",
      """
      <path id="voorbereiding" driver="inwoner">
        <step id="melden" by="inwoner" title="Behoefte aan ondersteuning melden">
      </path>
      """),
    mended: .replace(#"ondersteuning melden">"#, by: #"ondersteuning melden"/>"#)),
  .chain(
    .doctypeRefused,
    """
    A DOCTYPE can declare entities and can make a reader fetch other files, which is a known way to attack the system \
    that reads them (XXE, CWE-611). A chain file comes from outside as often as not, so a DOCTYPE is refused, also \
    when it is harmless. Leave it out: the namespace `urn:keten:chain:1` says which language the file is in.
    """,
    wrong: "<!DOCTYPE chain SYSTEM \"keten.dtd\">\n" + report,
    mended: .replace("<!DOCTYPE chain SYSTEM \"keten.dtd\">\n", by: "")),
  .chain(
    .entityRefused,
    """
    XML has five entities of its own: `&lt;` `&gt;` `&amp;` `&quot;` and `&apos;`. Others, as `&euro;` and `&nbsp;` \
    of HTML, need a DOCTYPE, which is refused. Write the character itself, since the file is UTF-8, or its number, as \
    `&#8364;`.
    """,
    wrong: chainFile(
      "parkeren",
      """
      <path id="aanvragen" driver="inwoner">
        <step id="betalen" by="inwoner" title="Leges betalen (&euro; 45)"/>
      </path>
      """),
    mended: .replace("&euro;", by: "€")),
  .chain(
    .encodingRefused,
    """
    A chain file is UTF-8, so that every tool and every partner reads the same letters, with diacritics in names as \
    they should be. The file says that it is something else, or holds bytes that are not UTF-8. Save it as UTF-8 in \
    your editor, and let the first line say `encoding="UTF-8"` or nothing.
    """,
    wrong: "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n" + report,
    mended: .replace("ISO-8859-1", by: "UTF-8")),
  .longChain(
    .limitExceeded,
    """
    A file may hold a million elements, nest them 64 deep, and be 16 MiB large. No chain that people wrote comes \
    near; what does is mostly the output of a programme that went astray. The limits keep a hostile file from taking \
    a server down (CWE-400). Nest less, or divide the chain into several.
    """,
    wrong: nested(2, around: "<!-- … en zo verder: 62 groepen in elkaar … -->"),
    inFull: nested(62, around: conversation),
    right: nested(1, around: conversation)),
]

private let report = chainFile(
  "wmo",
  """
  <path id="voorbereiding" driver="inwoner">
    <step id="melden" by="inwoner" title="Behoefte aan ondersteuning melden"/>
  </path>
  """)

private let conversation = #"<step id="gesprek-voeren" by="gemeente" title="Gesprek voeren"/>"#

/// A chain whose path holds groups in groups.
private func nested(_ depth: Int, around innermost: String) -> String {
  var lines = [#"<path id="onderzoek" driver="inwoner">"#]
  for level in 1...depth {
    lines.append(String(repeating: "  ", count: level) + #"<group id="groep\#(level)" title="Onderdeel \#(level)">"#)
  }
  lines.append(String(repeating: "  ", count: depth + 1) + innermost)
  for level in (1...depth).reversed() { lines.append(String(repeating: "  ", count: level) + "</group>") }
  lines.append("</path>")
  return chainFile("wmo", lines.joined(separator: "\n"))
}
