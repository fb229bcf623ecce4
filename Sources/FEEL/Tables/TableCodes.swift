import KetenSource

extension DiagnosticCode {
  /// Inputs for which a decision table decides nothing.
  package static let tableGap = DiagnosticCode("K320", "table-gap", .warning)
  /// Two rules that match together where the hit policy does not allow it.
  package static let tableOverlap = DiagnosticCode("K321", "table-overlap")
  /// A rule that never decides.
  package static let deadRule = DiagnosticCode("K322", "dead-rule", .warning)
  /// Rules that decide the same and could be one.
  package static let mergeableRules = DiagnosticCode("K323", "mergeable-rules", .note)
  /// A table of which a question was not answered within the budget.
  package static let tableNotAnalysed = DiagnosticCode("K324", "table-not-analysed", .note)

  /// Every code that the analysis of a decision table can give.
  package static let tableCodes: [DiagnosticCode] = [
    tableGap, tableOverlap, deadRule, mergeableRules, tableNotAnalysed,
  ]
}
