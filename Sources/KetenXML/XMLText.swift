import KetenSource

extension XMLAttribute {
  /// The value with references and white space resolved; it still knows the place of each byte.
  package var text: SourceText {
    guard row.isEncoded else { return SourceText(file: tree.file, range: valueRange) }
    var decoder = TextDecoder(file: tree.file)
    decoder.decode(row.valueSpan, .value)
    return decoder.text(valueRange)
  }

  /// The value with references and white space resolved.
  package var value: String { row.isEncoded ? text.string : tree.file.text(valueRange) }
}

extension XMLElement {
  /// The character data directly in the element, one run after the other; nil when it is all blank.
  package var text: SourceText? {
    let rows = texts
    guard let first = rows.first, let last = rows.last, rows.contains(where: { !$0.isBlank }) else { return nil }
    if rows.count == 1, !first.isEncoded { return SourceText(file: tree.file, range: first.span.range) }
    var decoder = TextDecoder(file: tree.file)
    for row in rows {
      decoder.decode(row.span, tree.isCharacterDataSection(row) ? .section : .text)
    }
    return decoder.text(SourceRange(Int(first.span.start), Int(last.span.end)))
  }

  /// One run of the character data in the element.
  func decoded(_ row: SyntaxTree.TextRow) -> String {
    var decoder = TextDecoder(file: tree.file)
    decoder.decode(row.span, tree.isCharacterDataSection(row) ? .section : .text)
    return decoder.text(row.span.range).string
  }
}

extension SyntaxTree {
  /// Whether a run is a CDATA section: text always begins after a `>`.
  fileprivate func isCharacterDataSection(_ row: TextRow) -> Bool {
    row.span.start > 0 && file.bytes[Int(row.span.start) - 1] == UInt8(ascii: "[")
  }
}

extension SourceText {
  /// The text without white space at either end.
  package var trimmed: SourceText {
    guard let first = utf8.firstIndex(where: { !isBlank($0) }), let last = utf8.lastIndex(where: { !isBlank($0) })
    else {
      return SourceText(file: file, range: SourceRange(range.start, range.start))
    }
    if first == 0, last == utf8.count - 1 { return self }
    let range = sourceRange(first, last + 1)
    guard let offsets else { return SourceText(file: file, range: range) }
    return SourceText(
      file: file, range: range, utf8: Array(utf8[first...last]), offsets: Array(offsets[first...last + 1]))
  }
}

private func isBlank(_ byte: UInt8) -> Bool { ByteClass.table[Int(byte)] & ByteClass.nonBlank == 0 }

/// Resolves references and line ends, and remembers where each byte came from.
private struct TextDecoder {
  enum Kind { case value, text, section }

  let file: SourceFile
  private var utf8: [UInt8] = []
  private var offsets: [Int32] = []
  private var end: Int32 = 0

  init(file: SourceFile) { self.file = file }

  mutating func decode(_ span: SyntaxTree.Span, _ kind: Kind) {
    var at = Int(span.start)
    let stop = Int(span.end)
    end = span.end
    while at < stop {
      let byte = file.bytes[at]
      let start = Int32(at)
      at += 1
      switch byte {
      case UInt8(ascii: "&") where kind != .section:
        var semicolon = at
        while semicolon < stop, file.bytes[semicolon] != UInt8(ascii: ";") { semicolon += 1 }
        for decoded in referred(file.text(SourceRange(at, semicolon))).utf8 { append(decoded, start) }
        at = min(semicolon + 1, stop)
      case UInt8(ascii: "\r"):
        if at < stop, file.bytes[at] == UInt8(ascii: "\n") { at += 1 }
        append(kind == .value ? UInt8(ascii: " ") : UInt8(ascii: "\n"), start)
      case UInt8(ascii: "\n"), UInt8(ascii: "\t"): append(kind == .value ? UInt8(ascii: " ") : byte, start)
      default: append(byte, start)
      }
    }
  }

  func text(_ range: SourceRange) -> SourceText {
    SourceText(file: file, range: range, utf8: utf8, offsets: offsets + [end])
  }

  private mutating func append(_ byte: UInt8, _ offset: Int32) {
    utf8.append(byte)
    offsets.append(offset)
  }

  /// What a reference, without its `&` and `;`, stands for; nothing when it is not sound, as in the rest of a cut file.
  private func referred(_ name: String) -> String {
    if let byte = Entity.predefined[name] { return String(UnicodeScalar(byte)) }
    guard name.hasPrefix("#") else { return "" }
    let number = name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
    return number.flatMap(UnicodeScalar.init).map { String($0) } ?? ""
  }
}
