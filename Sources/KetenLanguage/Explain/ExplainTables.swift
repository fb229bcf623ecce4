import FEEL
import KetenSource

/// K320–K324: what the analysis of decision tables finds.
let analysisPages: [ExplanationPage] = [
  .chain(
    .tableGap,
    """
    There are inputs for which no rule matches, so that the table decides null. The finding gives one such input, and the \
    notes give the whole gap. Add a rule for it, or a `default` to the output. Inputs that are null do not count as a gap.
    """,
    wrong: decided(
      by: rule("&lt; 1000", #""vrij""#), rule("(1000..50000)", #""toets""#), rule("&gt;= 50000", #""advies""#)),
    mended: .replace("(1000..50000)", by: "[1000..50000)")),
  .chain(
    .tableOverlap,
    """
    Two rules match the same input, and the hit policy does not allow it: under `UNIQUE` one rule may match, under `ANY` \
    all that match must decide the same. Where it happens the table decides null. Take the common part out of one of \
    the rules, or say which rule goes first with `FIRST` or `PRIORITY`.
    """,
    wrong: decided(
      by: rule("&lt;= 1000", #""vrij""#), rule("[1000..50000)", #""toets""#), rule("&gt;= 50000", #""advies""#)),
    mended: .replace("&lt;= 1000", by: "&lt; 1000")),
  .chain(
    .deadRule,
    """
    The rule never decides. Either a cell accepts no value that its column can have, or other rules come first wherever \
    it matches. Mostly the rules stand in the wrong order: under `FIRST` the exception comes before what it is an \
    exception to. Otherwise take the rule out.
    """,
    wrong: decided(
      #" hitPolicy="FIRST""#,
      by: rule("&gt;= 1000", #""toets""#), rule("&gt;= 50000", #""advies""#), rule("-", #""vrij""#)),
    mended: .replace(
      rule("&gt;= 1000", #""toets""#) + "\n    " + rule("&gt;= 50000", #""advies""#),
      by: rule("&gt;= 50000", #""advies""#) + "\n    " + rule("&gt;= 1000", #""toets""#))),
  .chain(
    .mergeableRules,
    """
    Rules that decide the same differ in one column only, and one cell can say what theirs do together. A table with \
    fewer rules is easier to read and to hold against the law. Leave them apart where each has a `basis` of its own that \
    readers look for.
    """,
    wrong: decided(
      by: rule("&lt; 1000", #""vrij""#), rule("[1000..50000)", #""toets""#), rule("&gt;= 50000", #""toets""#)),
    mended: .replace(
      rule("[1000..50000)", #""toets""#) + "\n    " + rule("&gt;= 50000", #""toets""#),
      by: rule("&gt;= 1000", #""toets""#))),
  .chain(
    .tableNotAnalysed,
    """
    The table has so many rules over so many columns that it was not found out within the budget whether they cover \
    every input, or whether each can decide. What is reported of it is true, but there may be more. A `default` on the \
    output makes the question of gaps idle; a table that is taken apart in two decisions is mostly better to read as well.
    """,
    wrong: decided(by: rule("&lt; 1000", #""vrij""#), rule("&gt;= 1000", #""toets""#)),
    mended: .replace(#"<output type="string"/>"#, by: #"<output type="string" default='"advies"'/>"#), tableBudget: 0),
]

// MARK: - Examples

/// A chain that decides by a table.
private func decided(_ attribute: String = "", by rules: String...) -> String {
  chainFile(
    "kap",
    """
    <dossier holder="gemeente">
      <item id="kosten" type="number"/>
      <item id="route" type="string"/>
    </dossier>

    <decision id="routebepaling"\(attribute)>
      <input expression="kosten"/>
      <output type="string"/>
      \(rules.joined(separator: "\n  "))
    </decision>

    <procedure id="behandelen">
      <startEvent id="aanvraag" by="inwoner" writes="kosten" next="bepalen"/>
      <businessRuleTask id="bepalen" decision="routebepaling" writes="route" next="klaar"/>
      <endEvent id="klaar" closes="case"/>
    </procedure>
    """)
}

private func rule(_ test: String, _ output: String) -> String {
  "<rule><inputEntry>\(test)</inputEntry><outputEntry>\(output)</outputEntry></rule>"
}
