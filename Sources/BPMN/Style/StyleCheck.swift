import KetenSource

extension DiagnosticCode {
  package static let bpmnStyleCodes: [DiagnosticCode] = []
}

/// Finds what the field advises against.
struct StyleCheck {
  let model: BPMNModel
  var diagnostics: [Diagnostic] = []

  init(_ model: BPMNModel, besides findings: [Diagnostic]) { self.model = model }

  mutating func checkAll() {}
}
