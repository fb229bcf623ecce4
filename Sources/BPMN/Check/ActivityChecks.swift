import KetenSource
import KetenXML

extension DiagnosticCode {
  /// An event sub-process with a flow to it or out of it (BPMN 2.0.2 §10.3.5).
  package static let bpmnEventSubProcessFlow = DiagnosticCode("K729", "bpmn-event-sub-process-flow")
  /// A flow to or from what only compensation reaches (BPMN 2.0.2 §10.7.1).
  package static let bpmnCompensationFlow = DiagnosticCode("K730", "bpmn-compensation-flow")
  /// An event sub-process without a start event, or with several (BPMN 2.0.2 §10.3.5).
  package static let bpmnEventSubProcessStart = DiagnosticCode("K739", "bpmn-event-sub-process-start")
  /// A compensation boundary event without a handler, or with one that is not for compensation (BPMN 2.0.2 §10.7.1).
  package static let bpmnCompensationHandler = DiagnosticCode("K748", "bpmn-compensation-handler")
  /// A call of a process that only an event begins (BPMN 2.0.2 §10.5.2).
  package static let bpmnCalledProcessStart = DiagnosticCode("K749", "bpmn-called-process-start")
  /// A receive task that begins a process, and is entered (BPMN 2.0.2 §10.3.3).
  package static let bpmnInstantiate = DiagnosticCode("K750", "bpmn-instantiate")
  /// Several instances of which nothing says how many, or two things do (BPMN 2.0.2 §10.3.8, table 10.32).
  package static let bpmnLoopCount = DiagnosticCode("K762", "bpmn-loop-count")
  /// A loop over data that is no collection of the activity (BPMN 2.0.2 §10.3.8, table 10.32).
  package static let bpmnLoopData = DiagnosticCode("K763", "bpmn-loop-data")
  /// Several instances that throw an event which is not given (BPMN 2.0.2 §10.3.8, table 10.32).
  package static let bpmnLoopBehaviour = DiagnosticCode("K764", "bpmn-loop-behaviour")
  /// An ad-hoc sub-process without activities, or with a start or end (BPMN 2.0.2 §10.3.5).
  package static let bpmnAdHocContent = DiagnosticCode("K765", "bpmn-ad-hoc-content")
  /// A quantity of tokens below 1 (BPMN 2.0.2 §10.3, table 10.3).
  package static let bpmnQuantity = DiagnosticCode("K766", "bpmn-quantity")
  /// A script in a language that is not named (BPMN 2.0.2 §10.3.3, table 10.13).
  package static let bpmnScriptFormat = DiagnosticCode("K767", "bpmn-script-format")
  /// The start event of a sub-process with a trigger (BPMN 2.0.2 §10.5.2, Start Events for Sub-Processes).
  package static let bpmnSubProcessStart = DiagnosticCode("K770", "bpmn-sub-process-start")
  /// Compensation of an activity that is out of reach (BPMN 2.0.2 §10.5.5, Compensation).
  package static let bpmnCompensationTarget = DiagnosticCode("K773", "bpmn-compensation-target")

  package static let bpmnActivityCodes: [DiagnosticCode] = [
    bpmnEventSubProcessFlow, bpmnCompensationFlow, bpmnEventSubProcessStart, bpmnCompensationHandler,
    bpmnCalledProcessStart, bpmnInstantiate, bpmnLoopCount, bpmnLoopData, bpmnLoopBehaviour, bpmnAdHocContent,
    bpmnQuantity, bpmnScriptFormat, bpmnSubProcessStart, bpmnCompensationTarget,
  ]
}

extension ConstraintCheck {
  mutating func checkActivity(_ node: Node) {
    let activity = node.element
    let flows = node.incoming + node.outgoing
    if node.isEventSubProcess {
      for flow in flows {
        report(
          .bpmnEventSubProcessFlow, flow, "no flow leads to an event sub-process, nor out of it",
          notes: [activity.note])
      }
    } else if node.isForCompensation, let flow = flows.first {
      report(
        .bpmnCompensationFlow, at: activity.range(of: "isForCompensation"), of: activity,
        "\(activity.called) is for compensation, so that no flow leads to it or out of it", notes: [flow.note])
    }
    for name in ["startQuantity", "completionQuantity"] {
      guard let count = activity.number(name), count < 1 else { continue }
      report(.bpmnQuantity, at: activity.range(of: name), of: activity, "«\(name)» is at least 1")
    }
    if node.type == .receiveTask, activity.flag("instantiate"), let flow = node.incoming.first {
      report(
        .bpmnInstantiate, at: activity.range(of: "instantiate"), of: activity,
        "\(activity.called) begins a process, so that no flow may lead to it", notes: [flow.note])
    }
    if node.type == .callActivity { checkCall(activity) }
    checkServiceData(activity)
    for loop in activity.children(.multiInstanceLoopCharacteristics) { checkLoop(loop, activity) }
  }

  private mutating func checkCall(_ call: BPMNElement) {
    checkCallData(call)
    guard let called = call.target("calledElement"), called.type == .process else { return }
    let starts = called.children(.startEvent)
    if !starts.isEmpty, starts.allSatisfy({ !$0.eventDefinitions.isEmpty }) {
      report(
        .bpmnCalledProcessStart, at: call.range(of: "calledElement"), of: call,
        "\(called.called) is called, and has no start event without a trigger", notes: starts.map(\.note))
    }
  }

