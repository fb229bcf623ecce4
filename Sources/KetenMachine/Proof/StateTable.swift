/// Numbers the keys of states in the order they are first seen.
///
/// The keys stand one after another in one array; a table of their numbers, probed in a row, finds them.
struct StateTable {
  private var words: [UInt64] = []
  /// Where each key starts, with one entry more for the end.
  private var starts: [Int] = [0]
  private var hashes: [UInt32] = []
  /// The number of a key, −1 for a free place; a power of two of them, at most half full.
  private var places = [Int32](repeating: -1, count: 1024)

  /// The number of a key, and whether it is the first time.
  mutating func number(of key: [UInt64]) -> (number: Int32, isNew: Bool) {
    let hash = StateTable.hash(key)
    var place = Int(hash) & (places.count - 1)
    while places[place] >= 0 {
      let number = Int(places[place])
      if hashes[number] == hash, isEqual(number, key) { return (places[place], false) }
      place = (place + 1) & (places.count - 1)
    }
    let number = Int32(hashes.count)
    places[place] = number
    words += key
    starts.append(words.count)
    hashes.append(hash)
    if hashes.count * 2 > places.count { grow() }
    return (number, true)
  }

  private func isEqual(_ number: Int, _ key: [UInt64]) -> Bool {
    let start = starts[number]
    guard starts[number + 1] - start == key.count else { return false }
    for position in key.indices where words[start + position] != key[position] { return false }
    return true
  }

  private mutating func grow() {
    places = [Int32](repeating: -1, count: places.count * 2)
    for (number, hash) in hashes.enumerated() {
      var place = Int(hash) & (places.count - 1)
      while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Int32(number)
    }
  }

  /// Multiplies and folds word by word: the same on every machine and in every run.
  private static func hash(_ key: [UInt64]) -> UInt32 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for word in key {
      let product = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
      hash = product.high ^ product.low &+ 0x9E37_79B9_7F4A_7C15
    }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
