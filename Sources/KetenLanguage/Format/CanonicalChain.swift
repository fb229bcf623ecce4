import KetenXML

/// The canonical text of a chain: one way to write what it says.
///
/// Two chains with the same canonical text say the same. Comments, blank lines and namespace prefixes are not kept.
package func canonicalText(_ chain: Markup) -> String {
  write(canonical(chain), style: MarkupStyle(prefixes: [(Grammar.chain.namespace, "")]))
}

/// The canonical text of the chain in a file; nil when there is none.
package func canonicalText(_ tree: SyntaxTree) -> String? { tree.root.map { canonicalText($0.markup) } }

/// A chain in its canonical form: parts and attributes in order, what is so by default left out, lists and texts without
/// white space around their words, and one way on written as `next`.
package func canonical(_ element: Markup) -> Markup {
  guard element.name.namespace == Grammar.chain.namespace, let rule = ChainForm.shared.rules[element.name.local] else {
    return element
  }
  var result = Markup(element.name)
  result.attributes = ChainForm.shared.ordered(element.attributes.compactMap { rule.canonical($0) }, by: rule)
  switch rule.rule.text {
  case .text:
    let isProse = ["documentation", "title"].contains(element.name.local)
    let text = isProse ? proseLines(element.text).joined(separator: "\n") : trimmed(element.text)
    result.content = text.isEmpty ? [] : [.text(text)]
  case .none:
    let children = element.children.map(canonical)
    let places = children.map { ChainForm.shared.place(of: $0) }
    result.children = children.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { children[$0] }
  }
  rule.joinFlows(&result)
  return result
}

private func trimmed(_ text: String) -> String {
  let blank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" }
  let scalars = text.unicodeScalars
  guard let first = scalars.firstIndex(where: { !blank($0) }), let last = scalars.lastIndex(where: { !blank($0) })
  else { return "" }
  return String(scalars[first...last])
}

/// What the canonical form knows of the grammar.
private struct ChainForm {
  static let shared = ChainForm()

  struct Rule {
    let rule: ElementRule
    let attributes: [String: AttributeRule]
    var hasID: Bool { attributes["id"] != nil }
    var hasNext: Bool { attributes["next"] != nil }
  }

  let rules: [String: Rule]

  init() {
    rules = Dictionary(
      Grammar.chain.elements.map { rule in
        let attributes = Dictionary(rule.attributes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        return (rule.name, Rule(rule: rule, attributes: attributes))
      }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Order

  /// What stands first on what has an id.
  private static let head = ["id", "version", "xml:lang", "title", "basis", "by", "driver"]
  /// What stands last: when it may happen, what it does with data, and where it leads.
  private static let tail = ["if", "reads", "knows", "writes", "purpose", "closes", "next"]

  func ordered(_ attributes: [Markup.Attribute], by rule: Rule) -> [Markup.Attribute] {
    func place(_ attribute: Markup.Attribute) -> Int {
      let name = attribute.name.qualifiedLocal
      if rule.hasID, let index = Self.head.firstIndex(of: name) { return index }
      if let index = Self.tail.firstIndex(of: name) { return 10_000 + index }
      return 100 + (rule.rule.attributes.firstIndex { $0.name == name } ?? 1000)
    }
    let places = attributes.map(place)
    return attributes.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { attributes[$0] }
  }

  /// The parts in their order; what is not named here is a node, a step or foreign, and stays in the middle.
  private static let before = [
    ["title"], ["documentation"], ["network"], ["purpose"], ["types"], ["calendar"], ["dossier"], ["message"],
    ["signal"], ["error"], ["escalation"], ["result"], ["import"], ["decision"], ["procedure"], ["path"],
    ["standardLoop", "multiInstance"], ["input"], ["output"], ["trigger"], ["dataObject"],
  ]
  private static let after = [
    ["flow"], ["catalogue"], ["term"], ["constraint"], ["condition", "milestone", "response", "include", "exclude"],
    ["boundaryEvent"],
  ]

  func place(of child: Markup) -> Int {
    guard child.name.namespace == Grammar.chain.namespace else { return 100 }
    if let index = Self.before.firstIndex(where: { $0.contains(child.name.local) }) { return index }
    if let index = Self.after.firstIndex(where: { $0.contains(child.name.local) }) { return 200 + index }
    return 100
  }
}

extension ChainForm.Rule {
  /// What an attribute says when it is not there.
  private static let defaults = [
    "interrupting": "true", "included": "true", "cancelRemainingInstances": "true", "hitPolicy": "UNIQUE",
    "behavior": "All", "ordering": "Parallel", "eventGatewayType": "Exclusive", "startQuantity": "1",
    "completionQuantity": "1",
  ]

  /// The attribute with its value in canonical form; nil when it says what is so without it.
  func canonical(_ attribute: Markup.Attribute) -> Markup.Attribute? {
    guard let rule = attributes[attribute.name.qualifiedLocal] else { return attribute }
    var result = attribute
    switch rule.type {
    case .references, .markedReferences, .words, .id, .reference:
      result.value = attribute.value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    default: result.value = trimmed(attribute.value)
    }
    let isPlain = Self.defaults[rule.name] ?? (rule.type == .boolean ? "false" : nil)
    return result.value == isPlain ? nil : result
  }

  /// One way on without a condition or a text is `next`; beside other flows it is the last of them.
  func joinFlows(_ element: inout Markup) {
    guard hasNext else { return }
    let flows = element.children.filter { $0.name.local == "flow" }
    if flows.count == 1, element["next"] == nil, flows[0].attributes.count == 1, flows[0].content.isEmpty {
      element["next"] = flows[0]["to"]
      element.children.removeAll { $0.name.local == "flow" }
    } else if let next = element["next"], let last = element.children.lastIndex(where: { $0.name.local == "flow" }) {
      element["next"] = nil
      element.content.insert(
        .element(Markup("flow", namespace: Grammar.chain.namespace, ["to": next])), at: last + 1)
    }
  }
}

extension SyntaxTree.Name {
  /// The name as the grammar writes it.
  fileprivate var qualifiedLocal: String {
    namespace == GrammarIndex.xmlNamespace ? "xml:\(local)" : namespace.isEmpty ? local : "{\(namespace)}\(local)"
  }
}
