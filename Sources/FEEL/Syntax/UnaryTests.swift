import KetenSource

/// Unary tests: what a cell of a decision table, or a list of allowed values, asks of a value (DMN 1.5 §10.3.1.3).
package struct UnaryTests: Sendable, Equatable {
  /// Whether the value must meet none of them.
  package var isNegated: Bool
  /// The tests of which one must be met; none at all is met by any value (`-`).
  package var tests: [Syntax.Test]

  /// Whether any value meets them, null too.
  package var isAny: Bool { tests.isEmpty }
}

extension Parser {
  /// The whole text as unary tests; an empty text is `-`.
  func parseUnaryTests() throws(SyntaxFault) -> UnaryTests {
    try begin()
    if token == .end { return UnaryTests(isNegated: false, tests: []) }
    if isAt(.minus), isFollowedByEnd { return UnaryTests(isNegated: false, tests: []) }
    if let negated = try negatedTests() { return UnaryTests(isNegated: true, tests: negated) }
    let tests = try cells()
    guard token == .end else { throw unexpected("',' or the end of the tests") }
    return UnaryTests(isNegated: false, tests: tests)
  }

  private var isFollowedByEnd: Bool {
    guard let next = try? lexer.skipSpace(from: lexer.upper) else { return false }
    return next == bytes.count
  }

  /// `not( … )` when it is the whole text; nil, with nothing read, when it is part of an expression or absent.
  private func negatedTests() throws(SyntaxFault) -> [Syntax.Test]? {
    guard isAt("not") else { return nil }
    let start = lower
    try advance()
    if isAt(.openParenthesis) {
      try advance()
      if let tests = try? cells(), isAt(.closeParenthesis), isFollowedByEnd { return tests }
    }
    try advance(from: start)
    return nil
  }

  private func cells() throws(SyntaxFault) -> [Syntax.Test] {
    var result = [try cell()]
    while try skip(.comma) { result.append(try cell()) }
    return result
  }

  private func cell() throws(SyntaxFault) -> Syntax.Test {
    if let symbol = try comparisonSymbol() { return Syntax.Test(comparison: symbol, value: try sum()) }
    return Syntax.Test(comparison: nil, value: try expression())
  }
}

extension Syntax {
  /// Whether `?` stands in it.
  var readsInput: Bool { kind == .input || kind.children.contains(where: \.readsInput) }
}
