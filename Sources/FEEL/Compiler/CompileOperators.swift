import KetenSource

extension Compiler {
  @inline(never)
  mutating func negation(_ operand: Syntax, _ tree: Syntax) -> Part {
    let mark = draft.steps.count
    let value = part(operand)
    guard !value.isBroken else { return broken(.negate(value.step), tree) }
    switch value.type {
    case .number, .dayTimeDuration, .yearMonthDuration, .any:
      return pure(.negate(value.step), value.type, of: [value], from: mark, tree).part
    case .null:
      report(.alwaysNullOrConstant, tree, .nullOperand("-"))
      return value
    default:
      report(.typeMismatch, operand, .notNegatable(value.type))
      return broken(.negate(value.step), tree)
    }
  }

  @inline(never)
  mutating func arithmetic(
    _ symbol: ArithmeticOperator, _ left: Syntax, _ right: Syntax, _ tree: Syntax
  ) -> Part {
    let mark = draft.steps.count
    let (a, b) = (part(left), part(right))
    let general = Instruction.arithmetic(symbol, a.step, b.step)
    guard !a.isBroken, !b.isBroken else { return broken(general, tree) }
    guard a.type != .null, b.type != .null else {
      report(.alwaysNullOrConstant, tree, .nullOperand(symbol.rawValue))
      return Part(step: emit(general, tree), type: .null)
    }
    guard let type = symbol.type(a.type, b.type) else {
      report(.typeMismatch, tree, .badArithmetic(symbol, a.type, b.type))
      return broken(general, tree)
    }
    let isNumeric = a.type == .number && b.type == .number
    let step = isNumeric ? .numeric(symbol, a.step, b.step) : general
    let (result, reason) = pure(step, type, of: [a, b], from: mark, tree)
    if let reason { report(.alwaysNullOrConstant, tree, .alwaysNull(reason)) }
    return result
  }

  mutating func comparison(
    _ symbol: ComparisonOperator, _ left: Part, _ right: Syntax, _ tree: Syntax
  ) -> Part {
    let mark = draft.steps.count
    let b = part(right)
    if !left.isBroken, !b.isBroken, let message = Message.incomparable(symbol, left.type, b.type) {
      report(.alwaysNullOrConstant, tree, message)
    }
    let isNumeric = left.type == .number && b.type == .number
    let step: Instruction =
      isNumeric ? .compareNumbers(symbol, left.step, b.step) : .compare(symbol, left.step, b.step)
    guard !left.isBroken, !b.isBroken else { return broken(step, tree) }
    var result = pure(step, .boolean, of: [left, b], from: mark, tree).part
    result.type = .boolean
    return result
  }

  /// Reports a comparison of constants.
  mutating func reportConstant(_ part: Part, _ tree: Syntax) {
    guard part.isConstant, case .constant(let index) = draft.steps[Int(part.step)],
      case .boolean(let value) = draft.constants[Int(index)]
    else { return }
    report(.alwaysNullOrConstant, tree, .alwaysSame(value))
  }

  /// `x between a and b` is `x >= a and x <= b`, with x evaluated once.
  @inline(never)
  mutating func between(_ value: Syntax, _ lower: Syntax, _ upper: Syntax, _ tree: Syntax) -> Part {
    let value = part(value)
    return bound(value, tree) { compiler, value in
      let parts = [
        compiler.comparison(.greaterOrEqual, value, lower, tree),
        compiler.comparison(.lessOrEqual, value, upper, tree),
      ]
      return Part(
        step: compiler.emit(.and(compiler.run(parts)), tree), type: .boolean,
        isBroken: parts.contains(where: \.isBroken))
    }
  }

  /// `x in (tests)`: whether one of them holds, with x evaluated once.
  @inline(never)
  mutating func membership(_ value: Syntax, _ tests: [Syntax.Test], _ tree: Syntax) -> Part {
    let value = part(value)
    return bound(value, tree) { compiler, value in
      let parts = tests.map { compiler.test($0, of: value, tree) }
      guard parts.count > 1 else { return parts[0] }
      return Part(
        step: compiler.emit(.or(compiler.run(parts)), tree), type: .boolean,
        isBroken: parts.contains(where: \.isBroken))
    }
  }

