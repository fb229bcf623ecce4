/// Where an event stands, which decides what it may wait for or give (BPMN 2.0.2 tables 10.84 to 10.90).
enum EventPlace {
  case processStart
  case subProcessStart
  case eventSubProcessStart(isInterrupting: Bool)
  case catching
  case throwing
  case boundary(isInterrupting: Bool)
  case end

  init?(_ event: BPMNElement) {
    switch event.type {
    case .startEvent:
      guard let scope = event.parent else { return nil }
      if scope.isEventSubProcess {
        self = .eventSubProcessStart(isInterrupting: event.flag("isInterrupting", default: true))
      } else if scope.type.isA(.subProcess) {
        self = .subProcessStart
      } else {
        self = .processStart
      }
    case .intermediateCatchEvent: self = .catching
    case .intermediateThrowEvent: self = .throwing
    case .boundaryEvent: self = .boundary(isInterrupting: event.flag("cancelActivity", default: true))
    case .endEvent: self = .end
    default: return nil
    }
  }

  /// Whether an event here may do without a trigger or result.
  var mayBeNone: Bool {
    switch self {
    case .processStart, .subProcessStart, .throwing, .end: true
    case .eventSubProcessStart, .catching, .boundary: false
    }
  }

  /// What an event here may wait for or give, one or several of them.
  var triggers: Set<ElementType> {
    let common: Set<ElementType> = [
      .messageEventDefinition, .timerEventDefinition, .conditionalEventDefinition, .signalEventDefinition,
    ]
    switch self {
    case .processStart: return common
    case .subProcessStart: return []
    case .eventSubProcessStart(let isInterrupting):
      let others: Set<ElementType> = [.errorEventDefinition, .compensateEventDefinition]
      return common.union([.escalationEventDefinition]).union(isInterrupting ? others : [])
    case .catching: return common.union([.linkEventDefinition])
    case .throwing:
      return [
        .messageEventDefinition, .escalationEventDefinition, .compensateEventDefinition, .linkEventDefinition,
        .signalEventDefinition,
      ]
    case .boundary(let isInterrupting):
      // Whether compensation interrupts means nothing: the activity is done by then.
      let others: Set<ElementType> = [.errorEventDefinition, .cancelEventDefinition]
      return common.union([.escalationEventDefinition, .compensateEventDefinition])
        .union(isInterrupting ? others : [])
    case .end:
      return [
        .messageEventDefinition, .errorEventDefinition, .escalationEventDefinition, .cancelEventDefinition,
        .compensateEventDefinition, .signalEventDefinition, .terminateEventDefinition,
      ]
    }
  }

  /// How a message calls an event here.
  var words: String {
    switch self {
    case .processStart: "the start event of a process"
    case .subProcessStart: "the start event of a sub-process"
    case .eventSubProcessStart(let isInterrupting):
      isInterrupting
        ? "the start event of an event sub-process" : "a start event that does not interrupt"
    case .catching: "a catch event in normal flow"
    case .throwing: "a throw event"
    case .boundary(let isInterrupting):
      isInterrupting ? "a boundary event" : "a boundary event that does not interrupt"
    case .end: "an end event"
    }
  }
}

extension EventPlace: Equatable {}
