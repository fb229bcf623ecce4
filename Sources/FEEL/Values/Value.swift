/// A value of FEEL (DMN 1.5 §10.3.2).
///
/// Two values are equal when FEEL's `=` says so, with null equal to null: 1 and 1.0, and one instant in two zones.
/// Values of different kinds are not equal.
public enum Value: Hashable, Sendable {
  /// The value of what is absent, unknown or went wrong.
  case null
  /// A truth value.
  case boolean(Bool)
  /// A decimal number.
  case number(Number)
  /// A text.
  case string(String)
  /// A day.
  case date(CivilDate)
  /// A time of day.
  case time(TimeOfDay)
  /// A day and a time.
  case dateTime(DateTime)
  /// A duration of days and time.
  case dayTimeDuration(DayTimeDuration)
  /// A duration of years and months.
  case yearMonthDuration(YearMonthDuration)
  /// A list.
  case list([Value])
  /// Names with values.
  case context(Context)
  /// A range of values.
  indirect case range(ValueRange)
  /// A function.
  case function(FunctionValue)

  /// Whether it is null.
  public var isNull: Bool { if case .null = self { true } else { false } }

  /// The truth value; nil for null and for any other kind.
  public var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }

  /// The number; nil for any other kind.
  public var number: Number? { if case .number(let value) = self { value } else { nil } }

  /// The text; nil for any other kind.
  public var string: String? { if case .string(let value) = self { value } else { nil } }
}

/// Names with values, in the order they were written; the order does not count for equality.
public struct Context: Hashable, Sendable {
  /// A name and its value.
  public struct Entry: Hashable, Sendable {
    /// The name.
    public let key: String
    /// The value.
    public var value: Value
  }

  /// The entries, each key once, in order.
  public private(set) var entries: [Entry] = []
  // From so many entries on a search costs more than a hash.
  private var index: [String: Int]?
  private static let searchMax = 8

  /// Makes a context; of a key that comes twice the last value stands, in the first's place.
  public init(_ entries: some Sequence<(String, Value)> = []) {
    for (key, value) in entries { self[key] = value }
  }

  /// The value of a name, nil where there is none; setting nil takes the entry out.
  public subscript(key: String) -> Value? {
    get { position(of: key).map { entries[$0].value } }
    set {
      switch (position(of: key), newValue) {
      case (let position?, let value?): entries[position].value = value
      case (let position?, nil):
        entries.remove(at: position)
        rebuildIndex()
      case (nil, let value?):
        entries.append(Entry(key: key, value: value))
        if index != nil { index?[key] = entries.count - 1 } else { rebuildIndex() }
      case (nil, nil): break
      }
    }
  }

  private func position(of key: String) -> Int? {
    if let index { return index[key] }
    return entries.firstIndex { $0.key == key }
  }

  private mutating func rebuildIndex() {
    guard entries.count > Context.searchMax else {
      index = nil
      return
    }
    index = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.key, $0) })
  }

  /// Equal when the same names have equal values.
  public static func == (left: Context, right: Context) -> Bool {
    left.entries.count == right.entries.count && left.entries.allSatisfy { right[$0.key] == $0.value }
  }

  /// Hashes the entries in any order.
  public func hash(into hasher: inout Hasher) {
    var sum = 0
    for entry in entries {
      var one = Hasher()
      one.combine(entry)
      sum &+= one.finalize()
    }
    hasher.combine(sum)
  }
}

/// A range of values: numbers, texts, days, times or durations between two ends (DMN 1.5 §10.3.2.7).
public struct ValueRange: Hashable, Sendable {
  /// The lower end; null for none.
  public let lower: Value
  /// Whether the lower end belongs to it.
  public let includesLower: Bool
  /// The upper end; null for none.
  public let upper: Value
  /// Whether the upper end belongs to it.
  public let includesUpper: Bool
  /// Whether it was written as `(= 5)` (true) or `(!= 5)` (false), with that value as both ends; nil for an interval.
  ///
  /// DMN tells them from the interval of the same values (§10.3.2.7).
  public let equality: Bool?

  /// Makes a range; an end that is null leaves that side open.
  public init(
    lower: Value, includesLower: Bool, upper: Value, includesUpper: Bool, equality: Bool? = nil
  ) {
    self.equality = equality
    self.lower = lower
    self.includesLower = includesLower
    self.upper = upper
    self.includesUpper = includesUpper
  }

  /// Whether a value lies in it; nil when it cannot be compared with the ends.
  public func contains(_ value: Value) -> Bool? {
    if let equality { return value.equals(lower).map { $0 == equality } }
    var result = true
    if !lower.isNull {
      guard let order = lower.order(value) else { return nil }
      result = order < 0 || order == 0 && includesLower
    }
    if !upper.isNull {
      guard let order = value.order(upper) else { return nil }
      result = result && (order < 0 || order == 0 && includesUpper)
    }
    return lower.isNull && upper.isNull ? nil : result
  }
}

extension Value {
  /// Negative, zero or positive as this is less than, equal to or greater than the other; nil where FEEL has no order.
  func order(_ other: Value) -> Int? {
    switch (self, other) {
    case (.number(let a), .number(let b)): a == b ? 0 : a < b ? -1 : 1
    case (.string(let a), .string(let b)): a == b ? 0 : a < b ? -1 : 1
    case (.date(let a), .date(let b)): a == b ? 0 : a < b ? -1 : 1
    case (.time(let a), .time(let b)): a.order(b)
    case (.dateTime(let a), .dateTime(let b)): a.order(b)
    case (.dayTimeDuration(let a), .dayTimeDuration(let b)): a == b ? 0 : a < b ? -1 : 1
    case (.yearMonthDuration(let a), .yearMonthDuration(let b)): a == b ? 0 : a < b ? -1 : 1
    default: nil
    }
  }

  /// Whether FEEL's `=` holds; nil for values of different kinds (DMN 1.5 table 53).
  func equals(_ other: Value) -> Bool? {
    switch (self, other) {
    case (.null, .null): true
    case (.null, _), (_, .null): false
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.time, .time), (.dateTime, .dateTime): order(other) == 0
    default: kind == other.kind ? self == other : nil
    }
  }
}
