/// One step of a compiled expression.
///
/// Operands are positions of earlier steps in the same code.
///
/// The code is a tree laid flat: what is not needed (the other branch, the rest of an `and`) is not evaluated.
enum Instruction: Hashable, Sendable {
  /// A value from the constants.
  case constant(Int32)
  /// The value of a slot.
  case slot(Int32)
  /// The value of a local name.
  case local(Int32)
  case arithmetic(ArithmeticOperator, Int32, Int32)
  /// Arithmetic of what is known to be numbers.
  case numeric(ArithmeticOperator, Int32, Int32)
  case negate(Int32)
  case compare(ComparisonOperator, Int32, Int32)
  /// Comparison of what is known to be numbers.
  case compareNumbers(ComparisonOperator, Int32, Int32)
  case and(Run)
  case or(Run)
  case not(Int32)
  /// If, then, else.
  case choose(Int32, Int32, Int32)
  /// Whether a value meets a test whose kind shows only when it runs: a range, a list, or a value to be equal to.
  case meets(Int32, test: Int32)
  /// Whether a value meets a cell of a table, which may also be a condition of its own.
  case cell(Int32, test: Int32)
  /// Gives a local name a value for the sake of the body.
  case bind(local: Int32, value: Int32, body: Int32)
  case list(Run)
  /// Values under the names from a position in the names on.
  case context(Run, names: Int32)
  /// A range; an end of −1 is open. Bit 0 of the flags: the lower end belongs to it; bit 1: the
  /// upper; bit 2: it is all that equals the end; bit 3: all that does not.
  case range(lower: Int32, upper: Int32, flags: UInt8)
  /// A member, by a position in the names.
  case path(Int32, name: Int32)
  /// The item with a number, from 1, or from −1 backwards.
  case element(Int32, number: Int32)
  /// The items for which the body holds; `local` is the item.
  case filter(Int32, body: Int32, local: Int32)
  case call(function: Int32, Run)
  /// A call of a function that is a value; `names` is the place of the arguments' names, −1 by position.
  case invoke(Int32, Run, names: Int32)
  /// A function value, by a position in the functions, with what it captures.
  case function(Int32, Run)
  /// A value that the function at hand captured.
  case capture(Int32)
  /// Null, because of what the reasons say at a position.
  case fault(Int32)
  /// The decision of a table, by a position in the tables.
  case table(Int32)
  case instance(Int32, type: Int32)
  /// The value as another type: from or to a list of one, or null when it does not fit.
  case convert(Int32, type: Int32)
  /// One level of iteration, met through `collect` or `quantify` only. An `end` of −1: the domain is a list or range.
  case iterate(domain: Int32, end: Int32, local: Int32, body: Int32)
  /// The list of what the innermost body gives; `partial` is the local that holds it so far, −1 when not read.
  case collect(Int32, partial: Int32)
  /// Whether the innermost body holds for every, or some, of the iterations.
  case quantify(isEvery: Bool, Int32)
}

/// A run of operands in the side table.
struct Run: Hashable, Sendable {
  var start: Int32
  var count: Int32
}
