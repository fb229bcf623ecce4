extension Number {
  /// Reads digits with an optional sign, fraction and exponent (`-12.50`, `.5`, `6.02E23`), rounded to 34 digits.
  ///
  /// Nil when the text is anything else or the value is out of range.
  public init?(_ text: some StringProtocol) {
    self.init(utf8: Array(text.utf8)[...])
  }

  init?(utf8 bytes: ArraySlice<UInt8>) {
    var rest = bytes
    var isNegative = false
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      rest.removeFirst()
    }
    var magnitude: UInt128 = 0
    var exponent = 0
    var (isAbove, hasPoint, isEmpty) = (false, false, true)
    while let byte = rest.first {
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        isEmpty = false
        let digit = UInt128(byte - UInt8(ascii: "0"))
        // Digits beyond 37 only say whether there is something above; the rounding needs no more.
        if magnitude < Decimal.power(36) {
          magnitude = magnitude * 10 + digit
          if hasPoint { exponent -= 1 }
        } else {
          isAbove = isAbove || digit != 0
          if !hasPoint { exponent += 1 }
        }
      } else {
        break
      }
      rest.removeFirst()
    }
    guard !isEmpty else { return nil }
    if let mark = rest.first {
      guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return nil }
      rest.removeFirst()
      guard rest.count <= 10, let written = Int(String(decoding: rest, as: UTF8.self)) else { return nil }
      exponent += written
    }
    guard let number = Number.rounded(magnitude, isNegative: isNegative, exponent: exponent, isAbove: isAbove) else {
      return nil
    }
    self = number
  }
}

extension Number: CustomStringConvertible {
  /// The shortest text of the value: `0.1`, `1200`, and `1E+40` where plain digits would not tell the precision.
  public var description: String {
    if isSmall, power == 0 { return String(small) }
    let plain = stripped
    let digits = String(plain.coefficient.magnitude)
    let sign = isNegative ? "-" : ""
    let point = digits.count + plain.exponent
    if plain.exponent >= 0, point <= Number.digitsMax {
      return sign + digits + String(repeating: "0", count: plain.exponent)
    }
    if plain.exponent < 0, point > 0 {
      return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    }
    if plain.exponent < 0, point > -6 {
      return sign + "0." + String(repeating: "0", count: -point) + digits
    }
    // At the top of the range the coefficient may end in zeros.
    var fraction = String(digits.dropFirst())
    while fraction.last == "0" { fraction.removeLast() }
    if !fraction.isEmpty { fraction = "." + fraction }
    return sign + digits.prefix(1) + fraction + "E" + (point > 0 ? "+" : "") + String(point - 1)
  }
}
