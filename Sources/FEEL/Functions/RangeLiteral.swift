// Reading a range as the function `range` takes it: `[1..10)`, `(..@"2026-01-01"]` (DMN 1.5 §10.3.1.2, rules 66 to 68).

extension ValueRange {
  /// Reads a range whose ends are literals; nil for anything else, and for ends of two kinds or in the wrong order.
  ///
  /// An end that is left out is open: `(..5]`, `[1..)`.
  init?(literal text: String) {
    var scanner = RangeScanner(text)
    guard let start = scanner.bracket(), let lower = scanner.end(), scanner.skip(".."), let upper = scanner.end(),
      let end = scanner.bracket(), scanner.isAtEnd
    else { return nil }
    let (includesLower, includesUpper) = (start == UInt8(ascii: "["), end == UInt8(ascii: "]"))
    guard start != UInt8(ascii: ")"), end != UInt8(ascii: "("), !(includesLower && lower.isNull),
      !(includesUpper && upper.isNull)
    else { return nil }
    guard let order = (lower.isNull ? upper : lower).order(upper.isNull ? lower : upper), order <= 0 else { return nil }
    self.init(lower: lower, includesLower: includesLower, upper: upper, includesUpper: includesUpper)
  }
}

/// A reader of the literals that end a range; white space may stand between its parts.
private struct RangeScanner {
  private var rest: ArraySlice<UInt8>

  init(_ text: String) { rest = Array(text.utf8)[...] }

  private mutating func skipSpace() { rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) } }

  var isAtEnd: Bool {
    mutating get {
      skipSpace()
      return rest.isEmpty
    }
  }

  mutating func skip(_ text: String) -> Bool {
    skipSpace()
    guard rest.starts(with: text.utf8) else { return false }
    rest.removeFirst(text.utf8.count)
    return true
  }

  mutating func bracket() -> UInt8? {
    skipSpace()
    guard let byte = rest.first, "[]()".utf8.contains(byte) else { return nil }
    rest.removeFirst()
    return byte
  }

  /// A literal, or null where the end is left out; nil when it is not read.
  mutating func end() -> Value? {
    skipSpace()
    guard let byte = rest.first else { return nil }
    if rest.starts(with: "..".utf8) || "[]()".utf8.contains(byte) { return .null }
    return literal(depth: 0)
  }

  private mutating func literal(depth: Int) -> Value? {
    skipSpace()
    switch rest.first {
    case UInt8(ascii: "\""): return string().map { .string($0) }
    case UInt8(ascii: "@"):
      rest.removeFirst()
      return string().flatMap(temporalValue)
    case (UInt8(ascii: "a")...UInt8(ascii: "z"))?: return depth < 3 ? call(depth: depth) : nil
    default: return number()
    }
  }

  private mutating func digits() -> Int {
    let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
    rest.removeFirst(count)
    return count
  }

  /// A number; the two points after it do not belong to it.
  private mutating func number() -> Value? {
    let start = rest
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    var count = digits()
    if rest.first == UInt8(ascii: "."), !rest.starts(with: "..".utf8) {
      rest.removeFirst()
      let decimals = digits()
      guard decimals > 0 else { return nil }
      count += decimals
    }
    guard count > 0 else { return nil }
    if rest.first.map({ $0 | 0x20 }) == UInt8(ascii: "e") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
      guard digits() > 0 else { return nil }
    }
    return Number(utf8: start[..<rest.startIndex]).map { .number($0) }
  }

  /// A text in quotes, with FEEL's escapes.
  private mutating func string() -> String? {
    guard rest.first == UInt8(ascii: "\"") else { return nil }
    rest.removeFirst()
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return String(validating: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        bytes += Array(String(scalar).utf8)
      default: bytes.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> Character? {
    switch rest.popFirst() {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "'"): return "'"
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "u"): return scalar(digits: 4)
    case UInt8(ascii: "U"): return scalar(digits: 6)
    default: return nil
    }
  }

  private mutating func scalar(digits count: Int) -> Character? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), let scalar = UnicodeScalar(value)
    else { return nil }
    rest.removeFirst(count)
    return Character(scalar)
  }

  /// A call of one of the functions that make dates, times and durations, on literals.
  private mutating func call(depth: Int) -> Value? {
    let name = ["date and time", "date", "time", "duration"].first { skip($0) }
    guard let name, skip("(") else { return nil }
    var values: [Value] = []
    repeat {
      guard let value = literal(depth: depth + 1) else { return nil }
      values.append(value)
    } while skip(",")
    guard skip(")") else { return nil }
    let forms = (Functions.byName[name] ?? []).map { Functions.all[$0] }
    guard let form = forms.first(where: { $0.countMin <= values.count && values.count <= $0.parameters.count }) else {
      return nil
    }
    var frame = Frame(locals: UnsafeMutableBufferPointer(start: nil, count: 0))
    return withUnsafeMutablePointer(to: &frame) { frame in
      values.withUnsafeBufferPointer { try? form.body(Arguments(values: $0, frame: frame)) }
    }
  }
}
