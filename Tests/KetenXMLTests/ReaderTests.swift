import KetenSource
import Testing

@testable import KetenXML

@Suite struct ReaderTests {
  @Test func everyPartHasItsRange() throws {
    let element = """
      <a
        één = "x > y"\tb='"'
      >t\u{e9}xt <b/><![CDATA[<no> &amp;]]> more<c >&lt;</c ><!-- > <no/> --></a
      >
      """
    let prolog = "\u{FEFF}<?xml version=\"1.0\" encoding='utf-8'?>\n<!-- <no/> --><?go <no> ?>\n"
    #expect(
      outline(try soundTree(prolog + element + "\n<!-- <a> -->")) == [
        "a | <a\n  één = \"x > y\"\tb='\"'\n> | \(element)",
        "  één = [x > y] x > y", "  b = [\"] \"",
        "  text [t\u{e9}xt ]", "  text [<no> &amp;]", "  text [ more]",
        "b | <b/> | <b/>",
        "c | <c > | <c >&lt;</c >", "  text [&lt;]",
      ])
  }

  @Test func carriageReturnsKeepTheirPlace() throws {
    let source = "<a x='1\r\n2'\r\n>een\r\ntwee\r<b/>\r\n</a>\r\n"
    let tree = try soundTree(source)
    let root = try #require(tree.root)
    #expect(root.startTagRange == SourceRange(0, 14))
    #expect(root.attribute("x")?.value == "1 2")
    #expect(root.attribute("x")?.valueRange == SourceRange(6, 10))
    #expect(root.text?.string == "een\ntwee\n\n")
    #expect(root.text?.trimmed.string == "een\ntwee")
    #expect(root.text?.sourceRange(4, 8) == range(of: "twee", in: source))
  }

  @Test func treeLinks() throws {
    let tree = try soundTree("<a><b><c/><d/></b>x<e/>y<f><g/></f></a>")
    let root = try #require(tree.root)
    #expect(root.children.map(\.local) == ["b", "e", "f"])
    let first = XMLElement(tree: tree, index: 1)
    #expect(first.children.map(\.local) == ["c", "d"])
    #expect(tree.elements.map(\.parent) == [-1, 0, 1, 1, 0, 0, 5])
    #expect(root.text?.string == "xy")
    #expect(first.parent?.index == 0)
    #expect(first.text == nil)
  }

  @Test func namespacesAndInterning() throws {
    let tree = try soundTree(
      """
      <a xmlns="urn:one" xmlns:p="urn:two" p:x="1" x="2" xml:lang="nl"><p:b x="3"/><b xmlns=""/><p:b/></a>
      """)
    let names = tree.elements.map { tree.names[Int($0.name)] }
    #expect(names.map(\.namespace) == ["urn:one", "urn:two", "", "urn:two"])
    #expect(names.map(\.local) == ["a", "b", "b", "b"])
    #expect(tree.elements[1].name == tree.elements[3].name)
    #expect(Set(tree.names).count == tree.names.count)
    let root = try #require(tree.root)
    #expect(root.attribute("x")?.value == "2")
    #expect(
      root.attributes.map(\.name.namespace) == ["urn:two", "", "http://www.w3.org/XML/1998/namespace"])
    #expect(tree.elements[1].nameSpan.range.end - tree.elements[1].nameSpan.range.start == 3)
  }

  @Test func valuesAreDecodedAndKnowTheirPlace() throws {
    let source = "<a plain='x y' b='1 &lt; 2 &#38;\t&#x20AC;\n&#10;é'/>"
    let tree = try soundTree(source)
    let root = try #require(tree.root)
    #expect(root.attribute("plain")?.text.offsets == nil)
    let text = try #require(root.attribute("b")?.text)
    #expect(text.string == "1 < 2 & € \né")
    #expect(text.sourceRange(2, 3) == range(of: "&lt;", in: source))
    #expect(text.sourceRange(8, 11) == range(of: "&#x20AC;", in: source))
    #expect(text.sourceRange(13, 15) == range(of: "é", in: source))
    #expect(text.range == root.attribute("b")?.valueRange)
  }

  @Test func textIsConcatenated() throws {
    let source = "<a>\n  een &amp; <!-- x --><![CDATA[<twee> &amp;]]><?pi?>\tdrie </a>"
    let text = try #require(try soundTree(source).root?.text)
    #expect(text.string == "\n  een & <twee> &amp;\tdrie ")
    let trimmed = text.trimmed
    #expect(trimmed.string == "een & <twee> &amp;\tdrie")
    #expect(trimmed.sourceRange(0, 3) == range(of: "een", in: source))
    #expect(trimmed.sourceRange(7, 11) == range(of: "twee", in: source))
    #expect(trimmed.range == SourceRange(range(of: "een", in: source).start, range(of: "drie", in: source).end))
    #expect(try soundTree("<a> \n</a>").root?.text == nil)
    #expect(SourceText(" x ").trimmed.range == SourceRange(1, 2))
    #expect(SourceText("  ").trimmed.string == "")
  }

  @Test func rangesHoldInLongFiles() throws {
    var source = "<a>\n"
    for line in 0..<70_000 { source += "<b n='\(line)'>\(line)</b>\n" }
    source += "<last é='1'/>\n</a>\n"
    let tree = try soundTree(source)
    #expect(tree.elements.count == 70_002)
    for index in [1, 30_000, 65_535, 65_536, 70_000] {
      let element = XMLElement(tree: tree, index: index)
      #expect(tree.file.text(element.range) == "<b n='\(index - 1)'>\(index - 1)</b>")
      #expect(tree.file.position(of: element.nameRange.start).line == index + 1)
    }
    let last = XMLElement(tree: tree, index: 70_001)
    #expect(last.nameRange == range(of: "last", in: source))
    #expect(tree.file.position(of: last.range.end).column == 14)
  }

  @Test func theFirstFaultFarDownHasItsPlace() {
    let source = "<a>\n" + String(repeating: "<b/>\n", count: 70_000) + "<é></e>\n</a>"
    let (tree, diagnostics) = readXML(SourceFile(path: "a.xml", text: source))
    #expect(diagnostics.map(\.message) == ["«</e>» stands where «</é>» must close the element"])
    #expect(diagnostics.first.map { $0.file.position(of: $0.range.start).line } == 70_002)
    #expect(tree?.elements.count == 70_002)
  }

  @Test func readsFromManyTasksAtOnce() async {
    let source = "<a>" + String(repeating: "<b c='d'>e</b>", count: 1000) + "</a>"
    let counts = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<16 {
        group.addTask { readXML(SourceFile(path: "a.xml", text: source)).tree?.elements.count ?? 0 }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts == [Int](repeating: 1001, count: 16))
  }
}
