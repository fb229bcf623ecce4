import KetenSource
import KetenXML

/// Finds what each element of a file is, and whatever differs from the XML Schema of BPMN (BPMN 2.0.2 chapter 15).
struct StructureReader {
  private let tree: SyntaxTree
  private(set) var types: [ElementType?]
  private(set) var elementsByID: [String: Int] = [:]
  /// The ids of elements that are not in the model, since BPMN does not have them at their place.
  private(set) var unreadIDs: Set<String> = []
  private(set) var imports: [BPMNFile.Import] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Where each id is, those of drawings too: they share one space.
  private var ids: [String: SourceRange] = [:]

  init(_ tree: SyntaxTree) {
    self.tree = tree
    types = Array(repeating: nil, count: tree.elements.count)
  }

  /// Reads the whole file.
  mutating func read(_ root: XMLElement) {
    read(root, as: .definitions)
    for index in tree.elements.indices where types[index] == nil {
      let element = XMLElement(tree: tree, index: index)
      if element.name.namespace == Vocabulary.drawingNamespace { checkID(element) }
      if element.name.namespace == Vocabulary.namespace { checkUnread(element) }
    }
  }

  /// Remembers the id of an element that is not in the model, and reports it when it stands in a drawing.
  private mutating func checkUnread(_ element: XMLElement) {
    var isDirect = true
    var current = element.parent
    while let parent = current {
      if let type = types[parent.index] {
        if Vocabulary.rule(of: type).isOpen { return }
        if isDirect { break }
        report(.bpmnUnknownElement, element.nameRange, "«\(element.local)» has no place in a drawing")
        break
      }
      // What stands in an element that is reported is reported with it.
      if parent.name.namespace == Vocabulary.namespace { break }
      isDirect = false
      current = parent.parent
    }
    if let id = element.attribute("id") { unreadIDs.insert(id.value) }
  }

  private mutating func read(_ element: XMLElement, as type: ElementType) {
    types[element.index] = type
    let rule = Vocabulary.rule(of: type)
    checkID(element)
    checkAttributes(element, rule)
    if type == .import {
      imports.append(
        BPMNFile.Import(namespace: element.attribute("namespace")?.value ?? "", file: nil, element: element))
    }
    if Vocabulary.notExecutable.contains(type), !isInsideOne(element) {
      report(
        .bpmnNotExecutable, element.nameRange,
        "«\(element.local)» describes how parties talk: it is read, and never run")
    }
    if rule.isOpen && rule.parts.isEmpty { return }
    readChildren(of: element, type, rule)
  }

  private func isInsideOne(_ element: XMLElement) -> Bool {
    guard let parent = element.parent, let type = types[parent.index] else { return false }
    return Vocabulary.notExecutable.contains(type) || isInsideOne(parent)
  }

  // MARK: Parts

  private mutating func readChildren(of element: XMLElement, _ type: ElementType, _ rule: Vocabulary.Rule) {
    var counts = Array(repeating: 0, count: rule.parts.count)
    var furthest: (index: Int, name: String) = (0, "")
    for child in element.children {
      guard child.name.namespace == Vocabulary.namespace else {
        checkForeign(child, in: element, type)
        continue
      }
      guard let (index, childType) = rule.part(named: child.local) else {
        let hint = hint(child.local, in: Vocabulary.elementNames(in: type))
        report(.bpmnUnknownElement, child.nameRange, "«\(element.local)» has no element «\(child.local)»\(hint)")
        continue
      }
      counts[index] += 1
      if counts[index] == rule.parts[index].maximum + 1 {
        report(
          .bpmnWrongOrder, child.nameRange, "«\(element.local)» may have no more than one «\(rule.parts[index].name)»")
      } else if index < furthest.index, counts[index] <= rule.parts[index].maximum {
        report(
          .bpmnWrongOrder, child.nameRange,
          "in «\(element.local)» every «\(child.local)» must stand before «\(furthest.name)»")
        // What follows in its own order was not moved too.
        furthest = (index, child.local)
      }
      if index > furthest.index { furthest = (index, child.local) }
      read(child, as: childType)
    }
    checkChoice(element, type)
    for (index, part) in rule.parts.enumerated() where counts[index] < part.minimum {
      // One that is there misspelt is a finding already.
      if element.children.contains(where: { types[$0.index] == nil && nearest(to: $0.local, in: [part.name]) != nil }) {
        continue
      }
      report(.bpmnMissingPart, element.nameRange, "«\(element.local)» must hold «\(part.name)»")
    }
  }

  private mutating func checkChoice(_ element: XMLElement, _ type: ElementType) {
    guard let choice = Vocabulary.choices.first(where: { type.isA($0.key) })?.value else { return }
    let chosen = element.children.filter { types[$0.index] != nil && choice.contains($0.local) }
    guard let first = chosen.first, let second = chosen.first(where: { $0.local != first.local }) else { return }
    report(
      .bpmnWrongOrder, second.nameRange, "«\(element.local)» holds «\(first.local)» or «\(second.local)», not both")
  }

