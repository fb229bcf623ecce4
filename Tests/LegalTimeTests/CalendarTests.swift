import FEEL
import Testing

@testable import LegalTime

@Suite struct CalendarTests {
  @Test(arguments: [
    (1900, "1900-04-15"), (1954, "1954-04-18"), (1981, "1981-04-19"), (2000, "2000-04-23"), (2008, "2008-03-23"),
    (2011, "2011-04-24"), (2026, "2026-04-05"), (2038, "2038-04-25"), (2049, "2049-04-18"), (2076, "2076-04-19"),
    (2100, "2100-03-28"), (2200, "2200-04-06"),
  ])
  func easter(_ year: Int, _ date: String) { #expect(Holiday.easter(year) == day(date)) }

  @Test func easterIsASundayInItsFiveWeeks() throws {
    for year in 1583...3000 {
      let easter = try #require(Holiday.easter(year))
      #expect(easter.weekday == 7)
      #expect((day("2000-03-22")...day("2000-04-25")).contains(try #require(easter.moved(to: 2000))))
    }
  }

  /// The birthday through the years: whose it is, and what is done when it is a Sunday.
  @Test(arguments: [
    ("1898-08-31", true), ("1947-09-01", true), ("1947-08-31", false), ("1948-08-31", true), ("1949-04-30", true),
    ("1949-08-31", false), ("1950-05-01", true), ("1950-04-30", false), ("1979-04-30", true), ("1972-05-01", true),
    ("1980-04-30", true), ("1989-04-29", true), ("1989-04-30", false), ("1995-04-29", true), ("2006-04-29", true),
    ("2013-04-30", true), ("2014-04-26", true), ("2014-04-27", false), ("2014-04-30", false), ("2025-04-26", true),
    ("2026-04-27", true), ("2031-04-26", true), ("2031-04-27", false),
  ])
  func birthday(_ date: String, _ isKept: Bool) {
    #expect((Holiday.kingsDay.date(in: day(date).year) == day(date)) == isKept)
  }

  @Test(arguments: [
    ("2026-01-01", FreeDay.holiday(.newYearsDay)), ("2026-01-02", .equated(basis: decree)),
    ("2026-04-03", .holiday(.goodFriday)), ("2026-04-05", .sunday), ("2026-04-06", .holiday(.easterMonday)),
    ("2026-04-27", .holiday(.kingsDay)), ("2026-05-05", .holiday(.liberationDay)),
    ("2026-05-14", .holiday(.ascensionDay)), ("2026-05-15", .equated(basis: decree)), ("2026-05-24", .sunday),
    ("2026-05-25", .holiday(.whitMonday)), ("2026-12-24", nil), ("2026-12-25", .holiday(.christmasDay)),
    ("2026-12-26", .holiday(.secondChristmasDay)), ("2026-12-27", .sunday), ("2026-12-31", nil),
    ("2027-05-07", .equated(basis: decree)), ("2028-04-28", .equated(basis: decree)), ("2026-08-29", .saturday),
    ("2021-05-05", .holiday(.liberationDay)),
  ])
  func whyADayIsFree(_ date: String, _ free: FreeDay?) {
    #expect(LegalCalendar.shipped.freeDay(on: day(date)) == free)
  }

  private static let decree = "koninklijk besluit, ATW art. 3 lid 3"

  @Test func `a holiday has its article, a named Sunday has none`() {
    #expect(Holiday.goodFriday.article == "ATW art. 3 lid 2")
    #expect(Holiday.kingsDay.article == "ATW art. 3 lid 1")
    #expect(Holiday.easterSunday.article == nil && Holiday.whitSunday.article == nil)
    #expect(FreeDay.equated(basis: "").article == "ATW art. 3 lid 3")
  }

  @Test func `the shipped calendar knows how far it reaches`() {
    #expect(LegalCalendar.shipped.covers == day("2023-01-01")...day("2028-12-31"))
    #expect(LegalCalendar.shipped.horizon == day("2028-12-31"))
    #expect(LegalCalendar.shipped.equatedDays.count == 10)
    #expect(LegalCalendar.shipped.closingDays.isEmpty)
  }

  // MARK: Files

  @Test(arguments: [
    (#"{"version": "a", "from": "2026-01-01", "horizon": "2026-12-31"}"#, ""),
    (#"{"version": "a", "from": "2026-01-01"}"#, "'horizon' must be a date, as 2026-05-15"),
    (#"{"version": "", "from": "2026-01-01", "horizon": "2026-12-31"}"#, "'version' must be a text that is not empty"),
    (#"{"version": "a", "from": "2026-01-01", "horizon": "2025-12-31"}"#, "'horizon' lies before 'from'"),
    (#"{"version": "a", "from": "2026-02-30", "horizon": "2026-12-31"}"#, "'from' must be a date, as 2026-05-15"),
    (
      #"{"version": "a", "from": "2026-01-01", "horizon": "2026-12-31", "equated": [{"date": "2027-05-07", "basis": "b"}]}"#,
      "the equated day 2027-05-07 lies outside 'from' and 'horizon'"
    ),
    (
      #"{"version": "a", "from": "2026-01-01", "horizon": "2026-12-31", "closed": [{"date": "2026-05-07"}]}"#,
      "'closed[0].reason' must be a text"
    ),
    (
      #"{"version": "a", "from": "2026-01-01", "horizon": "2026-12-31", "closed": [{"date": "2026-05-07", "reason": "x"}, {"date": "2026-05-07", "reason": "y"}]}"#,
      "'closed' has 2026-05-07 twice"
    ),
    (#"{"version": "a", "from": "2026-01-01", "horizon": "2026-12-31", "days": []}"#, "a calendar has no 'days'"),
    ("[]", "a calendar is a JSON object"), ("{", "the text ends where a name in quotes must stand (byte 1)"),
  ])
  func calendarFile(_ text: String, _ fault: String) {
    do throws(CalendarFault) {
      _ = try LegalCalendar(file: Array(text.utf8))
      #expect(fault.isEmpty)
    } catch { #expect(error.description == fault) }
  }
}

extension CivilDate {
  fileprivate func moved(to year: Int) -> CivilDate? { CivilDate(year: year, month: month, day: day) }
}
