import FEEL
import KetenSource

extension DecisionModel {
  /// Finds everything that is wrong with a decision model: as XML, as DMN, in its expressions and in its tables.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - find: Finds the files of imported models, whose findings are given too.
  public static func check(_ file: SourceFile, imports find: Finder = { _, _ in nil }) -> [Diagnostic] {
    checked(file, tableBudget: tableBudget, imports: find).diagnostics
  }

  /// Reads, compiles and checks a decision model.
  ///
  /// While the model itself has an error, only what is wrong with an expression whatever the model says is found in it:
  /// a name that is unknown may be that of the part with the error.
  package static func checked(
    _ file: SourceFile, tableBudget: Int, imports find: Finder
  ) -> (model: CompiledModel?, diagnostics: [Diagnostic]) {
    let (model, faults) = read(file, imports: find)
    guard let model else { return (nil, faults) }
    let compiled = CompiledModel(model, analysing: tableBudget)
    let findings = compiled.diagnostics.filter { finding in
      // What is missing was found already.
      !faults.hasErrors || ownFaults.contains(finding.code) && finding.range.start < finding.range.end
    }
    return (compiled, (faults + findings).ordered())
  }

  private static let ownFaults: Set<DiagnosticCode> = [.feelSyntax, .badLiteral, .tooComplex]
}
