import FEEL
import KetenSource
import Testing

/// Types by their names, and the conversions that FEEL does by itself (DMN 1.5 §10.3.2.9).
@Suite struct TypeConversionTests {
  private static let world: World = {
    var world = World.sample
    world.environment.declare(type: "Bedrag", as: .number)
    world.environment.declare(type: "Kind", as: .context([.init("naam", .string), .init("leeftijd", .number)]))
    world.environment.declare(type: "Kinderen van het gezin", as: .list(.context([.init("naam", .string)])))
    world.environment.declare(type: "regels.Bedragen", as: .list(.number))
    return world
  }()

  @Test(arguments: Case.table(instances + functionTypes + conversions + definitions + named))
  func gives(_ item: Case) { #expect(Self.world.value(of: item.text)?.description == item.expected) }

  /// §10.3.2.9.3 and grammar rule 52: null is an instance of Null alone.
  static let instances = """
    1 instance of number → true
    1 instance of Any → true
    1 instance of string → false
    1 instance of Null → false
    null instance of Null → true
    null instance of number → false
    null instance of Any → false
    "a" instance of string → true
    true instance of boolean → true
    @"2026-03-02" instance of date → true
    @"2026-03-02" instance of date and time → false
    @"2026-03-02T10:00:00" instance of date and time → true
    @"10:00:00" instance of time → true
    @"P1D" instance of days and time duration → true
    @"P1D" instance of years and months duration → false
    @"P1Y" instance of years and months duration → true
    [1, 2] instance of list<number> → true
    [1, "a"] instance of list<number> → false
    [1, "a"] instance of list<Any> → true
    [] instance of list<number> → true
    [1, null] instance of list<number> → true
    [[1], [2]] instance of list<list<number>> → true
    1 instance of list<number> → false
    {a: 1} instance of context<a: number> → true
    {a: 1, b: 2} instance of context<a: number> → true
    {a: 1} instance of context<a: string> → false
    {a: 1} instance of context<a: number, b: number> → false
    {a: {b: [1]}} instance of context<a: context<b: list<number>>> → true
    [1..5] instance of range<number> → true
    [1..5] instance of range<string> → false
    (< 5) instance of range<number> → true
    ["a".."z"] instance of range<string> → true
    [@"2026-01-01"..@"2026-12-31"] instance of range<date> → true
    1 instance of range<number> → false
    1 instance of Bedrag → true
    "1" instance of Bedrag → false
    kinderen instance of Kinderen van het gezin → true
    kinderen[1] instance of Kind → true
    [1, 2] instance of regels.Bedragen → true
    verslag instance of document → true
    """ + "\n"

  /// §10.3.2.9.2: a parameter may take more, a result may give less.
  static let functionTypes = """
    (function(x: number) x) instance of function<number> -> number → true
    (function(x: number) x) instance of function<number> -> Any → true
    (function(x: number) x) instance of function<string> -> number → false
    (function(x: number) x) instance of function<Any> -> number → false
    (function(x: number, y: number) x) instance of function<number> -> number → false
    (function() 1) instance of function<> -> number → true
    (function(x: Any) "a") instance of function<number> -> string → true
    (function(x: list<number>) sum(x)) instance of function<list<number>> -> Any → true
    1 instance of function<number> -> number → false
    """ + "\n"

  /// §10.3.2.9.4: to and from a list of one, from a date to a date and time; else null.
  static let conversions = """
    (function(x: number) x + 1)([1]) → 2
    (function(x: number) x)([1, 2]) → null
    (function(x: number) x)([]) → null
    (function(x: list<number>) count(x))(3) → 1
    (function(x: list<number>) x)([3]) → [3]
    (function(x: list<number>) x)(null) → null
    (function(x: date and time) x)(@"2026-03-02") → @"2026-03-02T00:00:00Z"
    (function(x: string) x)(kinderen[1].naam) → "An"
    (function(x: Any) x)([1]) → [1]
    (function(x: Kind) x.naam)(kinderen[1]) → "An"
    (function(x: Bedrag) x)([7]) → 7
    (function(x: context<a: number>) x.a)({a: 1, b: 2}) → 1
    abs([-1]) → 1
    not([true]) → false
    not((function(x) x)([false])) → true
    (function(x) x and true)([true]) → null
    upper case(["a"]) → "A"
    count(1) → 1
    sum(1) → 1
    flatten(1) → [1]
    list contains(1, 1) → true
    contains(["abc"], ["b"]) → true
    1[1] → 1
    1[2] → null
    1[item > 0] → [1]
    """ + "\n"

  /// §10.3.2.13: a function sees what is around it where it is written.
  static let definitions = """
    (function() 5)() → 5
    (function(a, b) a + b)(1, 2) → 3
    (function(a: number, b: number) a * b)(2, 3) → 6
    {korting: function(bedrag: number) bedrag * 0.9, r: korting(100)}.r → 90
    {tarief: 3, f: function(uren) uren * tarief, r: f(4)}.r → 12
    {f: function(x) x, g: function(y) f(y) + 1, r: g(1)}.r → 2
    {x: 1, f: function(x) x + 1, r: f(10)}.r → 11
    {f: function(aantal uren: number) aantal uren * 2, r: f(3)}.r → 6
    (function(f, x) f(f(x)))(function(n) n * 2, 3) → 12
    (for f in [function(x) x + 1, function(x) x * 2] return f(5)) → [6, 10]
    [function(x) x + 1, function(x) x * 2][2](5) → 10
    if true then (function() 1)() else 2 → 1
    {f: function(x) if x > 0 then "plus" else "min", r: [f(1), f(-1)]}.r → ["plus", "min"]
    {f: function(n) for i in 1..n return i * n, r: f(3)}.r → [3, 6, 9]
    {f: function(x) {dubbel: x * 2}, r: f(4).dubbel}.r → 8
    kinderen[(function(k) k.leeftijd > 5)(item)].naam → ["Bo"]
    """ + "\n"

  /// Grammar rule 42: arguments by name, in any order.
  static let named = """
    {f: function(a, b) a - b, r: f(a: 5, b: 1)}.r → 4
    {f: function(a, b) a - b, r: f(b: 5, a: 1)}.r → -4
    {f: function(aantal uren, tarief) aantal uren * tarief, r: f(tarief: 3, aantal uren: 2)}.r → 6
    substring(start position: 2, string: "abc") → "bc"
    substring(length: 1, start position: 2, string: "abc") → "b"
    date(year: 2026, month: 3, day: 2) → @"2026-03-02"
    date(from: "2026-03-02") → @"2026-03-02"
    time(hour: 9, minute: 30, second: 0) → @"09:30:00"
    decimal(scale: 1, n: 2.25) → 2.2
    number(from: "1.000,5", grouping separator: ".", decimal separator: ",") → 1000.5
    years and months duration(from: @"2026-01-01", to: @"2027-03-01") → @"P1Y2M"
    before(point1: 1, point2: 2) → true
    sort(precedes: function(a, b) a > b, list: [1, 3, 2]) → [3, 2, 1]
    list contains(element: 2, list: [1, 2]) → true
    """
}
