import FEEL
import KetenSource
import Testing

@Suite struct PrinterTests {
  @Test(arguments: Case.table(canonical)) func printsCanonically(_ item: Case) throws {
    let environment = World.sample.environment
    let (tree, diagnostics) = parse(SourceText(item.text), in: environment)
    let first = try #require(tree, "\(diagnostics.map(\.message))")
    #expect(first.description == item.expected)
    let again = try #require(parse(SourceText(first.description), in: environment).tree)
    #expect(again == first)
  }

  static let canonical = """
    1+2*3 → 1 + 2 * 3
    (1+2)*3 → (1 + 2) * 3
    1-(2-3) → 1 - (2 - 3)
    (1-2)-3 → 1 - 2 - 3
    2**3**2 → 2 ** 3 ** 2
    2**(3**2) → 2 ** (3 ** 2)
    -(-1) → --1
    -(1+2) → -(1 + 2)
    (-2)**2 → -2 ** 2
    -(2**2) → -(2 ** 2)
    1.50 → 1.5
    1e50 → 1E+50
    "a\\"b\\\\\\n" → "a\\"b\\\\\\n"
    @"2026-01-01" → @"2026-01-01"
    true  and (false or null) → true and (false or null)
    (true and false) or null → true and false or null
    (1<2)=true → (1 < 2) = true
    5 in 3 → 5 in (3)
    5 in (<3,[1..2],(>4)) → 5 in (< 3, [1 .. 2], (> 4))
    5 in ]1..2[ → 5 in ((1 .. 2))
    5 between 1 and 2+3 → 5 between 1 and 2 + 3
    if true then 1 else if false then 2 else 3 → if true then 1 else if false then 2 else 3
    (if true then 1 else 2)+3 → (if true then 1 else 2) + 3
    [1,2,[ ]] → [1, 2, []]
    {a:1,"b c":{d:a}} → {a: 1, "b c": {d: a}}
    steps . plan-indienen . done → steps.plan-indienen.done
    aantal   kinderen * 2 → aantal kinderen * 2
    kinderen[naam="An"][1].leeftijd → kinderen[naam = "An"][1].leeftijd
    substring(string:"abc",start position:2) → substring(string: "abc", start position: 2)
    date and time("2026-01-01T00:00:00") → date and time("2026-01-01T00:00:00")
    for x in [1,2], y in 1..x return x*y → for x in [1, 2], y in 1 .. x return x * y
    some x in [1,2] satisfies x>1 → some x in [1, 2] satisfies x > 1
    every x in kinderen satisfies x.leeftijd>1 and true → every x in kinderen satisfies x.leeftijd > 1 and true
    (some x in [1] satisfies x>1) and true → (some x in [1] satisfies x > 1) and true
    1 instance of list<number> → 1 instance of list<number>
    (1+2) instance of number → (1 + 2) instance of number
    today instance of days and time duration → today instance of days and time duration
    {a: 1} instance of context<a: number> → {a: 1} instance of context<a: number>
    1 // remark → 1
    1 /* remark */ + 2 → 1 + 2
    """
}
