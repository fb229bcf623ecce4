import Testing

@testable import FEEL

@Suite struct RangeFunctionTests {
  /// The examples of the standard (DMN 1.5 table 78), and what they leave out.
  @Test(arguments: Case.table(relations)) func relates(_ item: Case) {
    #expect(World.sample.value(of: item.text)?.description == item.expected)
  }

  static let relations = """
    before(1, 10) → true
    before(10, 1) → false
    before(1, [1..10]) → false
    before(1, (1..10]) → true
    before(1, [5..10]) → true
    before([1..10], 10) → false
    before([1..10), 10) → true
    before([1..10], 15) → true
    before([1..10], [15..20]) → true
    before([1..10], [10..20]) → false
    before([1..10), [10..20]) → true
    before([1..10], (10..20]) → true
    after(10, 5) → true
    after(5, 10) → false
    after(12, [1..10]) → true
    after(10, [1..10)) → true
    after(10, [1..10]) → false
    after([11..20], 12) → false
    after([11..20], 10) → true
    after((11..20], 11) → true
    after([11..20], 11) → false
    after([11..20], [1..10]) → true
    after([1..10], [11..20]) → false
    after([11..20], [1..11)) → true
    after((11..20], [1..11]) → true
    meets([1..5], [5..10]) → true
    meets([1..5), [5..10]) → false
    meets([1..5], (5..10]) → false
    meets([1..5], [6..10]) → false
    met by([5..10], [1..5]) → true
    met by([5..10], [1..5)) → false
    met by((5..10], [1..5]) → false
    met by([6..10], [1..5]) → false
    overlaps([1..5], [3..8]) → true
    overlaps([3..8], [1..5]) → true
    overlaps([1..8], [3..5]) → true
    overlaps([3..5], [1..8]) → true
    overlaps([1..5], [6..8]) → false
    overlaps([6..8], [1..5]) → false
    overlaps([1..5], [5..8]) → true
    overlaps([1..5], (5..8]) → false
    overlaps([1..5), [5..8]) → false
    overlaps([1..5), (5..8]) → false
    overlaps([5..8], [1..5]) → true
    overlaps((5..8], [1..5]) → false
    overlaps([5..8], [1..5)) → false
    overlaps((5..8], [1..5)) → false
    overlapped by([3..8], [1..5]) → true
    overlaps before([1..5], [3..8]) → true
    overlaps before([1..5], [6..8]) → false
    overlaps before([1..5], [5..8]) → true
    overlaps before([1..5], (5..8]) → false
    overlaps before([1..5), [5..8]) → false
    overlaps before([1..5), (1..5]) → true
    overlaps before([1..5], (1..5]) → true
    overlaps before([1..5), [1..5]) → false
    overlaps before([1..5], [1..5]) → false
    overlaps before([1..8], [3..5]) → false
    overlaps after([3..8], [1..5]) → true
    overlaps after([6..8], [1..5]) → false
    overlaps after([5..8], [1..5]) → true
    overlaps after((5..8], [1..5]) → false
    overlaps after([5..8], [1..5)) → false
    overlaps after((1..5], [1..5)) → true
    overlaps after((1..5], [1..5]) → true
    overlaps after([1..5], [1..5)) → false
    overlaps after([1..5], [1..5]) → false
    finishes(10, [1..10]) → true
    finishes(10, [1..10)) → false
    finishes(10, (10..10]) → true
    finishes([5..10], [1..10]) → true
    finishes([5..10), [1..10]) → false
    finishes([5..10), [1..10)) → true
    finishes([1..10], [1..10]) → true
    finishes((1..10], [1..10]) → true
    finishes([1..10], (1..10]) → false
    finished by([1..10], 10) → true
    finished by([1..10), 10) → false
    finished by([1..10], [5..10]) → true
    finished by([1..10], [5..10)) → false
    finished by([1..10), [5..10)) → true
    finished by([1..10], [1..10]) → true
    finished by([1..10], (1..10]) → true
    includes([1..10], 5) → true
    includes([1..10], 12) → false
    includes([1..10], 1) → true
    includes([1..10], 10) → true
    includes((1..10], 1) → false
    includes([1..10), 10) → false
    includes([1..10], [4..6]) → true
    includes([1..10], [1..5]) → true
    includes((1..10], (1..5]) → true
    includes([1..10], (1..10)) → true
    includes([1..10), [5..10)) → true
    includes([1..10], [1..10)) → true
    includes([1..10], (1..10]) → true
    includes([1..10], [1..10]) → true
    includes((1..10], [1..10]) → false
    during(5, [1..10]) → true
    during(12, [1..10]) → false
    during(1, (1..10]) → false
    during([4..6], [1..10]) → true
    during([1..5], [1..10]) → true
    during((1..10), [1..10]) → true
    during([1..10], [1..10)) → false
    starts(1, [1..10]) → true
    starts(1, (1..10]) → false
    starts(2, [1..10]) → false
    starts([1..5], [1..10]) → true
    starts((1..5], (1..10]) → true
    starts((1..5], [1..10]) → false
    starts([1..5], (1..10]) → false
    starts([1..10], [1..10]) → true
    starts([1..10), [1..10]) → true
    starts([1..10], [1..10)) → false
    starts((1..10), (1..10)) → true
    started by([1..10], 1) → true
    started by((1..10], 1) → false
    started by([1..10], 2) → false
    started by([1..10], [1..5]) → true
    started by((1..10], (1..5]) → true
    started by([1..10], (1..5]) → false
    started by([1..10], [1..10)) → true
    coincides(5, 5) → true
    coincides(3, 4) → false
    coincides([1..5], [1..5]) → true
    coincides((1..5), [1..5]) → false
    coincides([1..5], [2..6]) → false
    coincides(@"10:00:00Z", @"11:00:00+01:00") → true
    before(@"2026-01-01", @"2026-01-02") → true
    before("a", "b") → true
    after(@"P1Y", [@"P1M"..@"P11M"]) → true
    during(@"2026-03-02T10:00:00Z", [@"2026-03-02T00:00:00Z"..@"2026-03-03T00:00:00Z")) → true
    overlaps([@"10:00:00"..@"12:00:00"], [@"11:00:00"..@"13:00:00"]) → true
    meets([@"P1D"..@"P2D"], [@"PT48H"..@"P3D"]) → true
    """

