import KetenSource

/// Writes a chain as text: two spaces a level, an attribute that holds a double quote in single ones.
package struct ChainWriter {
  /// A start tag longer than this is broken over lines.
  private static let columns = 110

  private var bytes: [UInt8] = []
  private var map = SourceMap()

  /// The text of a chain, and where each part of it comes from.
  package static func write(_ chain: ChainElement, path: String) -> (file: SourceFile, map: SourceMap) {
    var writer = ChainWriter()
    writer.write(chain, level: 0)
    writer.map.finish()
    return (SourceFile(path: path, bytes: writer.bytes), writer.map)
  }

  private mutating func write(_ element: ChainElement, level: Int) {
    let start = bytes.count
    indent(level)
    let first = bytes.count
    bytes += Array("<\(element.name)".utf8)
    if let origin = element.origin { map.add(SourceRange(first + 1, bytes.count), .whole(origin)) }
    writeAttributes(element, level, length: first - start)
    if let text = element.text {
      append(">")
      write(text, quote: nil)
      append("</\(element.name)>")
    } else if element.children.isEmpty {
      append("/>")
    } else {
      append(">\n")
      for child in element.children { write(child, level: level + 1) }
      indent(level)
      append("</\(element.name)>")
    }
    if let origin = element.origin { map.add(SourceRange(first, bytes.count), .whole(origin)) }
    if element.isImplied { map.addImplied(SourceRange(first, bytes.count)) }
    append("\n")
  }

  private mutating func writeAttributes(_ element: ChainElement, _ level: Int, length: Int) {
    let width = element.attributes.reduce(length + element.name.count + 3) {
      $0 + $1.name.count + $1.value.string.count + 4
    }
    for attribute in element.attributes {
      if width > Self.columns {
        append("\n")
        indent(level + 2)
      } else {
        append(" ")
      }
      let start = bytes.count
      append("\(attribute.name)=")
      let hasDouble = attribute.value.utf8.contains(UInt8(ascii: "\""))
      let quote = UInt8(ascii: hasDouble && !attribute.value.utf8.contains(UInt8(ascii: "'")) ? "'" : "\"")
      bytes.append(quote)
      let value = bytes.count
      write(attribute.value, quote: quote)
      let end = bytes.count
      bytes.append(quote)
      guard let origin = attribute.origin ?? attribute.value.place else { continue }
      map.add(SourceRange(start, bytes.count), .whole(origin))
      map.add(SourceRange(value, end), .whole(attribute.value.place ?? origin))
    }
  }

  /// Writes a text in which nothing is markup, and notes where its parts come from.
  private mutating func write(_ text: MappedText, quote: UInt8?) {
    var written: [Int] = []
    written.reserveCapacity(text.utf8.count + 1)
    for byte in text.utf8 {
      written.append(bytes.count)
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "<"): append("&lt;")
      case UInt8(ascii: ">") where quote == nil: append("&gt;")
      case UInt8(ascii: "\"") where byte == quote: append("&quot;")
      case 0x0A, 0x0D, 0x09:
        if quote == nil, byte != 0x0D { bytes.append(byte) } else { append("&#\(byte);") }
      default: bytes.append(byte)
      }
    }
    written.append(bytes.count)
    for part in text.parts {
      switch part.origin {
      case .whole: map.add(SourceRange(written[part.lower], written[part.upper]), part.origin)
      case .copy(let source, let offset):
        // What was escaped is out of step with its origin, so that a new run begins behind it.
        var start = part.lower
        for index in part.lower..<part.upper where index + 1 == part.upper || written[index + 1] - written[index] > 1 {
          let isEscaped = written[index + 1] - written[index] > 1
          let end = isEscaped ? index : index + 1
          if end > start {
            map.add(SourceRange(written[start], written[end]), .copy(source, offset + start - part.lower))
          }
          if isEscaped {
            let place = Place(
              source.sourceRange(offset + index - part.lower, offset + index + 1 - part.lower), in: source.file)
            map.add(SourceRange(written[index], written[index + 1]), .whole(place))
          }
          start = index + 1
        }
      }
    }
  }

  private mutating func append(_ text: String) { bytes += Array(text.utf8) }
  private mutating func indent(_ level: Int) { bytes += Array(repeating: UInt8(ascii: " "), count: 2 * level) }
}

extension MappedText {
  /// Where the text comes from as a whole; nil when it was made up, or comes from several files.
  var place: Place? {
    guard let first = parts.first, let last = parts.last else { return nil }
    let (from, to) = (first.place, last.place)
    guard from.file === to.file, from.range.start <= to.range.end else { return from }
    return Place(SourceRange(from.range.start, max(from.range.end, to.range.end)), in: from.file)
  }
}

extension MappedText.Part {
  var place: Place {
    switch origin {
    case .whole(let place): place
    case .copy(let text, let offset): Place(text.sourceRange(offset, offset + upper - lower), in: text.file)
    }
  }
}
