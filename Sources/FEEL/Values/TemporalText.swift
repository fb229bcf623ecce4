// Reading dates, times and durations in the lexical forms of XML Schema, with FEEL's `@zone` (DMN 1.5 §10.3.2.3).

extension CivilDate {
  /// Reads `2026-03-02`; nil for anything else, or a day that does not exist.
  public init?(iso text: some StringProtocol) {
    var scanner = Scanner(text)
    guard let date = scanner.date(), scanner.isAtEnd else { return nil }
    self = date
  }
}

extension TimeOfDay {
  /// Reads `13:00:00`, with an optional fraction and zone; nil for anything else.
  public init?(iso text: some StringProtocol) {
    var scanner = Scanner(text)
    guard let time = scanner.time(), scanner.isAtEnd else { return nil }
    self = time
  }
}

extension DateTime {
  /// Reads `2026-03-02T09:00:00+01:00`, the zone optional; nil for anything else.
  public init?(iso text: some StringProtocol) {
    var scanner = Scanner(text)
    guard let date = scanner.date(), scanner.skip("T"), let time = scanner.time(), scanner.isAtEnd else { return nil }
    self.init(date: date, time: time)
  }
}

extension DayTimeDuration {
  /// Reads `P1DT2H3M4.5S`, each part optional but one of them there; nil for anything else: FEEL has no weeks.
  public init?(iso text: some StringProtocol) {
    var scanner = Scanner(text)
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
  /// Reads `P1Y2M`, one of the parts optional; nil for anything else.
  public init?(iso text: some StringProtocol) {
    var scanner = Scanner(text)
    let isNegative = scanner.skip("-")
    guard scanner.skip("P") else { return nil }
    let (years, months) = (scanner.number(before: "Y"), scanner.number(before: "M"))
    guard years != nil || months != nil, scanner.isAtEnd else { return nil }
    let total = (years ?? 0) * 12 + (months ?? 0)
    self.init(months: isNegative ? -total : total)
  }
}

/// A reader of fixed formats over ASCII bytes.
private struct Scanner {
  private var rest: ArraySlice<UInt8>

  init(_ text: some StringProtocol) { rest = Array(text.utf8)[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ character: Character) -> Bool {
    guard let byte = rest.first, character.asciiValue == byte else { return false }
    rest.removeFirst()
    return true
  }

  /// So many digits, or, with `orMore`, at least so many and at most nine.
  mutating func digits(_ count: Int, orMore: Bool = false) -> Int? {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard digits.count == count || orMore && (count...9).contains(digits.count) else { return nil }
    rest = rest[digits.endIndex...]
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// A number of at most twelve digits that a unit follows; leaves the text alone when there is none.
  mutating func number(before unit: Character, takesUnit: Bool = true) -> Int? {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard (1...12).contains(digits.count), digits.endIndex < rest.endIndex, rest[digits.endIndex] == unit.asciiValue
    else { return nil }
    rest = rest[(digits.endIndex + (takesUnit ? 1 : 0))...]
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
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

  mutating func time() -> TimeOfDay? {
    guard let hour = digits(2), hour < 24, skip(":"), let minute = digits(2), minute < 60, skip(":"),
      let second = digits(2), second < 60, let nanoseconds = fraction()
    else { return nil }
    let zoneStart = rest
    let zone = zone()
    guard zone != nil || zoneStart.isEmpty else { return nil }
    let seconds = Int64(hour * 3600 + minute * 60 + second)
    return TimeOfDay(nanoseconds: seconds * 1_000_000_000 + Int64(nanoseconds), zone: zone)
  }

  /// Seconds of a duration with their fraction, before an `S`.
  mutating func seconds() -> (Int, Int)? {
    if let whole = number(before: "S") { return (whole, 0) }
    guard let whole = number(before: ".", takesUnit: false), let nanoseconds = fraction(), skip("S") else { return nil }
    return (whole, nanoseconds)
  }

  /// A fraction of a second in nanoseconds, further digits dropped; 0 when there is none, nil for a point without digits.
  private mutating func fraction() -> Int? {
    guard skip(".") else { return 0 }
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard !digits.isEmpty else { return nil }
    rest = rest[digits.endIndex...]
    let first = digits.prefix(9).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return (digits.count..<max(9, digits.count)).reduce(first) { value, _ in value * 10 }
  }

  private mutating func zone() -> Zone? {
    if skip("Z") || skip("z") { return .utc }
    if skip("@") {
      let name = String(decoding: rest, as: UTF8.self)
      rest = rest[rest.endIndex...]
      switch name {
      case "Europe/Amsterdam": return .dutch
      case "Etc/UTC", "UTC": return .utc
      default: return nil
      }
    }
    let isNegative = skip("-")
    guard isNegative || skip("+"), let hours = digits(2), skip(":"), let minutes = digits(2), minutes < 60 else {
      return nil
    }
    let seconds = hours * 3600 + minutes * 60
    return seconds <= 14 * 3600 ? .offset(seconds: Int32(isNegative ? -seconds : seconds)) : nil
  }
}
