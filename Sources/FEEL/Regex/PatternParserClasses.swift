// Classes of characters: `[a-z-[aeiou]]`, `\d`, `\p{Lu}`, `\P{IsGreek}` (XML Schema part 2, appendix F.1).

extension PatternParser {
  /// A class in brackets, with its subtraction.
  mutating func bracketed() throws(Fault.Reason) -> CharacterClass {
    position += 1
    depth += 1
    guard depth <= PatternParser.depthMax else { throw fault("it is nested deeper than \(PatternParser.depthMax)") }
    let isNegated = take("^")
    var items: [CharacterClass.Item] = []
    var subtracted: CharacterClass?
    while let scalar = next, scalar != "]" {
      if scalar == "-", position + 1 < text.count, text[position + 1] == "[" {
        guard !items.isEmpty else { throw fault("there is nothing to subtract from") }
        position += 1
        subtracted = try bracketed()
        guard next == "]" else { throw fault("a subtraction is not the last in its brackets") }
      } else {
        items.append(try member(isFirst: items.isEmpty))
      }
    }
    guard !items.isEmpty else { throw fault("the brackets are empty") }
    guard take("]") else { throw fault("a ']' is missing") }
    depth -= 1
    return CharacterClass(items, isNegated: isNegated, ignoresCase: flags.ignoresCase, without: subtracted)
  }

  /// A character, a range or an escape within brackets.
  private mutating func member(isFirst: Bool) throws(Fault.Reason) -> CharacterClass.Item {
    if next == "-" {
      // Itself only where it cannot be the sign of a range.
      let isLast = position + 1 < text.count && text[position + 1] == "]" || isBeforeSubtraction(position + 1)
      guard isFirst || isLast else { throw fault("'-' stands neither first nor last in its brackets") }
    }
    let lower = try boundary()
    guard case .range(let first) = lower, next == "-", position + 1 < text.count, text[position + 1] != "]",
      text[position + 1] != "["
    else { return lower }
    if isBeforeSubtraction(position + 1) { return lower }
    position += 1
    guard next != "-", case .range(let last) = try boundary() else { throw fault("a range has no end") }
    guard first.lowerBound <= last.lowerBound else { throw fault("a range is the wrong way round") }
    return .range(first.lowerBound...last.lowerBound)
  }

  private func isBeforeSubtraction(_ index: Int) -> Bool {
    index + 1 < text.count && text[index] == "-" && text[index + 1] == "["
  }

  private mutating func boundary() throws(Fault.Reason) -> CharacterClass.Item {
    guard let scalar = next else { throw fault("a ']' is missing") }
    guard scalar != "[" else { throw fault("'[' within brackets has no '\\' before it") }
    if scalar == "\\" { return try classEscape() }
    position += 1
    return .range(scalar.value...scalar.value)
  }

  /// An escape that stands for one character or for a class of them.
  mutating func classEscape() throws(Fault.Reason) -> CharacterClass.Item {
    guard position + 1 < text.count else { throw fault("nothing follows '\\'") }
    let letter = text[position + 1]
    position += 2
    switch letter {
    case "n": return .range(0x0A...0x0A)
    case "r": return .range(0x0D...0x0D)
    case "t": return .range(0x09...0x09)
    case "\\", "|", ".", "?", "*", "+", "(", ")", "{", "}", "-", "[", "]", "^", "$":
      return .range(letter.value...letter.value)
    case "p", "P": return try property(isNegated: letter == "P")
    default:
      guard let item = CharacterClass.Item.escape(letter) else { throw fault("'\\\(letter)' stands for nothing") }
      return item
    }
  }

  /// The category or block of `\p{Lu}`, `\p{IsBasicLatin}`.
  private mutating func property(isNegated: Bool) throws(Fault.Reason) -> CharacterClass.Item {
    guard take("{"), let end = text[position...].firstIndex(of: "}") else { throw fault("'\\p' has no braces") }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text[position..<end])
    let name = String(view)
    if name.hasPrefix("Is"), let block = UnicodeBlocks.byName[String(name.dropFirst(2))] {
      position = end + 1
      return .ranges([block], isNegated: isNegated)
    }
    guard let mask = CharacterClass.Item.category(name) else { throw fault("there is no category or block '\(name)'") }
    position = end + 1
    return .categories(mask, isNegated: isNegated)
  }
}
