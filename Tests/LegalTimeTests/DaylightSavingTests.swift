import FEEL
import Testing

@testable import LegalTime

/// Both switches of 2026: 29 March has 23 hours, 25 October 25.
@Suite struct DaylightSavingTests {
  @Test(arguments: [
    ("2026-03-28T12:00:00+01:00", "2026-03-30T13:00:00+02:00"),
    ("2026-10-24T12:00:00+02:00", "2026-10-26T11:00:00+01:00"),
    ("2026-06-01T12:00:00+02:00", "2026-06-03T12:00:00+02:00"),
  ])
  func `48 hours are 48 hours`(_ from: String, _ due: String) throws {
    let result = try LegalTerm(length("PT48H"), basis: "AVG art. 33").from(from)
    #expect(result.end == .moment(moment(due)))
    #expect(result.rule?.reason == .length(.hours))
  }

  @Test(arguments: [
    ("2026-03-27", "2026-03-29", "2026-03-30T00:00:00+02:00"),
    ("2026-10-23", "2026-10-25", "2026-10-26T00:00:00+01:00"),
  ])
  func `two days end with the day, however long it is`(_ from: String, _ end: String, _ due: String) throws {
    let result = try LegalTerm(length("P2D"), source: .agreement).from(from)
    #expect(result.end == .lastDay(day(end)))
    #expect(result.due == moment(due))
  }

  @Test(arguments: [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
  func `a pause gives back the hours of its days`(_ paused: String, _ hours: Int) throws {
    let start = day(paused).adding(days: -1)
    let pause = Pause(from: Occurrence(on: start), .through(on(paused)))
    let term = LegalTerm(length("PT100H"))
    let (plain, later) = (try term.from("\(start)"), try term.from("\(start)", pauses: [pause]))
    let (due, dueLater) = (try #require(plain.due), try #require(later.due))
    #expect(dueLater.milliseconds - due.milliseconds == Int64(hours) * 3_600_000)
  }

  @Test func `an hour term of which only the day is known starts when the day ends`() throws {
    #expect(try LegalTerm(length("PT1H")).from("2026-03-28").end == .moment(moment("2026-03-29T01:00:00+01:00")))
    let sameDay = LegalTerm(length("PT1H"), starts: .sameDay)
    #expect(try sameDay.from("2026-03-28").end == .moment(moment("2026-03-28T01:00:00+01:00")))
    let backward = LegalTerm(length("PT48H"), direction: .backward)
    #expect(
      try backward.from("2026-03-30T12:00:00+02:00").end == .moment(moment("2026-03-28T11:00:00+01:00")))
  }

  @Test func `hours are extended by hours, in time`() throws {
    let power = ExtensionPower(upTo: length("PT24H"), atMost: 1)
    let uses = ["2026-06-02T12:00:00+02:00", "2026-06-03T12:00:00+02:00"].map {
      Extension(announced: at($0), by: length("PT72H"), power: power)
    }
    let result = try LegalTerm(length("PT48H")).from("2026-06-01T12:00:00+02:00", extensions: uses)
    #expect(result.end == .moment(moment("2026-06-04T12:00:00+02:00")))
    #expect(result.withoutEffect == [.tooOften(1)])
    let late = try LegalTerm(length("PT48H")).from("2026-06-01T12:00:00+02:00", extensions: [uses[1]])
    #expect(late.withoutEffect == [.over(.moment(moment("2026-06-03T12:00:00+02:00")))])
  }

  @Test func `an open pause of an hour term`() throws {
    let result = try LegalTerm(length("PT48H")).from(
      "2026-06-01T12:00:00+02:00", pauses: [Pause(from: at("2026-06-01T13:00:00+02:00"), .open)])
    #expect(result.end == .suspended(daysLeft: 1))
  }
}
