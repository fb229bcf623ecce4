import FEEL
import KetenSource
import Testing

/// Nothing that is written makes the compiler or a program crash.
@Suite struct FuzzTests {
  static let words = [
    "leeftijd", "naam", "toegekend", "steps", "plan-indienen", "plan", ".", "done", "kinderen", "verslag", "title",
    "today", "now", "and", "or", "not", "(", ")", "[", "]", "{", "}", "if", "then", "else", "for", "in", "return",
    "some", "every", "satisfies", "between", "instance of", "number", "list<", ">", "<", "=", "!=", "<=", ">=", "+",
    "-", "*", "/", "**", "..", ",", ":", "1", "0", "3.5", "1e6000", "\"a\"", "\"", "@\"P1D\"", "@\"2026-01-01\"",
    "null", "true", "false", "?", "date(", "duration(", "count(", "sum(", "max(", "substring(", "string(", "floor(",
    "wat dan ook", "//", "/*", "*/", "\\", "é", "\u{0}", "item", "partial", "inkomen", "leeg",
  ]

  @Test func survivesTokenSoup() {
    var random = SplitMix(seed: 2026)
    var compiled = 0
    for _ in 0..<6000 {
      let count = Int(random.next(below: 14)) + 1
      let parts = (0..<count).map { _ in FuzzTests.words[Int(random.next(below: UInt64(FuzzTests.words.count)))] }
      if check(parts.joined(separator: random.next(below: 4) == 0 ? "" : " ")) { compiled += 1 }
    }
    #expect(compiled > 100)
  }

  @Test func survivesMutations() {
    var random = SplitMix(seed: 11)
    let cases = Case.table(
      [EvaluationTests.structures, EvaluationTests.names, FunctionTests.temporal, FunctionTests.texts].joined(
        separator: "\n"))
    for _ in 0..<6000 {
      var bytes = Array(cases[Int(random.next(below: UInt64(cases.count)))].text.utf8)
      for _ in 0...random.next(below: 3) where !bytes.isEmpty {
        let place = Int(random.next(below: UInt64(bytes.count)))
        switch random.next(below: 3) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
        default: bytes[place] = UInt8(random.next(below: 96)) + 32
        }
      }
      let file = SourceFile(path: "fuzz", bytes: bytes)
      check(SourceText(file: file, range: SourceRange(0, bytes.count)))
    }
  }

  @Test func survivesBytes() {
    var random = SplitMix(seed: 5)
    for _ in 0..<3000 {
      let bytes = (0..<random.next(below: 24)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      check(SourceText(file: SourceFile(path: "fuzz", bytes: bytes), range: SourceRange(0, bytes.count)))
    }
  }

  private func check(_ text: String) -> Bool { check(SourceText(text)) }

  @discardableResult
  private func check(_ text: SourceText) -> Bool {
    let world = World.sample
    let (program, diagnostics) = compile(text, in: world.environment)
    #expect((program == nil) == diagnostics.hasErrors)
    for diagnostic in diagnostics {
      #expect(diagnostic.range.start <= diagnostic.range.end && diagnostic.range.end <= text.utf8.count)
    }
    guard let program else { return false }
    let value = program.evaluate(world)
    #expect(program.explain(world).value == value)
    #expect(value.isNull || program.type.contains(value), "\(text.string): \(program.type) has \(value)")
    #expect(program.skeleton.evaluate { program.atoms[$0].evaluate(world) } == value, "\(text.string)")
    if let tree = parse(text, in: world.environment).tree {
      let printed = tree.description
      #expect(parse(SourceText(printed), in: world.environment).tree == tree, "\(text.string) prints as \(printed)")
    }
    return true
  }
}
