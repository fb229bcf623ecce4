import DMN
import FEEL
import KetenSource
import KetenXML

/// A decision of a chain, compiled: as a program that reads the dossier, and as a function of what it reads.
package struct CompiledDecision: Sendable {
  /// Reads the slots of the chain's expressions; nil when it has an error.
  package var program: Program?
  /// The values that it can have, null last; nil when they are not known.
  package var outcomes: [Value]?
  package var function: FunctionValue?
}

/// Reads the table of a decision, and reports what is wrong with its shape.
struct TableShape {
  let decision: Chain.Decision
  let file: SourceFile
  let types: TypeTable
  var diagnostics: [Diagnostic] = []

  init(_ decision: Chain.Decision, _ file: SourceFile, _ types: TypeTable) {
    (self.decision, self.file, self.types) = (decision, file, types)
  }

  /// The table; nil with a finding when it is not whole.
  mutating func table() -> DecisionTable? {
    let name = decision.heading.name
    if decision.outputs.isEmpty {
      report(.wrongOccurrence, name.range, "decision \"\(name.text)\" decides nothing: it has no output")
    }
    for input in decision.inputs {
      guard let attribute = input.name else { continue }
      report(.wrongPlace, attribute.nameRange, "only the input of an imported decision has a name: use `label`")
    }
    checkNames()
    let rules = decision.rules.compactMap { rule($0) }
    let policy = hitPolicy()
    guard diagnostics.isEmpty else { return nil }
    return DecisionTable(
      inputs: decision.inputs.map { input in
        let text = input.expression.text.trimmed
        return DecisionTable.Input(text, label: input.label ?? text.string, allowed: input.allowed?.text)
      },
      outputs: decision.outputs.map { output in
        DecisionTable.Output(
          output.name?.name ?? "", type: types.type(output.type, isList: false), allowed: output.allowed?.text,
          fallback: output.fallback?.text)
      }, rules: rules, hitPolicy: policy, range: name.range)
  }

  private mutating func report(_ code: DiagnosticCode, _ range: SourceRange, _ message: String) {
    diagnostics.append(Diagnostic(code, at: range, in: file, message))
  }

  private mutating func checkNames() {
    for (number, output) in decision.outputs.enumerated() where decision.outputs.count > 1 {
      guard let name = output.name else {
        report(.missingAttribute, output.range, "of several outputs each must have a `name`")
        continue
      }
      if decision.outputs[..<number].contains(where: { $0.name?.name == name.name }) {
        report(
          .duplicateName, name.range, "decision \"\(decision.heading.name.text)\" has two outputs \"\(name.name)\"")
      }
    }
  }

  private mutating func rule(_ rule: Chain.Decision.Rule) -> DecisionTable.Rule? {
    for (cells, columns, kind) in [
      (rule.tests.count, decision.inputs.count, "input"), (rule.outputs.count, decision.outputs.count, "output"),
    ] where cells != columns {
      report(
        .dmnWrongCellCount, rule.range,
        "the rule has \(cells) «\(kind)Entry», the decision \(columns) «\(kind)»: each column has one cell")
    }
    return DecisionTable.Rule(tests: rule.tests, outputs: rule.outputs, range: rule.range)
  }

  private mutating func hitPolicy() -> DecisionTable.HitPolicy {
    let policies: [String: DecisionTable.HitPolicy] = [
      "UNIQUE": .unique, "ANY": .any, "FIRST": .first, "PRIORITY": .priority, "COLLECT": .collect(nil),
      "RULE ORDER": .ruleOrder, "OUTPUT ORDER": .outputOrder,
    ]
    let policy = decision.hitPolicy.flatMap { policies[$0.trimmed] } ?? .unique
    guard let attribute = decision.aggregation else { return policy }
    guard policy == .collect(nil) else {
      report(.dmnHitPolicy, attribute.nameRange, "only the hit policy «COLLECT» has an «aggregation»")
      return policy
    }
    return .collect(DecisionTable.HitPolicy.Aggregation(rawValue: attribute.trimmed))
  }
}
