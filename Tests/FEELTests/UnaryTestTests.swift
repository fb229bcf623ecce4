import FEEL
import KetenSource
import Testing

/// Unary tests (DMN 1.5 §10.3.1.3 and tables 45 and 55): `value | tests → whether it meets them`.
@Suite struct UnaryTestTests {
  @Test(arguments: Case.table(equality + comparison + ranges + lists + conditions + negation + temporal))
  func meets(_ item: Case) throws {
    let parts = item.text.split(separator: " | ", maxSplits: 1).map(String.init)
    let value = try #require(World.sample.value(of: parts[0]))
    var world = World.sample
    world.add("waarde", type: value.isNull ? .any : value.type, value)
    let (program, diagnostics) = compile(
      tests: SourceText(parts[1]), of: value.isNull ? .any : value.type, in: world.environment,
      slot: world.values.count - 1)
    #expect(!diagnostics.hasErrors, "\(diagnostics.map(\.message))")
    #expect(program.evaluate(world).description == item.expected)
    #expect(program.holds(world) == (item.expected == "true"))
  }

  static let equality = """
    5 | 5 → true
    5 | 5.0 → true
    5 | 6 → false
    5 | 2 + 3 → true
    -5 | -5 → true
    "a" | "a" → true
    "a" | "A" → false
    true | true → true
    true | false → false
    false | false → true
    null | null → true
    5 | null → false
    null | 5 → false
    null | - → true
    5 | - → true
    42 | leeftijd → true
    "Saïd" | naam → true
    5 | = 5 → true
    5 | != 5 → false
    5 | 1, 5, 9 → true
    5 | 1, 9 → false
    """ + "\n"

  static let comparison = """
    5 | < 5 → false
    5 | <= 5 → true
    5 | > 4 → true
    5 | >= 6 → false
    5 | < 2, > 4 → true
    5 | > leeftijd → false
    50 | > leeftijd → true
    "b" | > "a" → true
    null | > 4 → null
    5 | > 2 + 2 → true
    """ + "\n"

  static let ranges = """
    5 | [5..10] → true
    5 | (5..10] → false
    5 | ]5..10] → false
    10 | [5..10) → false
    10 | [5..10[ → false
    10 | [5..10] → true
    5 | [1..3], [4..6] → true
    5 | (> 4) → true
    5 | (<= 4) → false
    5 | (= 5) → true
    5 | (!= 5) → false
    "m" | ["a".."z"] → true
    5 | [leeftijd - 40..leeftijd] → true
    null | [1..5] → null
    """ + "\n"

  static let lists = """
    5 | [1, 5] → true
    5 | [1, 2] → false
    5 | [[1..3], [4..6]] → true
    [1, 5] | [1, 5] → true
    [1, 2, 3] | [[1, 2, 3, 4], [1, 2, 3]] → true
    [1, 2, 3] | list contains(?, 2) → true
    [1, 2, 3] | count(?) = 3 → true
    ["a", "b"] | every x in ? satisfies x in ("a", "b") → true
    ["a", "c"] | every x in ? satisfies x in ("a", "b") → false
    {a: 1} | {a: 1} → true
    {a: 1} | ?.a = 1 → true
    """ + "\n"

  static let conditions = """
    5 | ? > 3 → true
    5 | ? > 3 and ? < 5 → false
    5 | ? + 1 → false
    5 | odd(?) → true
    5 | ? * 2 = 10, 7 → true
    "wmo-2026" | starts with(?, "wmo") → true
    "wmo-2026" | contains(?, "2025"), matches(?, "\\\\d{4}$") → true
    5 | if ? > 3 then true else false → true
    5 | toegekend → true
    5 | afgewezen → false
    5 | onbekend → false
    true | toegekend → true
    false | toegekend → false
    5 | some x in [1, 5] satisfies x = ? → true
    5 | (function(x) x = 5)(?) → true
    5 | ? in (1, 5) → true
    5 | not(? > 3) → false
    """ + "\n"

  static let negation = """
    5 | not(5) → false
    5 | not(6) → true
    5 | not(5, 6) → false
    5 | not(6, 7) → true
    5 | not(< 5) → true
    5 | not([1..5]) → false
    5 | not(< 2, > 4) → false
    null | not(null) → false
    5 | not(null) → true
    "a" | not("b") → true
    5 | not(? > 7) → true
    """ + "\n"

  static let temporal = """
    @"2026-03-02" | [@"2026-01-01"..@"2026-12-31"] → true
    @"2026-03-02" | < date("2026-03-02") → false
    @"2026-03-02" | today → true
    @"2026-03-02" | <= today + @"P1D" → true
    @"P3D" | > @"P2D" → true
    @"P1Y" | @"P12M" → true
    @"12:00:00" | [@"09:00:00"..@"17:00:00"] → true
    @"2026-03-02" | ?.year = 2026 → true
    """
}