  /// What has no answer is null; a range without an end goes on.
  @Test(arguments: Case.table(limits)) func knowsItsLimits(_ item: Case) {
    #expect(called(item.text)?.description ?? "no such form" == item.expected)
  }

  static let limits = """
    before: null ; 1 → null
    before: 1 ; null → null
    before: 1 ; "a" → null
    before: 1 ; [@"2026-01-01"..@"2026-01-02"] → null
    before: true ; false → null
    before: [1] ; 2 → true
    meets: 1 ; [1..2] → null
    meets: [1..2] ; 2 → null
    finishes: [1..2] ; 2 → null
    includes: 2 ; [1..2] → null
    coincides: [1..1] ; 1 → null
    coincides: null ; null → null
    includes: range("(..10)") ; 5 → true
    includes: range("(..10)") ; 10 → false
    includes: range("[1..)") ; range("(5..)") → true
    includes: range("[1..5]") ; range("(2..)") → false
    before: range("(..10)") ; 10 → true
    before: range("[1..)") ; 10 → false
    after: range("(..10)") ; 1 → false
    overlaps: range("(..10]") ; range("[10..)") → true
    overlaps: range("(..10)") ; range("[10..)") → false
    meets: range("(..10]") ; range("[10..)") → true
    met by: range("(..10]") ; range("[10..)") → false
    coincides: range("(..10]") ; range("(..10]") → true
    coincides: range("(..10]") ; range("(..10)") → false
    starts: range("(..5]") ; range("(..10]") → true
    finishes: range("[5..)") ; range("[1..)") → true
    finishes: range("[5..)") ; range("[1..9)") → false
    """

  @Test(arguments: Case.table(literals)) func readsRanges(_ item: Case) {
    #expect(ValueRange(literal: item.text)?.description ?? "none" == item.expected)
  }

  static let literals = #"""
    [18..21) → [18..21)
    ]18..21[ → (18..21)
    (18..21] → (18..21]
     [ 5 .. 10 ]  → [5..10]
    [-1.5..2.5e1] → [-1.5..25]
    [.5..1] → [0.5..1]
    [1..)  → (>= 1)
    (1..) → (> 1)
    [1..[ → (>= 1)
    (..2) → (< 2)
    (..2] → (<= 2)
    ]..2] → (<= 2)
    [..2) → none
    [2..] → none
    [..] → none
    (..) → none
    [] → none
    [1] → none
    [2..1] → none
    [1..1] → [1..1]
    [1.5] → none
    [1...2] → none
    [1..2 → none
    1..2] → none
    )1..2] → none
    [1..2( → none
    [1..2]x → none
    [1..2..3] → none
    [1.."a"] → none
    [a..b] → none
    [null..2] → none
    [true..false] → none
    [1+1..3] → none
    ["a".."z"] → ["a".."z"]
    ["a\n\"\u0041".."b"] → ["a\n\"A".."b"]
    ["a.."b"] → none
    ["a\q".."b"] → none
    [@"2020-01-01"..@"2020-02-01"] → [@"2020-01-01"..@"2020-02-01"]
    [@"foo"..@"2020-02-01"] → none
    [@"2020-01-01"..@"P1D"] → none
    [date("2020-01-01")..date("2020-02-01")) → [@"2020-01-01"..@"2020-02-01")
    [date(2020, 1, 1)..@"2020-02-01") → [@"2020-01-01"..@"2020-02-01")
    [time("10:00:00")..time("11:00:00Z")] → [@"10:00:00"..@"11:00:00Z"]
    [date and time("2020-01-01T00:00:00")..) → (>= @"2020-01-01T00:00:00")
    [date and time(date("2020-01-01"), time("01:00:00"))..) → (>= @"2020-01-01T01:00:00")
    (..duration("P1D")] → (<= @"P1D")
    [duration("P1Y")..duration("P2Y")] → [@"P1Y"..@"P2Y"]
    [date("2020-13-01")..date("2020-02-01")) → none
    [sum(1, 2)..5] → none
    [date(date(date(date("2020-01-01"))))..) → none
    """#

  @Test func survivesBrokenRanges() {
    var random = SplitMix(seed: 78)
    let texts = Case.table(Self.literals).map { Array($0.text.utf8) }
    for _ in 0..<10_000 {
      var bytes = texts[Int(random.next(below: UInt64(texts.count)))]
      bytes[Int(random.next(below: UInt64(bytes.count)))] = UInt8(random.next(below: 96)) + 32
      let text = String(decoding: bytes, as: UTF8.self)
      guard let range = ValueRange(literal: text) else { continue }
      #expect(range.lower.isNull || range.upper.isNull || (range.lower.order(range.upper) ?? 1) <= 0, "\(text)")
    }
  }
}
