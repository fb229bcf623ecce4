import FoundationEssentials
import KetenSource
import KetenXML
import Testing

@testable import KetenLanguage

/// Files of the repository, found from this one.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func source(_ path: String) throws -> SourceFile {
    SourceFile(path: path, bytes: Array(try Data(contentsOf: root.appending(path: path))))
  }

  static func xmlFiles(in folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
    return (names ?? []).filter { $0.hasSuffix(".xml") }.sorted().map { "\(folder)/\($0)" }
  }
}

@Suite struct FixtureTests {
  static let valid = Repository.xmlFiles(in: "Tests/KetenLanguageTests/fixtures/valid")
  static let invalid = Repository.xmlFiles(in: "Tests/KetenLanguageTests/fixtures/invalid")

  /// The grammar that a fixture is meant for.
  static func grammar(_ file: SourceFile) -> Grammar {
    String(decoding: file.bytes, as: UTF8.self).contains("<scenario") ? .scenario : .chain
  }

  static func schema(_ grammar: Grammar) throws -> RelaxNGSchemaFile {
    try RelaxNGSchemaFile(RelaxNGSchema(grammar).xmlSyntax)
  }

  @Test func thereAreEnough() {
    #expect(Self.valid.count >= 12)
    #expect(Self.invalid.count >= 40)
  }

  @Test(arguments: valid) func validFilesAreValidByBoth(_ path: String) throws {
    let file = try Repository.source(path)
    let grammar = Self.grammar(file)
    let (tree, diagnostics) = readXML(file)
    #expect(summary(diagnostics) == [])
    #expect(summary(validate(try #require(tree), against: grammar)) == [])
    #expect(LibXML2.findings(file.bytes, schema: try Self.schema(grammar)) == [])
  }

  @Test(arguments: invalid) func invalidFilesAreInvalidByBoth(_ path: String) throws {
    let file = try Repository.source(path)
    let grammar = Self.grammar(file)
    let (tree, faults) = readXML(file)
    let found = faults.isEmpty ? validate(try #require(tree), against: grammar) : faults
    #expect(found.map { "\($0.code.id) «\($0.file.text($0.range))»: \($0.message)" } == expectations(file))
    if faults.isEmpty {
      let findings = LibXML2.findings(file.bytes, schema: try Self.schema(grammar))
      #expect(findings?.isEmpty == false, "libxml2 takes it for valid")
    } else if faults.contains(where: { $0.code == .notWellFormed }) {
      #expect(!LibXML2.isWellFormed(file.bytes))
    }
  }

  @Test func everyCodeHasAFixture() throws {
    let codes = try Self.invalid.flatMap { try expectations(Repository.source($0)).map { $0.prefix(4) } }
    let missing = Set((DiagnosticCode.syntaxCodes + DiagnosticCode.grammarCodes).map(\.id))
      .subtracting(codes.map { String($0) })
    #expect(missing == [])
  }

  @Test(arguments: invalid) func mendsAreSound(_ path: String) throws {
    let file = try Repository.source(path)
    let (tree, faults) = readXML(file)
    let found = faults.isEmpty ? validate(try #require(tree), against: Self.grammar(file)) : faults
    for diagnostic in found {
      for fixIt in diagnostic.fixIts {
        var bytes = file.bytes
        for edit in fixIt.edits.sorted(by: { $0.range > $1.range }) {
          bytes.replaceSubrange(edit.range.start..<edit.range.end, with: edit.replacement.utf8)
        }
        let mended = SourceFile(path: path, bytes: bytes)
        let (newTree, newFaults) = readXML(mended)
        #expect(newFaults.isEmpty)
        let left = validate(try #require(newTree), against: Self.grammar(mended))
        #expect(!left.contains { $0.code == diagnostic.code && $0.range.start == diagnostic.range.start })
      }
    }
  }

  /// The findings that a fixture says it has, in a comment that begins with "expect".
  private func expectations(_ file: SourceFile) -> [String] {
    let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
    guard let start = lines.firstIndex(of: "<!-- expect"), let end = lines[start...].firstIndex(of: "-->") else {
      return []
    }
    return lines[(start + 1)..<end].map { String($0) }
  }
}
