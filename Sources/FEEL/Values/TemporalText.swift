// Reading dates, times and durations in the lexical forms of XML Schema, with FEEL's `@zone` (DMN 1.5 §10.3.2.3 and
// §10.3.4.1). Years have at least four digits and at most nine; fractions of a second are kept to nine digits.

extension CivilDate {
  /// Reads `2026-03-02`; nil for anything else, or a day that does not exist.
  public init?(iso text: some StringProtocol) {
    var scanner = TemporalScanner(text)
    guard let date = scanner.date(), scanner.isAtEnd else { return nil }
    self = date
  }

  /// Reads a date as XML Schema has it, with a zone that a date of FEEL does not keep: `2026-03-02Z`.
  init?(xml text: some StringProtocol) {
    guard let (date, _) = zonedDate(text) else { return nil }
    self = date
  }
}

extension TimeOfDay {
  /// Reads `13:00:00`, with an optional fraction and zone; nil for anything else.
  ///
  /// `24:00:00` is the midnight that ends a day, and as a time the same as the one that begins it.
  public init?(iso text: some StringProtocol) {
    var scanner = TemporalScanner(text)
    guard let (time, _) = scanner.time(), scanner.isAtEnd else { return nil }
    self = time
  }
}

extension DateTime {
  /// Reads `2026-03-02T09:00:00+01:00`, the zone optional; nil for anything else.
  ///
  /// `24:00:00` is the midnight that begins the next day.
  public init?(iso text: some StringProtocol) {
    var scanner = TemporalScanner(text)
    guard let date = scanner.date(), scanner.skip("T"), let (time, isNextDay) = scanner.time(), scanner.isAtEnd,
      let day = isNextDay ? CivilDate(exactDaysSinceEpoch: date.daysSinceEpoch + 1) : date
    else { return nil }
    self.init(date: day, time: time)
  }

  /// Reads a date alone as its midnight, with the zone where there is one: `2026-03-02`, `2026-03-02Z`.
  init?(midnight text: some StringProtocol) {
    guard let (date, zone) = zonedDate(text) else { return nil }
    self.init(date: date, time: TimeOfDay(wrapping: 0, zone: zone))
  }
}

private func zonedDate(_ text: some StringProtocol) -> (CivilDate, Zone?)? {
  var scanner = TemporalScanner(text)
  guard let date = scanner.date() else { return nil }
  if scanner.isAtEnd { return (date, nil) }
  guard let offset = scanner.offset(), scanner.isAtEnd else { return nil }
  return (date, offset)
}

extension DayTimeDuration {
  /// Reads `P1DT2H3M4.5S`, each part optional but one of them there; nil for anything else: FEEL has no weeks.
  public init?(iso text: some StringProtocol) {
    var scanner = TemporalScanner(text)
    let isNegative = scanner.skip("-")
    guard scanner.skip("P") else { return nil }
    var total: Int128 = 0
    var isEmpty = true
    if let days = scanner.number(before: "D") {
      total = Int128(days) * 86_400_000_000_000
      isEmpty = false
    }
    if scanner.skip("T") {
      isEmpty = true
      for (unit, nanoseconds) in [("H", 3_600_000_000_000), ("M", 60_000_000_000)] as [(Character, Int128)] {
        guard let count = scanner.number(before: unit) else { continue }
        total += Int128(count) * nanoseconds
        isEmpty = false
      }
      if let (seconds, nanoseconds) = scanner.seconds() {
        total += Int128(seconds) * 1_000_000_000 + Int128(nanoseconds)
        isEmpty = false
      }
    }
    guard !isEmpty, scanner.isAtEnd, let duration = DayTimeDuration(total: isNegative ? -total : total) else {
      return nil
    }
    self = duration
  }
}

extension YearMonthDuration {
  /// Reads `P1Y2M`, one of the parts optional; nil for anything else, or more months than 64 bits count.
  public init?(iso text: some StringProtocol) {
    var scanner = TemporalScanner(text)
    let isNegative = scanner.skip("-")
    guard scanner.skip("P") else { return nil }
    let (years, months) = (scanner.number(before: "Y"), scanner.number(before: "M"))
    guard years != nil || months != nil, scanner.isAtEnd else { return nil }
    let (product, isOver) = (years ?? 0).multipliedReportingOverflow(by: 12)
    let (total, isAlsoOver) = product.addingReportingOverflow(months ?? 0)
    guard !isOver, !isAlsoOver else { return nil }
    self.init(months: isNegative ? -total : total)
  }
}

/// A reader of fixed formats over ASCII bytes.
private struct TemporalScanner {
  private var rest: ArraySlice<UInt8>

