let temporalFunctions: [Function] =
  [
    Function("date", [.init("from", .any)], isLiteral: true, .always(.date)) { arguments throws(Fault.Reason) in
      switch try arguments.one(0) {
      case .date(let date): return .date(date)
      case .dateTime(let dateTime): return .date(dateTime.date)
      default:
        guard let date = CivilDate(xml: try arguments.string(0)) else { throw .notRead("a date") }
        return .date(date)
      }
    },
    Function(
      "date", [.init("year", .number), .init("month", .number), .init("day", .number)], isLiteral: true, .always(.date)
    ) { arguments throws(Fault.Reason) in
      let (year, month, day) = (try arguments.int(0), try arguments.int(1), try arguments.int(2))
      guard let date = CivilDate(year: year, month: month, day: day) else { throw .notRead("a date") }
      return .date(date)
    },
    Function("time", [.init("from", .any)], isLiteral: true, .always(.time)) { arguments throws(Fault.Reason) in
      switch try arguments.one(0) {
      case .time(let time): return .time(time)
      case .dateTime(let dateTime): return .time(dateTime.time)
      case .date: return .time(TimeOfDay(wrapping: 0, zone: .utc))
      default:
        guard let time = TimeOfDay(iso: try arguments.string(0)) else { throw .notRead("a time") }
        return .time(time)
      }
    },
    Function(
      "time",
      [
        .init("hour", .number), .init("minute", .number), .init("second", .number),
        .init("offset", .dayTimeDuration, isOptional: true),
      ], isLiteral: true, .always(.time)
    ) { arguments throws(Fault.Reason) in .time(try timeOfParts(arguments, from: 0)) },
    Function("date and time", [.init("from", .any)], isLiteral: true, .always(.dateTime)) {
      arguments throws(Fault.Reason) in
      switch try arguments.one(0) {
      case .dateTime(let dateTime): return .dateTime(dateTime)
      case .date(let date): return .dateTime(DateTime(date: date, time: TimeOfDay(wrapping: 0, zone: nil)))
      default:
        let text = try arguments.string(0)
        if let dateTime = DateTime(iso: text) { return .dateTime(dateTime) }
        guard let dateTime = DateTime(midnight: text) else { throw .notRead("a date and time") }
        return .dateTime(dateTime)
      }
    },
    Function("date and time", [.init("date", .any), .init("time", .time)], .always(.dateTime)) {
      arguments throws(Fault.Reason) in
      guard case .time(let time) = try arguments.one(1) else { throw .wrongKind }
      return .dateTime(DateTime(date: try day(arguments, 0), time: time))
    },
    Function(
      "date and time",
      [
        .init("year", .number), .init("month", .number), .init("day", .number), .init("hour", .number),
        .init("minute", .number), .init("second", .number), .init("offset", .dayTimeDuration, isOptional: true),
      ], isLiteral: true, .always(.dateTime)
    ) { arguments throws(Fault.Reason) in
      let (year, month, day) = (try arguments.int(0), try arguments.int(1), try arguments.int(2))
      guard let date = CivilDate(year: year, month: month, day: day) else { throw .notRead("a date and time") }
      return .dateTime(DateTime(date: date, time: try timeOfParts(arguments, from: 3)))
    },
    Function("duration", [.init("from", .any)], isLiteral: true, .duration) { arguments throws(Fault.Reason) in
      switch try arguments.one(0) {
      case .dayTimeDuration(let duration): return .dayTimeDuration(duration)
      case .yearMonthDuration(let duration): return .yearMonthDuration(duration)
      default:
        guard let duration = durationValue(try arguments.string(0)) else { throw .notRead("a duration") }
        return duration
      }
    },
    Function("is", [.init("value1", .any), .init("value2", .any)], .always(.boolean)) { arguments in
      .boolean(arguments.value(0).isSame(as: arguments.value(1)))
    },
    Function("years and months duration", [.init("from", .any), .init("to", .any)], .always(.yearMonthDuration)) {
      arguments throws(Fault.Reason) in
      let (first, last) = (try instant(arguments, 0), try instant(arguments, 1))
      return .yearMonthDuration(YearMonthDuration(months: wholeMonths(first, last)))
    },
  ] + calendarFunctions

private let calendarFunctions: [Function] = [
  Function("day of week", [.init("date", .any)], .always(.string)) { arguments throws(Fault.Reason) in
    let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    return .string(names[try day(arguments, 0).weekday - 1])
  },
  Function("month of year", [.init("date", .any)], .always(.string)) { arguments throws(Fault.Reason) in
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    return .string(names[try day(arguments, 0).month - 1])
  },
  Function("day of year", [.init("date", .any)], .always(.number)) { arguments throws(Fault.Reason) in
    .number(Number(try day(arguments, 0).dayOfYear))
  },
  Function("week of year", [.init("date", .any)], .always(.number)) { arguments throws(Fault.Reason) in
    .number(Number(try day(arguments, 0).weekOfYear))
  },
  calendarPart("day", .day), calendarPart("month", .month), calendarPart("year", .year),
]

