import DMN
import KetenSource

/// Finds everything that is wrong with a decision model, and with those that it imports from its folder.
///
/// - Parameters:
///   - file: The model, in DMN 1.2 to 1.5.
///   - files: Finds a file by its path from that folder.
public func checkDecisions(_ file: SourceFile, files: (_ href: String) -> SourceFile?) -> [Diagnostic] {
  DecisionModel.check(file) { _, location in location.flatMap { pathInside($0) }.flatMap { files($0) } }
}
