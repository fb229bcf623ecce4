import FEEL
import Testing

@testable import LegalTime

/// Pauses, extensions, ending and falling away.
@Suite struct ChangeTests {
  private let eightWeeks = LegalTerm(length("P8W"), basis: "Awb art. 4:13 lid 2")

  @Test func `Woo: the day that ends the pause does not count either`() throws {
    let pause = Pause(from: on("2026-12-14"), .through(on("2026-12-21")), basis: "Woo art. 4.4 lid 3")
    let result = try LegalTerm(length("P4W")).from("2026-12-04", pauses: [pause])
    #expect(
      result.steps.contains { $0.kind == .pause(pause, from: day("2026-12-15"), through: day("2026-12-21"), days: 7) })
    #expect(result.end == .lastDay(day("2027-01-08")))
  }

  @Test func `overlapping pauses take out each day once`() throws {
    let pauses = [
      Pause("herstel", from: on("2026-02-10"), .until(on("2026-02-24"))),
      Pause("uitstel", from: on("2026-02-20"), .through(on("2026-02-27"))),
    ]
    for order in [pauses, pauses.reversed()] {
      let result = try eightWeeks.from("2026-02-02", pauses: order)
      #expect(result.nominalEnd == day("2026-04-16"))
    }
  }

  @Test func `a pause inside another changes nothing`() throws {
    let pauses = [
      Pause(from: on("2026-02-10"), .until(on("2026-02-24"))), Pause(from: on("2026-02-12"), .until(on("2026-02-20"))),
    ]
    let result = try eightWeeks.from("2026-02-02", pauses: pauses)
    #expect(result.nominalEnd == day("2026-04-12"))
    #expect(result.withoutEffect == [.inOtherPause])
  }

  /// The nominal end is Saturday 11 April, the last day Monday the 13th; the pause begins on that Monday.
  @Test(arguments: [("2026-04-15", "2026-04-13", "2026-04-15"), ("2026-04-20", "2026-04-18", "2026-04-20")])
  func `a pause in the days that art. 1 added`(_ until: String, _ nominal: String, _ end: String) throws {
    let pause = Pause(from: on("2026-04-12"), .until(on(until)))
    let result = try eightWeeks.from("2026-02-14", pauses: [pause])
    #expect(result.nominalEnd == day(nominal))
    #expect(result.end == .lastDay(day(end)))
  }

  @Test(arguments: [
    ("2026-04-13", "2026-04-20", NoEffect.over(.lastDay(day("2026-04-13")))), ("2026-03-02", "2026-03-02", .noDays),
    ("2026-03-02", "2026-03-03", .noDays), ("2026-02-01", "2026-02-14", .beforeStart),
  ])
  func `pauses that change nothing`(_ from: String, _ until: String, _ reason: NoEffect) throws {
    let result = try eightWeeks.from("2026-02-14", pauses: [Pause(from: on(from), .until(on(until)))])
    #expect(result.withoutEffect == [reason])
    #expect(result.end == .lastDay(day("2026-04-13")))
  }

  @Test func `a pause that began before the term takes out its own days only`() throws {
    let result = try eightWeeks.from("2026-02-02", pauses: [Pause(from: on("2026-01-20"), .until(on("2026-02-05")))])
    #expect(result.nominalEnd == day("2026-04-01"))
  }

  @Test func `as long as a pause is open there is no due date, but days left`() throws {
    let pause = Pause(from: on("2026-02-10"), .open)
    let result = try eightWeeks.from("2026-02-02", pauses: [pause])
    #expect(result.end == .suspended(daysLeft: 48))
    #expect(result.due == nil && result.lastDay == nil)
    let extended = try eightWeeks.from(
      "2026-02-02", pauses: [pause], extensions: [Extension(announced: on("2026-05-01"), by: length("P6W"))])
    #expect(extended.end == .suspended(daysLeft: 48 + 42))
  }

  @Test func `of a term of working days, working days are left`() throws {
    let result = try LegalTerm(length("P5D*")).from("2026-06-05", pauses: [Pause(from: on("2026-06-10"), .open)])
    #expect(result.end == .suspended(daysLeft: 2))
    let late = try eightWeeks.from("2026-02-14", pauses: [Pause(from: on("2026-04-12"), .open)])
    #expect(late.end == .suspended(daysLeft: 0))
  }

  @Test func `a pause takes working days out of a term of working days`() throws {
    let term = LegalTerm(length("P5D*"))
    #expect(try term.from("2026-06-05").end == .lastDay(day("2026-06-12")))
    let oneDay = Pause(from: on("2026-06-09"), .until(on("2026-06-11")))
    #expect(try term.from("2026-06-05", pauses: [oneDay]).end == .lastDay(day("2026-06-15")))
    let overTheWeekend = Pause(from: on("2026-06-11"), .until(on("2026-06-15")))
    #expect(try term.from("2026-06-05", pauses: [overTheWeekend]).end == .lastDay(day("2026-06-15")))
  }

  @Test func `a term that starts again is a course of its own`() throws {
    let repair = LegalTerm(length("P2W"), source: .authority)
    #expect(try repair.from("2026-02-10").end == .lastDay(day("2026-02-24")))
    #expect(try repair.from("2026-03-02").end == .lastDay(day("2026-03-16")))
    let both = TermCourse(anchors: [Anchor(at: on("2026-03-02")), Anchor(at: on("2026-02-10"))])
    #expect(try repair.calculation(of: both, calendar: .shipped)?.end == .lastDay(day("2026-02-24")))
  }

  // MARK: Extensions

  @Test func `an extension goes on from the nominal end`() throws {
    // Ascension Day 14 May moves to Monday 18 May; six weeks more are 25 June, not 29 June.
    let result = try eightWeeks.from(
      "2026-03-19", extensions: [Extension(announced: on("2026-05-18"), by: length("P6W"))])
    #expect(result.end == .lastDay(day("2026-06-25")))
  }

  @Test func `the power to extend has bounds`() throws {
    let power = ExtensionPower(upTo: length("P6W"), atMost: 1, basis: "Ow art. 16.64 lid 2")
    let uses = [
      Extension(announced: on("2026-03-20"), by: length("P8W"), power: power),
      Extension(announced: on("2026-03-25"), by: length("P1W"), power: power),
    ]
    let result = try eightWeeks.from("2026-02-02", extensions: uses)
    #expect(result.steps.contains { $0.kind == .extended(uses[0], granted: length("P6W")) })
    #expect(result.withoutEffect == [.tooOften(1)])
    #expect(result.nominalEnd == day("2026-05-11"))
  }

  @Test func `too late it has no effect`() throws {
    let late = Extension(announced: on("2026-03-31"), by: length("P6W"))
    let result = try eightWeeks.from("2026-02-02", extensions: [late])
    #expect(result.withoutEffect == [.over(.lastDay(day("2026-03-30")))])
    let power = ExtensionPower(latest: length("P8W"), basis: "Awb art. 3:18 lid 2")
    for (announced, isInTime) in [("2026-07-31", true), ("2026-08-01", false)] {
      let use = Extension(announced: on(announced), by: length("P6W"), power: power)
      let result = try LegalTerm(length("P6M")).from("2026-06-05", extensions: [use])
      #expect(result.withoutEffect == (isInTime ? [] : [.tooLate(latest: day("2026-07-31"))]))
      #expect(result.nominalEnd == day(isInTime ? "2027-01-16" : "2026-12-05"))
    }
  }

  @Test func `pauses and extensions count in the order in which they happened`() throws {
    let pause = Pause(from: on("2026-02-20"), .until(on("2026-03-03")))
    let use = Extension(announced: on("2026-02-10"), by: length("P1M"))
    let result = try LegalTerm(length("P1M")).from("2026-01-31", pauses: [pause], extensions: [use])
    // 28 February, a month on 28 March, then the ten days from 21 February through 2 March.
    #expect(result.nominalEnd == day("2026-04-07"))
  }

  // MARK: Ending

  @Test(arguments: [
    ("2026-04-13", TermOutcome.met), ("2026-04-14", .metLate(days: 1)), ("2026-05-13", .metLate(days: 30)),
  ])
  func `done in time or late`(_ completed: String, _ outcome: TermOutcome) throws {
    let result = try eightWeeks.from("2026-02-14", completed: on(completed))
    #expect(result.outcome == outcome)
    #expect(result.steps.last?.kind == .outcome(outcome, at: on(completed)))
  }

  @Test func `in time is until midnight`() throws {
    #expect(try eightWeeks.from("2026-02-14", completed: at("2026-04-13T23:59:59+02:00")).outcome == .met)
    #expect(try eightWeeks.from("2026-02-14", completed: at("2026-04-14T00:00:00+02:00")).outcome == .metLate(days: 1))
  }

  @Test func `withdrawn it is void, but what was exceeded stays exceeded`() throws {
    #expect(try eightWeeks.from("2026-02-14", voided: on("2026-04-13")).outcome == .void)
    let late = try eightWeeks.from("2026-02-14", voided: on("2026-04-14"))
    #expect(late.outcome == nil)
    #expect(late.standing(at: moment("2026-04-15T00:00:00+02:00")) == .exceeded)
    #expect(try eightWeeks.from("2026-02-14", completed: on("2026-03-01"), voided: on("2026-03-02")).outcome == .met)
    #expect(try eightWeeks.from("2026-02-14", completed: on("2026-03-02"), voided: on("2026-03-01")).outcome == .void)
  }

  @Test func `only a term that ended anchors another`() throws {
    #expect(Anchor(endOf: try eightWeeks.from("2026-02-14", completed: on("2026-04-13"))) == nil)
    #expect(Anchor(endOf: try eightWeeks.from("2026-02-14", voided: on("2026-04-13"))) == nil)
    #expect(Anchor(endOf: try eightWeeks.from("2026-02-14", pauses: [Pause(from: on("2026-03-01"), .open)])) == nil)
    let late = try eightWeeks.from("2026-02-14", completed: on("2026-04-14"))
    #expect(Anchor(endOf: late)?.at == on("2026-04-13"))
  }

  @Test func `how it stands through its life`() throws {
    let pause = Pause(from: at("2026-02-10T10:00:00+01:00"), .until(at("2026-02-24T15:00:00+01:00")))
    let result = try eightWeeks.from(
      "2026-02-02T09:00:00+01:00", pauses: [pause], completed: at("2026-04-20T12:00:00+02:00"))
    let life: [(String, TermCalculation.Standing)] = [
      ("2026-02-02T08:59:59+01:00", .idle), ("2026-02-02T09:00:00+01:00", .running),
      ("2026-02-10T09:59:59+01:00", .running), ("2026-02-10T10:00:00+01:00", .suspended),
      ("2026-02-24T14:59:59+01:00", .suspended), ("2026-02-24T15:00:00+01:00", .running),
      ("2026-04-13T23:59:59+02:00", .running), ("2026-04-14T00:00:00+02:00", .exceeded),
      ("2026-04-20T12:00:00+02:00", .metLate),
    ]
    for (time, standing) in life { #expect(result.standing(at: moment(time)) == standing, "\(time)") }
  }

  // MARK: Faults

  @Test func `what cannot be counted is said`() {
    let pause = Pause(from: on("2026-02-20"), .until(on("2026-02-10")))
    #expect(throws: TermFault.pauseEndsFirst(pause)) { try eightWeeks.from("2026-02-02", pauses: [pause]) }
    #expect(throws: TermFault.beyondYears) { try eightWeeks.from("9999-12-01") }
    #expect(throws: TermFault.beyondYears) { try LegalTerm(TermLength(999_999, .workingDays)).from("9990-12-01") }
    #expect(throws: TermFault.length(TermLength(-1, .days))) { try LegalTerm(TermLength(-1, .days)).from("2026-02-02") }
    let use = Extension(announced: on("2026-02-03"), by: length("PT4H"))
    #expect(throws: TermFault.unitsDiffer(use)) { try eightWeeks.from("2026-02-02", extensions: [use]) }
    let many = Array(repeating: Extension(announced: on("2026-02-03"), by: length("P1D")), count: 1001)
    #expect(throws: TermFault.changes(most: 1000)) { try eightWeeks.from("2026-02-02", extensions: many) }
    let backward = LegalTerm(length("P10D"), direction: .backward)
    #expect(throws: TermFault.backwardChanges) {
      try backward.from("2026-06-11", pauses: [Pause(from: on("2026-06-01"), .open)])
    }
  }
}
