import FEEL
import KetenSource

/// K301–K310: expressions in FEEL.
let expressionPages: [ExplanationPage] = [
  .chain(
    .feelSyntax,
    """
    The expression is not FEEL, the expression language of DMN (DMN 1.5, section 10.3). Comparisons are `=`, `!=`, \
    `>`, `>=` and, written for XML, `&lt;` and `&lt;=`; conditions are joined by `and` and `or`, not by signs. Texts \
    stand in double quotes, so put an attribute that holds one in single quotes.
    """,
    wrong: assistance(if: "bedrag => 1000"), mended: .replace("=>", by: ">=")),
  .chain(
    .unknownName,
    """
    The expression uses a name that it cannot know. In scope are the items of the dossier, `now` and `today`, of \
    every event `steps.<id>.done`, `at` and `by`, and of every term `terms.<id>.state`, `due`, `remaining` and its \
    yes-or-no facts, as `open` and `exceeded`. Correct the name as the message says; a text belongs in quotes.
    """,
    wrong: assistance(if: "bedrg >= 1000"), mended: .replace("bedrg", by: "bedrag")),
  .chain(
    .typeMismatch,
    """
    The value is of another type than its place takes: a condition must be true or false, and a number cannot be \
    compared with a text. FEEL would make it `null` at run time (DMN 1.5, section 10.3.2), and a condition that is \
    `null` does not hold, so the case would quietly go the wrong way. Compare with something of the same type.
    """,
    wrong: assistance(if: "bedrag"), mended: .replace(#"if="bedrag""#, by: #"if="bedrag >= 1000""#)),
  .chain(
    .notReadableHere,
    """
    The condition on somebody's act looks at an item that this act does not read. Whoever may act would learn \
    something of the dossier that they were not given (AVG art. 5 lid 1 onder c, data minimisation). Name the item in \
    `reads`, if its performer may see it. Gateways, relations and automatic work show nothing to anybody and may look \
    at everything.
    """,
    wrong: chainFile(
      "wmo", with: ["wijkteam"],
      """
      <dossier holder="gemeente">
        <item id="toestemming" type="boolean" title="Toestemming voor medisch advies" retain="P15Y"/>
      </dossier>

      <path id="onderzoek" driver="inwoner">
        <step id="toestemming-geven" by="inwoner" title="Over toestemming beslissen" writes="toestemming"/>
        <step id="advies-vragen" by="wijkteam" title="Advies vragen" if="toestemming"/>
        <condition from="toestemming-geven" to="advies-vragen"/>
      </path>
      """),
    mended: .replace(#" if="toestemming"/>"#, by: #" if="toestemming" reads="toestemming"/>"#)),
  .chain(
    .unknownFunction,
    """
    FEEL has no function of this name. Its functions have English names, some of several words: `floor`, `string \
    length`, `list contains`, `date and time` (DMN 1.5, section 10.3.4). Use one of them; the message says which \
    comes nearest.
    """,
    wrong: assistance(if: "afronden(bedrag) >= 1000"), mended: .replace("afronden", by: "floor")),
  .chain(
    .wrongArguments,
    """
    The function exists, but takes other arguments: too few, too many, or of another type. `decimal`, for one, rounds \
    a number and must be told to how many decimals (DMN 1.5, section 10.3.4). Give the arguments that the message \
    names.
    """,
    wrong: assistance(if: "decimal(bedrag) >= 1000"), mended: .replace("decimal(bedrag)", by: "decimal(bedrag, 0)")),
  .chain(
    .badLiteral,
    """
    A date, time, duration or number is written that does not exist. FEEL would make it `null`, and what is compared \
    with `null` never holds. Dates are `@"2027-03-01"`, durations `@"P14D"` or `@"P6M"`: FEEL counts in days or in \
    months and knows no weeks. Correct the value.
    """,
    wrong: assistance(if: #"today >= @"2027-02-29""#), mended: .replace("2027-02-29", by: "2027-03-01")),
  .chain(
    .alwaysNullOrConstant,
    """
    A part of the expression has the same value whatever the dossier says, most often `null`. Then the choice is \
    none: one way out is never taken, or always. Compare with data, or leave the part out.
    """,
    wrong: assistance(if: "bedrag > null"), mended: .replace("bedrag > null", by: "bedrag > 1000")),
  .chain(
    .feelNotSupported,
    """
    This is FEEL, but a part of it that is not run here: a function in another language, such as Java or PMML. It \
    is refused rather than taken for something else. Write the calculation in FEEL, or put it in a step of its own.
    """,
    wrong: allowance("{ dubbel: function(x) external { java: {} }, uitkomst: dubbel(bedrag) }.uitkomst"),
    mended: .replace(
      "{ dubbel: function(x) external { java: {} }, uitkomst: dubbel(bedrag) }.uitkomst",
      by: "{ dubbel: function(x) 2 * x, uitkomst: dubbel(bedrag) }.uitkomst")),
  .longChain(
    .tooComplex,
    """
    The expression is longer than 64 KiB, nests deeper than 100 levels, or is a sum of some 200 terms or more. \
    Nobody can check such a rule against the regulation that it carries out (Awb art. 3:46 wants reasons that can be \
    followed). Calculate in steps, or find the formula behind the table.
    """,
    wrong: allowance("if bedrag > 2 then 2 else if bedrag > 1 then 1 else /* … en zo verder, 220 diep … */ 0"),
    inFull: allowance((1...220).map { "if bedrag > \(221 - $0) then \(221 - $0) else " }.joined() + "0"),
    right: allowance("min(220, floor(bedrag))")),
]

/// A chain that decides on special assistance, with a condition on the amount.
private func assistance(if condition: String) -> String {
  let quote = condition.contains("\"") ? "'" : "\""
  return chainFile(
    "bijzondere-bijstand",
    """
    <dossier holder="gemeente">
      <item id="bedrag" type="number" title="Gevraagd bedrag" retain="P10Y"/>
    </dossier>

    <procedure id="beslissen" title="Beslissen op de aanvraag" basis="Participatiewet art. 35">
      <startEvent id="aanvraag" by="inwoner" writes="bedrag" next="drempel"/>
      <exclusiveGateway id="drempel">
        <flow to="huisbezoek" if=\(quote)\(condition)\(quote)/>
        <flow to="besluiten" otherwise="true"/>
      </exclusiveGateway>
      <userTask id="huisbezoek" by="gemeente" title="Huisbezoek afleggen" next="besluiten"/>
      <userTask id="besluiten" by="gemeente" title="Besluiten" reads="bedrag" next="besloten"/>
      <endEvent id="besloten"/>
    </procedure>
    """)
}

/// A chain that computes what is paid.
private func allowance(_ expression: String) -> String {
  chainFile(
    "bijzondere-bijstand",
    """
    <dossier holder="gemeente">
      <item id="bedrag" type="number" title="Gevraagd bedrag" retain="P10Y"/>
      <item id="vergoeding" type="number" title="Vergoeding" retain="P10Y"/>
    </dossier>

    <procedure id="beslissen" title="Beslissen op de aanvraag" basis="Participatiewet art. 35">
      <startEvent id="aanvraag" by="inwoner" writes="bedrag" next="berekenen"/>
      <scriptTask id="berekenen" title="Vergoeding berekenen" writes="vergoeding"
        expression="\(expression)"
        next="besluiten"/>
      <userTask id="besluiten" by="gemeente" title="Besluiten" reads="bedrag vergoeding" next="besloten"/>
      <endEvent id="besloten"/>
    </procedure>
    """)
}
