/// A set of rows of a table, as bits.
struct RowSet: Hashable, Sendable {
  var words: [UInt64]

  /// The empty set of rows below a count.
  init(count: Int) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }

  /// Rows below a count.
  init(_ rows: some Sequence<Int>, count: Int) {
    self.init(count: count)
    for row in rows { insert(row) }
  }

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  mutating func insert(_ row: Int) { words[row / 64] |= 1 << UInt64(row % 64) }

  mutating func remove(_ row: Int) { words[row / 64] &= ~(1 << UInt64(row % 64)) }

  func contains(_ row: Int) -> Bool { words[row / 64] >> UInt64(row % 64) & 1 == 1 }

  /// Its rows in order.
  var rows: [Int] {
    var result: [Int] = []
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        result.append(index * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return result
  }

  /// Hashes the words as one: there are many sets, and all of a table have as many words.
  func hash(into hasher: inout Hasher) {
    var sum: UInt64 = 0
    for word in words {
      sum = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
      sum ^= sum >> 29
    }
    hasher.combine(sum)
  }
}
