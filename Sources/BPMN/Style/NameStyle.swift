import KetenSource

extension StyleCheck {
  mutating func checkLabel(_ element: BPMNElement) {
    guard needsLabel(element), element.name?.isBlank ?? true else { return }
    report(.bpmnMissingLabel, element, "«\(element.tag)» has no name that a reader can see")
  }

  private func needsLabel(_ element: BPMNElement) -> Bool {
    switch element.type {
    case .participant, .lane: return true
    case .sequenceFlow: return element.part("conditionExpression") != nil
    // A gateway that only joins asks nothing, and those that do not choose have no question.
    case .parallelGateway, .eventBasedGateway: return false
    case .subProcess, .adHocSubProcess, .transaction: return false
    default: break
    }
    if element.type.isA(.gateway) {
      guard let index = model.graph.node(of: element) else { return false }
      return model.graph.nodes[index].outgoing.count > 1
    }
    return element.type.isA(.flowNode) && model.graph.node(of: element) != nil
  }

  /// Messages, errors, signals and escalations have a name of their own, and are there to be used.
  mutating func checkGlobals(_ elements: [BPMNElement]) {
    let globals = elements.filter { $0.type.isA(anyOf: [.message, .error, .signal, .escalation]) }
    if globals.isEmpty { return }
    let names = ["messageRef", "errorRef", "signalRef", "escalationRef", "inMessageRef", "outMessageRef"]
    var used: Set<BPMNElement> = []
    for element in elements {
      for name in names {
        if let target = element.target(name) { used.insert(target) }
        used.formUnion(element.targets(name))
      }
    }
    var first: [String: BPMNElement] = [:]
    for element in globals {
      guard let name = element.name, !name.isBlank else {
        report(.bpmnGlobalName, element, "«\(element.tag)» has no name")
        continue
      }
      let key = "\(element.tag) \(name)"
      if let other = first[key] {
        report(
          .bpmnGlobalName, element, "another «\(element.tag)» is called \(element.called)",
          at: element.range(of: "name"), notes: [other.note])
      } else {
        first[key] = element
      }
    }
    for element in globals where !used.contains(element) {
      report(.bpmnUnusedGlobal, element, "nothing uses the \(element.tag) \(element.called)")
    }
  }
}

extension String {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
