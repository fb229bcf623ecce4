import DMN
import FEEL
import Foundation
import KetenSource
import Testing

/// The articles of the documentation: what stands in them is so.
@Suite struct DocumentationTests {
  private static func article(_ name: String) throws -> String {
    try String(contentsOf: Repository.root.appending(path: "Sources/DMN/DMN.docc/\(name)"), encoding: .utf8)
  }

  // MARK: Decision tables

  /// A table of the article with what it decides and what is found in it.
  struct Example: CustomTestStringConvertible {
    var table: String
    /// Inputs as a context of FEEL, with what is decided.
    var decided: [(inputs: String, value: String)] = []
    /// Findings as `K320 message`; nil where the article does not say.
    var findings: [String]?

    var testDescription: String { table.split(separator: "\n").prefix(2).joined(separator: " ") }
  }

  private static let examples: [Example] = {
    var result: [Example] = []
    for block in ((try? article("DecisionTables.md")) ?? "").matches(of: /```(xml|feel|text)\n([^`]*)```/) {
      let lines = block.output.2.split(separator: "\n").map(String.init)
      switch block.output.1 {
      case "xml": result.append(Example(table: String(block.output.2)))
      case "text": result[result.count - 1].findings = lines
      default:
        result[result.count - 1].decided += lines.map { line in
          let parts = line.split(separator: " → ").map(String.init)
          return (parts[0], parts[1])
        }
      }
    }
    return result
  }()

  @Test func thereAreExamples() { #expect(Self.examples.count == 7) }

  @Test(arguments: examples) func examplesHold(_ example: Example) throws {
    let columns = example.table.matches(of: /typeRef="(\w+)"><text>(\w+)<\/text><\/inputExpression>/)
    #expect(!columns.isEmpty)
    let inputs = columns.map {
      #"<inputData id="\#($0.output.2)" name="\#($0.output.2)"><variable name="\#($0.output.2)" typeRef="\#($0.output.1)"/></inputData>"#
    }
    let requirements = columns.map {
      ##"<informationRequirement><requiredInput href="#\##($0.output.2)"/></informationRequirement>"##
    }
    let decision = #"<decision id="d" name="d">\#(requirements.joined())\#(example.table)</decision>"#
    let text = modelText(inputs.joined() + decision)

    let found = DecisionModel.check(SourceFile(path: "model.dmn", text: text)).map { "\($0.code.id) \($0.message)" }
    if let findings = example.findings { #expect(found == findings) } else { #expect(found == []) }

    let compiled = CompiledModel(try soundModel(inputs.joined() + decision))
    for (given, value) in example.decided {
      guard case .context(let context)? = compile(SourceText(given), in: Environment()).program?.evaluate() else {
        Issue.record("\(given) is no context")
        continue
      }
      #expect(compiled.decide("d", inputs: context)?.value.description == value, "\(given)")
    }
  }

  // MARK: Embedding

  struct HostError: Error {
    let messages: [String]
    init(_ messages: [String]) { self.messages = messages }
  }

  private func read(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: Repository.root.appending(path: path)))
  }

  @Test func theExampleRuns() throws {
    var printed: [String] = []
    func print(_ value: some Any) { printed.append("\(value)") }
    // Example begin
    let file = SourceFile(path: "eigen-bijdrage.dmn", bytes: try read("workflows/wmo/eigen-bijdrage.dmn"))
    let (model, faults) = DecisionModel.read(file)
    guard let model, !faults.hasErrors else { throw HostError(faults.map(\.message)) }
    let compiled = CompiledModel(model)

    let lid = Value.context(Context([("AOW-leeftijd bereikt", .boolean(true))]))
    var inputs = Context([
      ("Huishouden", .context(Context([("leden", .list([lid]))]))),
      ("Voorzieningen", .list([.string("begeleiding")])),
      ("Tarief", .number(Number(20))),
    ])
    guard let outcome = compiled.decide("Eigen bijdrage", inputs: inputs) else { throw HostError(["no such decision"]) }
    for step in outcome.steps { print("\(step.name): \(step.value)") }
    print(outcome.value)  // 20

    inputs["Tarief"] = .number(Number(-1))
    let second = compiled.decide("Eigen bijdrage", inputs: inputs)
    if let fault = second?.faults.first { print(fault.message) }  // -1 is not among the values of 'Bedrag': >= 0
    // Example end
    #expect(printed.contains("20"))
    #expect(printed.last == "-1 is not among the values of 'Bedrag': >= 0")
  }

  @Test func theExampleIsTheOneThatRuns() throws {
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let begin = try #require(source.range(of: "    // Example begin\n"))
    let end = try #require(source.range(of: "    // Example end\n"))
    let lines = source[begin.upperBound..<end.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("    ") ? String($0.dropFirst(4)) : String($0) }
    #expect(try Self.article("DMN.md").contains("```swift\n" + lines.joined(separator: "\n") + "```"))
  }
}
