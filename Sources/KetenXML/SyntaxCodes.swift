import KetenSource

extension DiagnosticCode {
  /// The file breaks a rule of XML itself.
  package static let notWellFormed = DiagnosticCode("K101", "not-well-formed")
  /// A `<!DOCTYPE …>`, which could declare entities and name files.
  package static let doctypeRefused = DiagnosticCode("K102", "doctype-refused")
  /// An entity other than XML's own five.
  package static let entityRefused = DiagnosticCode("K103", "entity-refused")
  /// Bytes that are not UTF-8, or that say they are not.
  package static let encodingRefused = DiagnosticCode("K104", "encoding-refused")
  /// More of something than a file may hold.
  package static let limitExceeded = DiagnosticCode("K105", "limit-exceeded")

  /// The codes of reading XML.
  package static let syntaxCodes: [DiagnosticCode] = [
    .notWellFormed, .doctypeRefused, .entityRefused, .encodingRefused, .limitExceeded,
  ]
}
