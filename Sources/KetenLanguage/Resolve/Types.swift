import FEEL

extension ValueType {
  /// The names that a file may give a type, apart from its own types.
  static let named: [(name: String, type: ValueType)] = [
    ("Any", .any), ("boolean", .boolean), ("date", .date), ("date and time", .dateTime),
    ("days and time duration", .dayTimeDuration), ("document", .document), ("number", .number), ("string", .string),
    ("time", .time), ("years and months duration", .yearMonthDuration),
  ]

  static let names = named.map(\.name)

  /// A built-in type by its name in a file.
  init?(named name: String) {
    guard let found = ValueType.named.first(where: { $0.name == name }) else { return nil }
    self = found.type
  }
}

/// The types of a chain by name, its own resolved to FEEL's.
struct TypeTable {
  private let declarations: [String: Chain.TypeDeclaration]

  init(_ chain: Chain) {
    declarations = Dictionary(chain.types.map { ($0.heading.name.text, $0) }) { first, _ in first }
  }

  /// The type of a reference; `Any` for what is not declared, or too deep to be sound.
  func type(_ reference: Chain.Reference?, isList: Bool, depth: Int = 0) -> ValueType {
    guard let reference, depth < 32 else { return .any }
    let single: ValueType
    if let builtIn = ValueType(named: reference.name) {
      single = builtIn
    } else if let declaration = declarations[reference.name] {
      single =
        declaration.fields.isEmpty
        ? type(declaration.type, isList: false, depth: depth + 1)
        : .context(
          declaration.fields.map { field in
            ValueType.Field(field.name.text, type(field.type, isList: field.isList, depth: depth + 1))
          })
      return declaration.isList != isList || declaration.isList ? .list(single) : single
    } else {
      single = .any
    }
    return isList ? .list(single) : single
  }
}
