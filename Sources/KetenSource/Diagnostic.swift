/// How much a finding weighs: an error stops a file from running, a warning does not.
public enum Severity: String, Sendable, Comparable, CaseIterable {
  case error, warning, note

  /// An error is the greatest.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .error: 2
    case .warning: 1
    case .note: 0
    }
  }
}

/// The stable identity of a kind of finding.
///
/// Wording may improve; the code never changes its meaning.
public struct DiagnosticCode: Hashable, Sendable {
  /// `K` and three digits; the first is the family of the language design (K1 syntax … K9 style).
  public let id: String
  /// The same in words, as `unknown-element`.
  public let name: String
  /// How much it weighs.
  public let severity: Severity

  /// Declares a code; each stands once, beside the check that gives it.
  package init(_ id: String, _ name: String, _ severity: Severity = .error) {
    self.id = id
    self.name = name
    self.severity = severity
  }
}

/// A finding: what is wrong, exactly where, and what may help.
public struct Diagnostic: Sendable {
  /// The kind of finding.
  public let code: DiagnosticCode
  /// How much it weighs; the code's own weight, unless the user asked for more.
  public package(set) var severity: Severity
  /// The file it stands in.
  public let file: SourceFile
  /// The exact place.
  public let range: SourceRange
  /// One sentence in lower case, without a full stop, with source quoted.
  public let message: String
  /// Further places: the first declaration, or the steps of a run that shows it, in order.
  public var notes: [Note]
  /// Mends that are certain.
  public var fixIts: [FixIt]

  /// Makes a finding.
  package init(
    _ code: DiagnosticCode, at range: SourceRange, in file: SourceFile, _ message: String, notes: [Note] = [],
    fixIts: [FixIt] = []
  ) {
    self.code = code
    severity = code.severity
    self.file = file
    self.range = range
    self.message = message
    self.notes = notes
    self.fixIts = fixIts
  }

  /// A place that explains a finding.
  public struct Note: Sendable {
    /// The file it stands in.
    public let file: SourceFile
    /// The place; nil for a note on the whole.
    public let range: SourceRange?
    /// What it says.
    public let message: String
    /// Whether it is a step of a run that shows the finding; the steps stand in the order of the run.
    public let isStep: Bool

    /// Makes a note; a step of a run says so.
    package init(_ message: String, at range: SourceRange?, in file: SourceFile, isStep: Bool = false) {
      self.message = message
      self.range = range
      self.file = file
      self.isStep = isStep
    }
  }

  /// A mend: replacements in the finding's own file, applied together.
  public struct FixIt: Sendable {
    /// What it does, starting with a verb.
    public let message: String
    /// The replacements; they do not overlap.
    public let edits: [Edit]

    /// Makes a mend.
    package init(_ message: String, _ edits: [Edit]) {
      precondition(!edits.isEmpty, "a fix-it changes something")
      self.message = message
      self.edits = edits
    }
  }

  /// One replacement.
  public struct Edit: Hashable, Sendable {
    /// The bytes to replace; empty for an insertion.
    public let range: SourceRange
    /// The new text, escaped as the place demands.
    public let replacement: String

    /// Makes a replacement.
    package init(_ range: SourceRange, _ replacement: String) {
      self.range = range
      self.replacement = replacement
    }
  }
}

extension Array where Element == Diagnostic {
  /// In order of file, place, code and message, so that output is the same on every run; equal findings once.
  package func ordered() -> [Diagnostic] {
    let sorted = enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      return (a.file.path, a.range.start, a.range.end, a.code.id, a.message, left.offset)
        < (b.file.path, b.range.start, b.range.end, b.code.id, b.message, right.offset)
    }
    var result: [Diagnostic] = []
    for (_, next) in sorted {
      if let last = result.last, last.file.path == next.file.path, last.range == next.range,
        last.code == next.code, last.message == next.message
      {
        continue
      }
      result.append(next)
    }
    return result
  }

  /// Whether any of them stops the file from running.
  public var hasErrors: Bool { contains { $0.severity == .error } }
}
