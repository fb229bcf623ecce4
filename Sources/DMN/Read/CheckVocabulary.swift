import KetenSource
import KetenXML

/// Finds the elements and attributes of a file that DMN does not have at their place.
///
/// Elements and attributes of other namespaces are extensions and drawings, which are no concern of a model.
struct VocabularyCheck {
  private let namespace: String
  private(set) var diagnostics: [Diagnostic] = []

  /// Checks everything below an element of DMN, in the namespace of its version.
  init(_ root: XMLElement) {
    namespace = root.name.namespace
    check(root, Vocabulary.rule(of: root.local, in: ""))
  }

  private mutating func check(_ element: XMLElement, _ rule: Vocabulary.Rule?) {
    guard let rule, !rule.isOpen else { return }
    checkAttributes(element, rule)
    let known = rule.children.union(Vocabulary.common.children)
    for child in element.children where child.name.namespace == namespace {
      if known.contains(child.local) {
        check(child, Vocabulary.rule(of: child.local, in: element.local))
      } else {
        report(.dmnUnknownElement, child.nameRange, element, "element", child.local, known)
      }
    }
  }

  private mutating func checkAttributes(_ element: XMLElement, _ rule: Vocabulary.Rule) {
    for attribute in element.attributes where attribute.name.namespace.isEmpty {
      let name = attribute.name.local
      if rule.attributes.contains(name) || Vocabulary.common.attributes.contains(name) { continue }
      let known = rule.attributes.union(Vocabulary.common.attributes)
      report(.dmnUnknownAttribute, attribute.nameRange, element, "attribute", name, known)
    }
  }

  private mutating func report(
    _ code: DiagnosticCode, _ range: SourceRange, _ element: XMLElement, _ kind: String, _ name: String,
    _ known: Set<String>
  ) {
    let hint = nearest(to: name, in: known.sorted()).map { ": did you mean «\($0)»?" } ?? ""
    diagnostics.append(
      Diagnostic(code, at: range, in: element.tree.file, "«\(element.local)» has no \(kind) «\(name)»\(hint)"))
  }
}
