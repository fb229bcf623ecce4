import KetenLanguage
import KetenSource
import KetenXML
import Testing

/// One way to write what a chain says.
@Suite struct CanonicalTextTests {
  private func canonicalLines(_ parts: String) throws -> [String] {
    let text = "<chain xmlns=\"urn:keten:chain:1\" version=\"1.0.0\" id=\"k\">\(parts)</chain>"
    let tree = try #require(readXML(SourceFile(path: "k.chain.xml", text: text)).tree)
    let written = try #require(canonicalText(tree))
    let again = try #require(readXML(SourceFile(path: "k.chain.xml", text: written)).tree)
    #expect(canonicalText(again) == written, "what is canonical stays as it is")
    return written.split(separator: "\n").dropFirst(2).dropLast().map { String($0.drop { $0 == " " }) }
  }

  @Test(
    arguments: [
      // Attributes stand in order, and what is so by default is left out.
      (
        "<endEvent terminate=\"false\" closes=\"case\" title=\"Klaar\" id=\"e\"/>",
        "<endEvent id=\"e\" title=\"Klaar\" closes=\"case\"/>"
      ),
      ("<step included=\"true\" by=\" a\n b \" id=\"s\"/>", "<step id=\"s\" by=\"a b\"/>"),
      ("<step id=\"s\" by=\"a\" included=\"false\"/>", "<step id=\"s\" by=\"a\" included=\"false\"/>"),
      // A value with double quotes stands in single ones.
      ("<flow to=\"a\" if=\"x = &quot;y&quot;\"/>", "<flow to=\"a\" if='x = \"y\"'/>"),
      ("<flow to=\"a\" if=\"x &lt; 'y' + &quot;&quot;\"/>", "<flow to=\"a\" if=\"x &lt; 'y' + &quot;&quot;\"/>"),
      // One way on is `next`.
      ("<parallelGateway id=\"g\"><flow to=\"a\"/></parallelGateway>", "<parallelGateway id=\"g\" next=\"a\"/>"),
      ("<documentation>\n  een\n\n\n   twee\n</documentation>", "<documentation>|een||twee|</documentation>"),
    ])
  func anElementIsWrittenInOneWay(source: String, canonical: String) throws {
    let lines = try canonicalLines(source)
    #expect(lines == canonical.split(separator: "|").map(String.init))
  }

  @Test func severalWaysOnAreFlows() throws {
    #expect(
      try canonicalLines("<userTask id=\"t\" next=\"b\"><flow to=\"a\" if=\"x\"/></userTask>")
        == ["<userTask id=\"t\">", "<flow to=\"a\" if=\"x\"/>", "<flow to=\"b\"/>", "</userTask>"])
  }

  @Test func partsStandInOrder() throws {
    #expect(
      try canonicalLines(
        "<path id=\"p\" driver=\"a\"/><procedure id=\"q\"/><network/><condition from=\"a\" to=\"b\"/><title>T</title>")
        == [
          "<title>T</title>", "<network/>", "<procedure id=\"q\"/>", "<path id=\"p\" driver=\"a\"/>",
          "<condition from=\"a\" to=\"b\"/>",
        ])
  }

  @Test func longTagsAreBroken() throws {
    let long = String(repeating: "lang ", count: 20)
    let lines = try canonicalLines("<endEvent id=\"e\" title=\"\(long)einde\" basis=\"Awb art. 4:13 lid 1\"/>")
    #expect(lines.count == 3)
  }

  @Test func foreignElementsAreKept() throws {
    let lines = try canonicalLines("<m:plaats xmlns:m=\"urn:m\" m:x=\"1\" y=\"2\">tekst <m:b/> meer</m:plaats>")
    #expect(lines == ["<ns1:plaats xmlns:ns1=\"urn:m\" ns1:x=\"1\" y=\"2\">tekst <ns1:b/> meer</ns1:plaats>"])
  }
}
