import BPMN
import DMN
import FEEL
import KetenInterchange
import KetenMachine
import KetenSource
import KetenXML
import Testing

@testable import KetenLanguage

@Suite struct ExplanationTests {
  @Test(arguments: allCodes.map(\.id)) func theWrongExampleGivesItsCodeAlone(_ id: String) throws {
    let page = try #require(explanation(of: id))
    let found = findings(page.wrongInFull, page, style: [page.code])
    #expect(!found.isEmpty, "no finding in:\n\(page.wrong)")
    for finding in found where finding.code.id != id { Issue.record("\(summary(finding))\n\(page.wrong)") }
  }

  @Test(arguments: allCodes.map(\.id)) func theRightExampleGivesNothing(_ id: String) throws {
    let page = try #require(explanation(of: id))
    let isStyle = DiagnosticCode.bpmnStyleCodes.contains(page.code)
    let isDrawing = DiagnosticCode.bpmnDrawingCodes.contains(page.code)
    // A file without a drawing is shorter to read.
    let style = Set(isStyle ? DiagnosticCode.bpmnStyleCodes : [])
      .subtracting(isDrawing ? [] : DiagnosticCode.bpmnDrawingCodes)
    #expect(findings(page.right, page, style: style).map(summary) == [], "\(page.right)")
  }

  @Test func everyCodeHasOnePage() {
    let codes: [DiagnosticCode] =
      DiagnosticCode.syntaxCodes + DiagnosticCode.grammarCodes + DiagnosticCode.nameCodes
      + DiagnosticCode.scenarioCodes + DiagnosticCode.feelCodes + DiagnosticCode.procedureCodes
      + DiagnosticCode.pathCodes + DiagnosticCode.termCodes + DiagnosticCode.dmnCodes + DiagnosticCode.tableCodes
      + DiagnosticCode.bpmnCodes + DiagnosticCode.bpmnImportCodes + DiagnosticCode.bpmnStyleCodes
      + DiagnosticCode.projectCodes
      + DiagnosticCode.styleCodes + DiagnosticCode.graphCodes
    #expect(allCodes.map(\.id) == codes.map(\.id).sorted())
    #expect(Set(allCodes.map(\.id)).count == allCodes.count)
    #expect(Set(allCodes.map(\.name)).count == allCodes.count)
  }

  @Test func pagesAreFoundByIdAndName() {
    #expect(explanation(of: "K201")?.code == .undefinedName)
    #expect(explanation(of: "k201")?.code == .undefinedName)
    #expect(explanation(of: "Undefined-Name")?.code == .undefinedName)
    #expect(explanation(of: "K999") == nil)
  }

  @Test func textsAreShort() {
    for page in allPages {
      let sentences = page.text.matches(of: /[.?:!] (?=[A-Z`])|\.$/).count
      #expect((2...7).contains(sentences), "\(page.code.id) has \(sentences) sentences")
      #expect(page.text.count <= 560, "\(page.code.id) has \(page.text.count) characters")
      #expect(!page.text.contains("\n"), "\(page.code.id)")
      for line in (page.wrong + page.right).split(separator: "\n") {
        #expect(line.count <= 110, "\(page.code.id): \(line)")
      }
    }
  }
}

/// What a compiler, or for a scenario the player, finds in an example.
///
/// - Parameter style: The rules of style to look at in a BPMN file.
private func findings(_ text: String, _ page: ExplanationPage, style: Set<DiagnosticCode>) -> [Diagnostic] {
  var options = CompileOptions()
  if let limit = page.stateLimit { options.budget.states = limit }
  if let budget = page.tableBudget { options.tableBudget = budget }
  options.files = { href in href == "leges.dmn" ? SourceFile(path: href, text: exampleModel) : nil }
  switch page.kind {
  case .chain:
    let compilation = compile(SourceFile(path: "voorbeeld.chain.xml", text: text), options: options)
    let style = DiagnosticCode.styleCodes.contains(page.code) ? compilation.styleFindings() : []
    return compilation.diagnostics + style
  case .decisions: return DecisionModel.check(SourceFile(path: "voorbeeld.dmn", text: text))
  case .procedures where DiagnosticCode.bpmnImportCodes.contains(page.code):
    let (imported, faults) = importBPMN(SourceFile(path: "voorbeeld.bpmn", text: text))
    return faults + (imported?.diagnostics ?? [])
  case .procedures:
    // That talk is not run is told of every file with talk in it.
    return BPMNModel.check(SourceFile(path: "voorbeeld.bpmn", text: text), style: style)
      .filter { page.code == .bpmnNotExecutable || $0.code != .bpmnNotExecutable }
  case .graph: return compileDCR(SourceFile(path: "voorbeeld.xml", text: text)).diagnostics
  case .scenario: return playFindings(text, page.chain ?? "")
  case .project:
    let known = SourceFile(path: "bekend.xml", text: "<baseline xmlns=\"urn:keten:baseline:1\"/>")
    let file = SourceFile(path: ".keten.xml", text: text)
    return ProjectConfiguration.read(file) { $0 == known.path ? known : nil }.diagnostics
  case .baseline:
    let read = Baseline.read(SourceFile(path: "bekend.xml", text: text))
    return read.diagnostics + read.baseline.settle([], files: ["a.bpmn"]) { $0.file.path }
  }
}

private func summary(_ finding: Diagnostic) -> String {
  "\(finding.code.id) at «\(finding.file.text(finding.range))»: \(finding.message)"
}
