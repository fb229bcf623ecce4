import KetenSource

/// A guard of a DCR graph as FEEL.
///
/// Data have a value from the start, which a chain says as that of an item not yet written. The signs of editors that write
/// their guards as programs (`==`, `&&`, `||`, texts in single quotes) become those of FEEL.
struct DCRGuard {
  let text: MappedText
  /// The first name in it that is no data of the graph.
  private(set) var unknown: SourceRange?
  /// The ids of the data that it reads.
  private(set) var reads: [String] = []

  init(_ source: SourceText, _ data: [String: (item: String, initial: String?)]) {
    var text = MappedText()
    let copy = MappedText(copying: source)
    let bytes = source.utf8
    var at = 0
    while at < bytes.count {
      let start = at
      at = Self.endOfToken(bytes, from: at)
      let word = String(decoding: bytes[start..<at], as: UTF8.self)
      let place = Place(source.sourceRange(start, at), in: source.file)
      if let known = data[word] {
        reads.append(word)
        let value = known.initial.map { "(if \(known.item) = null then \($0) else \(known.item))" } ?? known.item
        text.append(MappedText(value, for: place))
      } else if let sign = Self.signs[word] {
        text.append(MappedText(sign, for: place))
      } else if word.hasPrefix("'") {
        text.append(MappedText("\"\(word.dropFirst().dropLast())\"", for: place))
      } else {
        if Self.isName(bytes[start]), !Self.words.contains(word) { unknown = unknown ?? place.range }
        text.append(copy.slice(start, at))
      }
    }
    self.text = text
  }

  private static let signs = [
    "==": "=", "&&": "and", "||": "or", "AND": "and", "OR": "or", "True": "true", "False": "false",
  ]
  private static let words: Set<String> = [
    "and", "or", "true", "false", "null", "between", "in", "not", "if", "then", "else",
  ]

  private static func isName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func endOfToken(_ bytes: [UInt8], from start: Int) -> Int {
    var at = start + 1
    let first = bytes[start]
    if isName(first) {
      while at < bytes.count, isName(bytes[at]) || isDigit(bytes[at]) { at += 1 }
    } else if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") {
      while at < bytes.count, bytes[at] != first { at += 1 }
      at = min(at + 1, bytes.count)
    } else if at < bytes.count, bytes[at] == first, "=&|".utf8.contains(first) {
      at += 1
    }
    return at
  }
}
