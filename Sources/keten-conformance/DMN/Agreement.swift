import FEEL

extension ExpectedValue {
  /// Whether a value is the one that is expected.
  ///
  /// Numbers agree exactly. Only one that is written with 8 decimals or more may differ, by one unit in its last digit or
  /// by 10⁻¹² of it: the suite writes rounded numbers and doubles there.
  func agrees(with actual: Value) -> Bool {
    switch (self, actual) {
    case (.number(let number, let text), .number(let other)): areClose(number, other, text: text)
    case (.list(let items), .list(let others)):
      items.count == others.count && zip(items, others).allSatisfy { $0.agrees(with: $1) }
    case (.context(let entries), .context(let other)):
      entries.count == other.entries.count
        && entries.allSatisfy { entry in other[entry.key].map(entry.value.agrees) ?? false }
    case (.scalar(let value), _): value == actual
    default: false
    }
  }
}

/// From so many decimals on a number is one that was rounded.
private let decimalsMin = 8

private func areClose(_ expected: Number, _ actual: Number, text: String) -> Bool {
  if expected == actual { return true }
  guard decimals(text) >= decimalsMin, let difference = (expected - actual)?.magnitude else { return false }
  if let unit = unitOfLastDigit(text), difference <= unit { return true }
  guard let relative = Number("1E-12").flatMap({ $0 * expected.magnitude }) else { return false }
  return difference <= relative
}

/// The digits of a number before its exponent.
private func mantissa(_ text: String) -> Substring { text.prefix { $0 != "e" && $0 != "E" } }

/// How many decimals a number is written with, before its exponent.
func decimals(_ text: String) -> Int {
  mantissa(text).split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
}

/// The worth of the last digit that a number is written with: 0.01 of `1.25`, 100 of `1.25E4`.
func unitOfLastDigit(_ text: String) -> Number? {
  let exponent = Int(text.dropFirst(mantissa(text).count + 1)) ?? 0
  return Number("1E\(exponent - decimals(text))")
}
