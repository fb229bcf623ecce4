import FEEL

// Counting days, weeks, months and years: the last day of a length, before weekends and holidays.

extension LegalTerm {
  /// The first day that counts after (or, backward, before) the day of the event.
  func firstDay(from event: CivilDate) -> CivilDate {
    guard starts == .dayAfter else { return event }
    return event.adding(days: direction == .forward ? 1 : -1)
  }

  /// Whether a chain's closing days are no working days of this term: a law does not know them.
  var countsClosingDays: Bool { source == .authority || source == .agreement }

  /// The last day of a length that is counted from an event on a day.
  ///
  /// Weeks end on the weekday of the event and months on its day number, or on the last day of a month that lacks it.
  /// Where the day of the event counts, that is a day earlier.
  func nominalEnd(of length: TermLength, from event: CivilDate, _ calendar: LegalCalendar) throws(TermFault)
    -> CivilDate
  {
    guard direction == .forward else { return try backwardEnd(of: length, from: event, calendar) }
    let early = starts == .sameDay && length.amount > 0 ? 1 : 0
    let last: CivilDate
    switch length.unit {
    case .hours, .days: last = event.adding(days: length.amount - early)
    case .weeks: last = event.adding(days: 7 * length.amount - early)
    case .months, .years:
      let months = length.amount * (length.unit == .years ? 12 : 1)
      let target = event.adding(months: months)
      // A month that lacks the day number ends the term with its last day, whichever day was the first.
      last = target.day < event.day ? target : target.adding(days: -early)
    case .workingDays:
      last = try calendar.workingDay(length.amount, from: event.adding(days: -early), for: self)
    }
    return try last.inRange()
  }

  /// The last day on which something can be done that must be done so long before an event.
  ///
  /// The days lie wholly between: ten days before a hearing leave the eleventh day (ECLI:NL:RVS:2006:AX4384).
  private func backwardEnd(
    of length: TermLength, from event: CivilDate, _ calendar: LegalCalendar
  ) throws(TermFault) -> CivilDate {
    let late = starts == .sameDay && length.amount > 0 ? 1 : 0
    let first: CivilDate
    switch length.unit {
    case .hours, .days: first = event.adding(days: late - length.amount)
    case .weeks: first = event.adding(days: late - 7 * length.amount)
    case .months, .years:
      first = event.adding(months: -length.amount * (length.unit == .years ? 12 : 1)).adding(days: late)
    case .workingDays:
      var day = event.adding(days: late)
      var left = length.amount
      while left > 0 {
        day = try day.adding(days: -1).inRange()
        if calendar.freeDay(on: day, countsClosingDays: countsClosingDays) == nil { left -= 1 }
      }
      first = day
    }
    return try first.adding(days: -1).inRange()
  }
}

extension LegalCalendar {
  /// The working day that is so many working days after a day, without those that do not count.
  func workingDay(
    _ count: Int, from day: CivilDate, for term: LegalTerm, without paused: PausedDays = PausedDays()
  ) throws(TermFault) -> CivilDate {
    var (day, left) = (day, count)
    while left > 0 {
      day = try day.adding(days: 1).inRange()
      if !paused.contains(day), freeDay(on: day, countsClosingDays: term.countsClosingDays) == nil { left -= 1 }
    }
    return day
  }
}

extension CivilDate {
  /// The day itself, when the law's clock can count it.
  func inRange() throws(TermFault) -> CivilDate {
    guard (1...9999).contains(year) else { throw .beyondYears }
    return self
  }

  /// How many days later another day is.
  func days(until other: CivilDate) -> Int { other.daysSinceEpoch - daysSinceEpoch }
}

extension TermLength {
  /// The length itself, when it can be counted.
  func inRange() throws(TermFault) -> TermLength {
    guard (0...999_999).contains(amount) else { throw .length(self) }
    return self
  }
}
