// Roots, exponentials, logarithms and fractional powers: calculated with many more digits and rounded once.

extension Number {
  /// The square root; nil below zero.
  public var squareRoot: Number? {
    guard !isNegative else { return nil }
    guard !isZero else { return .zero }
    let magnitude = coefficient.magnitude
    let missing = Number.digitsMax - Decimal.digits(magnitude)
    // 71 or 72 digits, the exponent even: their root has 36 digits.
    let isOdd = (exponent - missing - 37) & 1 != 0
    let scale = isOdd ? 38 : 37
    let radicand = (magnitude * Decimal.power(missing)).multipliedFullWidth(by: Decimal.power(scale))
    let (root, isExact) = Number.squareRoot(radicand)
    return Number.rounded(root, isNegative: false, exponent: (exponent - missing - scale) / 2, isAbove: !isExact)
  }

  /// The greatest whole number whose square is not above a number below 10^72, and whether it is equal.
  static func squareRoot(_ radicand: (high: UInt128, low: UInt128)) -> (UInt128, isExact: Bool) {
    var root = Decimal.power(36)
    guard radicand.high < root else { return (root, false) }
    while true {
      // From above, each step comes nearer until the next would be no less.
      let next = (root + root.dividingFullWidth((radicand.high, radicand.low)).quotient) / 2
      guard next < root else { break }
      root = next
    }
    return (root, root.multipliedFullWidth(by: root) == (radicand.high, radicand.low))
  }

  /// e to the power of this number; nil when it is out of range.
  public var exponential: Number? {
    guard !isZero else { return .one }
    // Beyond these the result is out of range, or rounds to 1.
    let digits = Decimal.digits(coefficient.magnitude) + exponent
    if digits > 5 { return isNegative ? .zero : nil }
    if digits < -40 { return .one }
    return Number.exponential(
      of: Fixed(coefficient: coefficient.magnitude, exponent: exponent), isNegative: isNegative)
  }

  /// e to the power of a magnitude below 10^6, or of its negative.
  private static func exponential(of magnitude: Fixed, isNegative: Bool) -> Number? {
    guard let whole = magnitude.whole else { return isNegative ? .zero : nil }
    // e^x = 10^tens · e^rest with a rest of 0 to ln 10; 43429/100000 is a little less than 1 / ln 10.
    var tens = Int(whole) * 43_429 / 100_000
    var rest = magnitude - Fixed.ln10 * UInt128(tens)
    while !(rest < Fixed.ln10) { (rest, tens) = (rest - Fixed.ln10, tens + 1) }
    guard isNegative else { return Fixed.exp(rest).number(exponent: tens) }
    return Fixed.exp(Fixed.ln10 - rest).number(exponent: -tens - 1)
  }

  /// The natural logarithm; nil for zero and below.
  public var logarithm: Number? {
    guard !isZero, !isNegative else { return nil }
    let (isNegative, magnitude) = Fixed.log(coefficient.magnitude, exponent)
    return magnitude.isZero ? .zero : magnitude.number(isNegative: isNegative)
  }

  /// This number to any power; nil when it is out of range, zero to a negative power, or a negative number to one that
  /// is not whole.
  public func raised(to power: Number) -> Number? {
    if let whole = power.int, let result = raised(to: whole) { return result }
    if isZero { return power.isNegative ? nil : .zero }
    if isNegative {
      guard power.isInteger, let result = magnitude.raised(to: power) else { return nil }
      return power.isEven ? result : -result
    }
    let (isBelowOne, logarithm) = Fixed.log(coefficient.magnitude, exponent)
    if logarithm.isZero { return .one }
    let isDown = isBelowOne != power.isNegative
    // Beyond a million the result is out of range whatever the digits; the logarithm is at least 10^−34.
    let digits = Decimal.digits(power.coefficient.magnitude) + power.exponent
    if digits > 41 { return isDown ? .zero : nil }
    if digits < -45 { return .one }
    let product = (logarithm * power.coefficient.magnitude).bits
    let magnitude = Fixed(
      bits: power.exponent >= 0 ? product.scaled(power.exponent) : product.shortened(-power.exponent).0)
    guard let whole = magnitude.whole, whole < 1_000_000 else { return isDown ? .zero : nil }
    return Number.exponential(of: magnitude, isNegative: isDown)
  }

