/// Text that is safe to show: control characters, and those that turn the reading direction, are made visible, so that
/// a hostile file can neither command the terminal nor show other text than it holds.
package func visible(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    if let stand = standIn(for: scalar) { result += stand } else { result.unicodeScalars.append(scalar) }
  }
  return result
}

/// One character as it stands on the screen.
struct ScreenCell {
  /// What is shown.
  let text: String
  /// How many columns that takes: 0 for a lone combining mark, 2 for a wide character.
  let width: Int

  /// The cell of a character that starts in that column (from 0), where a tab reaches to the next multiple of 4.
  init(_ character: Character, column: Int) {
    if character == "\t" {
      width = 4 - column % 4
      text = String(repeating: " ", count: width)
    } else if character.unicodeScalars.contains(where: { standIn(for: $0) != nil }) {
      text = visible(String(character))
      width = text.reduce(0) { $0 + screenWidth($1) }
    } else {
      text = String(character)
      width = screenWidth(character)
    }
  }
}

/// How many columns a text takes on a terminal.
package func screenWidth(_ text: String) -> Int { text.reduce(0) { $0 + screenWidth($1) } }

private func screenWidth(_ character: Character) -> Int {
  guard let first = character.unicodeScalars.first else { return 0 }
  switch first.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  default: break
  }
  let isEmoji = character.unicodeScalars.contains { $0.properties.isEmojiPresentation || $0 == "\u{FE0F}" }
  return isEmoji || wideRanges.contains { $0.contains(first.value) } ? 2 : 1
}

/// The blocks of East Asian wide and full-width characters; emoji are known by their own property.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
  0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18CFF,
  0x1B000...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD,
]

private func standIn(for scalar: Unicode.Scalar) -> String? {
  switch scalar.value {
  case 0x00..<0x20: Unicode.Scalar(0x2400 + scalar.value).map { String(Character($0)) }
  case 0x7F: "\u{2421}"
  case 0x80...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
    "<U+\(hexadecimal(scalar.value, digits: 4))>"
  default: nil
  }
}
