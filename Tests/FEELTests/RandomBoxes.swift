import KetenSource

@testable import FEEL

/// Boxed expressions of every form, at random, with random FEEL in them.
struct RandomBoxes {
  var syntax: RandomSyntax

  init(seed: UInt64) { syntax = RandomSyntax(seed: seed) }

  private static let range = SourceRange(0, 0)
  private static let names = ["x", "regel", "leeftijd", "item", "partial", "naam voluit"]
  private static let types: [ValueType] = [.number, .string, .boolean, .date, .list(.number), .context([])]

  private mutating func name() -> BoxedExpression.Name { .init(syntax.random.pick(Self.names), range: Self.range) }

  private mutating func type() -> ValueType? {
    syntax.random.number(2) == 0 ? nil : syntax.random.pick(Self.types)
  }

  /// Mostly FEEL, sometimes soup.
  private mutating func text(_ depth: Int) -> SourceText {
    guard syntax.random.number(8) == 0 else { return SourceText(syntax.tree(syntax.random.number(depth)).description) }
    return SourceText((0...4).map { _ in syntax.random.pick(FuzzTests.words) }.joined(separator: " "))
  }

  private mutating func boxes(_ depth: Int) -> [BoxedExpression] {
    (0..<syntax.random.number(4)).map { _ in box(depth) }
  }

  private mutating func entries(_ depth: Int) -> [BoxedExpression.Entry] {
    (0..<syntax.random.number(4)).map { _ in .init(name(), type: type(), value: box(depth)) }
  }

  mutating func box(_ depth: Int) -> BoxedExpression { BoxedExpression(form(depth), type: type(), range: Self.range) }

  private mutating func form(_ depth: Int) -> BoxedExpression.Form {
    guard depth > 0 else { return syntax.random.number(9) == 0 ? .empty : .literal(text(3)) }
    let inner = depth - 1
    switch syntax.random.number(12) {
    case 0: return .context(entries(inner), result: syntax.random.number(2) == 0 ? nil : box(inner))
    case 1: return .list(boxes(inner))
    case 2:
      let columns = (0...syntax.random.number(2)).map { _ in name() }
      return .relation(
        columns: columns, rows: (0..<syntax.random.number(3)).map { _ in columns.map { _ in box(inner) } })
    case 3: return .invocation(box(inner), entries(inner))
    case 4:
      return .function((0..<syntax.random.number(3)).map { _ in .init(name(), type: type()) }, box(inner))
    case 5: return .foreignFunction("Java")
    case 6: return .conditional(box(inner), box(inner), box(inner))
    case 7: return .filter(box(inner), box(inner))
    case 8, 9:
      return .iteration(
        syntax.random.pick([.list, .some, .every]), variable: name(), domain: box(inner), body: box(inner))
    default: return .table(table())
    }
  }

  private mutating func table() -> DecisionTable {
    let inputs = (0..<syntax.random.number(4)).map { _ in
      DecisionTable.Input(text(2), label: "kolom", type: type(), allowed: syntax.random.number(4) == 0 ? cell() : nil)
    }
    let outputs = (0...syntax.random.number(1)).map { index in
      DecisionTable.Output(
        "uit \(index)", type: type(), allowed: syntax.random.number(2) == 0 ? cell() : nil,
        fallback: syntax.random.number(2) == 0 ? text(2) : nil)
    }
    let rules = (0..<syntax.random.number(syntax.random.number(6) == 0 ? 30 : 4)).map { _ in
      DecisionTable.Rule(
        tests: inputs.map { _ in cell() }, outputs: outputs.map { _ in text(2) }, range: Self.range)
    }
    return DecisionTable(
      inputs: inputs, outputs: outputs, rules: rules, hitPolicy: syntax.random.pick(TableEvaluationTests.policies),
      range: Self.range)
  }

  private mutating func cell() -> SourceText {
    switch syntax.random.number(4) {
    case 0: return SourceText("-")
    case 1: return SourceText(syntax.unaryTests(2).description)
    default:
      return SourceText(syntax.random.pick(["< 3", "\"a\"", "[1..5]", "not(3)", "? > 2", "1, 2, 3", "null", "true"]))
    }
  }
}
