// Reading the compiled zones of the IANA database from their bytes: the format TZif, versions 1 to 4 (RFC 9636).

extension ZoneRules {
  /// Reads a file of the time zone database; nil when it is anything else, is cut short or counts leap seconds.
  init?(tzif bytes: [UInt8]) {
    var reader = TZifReader(bytes)
    guard let first = reader.header() else { return nil }
    guard first.version >= 2 else {
      self.init(reader.table(first, timeSize: 4), rule: nil)
      return
    }
    // Later versions repeat the table with times of 64 bits, and add a rule.
    guard reader.skip(first.size(timeSize: 4)), let second = reader.header(), second.version >= 2 else { return nil }
    let table = reader.table(second, timeSize: 8)
    guard let footer = reader.footer() else { return nil }
    guard !footer.isEmpty else {
      self.init(table, rule: nil)
      return
    }
    guard let rule = ZoneRule(posix: footer) else { return nil }
    self.init(table, rule: rule)
  }

  private init?(_ table: (changes: [Int64], offsets: [Int32])?, rule: ZoneRule?) {
    guard let table else { return nil }
    self.init(changes: table.changes, offsets: table.offsets, rule: rule)
  }
}

private struct TZifReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The counts of a header (RFC 9636, §3.1).
  struct Header {
    let version: Int
    let (utIndicators, standardIndicators, leapSeconds): (Int, Int, Int)
    let (times, types, characters): (Int, Int, Int)

    /// The length of the table that follows.
    func size(timeSize: Int) -> Int {
      times * (timeSize + 1) + types * 6 + characters + leapSeconds * (timeSize + 4) + standardIndicators + utIndicators
    }
  }

  mutating func skip(_ count: Int) -> Bool {
    guard count <= bytes.count - position else { return false }
    position += count
    return true
  }

  private mutating func byte() -> UInt8? {
    guard position < bytes.count else { return nil }
    position += 1
    return bytes[position - 1]
  }

  /// A number in two's complement, most significant byte first.
  private mutating func integer(_ size: Int) -> Int64? {
    guard size <= bytes.count - position else { return nil }
    let value = bytes[position..<position + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    position += size
    return size == 8 ? Int64(bitPattern: value) : Int64(Int32(truncatingIfNeeded: value))
  }

  mutating func header() -> Header? {
    guard bytes.count - position >= 44, bytes[position..<position + 4].elementsEqual("TZif".utf8) else { return nil }
    let digit = bytes[position + 4]
    guard digit == 0 || (UInt8(ascii: "2")...UInt8(ascii: "9")).contains(digit) else { return nil }
    position += 20
    var counts: [Int] = []
    for _ in 0..<6 {
      guard let count = integer(4), count >= 0 else { return nil }
      counts.append(Int(count))
    }
    return Header(
      version: digit == 0 ? 1 : Int(digit - UInt8(ascii: "0")), utIndicators: counts[0],
      standardIndicators: counts[1], leapSeconds: counts[2], times: counts[3], types: counts[4], characters: counts[5])
  }

  /// The table after a header; nil when something in it is out of range.
  mutating func table(_ header: Header, timeSize: Int) -> (changes: [Int64], offsets: [Int32])? {
    let end = position + header.size(timeSize: timeSize)
    guard end <= bytes.count, header.leapSeconds == 0, (1...256).contains(header.types) else { return nil }
    var changes: [Int64] = []
    for _ in 0..<header.times {
      guard let time = integer(timeSize), changes.last.map({ $0 < time }) ?? true else { return nil }
      changes.append(time)
    }
    // Before the first change the first type holds (RFC 9636, §3.2).
    var types = [0]
    for _ in 0..<header.times {
      guard let type = byte(), type < header.types else { return nil }
      types.append(Int(type))
    }
    var offsets: [Int32] = []
    for _ in 0..<header.types {
      guard let offset = integer(4), offset.magnitude <= ZoneRules.offsetMax.magnitude, skip(2) else { return nil }
      offsets.append(Int32(offset))
    }
    position = end
    return (changes, types.map { offsets[$0] })
  }

  /// The text between two line feeds at the end.
  mutating func footer() -> ArraySlice<UInt8>? {
    let lineFeed = UInt8(ascii: "\n")
    guard byte() == lineFeed, let end = bytes[position...].firstIndex(of: lineFeed) else { return nil }
    return bytes[position..<end]
  }
}

extension ZoneRule {
  /// Reads a rule as POSIX writes it: `CET-1CEST,M3.5.0,M10.5.0/3`; nil when it is anything else.
  init?(posix text: ArraySlice<UInt8>) {
    var reader = PosixReader(rest: text)
    guard reader.name(), let west = reader.time(hoursMax: 24) else { return nil }
    standard = -west
    guard !reader.rest.isEmpty else {
      summer = nil
      return
    }
    guard reader.name() else { return nil }
    // Summer time is one hour ahead where the rule does not say.
    var offset = standard + 3600
    if reader.rest.first != UInt8(ascii: ",") {
      guard let west = reader.time(hoursMax: 24) else { return nil }
      offset = -west
    }
    guard let start = reader.change(), let end = reader.change(), reader.rest.isEmpty else { return nil }
    summer = Summer(offset: offset, start: start, end: end)
  }
}

private struct PosixReader {
  var rest: ArraySlice<UInt8>

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func number(max: Int) -> Int? {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard (1...3).contains(digits.count) else { return nil }
    rest = rest[digits.endIndex...]
    let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return value <= max ? value : nil
  }

  /// The name of a time, three characters or more: letters, or anything between angle brackets.
  mutating func name() -> Bool {
    let isQuoted = skip("<")
    let characters = rest.prefix { byte in
      isQuoted ? byte != UInt8(ascii: ">") : (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    guard characters.count >= 3 else { return false }
    rest = rest[characters.endIndex...]
    return !isQuoted || skip(">")
  }

  /// Hours, with minutes and seconds where it has them, in seconds.
  mutating func time(hoursMax: Int) -> Int32? {
    let isNegative = skip("-")
    if !isNegative { _ = skip("+") }
    guard let hours = number(max: hoursMax) else { return nil }
    var seconds = hours * 3600
    for unit in [60, 1] where skip(":") {
      guard let count = number(max: 59) else { return nil }
      seconds += count * unit
    }
    return Int32(isNegative ? -seconds : seconds)
  }

  /// A day and time on which the offset changes: `,M3.5.0/2`; two o'clock where it does not say.
  mutating func change() -> ZoneRule.Switch? {
    guard skip(","), let day = day() else { return nil }
    guard skip("/") else { return ZoneRule.Switch(day: day, seconds: 7200) }
    return time(hoursMax: 167).map { ZoneRule.Switch(day: day, seconds: $0) }
  }

  private mutating func day() -> ZoneRule.Day? {
    if skip("J") { return number(max: 365).flatMap { $0 >= 1 ? .common($0) : nil } }
    guard skip("M") else { return number(max: 365).map { .counted($0) } }
    guard let month = number(max: 12), month >= 1, skip("."), let week = number(max: 5), week >= 1, skip("."),
      let weekday = number(max: 6)
    else { return nil }
    return .weekday(weekday, week: week, month: month)
  }
}
