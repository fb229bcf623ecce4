/// A regular expression of XPath with its flags, ready to be matched.
struct Pattern: Sendable {
  private let program: PatternProgram
  /// Whether it matches the empty text: then it can neither split nor be replaced.
  private let matchesEmpty: Bool

  /// Compiles a pattern.
  ///
  /// - Throws: `notRead` for a pattern or flags that are not those of XPath, or beyond the bounds of this engine.
  init(_ text: String, flags: String = "") throws(Fault.Reason) {
    program = try PatternProgram(text, PatternFlags(flags))
    var matcher = PatternMatcher(program, "")
    matchesEmpty = try matcher.find(from: 0)
  }

  /// Whether some part of a text matches (XPath Functions 3.1 §5.6.3).
  func matches(_ text: String, _ allowance: inout Allowance) throws(Fault.Reason) -> Bool {
    var matcher = try matcher(text, allowance)
    defer { finish(matcher, &allowance) }
    return try matcher.find(from: 0)
  }

  /// The parts of a text between the matches (§5.6.5).
  func split(_ text: String, _ allowance: inout Allowance) throws(Fault.Reason) -> [String] {
    try checkTakesSomething()
    var matcher = try matcher(text, allowance)
    defer { finish(matcher, &allowance) }
    var parts: [String] = []
    var position = 0
    while try matcher.find(from: position) {
      parts.append(String(scalars: matcher.text[position..<matcher.slots[0]]))
      position = matcher.slots[1]
      guard parts.count < Limits.itemsMax else { throw .outOfRange }
    }
    parts.append(String(scalars: matcher.text[position...]))
    return parts
  }

  /// The text with something else for each match (§5.6.4).
  func replace(
    _ text: String, with replacement: String, _ allowance: inout Allowance
  ) throws(Fault.Reason) -> String {
    try checkTakesSomething()
    let pieces = try Replacement.pieces(of: replacement, program)
    var matcher = try matcher(text, allowance)
    defer { finish(matcher, &allowance) }
    var result = ""
    var position = 0
    while try matcher.find(from: position) {
      result.append(String(scalars: matcher.text[position..<matcher.slots[0]]))
      for piece in pieces {
        switch piece {
        case .text(let text): result.append(text)
        case .group(let group):
          let (start, end) = (matcher.slots[2 * group], matcher.slots[2 * group + 1])
          if start >= 0, end > start { result.append(String(scalars: matcher.text[start..<end])) }
        }
      }
      position = matcher.slots[1]
      guard result.utf8.count <= Limits.stringMax else { throw .outOfRange }
    }
    result.append(String(scalars: matcher.text[position...]))
    guard result.utf8.count <= Limits.stringMax else { throw .outOfRange }
    return result
  }

  /// A matcher for a text, within the work that is left.
  private func matcher(_ text: String, _ allowance: Allowance) throws(Fault.Reason) -> PatternMatcher {
    let steps = (allowance.work - program.steps.count) * Pattern.stepsPerWork
    guard steps > 0 else { throw .tooMuch }
    guard steps < PatternMatcher.stepsMax else { return PatternMatcher(program, text) }
    return PatternMatcher(program, text, stepsMax: steps, excess: .tooMuch)
  }

  /// Takes the work of a matcher, and that of compiling the pattern, which may have been done before.
  private func finish(_ matcher: PatternMatcher, _ allowance: inout Allowance) {
    allowance.work -= program.steps.count + matcher.steps / Pattern.stepsPerWork
  }

  /// The steps of a search that are a piece of work.
  private static let stepsPerWork = 4

  private func checkTakesSomething() throws(Fault.Reason) {
    guard !matchesEmpty else { throw .notRead("a regular expression that matches no empty text") }
  }
}

/// A part of a replacement.
private enum Replacement {
  case text(String)
  case group(Int)

  /// Reads `$1`, `\$` and `\\`; as it stands where the pattern is plain text.
  static func pieces(of text: String, _ program: PatternProgram) throws(Fault.Reason) -> [Replacement] {
    if program.flags.isLiteral { return [.text(text)] }
    var result: [Replacement] = []
    var plain = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\\":
        guard let escaped = rest.popFirst(), escaped == "\\" || escaped == "$" else {
          throw .notRead("a replacement: '\\' stands before something other than '\\' and '$'")
        }
        plain.append(escaped)
      case "$":
        guard let digit = rest.first, ("0"..."9").contains(digit) else {
          throw .notRead("a replacement: no digit follows '$'")
        }
        result.append(.text(String(plain)))
        plain.removeAll()
        // As many digits as make the number of a group; a first one beyond them stands for nothing.
        var number = Int(digit.value - 48)
        rest.removeFirst()
        while number > 0, let next = rest.first, ("0"..."9").contains(next),
          number * 10 + Int(next.value - 48) <= program.groupCount
        {
          number = number * 10 + Int(next.value - 48)
          rest.removeFirst()
        }
        if number <= program.groupCount { result.append(.group(number)) }
      default: plain.append(scalar)
      }
    }
    result.append(.text(String(plain)))
    return result
  }
}

extension String {
  fileprivate init(scalars: ArraySlice<UInt32>) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars.lazy.compactMap(Unicode.Scalar.init))
    self.init(view)
  }
}
