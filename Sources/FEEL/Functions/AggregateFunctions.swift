// DMN 1.5 §10.3.4.4: what a list of numbers, or the arguments together, come to.

let aggregateFunctions: [Function] = [
  Function("sum", [.init("list", .list(.any))], isVariadic: true, .item) { arguments throws(Fault.Reason) in
    try sum(try arguments.items())
  },
  Function("product", [.init("list", .list(.number))], isVariadic: true, .always(.number)) {
    arguments throws(Fault.Reason) in
    let numbers = try numbers(arguments)
    guard var result = numbers.first else { throw .noValue }
    for number in numbers.dropFirst() {
      guard let product = result * number else { throw .outOfRange }
      result = product
    }
    return .number(result)
  },
  Function("mean", [.init("list", .list(.any))], isVariadic: true, .item) { arguments throws(Fault.Reason) in
    let items = try arguments.items()
    return try arithmetic(.divide, try sum(items), .number(Number(items.count)))
  },
  Function("median", [.init("list", .list(.number))], isVariadic: true, .always(.number)) {
    arguments throws(Fault.Reason) in
    let sorted = try numbers(arguments).sorted()
    guard !sorted.isEmpty else { throw .noValue }
    let upper = sorted[sorted.count / 2]
    guard sorted.count.isMultiple(of: 2) else { return .number(upper) }
    return try arithmetic(
      .divide, try arithmetic(.add, .number(sorted[sorted.count / 2 - 1]), .number(upper)), .number(Number(2)))
  },
  Function("stddev", [.init("list", .list(.number))], isVariadic: true, .always(.number)) {
    arguments throws(Fault.Reason) in
    let numbers = try numbers(arguments)
    guard numbers.count > 1 else { throw .notRead("a list of two or more numbers") }
    guard let result = Number.sampleDeviation(numbers) else { throw .outOfRange }
    return .number(result)
  },
  Function("mode", [.init("list", .list(.number))], isVariadic: true, .always(.list(.number))) {
    arguments throws(Fault.Reason) in
    let counts = try numbers(arguments).reduce(into: [Number: Int]()) { $0[$1, default: 0] += 1 }
    let most = counts.values.max()
    return .list(counts.filter { $0.value == most }.keys.sorted().map { .number($0) })
  },
  Function("min", [.init("list", .list(.any))], isVariadic: true, .item) { arguments throws(Fault.Reason) in
    try extreme(arguments) { $0 < 0 }
  },
  Function("max", [.init("list", .list(.any))], isVariadic: true, .item) { arguments throws(Fault.Reason) in
    try extreme(arguments) { $0 > 0 }
  },
]

private func numbers(_ arguments: Arguments) throws(Fault.Reason) -> [Number] {
  var result: [Number] = []
  for item in try arguments.items() {
    guard case .number(let number) = item else { throw item.isNull ? .noValue : .wrongKind }
    result.append(number)
  }
  return result
}

/// The sum of numbers; of durations, which the standard does not ask for, too.
private func sum(_ items: [Value]) throws(Fault.Reason) -> Value {
  guard var result = items.first else { throw .noValue }
  for item in items {
    switch item {
    case .number, .dayTimeDuration, .yearMonthDuration: break
    case .null: throw .noValue
    default: throw .wrongKind
    }
  }
  for item in items.dropFirst() { result = try arithmetic(.add, result, item) }
  return result
}

private func extreme(_ arguments: Arguments, _ isBetter: (Int) -> Bool) throws(Fault.Reason) -> Value {
  let items = try arguments.items()
  guard var result = items.first else { throw .noValue }
  if items.contains(.null) { throw .noValue }
  guard result.order(result) != nil else { throw .wrongKind }
  for item in items.dropFirst() {
    guard let order = item.order(result) else { throw .notComparable }
    if isBetter(order) { result = item }
  }
  return result
}
