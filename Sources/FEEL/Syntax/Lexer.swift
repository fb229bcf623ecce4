/// The words that no name may be on its own.
let keywords: Set<String> = [
  "and", "between", "else", "every", "external", "false", "for", "function", "if", "in", "instance", "null", "or",
  "return", "satisfies", "some", "then", "true",
]

/// A token of FEEL.
///
/// A `word` is the start of a name or a keyword; the parser knows which, since names may hold spaces.
enum Token: Equatable {
  case end
  case word
  case number(Number)
  case string(String)
  case symbol(Symbol)
}

/// A mark of punctuation or an operator.
enum Symbol: String, CaseIterable {
  case power = "**"
  case range = ".."
  case notEqual = "!="
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case equal = "="
  case less = "<"
  case greater = ">"
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case openBrace = "{"
  case closeBrace = "}"
  case comma = ","
  case colon = ":"
  case dot = "."
  case at = "@"
  case input = "?"

  static let bytes: [(Symbol, [UInt8])] = allCases.map { ($0, Array($0.rawValue.utf8)) }
}

/// Reads tokens from decoded bytes, one at a time from any place.
struct Lexer {
  let bytes: [UInt8]
  /// Where the last token begins.
  private(set) var lower = 0
  /// Just past the last token.
  private(set) var upper = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Goes on reading from a place.
  mutating func move(to offset: Int) { upper = offset }

  mutating func next() throws(SyntaxFault) -> Token {
    lower = try skipSpace(from: upper)
    upper = lower
    guard lower < bytes.count else { return .end }
    let byte = bytes[lower]
    if let end = nameEnd(bytes, from: lower) {
      upper = end
      return .word
    }
    if isDigit(byte) || byte == UInt8(ascii: "."), lower + 1 < bytes.count || isDigit(byte),
      isDigit(byte) || isDigit(bytes[lower + 1])
    {
      return try number()
    }
    if byte == UInt8(ascii: "\"") { return .string(try string()) }
    for (symbol, spelling) in Symbol.bytes where bytes[lower...].starts(with: spelling) {
      upper = lower + spelling.count
      return .symbol(symbol)
    }
    upper = lower + scalar(bytes, at: lower).length
    throw SyntaxFault(.feelSyntax, lower, upper, .unexpectedCharacter(bytes[lower..<upper]))
  }

  /// The next place that is neither space nor comment.
  func skipSpace(from start: Int) throws(SyntaxFault) -> Int {
    var offset = start
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "/"), offset + 1 < bytes.count {
        if bytes[offset + 1] == UInt8(ascii: "/") {
          while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
          continue
        }
        if bytes[offset + 1] == UInt8(ascii: "*") {
          var end = offset + 2
          while end + 1 < bytes.count, bytes[end] != UInt8(ascii: "*") || bytes[end + 1] != UInt8(ascii: "/") {
            end += 1
          }
          guard end + 1 < bytes.count else {
            throw SyntaxFault(.feelSyntax, offset, offset + 2, .openComment)
          }
          offset = end + 2
          continue
        }
      }
      let (value, length) = scalar(bytes, at: offset)
      guard isSpace(value) else { return offset }
      offset += length
    }
    return offset
  }

  private mutating func number() throws(SyntaxFault) -> Token {
    var offset = lower
    while offset < bytes.count, isDigit(bytes[offset]) { offset += 1 }
    if offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "."), isDigit(bytes[offset + 1]) {
      offset += 1
      while offset < bytes.count, isDigit(bytes[offset]) { offset += 1 }
    }
    if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      var end = offset + 1
      if end < bytes.count, bytes[end] == UInt8(ascii: "+") || bytes[end] == UInt8(ascii: "-") { end += 1 }
      if end < bytes.count, isDigit(bytes[end]) {
        while end < bytes.count, isDigit(bytes[end]) { end += 1 }
        offset = end
      }
    }
    upper = offset
    guard let number = Number(utf8: bytes[lower..<upper]) else {
      throw SyntaxFault(.badLiteral, lower, upper, .numberOutOfRange(bytes[lower..<upper]))
    }
    return .number(number)
  }

  private mutating func string() throws(SyntaxFault) -> String {
    var result: [UInt8] = []
    var offset = lower + 1
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\"") {
        upper = offset + 1
        return String(decoding: result, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") {
        let (character, length) = try escape(at: offset)
        result += Array(String(character).utf8)
        offset += length
      } else {
        result.append(byte)
        offset += 1
      }
    }
    upper = bytes.count
    throw SyntaxFault(.feelSyntax, lower, lower + 1, .openString)
  }

  /// An escape of a string literal (DMN 1.5 §10.3.1.2, rules 64 and 66).
  private func escape(at offset: Int) throws(SyntaxFault) -> (Unicode.Scalar, Int) {
    let mark = offset + 1 < bytes.count ? bytes[offset + 1] : 0
    switch mark {
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "t"): return ("\t", 2)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "'"): return (Unicode.Scalar(mark), 2)
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let length = mark == UInt8(ascii: "u") ? 4 : 6
      guard let code = hexadecimal(at: offset + 2, length: length) else { break }
      if let character = Unicode.Scalar(code) { return (character, 2 + length) }
      // Two escapes of a surrogate pair are one character.
      if length == 4, (0xD800...0xDBFF).contains(code), offset + 7 < bytes.count,
        bytes[offset + 6] == UInt8(ascii: "\\"), bytes[offset + 7] == UInt8(ascii: "u"),
        let second = hexadecimal(at: offset + 8, length: 4), (0xDC00...0xDFFF).contains(second),
        let character = Unicode.Scalar(0x10000 + (code - 0xD800) << 10 + (second - 0xDC00))
      {
        return (character, 12)
      }
    // A backslash before anything else stands for itself, as in a regular expression.
    default: return ("\\", 1)
    }
    let end = min(bytes.count, offset + 1 + (offset + 1 < bytes.count ? scalar(bytes, at: offset + 1).length : 0))
    throw SyntaxFault(.feelSyntax, offset, end, .badEscape(bytes[offset..<end]))
  }

  private func hexadecimal(at offset: Int, length: Int) -> UInt32? {
    guard offset + length <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[offset..<offset + length] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
