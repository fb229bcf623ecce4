/// A RELAX NG schema before it is written in one of its two syntaxes.
struct RelaxNGSchema {
  indirect enum Pattern: Sendable {
    case empty, text
    case ref(String)
    case group([Pattern])
    case interleave([Pattern])
    case choice([Pattern])
    case optional(Pattern)
    case zeroOrMore(Pattern)
    case oneOrMore(Pattern)
    case mixed(Pattern)
    /// A string that matches a regular expression of XML Schema.
    case data(String)
    case value(String)
    case element(String, Pattern)
    case attribute(String, documentation: String, Pattern)
    /// Any element, but for those of the language unless `all`.
    case anyElement(all: Bool, Pattern)
    /// Any attribute of another namespace; of any at all when `all`.
    case anyAttribute(all: Bool, exceptLanguage: Bool)
  }

  struct Definition: Sendable {
    var name: String
    var documentation: String
    var pattern: Pattern
  }

  var namespace: String
  var start: String
  var definitions: [Definition]

  /// The schema of what a grammar allows and this version supports.
  init(_ grammar: Grammar) {
    namespace = grammar.namespace
    start = Self.element(grammar.root)
    let rules = Self.reachable(grammar)
    definitions = rules.map { rule in
      Definition(
        name: Self.element(rule.key), documentation: rule.summary,
        pattern: .element(rule.name, .group(Self.attributes(rule) + [Self.content(rule, among: rules)])))
    }
    var words: [String: Definition] = [:]
    for rule in rules {
      for attribute in rule.attributes where attribute.unsupported == nil {
        guard let name = attribute.type.definitionName else { continue }
        words[name] = Definition(name: name, documentation: "", pattern: .data(attribute.type.pattern))
      }
    }
    definitions += words.values.sorted { $0.name < $1.name }
    definitions += Self.foreign
  }

  private static func element(_ name: String) -> String { "element.\(name)" }

  /// The supported rules that can be reached from the root, in the order of the grammar.
  private static func reachable(_ grammar: Grammar) -> [ElementRule] {
    var found: Set<String> = []
    var waiting = [grammar.root]
    while let name = waiting.popLast() {
      guard let rule = grammar[name], rule.unsupported == nil, found.insert(name).inserted else { continue }
      waiting += rule.children.filter { $0.unsupported == nil }.map(\.key)
    }
    return grammar.elements.filter { found.contains($0.key) }
  }

  private static func attributes(_ rule: ElementRule) -> [Pattern] {
    let own = rule.attributes.filter { $0.unsupported == nil }
    let patterns = own.map { attribute -> Pattern in
      let pattern = Pattern.attribute(attribute.name, documentation: attribute.summary, value(attribute.type))
      return attribute.isRequired ? pattern : .optional(pattern)
    }
    return patterns + [
      .ref(own.contains { $0.name == "xml:lang" } ? "foreign.attributes.but.lang" : "foreign.attributes")
    ]
  }

  private static func value(_ type: AttributeType) -> Pattern {
    if let name = type.definitionName { return .ref(name) }
    switch type {
    case .enumeration(let values): return .choice(values.map { .value($0) })
    default: return .data(type.pattern)
    }
  }

  private static func content(_ rule: ElementRule, among rules: [ElementRule]) -> Pattern {
    let keys = Set(rules.map(\.key))
    let children = rule.children.filter { $0.unsupported == nil && keys.contains($0.key) }
    let many = children.filter { $0.occurrence == .many }.map { Pattern.ref(element($0.key)) }
    let free = Pattern.zeroOrMore(.choice(many + [.ref("foreign.element")]))
    let counted = children.compactMap { child -> Pattern? in
      let ref = Pattern.ref(element(child.key))
      return switch child.occurrence {
      case .optional: .optional(ref)
      case .one: ref
      case .oneOrMore: .oneOrMore(ref)
      case .many: nil
      }
    }
    let all: Pattern = counted.isEmpty ? free : .interleave(counted + [free])
    return rule.text == .text ? .mixed(all) : all
  }

  private static let foreign = [
    Definition(
      name: "foreign.element", documentation: "Elements of other namespaces are kept and ignored.",
      pattern: .anyElement(all: false, .ref("anything"))),
    Definition(
      name: "foreign.attributes", documentation: "Attributes of other namespaces are kept and ignored.",
      pattern: .zeroOrMore(.anyAttribute(all: false, exceptLanguage: false))),
    Definition(
      name: "foreign.attributes.but.lang", documentation: "",
      pattern: .zeroOrMore(.anyAttribute(all: false, exceptLanguage: true))),
    Definition(
      name: "anything", documentation: "",
      pattern: .group([
        .zeroOrMore(.anyAttribute(all: true, exceptLanguage: false)),
        .mixed(.zeroOrMore(.anyElement(all: true, .ref("anything")))),
      ])),
  ]
}

extension AttributeType {
  /// The name of the definition of such values; nil for a set of words, which stands where it is used.
  fileprivate var definitionName: String? {
    if case .oneOf = word { return nil }
    return isList ? "value.\(word).list" : "value.\(word)"
  }
}

/// The schemas of the languages, with their paths from the root of the repository.
package func grammarFiles() -> [(path: String, content: String)] {
  [Grammar.chain, .scenario, .project, .baseline].flatMap { grammar in
    let schema = RelaxNGSchema(grammar)
    return [
      (path: "Grammar/\(grammar.name).rng", content: schema.xmlSyntax),
      (path: "Grammar/\(grammar.name).rnc", content: schema.compactSyntax),
    ]
  }
}
