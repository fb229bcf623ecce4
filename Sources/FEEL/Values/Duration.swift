/// A duration of days and time: a fixed number of seconds (DMN 1.5 §10.3.2.3.7, xs:dayTimeDuration).
public struct DayTimeDuration: Hashable, Sendable, Comparable {
  /// The whole seconds, rounded towards negative infinity.
  public let seconds: Int64
  /// The rest in nanoseconds, 0 to 999 999 999.
  public let nanoseconds: Int32

  /// Makes a duration of whole seconds.
  public init(seconds: Int64) {
    self.seconds = seconds
    nanoseconds = 0
  }

  /// Makes a duration from nanoseconds; nil when its seconds do not fit 64 bits.
  init?(total: Int128) {
    let part = total % 1_000_000_000
    let rest = part < 0 ? part + 1_000_000_000 : part
    guard let seconds = Int64(exactly: (total - rest) / 1_000_000_000) else { return nil }
    self.seconds = seconds
    nanoseconds = Int32(rest)
  }

  /// The whole duration in nanoseconds.
  var total: Int128 { Int128(seconds) * 1_000_000_000 + Int128(nanoseconds) }

  /// The duration in milliseconds, rounded towards negative infinity; nil when it does not fit 64 bits.
  public var milliseconds: Int64? {
    let (value, isOver) = seconds.multipliedReportingOverflow(by: 1000)
    let (sum, isAlsoOver) = value.addingReportingOverflow(Int64(nanoseconds) / 1_000_000)
    return isOver || isAlsoOver ? nil : sum
  }

  /// The shorter is less.
  public static func < (left: DayTimeDuration, right: DayTimeDuration) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}

extension DayTimeDuration: CustomStringConvertible {
  /// As ISO 8601: `P1DT2H3M4.5S`, `-PT1H`, `PT0S`.
  public var description: String {
    guard total != 0 else { return "PT0S" }
    let magnitude = total.magnitude
    let (whole, nanoseconds) = (magnitude / 1_000_000_000, Int(magnitude % 1_000_000_000))
    let (days, time) = (whole / 86_400, Int(whole % 86_400))
    let (hours, minutes, seconds) = (time / 3600, time / 60 % 60, time % 60)
    var text = total < 0 ? "-P" : "P"
    if days > 0 { text += "\(days)D" }
    if time > 0 || nanoseconds > 0 { text += "T" }
    if hours > 0 { text += "\(hours)H" }
    if minutes > 0 { text += "\(minutes)M" }
    if seconds > 0 || nanoseconds > 0 { text += "\(seconds)\(fractionText(nanoseconds))S" }
    return text
  }
}

/// A duration of years and months: a number of months (DMN 1.5 §10.3.2.3.8, xs:yearMonthDuration).
public struct YearMonthDuration: Hashable, Sendable, Comparable {
  /// All its months, with twelve for a year.
  public let months: Int

  /// Makes a duration of months.
  public init(months: Int) { self.months = months }

  /// The shorter is less.
  public static func < (left: YearMonthDuration, right: YearMonthDuration) -> Bool { left.months < right.months }
}

extension YearMonthDuration: CustomStringConvertible {
  /// As ISO 8601: `P1Y2M`, `-P1Y`, `P0M`.
  public var description: String {
    guard months != 0 else { return "P0M" }
    let (years, rest) = (months.magnitude / 12, months.magnitude % 12)
    return (months < 0 ? "-P" : "P") + (years > 0 ? "\(years)Y" : "") + (rest > 0 ? "\(rest)M" : "")
  }
}

/// A fraction of a second as text: empty, or a point and up to nine digits.
func fractionText(_ nanoseconds: Int) -> String {
  guard nanoseconds > 0 else { return "" }
  var digits = String(nanoseconds + 1_000_000_000).dropFirst()
  while digits.last == "0" { digits.removeLast() }
  return "." + digits
}

/// A number with at least so many digits.
func padded(_ value: Int, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
