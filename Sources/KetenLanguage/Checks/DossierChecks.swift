import KetenSource

/// Checks the dossier: what is read has to be written by something, and what is kept has to be of use (family K8).
package func checkDossier(_ chain: Chain, _ index: ChainIndex, _ expressions: ExpressionTable) -> [Diagnostic] {
  var read = NameMap<SourceRange>(chain.names)
  var written = NameSet(chain.names)
  var known = NameSet(chain.names)
  var carried = NameMap<[Chain.Reference]>(chain.names)
  for message in chain.messages where carried[message.heading.name.number] == nil {
    carried[message.heading.name.number] = message.carries
  }
  for node in chain.allNodes {
    for mapping in node.inputs + node.outputs { written.insert(mapping.to.number) }
    for loop in node.loops { if let into = loop.into { written.insert(into.number) } }
    for reference in node.access.reads where read[reference.number] == nil { read[reference.number] = reference.range }
    written.insert(node.access.writes)
    known.insert(node.access.knows)
    for case let message? in node.withTriggers.map(\.message) where !node.isThrower {
      written.insert(carried[message.number] ?? [])
    }
  }
  for case .item(let name) in expressions.usedReadings {
    guard let number = chain.names.number(of: name), read[number] == nil else { continue }
    read[number] = chain.symbols[number]?.range
  }
  // What a procedure that is called lacks, its callers are told.
  let called = calledProcedures(chain)
  for procedure in chain.procedures where called.contains(procedure.heading.name.text) {
    for data in procedure.body.data where read[data.heading.name.number] != nil {
      written.insert(data.heading.name.number)
    }
  }
  var diagnostics: [Diagnostic] = []
  for item in chain.items + chain.allData {
    let name = item.heading.name
    let what = "\(item.heading.element) \"\(name.text)\""
    if let range = read[name.number] ?? (known.contains(name.number) ? name.range : nil), !written.contains(name.number)
    {
      diagnostics.append(
        Diagnostic(
          .neverWritten, at: range, in: chain.file, "\(what) is read here, but nothing writes it"))
    } else if !written.contains(name.number) {
      diagnostics.append(
        Diagnostic(.neverUsed, at: name.range, in: chain.file, "\(what) is neither written nor read"))
    }
  }
  return diagnostics
}

/// Checks that what an event reads and writes lives where it stands.
package func checkDataScopes(_ chain: Chain, _ index: ChainIndex) -> [Diagnostic] {
  let scopes = DataScopes(index)
  guard !scopes.isEmpty || index.entries.contains(where: { !$0.node.loops.isEmpty }) else { return [] }
  var diagnostics: [Diagnostic] = []
  func check(_ references: [Chain.Reference], _ visible: [DataScopes.Datum]) {
    for reference in references where !visible.contains(where: { $0.name == reference.number }) {
      guard let symbol = chain.symbols[reference.number], symbol.kind == .data || symbol.kind == .element
      else { continue }
      let note = Diagnostic.Note("it lives where this stands", at: symbol.range, in: chain.file)
      diagnostics.append(
        Diagnostic(
          .dataElsewhere, at: reference.range, in: chain.file, "\"\(reference.name)\" does not live here",
          notes: [note]))
    }
  }
  for entry in index.entries {
    let (node, visible) = (entry.node, scopes.visible(at: entry))
    let seeds = scopes.isSeed(entry) ? entry.body.map { scopes.declared(in: $0) } ?? [] : []
    check(node.access.reads, visible)
    check(node.access.writes, visible + seeds)
    check(node.outputs.map(\.to), visible)
    check(node.loops.compactMap(\.into), scopes.visible(in: scopes.place(of: entry)))
  }
  return diagnostics
}
