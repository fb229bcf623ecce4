import KetenSource

extension ConstraintCheck {
  /// Compensation that an event of an activity begins is an association to an activity for it (BPMN 2.0.2 §10.7.1).
  mutating func checkHandler(_ event: BPMNElement) {
    guard event.type == .boundaryEvent, let definition = event.children(.compensateEventDefinition).first else {
      return
    }
    guard let handler = associated[event]?.first(where: { $0.type.isA(.activity) }) else {
      return report(
        .bpmnCompensationHandler, definition, "no association leads from \(event.called) to what compensates")
    }
    if let second = associated[event]?.first(where: { $0.type.isA(.activity) && $0 != handler }) {
      report(
        .bpmnCompensationHandler, second, "\(event.called) has a handler already", notes: [handler.note])
    }
    if !handler.flag("isForCompensation") {
      report(
        .bpmnCompensationHandler, at: handler.range(of: "isForCompensation"), of: handler,
        "\(handler.called) compensates, so that «isForCompensation» must be true", notes: [event.note])
    }
  }

  /// Whether compensation of another activity leads to an activity, as it should or not.
  func isHandler(_ activity: BPMNElement) -> Bool {
    associated[activity]?.contains { $0.type == .boundaryEvent && $0.isTriggered(by: .compensateEventDefinition) }
      ?? false
  }

  /// What a compensation event names is beside it, or beside the event sub-process in which it stands
  /// (BPMN 2.0.2 §10.5.5, Compensation).
  mutating func checkCompensationTarget(_ event: BPMNElement) {
    guard event.type.isA(.throwEvent) else { return }
    for definition in event.children(.compensateEventDefinition) {
      guard let activity = definition.target("activityRef"), activity.type.isA(.activity) else { continue }
      let scope = event.parent
      let isInReach = activity.parent == scope || scope?.isEventSubProcess == true && activity.parent == scope?.parent
      if isInReach { continue }
      report(
        .bpmnCompensationTarget, at: definition.range(of: "activityRef"), of: definition,
        "\(activity.called) is not in the process or sub-process of \(event.called)", notes: [activity.note])
    }
  }
}
