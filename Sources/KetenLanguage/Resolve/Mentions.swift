import KetenSource

/// Finds the names of a chain in the texts of expressions, before these are read: only what is named there has to be
/// declared.
struct Mentions {
  let chain: Chain

  /// The events named after `steps.` anywhere: only these need slots.
  ///
  /// With an unknown one all are declared, so that the message can say which was meant.
  func steps(_ texts: [[UInt8]]) -> [NameNumber] {
    var found = NameMap<Bool>(chain.names)
    for text in texts {
      var at = 0
      while let end = endOfSteps(in: text, from: at) {
        at = end
        guard let name = longestEvent(in: text, from: skipPoint(in: text, from: end)) else {
          return sorted(chain.symbols.names.filter { isEvent($0) })
        }
        found[name] = true
      }
    }
    return sorted(found.names)
  }

  private func sorted(_ names: some Sequence<NameNumber>) -> [NameNumber] {
    names.sorted { chain.names[$0] < chain.names[$1] }
  }

  private func isEvent(_ name: NameNumber) -> Bool { chain.symbols[name]?.kind == .event }

  private func endOfSteps(in text: [UInt8], from start: Int) -> Int? {
    var at = start
    while at + 5 <= text.count {
      if text[at] == UInt8(ascii: "s"), text[at..<at + 5].elementsEqual("steps".utf8) { return at + 5 }
      at += 1
    }
    return nil
  }

  /// Past points and white space.
  private func skipPoint(in text: [UInt8], from start: Int) -> Int {
    var rest = text[start...]
    while let byte = rest.first {
      if byte < 0x80 {
        guard byte == UInt8(ascii: ".") || byte == 0x20 || (0x09...0x0D).contains(byte) else { break }
        rest.removeFirst()
      } else {
        // White space outside ASCII is two or three bytes long.
        guard let space = String(decoding: rest.prefix(3), as: UTF8.self).unicodeScalars.first,
          space.properties.isWhitespace
        else { break }
        rest.removeFirst(String(space).utf8.count)
      }
    }
    return rest.startIndex
  }

  /// The longest name of an event that stands at a place.
  private func longestEvent(in text: [UInt8], from start: Int) -> NameNumber? {
    var end = start
    while end < text.count, isNameByte(text[end]) { end += 1 }
    return text.withUnsafeBytes { bytes in
      while end > start {
        let word = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        if let name = chain.names.number(of: word), isEvent(name) { return name }
        end -= 1
      }
      return nil
    }
  }

  /// The items that a text may name, and perhaps others; nil when that could be any.
  ///
  /// A name of an item is a run of letters, digits and so on, or, since a hyphen may be a minus, a part of one.
  func items(_ texts: [[UInt8]]) -> NameSet? {
    var found = NameSet(chain.names)
    for text in texts {
      var start = 0
      while start < text.count {
        var cuts = [start - 1]
        while start < text.count, isNameByte(text[start]) {
          if text[start] == UInt8(ascii: "-") { cuts.append(start) }
          start += 1
        }
        cuts.append(start)
        guard cuts.count <= 16 else { return nil }
        addParts(of: text, between: cuts, to: &found)
        start += 1
      }
    }
    return found
  }

  private func addParts(of text: [UInt8], between cuts: [Int], to found: inout NameSet) {
    text.withUnsafeBytes { bytes in
      for (number, first) in cuts.enumerated() {
        for last in cuts[(number + 1)...] where last > first + 1 {
          let word = UnsafeRawBufferPointer(rebasing: bytes[first + 1..<last])
          if let name = chain.names.number(of: word) { found.insert(name) }
        }
      }
    }
  }
}

private func isNameByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), 0x80...: true
  default: false
  }
}
