import Testing

@testable import FEEL

/// The format TZif (RFC 9636), on files made here.
@Suite struct ZoneFileTests {
  /// A file of the time zone database.
  struct File {
    var version: Character = "2"
    var changes: [(at: Int64, type: UInt8)] = []
    var offsets: [Int32] = [0]
    var rule = ""
    var leapSeconds = 0

    var bytes: [UInt8] {
      let first = block(timeSize: 4)
      guard version != "1" else { return header() + first }
      return header() + first + header() + block(timeSize: 8) + Array("\n\(rule)\n".utf8)
    }

    private func header() -> [UInt8] {
      let digit = version == "1" ? 0 : Array(String(version).utf8)[0]
      let counts = [0, 0, leapSeconds, changes.count, offsets.count, 4]
      return Array("TZif".utf8) + [digit] + [UInt8](repeating: 0, count: 15)
        + counts.flatMap { File.bytes(UInt32($0)) }
    }

    private func block(timeSize: Int) -> [UInt8] {
      changes.flatMap { timeSize == 8 ? File.bytes(UInt64(bitPattern: $0.at)) : File.bytes(Int32(clamping: $0.at)) }
        + changes.map(\.type) + offsets.flatMap { File.bytes($0) + [0, 0] } + Array("LMT\0".utf8)
        + [UInt8](repeating: 0, count: leapSeconds * (timeSize + 4))
    }

    private static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
      stride(from: value.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }
  }

  static let sample = File(
    changes: [(-1_000_000_000, 1), (0, 2), (1_000_000_000, 1)], offsets: [1172, 3600, 7200],
    rule: "CET-1CEST,M3.5.0,M10.5.0/3")

  @Test func readsTables() throws {
    let rules = try #require(ZoneRules(tzif: Self.sample.bytes))
    #expect(rules.changes == [-1_000_000_000, 0, 1_000_000_000])
    #expect(rules.offsets == [1172, 3600, 7200, 3600])
    #expect(rules.offset(at: .min) == 1172)
    #expect(rules.offset(at: -1_000_000_001) == 1172)
    #expect(rules.offset(at: -1_000_000_000) == 3600)
    #expect(rules.offset(at: -1) == 3600)
    #expect(rules.offset(at: 0) == 7200)
    #expect(rules.offset(at: 1_700_000_000) == 3600)
    #expect(rules.offset(at: 1_690_000_000) == 7200)
    #expect(rules.standardOffset == 3600)
  }

  @Test(arguments: ["1", "2", "3", "4", "5"] as [Character]) func readsEveryVersion(_ version: Character) throws {
    var file = Self.sample
    file.version = version
    let rules = try #require(ZoneRules(tzif: file.bytes))
    #expect(rules.offset(at: 500) == 7200)
    // Version 1 has no rule: its last offset stays.
    #expect((rules.rule == nil) == (version == "1"))
    #expect(rules.offset(at: 1_690_000_000) == (version == "1" ? 3600 : 7200))
  }

  @Test func refusesWhatIsNotAZone() {
    #expect(ZoneRules(tzif: []) == nil)
    #expect(ZoneRules(tzif: Array("# tz zone descriptions".utf8)) == nil)
    var file = Self.sample
    file.leapSeconds = 1
    #expect(ZoneRules(tzif: file.bytes) == nil)
    file = Self.sample
    file.changes[1].at = -1_000_000_000
    #expect(ZoneRules(tzif: file.bytes) == nil)
    file = Self.sample
    file.changes[1].type = 3
    #expect(ZoneRules(tzif: file.bytes) == nil)
    file = Self.sample
    file.offsets[1] = 93_601
    #expect(ZoneRules(tzif: file.bytes) == nil)
    file = Self.sample
    file.offsets = []
    #expect(ZoneRules(tzif: file.bytes) == nil)
    file = Self.sample
    file.rule = "CET-1CEST"
    #expect(ZoneRules(tzif: file.bytes) == nil)
  }

