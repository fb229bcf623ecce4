import CLibXML2

/// libxml2's own tree of a file: what reading the same bytes costs without Keten.
enum DocumentTree {
  /// Builds the tree and drops it; false when the file is not well-formed.
  static func read(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      let start = buffer.bindMemory(to: CChar.self).baseAddress
      let options = Int32(XML_PARSE_HUGE.rawValue) | Int32(XML_PARSE_NONET.rawValue)
      guard let document = xmlReadMemory(start, Int32(buffer.count), nil, nil, options) else { return false }
      xmlFreeDoc(document)
      return true
    }
  }
}
