import FEEL
import KetenSource
import Testing

/// An expression and the text of its value.
struct Case: CustomTestStringConvertible {
  let text: String
  let expected: String

  /// Reads `expression → value`.
  init(_ line: String) {
    let parts = line.split(separator: " → ", maxSplits: 1)
    text = String(parts[0])
    expected = String(parts[parts.count - 1])
  }

  var testDescription: String { text }

  static func table(_ lines: String) -> [Case] { lines.split(separator: "\n").map { Case(String($0)) } }
}

@Suite struct EvaluationTests {
  @Test(arguments: Case.table(operators)) func evaluatesOperators(_ item: Case) { check(item) }
  @Test(arguments: Case.table(names)) func evaluatesNames(_ item: Case) { check(item) }

  private func check(_ item: Case) {
    let value = World.sample.value(of: item.text)
    #expect(value?.description == item.expected)
  }

  static let operators = """
    1 + 2 * 3 → 7
    (1 + 2) * 3 → 9
    2 ** 10 → 1024
    -2 ** 2 → 4
    2 ** -1 → 0.5
    10 - 2 - 3 → 5
    7 / 2 → 3.5
    1 = 1.0 → true
    1 < 2 → true
    2 <= 1 → false
    "a" < "b" → true
    "a" + "b" → "ab"
    1 != 2 → true
    null = null → true
    1 = null → false
    not(true) → false
    true and false → false
    true or false → true
    if 1 < 2 then "ja" else "nee" → "ja"
    if null = 1 then 1 else 2 → 2
    5 between 1 and 10 → true
    5 in [1..5] → true
    5 in [1..5) → false
    5 in ]5..6] → false
    5 in (1, 5) → true
    5 in (< 3, > 4) → true
    5 in < 3 → false
    5 in [1, 5] → true
    "a" in ("b", "c") → false
    """

  static let names = """
    toegekend → true
    not(afgewezen) → true
    leeftijd >= 18 and toegekend → true
    bedrag * 2 → 199.9
    plan-indienen → 4
    plan - indienen → 4
    steps.plan-indienen.done → true
    steps.plan.done → false
    steps.plan-indienen.by = "inwoner" → true
    terms.onderzoek.state != "exceeded" → true
    aantal kinderen + 1 → 3
    aantal  kinderen + 1 → 3
    kosten-per-jaar / 12 → 100
    leeg + 1 → null
    leeg = null → true
    onbekend and false → false
    wat dan ook + 1 → 6
    verslag.title → "Verslag"
    verslag.mediaType → null
    kinderen[leeftijd > 10].naam → ["Bo"]
    kinderen[1].naam → "An"
    kinderen.leeftijd → [4, 11]
    count(kinderen) → 2
    """
}

extension EvaluationTests {
  @Test(arguments: Case.table(structures)) func evaluatesStructures(_ item: Case) {
    #expect(World.sample.value(of: item.text)?.description == item.expected)
  }

