import FEEL
import KetenSource

/// Declares every name of the chain and looks up every use.
///
/// Names are unique over all kinds in a chain.
///
/// Of a chain that is not whole, since the grammar refused a part, nothing is said about what is not there.
package func resolveNames(_ chain: inout Chain, isWhole: Bool) -> [Diagnostic] {
  var resolver = NameResolver(chain: chain)
  resolver.declareAll()
  resolver.checkUses()
  if isWhole {
    resolver.checkUnused()
    resolver.checkDirection()
  }
  resolver.checkTypeCycles()
  chain.symbols = resolver.symbols
  return resolver.diagnostics
}

private struct NameResolver {
  let chain: Chain
  var symbols: [String: Chain.Symbol] = [:]
  var used: Set<String> = []
  var diagnostics: [Diagnostic] = []

  typealias Kind = Chain.Symbol.Kind

  // MARK: Declarations

  mutating func declareAll() {
    guard let root = chain.tree.root else { return }
    declare(root)
  }

  private mutating func declare(_ element: XMLElement) {
    if element.local != "field", let name = element.nameAttribute ?? element.misspeltName {
      let kind = element.nameAttribute == nil ? .refused : kind(of: element)
      if let first = symbols[name.text] {
        let note = Diagnostic.Note("\"\(name.text)\" is first declared here", at: first.range, in: chain.file)
        report(.duplicateName, name.range, duplicateName(name.text), notes: [note])
        // Which of the two a use means is not known.
        if first.kind != kind { symbols[name.text]?.kind = .refused }
      } else {
        symbols[name.text] = Chain.Symbol(kind: kind, range: name.range)
      }
    }
    for child in element.ownChildren { declare(child) }
  }

  private func kind(of element: XMLElement) -> Kind {
    guard let rule = grammarRules[element.local], rule.unsupported == nil else { return .refused }
    switch element.local {
    case "chain": return .chain
    case "client", "partner": return .party
    case "purpose": return .purpose
    case "type": return .type
    case "item": return .item
    case "message": return .message
    case "procedure": return .procedure
    case "path": return element.parent?.local == "chain" ? .path : .refused
    case "group": return .group
    case "term": return .term
    case "step": return ["path", "group"].contains(element.parent?.local) ? .event : .refused
    default: return Chain.NodeKind(rawValue: element.local) == nil ? .refused : .event
    }
  }

  // MARK: Uses

  mutating func checkUses() {
    for party in chain.parties { check(party.actsFor, [.party]) }
    for type in chain.types {
      checkType(type.type)
      for field in type.fields { checkType(field.type) }
    }
    for item in chain.items {
      checkType(item.type)
      check(item.holder, [.party])
      check(item.purposes, [.purpose])
    }
    for message in chain.messages {
      check(message.from, [.party])
      check(message.to, [.party])
      check(message.carries, [.item])
    }
    for procedure in chain.procedures { check(procedure.purposes, [.purpose]) }
    for path in chain.paths {
      check(path.driver, [.party])
      check(path.purposes, [.purpose])
    }
    var nodes: [Chain.Node] = []
    chain.forEachNode { nodes.append($0) }
    for node in nodes { checkNode(node) }
    for relation in chain.allRelations {
      check(relation.from, [.event, .group, .path, .procedure])
      check(relation.to, [.event, .group, .path])
    }
    for term in chain.allTerms {
      check(term.from, [.event])
      check(term.until, [.event])
    }
  }

  private mutating func checkNode(_ node: Chain.Node) {
    check(node.by, [.party])
    for items in [node.access.reads, node.access.knows, node.access.writes] { check(items, [.item]) }
    check(node.access.purposes, [.purpose])
    check(node.message, [.message])
    check(node.next, [.event])
    for flow in node.flows { check(flow.to, [.event]) }
    if let closes = node.closes, closes.name != "case" {
      if symbols[closes.name]?.kind == .path {
        report(.notSupported, closes.range, "closing a path is not supported yet: `closes` takes \"case\"")
      } else {
        report(.wrongKind, closes.range, "`closes` takes \"case\", not \"\(closes.name)\"")
      }
    }
  }

  private mutating func check(_ references: [Chain.Reference], _ kinds: [Kind]) {
    for (number, reference) in references.enumerated() {
      check(reference, kinds)
      guard let first = references[..<number].first(where: { $0.name == reference.name }) else { continue }
      let note = Diagnostic.Note("the first stands here", at: first.range, in: chain.file)
      report(.duplicateName, reference.range, "\"\(reference.name)\" is named twice here", notes: [note])
    }
  }

  private mutating func check(_ reference: Chain.Reference?, _ kinds: [Kind]) {
    guard let reference else { return }
    used.insert(reference.name)
    guard let symbol = symbols[reference.name] else {
      undefined(reference, kinds)
      return
    }
    guard symbol.kind != .refused, !kinds.contains(symbol.kind) else { return }
    let note = Diagnostic.Note("\"\(reference.name)\" is declared here", at: symbol.range, in: chain.file)
    report(.wrongKind, reference.range, wrongKind(reference.name, symbol.kind, kinds), notes: [note])
  }

