import FEEL

/// What one word of an attribute value may be; the value is one such word, or a list of them.
enum WordRule: Equatable {
  case name, markedName, instance, text, typeName, boolean, duration, timer, retention, moment, version, language, oin,
    path, uri
  case sha256, count
  case oneOf([String])
}

extension AttributeType {
  /// What each word may be.
  var word: WordRule {
    switch self {
    case .id, .reference, .references: .name
    case .markedReferences: .markedName
    case .instance, .instances: .instance
    case .text, .expression: .text
    case .typeName: .typeName
    case .boolean: .boolean
    case .duration: .duration
    case .timer: .timer
    case .retention: .retention
    case .moment: .moment
    case .version: .version
    case .language: .language
    case .oin: .oin
    case .path: .path
    case .uri: .uri
    case .sha256: .sha256
    case .count: .count
    case .enumeration(let values), .words(let values): .oneOf(values)
    }
  }

  /// Whether the value is a list of words, at least one.
  var isList: Bool {
    switch self {
    case .references, .markedReferences, .instances, .words: true
    case .id, .reference, .instance, .text, .expression, .typeName, .boolean, .duration, .timer, .retention, .moment,
      .version,
      .language, .oin, .path, .uri, .sha256, .count, .enumeration:
      false
    }
  }
}

extension WordRule {
  /// What is expected, after "expected".
  var expectation: String {
    switch self {
    case .name: "a name: a letter or «_», then letters, digits, «-» and «_»"
    case .markedName: "a name, which may end in «?»"
    case .instance: "a name, in a call as «call/name», and of several that are open as «name[2]»"
    case .text: "a text"
    case .typeName: "the name of a type: letters, digits, «-», «_» and single spaces"
    case .boolean: "«true» or «false»"
    case .duration: "an ISO 8601 duration of whole numbers, as «P6W» or «PT48H»"
    case .timer: "a duration as «P6W», a moment as «2026-03-02T09:00:00+01:00», or a cycle as «R3/P1D»"
    case .retention: "an ISO 8601 duration of whole numbers, as «P15Y», or «permanent»"
    case .moment: "a date and time with its offset, as «2026-03-02T09:00:00+01:00»"
    case .version: "three numbers, as «1.0.0»"
    case .language: "a language tag, as «nl» or «nl-NL»"
    case .oin: "20 digits"
    case .path: "a relative path, with «/» between its parts"
    case .uri: "an absolute URI, as «https://example.org/plan.pdf»"
    case .sha256: "64 hexadecimal digits"
    case .count: "a whole number, at least 1"
    case .oneOf(let values): Self.list(values)
    }
  }

  private static func list(_ values: [String]) -> String {
    let quoted = values.map { "«\($0)»" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "nothing" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }

  /// The values to suggest from.
  var known: [String] {
    switch self {
    case .oneOf(let values): values
    case .boolean: ["true", "false"]
    case .retention: ["permanent"]
    case .name, .markedName, .instance, .text, .typeName, .duration, .timer, .moment, .version, .language, .oin, .path,
      .uri,
      .sha256, .count:
      []
    }
  }

  /// Whether a word, without white space around it and not empty, is such a word.
  func accepts(_ word: ArraySlice<UInt8>) -> Bool {
    switch self {
    case .name: return isName(word)
    case .markedName: return isName(word.last == UInt8(ascii: "?") ? word.dropLast() : word)
    case .instance: return isInstance(word)
    case .text: return !word.isEmpty
    case .typeName:
      return word.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).allSatisfy(isTypeWord)
    case .boolean: return word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8)
    case .duration: return isDuration(word)
    case .timer: return isDuration(word) || isMoment(word) || isCycle(word)
    case .retention: return word.elementsEqual("permanent".utf8) || isDuration(word)
    case .moment: return isMoment(word)
    case .version:
      let parts = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      return parts.count == 3 && parts.allSatisfy { (1...9).contains($0.count) && $0.allSatisfy(isDigit) }
    case .language: return isLanguage(word)
    case .oin: return word.count == 20 && word.allSatisfy(isDigit)
    case .path:
      return word.first != UInt8(ascii: "/") && !word.contains { ":\\\t\r\n".utf8.contains($0) }
    case .uri: return isURI(word)
    case .sha256: return word.count == 64 && word.allSatisfy(isHexadecimal)
    case .count: return word.count <= 9 && word.first != UInt8(ascii: "0") && word.allSatisfy(isDigit)
    case .oneOf(let values): return values.contains { word.elementsEqual($0.utf8) }
    }
  }
}

