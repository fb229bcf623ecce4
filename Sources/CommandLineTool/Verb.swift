/// Something that a tool does: its name on the command line, what it takes, and what runs it.
///
/// Help texts, parsing and shell completions all come from these declarations.
package struct Verb: Sendable {
  package let name: String
  /// One line in lower case, without a full stop.
  package let summary: String
  /// Further paragraphs of help.
  package let discussion: [String]
  package let operand: Operand?
  package let options: [Option]
  /// Does the work.
  package let run: @Sendable (Arguments, Console) throws -> ExitCode

  package init(
    name: String, summary: String, discussion: [String] = [], operand: Operand? = nil, options: [Option] = [],
    run: @escaping @Sendable (Arguments, Console) throws -> ExitCode
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.operand = operand
    self.options = options
    self.run = run
  }

  /// What each verb takes besides its own options.
  package static let help = Option("help", short: "h", help: "shows this help")
}

/// What a process ends with.
package enum ExitCode: Int32, Sendable {
  case fine = 0
  case findings = 1
  /// Wrong usage, or trouble with files.
  case trouble = 2
}

/// A named option of a verb.
package struct Option: Sendable {
  /// The name without its dashes.
  package let long: String
  package let short: Character?
  /// What it takes; nil for a flag.
  package let value: ArgumentValue?
  /// Whether it may be given more than once.
  package let repeats: Bool
  /// One line in lower case, without a full stop.
  package let help: String

  package init(
    _ long: String, short: Character? = nil, value: ArgumentValue? = nil, repeats: Bool = false, help: String
  ) {
    self.long = long
    self.short = short
    self.value = value
    self.repeats = repeats
    self.help = help
  }

  /// Its name as it is typed.
  package var typed: String { "--\(long)" }
}

/// What an option or an operand takes.
package struct ArgumentValue: Sendable {
  /// What stands for it in help, as `file`.
  package let name: String
  package let kind: Kind

  package init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// How a value is checked and completed.
  package enum Kind: Sendable {
    case text
    /// A path; completion offers files with these endings, and folders.
    case file(endings: [String])
    /// One of these; the first is the default.
    case choice([String])
    /// Offered by completion, checked by the verb itself.
    case suggestions(@Sendable () -> [String])
  }
}

/// What a verb takes without a name.
package struct Operand: Sendable {
  package let value: ArgumentValue
  package let count: Count
  /// One line in lower case, without a full stop.
  package let help: String

  package init(value: ArgumentValue, count: Count, help: String) {
    self.value = value
    self.count = count
    self.help = help
  }

  /// How many a verb takes.
  package enum Count: Sendable {
    case one, oneOrMore, optional
  }
}
