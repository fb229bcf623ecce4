let numberFunctions: [Function] =
  [
    Function("number", [.init("from", .any)], isLiteral: true, .always(.number)) { arguments throws(Fault.Reason) in
      if case .number(let number) = arguments.value(0) { return .number(number) }
      guard let number = Number(try arguments.string(0)) else { throw .notRead("a number") }
      return .number(number)
    },
    Function(
      "number", [.init("from", .string), .init("grouping separator", .string), .init("decimal separator", .string)],
      .always(.number)
    ) { arguments throws(Fault.Reason) in try separatedNumber(arguments) },
    Function("abs", [.init("n", .any)], .first) { arguments throws(Fault.Reason) in
      switch try arguments.some(0) {
      case .dayTimeDuration(let duration):
        guard let result = DayTimeDuration(total: Int128(duration.total.magnitude)) else { throw .outOfRange }
        return .dayTimeDuration(result)
      case .yearMonthDuration(let duration):
        guard let months = Int(exactly: duration.months.magnitude) else { throw .outOfRange }
        return .yearMonthDuration(YearMonthDuration(months: months))
      default: return .number(try arguments.number(0).magnitude)
      }
    },
    Function("modulo", [.init("dividend", .number), .init("divisor", .number)], .always(.number)) {
      arguments throws(Fault.Reason) in
      let (dividend, divisor) = (try arguments.number(0), try arguments.number(1))
      guard !divisor.isZero else { throw .divisionByZero }
      // dividend − divisor × floor(dividend / divisor): it has the sign of the divisor.
      guard let whole = (dividend / divisor)?.rounded(decimals: 0, .floor),
        let result = (divisor * whole).flatMap({ dividend - $0 })
      else { throw .outOfRange }
      return .number(result)
    },
    Function("sqrt", [.init("number", .number)], .always(.number)) { arguments throws(Fault.Reason) in
      guard let root = try arguments.number(0).squareRoot else { throw .outOfRange }
      return .number(root)
    },
    Function("odd", [.init("number", .number)], .always(.boolean)) { arguments throws(Fault.Reason) in
      .boolean(try parity(arguments) == 1)
    },
    Function("even", [.init("number", .number)], .always(.boolean)) { arguments throws(Fault.Reason) in
      .boolean(try parity(arguments) == 0)
    },
  ] + roundings

/// The functions that round, with the number of decimals where it may be left out.
private let roundings: [Function] = [
  rounding("decimal", .halfEven, scale: false), rounding("floor", .floor, scale: true),
  rounding("ceiling", .ceiling, scale: true), rounding("round up", .up, scale: false),
  rounding("round down", .down, scale: false), rounding("round half up", .halfUp, scale: false),
  rounding("round half down", .halfDown, scale: false),
]

private func rounding(_ name: String, _ mode: Number.Rounding, scale isOptional: Bool) -> Function {
  Function(name, [.init("n", .number), .init("scale", .number, isOptional: isOptional)], .always(.number)) {
    arguments throws(Fault.Reason) in
    let decimals = arguments.count > 1 || !isOptional ? try arguments.int(1) : 0
    guard let result = try arguments.number(0).rounded(decimals: decimals, mode) else { throw .outOfRange }
    return .number(result)
  }
}

/// The last bit of a whole number.
private func parity(_ arguments: Arguments) throws(Fault.Reason) -> Int {
  let plain = try arguments.number(0).stripped
  guard plain.exponent >= 0 else { throw .notRead("a whole number") }
  return plain.exponent > 0 ? 0 : Int(plain.coefficient & 1)
}

private func separatedNumber(_ arguments: Arguments) throws(Fault.Reason) -> Value {
  var text = try arguments.string(0)
  let grouping = arguments.isGiven(1) ? try arguments.string(1) : ""
  let point = arguments.isGiven(2) ? try arguments.string(2) : "."
  guard ["", " ", ",", "."].contains(grouping), [",", "."].contains(point), grouping != point else {
    throw .notRead("a number with these separators")
  }
  if !grouping.isEmpty { text = text.split(separator: grouping, omittingEmptySubsequences: false).joined() }
  if point == ",", text.contains(".") { throw .notRead("a number") }
  let parts = text.split(separator: point, omittingEmptySubsequences: false)
  guard let number = Number(parts.joined(separator: ".")) else { throw .notRead("a number") }
  return .number(number)
}

extension Number {
  /// The square root to 34 digits; nil below zero.
  var squareRoot: Number? {
    guard !isNegative else { return nil }
    guard !isZero else { return .zero }
    // A root of half as many digits to start from, then Newton's rule doubles its right digits each time.
    let digits = Decimal.digits(coefficient.magnitude) + exponent
    var root = Number(coefficient: 1, exponent: (digits - (digits < 0 ? 1 : 0)) / 2)
    for _ in 0..<130 {
      guard let next = (self / root).flatMap({ $0 + root }).flatMap({ $0 / Number(2) }) else { return nil }
      if next == root { break }
      root = next
    }
    // An exact root is shorter than the last step's rounding.
    if let short = root.rounded(decimals: 33 - (digits + 1) / 2, .halfEven), short * short == self {
      return short.stripped
    }
    return root
  }
}
