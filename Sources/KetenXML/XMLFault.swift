import KetenSource

/// A fault of form that libxml2 found, before it has its exact place and our words.
struct XMLFault {
  enum Kind {
    case noElement, afterRoot, unclosed, mismatch, unfinishedTag, duplicateAttribute, lessThanInValue, unquotedValue
    case unfinishedValue, noValue, missingSpace, missingName, missingSemicolon, characterReference, sectionEndInText
    case unfinishedComment, unfinishedSection, unfinishedInstruction, hyphensInComment, lateDeclaration, character
    case undeclaredPrefix, other
  }

  var kind: Kind
  /// Where libxml2 stood when it found it.
  var offset: Int
  /// What libxml2 says.
  var detail: String
  /// The names that libxml2 gives with it.
  var words: [String] = []
  /// The index of the element whose start tag was being read, or the next.
  var tag = 0

  /// The fault in our words, at its exact place.
  func diagnostic(in file: SourceFile, scan: MarkupScan, tag: Int) -> Diagnostic {
    let place = Place(file: file, scan: scan, offset: min(offset, file.bytes.count), tag: tag)
    if place.isAtControlCharacter { return place.forbiddenCharacter }
    switch kind {
    case .noElement: return place.fault(place.character, "the file holds no element here")
    case .afterRoot: return place.afterRoot()
    case .unclosed: return place.unclosed()
    case .mismatch: return place.mismatch()
    case .unfinishedTag: return place.fault(place.character, "the tag has no «>» here")
    case .undeclaredPrefix: return place.undeclaredPrefix(words)
    case .other: return place.fault(place.character, plainDetail)
    case .duplicateAttribute, .lessThanInValue, .unquotedValue, .unfinishedValue, .noValue, .missingSpace:
      return inAttribute(place)
    case .missingName, .missingSemicolon, .characterReference, .sectionEndInText, .character:
      return inText(place)
    case .unfinishedComment, .unfinishedSection, .unfinishedInstruction, .hyphensInComment, .lateDeclaration:
      return inMarkup(place)
    }
  }

  private func inAttribute(_ place: Place) -> Diagnostic {
    switch kind {
    case .duplicateAttribute: return place.duplicateAttribute()
    case .lessThanInValue:
      let notes = place.scan.openQuote.map {
        [Diagnostic.Note("the value begins here: is it closed?", at: SourceRange($0, $0 + 1), in: place.file)]
      }
      return place.fault(place.character, "«<» may not stand in a value: write «&lt;»", notes: notes ?? [])
    case .unquotedValue: return place.fault(place.character, "a value must stand in quotes")
    case .unfinishedValue:
      let quote = place.scan.openQuote.map { SourceRange($0, $0 + 1) } ?? place.character
      return place.fault(quote, "the value that begins here has no closing quote")
    case .noValue:
      let name = place.nameBefore
      return place.fault(name, "the attribute «\(place.file.text(name))» has no value")
    default:
      if ["", "<"].contains(place.file.text(place.character)) {
        return place.fault(place.character, "the tag has no «>» here")
      }
      return place.fault(place.character, "white space must stand between attributes")
    }
  }

  private func inText(_ place: Place) -> Diagnostic {
    switch kind {
    case .missingName: return place.missingName()
    case .missingSemicolon:
      let range = place.reference
      return place.fault(range, "«\(place.file.text(range))» has no «;»: for the character «&» write «&amp;»")
    case .characterReference:
      let range = place.reference
      return place.fault(range, "«\(place.file.text(range))» is no character that XML knows")
    case .sectionEndInText:
      let range = SourceRange(place.offset, min(place.offset + 3, place.file.bytes.count))
      let mend = Diagnostic.FixIt("write «]]&gt;»", [.init(range, "]]&gt;")])
      return place.fault(range, "«]]>» may not stand in text: write «]]&gt;»", fixIts: [mend])
    default: return place.forbiddenCharacter
    }
  }

  private func inMarkup(_ place: Place) -> Diagnostic {
    switch kind {
    case .unfinishedComment: return place.fault(place.markup("<!--"), "the comment that begins here is never closed")
    case .unfinishedSection:
      return place.fault(place.markup("<![CDATA["), "the CDATA section that begins here is never closed")
    case .unfinishedInstruction:
      return place.fault(place.markup("<?"), "the processing instruction that begins here is never closed")
    case .hyphensInComment:
      let start = place.scan.end
      let range = SourceRange(start, min(start + 2, place.file.bytes.count))
      return place.fault(range, "«--» may not stand in a comment")
    default:
      let start = max(0, place.offset - 5)
      return place.fault(
        SourceRange(start, place.offset), "an XML declaration may stand only at the very start of the file")
    }
  }

  /// libxml2's own words, in our style.
  private var plainDetail: String {
    var text = detail
    while let last = text.last, last.isWhitespace || last == "." { text.removeLast() }
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}

/// Finds the exact place of a fault from the offset at which it was found.
private struct Place {
  var file: SourceFile
  var scan: MarkupScan
  var offset: Int
  var tag: Int

  func fault(
    _ range: SourceRange, _ message: String, notes: [Diagnostic.Note] = [], fixIts: [Diagnostic.FixIt] = []
  ) -> Diagnostic {
    Diagnostic(.notWellFormed, at: range, in: file, message, notes: notes, fixIts: fixIts)
  }

  /// The character at the offset; empty at the end of the file.
  var character: SourceRange {
    var end = min(offset + 1, file.bytes.count)
    while end < file.bytes.count, file.bytes[end] & 0xC0 == 0x80 { end += 1 }
    return SourceRange(offset, end)
  }

