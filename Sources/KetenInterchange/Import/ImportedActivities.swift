import BPMN
import KetenSource
import KetenXML

extension Translation {
  /// A task, sub-process or call of the chain.
  func activity(_ index: Int, _ element: BPMNElement) -> ImportedNode {
    let isHandler = flag(element, "isForCompensation")
    _ = attributeText(element, "implementation")
    if element.isEventSubProcess {
      _ = flag(element, "triggeredByEvent")
      var result = newNode("subProcess", element)
      result.element.set(
        "triggeredByEvent", "true", from: Place(element.range(of: "triggeredByEvent"), in: element.source))
      return result
    }
    var result = task(index, element)
    setQuantities(element, &result.element)
    setLoop(index, element, &result)
    takeData(index, element, &result)
    if !isHandler || !graph.nodes[index].outgoing.isEmpty, result.element["next"] == nil {
      setWays(index, element, .conditional, &result.element)
    }
    return result
  }

  private func task(_ index: Int, _ element: BPMNElement) -> ImportedNode {
    switch element.type {
    case .userTask: return act("userTask", index, element)
    case .task:
      if messages.incoming[element] != nil { return receiving(index, element) }
      if messages.outgoing[element] != nil { return sending(element) }
      return act("manualTask", index, element)
    case .manualTask: return act("manualTask", index, element)
    case .receiveTask: return receiving(index, element)
    case .sendTask: return sending(element)
    case .scriptTask: return script(index, element)
    case .businessRuleTask: return decision(index, element)
    case .callActivity: return call(index, element)
    case .subProcess, .transaction, .adHocSubProcess: return subProcess(index, element)
    default: return service(element, job(of: element))
    }
  }

  /// Work of people.
  private func act(_ kind: String, _ index: Int, _ element: BPMNElement) -> ImportedNode {
    var result = newNode(kind, element)
    result.element.set("by", performers(of: element))
    result.canWrite = true
    _ = formFields(index, element, &result)
    return result
  }

  /// Work of a system: of a worker, or by itself where the model does not say whose it is.
  private func service(_ element: BPMNElement, _ job: MappedText?) -> ImportedNode {
    var result = newNode("serviceTask", element)
    result.element.set("job", job)
    result.canWrite = job != nil
    if job == nil, !isFromChain {
      note(.importAssumed, element, "the model does not say which worker does \(element.called): it is done at once")
    }
    return result
  }

  private func receiving(_ index: Int, _ element: BPMNElement) -> ImportedNode {
    let begins = flag(element, "instantiate")
    var result = newNode(begins ? "startEvent" : "receiveTask", element)
    result.element.set("message", messageCaught(by: element, element))
    return result
  }

  private func sending(_ element: BPMNElement) -> ImportedNode {
    var result = newNode("sendTask", element)
    result.element.set("message", messageSent(by: element, element))
    if let job = job(of: element) { result.element.set("job", job) }
    result.canWrite = result.element["job"] != nil
    return result
  }

  /// A script in FEEL is computed; any other is the work of a worker.
  private func script(_ index: Int, _ element: BPMNElement) -> ImportedNode {
    for script in extensionElements(element, "script", of: .zeebe) {
      if let expression = extensionText(script, "expression", of: element).flatMap({
        formula($0, of: element, at: index, .any)
      }), let variable = extensionText(script, "resultVariable", of: element) {
        return computed(index, element, expression, variable)
      }
    }
    let format = attributeText(element, "scriptFormat")
    if let script = element.part("script"), let text = script.xml.text?.trimmed, !text.utf8.isEmpty {
      take(script)
      if isFromChain {
        var result = newNode("scriptTask", element)
        result.element.set("expression", MappedText(copying: text))
        return result
      }
      let result = extensionText(element, "resultVariable", of: .camunda)
      if format?.lowercased().contains("feel") ?? false, let result,
        let expression = formula(MappedText("=") + MappedText(copying: text), of: element, at: index, .any)
      {
        return computed(index, element, expression, result)
      }
      ledger.note(
        .importExpression, at: Place(text.range, in: text.file),
        "a script is computed when it is FEEL and names its result: this one is the work of a worker")
    }
    return service(element, job(of: element) ?? mappedName(element))
  }

  private func computed(
    _ index: Int, _ element: BPMNElement, _ expression: MappedText, _ variable: MappedText
  ) -> ImportedNode {
    var result = newNode("scriptTask", element)
    result.element.set("expression", expression)
    write(self.variable(variable.string, at: element, from: variable.place), by: index, &result)
    return result
  }

  /// A decision of a model that the file does not hold is determined by a worker.
  private func decision(_ index: Int, _ element: BPMNElement) -> ImportedNode {
    if isFromChain { return newNode("businessRuleTask", element) }
    for called in extensionElements(element, "calledDecision", of: .zeebe) {
      let name = extensionText(called, "decisionId", of: element)
      let variable = extensionText(called, "resultVariable", of: element)
      return determined(index, element, name, variable)
    }
    if let name = extensionText(element, "decisionRef", of: .camunda) {
      for other in ["decisionRefBinding", "mapDecisionResult"] { _ = extensionText(element, other, of: .camunda) }
      return determined(index, element, name, extensionText(element, "resultVariable", of: .camunda))
    }
    return service(element, job(of: element) ?? mappedName(element))
  }

