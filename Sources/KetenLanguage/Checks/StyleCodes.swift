import KetenSource

// What the field has agreed on for models that people can read, in our own words; of BPMN files K910 to K931 say the
// same. The language allows all of it.

extension DiagnosticCode {
  /// Work or an act without a name that people can read.
  package static let styleNoTitle = DiagnosticCode("K940", "missing-title", .warning)
  /// A gateway with one way in and one way out.
  package static let styleSuperfluousGateway = DiagnosticCode("K941", "superfluous-gateway", .warning)
  /// A gateway that joins and splits at once.
  package static let styleJoinAndSplit = DiagnosticCode("K942", "join-and-split", .warning)
  /// A complex gateway, of which few readers know what it does.
  package static let styleComplexGateway = DiagnosticCode("K943", "complex-gateway", .warning)
  /// An inclusive gateway, of which it is hard to see what it waits for.
  package static let styleInclusiveGateway = DiagnosticCode("K944", "inclusive-gateway", .note)
  /// A terminate event where nothing else can be going on.
  package static let styleSuperfluousTermination = DiagnosticCode("K945", "superfluous-termination", .warning)
  /// Two messages, signals, errors or escalations with one title.
  package static let styleSameTitle = DiagnosticCode("K946", "same-title", .warning)
  /// A procedure of which no one sees the whole.
  package static let styleTooLarge = DiagnosticCode("K947", "too-large", .note)
  /// An item whose name reads as a subtraction in an expression.
  package static let styleItemName = DiagnosticCode("K948", "hyphen-in-item", .note)

  /// The codes of style of chains.
  package static let styleCodes: [DiagnosticCode] = [
    styleNoTitle, styleSuperfluousGateway, styleJoinAndSplit, styleComplexGateway, styleInclusiveGateway,
    styleSuperfluousTermination, styleSameTitle, styleTooLarge, styleItemName,
  ]
}
