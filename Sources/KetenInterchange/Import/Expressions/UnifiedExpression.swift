import KetenSource

/// Why an expression has no counterpart in FEEL.
struct UntranslatableExpression: Error {
  let message: String
}

/// Says a simple expression of the Unified Expression Language (JSR 245, JUEL), or a comparison of XPath 1.0, in FEEL.
///
/// Names, constants, comparison, `and`, `or`, `not`, arithmetic, the conditional operator and tests on text are said in
/// FEEL where they mean the same there. Calls of beans, indexing by computed keys and assignments are refused.
///
/// ```
/// expression  = choice
/// choice      = either [ "?" choice ":" choice ]
/// either      = both { ( "||" | "or" ) both }
/// both        = equality { ( "&&" | "and" ) equality }
/// equality    = order { ( "==" | "=" | "eq" | "!=" | "ne" ) order }
/// order       = sum { ( "<" | "lt" | "<=" | "le" | ">" | "gt" | ">=" | "ge" ) sum }
/// sum         = product { ( "+" | "-" ) product }
/// product     = unary { ( "*" | "/" | "div" ) unary }
/// unary       = ( "!" | "not" ) unary | "-" unary | "empty" unary | primary
/// primary     = literal | "(" choice ")" | name { "." name [ arguments ] }
/// ```
func readUnified(_ text: MappedText) -> Result<MappedText, UntranslatableExpression> {
  do throws(UntranslatableExpression) {
    var body = text
    let string = text.string
    if string.hasPrefix("${") || string.hasPrefix("#{") {
      guard string.hasSuffix("}"), !string.dropFirst(2).dropLast().contains("}") else {
        throw UntranslatableExpression(message: "a text with several expressions in it cannot be said in FEEL")
      }
      body = text.slice(2, text.utf8.count - 1)
    }
    var reader = UnifiedReader(body)
    let result = try reader.readAll()
    return .success(result.text)
  } catch {
    return .failure(error)
  }
}

/// Reads tokens and writes FEEL.
private struct UnifiedReader {
  /// A part that was said in FEEL.
  struct Part {
    var text: MappedText
    /// Whether it must stand in brackets beside an operator.
    var isCompound = false
    /// Whether it is never null, so that `not` means the same.
    var isDefinite = false
  }

  enum Token: Equatable {
    case name(String), number, string, symbol(String), end
  }

  /// Deeper nesting is refused: everything that reads an expression recurses.
  private static let depthMax = 100

  private let source: MappedText
  private var at = 0
  private var token = Token.end
  private var lower = 0
  private var depth = 0

  init(_ source: MappedText) { self.source = source }

  mutating func readAll() throws(UntranslatableExpression) -> Part {
    try next()
    let result = try choice()
    guard token == .end else { throw fault("«\(word)» is not expected here") }
    return result
  }

  private var word: String { source.slice(lower, at).string }

  private func fault(_ message: String) -> UntranslatableExpression {
    UntranslatableExpression(message: "the expression is not simple enough to be said in FEEL: \(message)")
  }

  // MARK: Tokens

  private mutating func next() throws(UntranslatableExpression) {
    let bytes = source.utf8
    while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    lower = at
    guard at < bytes.count else {
      token = .end
      return
    }
    let byte = bytes[at]
    if isLetter(byte) {
      while at < bytes.count, isLetter(bytes[at]) || isDigit(bytes[at]) { at += 1 }
      token = .name(word)
    } else if isDigit(byte) {
      while at < bytes.count, isDigit(bytes[at]) || bytes[at] == UInt8(ascii: ".") { at += 1 }
      token = .number
    } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
      at += 1
      while at < bytes.count, bytes[at] != byte { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
      guard at < bytes.count else { throw fault("a text has no end") }
      at += 1
      token = .string
    } else {
      at += 1
      if at < bytes.count, ["&&", "||", "==", "!=", "<=", ">="].contains(source.slice(lower, at + 1).string) {
        at += 1
      }
      token = .symbol(word)
    }
  }

  private mutating func accept(_ words: [String]) throws(UntranslatableExpression) -> Bool {
    switch token {
    case .name(let name) where words.contains(name), .symbol(let name) where words.contains(name):
      try next()
      return true
    default: return false
    }
  }

  private mutating func expect(_ symbol: String) throws(UntranslatableExpression) {
    guard try accept([symbol]) else { throw fault("«\(symbol)» is expected") }
  }

  // MARK: Expressions

  private mutating func choice() throws(UntranslatableExpression) -> Part {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthMax else { throw fault("it is nested too deep") }
    let condition = try joined(["||", "or"], "or") { reader throws(UntranslatableExpression) in
      try reader.joined(["&&", "and"], "and") { reader throws(UntranslatableExpression) in try reader.equality() }
    }
    guard try accept(["?"]) else { return condition }
    let first = try choice()
    try expect(":")
    let second = try choice()
    return Part(
      text: "if " + condition.text + " then " + first.text + " else " + second.text, isCompound: true)
  }

  private mutating func joined(
    _ operators: [String], _ feel: String,
    _ operand: (inout UnifiedReader) throws(UntranslatableExpression) -> Part
  ) throws(UntranslatableExpression) -> Part {
    var result = try operand(&self)
    while try accept(operators) {
      let right = try operand(&self)
      result = Part(
        text: bracketed(result) + MappedText(" \(feel) ") + bracketed(right), isCompound: true,
        isDefinite: result.isDefinite && right.isDefinite)
    }
    return result
  }

  private mutating func equality() throws(UntranslatableExpression) -> Part {
    let left = try order()
    if try accept(["==", "=", "eq"]) { return compare(left, " = ", try order(), isDefinite: true) }
    if try accept(["!=", "ne"]) { return compare(left, " != ", try order(), isDefinite: true) }
    return left
  }

