/// A name of a chain by number: equal names have equal numbers.
package struct NameNumber: Hashable, Sendable {
  let int: Int

  /// The number of what has no name in the chain.
  package static let none = NameNumber(int: -1)
}

/// The names of a chain, each with a number, so that past reading no text is hashed or compared.
///
/// Two spellings that Unicode holds equal are one name, as they are for `String`.
package struct NameTable: Sendable {
  private var texts: [String] = []
  /// The bytes of all names, one after the other, and where each begins, with one entry more for the end.
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]
  /// Open addressing: a number or −1, and the hash of its name.
  private var slots = [Slot](repeating: Slot(), count: 256)
  /// The names outside ASCII, which may have more than one spelling.
  private var wide: [String: NameNumber] = [:]

  private struct Slot {
    var number: Int32 = -1
    var hash: UInt32 = 0
  }

  package var count: Int { texts.count }

  package subscript(_ name: NameNumber) -> String { texts[name.int] }

  /// The number of a name, which is new when it was not there yet.
  package mutating func number(adding word: UnsafeRawBufferPointer) -> NameNumber {
    let hash = Self.hash(word)
    if let known = find(word, hash) { return known }
    let text = String(decoding: word, as: UTF8.self)
    if let known = wide[text] { return known }
    let number = NameNumber(int: texts.count)
    if word.contains(where: { $0 >= 0x80 }) { wide[text] = number }
    texts.append(text)
    bytes.append(contentsOf: word)
    starts.append(bytes.count)
    if texts.count * 2 > slots.count { grow() }
    insert(Slot(number: Int32(number.int), hash: hash))
    return number
  }

  package mutating func number(adding text: String) -> NameNumber {
    var text = text
    return text.withUTF8 { number(adding: UnsafeRawBufferPointer($0)) }
  }

  /// The number of a name; nil when the chain has no such name.
  package func number(of word: UnsafeRawBufferPointer) -> NameNumber? {
    if let known = find(word, Self.hash(word)) { return known }
    return wide.isEmpty ? nil : wide[String(decoding: word, as: UTF8.self)]
  }

  package func number(of text: String) -> NameNumber? {
    var text = text
    return text.withUTF8 { number(of: UnsafeRawBufferPointer($0)) }
  }

  private func find(_ word: UnsafeRawBufferPointer, _ hash: UInt32) -> NameNumber? {
    var at = Int(hash) & (slots.count - 1)
    while slots[at].number >= 0 {
      let number = Int(slots[at].number)
      if slots[at].hash == hash, equals(word, number) { return NameNumber(int: number) }
      at = (at + 1) & (slots.count - 1)
    }
    return nil
  }

  private func equals(_ word: UnsafeRawBufferPointer, _ number: Int) -> Bool {
    let start = starts[number]
    guard starts[number + 1] - start == word.count else { return false }
    for index in 0..<word.count where bytes[start + index] != word[index] { return false }
    return true
  }

  private mutating func insert(_ slot: Slot) {
    var at = Int(slot.hash) & (slots.count - 1)
    while slots[at].number >= 0 { at = (at + 1) & (slots.count - 1) }
    slots[at] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: 2 * old.count)
    for slot in old where slot.number >= 0 { insert(slot) }
  }

  // The standard hash is seeded: a file cannot be made so that its names collide.
  private static func hash(_ word: UnsafeRawBufferPointer) -> UInt32 {
    var hasher = Hasher()
    hasher.combine(bytes: word)
    return UInt32(truncatingIfNeeded: hasher.finalize())
  }
}

/// Values by name: an array, since names are numbered.
package struct NameMap<Value: Sendable>: Sendable {
  private var values: [Value?]

  package init(_ names: NameTable) { values = Array(repeating: nil, count: names.count) }

  package subscript(_ name: NameNumber) -> Value? {
    get { values.indices.contains(name.int) ? values[name.int] : nil }
    set {
      guard name != .none else { return }
      if name.int >= values.count { values += Array(repeating: nil, count: name.int + 1 - values.count) }
      values[name.int] = newValue
    }
  }

  /// The names that have a value, in the order in which they came up.
  package var names: some Sequence<NameNumber> {
    values.indices.lazy.filter { values[$0] != nil }.map { NameNumber(int: $0) }
  }
}

/// A set of names: an array, since names are numbered.
package struct NameSet: Sendable {
  private var isMember: [Bool]

  package init(_ names: NameTable) { isMember = Array(repeating: false, count: names.count) }

  package func contains(_ name: NameNumber) -> Bool { isMember.indices.contains(name.int) && isMember[name.int] }

  package mutating func insert(_ name: NameNumber) {
    guard name != .none else { return }
    if name.int >= isMember.count { isMember += Array(repeating: false, count: name.int + 1 - isMember.count) }
    isMember[name.int] = true
  }

  package mutating func insert(_ references: [Chain.Reference]) {
    for reference in references { insert(reference.number) }
  }
}
