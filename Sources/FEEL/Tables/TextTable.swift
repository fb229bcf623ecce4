/// The texts that the cells of columns name, found by hash.
struct TextTable: Sendable {
  /// The texts, column after column.
  private(set) var texts: [String] = []
  // Of each column a table of twice as many places or more, each with the number of a text in its column, or -1.
  private var slots: [Int32] = []
  private var heads: [Head] = []
  // Texts outside ASCII may be equal though written differently; those are found the slow way.
  private var numbers: [[String: Int32]] = []

  private struct Head {
    var slots = 0
    var mask = 0
    var texts = 0
  }

  /// Adds the next column with its texts, each once.
  mutating func add(_ column: [String]) {
    var size = 4
    while size < column.count * 2 { size *= 2 }
    let head = Head(slots: slots.count, mask: size - 1, texts: texts.count)
    heads.append(head)
    texts += column
    slots += [Int32](repeating: -1, count: column.isEmpty ? 0 : size)
    numbers.append(Dictionary(uniqueKeysWithValues: column.enumerated().map { ($1, Int32($0)) }))
    for (number, text) in column.enumerated() {
      guard let hash = TextTable.hash(text) else { continue }
      var slot = hash & head.mask
      while slots[head.slots + slot] >= 0 { slot = (slot + 1) & head.mask }
      slots[head.slots + slot] = Int32(number)
    }
  }

  /// The number of a text among those of a column; their count when it is not one of them.
  @inline(__always)
  func position(of text: String, _ column: Int, _ count: Int) -> Int {
    guard let hash = TextTable.hash(text) else { return numbers[column][text].map { Int($0) } ?? count }
    let head = heads[column]
    var slot = hash & head.mask
    while true {
      let number = Int(slots[head.slots + slot])
      if number < 0 { return count }
      if texts[head.texts + number] == text { return number }
      slot = (slot + 1) & head.mask
    }
  }

  /// Where the texts of a column start.
  func start(of column: Int) -> Int { heads[column].texts }

  /// A hash of a text in ASCII; nil of others.
  @inline(__always)
  private static func hash(_ text: String) -> Int? {
    let hash = text.utf8.withContiguousStorageIfAvailable { bytes -> UInt64? in
      var (hash, all) = (UInt64(bytes.count), UInt64(0))
      var index = 0
      let raw = UnsafeRawBufferPointer(bytes)
      while index + 8 <= raw.count {
        let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        all |= word
        hash = mixed(hash ^ word)
        index += 8
      }
      var (word, shift) = (UInt64(0), UInt64(0))
      while index < raw.count {
        word |= UInt64(raw[index]) << shift
        shift += 8
        index += 1
      }
      all |= word
      return all & 0x8080_8080_8080_8080 == 0 ? mixed(hash ^ word) : nil
    }
    return hash.flatMap { $0 }.map { Int(truncatingIfNeeded: $0 >> 1) }
  }

  @inline(__always)
  private static func mixed(_ word: UInt64) -> UInt64 {
    let product = word &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 29)
  }
}
