import FEEL
import KetenSource

extension ModelReader {
  /// Finds decisions that need their own outcome, at once or by way of others (DMN 1.5 §6.3.7), and knowledge that
  /// requires itself, which is recursion and not supported.
  ///
  /// Imported models cannot come back here.
  mutating func checkCycles(_ content: DecisionModel.Content) {
    var search = CycleSearch(namespace: namespace, content: content)
    for index in content.decisions.indices {
      search.visit(ElementReference(namespace: namespace, kind: .decision, index: index))
    }
    for index in content.knowledge.indices {
      search.visit(ElementReference(namespace: namespace, kind: .knowledge, index: index))
    }
    for cycle in search.cycles {
      let names = cycle.map { "«\(content.name(of: $0.element).text)»" }
      guard let last = cycle.last, let href = last.next else { continue }
      let isRecursion = cycle.allSatisfy { $0.element.kind == .knowledge }
      let message =
        isRecursion
        ? "\(names[0]) calls itself\(cycle.count == 1 ? "" : " by way of others"): recursion is not supported"
        : cycle.count == 1
          ? "the decision \(names[0]) requires itself"
          : "these require each other: \((names + [names[0]]).joined(separator: " requires "))"
      let notes = cycle.dropLast().compactMap { step in
        step.next.map { Diagnostic.Note("required by «\(content.name(of: step.element).text)»", at: $0, in: file) }
      }
      report(isRecursion ? .dmnNotSupported : .dmnCyclicRequirements, at: href, message, notes: notes)
    }
  }
}

extension DecisionModel.Content {
  fileprivate func name(of element: ElementReference) -> BoxedExpression.Name {
    switch element.kind {
    case .input: inputs[element.index].name
    case .decision: decisions[element.index].name
    case .knowledge: knowledge[element.index].name
    case .service: services[element.index].name
    }
  }

  /// What an element needs before it has a value, or calls on the way to one.
  fileprivate func requirements(of element: ElementReference) -> [Requirement] {
    switch element.kind {
    case .input: []
    case .decision: decisions[element.index].information + decisions[element.index].knowledge
    case .knowledge: knowledge[element.index].knowledge
    case .service: services[element.index].outputs
    }
  }
}

/// A search in depth over the requirements of one model, with the way to the element at hand kept by itself, so that a
/// long chain of decisions takes no deep recursion.
private struct CycleSearch {
  struct Step {
    let element: ElementReference
    /// Where it requires the next.
    var next: SourceRange?
  }

  private enum State { case onTheWay, done }

  let namespace: String
  let content: DecisionModel.Content
  var cycles: [[Step]] = []
  private var states: [ElementReference: State] = [:]

  init(namespace: String, content: DecisionModel.Content) {
    self.namespace = namespace
    self.content = content
  }

  mutating func visit(_ start: ElementReference) {
    guard states[start] == nil else { return }
    var way = [Step(element: start)]
    var rest = [content.requirements(of: start)[...]]
    states[start] = .onTheWay
    while let step = way.last {
      guard let requirement = rest[rest.count - 1].popFirst() else {
        states[step.element] = .done
        way.removeLast()
        rest.removeLast()
        continue
      }
      guard let next = requirement.element, next.namespace == namespace else { continue }
      way[way.count - 1].next = requirement.href.range
      switch states[next] {
      case .done: continue
      case .onTheWay:
        let from = way.firstIndex { $0.element == next } ?? 0
        let cycle = Array(way[from...])
        cycles.append(cycle)
      case nil:
        states[next] = .onTheWay
        way.append(Step(element: next))
        rest.append(content.requirements(of: next)[...])
      }
    }
  }
}
