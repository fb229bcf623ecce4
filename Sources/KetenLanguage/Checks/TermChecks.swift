import KetenSource

extension DiagnosticCode {
  package static let termOutOfScope = DiagnosticCode("K701", "term-out-of-scope")

  /// The codes of terms.
  package static let termCodes: [DiagnosticCode] = [termOutOfScope]
}

/// Checks terms: a term of a procedure or sub-process lives and ends with it, so what starts and meets it is in there
/// (family K7).
///
/// The start event that begins a procedure counts as in it.
package func checkTerms(_ chain: Chain, _ index: ChainIndex) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  for (number, owner) in index.bodies.enumerated() {
    for term in owner.body.terms {
      for reference in term.from + term.until {
        guard let entry = index[reference.number], !isInside(entry.body, number, index) else { continue }
        let note = Diagnostic.Note(
          "\"\(reference.name)\" is declared here", at: entry.node.heading.name.range, in: chain.file)
        diagnostics.append(
          Diagnostic(
            .termOutOfScope, at: reference.range, in: chain.file,
            "\"\(reference.name)\" is not in \(owner.owner.element) \"\(owner.owner.name.text)\", whose term this is: declare the term in the chain itself",
            notes: [note]))
      }
    }
  }
  return diagnostics
}

private func isInside(_ body: Int?, _ owner: Int, _ index: ChainIndex) -> Bool {
  var current = body
  while let next = current {
    if next == owner { return true }
    current = index.bodies[next].parent
  }
  return false
}
