import Foundation
import KetenLanguage
import KetenMachine
import KetenSource
import Testing

/// Files whose whole outcome is on file beside them; KETEN_RECORD=1 writes them anew and fails once.
@Suite struct GoldenTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func files(_ folder: String, _ ending: String) -> [String] {
    let names = try? FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path())
    return (names ?? []).filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
  }

  static func source(_ path: String) throws -> SourceFile {
    SourceFile(path: path, bytes: Array(try Data(contentsOf: root.appending(path: path))))
  }

  /// With proofs, and what a chain imports found beside it.
  static func options(_ path: String) -> CompileOptions {
    var options = CompileOptions()
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    options.files = { href in try? source("\(folder)/\(href)") }
    return options
  }

  static func compare(_ text: String, _ path: String) throws {
    let url = root.appending(path: path)
    let onFile = try? String(contentsOf: url, encoding: .utf8)
    if ProcessInfo.processInfo.environment["KETEN_RECORD"] != nil, onFile != text {
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    #expect(onFile == text, "\(path) differs; KETEN_RECORD=1 records it anew")
  }

  /// Each seeded fault at its exact place, with the shortest run that shows it.
  @Test(arguments: files("Tests/KetenLanguageTests/broken", ".chain.xml"))
  func seededFaults(path: String) throws {
    let diagnostics = compile(try Self.source(path), options: Self.options(path)).diagnostics
    #expect(diagnostics.hasErrors)
    try Self.compare(
      renderHuman(diagnostics, color: false), path.replacing(".chain.xml", with: ".expected"))
  }

  /// The tables of every shipped chain.
  @Test(arguments: files("workflows", ".chain.xml"))
  func machines(path: String) throws {
    var options = Self.options(path)
    options.prove = false
    let compilation = compile(try Self.source(path), options: options)
    let machine = try #require(compilation.machine)
    try Self.compare(machine.dump(), path.replacing(".chain.xml", with: ".machine"))
  }

  /// Every shipped chain is proven, with nothing found.
  @Test(arguments: files("workflows", ".chain.xml"))
  func proofs(path: String) throws {
    let compilation = compile(try Self.source(path), options: Self.options(path))
    #expect(compilation.diagnostics.isEmpty, "\(renderHuman(compilation.diagnostics, color: false))")
    #expect(compilation.proof?.isProven == true)
  }
}
