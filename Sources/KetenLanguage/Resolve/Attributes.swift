import KetenSource

extension XMLElement {
  /// The children of the element's own namespace.
  var ownChildren: some Sequence<XMLElement> {
    let namespace = name.namespace
    return children.lazy.filter { $0.name.namespace == namespace }
  }

  /// The language of the text in it, by its own `xml:lang` or that of what it stands in; empty when none says it.
  var language: String {
    var element: XMLElement? = self
    while let current = element {
      if let own = current.attributes.first(where: { $0.name.local == "lang" && !$0.name.namespace.isEmpty }) {
        return own.trimmed.lowercased()
      }
      element = current.parent
    }
    return ""
  }

  func value(_ attribute: String) -> String? { self.attribute(attribute)?.trimmed }

  func flag(_ attribute: String) -> Bool? { self.attribute(attribute)?.isTrue }

  func references(_ attribute: String) -> [Chain.Reference] { self.attribute(attribute)?.references ?? [] }

  func timed(_ attribute: String) -> (text: String, range: SourceRange)? {
    self.attribute(attribute).map { ($0.trimmed, $0.valueRange) }
  }

  var nameAttribute: Chain.Name? {
    guard let attribute = attribute("id"), let first = attribute.references.first else { return nil }
    return Chain.Name(text: first.name, range: first.range)
  }

  /// The `type` attribute, whose names may hold spaces (`date and time`).
  var typeReference: Chain.Reference? {
    attribute("type").map { Chain.Reference(name: $0.trimmed, range: $0.valueRange) }
  }
}

extension XMLAttribute {
  /// The value without white space around it.
  var trimmed: String {
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }

  var isTrue: Bool { trimmed == "true" || trimmed == "1" }

  /// The words of the value with their places; a `?` at the end of a word is a mark.
  var references: [Chain.Reference] {
    let text = text
    let bytes = text.utf8
    var result: [Chain.Reference] = []
    var index = 0
    while index < bytes.count {
      guard !isSpace(bytes[index]) else {
        index += 1
        continue
      }
      var end = index
      while end < bytes.count, !isSpace(bytes[end]) { end += 1 }
      let isOptional = bytes[end - 1] == UInt8(ascii: "?") && end - index > 1
      let word = bytes[index..<(isOptional ? end - 1 : end)]
      result.append(
        Chain.Reference(
          name: String(decoding: word, as: UTF8.self), range: text.sourceRange(index, end), isOptional: isOptional))
      index = end
    }
    return result
  }
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
