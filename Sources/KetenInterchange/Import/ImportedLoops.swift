import BPMN
import KetenSource
import KetenXML

extension Translation {
  /// The loop of an activity, as the language has it.
  func setLoop(_ index: Int, _ element: BPMNElement, _ result: inout ImportedNode) {
    for loop in element.children(.loopCharacteristics) {
      take(loop)
      if loop.type == .standardLoopCharacteristics {
        result.element.children.append(standardLoop(index, loop))
      } else {
        result.element.children.append(multiInstance(index, element, loop, &result))
      }
    }
  }

  private func standardLoop(_ index: Int, _ loop: BPMNElement) -> ChainElement {
    var result = ChainElement("standardLoop", from: place(loop))
    let condition = loop.part("loopCondition").flatMap { formula($0, at: index, locals: ["loopCounter"], .boolean) }
    // A loop without a condition goes on until its maximum (BPMN 2.0.2 table 10.29).
    result.set("loopCondition", condition ?? MappedText("true", for: place(loop)))
    if flag(loop, "testBefore") { result.set("testBefore", "true") }
    if let maximum = text(loop, "loopMaximum") { result.set("loopMaximum", maximum) }
    if condition == nil, result["loopMaximum"] == nil {
      note(.importAssumed, loop, "the model does not say when the loop ends: it is done once")
      result.set("loopCondition", MappedText("false", for: place(loop)))
    }
    return result
  }

  /// Names that mean something in the expressions of several instances.
  private static let counters: Set<String> = [
    "loopCounter", "numberOfInstances", "numberOfActiveInstances", "numberOfCompletedInstances",
    "numberOfTerminatedInstances",
  ]

  private func multiInstance(
    _ index: Int, _ element: BPMNElement, _ loop: BPMNElement, _ node: inout ImportedNode
  ) -> ChainElement {
    var result = ChainElement("multiInstance", from: place(loop))
    setCollections(index, element, loop, &result)
    if let expression = loop.part("loopCardinality") {
      if let cardinality = formula(expression, at: index, locals: Self.counters, .number) {
        result.set("loopCardinality", cardinality)
      }
    }
    if result["loopCardinality"] == nil, result["in"] == nil {
      note(.importAssumed, loop, "the model does not say how many instances of \(element.called) there are: it is one")
      result.set("loopCardinality", MappedText("1", for: place(loop)))
    }
    if flag(loop, "isSequential") { result.set("isSequential", "true") }
    if let expression = loop.part("completionCondition"),
      let condition = formula(unifiedCounters(expression), at: index, locals: Self.counters, .boolean)
    {
      result.set("completionCondition", condition)
    }
    setBehavior(index, element, loop, &result)
    return result
  }

  private func unifiedCounters(_ expression: BPMNElement) -> BPMNElement { expression }

  /// The list that instances are of, and the list that they give.
  private func setCollections(
    _ index: Int, _ element: BPMNElement, _ loop: BPMNElement, _ result: inout ChainElement
  ) {
    var list: MappedText?
    var item: MappedText?
    for characteristics in extensionElements(loop, "loopCharacteristics", of: .zeebe) {
      list = extensionText(characteristics, "inputCollection", of: loop)
        .flatMap { formula($0, of: loop, at: index, .any) }
      item = extensionText(characteristics, "inputElement", of: loop)
      if let into = extensionText(characteristics, "outputCollection", of: loop),
        let collected = extensionText(characteristics, "outputElement", of: loop)
          .flatMap({ formula($0, of: loop, at: nil, locals: Self.counters.union([item?.string ?? ""]), .any) })
      {
        setCollected(collected, into, loop, &result)
      }
    }
    if let collection = extensionText(loop, "collection", of: .camunda) {
      let text = collection.string.contains("{") ? collection : "=" + collection
      list = formula(text, of: loop, at: index, .any)
      item = extensionText(loop, "elementVariable", of: .camunda)
    }
    if let input = target(loop, "loopDataInputRef"), let number = variable(of: input, element) {
      data.variables[number].askedBy.append(index)
      list = MappedText(data.variables[number].name, for: place(loop))
      for part in loop.parts("inputDataItem") {
        take(part)
        item = text(part, "name") ?? part.id.map { MappedText($0) }
        _ = target(part, "itemSubjectRef")
        _ = flag(part, "isCollection")
      }
    }
    if let output = target(loop, "loopDataOutputRef"), let number = variable(of: output, element) {
      for part in loop.parts("outputDataItem") {
        take(part)
        _ = target(part, "itemSubjectRef")
        _ = flag(part, "isCollection")
        if let name = text(part, "name") ?? part.id.map({ MappedText($0) }) {
          let source = variable(name.string, at: element, from: name.place)
          result.set("collect", MappedText(data.variables[source].name))
          result.set("into", MappedText(data.variables[number].name, for: place(part)))
          data.variables[number].isWritten = true
        }
      }
    }
    guard let list else { return }
    result.set("in", list)
    let name = names.give(item?.string ?? "element")
    localNames[element, default: []].insert(name)
    result.set("as", item?.place.map { MappedText(name, for: $0) } ?? MappedText(name))
  }

  private func setCollected(
    _ collected: MappedText, _ into: MappedText, _ loop: BPMNElement, _ result: inout ChainElement
  ) {
    let number = variable(into.string, at: loop, from: into.place)
    data.variables[number].isWritten = true
    data.variables[number].isList = true
    result.set("collect", collected)
    result.set("into", into.place.map { MappedText(data.variables[number].name, for: $0) })
  }

  // MARK: Behaviour

  /// Which events instances throw when they are done (BPMN 2.0.2 table 10.31).
  private func setBehavior(
    _ index: Int, _ element: BPMNElement, _ loop: BPMNElement, _ result: inout ChainElement
  ) {
    guard let behavior = text(loop, "behavior"), behavior.string != "All" else { return }
    result.set("behavior", behavior)
    for attribute in ["noneBehaviorEventRef", "oneBehaviorEventRef"] {
      guard let definition = target(loop, attribute) else { continue }
      take(definition)
      let isMeant = attribute.hasPrefix(behavior.string.lowercased())
      guard isMeant, let trigger = thrown(definition, element) else { continue }
      var child = ChainElement("throw", from: Place(loop.range(of: attribute), in: loop.source))
      child.set(trigger.name, trigger.value)
      result.children.append(child)
    }
    for part in loop.children(.complexBehaviorDefinition) {
      take(part)
      let condition = part.part("condition").flatMap { formula($0, at: index, locals: Self.counters, .boolean) }
      for event in part.parts("event") {
        take(event)
        for definition in event.eventDefinitions {
          take(definition)
          guard let trigger = thrown(definition, element) else { continue }
          var child = ChainElement("throw", from: place(part))
          child.set("if", condition)
          child.set(trigger.name, trigger.value)
          result.children.append(child)
        }
      }
    }
  }
}
