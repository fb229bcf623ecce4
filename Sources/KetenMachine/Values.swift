import FEEL

// Where the kernel makes and reads values of FEEL that are more than null, booleans and strings.

extension Value {
  /// A moment as a value.
  init(moment: Moment) { self = .dateTime(DateTime(moment)) }

  /// The day of a moment, by the legal time of the Netherlands.
  init(dayOf moment: Moment) { self = .date(DutchTime.wallClock(at: moment).date) }

  /// A span of time as a value, in whole seconds.
  init(milliseconds: Int64) { self = .dayTimeDuration(DayTimeDuration(seconds: milliseconds / 1000)) }

  /// When a clock is due that starts at a moment with this value: a duration that is not negative, a date (the begin of
  /// that day by the legal time of the Netherlands), a date and time, or a text of one of these or of a cycle, as
  /// `R3/P1D`; nil when it is none.
  package func timer(from moment: Moment) -> TimerValue? {
    switch self {
    case .dayTimeDuration(let duration):
      duration.milliseconds.flatMap { TimerValue(after: CalendarDuration(milliseconds: $0), from: moment) }
    case .yearMonthDuration(let duration): TimerValue(after: CalendarDuration(months: duration.months), from: moment)
    case .date(let date): TimerValue(due: DutchTime.moment(date: date, milliseconds: 0))
    case .dateTime(let dateTime): dateTime.moment.map { TimerValue(due: $0) }
    case .string(let text): TimerValue(text, from: moment)
    default: nil
    }
  }

  /// Whether the value may stand where a type is asked for; null always may.
  func fits(_ type: ValueType) -> Bool { type.contains(self) }

  /// A list with one element more; null counts as an empty list.
  func appending(_ element: Value) -> Value {
    switch self {
    case .list(let values): .list(values + [element])
    case .null: .list([element])
    default: .list([self, element])
    }
  }
}

/// What a computed timer comes to.
package struct TimerValue: Hashable, Sendable {
  package var due: Moment
  /// Of a cycle: the time between two ticks, and how many there are, nil for without end.
  package var interval: CalendarDuration?
  package var ticks: Int? = 1

  init(due: Moment) { self.due = due }

  fileprivate init?(after duration: CalendarDuration, from moment: Moment) {
    guard duration.months >= 0, duration.days >= 0, duration.milliseconds >= 0 else { return nil }
    due = moment.adding(duration)
  }

  /// A text as a literal timer has it.
  fileprivate init?(_ text: String, from moment: Moment) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, parts[0].first == "R", let duration = CalendarDuration(iso: parts[1]) {
      self.init(cycle: parts[0].dropFirst(), duration, from: moment)
    } else if let duration = CalendarDuration(iso: text) {
      self.init(after: duration, from: moment)
    } else if let moment = DateTime(iso: text)?.moment {
      self.init(due: moment)
    } else {
      return nil
    }
  }

  /// A cycle of no length would never come to rest.
  private init?(cycle count: Substring, _ duration: CalendarDuration, from moment: Moment) {
    self.init(after: duration, from: moment)
    let count = count.isEmpty ? nil : Int(count) ?? 0
    guard due > moment, count ?? 1 > 0 else { return nil }
    (interval, ticks) = (duration, count)
  }
}
