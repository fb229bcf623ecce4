// DMN 1.5 §10.3.4.3: functions on texts that take a regular expression of XPath.

let patternFunctions: [Function] = [
  Function(
    "matches", [.init("input", .string), .init("pattern", .string), .init("flags", .string, isOptional: true)],
    .always(.boolean)
  ) { arguments throws(Fault.Reason) in
    let input = try arguments.string(0)
    return .boolean(try pattern(arguments, 1, flags: 2).matches(input, &arguments.frame.pointee.allowance))
  },
  Function(
    "replace",
    [
      .init("input", .string), .init("pattern", .string), .init("replacement", .string),
      .init("flags", .string, isOptional: true),
    ], .always(.string)
  ) { arguments throws(Fault.Reason) in
    let (input, replacement) = (try arguments.string(0), try arguments.string(2))
    let pattern = try pattern(arguments, 1, flags: 3)
    return .string(try pattern.replace(input, with: replacement, &arguments.frame.pointee.allowance))
  },
  Function("split", [.init("string", .string), .init("delimiter", .string)], .always(.list(.string))) {
    arguments throws(Fault.Reason) in
    let text = try arguments.string(0)
    let pattern = try pattern(arguments, 1, flags: 2)
    return .list(try pattern.split(text, &arguments.frame.pointee.allowance).map { .string($0) })
  },
]

/// The pattern that an argument is; flags that are null are none.
private func pattern(_ arguments: Arguments, _ index: Int, flags: Int) throws(Fault.Reason) -> Pattern {
  try PatternCache.pattern(
    try arguments.string(index), flags: arguments.isGiven(flags) ? try arguments.string(flags) : "")
}
