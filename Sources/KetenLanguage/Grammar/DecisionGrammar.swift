extension Grammar {
  private static let ruleBasis = AttributeRule(
    "basis", .text, "The article of law it rests on, as `Wmo 2015 art. 2.1.4a`.")

  /// Decision tables, and decisions of other files.
  static let decisionElements: [ElementRule] = [
    ElementRule(
      "import", "A decision model of its own file, in DMN 1.2 to 1.5.",
      attributes: [
        AttributeRule("id", .id, required: true, "The name by which decisions refer to it."), title,
        AttributeRule("href", .path, required: true, "Its file, in the folder of this one or below."),
      ], children: [documentation]),
    ElementRule(
      "decision", "What follows from data of the dossier: a decision table, or a decision of an imported model.",
      attributes: [
        AttributeRule("id", .id, required: true, "The decision's name."), title, ruleBasis,
        AttributeRule(
          "hitPolicy",
          .enumeration(["UNIQUE", "ANY", "FIRST", "PRIORITY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"]),
          "What is done with the rules that match; `UNIQUE` when it is not there."),
        AttributeRule(
          "aggregation", .enumeration(["SUM", "COUNT", "MIN", "MAX"]), "How a `COLLECT` table is brought together."),
        AttributeRule("import", .reference, "The imported model whose decision it is."),
        AttributeRule("ref", .text, "The name of the decision, service or knowledge in that model."),
      ], children: [documentation, ChildRule("input"), ChildRule("output"), ChildRule("rule")]),
    ElementRule(
      "input", "A column that is tested, or what an imported decision is given.",
      attributes: [
        AttributeRule("expression", .expression, required: true, "The FEEL expression of its value."),
        AttributeRule("name", .text, "Of an imported decision: which of its inputs this is."),
        AttributeRule("label", .text, "What people call it; the expression when it is not there."),
        AttributeRule("allowed", .expression, "The values it may have, as in a cell."),
      ], children: [documentation]),
    ElementRule(
      "output", "A column that is decided.",
      attributes: [
        AttributeRule("name", .id, "Its name, where there are several: that of the item it is written to."),
        AttributeRule("type", .typeName, required: true, "The type of its values."),
        AttributeRule("allowed", .expression, "The values it may have, the most important first."),
        AttributeRule("default", .expression, "What is decided when no rule matches; null when it is not there."),
      ], children: [documentation]),
    ElementRule(
      "rule", "A row: when every `inputEntry` is met by its column, the outputs are those of the `outputEntry`s.",
      attributes: [ruleBasis], children: [documentation, ChildRule("inputEntry"), ChildRule("outputEntry")]),
    ElementRule(
      "inputEntry", "What its column must meet: unary tests of FEEL; `-` or nothing is met by any value.", text: .text),
    ElementRule("outputEntry", "What its column decides: a FEEL expression.", text: .text),
  ]
}
