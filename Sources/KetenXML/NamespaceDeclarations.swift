import KetenSource

/// The namespaces that an element declares, by prefix, as `xmlns:b="urn:b"`; the one without a prefix is `""`.
///
/// A tree keeps the namespace of each name and drops the declarations, which only values with prefixes in them ask for.
package func declaredNamespaces(_ element: XMLElement) -> [String: String] {
  let bytes = element.tree.file.bytes
  let tag = element.startTagRange
  var declared: [String: String] = [:]
  var at = element.nameRange.end
  while at < tag.end {
    // An attribute is a name, white space, `=`, white space and a value in quotes: the reader has seen to it.
    while at < tag.end, isSpace(bytes[at]) { at += 1 }
    let start = at
    while at < tag.end, !isSpace(bytes[at]), bytes[at] != UInt8(ascii: "=") { at += 1 }
    let name = start..<at
    while at < tag.end, isSpace(bytes[at]) || bytes[at] == UInt8(ascii: "=") { at += 1 }
    guard at < tag.end, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else { break }
    let quote = bytes[at]
    let value = at + 1
    at = value
    while at < tag.end, bytes[at] != quote { at += 1 }
    if name.count >= 5, bytes[name].starts(with: "xmlns".utf8) {
      let rest = bytes[name].dropFirst(5)
      guard rest.isEmpty || rest.first == UInt8(ascii: ":") else { continue }
      let prefix = String(decoding: rest.dropFirst(), as: UTF8.self)
      declared[prefix] = element.tree.file.text(SourceRange(value, at)).replacing("&amp;", with: "&")
    }
    at += 1
  }
  return declared
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
