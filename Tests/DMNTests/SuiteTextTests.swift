import DMN
import FEEL
import Foundation
import KetenSource
import Testing

/// The FEEL of an outside suite, where it is at hand: what is read and printed is read again as the same.
@Suite struct SuiteTextTests {
  static let models = SuiteTests.models

  @Test(.enabled(if: !models.isEmpty, "no models below \(SuiteTests.folder.path()): set KETEN_SUITES"))
  func printingAndReadingGivesTheSame() throws {
    var (expressions, tests, refused) = (0, 0, 0)
    for url in Self.models {
      let file = SourceFile(path: url.lastPathComponent, bytes: Array(try Data(contentsOf: url)))
      guard let model = DecisionModel.read(file).model else { continue }
      let texts = Texts(model)
      for text in texts.expressions {
        guard let tree = parse(text, in: texts.environment).tree else {
          refused += 1
          continue
        }
        expressions += 1
        let again = parse(SourceText(tree.description), in: texts.environment).tree
        #expect(again == tree, "\(url.lastPathComponent): \(text.string)")
      }
      for text in texts.tests {
        guard let cell = parseUnaryTests(text, in: texts.environment).tests else {
          refused += 1
          continue
        }
        tests += 1
        let again = parseUnaryTests(SourceText(cell.description), in: texts.environment).tests
        #expect(again == cell, "\(url.lastPathComponent): \(text.string)")
      }
    }
    #expect(expressions > 0)
    // Some texts of a suite are made to be refused.
    #expect(refused * 20 < expressions + tests, "\(refused) texts are not read, \(expressions + tests) are")
  }
}

/// All FEEL of a model, and an environment with every name in it.
private struct Texts {
  var environment = Environment()
  var expressions: [SourceText] = []
  var tests: [SourceText] = []

  init(_ model: DecisionModel) {
    declare(model, under: [])
    for definition in model.itemDefinitions { add(definition.definition) }
    for decision in model.decisions { decision.expression.map { add($0) } }
    for knowledge in model.knowledge { knowledge.function.map { add($0) } }
  }

  private mutating func declare(_ model: DecisionModel, under prefix: [String]) {
    for item in model.itemDefinitions {
      environment.declare(type: (prefix + [item.name.text]).joined(separator: "."), as: item.definition.type)
    }
    let elements: [any ModelElement] = model.inputs + model.decisions + model.knowledge + model.services
    for element in elements {
      let name = element.variable.name.text
      environment.declare(prefix + [name], type: element.variable.type?.type ?? .any, slot: 0)
    }
    for item in model.imports where prefix.count < 4 {
      if let other = item.model { declare(other, under: prefix + [item.name.text]) }
    }
  }

  private mutating func add(_ definition: TypeDefinition) {
    tests += definition.constraints
    switch definition.shape {
    case .simple, .function: break
    case .list(let element): add(element)
    case .context(let fields): for field in fields { field.type.map { add($0) } }
    }
  }

  private mutating func local(_ name: BoxedExpression.Name) {
    environment.declare([name.text], type: .any, slot: 0)
  }

  private mutating func add(_ entries: [BoxedExpression.Entry]) {
    for entry in entries {
      local(entry.name)
      add(entry.value)
    }
  }

  private mutating func add(_ box: BoxedExpression) {
    switch box.form {
    case .empty, .foreignFunction: break
    case .literal(let text): expressions.append(text)
    case .context(let entries, let result):
      add(entries)
      result.map { add($0) }
    case .list(let boxes): boxes.forEach { add($0) }
    case .relation(let columns, let rows):
      columns.forEach { local($0) }
      rows.joined().forEach { add($0) }
    case .invocation(let function, let bindings):
      add(function)
      add(bindings)
    case .function(let parameters, let body):
      parameters.forEach { local($0.name) }
      add(body)
    case .conditional(let test, let first, let second): [test, first, second].forEach { add($0) }
    case .filter(let list, let match): [list, match].forEach { add($0) }
    case .iteration(_, let variable, let domain, let body):
      local(variable)
      [domain, body].forEach { add($0) }
    case .table(let table):
      expressions += table.inputs.map(\.expression) + table.rules.flatMap(\.outputs)
      expressions += table.outputs.compactMap(\.fallback)
      tests += (table.inputs.map(\.allowed) + table.outputs.map(\.allowed)).compactMap { $0 }
      tests += table.rules.flatMap(\.tests)
    }
  }
}