  /// Evaluates a part once for all that use it.
  private mutating func bound(
    _ value: Part, _ tree: Syntax, _ body: (inout Compiler, Part) -> Part
  ) -> Part {
    // A slot or local is as cheap to read again.
    switch draft.steps[Int(value.step)] {
    case .slot, .local, .constant, .capture: return body(&self, value)
    default: break
    }
    let mark = mark
    // No name can be empty, so nothing in the expression means it.
    let local = enter("", value.type)
    let again = Part(step: emit(.local(local), tree), type: value.type, isBroken: value.isBroken)
    let result = body(&self, again)
    leave(mark)
    return Part(
      step: emit(.bind(local: local, value: value.step, body: result.step), tree), type: result.type,
      isBroken: result.isBroken)
  }

  mutating func test(_ test: Syntax.Test, of value: Part, _ tree: Syntax) -> Part {
    if let symbol = test.comparison { return comparison(symbol, value, test.value, tree) }
    if case .range(let range) = test.value.kind, range.equality == nil, !value.type.isRange {
      return inRange(value, range, test.value)
    }
    let operand = part(test.value)
    guard !value.isBroken, !operand.isBroken else { return broken(.meets(value.step, test: operand.step), tree) }
    let element: ValueType
    switch operand.type {
    case .list(let inner), .range(let inner): element = inner
    default: element = operand.type
    }
    if let message = Message.incomparable(.equal, value.type, element), !value.type.overlaps(operand.type) {
      report(.alwaysNullOrConstant, test.value, message)
    }
    if operand.type.isPlain {
      return Part(step: emit(.compare(.equal, value.step, operand.step), tree), type: .boolean)
    }
    return Part(step: emit(.meets(value.step, test: operand.step), tree), type: .boolean)
  }

  /// A range that is written out is two comparisons and needs no value of its own.
  private mutating func inRange(_ value: Part, _ range: Syntax.RangeLiteral, _ tree: Syntax) -> Part {
    var parts: [Part] = []
    if let lower = range.lower {
      parts.append(comparison(range.includesLower ? .greaterOrEqual : .greater, value, lower, tree))
    }
    if let upper = range.upper {
      parts.append(comparison(range.includesUpper ? .lessOrEqual : .less, value, upper, tree))
    }
    guard parts.count > 1 else { return parts.first ?? broken(tree) }
    return Part(
      step: emit(.and(run(parts)), tree), type: .boolean, isBroken: parts.contains(where: \.isBroken))
  }
}

extension ValueType {
  fileprivate var isRange: Bool {
    switch self {
    case .range, .any: true
    default: false
    }
  }

  /// Whether a value of it is tested for by equality alone.
  fileprivate var isPlain: Bool {
    switch self {
    case .any, .list, .range: false
    default: true
    }
  }
}

extension ArithmeticOperator {
  /// The type of the result; nil where there is none (DMN 1.5 tables 54 to 58).
  func type(_ left: ValueType, _ right: ValueType) -> ValueType? {
    if left == .any || right == .any { return known(left == .any ? right : left) }
    switch (self, left, right) {
    case (_, .number, .number): return .number
    case (.add, .string, .string): return .string
    case (.add, let point, let duration) where point.moves(by: duration): return point
    case (.add, let duration, let point) where point.moves(by: duration): return point
    case (.subtract, let point, let duration) where point.moves(by: duration): return point
    case (.subtract, .date, .date), (.subtract, .dateTime, .dateTime), (.subtract, .date, .dateTime),
      (.subtract, .dateTime, .date), (.subtract, .time, .time):
      return .dayTimeDuration
    case (.add, .dayTimeDuration, .dayTimeDuration), (.subtract, .dayTimeDuration, .dayTimeDuration),
      (.add, .yearMonthDuration, .yearMonthDuration), (.subtract, .yearMonthDuration, .yearMonthDuration):
      return left
    case (.multiply, .dayTimeDuration, .number), (.multiply, .yearMonthDuration, .number),
      (.divide, .dayTimeDuration, .number), (.divide, .yearMonthDuration, .number):
      return left
    case (.multiply, .number, .dayTimeDuration), (.multiply, .number, .yearMonthDuration): return right
    case (.divide, .dayTimeDuration, .dayTimeDuration), (.divide, .yearMonthDuration, .yearMonthDuration):
      return .number
    default: return nil
    }
  }

