import KetenSource

/// K940–K948: style of chains.
let stylePages: [ExplanationPage] = [
  .chain(
    .styleNoTitle,
    """
    Work, or an act of a party, has no `title`. Its name is for expressions and relations; people who do the work, and \
    the client who reads how far the case is, see the title.
    """,
    wrong: styled(#"<userTask id="besluiten" by="gemeente" next="klaar"/>"#),
    mended: .replace(#"id="besluiten" by"#, by: #"id="besluiten" title="Besluiten" by"#)),
  .chain(
    .styleSuperfluousGateway,
    """
    A gateway has one way in and one way on, so it neither splits nor joins. A reader looks for the other ways. Leave it \
    out, or draw what is missing.
    """,
    wrong: styled(
      """
      <userTask id="besluiten" title="Besluiten" by="gemeente" next="verder"/>
      <parallelGateway id="verder" next="klaar"/>
      """),
    mended: .replace(#" next="verder"/>"#, by: #" next="klaar"/>"#),
    .replace("\n    <parallelGateway id=\"verder\" next=\"klaar\"/>", by: "")),
  .chain(
    .styleJoinAndSplit,
    """
    Several flows come together in a gateway and several leave it, so that a reader cannot tell which of the two it is \
    there for. Use one gateway that joins and behind it one that splits.
    """,
    wrong: styled(
      """
      <parallelGateway id="besluiten"><flow to="meten"/><flow to="wegen"/></parallelGateway>
      <userTask id="meten" title="Meten" by="gemeente" next="verder"/>
      <userTask id="wegen" title="Wegen" by="gemeente" next="verder"/>
      <parallelGateway id="verder"><flow to="schrijven"/><flow to="bellen"/></parallelGateway>
      <userTask id="schrijven" title="Schrijven" by="gemeente" next="samen"/>
      <userTask id="bellen" title="Bellen" by="gemeente" next="samen"/>
      <parallelGateway id="samen" next="klaar"/>
      """),
    mended: .replace(
      #"<parallelGateway id="verder"><flow"#,
      by: "<parallelGateway id=\"verder\" next=\"verdelen\"/>\n    <parallelGateway id=\"verdelen\"><flow")),
  .chain(
    .styleComplexGateway,
    """
    A complex gateway goes on by a condition on how many tokens have come, and absorbs the rest. Few readers know that. \
    Often several instances with a completion condition, or two simpler gateways, say the same.
    """,
    wrong: styled(
      """
      <parallelGateway id="besluiten"><flow to="meten"/><flow to="wegen"/></parallelGateway>
      <userTask id="meten" title="Meten" by="gemeente" next="samen"/>
      <userTask id="wegen" title="Wegen" by="gemeente" next="samen"/>
      <complexGateway id="samen" activation="activationCount >= 2" next="klaar"/>
      """),
    mended: .replace(
      #"<complexGateway id="samen" activation="activationCount >= 2" next"#, by: #"<parallelGateway id="samen" next"#)),
  .chain(
    .styleInclusiveGateway,
    """
    An inclusive gateway that joins waits for every token that can still come, which takes looking at all that lies \
    before it. Where the flows exclude each other, an exclusive gateway says so; where all are taken, a parallel one.
    """,
    wrong: styled(
      """
      <inclusiveGateway id="besluiten">
        <flow to="meten" if="weekday(today) = 1"/>
        <flow to="klaar" otherwise="true"/>
      </inclusiveGateway>
      <userTask id="meten" title="Meten" by="gemeente" next="klaar"/>
      """
    ).replacing("weekday(today)", with: "day of week(today)").replacing("= 1", with: "= &quot;Monday&quot;"),
    mended: .replace("<inclusiveGateway", by: "<exclusiveGateway"),
    .replace("</inclusiveGateway", by: "</exclusiveGateway")),
  .chain(
    .styleSuperfluousTermination,
    """
    An end event terminates, where nothing else can be going on: it is the only end, and nothing runs beside it. A \
    reader looks for what it stops. Leave `terminate` out.
    """,
    wrong: styled(#"<userTask id="besluiten" title="Besluiten" by="gemeente" next="op"/>"#)
      .replacing(#"<endEvent id="klaar" closes="case"/>"#, with: #"<endEvent id="op" terminate="true"/>"#),
    mended: .replace(#" terminate="true""#, by: "")),
  .chain(
    .styleSameTitle,
    """
    Two messages, signals, errors or escalations have the same title, so that people cannot tell them apart. Give each \
    its own, or make them one.
    """,
    wrong: styled(
      """
      <receiveTask id="besluiten" title="Advies" message="advies" next="nader"/>
      <receiveTask id="nader" title="Nader advies" message="naderAdvies" next="klaar"/>
      """, with: ["ggd"],
      before: """
        <message id="advies" title="Advies" from="ggd" to="gemeente"/>
        <message id="naderAdvies" title="Advies" from="ggd" to="gemeente"/>

        """),
    mended: .replace(#"id="naderAdvies" title="Advies""#, by: #"id="naderAdvies" title="Nader advies""#)),
  .longChain(
    .styleTooLarge,
    """
    A procedure or sub-process holds more than 50 nodes. Errors are made where nobody sees the whole (7PMG, guideline \
    7). Put what belongs together into a `subProcess`, or into a procedure of its own.
    """,
    wrong: styled(largePart(2) + "\n<!-- … and so on, 50 in all … -->"),
    inFull: styled(largePart(50)), right: styled(largePart(2))),
  .chain(
    .styleItemName,
    """
    The name of an item holds a hyphen. Expressions find it all the same, but a person reads `bedrag-korting` as a \
    subtraction. Items are written in camelCase, events with hyphens.
    """,
    wrong: styled(
      #"<userTask id="besluiten" title="Besluiten" by="gemeente" writes="bedrag-korting" next="klaar"/>"#,
      before: """
        <dossier holder="gemeente">
          <item id="bedrag-korting" type="number" retain="P5Y" basis="Wmo 2015 art. 5.3.4"/>
        </dossier>

        """),
    mended: .replace(#"writes="bedrag-korting""#, by: #"writes="bedragKorting""#),
    .replace(#"id="bedrag-korting""#, by: #"id="bedragKorting""#)),
]

/// A chain with one procedure, from an act of the client over `besluiten` to `klaar`.
private func styled(_ nodes: String, with partners: [String] = [], before: String = "") -> String {
  let lines = nodes.split(separator: "\n").map { "  \($0)\n" }.joined()
  return chainFile(
    "voorbeeld", with: partners,
    """
    \(before)<procedure id="beslissen" basis="Wmo 2015 art. 2.3.5">
      <startEvent id="aanvragen" title="Aanvragen" by="inwoner" next="besluiten"/>
    \(lines)  <endEvent id="klaar" closes="case"/>
    </procedure>
    """)
}

private func largePart(_ count: Int) -> String {
  (1...count).map { number in
    let next = number == count ? "klaar" : "taak\(number + 1)"
    return "<userTask id=\"\(number == 1 ? "besluiten" : "taak\(number)")\" title=\"Taak \(number)\" by=\"gemeente\" "
      + "next=\"\(next)\"/>"
  }.joined(separator: "\n")
}
