import KetenSource

/// Finds what the field advises against in the file that was asked for.
///
/// The rules are in the files beside this one, by subject; each looks for itself, whatever the others found.
struct StyleCheck {
  let model: BPMNModel
  private(set) var diagnostics: [Diagnostic] = []

  init(_ model: BPMNModel) { self.model = model }

  mutating func checkAll() {
    let graph = model.graph
    for (index, node) in graph.nodes.enumerated() where node.element.file == 0 {
      let node = Node(node, index, model)
      let isAdHoc = graph.scopes[node.scope].type == .adHocSubProcess
      checkFlows(of: node, isAdHoc: isAdHoc)
      checkEvent(node)
      checkGateway(node)
    }
    for scope in graph.scopes where scope.element.file == 0 {
      guard let element = model.element(scope.element), element.type.isA(anyOf: [.process, .subProcess]) else {
        continue
      }
      check(scope: element, scope.nodes.map { Node(graph.nodes[$0], $0, model) })
    }
    let elements = model.elements
    for element in elements { checkLabel(element) }
    checkGlobals(elements)
    checkDrawing(elements)
  }

  mutating func report(
    _ code: DiagnosticCode, _ element: BPMNElement, _ message: String, at range: SourceRange? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    diagnostics.append(Diagnostic(code, at: range ?? element.nameRange, in: element.source, message, notes: notes))
  }
}

extension BPMNModel {
  /// What the rules of style find, also where the standard has found the same.
  package func styleFindings() -> [Diagnostic] {
    var check = StyleCheck(self)
    check.checkAll()
    return check.diagnostics.ordered()
  }

  /// What breaks the rules of the standard, beyond its XML Schema.
  package func constraintFindings() -> [Diagnostic] {
    var check = ConstraintCheck(self)
    check.checkAll()
    return check.diagnostics.ordered()
  }
}
