// The characters of FEEL (DMN 1.5 §10.3.1.2, rules 27 to 33 and 61 to 63).

/// The code point at a place and its length in bytes; a byte that begins none is U+FFFD of length 1.
func scalar(_ bytes: [UInt8], at offset: Int) -> (value: UInt32, length: Int) {
  let first = bytes[offset]
  guard first >= 0x80 else { return (UInt32(first), 1) }
  let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
  guard first >= 0xC2, first <= 0xF4, offset + length <= bytes.count else { return (0xFFFD, 1) }
  var value = UInt32(first) & (0x7F >> UInt32(length))
  for byte in bytes[(offset + 1)..<(offset + length)] {
    guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
    value = value << 6 | UInt32(byte & 0x3F)
  }
  return (value, length)
}

/// Just past the run of name characters that begins here; nil where none begins.
func nameEnd(_ bytes: [UInt8], from start: Int) -> Int? {
  guard start < bytes.count else { return nil }
  // A `?` alone is the value of a unary test.
  let first = bytes[start] == UInt8(ascii: "?") ? start + 1 : start
  guard first < bytes.count else { return nil }
  let next = scalar(bytes, at: first)
  guard first == start ? isNameStart(next) : isNamePart(next) else { return nil }
  return namePartEnd(bytes, from: start)
}

/// Just past the run of characters that may stand inside a name.
func namePartEnd(_ bytes: [UInt8], from start: Int) -> Int {
  var offset = start
  while offset < bytes.count {
    let next = scalar(bytes, at: offset)
    guard isNamePart(next) else { break }
    offset += next.length
  }
  return offset
}

/// Just past a mark that names may hold besides their words (DMN 1.5 grammar rule 30); nil where none stands.
///
/// The apostrophe may be the straight one too, as keyboards have it.
func nameSymbolEnd(_ bytes: [UInt8], from start: Int) -> Int? {
  guard start < bytes.count else { return nil }
  let (value, length) = scalar(bytes, at: start)
  switch value {
  case 0x2A, 0x2B, 0x2D, 0x2E, 0x2F, 0x27, 0x2019: return start + length
  default: return nil
  }
}

private func isNameStart(_ scalar: (value: UInt32, length: Int)) -> Bool {
  switch scalar.value {
  case 0x41...0x5A, 0x61...0x7A, 0x5F: true
  case 0xFFFD: scalar.length == 3
  case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F,
    0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFC, 0x10000...0xEFFFF:
    !isSpace(scalar.value)
  default: false
  }
}

func isNamePart(_ scalar: (value: UInt32, length: Int)) -> Bool {
  switch scalar.value {
  case 0x30...0x39, 0x3F, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
  default: isNameStart(scalar)
  }
}

func isSpace(_ value: UInt32) -> Bool {
  switch value {
  case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x180E, 0x2000...0x200B, 0x2028...0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF:
    true
  default: false
  }
}
