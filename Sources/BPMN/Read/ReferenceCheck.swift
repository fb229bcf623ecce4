import KetenSource
import KetenXML

/// Finds references that lead to nothing, or to something of another kind than they must.
struct ReferenceCheck {
  private let model: BPMNModel
  private(set) var diagnostics: [Diagnostic] = []

  init(_ model: BPMNModel) { self.model = model }

  /// Checks the references of all elements of a file.
  mutating func check(file: Int) {
    for element in model.elements(of: file) {
      let rule = Vocabulary.rule(of: element.type)
      for attribute in element.xml.attributes where attribute.name.namespace.isEmpty {
        guard case .reference(let targets)? = rule.attributes[attribute.name.local]?.kind else { continue }
        check(attribute.value, at: attribute.valueRange, from: element, to: targets)
      }
      guard element.type == .reference, let parent = element.parent,
        let part = Vocabulary.rule(of: parent.type).parts.first(where: { $0.name == element.tag })
      else { continue }
      let text = element.xml.text?.trimmed
      check(text?.string ?? "", at: text?.range ?? element.nameRange, from: element, to: part.targets)
    }
  }

  private mutating func check(
    _ name: String, at range: SourceRange, from element: BPMNElement, to targets: [ElementType]
  ) {
    switch model.lookUp(name, from: element) {
    case .found(let target):
      if targets.isEmpty || target.type.isA(anyOf: targets) { return }
      report(
        .bpmnWrongReference, range, element,
        "«\(name)» is \(article(target.tag)) «\(target.tag)»: expected \(list(targets))",
        notes: [Diagnostic.Note("it is here", at: target.nameRange, in: target.source)])
    case .unread: break
    case .unknownPrefix:
      let prefix = name.prefix { $0 != ":" }
      report(.bpmnUnresolvedReference, range, element, "the prefix «\(prefix)» of «\(name)» is not declared")
    case .notImported(let namespace):
      report(
        .bpmnUnresolvedReference, range, element, "«\(name)» is of the namespace «\(namespace)», which is not imported")
    case .notFound:
      if name.isEmpty {
        report(.bpmnUnresolvedReference, range, element, "«\(element.tag)» refers to nothing")
      } else {
        report(.bpmnUnresolvedReference, range, element, "nothing has the id «\(name)»\(hint(name, element, targets))")
      }
    }
  }

  private func hint(_ name: String, _ element: BPMNElement, _ targets: [ElementType]) -> String {
    guard diagnostics.count < 100, name.utf8.count <= 1_000 else { return "" }
    let file = model.files[element.file]
    let known = file.elementsByID.filter { entry in
      guard let type = file.types[entry.value] else { return false }
      return targets.isEmpty || type.isA(anyOf: targets)
    }
    return nearest(to: name, in: known.keys.sorted()).map { ": did you mean «\($0)»?" } ?? ""
  }

  private mutating func report(
    _ code: DiagnosticCode, _ range: SourceRange, _ element: BPMNElement, _ message: String,
    notes: [Diagnostic.Note] = []
  ) {
    diagnostics.append(Diagnostic(code, at: range, in: element.source, message, notes: notes))
  }
}

/// The kinds that may stand at a place, as a reader says them.
private func list(_ types: [ElementType]) -> String {
  let words = types.map { "\(article($0.rawValue)) «\($0.rawValue)»" }
  guard words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
}

/// «a» or «an», as the first letter asks.
func article(_ word: String) -> String { "aeiou".contains(word.first.map { $0.lowercased() } ?? " ") ? "an" : "a" }
