import Testing

@testable import FEEL

/// Whether this machine has the time zone database at all.
private let hasDatabase = Zone(name: "Europe/Paris") != nil

@Suite struct ZoneTests {
  /// The wall clock of a zone as the UTC it stands for, and as it reads.
  @Test(.enabled(if: hasDatabase), arguments: Case.table(clocks)) func readsWallClocks(_ item: Case) throws {
    let parts = item.expected.split(separator: " = ")
    let local = try #require(DateTime(iso: item.text))
    let utc = try #require(DateTime(iso: parts[0]))
    #expect(local == utc)
    #expect(local.description == parts.last.map(String.init) ?? "")
  }

  static let clocks = """
    2018-12-08T10:30:11@Europe/Paris → 2018-12-08T09:30:11Z = 2018-12-08T10:30:11@Europe/Paris
    2018-07-08T10:30:11@Europe/Paris → 2018-07-08T08:30:11Z = 2018-07-08T10:30:11@Europe/Paris
    2026-03-29T01:59:59@Europe/Paris → 2026-03-29T00:59:59Z = 2026-03-29T01:59:59@Europe/Paris
    2026-03-29T02:00:00@Europe/Paris → 2026-03-29T01:00:00Z = 2026-03-29T03:00:00@Europe/Paris
    2026-03-29T02:30:00@Europe/Paris → 2026-03-29T01:30:00Z = 2026-03-29T03:30:00@Europe/Paris
    2026-03-29T03:00:00@Europe/Paris → 2026-03-29T01:00:00Z = 2026-03-29T03:00:00@Europe/Paris
    2026-10-25T01:59:59@Europe/Paris → 2026-10-24T23:59:59Z = 2026-10-25T01:59:59@Europe/Paris
    2026-10-25T02:30:00@Europe/Paris → 2026-10-25T00:30:00Z = 2026-10-25T02:30:00@Europe/Paris
    2026-10-25T03:00:00@Europe/Paris → 2026-10-25T02:00:00Z = 2026-10-25T03:00:00@Europe/Paris
    2026-03-08T02:30:00@America/New_York → 2026-03-08T07:30:00Z = 2026-03-08T03:30:00@America/New_York
    2026-11-01T01:30:00@America/New_York → 2026-11-01T05:30:00Z = 2026-11-01T01:30:00@America/New_York
    2026-11-01T02:00:00@America/New_York → 2026-11-01T07:00:00Z = 2026-11-01T02:00:00@America/New_York
    2026-10-04T02:15:00@Australia/Lord_Howe → 2026-10-03T15:45:00Z = 2026-10-04T02:45:00@Australia/Lord_Howe
    2026-04-05T01:45:00@Australia/Lord_Howe → 2026-04-04T14:45:00Z = 2026-04-05T01:45:00@Australia/Lord_Howe
    2026-01-01T12:00:00@Australia/Lord_Howe → 2026-01-01T01:00:00Z = 2026-01-01T12:00:00@Australia/Lord_Howe
    2026-02-14T12:00:00@Africa/Casablanca → 2026-02-14T11:00:00Z = 2026-02-14T12:00:00@Africa/Casablanca
    2026-02-20T12:00:00@Africa/Casablanca → 2026-02-20T12:00:00Z = 2026-02-20T12:00:00@Africa/Casablanca
    2011-12-29T23:59:59@Pacific/Apia → 2011-12-30T09:59:59Z = 2011-12-29T23:59:59@Pacific/Apia
    2011-12-30T12:00:00@Pacific/Apia → 2011-12-30T22:00:00Z = 2011-12-31T12:00:00@Pacific/Apia
    2011-12-31T00:00:00@Pacific/Apia → 2011-12-30T10:00:00Z = 2011-12-31T00:00:00@Pacific/Apia
    1900-01-01T00:00:00@Europe/Paris → 1899-12-31T23:50:39Z = 1900-01-01T00:00:00@Europe/Paris
    0001-01-01T00:09:21@Europe/Paris → 0001-01-01T00:00:00Z = 0001-01-01T00:09:21@Europe/Paris
    2500-07-01T12:00:00@Europe/Paris → 2500-07-01T10:00:00Z = 2500-07-01T12:00:00@Europe/Paris
    2500-01-01T12:00:00@America/New_York → 2500-01-01T17:00:00Z = 2500-01-01T12:00:00@America/New_York
    2500-01-01T12:00:00@Australia/Sydney → 2500-01-01T01:00:00Z = 2500-01-01T12:00:00@Australia/Sydney
    999999999-07-31T23:59:59@Europe/Paris → 999999999-07-31T21:59:59Z = 999999999-07-31T23:59:59@Europe/Paris
    2026-05-05T05:05:05@Asia/Kathmandu → 2026-05-04T23:20:05Z = 2026-05-05T05:05:05@Asia/Kathmandu
    """

