import KetenSource

/// Compiles an expression: reads it, infers and checks its types, and lowers it to a program.
///
/// - Parameters:
///   - text: The expression as it stands in its file.
///   - environment: The names it may use.
///   - expected: The type its result must have; nil for any.
/// - Returns: The program, nil when a diagnostic is an error, and the diagnostics in order of place. A fault in the
///   expression is never thrown and never stops the process; texts beyond the limits are reported as K310.
public func compile(
  _ text: SourceText, in environment: Environment, expecting expected: ValueType? = nil
) -> (program: Program?, diagnostics: [Diagnostic]) {
  let tree: Syntax
  do throws(SyntaxFault) {
    let parser = Parser(text, environment: environment)
    tree = try parser.parse()
  } catch {
    return (nil, [error.diagnostic(in: text)])
  }
  var compiler = Compiler(text: text, environment: environment)
  let program = compiler.program(tree, expecting: expected)
  let diagnostics = compiler.diagnostics.ordered()
  guard !diagnostics.hasErrors else { return (nil, diagnostics) }
  return (program.withSkeleton(of: tree, text: text, environment: environment), diagnostics)
}

/// Reads an expression without checking it; nil with the reason when it is none.
package func parse(
  _ text: SourceText, in environment: Environment
) -> (tree: Syntax?, diagnostics: [Diagnostic]) {
  do throws(SyntaxFault) {
    let parser = Parser(text, environment: environment)
    return (try parser.parse(), [])
  } catch {
    return (nil, [error.diagnostic(in: text)])
  }
}

/// Checks and lowers one expression.
///
/// After an error it goes on, with a value of type `any` in the place of the fault.
struct Compiler {
  let text: SourceText
  let environment: Environment
  var diagnostics: [Diagnostic] = []

  // MARK: The code so far
  var steps: [Instruction] = []
  var places: [SourceRange] = []
  var operands: [Int32] = []
  var constants: [Value] = []
  private var constantsByText: [String: Int32] = [:]
  var names: [Code.Name] = []
  var types: [ValueType] = []
  var slots: Set<Int> = []

  // MARK: Local names
  var locals: [Local] = []
  var localCount = 0
  var localsMax = 0

  init(text: SourceText, environment: Environment) {
    self.text = text
    self.environment = environment
  }

  /// A compiled part: the step that gives it, and what is known of it.
  struct Part {
    var step: Int32
    var type: ValueType
    var isConstant = false
    /// Whether an error was reported on it, so that nothing more is.
    var isBroken = false
  }

  /// A name inside the expression, with the number of its place in the frame.
  struct Local {
    enum Kind { case value, item }
    var name: String
    var type: ValueType
    var number: Int32
    var kind = Kind.value
    var isUsed = false
  }

  mutating func program(_ tree: Syntax, expecting expected: ValueType?) -> Program {
    var result = part(tree)
    if let expected { result = fitted(result, to: expected, tree) }
    return Program(
      slots: slots.sorted(), type: result.type, text: tree.description, code: code(result.step))
  }

  func code(_ result: Int32) -> Code {
    Code(
      steps: steps, places: places, operands: operands, constants: constants, names: names, types: types,
      result: result, localCount: localsMax)
  }

  /// The part as the expected type, converted where FEEL converts (DMN 1.5 §10.3.2.9.4).
  private mutating func fitted(_ part: Part, to expected: ValueType, _ tree: Syntax) -> Part {
    guard !part.isBroken, !expected.accepts(part.type) || part.type == .null else { return part }
    if part.type == .null {
      return Part(step: part.step, type: expected, isConstant: part.isConstant)
    }
    guard expected.takes(part.type) else {
      report(.typeMismatch, tree, .unexpectedResult(expected, part.type))
      return broken(tree)
    }
    return Part(step: emit(.convert(part.step, type: type(expected)), tree), type: expected)
  }

  // MARK: Emitting

  mutating func emit(_ step: Instruction, _ tree: Syntax) -> Int32 {
    steps.append(step)
    places.append(text.sourceRange(tree.lower, tree.upper))
    return Int32(steps.count - 1)
  }

