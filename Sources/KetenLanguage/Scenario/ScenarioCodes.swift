import KetenSource

extension DiagnosticCode {
  package static let scenarioUnknownName = DiagnosticCode("K250", "scenario-unknown-name")
  package static let scenarioBadValue = DiagnosticCode("K251", "scenario-bad-value")
  package static let scenarioChainMissing = DiagnosticCode("K252", "scenario-chain-missing")
  /// What happened is not what a scenario expects: the finding of `keten test`.
  package static let scenarioDiffers = DiagnosticCode("K253", "scenario-differs")

  /// The codes of scenarios.
  package static let scenarioCodes: [DiagnosticCode] = [
    scenarioUnknownName, scenarioBadValue, scenarioChainMissing, scenarioDiffers,
  ]
}
