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

/// Compiles a boxed expression.
///
/// - Parameters:
///   - box: The expression.
///   - environment: The names it may use.
///   - file: The file it stands in.
///   - budget: How many places and parts the analysis of a decision table looks at, as `tableBudget`; nil to leave the
///     analysis out, and so gaps, overlaps and dead rules.
/// - Returns: The program, always, and the diagnostics in order of place. Where a part has an error, its value is null
///   with the message as the reason: DMN asks that a faulty decision decides null (§10.3.2.1, note on errors).
public func compile(
  _ box: BoxedExpression, in environment: Environment, file: SourceFile, analysing budget: Int? = nil
) -> (program: Program, diagnostics: [Diagnostic]) {
  // Places of boxes are offsets in the file.
  let text = SourceText(file: file, range: SourceRange(0, 0))
  var compiler = Compiler(text: text, environment: environment)
  compiler.tableBudget = budget
  let result = compiler.box(box)
  var program = Program(
    slots: compiler.draft.slots.sorted(), type: result.type, text: box.summary, code: compiler.code(result.step))
  if case .table = box.form { program.outcomes = compiler.outcomes }
  return (program, compiler.diagnostics.ordered())
}

/// What the analysis of a decision table looks at by default: for most tables it is enough many times over, and it
/// takes some tenths of a second at most.
public let tableBudget = TableAnalysis.Limits().budget

