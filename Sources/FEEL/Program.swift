import KetenSource

/// Where a program finds the values of the names it reads.
public protocol SlotReader {
  /// The value in a slot of the environment the program was compiled in.
  func value(slot: Int) -> Value
}

/// A compiled expression.
public struct Program: Sendable {
  /// The slots it reads, ascending.
  public let slots: [Int]

  /// Evaluates; a fault at run time is `null`.
  public func evaluate(_ reader: some SlotReader) -> Value {
    slots.isEmpty ? .null : reader.value(slot: slots[0])
  }
}
