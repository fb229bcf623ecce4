/// What is wrong with a text that should be JSON, at the byte where it shows.
package struct JSONError: Error, Equatable, CustomStringConvertible {
  /// The offset of the byte from the start of the text; the length of the text for its end.
  package let offset: Int
  /// What is wrong, in lower case, without a full stop.
  package let message: String

  package init(_ message: String, at offset: Int) {
    self.message = message
    self.offset = offset
  }

  package var description: String { "\(message) (byte \(offset))" }
}

/// How much a JSON text may hold, so that a hostile one costs no more than an ordinary one.
package struct JSONLimits: Sendable {
  /// The size of the text in bytes.
  package var bytes: Int
  /// How deep arrays and objects may nest.
  package var depth: Int

  package init(bytes: Int = 16 << 20, depth: Int = 256) {
    self.bytes = bytes
    self.depth = depth
  }
}

extension JSONValue {
  /// Reads a text of JSON, exactly as RFC 8259 has it: one value, in UTF-8 without a byte order mark.
  ///
  /// Numbers keep their text, as `literal`, so that none loses a digit. Of an object that has a name twice the members
  /// are all kept, in order; look-up finds the first.
  ///
  /// - Throws: what is wrong first, with its place; also when a limit is passed.
  package init(json bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
    guard bytes.count <= limits.bytes else {
      throw JSONError("the text is longer than \(limits.bytes) bytes", at: limits.bytes)
    }
    var reader = JSONReader(bytes: bytes, depthMax: limits.depth)
    self = try reader.document()
  }

  /// Reads a text of JSON.
  package init(json text: String, limits: JSONLimits = JSONLimits()) throws(JSONError) {
    try self.init(json: Array(text.utf8), limits: limits)
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  let depthMax: Int
  private var at = 0
  private var depth = 0

  init(bytes: [UInt8], depthMax: Int) {
    self.bytes = bytes
    self.depthMax = depthMax
  }

  mutating func document() throws(JSONError) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw JSONError("a byte order mark may not stand before JSON", at: 0) }
    skipBlanks()
    let value = try value()
    skipBlanks()
    if at < bytes.count { throw JSONError("nothing may stand after the value", at: at) }
    return value
  }

  // MARK: Bytes

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { at += 1 }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  private func expected(_ what: String) -> JSONError {
    JSONError(next == nil ? "the text ends where \(what) must stand" : "expected \(what)", at: at)
  }

  // MARK: Values

  private mutating func value() throws(JSONError) -> JSONValue {
    guard let byte = next else { throw expected("a value") }
    switch byte {
    case UInt8(ascii: "{"): return try nested { reader throws(JSONError) in try reader.object() }
    case UInt8(ascii: "["): return try nested { reader throws(JSONError) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", true)
    case UInt8(ascii: "f"): return try word("false", false)
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .literal(try number())
    default: throw expected("a value")
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONValue {
    guard depth < depthMax else { throw JSONError("values nest deeper than \(depthMax) levels", at: at) }
    depth += 1
    at += 1
    skipBlanks()
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    guard bytes[at...].starts(with: word.utf8) else { throw expected("a value") }
    at += word.utf8.count
    return value
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    var values: [JSONValue] = []
    if skip("]") { return .array(values) }
    while true {
      values.append(try value())
      skipBlanks()
      if skip("]") { return .array(values) }
      guard skip(",") else { throw expected("«,» or «]»") }
      skipBlanks()
    }
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    var members: [JSONValue.Member] = []
    if skip("}") { return .object(members) }
    while true {
      guard next == UInt8(ascii: "\"") else { throw expected("a name in quotes") }
      let name = try string()
      skipBlanks()
      guard skip(":") else { throw expected("«:»") }
      skipBlanks()
      members.append(JSONValue.Member(name, try value()))
      skipBlanks()
      if skip("}") { return .object(members) }
      guard skip(",") else { throw expected("«,» or «}»") }
      skipBlanks()
    }
  }

  // MARK: Numbers

  /// The text of a number: a sign, digits without a zero in front, a fraction and an exponent.
  private mutating func number() throws(JSONError) -> String {
    let start = at
    _ = skip("-")
    if !skip("0") { try digits() }
    if let byte = next, isDigit(byte) { throw JSONError("a number may not begin with a zero", at: at - 1) }
    if skip(".") { try digits() }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      at += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func digits() throws(JSONError) {
    guard let byte = next, isDigit(byte) else { throw expected("a digit") }
    while let byte = next, isDigit(byte) { at += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  // MARK: Strings

  private mutating func string() throws(JSONError) -> String {
    let open = at
    at += 1
    var text = ""
    var run = at
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        text += try decoded(run..<at)
        at += 1
        return text
      case UInt8(ascii: "\\"):
        text += try decoded(run..<at)
        text.unicodeScalars.append(try escaped())
        run = at
      case 0..<0x20: throw JSONError("a control character in a string must be escaped", at: at)
      default: at += 1
      }
    }
    throw JSONError("the string is never closed", at: open)
  }

  private func decoded(_ range: Range<Int>) throws(JSONError) -> String {
    do {
      return String(copying: try UTF8Span(validating: bytes.span.extracting(range)))
    } catch {
      throw JSONError("these bytes are not UTF-8", at: range.lowerBound + error.byteOffsets.lowerBound)
    }
  }

  /// The character of an escape, which begins at the backslash.
  private mutating func escaped() throws(JSONError) -> Unicode.Scalar {
    let start = at
    at += 1
    guard let byte = next else { throw expected("an escape") }
    at += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try escapedCode(start)
    default: throw JSONError("JSON has no such escape", at: start)
    }
  }

  /// The character of `\uXXXX`, or of the two that make one beyond the first 65536; what RFC 8259 §8.2 calls
  /// unpredictable, half of such a pair, is refused.
  private mutating func escapedCode(_ start: Int) throws(JSONError) -> Unicode.Scalar {
    let high = try hexadecimal()
    if let scalar = Unicode.Scalar(high) { return scalar }
    if high < 0xDC00, bytes[at...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
      at += 2
      let low = try hexadecimal()
      if (0xDC00..<0xE000).contains(low) {
        let code = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
        if let scalar = Unicode.Scalar(code) { return scalar }
      }
    }
    throw JSONError("half of a surrogate pair is no character", at: start)
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    let end = at + 4
    var value: UInt32 = 0
    while at < end {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw expected("four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }
}
