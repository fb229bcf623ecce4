import KetenSource

extension DiagnosticCode {
  /// A part of a BPMN model that would change a run, and has no counterpart in a chain.
  package static let importLeftOut = DiagnosticCode("K780", "import-left-out", .warning)
  /// A part of a BPMN model that no run depends on, and that a chain has no place for.
  package static let importDescription = DiagnosticCode("K781", "import-description", .note)
  /// An id or name of a BPMN model that a chain cannot have.
  package static let importRenamed = DiagnosticCode("K782", "import-renamed", .note)
  /// An expression of a BPMN model that is in no language known here, or says what FEEL cannot.
  package static let importExpression = DiagnosticCode("K783", "import-expression", .warning)
  /// Something that a BPMN model leaves open and a chain must say.
  package static let importAssumed = DiagnosticCode("K784", "import-assumed", .note)

  /// The codes of bringing a BPMN model into a chain.
  package static let bpmnImportCodes: [DiagnosticCode] = [
    importLeftOut, importDescription, importRenamed, importExpression, importAssumed,
  ]
}
