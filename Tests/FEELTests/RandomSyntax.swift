import KetenSource

@testable import FEEL

/// Trees of every form of FEEL, at random, with the names of the sample world.
struct RandomSyntax {
  var random: SplitMix
  private var locals: [String] = []

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  private static let names = ["leeftijd", "naam", "aantal kinderen", "kosten-per-jaar", "kinderen", "wat dan ook"]
  private static let newNames = ["x", "y", "regel", "naam voluit", "dag-1"]
  private static let members = ["naam", "leeftijd", "title", "year", "time offset", "start included"]
  private static let strings = ["", "a", "é\"\\", "regel 1\nregel 2", "\\d+", "😀", "\u{1}", "// geen remark"]
  private static let types: [ValueType] = [
    .any, .null, .boolean, .number, .string, .date, .time, .dateTime, .dayTimeDuration, .yearMonthDuration,
    .context([]),
    .anyFunction,
  ]

  private mutating func node(_ kind: Syntax.Kind) -> Syntax { Syntax(kind, 0, 0) }

  private mutating func some(_ depth: Int, _ least: Int = 0) -> [Syntax] {
    (0..<least + random.number(3)).map { _ in tree(depth) }
  }

  private func name(_ text: String) -> Syntax.Name { Syntax.Name(text: text, lower: 0, upper: 0) }

  /// A tree that is at most so high.
  mutating func tree(_ depth: Int) -> Syntax {
    guard depth > 0 else { return leaf() }
    let inner = depth - 1
    switch random.number(22) {
    case 0: return node(.path(tree(inner), name(random.pick(Self.members))))
    case 1: return filter(inner)
    case 2: return node(.call(name(random.pick(["count", "date and time", "not", "string join"])), arguments(inner)))
    case 3: return invocation(inner)
    case 4: return function(inner)
    case 5: return node(.negation(tree(inner)))
    case 6, 7:
      return node(.arithmetic(random.pick(ArithmeticOperator.allCases), tree(inner), tree(inner)))
    case 8, 9:
      return node(.comparison(random.pick(ComparisonOperator.allCases), tree(inner), tree(inner)))
    case 10: return node(.between(tree(inner), tree(inner), tree(inner)))
    case 11: return node(.membership(tree(inner), (0...random.number(2)).map { _ in test(inner) }))
    case 12: return node(.conjunction(some(inner, 2)))
    case 13: return node(.disjunction(some(inner, 2)))
    case 14: return node(.conditional(tree(inner), tree(inner), tree(inner)))
    case 15, 16: return iteration(inner)
    case 17: return node(.list(some(inner)))
    case 18: return context(inner)
    case 19, 20: return node(.range(range(inner)))
    default: return node(.instanceOf(tree(inner), type(2, isWhole: true)))
    }
  }

  private mutating func leaf() -> Syntax {
    switch random.number(7) {
    case 0: return node(.null)
    case 1: return node(.boolean(random.number(2) == 0))
    case 2: return node(.number(Number(random.pick(["0", "1", "2.50", "1e50", "0.001"])) ?? Number(1)))
    case 3: return node(.string(random.pick(Self.strings)))
    case 4: return node(.temporal(random.pick(["2026-03-02", "P1D", "12:00:00"])))
    default: return node(.name(random.pick(Self.names + locals + locals)))
    }
  }

  private mutating func test(_ depth: Int) -> Syntax.Test {
    Syntax.Test(
      comparison: random.number(2) == 0 ? nil : random.pick(ComparisonOperator.allCases), value: tree(depth))
  }

  /// The tests of a cell.
  mutating func unaryTests(_ depth: Int) -> UnaryTests {
    let tests = (0..<random.number(4)).map { _ in test(depth) }
    return UnaryTests(isNegated: !tests.isEmpty && random.number(3) == 0, tests: tests)
  }

  private mutating func filter(_ depth: Int) -> Syntax {
    let source = tree(depth)
    locals.append("item")
    defer { locals.removeLast() }
    return node(.filter(source, tree(depth)))
  }

  private mutating func arguments(_ depth: Int) -> [Syntax.Argument] {
    let isNamed = random.number(3) == 0
    return some(depth).map {
      Syntax.Argument(name: isNamed ? name(random.pick(["n", "start position"])) : nil, value: $0)
    }
  }

  private mutating func invocation(_ depth: Int) -> Syntax {
    let function: Syntax
    switch random.number(3) {
    case 0: function = self.function(depth)
    case 1: function = node(.path(tree(depth), name("naam")))
    default: function = filter(depth)
    }
    return node(.invocation(function, arguments(depth)))
  }

  private mutating func function(_ depth: Int) -> Syntax {
    let count = locals.count
    defer { locals.removeLast(locals.count - count) }
    let names = Self.newNames.filter { _ in random.number(3) == 0 }
    let parameters = names.map { text in
      Syntax.Parameter(name: name(text), type: random.number(2) == 0 ? nil : type(2))
    }
    locals += names
    return node(.function(parameters, tree(depth), isExternal: random.number(8) == 0))
  }

  private mutating func iteration(_ depth: Int) -> Syntax {
    let count = locals.count
    defer { locals.removeLast(locals.count - count) }
    let iterators = (0...random.number(1)).map { _ in
      let iterator = Syntax.Iterator(
        name: name(random.pick(Self.newNames)), domain: tree(depth), end: random.number(3) == 0 ? tree(depth) : nil)
      locals.append(iterator.name.text)
      return iterator
    }
    if random.number(2) == 0 { return node(.quantified(isEvery: random.number(2) == 0, iterators, tree(depth))) }
    locals.append("partial")
    return node(.iteration(iterators, tree(depth)))
  }

  private mutating func context(_ depth: Int) -> Syntax {
    let count = locals.count
    defer { locals.removeLast(locals.count - count) }
    let entries = (Self.newNames + ["if", "a \"b\""]).filter { _ in random.number(3) == 0 }.map { key in
      let entry = Syntax.Entry(key: name(key), value: tree(depth))
      if key != "if", !key.contains("\"") { locals.append(key) }
      return entry
    }
    return node(.context(entries))
  }

  private mutating func range(_ depth: Int) -> Syntax.RangeLiteral {
    let bound = tree(depth)
    switch random.number(4) {
    case 0:
      let isEqual = random.number(2) == 0
      return .init(
        includesLower: isEqual, lower: bound, upper: bound, includesUpper: isEqual,
        equality: isEqual ? .equal : .notEqual)
    case 1: return .init(includesLower: random.number(2) == 0, lower: bound, upper: nil, includesUpper: false)
    case 2: return .init(includesLower: false, lower: nil, upper: bound, includesUpper: random.number(2) == 0)
    default:
      return .init(
        includesLower: random.number(2) == 0, lower: bound, upper: tree(depth), includesUpper: random.number(2) == 0)
    }
  }

  /// A type; a whole one says all that it is made of, as `instance of` needs.
  private mutating func type(_ depth: Int, isWhole: Bool = false) -> ValueType {
    func part(_ random: inout Self) -> ValueType { random.type(depth - 1, isWhole: isWhole) }
    switch depth > 0 ? random.number(6) : 5 {
    case 0: return .list(part(&self))
    case 1: return .range(part(&self))
    case 2: return .context([.init("a", part(&self)), .init("naam voluit", part(&self))])
    case 3: return .function([part(&self)], part(&self))
    default:
      let type = random.pick(Self.types)
      return isWhole && type == .context([]) ? .context([.init("a", .any)]) : type
    }
  }
}
