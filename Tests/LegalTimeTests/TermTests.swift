import FEEL
import Testing

@testable import LegalTime

/// Start rules, units, source and direction.
@Suite struct TermTests {
  @Test(arguments: [
    // Saturday 2026-08-29: who set the term decides whether it moves.
    (LegalTerm.Source.law, "2026-08-31"), (.decree, "2026-08-31"), (.bylaw, "2026-08-29"), (.authority, "2026-08-29"),
    (.agreement, "2026-08-29"),
  ])
  func `only a law or a decree moves the end off a Saturday`(_ source: LegalTerm.Source, _ end: String) throws {
    #expect(try LegalTerm(length("P2W"), source: source).from("2026-08-15").end == .lastDay(day(end)))
  }

  @Test(arguments: [
    // The last length that art. 4 leaves to the law, and the next one; both would end on a Saturday.
    ("P90D", "2026-05-31", "2026-08-31"), ("P91D", "2026-05-30", "2026-08-29"), ("P12W", "2026-06-06", "2026-08-31"),
    ("P13W", "2026-05-30", "2026-08-29"), ("P3M", "2026-05-29", "2026-08-31"), ("P4M", "2026-04-29", "2026-08-29"),
    ("P1Y", "2025-08-29", "2026-08-29"),
  ])
  func `a longer term stays where it ends`(_ iso: String, _ from: String, _ end: String) throws {
    #expect(try LegalTerm(length(iso)).from(from).end == .lastDay(day(end)))
  }

  @Test(arguments: [
    ("P1D", "2026-03-02", "2026-03-02"), ("P6W", "2026-04-09", "2026-05-20"), ("P1M", "2026-03-01", "2026-03-31"),
    ("P1M", "2026-01-31", "2026-02-28"), ("P1Y", "2024-02-29", "2025-02-28"), ("P0D", "2026-03-02", "2026-03-02"),
    ("P3D*", "2026-04-24", "2026-04-29"),
  ])
  func `the day itself can be the first`(_ iso: String, _ from: String, _ end: String) throws {
    let term = LegalTerm(length(iso), source: .agreement, starts: .sameDay)
    #expect(try term.from(from).end == .lastDay(day(end)))
  }

  @Test func `no days: what follows begins the day after`() throws {
    let result = try LegalTerm(length("P0D")).from("2026-04-26")
    #expect(result.end == .lastDay(day("2026-04-26")))
    #expect(result.due == moment("2026-04-27T00:00:00+02:00"))
    #expect(result.rule?.reason == .noLength)
  }

  @Test func `ten days before a hearing leave the eleventh`() throws {
    let term = LegalTerm(length("P10D"), basis: "Awb art. 7:4 lid 1", side: .client, direction: .backward)
    let result = try term.from("2026-06-11")
    #expect(result.end == .lastDay(day("2026-05-31")))
    #expect(day("2026-05-31").weekday == 7)
    #expect(result.rule == FreeDayRule(false, .backward, basis: "ATW art. 1 lid 2"))
  }

  @Test(arguments: [
    ("P1W", "2026-06-11", "2026-06-03"), ("P1M", "2026-03-31", "2026-02-27"), ("P3D*", "2026-04-30", "2026-04-23"),
  ])
  func `other units are counted back`(_ iso: String, _ from: String, _ end: String) throws {
    #expect(try LegalTerm(length(iso), direction: .backward).from(from).end == .lastDay(day(end)))
  }

  @Test func `the first of several anchors counts`() throws {
    let course = TermCourse(anchors: [
      Anchor("verlopen", at: on("2026-03-20")), Anchor("aangevuld", at: on("2026-03-16")),
    ])
    let result = try #require(try LegalTerm(length("P4W")).calculation(of: course, calendar: .shipped))
    #expect(result.end == .lastDay(day("2026-04-13")))
  }

  @Test func `nothing has started it`() throws {
    #expect(try LegalTerm(length("P4W")).calculation(of: TermCourse(anchors: []), calendar: .shipped) == nil)
  }

