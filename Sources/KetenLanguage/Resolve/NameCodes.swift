import KetenSource

extension DiagnosticCode {
  package static let undefinedName = DiagnosticCode("K201", "undefined-name")
  package static let duplicateName = DiagnosticCode("K202", "duplicate-name")
  package static let wrongKind = DiagnosticCode("K203", "wrong-kind")
  package static let unusedName = DiagnosticCode("K204", "unused-name", .warning)
  package static let directingPartner = DiagnosticCode("K205", "directing-partner")
  package static let typeCycle = DiagnosticCode("K206", "type-cycle")

  package static let tooManyParties = DiagnosticCode("K207", "too-many-parties")
  package static let importNotFound = DiagnosticCode("K208", "import-not-found")
  package static let importOutsideFolder = DiagnosticCode("K209", "import-outside-folder")

  /// The codes of names.
  package static let nameCodes: [DiagnosticCode] = [
    undefinedName, duplicateName, wrongKind, unusedName, directingPartner, typeCycle,
    tooManyParties, importNotFound, importOutsideFolder,
  ]
}
