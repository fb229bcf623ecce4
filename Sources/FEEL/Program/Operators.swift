extension ComparisonOperator {
  @inline(__always)
  func holds(_ a: Number, _ b: Number) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: !(b < a)
    case .greater: b < a
    case .greaterOrEqual: !(a < b)
    }
  }

  /// Whether two values compare so (DMN 1.5 tables 50 to 53).
  func holds(_ a: Value, _ b: Value) -> Truth {
    if !isOrdering {
      let isEqual = Truth(a.equals(b))
      return self == .equal ? isEqual : isEqual.inverse
    }
    guard let order = a.order(b) else { return .null }
    switch self {
    case .less: return Truth(order < 0)
    case .lessOrEqual: return Truth(order <= 0)
    case .greater: return Truth(order > 0)
    case .greaterOrEqual: return Truth(order >= 0)
    case .equal, .notEqual: return .null
    }
  }
}

extension ArithmeticOperator {
  @inline(__always)
  func result(_ a: Number, _ b: Number) -> Number? {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .power: a.raised(to: b)
    }
  }
}

/// Arithmetic of any two values (DMN 1.5 tables 54 to 58).
func arithmetic(_ symbol: ArithmeticOperator, _ left: Value, _ right: Value) throws(Fault.Reason) -> Value {
  switch (symbol, left, right) {
  case (_, .null, _), (_, _, .null): throw .noValue
  case (_, .number(let a), .number(let b)):
    if symbol == .divide, b.isZero { throw .divisionByZero }
    guard let result = symbol.result(a, b) else { throw .outOfRange }
    return .number(result)
  case (.add, .string(let a), .string(let b)):
    guard a.utf8.count + b.utf8.count <= Limits.stringMax else { throw .outOfRange }
    return .string(a + b)
  case (.add, .dayTimeDuration, .date), (.add, .dayTimeDuration, .dateTime), (.add, .dayTimeDuration, .time),
    (.add, .yearMonthDuration, .date), (.add, .yearMonthDuration, .dateTime):
    return try moved(right, by: left, sign: 1)
  case (.add, .date, _), (.add, .dateTime, _), (.add, .time, _): return try moved(left, by: right, sign: 1)
  case (.subtract, .date, .dayTimeDuration), (.subtract, .date, .yearMonthDuration),
    (.subtract, .dateTime, .dayTimeDuration), (.subtract, .dateTime, .yearMonthDuration),
    (.subtract, .time, .dayTimeDuration):
    return try moved(left, by: right, sign: -1)
  case (.subtract, _, _):
    return try difference(left, right)
  case (.add, .dayTimeDuration(let a), .dayTimeDuration(let b)): return try duration(a.total + b.total)
  case (.add, .yearMonthDuration(let a), .yearMonthDuration(let b)):
    let (sum, isOver) = a.months.addingReportingOverflow(b.months)
    return try months(isOver ? nil : sum)
  case (.multiply, .number(let factor), .dayTimeDuration(let a)),
    (.multiply, .dayTimeDuration(let a), .number(let factor)):
    return try scaled(a, by: factor)
  case (.multiply, .number(let factor), .yearMonthDuration(let a)),
    (.multiply, .yearMonthDuration(let a), .number(let factor)):
    return try months((Number(a.months) * factor)?.rounded(decimals: 0, .down)?.int)
  case (.divide, _, _): return try quotient(left, right)
  default: throw .wrongKind
  }
}

private func quotient(_ left: Value, _ right: Value) throws(Fault.Reason) -> Value {
  switch (left, right) {
  case (.dayTimeDuration(let a), .number(let divisor)):
    guard !divisor.isZero else { throw .divisionByZero }
    guard let part = Number(nanoseconds: a.total).flatMap({ $0 / divisor }) else { throw .outOfRange }
    return try duration(part.wholeNanoseconds)
  case (.yearMonthDuration(let a), .number(let divisor)):
    guard !divisor.isZero else { throw .divisionByZero }
    return try months((Number(a.months) / divisor)?.rounded(decimals: 0, .down)?.int)
  case (.dayTimeDuration(let a), .dayTimeDuration(let b)):
    guard b.total != 0 else { throw .divisionByZero }
    guard let a = Number(nanoseconds: a.total), let b = Number(nanoseconds: b.total), let result = a / b else {
      throw .outOfRange
    }
    return .number(result)
  case (.yearMonthDuration(let a), .yearMonthDuration(let b)):
    guard let result = Number(a.months) / Number(b.months) else { throw .divisionByZero }
    return .number(result)
  default: throw .wrongKind
  }
}

