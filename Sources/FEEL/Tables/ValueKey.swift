// Values as keys of 64 bits that order them as FEEL does: a value lies above a cut exactly when its key is not below
// the cut's. Numbers have two keys for each step of their scale: the step itself, and all that lies up to the next.

/// Keys beyond this are of values beyond all cuts.
private let keyMax: Int64 = 1 << 62

extension Number {
  /// The key under a scale of so many decimals, 0 to 18.
  @inline(__always)
  func key(scale: Int) -> Int64 {
    let shift = Int(power) + scale
    guard isSmall, shift.magnitude <= 18 else { return slowKey(shift) }
    let value = small
    if shift == 0 { return value.magnitude < UInt64(keyMax / 2) ? value &* 2 : slowKey(shift) }
    let unit = Decimal.smallPowers[Int(shift.magnitude)]
    if shift > 0 {
      let (product, isOver) = value.multipliedReportingOverflow(by: unit)
      return isOver || product.magnitude >= UInt64(keyMax / 2) ? slowKey(shift) : product &* 2
    }
    // A unit of 10 or more: the quotient is small enough.
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: unit)
    return quotient &* 2 &+ (rest == 0 ? 0 : rest < 0 ? -1 : 1)
  }

  @inline(never)
  private func slowKey(_ shift: Int) -> Int64 {
    let coefficient = coefficient
    let farKey = coefficient < 0 ? -keyMax : keyMax
    if coefficient == 0 { return 0 }
    if shift >= 0 {
      guard shift <= 18 else { return farKey }
      let (product, isOver) = coefficient.multipliedReportingOverflow(by: Int128(Decimal.power(shift)))
      return isOver || product.magnitude >= keyMax / 2 ? farKey : Int64(product) * 2
    }
    guard shift >= -38 else { return coefficient < 0 ? -1 : 1 }
    let (quotient, rest) = coefficient.quotientAndRemainder(dividingBy: Int128(Decimal.power(-shift)))
    guard quotient.magnitude < keyMax / 2 else { return farKey }
    return Int64(quotient) * 2 + (rest == 0 ? 0 : rest < 0 ? -1 : 1)
  }

  /// The decimals of the number, without zeros at the end.
  var decimals: Int { max(0, -stripped.exponent) }
}

extension Value {
  /// The key of a value of a kind other than numbers and texts; nil when it is of another kind.
  func key(kind: ValueKind) -> Int64? {
    switch (kind, self) {
    case (.boolean, .boolean(let flag)): flag ? 1 : 0
    case (.date, .date(let date)): Int64(date.daysSinceEpoch)
    case (.yearMonthDuration, .yearMonthDuration(let duration)): Int64(duration.months).clamped
    case (.dayTimeDuration, .dayTimeDuration(let duration)): Int64(clamping: duration.total).clamped
    default: nil
    }
  }
}

extension Int64 {
  fileprivate var clamped: Int64 { Swift.min(Swift.max(self, -keyMax), keyMax) }
}

extension Cut {
  /// The key of a cut at a value; nil when 64 bits do not hold it, or of a text.
  func key(scale: Int) -> Int64? {
    guard case .number(let number) = value else {
      // The clamped keys are those of many values.
      return value.key(kind: kind).flatMap { $0.magnitude < keyMax ? $0 : nil }
    }
    guard scale <= 18, number.decimals <= scale else { return nil }
    let key = number.key(scale: scale)
    return key.magnitude < keyMax ? key + (isAbove ? 1 : 0) : nil
  }
}
