import KetenSource

/// Where a program finds the values of the names it reads.
public protocol SlotReader {
  /// The value in a slot of the environment the program was compiled in.
  func value(slot: Int) -> Value
}

/// A compiled expression: its names are slots, its literals are values, its types have been checked.
public struct Program: Sendable {
  /// The slots it reads, ascending.
  public let slots: [Int]
  /// The type of its result; null belongs to each.
  public let type: ValueType
  /// The expression in canonical FEEL.
  public let text: String
  /// The values that it can have, null last; nil when they are not known.
  ///
  /// They are known of decision tables that were analysed.
  package internal(set) var outcomes: [Value]?
  let code: Code
  private let parts: (skeleton: Skeleton, atoms: [Program])?

  init(slots: [Int], type: ValueType, text: String, code: Code, parts: (skeleton: Skeleton, atoms: [Program])? = nil) {
    self.slots = slots
    self.type = type
    self.text = text
    self.code = code
    self.parts = parts
  }

  /// Evaluates; a fault at run time is `null`.
  public func evaluate(_ reader: some SlotReader) -> Value {
    code.withFrame { frame in code.whole(reader, &frame) }
  }

  /// Evaluates and tells why the result, or a part on the way to it, is null; the first fault first.
  public func explain(_ reader: some SlotReader) -> (value: Value, faults: [Fault]) {
    var call = FunctionValue.Call(explains: true)
    let value = evaluate(reader, in: &call)
    return (value, call.faults ?? [])
  }

  /// Evaluates for a call of a function, as a part of the evaluation that calls and within what that may still take.
  package func evaluate(_ reader: some SlotReader, in call: inout FunctionValue.Call) -> Value {
    code.withFrame { frame in
      frame.explains = call.faults != nil
      frame.allowance = call.allowance
      frame.allowance.levels += code.height
      let isFirst = call.allowance.levels == 0
      let fits = isFirst || frame.allowance.levels <= Allowance.levelsMax
      let value = fits ? code.whole(reader, &frame) : code.fault(.tooDeep, code.result, &frame)
      frame.allowance.levels -= code.height
      call.allowance = frame.allowance
      call.faults?.append(contentsOf: frame.faults)
      return value
    }
  }

  /// Evaluates a condition: whether it is true, and not false or null.
  public func holds(_ reader: some SlotReader) -> Bool {
    code.withFrame { frame in code.truth(code.result, reader, &frame) == .true }
  }

  /// Evaluates with the values of all slots at hand, the fastest way; a fault at run time is `null`.
  ///
  /// - Precondition: There is a value for each slot of the environment.
  public func evaluate(slots: UnsafeBufferPointer<Value>) -> Value { evaluate(SlotValues(values: slots)) }

  /// Evaluates a condition with the values of all slots at hand: whether it is true, and not false or null.
  public func holds(slots: UnsafeBufferPointer<Value>) -> Bool { holds(SlotValues(values: slots)) }

  /// Evaluates with the values of all slots at hand, and tells why the result, or a part on the way to it, is null.
  public func explain(slots: UnsafeBufferPointer<Value>) -> (value: Value, faults: [Fault]) {
    explain(SlotValues(values: slots))
  }

  /// Evaluates for a call of a function, with the values of all slots at hand.
  package func evaluate(slots: UnsafeBufferPointer<Value>, in call: inout FunctionValue.Call) -> Value {
    evaluate(SlotValues(values: slots), in: &call)
  }

  /// Evaluates without reading anything: for expressions without names.
  public func evaluate() -> Value { evaluate(NoSlots()) }

  /// How a condition is made from its atoms by `and`, `or` and `not`.
  public var skeleton: Skeleton { parts?.skeleton ?? .atom(0) }

  /// The conditions that the skeleton's atoms stand for, each with its own slots; equal ones once.
  public var atoms: [Program] { parts?.atoms ?? [self] }
}

/// The values of all slots, in a row.
///
/// Known here, so that the code that reads them is made for it.
private struct SlotValues: SlotReader {
  let values: UnsafeBufferPointer<Value>

  @inline(__always)
  func value(slot: Int) -> Value { values[slot] }
}

struct NoSlots: SlotReader {
  func value(slot: Int) -> Value { .null }
}

extension Code {
  /// The value of the result, within the limits on what leaves an evaluation.
  fileprivate func whole<Reader: SlotReader>(_ reader: Reader, _ frame: inout Frame) -> Value {
    let value = self.value(result, reader, &frame)
    return isLight(value, result, &frame) ? value : .null
  }

  func withFrame<Result>(_ body: (inout Frame) -> Result) -> Result {
    guard localCount > 0 else {
      var frame = Frame(locals: UnsafeMutableBufferPointer(start: nil, count: 0))
      return body(&frame)
    }
    return withUnsafeTemporaryAllocation(of: Value.self, capacity: localCount) { locals in
      locals.initialize(repeating: .null)
      defer { locals.deinitialize() }
      var frame = Frame(locals: locals)
      return body(&frame)
    }
  }
}
