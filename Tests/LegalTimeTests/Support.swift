import FEEL
import Testing

@testable import LegalTime

/// A day, written as 2026-03-19.
func day(_ text: String) -> CivilDate {
  guard let date = CivilDate(iso: text) else { preconditionFailure("\(text) is no day") }
  return date
}

/// Something that happened on a day.
func on(_ text: String) -> Occurrence { Occurrence(on: day(text)) }

/// Something that happened at a moment, written as 2026-03-19T09:00:00+01:00.
func at(_ text: String) -> Occurrence { Occurrence(at: moment(text)) }

func moment(_ text: String) -> Moment {
  guard let moment = DateTime(iso: text)?.moment else { preconditionFailure("\(text) is no moment") }
  return moment
}

/// A length, written as P8W; working days as P3D*.
func length(_ text: String) -> TermLength {
  let isWorking = text.hasSuffix("*")
  guard let length = TermLength(iso: isWorking ? text.dropLast() : text[...], countsWorkingDays: isWorking) else {
    preconditionFailure("\(text) is no length")
  }
  return length
}

extension LegalTerm {
  /// The calculation of a course that starts on a day.
  func from(
    _ start: String, pauses: [Pause] = [], extensions: [Extension] = [], completed: Occurrence? = nil,
    voided: Occurrence? = nil, calendar: LegalCalendar = .shipped, readings: Readings = Readings()
  ) throws -> TermCalculation {
    let start = start.contains("T") ? at(start) : on(start)
    let course = TermCourse(
      anchors: [Anchor(at: start)], pauses: pauses, extensions: extensions, completed: completed, voided: voided)
    return try #require(try calculation(of: course, calendar: calendar, readings: readings))
  }
}

extension TermCalculation {
  /// The step of a kind that a test looks for.
  func step(where isWanted: (TermStep.Kind) -> Bool) throws -> TermStep {
    try #require(steps.first { isWanted($0.kind) })
  }

  /// The rule about weekends and holidays that was used.
  var rule: FreeDayRule? {
    for step in steps { if case .freeDays(let rule) = step.kind { return rule } }
    return nil
  }

  /// Why the pauses and extensions that change nothing do so.
  var withoutEffect: [NoEffect] {
    steps.compactMap { step in
      switch step.kind {
      case .pauseWithoutEffect(_, let reason), .extensionWithoutEffect(_, let reason): reason
      default: nil
      }
    }
  }
}
