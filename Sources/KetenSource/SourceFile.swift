/// A file's bytes with its line table: what every range points into.
///
/// Offsets are byte offsets from the start of the file, a byte order mark included.
public final class SourceFile: Sendable {
  /// The path as the user gave it, so that a message shows a path the user can open.
  public let path: String
  /// The bytes as read, never changed.
  public let bytes: [UInt8]
  /// The offset of the first byte of each line; the first is 0.
  package let lineStarts: [Int]

  /// Makes a source from bytes in memory.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts = [0]
    bytes.withUnsafeBufferPointer { buffer in
      for index in buffer.indices where buffer[index] == UInt8(ascii: "\n") { starts.append(index + 1) }
    }
    lineStarts = starts
  }

  /// Makes a source from text in memory.
  public convenience init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The text in a range, with broken UTF-8 replaced.
  public func text(_ range: SourceRange) -> String {
    let lower = min(max(range.start, 0), bytes.count)
    let upper = min(max(range.end, lower), bytes.count)
    return String(decoding: bytes[lower..<upper], as: UTF8.self)
  }

  /// The line and column of an offset; an offset past the end is the end.
  public func position(of offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    var start = lineStarts[low]
    if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = min(3, offset) }
    let prefix = String(decoding: bytes[start..<max(start, offset)], as: UTF8.self)
    return SourcePosition(line: low + 1, column: prefix.unicodeScalars.count + 1, utf16Column: prefix.utf16.count + 1)
  }

  /// The bytes of a line (from 1), without its line end and a byte order mark; nil for a line that does not exist.
  package func lineRange(_ number: Int) -> SourceRange? {
    guard lineStarts.indices.contains(number - 1) else { return nil }
    var start = lineStarts[number - 1]
    if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return SourceRange(start, max(start, end))
  }

  /// The text of a line (from 1), without its line end and a byte order mark; empty for a line that does not exist.
  public func line(_ number: Int) -> String { lineRange(number).map(text) ?? "" }
}

/// A half-open byte range in a `SourceFile`.
public struct SourceRange: Hashable, Sendable, Comparable {
  /// The offset of the first byte.
  public var start: Int
  /// The offset just past the last byte; equal to `start` for a place between two bytes.
  public var end: Int

  /// Makes a range from two byte offsets.
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  /// Orders by start, then by end.
  public static func < (left: SourceRange, right: SourceRange) -> Bool {
    (left.start, left.end) < (right.start, right.end)
  }
}

/// A place as people and editors count it, both from 1.
public struct SourcePosition: Hashable, Sendable {
  /// The line, from 1.
  public let line: Int
  /// The column in Unicode scalars, from 1.
  public let column: Int
  /// The column in UTF-16 units, from 1: what SARIF and editors ask for.
  public let utf16Column: Int
}

/// Text decoded from a source (entities resolved), that still knows where each of its bytes came from.
public struct SourceText: Sendable {
  /// The file it stands in.
  public let file: SourceFile
  /// The range of the raw text in the file.
  public let range: SourceRange
  /// The decoded UTF-8.
  public let utf8: [UInt8]
  /// Where each decoded byte starts in the file, with one entry more for the end; nil when bytes and file run in step.
  package let offsets: [Int32]?

  /// Makes a text whose bytes are the file's own, unescaped.
  public init(file: SourceFile, range: SourceRange) {
    self.file = file
    self.range = range
    utf8 = Array(file.bytes[range.start..<range.end])
    offsets = nil
  }

  /// Makes a text that was decoded, with the file offset of each decoded byte and of the end.
  package init(file: SourceFile, range: SourceRange, utf8: [UInt8], offsets: [Int32]) {
    precondition(offsets.count == utf8.count + 1, "one offset a byte and one for the end")
    self.file = file
    self.range = range
    self.utf8 = utf8
    self.offsets = offsets
  }

  /// A text of its own, in a file of its own: for the command line and tests.
  public init(_ text: String, path: String = "<text>") {
    let file = SourceFile(path: path, text: text)
    self.init(file: file, range: SourceRange(0, file.bytes.count))
  }

  /// The decoded text.
  public var string: String { String(decoding: utf8, as: UTF8.self) }

  /// The file range of a range of decoded bytes.
  public func sourceRange(_ lower: Int, _ upper: Int) -> SourceRange {
    guard let offsets else { return SourceRange(range.start + lower, range.start + upper) }
    return SourceRange(Int(offsets[lower]), Int(offsets[upper]))
  }
}
