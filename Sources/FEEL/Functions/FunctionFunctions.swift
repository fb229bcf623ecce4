/// The functions that call others (DMN 1.5 §10.3.4.9).
let functionFunctions: [Function] = [
  Function("sort", [.init("list", .list(.any)), .init("precedes", .anyFunction)], .lists) {
    arguments throws(Fault.Reason) in
    let precedes = try arguments.function(1)
    return .list(try sorted(try arguments.list(0), arguments, precedes))
  }
]

/// The items in the order that a function says, equal ones as they were: a merge sort, which ends whatever it says.
private func sorted(
  _ items: [Value], _ arguments: Arguments, _ precedes: FunctionValue
) throws(Fault.Reason) -> [Value] {
  guard items.count > 1 else { return items }
  let (left, right) = (
    try sorted(Array(items[..<(items.count / 2)]), arguments, precedes),
    try sorted(Array(items[(items.count / 2)...]), arguments, precedes)
  )
  var result: [Value] = []
  var (a, b) = (0, 0)
  while a < left.count, b < right.count {
    guard case .boolean(let isRightFirst) = try arguments.apply(precedes, [right[b], left[a]]) else {
      throw .wrongKind
    }
    if isRightFirst {
      result.append(right[b])
      b += 1
    } else {
      result.append(left[a])
      a += 1
    }
  }
  return result + left[a...] + right[b...]
}
