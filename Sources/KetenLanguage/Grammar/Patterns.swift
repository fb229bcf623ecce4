extension AttributeType {
  /// The whole value as a regular expression of XML Schema, white space around it and between words included.
  ///
  /// A list is written out too: on a fault in a `list` of RELAX NG, libxml2 2.9 reads memory that it has freed.
  var pattern: String {
    let word = "(\(word.pattern))"
    return isList ? #"\s*\#(word)(\s+\#(word))*\s*"# : #"\s*\#(word)\s*"#
  }
}

extension WordRule {
  /// The word as a regular expression of XML Schema.
  var pattern: String {
    switch self {
    case .name: Self.namePattern
    case .markedName: Self.namePattern + #"\??"#
    case .instance: Self.namePattern + "(/" + Self.namePattern + #")*(\[[1-9][0-9]{0,8}\])?"#
    case .text: #"\S(.|\n|\r)*"#
    case .typeName: #"[\p{L}\p{Nd}_\-]+( [\p{L}\p{Nd}_\-]+)*"#
    case .boolean: "true|false"
    case .duration: Self.durationPattern
    case .timer: "\(Self.durationPattern)|\(Self.momentPattern)|R([0-9]{1,9})?/\(Self.durationPattern)"
    case .retention: "permanent|" + Self.durationPattern
    case .moment: Self.momentPattern
    case .version: #"[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}"#
    case .language: "[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*"
    case .oin: "[0-9]{20}"
    case .path: #"[^/\\:\s]([^\\:\t\r\n])*"#
    case .uri: #"[a-zA-Z][a-zA-Z0-9+.\-]*:[^\s<>\{\}|\\\^`]+"#
    case .sha256: "[0-9a-fA-F]{64}"
    case .count: "[1-9][0-9]{0,8}"
    case .oneOf(let values): values.joined(separator: "|")
    }
  }

  private static let namePattern = #"[\p{L}_][\p{L}\p{Nd}_\-]*"#

  private static let durationPattern: String = {
    // Each character tells the next alternative: libxml2 miscounts where two of them begin with the same number.
    let n = "[0-9]{1,9}"
    let days = "Y(\(n)(M(\(n)D)?|D))?|M(\(n)D)?|D"
    let time = "T\(n)(H(\(n)(M(\(n)S)?|S))?|M(\(n)S)?|S)"
    return "P(\(n)(W|(\(days))(\(time))?)|\(time))"
  }()

  private static let momentPattern: String = {
    let long = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    let short = "(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    let february = "02-(0[1-9]|1[0-9]|2[0-8])"
    let century = "([13579][26]|[2468][048])00"
    let leapYear = "([1-9][0-9](0[48]|[2468][048]|[13579][26])|\(century))"
    let date = "([1-9][0-9]{3}-(\(long)|\(short)|\(february))|\(leapYear)-02-29)"
    let time = #"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?"#
    let offset = #"(Z|[+\-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))"#
    return "\(date)T\(time)\(offset)"
  }()
}
