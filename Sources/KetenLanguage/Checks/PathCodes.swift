import KetenSource

extension DiagnosticCode {
  package static let deadStep = DiagnosticCode("K501", "dead-step")
  package static let cannotAccept = DiagnosticCode("K502", "cannot-accept")
  package static let constraintForm = DiagnosticCode("K503", "constraint-form")
  package static let excludesStatutory = DiagnosticCode("K601", "excludes-statutory")
  package static let clientBlocksEnd = DiagnosticCode("K602", "client-blocks-end")
  package static let neverWritten = DiagnosticCode("K801", "item-never-written")
  package static let neverUsed = DiagnosticCode("K802", "item-never-used", .warning)
  package static let dataElsewhere = DiagnosticCode("K803", "data-elsewhere")

  /// The codes of paths, of paths against procedures, and of the dossier.
  package static let pathCodes: [DiagnosticCode] = [
    deadStep, cannotAccept, constraintForm, excludesStatutory, clientBlocksEnd, neverWritten, neverUsed,
    dataElsewhere,
  ]
}