  static let structures = """
    [1, 2, 3][2] → 2
    [1, 2, 3][-1] → 3
    [1, 2, 3][4] → null
    [1, 2, 3][item > 1] → [2, 3]
    [1, 2, 3][wat dan ook - 4] → 1
    5[1] → 5
    null[1] → null
    {a: 1, b: a + 1}.b → 2
    {"a b": 1}.a b → 1
    {a: {b: {c: 3}}}.a.b.c → 3
    [{a: 1}, {a: 2}].a → [1, 2]
    [{a: 1}, {a: 2}][a = 2] → [{a: 2}]
    {} → {}
    [1..3] → [1..3]
    (< 5) → (< 5)
    3 in (< 5) → true
    for x in [1, 2, 3] return x * 2 → [2, 4, 6]
    for x in 1..3 return x → [1, 2, 3]
    for x in 3..1 return x → [3, 2, 1]
    for x in [1..3) return x → [1, 2]
    for x in 1..2, y in [10, 20] return x * y → [10, 20, 20, 40]
    for x in 1..2, y in x..2 return [x, y] → [[1, 1], [1, 2], [2, 2]]
    for i in 0..4 return if i = 0 then 1 else i * partial[-1] → [1, 1, 2, 6, 24]
    for d in @"2026-01-30"..@"2026-02-01" return d.day → [30, 31, 1]
    for kind in kinderen return kind.naam → ["An", "Bo"]
    some k in kinderen satisfies k.leeftijd > 10 → true
    every k in kinderen satisfies k.leeftijd > 10 → false
    every x in [] satisfies false → true
    some x in [null, true] satisfies x → true
    every x in [null, true] satisfies x → null
    count(for x in 1..1000 return x) → 1000
    for x in 1..100000000 return x → null
    some x in 1..100000000 satisfies x = 5 → true
    1 instance of number → true
    "a" instance of number → false
    null instance of number → false
    null instance of Null → true
    [1, 2] instance of list<number> → true
    [1, "a"] instance of list<number> → false
    {a: 1} instance of context<a: number> → true
    today instance of date → true
    now instance of date and time → true
    @"P1D" instance of days and time duration → true
    verslag instance of document → true
    2 in [[1..3], 7] → true
    null in (null) → true
    leeg between 1 and 2 → null
    [1, 2] = [1, 2.0] → true
    {a: 1, b: 2} = {b: 2, a: 1} → true
    [1] = 1 or true → true
    "\\u00e9\\U01F600\\uD83D\\uDE00" → "é😀😀"
    1 /* one */ + 2 // two → 3
    -1 in ]-2..-0.5[ → true
    5 in (leeftijd - 40 .. 6] → true
    {"a-b": 1, c: 2}.a-b → 1
    [{a-b: 1}, {a-b: 2}][a-b > 1].a-b → [2]
    for x in [{a-b: 1}] return x.a-b → [1]
    (1 + 2) * -3 → -9
    3 -1 → 2
    3-1 → 2
    leeftijd-1 → 41
    wat dan ook.a → null
    if true then {a: 1} else {a: 2} → {a: 1}
    """

  @Test func convertsToTheExpectedType() throws {
    let world = World.sample
    func value(_ text: String, _ type: ValueType) throws -> Value {
      let (program, diagnostics) = compile(SourceText(text), in: world.environment, expecting: type)
      #expect(program?.type == type, "\(diagnostics.map(\.message))")
      return try #require(program).evaluate(world)
    }
    #expect(try value("leeftijd", .list(.number)) == .list([.number(Number(42))]))
    #expect(try value("[leeftijd]", .number) == .number(Number(42)))
    #expect(try value("wat dan ook", .boolean) == .null)
    #expect(try value("wat dan ook", .number) == .number(Number(5)))
    #expect(try value("null", .string) == .null)
  }

  @Test func explainsNull() throws {
    let world = World.sample
    func faults(_ text: String) throws -> [String] {
      let (compiled, _) = compile(SourceText(text), in: world.environment)
      let program = try #require(compiled)
      let (value, faults) = program.explain(world)
      #expect(value == program.evaluate(world))
      return faults.map { "\(SourceText(text).file.text($0.range)): \($0.message)" }
    }
    #expect(try faults("leeg + 1") == ["leeg: this has no value"])
    #expect(try faults("1 + leeftijd / (plan - 7)") == ["leeftijd / (plan - 7): this divides by zero"])
    #expect(try faults("leeftijd > wat dan ook") == [])
    #expect(try faults("naam > wat dan ook") == ["naam > wat dan ook: these two values cannot be compared"])
    #expect(try faults("number(naam)") == ["number(naam): this is not a number"])
    #expect(try faults("string length(verslag.mediaType)") == ["verslag.mediaType: this has no value"])
    #expect(try faults("toegekend or onbekend") == [])
  }

  @Test func keepsOffsets() {
    let moment = Moment(milliseconds: 1_782_900_000_000)
    #expect(DateTime(moment).description == "2026-07-01T12:00:00+02:00")
    #expect(DateTime(moment).moment == moment)
    #expect(DateTime(iso: "2026-07-01T10:00:00Z") == DateTime(moment))
    #expect(DateTime(iso: "2026-07-01T10:00:00Z")?.description == "2026-07-01T10:00:00Z")
    #expect(DateTime(iso: "2026-07-01T12:00:00@Europe/Amsterdam")?.moment == moment)
  }
}
