import KetenSource
import KetenXML

/// Checks a tree by a grammar: every finding at its exact place, one for each fault.
///
/// What stands in another namespace is passed over, with all it holds. So is what holds an unknown or unsupported element,
/// since nothing is known of it. Set `isComplete` to false for a tree that ends at a fault of form: what is missing from the
/// elements that were open there is then not reported.
package func validate(_ tree: SyntaxTree, against grammar: Grammar, isComplete: Bool = true) -> [Diagnostic] {
  guard let root = tree.root else { return [] }
  var validator = Validator(tree, GrammarIndex(grammar), isComplete: isComplete)
  validator.checkRoot(root)
  return validator.diagnostics.ordered()
}

private struct Validator {
  let tree: SyntaxTree
  let index: GrammarIndex
  /// What each name of the tree is, by its number.
  let elementKinds: [GrammarIndex.Kind]
  let attributeKinds: [GrammarIndex.AttributeKind]
  /// Elements from here on, up the last branch, may have been cut off.
  let openFrom: Int
  /// By element of the grammar: whether it is a text that stands once a language.
  let isTextForPeople: [Bool]
  /// The last text of each element, name and language, of those that stand more than once.
  var texts: [TextKey: SourceRange] = [:]
  var diagnostics: [Diagnostic] = []

  struct TextKey: Hashable {
    var parent: Int32
    var name: Int32
    var language: String
  }

  init(_ tree: SyntaxTree, _ index: GrammarIndex, isComplete: Bool) {
    self.tree = tree
    self.index = index
    elementKinds = tree.names.map(index.element)
    attributeKinds = tree.names.map(index.attribute)
    isTextForPeople = index.grammar.elements.map { ["title", "documentation"].contains($0.name) }
    openFrom = isComplete ? tree.elements.count : tree.elements.count - 1
  }

  var grammar: Grammar { index.grammar }

  mutating func report(
    _ code: DiagnosticCode, _ range: SourceRange, _ message: String, notes: [Diagnostic.Note] = [],
    fixIts: [Diagnostic.FixIt] = []
  ) {
    diagnostics.append(Diagnostic(code, at: range, in: tree.file, message, notes: notes, fixIts: fixIts))
  }

  mutating func checkRoot(_ root: XMLElement) {
    let expected = "expected «\(grammar.root)» in the namespace «\(grammar.namespace)»"
    guard root.name.namespace == grammar.namespace else {
      let found = root.name.namespace.isEmpty ? "no namespace" : "the namespace «\(root.name.namespace)»"
      return report(.wrongNamespace, root.nameRange, "«\(root.local)» is in \(found): \(expected)")
    }
    guard root.local == grammar.root else {
      if grammar[root.local] == nil {
        let what = "the language has no element «\(root.local)»: \(expected)"
        return report(.unknownElement, root.nameRange, what, fixIts: root.renaming(certainly: [grammar.root]))
      }
      return report(.wrongPlace, root.nameRange, "«\(root.local)» cannot be the root: \(expected)")
    }
    if case .element(let rule) = elementKinds[Int(root.row.name)] { check(root, rule) }
  }

  private mutating func check(_ element: XMLElement, _ number: Int) {
    checkAttributes(element, number)
    checkTexts(element, index.elements[number])
    checkChildren(element, number)
  }

  private mutating func checkTexts(_ element: XMLElement, _ entry: GrammarIndex.ElementEntry) {
    guard entry.rule.text == .none else { return }
    for text in element.texts where !text.isBlank {
      let range = SourceText(file: tree.file, range: text.span.range).trimmed.range
      report(.unexpectedText, range, "text may not stand directly in «\(entry.rule.name)»")
    }
  }
}

// MARK: - Children

extension Validator {
  private mutating func checkChildren(_ element: XMLElement, _ number: Int) {
    let entry = index.elements[number]
    var first = [Int32](repeating: -1, count: element.row.firstChild < 0 ? 0 : entry.rule.children.count)
    for child in element.children {
      switch elementKinds[Int(child.row.name)] {
      case .foreign: continue
      case .unknown: reportUnknown(child, in: entry.rule, &first)
      case .element(let childNumber):
        guard let place = index.child(childNumber, in: number) else {
          reportWrongPlace(child, childNumber, in: entry.rule)
          // A child that has gone astray is still one of its kind.
          if index.elements[childNumber].rule.unsupported == nil { check(child, childNumber) }
          continue
        }
        check(child, entry.childNumbers[place], as: place, &first, in: entry)
      }
    }
    guard element.index < openFrom, !isOpenAtEnd(element) else { return }
    for required in entry.requiredChildren where first.isEmpty || first[required] < 0 {
      let rule = entry.rule
      report(.wrongOccurrence, element.nameRange, "«\(rule.name)» must hold a «\(rule.children[required].name)»")
    }
  }

