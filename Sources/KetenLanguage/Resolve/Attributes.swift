import KetenSource
import KetenXML

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

  func references(_ attribute: String) -> [Chain.Reference] { self.attribute(attribute)?.references ?? [] }
}

extension XMLAttribute {
  /// The value without white space around it.
  var trimmed: String {
    withValue { bytes, _ in
      guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
      else { return "" }
      return String(decoding: bytes[first...last], as: UTF8.self)
    }
  }

  var isTrue: Bool { trimmed == "true" || trimmed == "1" }

  /// The words of the value with their places; a `?` at the end of a word is a mark.
  var references: [Chain.Reference] {
    var result: [Chain.Reference] = []
    forEachWord { word, range, isOptional in
      result.append(
        Chain.Reference(name: String(decoding: word, as: UTF8.self), range: range, isOptional: isOptional))
      return true
    }
    return result
  }

  /// The same, with the number of each name.
  func references(_ names: inout NameTable) -> [Chain.Reference] {
    var result: [Chain.Reference] = []
    forEachWord { word, range, isOptional in
      result.append(Chain.Reference(names.number(adding: word), in: names, range, isOptional: isOptional))
      return true
    }
    return result
  }

  /// The first word.
  func reference(_ names: inout NameTable) -> Chain.Reference? {
    var result: Chain.Reference?
    forEachWord { word, range, isOptional in
      result = Chain.Reference(names.number(adding: word), in: names, range, isOptional: isOptional)
      return false
    }
    return result
  }

  /// The whole value as one name, as that of a type, which may hold spaces (`date and time`).
  func phrase(_ names: inout NameTable) -> Chain.Reference {
    Chain.Reference(names.number(adding: trimmed), in: names, valueRange, isOptional: false)
  }

  /// Visits the words of the value without their mark, until told to stop.
  private func forEachWord(_ visit: (UnsafeRawBufferPointer, SourceRange, Bool) -> Bool) {
    withValue { bytes, place in
      var index = 0
      while index < bytes.count {
        guard !isSpace(bytes[index]) else {
          index += 1
          continue
        }
        var end = index
        while end < bytes.count, !isSpace(bytes[end]) { end += 1 }
        let isOptional = bytes[end - 1] == UInt8(ascii: "?") && end - index > 1
        let word = UnsafeRawBufferPointer(rebasing: bytes[index..<(isOptional ? end - 1 : end)])
        guard visit(word, place(index, end), isOptional) else { return }
        index = end
      }
    }
  }

  /// The bytes of the value, and where a range of them stands in the file.
  private func withValue<Result>(
    _ body: (UnsafeRawBufferPointer, (Int, Int) -> SourceRange) -> Result
  ) -> Result {
    guard row.isEncoded else {
      let range = valueRange
      return tree.file.bytes.withUnsafeBytes { bytes in
        body(UnsafeRawBufferPointer(rebasing: bytes[range.start..<range.end])) {
          SourceRange(range.start + $0, range.start + $1)
        }
      }
    }
    let text = text
    return text.utf8.withUnsafeBytes { body($0, text.sourceRange) }
  }
}

extension Chain.Reference {
  fileprivate init(_ number: NameNumber, in names: NameTable, _ range: SourceRange, isOptional: Bool) {
    self.init(number: number, name: names[number], range: range, isOptional: isOptional)
  }
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
