import KetenSource

// What the field has agreed on for models that people can read, in our own words. The standard allows all of it.

extension DiagnosticCode {
  /// A condition that says nothing, in a process that is to be run.
  package static let bpmnEmptyCondition = DiagnosticCode("K910", "bpmn-empty-condition", .warning)
  /// A flow without a condition, where others of the same choice have one.
  package static let bpmnMissingCondition = DiagnosticCode("K911", "bpmn-missing-condition", .warning)
  /// A process or sub-process without a start event.
  package static let bpmnNoStartEvent = DiagnosticCode("K912", "bpmn-no-start-event", .warning)
  /// A process or sub-process without an end event.
  package static let bpmnNoEndEvent = DiagnosticCode("K913", "bpmn-no-end-event", .warning)
  /// A node that begins to run by itself, since nothing leads to it.
  package static let bpmnImplicitStart = DiagnosticCode("K914", "bpmn-implicit-start", .warning)
  /// A node that ends the flow by itself, since nothing follows.
  package static let bpmnImplicitEnd = DiagnosticCode("K915", "bpmn-implicit-end", .warning)
  /// An activity or event out of which the flow splits without a gateway.
  package static let bpmnImplicitSplit = DiagnosticCode("K916", "bpmn-implicit-split", .warning)
  /// An activity or event at which flows come together without a gateway, so that it runs once for each.
  package static let bpmnFakeJoin = DiagnosticCode("K917", "bpmn-fake-join", .warning)
  /// A node without any flow.
  package static let bpmnDisconnected = DiagnosticCode("K918", "bpmn-disconnected", .warning)
  /// Two flows between the same two nodes, with the same condition.
  package static let bpmnDuplicateFlow = DiagnosticCode("K919", "bpmn-duplicate-flow", .warning)
  /// A gateway that joins and splits at once.
  package static let bpmnJoinAndSplit = DiagnosticCode("K920", "bpmn-join-and-split", .warning)
  /// A complex gateway, of which few readers know what it does.
  package static let bpmnComplexGateway = DiagnosticCode("K921", "bpmn-complex-gateway", .warning)
  /// An inclusive gateway, of which it is hard to see what it waits for.
  package static let bpmnInclusiveGateway = DiagnosticCode("K922", "bpmn-inclusive-gateway", .note)
  /// Several start events without a trigger in one process or sub-process.
  package static let bpmnSeveralBlankStarts = DiagnosticCode("K923", "bpmn-several-blank-starts", .warning)
  /// An event with several triggers or results.
  package static let bpmnSeveralTriggers = DiagnosticCode("K924", "bpmn-several-triggers", .warning)
  /// A terminate event where nothing else can be going on.
  package static let bpmnSuperfluousTermination = DiagnosticCode("K925", "bpmn-superfluous-termination", .warning)
  /// An element that a reader needs a name for, and that has none.
  package static let bpmnMissingLabel = DiagnosticCode("K926", "bpmn-missing-label", .warning)
  /// A message, error, signal or escalation without a name, or with the name of another.
  package static let bpmnGlobalName = DiagnosticCode("K927", "bpmn-global-name", .warning)
  /// A message, error, signal or escalation that nothing uses.
  package static let bpmnUnusedGlobal = DiagnosticCode("K928", "bpmn-unused-global", .warning)
  /// An element that is in the model and not in the drawing.
  package static let bpmnNotDrawn = DiagnosticCode("K929", "bpmn-not-drawn", .warning)
  /// Two elements that are drawn over each other.
  package static let bpmnOverlap = DiagnosticCode("K930", "bpmn-overlap", .warning)
  /// An element that is drawn larger or smaller than is usual.
  package static let bpmnSize = DiagnosticCode("K931", "bpmn-size", .note)

  /// The codes of style, of which each can be left out.
  package static let bpmnStyleCodes: [DiagnosticCode] = [
    bpmnEmptyCondition, bpmnMissingCondition, bpmnNoStartEvent, bpmnNoEndEvent, bpmnImplicitStart, bpmnImplicitEnd,
    bpmnImplicitSplit, bpmnFakeJoin, bpmnDisconnected, bpmnDuplicateFlow, bpmnJoinAndSplit, bpmnComplexGateway,
    bpmnInclusiveGateway, bpmnSeveralBlankStarts, bpmnSeveralTriggers, bpmnSuperfluousTermination, bpmnMissingLabel,
    bpmnGlobalName, bpmnUnusedGlobal, bpmnNotDrawn, bpmnOverlap, bpmnSize,
  ]

  /// The codes of style about how a model is drawn.
  package static let bpmnDrawingCodes: [DiagnosticCode] = [bpmnNotDrawn, bpmnOverlap, bpmnSize]
}

extension Array where Element == Diagnostic {
  /// These findings of style without those that say, of the same element, what another finding has said already.
  func notSaid(by findings: [Diagnostic]) -> [Diagnostic] {
    var said: [SourceRange: Set<DiagnosticCode>] = [:]
    for finding in findings + self { said[finding.range, default: []].insert(finding.code) }
    return filter { finding in
      guard let stronger = sameFault[finding.code], let here = said[finding.range] else { return true }
      return here.isDisjoint(with: stronger)
    }
  }
}

/// What says the same as a rule of style, and says it better.
private let sameFault: [DiagnosticCode: Set<DiagnosticCode>] = [
  .bpmnNoStartEvent: [.bpmnStartWithoutEnd, .bpmnEventSubProcessStart],
  .bpmnNoEndEvent: [.bpmnStartWithoutEnd],
  .bpmnImplicitStart: [.bpmnNoIncoming, .bpmnIntermediateFlow, .bpmnEndFlow, .bpmnDisconnected],
  .bpmnImplicitEnd: [.bpmnNoOutgoing, .bpmnIntermediateFlow, .bpmnStartFlow, .bpmnDisconnected],
  .bpmnDisconnected: [.bpmnNoIncoming, .bpmnIntermediateFlow, .bpmnStartFlow, .bpmnEndFlow],
  .bpmnMissingLabel: [.bpmnTrigger],
]
