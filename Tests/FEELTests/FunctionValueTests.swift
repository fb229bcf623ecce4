import FEEL
import KetenSource
import Testing

/// Functions as values (DMN 1.5 §10.3.2.13).
@Suite struct FunctionValueTests {
  @Test(arguments: Case.table(calls)) func callsFunctions(_ item: Case) {
    #expect(World.sample.value(of: item.text)?.description == item.expected)
  }

  static let calls = """
    (function(x) x + 1)(2) → 3
    {dubbel: function(x: number) 2 * x, uitkomst: dubbel(4)}.uitkomst → 8
    {f: function(a, b) a - b, r: f(b: 1, a: 5)}.r → 4
    {macht: function(n) function(x) x ** n, kwadraat: macht(2), r: kwadraat(7)}.r → 49
    {m: function(n) function(x) x ** n, r: m(3)(2)}.r → 8
    {a: 3, f: function(x) x * a, r: [f(1), f(2)]}.r → [3, 6]
    for x in [1, 2, 3] return (function(y) x * y)(10) → [10, 20, 30]
    {x: 1, fs: for x in [1, 2] return function() x, r: [fs[1](), fs[2]()]}.r → [1, 2]
    {f: function(lijst) count(lijst), r: f([1, 2])}.r → 2
    {f: function(x: string) x, l: ["a", 1], r: f(l[2])}.r → null
    sort([3, 1, 2], function(a, b) a < b) → [1, 2, 3]
    sort(list: [{n: 2}, {n: 1}], precedes: function(a, b) a.n < b.n).n → [1, 2]
    sort([1, 2, 3], function(a, b) null) → null
    {f: abs, r: f(-2)}.r → 2
    (function(f, x) f(x))(floor, 2.5) → 2
    (function(x: number) x) instance of function<number> -> number → true
    (function(x) x) instance of function<number> -> number → false
    {f: function(a, b) b, r: f(a: 1)}.r → null
    {f: function(a, b) [a, b], r: f(b: 2)}.r → [null, 2]
    [1, 2][item > (function(x) x)(1)] → [2]
    {lijst: [{naam voluit: "a"}], f: function(n) lijst[naam voluit = n], r: f("a")}.r → [{"naam voluit": "a"}]
    """

  /// Of a box that has a name twice the last value stands, and its type is known.
  @Test func aNameTwiceHasTheLastValue() {
    let range = SourceRange(0, 0)
    let entries = [("a", "1"), ("b", "a + 1"), ("a", "\"x\"")].map { name, text in
      BoxedExpression.Entry(
        .init(name, range: range), value: BoxedExpression(.literal(SourceText(text)), range: range))
    }
    let (program, diagnostics) = compile(
      BoxedExpression(.context(entries, result: nil), range: range), in: Environment(),
      file: SourceFile(path: "a", text: ""))
    #expect(diagnostics.isEmpty)
    #expect(program.type.description == "context<a: string, b: number>")
    #expect(program.evaluate().description == "{a: \"x\", b: 2}")
  }

  @Test func recursionHasABound() {
    // A function sees no later name, its own included; passing it to itself is the way to recursion.
    let text = "{f: function(g, n) if n = 0 then 0 else 1 + g(g, n - 1), r: f(f, COUNT)}.r"
    func value(_ count: Int) -> Value? {
      World.sample.value(of: text.split(separator: "COUNT").joined(separator: "\(count)"))
    }
    #expect(value(90) == .number(Number(90)))
    #expect(value(1000) == .null)
  }
}
