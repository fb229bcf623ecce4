import KetenSource

/// One forward scan over the bytes: the rows of a tree with their exact ranges, still without names, and what is refused
/// before libxml2 sees it.
///
/// It trusts nothing and judges little: where the bytes are not sound markup it stops, and libxml2 says what is wrong.
/// Up to that place its elements are the very ones that libxml2 reports, in the same order.
struct MarkupScan {
  var elements: [SyntaxTree.ElementRow] = []
  var attributes: [SyntaxTree.AttributeRow] = []
  var texts: [SyntaxTree.TextRow] = []
  /// The element of each text.
  var textOwners: [Int32] = []
  /// Elements still open where the scan ended.
  var open: [Int32] = []
  /// Where the scan ended: at the end of the bytes, at what is not sound, or at what is refused.
  var end = 0
  /// Where the construct begins in which it ended.
  var markupStart = 0
  /// The opening quote of the value in which it ended.
  var openQuote: Int?
  /// What stopped the scan, when that is a refusal and not a fault of form.
  var refusal: Refusal?
  /// Entities other than XML's five; they do not stop the scan.
  var entities: [Refusal] = []

  /// Something refused, and the offset up to which the file can be read all the same.
  struct Refusal {
    var diagnostic: Diagnostic
    var soundEnd: Int
  }

  private var lastChild: [Int32] = []
  private let file: SourceFile
  private let limits: XMLLimits
  private let bytes: UnsafePointer<UInt8>
  private let count: Int
  private let classes: UnsafePointer<UInt8>

  /// Scans the first `count` bytes of a file.
  static func scan(_ file: SourceFile, count: Int, limits: XMLLimits) -> MarkupScan {
    file.bytes.withUnsafeBufferPointer { buffer in
      ByteClass.table.withUnsafeBufferPointer { table in
        guard let bytes = buffer.baseAddress, let classes = table.baseAddress else {
          preconditionFailure("an empty file is refused before it is scanned")
        }
        var scan = MarkupScan(file: file, limits: limits, bytes: bytes, count: count, classes: classes)
        scan.run()
        return scan
      }
    }
  }

  private init(
    file: SourceFile, limits: XMLLimits, bytes: UnsafePointer<UInt8>, count: Int, classes: UnsafePointer<UInt8>
  ) {
    (self.file, self.limits, self.bytes, self.count, self.classes) = (file, limits, bytes, count, classes)
    elements.reserveCapacity(min(count / 48, limits.elements))
    attributes.reserveCapacity(count / 40)
    texts.reserveCapacity(count / 48)
    textOwners.reserveCapacity(count / 48)
  }

  private mutating func run() {
    var at = file.hasByteOrderMark ? min(3, count) : 0
    if matches("<?xml", at), at + 5 < count, isBlank(bytes[at + 5]), refuseEncoding(declaredFrom: at) {
      end = at
      return
    }
    while at < count {
      let start = at
      var seen: UInt8 = 0
      while at < count, bytes[at] != UInt8(ascii: "<") {
        seen |= classes[Int(bytes[at])]
        at += 1
      }
      if at > start, let owner = open.last {
        addText(start, at, seen, owner)
        if refusal != nil { return }
      }
      guard at < count else { break }
      markupStart = at
      guard let next = markup(at) else { return }
      at = next
    }
    markupStart = count
    end = count
  }

  private mutating func addText(_ start: Int, _ stop: Int, _ seen: UInt8, _ owner: Int32) {
    if stop - start > limits.runBytes {
      markupStart = start
      _ = refuseLength(start, "text run")
      return
    }
    if seen & ByteClass.ampersand != 0 { checkReferences(start, stop, soundEnd: nil) }
    texts.append(
      SyntaxTree.TextRow(
        span: SyntaxTree.Span(start, stop), isEncoded: seen & (ByteClass.ampersand | ByteClass.carriageReturn) != 0,
        isBlank: seen & ByteClass.nonBlank == 0))
    textOwners.append(owner)
  }

  /// Reads the construct at a `<`; gives the offset past it, or nil when the scan must stop.
  private mutating func markup(_ at: Int) -> Int? {
    guard at + 1 < count else { return stop(count) }
    switch bytes[at + 1] {
    case UInt8(ascii: "/"): return endTag(at)
    case UInt8(ascii: "?"): return skip(from: at, opening: 2, to: "?>", "processing instruction")
    case UInt8(ascii: "!"):
      if matches("<!--", at) { return comment(at) }
      if matches("<![CDATA[", at) { return characterData(at) }
      if matches("<!DOCTYPE", at) {
        return refuse(
          .doctypeRefused, SourceRange(at, at + 9),
          "a DOCTYPE may not stand in this file: entities and "
            + "other files are not read")
      }
      return stop(at)
    default: return startTag(at)
    }
  }