/// Names with «/» between them, and perhaps a number in brackets, from 1.
private func isInstance(_ word: ArraySlice<UInt8>) -> Bool {
  var path = word
  if path.last == UInt8(ascii: "]") {
    guard let open = path.lastIndex(of: UInt8(ascii: "[")) else { return false }
    let number = path[(open + 1)...].dropLast()
    guard (1...9).contains(number.count), number.allSatisfy(isDigit), number.first != UInt8(ascii: "0") else {
      return false
    }
    path = path[..<open]
  }
  return path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy(isName)
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

private func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

private func isHexadecimal(_ byte: UInt8) -> Bool {
  isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
}

private func isDash(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") }

private func isName(_ word: ArraySlice<UInt8>) -> Bool {
  guard let first = word.first, !isDigit(first), first != UInt8(ascii: "-") else { return false }
  guard isTypeWord(word) else { return false }
  guard first >= 0x80 else { return true }
  return String(decoding: word, as: UTF8.self).unicodeScalars.first.map(isLetter) ?? false
}

/// Whether a word is letters, digits, `-` and `_`.
private func isTypeWord(_ word: ArraySlice<UInt8>) -> Bool {
  if word.isEmpty { return false }
  if word.allSatisfy({ isLetter($0) || isDigit($0) || isDash($0) }) { return true }
  return String(decoding: word, as: UTF8.self).unicodeScalars.allSatisfy {
    isLetter($0) || $0.properties.generalCategory == .decimalNumber || $0 == "-" || $0 == "_"
  }
}

private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
  default: false
  }
}

private func isLanguage(_ word: ArraySlice<UInt8>) -> Bool {
  let parts = word.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
  guard let first = parts.first, (2...8).contains(first.count), first.allSatisfy(isLetter) else { return false }
  return parts.dropFirst().allSatisfy {
    (1...8).contains($0.count) && $0.allSatisfy { isLetter($0) || isDigit($0) }
  }
}

private func isURI(_ word: ArraySlice<UInt8>) -> Bool {
  guard let colon = word.firstIndex(of: UInt8(ascii: ":")), colon + 1 < word.endIndex, let first = word.first,
    isLetter(first)
  else { return false }
  let scheme = word[..<colon].allSatisfy { isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) }
  return scheme && !word[(colon + 1)...].contains { " \t\r\n<>{}|\\^`".utf8.contains($0) }
}

/// Takes characters off the front of a word.
private struct WordScanner {
  var rest: ArraySlice<UInt8>

  mutating func take(_ character: Character) -> Bool {
    guard let first = rest.first, first == character.asciiValue else { return false }
    rest.removeFirst()
    return true
  }

  /// The number of so many digits; nil when they do not stand there.
  mutating func number(digits: ClosedRange<Int>) -> Int? {
    let found = rest.prefix(while: isDigit)
    guard digits.contains(found.count) else { return nil }
    rest = rest.dropFirst(found.count)
    return found.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// Numbers with these units, each at most once and in this order; how many, or nil when something else stands there.
  mutating func quantities(_ units: String) -> Int? {
    var left = Substring(units)
    var count = 0
    while let next = rest.first, isDigit(next) {
      guard number(digits: 1...9) != nil, let byte = rest.popFirst(),
        let unit = left.firstIndex(of: Character(UnicodeScalar(byte)))
      else { return nil }
      left = left[left.index(after: unit)...]
      count += 1
    }
    return count
  }
}

private func isDuration(_ word: ArraySlice<UInt8>) -> Bool {
  var scanner = WordScanner(rest: word)
  guard scanner.take("P") else { return false }
  var weeks = scanner
  if weeks.number(digits: 1...9) != nil, weeks.take("W") { return weeks.rest.isEmpty }
  guard let days = scanner.quantities("YMD") else { return false }
  guard scanner.take("T") else { return days > 0 && scanner.rest.isEmpty }
  guard let times = scanner.quantities("HMS") else { return false }
  return times > 0 && scanner.rest.isEmpty
}

private func isCycle(_ word: ArraySlice<UInt8>) -> Bool {
  var scanner = WordScanner(rest: word)
  guard scanner.take("R") else { return false }
  if scanner.rest.first.map(isDigit) ?? false, scanner.number(digits: 1...9) == nil { return false }
  return scanner.take("/") && isDuration(scanner.rest)
}

private func isMoment(_ word: ArraySlice<UInt8>) -> Bool {
  var scanner = WordScanner(rest: word)
  guard let year = scanner.number(digits: 4...4), year >= 1000, scanner.take("-"),
    let month = scanner.number(digits: 2...2), (1...12).contains(month), scanner.take("-"),
    let day = scanner.number(digits: 2...2), (1...CivilDate.daysIn(month: month, year: year)).contains(day),
    scanner.take("T"), let hour = scanner.number(digits: 2...2), hour < 24, scanner.take(":"),
    let minute = scanner.number(digits: 2...2), minute < 60, scanner.take(":"),
    let second = scanner.number(digits: 2...2), second < 60
  else { return false }
  if scanner.take("."), scanner.number(digits: 1...9) == nil { return false }
  if scanner.take("Z") { return scanner.rest.isEmpty }
  guard scanner.take("+") || scanner.take("-"), let hours = scanner.number(digits: 2...2), scanner.take(":"),
    let minutes = scanner.number(digits: 2...2), scanner.rest.isEmpty
  else { return false }
  return hours < 14 && minutes < 60 || hours == 14 && minutes == 0
}

/// Whether a text is what a `timer` may be: a duration, a moment with its offset, or a cycle.
package func isTimerText(_ text: String) -> Bool { WordRule.timer.accepts(ArraySlice(text.utf8)) }
