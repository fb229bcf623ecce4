import KetenSource
import Testing

@testable import KetenXML

@Suite struct FaultTests {
  /// A source in which `⟦…⟧` marks the place of the one finding, and how many elements are kept.
  struct Fault: Sendable, CustomTestStringConvertible {
    var source: String
    var code: String
    var message: String
    var kept: Int
    var testDescription: String { source }

    init(_ code: String, _ source: String, _ message: String, kept: Int) {
      (self.code, self.source, self.message, self.kept) = (code, source, message, kept)
    }
  }

  static let faults: [Fault] = [
    Fault("K101", "⟦⟧", "the file is empty", kept: 0),
    Fault("K101", "\n  ⟦⟧", "the file holds no element here", kept: 0),
    Fault("K101", "⟦x⟧", "the file holds no element here", kept: 0),
    Fault("K101", "<a/>⟦x⟧", "nothing may stand after the root element", kept: 1),
    Fault("K101", "<a/>\n<⟦béta⟧ c='d'/>", "a second root element «béta»: a file has one", kept: 1),
    Fault("K101", "<a><⟦b⟧><c/>", "the element «b» is never closed", kept: 3),
    Fault("K101", "<a><b></⟦a⟧>", "«</a>» stands where «</b>» must close the element", kept: 2),
    Fault("K101", "<a><b/></⟦ab⟧\n></a>", "«</ab>» stands where «</a>» must close the element", kept: 2),
    Fault("K101", "<a><b c='1'⟦<⟧/a>", "the tag has no «>» here", kept: 1),
    Fault("K101", "<a><b c='1'⟦⟧", "the tag has no «>» here", kept: 1),
    Fault("K101", "<a⟦⟧", "the tag has no «>» here", kept: 0),
    Fault("K101", "<a b='1' c='2' ⟦b⟧='3'/>", "the attribute «b» stands twice in this tag", kept: 0),
    Fault("K101", "<a b='1 ⟦<⟧ 2'/>", "«<» may not stand in a value: write «&lt;»", kept: 0),
    Fault("K101", "<a b=⟦1⟧/>", "a value must stand in quotes", kept: 0),
    Fault("K101", "<a><b c='1/> ⟦<⟧/a>", "«<» may not stand in a value: write «&lt;»", kept: 1),
    Fault("K101", "<a b=⟦'⟧1/>", "the value that begins here has no closing quote", kept: 0),
    Fault("K101", "<a ⟦bé⟧ c='1'/>", "the attribute «bé» has no value", kept: 0),
    Fault("K101", "<a ⟦b⟧/>", "the attribute «b» has no value", kept: 0),
    Fault("K101", "<a b='1'⟦c⟧='2'/>", "white space must stand between attributes", kept: 0),
    Fault("K101", "<a>één ⟦&⟧ twee</a>", "the character «&» must be written «&amp;»", kept: 1),
    Fault("K101", "<a b='één ⟦&⟧ twee'/>", "the character «&» must be written «&amp;»", kept: 0),
    Fault("K101", "<a>R⟦&D⟧ </a>", "«&D» has no «;»: for the character «&» write «&amp;»", kept: 1),
    Fault("K101", "<a b='R⟦&D⟧ '/>", "«&D» has no «;»: for the character «&» write «&amp;»", kept: 0),
    Fault("K101", "<a>⟦<⟧ 5</a>", "«<» must be followed by a name: for the character write «&lt;»", kept: 1),
    Fault("K101", "<a>x ⟦&#0;⟧</a>", "«&#0;» is no character that XML knows", kept: 1),
    Fault("K101", "<a b='⟦&#xFFFF;⟧'/>", "«&#xFFFF;» is no character that XML knows", kept: 0),
    Fault("K101", "<a>é⟦]]>⟧</a>", "«]]>» may not stand in text: write «]]&gt;»", kept: 1),
    Fault("K101", "<a>⟦<!--⟧ x</a>", "the comment that begins here is never closed", kept: 1),
    Fault("K101", "<a><b/>⟦<![CDATA[⟧ x</a>", "the CDATA section that begins here is never closed", kept: 2),
    Fault("K101", "<a>⟦<?⟧pi x</a>", "the processing instruction that begins here is never closed", kept: 1),
    Fault("K101", "<a><!-- é ⟦--⟧ x --></a>", "«--» may not stand in a comment", kept: 1),
    Fault(
      "K101", "\n⟦<?xml⟧ version='1.0'?><a/>", "an XML declaration may stand only at the very start of the file",
      kept: 0),
    Fault("K101", "<a>é⟦\u{1}⟧</a>", "the character U+0001 may not stand in XML", kept: 1),
    Fault("K101", "<a b='é⟦\u{1}⟧'/>", "the character U+0001 may not stand in XML", kept: 0),
    Fault("K101", "<a>⟦\u{FFFF}⟧</a>", "the character U+FFFF may not stand in XML", kept: 1),
    Fault("K101", "<a/>⟦\0⟧", "the character U+0000 may not stand in XML", kept: 1),
    Fault("K101", "<a/>\n⟦\0⟧\n", "the character U+0000 may not stand in XML", kept: 1),
    Fault("K101", "<a/>⟦\0⟧junk<<<", "the character U+0000 may not stand in XML", kept: 1),
    Fault("K101", "<a/><!-- ⟦\0⟧ -->", "the character U+0000 may not stand in XML", kept: 1),
    Fault("K101", "<a>b⟦\0⟧</a>", "the character U+0000 may not stand in XML", kept: 1),
    Fault("K101", "<a><⟦p:b⟧/></a>", "the namespace prefix «p» is not declared", kept: 2),
    Fault("K101", "<a><b ⟦p:c⟧='1'/></a>", "the namespace prefix «p» is not declared", kept: 2),
    Fault("K102", "<?xml version='1.0'?>\n⟦<!DOCTYPE⟧ a [<!ENTITY b 'c'>]><a>&b;</a>", doctype, kept: 0),
    Fault("K102", "<a><b/>⟦<!DOCTYPE⟧ a></a>", doctype, kept: 2),
    Fault("K103", "<a>x⟦&euml;⟧y</a>", entity("euml"), kept: 1),
    Fault("K103", "<a><b/><c d='é ⟦&own;⟧'/></a>", entity("own"), kept: 2),
    Fault(
      "K104", "<?xml version='1.0' encoding='⟦ISO-8859-1⟧'?><a/>", "the file must be UTF-8, but declares «ISO-8859-1»",
      kept: 0),
    Fault(
      "K104", "<?xml version='1.0' encoding=\"⟦utf8⟧\"?><a/>", "the file must be UTF-8, but declares «utf8»", kept: 0),
  ]

