import Glibc
import KetenSource

/// Finds files by their path from the folder of another.
package func filesBeside(_ path: String) -> @Sendable (_ href: String) -> SourceFile? {
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

/// A path that is relative to the folder of a file.
package func relative(_ path: String, to file: String) -> String {
  guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
  return file[...slash] + path
}
