import FEEL
import KetenSource
import KetenXML

extension ModelReader {
  /// A decision table (DMN 1.5 §8.3).
  mutating func table(_ element: XMLElement) -> BoxedExpression.Form {
    let inputs = children(of: element, named: "input").map { tableInput($0) }
    let clauses = children(of: element, named: "output")
    if clauses.isEmpty { missing(child: "output", of: element) }
    let outputs = clauses.map { tableOutput($0, isOnly: clauses.count == 1) }
    let rules = children(of: element, named: "rule").compactMap { rule($0, inputs.count, outputs.count) }
    return .table(
      DecisionTable(
        inputs: inputs, outputs: outputs, rules: rules, hitPolicy: hitPolicy(element), range: element.range))
  }

  private mutating func tableInput(_ element: XMLElement) -> DecisionTable.Input {
    let allowed = tests(child(of: element, named: "inputValues"))
    guard let clause = child(of: element, named: "inputExpression") else {
      missing(child: "inputExpression", of: element)
      return DecisionTable.Input(emptyText(element), label: "", allowed: allowed)
    }
    let text = text(of: clause) ?? emptyText(clause)
    let label = element.attribute("label").map { normalised($0).text } ?? ""
    return DecisionTable.Input(
      text, label: label.isEmpty ? text.string : label, type: declaredType(clause)?.type, allowed: allowed)
  }

  private mutating func tableOutput(_ element: XMLElement, isOnly: Bool) -> DecisionTable.Output {
    // The outcome of a table of one output is the value itself, whether or not the output has a name.
    let name = isOnly ? "" : self.name(of: element).text
    return DecisionTable.Output(
      name, type: declaredType(element)?.type, allowed: tests(child(of: element, named: "outputValues")),
      fallback: child(of: element, named: "defaultOutputEntry").flatMap { text(of: $0) })
  }

  /// A rule; nil with a finding when its cells do not fit the columns.
  private mutating func rule(_ element: XMLElement, _ inputCount: Int, _ outputCount: Int) -> DecisionTable.Rule? {
    let tests = children(of: element, named: "inputEntry").map { text(of: $0) ?? emptyText($0) }
    let outputs = children(of: element, named: "outputEntry").map { text(of: $0) ?? emptyText($0) }
    var isFit = true
    for (cells, count, kind) in [(tests, inputCount, "input"), (outputs, outputCount, "output")]
    where cells.count != count {
      isFit = false
      report(
        .dmnWrongCellCount, at: element.nameRange,
        "the rule has \(counted(cells.count, "\(kind) cell")), the table \(counted(count, kind))")
    }
    return isFit ? DecisionTable.Rule(tests: tests, outputs: outputs, range: element.range) : nil
  }

  /// A text of nothing, at the start of an element's content.
  private func emptyText(_ element: XMLElement) -> SourceText {
    let place = element.startTagRange.end
    return SourceText(file: file, range: SourceRange(place, place))
  }

  // MARK: Hit policies

  private static let policies: [String: DecisionTable.HitPolicy] = [
    "UNIQUE": .unique, "FIRST": .first, "PRIORITY": .priority, "ANY": .any, "COLLECT": .collect(nil),
    "RULE ORDER": .ruleOrder, "OUTPUT ORDER": .outputOrder,
  ]

  private mutating func hitPolicy(_ element: XMLElement) -> DecisionTable.HitPolicy {
    var policy = DecisionTable.HitPolicy.unique
    if let attribute = element.attribute("hitPolicy") {
      if let known = Self.policies[attribute.value] {
        policy = known
      } else {
        unknown("hit policy", attribute, of: Self.policies.keys.sorted())
      }
    }
    guard let attribute = element.attribute("aggregation") else { return policy }
    typealias Aggregation = DecisionTable.HitPolicy.Aggregation
    guard let aggregation = Aggregation(rawValue: attribute.value) else {
      unknown("aggregation", attribute, of: Aggregation.allCases.map(\.rawValue))
      return policy
    }
    guard policy == .collect(nil) else {
      report(.dmnHitPolicy, at: attribute.nameRange, "only the hit policy «COLLECT» has an «aggregation»")
      return policy
    }
    return .collect(aggregation)
  }

  private mutating func unknown(_ what: String, _ attribute: XMLAttribute, of known: [String]) {
    let hint = nearest(to: attribute.value, in: known).map { "did you mean «\($0)»?" }
    report(
      .dmnHitPolicy, at: attribute.valueRange,
      "«\(attribute.value)» is no \(what): \(hint ?? "expected \(known.joined(separator: ", "))")")
  }
}
