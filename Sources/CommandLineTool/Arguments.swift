import KetenSource

/// What the user gave a verb, checked against its declaration.
package struct Arguments: Equatable {
  /// The values of each option, in order; an empty list for a flag.
  package private(set) var values: [String: [String]] = [:]
  package private(set) var operands: [String] = []

  package init() {}

  package func has(_ option: Option) -> Bool { values[option.long] != nil }

  /// The value of an option; when it was not given, the default of a choice, or nil.
  package func value(_ option: Option) -> String? {
    if let value = values[option.long]?.last { return value }
    if case .choice(let choices) = option.value?.kind { return choices.first }
    return nil
  }

  /// The values of an option that repeats.
  package func all(_ option: Option) -> [String] { values[option.long] ?? [] }
}

/// What is wrong with a command line.
package enum UsageError: Error, Equatable {
  case unknownVerb(String, nearest: String?)
  case unknownOption(String, nearest: String?)
  case optionBeforeVerb(String)
  case missingValue(option: String, value: String)
  case unexpectedValue(option: String)
  case unknownValue(String, of: String, nearest: String?, choices: [String])
  case repeated(option: String)
  case missingOperand(String)
  case unexpectedOperand(String)
  /// What only the verb itself can know.
  case other(String)
}

extension UsageError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownVerb(let name, let nearest): "unknown verb '\(name)'" + suggestion(nearest)
    case .unknownOption(let name, let nearest): "unknown option '\(name)'" + suggestion(nearest)
    case .optionBeforeVerb(let name): "option '\(name)' stands before the verb; options come after it"
    case .missingValue(let option, let value): "option '\(option)' needs a <\(value)>"
    case .unexpectedValue(let option): "option '\(option)' takes no value"
    case .unknownValue(let value, let of, let nearest, let choices):
      "unknown value '\(value)' of \(of)"
        + (nearest == nil ? "; it takes \(choices.joined(separator: ", "))" : suggestion(nearest))
    case .repeated(let option): "option '\(option)' is given more than once"
    case .missingOperand(let name): "<\(name)> is missing"
    case .unexpectedOperand(let operand): "unexpected argument '\(operand)'"
    case .other(let message): message
    }
  }

  private func suggestion(_ nearest: String?) -> String { nearest.map { "; did you mean '\($0)'?" } ?? "" }
}

extension Verb {
  /// Reads the words after the verb's name; with `--help` among them, what is missing is not looked for.
  package func parse(_ words: [String]) throws(UsageError) -> Arguments {
    var reader = WordReader(words: words[...])
    var arguments = Arguments()
    while let word = reader.next() {
      if word == "--" {
        arguments.add(operands: reader.rest())
      } else if word.hasPrefix("--") {
        try readLong(word, &reader, &arguments)
      } else if word.hasPrefix("-"), word != "-" {
        try readShort(word, &reader, &arguments)
      } else {
        arguments.add(operands: [word])
      }
    }
    if !arguments.has(Verb.help) { try checkOperands(arguments.operands) }
    return arguments
  }

  private var allOptions: [Option] { options + [Verb.help] }

  /// `--name`, `--name value` or `--name=value`.
  private func readLong(
    _ word: String, _ reader: inout WordReader, _ arguments: inout Arguments
  ) throws(UsageError) {
    let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first.map(String.init) ?? ""
    guard let option = allOptions.first(where: { $0.long == name }) else {
      let nearest = nearest(to: name, in: allOptions.map(\.long))
      throw .unknownOption("--\(name)", nearest: nearest.map { "--\($0)" })
    }
    let attached = parts.count > 1 ? String(parts[1]) : nil
    try take(option, typed: option.typed, attached, &reader, &arguments)
  }

  /// `-n`, `-n value`, `-nvalue`, or several flags as `-abc`.
  private func readShort(
    _ word: String, _ reader: inout WordReader, _ arguments: inout Arguments
  ) throws(UsageError) {
    var rest = word.dropFirst()
    while let letter = rest.popFirst() {
      guard let option = allOptions.first(where: { $0.short == letter }) else {
        throw .unknownOption("-\(letter)", nearest: nil)
      }
      let attached = option.value == nil || rest.isEmpty ? nil : String(rest.first == "=" ? rest.dropFirst() : rest)
      try take(option, typed: "-\(letter)", attached, &reader, &arguments)
      if option.value != nil { return }
    }
  }

  private func take(
    _ option: Option, typed: String, _ attached: String?, _ reader: inout WordReader, _ arguments: inout Arguments
  ) throws(UsageError) {
    if arguments.has(option), !option.repeats, option.value != nil { throw .repeated(option: typed) }
    guard let declared = option.value else {
      if attached != nil { throw .unexpectedValue(option: typed) }
      arguments.add(nil, to: option)
      return
    }
    guard let value = attached ?? reader.nextValue() else {
      throw .missingValue(option: typed, value: declared.name)
    }
    try declared.check(value, of: typed)
    arguments.add(value, to: option)
  }

  private func checkOperands(_ operands: [String]) throws(UsageError) {
    guard let operand else {
      if let first = operands.first { throw .unexpectedOperand(first) }
      return
    }
    if operands.isEmpty, operand.count != .optional { throw .missingOperand(operand.value.name) }
    if operands.count > 1, operand.count != .oneOrMore { throw .unexpectedOperand(operands[1]) }
    for value in operands { try operand.value.check(value, of: "<\(operand.value.name)>") }
  }
}

extension ArgumentValue {
  fileprivate func check(_ value: String, of owner: String) throws(UsageError) {
    guard case .choice(let choices) = kind, !choices.contains(value) else { return }
    throw .unknownValue(value, of: owner, nearest: nearest(to: value, in: choices), choices: choices)
  }
}

extension Arguments {
  fileprivate mutating func add(operands: [String]) { self.operands += operands }

  fileprivate mutating func add(_ value: String?, to option: Option) {
    values[option.long, default: []] += value.map { [$0] } ?? []
  }
}

private struct WordReader {
  var words: ArraySlice<String>

  mutating func next() -> String? { words.popFirst() }

  /// The next word when it can be a value; one that looks like an option is not.
  mutating func nextValue() -> String? {
    guard let word = words.first, word == "-" || !word.hasPrefix("-") else { return nil }
    return words.popFirst()
  }

  mutating func rest() -> [String] {
    defer { words = [] }
    return Array(words)
  }
}
