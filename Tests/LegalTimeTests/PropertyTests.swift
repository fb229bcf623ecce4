import FEEL
import Testing

@testable import LegalTime

/// What holds of every term from 1900 to 2200, on seeded random terms and courses.
@Suite struct PropertyTests {
  /// Numbers that are the same on every run (SplitMix64).
  private struct Seeded {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    /// A day of the years 1900 to 2200, often one near a holiday.
    mutating func day() -> CivilDate {
      let year = 1900 + next(301)
      if next(2) == 0, let holiday = Holiday.allCases[next(11)].date(in: year) {
        return holiday.adding(days: next(9) - 60)
      }
      return CivilDate(year: year, month: 1 + next(12), day: 1 + next(28)) ?? CivilDate(daysSinceEpoch: next(60_000))
    }

    mutating func length() -> TermLength {
      switch next(5) {
      case 0: TermLength(1 + next(100), .days)
      case 1: TermLength(1 + next(14), .weeks)
      case 2: TermLength(1 + next(7), .months)
      case 3: TermLength(1 + next(2), .years)
      default: TermLength(1 + next(20), .workingDays)
      }
    }

    mutating func term() -> LegalTerm {
      LegalTerm(
        length(), source: next(4) == 0 ? LegalTerm.Source.allCases[next(5)] : .law,
        side: LegalTerm.Side.allCases[next(5)], starts: next(4) == 0 ? .sameDay : .dayAfter)
    }

    /// Pauses and extensions, some of them pointless.
    mutating func course(from start: CivilDate) -> TermCourse {
      var course = TermCourse(anchors: [Anchor(at: Occurrence(on: start))])
      for _ in 0..<next(3) {
        let from = start.adding(days: next(60))
        let end = Occurrence(on: from.adding(days: next(30)))
        course.pauses.append(Pause(from: Occurrence(on: from), next(2) == 0 ? .until(end) : .through(end)))
      }
      if next(3) == 0 {
        course.extensions = [Extension(announced: Occurrence(on: start.adding(days: next(40))), by: length())]
      }
      return course
    }
  }

  private func calculate(_ term: LegalTerm, _ course: TermCourse, _ calendar: LegalCalendar = .shipped) throws
    -> TermCalculation
  { try #require(try term.calculation(of: course, calendar: calendar)) }

  @Test func `no term of a law ends on a free day unless the law says so`() throws {
    var random = Seeded(state: 1)
    var moved = 0
    for _ in 0..<5000 {
      let (term, course) = (random.term(), random.course(from: random.day()))
      let result = try calculate(term, course)
      let end = try #require(result.lastDay)
      let rule = try #require(result.rule)
      guard LegalCalendar.shipped.freeDay(on: end) != nil else {
        moved += end == result.nominalEnd ? 0 : 1
        continue
      }
      #expect(!rule.applies && rule.basis != nil, "\(term) \(course)")
    }
    #expect(moved > 500)
  }

  @Test func `a covered term of three days or more holds two working days`() throws {
    var random = Seeded(state: 2)
    for _ in 0..<5000 {
      let (start, amount) = (random.day(), 3 + random.next(5))
      let result = try calculate(
        LegalTerm(TermLength(amount, .days)), TermCourse(anchors: [Anchor(at: Occurrence(on: start))]))
      let end = try #require(result.lastDay)
      let working = (1...start.days(until: end)).filter {
        LegalCalendar.shipped.freeDay(on: start.adding(days: $0)) == nil
      }
      #expect(working.count >= 2, "\(amount) days from \(start)")
    }
  }

  @Test func `pausing by n days moves the nominal end by n`() throws {
    var random = Seeded(state: 3)
    for _ in 0..<3000 {
      let (start, count) = (random.day(), 1 + random.next(200))
      var term = random.term()
      if term.length.unit == .workingDays { term.length.unit = .days }
      let plain = try calculate(term, TermCourse(anchors: [Anchor(at: Occurrence(on: start))]))
      let nominal = try #require(plain.nominalEnd)
      let length = start.days(until: nominal)
      guard length > 0 else { continue }
      let from = start.adding(days: random.next(length))
      let pause = Pause(from: Occurrence(on: from), .through(Occurrence(on: from.adding(days: count))))
      let paused = try calculate(term, TermCourse(anchors: plain.course.anchors, pauses: [pause]))
      #expect(paused.nominalEnd == nominal.adding(days: count), "\(term) from \(start), paused on \(from)")
    }
  }

  @Test func `another holiday never makes a term shorter`() throws {
    var random = Seeded(state: 4)
    var longer = 0
    for _ in 0..<5000 {
      let (term, course) = (random.term(), random.course(from: random.day()))
      let plain = try calculate(term, course)
      let end = try #require(plain.lastDay)
      let extra = end.adding(days: random.next(9) - 4)
      let calendar = LegalCalendar(
        version: "more", covers: LegalCalendar.shipped.covers,
        equatedDays: LegalCalendar.shipped.equatedDays.merging([extra: "test"]) { known, _ in known })
      let other = try #require(try calculate(term, course, calendar).lastDay)
      #expect(other >= end, "\(term) \(course) and \(extra)")
      longer += other > end ? 1 : 0
    }
    #expect(longer > 150)
  }

  @Test func `month arithmetic never leaves the month`() throws {
    var random = Seeded(state: 5)
    for _ in 0..<3000 {
      let (start, count) = (random.day().adding(days: random.next(4)), 1 + random.next(30))
      let result = try calculate(
        LegalTerm(TermLength(count, .months)), TermCourse(anchors: [Anchor(at: Occurrence(on: start))]))
      let end = try #require(result.nominalEnd)
      #expect(end.year * 12 + end.month == start.year * 12 + start.month + count)
      #expect(end.day == min(start.day, CivilDate.daysIn(month: end.month, year: end.year)))
    }
  }

  @Test func `weeks keep the weekday`() throws {
    var random = Seeded(state: 6)
    for _ in 0..<5000 {
      let (start, count) = (random.day(), 1 + random.next(60))
      let result = try calculate(
        LegalTerm(TermLength(count, .weeks)), TermCourse(anchors: [Anchor(at: Occurrence(on: start))]))
      #expect(result.nominalEnd == start.adding(days: 7 * count))
    }
  }

  @Test func `the steps lead to the end, and the same input to the same steps`() throws {
    var random = Seeded(state: 7)
    for _ in 0..<5000 {
      let result = try calculate(random.term(), random.course(from: random.day()))
      #expect(result.steps.last?.end == result.end)
      #expect(try result.recalculated(with: .shipped) == result)
      for language in TermLanguage.allCases {
        #expect(result.explanation(in: language).lines.allSatisfy { !$0.text.isEmpty && !$0.label.isEmpty })
      }
    }
  }
}
