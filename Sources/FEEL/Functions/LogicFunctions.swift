let logicFunctions: [Function] = [
  Function("not", [.init("negand", .boolean)], .always(.boolean)) { arguments throws(Fault.Reason) in
    .boolean(!(try arguments.boolean(0)))
  },
  Function("is defined", [.init("value", .any)], .always(.boolean)) { arguments throws(Fault.Reason) in
    .boolean(arguments.isGiven(0))
  },
  Function("all", [.init("list", .list(.boolean))], isVariadic: true, .always(.boolean)) {
    arguments throws(Fault.Reason) in
    try judged(try arguments.items()) { $0.reduce(.true) { $0.and(Truth($1)) } }
  },
  Function("any", [.init("list", .list(.boolean))], isVariadic: true, .always(.boolean)) {
    arguments throws(Fault.Reason) in
    try judged(try arguments.items()) { $0.reduce(.false) { $0.or(Truth($1)) } }
  },
]

/// The judgement over all items; where an item that is no truth value leaves it open, that is the reason.
private func judged(_ items: [Value], _ judgement: ([Value]) -> Truth) throws(Fault.Reason) -> Value {
  let result = judgement(items).value
  if result.isNull, items.contains(where: { !$0.isNull && $0.boolean == nil }) { throw .wrongKind }
  return result
}