  /// Whether an element is on the branch on which a tree that is not complete ends.
  private func isOpenAtEnd(_ element: XMLElement) -> Bool {
    guard openFrom < tree.elements.count else { return false }
    var branch = XMLElement(tree: tree, index: tree.elements.count - 1)
    while branch.index != element.index {
      guard let parent = branch.parent else { return false }
      branch = parent
    }
    return true
  }

  private mutating func check(
    _ child: XMLElement, _ number: Int, as place: Int, _ first: inout [Int32], in parent: GrammarIndex.ElementEntry
  ) {
    let isMany = parent.rule.children[place].occurrence == .many || parent.rule.children[place].occurrence == .oneOrMore
    let name = parent.rule.children[place].name
    if first[place] >= 0, !isMany {
      let earlier = XMLElement(tree: tree, index: Int(first[place])).nameRange
      report(
        .wrongOccurrence, child.nameRange, "«\(parent.rule.name)» may hold one «\(name)», this is another",
        notes: [.init("the first", at: earlier, in: tree.file)])
    } else if first[place] < 0 {
      first[place] = Int32(child.index)
    } else if isTextForPeople[number] {
      checkLanguage(child, after: XMLElement(tree: tree, index: Int(first[place])), in: parent.rule)
    }
    if let what = parent.rule.children[place].unsupported ?? index.elements[number].rule.unsupported {
      report(.notSupported, child.nameRange, "«\(name)» is not supported yet: \(what)")
    } else {
      check(child, number)
    }
  }

  /// A text for people stands once a language in an element.
  private mutating func checkLanguage(_ child: XMLElement, after first: XMLElement, in rule: ElementRule) {
    let key = { (text: XMLElement) in TextKey(parent: text.row.parent, name: text.row.name, language: text.language) }
    if texts[key(first)] == nil { texts[key(first)] = first.nameRange }
    guard let twin = texts.updateValue(child.nameRange, forKey: key(child)) else { return }
    let language = child.language.isEmpty ? "" : " in «\(child.language)»"
    report(
      .wrongOccurrence, child.nameRange,
      "«\(rule.name)» may hold one «\(child.local)» a language, this is another\(language)",
      notes: [.init("the one before", at: twin, in: tree.file)])
  }

  private mutating func reportUnknown(_ child: XMLElement, in rule: ElementRule, _ first: inout [Int32]) {
    let here = rule.children.filter { $0.unsupported == nil && grammar[$0.key]?.unsupported == nil }.map(\.name)
    if let meant = nearest(to: child.local, in: here) {
      // The one that was meant is not missing as well.
      if let place = rule.children.firstIndex(where: { $0.name == meant }), first[place] < 0 {
        first[place] = Int32(child.index)
      }
      return report(
        .unknownElement, child.nameRange, "the language has no element «\(child.local)»: did you mean «\(meant)»?",
        fixIts: child.renaming(certainly: here))
    }
    let elsewhere = nearest(to: child.local, in: grammar.elements.map(\.name))
    let hint = elsewhere.map { ": did you mean «\($0)», which does not belong in «\(rule.name)»?" } ?? ""
    report(.unknownElement, child.nameRange, "the language has no element «\(child.local)»\(hint)")
  }

  private mutating func reportWrongPlace(_ child: XMLElement, _ number: Int, in rule: ElementRule) {
    let parents = index.parents(of: number).map { "«\($0)»" }
    let places =
      parents.count > 3 ? parents.prefix(2).joined(separator: ", ") + " and others" : parents.joined(separator: " or ")
    let message =
      parents.isEmpty
      ? "«\(child.local)» may stand only at the root" : "«\(child.local)» belongs in \(places), not in «\(rule.name)»"
    report(.wrongPlace, child.nameRange, message)
  }
}

// MARK: - Attributes