  mutating func checkScript(_ task: BPMNElement, _ attribute: String) {
    guard let script = task.part("script"), task.attribute(attribute)?.isEmpty ?? true else { return }
    report(.bpmnScriptFormat, script, "«\(task.tag)» has a script, and no «\(attribute)» that says its language")
  }

  // MARK: Loops

  private mutating func checkLoop(_ loop: BPMNElement, _ activity: BPMNElement) {
    // An extension may say how many, as that of Camunda and Zeebe.
    let isExtended =
      !loop.extensions.isEmpty || loop.xml.attributes.contains { !$0.name.namespace.isEmpty }
    let sources = ["loopCardinality", "loopDataInputRef"].filter { loop.part($0) != nil }
    if sources.isEmpty, !isExtended {
      report(.bpmnLoopCount, loop, "«loopCardinality» or «loopDataInputRef» says how many instances there are")
    } else if sources.count == 2, let second = loop.part("loopDataInputRef") {
      report(.bpmnLoopCount, second, "«loopCardinality» says how many instances there are already")
    }
    checkLoopData(loop, "loopDataInputRef", .dataInput, activity)
    checkLoopData(loop, "loopDataOutputRef", .dataOutput, activity)
    checkBehaviour(loop)
  }

  private mutating func checkLoopData(
    _ loop: BPMNElement, _ name: String, _ type: ElementType, _ activity: BPMNElement
  ) {
    guard let part = loop.part(name), let data = loop.targets(name).first else { return }
    if activity.type.isA(.subProcess) {
      let allowed: [ElementType] = [.dataObject, .dataObjectReference, .property, type]
      if !data.type.isA(anyOf: allowed) {
        report(
          .bpmnLoopData, part, "a sub-process loops over a data object, not over \(article(data.tag)) «\(data.tag)»",
          notes: [data.note])
        return
      }
    } else if data.type != type || data.parent?.parent != activity {
      report(
        .bpmnLoopData, part, "a task loops over \(article(type.rawValue)) «\(type.rawValue)» of its own",
        notes: [data.note])
      return
    }
    if data.type == type, !data.isCollection {
      report(.bpmnLoopData, part, "\(data.called) is no collection", notes: [data.note])
    }
  }

  private mutating func checkBehaviour(_ loop: BPMNElement) {
    let behaviour = loop.attribute("behavior")
    if behaviour == "Complex", loop.part("complexBehaviorDefinition") == nil {
      report(
        .bpmnLoopBehaviour, at: loop.range(of: "behavior"), of: loop,
        "«Complex» behaviour needs a «complexBehaviorDefinition»")
    } else if let definition = loop.part("complexBehaviorDefinition"), behaviour != "Complex" {
      report(.bpmnLoopBehaviour, definition, "«complexBehaviorDefinition» needs the behaviour «Complex»")
    }
    guard loop.isExecutable else { return }
    for (value, name) in [("None", "noneBehaviorEventRef"), ("One", "oneBehaviorEventRef")]
    where behaviour == value && loop.attribute(name) == nil {
      report(
        .bpmnLoopBehaviour, at: loop.range(of: "behavior"), of: loop,
        "behaviour «\(value)» throws an event: name it by «\(name)»")
    }
  }

  // MARK: Sub-processes

  mutating func checkEventSubProcess(_ scope: BPMNElement, _ starts: [Node], _ nodes: [Node]) {
    if starts.isEmpty, !nodes.isEmpty {
      report(.bpmnEventSubProcessStart, scope, "the event sub-process \(scope.called) has no start event")
    } else if starts.count > 1 {
      report(
        .bpmnEventSubProcessStart, starts[1].element, "an event sub-process has one start event",
        notes: [starts[0].element.note])
    }
  }

  /// An event that interrupts is handled by one event sub-process only (BPMN 2.0.2 §10.5.6, Handling Events).
  mutating func checkEventSubProcesses(_ nodes: [Node]) {
    var first: [String: BPMNElement] = [:]
    for node in nodes where node.isEventSubProcess {
      guard let start = node.element.children(.startEvent).first, start.flag("isInterrupting", default: true),
        let definition = start.eventDefinitions.first, start.eventDefinitions.count == 1
      else { continue }
      let names = ["messageRef", "errorRef", "escalationRef", "signalRef"]
      guard let event = names.lazy.compactMap({ definition.target($0) }).first, let id = event.id else { continue }
      if let other = first[id] {
        report(
          .bpmnEventSubProcessStart, start, "\(event.called) interrupts already, by another event sub-process",
          notes: [other.note])
      }
      first[id] = start
    }
  }

  mutating func checkAdHoc(_ scope: BPMNElement, _ nodes: [Node]) {
    if !nodes.contains(where: { $0.type.isA(.activity) }) {
      report(.bpmnAdHocContent, scope, "the ad-hoc sub-process \(scope.called) has no activity")
    }
    for node in nodes where node.type == .startEvent || node.type == .endEvent {
      report(.bpmnAdHocContent, node.element, "an ad-hoc sub-process has no «\(node.element.tag)»")
    }
  }
}
