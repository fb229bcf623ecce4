import CommandLineTool
import KetenLanguage

extension CompileOptions {
  /// Lets a file import what stands beside it, or in a folder below.
  ///
  /// Nothing is imported by standard input, which has no folder, nor by a link that leads out of the folder.
  mutating func readBeside(_ path: String) {
    guard path != standardInput, path != "<stdin>" else { return }
    files = filesBeside(path)
  }
}
