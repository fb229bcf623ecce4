import KetenSource
import KetenXML

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
    var constraints = ConstraintCheck(model)
    constraints.checkAll()
    let findings = (faults + constraints.diagnostics).ordered()
    var styles = StyleCheck(model, besides: findings)
    styles.checkAll()
    return (findings + styles.diagnostics.filter { style?.contains($0.code) ?? true }).ordered()
  }

  /// The id of the element of the file in whose start tag a place is, or that of the nearest around it that has one.
  package func id(at range: SourceRange) -> String? {
    let tree = files[0].tree
    var found: XMLElement?
    for index in tree.elements.indices {
      let element = XMLElement(tree: tree, index: index)
      if element.range.start > range.start { break }
      if element.range.end >= range.end { found = element }
    }
    while let element = found {
      if let id = element.attribute("id") { return id.value }
      found = element.parent
    }
    return nil
  }
}