  private func determined(
    _ index: Int, _ element: BPMNElement, _ name: MappedText?, _ variable: MappedText?
  ) -> ImportedNode {
    var result = service(element, name ?? mappedName(element))
    if let variable { write(self.variable(variable.string, at: element, from: variable.place), by: index, &result) }
    note(
      .importAssumed, element,
      "the file does not say where the decision «\(name?.string ?? "")» is: a worker of that name determines it")
    return result
  }

  // MARK: Sub-processes and calls

  private func subProcess(_ index: Int, _ element: BPMNElement) -> ImportedNode {
    _ = flag(element, "triggeredByEvent")
    var result = newNode(element.tag, element)
    if element.type == .transaction { _ = attributeText(element, "method") }
    guard element.type == .adHocSubProcess else { return result }
    if let ordering = text(element, "ordering") { result.element.set("ordering", ordering) }
    if let condition = element.part("completionCondition").flatMap({ formula($0, at: index, .boolean) }) {
      result.element.set("completionCondition", condition)
      if !flag(element, "cancelRemainingInstances", default: true) {
        result.element.set("cancelRemainingInstances", "false")
      }
    } else {
      _ = flag(element, "cancelRemainingInstances")
      result.element.set("by", performers(of: element))
    }
    return result
  }

  private func call(_ index: Int, _ element: BPMNElement) -> ImportedNode {
    let called = target(element, "calledElement")
    var name = text(element, "calledElement")
    for item in extensionElements(element, "calledElement", of: .zeebe) {
      name = extensionText(item, "processId", of: element) ?? name
    }
    let process = called ?? name.flatMap { name in processes.first { $0.id == name.string } }
    guard let process, process.type == .process, processes.contains(process) else {
      if let task = called, task.type.isA(.globalTask) { return globalTask(task, index, element) }
      note(
        .importLeftOut, element,
        "«\(name?.string ?? "")» is no process of this file or of one that it imports: a worker of that name does it")
      return service(element, name.flatMap { $0.isEmpty ? nil : $0 } ?? mappedName(element))
    }
    var result = newNode("callActivity", element)
    let origin = Place(element.range(of: "calledElement"), in: element.source)
    result.element.set("call", MappedText(self.name(process), for: origin))
    setMappings(index, element, process, &result)
    return result
  }

  /// A task that is declared apart and called is done where it is called.
  private func globalTask(_ task: BPMNElement, _ index: Int, _ element: BPMNElement) -> ImportedNode {
    take(task)
    _ = text(task, "name")
    switch task.type {
    case .globalUserTask: return act("userTask", index, element)
    case .globalTask, .globalManualTask: return act("manualTask", index, element)
    default: return service(element, mappedName(element))
    }
  }

  /// The data that a call gives and takes back.
  private func setMappings(
    _ index: Int, _ element: BPMNElement, _ process: BPMNElement, _ result: inout ImportedNode
  ) {
    func input(_ from: MappedText, _ to: MappedText) {
      var child = ChainElement("input", from: from.place)
      child.set("from", from)
      child.set("to", inside(process, to))
      result.element.children.append(child)
    }
    func output(_ from: MappedText, _ to: MappedText) {
      let number = variable(to.string, at: element, from: to.place)
      data.variables[number].isWritten = true
      var child = ChainElement("output", from: from.place)
      child.set("from", from)
      child.set("to", to.place.map { MappedText(data.variables[number].name, for: $0) })
      result.element.children.append(child)
    }
    for item in extensionElements(element, "in", of: .camunda) {
      guard
        let source = extensionText(item, "source", of: element).map({ "=" + $0 })
          ?? extensionText(item, "sourceExpression", of: element),
        let goal = extensionText(item, "target", of: element),
        let from = formula(source, of: element, at: index, .any)
      else { continue }
      input(from, goal)
    }
    for item in extensionElements(element, "out", of: .camunda) {
      guard
        let source = extensionText(item, "source", of: element).map({ "=" + $0 })
          ?? extensionText(item, "sourceExpression", of: element),
        let goal = extensionText(item, "target", of: element), let from = formula(source, of: process, at: nil, .any)
      else { continue }
      output(from, goal)
    }
    for mapping in extensionElements(element, "ioMapping", of: .zeebe) {
      for item in parts(mapping, "input", of: element) {
        guard let source = extensionText(item, "source", of: element),
          let goal = extensionText(item, "target", of: element),
          let from = formula(source, of: element, at: index, .any)
        else { continue }
        input(from, goal)
      }
      for item in parts(mapping, "output", of: element) {
        guard let source = extensionText(item, "source", of: element),
          let goal = extensionText(item, "target", of: element), let from = formula(source, of: process, at: nil, .any)
        else { continue }
        output(from, goal)
      }
    }
  }

  /// The data object of a called process that an input fills.
  private func inside(_ process: BPMNElement, _ name: MappedText) -> MappedText {
    let known = data.variables.firstIndex { $0.scope == process && ($0.key == name.string || $0.name == name.string) }
    let index: Int
    if let known {
      index = known
    } else {
      index = data.variables.count
      data.variables.append(
        ImportedData.Variable(
          key: name.string, name: names.give(name.string), scope: process, title: nil, origin: name.place, element: ""))
    }
    data.variables[index].isWritten = true
    return name.place.map { MappedText(data.variables[index].name, for: $0) } ?? MappedText(data.variables[index].name)
  }

  // MARK: Quantities

  private func setQuantities(_ element: BPMNElement, _ result: inout ChainElement) {
    for name in ["startQuantity", "completionQuantity"] {
      guard let value = text(element, name), value.string != "1" else { continue }
      result.set(name, value)
    }
  }
}