  @Test(arguments: Case.table(fixed)) func needsNoFile(_ item: Case) throws {
    let local = try #require(DateTime(iso: item.text))
    #expect(local == DateTime(iso: item.expected))
    #expect(local.description == item.text)
  }

  static let fixed = """
    2026-07-01T12:00:00@Etc/UTC → 2026-07-01T12:00:00Z
    2026-07-01T12:00:00@UTC → 2026-07-01T12:00:00Z
    2026-07-01T12:00:00@GMT → 2026-07-01T12:00:00Z
    2026-07-01T12:00:00@Etc/GMT+5 → 2026-07-01T17:00:00Z
    2026-07-01T12:00:00@Etc/GMT-14 → 2026-06-30T22:00:00Z
    2026-07-01T12:00:00@Europe/Amsterdam → 2026-07-01T10:00:00Z
    2026-10-25T02:30:00@Europe/Amsterdam → 2026-10-25T00:30:00Z
    """

  @Test func namesAreStrict() {
    for name in [
      "", "/", "/Europe/Paris", "Europe/Paris/", "Europe//Paris", "../zoneinfo/Europe/Paris", "Europe/../Europe/Paris",
      "./Europe/Paris", "europe/paris", "EUROPE/PARIS", "Europe/paris", "Europe", "posix/Europe/Paris",
      "right/Europe/Paris", "localtime", "posixrules", "zone.tab", "tzdata.zi", "leapseconds", "Europe/Paris ",
      "Europe/Paris\u{0}", "Etc/GMT+13", "Etc/GMT-15", "Etc/GMT+05", "Etc/GMT5", "xyz/abc", "Xyz/Abc", "é",
      String(repeating: "A", count: 65), "@Europe/Paris",
    ] {
      #expect(Zone(name: name) == nil, "\(name)")
      #expect(DateTime(iso: "2026-01-01T00:00:00@\(name)") == nil, "\(name)")
      #expect(TimeOfDay(iso: "00:00:00@\(name)") == nil, "\(name)")
    }
  }

  @Test func aNameIsOneZone() async {
    let zones = await withTaskGroup(of: Zone?.self) { group in
      for _ in 0..<64 { group.addTask { Zone(name: "Etc/GMT-9") } }
      return await group.reduce(into: Set<Zone?>()) { $0.insert($1) }
    }
    #expect(zones.count == 1)
    #expect(zones.first??.name == "Etc/GMT-9")
    #expect(Zone(name: "Etc/GMT-9") != Zone(name: "Etc/GMT-8"))
  }

  /// A zone lies in every time, and a time in every value.
  @Test func isSmall() {
    #expect(MemoryLayout<Zone?>.size <= 8)
    #expect(MemoryLayout<DateTime>.size <= MemoryLayout<CivilDate>.size)
    #expect(MemoryLayout<Value>.size == MemoryLayout<CivilDate>.size + 1)
  }