  /// An element of another namespace stands in `extensionElements`; a drawing stands in the definitions.
  private mutating func checkForeign(_ child: XMLElement, in element: XMLElement, _ type: ElementType) {
    if Vocabulary.rule(of: type).isOpen { return }
    if type == .definitions, child.name.namespace == Vocabulary.drawingNamespace { return }
    report(
      .bpmnUnknownElement, child.nameRange,
      "«\(element.local)» has no element «\(child.local)»: what is not of BPMN stands in «extensionElements»")
  }

  // MARK: Attributes

  private mutating func checkAttributes(_ element: XMLElement, _ rule: Vocabulary.Rule) {
    var misspelt: [String] = []
    for attribute in element.attributes where attribute.name.namespace.isEmpty {
      guard let known = rule.attributes[attribute.name.local] else {
        misspelt.append(attribute.name.local)
        let hint = hint(attribute.name.local, in: rule.attributes.keys.sorted())
        report(
          .bpmnUnknownAttribute, attribute.nameRange,
          "«\(element.local)» has no attribute «\(attribute.name.local)»\(hint)")
        continue
      }
      if let message = fault(of: attribute.value, known.kind) {
        report(.bpmnBadValue, attribute.valueRange, message)
      }
    }
    for attribute in rule.attributes.values.sorted(by: { $0.name < $1.name })
    where attribute.isRequired && element.attribute(attribute.name) == nil {
      if misspelt.contains(where: { nearest(to: $0, in: [attribute.name]) != nil }) { continue }
      report(
        .bpmnMissingPart, element.nameRange, "«\(element.local)» must have the attribute «\(attribute.name)»")
    }
    if element.local == "extension", ["true", "1"].contains(element.attribute("mustUnderstand")?.value) {
      report(
        .bpmnMustUnderstand, element.attribute("mustUnderstand")?.valueRange ?? element.nameRange,
        "the extension «\(element.attribute("definition")?.value ?? "")» must be understood, and is not known here")
    }
  }

  /// What is wrong with a value; nil for nothing.
  private func fault(of value: String, _ kind: Vocabulary.ValueKind) -> String? {
    switch kind {
    case .text, .reference, .qualifiedName: nil
    case .identifier: isName(value) ? nil : "«\(value)» is no id: an id begins with a letter or «_» and has no spaces"
    case .boolean: ["true", "false", "1", "0"].contains(value) ? nil : "«\(value)» is neither «true» nor «false»"
    case .integer: Int(value) != nil ? nil : "«\(value)» is no whole number"
    case .mediaType: isMediaType(value) ? nil : "«\(value)» is no media type, as «text/plain»"
    case .oneOf(let values):
      values.contains(value)
        ? nil
        : "«\(value)» is none of \(values.map { "«\($0)»" }.joined(separator: ", "))\(hint(value, in: values))"
    }
  }

  private mutating func checkID(_ element: XMLElement) {
    guard let attribute = element.attribute("id") else { return }
    let id = attribute.value
    if types[element.index] != nil, elementsByID[id] == nil { elementsByID[id] = element.index }
    guard let first = ids[id] else {
      ids[id] = attribute.valueRange
      return
    }
    diagnostics.append(
      Diagnostic(
        .bpmnDuplicateID, at: attribute.valueRange, in: tree.file, "the id «\(id)» is used twice",
        notes: [Diagnostic.Note("first used here", at: first, in: tree.file)]))
  }

  // MARK: Findings

  private mutating func report(_ code: DiagnosticCode, _ range: SourceRange, _ message: String) {
    diagnostics.append(Diagnostic(code, at: range, in: tree.file, message))
  }

  /// What to say of a misspelt name; after 100 findings nobody reads on.
  private func hint(_ name: String, in known: @autoclosure () -> [String]) -> String {
    guard diagnostics.count < 100, name.utf8.count <= 1_000 else { return "" }
    return nearest(to: name, in: known()).map { ": did you mean «\($0)»?" } ?? ""
  }
}

/// Whether a text is a name without a colon (Namespaces in XML 1.0, NCName).
private func isName(_ text: String) -> Bool {
  guard let first = text.unicodeScalars.first, first == "_" || first.properties.isAlphabetic else { return false }
  return text.unicodeScalars.allSatisfy { scalar in
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "-_.·".unicodeScalars.contains(scalar)
      || scalar.properties.generalCategory == .nonspacingMark || scalar.properties.generalCategory == .spacingMark
  }
}

/// Whether a text is a type and a subtype, perhaps with parameters (RFC 2045 §5.1).
private func isMediaType(_ text: String) -> Bool {
  let bare = text.split(separator: ";", omittingEmptySubsequences: false).first ?? ""
  let halves = bare.split(separator: "/", omittingEmptySubsequences: false)
  return halves.count == 2
    && halves.allSatisfy { half in
      !half.isEmpty
        && half.trimmingSpaces.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !#"()<>@,:\"[]?="#.utf8.contains($0) }
    }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    var text = self
    while text.last == " " { text.removeLast() }
    while text.first == " " { text.removeFirst() }
    return text
  }
}
