import BPMN
import KetenInterchange
import KetenSource
import KetenXML
import Testing

@testable import KetenLanguage

/// Random chains, written as BPMN and read again, are the same chains.
@Suite struct RandomRoundTripTests {
  static let features: [ChainFeatures] = [
    .all, [.messages, .gateways], [.events, .timers], [.compensation, .again], [.paths, .delays, .terms],
    [.optional, .work, .scripts, .values, .loops], [.counting, .events, .gateways],
  ]

  @Test(arguments: features.indices) func aRandomChainComesBack(index: Int) throws {
    var sound = 0
    for seed in 0..<UInt64(40) {
      var random = RandomChain(seed: seed, features: Self.features[index])
      let text = random.text()
      var options = CompileOptions()
      options.prove = false
      // Only a chain without errors is written: in others a name may stand for several things.
      let compilation = compile(SourceFile(path: "proef.chain.xml", text: text), options: options)
      if compilation.diagnostics.contains(where: { $0.severity == .error }) { continue }
      sound += 1
      let difference = try roundTripDifference(text)
      #expect(difference == [], "seed \(seed)\n\(text)")
    }
    #expect(sound >= 10)
  }
}

/// What differs between a chain and what comes back of it from BPMN, as lines of its canonical text; the errors when what
/// was written is no sound BPMN.
func roundTripDifference(_ text: String) throws -> [String] {
  let tree = try #require(readXML(SourceFile(path: "proef.chain.xml", text: text)).tree)
  let root = try #require(tree.root)
  let exported = SourceFile(path: "proef.bpmn", text: bpmnText(root.markup))
  let errors = BPMNModel.check(exported).filter { $0.severity == .error }
  if !errors.isEmpty { return [renderHuman(errors, color: false)] }
  let imported = try #require(importBPMN(exported).imported)
  let back = try #require(readXML(imported.chain).tree.flatMap { canonicalText($0) })
  let expected = try #require(canonicalText(tree))
  let lines = { (text: String) in text.split(separator: "\n").map(String.init) }
  return lines(back).difference(from: lines(expected)).map { change in
    switch change {
    case .insert(_, let line, _): "+\(line)"
    case .remove(_, let line, _): "-\(line)"
    }
  }
}
