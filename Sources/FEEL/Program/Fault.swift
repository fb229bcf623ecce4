import KetenSource

/// Why (a part of) a result is null.
public struct Fault: Sendable {
  /// What went wrong, lower case and without a full stop.
  public var message: String { reason.message }
  let reason: Reason
  /// The part of the expression where it did, in its file.
  public let range: SourceRange
  /// The file that the expression stands in.
  public let file: SourceFile

  /// Makes a fault of what is around an expression.
  package init(_ message: String, at range: SourceRange, in file: SourceFile) {
    (reason, self.range, self.file) = (.decision(message), range, file)
  }

  init(reason: Reason, range: SourceRange, file: SourceFile) {
    (self.reason, self.range, self.file) = (reason, range, file)
  }

  /// Why an operation has no value.
  enum Reason: Error, Hashable {
    case noValue
    case wrongKind
    case notComparable
    case divisionByZero
    case outOfRange
    case tooMany
    case tooMuch
    case tooLarge
    case noList
    case notRead(String)
    case tooDeep
    case wrongArguments
    case notCallable
    /// The expression has an error that its check reported.
    case faulty(String)
    /// A sentence of its own: what a decision table met.
    case decision(String)

    var message: String {
      switch self {
      case .noValue: "this has no value"
      case .wrongKind: "this value is of another kind than its place takes"
      case .notComparable: "these two values cannot be compared"
      case .divisionByZero: "this divides by zero"
      case .outOfRange: "the result is out of range"
      case .tooMany: "this takes more than \(Allowance.iterationsMax) iterations"
      case .tooMuch: "this takes more work than an expression may"
      case .tooLarge:
        "this value has more than \(Limits.itemsMax) items or nests deeper than \(Limits.depthMax) levels"
      case .noList: "there is no list or range to go through"
      case .notRead(let what): "this is not \(what)"
      case .tooDeep: "functions call each other too deep: at most \(Allowance.callsMax) calls, and fewer of large ones"
      case .wrongArguments: "these are not the arguments of this function"
      case .notCallable: "this is not a function"
      case .faulty(let message), .decision(let message): message
      }
    }
  }
}
