import FEEL
import Testing

@testable import LegalTime

/// The worked examples t1 to t18: from the law's text, with the calendar of 2026.
@Suite struct VectorTests {
  /// A term that runs its course: what it starts from, its nominal end and its end.
  struct Vector: CustomTestStringConvertible, Sendable {
    let name: String
    let term: LegalTerm
    let from: String
    let nominal: String
    let end: String
    var testDescription: String { name }

    init(_ name: String, _ term: LegalTerm, from: String, _ nominal: String, _ end: String) {
      (self.name, self.term, self.from, self.nominal, self.end) = (name, term, from, nominal, end)
    }
  }

  static let plain: [Vector] = [
    Vector(
      "t1: to Ascension Day; the Friday is a decree's", LegalTerm(length("P8W"), basis: "Ow art. 16.64 lid 1"),
      from: "2026-03-19", "2026-05-14", "2026-05-18"),
    Vector("t2: 24 December is no holiday", LegalTerm(length("P6W")), from: "2026-11-12", "2026-12-24", "2026-12-24"),
    Vector("t3: Christmas before a weekend", LegalTerm(length("P6W")), from: "2026-11-13", "2026-12-25", "2026-12-28"),
    Vector(
      "t4: New Year's Day", LegalTerm(length("P4W"), basis: "Woo art. 4.4 lid 1"), from: "2026-12-04", "2027-01-01",
      "2027-01-04"),
    Vector("t5: three days over Easter", LegalTerm(length("P3D")), from: "2026-04-02", "2026-04-05", "2026-04-08"),
    Vector("t6: three days over Christmas", LegalTerm(length("P3D")), from: "2025-12-24", "2025-12-27", "2025-12-30"),
    Vector(
      "t7: seven days for a personal plan", LegalTerm(length("P7D"), basis: "Wmo 2015 art. 2.3.2 lid 2", side: .client),
      from: "2026-05-07", "2026-05-14", "2026-05-18"),
    Vector(
      "t8: twelve weeks are not too long", LegalTerm(length("P12W")), from: "2026-01-10", "2026-04-04", "2026-04-07"),
    Vector(
      "t10: six months are", LegalTerm(length("P6M"), basis: "Awb art. 3:18 lid 1"), from: "2026-06-05", "2026-12-05",
      "2026-12-05"),
    Vector("t11: no day 31", LegalTerm(length("P6M")), from: "2026-08-31", "2027-02-28", "2027-02-28"),
    Vector("t12: three months", LegalTerm(length("P3M")), from: "2026-01-31", "2026-04-30", "2026-04-30"),
    Vector(
      "t13: six weeks with the first day", LegalTerm(length("P6W"), basis: "Awb art. 3:16 lid 2", starts: .sameDay),
      from: "2026-04-09", "2026-05-20", "2026-05-20"),
    Vector(
      "t14: working days around King's Day", LegalTerm(length("P3D*"), basis: "Wgs art. 4 lid 2"), from: "2026-04-24",
      "2026-04-30", "2026-04-30"),
    Vector(
      "t15: working days around Christmas", LegalTerm(length("P3D*"), basis: "Wgs art. 4 lid 2"), from: "2026-12-24",
      "2026-12-30", "2026-12-30"),
  ]

  @Test(arguments: plain) func comesOut(_ vector: Vector) throws {
    let result = try vector.term.from(vector.from)
    #expect(result.nominalEnd == day(vector.nominal))
    #expect(result.end == .lastDay(day(vector.end)))
    #expect(!result.isProvisional)
    #expect(result.calendarVersion == LegalCalendar.shipped.version)
  }

  @Test func `t9: eight weeks and six, with nothing in the way`() throws {
    let extended = Extension(announced: on("2026-02-20"), by: length("P6W"))
    let result = try LegalTerm(length("P8W")).from("2026-01-09", extensions: [extended])
    #expect(result.end == .lastDay(day("2026-04-17")))
    #expect(result.reading == .extendedTotal(.bySide))
  }

  @Test func `t16: the decision on an objection counts from the end of the window`() throws {
    let window = try LegalTerm(length("P6W"), basis: "Awb art. 6:7", side: .client).from("2026-03-16")
    #expect(window.nominalEnd == day("2026-04-27"))
    #expect(window.end == .lastDay(day("2026-04-28")))
    let anchor = try #require(Anchor("bezwaartermijn", endOf: window))
    let term = LegalTerm(length("P12W"), basis: "Awb art. 7:10 lid 1")
    let decision = try #require(try term.calculation(of: TermCourse(anchors: [anchor]), calendar: .shipped))
    #expect(decision.end == .lastDay(day("2026-07-21")))
    let course = TermCourse(anchors: [anchor], extensions: [Extension(announced: on("2026-07-20"), by: length("P6W"))])
    let adjourned = try #require(try term.calculation(of: course, calendar: .shipped))
    #expect(adjourned.end == .lastDay(day("2026-09-01")))
    #expect(adjourned.reading == .extendedTotal(.bySide))
  }

  @Test func `t17: thirteen days of completing the application`() throws {
    let pause = Pause(from: on("2026-02-10"), .until(on("2026-02-24")), basis: "Awb art. 4:15 lid 1 onder a")
    let result = try LegalTerm(length("P8W"), basis: "Awb art. 4:13 lid 2").from("2026-02-02", pauses: [pause])
    let base = try result.step { if case .length = $0 { true } else { false } }
    #expect(base.end == .lastDay(day("2026-03-30")))
    let step = try result.step { if case .pause = $0 { true } else { false } }
    #expect(step.kind == .pause(pause, from: day("2026-02-11"), through: day("2026-02-23"), days: 13))
    #expect(step.basis == "Awb art. 4:15 lid 1 onder a")
    #expect(step.end == .lastDay(day("2026-04-12")))
    #expect(result.nominalEnd == day("2026-04-12"))
    #expect(result.end == .lastDay(day("2026-04-13")))
  }

  @Test func `t18: after a notice of default two weeks, then 42 days of penalty`() throws {
    let notice = LegalTerm(length("P2W"), basis: "Awb art. 4:17 lid 3", isNoticeOfDefault: true)
    let twoWeeks = try notice.from("2026-06-01")
    #expect(twoWeeks.end == .lastDay(day("2026-06-15")))
    #expect(twoWeeks.reading == .noticeOfDefault(.moves))
    let penalty = LegalTerm(
      length("P42D"), basis: "Awb art. 4:17 lid 1", freeDays: .excluded(basis: "Awb art. 4:17 lid 1"))
    let course = TermCourse(anchors: [try #require(Anchor("ingebreke", endOf: twoWeeks))])
    let run = try #require(try penalty.calculation(of: course, calendar: .shipped))
    let start = try run.step { if case .start = $0 { true } else { false } }
    #expect(start.kind == .start(course.anchors[0], firstDay: day("2026-06-16")))
    #expect(run.end == .lastDay(day("2026-07-27")))
    #expect(run.rule == FreeDayRule(false, .excluded, basis: "Awb art. 4:17 lid 1"))
    for (through, euros) in [
      ("2026-06-15", 0), ("2026-06-16", 23), ("2026-06-29", 322), ("2026-06-30", 357), ("2026-07-27", 1442),
      ("2026-09-01", 1442),
    ] { #expect(run.penalty(.awb, through: day(through)) == euros, "\(through)") }
  }
}
