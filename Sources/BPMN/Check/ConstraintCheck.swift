import KetenSource

/// Finds what breaks the rules of the standard, beyond what its XML Schema says.
///
/// The rules are in the files beside this one, by chapter. One fault gives one finding: a rule says nothing where another
/// has said what is wrong.
struct ConstraintCheck {
  let model: BPMNModel
  var diagnostics: [Diagnostic] = []

  init(_ model: BPMNModel) { self.model = model }

  mutating func checkAll() {}

  mutating func report(
    _ code: DiagnosticCode, at range: SourceRange, of element: BPMNElement, _ message: String,
    notes: [Diagnostic.Note] = []
  ) {
    diagnostics.append(Diagnostic(code, at: range, in: element.source, message, notes: notes))
  }
}