  /// Whether a character stands at the offset that is not allowed anywhere, whatever else libxml2 expected there.
  var isAtControlCharacter: Bool {
    guard offset < file.bytes.count, file.bytes[offset] < 0x20 else { return false }
    return ByteClass.table[Int(file.bytes[offset])] & ByteClass.nonBlank != 0
  }

  var forbiddenCharacter: Diagnostic {
    let scalar = file.text(character).unicodeScalars.first?.value ?? 0
    let digits = String(scalar, radix: 16, uppercase: true)
    let code = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return fault(character, "the character U+\(code) may not stand in XML")
  }

  /// The name that ends before the offset.
  var nameBefore: SourceRange {
    var end = offset
    while end > 0, !isName(end - 1) { end -= 1 }
    var start = end
    while start > 0, isName(start - 1) { start -= 1 }
    return end > start ? SourceRange(start, end) : character
  }

  /// The reference, from its `&`, that was being read at the offset.
  var reference: SourceRange {
    var start = offset
    while start > 0, file.bytes[start - 1] != UInt8(ascii: "&"), offset - start < 1000 { start -= 1 }
    guard start > 0, file.bytes[start - 1] == UInt8(ascii: "&") else { return character }
    return SourceRange(start - 1, max(offset, start))
  }

  /// The opening of the construct in which the scan ended.
  func markup(_ mark: String) -> SourceRange {
    SourceRange(scan.markupStart, min(scan.markupStart + mark.utf8.count, file.bytes.count))
  }

  func afterRoot() -> Diagnostic {
    guard offset + 1 < file.bytes.count, file.bytes[offset] == UInt8(ascii: "<"), isName(offset + 1) else {
      return fault(character, "nothing may stand after the root element")
    }
    var end = offset + 1
    while end < file.bytes.count, isName(end) { end += 1 }
    let name = SourceRange(offset + 1, end)
    return fault(name, "a second root element «\(file.text(name))»: a file has one", notes: rootNote)
  }

  private var rootNote: [Diagnostic.Note] {
    scan.elements.first.map { [Diagnostic.Note("the root element", at: $0.nameSpan.range, in: file)] } ?? []
  }

  func unclosed() -> Diagnostic {
    guard let element = scan.open.last else { return fault(character, "an element is never closed") }
    let name = scan.elements[Int(element)].nameSpan.range
    return fault(name, "the element «\(file.text(name))» is never closed")
  }

  func mismatch() -> Diagnostic {
    var start = max(0, min(offset, file.bytes.count) - 1)
    while start > 0, file.bytes[start] != UInt8(ascii: "/") || file.bytes[start - 1] != UInt8(ascii: "<") { start -= 1 }
    var end = start + 1
    while end < file.bytes.count, isName(end) { end += 1 }
    let name = SourceRange(start + 1, end)
    let ends = Int32(offset)
    guard let element = scan.elements.prefix(tag).last(where: { $0.span.end == ends || $0.span.end < 0 }) else {
      return fault(name, "«</\(file.text(name))>» closes nothing")
    }
    let opened = element.nameSpan.range
    return fault(
      name, "«</\(file.text(name))>» stands where «</\(file.text(opened))>» must close the element",
      notes: [.init("«\(file.text(opened))» begins here", at: opened, in: file)])
  }

  func missingName() -> Diagnostic {
    let before = SourceRange(max(0, offset - 1), offset)
    switch file.text(before) {
    case "&":
      let mend = Diagnostic.FixIt("write «&amp;»", [.init(before, "&amp;")])
      return fault(before, "the character «&» must be written «&amp;»", fixIts: [mend])
    case "<": return fault(before, "«<» must be followed by a name: for the character write «&lt;»")
    default: return fault(character, "a name must stand here")
    }
  }

  func duplicateAttribute() -> Diagnostic {
    var first: [String: SourceRange] = [:]
    for (qualified, range) in tagNames.dropFirst() {
      if let earlier = first[qualified] {
        return fault(
          range, "the attribute «\(qualified)» stands twice in this tag",
          notes: [.init("the first", at: earlier, in: file)])
      }
      first[qualified] = range
    }
    return fault(tagNames.first?.range ?? character, "two attributes of this tag have the same namespace and name")
  }

  func undeclaredPrefix(_ words: [String]) -> Diagnostic {
    guard let prefix = words.first else { return fault(character, "an undeclared namespace prefix") }
    let local = words.count > 1 ? words[1] : ""
    let range = tagNames.first { $0.name == "\(prefix):\(local)" }?.range ?? tagNames.first?.range ?? character
    return fault(range, "the namespace prefix «\(prefix)» is not declared")
  }

  /// The names in the start tag, as written: the element's, then those of the attributes.
  private var tagNames: [(name: String, range: SourceRange)] {
    guard scan.elements.indices.contains(tag) else { return [] }
    let row = scan.elements[tag]
    var names = [(file.text(row.nameSpan.range), row.nameSpan.range)]
    var at = Int(row.nameSpan.end)
    while at < row.startTag.end {
      guard isName(at) else {
        at += 1
        continue
      }
      let start = at
      while at < row.startTag.end, isName(at) { at += 1 }
      names.append((file.text(SourceRange(start, at)), SourceRange(start, at)))
      while at < row.startTag.end, file.bytes[at] != UInt8(ascii: "\""), file.bytes[at] != UInt8(ascii: "'") { at += 1 }
      guard at < row.startTag.end else { break }
      let quote = file.bytes[at]
      at += 1
      while at < row.startTag.end, file.bytes[at] != quote { at += 1 }
      at += 1
    }
    return names
  }

  private func isName(_ at: Int) -> Bool { ByteClass.table[Int(file.bytes[at])] & ByteClass.endsName == 0 }
}
