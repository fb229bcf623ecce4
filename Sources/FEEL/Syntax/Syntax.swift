/// An expression as written: the syntax tree of FEEL (DMN 1.5 §10.3.1), with byte ranges into the decoded text.
///
/// Two trees are equal when they say the same, wherever they stand. `description` writes one in canonical form.
package struct Syntax: Sendable {
  package var kind: Kind
  /// The first byte in the decoded text.
  package var lower: Int
  /// Just past the last byte.
  package var upper: Int
  /// The longest way down, which `Parser.heightMax` bounds: everything that walks a tree is safe from overflow.
  package var height: Int

  package init(_ kind: Kind, _ lower: Int, _ upper: Int) {
    self.kind = kind
    self.lower = lower
    self.upper = upper
    height = 1 + (kind.children.map(\.height).max() ?? 0)
  }

  package indirect enum Kind: Sendable, Equatable {
    case null
    case boolean(Bool)
    case number(Number)
    case string(String)
    /// `@"…"`.
    case temporal(String)
    case name(String)
    /// `?`, the value that a unary test is about.
    case input
    case path(Syntax, Name)
    case filter(Syntax, Syntax)
    case call(Name, [Argument])
    /// A call of what an expression gives: `f(1)(2)`, `a.f(1)`.
    case invocation(Syntax, [Argument])
    /// `function(a: number) a + 1`; `external` is one in another language.
    case function([Parameter], Syntax, isExternal: Bool)
    case negation(Syntax)
    case arithmetic(ArithmeticOperator, Syntax, Syntax)
    case comparison(ComparisonOperator, Syntax, Syntax)
    case between(Syntax, Syntax, Syntax)
    case membership(Syntax, [Test])
    /// Two or more operands of `and`.
    case conjunction([Syntax])
    /// Two or more operands of `or`.
    case disjunction([Syntax])
    case conditional(Syntax, Syntax, Syntax)
    case iteration([Iterator], Syntax)
    case quantified(isEvery: Bool, [Iterator], Syntax)
    case list([Syntax])
    case context([Entry])
    case range(RangeLiteral)
    case instanceOf(Syntax, ValueType)
  }

  /// A name with its place.
  package struct Name: Sendable {
    package var text: String
    package var lower: Int
    package var upper: Int
  }

  /// An argument of a call; named, or by position.
  package struct Argument: Sendable, Equatable {
    package var name: Name?
    package var value: Syntax
  }

  /// A parameter of a function definition.
  package struct Parameter: Sendable, Equatable {
    package var name: Name
    package var type: ValueType?
  }

  /// An entry of a context.
  package struct Entry: Sendable, Equatable {
    package var key: Name
    package var value: Syntax
  }

  /// `name in domain`, or `name in domain .. end`.
  package struct Iterator: Sendable, Equatable {
    package var name: Name
    package var domain: Syntax
    package var end: Syntax?
  }

  /// What follows `in`: a comparison without its left side, or an expression.
  package struct Test: Sendable, Equatable {
    package var comparison: ComparisonOperator?
    package var value: Syntax
  }

  /// A range as written; an end that is not there leaves that side open.
  package struct RangeLiteral: Sendable, Equatable {
    package var includesLower: Bool
    package var lower: Syntax?
    package var upper: Syntax?
    package var includesUpper: Bool
    /// `(= 5)` or `(!= 5)`, whose value is both ends; nil for any other range.
    package var equality: ComparisonOperator?
  }
}

/// An operator of arithmetic.
package enum ArithmeticOperator: String, Hashable, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "**"
}

/// An operator of comparison.
package enum ComparisonOperator: String, Hashable, Sendable, CaseIterable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// Whether it needs an order, and not equality alone.
  var isOrdering: Bool { self != .equal && self != .notEqual }
}

extension Syntax: Equatable {
  package static func == (left: Syntax, right: Syntax) -> Bool { left.kind == right.kind }
}

extension Syntax.Name: Equatable {
  package static func == (left: Syntax.Name, right: Syntax.Name) -> Bool { left.text == right.text }
}

extension Syntax.Kind {
  /// The expressions directly inside, in order.
  package var children: [Syntax] {
    switch self {
    case .null, .boolean, .number, .string, .temporal, .name, .input: []
    case .path(let value, _), .negation(let value), .instanceOf(let value, _), .function(_, let value, _): [value]
    case .filter(let a, let b), .arithmetic(_, let a, let b), .comparison(_, let a, let b): [a, b]
    case .between(let a, let b, let c), .conditional(let a, let b, let c): [a, b, c]
    case .call(_, let arguments): arguments.map(\.value)
    case .invocation(let function, let arguments): [function] + arguments.map(\.value)
    case .membership(let value, let tests): [value] + tests.map(\.value)
    case .conjunction(let operands), .disjunction(let operands), .list(let operands): operands
    case .iteration(let iterators, let body), .quantified(_, let iterators, let body):
      iterators.flatMap { [$0.domain] + [$0.end].compactMap { $0 } } + [body]
    case .context(let entries): entries.map(\.value)
    case .range(let range): [range.lower, range.upper].compactMap { $0 }
    }
  }
}