  /// Whether a whole number is even.
  var isEven: Bool {
    let plain = stripped
    return plain.exponent > 0 || plain.coefficient & 1 == 0
  }

  /// The remainder of a division, with the sign of the divisor; nil for a divisor of zero.
  ///
  /// Exact, but for a result of more than 34 digits: dividend − divisor × floor(dividend / divisor).
  public func modulo(_ divisor: Number) -> Number? {
    guard !divisor.isZero else { return nil }
    let magnitude = divisor.magnitude
    guard let rest = self.magnitude.remainder(magnitude) else { return nil }
    guard !rest.isZero, isNegative != divisor.isNegative else { return divisor.isNegative ? -rest : rest }
    return (magnitude - rest).map { divisor.isNegative ? -$0 : $0 }
  }

  /// The remainder of two numbers that are not negative.
  private func remainder(_ divisor: Number) -> Number? {
    guard self >= divisor else { return self }
    let (a, b) = (coefficient.magnitude, divisor.coefficient.magnitude)
    let shift = exponent - divisor.exponent
    if shift <= 0 {
      // This one is the greater, so the divisor has room for the zeros: 34 digits at most.
      return Number(coefficient: Int128(a % (b * Decimal.power(-shift))), exponent: exponent)
    }
    var (rest, factor, count) = (a % b, 10 % b, shift)
    while count > 0 {
      if count & 1 == 1 { rest = b.dividingFullWidth(rest.multipliedFullWidth(by: factor)).remainder }
      factor = b.dividingFullWidth(factor.multipliedFullWidth(by: factor)).remainder
      count >>= 1
    }
    return Number(coefficient: Int128(rest), exponent: divisor.exponent)
  }
}

extension Number {
  /// The sample standard deviation; nil for fewer than two numbers.
  ///
  /// √((n Σx² − (Σx)²) / (n (n − 1))), with exact sums: nothing cancels.
  static func sampleDeviation(_ numbers: [Number]) -> Number? {
    guard numbers.count > 1 else { return nil }
    let parts = numbers.filter { !$0.isZero }
    guard let top = parts.map({ Decimal.digits($0.coefficient.magnitude) + $0.exponent }).max(),
      let bottom = parts.map(\.exponent).min()
    else { return .zero }
    // What lies 80 digits below the greatest number has no part in the result.
    let base = max(bottom, top - 80)
    var (up, down, squares) = (Natural.zero, Natural.zero, Natural.zero)
    for number in parts {
      let magnitude = Natural(number.coefficient.magnitude)
      let shift = number.exponent - base
      let value = shift >= 0 ? magnitude.scaled(shift) : magnitude.shortened(-shift).0
      if number.isNegative { down = down + value } else { up = up + value }
      squares = squares + value * value
    }
    let sum = up < down ? down - up : up - down
    let count = UInt64(numbers.count)
    let spread = squares * Natural(UInt128(count)) - sum * sum
    guard !spread.isZero else { return .zero }
    // 71 or 72 digits under the root, and an even exponent.
    let room = 90 - spread.digits
    let (wide, isAboveFirst) = room > 0 ? (spread.scaled(room), false) : spread.shortened(-room)
    let (first, restFirst) = wide.divided(by: count)
    let (second, restSecond) = first.divided(by: count - 1)
    var dropped = second.digits - 71
    if (2 * base - room + dropped) & 1 != 0 { dropped -= 1 }
    let (radicand, isAboveSecond) = second.shortened(dropped)
    let high = radicand.dropping(limbs: 2)
    let low = (radicand - high.adding(limbs: 2)).small ?? 0
    let (root, isExact) = Number.squareRoot((high.small ?? 0, low))
    let isAbove = !isExact || isAboveFirst || isAboveSecond || restFirst != 0 || restSecond != 0
    return rounded(root, isNegative: false, exponent: (2 * base - room + dropped) / 2, isAbove: isAbove)
  }
}
