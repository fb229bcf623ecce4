import KetenSource
import Testing

@testable import FEEL

/// What holds for every expression.
@Suite struct PropertyTests {
  @Test func printingAndReadingGivesTheTree() {
    var source = RandomSyntax(seed: 1)
    let environment = World.sample.environment
    for _ in 0..<4000 {
      let tree = source.tree(1 + source.random.number(4))
      let (again, diagnostics) = parse(SourceText(tree.description), in: environment)
      #expect(again == tree, "\(tree) → \(again?.description ?? "\(diagnostics.map(\.message))")")
    }
  }

  @Test func printingAndReadingGivesTheTests() {
    var source = RandomSyntax(seed: 2)
    let environment = World.sample.environment
    for _ in 0..<3000 {
      let tests = source.unaryTests(source.random.number(4))
      let (again, diagnostics) = parseUnaryTests(SourceText(tests.description), in: environment)
      #expect(again == tests, "\(tests) → \(again?.description ?? "\(diagnostics.map(\.message))")")
    }
  }

  /// An expression without errors means the same in a box.
  @Test func aBoxMeansWhatItsTextMeans() {
    var source = RandomSyntax(seed: 3)
    let world = World.sample
    var compared = 0
    let tables = [EvaluationTests.structures, EvaluationTests.names, FunctionTests.lists, FunctionValueTests.calls]
    let texts =
      Case.table(tables.joined(separator: "\n")).map(\.text)
      + (0..<6000).map { _ in source.tree(1 + source.random.number(3)).description }
    for text in texts {
      let text = SourceText(text)
      guard let program = compile(text, in: world.environment).program else { continue }
      let box = BoxedExpression(.literal(text), range: SourceRange(0, 0))
      let (boxed, diagnostics) = compile(box, in: world.environment, file: text.file)
      #expect(!diagnostics.hasErrors)
      let (one, two) = (program.explain(world), boxed.explain(world))
      // A function is no other function, so values with functions are compared as text.
      #expect(one.value.description == two.value.description, "\(text.string)")
      #expect(one.faults.map(\.message) == two.faults.map(\.message), "\(text.string)")
      compared += 1
    }
    #expect(compared > 500, "\(compared)")
  }
}