  static let doctype = "a DOCTYPE may not stand in this file: entities and other files are not read"
  static func entity(_ name: String) -> String {
    "the entity «&\(name);» is not one of XML's own five: write the character itself"
  }

  @Test(arguments: faults) func oneFaultOneMessage(_ fault: Fault) throws {
    let marked = fault.source
    let source = marked.replacing("⟦", with: "").replacing("⟧", with: "")
    let start = range(of: "⟦", in: marked).start
    let end = range(of: "⟧", in: marked).start - "⟦".utf8.count
    let (tree, diagnostics) = readXML(SourceFile(path: "a.xml", text: source))
    let expected =
      "\(fault.code) \(start)–\(end) «\(SourceFile(path: "", text: source).text(SourceRange(start, end)))»: "
    #expect(summary(diagnostics) == [expected + fault.message])
    #expect(tree?.elements.count ?? 0 == fault.kept)
    for element in tree?.elements ?? [] { #expect(Int(element.span.end) <= source.utf8.count) }
  }

  @Test func everyEntityIsReported() {
    let source = "<a b='&nbsp;'>&euro;&amp;<c/>&x;</a>"
    let (tree, diagnostics) = readXML(SourceFile(path: "a.xml", text: source))
    #expect(diagnostics.map { $0.file.text($0.range) } == ["&nbsp;", "&euro;", "&x;"])
    #expect(diagnostics.map { $0.fixIts.first?.edits.first?.replacement } == ["&#160;", "&#8364;", nil])
    #expect(tree == nil)
  }

  @Test func whatWasOpenEndsAtTheFault() throws {
    let source = "<a>een<b>twee</b><c>drie &unknown; vier</c></a>"
    let (read, _) = readXML(SourceFile(path: "a.xml", text: source))
    let tree = try #require(read)
    #expect(
      outline(tree).suffix(4) == ["b | <b> | <b>twee</b>", "  text [twee]", "c | <c> | <c>drie ", "  text [drie ]"])
  }

