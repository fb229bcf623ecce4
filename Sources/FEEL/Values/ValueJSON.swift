import KetenSource

extension Value {
  /// A value of JSON as one of FEEL: an object is a context, an array a list.
  ///
  /// JSON has no dates: where the type asks for a date, time, date and time or duration, a text in the form of ISO 8601
  /// is read as one; a text that is none stays a text. Numbers keep every digit up to 34.
  package init(json: JSONValue, as type: ValueType = .any) {
    switch json {
    case .null: self = .null
    case .bool(let value): self = .boolean(value)
    case .integer(let value): self = .number(Number(value))
    case .number(let value): self = Number("\(value)").map { .number($0) } ?? .null
    case .literal(let text): self = Number(text).map { .number($0) } ?? .null
    case .string(let text): self = Value.temporal(text, type) ?? .string(text)
    case .array(let items): self = .list(items.map { Value(json: $0, as: type.element) })
    case .object(let members):
      let fields = type.element.fields ?? []
      self = .context(
        Context(
          members.map { member in
            (member.name, Value(json: member.value, as: fields.first { $0.name == member.name }?.type ?? .any))
          }))
    }
  }

  private static func temporal(_ text: String, _ type: ValueType) -> Value? {
    switch type {
    case .date: CivilDate(iso: text).map { .date($0) }
    case .time: TimeOfDay(iso: text).map { .time($0) }
    case .dateTime: DateTime(iso: text).map { .dateTime($0) } ?? CivilDate(iso: text).map { .date($0) }
    case .dayTimeDuration: DayTimeDuration(iso: text).map { .dayTimeDuration($0) }
    case .yearMonthDuration: YearMonthDuration(iso: text).map { .yearMonthDuration($0) }
    case .list(let element): temporal(text, element)
    default: nil
    }
  }

  /// The value as JSON: dates, times and durations as texts of ISO 8601, ranges and functions as FEEL writes them.
  package var json: JSONValue {
    switch self {
    case .null: .null
    case .boolean(let value): .bool(value)
    case .number(let value): .literal(value.description)
    case .list(let items): .array(items.map(\.json))
    case .context(let context): .object(context.entries.map { JSONValue.Member($0.key, $0.value.json) })
    default: .string(text ?? description)
    }
  }
}
