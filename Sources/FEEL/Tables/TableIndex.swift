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
  /// Those of them whose cells are tested in each row that the bits leave: the rough ones, and those past `bitColumnsMax`.
  let tested: [Int]
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
    /// The first key, or the number of the text.
    var low: Int64 = 0
    /// The key after the last.
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

  /// The most columns whose bits are intersected.
  static let bitColumnsMax = 16

  /// Gives the rows that match in order, until the body says no.
  ///
  /// - Precondition: There is a value for each column.
  @inline(__always)
  package func forEachRow(_ values: UnsafeBufferPointer<Value>, _ body: (Int) -> Bool) {
    precondition(values.count == columnCount, "a value for each column")
    // Of a constant size, so that it is a place on the stack and no call.
    withUnsafeTemporaryAllocation(of: Int.self, capacity: TableIndex.bitColumnsMax) { starts in
      var count = 0
      for position in 0..<order.count {
        let column = order[position]
        let piece = pieces[pieceIndex(column, values)]
        if piece.count >= 0 {
          test(Int(piece.start), Int(piece.count), besides: column, values, body)
          return
        }
        guard count < starts.count else { break }
        starts[count] = Int(piece.start)
        count += 1
      }
      intersect(UnsafeBufferPointer(rebasing: starts[..<count]), values, body)
    }
  }

  @inline(__always)
  private func test(
    _ start: Int, _ count: Int, besides column: Int, _ values: UnsafeBufferPointer<Value>, _ body: (Int) -> Bool
  ) {
    for index in start..<start + count {
      let row = Int(lists[index])
      var matches = true
      for position in 0..<order.count where matches {
        let other = order[position]
        if other != column { matches = accepts(row, other, values) }
      }
      if matches, !body(row) { return }
    }
  }

  @inline(__always)
  private func intersect(
    _ starts: UnsafeBufferPointer<Int>, _ values: UnsafeBufferPointer<Value>, _ body: (Int) -> Bool
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
        for position in 0..<tested.count where matches { matches = accepts(row, tested[position], values) }
        if matches, !body(row) { return }
      }
    }
  }

  /// Whether a cell accepts the value of its column.
  @inline(__always)
  private func accepts(_ row: Int, _ column: Int, _ values: UnsafeBufferPointer<Value>) -> Bool {
    let check = checks[row &* columnCount &+ column]
    switch check.sort {
    case .all: return true
    case .keys:
      if let key = key(column, values) { return check.low <= key && key < check.high }
    case .text:
      if case .string(let text) = values[column] { return texts.texts[Int(check.low)] == text }
    case .set: break
    }
    return isInSet(row, column, values[column])
  }

  @inline(never)
  private func isInSet(_ row: Int, _ column: Int, _ value: Value) -> Bool {
    sets[row * columnCount + column]?.contains(value) ?? true
  }

  /// The piece of a column that its value lies in.
  @inline(__always)
  private func pieceIndex(_ column: Int, _ values: UnsafeBufferPointer<Value>) -> Int {
    let head = columns[column]
    switch head.way {
    case .kind: break
    case .key:
      if let key = key(column, values) { return head.pieces + countOfBounds(head.start, head.count, upTo: key) }
    case .text:
      if case .string(let text) = values[column] {
        return head.pieces + texts.position(of: text, column, head.count)
      }
    case .cut: return head.pieces + countOfCuts(head, below: values[column])
    }
    return head.kindPieces + kindNumber(values[column])
  }

  @inline(never)
  private func kindNumber(_ value: Value) -> Int { Int(ValueKind(value).rawValue) }

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
  private func countOfCuts(_ head: Column, below value: Value) -> Int {
    var (low, high) = (head.start, head.start + head.count)
    while low < high {
      let middle = (low + high) / 2
      if cuts[middle].isBelow(value) { low = middle + 1 } else { high = middle }
    }
    return low - head.start
  }

  @inline(__always)
  private func key(_ column: Int, _ values: UnsafeBufferPointer<Value>) -> Int64? {
    let head = columns[column]
    guard head.kind == .number else { return values[column].key(kind: head.kind) }
    if case .number(let number) = values[column] { return number.key(scale: head.scale) }
    return nil
  }
}
