import KetenSource

/// Checks paths against procedures as far as the file alone says it (family K6).
///
/// A node of a procedure is statutory: no step of a path may take it out of play, whoever does it, unless the node is
/// `optional`. Only what a client does is that client's to waive.
package func checkPaths(_ chain: Chain, _ index: ChainIndex) -> [Diagnostic] {
  let parties = Dictionary(chain.parties.map { ($0.heading.name.text, $0) }) { first, _ in first }
  var diagnostics: [Diagnostic] = []
  for relation in chain.allRelations where relation.kind == .exclude || relation.kind == .include {
    for target in relation.to {
      if let group = index.completingGroups(of: target).first {
        diagnostics.append(
          Diagnostic(.notSupported, at: target.range, in: chain.file, movesCompletingGroup(chain.names[group])))
      }
      guard relation.kind == .exclude else { continue }
      for member in index.members(of: target) {
        guard let entry = index[member], entry.path == nil, !entry.node.isOptional else { continue }
        guard
          let source = relation.from.flatMap({ index.members(of: $0) }).first(where: {
            isFree($0, against: entry.node, index, parties)
          })
        else { continue }
        let note = Diagnostic.Note("the node stands here", at: entry.node.heading.name.range, in: chain.file)
        diagnostics.append(
          Diagnostic(
            .excludesStatutory, at: target.range, in: chain.file, excludesStatutory(chain.names[source], entry.node),
            notes: [note]))
      }
    }
  }
  return diagnostics
}

/// Whether a step is set off by someone who may not stop the node.
private func isFree(
  _ name: NameNumber, against target: Chain.Node, _ index: ChainIndex, _ parties: [String: Chain.Party]
) -> Bool {
  guard let entry = index[name], entry.path != nil else { return false }
  let isClient = { (references: [Chain.Reference]) in
    !references.isEmpty && references.allSatisfy { parties[$0.name]?.isClient ?? false }
  }
  let isWaiver =
    isClient(target.by)
    && entry.node.by.allSatisfy { actor in
      target.by.contains { $0.name == actor.name }
        || parties[actor.name]?.actsFor.map { represented in
          target.by.contains { $0.name == represented.name }
        } ?? false
    }
  return !isWaiver
}

// MARK: - Wording

private func movesCompletingGroup(_ name: String) -> String {
  "taking a group that completes, as \"\(name)\", out of play or into it is not supported yet"
}

private func excludesStatutory(_ source: String, _ node: Chain.Node) -> String {
  let rule = "\"\(source)\" takes the statutory \(node.heading.element) \"\(node.heading.name.text)\" out of play, "
  let mend = node.kind == .startEvent ? "" : ": mark the node optional=\"true\" if the law lets it fall away"
  return rule + "which no path rule may" + mend
}
