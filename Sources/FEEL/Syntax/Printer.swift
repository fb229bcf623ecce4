extension Syntax: CustomStringConvertible {
  /// The expression in canonical FEEL: parsing it again gives an equal tree.
  package var description: String {
    switch kind {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): value.description
    case .string(let value): quoted(value)
    case .temporal(let value): "@" + quoted(value)
    case .name(let name): name
    case .input: "?"
    case .path(let value, let name): "\(value.inside(.postfix)).\(name.text)"
    case .filter(let value, let test): "\(value.inside(.postfix))[\(test)]"
    case .call(let name, let arguments): "\(name.text)(\(arguments.map(\.description).commaJoined))"
    case .invocation(let function, let arguments):
      "\(function.inside(.postfix))(\(arguments.map(\.description).commaJoined))"
    case .function(let parameters, let body, let isExternal):
      "function(\(parameters.map(\.description).commaJoined)) \(isExternal ? "external " : "")\(body)"
    case .negation(let value): value.isTestedNumber ? "-(\(value))" : "-" + value.inside(.unary)
    case .arithmetic(let symbol, let left, let right):
      "\(left.inside(symbol.strength)) \(symbol.rawValue) \(right.inside(symbol.strength.next))"
    case .comparison(let symbol, let left, let right):
      // After a type, `<` would begin what the type is of.
      (symbol == .less && left.endsInContextType ? "(\(left))" : left.inside(.sum))
        + " \(symbol.rawValue) \(right.inside(.sum))"
    case .between(let value, let lower, let upper):
      "\(value.inside(.sum)) between \(lower.inside(.sum)) and \(upper.inside(.sum))"
    case .membership(let value, let tests):
      "\(value.inside(.sum)) in (\(tests.map { $0.inside(.sum) }.commaJoined))"
    case .conjunction(let operands): operands.map { $0.inside(.comparison) }.joined(separator: " and ")
    case .disjunction(let operands): operands.map { $0.inside(.conjunction) }.joined(separator: " or ")
    case .conditional(let test, let first, let second): "if \(test) then \(first) else \(second)"
    case .iteration(let iterators, let body): "for \(iterators.map(\.description).commaJoined) return \(body)"
    case .quantified(let isEvery, let iterators, let body):
      "\(isEvery ? "every" : "some") \(iterators.map(\.description).commaJoined) satisfies \(body)"
    case .list(let items): "[\(items.map(\.description).commaJoined)]"
    case .context(let entries):
      "{" + entries.map { "\(keyText($0.key.text)): \($0.value)" }.commaJoined + "}"
    case .range(let range): range.description
    case .instanceOf(let value, let type): "\(value.inside(.postfix)) instance of \(type)"
    }
  }

  /// How tightly a form holds its parts together, loosest first.
  enum Strength: Int {
    case expression, disjunction, conjunction, comparison, sum, product, power, unary, instance, postfix, primary

    var next: Strength { Strength(rawValue: rawValue + 1) ?? .primary }
  }

  private var strength: Strength {
    switch kind {
    case .conditional, .iteration, .quantified, .function: .expression
    case .disjunction: .disjunction
    case .conjunction: .conjunction
    case .comparison, .between, .membership: .comparison
    case .arithmetic(let symbol, _, _): symbol.strength
    case .negation: .unary
    case .instanceOf: .instance
    case .path, .filter, .call, .invocation: .postfix
    case .null, .boolean, .number, .string, .temporal, .name, .input, .list, .context, .range: .primary
    }
  }

  fileprivate func inside(_ outer: Strength) -> String {
    strength.rawValue >= outer.rawValue ? description : "(\(description))"
  }

  /// Whether it asks of which type a numeric literal is: a minus before it would belong to the number.
  fileprivate var isTestedNumber: Bool {
    if case .instanceOf(let value, _) = kind, case .number = value.kind { true } else { false }
  }

  /// Whether the last word is the type `context`.
  private var endsInContextType: Bool {
    switch kind {
    case .arithmetic(_, _, let last), .negation(let last):
      last.strength.rawValue < strength.rawValue
        ? false : last.endsInContextType
    case .instanceOf(_, let type): type.endsInContext
    default: false
    }
  }

  fileprivate var hasFilter: Bool {
    if case .filter = kind { true } else { kind.children.contains(where: \.hasFilter) }
  }
}

extension ArithmeticOperator {
  fileprivate var strength: Syntax.Strength {
    switch self {
    case .add, .subtract: .sum
    case .multiply, .divide: .product
    case .power: .power
    }
  }
}

extension Syntax.Argument: CustomStringConvertible {
  package var description: String { (name.map { "\($0.text): " } ?? "") + value.description }
}

extension Syntax.Parameter: CustomStringConvertible {
  package var description: String { name.text + (type.map { ": \($0)" } ?? "") }
}

extension Syntax.Test {
  /// The test with a value that holds its parts together so tightly.
  fileprivate func inside(_ outer: Syntax.Strength) -> String {
    (comparison.map { "\($0.rawValue) " } ?? "") + value.inside(outer)
  }
}

extension UnaryTests: CustomStringConvertible {
  /// The tests in canonical FEEL.
  package var description: String {
    let list = tests.map { $0.inside($0.comparison == nil ? .expression : .sum) }.commaJoined
    if tests.count == 1, !isNegated, tests[0].comparison == nil, case .call(let name, _) = tests[0].value.kind,
      name.text == "not"
    {
      return "(\(list))"
    }
    return tests.isEmpty ? "-" : isNegated ? "not(\(list))" : list
  }
}

extension Syntax.Iterator: CustomStringConvertible {
  package var description: String {
    "\(name.text) in \(domain.inside(.disjunction))" + (end.map { " .. \($0.inside(.disjunction))" } ?? "")
  }
}

extension Syntax.RangeLiteral: CustomStringConvertible {
  package var description: String {
    switch (lower, upper) {
    case (let lower?, _?) where equality != nil: "(\(equality == .equal ? "=" : "!=") \(lower))"
    case (let lower?, let upper?):
      // A `[` in the upper end could be read as the end of the range.
      "\(includesLower ? "[" : "(")\(lower) .. \(upper.hasFilter ? "(\(upper))" : upper.inside(.sum))"
        + (includesUpper ? "]" : ")")
    case (let lower?, nil): "(\(includesLower ? ">=" : ">") \(lower))"
    case (nil, let upper?): "(\(includesUpper ? "<=" : "<") \(upper))"
    case (nil, nil): "(null .. null)"
    }
  }
}

extension ValueType {
  /// Whether the last word of its text is `context`.
  fileprivate var endsInContext: Bool {
    switch self {
    case .context(let fields): fields.isEmpty
    case .function(_, let result): result.endsInContext
    default: false
    }
  }
}

extension [String] {
  fileprivate var commaJoined: String { joined(separator: ", ") }
}
