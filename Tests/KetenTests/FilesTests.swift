import CommandLineTool
import Glibc
import KetenSource
import Testing

@testable import keten

/// A folder that disappears with the test.
final class Folder {
  let path: String

  init() {
    var template = Array("/tmp/keten-test-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "/nowhere"
    }
  }

  deinit { remove(path, isFolder: true) }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/\(part)"
      mkdir(folder, 0o755)
    }
    try writeFile(Array(text.utf8), to: "\(path)/\(name)")
    return "\(path)/\(name)"
  }

  private func remove(_ path: String, isFolder: Bool) {
    guard isFolder, let stream = opendir(path) else {
      unlink(path)
      return
    }
    while let entry = readdir(stream) {
      let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { remove("\(path)/\(name)", isFolder: isFolder) }
    }
    closedir(stream)
    rmdir(path)
  }
}

struct FilesTests {
  private let folder = Folder()

  @Test func `finds files below folders, sorted, each once`() throws {
    for name in [
      "b.chain.xml", "a/z.chain.xml", "a/a.scenario.xml", "a/notes.xml", ".git/c.chain.xml", "é x.chain.xml",
    ] {
      try folder.write(name, "<x/>")
    }
    symlink("..", "\(folder.path)/a/loop")
    let root = folder.path
    let all = ["a/a.scenario.xml", "a/z.chain.xml", "b.chain.xml", "é x.chain.xml"].map { "\(root)/\($0)" }
    #expect(try findFiles([root], kinds: FileKind.allCases) == all)
    #expect(try findFiles(["\(root)/"], kinds: [.scenario]) == ["\(root)/a/a.scenario.xml"])
    let named = ["\(root)/b.chain.xml", "\(root)/a/notes.xml", "-"]
    #expect(try findFiles(named + [root], kinds: [.chain]) == named + [all[1], all[3]])
  }

  @Test func `says what is missing`() throws {
    let root = folder.path
    #expect(
      message { try findFiles(["\(root)/no"], kinds: [.chain]) }
        == "cannot find '\(root)/no': no such file or directory")
    #expect(
      message { try findFiles([root], kinds: [.chain, .scenario]) }
        == "no *.chain.xml or *.scenario.xml below '\(root)'")
    #expect(message { try readSource("\(root)/no") } == "cannot read '\(root)/no': no such file or directory")
    #expect(message { try readSource(root) } == "cannot read '\(root)': is a directory")
    #expect(
      message { try writeFile([], to: "\(root)/no/x") } == "cannot write '\(root)/no/x': no such file or directory")
  }

  @Test func `reads what was written, and keeps permissions and links`() throws {
    let path = try folder.write("a.chain.xml", "\u{FEFF}<é/>\r\n")
    #expect(try readSource(path).bytes == Array("\u{FEFF}<é/>\r\n".utf8))
    chmod(path, 0o640)
    let link = "\(folder.path)/link.chain.xml"
    symlink("a.chain.xml", link)
    try writeFile(Array("new".utf8), to: link)
    #expect(try readSource(path).bytes == Array("new".utf8))
    var status = stat()
    #expect(lstat(link, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o640)
    #expect(try readSource("/dev/null").bytes.isEmpty)
    try writeFile(Array("gone".utf8), to: "/dev/null")
  }

  private func message(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return "\(error)" }
    return nil
  }

  private func message<Result>(_ body: () throws -> Result) -> String? {
    message { _ = try body() }
  }
}
