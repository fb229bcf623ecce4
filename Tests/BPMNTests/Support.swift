import BPMN
import Foundation
import KetenSource
import Testing

enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The files below a folder whose names end so, in order; none when there is no such folder.
  static func files(below folder: URL, ending: String) -> [URL] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path())) ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().map { folder.appending(path: $0) }
  }
}

/// A BPMN file around its content.
func modelText(_ content: String, attributes: String = "") -> String {
  """
  <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:model" \(attributes)>
  \(content)
  </definitions>
  """
}

/// A BPMN file with one process.
func processText(_ content: String, _ attributes: String = "") -> String {
  modelText("<process id=\"p\" \(attributes)>\n\(content)\n</process>")
}

/// Reads a model that must be without findings.
func soundModel(
  _ text: String, imports: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
) throws -> BPMNModel {
  let (model, diagnostics) = BPMNModel.read(SourceFile(path: "model.bpmn", text: text)) { _, location in
    location.flatMap { name in imports[name].map { SourceFile(path: name, text: $0) } }
  }
  #expect(diagnostics.isEmpty, "\(renderHuman(diagnostics, color: false))", sourceLocation: sourceLocation)
  return try #require(model, sourceLocation: sourceLocation)
}

/// The codes that a file gives, each with the text at its place, without those of style.
func findings(_ text: String, imports: [String: String] = [:]) -> [String] {
  BPMNModel.check(SourceFile(path: "model.bpmn", text: text), style: []) { _, location in
    location.flatMap { name in imports[name].map { SourceFile(path: name, text: $0) } }
  }.map { "\($0.code.id) \($0.file.text($0.range))" }
}