  /// What is cut short is no zone, at every place; what is garbled is a zone or none, and never a crash.
  @Test func survivesBrokenFiles() {
    let bytes = Self.sample.bytes
    for count in 0..<bytes.count { #expect(ZoneRules(tzif: Array(bytes[..<count])) == nil, "\(count) bytes") }
    var random = SplitMix(seed: 9636)
    var read = 0
    for _ in 0..<20_000 {
      var broken = bytes
      for _ in 0...random.next(below: 4) {
        broken[Int(random.next(below: UInt64(bytes.count)))] = UInt8(truncatingIfNeeded: random.next())
      }
      guard let rules = ZoneRules(tzif: broken) else { continue }
      read += 1
      for wall in [-31_000_000_000_000_000, -1, 0, 1_700_000_000, 31_000_000_000_000_000] as [Int64] {
        #expect(abs(wall - rules.instant(ofWall: wall)) <= 93_600)
      }
    }
    #expect(read > 100)
  }

  /// A rule, an instant, and the offset then.
  @Test(arguments: Case.table(rules)) func readsRules(_ item: Case) throws {
    let parts = item.text.split(separator: " at ")
    let rule = try #require(ZoneRule(posix: Array(parts[0].utf8)[...]))
    let instant = try #require(DateTime(iso: parts[1]))
    #expect(DayTimeDuration(seconds: Int64(rule.offset(at: instant.seconds))).description == item.expected)
  }

  static let rules = """
    UTC0 at 2026-07-01T00:00:00Z → PT0S
    <-03>3 at 2026-07-01T00:00:00Z → -PT3H
    <+0545>-5:45 at 2026-07-01T00:00:00Z → PT5H45M
    LMT-0:09:21 at 2026-07-01T00:00:00Z → PT9M21S
    EST5EDT,M3.2.0,M11.1.0 at 2026-03-08T06:59:59Z → -PT5H
    EST5EDT,M3.2.0,M11.1.0 at 2026-03-08T07:00:00Z → -PT4H
    EST5EDT,M3.2.0,M11.1.0 at 2026-11-01T05:59:59Z → -PT4H
    EST5EDT,M3.2.0,M11.1.0 at 2026-11-01T06:00:00Z → -PT5H
    <+1030>-10:30<+11>-11,M10.1.0,M4.1.0 at 2026-01-01T00:00:00Z → PT11H
    <+1030>-10:30<+11>-11,M10.1.0,M4.1.0 at 2026-07-01T00:00:00Z → PT10H30M
    IST-1GMT0,M10.5.0,M3.5.0/1 at 2026-01-01T00:00:00Z → PT0S
    IST-1GMT0,M10.5.0,M3.5.0/1 at 2026-07-01T00:00:00Z → PT1H
    <-02>2<-01>,M3.5.0/-1,M10.5.0/0 at 2026-03-29T00:59:59Z → -PT2H
    <-02>2<-01>,M3.5.0/-1,M10.5.0/0 at 2026-03-29T01:00:00Z → -PT1H
    EET-2EEST,M3.4.4/50,M10.4.4/50 at 2026-03-27T23:59:59Z → PT2H
    EET-2EEST,M3.4.4/50,M10.4.4/50 at 2026-03-28T00:00:00Z → PT3H
    XXX3EDT4,0/0,J365/23 at 2026-01-01T04:00:00Z → -PT4H
    XXX3EDT4,0/0,J365/23 at 2026-07-01T00:00:00Z → -PT4H
    XXX3EDT4,0/0,J365/23 at 2026-12-31T23:59:59Z → -PT4H
    AAA0BBB,J60/0,J61/0 at 2024-03-01T00:00:00Z → PT1H
    AAA0BBB,J60/0,J61/0 at 2024-02-29T12:00:00Z → PT0S
    AAA0BBB,59/0,60/0 at 2024-02-29T12:00:00Z → PT1H
    AAA0BBB,59/0,60/0 at 2025-03-01T12:00:00Z → PT1H
    """

  @Test func refusesOtherRules() {
    for text in [
      "", "U0", "UTC", "UTC25", "UTC0X", "<+03-3", "<A>3", "CET-1CEST", "CET-1CEST,M3.5.0",
      "CET-1CEST,M3.5.0,M10.5.0/3 ",
      "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J365",
      "CET-1CEST,366,0", "CET-1CEST,M3.5.0/168,M10.5.0", "CET-1:60", "CET-1CEST,M3.5.0/2:00:60,M10.5.0", "CET--1",
      "CET-0001", "CET-1CEST;M3.5.0;M10.5.0",
    ] {
      #expect(ZoneRule(posix: Array(text.utf8)[...]) == nil, "\(text)")
    }
  }
}
