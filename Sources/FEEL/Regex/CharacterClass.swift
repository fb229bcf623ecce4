/// A set of code points: `[a-z-[aeiou]]`, `\p{Lu}`, `\w`, or one alone (XML Schema part 2, appendix F).
struct CharacterClass: Sendable {
  private(set) var items: [Item] = []
  var isNegated = false
  /// Whether single code points and ranges stand for their case variants too.
  let ignoresCase: Bool
  /// What is taken out again; none or one.
  private(set) var subtracted: [CharacterClass] = []
  /// Which of the first 128 code points belong to it, found once.
  private var ascii: (UInt64, UInt64) = (0, 0)

  /// Code points that belong to the set.
  enum Item: Sendable {
    case range(ClosedRange<UInt32>)
    /// Ranges that the flag `i` does not widen.
    case ranges([ClosedRange<UInt32>], isNegated: Bool)
    /// General categories, a bit each.
    case categories(UInt32, isNegated: Bool)
  }

  init(_ items: [Item] = [], ignoresCase: Bool = false) {
    self.items = items
    self.ignoresCase = ignoresCase
    findASCII()
  }

  /// Adds what the brackets say, once all of it is known.
  init(_ items: [Item], isNegated: Bool, ignoresCase: Bool, without subtracted: CharacterClass?) {
    self.items = items
    self.isNegated = isNegated
    self.ignoresCase = ignoresCase
    self.subtracted = subtracted.map { [$0] } ?? []
    findASCII()
  }

  private mutating func findASCII() {
    for value in UInt32(0)..<128 where isMember(value) {
      if value < 64 { ascii.0 |= 1 << UInt64(value) } else { ascii.1 |= 1 << UInt64(value - 64) }
    }
  }

  /// Whether a code point belongs to the set.
  @inline(__always)
  func contains(_ value: UInt32) -> Bool {
    if value < 64 { return ascii.0 >> UInt64(value) & 1 == 1 }
    if value < 128 { return ascii.1 >> UInt64(value - 64) & 1 == 1 }
    return isMember(value)
  }

  private func isMember(_ value: UInt32) -> Bool {
    var isIn = items.contains { $0.contains(value) }
    if !isIn, ignoresCase {
      isIn = CaseVariants.others(of: value).contains { other in
        items.contains { if case .range(let range) = $0 { range.contains(other) } else { false } }
      }
    }
    return isIn != isNegated && !subtracted.contains { $0.contains(value) }
  }
}

extension CharacterClass.Item {
  func contains(_ value: UInt32) -> Bool {
    switch self {
    case .range(let range): return range.contains(value)
    case .ranges(let ranges, let isNegated): return ranges.contains { $0.contains(value) } != isNegated
    case .categories(let mask, let isNegated):
      guard let scalar = Unicode.Scalar(value) else { return isNegated }
      return (mask & scalar.properties.generalCategory.bit != 0) != isNegated
    }
  }

  /// What `\s`, `\i`, `\c`, `\d` and `\w` stand for, a capital letter for the complement; nil for any other letter.
  static func escape(_ letter: Unicode.Scalar) -> Self? {
    let isNegated = letter.properties.isUppercase
    switch letter {
    case "s", "S": return .ranges([0x09...0x0A, 0x0D...0x0D, 0x20...0x20], isNegated: isNegated)
    case "i", "I": return .ranges(initials, isNegated: isNegated)
    case "c", "C": return .ranges(initials + inner, isNegated: isNegated)
    case "d", "D": return category("Nd").map { .categories($0, isNegated: isNegated) }
    case "w", "W":
      // All but punctuation, separators and others.
      let masks = ["P", "Z", "C"].compactMap { category($0) }
      return .categories(masks.reduce(0, |), isNegated: !isNegated)
    default: return nil
    }
  }

  /// What may begin a name in XML 1.0, production 4.
  private static let initials: [ClosedRange<UInt32>] = [
    0x3A...0x3A, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D,
    0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF,
    0xFDF0...0xFFFD, 0x10000...0xEFFFF,
  ]
  /// What else may stand in one, production 4a.
  private static let inner: [ClosedRange<UInt32>] = [
    0x2D...0x2E, 0x30...0x39, 0xB7...0xB7, 0x300...0x36F, 0x203F...0x2040,
  ]

  /// The bits of a category or a group of them: `Lu`, `L`; nil where there is none of the name.
  static func category(_ name: String) -> UInt32? {
    let letters = Unicode.GeneralCategory.names.indices.filter { index in
      let full = Unicode.GeneralCategory.names[index]
      return full == name || name.utf8.count == 1 && full.hasPrefix(name)
    }
    return letters.isEmpty ? nil : letters.reduce(0) { $0 | 1 << UInt32($1) }
  }
}

extension Unicode.GeneralCategory {
  // In the order of their bits. A surrogate is no code point of a text.
  fileprivate static let names = [
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm",
    "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Co", "Cn",
  ]

  fileprivate var bit: UInt32 {
    let index: UInt32 =
      switch self {
      case .uppercaseLetter: 0
      case .lowercaseLetter: 1
      case .titlecaseLetter: 2
      case .modifierLetter: 3
      case .otherLetter: 4
      case .nonspacingMark: 5
      case .spacingMark: 6
      case .enclosingMark: 7
      case .decimalNumber: 8
      case .letterNumber: 9
      case .otherNumber: 10
      case .connectorPunctuation: 11
      case .dashPunctuation: 12
      case .openPunctuation: 13
      case .closePunctuation: 14
      case .initialPunctuation: 15
      case .finalPunctuation: 16
      case .otherPunctuation: 17
      case .mathSymbol: 18
      case .currencySymbol: 19
      case .modifierSymbol: 20
      case .otherSymbol: 21
      case .spaceSeparator: 22
      case .lineSeparator: 23
      case .paragraphSeparator: 24
      case .control: 25
      case .format: 26
      case .privateUse: 27
      case .surrogate, .unassigned: 28
      @unknown default: 28
      }
    return 1 << index
  }
}
