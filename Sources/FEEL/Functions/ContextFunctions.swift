// DMN 1.5 §10.3.4.10: functions on contexts.

let contextFunctions: [Function] = [
  Function("get value", [.init("m", .context([])), .init("key", .string)], .always(.any)) {
    arguments throws(Fault.Reason) in
    try arguments.context(0)[try arguments.string(1)] ?? .null
  },
  Function("get entries", [.init("m", .context([]))], .always(.list(entryType))) { arguments throws(Fault.Reason) in
    .list(
      try arguments.context(0).entries.map { entry in
        .context(Context([("key", .string(entry.key)), ("value", entry.value)]))
      })
  },
  Function("context", [.init("entries", .list(.context([])))], .always(.context([]))) {
    arguments throws(Fault.Reason) in
    let items = try arguments.list(0)
    var entries: [(String, Value)] = []
    for item in items {
      guard case .context(let entry) = item, case .string(let key) = entry["key"], let value = entry["value"] else {
        throw .notRead("a list of contexts with a text 'key' and a 'value'")
      }
      entries.append((key, value))
    }
    let result = Context(entries)
    guard result.entries.count == items.count else { throw .notRead("a list of entries with each key once") }
    return .context(result)
  },
  Function(
    "context put", [.init("context", .context([])), .init("key", .any), .init("value", .any)], .always(.context([]))
  ) { arguments throws(Fault.Reason) in try put(arguments) },
  Function(
    "context put", [.init("context", .context([])), .init("keys", .list(.string)), .init("value", .any)],
    .always(.context([]))
  ) { arguments throws(Fault.Reason) in try put(arguments) },
  Function("context merge", [.init("contexts", .list(.context([])))], .always(.context([]))) {
    arguments throws(Fault.Reason) in
    var entries: [(String, Value)] = []
    for item in try arguments.list(0) {
      guard case .context(let context) = item else { throw .wrongKind }
      entries += context.entries.map { ($0.key, $0.value) }
      guard entries.count <= Limits.itemsMax else { throw .outOfRange }
    }
    return .context(Context(entries))
  },
]

private let entryType = ValueType.context([.init("key", .string), .init("value", .any)])

/// A context with a value under a key, or under a path of keys through the contexts in it.
private func put(_ arguments: Arguments) throws(Fault.Reason) -> Value {
  // A path of keys can put a context as deep as it is deep.
  try arguments.weigh([arguments.value(0), arguments.value(2)])
  var keys: [String] = []
  for key in try arguments.list(1) {
    guard case .string(let key) = key else { throw .wrongKind }
    keys.append(key)
  }
  guard let last = keys.popLast() else { throw .notRead("a list with at least one key") }
  // Down to the innermost context, then out again with what has changed.
  var outer: [Context] = []
  var context = try arguments.context(0)
  for key in keys {
    guard case .context(let inner) = context[key] else { throw .notRead("the path to a context") }
    outer.append(context)
    context = inner
  }
  context[last] = arguments.value(2)
  for (key, around) in zip(keys, outer).reversed() {
    let inner = context
    context = around
    context[key] = .context(inner)
  }
  return .context(context)
}
