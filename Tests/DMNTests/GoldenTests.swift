import DMN
import Foundation
import KetenSource
import Testing

/// Broken models with their findings on file beside them; KETEN_RECORD=1 writes them anew and fails once.
@Suite struct GoldenTests {
  static let broken = Repository.files(below: Repository.root.appending(path: "Tests/DMNTests/broken"), ending: ".dmn")

  @Test(arguments: broken) func seededFaults(_ url: URL) throws {
    let file = SourceFile(path: url.lastPathComponent, bytes: Array(try Data(contentsOf: url)))
    let diagnostics = DecisionModel.check(file)
    #expect(diagnostics.hasErrors)
    let text = renderHuman(diagnostics, color: false)
    let expected = url.deletingPathExtension().appendingPathExtension("expected")
    let onFile = try? String(contentsOf: expected, encoding: .utf8)
    if ProcessInfo.processInfo.environment["KETEN_RECORD"] != nil, onFile != text {
      try text.write(to: expected, atomically: true, encoding: .utf8)
    }
    #expect(onFile == text, "\(expected.lastPathComponent) differs; KETEN_RECORD=1 records it anew")
  }

  /// Every model that the project ships is sound.
  @Test func shippedModels() throws {
    let shipped = Repository.files(below: Repository.root.appending(path: "workflows"), ending: ".dmn")
    #expect(!shipped.isEmpty)
    for url in shipped {
      let diagnostics = DecisionModel.check(
        SourceFile(path: url.lastPathComponent, bytes: Array(try Data(contentsOf: url))))
      #expect(diagnostics.isEmpty, "\(renderHuman(diagnostics, color: false))")
    }
  }
}
