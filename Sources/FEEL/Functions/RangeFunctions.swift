// Functions that relate points and ranges (DMN 1.5 §10.3.4.7, table 78), and the one that reads a range.
//
// A range that is open at one side (`>= 1`) has no end there: it goes on without bound, as it does for `in`.

let rangeFunctions: [Function] = [
  [rangeOfText],
  anyRelation("before") { $0.end < $1.start },
  anyRelation("after") { $0.start > $1.end },
  relation("meets") { $0.end.meets($1.start) },
  relation("met by") { $1.end.meets($0.start) },
  relation("overlaps") { $0.overlaps($1) },
  relation("overlapped by") { $0.overlaps($1) },
  relation("overlaps before") { $0.overlapsBefore($1) },
  relation("overlaps after") { $1.overlapsBefore($0) },
  pointRelation("finishes") { $0.finishes($1) },
  rangeRelation("finished by") { $1.finishes($0) },
  rangeRelation("includes") { $0.includes($1) },
  pointRelation("during") { $1.includes($0) },
  pointRelation("starts") { $0.starts($1) },
  rangeRelation("started by") { $1.starts($0) },
  coincidence,
].flatMap(\.self)

private let rangeOfText = Function("range", [.init("from", .string)], isLiteral: true, .always(.range(.any))) {
  arguments throws(Fault.Reason) in
  guard let range = ValueRange(literal: try arguments.string(0)) else { throw .notRead("a range") }
  return .range(range)
}

// MARK: Forms

private typealias Relation = @Sendable (Interval, Interval) -> Bool

/// A function of two points, of a point and a range, of a range and a point, and of two ranges.
private func anyRelation(_ name: String, _ holds: @escaping Relation) -> [Function] {
  [("point1", "point2"), ("point", "range"), ("range", "point"), ("range1", "range2")].map {
    form(name, $0, [.any, .any], holds)
  }
}

/// A function of two ranges.
private func relation(_ name: String, _ holds: @escaping Relation) -> [Function] {
  [form(name, ("range1", "range2"), [.range(.any), .range(.any)], holds)]
}

/// A function of a point or a range, and a range.
private func pointRelation(_ name: String, _ holds: @escaping Relation) -> [Function] {
  [("point", "range"), ("range1", "range2")].map { form(name, $0, [.any, .range(.any)], holds) }
}

/// A function of a range, and a point or a range.
private func rangeRelation(_ name: String, _ holds: @escaping Relation) -> [Function] {
  [("range", "point"), ("range1", "range2")].map { form(name, $0, [.range(.any), .any], holds) }
}

/// `coincides`, of two points or of two ranges.
private let coincidence: [Function] = [("point1", "point2"), ("range1", "range2")].map { names in
  Function("coincides", [.init(names.0, .any), .init(names.1, .any)], .always(.boolean)) {
    arguments throws(Fault.Reason) in
    let (first, second) = try intervals(arguments)
    guard first.isPoint == second.isPoint else { throw .wrongKind }
    return .boolean(first.start == second.start && first.end == second.end)
  }
}

/// A form of a function; a call by position may give what any of its forms takes.
private func form(
  _ name: String, _ names: (String, String), _ types: [ValueType], _ holds: @escaping Relation
) -> Function {
  Function(name, [.init(names.0, types[0]), .init(names.1, types[1])], .always(.boolean)) {
    arguments throws(Fault.Reason) in
    let (first, second) = try intervals(arguments)
    if types[0] != .any, first.isPoint { throw .wrongKind }
    if types[1] != .any, second.isPoint { throw .wrongKind }
    return .boolean(holds(first, second))
  }
}

/// The two arguments, which can be compared with each other.
private func intervals(_ arguments: Arguments) throws(Fault.Reason) -> (Interval, Interval) {
  let (first, second) = (Interval(try arguments.one(0)), Interval(try arguments.one(1)))
  let values = [first.start.value, first.end.value, second.start.value, second.end.value].filter { !$0.isNull }
  guard values.allSatisfy({ $0.order(values[0]) != nil }) else { throw .notComparable }
  return (first, second)
}

// MARK: Intervals

/// A range, or a point as the range of nothing but itself.
private struct Interval {
  let start: Bound
  let end: Bound
  let isPoint: Bool

  init(_ value: Value) {
    if case .range(let range) = value {
      start = Bound(value: range.lower, isIncluded: range.includesLower, isUpper: false)
      end = Bound(value: range.upper, isIncluded: range.includesUpper, isUpper: true)
      isPoint = false
    } else {
      start = Bound(value: value, isIncluded: true, isUpper: false)
      end = Bound(value: value, isIncluded: true, isUpper: true)
      isPoint = true
    }
  }

  /// Whether some point may lie in both.
  func overlaps(_ other: Interval) -> Bool { !(end < other.start) && !(start > other.end) }

  /// Whether this begins first, and ends in the other.
  func overlapsBefore(_ other: Interval) -> Bool {
    start < other.start && !(end < other.start) && end <= other.end
  }

  func includes(_ other: Interval) -> Bool { start <= other.start && other.end <= end }

  func finishes(_ other: Interval) -> Bool { end == other.end && (isPoint || other.start <= start) }

  func starts(_ other: Interval) -> Bool { start == other.start && (isPoint || end <= other.end) }
}

/// An end of an interval: a place on the line just before, at or just after a value, or beyond all values.
private struct Bound {
  let value: Value
  let isIncluded: Bool
  let isUpper: Bool

  /// Negative, zero or positive as the value is less than, equal to or greater than the other's.
  private func order(_ other: Bound) -> Int {
    switch (value, other.value) {
    case (.null, .null): (isUpper ? 1 : 0) - (other.isUpper ? 1 : 0)
    case (.null, _): isUpper ? 1 : -1
    case (_, .null): other.isUpper ? -1 : 1
    default: value.order(other.value) ?? 0
    }
  }

  /// Before (−1), at (0) or after (1) the value: where an interval begins, or where it is over.
  private var side: Int { isIncluded || value.isNull ? 0 : isUpper ? -1 : 1 }

  private func place(_ other: Bound) -> Int {
    let order = order(other)
    return order != 0 ? order : side - other.side
  }

  static func < (left: Bound, right: Bound) -> Bool { left.place(right) < 0 }
  static func > (left: Bound, right: Bound) -> Bool { right < left }
  static func <= (left: Bound, right: Bound) -> Bool { left.place(right) <= 0 }
  static func == (left: Bound, right: Bound) -> Bool { left.place(right) == 0 && left.isIncluded == right.isIncluded }

  /// Whether this end and the other's start are one point, in both.
  func meets(_ other: Bound) -> Bool { isIncluded && other.isIncluded && order(other) == 0 }
}
