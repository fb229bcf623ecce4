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
  let functions: [FunctionCode]
  let tables: [TableCode]
  let reasons: [Fault.Reason]
  /// The step that gives the result.
  let result: Int32
  /// The file that the places are in.
  let file: SourceFile
  /// How many local names are alive at once.
  let localCount: Int
  /// How many steps belong to each step, itself included, those of functions not.
  let sizes: [Int32]
  /// How deep the steps of the result nest.
  let height: Int

  init(_ draft: Draft, result: Int32, file: SourceFile) {
    steps = draft.steps
    places = draft.places
    operands = draft.operands
    constants = draft.constants
    names = draft.names
    types = draft.types
    functions = draft.functions
    tables = draft.tables
    reasons = draft.reasons
    localCount = draft.localsMax
    self.result = result
    self.file = file
    (sizes, height) = draft.measures(result)
    stepsInMemory = .allocate(capacity: max(1, steps.count))
    stepsInMemory.initialize(from: steps, count: steps.count)
  }

  /// A name after a point or of an argument, with the property that it may be.
  struct Name: Hashable, Sendable {
    let text: String
    let property: Property?
    /// Where a context of the type at hand has the entry, most often: looked at before it is searched for.
    var place = -1
  }

  @inline(__always)
  func step(_ index: Int32) -> Instruction { stepsInMemory[Int(index)] }

  /// The steps where they lie in memory: the invariant makes the check of each index needless.
  nonisolated(unsafe) private let stepsInMemory: UnsafeMutablePointer<Instruction>

  deinit { stepsInMemory.deallocate() }

  func operandIndices(_ run: Run) -> ArraySlice<Int32> {
    operands[Int(run.start)..<Int(run.start + run.count)]
  }
}

/// Code as it is being made.
struct Draft {
  var steps: [Instruction] = []
  var places: [SourceRange] = []
  var operands: [Int32] = []
  var constants: [Value] = []
  var names: [Code.Name] = []
  var types: [ValueType] = []
  var functions: [FunctionCode] = []
  var tables: [TableCode] = []
  var reasons: [Fault.Reason] = []
  /// The slots that are read.
  var slots: Set<Int> = []
  /// How many local names are in use, and how many were at most.
  var localCount = 0
  var localsMax = 0
  private var constantsByText: [String: Int32] = [:]

  mutating func emit(_ step: Instruction, _ place: SourceRange) -> Int32 {
    steps.append(step)
    places.append(place)
    return Int32(steps.count - 1)
  }

  mutating func run(_ steps: [Int32]) -> Run {
    let start = Int32(operands.count)
    operands += steps
    return Run(start: start, count: Int32(steps.count))
  }

  mutating func constant(_ value: Value) -> Int32 {
    // Equal values that print differently (one instant in two zones) are two constants.
    // Functions are what they are, whatever they are called.
    let text = if case .function(let function) = value { "\(ObjectIdentifier(function))" } else { value.description }
    if let known = constantsByText[text] { return known }
    constants.append(value)
    constantsByText[text] = Int32(constants.count - 1)
    return Int32(constants.count - 1)
  }

  mutating func type(_ type: ValueType) -> Int32 {
    if let known = types.firstIndex(of: type) { return Int32(known) }
    types.append(type)
    return Int32(types.count - 1)
  }

  /// A name after a point on a value of a type.
  mutating func name(_ name: String, of type: ValueType) -> Int32 {
    let place = type.element.fields?.firstIndex { $0.name == name } ?? -1
    let name = Code.Name(text: name, property: Property(rawValue: name), place: place)
    if let known = names.firstIndex(of: name) { return Int32(known) }
    names.append(name)
    return Int32(names.count - 1)
  }

  /// A run of names, one after another.
  mutating func names(_ texts: [String]) -> Int32 {
    names += texts.map { Code.Name(text: $0, property: nil) }
    return Int32(names.count - texts.count)
  }

  mutating func reason(_ reason: Fault.Reason) -> Int32 {
    reasons.append(reason)
    return Int32(reasons.count - 1)
  }

  mutating func local() -> Int32 {
    localCount += 1
    localsMax = max(localsMax, localCount)
    return Int32(localCount - 1)
  }

  /// Takes the steps from a place on away: those of parts that nothing else reads.
  mutating func drop(from mark: Int) {
    steps.removeLast(steps.count - mark)
    places.removeLast(places.count - mark)
  }
}

/// A function definition: its parameters are the first local names of its code.
struct FunctionCode: Sendable {
  let parameters: [FunctionValue.Parameter]
  let result: ValueType
  let code: Code
}

/// What changes while a program runs.
struct Frame {
  var locals: UnsafeMutableBufferPointer<Value>
  /// The values that the function at hand saw where it was made.
  var captures: [Value] = []
  /// Whether faults are asked for.
  var explains = false
  var faults: [Fault] = []
  var allowance = Allowance()

  /// The most faults that are kept.
  static let faultsMax = 1000
}
