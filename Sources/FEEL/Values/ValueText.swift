extension Value: CustomStringConvertible {
  /// The value as FEEL would write it: `"a"`, `@"2026-03-02"`, `[1, 2]`, `{a: 1}`, `[1..5)`.
  public var description: String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): value.description
    case .string(let value): quoted(value)
    case .date(let value): "@\"\(value)\""
    case .time(let value): "@\"\(value)\""
    case .dateTime(let value): "@\"\(value)\""
    case .dayTimeDuration(let value): "@\"\(value)\""
    case .yearMonthDuration(let value): "@\"\(value)\""
    case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
    case .context(let context):
      "{" + context.entries.map { "\(keyText($0.key)): \($0.value)" }.joined(separator: ", ") + "}"
    case .range(let range): range.description
    case .function(let function): function.description
    }
  }

  /// The value as the function `string` gives it: a text without quotes, a date without `@`; null for null.
  var text: String? {
    switch self {
    case .null: nil
    case .string(let value): value
    case .date(let value): value.description
    case .time(let value): value.description
    case .dateTime(let value): value.description
    case .dayTimeDuration(let value): value.description
    case .yearMonthDuration(let value): value.description
    default: description
    }
  }
}

extension ValueRange: CustomStringConvertible {
  /// The range as FEEL would write it: `[1..5)`, `(>= 1)`.
  public var description: String {
    if let equality { return "(\(equality ? "=" : "!=") \(lower))" }
    if lower.isNull { return "(\(includesUpper ? "<=" : "<") \(upper))" }
    if upper.isNull { return "(\(includesLower ? ">=" : ">") \(lower))" }
    return "\(includesLower ? "[" : "(")\(lower)..\(upper)\(includesUpper ? "]" : ")")"
  }
}

/// A text in quotes, with FEEL's escapes.
func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

/// A key of a context: plain where it is a simple name, else in quotes.
func keyText(_ key: String) -> String {
  let bytes = Array(key.utf8)
  guard let end = nameEnd(bytes, from: 0), end == bytes.count, !keywords.contains(key) else { return quoted(key) }
  return key
}
