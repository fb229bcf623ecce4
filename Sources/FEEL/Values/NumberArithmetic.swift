// Arithmetic of decimal128: exact where 34 digits hold the result, else rounded once, half to even.

extension Number {
  /// The sum; nil when it is out of range.
  @inline(__always)
  public static func + (left: Number, right: Number) -> Number? {
    if let (a, b) = plain(left, right) {
      let (sum, overflow) = a.addingReportingOverflow(b)
      if !overflow { return Number(small: sum, power: left.power) }
    }
    return alignedSum(left, right)
  }

  private static func alignedSum(_ left: Number, _ right: Number) -> Number? {
    if let (a, b, power) = aligned(left, right) {
      let (sum, overflow) = a.addingReportingOverflow(b)
      if !overflow { return Number(small: sum, power: power) }
    }
    return slowSum(left, right)
  }

  /// The difference; nil when it is out of range.
  @inline(__always)
  public static func - (left: Number, right: Number) -> Number? {
    if let (a, b) = plain(left, right) {
      let (difference, overflow) = a.subtractingReportingOverflow(b)
      if !overflow { return Number(small: difference, power: left.power) }
    }
    return alignedDifference(left, right)
  }

  private static func alignedDifference(_ left: Number, _ right: Number) -> Number? {
    if let (a, b, power) = aligned(left, right) {
      let (difference, overflow) = a.subtractingReportingOverflow(b)
      if !overflow { return Number(small: difference, power: power) }
    }
    return slowSum(left, -right)
  }

  /// The number with the other sign.
  public static prefix func - (number: Number) -> Number {
    Number(coefficient: -number.coefficient, exponent: number.exponent)
  }

  /// The product; nil when it is out of range.
  public static func * (left: Number, right: Number) -> Number? {
    let power = Int(left.power) + Int(right.power)
    if left.isSmall, right.isSmall, exponents.contains(power) {
      let (product, overflow) = left.small.multipliedReportingOverflow(by: right.small)
      if !overflow { return Number(small: product, power: Int16(power)) }
    }
    return slowProduct(left, right)
  }

  /// The quotient; nil when the divisor is zero or the result is out of range.
  public static func / (left: Number, right: Number) -> Number? {
    guard !right.isZero else { return nil }
    let power = Int(left.power) - Int(right.power)
    if left.isSmall, right.isSmall, exponents.contains(power) {
      let (quotient, overflow) = left.small.dividedReportingOverflow(by: right.small)
      if !overflow, quotient &* right.small == left.small { return Number(small: quotient, power: Int16(power)) }
    }
    return slowQuotient(left, right)
  }

  /// The magnitude.
  public var magnitude: Number { isNegative ? -self : self }

  /// This number to a whole power; nil when it is out of range, or zero to a negative power.
  ///
  /// Exact while each partial product fits 34 digits; otherwise each of them is rounded.
  public func raised(to power: Int) -> Number? {
    guard (-999_999_999...999_999_999).contains(power) else { return nil }
    var result = Number.one
    var factor = self
    var rest = power.magnitude
    while rest > 0 {
      if rest & 1 == 1 {
        guard let product = result * factor else { return power < 0 ? Number.zero : nil }
        result = product
      }
      rest >>= 1
      guard rest > 0 else { break }
      guard let square = factor * factor else { return power < 0 ? Number.zero : nil }
      factor = square
    }
    return power < 0 ? Number.one / result : result
  }
}

extension Number {
  /// Both coefficients, where they have one exponent and fit 64 bits: the fastest case.
  @inline(__always)
  static func plain(_ left: Number, _ right: Number) -> (Int64, Int64)? {
    left.power == right.power && left.isSmall && right.isSmall ? (left.small, right.small) : nil
  }

  /// Both coefficients under one exponent, where they fit 64 bits: the fast case of sums and comparisons.
  @inline(__always)
  static func aligned(_ left: Number, _ right: Number) -> (Int64, Int64, Int16)? {
    guard left.isSmall, right.isSmall else { return nil }
    let shift = Int(left.power) - Int(right.power)
    if shift == 0 { return (left.small, right.small, left.power) }
    guard shift.magnitude <= 18 else { return nil }
    let (scaled, overflow) = (shift > 0 ? left : right).small.multipliedReportingOverflow(
      by: Decimal.smallPowers[Int(shift.magnitude)])
    guard !overflow else { return nil }
    return shift > 0 ? (scaled, right.small, right.power) : (left.small, scaled, left.power)
  }

  private static func slowSum(_ left: Number, _ right: Number) -> Number? {
    let (upper, lower) = left.exponent >= right.exponent ? (left, right) : (right, left)
    if upper.isZero { return lower }
    if lower.isZero { return upper }
    let shift = upper.exponent - lower.exponent
    // At 37 digits the sum of two coefficients still fits 128 bits.
    let room = 37 - Decimal.digits(upper.coefficient.magnitude)
    if shift <= room {
      let sum = upper.coefficient * Int128(Decimal.power(shift)) + lower.coefficient
      return rounded(sum.magnitude, isNegative: sum < 0, exponent: lower.exponent)
    }
    let scaled = upper.coefficient.magnitude * Decimal.power(room)
    let dropped = shift - room
    let (part, rest) =
      dropped > 38
      ? (0, 1) : lower.coefficient.magnitude.quotientAndRemainder(dividingBy: Decimal.power(dropped))
    let exponent = upper.exponent - room
    if upper.isNegative == lower.isNegative {
      return rounded(scaled + part, isNegative: upper.isNegative, exponent: exponent, isAbove: rest != 0)
    }
    // The true difference lies just below `scaled − part`: one less and something above it.
    return rounded(
      scaled - part - (rest == 0 ? 0 : 1), isNegative: upper.isNegative, exponent: exponent, isAbove: rest != 0)
  }