  mutating func run(_ parts: [Part]) -> Run {
    let start = Int32(operands.count)
    operands += parts.map(\.step)
    return Run(start: start, count: Int32(parts.count))
  }

  mutating func constant(_ value: Value, _ tree: Syntax) -> Part {
    // Equal values that print differently (one instant in two zones) are two constants.
    let text = value.description
    let index = constantsByText[text] ?? Int32(constants.count)
    if constantsByText.updateValue(index, forKey: text) == nil { constants.append(value) }
    return Part(step: emit(.constant(index), tree), type: value.type, isConstant: true)
  }

  mutating func broken(_ tree: Syntax) -> Part {
    var result = constant(.null, tree)
    (result.type, result.isConstant, result.isBroken) = (.any, false, true)
    return result
  }

  mutating func type(_ type: ValueType) -> Int32 {
    if let known = types.firstIndex(of: type) { return Int32(known) }
    types.append(type)
    return Int32(types.count - 1)
  }

  /// Emits a step over parts; where all of them are constants it is done at once.
  ///
  /// Then the steps from `mark` on go: those of parts that nothing else reads.
  mutating func pure(
    _ step: Instruction, _ type: ValueType, of parts: [Part], from mark: Int, _ tree: Syntax
  ) -> (part: Part, reason: Fault.Reason?) {
    let result = emit(step, tree)
    guard parts.allSatisfy(\.isConstant) else {
      return (Part(step: result, type: type, isBroken: parts.contains(where: \.isBroken)), nil)
    }
    var reason: Fault.Reason?
    let value = code(result).constantValue(&reason)
    // What was done here is not done again.
    steps.removeLast(steps.count - mark)
    places.removeLast(places.count - mark)
    return (constant(value, tree), reason)
  }

  // MARK: Diagnostics

  mutating func report(
    _ code: DiagnosticCode, _ tree: Syntax, _ message: Message, fixIts: [Diagnostic.FixIt] = []
  ) {
    report(code, tree.lower, tree.upper, message, fixIts: fixIts)
  }

  mutating func report(
    _ code: DiagnosticCode, _ lower: Int, _ upper: Int, _ message: Message, fixIts: [Diagnostic.FixIt] = []
  ) {
    diagnostics.append(
      Diagnostic(code, at: text.sourceRange(lower, upper), in: text.file, message.text, fixIts: fixIts))
  }

  /// The wording of a finding; each stands beside the check that gives it.
  struct Message {
    let text: String
    init(_ text: String) { self.text = text }
  }
}

extension Compiler.Message {
  fileprivate static func unexpectedResult(_ expected: ValueType, _ found: ValueType) -> Self {
    .init("expected \(expected.withArticle), but this is \(found.withArticle)")
  }
}

extension Code {
  /// The value of code that reads no slot.
  fileprivate func constantValue(_ reason: inout Fault.Reason?) -> Value {
    withFrame { frame in
      frame.explains = true
      let value = self.value(result, Nothing(), &frame)
      reason = frame.faults.last?.reason
      return value
    }
  }
}

private struct Nothing: SlotReader {
  func value(slot: Int) -> Value { .null }
}

extension ValueType {
  /// The type with `a` or `an`, in a sentence.
  var withArticle: String {
    switch self {
    case .any: "a value of any type"
    case .null: "null"
    case .list(.any): "a list"
    default: "a \(self)"
    }
  }

  /// Whether a value of the other type may be used here: it fits, may turn out to fit, or is converted.
  func takes(_ other: ValueType) -> Bool {
    if overlaps(other) { return true }
    switch (self, other) {
    case (.list(let element), _): return element.takes(other)
    case (_, .list(let element)): return takes(element)
    default: return false
    }
  }
}

extension Value {
  /// The value as another type: as it is, as a list of one, or as the only item; nil where it does not fit.
  func converted(to type: ValueType) -> Value? {
    if type.contains(self) { return self }
    switch (type, self) {
    case (_, .list(let items)) where items.count == 1 && type.contains(items[0]): return items[0]
    case (.list(let element), _) where element.contains(self): return .list([self])
    default: return nil
    }
  }
}
