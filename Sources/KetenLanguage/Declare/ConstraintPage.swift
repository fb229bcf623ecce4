import KetenMachine

/// What a template says, and the helpers and relations that it becomes, as the terminal shows it.
package func constraintPage(_ template: ConstraintTemplate) -> String {
  let count = template.isCounting ? 2 : 1
  let example =
    "<constraint template=\"\(template.rawValue)\" a=\"a\""
    + (template.isUnary ? "" : " b=\"b\"") + (template.isCounting ? " n=\"\(count)\"" : "") + "/>"
  let rules = ConstraintRules(template, count: count)
  return """
    \(template.rawValue): \(template.summary.replacing("`", with: ""))

    \(example)

    becomes

    \(rules.lines().map { "    \($0)\n" }.joined())
    """
}

/// The templates, as a table of the reference.
let constraintTable: String = {
  let rows = ConstraintTemplate.allCases.map { template in
    let rules = ConstraintRules(template, count: template.isCounting ? 2 : 1)
    let relations = rules.rules.map { "`\($0.kind.rawValue)`" }
    let kinds = relations.enumerated().filter { !relations[..<$0.offset].contains($0.element) }.map(\.element)
    return "| `\(template.rawValue)` | \(template.summary) | \(kinds.joined(separator: ", ")) |\n"
  }
  return "\n| template | it holds when | relations |\n|---|---|---|\n" + rows.joined() + "\n"
}()