  /// The built-in clock of the Netherlands and the general rule that POSIX would write for it.
  @Test func dutchTimeIsItsRule() throws {
    let rule = try #require(ZoneRule(posix: Array("CET-1CEST,M3.5.0,M10.5.0/3".utf8)[...]))
    let rules = ZoneRules(changes: [], offsets: [3600], rule: rule)
    var random = SplitMix(seed: 7)
    for _ in 0..<20_000 {
      let instant = Int64(random.next(below: 8_000_000_000)) - 2_000_000_000
      #expect(Zone.dutch.offset(at: instant) == Int64(rules.offset(at: instant)))
      #expect(Zone.dutch.instant(ofWall: instant) == rules.instant(ofWall: instant))
    }
  }

  /// Arithmetic goes along the time line, and tells two times apart that a clock shows alike.
  @Test(.enabled(if: hasDatabase), arguments: Case.table(moves)) func movesAlongTheTimeLine(_ item: Case) {
    #expect(World.sample.value(of: item.text)?.description == item.expected)
  }

  static let moves = """
    @"2026-03-29T01:30:00@Europe/Paris" + @"PT1H" → @"2026-03-29T03:30:00@Europe/Paris"
    @"2026-03-28T12:00:00@Europe/Paris" + @"P1D" → @"2026-03-29T13:00:00@Europe/Paris"
    @"2026-02-28T02:30:00@Europe/Paris" + @"P1M" → @"2026-03-28T02:30:00@Europe/Paris"
    @"2026-02-28T02:30:00@Europe/Paris" + @"P1M" + @"P1D" → @"2026-03-29T03:30:00@Europe/Paris"
    @"2026-10-25T02:30:00@Europe/Paris" + @"PT1H" → @"2026-10-25T02:30:00+01:00"
    @"2026-10-25T02:30:00@Europe/Paris" + @"PT1H" = @"2026-10-25T02:30:00@Europe/Paris" → false
    @"2026-10-25T02:30:00@Europe/Paris" + @"PT1H" = @"2026-10-25T01:30:00Z" → true
    (@"2026-10-25T02:30:00@Europe/Paris" + @"PT1H").time offset → @"PT1H"
    @"2026-10-25T02:30:00@Europe/Paris".time offset → @"PT2H"
    @"2026-10-25T02:30:00@Europe/Paris" + @"PT2H" → @"2026-10-25T03:30:00@Europe/Paris"
    @"2026-10-25T02:30:00@Europe/Amsterdam" + @"PT1H" = @"2026-10-25T01:30:00Z" → true
    @"2026-10-25T12:00:00@Europe/Paris" - @"2026-10-24T12:00:00@Europe/Paris" → @"P1DT1H"
    @"2026-10-04T01:59:00@Australia/Lord_Howe" + @"PT2M" → @"2026-10-04T02:31:00@Australia/Lord_Howe"
    @"2002-04-02T12:00:00@Australia/Melbourne" = @"2002-04-02T12:00:00@Australia/Sydney" → true
    @"2018-12-08T00:00:00@Europe/Paris" = @"2018-12-08T00:00:00@Asia/Dhaka" → false
    @"2018-12-08T00:00:00@Europe/Paris" > @"2018-12-08T00:00:00@Asia/Dhaka" → true
    @"2018-10-08T00:00:00+02:00" = @"2018-10-08T00:00:00@Europe/Paris" → true
    @"2018-12-08T10:30:11@Australia/Melbourne".timezone → "Australia/Melbourne"
    @"2018-12-08T10:30:11@Australia/Melbourne".time offset → @"PT11H"
    @"2018-06-08T10:30:11@Australia/Melbourne".time offset → @"PT10H"
    @"10:30:11@Australia/Melbourne".timezone → "Australia/Melbourne"
    @"10:30:00@Europe/Paris" = @"10:30:00@Europe/Paris" → true
    @"10:30:00@Europe/Paris" = @"10:30:00@Asia/Dhaka" → false
    @"10:30:00@Europe/Paris" > @"10:30:00@Asia/Dhaka" → true
    """
}
