import Glibc
import KetenSource

/// What the world refused: a path that is not there, may not be read, or cannot be written.
package struct FileError: Error, Equatable, CustomStringConvertible {
  /// What was tried with which path and why it failed, in lower case, without a full stop.
  package let description: String

  /// Tells the system's own reason, from `errno`.
  fileprivate init(_ attempt: String, _ path: String) {
    let reason = String(cString: strerror(errno))
    description = "\(attempt) '\(path)': \(reason.prefix(1).lowercased() + reason.dropFirst())"
  }

  fileprivate init(_ description: String) { self.description = description }
}

/// The path that means standard input.
package let standardInput = "-"

// MARK: Reading

/// Reads a file, or standard input for `-`.
package func readSource(_ path: String) throws(FileError) -> SourceFile {
  if path == standardInput { return SourceFile(path: "<stdin>", bytes: try readAll(STDIN_FILENO, path)) }
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw FileError("cannot read", path) }
  defer { close(descriptor) }
  return SourceFile(path: path, bytes: try readAll(descriptor, path))
}

private func readAll(_ descriptor: Int32, _ path: String) throws(FileError) -> [UInt8] {
  var status = stat()
  let size = fstat(descriptor, &status) == 0 ? max(0, Int(status.st_size)) : 0
  var bytes: [UInt8] = []
  bytes.reserveCapacity(size + 1)
  var chunk = [UInt8](repeating: 0, count: min(max(size + 1, 4096), 1 << 20))
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0, errno == EINTR { continue }
    if count < 0 { throw FileError("cannot read", path) }
    if count == 0 { return bytes }
    bytes += chunk[..<count]
  }
}

// MARK: Searching

/// The files to work on: those named, and those with one of the endings below the folders named, each once, sorted within a folder.
///
/// Folders that start with a dot, and links to folders, are not entered. A folder without any such file is an error, so
/// that a mistyped path does not pass for a clean one.
package func findFiles(_ paths: [String], endings: [String]) throws(FileError) -> [String] {
  var found: [String] = []
  var seen: Set<String> = []
  for path in paths {
    let files: [String]
    if path != standardInput, try isFolder(path) {
      files = try search(path, endings: endings).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      if files.isEmpty {
        throw FileError("no \(endings.map { "*\($0)" }.joined(separator: " or ")) below '\(path)'")
      }
    } else {
      files = [path]
    }
    found += files.filter { seen.insert($0).inserted }
  }
  return found
}

/// Whether a path is that of a folder.
package func isFolder(_ path: String) throws(FileError) -> Bool {
  var status = stat()
  guard stat(path, &status) == 0 else { throw FileError("cannot find", path) }
  return status.st_mode & S_IFMT == S_IFDIR
}

private func search(_ folder: String, endings: [String]) throws(FileError) -> [String] {
  var found: [String] = []
  for (path, isFolder) in try entries(of: folder) {
    if isFolder {
      found += try search(path, endings: endings)
    } else if endings.contains(where: path.hasSuffix) {
      found.append(path)
    }
  }
  return found
}

/// The folders directly in a folder, sorted by name, without those that start with a dot.
package func subfolders(of folder: String) throws(FileError) -> [String] {
  try entries(of: folder).filter(\.isFolder).map(\.path).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// What stands in a folder, in any order; a link to a folder is no folder.
private func entries(of folder: String) throws(FileError) -> [(path: String, isFolder: Bool)] {
  guard let stream = opendir(folder) else { throw FileError("cannot read folder", folder) }
  defer { closedir(stream) }
  var found: [(path: String, isFolder: Bool)] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name.hasPrefix(".") { continue }
    let path = (folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/") + name
    var status = stat()
    found.append((path, lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR))
  }
  return found
}

// MARK: Writing

/// Replaces a file, or makes it: all of it or nothing, with the permissions that it had.
package func writeFile(_ bytes: [UInt8], to path: String) throws(FileError) {
  // A link stays a link: what it points to is replaced.
  let target = realpath(path, nil).map { resolved in
    defer { free(resolved) }
    return String(cString: resolved)
  }
  let destination = target ?? path
  var status = stat()
  let exists = stat(destination, &status) == 0
  if exists, status.st_mode & S_IFMT != S_IFREG { return try overwrite(bytes, path) }
  let temporary = "\(destination).\(getpid()).tmp"
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, exists ? status.st_mode & 0o777 : 0o666)
  guard descriptor >= 0 else { throw FileError("cannot write", path) }
  let isWritten = writeAll(bytes, to: descriptor) && (!exists || fchmod(descriptor, status.st_mode & 0o777) == 0)
  let error = errno
  if close(descriptor) != 0 || !isWritten || rename(temporary, destination) != 0 {
    if !isWritten { errno = error }
    let failure = FileError("cannot write", path)
    unlink(temporary)
    throw failure
  }
}

/// Writes to what is no plain file, as `/dev/stdout`.
private func overwrite(_ bytes: [UInt8], _ path: String) throws(FileError) {
  let descriptor = open(path, O_WRONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw FileError("cannot write", path) }
  defer { close(descriptor) }
  if !writeAll(bytes, to: descriptor) { throw FileError("cannot write", path) }
}

/// Writes all bytes; false with `errno` set when that fails.
@discardableResult
package func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    if count <= 0 { return false }
    rest = rest.dropFirst(count)
  }
  return true
}
