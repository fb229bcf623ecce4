import BPMN
import Foundation
import KetenLanguage
import KetenSource
import KetenXML
import Testing

@testable import KetenInterchange

/// What was written as BPMN and read again is the same chain.
@Suite struct RoundTripTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The chains that are shipped, by their paths.
  static let shipped: [String] = {
    let base = root.appending(path: "workflows").path()
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: base)) ?? []
    return names.filter { $0.hasSuffix(".chain.xml") }.sorted()
  }()

  @Test(arguments: shipped) func aShippedChainComesBack(path: String) throws {
    let text = try String(contentsOf: Self.root.appending(path: "workflows/\(path)"), encoding: .utf8)
    try expectSameChain(text)
  }

  @Test(arguments: SampleChain.all) func aConstructComesBack(sample: SampleChain) throws {
    try expectSameChain(sample.text)
  }
}

/// Writes a chain as BPMN, checks that, reads it again, and compares the canonical texts.
func expectSameChain(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let tree = try #require(readXML(SourceFile(path: "a.chain.xml", text: text)).tree, sourceLocation: sourceLocation)
  let root = try #require(tree.root, sourceLocation: sourceLocation)
  let exported = SourceFile(path: "a.bpmn", text: bpmnText(root.markup))
  let errors = BPMNModel.check(exported).filter { $0.severity == .error }
  #expect(errors.isEmpty, "\(renderHuman(errors, color: false))", sourceLocation: sourceLocation)
  let (imported, faults) = importBPMN(exported)
  #expect(faults.filter { $0.severity == .error }.isEmpty, sourceLocation: sourceLocation)
  let chain = try #require(imported, sourceLocation: sourceLocation).chain
  let back = try #require(readXML(chain).tree.flatMap { canonicalText($0) }, sourceLocation: sourceLocation)
  let expected = try #require(canonicalText(tree), sourceLocation: sourceLocation)
  #expect(difference(back, expected) == [], sourceLocation: sourceLocation)
}

/// The lines that differ, without those that are in both.
private func difference(_ left: String, _ right: String) -> [String] {
  let lines = { (text: String) in text.split(separator: "\n").map(String.init) }
  return lines(left).difference(from: lines(right)).map { change in
    switch change {
    case .insert(_, let line, _): "+\(line)"
    case .remove(_, let line, _): "-\(line)"
    }
  }
}