  @Test func wideEncodings() {
    for bytes: [UInt8] in [
      [0xFE, 0xFF, 0, 0x3C], [0xFF, 0xFE, 0x3C, 0], [0x3C, 0, 0x61, 0], [0, 0x3C, 0, 0x61], [0xFF, 0xFE, 0, 0],
      [0, 0, 0xFE, 0xFF], [0x3C, 0, 0, 0],
    ] {
      let (tree, diagnostics) = readXML(SourceFile(path: "a.xml", bytes: bytes))
      #expect(tree == nil)
      #expect(diagnostics.map(\.message) == ["the file must be UTF-8, but is UTF-16 or UTF-32"])
      #expect(diagnostics.map(\.range) == [SourceRange(0, 2)])
    }
  }

  @Test func invalidUTF8HasItsByte() {
    for (broken, length) in [([0xFF], 1), ([0xC3, 0x28], 1), ([0xE2, 0x82, 0x28], 2), ([0xC0, 0x80], 1)]
      as [([UInt8], Int)]
    {
      for prefix in ["<a>é", "<a b='é", "<a><!-- é"] {
        let bytes = Array(prefix.utf8) + broken + Array("</a>".utf8)
        let (_, diagnostics) = readXML(SourceFile(path: "a.xml", bytes: bytes))
        #expect(diagnostics.map(\.code) == [.encodingRefused])
        #expect(diagnostics.map(\.range) == [SourceRange(prefix.utf8.count, prefix.utf8.count + length)])
      }
    }
  }

  @Test func limits() throws {
    func messages(_ source: String, _ limits: XMLLimits) -> [String] {
      let (_, diagnostics) = readXML(SourceFile(path: "a.xml", text: source), limits: limits)
      return summary(diagnostics)
    }
    #expect(messages("<abc/>", XMLLimits(bytes: 6)) == [])
    #expect(messages("<abc/> ", XMLLimits(bytes: 6)) == ["K105 6–6 «»: the file is larger than 6 bytes"])
    #expect(messages("<a><b/></a>", XMLLimits(depth: 2)) == [])
    #expect(messages("<a><b><é/></b></a>", XMLLimits(depth: 2)) == ["K105 7–9 «é»: elements nest deeper than 2 levels"])
    #expect(messages("<a b='' c=''/>", XMLLimits(attributes: 2)) == [])
    #expect(
      messages("<a b='' c='' d='' e=''/>", XMLLimits(attributes: 2)) == [
        "K105 13–14 «d»: an element has more than 2 attributes"
      ])
    #expect(messages("<a><b/></a>", XMLLimits(elements: 2)) == [])
    #expect(
      messages("<a><b/><c/></a>", XMLLimits(elements: 2)) == ["K105 8–9 «c»: the file holds more than 2 elements"])
    let runs = XMLLimits(runBytes: 8)
    #expect(messages("<a b='12345678'>12345678</a>", runs) == [])
    #expect(messages("<a b='123456789'/>", runs) == ["K105 6–7 «1»: a value is longer than 8 bytes"])
    #expect(messages("<a>123456789</a>", runs) == ["K105 3–4 «1»: a text run is longer than 8 bytes"])
    #expect(messages("<a><!--123456789--></a>", runs) == ["K105 3–4 «<»: a comment is longer than 8 bytes"])
    let deep = String(repeating: "<a>", count: 65) + String(repeating: "</a>", count: 65)
    #expect(messages(deep, XMLLimits()) == ["K105 193–194 «a»: elements nest deeper than 64 levels"])
  }

  @Test(.timeLimit(.minutes(5))) func manyAttributesCostNothing() {
    let attributes = (0..<200_000).map { " a\($0)=''" }.joined()
    for source in ["<a\(attributes)/>", "<b><a x y='1'\(attributes)/></b>", "<b>&#0;<a\(attributes)/></b>"] {
      let start = ContinuousClock.now
      #expect(readXML(SourceFile(path: "a.xml", text: source)).diagnostics.count == 1)
      #expect(ContinuousClock.now - start < .seconds(5))
    }
  }

  @Test func codesAreDistinct() {
    #expect(Set(DiagnosticCode.syntaxCodes.map(\.id)).count == DiagnosticCode.syntaxCodes.count)
  }
}
