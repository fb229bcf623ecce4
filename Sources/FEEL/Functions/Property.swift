/// A member that days, times, durations and ranges have (DMN 1.5 §10.3.2.13, tables 65 and 66).
enum Property: String, CaseIterable, Sendable {
  case year, month, day, weekday, hour, minute, second
  case timeOffset = "time offset"
  case timezone
  case days, hours, minutes, seconds, years, months
  case start, end
  case startIncluded = "start included"
  case endIncluded = "end included"

  /// The type it has on a value of a type; nil where there is no such member.
  func type(on type: ValueType) -> ValueType? {
    switch (type, self) {
    case (.date, .year), (.date, .month), (.date, .day), (.date, .weekday): .number
    case (.dateTime, .year), (.dateTime, .month), (.dateTime, .day), (.dateTime, .weekday): .number
    case (.dateTime, .hour), (.dateTime, .minute), (.dateTime, .second): .number
    case (.time, .hour), (.time, .minute), (.time, .second): .number
    case (.dateTime, .timeOffset), (.time, .timeOffset): .dayTimeDuration
    case (.dateTime, .timezone), (.time, .timezone): .string
    case (.dayTimeDuration, .days), (.dayTimeDuration, .hours), (.dayTimeDuration, .minutes),
      (.dayTimeDuration, .seconds):
      .number
    case (.yearMonthDuration, .years), (.yearMonthDuration, .months): .number
    case (.range(let element), .start), (.range(let element), .end): element
    case (.range, .startIncluded), (.range, .endIncluded): .boolean
    default: nil
    }
  }

  /// The members of a type, for a suggestion.
  static func names(on type: ValueType) -> [String] {
    allCases.filter { $0.type(on: type) != nil }.map(\.rawValue)
  }

  /// The member of a value; nil where there is none.
  func value(of value: Value) -> Value? {
    switch value {
    case .date(let date): ofDate(date)
    case .dateTime(let dateTime): ofDate(dateTime.date) ?? ofTime(dateTime.time, offset: dateTime.offset)
    case .time(let time): ofTime(time, offset: time.offset)
    case .dayTimeDuration(let duration): ofDuration(duration)
    case .yearMonthDuration(let duration):
      switch self {
      case .years: .number(Number(duration.months / 12))
      case .months: .number(Number(duration.months % 12))
      default: nil
      }
    case .range(let range): ofRange(range)
    case .null, .boolean, .number, .string, .list, .context, .function: nil
    }
  }

  private func ofDate(_ date: CivilDate) -> Value? {
    switch self {
    case .year: .number(Number(date.year))
    case .month: .number(Number(date.month))
    case .day: .number(Number(date.day))
    case .weekday: .number(Number(date.weekday))
    default: nil
    }
  }

  private func ofTime(_ time: TimeOfDay, offset: Int64) -> Value? {
    switch self {
    case .hour: .number(Number(time.hour))
    case .minute: .number(Number(time.minute))
    case .second: Number(nanoseconds: Int128(time.nanoseconds % 60_000_000_000)).flatMap(inSeconds)
    case .timeOffset: time.zone == nil ? .null : .dayTimeDuration(DayTimeDuration(seconds: offset))
    case .timezone: time.zone?.name.map { .string($0) } ?? .null
    default: nil
    }
  }

  private func ofDuration(_ duration: DayTimeDuration) -> Value? {
    let seconds = duration.total / 1_000_000_000
    let count: Int128
    switch self {
    case .days: count = seconds / 86_400
    case .hours: count = seconds / 3600 % 24
    case .minutes: count = seconds / 60 % 60
    case .seconds: return Number(nanoseconds: duration.total % 60_000_000_000).flatMap(inSeconds)
    default: return nil
    }
    return Number(nanoseconds: count).map { .number($0) }
  }

  /// Nanoseconds as a number of seconds.
  private func inSeconds(_ nanoseconds: Number) -> Value? {
    (nanoseconds * Number(small: 1, power: -9)).map { .number($0) }
  }

  private func ofRange(_ range: ValueRange) -> Value? {
    switch self {
    case .start: range.lower
    case .end: range.upper
    case .startIncluded: .boolean(range.includesLower)
    case .endIncluded: .boolean(range.includesUpper)
    default: nil
    }
  }
}
