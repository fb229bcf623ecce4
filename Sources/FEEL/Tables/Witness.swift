// Examples of what is in a set, as a person would give them.

extension ValueSet {
  /// A value that belongs to it, easy to read: a whole number, a whole day, a short text, near an end; nil when it is
  /// empty, or has nothing but structures or numbers beyond decimal128.
  ///
  /// Null only when it has no other value.
  package var witness: Value? {
    var hasNull = false
    for interval in intervals {
      switch interval.kind {
      case .null: hasNull = true
      case .string:
        if let text = textWitness { return text }
      default:
        if let value = interval.witness { return value }
      }
    }
    return hasNull ? .null : nil
  }

  private var textWitness: Value? {
    let parts = intervals.filter { $0.kind == .string }
    for part in parts where !part.isOpenBelow && !part.lower.isAbove { return part.lower.value }
    for text in ["other", "a", "z", "A", "0", ""] where contains(.string(text)) { return .string(text) }
    for part in parts {
      for tail in ["a", "0", " ", "\u{1}", "\0"] {
        guard case .string(let start) = part.lower.value else { continue }
        if contains(.string(start + tail)) { return .string(start + tail) }
      }
    }
    return contains(.string("\0")) ? .string("\0") : nil
  }
}

extension ValueSet.Interval {
  private func contains(_ value: Value) -> Bool { lower.isBelow(value) && !upper.isBelow(value) }

  fileprivate var witness: Value? {
    if let point { return point }
    switch kind {
    case .null, .string, .structure, .end: return nil
    case .boolean: return .boolean(!isOpenBelow)
    case .number: return numberWitness.map { .number($0) }
    case .date, .yearMonthDuration, .dayTimeDuration: return steppedWitness
    }
  }

  private var numberWitness: Number? {
    let low = lower.value.number
    let high = isOpenAbove ? nil : upper.value.number
    guard let anchor = low ?? high else { return .zero }
    // With more and more decimals: the first number after the lower end, or before the upper.
    var unit = Number.one
    for decimals in 0...Number.digitsMax + 1 {
      for candidate in candidates(anchor, decimals, unit, isUp: low != nil) where contains(.number(candidate)) {
        return candidate
      }
      guard let next = unit / Number(10) else { break }
      unit = next
    }
    let middle = low.flatMap { low in high.flatMap { low + $0 } }.flatMap { $0 / Number(2) }
    return [low, high, middle, low.flatMap { $0 * Number(10) }].compactMap { $0 }.first { contains(.number($0)) }
  }

  private func candidates(_ anchor: Number, _ decimals: Int, _ unit: Number, isUp: Bool) -> [Number] {
    guard let near = anchor.rounded(decimals: decimals, isUp ? .ceiling : .floor) else { return [] }
    return [near, isUp ? near + unit : near - unit].compactMap { $0 }
  }

  private var steppedWitness: Value? {
    if isOpenBelow, isOpenAbove { return kind.example }
    guard !isOpenBelow else {
      // From the upper end down to something whole.
      guard let last = upper.value.predecessor else { return nil }
      return kind.units.lazy.compactMap { last.whole($0, isUp: false) }.first(where: contains) ?? last
    }
    return kind.units.lazy.compactMap { lower.value.whole($0, isUp: true) }.first(where: contains) ?? lower.value
  }
}

extension ValueKind {
  /// Nanoseconds in the units that make a value easy to read, the largest first.
  fileprivate var units: [Int64] {
    switch self {
    case .dayTimeDuration:
      [86_400_000_000_000, 3_600_000_000_000, 60_000_000_000, 1_000_000_000, 1_000_000]
    default: []
    }
  }

  /// A value of the kind.
  fileprivate var example: Value? {
    switch self {
    case .date: .date(CivilDate(daysSinceEpoch: 18_262))
    case .dayTimeDuration: .dayTimeDuration(DayTimeDuration(seconds: 86_400))
    case .yearMonthDuration: .yearMonthDuration(YearMonthDuration(months: 12))
    default: nil
    }
  }
}

extension Value {
  /// The nearest value upwards or downwards that is a whole number of units by its own clock; nil out of range.
  fileprivate func whole(_ unit: Int64, isUp: Bool) -> Value? {
    switch self {
    case .dayTimeDuration(let duration):
      return DayTimeDuration(total: duration.total + step(from: duration.total, unit, isUp))
        .map { .dayTimeDuration($0) }
    default: return nil
    }
  }

  private func step(from count: Int128, _ unit: Int64, _ isUp: Bool) -> Int128 {
    let rest = ((count % Int128(unit)) + Int128(unit)) % Int128(unit)
    return rest == 0 ? 0 : isUp ? Int128(unit) - rest : -rest
  }
}
