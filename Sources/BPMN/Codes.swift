import KetenSource

// The codes of the constraints stand beside their checks.

extension DiagnosticCode {
  /// The file is no BPMN model, or one of a version that is not read.
  package static let bpmnVersion = DiagnosticCode("K710", "bpmn-version")
  /// An element that BPMN does not have at this place (BPMN 2.0.2 chapter 15).
  package static let bpmnUnknownElement = DiagnosticCode("K711", "bpmn-unknown-element")
  /// An attribute that BPMN does not have on this element (BPMN 2.0.2 chapter 15).
  package static let bpmnUnknownAttribute = DiagnosticCode("K712", "bpmn-unknown-attribute")
  /// An attribute or element that must be there and is not (BPMN 2.0.2 chapter 15).
  package static let bpmnMissingPart = DiagnosticCode("K713", "bpmn-missing-part")
  /// An attribute with a value that means nothing there (BPMN 2.0.2 chapter 15).
  package static let bpmnBadValue = DiagnosticCode("K714", "bpmn-bad-value")
  /// More elements of one kind than may stand there, or elements in another order (BPMN 2.0.2 chapter 15).
  package static let bpmnWrongOrder = DiagnosticCode("K715", "bpmn-wrong-order")
  /// Two elements of a file with one id (BPMN 2.0.2 §8.2.1).
  package static let bpmnDuplicateID = DiagnosticCode("K716", "bpmn-duplicate-id")
  /// A reference that leads to nothing (BPMN 2.0.2 §15.3.2).
  package static let bpmnUnresolvedReference = DiagnosticCode("K717", "bpmn-unresolved-reference")
  /// A reference that leads to something of another kind than it must (BPMN 2.0.2 chapter 15).
  package static let bpmnWrongReference = DiagnosticCode("K718", "bpmn-wrong-reference")
  /// An imported file that cannot be found or read, or is another than the import says (BPMN 2.0.2 §8.2.2).
  package static let bpmnImportNotFound = DiagnosticCode("K719", "bpmn-import-not-found")
  /// A part of BPMN that describes and is never run, as a choreography.
  package static let bpmnNotExecutable = DiagnosticCode("K720", "bpmn-not-executable", .note)
  /// An extension that must be understood, and is not (BPMN 2.0.2 §8.2.3).
  package static let bpmnMustUnderstand = DiagnosticCode("K721", "bpmn-must-understand")

  /// The codes of reading a BPMN model, besides those of XML.
  package static let bpmnReadCodes: [DiagnosticCode] = [
    bpmnVersion, bpmnUnknownElement, bpmnUnknownAttribute, bpmnMissingPart, bpmnBadValue, bpmnWrongOrder,
    bpmnDuplicateID, bpmnUnresolvedReference, bpmnWrongReference, bpmnImportNotFound, bpmnNotExecutable,
    bpmnMustUnderstand,
  ]

  /// The codes of what a BPMN model may be wrong in, besides those of XML and of style.
  package static let bpmnCodes: [DiagnosticCode] =
    bpmnReadCodes + bpmnFlowCodes + bpmnGatewayCodes + bpmnEventCodes + bpmnActivityCodes + bpmnDataCodes
    + bpmnCollaborationCodes
}
