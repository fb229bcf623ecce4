import KetenSource

/// Checks what is called, and what is handed over (BPMN 2.0.2, sections 10.3.6 and 13.3.4).
package func checkCalls(_ chain: Chain, _ index: ChainIndex, isWhole: Bool) -> [Diagnostic] {
  let calls = index.entries.filter { $0.node.call != nil }
  guard !calls.isEmpty else { return [] }
  var checker = CallChecker(chain: chain, index: index, isWhole: isWhole)
  for call in calls { checker.check(call) }
  checker.checkReferences()
  return checker.diagnostics
}

private struct CallChecker {
  let chain: Chain
  let index: ChainIndex
  let isWhole: Bool
  var diagnostics: [Diagnostic] = []
  private let procedures: [String: Int]
  private let called: Set<String>
  /// By procedure: how many nodes it comes to with all that it calls; nil while that is being counted.
  private var sizes: [Int: Int?] = [:]

  /// More nodes than this are not made of calls.
  private static let nodesMax = 10_000

  init(chain: Chain, index: ChainIndex, isWhole: Bool) {
    (self.chain, self.index, self.isWhole) = (chain, index, isWhole)
    procedures = Dictionary(
      chain.procedures.enumerated().map { ($1.heading.name.text, $0) }, uniquingKeysWith: { first, _ in first })
    called = calledProcedures(chain)
  }

  mutating func check(_ entry: ChainIndex.Entry) {
    guard let call = entry.node.call, let number = procedures[call.name] else { return }
    let procedure = chain.procedures[number]
    let starts = procedure.body.nodes.filter { $0.kind == .startEvent }
    if isWhole, starts.count != 1 {
      report(
        .call, call.range, "procedure \"\(call.name)\" has \(starts.count) startEvents: what is called has one",
        [note(procedure.heading)])
    } else if let start = starts.first, !start.beginsByItself {
      report(
        .call, call.range,
        "procedure \"\(call.name)\" waits for its startEvent: what is called begins at once, without a trigger",
        [note(start.heading)])
    }
    checkClosing(procedure, call)
    guard let size = size(number) else {
      return report(.recursiveCall, call.range, "procedure \"\(call.name)\" calls itself", [note(procedure.heading)])
    }
    if size > CallChecker.nodesMax {
      report(.call, call.range, "this call comes to \(size) nodes: more than \(CallChecker.nodesMax) are not made")
    }
    checkMappings(entry.node, procedure)
  }

  /// A procedure that is called ends itself, never the case of its caller.
  private mutating func checkClosing(_ procedure: Chain.Procedure, _ call: Chain.Reference) {
    guard let node = nodes(procedure.body).first(where: { $0.closes != nil }) else { return }
    report(
      .call, call.range, "procedure \"\(call.name)\" closes the case: what is called ends, and its caller goes on",
      [note(node.heading)])
  }

  /// The nodes of a body and of all it holds.
  private func nodes(_ body: Chain.Body) -> [Chain.Node] {
    body.nodes.flatMap { node in [node] + node.boundary + (node.body.map { nodes($0) } ?? []) }
  }

  private mutating func size(_ number: Int) -> Int? {
    if let known = sizes[number] { return known }
    sizes[number] = .some(nil)
    var size = 0
    for node in nodes(chain.procedures[number].body) {
      size += 1
      guard let inner = node.call.flatMap({ procedures[$0.name] }) else { continue }
      guard let more = self.size(inner) else { return nil }
      size = min(size + more, 1 << 40)
    }
    sizes[number] = size
    return size
  }

  // MARK: Data

  private mutating func checkMappings(_ node: Chain.Node, _ procedure: Chain.Procedure) {
    let data = procedure.body.data.map(\.heading.name)
    for (number, input) in node.inputs.enumerated() {
      if !data.contains(where: { $0.number == input.to.number }) {
        guard chain.symbols[input.to.number]?.kind == .data else { continue }
        report(
          .dataMapping, input.to.range,
          "\"\(input.to.name)\" is no dataObject of procedure \"\(procedure.heading.name.text)\"")
      } else if node.inputs[..<number].contains(where: { $0.to.number == input.to.number }) {
        report(.dataMapping, input.to.range, "\"\(input.to.name)\" is given twice")
      }
    }
    for (number, output) in node.outputs.enumerated()
    where node.outputs[..<number].contains(where: { $0.to.number == output.to.number }) {
      report(.dataMapping, output.to.range, "\"\(output.to.name)\" is given twice")
    }
    guard isWhole else { return }
    var (read, written): (Set<NameNumber>, Set<NameNumber>) = ([], [])
    for inner in nodes(procedure.body) {
      read.formUnion(inner.access.reads.filter { !$0.isOptional }.map(\.number))
      written.formUnion(inner.access.writes.map(\.number))
      written.formUnion(inner.outputs.map(\.to.number))
      written.formUnion(inner.loops.compactMap { $0.into?.number })
    }
    for name in data where read.contains(name.number) && !written.contains(name.number) {
      guard !node.inputs.contains(where: { $0.to.number == name.number }) else { continue }
      report(
        .dataMapping, node.heading.range,
        "procedure \"\(procedure.heading.name.text)\" reads \"\(name.text)\", which this call does not give it: add an input"
      )
    }
  }

  // MARK: Names from outside

  /// What stands in a procedure that is called stands for something in each call of it: only the procedure itself can
  /// name it.
  mutating func checkReferences() {
    for relation in chain.relations { check(relation.from + relation.to, in: nil) }
    for path in chain.paths {
      for relation in path.relations { check(relation.from + relation.to, in: nil) }
    }
    for term in chain.terms { check(term.from + term.until, in: nil) }
    for entry in index.bodies {
      for relation in entry.body.relations { check(relation.from + relation.to, in: entry.procedure) }
      for term in entry.body.terms { check(term.from + term.until, in: entry.procedure) }
    }
  }

  private mutating func check(_ references: [Chain.Reference], in procedure: Int?) {
    for reference in references {
      if called.contains(reference.name) {
        report(
          .call, reference.range, "procedure \"\(reference.name)\" is called: name the callActivity in its place")
      } else if let owner = index.procedure(of: reference.number), owner != procedure,
        called.contains(chain.procedures[owner].heading.name.text)
      {
        report(.call, reference.range, calledElsewhere(reference.name, chain.procedures[owner].heading.name.text))
      }
    }
  }

  private func note(_ heading: Chain.Heading) -> Diagnostic.Note {
    Diagnostic.Note("\"\(heading.name.text)\" stands here", at: heading.name.range, in: chain.file)
  }

  private mutating func report(
    _ code: DiagnosticCode, _ range: SourceRange, _ message: String, _ notes: [Diagnostic.Note] = []
  ) {
    diagnostics.append(Diagnostic(code, at: range, in: chain.file, message, notes: notes))
  }
}

extension ChainIndex {
  /// The procedure in which an event stands, by its number.
  package func procedure(of name: NameNumber) -> Int? {
    self[name].flatMap { $0.body }.map { bodies[$0].procedure }
  }
}

// MARK: - Wording

/// That something is named of which there may be several, or none.
func calledElsewhere(_ name: String, _ procedure: String) -> String {
  "\"\(name)\" stands in procedure \"\(procedure)\", which is called: from outside name the callActivity"
}
