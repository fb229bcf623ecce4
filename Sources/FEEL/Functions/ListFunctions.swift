// DMN 1.5 §10.3.4.4: functions on lists.

let listFunctions: [Function] = [
  Function("count", [.init("list", .list(.any))], .always(.number)) { arguments throws(Fault.Reason) in
    .number(Number(try arguments.list(0).count))
  },
  Function("list contains", [.init("list", .list(.any)), .init("element", .any)], .always(.boolean)) {
    arguments throws(Fault.Reason) in
    try arguments.weigh(arguments.values)
    return .boolean(try arguments.list(0).contains(arguments.value(1)))
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
    return .list(try distinct(result, arguments))
  },
  Function("distinct values", [.init("list", .list(.any))], .lists) {
    arguments throws(Fault.Reason) in
    .list(try distinct(try arguments.list(0), arguments))
  },
  Function("reverse", [.init("list", .list(.any))], .lists) {
    arguments throws(Fault.Reason) in
    .list(try arguments.list(0).reversed())
  },
  Function("index of", [.init("list", .list(.any)), .init("match", .any)], .always(.list(.number))) {
    arguments throws(Fault.Reason) in
    let (items, match) = (try arguments.list(0), arguments.value(1))
    try arguments.weigh(arguments.values)
    return .list(items.indices.filter { items[$0] == match }.map { .number(Number($0 + 1)) })
  },
  Function("flatten", [.init("list", .list(.any))], .always(.list(.any))) { arguments throws(Fault.Reason) in
    try arguments.weigh(arguments.values)
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
    let length = try arguments.length(2, most: items.count - first)
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
  // By position the second argument tells which of the two forms is meant.
  Function(
    "list replace", [.init("list", .list(.any)), .init("position", .any), .init("newItem", .any)], .extended
  ) { arguments throws(Fault.Reason) in try replaced(arguments) },
  Function(
    "list replace", [.init("list", .list(.any)), .init("match", .anyFunction), .init("newItem", .any)], .extended
  ) { arguments throws(Fault.Reason) in try replaced(arguments) },
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

private func distinct(_ items: [Value], _ arguments: Arguments) throws(Fault.Reason) -> [Value] {
  try arguments.weigh(items)
  // Each is hashed.
  try arguments.take(2 * items.count)
  var seen: Set<Value> = []
  return items.filter { seen.insert($0).inserted }
}

private func flattened(_ items: [Value]) -> [Value] {
  items.flatMap { item in if case .list(let inner) = item { flattened(inner) } else { [item] } }
}

/// The list with another item at a place, or for each item that a function of it and the new one matches.
private func replaced(_ arguments: Arguments) throws(Fault.Reason) -> Value {
  var items = try arguments.list(0)
  guard case .function(let match) = arguments.value(1) else {
    items[try place(arguments, in: items)] = arguments.value(2)
    return .list(items)
  }
  for index in items.indices {
    guard case .boolean(let isMatch) = try arguments.apply(match, [items[index], arguments.value(2)]) else {
      throw .wrongKind
    }
    if isMatch { items[index] = arguments.value(2) }
  }
  return .list(items)
}
