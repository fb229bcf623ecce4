import KetenSource

/// The tables of a compiled expression, shared by the copies of a `Program`.
///
/// Invariant: operands point to earlier steps, and every index lies in its table.
final class Code: Sendable {
  let steps: [Instruction]
  /// Where each step was written.
  let places: [SourceRange]
  let operands: [Int32]
  let constants: [Value]
  let names: [Name]
  let types: [ValueType]
  /// The step that gives the result.
  let result: Int32
  /// How many local names are alive at once.
  let localCount: Int

  init(
    steps: [Instruction], places: [SourceRange], operands: [Int32], constants: [Value], names: [Name],
    types: [ValueType], result: Int32, localCount: Int
  ) {
    self.steps = steps
    self.places = places
    self.operands = operands
    self.constants = constants
    self.names = names
    self.types = types
    self.result = result
    self.localCount = localCount
  }

  /// A name after a point, with the property that it may be.
  struct Name: Hashable, Sendable {
    let text: String
    let property: Property?
  }

  @inline(__always)
  func step(_ index: Int32) -> Instruction { steps[Int(index)] }

  func operandIndices(_ run: Run) -> ArraySlice<Int32> {
    operands[Int(run.start)..<Int(run.start + run.count)]
  }
}

/// What changes while a program runs.
struct Frame {
  var locals: UnsafeMutableBufferPointer<Value>
  /// Whether faults are asked for.
  var explains = false
  var faults: [Fault] = []
  /// Iterations that are left; beyond them the result is null.
  var iterations = Frame.iterationsMax

  static let iterationsMax = 1_000_000
}

/// Why (a part of) a result is null.
public struct Fault: Hashable, Sendable {
  /// What went wrong, lower case and without a full stop.
  public var message: String { reason.message }
  let reason: Reason
  /// The part of the expression where it did, in its file.
  public let range: SourceRange

  /// Why an operation has no value.
  enum Reason: Error, Hashable {
    case noValue
    case wrongKind
    case notComparable
    case divisionByZero
    case outOfRange
    case tooMany
    case notRead(String)

    var message: String {
      switch self {
      case .noValue: "this has no value"
      case .wrongKind: "this value is of another kind than its place takes"
      case .notComparable: "these two values cannot be compared"
      case .divisionByZero: "this divides by zero"
      case .outOfRange: "the result is out of range"
      case .tooMany: "this takes more than \(Frame.iterationsMax) iterations"
      case .notRead(let what): "this is not \(what)"
      }
    }
  }
}