  private mutating func order() throws(UntranslatableExpression) -> Part {
    let left = try sum()
    for (words, feel) in [
      (["<", "lt"], " < "), (["<=", "le"], " <= "), ([">", "gt"], " > "), ([">=", "ge"], " >= "),
    ] {
      if try accept(words) { return compare(left, feel, try sum(), isDefinite: false) }
    }
    return left
  }

  private func compare(_ left: Part, _ feel: String, _ right: Part, isDefinite: Bool) -> Part {
    Part(
      text: bracketed(left) + MappedText(feel) + bracketed(right), isCompound: true, isDefinite: isDefinite)
  }

  private mutating func sum() throws(UntranslatableExpression) -> Part {
    var result = try product()
    while true {
      let isPlus = token == .symbol("+")
      guard try accept(["+", "-"]) else { return result }
      let right = try product()
      result = Part(
        text: bracketed(result) + MappedText(isPlus ? " + " : " - ") + bracketed(right), isCompound: true)
    }
  }

  private mutating func product() throws(UntranslatableExpression) -> Part {
    var result = try unary()
    while true {
      let isTimes = token == .symbol("*")
      guard try accept(["*", "/", "div"]) else { return result }
      let right = try unary()
      result = Part(
        text: bracketed(result) + MappedText(isTimes ? " * " : " / ") + bracketed(right), isCompound: true)
    }
  }

  private mutating func unary() throws(UntranslatableExpression) -> Part {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthMax else { throw fault("it is nested too deep") }
    if try accept(["!", "not"]) {
      let operand = try unary()
      // What is null is false to this language, so that `not` of it is true; in FEEL `not(null)` is null.
      return operand.isDefinite
        ? Part(text: "not(" + operand.text + ")", isDefinite: true)
        : Part(text: bracketed(operand) + " != true", isCompound: true, isDefinite: true)
    }
    if try accept(["-"]) { return Part(text: "-" + bracketed(try unary()), isCompound: true) }
    if try accept(["empty"]) {
      let operand = bracketed(try unary())
      return Part(
        text: operand + " = null or " + operand + " = \"\" or " + operand + " = []", isCompound: true, isDefinite: true)
    }
    return try primary()
  }

  private mutating func primary() throws(UntranslatableExpression) -> Part {
    let text = source.slice(lower, at)
    switch token {
    case .number:
      try next()
      return Part(text: text)
    case .string:
      let inner = text.slice(1, text.utf8.count - 1)
      try next()
      return Part(text: "\"" + unescaped(inner) + "\"")
    case .symbol("("):
      try next()
      let inner = try choice()
      try expect(")")
      return inner
    case .name(let name):
      if ["instanceof", "mod"].contains(name) { throw fault("«\(name)» has no exact counterpart") }
      try next()
      if token == .symbol("(") { throw fault("«\(name)(…)» calls a function that is not known here") }
      return try members(Part(text: text, isDefinite: name == "true" || name == "false"))
    case .symbol, .end:
      throw fault(token == .end ? "something is missing at its end" : "«\(word)» is not expected here")
    }
  }

  /// The members of a value, and the tests on text that have a counterpart.
  private mutating func members(_ value: Part) throws(UntranslatableExpression) -> Part {
    var result = value
    while token == .symbol(".") || token == .symbol("[") {
      if token == .symbol("[") { throw fault("an element by its key has no exact counterpart") }
      try next()
      guard case .name(let member) = token else { throw fault("a name is expected after «.»") }
      let name = source.slice(lower, at)
      try next()
      guard token == .symbol("(") else {
        result = Part(text: bracketed(result) + "." + name)
        continue
      }
      try next()
      result = try test(member, of: result)
    }
    return result
  }

  private static let tests = ["contains": "contains", "startsWith": "starts with", "endsWith": "ends with"]

  private mutating func test(_ member: String, of value: Part) throws(UntranslatableExpression) -> Part {
    if member == "length", try accept([")"]) { return Part(text: "string length(" + value.text + ")") }
    if member == "isEmpty", try accept([")"]) {
      return Part(text: bracketed(value) + " = \"\"", isCompound: true, isDefinite: true)
    }
    if member == "equals" {
      let other = try choice()
      try expect(")")
      return compare(value, " = ", other, isDefinite: true)
    }
    guard let function = Self.tests[member] else { throw fault("«\(member)(…)» is not known here") }
    let argument = try choice()
    try expect(")")
    return Part(text: MappedText("\(function)(") + value.text + ", " + argument.text + ")")
  }

  // MARK: Text

  private func bracketed(_ part: Part) -> MappedText { part.isCompound ? "(" + part.text + ")" : part.text }

  /// The text of a string of FEEL for one in quotes of either kind.
  private func unescaped(_ text: MappedText) -> MappedText {
    var result = MappedText()
    var index = 0
    let bytes = text.utf8
    while index < bytes.count {
      let isEscape = bytes[index] == UInt8(ascii: "\\") && index + 1 < bytes.count
      let start = isEscape ? index + 1 : index
      var end = start + 1
      while !isEscape, end < bytes.count, bytes[end] != UInt8(ascii: "\\"), bytes[end] != UInt8(ascii: "\"") {
        end += 1
      }
      if isEscape || bytes[start] == UInt8(ascii: "\"") {
        result.append(text.slice(start, start + 1).escapedForFEEL)
        index = start + 1
      } else {
        result.append(text.slice(start, end))
        index = end
      }
    }
    return result
  }
}

private func isLetter(_ byte: UInt8) -> Bool {
  byte >= 0x80 || byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
