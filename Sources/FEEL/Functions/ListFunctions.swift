let listFunctions: [Function] = [
  Function("count", [.init("list", .list(.any))], .always(.number)) { arguments throws(Fault.Reason) in
    .number(Number(try arguments.list(0).count))
  },
  Function("sum", [.init("list", .list(.any))], isVariadic: true, .item) { arguments throws(Fault.Reason) in
    let items = try arguments.items()
    guard var result = items.first else { throw .noValue }
    for item in items.dropFirst() { result = try arithmetic(.add, result, item) }
    if case .string = result { throw .wrongKind }
    return result
  },
  Function("mean", [.init("list", .list(.any))], isVariadic: true, .item) { arguments throws(Fault.Reason) in
    let items = try arguments.items()
    guard var result = items.first else { throw .noValue }
    for item in items.dropFirst() { result = try arithmetic(.add, result, item) }
    return try arithmetic(.divide, result, .number(Number(items.count)))
  },
  Function("median", [.init("list", .list(.number))], isVariadic: true, .always(.number)) {
    arguments throws(Fault.Reason) in
    var numbers: [Number] = []
    for item in try arguments.items() {
      guard case .number(let number) = item else { throw .wrongKind }
      numbers.append(number)
    }
    guard !numbers.isEmpty else { throw .noValue }
    numbers.sort()
    let upper = numbers[numbers.count / 2]
    guard numbers.count.isMultiple(of: 2) else { return .number(upper) }
    return try arithmetic(
      .divide, try arithmetic(.add, .number(numbers[numbers.count / 2 - 1]), .number(upper)), .number(Number(2)))
  },
  Function("min", [.init("list", .list(.any))], isVariadic: true, .item) { arguments throws(Fault.Reason) in
    try extreme(arguments) { $0 < 0 }
  },
  Function("max", [.init("list", .list(.any))], isVariadic: true, .item) { arguments throws(Fault.Reason) in
    try extreme(arguments) { $0 > 0 }
  },
  Function("list contains", [.init("list", .list(.any)), .init("element", .any)], .always(.boolean)) {
    arguments throws(Fault.Reason) in
    .boolean(try arguments.list(0).contains(arguments.value(1)))
  },
  Function("append", [.init("list", .list(.any)), .init("item", .any)], isVariadic: true, .extended) {
    arguments throws(Fault.Reason) in
    .list(try arguments.list(0) + arguments.values.dropFirst())
  },
  Function("concatenate", [.init("list", .list(.any))], isVariadic: true, .lists) {
    arguments throws(Fault.Reason) in
    var result: [Value] = []
    for index in 0..<arguments.count {
      result += try arguments.list(index)
      guard result.count <= Limits.itemsMax else { throw .outOfRange }
    }
    return .list(result)
  },
  Function("union", [.init("list", .list(.any))], isVariadic: true, .lists) {
    arguments throws(Fault.Reason) in
    var result: [Value] = []
    for index in 0..<arguments.count {
      result += try arguments.list(index)
      guard result.count <= Limits.itemsMax else { throw .outOfRange }
    }
    return .list(try distinct(result))
  },
  Function("distinct values", [.init("list", .list(.any))], .lists) {
    arguments throws(Fault.Reason) in
    .list(try distinct(try arguments.list(0)))
  },
  Function("reverse", [.init("list", .list(.any))], .lists) {
    arguments throws(Fault.Reason) in
    .list(try arguments.list(0).reversed())
  },
  Function("index of", [.init("list", .list(.any)), .init("match", .any)], .always(.list(.number))) {
    arguments throws(Fault.Reason) in
    let (items, match) = (try arguments.list(0), arguments.value(1))
    return .list(items.indices.filter { items[$0] == match }.map { .number(Number($0 + 1)) })
  },
  Function("flatten", [.init("list", .list(.any))], .always(.list(.any))) { arguments throws(Fault.Reason) in
    try Limits.check(arguments.values)
    return .list(flattened(try arguments.list(0)))
  },
  Function(
    "sublist",
    [.init("list", .list(.any)), .init("start position", .number), .init("length", .number, isOptional: true)],
    .lists
  ) { arguments throws(Fault.Reason) in
    let (items, start) = (try arguments.list(0), try arguments.int(1))
    guard start != 0, start.magnitude <= items.count else { throw .outOfRange }
    let first = start > 0 ? start - 1 : items.count + start
    let length = arguments.count > 2 ? try arguments.int(2) : items.count - first
    guard length >= 0, length <= items.count - first else { throw .outOfRange }
    return .list(Array(items[first..<first + length]))
  },
  Function(
    "insert before", [.init("list", .list(.any)), .init("position", .number), .init("newItem", .any)],
    .extended
  ) { arguments throws(Fault.Reason) in
    var items = try arguments.list(0)
    items.insert(arguments.value(2), at: try place(arguments, in: items))
    return .list(items)
  },
  Function(
    "remove", [.init("list", .list(.any)), .init("position", .number)], .lists
  ) { arguments throws(Fault.Reason) in
    var items = try arguments.list(0)
    items.remove(at: try place(arguments, in: items))
    return .list(items)
  },
]

/// The index of an item counted from 1, or from −1 backwards.
private func place(_ arguments: Arguments, in items: [Value]) throws(Fault.Reason) -> Int {
  let position = try arguments.int(1)
  guard position != 0, position.magnitude <= items.count else { throw .outOfRange }
  return position > 0 ? position - 1 : items.count + position
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

private func distinct(_ items: [Value]) throws(Fault.Reason) -> [Value] {
  try Limits.check(items)
  var seen: Set<Value> = []
  return items.filter { seen.insert($0).inserted }
}

private func flattened(_ items: [Value]) -> [Value] {
  items.flatMap { item in if case .list(let inner) = item { flattened(inner) } else { [item] } }
}
