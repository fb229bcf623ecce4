import CLibXML2

@testable import KetenLanguage

/// libxml2's own verdicts, to hold ours against.
enum LibXML2 {
  /// Whether libxml2 takes the bytes for well-formed XML with sound namespaces.
  static func isWellFormed(_ bytes: [UInt8]) -> Bool {
    withDocument(bytes) { $0 != nil } ?? false
  }

  /// What a schema has against a document; empty when it is valid, nil when it cannot be parsed.
  static func findings(_ bytes: [UInt8], schema: RelaxNGSchemaFile) -> [String]? {
    withDocument(bytes) { document in document.map { schema.findings($0) } } ?? nil
  }

  /// Every element in document order: its namespace and name, its attributes with their values, and its own text.
  static func outline(_ bytes: [UInt8]) -> [String] {
    var lines: [String] = []
    func visit(_ node: xmlNodePtr) {
      var attributes = ""
      var attribute = node.pointee.properties
      while let current = attribute {
        let value = xmlNodeListGetString(node.pointee.doc, current.pointee.children, 1)
        attributes += " \(string(current.pointee.name))=[\(string(value))]"
        if let value { keten_xml_free(value) }
        attribute = current.pointee.next
      }
      let line = lines.count
      lines.append("")
      var text = ""
      var child = node.pointee.children
      while let current = child {
        switch current.pointee.type {
        case XML_ELEMENT_NODE: visit(current)
        case XML_TEXT_NODE, XML_CDATA_SECTION_NODE: text += string(current.pointee.content)
        default: break
        }
        child = current.pointee.next
      }
      let isBlank = text.utf8.allSatisfy { " \t\r\n".utf8.contains($0) }
      lines[line] =
        "\(string(node.pointee.ns?.pointee.href)) \(string(node.pointee.name))\(attributes) "
        + (isBlank ? "" : text)
    }
    _ = withDocument(bytes) { document in
      if let root = document.flatMap({ xmlDocGetRootElement($0) }) { visit(root) }
    }
    return lines
  }

  private static func string(_ text: UnsafePointer<xmlChar>?) -> String {
    text.map { String(cString: $0) } ?? ""
  }

  private static func withDocument<Result>(_ bytes: [UInt8], _ body: (xmlDocPtr?) -> Result) -> Result? {
    bytes.withUnsafeBytes { buffer in
      guard let context = xmlNewParserCtxt() else { return nil }
      defer { xmlFreeParserCtxt(context) }
      context.pointee.sax.pointee.serror = { _, _ in }
      let options = XML_PARSE_NOENT.rawValue | XML_PARSE_NONET.rawValue
      let document = xmlCtxtReadMemory(
        context, buffer.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), nil, nil, Int32(options))
      defer { if let document { xmlFreeDoc(document) } }
      return body(context.pointee.nsWellFormed == 1 ? document : nil)
    }
  }
}

/// A schema in XML syntax, read by libxml2.
final class RelaxNGSchemaFile {
  private let schema: xmlRelaxNGPtr

  /// - Throws: `SchemaFault` with libxml2's words when it does not take the schema.
  init(_ text: String) throws {
    var faults: [String] = []
    let parsed = withUnsafeMutablePointer(to: &faults) { faults -> xmlRelaxNGPtr? in
      text.utf8CString.withUnsafeBufferPointer { buffer in
        guard let context = xmlRelaxNGNewMemParserCtxt(buffer.baseAddress, Int32(buffer.count - 1)) else { return nil }
        defer { xmlRelaxNGFreeParserCtxt(context) }
        xmlRelaxNGSetParserStructuredErrors(context, collect, faults)
        return xmlRelaxNGParse(context)
      }
    }
    guard let parsed else { throw SchemaFault(messages: faults) }
    schema = parsed
  }

  deinit { xmlRelaxNGFree(schema) }

  func findings(_ document: xmlDocPtr) -> [String] {
    var findings: [String] = []
    withUnsafeMutablePointer(to: &findings) { findings in
      guard let context = xmlRelaxNGNewValidCtxt(schema) else { return }
      defer { xmlRelaxNGFreeValidCtxt(context) }
      xmlRelaxNGSetValidStructuredErrors(context, collect, findings)
      if xmlRelaxNGValidateDoc(context, document) != 0, findings.pointee.isEmpty {
        findings.pointee.append("not valid")
      }
    }
    return findings
  }
}

struct SchemaFault: Error {
  var messages: [String]
}

private func collect(_ list: UnsafeMutableRawPointer?, _ error: xmlErrorPtr?) {
  guard let list, let message = error?.pointee.message else { return }
  list.assumingMemoryBound(to: [String].self).pointee.append(String(cString: message))
}
