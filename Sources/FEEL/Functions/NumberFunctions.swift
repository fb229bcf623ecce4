let numberFunctions: [Function] =
  [
    Function("number", [.init("from", .any)], isLiteral: true, .always(.number)) { arguments throws(Fault.Reason) in
      if case .number(let number) = arguments.value(0) { return .number(number) }
      return .number(try numericLiteral(Array(try arguments.string(0).utf8)))
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
      guard let result = dividend.modulo(divisor) else { throw .outOfRange }
      return .number(result)
    },
    Function("sqrt", [.init("number", .number)], .always(.number)) { arguments throws(Fault.Reason) in
      guard let root = try arguments.number(0).squareRoot else { throw .outOfRange }
      return .number(root)
    },
    Function("exp", [.init("number", .number)], .always(.number)) { arguments throws(Fault.Reason) in
      try arguments.take(Allowance.logarithmCost)
      guard let result = try arguments.number(0).exponential else { throw .outOfRange }
      return .number(result)
    },
    Function("log", [.init("number", .number)], .always(.number)) { arguments throws(Fault.Reason) in
      try arguments.take(Allowance.logarithmCost)
      guard let result = try arguments.number(0).logarithm else { throw .outOfRange }
      return .number(result)
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
  let number = try arguments.number(0)
  guard number.isInteger else { throw .notRead("a whole number") }
  return number.isEven ? 0 : 1
}

/// A numeric literal once the grouping separators are out and the decimal separator is a point (DMN 1.5 table 75).
private func separatedNumber(_ arguments: Arguments) throws(Fault.Reason) -> Value {
  let text = try arguments.string(0)
  let grouping = arguments.isGiven(1) ? try arguments.string(1) : nil
  let point = arguments.isGiven(2) ? try arguments.string(2) : nil
  guard grouping.map({ [" ", ",", "."].contains($0) }) ?? true, point.map({ [",", "."].contains($0) }) ?? true,
    grouping == nil || grouping != point
  else { throw .notRead("a number with these separators") }
  var bytes = Array(text.utf8)
  if let grouping { bytes.removeAll { $0 == grouping.utf8.first } }
  if point == "," {
    guard !bytes.contains(UInt8(ascii: ".")) else { throw .notRead("a number") }
    bytes = bytes.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
  }
  return .number(try numericLiteral(bytes))
}

/// The number a literal of FEEL stands for (DMN 1.5 grammar rule 37): no plus sign, no point without digits after it.
private func numericLiteral(_ bytes: [UInt8]) throws(Fault.Reason) -> Number {
  let isDangling = bytes.firstIndex(of: UInt8(ascii: ".")).map { point in
    point + 1 == bytes.count || !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[point + 1])
  }
  guard bytes.first != UInt8(ascii: "+"), isDangling != true, let number = Number(utf8: bytes[...]) else {
    throw .notRead("a number")
  }
  return number
}
