import FEEL

extension LegalTerm {
  /// Calculates when the term ends in a course of events, and how that comes about; nil while nothing has started it.
  ///
  /// A pure function: no clock is read, and the calculation names the calendar and the readings that it used.
  ///
  /// - Throws: what cannot be counted. An act that the law gives no effect is no fault, but a step that says so.
  public func calculation(
    of course: TermCourse, calendar: LegalCalendar, readings: Readings = Readings()
  ) throws(TermFault) -> TermCalculation? {
    guard let anchor = course.anchors.min(by: { $0.at < $1.at }) else { return nil }
    try check(course)
    let draft: TermDraft
    if length.unit == .hours {
      var count = HourCount(term: self, calendar: calendar, anchor: anchor)
      draft = try count.run(course)
    } else {
      var count = TermCount(term: self, calendar: calendar, readings: readings, anchor: anchor)
      draft = try count.run(course)
    }
    var steps = draft.steps
    let outcome = outcome(of: course, draft.end)
    if let (outcome, occurrence) = outcome {
      steps.append(TermStep(kind: .outcome(outcome, at: occurrence), basis: nil, end: draft.end))
    }
    return TermCalculation(
      term: self, course: course, readings: readings, calendarVersion: calendar.version, steps: steps,
      nominalEnd: draft.nominalEnd, end: draft.end, outcome: outcome?.0, isProvisional: draft.isProvisional)
  }

  private func check(_ course: TermCourse) throws(TermFault) {
    _ = try length.inRange()
    // Each is looked at once, but the course is the host's: a bound keeps a hostile one cheap.
    if course.pauses.count + course.extensions.count > changesMax { throw .changes(most: changesMax) }
    var occurrences = course.anchors.map(\.at) + course.pauses.map(\.from) + course.extensions.map(\.announced)
    for pause in course.pauses {
      switch pause.end {
      case .open: continue
      case .until(let end), .through(let end):
        if end.date < pause.from.date { throw .pauseEndsFirst(pause) }
        occurrences.append(end)
      }
    }
    for use in course.extensions {
      for length in [use.by, use.power.upTo, use.power.latest] { _ = try length?.inRange() }
      let bounds = [use.by, use.power.upTo].compactMap { $0 }
      if bounds.contains(where: { ($0.unit == .hours) != (length.unit == .hours) }) { throw .unitsDiffer(use) }
    }
    for occurrence in occurrences + [course.completed, course.voided].compactMap({ $0 }) {
      _ = try occurrence.date.inRange()
    }
    if direction == .backward, !course.pauses.isEmpty || !course.extensions.isEmpty { throw .backwardChanges }
  }

  /// What came of the term, and when; a term that was exceeded before it fell away stays exceeded.
  private func outcome(of course: TermCourse, _ end: TermEnd) -> (TermOutcome, Occurrence)? {
    if let completed = course.completed, course.voided.map({ completed <= $0 }) ?? true {
      switch end {
      case .suspended: return (.met, completed)
      case .lastDay(let day):
        let late = day.days(until: completed.date)
        return (late > 0 ? .metLate(days: late) : .met, completed)
      case .moment(let moment):
        let late = completed.begin.milliseconds - moment.milliseconds
        return (late > 0 ? .metLate(days: Int(late / 86_400_000)) : .met, completed)
      }
    }
    guard let voided = course.voided else { return nil }
    let isInTime =
      switch end {
      case .suspended: true
      case .lastDay(let day): voided.date <= day
      case .moment(let moment): voided.begin <= moment
      }
    guard isInTime else { return nil }
    return (.void, voided)
  }
}

private let changesMax = 1000

/// What a count came to.
struct TermDraft {
  var steps: [TermStep]
  var nominalEnd: CivilDate?
  var end: TermEnd
  var isProvisional = false
}

/// A pause or an extension.
enum TermChange {
  case pause(Pause)
  case extend(Extension)

  /// When it began or was announced.
  var at: Occurrence {
    switch self {
    case .pause(let pause): pause.from
    case .extend(let use): use.announced
    }
  }
}

extension TermCourse {
  /// The pauses and extensions in the order in which they happened.
  var changes: [TermChange] {
    let all = pauses.map(TermChange.pause) + extensions.map(TermChange.extend)
    return all.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
  }
}
