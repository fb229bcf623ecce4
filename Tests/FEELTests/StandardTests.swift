import FEEL
import KetenSource
import Testing

/// What expressions come to when they run in spite of their errors, as those of decisions do: null where the standard
/// says so (DMN 1.5 §10.3.2.1, §10.3.2.15).
@Suite struct StandardTests {
  @Test(arguments: Case.table(arithmetic + iterations + filters)) func evaluates(_ item: Case) { check(item) }
  @Test(arguments: Case.table(types + names + calls)) func reads(_ item: Case) { check(item) }

  private func check(_ item: Case) {
    let text = SourceText(item.text)
    let box = BoxedExpression(.literal(text), range: SourceRange(0, item.text.utf8.count))
    let (program, _) = compile(box, in: World.sample.environment, file: text.file)
    #expect(program.evaluate(World.sample).description == item.expected)
  }

  /// Tables 56 to 62: what is not of the listed kinds is null.
  static let arithmetic = """
    "a" + 1 → null
    [1] + 2 → null
    {} + 1 → null
    true + true → null
    "a" - "b" → null
    @"2020-01-01" + 1 → null
    @"2020-01-01" + @"2020-01-02" → null
    @"P1D" - @"2020-01-31" → null
    @"10:00:00" + @"P1Y" → null
    @"P1D" + @"P1Y" → null
    2 / @"P1D" → null
    @"P1D" * @"P1D" → null
    @"P1D" ** 2 → null
    -"a" → null
    -@"2020-01-01" → null
    -4 ** 2 → 16
    2 ** 3 ** 2 → 64
    not("a") → null
    not([true]) → false
    not([]) → null
    "a" and false → false
    1 or true → true
    if "a" then 1 else 2 → 2
    true < false → null
    [1] < [2] → null
    1 in [[1]] → false
    [1] in [[1], 2] → true
    1 in [[1..2], 5] → true

    """

  /// §10.3.2.14: an iterator goes through a list, a range or a single value.
  static let iterations = """
    for i in 1 return i → [1]
    for i in null return i → null
    for i in "a" return i → ["a"]
    for i in {a: 1} return i → [{a: 1}]
    for i in [] return i → []
    for i in 1..-1 return i → [1, 0, -1]
    for i in 1.5..3 return i → null
    for i in 1..null return i → null
    for i in "a".."c" return i → null
    for i in [1, 2] return i + "a" → [null, null]
    some i in 1 satisfies i = 1 → true
    every i in null satisfies true → null
    every i in [1, 2] satisfies "a" → null

    """

  /// §10.3.2.5 and table 68.
  static let filters = """
    [{x: 1, y: 2}, {x: null, y: 3}][x < 2] → [{x: 1, y: 2}]
    [{a: 1}, {a: 2}, {b: 3}][a = 1] → [{a: 1}]
    [{a: 1, c: 1}, {b: 1, c: 2}][a = 1 and c = 1] → [{a: 1, c: 1}]
    [{item: 1}, {item: 2}][item = 1] → [{item: 1}]
    [1, 2, 3]["a"] → null
    [1, 2, 3][[1]] → null
    [1, 2, 3][{}] → null
    [1, 2, 3][null] → []
    [1, 2, 3][1.5] → null
    [1, 2, 3][0] → null
    3[item > 2] → [3]
    3["a"] → null
    null[true] → null
    1[2] → null
    [{x: 1, y: 2}, {x: 2}].y → [2, null]
    [{a: {b: [1]}}, {a: {b: [2.1, 2.2]}}].a.b → [[1], [2.1, 2.2]]

    """

  /// Table 61.
  static let types = """
    123 instance of list → null
    [1] instance of list → null
    {a: 1} instance of context → null
    [1..2] instance of range → null
    abs instance of function → null
    1 instance of duration → null
    [1] instance of list<Any> → true
    -1 instance of number → true
    -1 instance of string → false
    1 + 1 instance of number → null
    null instance of Any → false

    """

  /// §10.3.1.2, rules 25 to 30, and §10.3.1.4.
  static let names = """
    {a+b: 1}.a+b → 1
    {a + b: 1}.a+b → 1
    {a+b: 1, c: a + b}.c → 1
    {a-b: 1, a: 5, b: 3, c: a - b, d: (a) - b}.d → 2
    {a*b: 1}.a*b → 1
    {a/b: 1}.a/b → 1
    {a.b: 1, c: a.b}.c → 1
    {lender's rate: 1}.lender's rate → 1
    {lender’s rate: 1}.lender’s rate → 1
    {what if?: 1, b: what if? + 1}.b → 2
    {?a: 1}.?a → 1
    {a for b: 1, c: a for b + 1}.c → 2
    {Profit and loss: 1}.Profit and loss → 1
    {for: 1} → null
    {a: 1, a: 2} → null
    {a: 1, "a": 2} → null
    {a: 1,} → null
    [1,] → null
    abs(1,) → null

    """

  /// Tables 63, 74, 75 and 77.
  static let calls = """
    (function(a, b) [a, b])(1) → null
    (function(a, b) [a, b])(b: 1) → [null, 1]
    (function(a, b) [a, b])(c: 1) → null
    (function(a, b) [a, b])(a: 1, b: 2, c: 3) → null
    sublist([4, 5, 6], 1, 4) → null
    sublist([4, 5, 6], 1, 2.5) → [4, 5]
    years and months duration(@"2020-01-15T10:00:00", @"2020-03-15T09:00:00") → @"P1M"
    years and months duration(@"2020-03-15T09:00:00", @"2020-01-15T10:00:00") → @"-P1M"
    years and months duration(@"2020-01-15T10:00:00", @"2020-03-15T10:00:00") → @"P2M"
    """
}
