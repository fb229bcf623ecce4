/// A magnitude with 256 bits, some 77 decimals, behind its point: the guard digits of `exp`, `log` and powers.
///
/// Each operation drops what lies beyond the last bit, so its error is one unit of 2^−256 or, for a product, a few.
struct Fixed {
  /// The value times 2^256.
  var bits: Natural

  private static let limbs = 4

  static let zero = Fixed(bits: .zero)
  static let one = Fixed(whole: 1)

  init(bits: Natural) { self.bits = bits }

  init(whole: UInt128) { bits = Natural(whole).adding(limbs: Fixed.limbs) }

  /// A proper fraction.
  init(_ numerator: UInt128, over denominator: UInt128) {
    let (high, rest) = denominator.dividingFullWidth((numerator, 0))
    let (low, _) = denominator.dividingFullWidth((rest, 0))
    bits = Natural(low) + Natural(high).adding(limbs: Fixed.limbs / 2)
  }

  /// coefficient × 10^exponent.
  init(coefficient: UInt128, exponent: Int) {
    let scaled = Natural(coefficient).adding(limbs: Fixed.limbs)
    bits = exponent >= 0 ? scaled.scaled(exponent) : scaled.shortened(-exponent).0
  }

  var isZero: Bool { bits.isZero }

  /// The whole part; nil where it is beyond 128 bits.
  var whole: UInt128? { bits.dropping(limbs: Fixed.limbs).small }

  static func < (left: Fixed, right: Fixed) -> Bool { left.bits < right.bits }
  static func + (left: Fixed, right: Fixed) -> Fixed { Fixed(bits: left.bits + right.bits) }
  static func - (left: Fixed, right: Fixed) -> Fixed { Fixed(bits: left.bits - right.bits) }
  static func * (left: Fixed, right: Fixed) -> Fixed { Fixed(bits: (left.bits * right.bits).dropping(limbs: limbs)) }
  static func * (left: Fixed, right: UInt128) -> Fixed { Fixed(bits: left.bits * Natural(right)) }
  static func / (left: Fixed, right: UInt64) -> Fixed { Fixed(bits: left.bits.divided(by: right).quotient) }

  /// The number with 34 digits of the magnitude; nil when it is out of range.
  ///
  /// The magnitude counts as a little more than what is here, and as no decimal of 34 digits.
  func number(isNegative: Bool = false, exponent: Int = 0) -> Number? {
    guard var digits = whole, Decimal.digits(digits) <= 37 else { return nil }
    var rest = self - Fixed(whole: digits)
    var exponent = exponent
    while Decimal.digits(digits) < 36, !rest.isZero || digits != 0 {
      rest = rest * UInt128(10)
      let digit = rest.whole ?? 0
      rest = rest - Fixed(whole: digit)
      digits = digits * 10 + digit
      exponent -= 1
    }
    return Number.rounded(digits, isNegative: isNegative, exponent: exponent, isAbove: true)
  }
}

extension Fixed {
  static let ln2 = areaTangent(26) * 18 - areaTangent(4801) * 2 + areaTangent(8749) * 8
  static let ln10 = areaTangent(31) * 46 + areaTangent(49) * 34 + areaTangent(161) * 20

  /// artanh(1/n), by its series.
  private static func areaTangent(_ n: UInt64) -> Fixed {
    var power = Fixed.one / n
    var sum = Fixed.zero
    var odd: UInt64 = 1
    while !power.isZero {
      sum = sum + power / odd
      power = power / (n * n)
      odd += 2
    }
    return sum
  }

  /// e to the power of a magnitude of at most a few units.
  static func exp(_ magnitude: Fixed) -> Fixed {
    // A small argument lets the series end soon; each squaring then doubles it, and costs a bit of the guard.
    let halvings = 8
    let small = magnitude / (1 << UInt64(halvings))
    var (sum, term) = (Fixed.one, Fixed.one)
    var index: UInt64 = 1
    while !term.isZero {
      term = term * small / index
      sum = sum + term
      index += 1
    }
    for _ in 0..<halvings { sum = sum * sum }
    return sum
  }

  /// The natural logarithm of coefficient × 10^exponent, which is not zero.
  static func log(_ coefficient: UInt128, _ exponent: Int) -> (isNegative: Bool, magnitude: Fixed) {
    // x = numerator/denominator · 2^halvings · 10^tens, the fraction near 1; for x near 1 it is x itself, so nothing
    // cancels.
    let digits = Decimal.digits(coefficient)
    var (numerator, denominator) = (coefficient, Decimal.power(digits - 1))
    var (tens, halvings) = (exponent + digits - 1, 0)
    if numerator > denominator * 3 { (denominator, tens) = (denominator * 10, tens + 1) }
    while numerator * 7 > denominator * 10 { (denominator, halvings) = (denominator * 2, halvings + 1) }
    while numerator * 10 < denominator * 7 { (numerator, halvings) = (numerator * 2, halvings - 1) }
    // ln m = 2 artanh((m − 1)/(m + 1))
    let isBelowOne = numerator < denominator
    let distance = isBelowOne ? denominator - numerator : numerator - denominator
    let ratio = Fixed(distance, over: numerator + denominator)
    let square = ratio * ratio
    var (sum, power) = (Fixed.zero, ratio)
    var odd: UInt64 = 1
    while !power.isZero {
      sum = sum + power / odd
      power = power * square
      odd += 2
    }
    let parts = [
      (isBelowOne, sum * 2), (halvings < 0, ln2 * UInt128(halvings.magnitude)),
      (tens < 0, ln10 * UInt128(tens.magnitude)),
    ]
    let up = parts.filter { !$0.0 }.reduce(zero) { $0 + $1.1 }
    let down = parts.filter(\.0).reduce(zero) { $0 + $1.1 }
    return up < down ? (true, down - up) : (false, up - down)
  }
}