  private mutating func comment(_ start: Int) -> Int? {
    var at = start + 4
    while at + 1 < count {
      if bytes[at] == UInt8(ascii: "-"), bytes[at + 1] == UInt8(ascii: "-") {
        guard at + 2 < count, bytes[at + 2] == UInt8(ascii: ">") else { return stop(at) }
        if at - start > limits.runBytes { return refuseLength(start, "comment") }
        return at + 3
      }
      at += 1
    }
    return stop(count)
  }

  private mutating func characterData(_ start: Int) -> Int? {
    guard let owner = open.last else { return stop(start) }
    guard let next = skip(from: start, opening: 9, to: "]]>", "CDATA section") else { return nil }
    var seen: UInt8 = 0
    for at in start + 9..<next - 3 { seen |= classes[Int(bytes[at])] }
    texts.append(
      SyntaxTree.TextRow(
        span: SyntaxTree.Span(start + 9, next - 3), isEncoded: seen & ByteClass.carriageReturn != 0,
        isBlank: seen & ByteClass.nonBlank == 0))
    textOwners.append(owner)
    return next
  }

  private mutating func skip(from start: Int, opening: Int, to mark: StaticString, _ what: String) -> Int? {
    var at = start + opening
    let first = mark.utf8Start[0]
    while at < count {
      if bytes[at] == first, matches(mark, at) {
        if at - start > limits.runBytes { return refuseLength(start, what) }
        return at + mark.utf8CodeUnitCount
      }
      at += 1
    }
    return stop(count)
  }

  private mutating func endTag(_ start: Int) -> Int? {
    var at = start + 2
    while at < count, bytes[at] != UInt8(ascii: ">") {
      if bytes[at] == UInt8(ascii: "<") { return stop(at) }
      at += 1
    }
    guard at < count else { return stop(count) }
    guard let element = open.popLast() else { return stop(start) }
    lastChild.removeLast()
    elements[Int(element)].span.end = Int32(truncatingIfNeeded: at + 1)
    return at + 1
  }
}

// MARK: - Start tags

extension MarkupScan {
  private mutating func startTag(_ start: Int) -> Int? {
    let nameEnd = endOfName(start + 1)
    guard nameEnd > start + 1 else { return stop(start + 1) }
    if open.isEmpty, !elements.isEmpty { return stop(start) }
    let nameRange = SourceRange(start + 1, nameEnd)
    if open.count >= limits.depth {
      return refuse(.limitExceeded, nameRange, "elements nest deeper than \(limits.depth) levels")
    }
    if elements.count >= limits.elements {
      return refuse(.limitExceeded, nameRange, "the file holds more than \(limits.elements) elements")
    }
    let firstAttribute = attributes.count
    var attributeCount = 0
    var at = nameEnd
    while true {
      while at < count, isBlank(bytes[at]) { at += 1 }
      guard at < count else { return stop(count) }
      if bytes[at] == UInt8(ascii: ">") {
        at += 1
        return addElement(nameRange, start, at, firstAttribute, isEmpty: false)
      }
      if bytes[at] == UInt8(ascii: "/") {
        guard at + 1 < count, bytes[at + 1] == UInt8(ascii: ">") else { return stop(at) }
        at += 2
        return addElement(nameRange, start, at, firstAttribute, isEmpty: true)
      }
      attributeCount += 1
      guard let next = attribute(at, start, number: attributeCount) else { return nil }
      at = next
    }
  }

  private mutating func attribute(_ start: Int, _ tagStart: Int, number: Int) -> Int? {
    let nameEnd = endOfName(start)
    guard nameEnd > start else { return stop(start) }
    if number > limits.attributes {
      return refuse(
        .limitExceeded, SourceRange(start, nameEnd), "an element has more than \(limits.attributes) attributes")
    }
    var at = nameEnd
    while at < count, isBlank(bytes[at]) { at += 1 }
    guard at < count, bytes[at] == UInt8(ascii: "=") else { return stop(at) }
    at += 1
    while at < count, isBlank(bytes[at]) { at += 1 }
    guard at < count, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else { return stop(at) }
    let quote = bytes[at]
    at += 1
    let valueStart = at
    var seen: UInt8 = 0
    while at < count, bytes[at] != quote, bytes[at] != UInt8(ascii: "<") {
      seen |= classes[Int(bytes[at])]
      at += 1
    }
    guard at < count, bytes[at] == quote else {
      openQuote = valueStart - 1
      return stop(at)
    }
    if at - valueStart > limits.runBytes { return refuseLength(valueStart, "value") }
    if seen & ByteClass.ampersand != 0 { checkReferences(valueStart, at, soundEnd: tagStart) }
    if !isNamespaceDeclaration(start, nameEnd) {
      attributes.append(
        SyntaxTree.AttributeRow(
          name: 0, nameSpan: SyntaxTree.Span(start, nameEnd), valueSpan: SyntaxTree.Span(valueStart, at),
          isEncoded: seen & (ByteClass.ampersand | ByteClass.lineBreakOrTab) != 0))
    }
    return at + 1
  }

