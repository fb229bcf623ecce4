import CommandLineTool
import Glibc
import KetenLanguage
import KetenSource

extension CompileOptions {
  /// Lets a file import what stands beside it, or in a folder below.
  ///
  /// Nothing is imported by standard input, which has no folder, nor by a link that leads out of the folder.
  mutating func readBeside(_ path: String) {
    guard path != standardInput, path != "<stdin>" else { return }
    files = filesBeside(path)
  }
}

/// Finds files by their path from the folder of another.
func filesBeside(_ path: String) -> @Sendable (_ href: String) -> SourceFile? {
  { href in
    let file = relative(href, to: path)
    guard let folder = resolved(folder(of: path)), let target = resolved(file),
      target.hasPrefix(folder == "/" ? folder : folder + "/")
    else { return nil }
    return try? readSource(file)
  }
}

private func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// A path without links; nil when nothing is there.
private func resolved(_ path: String) -> String? {
  guard let result = realpath(path, nil) else { return nil }
  defer { free(result) }
  return String(cString: result)
}
