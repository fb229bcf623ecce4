/// The values for which a test is true, and those for which it is false; for the rest it is null.
private struct Outcome {
  var holds: ValueSet
  var fails: ValueSet

  static let null = Outcome(holds: .empty, fails: .empty)

  var inverse: Outcome { Outcome(holds: fails, fails: holds) }

  func or(_ other: Outcome) -> Outcome {
    Outcome(holds: holds.union(other.holds), fails: fails.intersection(other.fails))
  }

  func and(_ other: Outcome) -> Outcome {
    Outcome(holds: holds.intersection(other.holds), fails: fails.union(other.fails))
  }
}

extension ValueSet {
  /// The values for which one of a cell's tests is true; nil when a test depends on more than the value.
  ///
  /// It follows the evaluation of FEEL, where a comparison with null or with another kind is null and neither true nor
  /// false (DMN 1.5 tables 50 to 53): null meets `null`, `!= 5` and `not(5)`, and does not meet `5`, `< 5`,
  /// `not(< 5)` or `[1..5]`. A text does not meet `not(5)`.
  ///
  /// - Parameters:
  ///   - tests: What stands between the commas of a cell, or of `not(…)`; none for `-`, which all values meet.
  ///   - isNegated: Whether they stand in `not(…)`.
  ///   - type: The type of the column. Only where it has lists, contexts or ranges does a test that compares with one
  ///     count as depending on more: a set cannot tell those apart.
  ///   - constant: The value of an expression that depends on nothing; nil of any other.
  package init?(
    tests: [Syntax.Test], isNegated: Bool = false, type: ValueType = .any, constant: @escaping (Syntax) -> Value?
  ) {
    let hasStructures = !ValueSet(kind: .structure).intersection(ValueSet(type: type)).isEmpty
    let reading = Reading(hasStructures: hasStructures, constant: constant)
    var result = Outcome(holds: .empty, fails: .all)
    for test in tests {
      guard let outcome = reading.outcome(of: test) else { return nil }
      result = result.or(outcome)
    }
    if tests.isEmpty { result = result.inverse }
    self = isNegated ? result.fails : result.holds
  }
}

/// Reads tests of a column.
private struct Reading {
  /// Whether the column may hold lists, contexts or ranges.
  let hasStructures: Bool
  let constant: (Syntax) -> Value?

  func outcome(of test: Syntax.Test) -> Outcome? {
    if let symbol = test.comparison { return constant(test.value).flatMap { comparison(symbol, $0) } }
    if case .range(let range) = test.value.kind { return written(range) }
    if let value = constant(test.value) { return meeting(value) }
    return condition(test.value)
  }

  /// What the value itself is asked: `? > 5 and ? != 7`.
  private func condition(_ tree: Syntax) -> Outcome? {
    switch tree.kind {
    case .comparison(let symbol, let left, let right):
      if case .input = left.kind { return constant(right).flatMap { comparison(symbol, $0) } }
      if case .input = right.kind { return constant(left).flatMap { comparison(symbol.mirrored, $0) } }
      return nil
    case .between(let value, let lower, let upper):
      guard case .input = value.kind, let lower = constant(lower), let upper = constant(upper) else { return nil }
      return comparison(.greaterOrEqual, lower)?.and(comparison(.lessOrEqual, upper) ?? .null)
    case .membership(let value, let tests):
      guard case .input = value.kind else { return nil }
      return joined(tests, outcome(of:)) { $0.or($1) }
    case .disjunction(let operands): return joined(operands, condition) { $0.or($1) }
    case .conjunction(let operands): return joined(operands, condition) { $0.and($1) }
    default: return nil
    }
  }

  private func joined<Part>(
    _ parts: [Part], _ outcome: (Part) -> Outcome?, _ join: (Outcome, Outcome) -> Outcome
  ) -> Outcome? {
    var result: Outcome?
    for part in parts {
      guard let next = outcome(part) else { return nil }
      result = result.map { join($0, next) } ?? next
    }
    return result
  }

  private func written(_ range: Syntax.RangeLiteral) -> Outcome? {
    if let equality = range.equality, let value = range.lower {
      return constant(value).flatMap { comparison(equality, $0) }
    }
    var result: Outcome?
    if let lower = range.lower {
      guard let end = constant(lower) else { return nil }
      result = comparison(range.includesLower ? .greaterOrEqual : .greater, end)
    }
    if let upper = range.upper {
      guard let end = constant(upper), let next = comparison(range.includesUpper ? .lessOrEqual : .less, end) else {
        return nil
      }
      result = result.map { $0.and(next) } ?? next
    }
    return result
  }

  private func comparison(_ symbol: ComparisonOperator, _ value: Value) -> Outcome? {
    let kind = ValueKind(value)
    guard symbol.isOrdering else {
      return equality(value).map { symbol == .equal ? $0 : $0.inverse }
    }
    guard kind.isOrdered else { return kind == .structure ? nil : Outcome.null }
    let cut = symbol == .less || symbol == .greaterOrEqual ? Cut.below(value) : Cut.above(value)
    let below = ValueSet(from: .start(kind), to: cut)
    let above = ValueSet(from: cut, to: .start(kind.next))
    let isLess = symbol == .less || symbol == .lessOrEqual
    return Outcome(holds: isLess ? below : above, fails: isLess ? above : below)
  }

  private func equality(_ value: Value) -> Outcome? {
    let kind = ValueKind(value)
    if kind == .null { return Outcome(holds: .null, fails: .all.subtracting(.null)) }
    // Some structures would be equal and some not, which a set cannot tell apart.
    guard kind != .structure else { return hasStructures ? nil : Outcome(holds: .empty, fails: .null) }
    let point = ValueSet(value)
    return Outcome(holds: point, fails: ValueSet(kind: kind).subtracting(point).union(.null))
  }

  /// A value lies in a range, is an item of a list or lies in one that is a range, or equals what is neither.
  private func meeting(_ value: Value) -> Outcome? {
    switch value {
    case .range(let range):
      guard !hasStructures else { return nil }
      let kind = ValueKind(range.lower.isNull ? range.upper : range.lower)
      guard kind.isOrdered, range.equality == nil else { return nil }
      let inside = ValueSet(range)
      let isComparable = (range.upper.isNull || ValueKind(range.upper) == kind)
      return Outcome(holds: inside, fails: isComparable ? ValueSet(kind: kind).subtracting(inside) : .empty)
    case .list(let items):
      guard !hasStructures else { return nil }
      var inside = ValueSet.empty
      for item in items {
        // Only a list is equal to a list.
        if case .list = item { continue }
        guard let outcome = meeting(item) else { return nil }
        inside = inside.union(outcome.holds)
      }
      return Outcome(holds: inside, fails: .all.subtracting(inside))
    default: return equality(value)
    }
  }
}

extension ComparisonOperator {
  /// The operator with its sides exchanged.
  fileprivate var mirrored: ComparisonOperator {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
