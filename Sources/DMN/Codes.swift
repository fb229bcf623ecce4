import KetenSource

extension DiagnosticCode {
  /// The file is no decision model, or one of a version of DMN that is not read.
  package static let dmnVersion = DiagnosticCode("K330", "dmn-version")
  /// An element that DMN does not have at this place.
  package static let dmnUnknownElement = DiagnosticCode("K331", "dmn-unknown-element")
  /// An attribute that DMN does not have on this element.
  package static let dmnUnknownAttribute = DiagnosticCode("K332", "dmn-unknown-attribute")
  /// An attribute or element that must be there and is not.
  package static let dmnMissingPart = DiagnosticCode("K333", "dmn-missing-part")
  /// An attribute or text that has no meaning at its place.
  package static let dmnBadValue = DiagnosticCode("K334", "dmn-bad-value")
  /// An `href` that leads to nothing, or to something of another kind.
  package static let dmnUnresolvedReference = DiagnosticCode("K335", "dmn-unresolved-reference")
  /// A type that nothing defines.
  package static let dmnUnknownType = DiagnosticCode("K336", "dmn-unknown-type")
  /// A type that is defined as itself.
  package static let dmnCyclicType = DiagnosticCode("K337", "dmn-cyclic-type")
  /// A decision that needs its own outcome.
  package static let dmnCyclicRequirements = DiagnosticCode("K338", "dmn-cyclic-requirements")
  /// A model that imports itself, at once or by way of others.
  package static let dmnCyclicImports = DiagnosticCode("K339", "dmn-cyclic-imports")
  /// An imported model that cannot be found or read.
  package static let dmnImportNotFound = DiagnosticCode("K340", "dmn-import-not-found")
  /// Two elements of one model with one name or one id.
  package static let dmnDuplicateName = DiagnosticCode("K341", "dmn-duplicate-name")
  /// A row with more or fewer cells than its table has columns.
  package static let dmnWrongCellCount = DiagnosticCode("K342", "dmn-wrong-cell-count")
  /// A hit policy or aggregation that DMN does not have.
  package static let dmnHitPolicy = DiagnosticCode("K343", "dmn-hit-policy")
  /// What DMN has and this implementation does not.
  package static let dmnNotSupported = DiagnosticCode("K344", "dmn-not-supported")

  /// Every code that reading a decision model can give, besides those of XML.
  package static let dmnCodes: [DiagnosticCode] = [
    dmnVersion, dmnUnknownElement, dmnUnknownAttribute, dmnMissingPart, dmnBadValue, dmnUnresolvedReference,
    dmnUnknownType, dmnCyclicType, dmnCyclicRequirements, dmnCyclicImports, dmnImportNotFound, dmnDuplicateName,
    dmnWrongCellCount, dmnHitPolicy, dmnNotSupported,
  ]
}
