import FEEL
import KetenSource

/// Checks the tasks that determine decisions: which items take which outputs, and whether anything uses a decision.
struct DecisionTasks {
  let chain: Chain
  let table: ExpressionTable
  private(set) var decided: [String: [(item: String, output: String?)]] = [:]
  private(set) var determined: Set<String> = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ chain: Chain, _ table: ExpressionTable) { (self.chain, self.table) = (chain, table) }

  /// - Parameter mentioned: The names that expressions hold; nil when that could be any.
  mutating func check(mentioned: NameSet?) {
    for node in chain.allNodes {
      guard let decision = node.decision else { continue }
      determined.insert(decision.name)
      if let program = table.decisions[decision.name]?.program { check(node, decision, program.type) }
    }
    for decision in chain.decisions {
      let name = decision.heading.name
      guard let mentioned, !determined.contains(name.text), !mentioned.contains(name.number) else { continue }
      report(.unusedName, name.range, "decision \"\(name.text)\" is not used")
    }
  }

  private mutating func check(_ node: Chain.Node, _ decision: Chain.Reference, _ type: ValueType) {
    let writes = node.access.writes.filter { table.itemTypes[$0.name] != nil }
    let task = node.heading.name.text
    if writes.count == 1, let item = table.itemTypes[writes[0].name], isWhole(type, as: item, writes[0].name) {
      fit(type, writes[0], "decision \"\(decision.name)\" gives")
      decided[task] = [(writes[0].name, nil)]
      return
    }
    guard let fields = type.fields else {
      guard let second = writes.dropFirst().first else { return }
      report(
        .silentWrite, second.range, "decision \"\(decision.name)\" has one outcome, so one item takes it",
        [note(decision)])
      return
    }
    for write in writes {
      guard let field = fields.first(where: { $0.name == write.name }) else {
        let meant = nearest(to: write.name, in: fields.map(\.name)).map { "; did you mean \"\($0)\"?" } ?? ""
        report(
          .undefinedName, write.range, "decision \"\(decision.name)\" has no output \"\(write.name)\"" + meant,
          [note(decision)])
        continue
      }
      fit(field.type, write, "output \"\(field.name)\" is")
      decided[task, default: []].append((write.name, field.name))
    }
  }

  /// Whether one item takes the value as it is, rather than its entry of that name.
  private func isWhole(_ type: ValueType, as item: ValueType, _ name: String) -> Bool {
    guard let fields = type.fields else { return true }
    return item.fields != nil && !fields.contains { $0.name == name }
  }

  private mutating func fit(_ type: ValueType, _ write: Chain.Reference, _ what: String) {
    let item = table.itemTypes[write.name] ?? .any
    // Of a list with more or less than one value such an item would take none.
    var isLost = false
    if case .list = type { isLost = item != .any && !item.isList }
    guard isLost || !item.takes(type) else { return }
    report(.typeMismatch, write.range, "\(what) \(article(type)), but item \"\(write.name)\" is \(article(item))")
  }

  private func note(_ decision: Chain.Reference) -> Diagnostic.Note {
    Diagnostic.Note(
      "\"\(decision.name)\" is declared here", at: chain.symbols[decision.number]?.range, in: chain.file)
  }

  private mutating func report(
    _ code: DiagnosticCode, _ range: SourceRange, _ message: String, _ notes: [Diagnostic.Note] = []
  ) {
    diagnostics.append(Diagnostic(code, at: range, in: chain.file, message, notes: notes))
  }
}

extension ValueType {
  fileprivate var isList: Bool { if case .list = self { true } else { false } }
}

private func article(_ type: ValueType) -> String { type == .any ? "any value" : "a \(type)" }
