/// A type of FEEL (DMN 1.5 §10.3.2).
///
/// Null belongs to every type.
public indirect enum ValueType: Hashable, Sendable {
  /// Any value at all.
  case any
  /// Null alone.
  case null
  /// A truth value.
  case boolean
  /// A decimal number.
  case number
  /// A text.
  case string
  /// A day.
  case date
  /// A time of day.
  case time
  /// A day and a time.
  case dateTime
  /// A duration of days and time.
  case dayTimeDuration
  /// A duration of years and months.
  case yearMonthDuration
  /// A list of one type.
  case list(ValueType)
  /// A context that has at least these entries.
  case context([Field])
  /// A range of one type.
  case range(ValueType)
  /// A function of parameters of these types, and the type of its result.
  case function([ValueType], ValueType)
  /// A reference to a document in the dossier: a context with `uri`, `mediaType`, `sha256`, `title` and `time`.
  case document

  /// Any function: of no known parameters.
  static let anyFunction = ValueType.function([], .any)

  /// An entry of a context type.
  public struct Field: Hashable, Sendable {
    /// The key.
    public let name: String
    /// The type of its value.
    public let type: ValueType

    /// Makes an entry.
    public init(_ name: String, _ type: ValueType) {
      self.name = name
      self.type = type
    }
  }

  /// The entries of a document reference.
  public static let documentFields = [
    Field("uri", .string), Field("mediaType", .string), Field("sha256", .string), Field("title", .string),
    Field("time", .dateTime),
  ]

  /// The entries of a context type or document; nil of other types.
  public var fields: [Field]? {
    switch self {
    case .context(let fields): fields
    case .document: ValueType.documentFields
    default: nil
    }
  }
}

extension ValueType {
  /// Whether every value of the other type belongs to this one (DMN 1.5 §10.3.2.9, conformance).
  public func accepts(_ other: ValueType) -> Bool {
    switch (self, other) {
    case (.any, _), (_, .null): true
    case (.list(let mine), .list(let theirs)), (.range(let mine), .range(let theirs)): mine.accepts(theirs)
    case (.anyFunction, .function): true
    case (.function(let mine, let result), .function(let theirs, let other)):
      // A parameter may take more, a result may give less (DMN 1.5 §10.3.2.9.2).
      mine.count == theirs.count && zip(mine, theirs).allSatisfy { $1.accepts($0) } && result.accepts(other)
    case (.context(let mine), _):
      other.fields.map { theirs in
        mine.allSatisfy { field in theirs.contains { $0.name == field.name && field.type.accepts($0.type) } }
      } ?? false
    default: self == other
    }
  }

  /// Whether a value of the other type may turn out to belong to this one.
  func overlaps(_ other: ValueType) -> Bool {
    if accepts(other) || other.accepts(self) { return true }
    switch (self, other) {
    case (.list(let mine), .list(let theirs)), (.range(let mine), .range(let theirs)): return mine.overlaps(theirs)
    case (.function(let mine, let result), .function(let theirs, let other)):
      return mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.overlaps($1) } && result.overlaps(other)
    default:
      guard let mine = fields, let theirs = other.fields else { return false }
      return mine.allSatisfy { field in
        theirs.allSatisfy { $0.name != field.name || $0.type.overlaps(field.type) }
      }
    }
  }

  /// The smallest type here that has the values of both.
  func joined(with other: ValueType) -> ValueType {
    if accepts(other) { return self }
    if other.accepts(self) { return other }
    switch (self, other) {
    case (.list(let mine), .list(let theirs)): return .list(mine.joined(with: theirs))
    case (.range(let mine), .range(let theirs)): return .range(mine.joined(with: theirs))
    default:
      guard let mine = fields, let theirs = other.fields else { return .any }
      let shared = mine.compactMap { field in
        theirs.first { $0.name == field.name }.map { Field(field.name, field.type.joined(with: $0.type)) }
      }
      return .context(shared)
    }
  }

  /// Whether a value belongs to the type.
  public func contains(_ value: Value) -> Bool {
    switch (self, value) {
    case (.any, _), (_, .null), (.boolean, .boolean), (.number, .number), (.string, .string), (.date, .date),
      (.time, .time), (.dateTime, .dateTime), (.dayTimeDuration, .dayTimeDuration),
      (.yearMonthDuration, .yearMonthDuration):
      true
    case (.list(let element), .list(let values)): values.allSatisfy(element.contains)
    case (.range(let element), .range(let range)): element.contains(range.lower) && element.contains(range.upper)
    case (.function, .function(let function)): accepts(function.type)
    case (.context, .context(let context)), (.document, .context(let context)):
      (fields ?? []).allSatisfy { field in context[field.name].map(field.type.contains) ?? (self == .document) }
    default: false
    }
  }

  /// Whether its values have an order.
  var isOrdered: Bool {
    switch self {
    case .number, .string, .date, .time, .dateTime, .dayTimeDuration, .yearMonthDuration: true
    case .any, .null, .boolean, .list, .context, .range, .function, .document: false
    }
  }
}

extension ValueType: CustomStringConvertible {
  /// The type as FEEL writes it: `days and time duration`, `list<number>`, `context<a: string>`.
  public var description: String {
    switch self {
    case .any: "Any"
    case .null: "Null"
    case .boolean: "boolean"
    case .number: "number"
    case .string: "string"
    case .date: "date"
    case .time: "time"
    case .dateTime: "date and time"
    case .dayTimeDuration: "days and time duration"
    case .yearMonthDuration: "years and months duration"
    case .list(let element): "list<\(element)>"
    case .context(let fields):
      fields.isEmpty ? "context" : "context<" + fields.map { "\($0.name): \($0.type)" }.joined(separator: ", ") + ">"
    case .range(let element): "range<\(element)>"
    case .function(let parameters, let result):
      "function<" + parameters.map(\.description).joined(separator: ", ") + "> -> \(result)"
    case .document: "document"
    }
  }
}

extension Value {
  /// The type of the value, as exact as the value shows it.
  public var type: ValueType {
    switch self {
    case .null: .null
    case .boolean: .boolean
    case .number: .number
    case .string: .string
    case .date: .date
    case .time: .time
    case .dateTime: .dateTime
    case .dayTimeDuration: .dayTimeDuration
    case .yearMonthDuration: .yearMonthDuration
    case .list(let values): .list(values.reduce(.null) { $0.joined(with: $1.type) })
    case .context(let context): .context(context.entries.map { ValueType.Field($0.key, $0.value.type) })
    case .range(let range): .range(range.lower.type.joined(with: range.upper.type))
    case .function(let function): function.type
    }
  }

  /// The kind alone, without what lists and contexts hold.
  var kind: ValueType {
    switch self {
    case .list: .list(.any)
    case .context: .context([])
    case .range: .range(.any)
    case .function: .function([], .any)
    default: type
    }
  }
}
