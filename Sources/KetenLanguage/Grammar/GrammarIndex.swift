import KetenXML

/// A grammar as arrays, so that an element costs a few look-ups by number and no string is compared.
struct GrammarIndex {
  static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"

  let grammar: Grammar
  /// The rules by number; shared, since copying a rule for each element of a file would cost more than looking at it.
  private(set) var elements: [ElementEntry] = []
  /// Every attribute name of the grammar, once.
  private(set) var attributeNames: [String] = []
  private var elementNumbers: [String: Int] = [:]
  private var attributeNumbers: [String: Int] = [:]
  private var childTable: [Int16] = []
  private var attributeTable: [AttributeEntry?] = []

  /// An element's rule, and the children and attributes that must be there, as indices in it.
  final class ElementEntry: Sendable {
    let rule: ElementRule
    let requiredChildren: [Int]
    let requiredAttributes: [Int]
    /// By child: the number of the rule it goes by.
    let childNumbers: [Int]

    init(_ rule: ElementRule, childNumbers: [Int]) {
      self.rule = rule
      self.childNumbers = childNumbers
      requiredChildren = rule.children.indices.filter { [.one, .oneOrMore].contains(rule.children[$0].occurrence) }
      requiredAttributes = rule.attributes.indices.filter { rule.attributes[$0].isRequired }
    }
  }

  /// An attribute's rule in one element, where it stands among the attributes of that element, and what its words may be.
  final class AttributeEntry: Sendable {
    let rule: AttributeRule
    let place: Int
    let word: WordRule
    let isList: Bool

    init(_ rule: AttributeRule, at place: Int) {
      (self.rule, self.place) = (rule, place)
      (word, isList) = (rule.type.word, rule.type.isList)
    }
  }

  init(_ grammar: Grammar) {
    self.grammar = grammar
    var keys: [String: Int] = [:]
    for (number, rule) in grammar.elements.enumerated() {
      keys[rule.key] = number
      // The first of a name is what an element is taken for, until its parent is known.
      if elementNumbers[rule.name] == nil { elementNumbers[rule.name] = number }
      for attribute in rule.attributes where attributeNumbers[attribute.name] == nil {
        attributeNumbers[attribute.name] = attributeNames.count
        attributeNames.append(attribute.name)
      }
    }
    let elementCount = grammar.elements.count
    childTable = [Int16](repeating: -1, count: elementCount * elementCount)
    attributeTable = Array(repeating: nil, count: elementCount * attributeNames.count)
    for (number, rule) in grammar.elements.enumerated() {
      for (index, child) in rule.children.enumerated() {
        guard let childNumber = elementNumbers[child.name] else { continue }
        childTable[number * elementCount + childNumber] = Int16(index)
      }
      for (index, attribute) in rule.attributes.enumerated() {
        guard let attributeNumber = attributeNumbers[attribute.name] else { continue }
        attributeTable[number * attributeNames.count + attributeNumber] = AttributeEntry(attribute, at: index)
      }
      elements.append(ElementEntry(rule, childNumbers: rule.children.map { keys[$0.key] ?? -1 }))
    }
  }

  /// What a name of a tree is to the grammar.
  enum Kind { case foreign, unknown, element(Int) }

  func element(_ name: SyntaxTree.Name) -> Kind {
    guard name.namespace == grammar.namespace else { return .foreign }
    return elementNumbers[name.local].map { .element($0) } ?? .unknown
  }

  enum AttributeKind { case foreign, unknown, attribute(Int) }

  func attribute(_ name: SyntaxTree.Name) -> AttributeKind {
    switch name.namespace {
    case "": attributeNumbers[name.local].map { .attribute($0) } ?? .unknown
    case Self.xmlNamespace: attributeNumbers["xml:\(name.local)"].map { .attribute($0) } ?? .foreign
    case grammar.namespace: .unknown
    default: .foreign
    }
  }

  /// The index of a child in the rule of its parent; nil when it may not stand there.
  func child(_ child: Int, in parent: Int) -> Int? {
    let index = childTable[parent * elements.count + child]
    return index < 0 ? nil : Int(index)
  }

  /// What an element says of an attribute; nil when it does not have it.
  func attribute(_ attribute: Int, of element: Int) -> AttributeEntry? {
    attributeTable[element * attributeNames.count + attribute]
  }

  /// The elements that may hold an element, in the order of the grammar.
  func parents(of child: Int) -> [String] {
    grammar.elements.indices.compactMap { parent in
      guard let index = self.child(child, in: parent) else { return nil }
      return grammar.elements[parent].children[index].unsupported == nil ? grammar.elements[parent].name : nil
    }
  }

  /// The elements that have an attribute, in the order of the grammar.
  func owners(of attribute: String) -> [String] {
    grammar.elements.compactMap { rule in
      rule.attributes.contains { $0.name == attribute && $0.unsupported == nil } ? rule.name : nil
    }
  }
}
