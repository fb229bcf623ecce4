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

/// Names with values, in the order they were written; the order does not count for equality (DMN 1.5 §10.3.2.6).
public struct Context: Hashable, Sendable {
  /// A name and its value.
  public struct Entry: Hashable, Sendable {
    /// The name.
    public let key: String
    /// The value.
    public var value: Value
  }

  /// The entries, each key once, in order.
  public var entries: [Entry] { storage.entries }

  // In one object, so that a copy of a context is one reference.
  private var storage = Storage()

  private final class Storage: Sendable {
    let entries: [Entry]
    // From so many entries on a search costs more than a hash.
    let index: [String: Int]?
    static let searchMax = 8

    init(_ entries: [Entry] = []) {
      self.entries = entries
      index =
        entries.count > Storage.searchMax
        ? Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.key, $0) }) : nil
    }

    @inline(__always)
    func position(of key: String) -> Int? {
      guard index == nil else { return index?[key] }
      for position in entries.indices where entries[position].key == key { return position }
      return nil
    }
  }

  /// Makes a context; of a key that comes twice the last value stands, in the first's place.
  public init(_ entries: some Sequence<(String, Value)> = []) {
    var result: [Entry] = []
    var places: [String: Int] = [:]
    for (key, value) in entries {
      let known = result.count <= Storage.searchMax ? result.firstIndex { $0.key == key } : places[key]
      if let known {
        result[known].value = value
        continue
      }
      result.append(Entry(key: key, value: value))
      if result.count == Storage.searchMax + 1 {
        for (place, entry) in result.enumerated() { places[entry.key] = place }
      } else if result.count > Storage.searchMax {
        places[key] = result.count - 1
      }
    }
    storage = Storage(result)
  }

  /// The value of a name, nil where there is none; setting nil takes the entry out.
  ///
  /// Setting copies the entries: to make a context of many, give them all at once.
  public subscript(key: String) -> Value? {
    get { storage.position(of: key).map { storage.entries[$0].value } }
    set {
      var entries = storage.entries
      switch (storage.position(of: key), newValue) {
      case (let position?, let value?): entries[position].value = value
      case (let position?, nil): entries.remove(at: position)
      case (nil, let value?): entries.append(Entry(key: key, value: value))
      case (nil, nil): return
      }
      storage = Storage(entries)
    }
  }

  /// The value of a name that most often stands at a place.
  @inline(__always)
  func value(of key: String, near place: Int) -> Value? {
    let entries = storage.entries
    if entries.indices.contains(place), entries[place].key == key { return entries[place].value }
    return self[key]
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