extension Validator {
  private mutating func checkAttributes(_ element: XMLElement, _ number: Int) {
    // One bit for each attribute of the rule that is there, or was meant to be: one that nobody knows may be any.
    var present: UInt64 = 0
    for attribute in element.attributes {
      switch attributeKinds[Int(attribute.row.name)] {
      case .foreign: continue
      case .unknown: present |= reportUnknown(attribute, of: index.elements[number].rule)
      case .attribute(let attributeNumber):
        guard let entry = index.attribute(attributeNumber, of: number) else {
          // `xml:lang` may stand anywhere; where the grammar does not name it, it means nothing.
          if attribute.name.namespace.isEmpty {
            present |= reportUnknown(attribute, of: index.elements[number].rule)
          }
          continue
        }
        present |= 1 << UInt64(entry.place)
        if let what = entry.rule.unsupported {
          report(.notSupported, attribute.nameRange, "«\(attribute.name.local)» is not supported yet: \(what)")
        } else {
          checkValue(attribute, entry)
        }
      }
    }
    for required in index.elements[number].requiredAttributes where present & (1 << UInt64(required)) == 0 {
      let rule = index.elements[number].rule
      let missing = rule.attributes[required].name
      report(.missingAttribute, element.nameRange, "«\(rule.name)» must have the attribute «\(missing)»")
    }
  }

  /// Reports it; gives the bit of the attribute that was meant, or all when that is not known.
  private mutating func reportUnknown(_ attribute: XMLAttribute, of rule: ElementRule) -> UInt64 {
    let name = attribute.name.local
    if !attribute.name.namespace.isEmpty {
      let message = "attributes of the language have no prefix: write «\(name)» without it"
      report(.unknownAttribute, attribute.nameRange, message)
      return rule.attributes.firstIndex { $0.name == name }.map { 1 << UInt64($0) } ?? .max
    }
    let known = rule.attributes.filter { $0.unsupported == nil }.map(\.name)
    if let meant = nearest(to: name, in: known) {
      let fixIts = certainMeaning(of: name, in: known).map {
        [Diagnostic.FixIt("write «\($0)»", [.init(attribute.nameRange, $0)])]
      }
      report(
        .unknownAttribute, attribute.nameRange, "«\(rule.name)» has no attribute «\(name)»: did you mean «\(meant)»?",
        fixIts: fixIts ?? [])
      return rule.attributes.firstIndex { $0.name == meant }.map { 1 << UInt64($0) } ?? 0
    }
    let owners = index.owners(of: name).prefix(3).map { "«\($0)»" }.joined(separator: ", ")
    let hint = owners.isEmpty ? "" : ": it is one of \(owners)"
    report(.unknownAttribute, attribute.nameRange, "«\(rule.name)» has no attribute «\(name)»\(hint)")
    return .max
  }

  private mutating func checkValue(_ attribute: XMLAttribute, _ entry: GrammarIndex.AttributeEntry) {
    guard attribute.row.isEncoded else {
      let span = attribute.row.valueSpan.range
      return checkWords(tree.file.bytes[span.start..<span.end], entry, attribute) { SourceRange($0, $1) }
    }
    let text = attribute.text
    checkWords(text.utf8[...], entry, attribute, place: text.sourceRange)
  }

  private mutating func checkWords(
    _ value: ArraySlice<UInt8>, _ entry: GrammarIndex.AttributeEntry, _ attribute: XMLAttribute,
    place: (Int, Int) -> SourceRange
  ) {
    let word = entry.word
    var rest = value
    var isBlank = true
    while let start = rest.firstIndex(where: { !isXMLBlank($0) }) {
      isBlank = false
      let end =
        entry.isList
        ? rest[start...].firstIndex(where: isXMLBlank) ?? rest.endIndex
        : (rest.lastIndex { !isXMLBlank($0) }).map { $0 + 1 } ?? rest.endIndex
      if !word.accepts(rest[start..<end]) {
        reportValue(String(decoding: rest[start..<end], as: UTF8.self), at: place(start, end), entry, attribute)
      }
      rest = rest[end...]
      if !entry.isList { return }
    }
    if isBlank {
      let range = attribute.valueRange
      report(
        .badValue, SourceRange(range.start - 1, range.end + 1),
        "«\(entry.rule.name)» is empty: expected \(word.expectation)")
    }
  }

  private mutating func reportValue(
    _ value: String, at range: SourceRange, _ entry: GrammarIndex.AttributeEntry, _ attribute: XMLAttribute
  ) {
    let word = entry.word
    let shown = value.count > 60 ? value.prefix(60) + "…" : value[...]
    let meant = value.utf8.contains(where: isXMLBlank) ? nil : nearest(to: value, in: word.known)
    let hint = meant.map { ": did you mean «\($0)»?" } ?? ": expected \(word.expectation)"
    let certain = attribute.row.isEncoded ? nil : certainMeaning(of: value, in: word.known)
    report(
      .badValue, range, "«\(shown)» cannot stand in «\(entry.rule.name)»\(hint)",
      fixIts: certain.map { [.init("write «\($0)»", [.init(range, $0)])] } ?? [])
  }
}

private func isXMLBlank(_ byte: UInt8) -> Bool { ByteClass.table[Int(byte)] & ByteClass.nonBlank == 0 }
