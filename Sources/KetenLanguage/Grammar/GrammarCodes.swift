import KetenSource

extension DiagnosticCode {
  /// An element that the language does not have.
  package static let unknownElement = DiagnosticCode("K106", "unknown-element")
  /// An element of the language that stands where it may not.
  package static let wrongPlace = DiagnosticCode("K107", "wrong-place")
  /// An attribute that its element does not have.
  package static let unknownAttribute = DiagnosticCode("K108", "unknown-attribute")
  /// An attribute that must be there and is not.
  package static let missingAttribute = DiagnosticCode("K109", "missing-attribute")
  /// A value that its attribute cannot have.
  package static let badValue = DiagnosticCode("K110", "bad-value")
  /// An element that stands too often, or not at all.
  package static let wrongOccurrence = DiagnosticCode("K111", "wrong-occurrence")
  /// Text where none may stand.
  package static let unexpectedText = DiagnosticCode("K112", "unexpected-text")
  /// A root element that is not the language's.
  package static let wrongNamespace = DiagnosticCode("K113", "wrong-namespace")
  /// Something that the language has and this version does not.
  package static let notSupported = DiagnosticCode("K114", "not-supported")

  /// The codes of validation by the grammar.
  package static let grammarCodes: [DiagnosticCode] = [
    .unknownElement, .wrongPlace, .unknownAttribute, .missingAttribute, .badValue, .wrongOccurrence, .unexpectedText,
    .wrongNamespace, .notSupported,
  ]
}
