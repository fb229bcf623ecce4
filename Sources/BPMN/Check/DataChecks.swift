import KetenSource

extension DiagnosticCode {
  /// A task without the data that its operation or message asks for (BPMN 2.0.2 §10.3.3).
  package static let bpmnOperationData = DiagnosticCode("K757", "bpmn-operation-data")
  /// Data of one type where another is asked for (BPMN 2.0.2 §10.3.3, §10.4.1, §10.4.2).
  package static let bpmnDataType = DiagnosticCode("K758", "bpmn-data-type")
  /// An input or output that is in no set (BPMN 2.0.2 §10.4.1).
  package static let bpmnSetMembership = DiagnosticCode("K759", "bpmn-set-membership")
  /// An optional input or output of a set that is not one of the set (BPMN 2.0.2 §10.4.1, tables 10.61 and 10.62).
  package static let bpmnSetOption = DiagnosticCode("K760", "bpmn-set-option")
  /// An input set and an output set of which only one names the other (BPMN 2.0.2 §10.4.1).
  package static let bpmnSetPairing = DiagnosticCode("K761", "bpmn-set-pairing")
  /// Data that is a collection, of a type that is none, or the other way round (BPMN 2.0.2 §10.4.1, table 10.52).
  package static let bpmnCollection = DiagnosticCode("K768", "bpmn-collection")
  /// A call without the data that is called for (BPMN 2.0.2 §10.3.6).
  package static let bpmnCallData = DiagnosticCode("K774", "bpmn-call-data")
  /// A subscription that leaves a part of its key open (BPMN 2.0.2 §8.4.2, CorrelationSubscription).
  package static let bpmnCorrelation = DiagnosticCode("K776", "bpmn-correlation")
  /// A data association that takes or fills what is not its own, or several at once (BPMN 2.0.2 §10.4.2).
  package static let bpmnDataAssociation = DiagnosticCode("K769", "bpmn-data-association")

  package static let bpmnDataCodes: [DiagnosticCode] = [
    bpmnOperationData, bpmnDataType, bpmnSetMembership, bpmnSetOption, bpmnSetPairing, bpmnCollection,
    bpmnDataAssociation, bpmnCallData, bpmnCorrelation,
  ]
}

extension BPMNElement {
  /// The type of what an element holds; that of a reference is that of its object.
  var item: BPMNElement? {
    if let own = target(type == .message ? "itemRef" : "itemSubjectRef") { return own }
    return target("dataObjectRef")?.target("itemSubjectRef") ?? target("dataStoreRef")?.target("itemSubjectRef")
  }

  var isCollection: Bool { flag("isCollection", default: item?.flag("isCollection") ?? false) }

  /// Whether two types are one: the same definition, or the same structure (BPMN 2.0.2 §8.4.10).
  func isSameItem(as other: BPMNElement) -> Bool {
    if self == other { return true }
    guard let mine = attribute("structureRef") else { return false }
    return mine == other.attribute("structureRef")
  }
}

// MARK: - Sets

extension ConstraintCheck {
  mutating func checkSets(_ specification: BPMNElement) {
    let inputs = specification.children(.inputSet)
    let outputs = specification.children(.outputSet)
    checkMembers(specification.children(.dataInput), inputs, "dataInputRefs", "input")
    checkMembers(specification.children(.dataOutput), outputs, "dataOutputRefs", "output")
    for set in inputs { checkOptions(set, "dataInputRefs", ["optionalInputRefs", "whileExecutingInputRefs"]) }
    for set in outputs { checkOptions(set, "dataOutputRefs", ["optionalOutputRefs", "whileExecutingOutputRefs"]) }
    checkPairs(inputs, "outputSetRefs", "inputSetRefs")
    checkPairs(outputs, "inputSetRefs", "outputSetRefs")
  }

  private mutating func checkMembers(_ data: [BPMNElement], _ sets: [BPMNElement], _ name: String, _ word: String) {
    let members = Set(sets.flatMap { $0.targets(name) })
    for set in sets {
      for part in set.parts(name) {
        guard let member = part.text.flatMap({ model.lookUp($0, from: part).element }), !data.contains(member),
          member.type.isA(anyOf: [.dataInput, .dataOutput])
        else { continue }
        report(.bpmnSetMembership, part, "\(member.called) is of another specification", notes: [member.note])
      }
    }
    for element in data where !members.contains(element) {
      report(.bpmnSetMembership, element, "\(element.called) is in no \(word) set")
    }
  }

