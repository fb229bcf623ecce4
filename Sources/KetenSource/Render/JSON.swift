/// A JSON value whose members keep the order in which they were written, so that output is the same on every run.
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A fraction; one that JSON cannot say (infinite, not a number) is written as `null`.
  case number(Double)
  /// A number as it was read or is to be written, digit for digit: `-12.50`, `6.02E23`.
  case literal(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A name with its value.
  package struct Member: Hashable, Sendable {
    package let name: String
    package let value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// An object of those members that have a value, in the order given.
  package static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(members.compactMap { name, value in value.map { Member(name, $0) } })
  }

  /// The member of an object with that name; nil when there is none or this is no object.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }
}

// MARK: Literals

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(nilLiteral: ()) { self = .null }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}

// MARK: Writing

extension JSONValue {
  /// The value on one line, without spaces.
  package func compact() -> String {
    var writer = JSONWriter(indents: false)
    writer.write(self)
    return writer.output
  }

  /// The value with two spaces of indentation a level and a line end at the end; empty containers stay on one line.
  package func pretty() -> String {
    var writer = JSONWriter(indents: true)
    writer.write(self)
    return writer.output + "\n"
  }
}

private struct JSONWriter {
  let indents: Bool
  var output = ""
  private var level = 0

  init(indents: Bool) { self.indents = indents }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .integer(let value): output += String(value)
    case .number(let value): output += value.isFinite ? "\(value)" : "null"
    case .literal(let text): output += text
    case .string(let value): writeQuoted(value)
    case .array(let values): writeList(values, "[", "]") { $0.write($1) }
    case .object(let members):
      writeList(members, "{", "}") { writer, member in
        writer.writeQuoted(member.name)
        writer.output += writer.indents ? ": " : ":"
        writer.write(member.value)
      }
    }
  }

  private mutating func writeList<Element>(
    _ elements: [Element], _ open: String, _ close: String, _ writeElement: (inout JSONWriter, Element) -> Void
  ) {
    output += open
    level += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { output += "," }
      breakLine()
      writeElement(&self, element)
    }
    level -= 1
    if !elements.isEmpty { breakLine() }
    output += close
  }

  private mutating func breakLine() {
    guard indents else { return }
    output += "\n" + String(repeating: "  ", count: level)
  }

  private mutating func writeQuoted(_ text: String) {
    output.unicodeScalars.append("\"")
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      // Line and paragraph separators are escaped too: JavaScript before 2019 ended a line at them.
      case "\u{0}"..<"\u{20}", "\u{7F}", "\u{2028}", "\u{2029}": output += "\\u" + hexadecimal(scalar.value, digits: 4)
      default: output.unicodeScalars.append(scalar)
      }
    }
    output.unicodeScalars.append("\"")
  }
}

/// A number in upper-case hexadecimal, with zeros in front up to that many digits.
package func hexadecimal(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