  @Test func `closing days count in working days that were agreed, not in those of a law`() throws {
    let closed = LegalCalendar.shipped.closed(on: [day("2026-06-10"): "studiedag"], version: "own")
    let agreed = LegalTerm(length("P3D*"), source: .agreement)
    #expect(try agreed.from("2026-06-08").end == .lastDay(day("2026-06-11")))
    #expect(try agreed.from("2026-06-08", calendar: closed).end == .lastDay(day("2026-06-12")))
    #expect(try LegalTerm(length("P3D*")).from("2026-06-08", calendar: closed).end == .lastDay(day("2026-06-11")))
    let sixWeeks = try LegalTerm(length("P2W"), source: .agreement).from("2026-05-27", calendar: closed)
    #expect(sixWeeks.end == .lastDay(day("2026-06-10")))
  }

  // MARK: Open questions

  @Test(arguments: [
    (LegalTerm.Side.authority, Readings.ExtendedTotal.bySide, "2026-08-29"), (.client, .bySide, "2026-08-31"),
    (.third, .bySide, "2026-08-31"), (.partner, .bySide, "2026-08-29"), (.authority, .moves, "2026-08-31"),
    (.client, .stays, "2026-08-29"),
  ])
  func `eight weeks and six together`(
    _ side: LegalTerm.Side, _ reading: Readings.ExtendedTotal, _ end: String
  ) throws {
    let result = try LegalTerm(length("P8W"), side: side).from(
      "2026-05-23", extensions: [Extension(announced: on("2026-06-01"), by: length("P6W"))],
      readings: Readings(extendedTotal: reading))
    #expect(result.nominalEnd == day("2026-08-29"))
    #expect(result.end == .lastDay(day(end)))
    #expect(result.reading == .extendedTotal(reading))
  }

  @Test func `four weeks and two are clear`() throws {
    let result = try LegalTerm(length("P4W")).from(
      "2026-07-18", extensions: [Extension(announced: on("2026-08-01"), by: length("P2W"))])
    #expect(result.end == .lastDay(day("2026-08-31")))
    #expect(result.reading == nil)
  }

  @Test(arguments: [(Readings.NoticeOfDefault.moves, "2026-08-31"), (.stays, "2026-08-29")])
  func `two weeks after a notice of default`(_ reading: Readings.NoticeOfDefault, _ end: String) throws {
    let term = LegalTerm(length("P2W"), isNoticeOfDefault: true)
    let result = try term.from("2026-08-15", readings: Readings(noticeOfDefault: reading))
    #expect(result.end == .lastDay(day(end)))
    #expect(result.reading == .noticeOfDefault(reading))
  }

  // MARK: The calendar's horizon

  @Test func `beyond the horizon a due date is provisional, and a new calendar moves it`() throws {
    let result = try LegalTerm(length("P6W")).from("2029-03-30")
    #expect(result.end == .lastDay(day("2029-05-11")))
    #expect(result.isProvisional)
    let newer = LegalCalendar(
      version: "nl-2028", covers: day("2023-01-01")...day("2031-12-31"), equatedDays: [day("2029-05-11"): "Stcrt."])
    let moved = try result.recalculated(with: newer)
    #expect(moved.end == .lastDay(day("2029-05-14")))
    #expect(!moved.isProvisional)
    #expect(moved.calendarVersion == "nl-2028")
    #expect(try moved.recalculated(with: newer) == moved)
  }

  @Test(arguments: [
    ("P6M", LegalTerm.Source.law, false), ("P8W", .bylaw, false), ("P8W", .law, true), ("P9D*", .law, true),
  ])
  func `what depends on no holiday is certain`(
    _ iso: String, _ source: LegalTerm.Source, _ isProvisional: Bool
  ) throws {
    #expect(try LegalTerm(length(iso), source: source).from("2028-12-20").isProvisional == isProvisional)
  }

  @Test func `before the calendar begins a due date is provisional`() throws {
    #expect(try LegalTerm(length("P6W")).from("2022-04-15").isProvisional)
  }
}
