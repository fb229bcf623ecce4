import KetenSource

/// A place in a file.
package struct Place: Sendable {
  package let file: SourceFile
  package let range: SourceRange

  package init(_ range: SourceRange, in file: SourceFile) { (self.range, self.file) = (range, file) }
}

/// A text that was made from parts of other files, and knows where each part comes from.
package struct MappedText: Sendable, ExpressibleByStringInterpolation {
  /// Where a part comes from.
  enum Origin: Sendable {
    /// All of it from one place, as a name that was changed.
    case whole(Place)
    /// Byte by byte from a text, from this offset on.
    case copy(SourceText, Int)
  }

  /// A part of the text, by offsets of its UTF-8.
  struct Part: Sendable {
    let lower: Int
    let upper: Int
    let origin: Origin
  }

  private(set) var utf8: [UInt8] = []
  /// In order, without overlap; what is in none was made up.
  private(set) var parts: [Part] = []

  package init() {}
  /// A text that comes from nowhere.
  package init(stringLiteral value: String) { utf8 = Array(value.utf8) }
  package init(_ text: String) { utf8 = Array(text.utf8) }

  /// A text that as a whole stands for a place.
  package init(_ text: String, for place: Place) {
    utf8 = Array(text.utf8)
    if !utf8.isEmpty { parts = [Part(lower: 0, upper: utf8.count, origin: .whole(place))] }
  }

  /// A text that is copied.
  package init(copying text: SourceText) {
    utf8 = text.utf8
    if !utf8.isEmpty { parts = [Part(lower: 0, upper: utf8.count, origin: .copy(text, 0))] }
  }

  package var string: String { String(decoding: utf8, as: UTF8.self) }
  package var isEmpty: Bool { utf8.isEmpty }

  package mutating func append(_ text: MappedText) {
    let shift = utf8.count
    utf8 += text.utf8
    parts += text.parts.map { Part(lower: $0.lower + shift, upper: $0.upper + shift, origin: $0.origin) }
  }

  package static func + (left: MappedText, right: MappedText) -> MappedText {
    var result = left
    result.append(right)
    return result
  }

  /// A part of the text.
  func slice(_ lower: Int, _ upper: Int) -> MappedText {
    var result = MappedText()
    result.utf8 = Array(utf8[lower..<upper])
    for part in parts where part.lower < upper && part.upper > lower {
      let (from, to) = (max(part.lower, lower), min(part.upper, upper))
      var origin = part.origin
      if case .copy(let text, let offset) = origin { origin = .copy(text, offset + from - part.lower) }
      result.parts.append(Part(lower: from - lower, upper: to - lower, origin: origin))
    }
    return result
  }
}
