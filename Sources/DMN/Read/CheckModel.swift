import FEEL
import KetenSource

extension DecisionModel {
  /// Finds everything that is wrong with a decision model: as XML, as DMN, in its expressions and in its tables.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - find: Finds the files of imported models, whose findings are given too.
  public static func check(_ file: SourceFile, imports find: Finder = { _, _ in nil }) -> [Diagnostic] {
    let (model, findings) = read(file, imports: find)
    guard let model else { return findings }
    return (findings + CompiledModel(model, analysing: tableBudget).diagnostics).ordered()
  }
}
