extension Program {
  /// What a condition compares one slot with, when its result depends on nothing but where the slot's value stands
  /// among these constants: `x`, `x = 3`, `x < 3`, `3 < x`; nil for any other condition.
  package var comparedConstants: (slot: Int, constants: [Value])? {
    switch code.steps[Int(code.result)] {
    case .slot(let slot): (Int(slot), [])
    case .compare(_, let left, let right), .compareNumbers(_, let left, let right): compared(left, right)
    default: nil
    }
  }

  private func compared(_ left: Int32, _ right: Int32) -> (slot: Int, constants: [Value])? {
    switch (code.steps[Int(left)], code.steps[Int(right)]) {
    case (.slot(let slot), .constant(let constant)), (.constant(let constant), .slot(let slot)):
      (Int(slot), [code.constants[Int(constant)]])
    default: nil
    }
  }
}
