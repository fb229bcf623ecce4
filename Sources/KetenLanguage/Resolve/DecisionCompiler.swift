import DMN
import FEEL
import KetenSource
import KetenXML

/// Compiles the decisions of a chain, each after those that it calls.
struct DecisionCompiler {
  let chain: Chain
  let models: ImportedModels
  let types: TypeTable
  let mentions: Mentions
  /// The items, the clock, and the decisions so far.
  var environment: Environment
  /// What the slots of the environment stand for.
  let readings: [ExpressionTable.Reading]
  let itemTypes: [String: ValueType]
  let tableBudget: Int
  private(set) var decisions: [String: CompiledDecision] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private var open: Set<String> = []

  init(
    _ chain: Chain, _ models: ImportedModels, _ environment: Environment, _ table: ExpressionTable,
    tableBudget: Int
  ) {
    self.tableBudget = tableBudget
    (self.chain, self.models, self.environment) = (chain, models, environment)
    (types, mentions) = (TypeTable(chain), Mentions(chain: chain))
    (readings, itemTypes) = (table.readings, table.itemTypes)
  }

  mutating func run() {
    for decision in chain.decisions { compile(decision) }
  }

  private mutating func compile(_ decision: Chain.Decision) {
    let name = decision.heading.name.text
    guard decisions[name] == nil, open.insert(name).inserted else { return }
    // While it is open, a call of it is one that comes back to itself.
    environment.declare([name], unreadable: "decision \"\(name)\" would need its own outcome")
    let called = mentions.items(decision.texts.map(\.utf8))
    for other in chain.decisions where called?.contains(other.heading.name.number) ?? true { compile(other) }
    let compiled = decision.isBound ? bound(decision) : inline(decision)
    decisions[name] = compiled
    if let function = compiled.function {
      environment.declare([name], function: function)
    } else {
      // A decision with a finding may be called without another.
      environment.declare([name], type: .any, slot: 0)
    }
  }

  // MARK: Tables

  private mutating func inline(_ decision: Chain.Decision) -> CompiledDecision {
    var shape = TableShape(decision, chain.file, types)
    let table = shape.table()
    diagnostics += shape.diagnostics
    guard let table else { return CompiledDecision() }
    let box = BoxedExpression(.table(table), range: decision.heading.name.range)
    let (program, findings) = FEEL.compile(box, in: environment, file: chain.file, analysing: tableBudget)
    diagnostics += findings
    guard !findings.hasErrors else { return CompiledDecision() }
    let slots = parameters(of: program, decision)
    let function = FunctionValue(parameters: slots.map(parameter), result: program.type) { arguments, call in
      program.evaluate(Arguments(slots: slots, values: arguments), in: &call)
    }
    return CompiledDecision(program: program, outcomes: program.outcomes, function: function)
  }

  /// The slots that a table reads, in the order of its columns.
  private func parameters(of program: Program, _ decision: Chain.Decision) -> [Int] {
    let texts = decision.texts.map { mentions.items([$0.utf8]) }
    let places = program.slots.map { slot -> Int in
      guard case .item(let name) = readings[slot], let number = chain.names.number(of: name) else { return texts.count }
      return texts.firstIndex { $0?.contains(number) ?? false } ?? texts.count
    }
    return zip(places, program.slots).sorted { $0 < $1 }.map(\.1)
  }

  private func parameter(_ slot: Int) -> FunctionValue.Parameter {
    switch readings[slot] {
    case .item(let name): .init(name, itemTypes[name] ?? .any)
    case .today: .init("today", .date)
    case .now, .step, .term, .arrived, .instances: .init("now", .dateTime)
    }
  }

  // MARK: Imported decisions

  private mutating func bound(_ decision: Chain.Decision) -> CompiledDecision {
    let name = decision.heading.name
    guard checkShape(ofBound: decision), let ref = decision.ref, let imported = decision.imported,
      let compiled = models[imported.name]
    else { return CompiledDecision() }
    guard let function = compiled.function(ref.trimmed, clock: "now") else {
      reportUnknown(ref, in: compiled.model)
      return CompiledDecision()
    }
    guard let entries = arguments(decision, function) else { return CompiledDecision(function: function) }
    var environment = environment
    environment.declare([name.text], function: function)
    let callee = BoxedExpression(.literal(SourceText(name.text)), range: name.range)
    let box = BoxedExpression(.invocation(callee, entries), range: name.range)
    let (program, findings) = FEEL.compile(box, in: environment, file: chain.file)
    guard !findings.hasErrors else {
      diagnostics += findings
      return CompiledDecision(function: function)
    }
    return CompiledDecision(program: program, outcomes: compiled.outcomes(ref.trimmed), function: function)
  }

