import KetenSource

/// An XML file as it was written: elements in document order, each with the exact byte range of its parts.
///
/// Nothing is dropped: what is not understood has a range all the same. Names are interned, so that equal names are the
/// same string.
package final class SyntaxTree: Sendable {
  package let file: SourceFile
  package let elements: [ElementRow]
  package let attributes: [AttributeRow]
  package let texts: [TextRow]
  package let names: [Name]

  package init(
    file: SourceFile, elements: [ElementRow], attributes: [AttributeRow], texts: [TextRow], names: [Name]
  ) {
    self.file = file
    self.elements = elements
    self.attributes = attributes
    self.texts = texts
    self.names = names
  }

  package struct Name: Hashable, Sendable {
    /// The namespace; empty for none.
    package var namespace: String
    package var local: String
    package init(namespace: String, local: String) { (self.namespace, self.local) = (namespace, local) }
  }

  package struct Span: Hashable, Sendable {
    package var start: Int32
    package var end: Int32
    package init(_ start: Int, _ end: Int) { (self.start, self.end) = (Int32(start), Int32(end)) }
    package var range: SourceRange { SourceRange(Int(start), Int(end)) }
  }

  /// An element, whose children are found by `firstChild` and `nextSibling`; −1 is none.
  package struct ElementRow: Sendable {
    package var name: Int32
    package var parent: Int32
    package var firstChild: Int32 = -1
    package var nextSibling: Int32 = -1
    package var firstAttribute: Int32
    package var attributeCount: Int32
    package var firstText: Int32 = -1
    package var textCount: Int32 = 0
    /// The qualified name in the start tag.
    package var nameSpan: Span
    /// From `<` to the `>` of the start tag.
    package var startTag: Span
    /// From `<` of the start tag to `>` of the end tag.
    package var span: Span
  }

  /// An attribute that is not a namespace declaration.
  package struct AttributeRow: Sendable {
    package var name: Int32
    package var nameSpan: Span
    /// The value between its quotes, as written.
    package var valueSpan: Span
    /// Whether the raw value holds a reference or white space that is normalised, so that it must be decoded.
    package var isEncoded: Bool
  }

  /// A run of character data directly in an element, as written; a CDATA section is a run of its own, without its marks.
  package struct TextRow: Sendable {
    package var span: Span
    package var isEncoded: Bool
    package var isBlank: Bool
  }

  package var root: XMLElement? { elements.isEmpty ? nil : XMLElement(tree: self, index: 0) }
}

/// An element of a tree.
package struct XMLElement: Sendable {
  package let tree: SyntaxTree
  package let index: Int
  package init(tree: SyntaxTree, index: Int) { (self.tree, self.index) = (tree, index) }

  package var row: SyntaxTree.ElementRow { tree.elements[index] }
  package var name: SyntaxTree.Name { tree.names[Int(row.name)] }
  package var local: String { tree.names[Int(row.name)].local }
  package var nameRange: SourceRange { row.nameSpan.range }
  package var startTagRange: SourceRange { row.startTag.range }
  package var range: SourceRange { row.span.range }
  package var parent: XMLElement? { row.parent < 0 ? nil : XMLElement(tree: tree, index: Int(row.parent)) }

  package var children: some Sequence<XMLElement> {
    sequence(state: row.firstChild) { next -> XMLElement? in
      guard next >= 0 else { return nil }
      defer { next = tree.elements[Int(next)].nextSibling }
      return XMLElement(tree: tree, index: Int(next))
    }
  }

  package var attributes: some Sequence<XMLAttribute> {
    let first = Int(row.firstAttribute)
    return (first..<first + Int(row.attributeCount)).lazy.map { XMLAttribute(tree: tree, index: $0) }
  }

  /// The attribute of no namespace with this name.
  package func attribute(_ name: String) -> XMLAttribute? {
    attributes.first { $0.name.local == name && $0.name.namespace.isEmpty }
  }

  package var texts: ArraySlice<SyntaxTree.TextRow> {
    row.textCount == 0 ? [] : tree.texts[Int(row.firstText)..<Int(row.firstText + row.textCount)]
  }
}

/// An attribute of a tree.
package struct XMLAttribute: Sendable {
  package let tree: SyntaxTree
  package let index: Int
  package init(tree: SyntaxTree, index: Int) { (self.tree, self.index) = (tree, index) }

  package var row: SyntaxTree.AttributeRow { tree.attributes[index] }
  package var name: SyntaxTree.Name { tree.names[Int(row.name)] }
  package var nameRange: SourceRange { row.nameSpan.range }
  package var valueRange: SourceRange { row.valueSpan.range }
}
