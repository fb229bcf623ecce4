extension Parser {
  /// An expression of any kind.
  func expression() throws(SyntaxFault) -> Syntax {
    try nested { () throws(SyntaxFault) in try self.anyExpression() }
  }

  private func anyExpression() throws(SyntaxFault) -> Syntax {
    if token == .word, !isName {
      if isAt("if") { return try conditional() }
      if isAt("for") { return try iteration() }
      if isAt("some") || isAt("every") { return try quantified() }
      if isAt("function") { return try function() }
    }
    return try disjunction()
  }

  private func conditional() throws(SyntaxFault) -> Syntax {
    let start = lower
    try advance()
    let test = try expression()
    try expect("then", "after the condition")
    let first = try expression()
    try expect("else", "and a value for when the condition does not hold")
    let second = try expression()
    return try node(.conditional(test, first, second), start, second.upper)
  }

  private func iteration() throws(SyntaxFault) -> Syntax {
    let (start, outer) = (lower, locals.count)
    defer { locals.removeLast(locals.count - outer) }
    try advance()
    // The results so far have a name of their own (DMN 1.5 §10.3.2.14).
    let iterators = try iterators()
    locals.append("partial")
    try expect("return", "after the iterators")
    let body = try expression()
    return try node(.iteration(iterators, body), start, body.upper)
  }

  private func quantified() throws(SyntaxFault) -> Syntax {
    let (start, outer, isEvery) = (lower, locals.count, isAt("every"))
    defer { locals.removeLast(locals.count - outer) }
    try advance()
    let iterators = try iterators()
    try expect("satisfies", "after the iterators")
    let body = try expression()
    return try node(.quantified(isEvery: isEvery, iterators, body), start, body.upper)
  }

  private func iterators() throws(SyntaxFault) -> [Syntax.Iterator] {
    var result: [Syntax.Iterator] = []
    repeat {
      let name = try newName(before: "in")
      try expect("in", "after the name of an iterator")
      let domain = try nested { () throws(SyntaxFault) in try self.disjunction() }
      var end: Syntax?
      if try skip(.range) {
        end = try nested { () throws(SyntaxFault) in try self.disjunction() }
      }
      result.append(Syntax.Iterator(name: name, domain: domain, end: end))
      locals.append(name.text)
    } while try skip(.comma)
    return result
  }

  func disjunction() throws(SyntaxFault) -> Syntax {
    var operands = [try conjunction()]
    while try skip("or") { operands.append(try conjunction()) }
    guard operands.count > 1 else { return operands[0] }
    return try node(.disjunction(operands), operands[0].lower, operands[operands.count - 1].upper)
  }

  private func conjunction() throws(SyntaxFault) -> Syntax {
    var operands = [try comparison()]
    while try skip("and") { operands.append(try comparison()) }
    guard operands.count > 1 else { return operands[0] }
    return try node(.conjunction(operands), operands[0].lower, operands[operands.count - 1].upper)
  }

  private func comparison() throws(SyntaxFault) -> Syntax {
    let left = try sum()
    let result: Syntax
    if let symbol = try comparisonSymbol() {
      let right = try sum()
      result = try node(.comparison(symbol, left, right), left.lower, right.upper)
    } else if try skip("between") {
      let lower = try sum()
      try expect("and", "between the two ends")
      let upper = try sum()
      result = try node(.between(left, lower, upper), left.lower, upper.upper)
    } else if try skip("in") {
      let (tests, end) = try tests()
      result = try node(.membership(left, tests), left.lower, end)
    } else {
      return left
    }
    if isComparison {
      throw SyntaxFault(.feelSyntax, lexer.lower, lexer.upper, .chainedComparison)
    }
    return result
  }

  private var isComparison: Bool {
    guard case .symbol(let symbol) = token else { return false }
    return ComparisonOperator(rawValue: symbol.rawValue) != nil
  }

  func comparisonSymbol() throws(SyntaxFault) -> ComparisonOperator? {
    guard case .symbol(let symbol) = token, let result = ComparisonOperator(rawValue: symbol.rawValue) else {
      return nil
    }
    let start = lower
    try advance()
    if result == .equal, isAt(.equal), lower == start + 1 {
      throw SyntaxFault(
        .feelSyntax, start, lexer.upper, .equalSign, fixIts: [("write '='", start, lexer.upper, "=")])
    }
    return result
  }

  /// What follows `in`, and where it ends.
  private func tests() throws(SyntaxFault) -> ([Syntax.Test], Int) {
    guard isAt(.openParenthesis) else {
      let only = try test()
      return ([only], only.value.upper)
    }
    let start = lower
    try advance()
    let result = try nested { () throws(SyntaxFault) in
      var result = [try self.test()]
      while try self.skip(.comma) { result.append(try self.test()) }
      return result
    }
    // `(1 .. 5]` is a range, and not a list of tests.
    if isAt(.range), result.count == 1, result[0].comparison == nil {
      let range = try range(start, includesLower: false, result[0].value)
      return ([Syntax.Test(comparison: nil, value: range)], range.upper)
    }
    return (result, try expect(.closeParenthesis, "after the tests"))
  }

  private func test() throws(SyntaxFault) -> Syntax.Test {
    if let symbol = try comparisonSymbol() { return Syntax.Test(comparison: symbol, value: try sum()) }
    return Syntax.Test(comparison: nil, value: try sum())
  }

  /// An expression that no comparison is part of.
  func sum() throws(SyntaxFault) -> Syntax {
    var left = try product()
    while isAt(.plus) || isAt(.minus) {
      let symbol: ArithmeticOperator = isAt(.plus) ? .add : .subtract
      try advance()
      let right = try product()
      left = try node(.arithmetic(symbol, left, right), left.lower, right.upper)
    }
    return left
  }

  private func product() throws(SyntaxFault) -> Syntax {
    var left = try power()
    while isAt(.star) || isAt(.slash) {
      let symbol: ArithmeticOperator = isAt(.star) ? .multiply : .divide
      try advance()
      let right = try power()
      left = try node(.arithmetic(symbol, left, right), left.lower, right.upper)
    }
    return left
  }

  private func power() throws(SyntaxFault) -> Syntax {
    var left = try unary()
    while try skip(.power) {
      let right = try unary()
      left = try node(.arithmetic(.power, left, right), left.lower, right.upper)
    }
    return left
  }

  private func unary() throws(SyntaxFault) -> Syntax {
    guard isAt(.minus) else {
      let value = try postfix()
      guard isAt("instance") else { return value }
      try advance()
      try expect("of", "after 'instance'")
      needsWholeTypes = true
      defer { needsWholeTypes = false }
      let (type, end) = try typeName()
      return try node(.instanceOf(value, type), value.lower, end)
    }
    let start = lower
    try advance()
    let isLiteral = isNumber
    let value = try deeper { () throws(SyntaxFault) in try self.unary() }
    // The minus of a numeric literal belongs to it (DMN 1.5 grammar rule 35).
    if isLiteral, case .instanceOf(let operand, let type) = value.kind, case .number = operand.kind {
      return try node(.instanceOf(try node(.negation(operand), start, operand.upper), type), start, value.upper)
    }
    return try node(.negation(value), start, value.upper)
  }
}
