import KetenSource
import Testing

@testable import KetenInterchange

/// What is written for a chain can be traced back, byte by byte where it was copied.
@Suite struct ChainWriterTests {
  private let source = SourceFile(path: "a.bpmn", text: #"x a < "b" & c y"#)
  private var copied: SourceText { SourceText(file: source, range: SourceRange(2, 13)) }

  @Test func aCopiedTextKeepsThePlaceOfEachByte() {
    var element = ChainElement("flow")
    element.set("if", MappedText(copying: copied))
    let (file, map) = ChainWriter.write(element, path: "a.chain.xml")
    #expect(file.text(SourceRange(0, file.bytes.count)) == "<flow if='a &lt; \"b\" &amp; c'/>\n")
    func origin(of text: String) -> String? {
      let all = file.text(SourceRange(0, file.bytes.count))
      guard let range = all.ranges(of: text).first else { return nil }
      let start = all.utf8.distance(from: all.startIndex, to: range.lowerBound)
      return map.place(of: SourceRange(start, start + text.utf8.count)).map { $0.file.text($0.range) }
    }
    #expect(origin(of: "&lt;") == "<")
    #expect(origin(of: "\"b\"") == "\"b\"")
    #expect(origin(of: "c'") == #"a < "b" & c"#, "the quote belongs to the whole")
    #expect(origin(of: "\"b\" &amp; c") == #""b" & c"#)
    #expect(origin(of: "a &lt; \"b\"") == #"a < "b""#)
    #expect(origin(of: "flow") == nil)
  }

  @Test func whatWasMadeUpStandsForThePlaceAroundIt() {
    var element = ChainElement("userTask", from: Place(SourceRange(0, 1), in: source))
    element.set("id", MappedText("_1a", for: Place(SourceRange(14, 15), in: source)))
    element.set("by", "iemand")
    let (file, map) = ChainWriter.write(element, path: "a.chain.xml")
    #expect(file.text(SourceRange(0, file.bytes.count)) == "<userTask id=\"_1a\" by=\"iemand\"/>\n")
    #expect(map.place(of: SourceRange(14, 17))?.range == SourceRange(14, 15))
    #expect(map.place(of: SourceRange(23, 29))?.range == SourceRange(0, 1))
  }
}