  private mutating func checkOptions(_ set: BPMNElement, _ name: String, _ options: [String]) {
    let members = Set(set.targets(name))
    for part in options.flatMap({ set.parts($0) }) {
      guard let data = part.text.flatMap({ model.lookUp($0, from: part).element }), !members.contains(data) else {
        continue
      }
      report(.bpmnSetOption, part, "\(data.called) is not in «\(name)» of the set")
    }
  }

  private mutating func checkPairs(_ sets: [BPMNElement], _ name: String, _ back: String) {
    for set in sets {
      for part in set.parts(name) {
        guard let other = part.text.flatMap({ model.lookUp($0, from: part).element }),
          other.type.isA(anyOf: [.inputSet, .outputSet]), !other.targets(back).contains(set)
        else { continue }
        report(.bpmnSetPairing, part, "\(other.called) does not name \(set.called) in return", notes: [other.note])
      }
    }
  }

  mutating func checkCollection(_ data: BPMNElement) {
    guard data.attribute("isCollection") != nil, let item = data.item, item.type == .itemDefinition,
      data.flag("isCollection") != item.flag("isCollection")
    else { return }
    report(
      .bpmnCollection, at: data.range(of: "isCollection"), of: data,
      "\(data.called) \(data.flag("isCollection") ? "is a collection" : "is no collection"), but its type "
        + "\(item.called) \(item.flag("isCollection") ? "is one" : "is none")", notes: [item.note])
  }
}

// MARK: - Types

extension ConstraintCheck {
  /// Service, send and receive tasks exchange one message, whose type is that of their data (BPMN 2.0.2 §10.3.3).
  mutating func checkServiceData(_ task: BPMNElement) {
    let specification = task.part("ioSpecification")
    let inputs = specification?.children(.dataInput) ?? []
    let outputs = specification?.children(.dataOutput) ?? []
    switch task.type {
    case .serviceTask:
      guard let operation = task.target("operationRef"), operation.type == .operation, task.isExecutable else { return }
      let result = operation.targets("outMessageRef").first
      if inputs.count != 1 || specification?.children(.inputSet).count != 1 || result != nil && outputs.count != 1 {
        let wanted = result == nil ? "one «dataInput»" : "one «dataInput» and one «dataOutput»"
        report(
          .bpmnOperationData, at: task.range(of: "operationRef"), of: task,
          "\(task.called) uses \(operation.called), and has not \(wanted) for its messages", notes: [operation.note])
        return
      }
      compare(inputs.first, operation.targets("inMessageRef").first, isStrict: true)
      compare(outputs.first, result, isStrict: true)
    case .sendTask: checkMessage(task, inputs)
    case .receiveTask: checkMessage(task, outputs)
    default: break
    }
  }

  private mutating func checkMessage(_ task: BPMNElement, _ data: [BPMNElement]) {
    guard let message = task.target("messageRef"), message.type == .message, let first = data.first else { return }
    if data.count > 1 {
      report(
        .bpmnOperationData, data[1], "\(task.called) exchanges one message, so that it has one piece of data",
        notes: [message.note])
      return
    }
    compare(first, message, isStrict: true)
  }

  /// A call gives what the process or task that it calls takes, and takes what that gives (BPMN 2.0.2 §10.3.6).
  mutating func checkCallData(_ call: BPMNElement) {
    guard call.isExecutable, let called = call.target("calledElement"), called.type.isA(.callableElement),
      let wanted = called.part("ioSpecification")
    else { return }
    let given = call.part("ioSpecification")
    for (type, word) in [(ElementType.dataInput, "takes"), (.dataOutput, "gives")] {
      let theirs = wanted.children(type)
      let ours = given?.children(type) ?? []
      if theirs.count != ours.count {
        report(
          .bpmnCallData, at: call.range(of: "calledElement"), of: call,
          "\(called.called) \(word) \(theirs.count) pieces of data, and the call has \(ours.count) «\(type.rawValue)»",
          notes: [wanted.note])
        return
      }
      for (mine, other) in zip(ours, theirs) {
        guard let from = mine.item, let to = other.item, !from.isSameItem(as: to) else { continue }
        report(
          .bpmnDataType, at: mine.range(of: "itemSubjectRef"), of: mine,
          "\(mine.called) is of the type \(from.called), and \(other.called) of \(to.called)", notes: [other.note])
      }
    }
  }

