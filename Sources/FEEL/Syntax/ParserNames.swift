import KetenSource

extension Parser {
  /// Whether the current word begins a name, though the word itself is a keyword: `in behandeling`.
  var isName: Bool {
    let word = spelling
    guard keywords.contains(word) else { return true }
    return longestName(word).map { $0.end > lexer.upper } ?? false
  }

  /// A name, a call, or a literal that is a word.
  func word() throws(SyntaxFault) -> Syntax {
    let (start, end, word) = (lexer.lower, lexer.upper, spelling)
    if let (name, nameEnd) = longestName(word), nameEnd > end || !keywords.contains(word) {
      let place = Syntax.Name(text: name, lower: start, upper: nameEnd)
      let isCall = isFollowed(by: UInt8(ascii: "("), at: nameEnd)
      try advance(from: nameEnd)
      return isCall ? try call(place) : try node(.name(name), start, nameEnd)
    }
    switch word {
    case "true", "false", "null":
      try advance()
      return try node(word == "null" ? .null : .boolean(word == "true"), start, end)
    case _ where keywords.contains(word): throw unexpected("a value")
    default: return try unknown()
    }
  }

  /// A name that nothing in scope has; the compiler reports it.
  ///
  /// Hyphens are taken in where that makes a known name likely.
  private func unknown() throws(SyntaxFault) -> Syntax {
    let start = lower
    let plain = lexer.upper
    if isFollowed(by: UInt8(ascii: "("), at: plain) || isCallOfWords(plain) {
      let end = wordsEnd(from: plain)
      let name = Syntax.Name(text: collapsed(start, end), lower: start, upper: end)
      try advance(from: end)
      return try call(name)
    }
    let long = hyphenEnd(from: plain)
    let text = collapsed(start, long)
    let isMeant =
      long > plain && nearest(to: text, in: environment.root.children.keys.filter { $0.contains("-") }) != nil
    let end = isMeant ? long : plain
    try advance(from: end)
    return try node(.name(collapsed(start, end)), start, end)
  }

  /// The longest name in scope that begins with the current word; a function's name counts only before its arguments.
  private func longestName(_ word: String) -> (name: String, end: Int)? {
    let start = lower
    var best = environment.root.names.longest(in: bytes, at: start, word: word)
    for local in locals {
      if let end = matchEnd(of: local, in: bytes, at: start), end > best?.end ?? start { best = (local, end) }
    }
    let function = Functions.names.longest(in: bytes, at: start, word: word) { _, end in
      isFollowed(by: UInt8(ascii: "("), at: end)
    }
    if let function, function.end >= best?.end ?? start { best = function }
    return best
  }

  /// The name after a point: the longest of the members its left side is known to have, or of all there are.
  func member(of value: Syntax) throws(SyntaxFault) -> Syntax.Name {
    try advance()
    guard token == .word else { throw unexpected("a name after '.'") }
    let (start, word) = (lower, spelling)
    let scope = scope(of: value)
    var known: (name: String, end: Int)?
    switch scope {
    case .node(let node):
      known = node.names.longest(in: bytes, at: start, word: word)
      // A namespace is no number, so `-word` after it is the rest of a misspelt name.
      if let name = known?.name, let end = known?.end, case .namespace? = node.children[name]?.meaning,
        hyphenEnd(from: end) > end
      {
        return try misspelt(start, hyphenEnd(from: end))
      }
    case .type(let type):
      known =
        NameIndex((type.fields ?? []).map(\.name)).longest(in: bytes, at: start, word: word)
        ?? environment.members.longest(in: bytes, at: start, word: word)
    case nil:
      known = environment.members.longest(in: bytes, at: start, word: word)
      let key = NameIndex(keys).longest(in: bytes, at: start, word: word)
      if let key, key.end > known?.end ?? 0 { known = key }
    }
    if let (name, end) = known {
      try advance(from: end)
      return Syntax.Name(text: name, lower: start, upper: end)
    }
    // In a namespace nothing is subtracted, so a hyphen belongs to the misspelt name.
    var end = lexer.upper
    if case .node = scope { end = hyphenEnd(from: end) }
    return try misspelt(start, end)
  }

  private func misspelt(_ start: Int, _ end: Int) throws(SyntaxFault) -> Syntax.Name {
    try advance(from: end)
    return Syntax.Name(text: collapsed(start, end), lower: start, upper: end)
  }

  private enum Scope {
    case node(Environment.Node)
    case type(ValueType)
  }

  /// The names that a filter on a value may use for the entries of an item.
  func entryNames(of value: Syntax) -> [String] {
    guard case .type(let type) = scope(of: value), let fields = type.element.fields else { return keys }
    return fields.map(\.name)
  }

  /// What the members of a value are known to be, from its form alone.
  private func scope(of value: Syntax) -> Scope? {
    switch value.kind {
    case .name(let name):
      guard !locals.contains(name), let node = environment.root.children[name] else { return nil }
      return meaning(of: node)
    case .path(let inner, let name):
      switch scope(of: inner) {
      case .node(let node): return node.children[name.text].flatMap(meaning)
      case .type(let type): return type.fields?.first { $0.name == name.text }.map { .type($0.type) }
      case nil: return nil
      }
    case .filter(let inner, _):
      guard case .type(.list(let element)) = scope(of: inner) else { return nil }
      return .type(element)
    default: return nil
    }
  }

  private func meaning(of node: Environment.Node) -> Scope? {
    switch node.meaning {
    case .namespace: .node(node)
    case .variable(let type, _): .type(type)
    case .function(let function): .type(function.type)
    case .unreadable: nil
    }
  }

