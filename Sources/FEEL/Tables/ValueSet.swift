/// A set of values, exact: what a cell of a decision table accepts, or what a column may hold (DMN 1.5 §8.3.3).
///
/// It is a union of intervals of numbers, texts, days, times, dates and times, and durations, with null and the
/// booleans as points of their own; of lists, contexts and ranges it has all or none. Two sets are equal when they have
/// the same values, however they were written: days, months and nanoseconds count in whole steps, texts are ordered by
/// code point, and between any two numbers there is another.
package struct ValueSet: Hashable, Sendable {
  /// The places where values begin and cease to belong, in turn.
  ///
  /// Invariant: strictly increasing, and of an even count.
  let cuts: [Cut]

  init(cuts: [Cut]) {
    assert(cuts.count.isMultiple(of: 2) && zip(cuts, cuts.dropFirst()).allSatisfy { $0 < $1 }, "cuts in order")
    self.cuts = cuts
  }

  /// What lies between two places; empty when they are not in order.
  init(from lower: Cut, to upper: Cut) { cuts = lower < upper ? [lower, upper] : [] }

  /// The set of no value.
  package static let empty = ValueSet(cuts: [])
  /// The set of all values, null among them.
  package static let all = ValueSet(from: .start(.null), to: .start(.end))
  /// Null alone.
  package static let null = ValueSet(kind: .null)

  /// All values of a kind.
  init(kind: ValueKind) { self.init(from: .start(kind), to: .start(kind.next)) }

  /// One value.
  ///
  /// - Precondition: It is no list, context or range.
  package init(_ value: Value) {
    precondition(ValueKind(value) != .structure, "a set has all structures or none")
    self.init(from: .below(value), to: .above(value))
  }

  /// The values that a range contains; none when its ends are not of one kind that has an order.
  package init(_ range: ValueRange) {
    let (lower, upper) = (range.lower, range.upper)
    guard let kind = [lower, upper].map({ ValueKind($0) }).first(where: { $0 != .null }), kind.isOrdered,
      lower.isNull || upper.isNull || ValueKind(upper) == kind
    else {
      self = .empty
      return
    }
    self.init(
      from: lower.isNull ? .start(kind) : range.includesLower ? .below(lower) : .above(lower),
      to: upper.isNull ? .start(kind.next) : range.includesUpper ? .above(upper) : .below(upper))
  }

  /// The values of a type, with null.
  package init(type: ValueType) {
    let kind: ValueKind
    switch type {
    case .any:
      self = .all
      return
    case .null: kind = .null
    case .boolean: kind = .boolean
    case .number: kind = .number
    case .string: kind = .string
    case .date: kind = .date
    case .dayTimeDuration: kind = .dayTimeDuration
    case .yearMonthDuration: kind = .yearMonthDuration
    case .list, .context, .range, .function, .document, .time, .dateTime: kind = .structure
    }
    self = ValueSet.null.union(ValueSet(kind: kind))
  }

  /// Whether it has no value.
  package var isEmpty: Bool { cuts.isEmpty }

  /// Whether a value belongs to it.
  package func contains(_ value: Value) -> Bool { !count(below: value).isMultiple(of: 2) }

  /// How many cuts lie below a value.
  private func count(below value: Value) -> Int {
    var (low, high) = (0, cuts.count)
    while low < high {
      let middle = (low + high) / 2
      if cuts[middle].isBelow(value) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The values in either.
  package func union(_ other: ValueSet) -> ValueSet { combined(other) { $0 || $1 } }

  /// The values in both.
  package func intersection(_ other: ValueSet) -> ValueSet { combined(other) { $0 && $1 } }

  /// The values in this and not in the other.
  package func subtracting(_ other: ValueSet) -> ValueSet { combined(other) { $0 && !$1 } }

  /// The values of a domain that are not in it.
  package func complement(in domain: ValueSet) -> ValueSet { domain.subtracting(self) }

  /// Whether all its values belong to the other.
  package func isSubset(of other: ValueSet) -> Bool { subtracting(other).isEmpty }

  private func combined(_ other: ValueSet, _ isIn: (Bool, Bool) -> Bool) -> ValueSet {
    var result: [Cut] = []
    var (i, j) = (0, 0)
    while i < cuts.count || j < other.cuts.count {
      let cut: Cut
      if j == other.cuts.count || i < cuts.count && cuts[i] < other.cuts[j] {
        cut = cuts[i]
        i += 1
      } else {
        cut = other.cuts[j]
        if i < cuts.count, cuts[i] == cut { i += 1 }
        j += 1
      }
      if isIn(!i.isMultiple(of: 2), !j.isMultiple(of: 2)) == result.count.isMultiple(of: 2) { result.append(cut) }
    }
    return ValueSet(cuts: result)
  }

  /// An interval within one kind.
  struct Interval {
    var lower: Cut
    var upper: Cut

    var kind: ValueKind { lower.kind }
    /// Whether it begins with the first value of the kind.
    var isOpenBelow: Bool { lower.value.isNull }
    /// Whether it ends with the last value of the kind.
    var isOpenAbove: Bool { upper.kind != lower.kind }

    /// The value, when it is the only one.
    var point: Value? {
      switch kind {
      case .null: return .null
      case .boolean:
        if isOpenBelow { return isOpenAbove ? nil : .boolean(false) }
        return .boolean(true)
      case .structure, .end: return nil
      default:
        guard !isOpenBelow, !lower.isAbove else { return nil }
        return Cut.above(lower.value) == upper ? lower.value : nil
      }
    }
  }

  /// Its intervals in order, none across kinds.
  var intervals: [Interval] {
    var result: [Interval] = []
    for index in stride(from: 0, to: cuts.count, by: 2) {
      var lower = cuts[index]
      let upper = cuts[index + 1]
      while lower < upper {
        let next = min(upper, .start(lower.kind.next))
        result.append(Interval(lower: lower, upper: next))
        lower = next
      }
    }
    return result
  }
}

extension ValueKind {
  /// Whether its values have an order.
  var isOrdered: Bool {
    switch self {
    case .null, .boolean, .structure, .end: false
    case .number, .string, .date, .dayTimeDuration, .yearMonthDuration: true
    }
  }
}