  mutating func checkSubscription(_ subscription: BPMNElement) {
    guard let key = subscription.target("correlationKeyRef"), key.type == .correlationKey else { return }
    let bound = subscription.children(.correlationPropertyBinding).compactMap { $0.target("correlationPropertyRef") }
    for property in key.targets("correlationPropertyRef") where !bound.contains(property) {
      report(
        .bpmnCorrelation, subscription, "nothing is bound to \(property.called) of the key \(key.called)",
        notes: [property.note])
    }
  }

  mutating func checkBinding(_ binding: BPMNElement) {
    guard let operation = binding.target("operationRef"), operation.type == .operation else { return }
    compare(binding.target("inputDataRef"), operation.targets("inMessageRef").first, isStrict: false)
    compare(binding.target("outputDataRef"), operation.targets("outMessageRef").first, isStrict: false)
  }

  /// The type of an event's data is that of what comes in or goes out (BPMN 2.0.2 §10.5.1).
  mutating func checkEventData(_ event: BPMNElement) {
    let data = event.children(.dataInput) + event.children(.dataOutput)
    let definitions = event.eventDefinitions
    guard data.count == 1, definitions.count == 1 else { return }
    let names = ["messageRef", "errorRef", "escalationRef", "signalRef"]
    guard let payload = names.lazy.compactMap({ definitions[0].target($0) }).first else { return }
    compare(data[0], payload, isStrict: false)
  }

  /// Compares the type of data with that of a message or the like; strictly, data without a type is of another.
  private mutating func compare(_ data: BPMNElement?, _ message: BPMNElement?, isStrict: Bool) {
    guard let data, let message, data.type.isA(anyOf: [.dataInput, .dataOutput]) else { return }
    guard let wanted = message.type == .message ? message.item : message.target("structureRef") else { return }
    if let item = data.item {
      if item.isSameItem(as: wanted) { return }
    } else if !isStrict {
      return
    }
    report(
      .bpmnDataType, at: data.range(of: "itemSubjectRef"), of: data,
      "\(data.called) is not of the type \(wanted.called) of \(message.called)", notes: [message.note])
  }

  // MARK: Associations

  mutating func checkAssociation(_ association: BPMNElement) {
    let isInput = association.type == .dataInputAssociation
    let sources = association.targets("sourceRef")
    let target = association.targets("targetRef").first
    if let own = isInput ? target : sources.first, let owner = association.parent,
      own.type.isA(anyOf: [.dataInput, .dataOutput]), !isPart(own, of: owner, isInput ? .dataInput : .dataOutput)
    {
      let word = isInput ? "fills" : "takes"
      report(
        .bpmnDataAssociation, association.part(isInput ? "targetRef" : "sourceRef") ?? association,
        "the association \(word) \(own.called), which is no «\(isInput ? "dataInput" : "dataOutput")» of \(owner.called)",
        notes: [own.note])
      return
    }
    let isPlain = association.part("transformation") == nil && association.part("assignment") == nil
    guard isPlain, let target else { return }
    if sources.count > 1 {
      report(
        .bpmnDataAssociation, association.parts("sourceRef")[1],
        "several sources need a «transformation» that makes one of them")
    } else if let source = sources.first, let from = source.item, let to = target.item, !from.isSameItem(as: to) {
      report(
        .bpmnDataType, association,
        "\(source.called) is of the type \(from.called), and \(target.called) of \(to.called)",
        notes: [from.note, to.note])
    }
  }

  /// Whether data is of an activity, directly or in its specification, or an item of its loop.
  private func isPart(_ data: BPMNElement, of owner: BPMNElement, _ type: ElementType) -> Bool {
    var current = data.parent
    while let element = current {
      if element == owner { return data.type == type || element.type.isA(.activity) && data.tag.hasSuffix("DataItem") }
      if element.type.isA(.flowElement) { return false }
      current = element.parent
    }
    return false
  }
}
