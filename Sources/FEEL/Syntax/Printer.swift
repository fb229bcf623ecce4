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
    case .negation(let value): "-" + value.inside(.unary)
    case .arithmetic(let symbol, let left, let right):
      "\(left.inside(symbol.strength)) \(symbol.rawValue) \(right.inside(symbol.strength.next))"
    case .comparison(let symbol, let left, let right):
      "\(left.inside(.sum)) \(symbol.rawValue) \(right.inside(.sum))"
    case .between(let value, let lower, let upper):
      "\(value.inside(.sum)) between \(lower.inside(.sum)) and \(upper.inside(.sum))"
    case .membership(let value, let tests): "\(value.inside(.sum)) in (\(tests.map(\.description).commaJoined))"
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

  private func inside(_ outer: Strength) -> String {
    strength.rawValue >= outer.rawValue ? description : "(\(description))"
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

extension Syntax.Test: CustomStringConvertible {
  package var description: String { (comparison.map { "\($0.rawValue) " } ?? "") + value.description }
}

extension Syntax.Iterator: CustomStringConvertible {
  package var description: String { "\(name.text) in \(domain)" + (end.map { " .. \($0)" } ?? "") }
}

extension Syntax.RangeLiteral: CustomStringConvertible {
  package var description: String {
    switch (lower, upper) {
    case (let lower?, _?) where equality != nil: "(\(equality == .equal ? "=" : "!=") \(lower))"
    case (let lower?, let upper?):
      "\(includesLower ? "[" : "(")\(lower) .. \(upper)\(includesUpper ? "]" : ")")"
    case (let lower?, nil): "(\(includesLower ? ">=" : ">") \(lower))"
    case (nil, let upper?): "(\(includesUpper ? "<=" : "<") \(upper))"
    case (nil, nil): "(null .. null)"
    }
  }
}

extension [String] {
  fileprivate var commaJoined: String { joined(separator: ", ") }
}
