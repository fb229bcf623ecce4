import BPMN
import Foundation
import KetenSource
import Testing

/// Broken models with their findings on file beside them; KETEN_RECORD=1 writes them anew and fails once.
@Suite struct GoldenTests {
  static let broken = Repository.files(
    below: Repository.root.appending(path: "Tests/BPMNTests/broken"), ending: ".bpmn")

  @Test(arguments: broken) func seededFaults(_ url: URL) throws {
    let file = SourceFile(path: url.lastPathComponent, bytes: Array(try Data(contentsOf: url)))
    // Without a drawing, each element would have a finding for want of one.
    let style = Set(DiagnosticCode.bpmnStyleCodes).subtracting([.bpmnNotDrawn])
    let diagnostics = BPMNModel.check(file, style: style)
    #expect(!diagnostics.isEmpty)
    let text = renderHuman(diagnostics, color: false)
    let expected = url.deletingPathExtension().appendingPathExtension("expected")
    let onFile = try? String(contentsOf: expected, encoding: .utf8)
    if ProcessInfo.processInfo.environment["KETEN_RECORD"] != nil, onFile != text {
      try text.write(to: expected, atomically: true, encoding: .utf8)
    }
    #expect(onFile == text, "\(expected.lastPathComponent) differs; KETEN_RECORD=1 records it anew")
  }
}
