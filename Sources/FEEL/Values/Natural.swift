/// A natural number of any size: what exact sums of squares and fractions of many digits are calculated in.
///
/// Invariant: `limbs` hold 64 bits each, the lowest first, and the last one is not zero.
struct Natural: Equatable {
  private(set) var limbs: [UInt64]

  static let zero = Natural(limbs: [])

  init(_ value: UInt128) {
    self.init(limbs: [UInt64(truncatingIfNeeded: value), UInt64(truncatingIfNeeded: value >> 64)])
  }

  init(limbs: [UInt64]) {
    self.limbs = limbs
    trim()
  }

  var isZero: Bool { limbs.isEmpty }

  /// The value, where it fits 128 bits.
  var small: UInt128? {
    guard limbs.count <= 2 else { return nil }
    return limbs.reversed().reduce(0) { $0 << 64 | UInt128($1) }
  }

  private mutating func trim() {
    while limbs.last == 0 { limbs.removeLast() }
  }

  static func < (left: Natural, right: Natural) -> Bool {
    guard left.limbs.count == right.limbs.count else { return left.limbs.count < right.limbs.count }
    for (a, b) in zip(left.limbs.reversed(), right.limbs.reversed()) where a != b { return a < b }
    return false
  }

  static func + (left: Natural, right: Natural) -> Natural {
    let (long, short) = left.limbs.count >= right.limbs.count ? (left, right) : (right, left)
    var result = long.limbs
    var carry: UInt64 = 0
    for index in result.indices {
      let sum = UInt128(result[index]) + UInt128(index < short.limbs.count ? short.limbs[index] : 0) + UInt128(carry)
      result[index] = UInt64(truncatingIfNeeded: sum)
      carry = UInt64(sum >> 64)
    }
    if carry > 0 { result.append(carry) }
    return Natural(limbs: result)
  }

  /// The difference; the right one must not be greater.
  static func - (left: Natural, right: Natural) -> Natural {
    var result = left.limbs
    var borrow: UInt64 = 0
    for index in result.indices {
      let taken = UInt128(index < right.limbs.count ? right.limbs[index] : 0) + UInt128(borrow)
      let value = UInt128(result[index])
      borrow = value < taken ? 1 : 0
      result[index] = UInt64(truncatingIfNeeded: value &- taken)
    }
    precondition(borrow == 0, "a natural number has none below zero")
    return Natural(limbs: result)
  }

  static func * (left: Natural, right: Natural) -> Natural {
    var result = [UInt64](repeating: 0, count: left.limbs.count + right.limbs.count)
    for (i, a) in left.limbs.enumerated() {
      var carry: UInt128 = 0
      for (j, b) in right.limbs.enumerated() {
        // At most (2^64 − 1)² and twice 2^64 − 1: it fits 128 bits.
        let sum = UInt128(a) * UInt128(b) + UInt128(result[i + j]) + carry
        result[i + j] = UInt64(truncatingIfNeeded: sum)
        carry = sum >> 64
      }
      result[i + right.limbs.count] = UInt64(carry)
    }
    return Natural(limbs: result)
  }

  /// The quotient and the remainder.
  func divided(by divisor: UInt64) -> (quotient: Natural, remainder: UInt64) {
    var result = limbs
    var rest: UInt64 = 0
    for index in result.indices.reversed() {
      (result[index], rest) = divisor.dividingFullWidth((rest, result[index]))
    }
    return (Natural(limbs: result), rest)
  }

  /// The number without its lowest limbs: divided by 2^64 so many times.
  func dropping(limbs count: Int) -> Natural { Natural(limbs: Array(limbs.dropFirst(count))) }

  /// Multiplied by 2^64 so many times.
  func adding(limbs count: Int) -> Natural { Natural(limbs: [UInt64](repeating: 0, count: count) + limbs) }

  /// Multiplied by 10^exponent.
  func scaled(_ exponent: Int) -> Natural {
    var result = self
    var rest = exponent
    while rest > 0 {
      let step = min(rest, 18)
      result = result * Natural(UInt128(Decimal.smallPowers[step]))
      rest -= step
    }
    return result
  }

  /// Divided by 10^exponent, with whether something was dropped.
  func shortened(_ exponent: Int) -> (Natural, isAbove: Bool) {
    var result = self
    var isAbove = false
    var rest = exponent
    while rest > 0, !result.isZero {
      let step = min(rest, 18)
      let (quotient, remainder) = result.divided(by: UInt64(Decimal.smallPowers[step]))
      isAbove = isAbove || remainder != 0
      result = quotient
      rest -= step
    }
    return (result, isAbove)
  }

  /// The number of decimal digits; 0 has none.
  var digits: Int {
    var result = 0
    var rest = self
    while rest.small == nil {
      rest = rest.divided(by: 1_000_000_000_000_000_000).quotient
      result += 18
    }
    return result + Decimal.digits(rest.small ?? 0)
  }
}
