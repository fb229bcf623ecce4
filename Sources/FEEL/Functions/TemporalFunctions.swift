let temporalFunctions: [Function] =
  [
    Function("date", [.init("from", .any)], isLiteral: true, .always(.date)) { arguments throws(Fault.Reason) in
      switch try arguments.some(0) {
      case .date(let date): return .date(date)
      case .dateTime(let dateTime): return .date(dateTime.date)
      default:
        guard let date = CivilDate(iso: try arguments.string(0)) else { throw .notRead("a date") }
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
      switch try arguments.some(0) {
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
      switch try arguments.some(0) {
      case .dateTime(let dateTime): return .dateTime(dateTime)
      case .date(let date): return .dateTime(DateTime(date: date, time: TimeOfDay(wrapping: 0, zone: nil)))
      default:
        let text = try arguments.string(0)
        if let dateTime = DateTime(iso: text) { return .dateTime(dateTime) }
        guard let date = CivilDate(iso: text) else { throw .notRead("a date and time") }
        return .dateTime(DateTime(date: date, time: TimeOfDay(wrapping: 0, zone: nil)))
      }
    },
    Function("date and time", [.init("date", .any), .init("time", .time)], .always(.dateTime)) {
      arguments throws(Fault.Reason) in
      guard case .time(let time) = try arguments.some(1) else { throw .wrongKind }
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
      switch try arguments.some(0) {
      case .dayTimeDuration(let duration): return .dayTimeDuration(duration)
      case .yearMonthDuration(let duration): return .yearMonthDuration(duration)
      default:
        guard let duration = durationValue(try arguments.string(0)) else { throw .notRead("a duration") }
        return duration
      }
    },
    Function("years and months duration", [.init("from", .any), .init("to", .any)], .always(.yearMonthDuration)) {
      arguments throws(Fault.Reason) in
      let (first, last) = (try day(arguments, 0), try day(arguments, 1))
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
  calendarPart("day", .day), calendarPart("month", .month), calendarPart("year", .year),
]

/// A property of a day as a function: `year(date)`.
private func calendarPart(_ name: String, _ property: Property) -> Function {
  Function(name, [.init("date", .any)], .always(.number)) { arguments throws(Fault.Reason) in
    property.value(of: .date(try day(arguments, 0))) ?? .null
  }
}

private func day(_ arguments: Arguments, _ index: Int) throws(Fault.Reason) -> CivilDate {
  switch try arguments.some(index) {
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
    guard case .dayTimeDuration(let offset) = arguments.value(first + 3), offset.nanoseconds == 0,
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

/// Whole months from one day to another, towards zero.
private func wholeMonths(_ first: CivilDate, _ last: CivilDate) -> Int {
  let months = (last.year - first.year) * 12 + last.month - first.month
  if months > 0, last.day < first.day { return months - 1 }
  if months < 0, last.day > first.day { return months + 1 }
  return months
}
