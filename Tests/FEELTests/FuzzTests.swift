import Foundation
import KetenSource
import Testing

@testable import FEEL

/// Nothing that is written makes the compiler or a program crash.
///
/// KETEN_FUZZ in the environment says how many times as long to try.
@Suite struct FuzzTests {
  static let factor = ProcessInfo.processInfo.environment["KETEN_FUZZ"].flatMap { Int($0) } ?? 1

  /// A seed that differs where more is tried.
  private func random(_ seed: UInt64) -> SplitMix { SplitMix(seed: seed &+ UInt64(FuzzTests.factor - 1) &* 7919) }

  static let words = [
    "leeftijd", "naam", "toegekend", "steps", "plan-indienen", "plan", ".", "done", "kinderen", "verslag", "title",
    "today", "now", "and", "or", "not", "(", ")", "[", "]", "{", "}", "if", "then", "else", "for", "in", "return",
    "some", "every", "satisfies", "between", "instance of", "number", "list<", ">", "<", "=", "!=", "<=", ">=", "+",
    "-", "*", "/", "**", "..", ",", ":", "1", "0", "3.5", "1e6000", "\"a\"", "\"", "@\"P1D\"", "@\"2026-01-01\"",
    "null", "true", "false", "?", "date(", "duration(", "count(", "sum(", "max(", "substring(", "string(", "floor(",
    "function(x)", "function(a: number, b)", "x", "(x)", "(function(f) f(f))", "sort(", "range<", "context<a: number>",
    "function<", "->", "external", "@\"2026-03-02T10:00:00@Europe/Amsterdam\"", "list replace(", "replace(", "(< ",
    "wat dan ook", "//", "/*", "*/", "\\", "é", "\u{0}", "item", "partial", "inkomen", "leeg",
  ]

  @Test func survivesTokenSoup() {
    var random = random(2026)
    var compiled = 0
    for _ in 0..<6000 * FuzzTests.factor {
      let count = Int(random.next(below: 14)) + 1
      let parts = (0..<count).map { _ in FuzzTests.words[Int(random.next(below: UInt64(FuzzTests.words.count)))] }
      if check(parts.joined(separator: random.next(below: 4) == 0 ? "" : " ")) { compiled += 1 }
    }
    #expect(compiled > 100)
  }

