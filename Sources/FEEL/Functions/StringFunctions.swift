let stringFunctions: [Function] = [
  Function("string", [.init("from", .any)], .always(.string)) { arguments throws(Fault.Reason) in
    try Limits.check(arguments.values)
    guard let text = try arguments.some(0).text else { throw .noValue }
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
    .boolean(position(of: try arguments.string(1), in: try arguments.string(0)) != nil)
  },
  Function("starts with", [.init("string", .string), .init("match", .string)], .always(.boolean)) {
    arguments throws(Fault.Reason) in
    .boolean(try arguments.string(0).unicodeScalars.starts(with: try arguments.string(1).unicodeScalars))
  },
  Function("ends with", [.init("string", .string), .init("match", .string)], .always(.boolean)) {
    arguments throws(Fault.Reason) in
    let (text, end) = (try arguments.string(0), try arguments.string(1))
    return .boolean(text.unicodeScalars.reversed().starts(with: end.unicodeScalars.reversed()))
  },
  Function("substring before", [.init("string", .string), .init("match", .string)], .always(.string)) {
    arguments throws(Fault.Reason) in
    let text = try arguments.string(0)
    guard let place = position(of: try arguments.string(1), in: text) else { return .string("") }
    return .string(String(text.unicodeScalars.prefix(place)))
  },
  Function("substring after", [.init("string", .string), .init("match", .string)], .always(.string)) {
    arguments throws(Fault.Reason) in
    let (text, match) = (try arguments.string(0), try arguments.string(1))
    guard let place = position(of: match, in: text) else { return .string("") }
    return .string(String(text.unicodeScalars.dropFirst(place + match.unicodeScalars.count)))
  },
]

/// The code points before the first place where a text stands; nil when it does not.
private func position(of match: String, in text: String) -> Int? {
  let (inner, outer) = (Array(match.unicodeScalars), Array(text.unicodeScalars))
  guard inner.count <= outer.count else { return nil }
  return (0...(outer.count - inner.count)).first { outer[$0...].starts(with: inner) }
}

/// Counts from 1 in code points; from −1 backwards.
private func substring(_ arguments: Arguments) throws(Fault.Reason) -> Value {
  let (text, start) = (Array(try arguments.string(0).unicodeScalars), try arguments.int(1))
  guard start != 0, start.magnitude <= text.count else { throw .outOfRange }
  let first = start > 0 ? start - 1 : text.count + start
  var length = text.count - first
  if arguments.count > 2 {
    let asked = try arguments.int(2)
    guard asked >= 1 else { throw .outOfRange }
    length = min(length, asked)
  }
  var result = String.UnicodeScalarView()
  result.append(contentsOf: text[first..<first + length])
  return .string(String(result))
}
