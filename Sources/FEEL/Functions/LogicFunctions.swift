let logicFunctions: [Function] = [
  Function("not", [.init("negand", .boolean)], .always(.boolean)) { arguments throws(Fault.Reason) in
    .boolean(!(try arguments.boolean(0)))
  },
  Function("is defined", [.init("value", .any)], .always(.boolean)) { arguments throws(Fault.Reason) in
    .boolean(arguments.isGiven(0))
  },
  Function("all", [.init("list", .list(.boolean))], isVariadic: true, .always(.boolean)) {
    arguments throws(Fault.Reason) in
    try arguments.items().reduce(Truth.true) { $0.and(Truth($1)) }.value
  },
  Function("any", [.init("list", .list(.boolean))], isVariadic: true, .always(.boolean)) {
    arguments throws(Fault.Reason) in
    try arguments.items().reduce(Truth.false) { $0.or(Truth($1)) }.value
  },
]

let contextFunctions: [Function] = [
  Function("get value", [.init("context", .context([])), .init("key", .string)], .always(.any)) {
    arguments throws(Fault.Reason) in
    try arguments.context(0)[try arguments.string(1)] ?? .null
  }
]
