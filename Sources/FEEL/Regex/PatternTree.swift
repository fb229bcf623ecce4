/// A regular expression as it was written.
indirect enum PatternTree: Sendable {
  /// One code point of a class.
  case one(PatternProgram.Single)
  /// The sign `^`.
  case start
  /// The sign `$`.
  case end
  /// A back-reference: `\1`.
  case back(Int)
  case sequence([PatternTree])
  /// The first alternative that leads to a match.
  case choice([PatternTree])
  /// A group, with its number when it captures.
  case group(PatternTree, number: Int?)
  /// A repetition, without an upper bound where `most` is nil; the reluctant one takes as few as it can.
  case repeated(PatternTree, least: Int, most: Int?, isReluctant: Bool, isBodyNullable: Bool)

  /// Whether it may match no text at all.
  var isNullable: Bool {
    switch self {
    case .one: false
    case .start, .end, .back: true
    case .sequence(let parts): parts.allSatisfy(\.isNullable)
    case .choice(let parts): parts.contains(where: \.isNullable)
    case .group(let body, _): body.isNullable
    case .repeated(_, let least, _, _, let isBodyNullable): least == 0 || isBodyNullable
    }
  }
}

/// The flags of `matches` and `replace` (XPath Functions 3.1 §5.6.2).
struct PatternFlags: Hashable, Sendable {
  /// `s`: a point stands for a line end too.
  var isDotAll = false
  /// `m`: `^` and `$` stand for the ends of lines too.
  var isMultiline = false
  /// `i`: case does not count.
  var ignoresCase = false
  /// `x`: white space outside brackets does not count.
  var ignoresSpace = false
  /// `q`: the pattern is plain text.
  var isLiteral = false

  init(_ text: String = "") throws(Fault.Reason) {
    for letter in text.unicodeScalars {
      switch letter {
      case "s": isDotAll = true
      case "m": isMultiline = true
      case "i": ignoresCase = true
      case "x": ignoresSpace = true
      case "q": isLiteral = true
      default: throw .notRead("a set of the flags s, m, i, x and q")
      }
    }
  }
}
