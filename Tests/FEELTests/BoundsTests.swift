import KetenSource
import Testing

@testable import FEEL

/// What was made to break an evaluation: each comes to an end, soon, with a value or with null and a reason.
// The limit is there for what would never end: all tests share the processors, so that even a short one may take long.
@Suite(.timeLimit(.minutes(5))) struct BoundsTests {
  /// A chain of entries, each made of the one before: `x0: first, x1: …`; the last one's name is `x` and the count.
  static func chain(_ count: Int, _ first: String, _ next: (String) -> String, then rest: String) -> String {
    let entries = (1...count).map { "x\($0): \(next("x\($0 - 1)"))" }
    return "{x0: \(first), \(entries.joined(separator: ", ")), r: \(rest)}.r"
  }

  static func double(_ value: String) -> String { "[\(value), \(value)]" }

  private static let pairs = "function(x) [x, x]"
  private static let twins = "function(x) {a: x, b: x}"
  private static let eight = "f(f(f(f(f(f(f(f(x))))))))"

  /// Values that share their parts: small to make, huge when written out.
  static let shared: [String] = [
    chain(25, "[1, 2]", double, then: "count(flatten(x25))"),
    chain(25, "[1, 2]", double, then: "string(x25)"),
    chain(25, "[1, 2]", double, then: "distinct values(x25)"),
    chain(25, "[1, 2]", double, then: "union(x25, x25)"),
    chain(25, "[1, 2]", double, then: "x25"),
    chain(25, "[1, 2]", double, then: "x25 in [x24, x25]"),
    chain(25, "[1, 2]", double, then: "list contains(x25, x24)"),
    chain(25, "[1, 2]", double, then: "index of(x25, x24)"),
    chain(25, "[1, 2]", double, then: "x25 instance of list<list<list<list<list<list<list<number>>>>>>>"),
    chain(25, "[1, 2]", double, then: "{y0: [1, 2], y1: [y0, y0], r: x25 = [x24, [x23, x23]]}.r"),
    "{f: \(pairs), g: function(x) \(eight), a: g(g(g(g(1)))), b: g(g(g(g(1)))), r: a = b}.r",
    "{f: \(twins), g: function(x) \(eight), r: string(g(g(g(g(1)))))}.r",
    "{f: \(twins), g: function(x) \(eight), r: g(g(g(g(1))))}.r",
    "for i in 1..30 return partial",
    "(for i in 1..40 return partial).a",
    chain(25, "[{a: 1}]", double, then: "x25.a"),
    chain(16, "\"aaaaaaaaaaaaaaaa\"", { "\($0) + \($0) + \($0) + \($0)" }, then: "string length(x16)"),
    chain(9, "\"aaaaaaaaaaaaaaaa\"", { "\($0) + \($0) + \($0) + \($0)" }, then: "string([x9, [x9], [x9, x9, x9]])"),
    chain(
      9, "\"aaaaaaaaaaaaaaaa\"", { "\($0) + \($0) + \($0) + \($0)" }, then: "for i in 1..1000000 return x9 + \"b\""),
    chain(12, "for i in 1..1000 return i", { "concatenate(\($0), \($0), \($0))" }, then: "count(x12)"),
    chain(13, "\"aaaaaaaaaaaaaaaa\"", { "replace(\($0), \"a\", \"aaaaaaaa\")" }, then: "string length(x13)"),
  ]

  /// Values that nest without end: what gives them back must not run out of stack.
  static let deep: [String] = [
    "for i in 1..100000 return [partial[-1]]",
    "for i in 1..100000 return {a: partial[-1], b: 1}",
    "for i in 1..100000 return {a: [partial[-1].a], b: [1], c: {}}",
    "for i in 1..100000 return append([], partial[-1])",
    "for i in 1..100000 return insert before([1], 1, partial[-1])",
    "for i in 1..100000 return list replace([1], 1, partial[-1])",
    "for i in 1..100000 return context put({}, \"a\", partial[-1])",
    "for i in 1..100000 return context put({a: {b: 1}, x: partial[-1]}, [\"a\", \"b\"], partial[-1])",
    "for i in 1..100000 return context([{key: \"a\", value: partial[-1]}])",
    "for i in 1..100000 return get entries({a: partial[-1]})",
    "for i in 1..100000 return (function(p) function() p)(partial[-1])",
    "for i in 1..100000 return (function(p) [p])(partial[-1])",
    "for i in 1..100000 return (function(p: list<Any>) p)(partial[-1])",
    "for i in 1..100000 return if i = 1 then 1 else (>= partial[-1])",
    "{f: function(x) [x], " + (1...3000).map { "x\($0): f(\($0 == 1 ? "1" : "x\($0 - 1)"))" }.joined(separator: ", ")
      + ", r: 1}.r",
    "[" + "{f: function(x) [x], r: f(" + String(repeating: "f(", count: 40) + "1" + String(repeating: ")", count: 40)
      + ")}.r]",
  ]

  /// Work without end.
  static let long: [String] = [
    "for i in 1..100000000 return i",
    "for i in 1..9223372036854775806 return i",
    "for i in 1..1000, j in 1..1000, k in 1..1000 return 1",
    "for i in 1..2000 return for j in 1..2000 return i * j",
    "some i in 1..100000000 satisfies i < 0",
    "every i in 1..100000000 satisfies i > 0",
    "for d in @\"-999999999-01-01\"..@\"999999999-12-31\" return d",
    "{l: for i in 1..100000 return i, r: for i in 1..100000 return count(l[item > i])}.r",
    "{l: for i in 1..100000 return i, r: for i in 1..100000 return sum(l)}.r",
    "{l: for i in 1..100000 return i, r: for i in 1..100000 return l[item = i]}.r",
    "{l: for i in 1..100000 return [i], r: for i in l return distinct values(l)}.r",
    "{l: for i in 1..100000 return [i], r: for i in 1..100000 return l = l}.r",
    "for i in 1..1000000 return sum(partial)",
    "for i in 1..1000000 return count(partial)",
    "sort(for i in 1..1000000 return i, function(a, b) a > b)",
    "sort(for i in 1..100000 return i, function(a, b) count(for j in 1..100 return j) > b)",
    "list replace(for i in 1..1000000 return i, function(a, b) a > b, 1)",
    "(function(f) f(f))(function(f) f(f))",
    "(function(f) [f(f), f(f)])(function(f) [f(f), f(f)])",
    "{f: function(g, n) if n = 0 then 1 else g(g, n - 1) + g(g, n - 1), r: f(f, 90)}.r",
    "{f: function(g, n) if n = 0 then 1 else sum(for i in 1..10 return g(g, n - 1)), r: f(f, 90)}.r",
    "{f: function(g, n) if n = 0 then 1 else count([1, 2][g(g, n - 1) > 0]), r: f(f, 90)}.r",
    "{f: function(g, n) if n = 0 then true else sort([1, 2, 3], function(a, b) g(g, n - 1))[1] = 1, r: f(f, 90)}.r",
    "sort([1, 2, 3], sort)", "sort([sort, sort], sort)", "list replace([1, 2], list replace, 3)",
    "list replace([count], count, count)", "sort([[1], [2]], list contains)",
    String(repeating: "some x in [1] satisfies (", count: 40) + "null" + String(repeating: ")", count: 40),
    String(repeating: "every x in [1, 2] satisfies (", count: 40) + "x" + String(repeating: ")", count: 40),
    String(repeating: "for x in [1, 2] return ", count: 60) + "x",
    "{s: \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", r: for i in 1..10000 return matches(s, \"(a|a)*\\\\1b\")}.r",
    "{s: \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", r: for i in 1..10000 return matches(s, \"(a?){30}a{30}b\")}.r",
    "for i in 1..10000 return matches(string(i), \"((a{1,50}){1,50}){1,10}\" + string(i))",
    "for i in 1..1000000 return (i ** 0.5) ** (1 / 3)",
    "for i in 1..1000000 return exp(log(i))",
  ]

  @Test(arguments: shared + deep + long) func ends(_ text: String) throws {
    let world = World.sample
    let (program, diagnostics) = compile(SourceText(text), in: world.environment)
    guard let program else {
      #expect(diagnostics.hasErrors)
      return
    }
    // A part of what an evaluation may take, since a program for debugging takes long.
    var call = FunctionValue.Call(explains: true)
    (call.allowance.work, call.allowance.iterations) = (400_000, 100_000)
    let value = program.evaluate(world, in: &call)
    let faults = call.faults ?? []
    #expect(!value.isNull || !faults.isEmpty || text.contains("null"), "null without a reason")
    #expect(faults.count <= Frame.faultsMax)
  }
}
