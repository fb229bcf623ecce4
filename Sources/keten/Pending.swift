import KetenMachine
import KetenSource

// Stand-ins for what the language end brings.

struct CompileOptions {
  var prove = true
}

struct Compilation {
  var diagnostics: [Diagnostic]
  var machine: Machine?
}

func compile(_ file: SourceFile, options: CompileOptions) -> Compilation {
  let step = file.bytes.indices.first { file.bytes[$0...].starts(with: Array("stepp".utf8)) }
  guard let step else { return Compilation(diagnostics: [], machine: nil) }
  let range = SourceRange(step, step + 5)
  let code = file.bytes.first == UInt8(ascii: "!") ? allCodes[1] : allCodes[0]
  let fixIt = Diagnostic.FixIt("replace by 'step'", [Diagnostic.Edit(range, "step")])
  return Compilation(
    diagnostics: [Diagnostic(code, at: range, in: file, "unknown element 'stepp'", fixIts: [fixIt])], machine: nil)
}

struct ExplanationPage {
  let code: DiagnosticCode
  let text: String
  let wrong: String
  let right: String
}

func explanation(of id: String) -> ExplanationPage? {
  allCodes.first { $0.id == id }.map {
    ExplanationPage(
      code: $0, text: "An element that the grammar does not know.\n\nElements are in the namespace of chains.",
      wrong: "<stepp id=\"a\"/>", right: "<step id=\"a\"/>")
  }
}

let allCodes = [
  DiagnosticCode("K106", "unknown-element"), DiagnosticCode("K901", "missing-title", .warning),
]

extension Machine {
  func dump() -> String { "" }
}
