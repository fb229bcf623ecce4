/// How much a file may hold, so that a hostile one costs no more than an ordinary one.
package struct XMLLimits: Sendable {
  /// The size of the file in bytes.
  package var bytes: Int
  /// How deep elements may nest, the root counted; libxml2 goes no deeper than 256.
  package var depth: Int
  /// Attributes of one element, namespace declarations counted: libxml2 compares each with each.
  package var attributes: Int
  /// Elements in the file.
  package var elements: Int
  /// The length in bytes of one attribute value, text run, comment or processing instruction; libxml2 takes 10 MB.
  package var runBytes: Int

  package init(
    bytes: Int = 16 << 20, depth: Int = 64, attributes: Int = 64, elements: Int = 1_000_000, runBytes: Int = 4 << 20
  ) {
    self.bytes = min(bytes, Int(Int32.max))
    self.depth = min(depth, 255)
    self.attributes = attributes
    self.elements = elements
    self.runBytes = min(runBytes, 9_000_000)
  }
}