  /// A name that is declared here, up to a mark: words, of which only the first may not be a keyword, and the marks that
  /// names may hold (DMN 1.5 grammar rules 25 to 30, §10.3.1.4).
  func newName(before mark: String) throws(SyntaxFault) -> Syntax.Name {
    guard token == .word, !keywords.contains(spelling) else { throw unexpected("a name") }
    let start = lower
    var end = lexer.upper
    while let next = try? lexer.skipSpace(from: end), next < bytes.count {
      let wordEnd = namePartEnd(bytes, from: next)
      if wordEnd > next {
        guard !bytes[next..<wordEnd].elementsEqual(mark.utf8) else { break }
        end = wordEnd
      } else if let symbolEnd = nameSymbolEnd(bytes, from: next) {
        end = symbolEnd
      } else {
        break
      }
    }
    try advance(from: end)
    return Syntax.Name(text: collapsed(start, end), lower: start, upper: end)
  }

  var isNumber: Bool { if case .number = token { true } else { false } }

  /// A type's name after `instance of`.
  func typeName() throws(SyntaxFault) -> (ValueType, Int) {
    try nested { () throws(SyntaxFault) in try self.anyType() }
  }

  private func anyType() throws(SyntaxFault) -> (ValueType, Int) {
    guard token == .word else { throw unexpected("the name of a type") }
    let (start, word) = (lower, spelling)
    if let (name, end) = environment.typeNames.longest(in: bytes, at: start, word: word),
      let type = environment.types[name]
    {
      try advance(from: end)
      return (type, end)
    }
    guard let (name, end) = typeNames.longest(in: bytes, at: start, word: word) else {
      let own = environment.types.keys.filter { $0 != word }
      let known = nearest(to: word, in: (plainTypes.keys + own + madeTypes).sorted())
      throw SyntaxFault(.unknownName, start, lexer.upper, .unknownType(word, known))
    }
    try advance(from: end)
    if let plain = plainTypes[name] { return (plain, end) }
    guard try skip(.less) else {
      // What a value is tested for says what it is made of (DMN 1.5 table 61).
      if needsWholeTypes { throw SyntaxFault(.feelSyntax, start, end, .bareType(name)) }
      return (bareTypes[name] ?? .any, end)
    }
    switch name {
    case "context": return try contextType()
    case "function": return try functionType()
    default:
      let element = try typeName().0
      return (name == "list" ? .list(element) : .range(element), try expect(.greater, "to end the type"))
    }
  }

  private func functionType() throws(SyntaxFault) -> (ValueType, Int) {
    var parameters: [ValueType] = []
    while !isAt(.greater) {
      parameters.append(try typeName().0)
      guard try skip(.comma) else { break }
    }
    try expect(.greater, "to end the types of the parameters")
    guard isAt(.minus), lexer.upper < bytes.count, bytes[lexer.upper] == UInt8(ascii: ">") else {
      throw unexpected("'->' and the type of the result")
    }
    try advance(from: lexer.upper + 1)
    let (result, end) = try typeName()
    return (.function(parameters, result), end)
  }

  private func contextType() throws(SyntaxFault) -> (ValueType, Int) {
    var fields: [ValueType.Field] = []
    repeat {
      let name = try newName(before: ":")
      try expect(.colon, "after the key")
      fields.append(ValueType.Field(name.text, try typeName().0))
    } while try skip(.comma)
    return (.context(fields), try expect(.greater, "to end the type"))
  }

  // MARK: Bytes

  /// The text of a range with each run of space as one space.
  func collapsed(_ lower: Int, _ upper: Int) -> String {
    String(decoding: bytes[lower..<upper], as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func isFollowed(by byte: UInt8, at offset: Int) -> Bool {
    guard let next = try? lexer.skipSpace(from: offset), next < bytes.count else { return false }
    return bytes[next] == byte
  }

  /// Just past `-word` as often as it comes without a space.
  private func hyphenEnd(from start: Int) -> Int {
    var end = start
    while end + 1 < bytes.count, bytes[end] == UInt8(ascii: "-") {
      let next = namePartEnd(bytes, from: end + 1)
      guard next > end + 1 else { break }
      end = next
    }
    return end
  }

  /// Just past the words that follow, none of them a keyword.
  private func wordsEnd(from start: Int) -> Int {
    var end = start
    while let next = try? lexer.skipSpace(from: end), let wordEnd = nameEnd(bytes, from: next) {
      guard !keywords.contains(String(decoding: bytes[next..<wordEnd], as: UTF8.self)) else { break }
      end = wordEnd
    }
    return end
  }

  /// Whether further words and then a parenthesis follow: a call of a function with a long name.
  private func isCallOfWords(_ start: Int) -> Bool {
    let end = wordsEnd(from: start)
    return end > start && isFollowed(by: UInt8(ascii: "("), at: end)
  }
}

private let plainTypes: [String: ValueType] = [
  "Any": .any, "Null": .null, "boolean": .boolean, "number": .number, "string": .string, "date": .date, "time": .time,
  "date and time": .dateTime, "days and time duration": .dayTimeDuration,
  "years and months duration": .yearMonthDuration, "document": .document,
]

/// The types made of others, as they stand without them.
private let bareTypes: [String: ValueType] = [
  "list": .list(.any), "range": .range(.any), "context": .context([]), "function": .anyFunction,
]

private let madeTypes = bareTypes.keys.sorted()

private let typeNames = NameIndex(plainTypes.keys.sorted() + madeTypes)
