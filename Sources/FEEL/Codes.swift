import KetenSource

extension DiagnosticCode {
  /// The text is not an expression.
  package static let feelSyntax = DiagnosticCode("K301", "feel-syntax")
  /// A name that nothing in scope has.
  package static let unknownName = DiagnosticCode("K302", "unknown-name")
  /// A value of a type that its place does not take.
  package static let typeMismatch = DiagnosticCode("K303", "type-mismatch")
  /// A name that exists and may not be read at this place.
  package static let notReadableHere = DiagnosticCode("K304", "not-readable-here")
  /// A call of a function that FEEL does not have.
  package static let unknownFunction = DiagnosticCode("K305", "unknown-function")
  /// A call whose arguments no form of the function takes.
  package static let wrongArguments = DiagnosticCode("K306", "wrong-arguments")
  /// A literal date, time, duration or number that has no value.
  package static let badLiteral = DiagnosticCode("K307", "bad-literal")
  /// A part that has the same value whatever the data: most often null.
  package static let alwaysNullOrConstant = DiagnosticCode("K308", "always-null-or-constant", .warning)
  /// What FEEL has and this implementation does not.
  package static let feelNotSupported = DiagnosticCode("K309", "feel-not-supported")
  /// An expression beyond the limits on length or nesting.
  package static let tooComplex = DiagnosticCode("K310", "too-complex")

  /// Every code that compiling an expression can give.
  package static let feelCodes: [DiagnosticCode] = [
    feelSyntax, unknownName, typeMismatch, notReadableHere, unknownFunction, wrongArguments, badLiteral,
    alwaysNullOrConstant, feelNotSupported, tooComplex,
  ]
}
