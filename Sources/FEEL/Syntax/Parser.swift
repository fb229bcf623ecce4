import KetenSource

// The grammar, loosest first (DMN 1.5 §10.3.1.2). Names are resolved by the longest match in what is in scope.
//
//   expression  = "if" expression "then" expression "else" expression
//               | "for" iterators "return" expression
//               | ("some" | "every") iterators "satisfies" expression
//               | "function" "(" parameters ")" ["external"] expression
//               | disjunction
//   disjunction = conjunction {"or" conjunction}
//   conjunction = comparison {"and" comparison}
//   comparison  = sum [("=" | "!=" | "<" | "<=" | ">" | ">=") sum | "between" sum "and" sum | "in" tests]
//   tests       = test | "(" test {"," test} ")"
//   test        = ["=" | "!=" | "<" | "<=" | ">" | ">="] sum
//   sum         = product {("+" | "-") product}
//   product     = power {("*" | "/") power}
//   power       = unary {"**" unary}
//   unary       = "-" unary | postfix ["instance" "of" type]
//   postfix     = primary {"." name | "[" expression "]" | "(" arguments ")"}
//   primary     = literal | name | "(" expression ")" | list | context | range | "?"
//   unary tests = "-" | "not" "(" cell {"," cell} ")" | cell {"," cell}
//   cell        = ("=" | "!=" | "<" | "<=" | ">" | ">=") sum | expression

/// Reads an expression.
///
/// The names it knows decide where one ends, so it needs the environment. It is a class, so that its methods pass a
/// pointer and the frames of the recursion stay small.
final class Parser {
  let environment: Environment
  var lexer: Lexer
  var token = Token.end
  /// Names of iterators and of entries of contexts, innermost last.
  var locals: [String] = []
  /// The keys of the contexts read so far, which may come after a point.
  var keys: [String] = []
  var depth = 0
  /// Whether a type must say what it is made of.
  var needsWholeTypes = false
  /// Whether `[` may follow a value; not where it would close a range.
  var allowsFilter = true

  /// The deepest nesting that is read: each level costs some fourteen frames of stack.
  static let depthMax = 100
  /// The highest tree that is made: a sum of so many terms is as high, without being nested.
  static let heightMax = 200
  /// The longest text that is read, in bytes.
  static let lengthMax = 65_536

  init(_ text: SourceText, environment: Environment, locals: [String] = [], keys: [String] = []) {
    self.environment = environment
    self.locals = locals
    self.keys = keys
    lexer = Lexer(text.utf8)
  }

  var bytes: [UInt8] { lexer.bytes }
  var lower: Int { lexer.lower }

  /// The whole text as one expression.
  func parse() throws(SyntaxFault) -> Syntax {
    try begin()
    if token == .end { throw SyntaxFault(.feelSyntax, 0, bytes.count, .empty) }
    let result = try expression()
    guard token == .end else { throw unexpected("the end of the expression") }
    return result
  }

  /// The whole text as what an iterator goes through: one expression, or two with `..` between them.
  func parseDomain() throws(SyntaxFault) -> (first: Syntax, last: Syntax?) {
    try begin()
    let first = try expression()
    let last = try skip(.range) ? try expression() : nil
    guard token == .end else { throw unexpected("the end of the expression") }
    return (first, last)
  }

  /// Steps on the first token of a text within the limit on length.
  func begin() throws(SyntaxFault) {
    guard bytes.count <= Parser.lengthMax else {
      throw SyntaxFault(.tooComplex, 0, bytes.count, .tooLong(Parser.lengthMax))
    }
    try advance()
  }

  // MARK: Tokens

  func advance() throws(SyntaxFault) { token = try lexer.next() }

  /// Goes on after a place, as when a name of several words was read.
  func advance(from offset: Int) throws(SyntaxFault) {
    lexer.move(to: offset)
    try advance()
  }

  /// The text of the current token.
  var spelling: String { String(decoding: bytes[lexer.lower..<lexer.upper], as: UTF8.self) }

  func isAt(_ symbol: Symbol) -> Bool { token == .symbol(symbol) }

  func isAt(_ keyword: String) -> Bool {
    guard token == .word, lexer.upper - lexer.lower == keyword.utf8.count else { return false }
    return bytes[lexer.lower..<lexer.upper].elementsEqual(keyword.utf8)
  }

  /// Steps over a symbol if it is there.
  func skip(_ symbol: Symbol) throws(SyntaxFault) -> Bool {
    guard isAt(symbol) else { return false }
    try advance()
    return true
  }

  /// Steps over a keyword if it is there.
  func skip(_ keyword: String) throws(SyntaxFault) -> Bool {
    guard isAt(keyword) else { return false }
    try advance()
    return true
  }

  /// Steps over a symbol that must be there; gives its end.
  @discardableResult
  func expect(_ symbol: Symbol, _ purpose: String) throws(SyntaxFault) -> Int {
    guard isAt(symbol) else { throw unexpected("'\(symbol.rawValue)' \(purpose)") }
    let end = lexer.upper
    try advance()
    return end
  }

  func expect(_ keyword: String, _ purpose: String) throws(SyntaxFault) {
    guard isAt(keyword) else { throw unexpected("'\(keyword)' \(purpose)") }
    try advance()
  }

  func unexpected(_ what: String) -> SyntaxFault {
    let found = token == .end ? "the end of the expression" : "'\(spelling)'"
    return SyntaxFault(.feelSyntax, lexer.lower, lexer.upper, .expected(what, found: found))
  }

  // MARK: Nodes

  /// Makes a node, within the limit on height.
  func node(_ kind: Syntax.Kind, _ lower: Int, _ upper: Int) throws(SyntaxFault) -> Syntax {
    let result = Syntax(kind, lower, upper)
    guard result.height <= Parser.heightMax else {
      throw SyntaxFault(.tooComplex, lower, upper, .tooDeep(Parser.heightMax))
    }
    return result
  }

  /// Reads something between marks, where a `[` begins a filter again.
  func nested<Result>(_ read: () throws(SyntaxFault) -> Result) throws(SyntaxFault) -> Result {
    let allowed = allowsFilter
    allowsFilter = true
    defer { allowsFilter = allowed }
    return try deeper(read)
  }

  /// Reads something one level down, within the limit on depth.
  func deeper<Result>(_ read: () throws(SyntaxFault) -> Result) throws(SyntaxFault) -> Result {
    guard depth < Parser.depthMax else {
      throw SyntaxFault(.tooComplex, lexer.lower, lexer.upper, .tooDeep(Parser.depthMax))
    }
    depth += 1
    defer { depth -= 1 }
    return try read()
  }
}
