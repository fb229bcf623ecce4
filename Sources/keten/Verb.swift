/// Something that the tool does: its name on the command line, what it takes, and what runs it.
///
/// Help texts, parsing and shell completions all come from these declarations.
struct Verb: Sendable {
  let name: String
  /// One line in lower case, without a full stop.
  let summary: String
  /// Further paragraphs of help.
  var discussion: [String] = []
  var operand: Operand?
  var options: [Option] = []
  /// Does the work.
  let run: @Sendable (Arguments, Console) throws -> ExitCode

  /// What each verb takes besides its own options.
  static let help = Option("help", short: "h", help: "shows this help")
}

/// What a process ends with.
enum ExitCode: Int32 {
  case fine = 0
  case findings = 1
  /// Wrong usage, or trouble with files.
  case trouble = 2
}

/// A named option of a verb.
struct Option: Sendable {
  /// The name without its dashes.
  let long: String
  var short: Character?
  /// What it takes; nil for a flag.
  var value: Value?
  /// Whether it may be given more than once.
  var repeats = false
  /// One line in lower case, without a full stop.
  let help: String

  init(_ long: String, short: Character? = nil, value: Value? = nil, repeats: Bool = false, help: String) {
    self.long = long
    self.short = short
    self.value = value
    self.repeats = repeats
    self.help = help
  }

  /// Its name as it is typed.
  var typed: String { "--\(long)" }
}

/// What an option or an operand takes.
struct Value: Sendable {
  /// What stands for it in help, as `file`.
  let name: String
  let kind: Kind

  /// How a value is checked and completed.
  enum Kind: Sendable {
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
struct Operand: Sendable {
  let value: Value
  let count: Count
  /// One line in lower case, without a full stop.
  let help: String

  /// How many a verb takes.
  enum Count: Sendable {
    case one, oneOrMore, optional
  }
}