  private mutating func checkType(_ reference: Chain.Reference?) {
    guard let reference, ValueType(named: reference.name) == nil else { return }
    used.insert(reference.name)
    if let symbol = symbols[reference.name] {
      guard symbol.kind != .type, symbol.kind != .refused else { return }
      report(.wrongKind, reference.range, wrongKind(reference.name, symbol.kind, [.type]))
    } else {
      undefined(reference, [.type], besides: ValueType.names)
    }
  }

  private mutating func undefined(_ reference: Chain.Reference, _ kinds: [Kind], besides: [String] = []) {
    let known = symbols.filter { kinds.contains($0.value.kind) }.keys.sorted() + besides
    let what = describe(kinds)
    var fixIts: [Diagnostic.FixIt] = []
    var message = "\(what) \"\(reference.name)\" is not declared"
    let suggestion =
      nearest(to: reference.name, in: known) ?? nearest(to: reference.name, in: symbols.keys.sorted())
    if let suggestion {
      message += "; did you mean \"\(suggestion)\"?"
      if let suggestion = certainMeaning(of: reference.name, in: known) {
        let mark = reference.isOptional ? "?" : ""
        fixIts = [
          Diagnostic.FixIt("replace by \"\(suggestion)\"", [Diagnostic.Edit(reference.range, suggestion + mark)])
        ]
      }
    }
    report(.undefinedName, reference.range, message, fixIts: fixIts)
  }

  // MARK: The whole

  /// A party, purpose, type or message that nothing refers to.
  ///
  /// Items are the dossier checks' affair.
  mutating func checkUnused() {
    let headings =
      chain.parties.filter { !$0.directs && !$0.isClient && $0.actsFor == nil }.map(\.heading)
      + chain.purposes.map(\.heading) + chain.types.map(\.heading) + chain.messages.map(\.heading)
    for heading in headings where !used.contains(heading.name.text) {
      report(.unusedName, heading.name.range, "\(heading.element) \"\(heading.name.text)\" is not used")
    }
  }

  mutating func checkDirection() {
    if let extra = chain.parties.dropFirst(64).first {
      report(.tooManyParties, extra.heading.name.range, "a network has at most 64 parties")
    }
    let directing = chain.parties.filter(\.directs)
    if let second = directing.dropFirst().first {
      let note = Diagnostic.Note("the first stands here", at: directing[0].heading.name.range, in: chain.file)
      report(.directingPartner, second.heading.name.range, "two partners direct the chain", notes: [note])
    } else if directing.isEmpty, let network = chain.tree.root?.ownChildren.first(where: { $0.local == "network" }) {
      report(.directingPartner, network.nameRange, "no partner directs the chain: one needs directs=\"true\"")
    }
  }

  mutating func checkTypeCycles() {
    let types = Dictionary(chain.types.map { ($0.heading.name.text, $0) }) { first, _ in first }
    for type in chain.types where reaches(type.heading.name.text, from: type, in: types) {
      report(.typeCycle, type.heading.name.range, "type \"\(type.heading.name.text)\" contains itself")
    }
  }

  private func reaches(
    _ target: String, from start: Chain.TypeDeclaration, in types: [String: Chain.TypeDeclaration]
  ) -> Bool {
    var open = [start]
    var seen: Set<String> = []
    while let next = open.popLast() {
      for name in next.fields.map(\.type.name) + [next.type?.name].compactMap({ $0 }) {
        if name == target { return true }
        if seen.insert(name).inserted, let type = types[name] { open.append(type) }
      }
    }
    return false
  }

  private mutating func report(
    _ code: DiagnosticCode, _ range: SourceRange, _ message: String, notes: [Diagnostic.Note] = [],
    fixIts: [Diagnostic.FixIt] = []
  ) {
    diagnostics.append(Diagnostic(code, at: range, in: chain.file, message, notes: notes, fixIts: fixIts))
  }
}

extension XMLElement {
  /// The name under an attribute that was meant to be `id`, so that its uses are not faults as well.
  fileprivate var misspeltName: Chain.Name? {
    guard let known = grammarRules[local]?.attributes.map(\.name), known.contains("id") else { return nil }
    let meant = attributes.first { !known.contains($0.name.local) && nearest(to: $0.name.local, in: known) == "id" }
    return meant?.references.first.map { Chain.Name(text: $0.name, range: $0.range) }
  }
}

private let grammarRules = Dictionary(uniqueKeysWithValues: Grammar.chain.elements.map { ($0.name, $0) })

// MARK: - Wording

private func duplicateName(_ name: String) -> String {
  "\"\(name)\" is declared twice; ids are unique over all kinds in a chain"
}

private func wrongKind(_ name: String, _ kind: Chain.Symbol.Kind, _ expected: [Chain.Symbol.Kind]) -> String {
  "\"\(name)\" is \(article(kind.rawValue)), where \(article(describe(expected))) is expected"
}

private func describe(_ kinds: [Chain.Symbol.Kind]) -> String {
  let words = kinds.map(\.rawValue)
  guard let last = words.last, words.count > 1 else { return words.first ?? "name" }
  return words.dropLast().joined(separator: ", ") + " or " + last
}

private func article(_ noun: String) -> String {
  "aeiou".contains(noun.prefix(1)) ? "an \(noun)" : "a \(noun)"
}
