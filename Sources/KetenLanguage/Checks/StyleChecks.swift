import KetenSource

extension Compilation {
  /// What the field advises against in a chain that could be read: nothing of it keeps the chain from running.
  ///
  /// That several flows lead to one activity is no finding here as it is in BPMN files: it is how a chain writes that
  /// they come together, and the proofs say where two of them can be taken at once.
  public func styleFindings() -> [Diagnostic] {
    guard let chain else { return [] }
    var check = StyleCheck(chain: chain)
    check.checkAll()
    return check.diagnostics.ordered()
  }
}

/// How many nodes a procedure or sub-process may hold before it is too large: the limit of 7PMG (Mendling, Reijers and
/// Van der Aalst 2010, guideline 7).
private let manyNodes = 50

private struct StyleCheck {
  let chain: Chain
  var diagnostics: [Diagnostic] = []

  mutating func checkAll() {
    for node in chain.allNodes { checkTitle(node) }
    for body in ChainIndex(chain).bodies { check(body) }
    checkNames()
  }

  private mutating func report(
    _ code: DiagnosticCode, _ range: SourceRange, _ message: String, notes: [Diagnostic.Note] = []
  ) {
    diagnostics.append(Diagnostic(code, at: range, in: chain.file, message, notes: notes))
  }

  /// What people do, and what others see happen.
  private mutating func checkTitle(_ node: Chain.Node) {
    guard node.heading.title == nil, !node.by.isEmpty || node.kind.isActivity else { return }
    report(.styleNoTitle, node.heading.name.range, "\(describe(node)) has no `title`: people see its name only")
  }

  private mutating func check(_ entry: ChainIndex.BodyEntry) {
    let body = entry.body
    if body.nodes.count > manyNodes {
      let what = "\(entry.owner.element) \"\(entry.owner.name.text)\""
      report(
        .styleTooLarge, entry.owner.name.range,
        "\(what) has \(body.nodes.count) nodes, and few see the whole of more than \(manyNodes): part it")
    }
    var waysIn: [String: Int] = [:]
    for node in body.nodes {
      for source in [node] + node.boundary {
        for target in source.targets { waysIn[target.name, default: 0] += 1 }
      }
    }
    for node in body.nodes { checkGateway(node, waysIn: waysIn[node.heading.name.text] ?? 0) }
    checkTermination(body)
  }

  private mutating func checkGateway(_ node: Chain.Node, waysIn: Int) {
    guard node.kind.isGateway else { return }
    let waysOn = node.targets.count
    if waysIn > 1, waysOn > 1 {
      report(
        .styleJoinAndSplit, node.heading.range, "\(describe(node)) joins and splits at once: use one gateway for each")
    } else if waysIn == 1, waysOn == 1, node.kind != .eventBasedGateway {
      report(
        .styleSuperfluousGateway, node.heading.range, "\(describe(node)) has one way in and one way on: leave it out")
    }
    if node.kind == .complexGateway {
      report(.styleComplexGateway, node.heading.range, "few readers know what a complexGateway does")
    } else if node.kind == .inclusiveGateway {
      report(.styleInclusiveGateway, node.heading.range, "it is hard to see what an inclusiveGateway waits for")
    }
  }

  private mutating func checkTermination(_ body: Chain.Body) {
    let ends = body.nodes.filter { $0.kind == .endEvent }
    // Beside an event sub-process that does not interrupt something may be going on; with `closes` it ends the case.
    let isWatched = body.nodes.contains { node in
      node.isTriggeredByEvent && node.body?.nodes.contains { $0.kind == .startEvent && !$0.isInterrupting } ?? false
    }
    let splits = body.nodes.contains { $0.kind == .parallelGateway || $0.boundary.contains { !$0.isInterrupting } }
    guard ends.count == 1, let end = ends.first, end.terminates, end.closes == nil, !isWatched, !splits else { return }
    report(
      .styleSuperfluousTermination, end.heading.range,
      "\(describe(end)) is the only end: by then there is nothing to terminate")
  }

  private mutating func checkNames() {
    var first: [String: Chain.Heading] = [:]
    for heading in chain.messages.map(\.heading) + chain.triggers {
      guard let title = heading.title else { continue }
      let key = "\(heading.element) \(title)"
      if let other = first[key] {
        let note = Diagnostic.Note("\"\(other.name.text)\" has it too", at: other.name.range, in: chain.file)
        report(
          .styleSameTitle, heading.name.range,
          "\(heading.element) \"\(heading.name.text)\" has the title of another", notes: [note])
      } else {
        first[key] = heading
      }
    }
    for item in chain.items where item.heading.name.text.contains("-") {
      let name = item.heading.name
      report(
        .styleItemName, name.range, "in an expression \"\(name.text)\" reads as a subtraction: write it in camelCase")
    }
  }
}

extension Chain.NodeKind {
  fileprivate var isGateway: Bool { rawValue.hasSuffix("Gateway") }
  fileprivate var isActivity: Bool {
    rawValue.hasSuffix("Task") || rawValue.hasSuffix("rocess") || self == .transaction || rawValue == "callActivity"
  }
}
