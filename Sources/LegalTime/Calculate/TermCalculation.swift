import FEEL

/// How a term was calculated: every step from its start to its end, and what the calculation rests on.
///
/// It holds its whole input, so that it can be made again: with the same calendar it is equal to itself, and
/// ``recalculated(with:)`` tells what another calendar makes of it.
public struct TermCalculation: Hashable, Sendable {
  /// The term.
  public let term: LegalTerm
  /// What happened.
  public let course: TermCourse
  /// How open questions were to be read.
  public let readings: Readings
  /// The version of the calendar that was used.
  public let calendarVersion: String
  /// The steps, in the order of the reasoning; the last says when the term ends, or what came of it.
  public let steps: [TermStep]
  /// The end before weekends and holidays, which pauses and extensions move; nil for a term in hours.
  public let nominalEnd: CivilDate?
  /// When the term ends.
  public let end: TermEnd
  /// What came of it; nil as long as it is open, or when its end passed and what it is for was not done.
  public let outcome: TermOutcome?
  /// Whether the end depends on days of which the calendar does not know yet whether a royal decree names them.
  public let isProvisional: Bool

  /// The first moment after the term; nil while it is suspended.
  public var due: Moment? {
    switch end {
    case .lastDay(let day): day.end
    case .moment(let moment): moment
    case .suspended: nil
    }
  }

  /// The last day of the term, in which a term in hours ends; nil while it is suspended.
  public var lastDay: CivilDate? {
    switch end {
    case .lastDay(let day): day
    case .moment(let moment): DutchTime.wallClock(at: moment).date
    case .suspended: nil
    }
  }

  /// How an open question was read on the way to this end; nil when none mattered.
  public var reading: Reading? {
    for step in steps {
      if case .freeDays(let rule) = step.kind, let reading = rule.reading { return reading }
    }
    return nil
  }

  /// The same term and course with another calendar, as when a new version lands while a case runs.
  ///
  /// - Throws: what ``LegalTerm/calculation(of:calendar:readings:)`` throws.
  public func recalculated(with calendar: LegalCalendar) throws(TermFault) -> TermCalculation {
    // The course started this calculation, so it starts that one.
    try term.calculation(of: course, calendar: calendar, readings: readings) ?? self
  }
}

/// When a term ends.
public enum TermEnd: Hashable, Sendable {
  /// At the end of that day, 24:00 in the Netherlands.
  case lastDay(CivilDate)
  /// At a moment: a term in hours.
  case moment(Moment)
  /// It is suspended, and so many days are left when the pause ends: working days of a term in working days, and of one in
  /// hours the whole days.
  case suspended(daysLeft: Int)
}

/// What came of a term.
public enum TermOutcome: Hashable, Sendable {
  /// Done in time.
  case met
  /// Done so many days after the last day; 0 for a term in hours that was missed by less than a day.
  case metLate(days: Int)
  /// Fell away before its end.
  case void
}

/// A step of a calculation.
public struct TermStep: Hashable, Sendable {
  /// What the step is.
  public let kind: Kind
  /// The provision that it rests on; nil where none was given.
  public let basis: String?
  /// When the term ends as far as it has been calculated.
  public let end: TermEnd

  /// What a step is.
  public enum Kind: Hashable, Sendable {
    /// What the term is counted from, and the first day that counts: back from it for a backward term, nil for hours.
    case start(Anchor, firstDay: CivilDate?)
    /// The length as it stands in the provision.
    case length(TermLength)
    /// Days that a pause takes out, both included, without those that another took out already.
    case pause(Pause, from: CivilDate, through: CivilDate, days: Int)
    /// A pause that has not ended.
    case suspended(Pause, from: CivilDate)
    /// A pause that changes nothing.
    case pauseWithoutEffect(Pause, NoEffect)
    /// An extension, with what was granted: no more than the power allows.
    case extended(Extension, granted: TermLength)
    /// An extension that changes nothing.
    case extensionWithoutEffect(Extension, NoEffect)
    /// Whether weekends and holidays move the end, and why.
    case freeDays(FreeDayRule)
    /// The end moves over days on which a term cannot end (Algemene termijnenwet art. 1).
    case movedOver([SkippedDay])
    /// The term holds too few working days and is made longer (art. 2), over these days.
    case minimum(workingDays: Int, over: [SkippedDay])
    /// When it ends.
    case end
    /// What came of it.
    case outcome(TermOutcome, at: Occurrence)
  }
}

/// A day over which the end of a term moves.
public struct SkippedDay: Hashable, Sendable {
  /// The day.
  public let date: CivilDate
  /// Why the term does not end on it.
  public let reason: Reason

  /// Why a term does not end on a day.
  public enum Reason: Hashable, Sendable {
    /// It is no working day.
    case free(FreeDay)
    /// The term is paused on it.
    case paused
    /// It is a working day, and the term holds too few.
    case tooFew
  }
}

/// Why a pause or an extension changes nothing.
public enum NoEffect: Hashable, Sendable {
  /// The term had ended before.
  case over(TermEnd)
  /// It lies before the start.
  case beforeStart
  /// It ended before a day was out.
  case noDays
  /// Its days are in another pause.
  case inOtherPause
  /// It was announced after the latest day for it.
  case tooLate(latest: CivilDate)
  /// It was used as often as the power allows.
  case tooOften(Int)
}

/// What is wrong with the description of a term or of its course, so that nothing can be calculated.
public enum TermFault: Error, Hashable, Sendable {
  /// A length is negative or beyond 999,999.
  case length(TermLength)
  /// Something lies before the year 1 or after the year 9999.
  case beyondYears
  /// A pause ends before it begins.
  case pauseEndsFirst(Pause)
  /// A term in hours is extended by days, or the other way round.
  case unitsDiffer(Extension)
  /// There are more pauses and extensions than so many.
  case changes(most: Int)
  /// A backward term is paused or extended: the law knows no such thing.
  case backwardChanges
}

extension TermFault: CustomStringConvertible {
  /// What is wrong, in lower case, without a full stop.
  public var description: String {
    switch self {
    case .length(let length): "a term cannot be \(length.amount) \(length.unit.rawValue) long"
    case .beyondYears: "the term does not lie within the years 1 to 9999"
    case .pauseEndsFirst(let pause): "the pause from \(pause.from.date) ends before it begins"
    case .unitsDiffer(let use):
      "\(use.by.iso) cannot extend it: a term in hours is extended by hours, and another by days or more"
    case .changes(let most): "a term has at most \(most) pauses and extensions"
    case .backwardChanges: "a backward term cannot be paused or extended"
    }
  }
}