  init(_ text: some StringProtocol) { rest = Array(text.utf8)[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ character: Character) -> Bool {
    guard let byte = rest.first, character.asciiValue == byte else { return false }
    rest.removeFirst()
    return true
  }

  private var leadingDigits: ArraySlice<UInt8> {
    rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// So many digits, or, with `orMore`, at least so many and at most nine.
  mutating func digits(_ count: Int, orMore: Bool = false) -> Int? {
    let digits = leadingDigits
    guard digits.count == count || orMore && (count...9).contains(digits.count) else { return nil }
    rest = rest[digits.endIndex...]
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// A number that a unit follows; leaves the text alone when there is none, or it does not fit 64 bits.
  mutating func number(before unit: Character, takesUnit: Bool = true) -> Int? {
    let digits = leadingDigits
    guard !digits.isEmpty, digits.endIndex < rest.endIndex, rest[digits.endIndex] == unit.asciiValue,
      let value = Int(String(decoding: digits, as: UTF8.self))
    else { return nil }
    rest = rest[(digits.endIndex + (takesUnit ? 1 : 0))...]
    return value
  }

  mutating func date() -> CivilDate? {
    let isNegative = skip("-")
    // A year of more than four digits has no leading zero (XML Schema 1.1, §3.3.9.2).
    let isPadded = rest.first == UInt8(ascii: "0")
    let before = rest.count
    guard let year = digits(4, orMore: true), !isPadded || before - rest.count == 4, skip("-"),
      let month = digits(2), skip("-"), let day = digits(2)
    else { return nil }
    return CivilDate(year: isNegative ? -year : year, month: month, day: day)
  }

  /// A time, and whether it is the midnight that ends a day.
  mutating func time() -> (TimeOfDay, isNextDay: Bool)? {
    guard let hour = digits(2), hour <= 24, skip(":"), let minute = digits(2), minute < 60, skip(":"),
      let second = digits(2), second < 60, let fraction = timeFraction()
    else { return nil }
    let zoneStart = rest
    let zone = offset() ?? namedZone()
    guard zone != nil || zoneStart.isEmpty else { return nil }
    let nanoseconds = Int64(hour * 3600 + minute * 60 + second) * 1_000_000_000 + Int64(fraction)
    guard nanoseconds <= TimeOfDay.day else { return nil }
    return (TimeOfDay(wrapping: Int128(nanoseconds), zone: zone), nanoseconds == TimeOfDay.day)
  }

  /// The fraction of a second of a time, in nanoseconds: a point has digits after it.
  private mutating func timeFraction() -> Int? {
    guard skip(".") else { return 0 }
    return leadingDigits.isEmpty ? nil : fraction()
  }

  /// Seconds of a duration, before an `S`: `4S`, `4.5S`, `4.S` and `.5S` (XML Schema 1.1, §3.3.6.2).
  mutating func seconds() -> (Int, Int)? {
    if let whole = number(before: "S") { return (whole, 0) }
    let start = rest
    let whole = number(before: ".", takesUnit: false)
    if whole != nil || rest.first == UInt8(ascii: "."), skip("."), whole != nil || !leadingDigits.isEmpty {
      let nanoseconds = fraction()
      if skip("S") { return (whole ?? 0, nanoseconds) }
    }
    rest = start
    return nil
  }

  /// The digits after a point in nanoseconds, those past the ninth dropped.
  private mutating func fraction() -> Int {
    let digits = leadingDigits
    rest = rest[digits.endIndex...]
    let first = digits.prefix(9).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return (digits.count..<max(9, digits.count)).reduce(first) { value, _ in value * 10 }
  }

  /// `Z`, or an offset of at most 14 hours; its seconds, which XML Schema does not have, are read as they are written.
  mutating func offset() -> Zone? {
    if skip("Z") || skip("z") { return .utc }
    let isNegative = skip("-")
    guard isNegative || skip("+"), let hours = digits(2), skip(":"), let minutes = digits(2), minutes < 60 else {
      return nil
    }
    var seconds = hours * 3600 + minutes * 60
    if skip(":") {
      guard let rest = digits(2), rest < 60 else { return nil }
      seconds += rest
    }
    return seconds <= 14 * 3600 ? .offset(seconds: Int32(isNegative ? -seconds : seconds)) : nil
  }

  /// `@` and the name of a zone, up to the end.
  private mutating func namedZone() -> Zone? {
    guard skip("@") else { return nil }
    let name = String(decoding: rest, as: UTF8.self)
    rest = rest[rest.endIndex...]
    return Zone(name: name)
  }
}
