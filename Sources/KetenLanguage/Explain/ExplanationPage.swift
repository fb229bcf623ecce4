import FEEL
import KetenSource

/// What a diagnostic code means, for the designer of a chain, with a file that gives it and the same file mended.
package struct ExplanationPage: Sendable {
  /// What the examples are.
  package enum Kind: Sendable { case chain, scenario, decisions, procedures, graph, project, baseline }

  /// The code it explains.
  package let code: DiagnosticCode
  /// What it means, why it matters and how to mend it, in a few sentences; code stands in back-quotes.
  package let text: String
  /// A whole file that gives this code and no other.
  package let wrong: String
  /// The same file mended: it gives no finding at all.
  package let right: String
  /// What the two files are.
  package let kind: Kind
  /// What a compiler must be given to find the fault, where `wrong` is shortened to be readable.
  package let wrongInFull: String
  /// The chain that a scenario plays.
  package let chain: String?
  /// The number of states after which a proof gives up, where the example depends on it.
  package let stateLimit: Int?
  /// How much the analysis of a table looks at, where the example depends on it.
  package var tableBudget: Int?

  private init(
    _ code: DiagnosticCode, _ text: String, _ kind: Kind, wrong: String, right: String, inFull: String?, chain: String?,
    stateLimit: Int?
  ) {
    self.code = code
    self.text = text
    self.wrong = wrong
    self.right = right
    self.kind = kind
    wrongInFull = inFull ?? wrong
    self.chain = chain
    self.stateLimit = stateLimit
  }

  /// A page on a chain: the mended file is the wrong one with replacements.
  static func chain(
    _ code: DiagnosticCode, _ text: String, wrong: String, mended: Mend..., stateLimit: Int? = nil,
    tableBudget: Int? = nil
  ) -> ExplanationPage {
    let right = mended.reduce(wrong) { $1.applied(to: $0) }
    var page = ExplanationPage(
      code, text, .chain, wrong: wrong, right: right, inFull: nil, chain: nil, stateLimit: stateLimit)
    page.tableBudget = tableBudget
    return page
  }

  /// A page on a chain that takes too much text to show whole.
  static func longChain(
    _ code: DiagnosticCode, _ text: String, wrong: String, inFull: String, right: String
  ) -> ExplanationPage {
    ExplanationPage(code, text, .chain, wrong: wrong, right: right, inFull: inFull, chain: nil, stateLimit: nil)
  }

  /// A page on a decision model.
  static func decisions(
    _ code: DiagnosticCode, _ text: String, wrong: String, mended: Mend...
  ) -> ExplanationPage {
    let right = mended.reduce(wrong) { $1.applied(to: $0) }
    return ExplanationPage(
      code, text, .decisions, wrong: wrong, right: right, inFull: nil, chain: nil, stateLimit: nil)
  }

  /// A page on a BPMN file.
  static func procedure(
    _ code: DiagnosticCode, _ text: String, wrong: String, mended: Mend...
  ) -> ExplanationPage {
    procedure(code, text, wrong: wrong, right: mended.reduce(wrong) { $1.applied(to: $0) })
  }

  /// A page on a BPMN file that is mended in several places.
  static func procedure(_ code: DiagnosticCode, _ text: String, wrong: String, right: String) -> ExplanationPage {
    ExplanationPage(code, text, .procedures, wrong: wrong, right: right, inFull: nil, chain: nil, stateLimit: nil)
  }

  /// A page on a DCR graph.
  static func graph(_ code: DiagnosticCode, _ text: String, wrong: String, mended: Mend...) -> ExplanationPage {
    let right = mended.reduce(wrong) { $1.applied(to: $0) }
    return ExplanationPage(code, text, .graph, wrong: wrong, right: right, inFull: nil, chain: nil, stateLimit: nil)
  }

  /// A page on what a project says of how it is checked.
  static func project(
    _ code: DiagnosticCode, _ text: String, kind: Kind = .project, wrong: String, mended: Mend...
  ) -> ExplanationPage {
    let right = mended.reduce(wrong) { $1.applied(to: $0) }
    return ExplanationPage(code, text, kind, wrong: wrong, right: right, inFull: nil, chain: nil, stateLimit: nil)
  }

  /// A page on a scenario, with the chain that it plays.
  static func scenario(
    _ code: DiagnosticCode, _ text: String, of chain: String, wrong: String, mended: Mend...
  ) -> ExplanationPage {
    let right = mended.reduce(wrong) { $1.applied(to: $0) }
    return ExplanationPage(
      code, text, .scenario, wrong: wrong, right: right, inFull: nil, chain: chain, stateLimit: nil)
  }
}

/// A replacement that mends an example.
struct Mend {
  private let old: String
  private let new: String

  /// Puts a new text in the place of an old one, which stands in the example once.
  static func replace(_ old: String, by new: String) -> Mend { Mend(old: old, new: new) }

  func applied(to text: String) -> String {
    let places = text.ranges(of: old)
    precondition(places.count == 1, "a mend has one place, but «\(old)» stands \(places.count) times")
    return text.replacing(old, with: new)
  }
}

/// Every page, in order of code.
package let allPages: [ExplanationPage] =
  (syntaxPages + grammarPages + namePages + scenarioPages + projectPages + expressionPages + analysisPages
  + decisionPages + shapePages + flowPages + callPages + proofPages + pathPages + stylePages
  + bpmnPages + graphPages)
  .sorted { $0.code.id < $1.code.id }

private let bpmnPages: [ExplanationPage] =
  processFilePages + processFlowPages + eventGatewayPages + processEventPages + processActivityPages
  + processDataPages + collaborationPages + importPages + processStylePages + processNamePages + drawingPages

/// Every code that a page explains, in order.
package let allCodes: [DiagnosticCode] = allPages.map(\.code)

/// The page on a code by its id (`K201`, in either case) or its name (`undefined-name`).
package func explanation(of idOrName: String) -> ExplanationPage? {
  let wanted = idOrName.lowercased()
  return allPages.first { $0.code.id.lowercased() == wanted || $0.code.name == wanted }
}