private func difference(_ left: Value, _ right: Value) throws(Fault.Reason) -> Value {
  switch (left, right) {
  case (.date(let a), .date(let b)):
    return .dayTimeDuration(DayTimeDuration(seconds: Int64(a.daysSinceEpoch - b.daysSinceEpoch) * 86_400))
  case (.dateTime(let a), .dateTime(let b)): return try difference(a, b)
  // A date is the midnight of UTC that begins it (DMN 1.5 §10.3.2.3.5).
  case (.date(let a), .dateTime(let b)): return try difference(DateTime(midnight: a), b)
  case (.dateTime(let a), .date(let b)): return try difference(a, DateTime(midnight: b))
  case (.time(let a), .time(let b)):
    let isByWall = a.zone == b.zone || a.zone == nil || b.zone == nil
    return try duration(Int128(isByWall ? a.nanoseconds - b.nanoseconds : a.ordinal - b.ordinal))
  case (.dayTimeDuration(let a), .dayTimeDuration(let b)): return try duration(a.total - b.total)
  case (.yearMonthDuration(let a), .yearMonthDuration(let b)):
    let (difference, isOver) = a.months.subtractingReportingOverflow(b.months)
    return try months(isOver ? nil : difference)
  default: throw .wrongKind
  }
}

/// The time between two dates and times, which both have a zone or both have none (DMN 1.5 table 57).
private func difference(_ left: DateTime, _ right: DateTime) throws(Fault.Reason) -> Value {
  switch (left.zone, right.zone) {
  case (nil, nil): return try duration(left.wallTotal - right.wallTotal)
  case (.some, .some): return try duration(left.total - right.total)
  default: throw .notComparable
  }
}

/// A day or time that a duration later (or earlier).
private func moved(_ value: Value, by amount: Value, sign: Int) throws(Fault.Reason) -> Value {
  switch (value, amount) {
  case (.date(let date), .dayTimeDuration(let duration)):
    // From midnight on, whole days count; what is left of a day falls within it.
    let nanoseconds = Int128(date.daysSinceEpoch) * Int128(TimeOfDay.day) + Int128(sign) * duration.total
    let rest = nanoseconds % Int128(TimeOfDay.day)
    let days = (nanoseconds - (rest < 0 ? rest + Int128(TimeOfDay.day) : rest)) / Int128(TimeOfDay.day)
    guard let days = Int(exactly: days), let result = CivilDate(exactDaysSinceEpoch: days) else { throw .outOfRange }
    return .date(result)
  case (.date(let date), .yearMonthDuration(let duration)): return .date(try date.moved(months: duration.months, sign))
  case (.dateTime(let dateTime), .dayTimeDuration(let duration)):
    guard let result = dateTime.moved(by: Int128(sign) * duration.total) else { throw .outOfRange }
    return .dateTime(result)
  case (.dateTime(let dateTime), .yearMonthDuration(let duration)):
    let date = try dateTime.date.moved(months: duration.months, sign)
    return .dateTime(DateTime(date: date, time: dateTime.time))
  case (.time(let time), .dayTimeDuration(let duration)):
    return .time(TimeOfDay(wrapping: Int128(time.nanoseconds) + Int128(sign) * duration.total, zone: time.zone))
  default: throw .wrongKind
  }
}

private func duration(_ total: Int128?) throws(Fault.Reason) -> Value {
  guard let total, let result = DayTimeDuration(total: total) else { throw .outOfRange }
  return .dayTimeDuration(result)
}

private func scaled(_ duration: DayTimeDuration, by factor: Number) throws(Fault.Reason) -> Value {
  guard let product = Number(nanoseconds: duration.total).flatMap({ $0 * factor }) else { throw .outOfRange }
  return try FEEL.duration(product.wholeNanoseconds)
}

private func months(_ months: Int?) throws(Fault.Reason) -> Value {
  guard let months else { throw .outOfRange }
  return .yearMonthDuration(YearMonthDuration(months: months))
}

extension CivilDate {
  fileprivate func moved(months: Int, _ sign: Int) throws(Fault.Reason) -> CivilDate {
    guard months.magnitude < 24_000_000_000 else { throw .outOfRange }
    let result = adding(months: months * sign)
    guard result.year.magnitude <= 999_999_999 else { throw .outOfRange }
    return result
  }
}

extension DateTime {
  /// A date where a date and time is needed.
  fileprivate init(midnight date: CivilDate) {
    self.init(date: date, time: TimeOfDay(wrapping: 0, zone: .utc))
  }
}

extension Number {
  init?(nanoseconds: Int128) {
    guard let number = Number.rounded(nanoseconds.magnitude, isNegative: nanoseconds < 0, exponent: 0) else {
      return nil
    }
    self = number
  }

  /// Whole nanoseconds, towards zero; nil beyond any duration.
  fileprivate var wholeNanoseconds: Int128? {
    guard let whole = rounded(decimals: 0, .down)?.stripped, whole.exponent >= 0, whole.exponent < 30 else {
      return isZero ? 0 : nil
    }
    let (result, isOver) = whole.coefficient.multipliedReportingOverflow(by: Int128(Decimal.power(whole.exponent)))
    return isOver ? nil : result
  }
}