  private mutating func addElement(
    _ name: SourceRange, _ start: Int, _ stop: Int, _ firstAttribute: Int, isEmpty: Bool
  ) -> Int {
    let index = Int32(truncatingIfNeeded: elements.count)
    elements.append(
      SyntaxTree.ElementRow(
        name: 0, parent: open.last ?? -1, firstAttribute: Int32(truncatingIfNeeded: firstAttribute),
        attributeCount: Int32(truncatingIfNeeded: attributes.count - firstAttribute),
        nameSpan: SyntaxTree.Span(name.start, name.end), startTag: SyntaxTree.Span(start, stop),
        span: SyntaxTree.Span(start, isEmpty ? stop : -1)))
    if let parent = open.last, let depth = lastChild.indices.last {
      let sibling = lastChild[depth]
      if sibling < 0 {
        elements[Int(parent)].firstChild = index
      } else {
        elements[Int(sibling)].nextSibling = index
      }
      lastChild[depth] = index
    }
    if !isEmpty {
      open.append(index)
      lastChild.append(-1)
    }
    return stop
  }

  private func endOfName(_ start: Int) -> Int {
    var at = start
    while at < count, classes[Int(bytes[at])] & ByteClass.endsName == 0 { at += 1 }
    return at
  }

  private func isNamespaceDeclaration(_ start: Int, _ end: Int) -> Bool {
    guard bytes[start] == UInt8(ascii: "x"), matches("xmlns", start) else { return false }
    return end == start + 5 || bytes[start + 5] == UInt8(ascii: ":")
  }
}

// MARK: - Refusals

extension MarkupScan {
  /// Whether an encoding other than UTF-8 is declared, which is then the refusal.
  private mutating func refuseEncoding(declaredFrom start: Int) -> Bool {
    var at = start + 5
    while at + 8 < count, bytes[at] != UInt8(ascii: "?"), !matches("encoding", at) { at += 1 }
    guard matches("encoding", at) else { return false }
    at += 8
    while at < count, isBlank(bytes[at]) || bytes[at] == UInt8(ascii: "=") { at += 1 }
    guard at < count, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else { return false }
    let valueStart = at + 1
    var valueEnd = valueStart
    while valueEnd < count, bytes[valueEnd] != bytes[at] { valueEnd += 1 }
    guard valueEnd < count else { return false }
    let range = SourceRange(valueStart, valueEnd)
    let name = file.text(range)
    if name.uppercased() == "UTF-8" { return false }
    let mends = name.uppercased() == "UTF8" ? [Diagnostic.FixIt("write «UTF-8»", [.init(range, "UTF-8")])] : []
    refusal = Refusal(
      diagnostic: Diagnostic(
        .encodingRefused, at: range, in: file, "the file must be UTF-8, but declares «\(name)»", fixIts: mends),
      soundEnd: start)
    return true
  }

  private mutating func checkReferences(_ start: Int, _ stop: Int, soundEnd: Int?) {
    var at = start
    while at < stop {
      defer { at += 1 }
      guard bytes[at] == UInt8(ascii: "&") else { continue }
      let nameEnd = min(endOfName(at + 1), stop)
      var semicolon = at + 1
      while semicolon < nameEnd, bytes[semicolon] != UInt8(ascii: ";") { semicolon += 1 }
      guard semicolon < nameEnd, semicolon > at + 1, bytes[at + 1] != UInt8(ascii: "#") else { continue }
      let range = SourceRange(at, semicolon + 1)
      let name = file.text(SourceRange(at + 1, semicolon))
      guard Entity.predefined[name] == nil else { continue }
      let mends = Entity.common[name].map { [Diagnostic.FixIt("write «&#\($0);»", [.init(range, "&#\($0);")])] } ?? []
      entities.append(
        Refusal(
          diagnostic: Diagnostic(
            .entityRefused, at: range, in: file,
            "the entity «&\(name);» is not one of XML's own five: write the character itself", fixIts: mends),
          soundEnd: soundEnd ?? at))
    }
  }

  private mutating func refuseLength(_ start: Int, _ what: String) -> Int? {
    refuse(.limitExceeded, SourceRange(start, start + 1), "a \(what) is longer than \(limits.runBytes) bytes")
  }

  private mutating func refuse(_ code: DiagnosticCode, _ range: SourceRange, _ message: String) -> Int? {
    let soundEnd = min(markupStart, range.start)
    refusal = Refusal(diagnostic: Diagnostic(code, at: range, in: file, message), soundEnd: soundEnd)
    end = soundEnd
    return nil
  }

  private mutating func stop(_ at: Int) -> Int? {
    end = at
    return nil
  }

  private func isBlank(_ byte: UInt8) -> Bool { classes[Int(byte)] & ByteClass.nonBlank == 0 }

  private func matches(_ mark: StaticString, _ at: Int) -> Bool {
    let length = mark.utf8CodeUnitCount
    guard at + length <= count else { return false }
    for index in 0..<length where bytes[at + index] != mark.utf8Start[index] { return false }
    return true
  }
}

extension SourceFile {
  /// Whether the file begins with UTF-8's byte order mark.
  var hasByteOrderMark: Bool { bytes.starts(with: [0xEF, 0xBB, 0xBF]) }
}
