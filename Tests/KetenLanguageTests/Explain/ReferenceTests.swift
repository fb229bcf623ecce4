import Foundation
import KetenSource
import Testing

@testable import KetenLanguage

@Suite struct ReferenceTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let catalogue = root.appending(path: "Sources/KetenLanguage/KetenLanguage.docc")

  private static func article(_ name: String) throws -> String {
    try String(contentsOf: catalogue.appending(path: name), encoding: .utf8)
  }

  private static func expect(_ name: String, toBe text: String) throws {
    let onFile = try? article(name)
    if onFile != text, ProcessInfo.processInfo.environment["KETEN_RECORD"] == "1" {
      try text.write(to: catalogue.appending(path: name), atomically: true, encoding: .utf8)
    }
    #expect(onFile == text, "\(name) differs; run once with KETEN_RECORD=1")
  }

  @Test func theDiagnosticsArticleIsWrittenFromThePages() throws {
    try Self.expect("Diagnostics.md", toBe: diagnosticsReference())
  }

  @Test func theLanguageArticleIsWrittenFromTheGrammar() throws {
    try Self.expect("Language.md", toBe: languageReference(try Self.article("Language.md")))
  }

  @Test func everyElementIsDescribedOnce() throws {
    let described = describedElements(try Self.article("Language.md"))
    for (grammar, names) in [(Grammar.chain, described.chain), (Grammar.scenario, described.scenario)] {
      #expect(names.sorted() == grammar.elements.filter { $0.unsupported == nil }.map(\.key).sorted())
    }
    #expect(Set(chainSyntax.keys) == Set(described.chain))
    #expect(Set(scenarioSyntax.keys) == Set(described.scenario))
  }

  @Test func syntaxLinesAreOfTheGrammar() {
    for (grammar, lines) in [(Grammar.chain, chainSyntax), (Grammar.scenario, scenarioSyntax)] {
      for (name, line) in lines {
        for tag in line.matches(of: /<(\w+)([^<>]*)>/) {
          let context = name.split(separator: ".").dropLast().joined()
          let rule = grammar["\(context).\(tag.output.1)"] ?? grammar[String(tag.output.1)]
          #expect(rule?.unsupported == nil && rule != nil, "\(name): <\(tag.output.1)>")
          for attribute in tag.output.2.matches(of: /([\w:]+)=["']/) where attribute.output.1 != "xmlns" {
            let known = rule?.attributes.first { $0.name == attribute.output.1 }
            #expect(known != nil && known?.unsupported == nil, "\(name): \(attribute.output.1)")
          }
        }
        #expect(line.hasPrefix("<\(name.split(separator: ".").last ?? "")"), "\(name): \(line)")
        #expect(line.count <= 110, "\(name)")
      }
    }
  }

  @Test func theExamplesOfTheArticlesHold() throws {
    let blocks = try Self.article("Language.md").matches(of: /```xml\n([^`]*)```/).map { String($0.output.1) }
    let chain = try #require(blocks.first { $0.hasPrefix("<chain") && $0.contains("</procedure>") })
    #expect(compile(SourceFile(path: "wmo.chain.xml", text: chain)).diagnostics.map(\.message) == [])
    let scenario = try #require(blocks.first { $0.hasPrefix("<scenario") && $0.contains("<start") })
    #expect(playFindings(scenario, chain).map(\.message) == [])
  }

  @Test func everyDeclaredCodeHasAPage() throws {
    let sources = Self.root.appending(path: "Sources")
    var declared: Set<String> = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: sources.path()) where name.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
      declared.formUnion(text.matches(of: /DiagnosticCode\("(K\d+)"/).map { String($0.output.1) })
    }
    #expect(declared == Set(allCodes.map(\.id)))
  }
}