  private mutating func checkShape(ofBound decision: Chain.Decision) -> Bool {
    let name = decision.heading.name
    let found = diagnostics.count
    if decision.ref == nil {
      report(.missingAttribute, name.range, "an imported decision must have the attribute «ref»")
    }
    if decision.imported == nil {
      report(.missingAttribute, name.range, "an imported decision must have the attribute «import»")
    }
    let own = decision.outputs.map { ("output", $0.range) } + decision.rules.map { ("rule", $0.range) }
    if let (element, range) = own.first {
      report(.wrongPlace, range, "an imported decision has no «\(element)» of its own: its model says what it decides")
    }
    for attribute in [decision.hitPolicy, decision.aggregation].compactMap({ $0 }) {
      report(.wrongPlace, attribute.nameRange, "an imported decision has no «\(attribute.name.local)» of its own")
    }
    for attribute in decision.inputs.compactMap(\.allowed) {
      report(.wrongPlace, attribute.nameRange, "the model says which values its inputs may have")
    }
    return diagnostics.count == found
  }

  private mutating func reportUnknown(_ ref: XMLAttribute, in model: DecisionModel) {
    let known = model.decisions.map(\.name.text) + model.services.map(\.name.text) + model.knowledge.map(\.name.text)
    let meant = nearest(to: ref.trimmed, in: known)
    let fixIts = certainMeaning(of: ref.trimmed, in: known).map {
      [Diagnostic.FixIt("replace by \"\($0)\"", [Diagnostic.Edit(ref.valueRange, $0)])]
    }
    report(
      .undefinedName, ref.valueRange,
      "\"\(model.file.path)\" has no decision \"\(ref.trimmed)\"" + (meant.map { "; did you mean \"\($0)\"?" } ?? ""),
      fixIts: ref.row.isEncoded ? [] : fixIts ?? [])
  }

  /// What an imported decision is given: for each parameter what is said, or the item of that name; nil with a finding.
  private mutating func arguments(
    _ decision: Chain.Decision, _ function: FunctionValue
  ) -> [BoxedExpression.Entry]? {
    let found = diagnostics.count
    let name = decision.heading.name
    checkInputs(decision, function)
    var entries: [BoxedExpression.Entry] = []
    for parameter in function.parameters {
      let own = decision.inputs.first { $0.name?.trimmed == parameter.name }
      if own == nil, isMisspelt(parameter.name, in: decision, function) { continue }
      guard own != nil || itemTypes[parameter.name] != nil || parameter.name == "now" else {
        report(
          .wrongArguments, name.range,
          "\"\(name.text)\" needs \"\(parameter.name)\", which no item is called: add <input name=\"\(parameter.name)\" expression=\"…\"/>"
        )
        continue
      }
      let text = own?.expression.text ?? SourceText(parameter.name)
      let findings = FEEL.compile(text, in: environment, expecting: parameter.type).diagnostics
      if own != nil {
        diagnostics += findings
      } else if let finding = findings.first {
        report(.typeMismatch, name.range, "item \"\(parameter.name)\" does not fit: \(finding.message)")
      }
      entries.append(
        BoxedExpression.Entry(
          .init(parameter.name, range: name.range), value: BoxedExpression(.literal(text), range: name.range)))
    }
    return diagnostics[found...].contains { $0.severity == .error } ? nil : entries
  }

  /// Whether an input was meant for a parameter, which is a finding of its own.
  private func isMisspelt(_ name: String, in decision: Chain.Decision, _ function: FunctionValue) -> Bool {
    let known = function.parameters.map(\.name)
    return decision.inputs.contains { input in
      guard let written = input.name?.trimmed, !known.contains(written) else { return false }
      return nearest(to: written, in: known) == name
    }
  }

  private mutating func checkInputs(_ decision: Chain.Decision, _ function: FunctionValue) {
    let known = function.parameters.map(\.name)
    for (number, input) in decision.inputs.enumerated() {
      guard let name = input.name else {
        report(.missingAttribute, input.range, "the input of an imported decision must have the attribute «name»")
        continue
      }
      if decision.inputs[..<number].contains(where: { $0.name?.trimmed == name.trimmed }) {
        report(.duplicateName, name.valueRange, "\"\(name.trimmed)\" is given twice")
      } else if !known.contains(name.trimmed) {
        let meant = nearest(to: name.trimmed, in: known).map { "; did you mean \"\($0)\"?" } ?? ""
        report(
          .undefinedName, name.valueRange,
          "\"\(decision.ref?.trimmed ?? "")\" has no input \"\(name.trimmed)\"" + meant)
      }
    }
  }

  private mutating func report(
    _ code: DiagnosticCode, _ range: SourceRange, _ message: String, fixIts: [Diagnostic.FixIt] = []
  ) {
    diagnostics.append(Diagnostic(code, at: range, in: chain.file, message, fixIts: fixIts))
  }
}

/// The arguments of a decision in the slots that its program reads.
private struct Arguments: SlotReader {
  let slots: [Int]
  let values: [Value]

  func value(slot: Int) -> Value { slots.firstIndex(of: slot).map { values[$0] } ?? .null }
}

extension Chain.Decision {
  /// Its expressions, the columns first.
  var texts: [SourceText] {
    inputs.map(\.expression.text) + inputs.compactMap { $0.allowed?.text }
      + outputs.flatMap { [$0.allowed, $0.fallback].compactMap { $0?.text } } + rules.flatMap { $0.tests + $0.outputs }
  }
}
