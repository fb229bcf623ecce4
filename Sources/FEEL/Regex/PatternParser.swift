/// Reads a regular expression of XPath (Functions 3.1 §5.6.1, XML Schema part 2 appendix F).
///
///     regExp     = branch, { "|", branch }
///     branch     = { atom, [ ( "?" | "*" | "+" | "{", quantity, "}" ), [ "?" ] ] }
///     atom       = character | "." | "^" | "$" | escape | "[" class "]" | "(", [ "?:" ], regExp, ")" | "\" number
///
/// The classes are read in `PatternParserClasses.swift`.
struct PatternParser {
  /// The longest pattern, in code points.
  static let lengthMax = 10_000
  /// The deepest nesting of groups, or of classes.
  static let depthMax = 100
  /// The greatest number in braces.
  static let countMax = 10_000

  let flags: PatternFlags
  var text: [Unicode.Scalar]
  var position = 0
  var depth = 0
  private(set) var groupCount = 0
  private var closed: Set<Int> = []
  private(set) var hasBackReference = false

  init(_ pattern: String, _ flags: PatternFlags) throws(Fault.Reason) {
    self.flags = flags
    text = Array(pattern.unicodeScalars)
    guard text.count <= PatternParser.lengthMax else { throw fault("it is longer than \(PatternParser.lengthMax)") }
    if flags.ignoresSpace, !flags.isLiteral { text = PatternParser.withoutSpace(text) }
  }

  mutating func parse() throws(Fault.Reason) -> PatternTree {
    if flags.isLiteral { return .sequence(text.map { .one(single($0)) }) }
    let tree = try choice()
    guard position == text.count else { throw fault("a ')' closes nothing") }
    return tree
  }

  var next: Unicode.Scalar? { position < text.count ? text[position] : nil }

  /// Steps over a code point where it stands here.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  /// The fault, told with its place.
  func fault(_ what: String) -> Fault.Reason { .notRead("a regular expression: \(what), at \(position + 1)") }

  /// The pattern without white space, but for that in brackets.
  private static func withoutSpace(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var (depth, isEscaped) = (0, false)
    for scalar in text {
      if depth == 0, [" ", "\t", "\n", "\r"].contains(scalar) { continue }
      result.append(scalar)
      if isEscaped {
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == "[" {
        depth += 1
      } else if scalar == "]" {
        depth = max(0, depth - 1)
      }
    }
    return result
  }
}

extension PatternParser {
  private mutating func choice() throws(Fault.Reason) -> PatternTree {
    var branches = [try branch()]
    while take("|") { branches.append(try branch()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func branch() throws(Fault.Reason) -> PatternTree {
    var pieces: [PatternTree] = []
    while let scalar = next, scalar != "|", scalar != ")" { pieces.append(try piece()) }
    return pieces.count == 1 ? pieces[0] : .sequence(pieces)
  }

  private mutating func piece() throws(Fault.Reason) -> PatternTree {
    let atom = try atom()
    let (least, most): (Int, Int?)
    switch next {
    case "?": (least, most) = (0, 1)
    case "*": (least, most) = (0, nil)
    case "+": (least, most) = (1, nil)
    case "{":
      position += 1
      (least, most) = try quantity()
    default: return atom
    }
    // At the sign itself, or at the closing brace.
    position += 1
    let isReluctant = take("?")
    return .repeated(atom, least: least, most: most, isReluctant: isReluctant, isBodyNullable: atom.isNullable)
  }

  /// `n`, `n,` or `n,m`; ends at the brace.
  private mutating func quantity() throws(Fault.Reason) -> (Int, Int?) {
    let least = try count()
    var most: Int? = least
    if take(",") { most = next == "}" ? nil : try count() }
    guard next == "}" else { throw fault("a '}' is missing") }
    guard least <= most ?? least else { throw fault("the numbers in braces are the wrong way round") }
    return (least, most)
  }

  private mutating func count() throws(Fault.Reason) -> Int {
    let first = position
    var result = 0
    while let scalar = next, ("0"..."9").contains(scalar) {
      result = result * 10 + Int(scalar.value - 48)
      guard result <= PatternParser.countMax else {
        throw fault("a number in braces is over \(PatternParser.countMax)")
      }
      position += 1
    }
    guard position > first else { throw fault("a number is missing") }
    return result
  }

  private mutating func atom() throws(Fault.Reason) -> PatternTree {
    guard let scalar = next else { throw fault("something is missing") }
    switch scalar {
    case "(": return try group()
    case "[": return .one(.member(try bracketed()))
    case "\\": return try escape()
    case "?", "*", "+": throw fault("'\(scalar)' repeats nothing")
    case "{", "}", "]": throw fault("'\(scalar)' has no place here")
    default: break
    }
    position += 1
    switch scalar {
    case ".": return .one(flags.isDotAll ? .any : .anyInLine)
    case "^": return .start
    case "$": return .end
    default: return .one(single(scalar))
    }
  }

  private mutating func group() throws(Fault.Reason) -> PatternTree {
    position += 1
    depth += 1
    guard depth <= PatternParser.depthMax else { throw fault("it is nested deeper than \(PatternParser.depthMax)") }
    var number: Int?
    if take("?") {
      guard take(":") else { throw fault("'(?' is not followed by ':'") }
    } else {
      groupCount += 1
      number = groupCount
    }
    let body = try choice()
    guard take(")") else { throw fault("a ')' is missing") }
    if let number { closed.insert(number) }
    depth -= 1
    return .group(body, number: number)
  }

  private mutating func escape() throws(Fault.Reason) -> PatternTree {
    if position + 1 < text.count, ("1"..."9").contains(text[position + 1]) {
      position += 1
      return .back(try backReference())
    }
    switch try classEscape() {
    case .range(let range) where !flags.ignoresCase: return .one(.scalar(range.lowerBound))
    case let item: return .one(.member(CharacterClass([item], ignoresCase: flags.ignoresCase)))
    }
  }

  /// As many digits as there are groups for; the group has been closed.
  private mutating func backReference() throws(Fault.Reason) -> Int {
    var number = 0
    while let scalar = next, ("0"..."9").contains(scalar) {
      let longer = number * 10 + Int(scalar.value - 48)
      guard number == 0 || longer <= groupCount else { break }
      number = longer
      position += 1
    }
    guard closed.contains(number) else { throw fault("there is no group \(number) before this") }
    hasBackReference = true
    return number
  }

  /// One code point, in each case where that does not count.
  private func single(_ scalar: Unicode.Scalar) -> PatternProgram.Single {
    guard flags.ignoresCase, !CaseVariants.others(of: scalar.value).isEmpty else { return .scalar(scalar.value) }
    return .member(CharacterClass([.range(scalar.value...scalar.value)], ignoresCase: true))
  }
}
