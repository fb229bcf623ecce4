import FEEL
import KetenSource

/// A case of the DMN suite: what is asked of a model, with which inputs, and what must come of it.
struct DMNCase {
  /// What can be asked of a model.
  enum Kind: String {
    case decision
    case decisionService
    case bkm
  }

  /// The folder, below that of the suite.
  let folder: String
  /// The file of the model that is asked, in the folder.
  let model: String
  /// The files of the model and those that it may import.
  let models: [String]
  /// The name of the case within its folder.
  let id: String
  let kind: Kind
  /// The decision, service or function that is asked.
  let invocable: String
  /// The decision whose outcome is compared.
  let node: String
  let inputs: Context
  let expected: ExpectedValue
  /// Whether an error must come of it, which is null to the one who asks.
  let isError: Bool

  /// What must come of it: a value, or null for want of one.
  var kindOfCase: String { isError || expected.value.isNull ? "nulls" : "values" }
}

/// What is wrong with a line of a suite.
struct CaseError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension DMNCase {
  /// Reads the cases of a file with one JSON object on a line.
  static func read(_ file: SourceFile) throws(CaseError) -> [DMNCase] {
    var cases: [DMNCase] = []
    let lines = file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      do {
        cases.append(try DMNCase(try JSONValue(json: Array(line))))
      } catch {
        throw CaseError("\(file.path):\(index + 1): \(error)")
      }
    }
    return cases
  }

  private init(_ json: JSONValue) throws(CaseError) {
    folder = try json.text("dir")
    model = try json.text("model")
    models = try json.items("models").compactMap(\.string)
    id = try json.text("id")
    node = try json.text("node")
    let type = json["type"]?.string ?? "decision"
    guard let kind = Kind(rawValue: type) else { throw CaseError("no kind of case is called '\(type)'") }
    self.kind = kind
    invocable = json["invocable"]?.string ?? node
    isError = json["error_result"] == true
    guard case .object(let members)? = json["inputs"] else { throw CaseError("'inputs' is no object") }
    var inputs = Context()
    for member in members { inputs[member.name] = try ExpectedValue(member.value).value }
    self.inputs = inputs
    expected = try ExpectedValue(json["expected"] ?? .null)
  }
}

/// A value as the suite writes it, with the text of its numbers, which tells how exact they are.
///
/// Null, `{"t": "decimal", "v": "1.5"}`, `{"list": [...]}` or `{"context": {...}}`.
indirect enum ExpectedValue {
  case scalar(Value)
  case number(Number, text: String)
  case list([ExpectedValue])
  case context([(key: String, value: ExpectedValue)])

  var value: Value {
    switch self {
    case .scalar(let value): value
    case .number(let number, _): .number(number)
    case .list(let items): .list(items.map(\.value))
    case .context(let entries): .context(Context(entries.map { ($0.key, $0.value.value) }))
    }
  }

  init(_ json: JSONValue) throws(CaseError) {
    if json == .null {
      self = .scalar(.null)
    } else if case .array(let items)? = json["list"] {
      var values: [ExpectedValue] = []
      for item in items { values.append(try ExpectedValue(item)) }
      self = .list(values)
    } else if case .object(let members)? = json["context"] {
      var entries: [(key: String, value: ExpectedValue)] = []
      for member in members { entries.append((member.name, try ExpectedValue(member.value))) }
      self = .context(entries)
    } else {
      self = try ExpectedValue(type: try json.text("t"), text: try json.text("v"))
    }
  }

  /// A value of a simple type of XML Schema, in its lexical form.
  private init(type: String, text: String) throws(CaseError) {
    let word = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let value: Value?
    switch type {
    case "string": value = .string(text)
    case "boolean": value = ["true": true, "1": true, "false": false, "0": false][word].map { .boolean($0) }
    case "decimal", "double", "float", "integer", "int", "long", "short":
      guard let number = Number(word) else { throw CaseError("'\(text)' is no \(type)") }
      self = .number(number, text: word)
      return
    case "date": value = CivilDate(iso: word).map { .date($0) }
    case "time": value = TimeOfDay(iso: word).map { .time($0) }
    case "dateTime": value = DateTime(iso: word).map { .dateTime($0) }
    case "duration", "dayTimeDuration", "yearMonthDuration":
      value =
        YearMonthDuration(iso: word).map { .yearMonthDuration($0) }
        ?? DayTimeDuration(iso: word).map { .dayTimeDuration($0) }
    default: throw CaseError("no type of values is called '\(type)'")
    }
    guard let value else { throw CaseError("'\(text)' is no \(type)") }
    self = .scalar(value)
  }
}

extension JSONValue {
  fileprivate var string: String? { if case .string(let text) = self { text } else { nil } }

  fileprivate func text(_ name: String) throws(CaseError) -> String {
    guard let text = self[name]?.string else { throw CaseError("'\(name)' is no string") }
    return text
  }

  fileprivate func items(_ name: String) throws(CaseError) -> [JSONValue] {
    guard case .array(let items)? = self[name] else { throw CaseError("'\(name)' is no array") }
    return items
  }
}
