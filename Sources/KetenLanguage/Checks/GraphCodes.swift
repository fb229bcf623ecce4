import KetenSource

extension DiagnosticCode {
  /// A part of a DCR graph that would change a run, and has no counterpart in a chain.
  package static let graphLeftOut = DiagnosticCode("K790", "graph-left-out", .warning)
  /// A part of a DCR graph that no run depends on, and that a chain has no place for.
  package static let graphDescription = DiagnosticCode("K791", "graph-description", .note)
  /// A file that is no DCR graph, or a graph that contradicts itself.
  package static let graphFault = DiagnosticCode("K792", "graph-fault")

  /// The codes of bringing a DCR graph into a chain.
  package static let graphCodes: [DiagnosticCode] = [graphLeftOut, graphDescription, graphFault]
}
