/// The kinds of values that a set tells apart, in the order in which a set lists them.
enum ValueKind: UInt8, Hashable, Sendable, CaseIterable, Comparable {
  case null, boolean, number, string, date, dayTimeDuration, yearMonthDuration
  /// Lists, contexts, ranges, functions, times, and dates with times: a set has all of them or none.
  ///
  /// Of times no set is made, since they have no one order: two of which one has no zone compare by the wall clock, two
  /// with zones by the instant (DMN 1.5 table 54).
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
    case .dayTimeDuration: self = .dayTimeDuration
    case .yearMonthDuration: self = .yearMonthDuration
    case .list, .context, .range, .function, .time, .dateTime: self = .structure
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
    case .dayTimeDuration: "days and time duration"
    case .yearMonthDuration: "years and months duration"
    case .structure, .end: "list, context, range or time"
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
    case .null, .number, .string, .list, .context, .range, .function, .time, .dateTime: return nil
    case .boolean(let flag): return flag == (step < 0) ? .boolean(!flag) : nil
    case .date(let date):
      let next = date.adding(days: step)
      return next.year.magnitude <= 999_999_999 ? .date(next) : nil
    case .dayTimeDuration(let duration):
      return DayTimeDuration(total: duration.total + Int128(step)).map { .dayTimeDuration($0) }
    case .yearMonthDuration(let duration):
      let (months, isOver) = duration.months.addingReportingOverflow(step)
      return isOver ? nil : .yearMonthDuration(YearMonthDuration(months: months))
    }
  }
}
