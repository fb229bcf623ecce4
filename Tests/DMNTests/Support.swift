import DMN
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

/// A model of DMN 1.5 around its content.
func modelText(_ content: String, attributes: String = "") -> String {
  """
  <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="model" namespace="urn:model" \(attributes)>
  \(content)
  </definitions>
  """
}

/// Reads a model that must be without findings.
func soundModel(
  _ content: String, imports: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
) throws -> DecisionModel {
  let (model, diagnostics) = DecisionModel.read(SourceFile(path: "model.dmn", text: modelText(content))) { name, _ in
    imports[name].map { SourceFile(path: "\(name).dmn", text: $0) }
  }
  #expect(diagnostics.isEmpty, "\(renderHuman(diagnostics, color: false))", sourceLocation: sourceLocation)
  return try #require(model, sourceLocation: sourceLocation)
}
