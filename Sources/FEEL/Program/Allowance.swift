/// What an evaluation may still take, with all that it calls.
///
/// Beyond a bound the result is null with a reason. The bounds count what is done and not time or memory, so that one
/// expression on one set of values gives the same on every machine.
package struct Allowance: Sendable {
  /// Iterations that are left.
  var iterations = Allowance.iterationsMax
  /// Work that is left: some eight steps, an item of a list that is gone through, or eight bytes of text.
  var work = Allowance.workMax
  /// How many calls of defined functions are open.
  var calls = 0
  /// How deep the steps of the functions that are open nest.
  var levels = 0
  /// How many lists, contexts, ranges and functions were made.
  var made = 0

  /// The bounds of one evaluation.
  package init() {}

  /// The most iterations of all loops together.
  static let iterationsMax = 1_000_000
  /// The most work.
  static let workMax = 20_000_000
  /// The deepest recursion of defined functions.
  static let callsMax = 100
  /// The deepest nesting of the steps of all functions that are open, with `callLevels` for each.
  ///
  /// It bounds the stack: a level takes at most some 400 bytes of it.
  static let levelsMax = 800
  /// The levels that the call of a defined function counts for, besides its steps.
  static let callLevels = 3
  /// How many values are made before each is looked at for how deep it nests.
  static let madeFree = 64

  /// How many levels a function of the host counts for.
  static let hostLevels = 40

  /// Goes into a function, whose steps nest so deep and are so many.
  mutating func open(levels more: Int, size: Int) throws(Fault.Reason) {
    guard calls < Allowance.callsMax, levels + more + Allowance.callLevels <= Allowance.levelsMax else {
      throw .tooDeep
    }
    guard take(2 + size / 8) else { throw .tooMuch }
    calls += 1
    levels += more + Allowance.callLevels
  }

  /// Comes back from it.
  mutating func close(levels less: Int) {
    calls -= 1
    levels -= less + Allowance.callLevels
  }

  /// The work of a power of a number: some squarings, or a logarithm and its opposite.
  static func cost(of exponent: Number) -> Int { exponent.isInteger && exponent.magnitude < Number(64) ? 2 : 200 }

  /// The work of a logarithm or its opposite in 34 digits.
  static let logarithmCost = 150

  /// Takes some work; false when there is none left.
  @inline(__always)
  mutating func take(_ amount: Int) -> Bool {
    work -= amount
    return work >= 0
  }
}

/// What a value may grow to; beyond it the result is null.
enum Limits {
  /// The longest text, in bytes.
  static let stringMax = 1 << 24
  /// The most items of a list, those of its items included, where all of them are looked at.
  static let itemsMax = 1_000_000
  /// The deepest that lists, contexts, ranges and functions are made to nest.
  static let depthMax = 128
  /// The bytes of text that count as an item.
  static let itemBytes = 64
}

extension Allowance {
  /// Refuses values of too many items or too deep a nesting, and takes the work of looking at them.
  ///
  /// Small expressions can share a list so often that it is huge when written out.
  mutating func weigh(_ values: some Sequence<Value>, depth: Int = Limits.depthMax) throws(Fault.Reason) {
    var rest = min(Limits.itemsMax, work)
    let before = rest
    let fits = Allowance.fits(values, &rest, depth)
    work -= before - rest
    guard work > 0 else { throw .tooMuch }
    guard fits else { throw .tooLarge }
  }

  private static func fits(_ values: some Sequence<Value>, _ rest: inout Int, _ depth: Int) -> Bool {
    for value in values where !fits(value, &rest, depth) { return false }
    return true
  }

  private static func fits(_ value: Value, _ rest: inout Int, _ depth: Int) -> Bool {
    rest -= 1
    guard rest >= 0 else { return false }
    switch value {
    case .string(let text):
      rest -= text.utf8.count / Limits.itemBytes
      return rest >= 0
    case .list(let items): return depth > 0 && fits(items, &rest, depth - 1)
    case .context(let context): return depth > 0 && fits(context.entries.lazy.map(\.value), &rest, depth - 1)
    case .range(let range): return depth > 0 && fits([range.lower, range.upper], &rest, depth - 1)
    case .function(let function):
      guard case .code(_, let captures) = function.body else { return true }
      return depth > 0 && fits(captures, &rest, depth - 1)
    default: return true
    }
  }

  /// The work of a built-in function on values, besides what it does for itself.
  mutating func take(for values: UnsafeBufferPointer<Value>) -> Bool {
    var amount = 1
    for value in values {
      switch value {
      case .list(let items): amount += items.count
      case .string(let text): amount += text.utf8.count / 8
      case .context(let context): amount += context.entries.count
      default: break
      }
    }
    return take(amount)
  }
}

extension Value {
  /// Whether it holds other values.
  var isNested: Bool {
    switch self {
    case .list, .context, .range, .function: true
    default: false
    }
  }
}
