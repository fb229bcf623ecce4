import KetenSource

/// Checks the constraints of DECLARE: each names the events that its template speaks of (family K5).
package func checkConstraints(_ chain: Chain, _ index: ChainIndex) -> [Diagnostic] {
  let called = Set(chain.allNodes.compactMap { $0.call?.number })
  return chain.constraints.flatMap { constraint -> [Diagnostic] in
    let template = constraint.template
    func report(_ code: DiagnosticCode, _ range: SourceRange, _ message: String) -> [Diagnostic] {
      [Diagnostic(code, at: range, in: chain.file, message)]
    }
    var found: [Diagnostic] = []
    if template.isUnary, let other = constraint.b {
      found += report(.constraintForm, other.range, speaksOfOne(template))
    } else if !template.isUnary, constraint.b == nil {
      found += report(.constraintForm, constraint.range, speaksOfTwo(template))
    }
    if let other = constraint.b, other.number == constraint.a.number {
      found += report(.constraintForm, other.range, namesItself(constraint.a.name))
    }
    for name in [constraint.a, constraint.b].compactMap({ $0 }) {
      guard let body = index[name.number]?.body,
        called.contains(chain.procedures[index.bodies[body].procedure].heading.name.number)
      else { continue }
      found += report(.notSupported, name.range, standsInCall(name.name))
    }
    guard let times = constraint.times else { return found }
    if !template.isCounting { return found + report(.constraintForm, times.range, doesNotCount(template)) }
    if constraint.count > Chain.Constraint.countMax {
      found += report(.constraintForm, times.range, countsTooFar())
    }
    // Several runs may catch one signal at once, before anything could count them.
    if let node = index[constraint.a.number]?.node, node.signal != nil, !node.isThrower, !constraint.isSimple {
      found += report(.notSupported, constraint.a.range, countsSignals(constraint.a.name))
    }
    return found
  }
}

// MARK: - Wording

private func speaksOfOne(_ template: ConstraintTemplate) -> String {
  "\"\(template.rawValue)\" speaks of one event: it takes no `b`"
}

private func speaksOfTwo(_ template: ConstraintTemplate) -> String {
  "\"\(template.rawValue)\" speaks of two events: it needs `b`"
}

private func namesItself(_ name: String) -> String { "`a` and `b` are two events, and both are \"\(name)\"" }

private func doesNotCount(_ template: ConstraintTemplate) -> String {
  "\"\(template.rawValue)\" does not count: `n` is for existence, absence and exactly"
}

private func countsTooFar() -> String { "a constraint counts to \(Chain.Constraint.countMax) at most" }

private func standsInCall(_ name: String) -> String {
  "a constraint on what stands in a procedure that is called, as \"\(name)\", is not supported yet"
}

private func countsSignals(_ name: String) -> String {
  "counting what catches a signal is not supported yet: several runs may catch \"\(name)\" at once"
}
