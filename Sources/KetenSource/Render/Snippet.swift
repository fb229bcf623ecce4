/// Lines of a source with marks under some ranges of it.
struct Snippet {
  let file: SourceFile
  /// The ranges to mark; an empty one gets a single caret.
  let ranges: [SourceRange]
  /// What stands under each column of a range.
  let mark: Character
  /// The number that the file's first line is shown with.
  var firstLineNumber = 1

  /// One line to show.
  struct Line {
    /// The number in the gutter; nil for lines left out.
    let number: Int?
    let text: String
    /// The marks under the text; empty for none.
    let marks: String
  }

  /// A range of more lines than this shows its first and last alone.
  private static let lineLimit = 4
  /// At most so many columns of a line are shown: those around its first mark.
  private static let columnLimit = 160
  private static let columnsBeforeMark = 40
  /// Of a longer line only the bytes around its first mark are looked at: what is far from it is not shown anyway.
  private static let byteLimit = 16_384
  private static let bytesBeforeMark = 4096

  /// The lines of the ranges, in order, with a line `...` where some are left out.
  func lines() -> [Line] {
    var result: [Line] = []
    var last: Int?
    for number in Set(ranges.flatMap(shownLines)).sorted() {
      if let last, number > last + 1 { result.append(Line(number: nil, text: "...", marks: "")) }
      result.append(line(number))
      last = number
    }
    return result
  }

  private func lineSpan(_ range: SourceRange) -> ClosedRange<Int> {
    let first = file.position(of: range.start).line
    // A range that takes a line end with it does not reach into the next line.
    let last = file.position(of: range.end > range.start ? range.end - 1 : range.end).line
    return first...max(first, last)
  }

  private func shownLines(_ range: SourceRange) -> [Int] {
    let span = lineSpan(range)
    return span.count <= Self.lineLimit ? Array(span) : [span.lowerBound, span.upperBound]
  }
}

// MARK: One line

extension Snippet {
  private struct MarkedCell {
    var cell: ScreenCell
    /// How many columns of it are marked, from its first.
    var markCount = 0
    var mark: Character = " "
  }

  private func line(_ number: Int) -> Line {
    guard let line = file.lineRange(number) else { return Line(number: nil, text: "", marks: "") }
    let bounds = window(line, around: ranges.compactMap { part(of: $0, line: number, line) })
    let marked = ranges.compactMap { part(of: $0, line: number, bounds) }
    var cells = cells(bounds, cuts: marked.flatMap { [$0.start, $0.end] })
    for part in marked { mark(part, in: &cells) }
    let (shown, isCutBefore, isCutAfter) = crop(cells.map(\.value))
    var text = shown.map(\.cell.text).joined()
    var marks = shown.map { marked in
      String(repeating: marked.mark, count: marked.markCount)
        + String(repeating: " ", count: max(0, marked.cell.width - marked.markCount))
    }.joined()
    if isCutBefore || bounds.start > line.start { (text, marks) = ("…" + text, " " + marks) }
    if isCutAfter || bounds.end < line.end { text += "…" }
    return Line(number: number + firstLineNumber - 1, text: trimmed(text), marks: trimmed(marks))
  }

  /// The bytes of a line that can be shown, cut between characters.
  private func window(_ line: SourceRange, around marked: [SourceRange]) -> SourceRange {
    guard line.end - line.start > Self.byteLimit else { return line }
    let mark = marked.map(\.start).min() ?? line.start
    let start = max(line.start, mark - Self.bytesBeforeMark)
    let cut = { (offset: Int) in
      var offset = offset
      while offset < line.end, file.bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      return offset
    }
    return SourceRange(cut(start), cut(min(line.end, start + Self.byteLimit)))
  }

  /// The part of a range that is marked in a line; nil when it has none there.
  private func part(of range: SourceRange, line number: Int, _ bounds: SourceRange) -> SourceRange? {
    let span = lineSpan(range)
    guard span.contains(number) else { return nil }
    var start = min(max(range.start, bounds.start), bounds.end)
    let end = min(max(range.end, start), bounds.end)
    if number > span.lowerBound {
      while start < end, file.bytes[start] == UInt8(ascii: " ") || file.bytes[start] == UInt8(ascii: "\t") {
        start += 1
      }
      if start == end { return nil }
    }
    return SourceRange(start, end)
  }

  /// The cells of a line with the offset of each; it is decoded in pieces, so that a cut falls between two cells.
  private func cells(_ bounds: SourceRange, cuts: [Int]) -> [(offset: Int, value: MarkedCell)] {
    var result: [(offset: Int, value: MarkedCell)] = []
    var column = 0
    var start = bounds.start
    for end in Set(cuts + [bounds.end]).sorted() where end > start {
      for character in file.text(SourceRange(start, end)) {
        let cell = ScreenCell(character, column: column)
        column += cell.width
        // Within a piece the exact offsets do not matter: only its start is asked for.
        result.append((start, MarkedCell(cell: cell)))
      }
      start = end
    }
    return result
  }

  private func mark(_ part: SourceRange, in cells: inout [(offset: Int, value: MarkedCell)]) {
    var isMarked = false
    for index in cells.indices where part.start <= cells[index].offset && cells[index].offset < part.end {
      cells[index].value.markCount = cells[index].value.cell.width
      cells[index].value.mark = mark
      isMarked = isMarked || cells[index].value.cell.width > 0
    }
    if isMarked { return }
    guard let next = cells.firstIndex(where: { $0.offset >= part.end && $0.value.cell.width > 0 }) else {
      cells.append((part.end, MarkedCell(cell: ScreenCell(" ", column: 0), markCount: 1, mark: "^")))
      return
    }
    if cells[next].value.markCount == 0 { (cells[next].value.markCount, cells[next].value.mark) = (1, "^") }
  }

  private func crop(_ cells: [MarkedCell]) -> (shown: ArraySlice<MarkedCell>, isCutBefore: Bool, isCutAfter: Bool) {
    let widths = cells.map(\.cell.width)
    guard widths.reduce(0, +) > Self.columnLimit else { return (cells[...], false, false) }
    let columnOfMark = widths[..<(cells.firstIndex { $0.markCount > 0 } ?? 0)].reduce(0, +)
    let firstColumn = columnOfMark < Self.columnLimit / 2 ? 0 : columnOfMark - Self.columnsBeforeMark
    var column = 0
    var shown = cells.startIndex..<cells.startIndex
    for index in cells.indices {
      if column < firstColumn { shown = index + 1..<index + 1 }
      column += widths[index]
      if shown.lowerBound <= index, column <= firstColumn + Self.columnLimit { shown = shown.lowerBound..<index + 1 }
    }
    return (cells[shown], shown.lowerBound > 0, shown.upperBound < cells.count)
  }

  private func trimmed(_ text: String) -> String {
    String(text.reversed().drop { $0 == " " }.reversed())
  }
}
