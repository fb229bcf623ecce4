extension ValueSet: CustomStringConvertible {
  /// The set as unary tests: `[1..5), > 9`, `"a", "b"`, `not("a")`, `-`; `nothing` when it is empty.
  ///
  /// All values of one kind among several kinds are written in words: `any number`.
  package var description: String { text(within: .all) }

  /// The set as unary tests of a column that holds the values of a domain.
  ///
  /// `-` when it has all of them but perhaps null.
  package func text(within domain: ValueSet) -> String {
    let inside = intersection(domain)
    if inside.isEmpty { return "nothing" }
    let outside = domain.subtracting(inside)
    if outside.isSubset(of: .null) { return "-" }
    let (intervals, rest) = (inside.intervals, outside.subtracting(.null).intervals)
    if rest.count < intervals.count, rest.allSatisfy({ $0.point != nil }), rest.first?.kind != .boolean {
      return "not(" + rest.map(\.text).joined(separator: ", ") + ")"
    }
    return intervals.map(\.text).joined(separator: ", ")
  }

  /// Whether it reads as one test: a single interval, or a list of values; within a domain, `-`.
  func isOneCell(within domain: ValueSet) -> Bool {
    if domain.subtracting(self).isSubset(of: .null) { return true }
    let parts = intersection(domain).intervals
    return parts.count == 1 || parts.allSatisfy { $0.point != nil }
  }
}

extension ValueSet.Interval {
  fileprivate var text: String {
    if let point { return point.description }
    if isOpenBelow, isOpenAbove { return "any \(kind.name)" }
    let (low, high) = (lowerEnd, upperEnd)
    if isOpenBelow { return "\(high.isIn ? "<=" : "<") \(high.text)" }
    if isOpenAbove { return "\(low.isIn ? ">=" : ">") \(low.text)" }
    return "\(low.isIn ? "[" : "(")\(low.text)..\(high.text)\(high.isIn ? "]" : ")")"
  }

  private var lowerEnd: (text: String, isIn: Bool) {
    let text = lower.value.description
    guard !lower.isAbove else { return (text, false) }
    // `> 12:00` rather than `>= 12:00:00.000000001`.
    guard kind != .date, let before = lower.value.predecessor?.description, before.utf8.count < text.utf8.count else {
      return (text, true)
    }
    return (before, false)
  }

  private var upperEnd: (text: String, isIn: Bool) {
    let text = upper.value.description
    guard !upper.isAbove else { return (text, true) }
    guard let before = upper.value.predecessor?.description,
      kind == .date || before.utf8.count < text.utf8.count
    else { return (text, false) }
    return (before, true)
  }
}
