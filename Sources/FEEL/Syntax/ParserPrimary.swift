extension Parser {
  /// A primary with the paths and filters that follow it.
  func postfix() throws(SyntaxFault) -> Syntax {
    var value = try primary()
    while true {
      if isAt(.dot) {
        let name = try member(of: value)
        value = try node(.path(value, name), value.lower, name.upper)
      } else if isAt(.openBracket), allowsFilter {
        try advance()
        let outer = locals.count
        locals += ["item"] + entryNames(of: value)
        defer { locals.removeLast(locals.count - outer) }
        let test = try expression()
        let end = try expect(.closeBracket, "to end the filter")
        value = try node(.filter(value, test), value.lower, end)
      } else if isAt(.openParenthesis), value.isCallable {
        let (arguments, end) = try arguments()
        if case .name(let name) = value.kind {
          let place = Syntax.Name(text: name, lower: value.lower, upper: value.upper)
          value = try node(.call(place, arguments), value.lower, end)
        } else {
          value = try node(.invocation(value, arguments), value.lower, end)
        }
      } else {
        return value
      }
    }
  }

  private func primary() throws(SyntaxFault) -> Syntax {
    let (start, end) = (lexer.lower, lexer.upper)
    switch token {
    case .number(let number):
      try advance()
      return try node(.number(number), start, end)
    case .string(let string):
      try advance()
      return try node(.string(string), start, end)
    case .word: return try word()
    case .symbol(.input):
      try advance()
      return try node(.input, start, end)
    case .symbol(.at):
      try advance()
      guard case .string(let string) = token else { throw unexpected("a string after '@'") }
      let end = lexer.upper
      try advance()
      return try node(.temporal(string), start, end)
    case .symbol(.openParenthesis), .symbol(.openBracket), .symbol(.closeBracket): return try bracketed()
    case .symbol(.openBrace): return try context()
    case .symbol, .end: throw unexpected("a value")
    }
  }

  /// A parenthesis, a list or a range, which one is known only inside.
  private func bracketed() throws(SyntaxFault) -> Syntax {
    let start = lower
    let (isList, isParenthesis) = (isAt(.openBracket), isAt(.openParenthesis))
    try advance()
    if isParenthesis, case .symbol(let symbol) = token, let test = ComparisonOperator(rawValue: symbol.rawValue) {
      return try halfRange(start, test)
    }
    if isList, isAt(.closeBracket) {
      let end = lexer.upper
      try advance()
      return try node(.list([]), start, end)
    }
    let first = try expression()
    if isAt(.range) { return try range(start, includesLower: isList, first) }
    if isParenthesis {
      let end = try expect(.closeParenthesis, "to end the parenthesis")
      var value = first
      (value.lower, value.upper) = (start, end)
      return value
    }
    guard isList else { throw unexpected("'..' of a range") }
    var items = [first]
    while try skip(.comma) { items.append(try expression()) }
    return try node(.list(items), start, try expect(.closeBracket, "to end the list"))
  }

  func range(_ start: Int, includesLower: Bool, _ lower: Syntax) throws(SyntaxFault) -> Syntax {
    try advance()
    // A `[` here closes the range, as in `]1..2[`.
    let upper = try nested { () throws(SyntaxFault) in
      self.allowsFilter = false
      return try self.sum()
    }
    let includesUpper = isAt(.closeBracket)
    guard includesUpper || isAt(.closeParenthesis) || isAt(.openBracket) else {
      throw unexpected("the end of the range")
    }
    let end = lexer.upper
    try advance()
    let literal = Syntax.RangeLiteral(
      includesLower: includesLower, lower: lower, upper: upper, includesUpper: includesUpper)
    return try node(.range(literal), start, end)
  }

  /// `(< 5)` and its like: a range with one end.
  private func halfRange(_ start: Int, _ test: ComparisonOperator) throws(SyntaxFault) -> Syntax {
    try advance()
    let bound = try expression()
    let end = try expect(.closeParenthesis, "to end the range")
    let literal: Syntax.RangeLiteral
    switch test {
    case .less: literal = .init(includesLower: false, lower: nil, upper: bound, includesUpper: false)
    case .lessOrEqual: literal = .init(includesLower: false, lower: nil, upper: bound, includesUpper: true)
    case .greater: literal = .init(includesLower: false, lower: bound, upper: nil, includesUpper: false)
    case .greaterOrEqual: literal = .init(includesLower: true, lower: bound, upper: nil, includesUpper: false)
    case .equal, .notEqual:
      let isEqual = test == .equal
      literal = .init(includesLower: isEqual, lower: bound, upper: bound, includesUpper: isEqual, equality: test)
    }
    return try node(.range(literal), start, end)
  }

  private func context() throws(SyntaxFault) -> Syntax {
    let (start, outer) = (lower, locals.count)
    defer { locals.removeLast(locals.count - outer) }
    try advance()
    var entries: [Syntax.Entry] = []
    var goesOn = !isAt(.closeBrace)
    while goesOn {
      let key: Syntax.Name
      if case .string(let text) = token {
        key = Syntax.Name(text: text, lower: lexer.lower, upper: lexer.upper)
        try advance()
      } else {
        key = try newName(before: ":")
      }
      try expect(.colon, "after the key")
      entries.append(Syntax.Entry(key: key, value: try expression()))
      // Later entries may use it.
      locals.append(key.text)
      keys.append(key.text)
      goesOn = try skip(.comma)
    }
    return try node(.context(entries), start, try expect(.closeBrace, "to end the context"))
  }

  // MARK: Calls

  /// The arguments of a call, after its name.
  func call(_ name: Syntax.Name) throws(SyntaxFault) -> Syntax {
    let (arguments, end) = try arguments()
    return try node(.call(name, arguments), name.lower, end)
  }

  private func arguments() throws(SyntaxFault) -> ([Syntax.Argument], end: Int) {
    try advance()
    var arguments: [Syntax.Argument] = []
    var goesOn = !isAt(.closeParenthesis)
    while goesOn {
      let name = try argumentName()
      arguments.append(Syntax.Argument(name: name, value: try expression()))
      goesOn = try skip(.comma)
    }
    return (arguments, try expect(.closeParenthesis, "to end the arguments"))
  }

  /// A function definition: its parameters are names in its body.
  func function() throws(SyntaxFault) -> Syntax {
    let (start, outer) = (lower, locals.count)
    defer { locals.removeLast(locals.count - outer) }
    try advance()
    try expect(.openParenthesis, "before the parameters")
    var parameters: [Syntax.Parameter] = []
    var goesOn = !isAt(.closeParenthesis)
    while goesOn {
      let name = try newName(before: ",")
      parameters.append(Syntax.Parameter(name: name, type: try skip(.colon) ? try typeName().0 : nil))
      goesOn = try skip(.comma)
    }
    try expect(.closeParenthesis, "to end the parameters")
    locals += parameters.map(\.name.text)
    let isExternal = try skip("external")
    let body = try expression()
    return try node(.function(parameters, body, isExternal: isExternal), start, body.upper)
  }

  /// The name of a named argument, if one stands here: words up to a colon.
  private func argumentName() throws(SyntaxFault) -> Syntax.Name? {
    guard token == .word else { return nil }
    let start = lower
    var (offset, end) = (start, start)
    while offset < bytes.count, nameEnd(bytes, from: offset) != nil || offset > start && isDigit(bytes[offset]) {
      end = namePartEnd(bytes, from: offset)
      offset = try lexer.skipSpace(from: end)
    }
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: ":") else { return nil }
    try advance(from: offset + 1)
    return Syntax.Name(text: collapsed(start, end), lower: start, upper: end)
  }
}

extension Syntax {
  /// Whether a parenthesis after it begins the arguments of a call.
  fileprivate var isCallable: Bool {
    switch kind {
    case .name, .path, .filter, .call, .invocation, .function: true
    default: false
    }
  }
}
