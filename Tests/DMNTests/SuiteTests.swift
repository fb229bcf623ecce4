import DMN
import FEEL
import Foundation
import KetenSource
import Testing

/// The decision models of an outside suite, where it is at hand: none of them is broken.
@Suite struct SuiteTests {
  /// The folder of the suites: named by the environment, or beside the package.
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["KETEN_SUITES"] { return URL(filePath: path) }
    return Repository.root.deletingLastPathComponent().appending(path: "shared/suites")
  }()

  static let models = Repository.files(below: folder.appending(path: "dmn-tck"), ending: ".dmn")

  @Test(.enabled(if: !models.isEmpty, "no models below \(folder.path()): set KETEN_SUITES"), arguments: models)
  func isReadWithoutAnError(_ model: URL) throws {
    let beside = Repository.files(below: model.deletingLastPathComponent(), ending: ".dmn")
    let files = try beside.map { SourceFile(path: $0.lastPathComponent, bytes: Array(try Data(contentsOf: $0))) }
    let byNamespace = Dictionary(
      files.compactMap { file in DecisionModel.read(file).model.map { ($0.namespace, file) } },
      uniquingKeysWith: { first, _ in first })
    let file = SourceFile(path: model.lastPathComponent, bytes: Array(try Data(contentsOf: model)))
    let (found, diagnostics) = DecisionModel.read(file) { namespace, _ in byNamespace[namespace] }
    #expect(diagnostics.isEmpty, "\(renderHuman(diagnostics, color: false))")
    let read = try #require(found)
    #expect(!read.decisions.isEmpty || !read.knowledge.isEmpty)
    for decision in read.decisions {
      for requirement in decision.information + decision.knowledge {
        #expect(requirement.element.flatMap(read.resolve) != nil, "\(requirement.href.text)")
      }
    }
  }
}
