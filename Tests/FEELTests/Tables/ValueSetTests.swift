import KetenSource
import Testing

@testable import FEEL

@Suite struct ValueSetTests {
  /// Values of all kinds, at and between the ends that the cells below have.
  static let samples: [Value] = [
    "null", "true", "false", "-1", "0", "0.5", "1", "1.0", "1.5", "2", "3", "3.25", "5", "1E30", "\"\"", "\"a\"",
    "\"aa\"", "\"b\"", "\"c\"", "\"é\"", "@\"2019-12-31\"", "@\"2020-01-01\"", "@\"2020-01-02\"", "@\"2020-01-03\"",
    "@\"11:59:59\"", "@\"12:00:00\"", "@\"12:00:00Z\"", "@\"2020-01-01T00:00:00\"",
    "@\"2020-01-01T00:00:00.000000001\"",
    "@\"2020-01-01T12:00:00Z\"", "@\"P1D\"", "@\"P1DT1S\"", "@\"PT0S\"", "@\"P1M\"", "@\"P2M\"", "@\"P1Y\"",
  ].map { value($0) }

  static let constants = [
    "1", "2", "3", "-1", "0.5", "\"a\"", "\"b\"", "\"\"", "true", "false", "null", "@\"2020-01-01\"", "@\"2020-01-02\"",
    "date(\"2020-01-03\")", "duration(\"P1D\")", "@\"P1M\"", "@\"P1Y\"",
    "1 + 1",
  ]

  static func isTrue(_ text: String, of value: Value) -> Value? {
    var world = World()
    world.add("x", type: .any, value)
    return world.value(of: text)
  }

  @Test(arguments: [
    ("-", "-"), ("5", "5"), ("< 5", "< 5"), ("[1..5]", "[1..5]"), ("]1..5[", "(1..5)"), ("[1..2], (2..3)", "[1..3)"),
    ("[1..2], 3", "[1..2], 3"), ("< 1, >= 1", "any number"), ("\"b\", \"a\"", "\"a\", \"b\""),
    ("true, false", "any boolean"),
    ("[5..1]", "nothing"), ("(1..1]", "nothing"), ("(@\"2020-01-01\"..@\"2020-01-02\")", "nothing"),
    ("> @\"2020-01-01\"", ">= @\"2020-01-02\""),
    ("(@\"2020-01-01\"..@\"2020-01-04\")", "[@\"2020-01-02\"..@\"2020-01-03\"]"),
    ("< @\"P1Y\"", "< @\"P1Y\""), ("1, 1.0", "1"), ("null", "null"),
    ("(\"a\"..\"b\"]", "(\"a\"..\"b\"]"), ("<= @\"P1D\"", "<= @\"P1D\""), ("? > 1 and ? < 3", "(1..3)"),
    ("? between 1 and 3 or 7 = ?", "[1..3], 7"), ("[1, 2, 3]", "1, 2, 3"), ("1 + 1", "2"),
  ])
  func aCellIsASet(_ text: String, _ expected: String) {
    let type: ValueType = text.hasPrefix("[1, ") ? .number : .any
    #expect(set(text, type).description == expected)
  }

  @Test(arguments: ["x", "< x", "[1..x]", "? > x", "count(?)", "? + 1 = 2", "[1, 2]", "? = [1]", "[[1]]"])
  func whatDependsOnMoreIsNoSet(_ text: String) {
    let environment = {
      var environment = Environment()
      environment.declare(["x"], type: .number, slot: 0)
      return environment
    }()
    guard let tree = parse(SourceText(text.hasPrefix("<") ? "? in (\(text))" : text), in: environment).tree else {
      Issue.record("'\(text)' is no cell")
      return
    }
    let tests = [Syntax.Test(comparison: nil, value: tree)]
    #expect(ValueSet(tests: tests, constant: constant) == nil)
  }

  @Test func aSetHasWhatTheEvaluatorAccepts() {
    var random = SplitMix(seed: 11)
    for _ in 0..<120 {
      let text = (0...random.number(3)).map { _ in Self.randomTest(&random) }.joined(separator: ", ")
      let (inside, outside) = (set(text), set("not(\(text))"))
      for sample in Self.samples {
        let truth = Self.isTrue("x in (\(text))", of: sample)
        #expect(inside.contains(sample) == (truth == .boolean(true)), "\(sample) in (\(text))")
        #expect(outside.contains(sample) == (truth == .boolean(false)), "not \(sample) in (\(text))")
      }
    }
  }

