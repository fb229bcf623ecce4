import FoundationEssentials
import KetenSource
import KetenXML
import Testing

@testable import KetenLanguage

@Suite struct GrammarTests {
  static let grammars = [Grammar.chain, .scenario, .project, .baseline]

  @Test func theSchemasOnFileAreTheGenerated() throws {
    for file in grammarFiles() {
      let url = Repository.root.appending(path: file.path)
      let onFile = try? String(contentsOf: url, encoding: .utf8)
      if onFile != file.content, ProcessInfo.processInfo.environment["KETEN_RECORD"] == "1" {
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try file.content.write(to: url, atomically: true, encoding: .utf8)
      }
      #expect(onFile == file.content, "\(file.path) differs; run once with KETEN_RECORD=1")
    }
  }

  @Test(arguments: grammars.indices) func theTablesAreSound(_ number: Int) {
    let grammar = Self.grammars[number]
    let names = grammar.elements.map(\.key)
    #expect(Set(names).count == names.count)
    #expect(grammar[grammar.root] != nil)
    for rule in grammar.elements {
      #expect(rule.attributes.count <= 64, "\(rule.name) has more attributes than there are bits")
      #expect(Set(rule.attributes.map(\.name)).count == rule.attributes.count, "an attribute of \(rule.name) twice")
      #expect(Set(rule.children.map(\.name)).count == rule.children.count, "a child of \(rule.name) twice")
      for child in rule.children { #expect(names.contains(child.key), "\(rule.name) holds \(child.name)") }
    }
  }

  @Test func aCutTreeLacksNothing() throws {
    let source = "<chain xmlns='urn:keten:chain:1' id='a' version='1.0.0'><network><client id='b'/>"
    let (tree, faults) = readXML(SourceFile(path: "a.xml", text: source))
    #expect(faults.count == 1)
    #expect(validate(try #require(tree), against: .chain, isComplete: false).isEmpty)
    #expect(validate(try #require(tree), against: .chain).count == 1)
  }

  @Test func certainMeanings() {
    #expect(certainMeaning(of: "titel", in: ["title", "term"]) == "title")
    #expect(certainMeaning(of: "Title", in: ["title"]) == "title")
    #expect(certainMeaning(of: "titl", in: ["title", "titls"]) == nil)
    #expect(certainMeaning(of: "tiitle", in: ["title"]) == "title")
    #expect(certainMeaning(of: "ttile", in: ["title"]) == "title")
    #expect(certainMeaning(of: "tleti", in: ["title"]) == nil)
    #expect(certainMeaning(of: "", in: ["a"]) == nil)
    for short in ["zz", "byy", "z", "a"] { #expect(certainMeaning(of: short, in: ["by", "zzz", "y"]) == nil) }
    #expect(certainMeaning(of: "ID", in: ["id", "ids"]) == "id")
  }

  @Test func aMendRenamesBothTags() throws {
    let source =
      "<c:chain xmlns:c='urn:keten:chain:1' id='a' version='1.0.0'>"
      + "<c:netwrok><c:client id='b'/><c:partner id='c'/></c:netwrok ></c:chain>"
    let tree = try soundTree(source)
    let edits = validate(tree, against: .chain).first?.fixIts.first?.edits
    let places = [range(of: "netwrok", in: source), range(of: "netwrok", in: source, skipping: 1)]
    #expect(edits?.map(\.range) == places)
    #expect(edits?.map(\.replacement) == ["network", "network"])
  }
}

@Suite struct ValueTests {
  static let cases: [(AttributeType, good: [String], bad: [String])] = [
    // Ideographs are letters to us; libxml2's `\p{L}` does not know them.
    (
      .id, ["a", "_", "één", "a1-2_3", " a ", "Ω", "\u{A}a"],
      ["", " ", "1a", "-a", "a b", "a:b", "a.b", "a?", "e\u{301}"]
    ),
    (.references, ["a", "a b", " a\u{9}b\u{A}"], ["", "a 1", "a? b", "a,b"]),
    (.markedReferences, ["a?", "a b? c"], ["", "?", "a??", "a ?"]),
    (.text, ["a", " a b ", "a\u{A}b", "&<"], ["", " ", "\u{A}"]),
    (.expression, ["a < b", "\"x\""], ["", "\u{9}"]),
    (.typeName, ["a", "days and time duration", " a b ", "1", "a-b_c"], ["", "a  b", "a.b", "a\u{9}b", "a\u{A}b"]),
    (.boolean, ["true", "false", " true "], ["", "1", "0", "TRUE", "true false"]),
    (
      .duration,
      ["P1D", "P1W", "P1Y2M3DT4H5M6S", "PT1H", "PT1H1S", "P1YT1M", " P0D ", "P1Y1D", "PT1M", "P123456789D"],
      ["", "P", "PT", "P1", "1D", "P1W1D", "P1D1W", "P1M1Y", "P1.5D", "-P1D", "+P1D", "P1DT", "PT1D", "P1H", "P1D ,"]
        + [
          "P1234567890D", "PT1S1M", "P1D1D", "P ١D", "P١D", "P-1D", "P1DT1D", "P1Y1234567890D", "PT1H1234567890S",
          "P1DT1234567890M",
        ]
    ),
    (.retention, ["permanent", "P15Y", " permanent"], ["", "Permanent", "P15", "permanent P15Y"]),
    (
      .moment,
      [
        "2026-03-02T09:00:00+01:00", "2028-02-29T00:00:00Z", "2000-02-29T23:59:59.5-14:00", "2026-12-31T00:00:00+13:59",
      ],
      ["", "2026-03-02", "2026-03-02T09:00:00", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z"]
        + ["2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z"]
        + ["2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01T00:00:00+14:01", "2026-01-01T00:00:00+1:00"]
        + ["0999-01-01T00:00:00Z", "2026-1-01T00:00:00Z", "2026-01-01t00:00:00Z", "2026-01-01T00:00:00.Z"]
        + ["2026-01-01T00:00:00.1234567890Z", "2026-01-01T00:00Z", "2026-01-01T00:00:00ZZ"]
    ),
    (
      .version, ["1.0.0", "10.20.30", " 0.0.0"],
      ["", "1.0", "1.0.0.0", "1.0.1234567890", "1234567890.0.0", "v1.0.0", "1.0.0-a", "1..0", "1.0.0."]
    ),
    (.language, ["nl", "nl-NL", "zh-Hant-TW", "de-1996"], ["", "n", "nl_NL", "nl-", "n1", "nl-123456789", "123"]),
    (.count, ["1", " 10 ", "999999999"], ["", "0", "-1", "+1", "01", "1.0", "1e2", "1000000000", "één"]),
    (.oin, ["00000001234567890000"], ["", "0000000123456789000", "000000012345678900000", "0000000123456789000a"]),
    (.path, ["a", "a/b.xml", "../a b.xml", "./a", "é"], ["", "/a", "http://a", "c:a", "a\\b", "a\u{A}b"]),
    (
      .uri, ["https://example.org/a?b#c", "urn:a:b", "x:y", "https://é"],
      ["", "a", "/a", ":a", "1:a", "a:", "a:b c", "a:<b>"]
    ),
    (
      .sha256, [String(repeating: "aF", count: 32)],
      ["", String(repeating: "a", count: 63), String(repeating: "a", count: 65), String(repeating: "g", count: 64)]
    ),
    (.enumeration(["a", "b-c"]), ["a", " b-c "], ["", "A", "a b-c", "d"]),
    (.words(["a", "b-c"]), ["a", " a  b-c a"], ["", "a d", "ab"]),
  ]

  @Test(arguments: cases.indices) func bothAgreeOnValues(_ number: Int) throws {
    let (type, good, bad) = Self.cases[number]
    let rule = ElementRule("x", "", attributes: [AttributeRule("v", type, required: true, "")])
    let grammar = Grammar(name: "x", namespace: "urn:x", root: "x", elements: [rule])
    let schema = try RelaxNGSchemaFile(RelaxNGSchema(grammar).xmlSyntax)
    for (value, isGood) in good.map({ ($0, true) }) + bad.map({ ($0, false) }) {
      let escaped = value.unicodeScalars.map {
        "\"<&\u{9}\u{A}".unicodeScalars.contains($0) ? "&#\($0.value);" : "\($0)"
      }
      let source = SourceFile(path: "x.xml", text: "<x xmlns='urn:x' v=\"\(escaped.joined())\"/>")
      let ours = validate(try #require(readXML(source).tree), against: grammar)
      #expect(ours.isEmpty == isGood, "\(type) «\(value)»")
      let theirs = LibXML2.findings(source.bytes, schema: schema)
      #expect(theirs?.isEmpty == isGood, "libxml2: \(type) «\(value)»")
    }
  }
}