  @Test func survivesMutations() {
    var random = random(11)
    let cases = Case.table(
      [
        EvaluationTests.structures, EvaluationTests.names, FunctionTests.temporal, FunctionTests.texts,
        FunctionValueTests.calls, PrinterTests.canonical,
      ].joined(separator: "\n"))
    for _ in 0..<6000 * FuzzTests.factor {
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
    var random = random(5)
    for _ in 0..<3000 * FuzzTests.factor {
      let bytes = (0..<random.next(below: 24)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      check(SourceText(file: SourceFile(path: "fuzz", bytes: bytes), range: SourceRange(0, bytes.count)))
    }
  }

  static let extremes = [
    "0", "1", "-1", "2.5", "1e6144", "-1e6144", "1e-6176", "9223372036854775807", "-9223372036854775808",
    "9223372036854775808", "9999999999999999999999999999999999", "-6111", "6176", "\"\"", "\"é😀\"", "\"P1D\"",
    "\"1.5\"", "[]", "[1, null]", "[\"a\"]", "[[1], 2]", "{}", "{a: 1}", "null", "true", "@\"0001-01-01\"",
    "@\"999999999-12-31\"", "@\"-999999999-01-01\"", "@\"23:59:59.999999999+14:00\"", "@\"00:00:00-14:00\"",
    "@\"999999999-12-31T23:59:59@Europe/Amsterdam\"", "@\"-999999999-01-01T00:00:00Z\"",
    "@\"2026-10-25T02:30:00@Europe/Amsterdam\"", "@\"P999999999999D\"", "@\"-P999999999999D\"",
    "@\"P999999999999Y\"", "@\"-P999999999999Y\"", "@\"PT0.000000001S\"", "[1..5]", "(< 3)", "wat dan ook", "leeg",
    "function(x) x", "function(a, b) a < b", "function(f) f(f)", "count", "sort", "for i in 1..3000 return i",
    "for i in 1..20 return partial", "\"(a|a)*\\1b\"", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
    "\"\\p{IsBasicLatin}{1,9}\"", "[{key: \"a\", value: 1}]", "(!= 3)", "[\"a\", [\"a\"], {a: [\"a\"]}]",
  ]

  @Test func survivesExtremes() {
    var random = random(99)
    let functions = Functions.byName.keys.sorted()
    let operators = ["+", "-", "*", "/", "**", "<", "=", "in", "instance of list<", "between 1 and"]
    for _ in 0..<6000 * FuzzTests.factor {
      if random.next(below: 3) == 0 {
        check("\(random.pick(Self.extremes)) \(random.pick(operators)) \(random.pick(Self.extremes))")
      } else {
        let arguments = (0...random.next(below: 3)).map { _ in random.pick(Self.extremes) }
        check("\(random.pick(functions))(\(arguments.joined(separator: ", ")))")
      }
    }
    for value in FuzzTests.extremes {
      for name in Property.allCases.map(\.rawValue) {
        check("[\(value)][1].\(name)")
        check("(\(value)).\(name)")
      }
    }
  }

  /// Past what the compiler checks: every function with values of any kind.
  @Test func functionsTakeAnyValue() throws {
    var random = random(3)
    let values = Self.extremes.compactMap { text in
      compile(SourceText(text), in: World.sample.environment).program?.evaluate(World.sample)
    }
    #expect(values.count > 40)
    for name in Functions.byName.keys.sorted() {
      let function = try #require(FunctionValue.builtIn(name))
      for _ in 0..<120 * FuzzTests.factor {
        var call = Self.call(explains: false)
        let arguments = (0...random.number(4)).map { _ in random.pick(values) }
        let value = function.call(arguments, &call)
        let isFitting = (Functions.byName[name] ?? []).contains { form in
          let function = Functions.all[form]
          return function.type(of: arguments.map(\.type)).contains(value)
        }
        #expect(value.isNull || isFitting, "\(name)(\(arguments)) gives \(value)")
      }
    }
  }

  @Test func survivesRandomTrees() {
    var source = RandomSyntax(seed: UInt64(40 + FuzzTests.factor))
    for _ in 0..<4000 * FuzzTests.factor { check(source.tree(1 + source.random.number(5)).description) }
  }

  /// Tests of cells from soup and from trees.
  @Test func survivesTests() {
    var source = RandomSyntax(seed: UInt64(50 + FuzzTests.factor))
    let environment = World.sample.environment
    for _ in 0..<4000 * FuzzTests.factor {
      let text: SourceText
      if source.random.number(2) == 0 {
        text = SourceText(source.unaryTests(source.random.number(3)).description)
      } else {
        text = SourceText(
          (0...source.random.number(8)).map { _ in source.random.pick(Self.words) }.joined(separator: " "))
      }
      let type = source.random.pick([ValueType.any, .number, .string, .boolean, .list(.number), .date])
      let (program, diagnostics) = compile(tests: text, of: type, in: environment, slot: 0)
      for diagnostic in diagnostics { #expect(diagnostic.range.end <= text.utf8.count) }
      var call = Self.call(explains: true)
      let value = program.evaluate(World.sample, in: &call)
      #expect(value.isNull || value.boolean != nil, "\(text.string): \(value)")
    }
  }

  @Test func survivesBoxes() {
    var source = RandomBoxes(seed: UInt64(60 + FuzzTests.factor))
    let world = World.sample
    for _ in 0..<1500 * FuzzTests.factor {
      let box = source.box(3)
      let (program, diagnostics) = compile(
        box, in: world.environment, file: SourceFile(path: "fuzz", text: ""),
        analysing: source.syntax.random.number(3) == 0 ? 10_000 : nil)
      var call = Self.call(explains: true)
      let value = program.evaluate(world, in: &call)
      #expect(
        value.isNull || diagnostics.hasErrors || program.type.contains(value),
        "\(program.type) has \(value)")
    }
  }

  private static func call(explains: Bool) -> FunctionValue.Call {
    var call = FunctionValue.Call(explains: explains)
    (call.allowance.work, call.allowance.iterations) = (300_000, 30_000)
    return call
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
    var (call, explained) = (Self.call(explains: false), Self.call(explains: true))
    let value = program.evaluate(world, in: &call)
    #expect(program.evaluate(world, in: &explained).description == value.description)
    #expect(value.isNull || program.type.contains(value), "\(text.string): \(program.type) has \(value)")
    if call.allowance.work >= 0, call.allowance.iterations >= 0, program.type == .boolean {
      #expect(program.skeleton.evaluate { program.atoms[$0].evaluate(world) } == value, "\(text.string)")
    }
    if let tree = parse(text, in: world.environment).tree {
      let printed = tree.description
      #expect(parse(SourceText(printed), in: world.environment).tree == tree, "\(text.string) prints as \(printed)")
    }
    return true
  }
}