  /// The type of the result where one side may be anything; nil where nothing on that side would do.
  private func known(_ other: ValueType) -> ValueType? {
    let isFine =
      switch (self, other) {
      case (_, .any), (_, .number): true
      case (.add, .string): true
      case (.add, .date), (.add, .dateTime), (.add, .time), (.subtract, .date), (.subtract, .dateTime),
        (.subtract, .time):
        true
      case (.power, _): false
      case (_, .dayTimeDuration), (_, .yearMonthDuration): true
      default: false
      }
    guard isFine else { return nil }
    return self == .power ? .number : self == .add && other == .string ? .string : .any
  }
}

extension ValueType {
  fileprivate func moves(by duration: ValueType) -> Bool {
    switch (self, duration) {
    case (.date, .dayTimeDuration), (.date, .yearMonthDuration), (.dateTime, .dayTimeDuration),
      (.dateTime, .yearMonthDuration), (.time, .dayTimeDuration):
      true
    default: false
    }
  }
}

extension Compiler.Message {
  fileprivate static func nullOperand(_ symbol: String) -> Self {
    .init("'\(symbol)' on null is always null")
  }

  fileprivate static func alwaysNull(_ reason: Fault.Reason) -> Self {
    .init("this is always null: \(reason.message)")
  }

  fileprivate static func alwaysSame(_ value: Bool) -> Self {
    .init("this is always \(value), whatever the data")
  }

  fileprivate static func notNegatable(_ type: ValueType) -> Self {
    .init("'-' needs a number or a duration, but this is \(type.withArticle)")
  }

  fileprivate static func badArithmetic(
    _ symbol: ArithmeticOperator, _ left: ValueType, _ right: ValueType
  ) -> Self {
    let hint = symbol == .add && (left == .string || right == .string) ? "; 'string(…)' makes a text of a value" : ""
    return .init("'\(symbol.rawValue)' does not take \(left.withArticle) and \(right.withArticle)\(hint)")
  }

  /// Why a comparison never has a value; nil where it may.
  fileprivate static func incomparable(
    _ symbol: ComparisonOperator, _ left: ValueType, _ right: ValueType
  ) -> Self? {
    if symbol.isOrdering {
      guard left != .null, right != .null else { return .init("'\(symbol.rawValue)' with null is always null") }
      guard left == .any || right == .any || left == right && left.isOrdered else {
        guard left == right else { return .init(different(left, right)) }
        return .init("\(left.withArticle) has no order, so this is always null")
      }
      return nil
    }
    return left.kindOverlaps(right) ? nil : .init(different(left, right))
  }

  private static func different(_ left: ValueType, _ right: ValueType) -> String {
    let days: Set<ValueType> = [.date, .dateTime]
    let hint =
      left != right && days.isSuperset(of: [left, right]) ? "; 'date(…)' takes the day of a date and time" : ""
    return "comparing \(left.withArticle) with \(right.withArticle) is always null\(hint)"
  }
}

extension ValueType {
  /// Whether values of both can be of one kind; what lists and contexts hold does not count.
  fileprivate func kindOverlaps(_ other: ValueType) -> Bool {
    switch (self, other) {
    case (.list, .list), (.range, .range): true
    case (.context, .context), (.document, .context), (.context, .document): true
    default: overlaps(other)
    }
  }
}
