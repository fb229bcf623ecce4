/// The rows of a decision table arranged for finding those that match some inputs, fast and without allocating.
///
/// It finds exactly the rows whose every cell contains its value. A cell that depends on more than its column counts as
/// matching: the caller tests it again in the rows where `isOpen` says so.
///
/// Each column parts its values into pieces, and each piece knows the rows that accept it: a short list where they are
/// few, else a set of bits. A lookup takes the columns by how few rows they leave. At the first short list it tests the
/// other cells of those rows one by one; without one it intersects the bits of all columns word by word.
package struct TableIndex: Sendable {
  /// How many rows there are.
  package let rowCount: Int
  let columnCount: Int
  let wordCount: Int
  /// The columns that say something, those that leave the fewest rows first.
  let order: [Int]
  let columns: [Column]
  /// The keys where pieces begin, column after column.
  let bounds: [Int64]
  let pieces: [Piece]
  let lists: [Int32]
  let words: [UInt64]
  /// The tests of single cells, row after row.
  let checks: [Check]
  let sets: [ValueSet?]
  let texts: TextTable
  /// The places where pieces begin in columns that no key tells apart.
  let cuts: [Cut]
  let openRows: RowSet

  /// How the pieces of a column are found.
  enum Way: UInt8 {
    /// By the kind of the value alone.
    case kind
    /// By a number that orders the values.
    case key
    /// By a text among those that the cells name.
    case text
    /// By comparing values.
    case cut
  }

  struct Column {
    var way: Way
    /// The kind whose values it tells apart.
    var kind: ValueKind = .end
    /// The decimals that its numbers have at most.
    var scale = 0
    /// Where its bounds, cuts or texts start, and how many there are.
    var start = 0
    var count = 0
    /// Where its pieces start.
    var pieces = 0
    /// Where the pieces of the kinds start that it does not tell apart.
    var kindPieces = 0
    /// Whether its bits may have rows that do not accept the value.
    var isRough = false
  }

  /// The rows of a piece: so many of the lists, or bits when the count is negative.
  struct Piece {
    var start: Int32
    var count: Int32
  }

  /// The test of one cell, as cheap as it goes.
  struct Check {
    enum Sort: UInt8 { case all, keys, text, set }

    var sort: Sort
    /// Keys from here …
    var low: Int64 = 0
    /// … to below here; or the number of the text.
    var high: Int64 = 0
  }

  /// Whether a cell of a row depends on more than its column.
  package func isOpen(_ row: Int) -> Bool { openRows.contains(row) }

  /// The first row that matches.
  ///
  /// - Precondition: There is a value for each column.
  package func firstRow(_ values: UnsafeBufferPointer<Value>) -> Int? {
    var result = -1
    forEachRow(values) { row in
      result = row
      return false
    }
    return result < 0 ? nil : result
  }

  /// Gives the rows that match in order, until the body says no.
  ///
  /// - Precondition: There is a value for each column.
  @inline(__always)
  package func forEachRow(_ values: UnsafeBufferPointer<Value>, _ body: (Int) -> Bool) {
    precondition(values.count == columnCount, "a value for each column")
    withUnsafeTemporaryAllocation(of: Int.self, capacity: order.count) { starts in
      for position in 0..<order.count {
        let column = order[position]
        let piece = pieces[pieceIndex(column, values[column])]
        if piece.count >= 0 {
          test(lists, Int(piece.start), Int(piece.count), besides: column, values, body)
          return
        }
        starts[position] = Int(piece.start)
      }
      intersect(starts, values, body)
    }
  }

  @inline(__always)
  private func test(
    _ rows: [Int32], _ start: Int, _ count: Int, besides column: Int, _ values: UnsafeBufferPointer<Value>,
    _ body: (Int) -> Bool
  ) {
    for index in start..<start + count {
      let row = Int(rows[index])
      var matches = true
      for other in order where other != column && matches {
        matches = accepts(row, other, values[other])
      }
      if matches, !body(row) { return }
    }
  }

  @inline(__always)
  private func intersect(
    _ starts: UnsafeMutableBufferPointer<Int>, _ values: UnsafeBufferPointer<Value>, _ body: (Int) -> Bool
  ) {
    for word in 0..<wordCount {
      var rest = UInt64.max
      for start in starts {
        rest &= words[start + word]
        if rest == 0 { break }
      }
      if starts.isEmpty { rest = word == rowCount / 64 ? 1 << UInt64(rowCount % 64) - 1 : rest }
      while rest != 0 {
        let row = word * 64 + rest.trailingZeroBitCount
        rest &= rest - 1
        var matches = true
        for column in order where columns[column].isRough && matches {
          matches = accepts(row, column, values[column])
        }
        if matches, !body(row) { return }
      }
    }
  }

  /// Whether a cell accepts a value.
  @inline(__always)
  private func accepts(_ row: Int, _ column: Int, _ value: borrowing Value) -> Bool {
    let check = checks[row &* columnCount &+ column]
    switch check.sort {
    case .all: return true
    case .keys:
      guard let key = key(column, value) else { return isInSet(row, column, value) }
      return check.low <= key && key < check.high
    case .text:
      guard case .string(let text) = copy value else { return isInSet(row, column, value) }
      return texts.texts[Int(check.low)] == text
    case .set: return isInSet(row, column, value)
    }
  }

  @inline(never)
  private func isInSet(_ row: Int, _ column: Int, _ value: borrowing Value) -> Bool {
    sets[row * columnCount + column]?.contains(copy value) ?? true
  }

  /// The piece of a column that a value lies in.
  @inline(__always)
  private func pieceIndex(_ column: Int, _ value: borrowing Value) -> Int {
    let head = columns[column]
    switch head.way {
    case .kind: break
    case .key:
      if let key = key(column, value) { return head.pieces + countOfBounds(head.start, head.count, upTo: key) }
    case .text:
      if case .string(let text) = copy value { return head.pieces + texts.position(of: text, column, head.count) }
    case .cut: return head.pieces + countOfCuts(head, below: value)
    }
    return head.kindPieces + Int(ValueKind(copy value).rawValue)
  }

  /// How many bounds do not exceed a key.
  @inline(__always)
  private func countOfBounds(_ start: Int, _ count: Int, upTo key: Int64) -> Int {
    guard count > 0 else { return 0 }
    var (base, length) = (start, count)
    while length > 1 {
      let half = length / 2
      base += bounds[base + half - 1] <= key ? half : 0
      length -= half
    }
    return base - start + (bounds[base] <= key ? 1 : 0)
  }

  @inline(never)
  private func countOfCuts(_ head: Column, below value: borrowing Value) -> Int {
    let value = copy value
    var (low, high) = (head.start, head.start + head.count)
    while low < high {
      let middle = (low + high) / 2
      if cuts[middle].isBelow(value) { low = middle + 1 } else { high = middle }
    }
    return low - head.start
  }

  @inline(__always)
  private func key(_ column: Int, _ value: borrowing Value) -> Int64? {
    let head = columns[column]
    if head.kind == .number {
      guard case .number(let number) = copy value else { return nil }
      return number.key(scale: head.scale)
    }
    return (copy value).key(kind: head.kind)
  }
}
