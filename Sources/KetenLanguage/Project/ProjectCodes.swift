import KetenSource

extension DiagnosticCode {
  /// A rule of a project names a code that does not exist.
  package static let projectUnknownCode = DiagnosticCode("K260", "project-unknown-code")
  /// A rule of a project would make an error less than that.
  package static let projectSoftensError = DiagnosticCode("K261", "project-softens-error")
  /// The baseline that a project names is not there.
  package static let projectNoBaseline = DiagnosticCode("K262", "project-no-baseline")
  /// A finding of the baseline is not found any more.
  package static let projectOldBaseline = DiagnosticCode("K263", "project-old-baseline", .note)

  /// The codes of projects.
  package static let projectCodes: [DiagnosticCode] = [
    projectUnknownCode, projectSoftensError, projectNoBaseline, projectOldBaseline,
  ]
}
