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

/// The path of a file from the root, with the links of its folder followed; nil when there is no such folder.
package func absolutePath(_ path: String) -> String? {
  let name = path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
  return resolved(folder(of: path)).map { ($0 == "/" ? "" : $0) + "/" + name }
}

/// Whether there is a file of this path that is no folder.
package func isFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
}

/// The folder of a file, as its path says it.
package func folder(of path: String) -> String {
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
