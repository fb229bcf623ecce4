import FEEL

// Where the kernel makes and reads values of FEEL that are more than null, booleans and strings.

extension Value {
  /// A moment as a value.
  init(moment: Moment) { self = .dateTime(DateTime(moment)) }

  /// The day of a moment, by the legal time of the Netherlands.
  init(dayOf moment: Moment) { self = .date(DutchTime.wallClock(at: moment).date) }

  /// A span of time as a value, in whole seconds.
  init(milliseconds: Int64) { self = .dayTimeDuration(DayTimeDuration(seconds: milliseconds / 1000)) }

  /// The moment a clock is due that starts at a moment with this value as its duration; nil when it is none.
  func due(from moment: Moment) -> Moment? {
    switch self {
    case .dayTimeDuration(let duration):
      duration.milliseconds.map { moment.adding(CalendarDuration(milliseconds: $0)) }
    case .yearMonthDuration(let duration): moment.adding(CalendarDuration(months: duration.months))
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