  static func randomTest(_ random: inout SplitMix) -> String {
    let a = random.pick(constants)
    switch random.number(5) {
    case 0: return a
    case 1, 2: return random.pick(["<", "<=", ">", ">=", "=", "!="]) + " " + a
    default:
      guard value(a).kind.isOrdered else { return a }
      let b = random.pick(constants.filter { value($0).kind == value(a).kind })
      return random.pick(["[", "("]) + a + ".." + b + random.pick(["]", ")"])
    }
  }

  @Test func setsObeyTheLawsOfSets() {
    var random = SplitMix(seed: 12)
    func randomSet() -> ValueSet {
      (0..<random.number(4)).reduce(random.number(4) == 0 ? .all : .empty) { sum, _ in
        let next = set(Self.randomTest(&random))
        return random.number(3) == 0 ? sum.subtracting(next) : sum.union(next)
      }
    }
    for _ in 0..<200 {
      let (a, b, c) = (randomSet(), randomSet(), randomSet())
      for sample in Self.samples {
        let (inA, inB) = (a.contains(sample), b.contains(sample))
        #expect(a.union(b).contains(sample) == (inA || inB))
        #expect(a.intersection(b).contains(sample) == (inA && inB))
        #expect(a.subtracting(b).contains(sample) == (inA && !inB))
      }
      #expect(a.union(b) == b.union(a))
      #expect(a.intersection(b.union(c)) == a.intersection(b).union(a.intersection(c)))
      #expect(a.complement(in: .all).complement(in: .all) == a)
      #expect(a.complement(in: .all).union(a) == .all)
      #expect(a.isSubset(of: a.union(b)))
      if let witness = a.witness { #expect(a.contains(witness), "\(witness) of \(a)") }
      if a.witness == nil { #expect(a.isSubset(of: ValueSet(kind: .structure))) }
    }
  }

  @Test(arguments: [
    ("[0.5..10]", "1"), ("(1..2)", "1.1"), ("(0.3..0.35)", "0.31"), ("< 5", "4"), ("<= 5", "5"),
    ("> 1E33", "1E+33 + 1"),
    (">= 18", "18"), ("> 2.5", "3"), ("[2.5..2.5]", "2.5"), ("< @\"2020-01-01\"", "@\"2019-12-31\""),
    ("> @\"P1D\"", "@\"P2D\""), ("< @\"P1Y\"", "@\"P11M\""),
    ("[\"k\"..\"m\"]", "\"k\""), ("null, 3", "3"), ("null", "null"), ("true", "true"), ("< 0", "-1"),
    ("(\"a\"..\"b\")", "\"aa\""), ("(\"a\"..\"aa\")", "\"a0\""),
  ])
  func aWitnessIsEasyToRead(_ text: String, _ expected: String) {
    #expect(set(text).witness == value(expected))
  }

  @Test func anOddEndHasAWitnessToo() {
    #expect(set("not(\"other\", \"a\")", .string).witness == .string("z"))
    #expect(set("< \"\"").witness == nil)
    #expect(set("<= \"\"").witness == .string(""))
    #expect(ValueSet.empty.witness == nil)
    #expect(ValueSet(kind: .structure).witness == nil)
  }

  @Test(arguments: [
    ("not(\"a\", \"b\")", ValueType.string, "not(\"a\", \"b\")"), ("< 3, >= 3", .number, "-"),
    ("true, false", .boolean, "-"),
    ("true", .boolean, "true"), ("not(3)", .number, "not(3)"), ("< 3, > 4", .number, "< 3, > 4"),
  ])
  func aSetIsWrittenAsACellOfItsColumn(_ text: String, _ type: ValueType, _ expected: String) {
    #expect(set(text, type).text(within: ValueSet(type: type)) == expected)
  }

  @Test func listsAndRangesAreReadWhereTheColumnHasNone() {
    #expect(set("not([1, 2])", .number).text(within: ValueSet(type: .number)) == "not(1, 2)")
    #expect(cell("[1, 2]", .list(.number)) == nil)
    #expect(set("-", .list(.number)) == .all)
    #expect(set("null", .list(.number)) == .null)
    #expect(set("not(null)", .any).contains(.list([])))
  }

  @Test func textsThatEndInTheFirstCharacterHaveNothingBelowThem() {
    let range = ValueRange(
      lower: .string("a"), includesLower: false, upper: .string("a\0"), includesUpper: false)
    #expect(ValueSet(range).isEmpty)
    #expect(ValueSet(.string("a")) == set("[\"a\"..\"a\"]"))
  }

  @Test(arguments: ["> @\"12:00:00\"", "[@\"08:00:00\"..@\"17:00:00\"]", "not(@\"2026-03-02T09:00:00\")"])
  func ofTimesNoSetIsMade(_ text: String) {
    #expect(cell(text, .time) == nil)
    #expect(cell(text) == nil)
  }
}
