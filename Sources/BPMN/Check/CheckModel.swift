import KetenSource

extension BPMNModel {
  /// Finds everything that is wrong with a BPMN model: as XML, in its structure, by the rules of the standard, and by
  /// those of style.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - style: The rules of style to look at; all when nil.
  ///   - find: Finds the files that it imports, whose findings are given too.
  public static func check(
    _ file: SourceFile, style: Set<DiagnosticCode>? = nil,
    imports find: Finder = { _, _ in nil }
  ) -> [Diagnostic] {
    let (model, faults) = read(file, imports: find)
    guard let model else { return faults }
    let findings = faults + model.constraintFindings()
    let styles = model.styleFindings().notSaid(by: findings).filter { style?.contains($0.code) ?? true }
    return (findings + styles).ordered()
  }

  /// The id of the element that a modeler shows at a place of the file: a node, flow, participant, lane, artifact or
  /// what stands at the top; nil for none.
  package func shownID(at range: SourceRange) -> String? {
    let shown: [ElementType] = [.flowElement, .rootElement, .participant, .lane, .messageFlow, .artifact]
    var found: BPMNElement?
    for element in elements {
      if element.range.start > range.start { break }
      if element.range.end >= range.end, element.type.isA(anyOf: shown), !element.type.isA(.eventDefinition) {
        found = element
      }
    }
    return found?.id
  }
}
