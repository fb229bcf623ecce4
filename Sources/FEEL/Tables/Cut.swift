/// The kinds of values that a set tells apart, in the order in which a set lists them.
enum ValueKind: UInt8, Hashable, Sendable, CaseIterable, Comparable {
  case null, boolean, number, string, date, time, dateTime, dayTimeDuration, yearMonthDuration
  /// Lists, contexts and ranges: a set has all of them or none.
  case structure
  /// Past the last kind.
  case end

  static func < (left: ValueKind, right: ValueKind) -> Bool { left.rawValue < right.rawValue }

  /// The kind after it.
  var next: ValueKind { ValueKind(rawValue: rawValue + 1) ?? .end }

  /// The kind of a value.
  init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .boolean: self = .boolean
    case .number: self = .number
    case .string: self = .string
    case .date: self = .date
    case .time: self = .time
    case .dateTime: self = .dateTime
    case .dayTimeDuration: self = .dayTimeDuration
    case .yearMonthDuration: self = .yearMonthDuration
    case .list, .context, .range, .function: self = .structure
    }
  }

  /// What the kind is called.
  var name: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .number: "number"
    case .string: "string"
    case .date: "date"
    case .time: "time"
    case .dateTime: "date and time"
    case .dayTimeDuration: "days and time duration"
    case .yearMonthDuration: "years and months duration"
    case .structure, .end: "list, context or range"
    }
  }
}

/// A place between values: before the first of a kind, or just below or above a value of it.
///
/// Two places with no value between them are one cut. So a kind whose values have successors (days, months, nanoseconds)
/// has no cuts above a value, and there is no cut below the first string or below one that ends in U+0000.
struct Cut: Hashable, Sendable {
  let kind: ValueKind
  /// Null where the kind starts.
  let value: Value
  let isAbove: Bool

  private init(_ kind: ValueKind, _ value: Value, isAbove: Bool) {
    (self.kind, self.value, self.isAbove) = (kind, value, isAbove)
  }

  /// Before the first value of a kind.
  static func start(_ kind: ValueKind) -> Cut { Cut(kind, .null, isAbove: false) }

  /// Just below a value; before all structures where it is one.
  static func below(_ value: Value) -> Cut {
    let kind = ValueKind(value)
    switch value {
    case .null, .boolean(false), .list, .context, .range: return start(kind)
    case .string(let text):
      guard let last = text.unicodeScalars.last else { return start(kind) }
      guard last == "\0" else { return Cut(kind, value, isAbove: false) }
      return Cut(kind, .string(String(String.UnicodeScalarView(text.unicodeScalars.dropLast()))), isAbove: true)
    default: return Cut(kind, value, isAbove: false)
    }
  }

  /// Just above a value; after all structures where it is one.
  static func above(_ value: Value) -> Cut {
    let kind = ValueKind(value)
    switch value {
    case .number, .string: return Cut(kind, value, isAbove: true)
    default: return value.successor.map { Cut(kind, $0, isAbove: false) } ?? start(kind.next)
    }
  }

  /// Whether a value lies above it.
  func isBelow(_ other: Value) -> Bool {
    let otherKind = ValueKind(other)
    guard kind == otherKind else { return kind < otherKind }
    guard !value.isNull else { return true }
    guard case .boolean(let bound) = value, case .boolean(let flag) = other else {
      let order = value.order(other) ?? 0
      return order < 0 || order == 0 && !isAbove
    }
    return flag || !bound
  }
}

extension Cut: Comparable {
  /// The lower place is less.
  static func < (left: Cut, right: Cut) -> Bool {
    guard left.kind == right.kind else { return left.kind < right.kind }
    guard !left.value.isNull, !right.value.isNull else { return left.value.isNull && !right.value.isNull }
    // There is but one cut among the booleans.
    let order = left.value.order(right.value) ?? 0
    return order < 0 || order == 0 && !left.isAbove && right.isAbove
  }
}

extension Value {
  /// The next value of a kind that is counted in steps: the booleans, days, months, nanoseconds; nil of others and at
  /// the end.
  var successor: Value? { stepped(by: 1) }

  /// The value before it, likewise.
  var predecessor: Value? { stepped(by: -1) }

  private func stepped(by step: Int) -> Value? {
    switch self {
    case .null, .number, .string, .list, .context, .range, .function: return nil
    case .boolean(let flag): return flag == (step < 0) ? .boolean(!flag) : nil
    case .date(let date):
      let next = date.adding(days: step)
      return next.year.magnitude <= 999_999_999 ? .date(next) : nil
    case .time(let time):
      if let next = TimeOfDay(nanoseconds: time.nanoseconds + Int64(step), zone: time.zone) { return .time(next) }
      return TimeOfDay(ordinal: time.ordinal + Int64(step)).map { .time($0) }
    case .dateTime(let dateTime): return dateTime.moved(by: Int128(step)).map { .dateTime($0) }
    case .dayTimeDuration(let duration):
      return DayTimeDuration(total: duration.total + Int128(step)).map { .dayTimeDuration($0) }
    case .yearMonthDuration(let duration):
      let (months, isOver) = duration.months.addingReportingOverflow(step)
      return isOver ? nil : .yearMonthDuration(YearMonthDuration(months: months))
    }
  }
}

extension TimeOfDay {
  /// The time at a place in the order of times: without a zone where that can be, else in the zone nearest to it; nil
  /// beyond the zones.
  init?(ordinal: Int64) {
    let wall = ordinal + 3_600_000_000_000
    if (0..<TimeOfDay.day).contains(wall) {
      self.init(nanoseconds: wall)
      return
    }
    let hours =
      wall < 0
      ? (-ordinal + 3_599_999_999_999) / 3_600_000_000_000 : -((ordinal - TimeOfDay.day) / 3_600_000_000_000 + 1)
    guard hours.magnitude <= 14 else { return nil }
    self.init(nanoseconds: ordinal + hours * 3_600_000_000_000, zone: .offset(seconds: Int32(hours * 3600)))
  }
}