/// A property of a day as a function: `year(date)`.
private func calendarPart(_ name: String, _ property: Property) -> Function {
  Function(name, [.init("date", .any)], .always(.number)) { arguments throws(Fault.Reason) in
    property.value(of: .date(try day(arguments, 0))) ?? .null
  }
}

private func day(_ arguments: Arguments, _ index: Int) throws(Fault.Reason) -> CivilDate {
  switch try arguments.one(index) {
  case .date(let date): return date
  case .dateTime(let dateTime): return dateTime.date
  default: throw .wrongKind
  }
}

/// A time from the hour, minute, second and optional offset that stand from an argument on.
private func timeOfParts(_ arguments: Arguments, from first: Int) throws(Fault.Reason) -> TimeOfDay {
  let (hour, minute) = (try arguments.int(first), try arguments.int(first + 1))
  let second = try arguments.number(first + 2)
  var zone: Zone?
  if arguments.isGiven(first + 3) {
    guard case .dayTimeDuration(let offset) = try arguments.one(first + 3), offset.nanoseconds == 0,
      offset.seconds.magnitude <= 14 * 3600
    else { throw .notRead("a time") }
    zone = .offset(seconds: Int32(offset.seconds))
  }
  guard (0..<24).contains(hour), (0..<60).contains(minute), !second.isNegative, second < Number(60),
    let nanoseconds = (second * Number(1_000_000_000))?.rounded(decimals: 0, .down)?.int,
    let time = TimeOfDay(nanoseconds: Int64(hour * 3600 + minute * 60) * 1_000_000_000 + Int64(nanoseconds), zone: zone)
  else { throw .notRead("a time") }
  return time
}

extension Arguments {
  /// The value, or the only item of a list; not null.
  func one(_ index: Int) throws(Fault.Reason) -> Value {
    if case .list(let items) = value(index), items.count == 1, !items[0].isNull { return items[0] }
    return try some(index)
  }
}

extension CivilDate {
  /// The number of the day in its year, from 1.
  fileprivate var dayOfYear: Int {
    var first = self
    (first.month, first.day) = (1, 1)
    return daysSinceEpoch - first.daysSinceEpoch + 1
  }

  /// The number of the week in its year, from 1: weeks begin on Monday and belong to the year of their Thursday (ISO 8601).
  fileprivate var weekOfYear: Int { (adding(days: 4 - weekday).dayOfYear + 6) / 7 }
}

extension Value {
  /// Whether this and the other are the same element of FEEL's domain (DMN 1.5 §10.3.2.2): equal, and of dates and times
  /// the parts, the zone among them.
  func isSame(as other: Value) -> Bool {
    switch (self, other) {
    case (.time(let a), .time(let b)): a.nanoseconds == b.nanoseconds && a.zone == b.zone
    case (.dateTime(let a), .dateTime(let b)): a.wallTotal == b.wallTotal && a.zone == b.zone
    case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
    case (.context(let a), .context(let b)):
      a.entries.count == b.entries.count
        && a.entries.allSatisfy { entry in b[entry.key].map { entry.value.isSame(as: $0) } ?? false }
    case (.range(let a), .range(let b)):
      a.lower.isSame(as: b.lower) && a.upper.isSame(as: b.upper) && a.includesLower == b.includesLower
        && a.includesUpper == b.includesUpper
    default: self == other
    }
  }
}

/// A duration of either kind.
func durationValue(_ text: String) -> Value? {
  DayTimeDuration(iso: text).map { .dayTimeDuration($0) }
    ?? YearMonthDuration(iso: text).map { .yearMonthDuration($0) }
}

/// What `@"…"` stands for; nil when it is none of the forms (DMN 1.5 §10.3.4.1, rule 66).
func temporalValue(_ text: String) -> Value? {
  CivilDate(iso: text).map { .date($0) } ?? DateTime(iso: text).map { .dateTime($0) }
    ?? TimeOfDay(iso: text).map { .time($0) } ?? durationValue(text)
}

/// A date as its midnight, or a date and time as the wall shows it.
private func instant(
  _ arguments: Arguments, _ index: Int
) throws(Fault.Reason) -> (day: CivilDate, nanoseconds: Int64) {
  if case .dateTime(let dateTime) = try arguments.one(index) { return (dateTime.date, dateTime.time.nanoseconds) }
  return (try day(arguments, index), 0)
}

/// Whole months from one day and time to another, towards zero.
private func wholeMonths(
  _ first: (day: CivilDate, nanoseconds: Int64), _ last: (day: CivilDate, nanoseconds: Int64)
) -> Int {
  let months = (last.day.year - first.day.year) * 12 + last.day.month - first.day.month
  let (start, end) = ((first.day.day, first.nanoseconds), (last.day.day, last.nanoseconds))
  if months > 0, end < start { return months - 1 }
  if months < 0, end > start { return months + 1 }
  return months
}