/// Compiles unary tests, as those of allowed values, into a condition.
///
/// - Parameters:
///   - tests: The tests.
///   - type: The type of the value that they are about.
///   - environment: The names they may use.
///   - slot: The slot that holds the value.
/// - Returns: The condition, always, and the diagnostics in order of place.
public func compile(
  tests: SourceText, of type: ValueType, in environment: Environment, slot: Int
) -> (program: Program, diagnostics: [Diagnostic]) {
  var compiler = Compiler(text: tests, environment: environment)
  let whole = Syntax(.null, 0, tests.utf8.count)
  let value = Compiler.Part(step: compiler.emit(.slot(Int32(slot)), whole), type: type)
  var step = compiler.tests(tests, on: value).step
  if step < 0 { step = compiler.constant(.boolean(true), whole).step }
  compiler.draft.slots.insert(slot)
  let program = Program(
    slots: compiler.draft.slots.sorted(), type: .boolean, text: tests.string, code: compiler.code(step))
  return (program, compiler.diagnostics.ordered())
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

/// Reads unary tests without checking them; nil with the reason when they are none.
package func parseUnaryTests(
  _ text: SourceText, in environment: Environment
) -> (tests: UnaryTests?, diagnostics: [Diagnostic]) {
  do throws(SyntaxFault) {
    let parser = Parser(text, environment: environment)
    return (try parser.parseUnaryTests(), [])
  } catch {
    return (nil, [error.diagnostic(in: text)])
  }
}

/// Checks and lowers one expression.
///
/// After an error it goes on: a part with an error has code all the same, which gives null or whatever the operation
/// makes of such values, so that a host may run what has errors as the standard asks.
struct Compiler {
  var text: SourceText
  let environment: Environment
  var diagnostics: [Diagnostic] = []
  /// The code so far.
  var draft = Draft()
  /// Local names, innermost last.
  var locals: [Local] = []
  /// The value that `?` is, inside unary tests.
  var input: Part?
  /// What the operations on constants may still take: beyond it they are left to the program.
  var allowance = Allowance()
  /// The names that a function definition may capture; nil outside of one.
  var outer: Outer?
  /// How much the analysis of decision tables looks at; nil when they are not analysed.
  var tableBudget: Int?
  /// What the last decision table that was analysed can decide; nil when that is not known.
  var outcomes: [Value]?

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
      slots: draft.slots.sorted(), type: result.type, text: tree.description, code: code(result.step))
  }

  func code(_ result: Int32) -> Code { Code(draft, result: result, file: text.file) }

  /// The part as the expected type, converted where FEEL converts (DMN 1.5 §10.3.2.9.4).
  mutating func fitted(_ part: Part, to expected: ValueType, _ tree: Syntax) -> Part {
    if part.isBroken || expected.accepts(part.type), part.type != .null { return part }
    if part.type == .null {
      return Part(step: part.step, type: expected, isConstant: part.isConstant, isBroken: part.isBroken)
    }
    let isFine = expected.takes(part.type)
    if !isFine { report(.typeMismatch, tree, .unexpectedResult(expected, part.type)) }
    return Part(step: emit(.convert(part.step, type: draft.type(expected)), tree), type: expected, isBroken: !isFine)
  }

  // MARK: Emitting

  mutating func emit(_ step: Instruction, _ tree: Syntax) -> Int32 {
    draft.emit(step, text.sourceRange(tree.lower, tree.upper))
  }

  mutating func run(_ parts: [Part]) -> Run { draft.run(parts.map(\.step)) }

  @inline(never)
  mutating func constant(_ value: Value, _ tree: Syntax) -> Part {
    // A function is a constant that no operation is done on beforehand.
    let isPlain = if case .function = value { false } else { true }
    return Part(step: emit(.constant(draft.constant(value)), tree), type: value.type, isConstant: isPlain)
  }

  /// A part on which an error was just reported, and which has no value.
  mutating func broken(_ tree: Syntax) -> Part {
    let message = diagnostics.last?.message ?? ""
    let step = emit(.fault(draft.reason(.faulty(message))), tree)
    return Part(step: step, type: .any, isBroken: true)
  }

  /// A part whose operation has code although an error was reported on it or on its operands.
  mutating func broken(_ step: Instruction, _ tree: Syntax) -> Part {
    Part(step: emit(step, tree), type: .any, isBroken: true)
  }

  /// Emits a step over parts; where all of them are constants it is done at once.
  ///
  /// Then the steps from `mark` on go: those of parts that nothing else reads. What has a fault stays as it is, so that
  /// the fault is met when the program runs.
  mutating func pure(
    _ step: Instruction, _ type: ValueType, of parts: [Part], from mark: Int, _ tree: Syntax
  ) -> (part: Part, reason: Fault.Reason?) {
    let result = emit(step, tree)
    guard parts.allSatisfy(\.isConstant) else {
      return (Part(step: result, type: type, isBroken: parts.contains(where: \.isBroken)), nil)
    }
    var reason: Fault.Reason?
    let value = code(result).constantValue(&reason, &allowance)
    guard allowance.work >= 0 else { return (Part(step: result, type: type), nil) }
    if let reason { return (Part(step: result, type: .null), reason) }
    draft.drop(from: mark)
    return (constant(value, tree), nil)
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
  fileprivate func constantValue(_ reason: inout Fault.Reason?, _ allowance: inout Allowance) -> Value {
    withFrame { frame in
      frame.explains = true
      frame.allowance = allowance
      defer { allowance = frame.allowance }
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
    case .anyFunction: "a function"
    default: "a \(self)"
    }
  }

  /// Whether a value of the other type may be used here: it fits, may turn out to fit, or is converted.
  package func takes(_ other: ValueType) -> Bool {
    if overlaps(other) { return true }
    switch (self, other) {
    case (.list(let element), _): return element.takes(other)
    case (_, .list(let element)): return takes(element)
    case (.dateTime, .date): return true
    default: return false
    }
  }
}

extension Value {
  /// The value as another type (DMN 1.5 §10.3.2.9.4): as it is, as a list of one, as the only item, or a day as its
  /// midnight in UTC; nil where it does not fit.
  package func converted(to type: ValueType) -> Value? {
    if type.contains(self) { return self }
    switch (type, self) {
    case (.dateTime, .date(let date)):
      return .dateTime(DateTime(date: date, time: TimeOfDay(wrapping: 0, zone: .utc)))
    // What a function gives shows only when it is called.
    case (.function, .function(let function)): return type.overlaps(function.type) ? self : nil
    case (_, .list(let items)) where items.count == 1 && type.contains(items[0]): return items[0]
    case (.list(let element), _) where element.contains(self): return .list([self])
    default: return nil
    }
  }
}
