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

  static let functions = [
    "not", "is defined", "all", "any", "get value", "number", "abs", "modulo", "sqrt", "odd", "even", "decimal",
    "floor", "ceiling", "round up", "round down", "round half up", "round half down", "string", "string length",
    "upper case", "lower case", "substring", "contains", "starts with", "ends with", "substring before",
    "substring after", "count", "sum", "mean", "median", "min", "max", "list contains", "append", "concatenate",
    "union", "distinct values", "reverse", "index of", "flatten", "sublist", "insert before", "remove", "date", "time",
    "date and time", "duration", "years and months duration", "day of week", "month of year", "day", "month", "year",
  ]

  static let extremes = [
    "0", "1", "-1", "2.5", "1e6144", "-1e6144", "1e-6176", "9223372036854775807", "-9223372036854775808",
    "9223372036854775808", "9999999999999999999999999999999999", "-6111", "6176", "\"\"", "\"é😀\"", "\"P1D\"",
    "\"1.5\"", "[]", "[1, null]", "[\"a\"]", "[[1], 2]", "{}", "{a: 1}", "null", "true", "@\"0001-01-01\"",
    "@\"999999999-12-31\"", "@\"-999999999-01-01\"", "@\"23:59:59.999999999+14:00\"", "@\"00:00:00-14:00\"",
    "@\"999999999-12-31T23:59:59@Europe/Amsterdam\"", "@\"-999999999-01-01T00:00:00Z\"",
    "@\"2026-10-25T02:30:00@Europe/Amsterdam\"", "@\"P999999999999D\"", "@\"-P999999999999D\"",
    "@\"P999999999999Y\"", "@\"-P999999999999Y\"", "@\"PT0.000000001S\"", "[1..5]", "(< 3)", "wat dan ook", "leeg",
  ]

  @Test func survivesExtremes() {
    var random = SplitMix(seed: 99)
    func pick(_ list: [String]) -> String { list[Int(random.next(below: UInt64(list.count)))] }
    for _ in 0..<6000 {
      if random.next(below: 3) == 0 {
        check(
          "\(pick(FuzzTests.extremes)) \(pick(["+", "-", "*", "/", "**", "<", "=", "in"])) \(pick(FuzzTests.extremes))")
      } else {
        let arguments = (0...random.next(below: 3)).map { _ in pick(FuzzTests.extremes) }
        check("\(pick(FuzzTests.functions))(\(arguments.joined(separator: ", ")))")
      }
    }
    for value in FuzzTests.extremes {
      for name in ["year", "weekday", "hour", "time offset", "days", "seconds", "months", "start", "end included"] {
        check("[\(value)][1].\(name)")
        check("(\(value)).\(name)")
      }
    }
  }

  @discardableResult
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