  private static func slowProduct(_ left: Number, _ right: Number) -> Number? {
    let (a, b) = (left.coefficient.magnitude, right.coefficient.magnitude)
    let isNegative = left.isNegative != right.isNegative
    let exponent = left.exponent + right.exponent
    let dropped = Decimal.digits(a) + Decimal.digits(b) - 36
    let (high, low) = a.multipliedFullWidth(by: b)
    guard dropped > 0 else { return rounded(low, isNegative: isNegative, exponent: exponent) }
    let (quotient, rest) = Decimal.power(dropped).dividingFullWidth((high, low))
    return rounded(quotient, isNegative: isNegative, exponent: exponent + dropped, isAbove: rest != 0)
  }

  private static func slowQuotient(_ left: Number, _ right: Number) -> Number? {
    let (a, b) = (left.coefficient.magnitude, right.coefficient.magnitude)
    guard a != 0 else { return zero }
    let digits = Decimal.digits(b)
    let scale = 36 - Decimal.digits(a)
    // 36 digits and those of the divisor, over the divisor: a quotient of 36 or 37 digits.
    let numerator = (a * Decimal.power(scale)).multipliedFullWidth(by: Decimal.power(digits))
    var (quotient, rest) = b.dividingFullWidth(numerator)
    let ideal = left.exponent - right.exponent
    var exponent = ideal - scale - digits
    if rest == 0 {
      for step in [32, 16, 8, 4, 2, 1] {
        while exponent + step <= ideal {
          let (shorter, remainder) = quotient.quotientAndRemainder(dividingBy: Decimal.power(step))
          guard remainder == 0 else { break }
          quotient = shorter
          exponent += step
        }
      }
    } else {
      rest = 1
    }
    return rounded(quotient, isNegative: left.isNegative != right.isNegative, exponent: exponent, isAbove: rest != 0)
  }

  /// The number nearest to magnitude × 10^exponent, half to even; nil when it is out of range.
  ///
  /// `isAbove` says that the true magnitude is greater by less than one unit; then there are at least 35 digits.
  static func rounded(_ magnitude: UInt128, isNegative: Bool, exponent: Int, isAbove: Bool = false) -> Number? {
    var (value, exponent) = (magnitude, exponent)
    let dropped = max(Decimal.digits(value) - digitsMax, exponents.lowerBound - exponent)
    if dropped > 38 { return zero }
    if dropped > 0 {
      let unit = Decimal.power(dropped)
      let (quotient, rest) = value.quotientAndRemainder(dividingBy: unit)
      let half = unit / 2
      let isUp = rest > half || rest == half && (isAbove || quotient & 1 == 1)
      value = quotient + (isUp ? 1 : 0)
      exponent += dropped
      // Rounding up 34 nines gives a digit more, a zero.
      if value == Decimal.power(digitsMax) { (value, exponent) = (value / 10, exponent + 1) }
    }
    if value == 0 { return zero }
    while exponent > exponents.upperBound {
      guard Decimal.digits(value) < digitsMax else { return nil }
      (value, exponent) = (value * 10, exponent - 1)
    }
    return Number(coefficient: isNegative ? -Int128(value) : Int128(value), exponent: exponent)
  }

  /// How a number is brought to fewer decimals (DMN 1.5 §10.3.4.5).
  enum Rounding { case down, up, halfDown, halfUp, halfEven, floor, ceiling }

  /// The nearest number with so many decimals (fewer than 0: tens, hundreds …); nil when it is out of range.
  func rounded(decimals: Int, _ mode: Rounding) -> Number? {
    guard (-6111...6176).contains(decimals) else { return nil }
    let dropped = -decimals - exponent
    guard dropped > 0 else { return self }
    let magnitude = coefficient.magnitude
    let unit = dropped > 35 ? 0 : Decimal.power(dropped)
    let (quotient, rest) = unit == 0 ? (0, magnitude) : magnitude.quotientAndRemainder(dividingBy: unit)
    let isBelowHalf = unit == 0 || rest < unit - rest
    let isHalf = unit != 0 && rest == unit - rest
    let isUp: Bool
    switch mode {
    case .down: isUp = false
    case .up: isUp = rest != 0
    case .floor: isUp = rest != 0 && isNegative
    case .ceiling: isUp = rest != 0 && !isNegative
    case .halfDown: isUp = !isBelowHalf && !isHalf
    case .halfUp: isUp = !isBelowHalf
    case .halfEven: isUp = !isBelowHalf && (!isHalf || quotient & 1 == 1)
    }
    return Number.rounded(quotient + (isUp ? 1 : 0), isNegative: isNegative, exponent: -decimals)
  }
}
