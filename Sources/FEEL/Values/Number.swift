/// A number of FEEL: a decimal of 34 significant digits, as IEEE 754-2008 decimal128 without infinities and NaN.
///
/// Its value is `coefficient` × 10^`exponent`. Arithmetic keeps the scale where it is exact and rounds half to even where
/// it is not; what lies outside the range of decimal128 has no value (`nil`, in FEEL `null`). DMN 1.5 §10.3.2.3.1.
///
/// Invariant: |coefficient| < 10^34 and −6176 ≤ exponent ≤ 6111. Equal values may differ in coefficient and exponent
/// (1 and 1.0); they compare, hash and print alike.
public struct Number: Sendable {
  // Two words rather than one Int128, whose alignment of 16 bytes would make every value larger.
  let low: UInt64
  let high: Int64
  let power: Int16

  /// Makes a whole number.
  @inline(__always)
  public init(_ value: Int) {
    low = UInt64(bitPattern: Int64(value))
    high = Int64(value) >> 63
    power = 0
  }

  @inline(__always)
  init(small: Int64, power: Int16) {
    low = UInt64(bitPattern: small)
    high = small >> 63
    self.power = power
  }

  @inline(__always)
  init(coefficient: Int128, exponent: Int) {
    low = UInt64(truncatingIfNeeded: coefficient)
    high = Int64(truncatingIfNeeded: coefficient >> 64)
    power = Int16(exponent)
  }

  @inline(__always)
  var coefficient: Int128 { Int128(high) << 64 | Int128(low) }

  @inline(__always)
  var exponent: Int { Int(power) }

  /// Whether the coefficient fits an `Int64`: the fast case.
  @inline(__always)
  var isSmall: Bool { high == Int64(bitPattern: low) >> 63 }

  @inline(__always)
  var small: Int64 { Int64(bitPattern: low) }

  /// Zero.
  public static let zero = Number(0)
  /// One.
  public static let one = Number(1)

  static let digitsMax = 34
  static let exponents = -6176...6111

  /// Whether it is zero.
  public var isZero: Bool { low == 0 && high == 0 }

  /// Whether it is less than zero.
  public var isNegative: Bool { high < 0 }

  /// Whether it has no fraction.
  public var isInteger: Bool { exponent >= 0 || stripped.exponent >= 0 }

  /// The value as an `Int`; nil when it has a fraction or does not fit.
  public var int: Int? {
    if isSmall, power == 0 { return Int(small) }
    let plain = stripped
    guard plain.exponent >= 0, plain.exponent <= 18 else { return plain.isZero ? 0 : nil }
    let (value, overflow) = plain.coefficient.multipliedReportingOverflow(by: Int128(Decimal.power(plain.exponent)))
    return overflow ? nil : Int(exactly: value)
  }

  /// The same value with the shortest coefficient: what equal numbers share.
  var stripped: Number {
    var magnitude = coefficient.magnitude
    guard magnitude != 0 else { return Number(0) }
    var exponent = exponent
    for step in [16, 8, 4, 2, 1] {
      while exponent + step <= Number.exponents.upperBound {
        let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: Decimal.power(step))
        guard remainder == 0 else { break }
        magnitude = quotient
        exponent += step
      }
    }
    return Number(coefficient: isNegative ? -Int128(magnitude) : Int128(magnitude), exponent: exponent)
  }
}

extension Number: Comparable {
  /// Equal in value: 1 = 1.0.
  @inline(__always)
  public static func == (left: Number, right: Number) -> Bool {
    if let (a, b) = plain(left, right) { return a == b }
    return isEqual(left, right)
  }

  private static func isEqual(_ left: Number, _ right: Number) -> Bool {
    if let (a, b, _) = aligned(left, right) { return a == b }
    return left.order(right) == 0
  }

  /// Orders by value.
  @inline(__always)
  public static func < (left: Number, right: Number) -> Bool {
    if let (a, b) = plain(left, right) { return a < b }
    return isLess(left, right)
  }

  private static func isLess(_ left: Number, _ right: Number) -> Bool {
    if let (a, b, _) = aligned(left, right) { return a < b }
    return left.order(right) < 0
  }

  /// Negative, zero or positive as this is less than, equal to or greater than the other.
  func order(_ other: Number) -> Int {
    let (left, right) = (coefficient, other.coefficient)
    guard left.signum() == right.signum(), left != 0 else { return Int(left.signum() - right.signum()) }
    let sign = Int(left.signum())
    let (a, b) = (left.magnitude, right.magnitude)
    let (digitsA, digitsB) = (Decimal.digits(a), Decimal.digits(b))
    let (topA, topB) = (digitsA + exponent, digitsB + other.exponent)
    guard topA == topB else { return topA < topB ? -sign : sign }
    // Of equal magnitude, so the one with fewer digits can be brought to as many: at most 34.
    let scaledA = a * Decimal.power(max(0, digitsB - digitsA))
    let scaledB = b * Decimal.power(max(0, digitsA - digitsB))
    return scaledA == scaledB ? 0 : scaledA < scaledB ? -sign : sign
  }
}

extension Number: Hashable {
  /// Hashes the value, so that 1 and 1.0 are one key.
  public func hash(into hasher: inout Hasher) {
    if let int {
      hasher.combine(int)
    } else {
      let plain = stripped
      hasher.combine(plain.coefficient)
      hasher.combine(plain.power)
    }
  }
}

/// Powers of ten and digit counts of 128-bit magnitudes.
enum Decimal {
  static let powers: [UInt128] = (0...38).map { exponent in
    (0..<exponent).reduce(UInt128(1)) { power, _ in power * 10 }
  }

  static let smallPowers: [Int64] = (0...18).map { exponent in
    (0..<exponent).reduce(Int64(1)) { power, _ in power * 10 }
  }

  /// 10^exponent, for an exponent of 0 to 38.
  @inline(__always)
  static func power(_ exponent: Int) -> UInt128 { powers[exponent] }

  /// The number of decimal digits; 0 has none.
  static func digits(_ value: UInt128) -> Int {
    guard value != 0 else { return 0 }
    // 1233/4096 is a little more than log10(2): never too low by more than the one digit tested for.
    let estimate = ((128 - value.leadingZeroBitCount) * 1233) >> 12
    return value >= powers[estimate] ? estimate + 1 : estimate
  }
}
