// DMN 1.5 §10.3.4.3: functions on texts. Positions and lengths count code points.

let stringFunctions: [Function] =
  [
    Function("string", [.init("from", .any)], .always(.string)) { arguments throws(Fault.Reason) in
      try arguments.weigh(arguments.values)
      guard let text = try arguments.some(0).text else { throw .noValue }
      guard text.utf8.count <= Limits.stringMax else { throw .outOfRange }
      return .string(text)
    },
    Function("string length", [.init("string", .string)], .always(.number)) { arguments throws(Fault.Reason) in
      .number(Number(try arguments.string(0).unicodeScalars.count))
    },
    Function("upper case", [.init("string", .string)], .always(.string)) { arguments throws(Fault.Reason) in
      .string(try arguments.string(0).uppercased())
    },
    Function("lower case", [.init("string", .string)], .always(.string)) { arguments throws(Fault.Reason) in
      .string(try arguments.string(0).lowercased())
    },
    Function(
      "substring",
      [.init("string", .string), .init("start position", .number), .init("length", .number, isOptional: true)],
      .always(.string)
    ) { arguments throws(Fault.Reason) in try substring(arguments) },
    Function("contains", [.init("string", .string), .init("match", .string)], .always(.boolean)) {
      arguments throws(Fault.Reason) in
      .boolean(place(of: try arguments.string(1), in: try arguments.string(0)) != nil)
    },
    Function("starts with", [.init("string", .string), .init("match", .string)], .always(.boolean)) {
      arguments throws(Fault.Reason) in
      .boolean(try arguments.string(0).utf8.starts(with: try arguments.string(1).utf8))
    },
    Function("ends with", [.init("string", .string), .init("match", .string)], .always(.boolean)) {
      arguments throws(Fault.Reason) in
      let (text, end) = (try arguments.string(0), try arguments.string(1))
      return .boolean(text.utf8.reversed().starts(with: end.utf8.reversed()))
    },
    Function("substring before", [.init("string", .string), .init("match", .string)], .always(.string)) {
      arguments throws(Fault.Reason) in
      let text = try arguments.string(0)
      guard let place = place(of: try arguments.string(1), in: text) else { return .string("") }
      return .string(String(decoding: text.utf8.prefix(place), as: UTF8.self))
    },
    Function("substring after", [.init("string", .string), .init("match", .string)], .always(.string)) {
      arguments throws(Fault.Reason) in
      let (text, match) = (try arguments.string(0), try arguments.string(1))
      guard let place = place(of: match, in: text) else { return .string("") }
      return .string(String(decoding: text.utf8.dropFirst(place + match.utf8.count), as: UTF8.self))
    },
    Function(
      "string join", [.init("list", .list(.string)), .init("delimiter", .string, isOptional: true)], .always(.string)
    ) { arguments throws(Fault.Reason) in try joined(arguments) },
  ] + patternFunctions

/// The bytes before the first place where a text stands, nil when it does not; linear in both.
private func place(of match: String, in text: String) -> Int? {
  let (inner, outer) = (Array(match.utf8), text.utf8)
  guard !inner.isEmpty else { return 0 }
  // For each start of the match: how long its longest end is that is a start too (Knuth, Morris and Pratt).
  var ends = [0]
  var length = 0
  for byte in inner.dropFirst() {
    while length > 0, inner[length] != byte { length = ends[length - 1] }
    if inner[length] == byte { length += 1 }
    ends.append(length)
  }
  length = 0
  for (position, byte) in outer.enumerated() {
    while length > 0, inner[length] != byte { length = ends[length - 1] }
    if inner[length] == byte { length += 1 }
    if length == inner.count { return position + 1 - length }
  }
  return nil
}

/// Counts from 1 in code points, from −1 backwards; the length must be within the text (DMN 1.5 table 74, note 1).
private func substring(_ arguments: Arguments) throws(Fault.Reason) -> Value {
  let (text, start) = (Array(try arguments.string(0).unicodeScalars), try arguments.int(1))
  guard start != 0, start.magnitude <= text.count else { throw .outOfRange }
  let first = start > 0 ? start - 1 : text.count + start
  let length = try arguments.length(2, most: text.count - first)
  var result = String.UnicodeScalarView()
  result.append(contentsOf: text[first..<first + length])
  return .string(String(result))
}

/// The texts of a list with a delimiter between them; null items count for nothing, a null delimiter is none.
private func joined(_ arguments: Arguments) throws(Fault.Reason) -> Value {
  let delimiter = arguments.isGiven(1) ? try arguments.string(1) : ""
  var result = ""
  var isFirst = true
  for item in try arguments.list(0) {
    if item.isNull { continue }
    guard case .string(let text) = item else { throw .wrongKind }
    if !isFirst { result += delimiter }
    result += text
    isFirst = false
    guard result.utf8.count <= Limits.stringMax else { throw .outOfRange }
  }
  return .string(result)
}
