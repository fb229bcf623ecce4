import KetenSource

extension DiagnosticCode {
  package static let noWayOn = DiagnosticCode("K401", "no-way-on")
  package static let noStart = DiagnosticCode("K402", "no-start")
  package static let missingOtherwise = DiagnosticCode("K403", "missing-otherwise")
  package static let unguardedFlow = DiagnosticCode("K404", "unguarded-flow")
  package static let guardedParallel = DiagnosticCode("K405", "guarded-parallel-flow")
  package static let flowLeavesScope = DiagnosticCode("K406", "flow-leaves-scope")
  package static let unreachableNode = DiagnosticCode("K407", "unreachable-node")
  package static let eventTrigger = DiagnosticCode("K408", "event-trigger")
  package static let nobodyMayDoIt = DiagnosticCode("K409", "nobody-may-do-it")
  package static let twoWaysOn = DiagnosticCode("K410", "two-ways-on")
  package static let silentWrite = DiagnosticCode("K411", "silent-write")
  package static let silentLoop = DiagnosticCode("K412", "silent-loop")
  package static let eventGateway = DiagnosticCode("K413", "event-gateway")
  package static let eventSubProcess = DiagnosticCode("K414", "event-sub-process")
  package static let uncaught = DiagnosticCode("K415", "nobody-catches", .warning)
  package static let compensation = DiagnosticCode("K416", "compensation")
  package static let deadlock = DiagnosticCode("K420", "deadlock")
  package static let tokensMeet = DiagnosticCode("K421", "tokens-meet")
  package static let deadNode = DiagnosticCode("K422", "dead-node")
  package static let cannotComplete = DiagnosticCode("K423", "cannot-complete")
  package static let notProven = DiagnosticCode("K429", "not-proven", .warning)

  package static let call = DiagnosticCode("K440", "call")
  package static let recursiveCall = DiagnosticCode("K441", "recursive-call")
  package static let dataMapping = DiagnosticCode("K442", "data-mapping")

  /// The codes of procedures.
  package static let procedureCodes: [DiagnosticCode] = [
    noWayOn, noStart, missingOtherwise, unguardedFlow, guardedParallel, flowLeavesScope, unreachableNode,
    eventTrigger, nobodyMayDoIt, twoWaysOn, silentWrite, silentLoop, eventGateway, eventSubProcess,
    uncaught, compensation, deadlock, tokensMeet, deadNode,
    cannotComplete,
    notProven, call, recursiveCall, dataMapping,
  ]
}
