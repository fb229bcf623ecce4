/// A grammar as arrays, so that an element costs a few look-ups by number and no string is compared.
struct GrammarIndex {
  static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"

  let grammar: Grammar
  /// Every attribute name of the grammar, once.
  private(set) var attributeNames: [String] = []
  private var elementNumbers: [String: Int] = [:]
  private var attributeNumbers: [String: Int] = [:]
  private var childTable: [Int16] = []
  private var attributeTable: [Int16] = []
  /// For each element, the children and attributes that must be there, as indices in its rule.
  private(set) var requiredChildren: [[Int]] = []
  private(set) var requiredAttributes: [[Int]] = []

  init(_ grammar: Grammar) {
    self.grammar = grammar
    for (number, rule) in grammar.elements.enumerated() {
      elementNumbers[rule.name] = number
      for attribute in rule.attributes where attributeNumbers[attribute.name] == nil {
        attributeNumbers[attribute.name] = attributeNames.count
        attributeNames.append(attribute.name)
      }
    }
    let elementCount = grammar.elements.count
    childTable = [Int16](repeating: -1, count: elementCount * elementCount)
    attributeTable = [Int16](repeating: -1, count: elementCount * attributeNames.count)
    for (number, rule) in grammar.elements.enumerated() {
      for (index, child) in rule.children.enumerated() {
        guard let childNumber = elementNumbers[child.name] else { continue }
        childTable[number * elementCount + childNumber] = Int16(index)
      }
      for (index, attribute) in rule.attributes.enumerated() {
        guard let attributeNumber = attributeNumbers[attribute.name] else { continue }
        attributeTable[number * attributeNames.count + attributeNumber] = Int16(index)
      }
      requiredChildren.append(
        rule.children.indices.filter { [.one, .oneOrMore].contains(rule.children[$0].occurrence) })
      requiredAttributes.append(rule.attributes.indices.filter { rule.attributes[$0].isRequired })
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
    let index = childTable[parent * grammar.elements.count + child]
    return index < 0 ? nil : Int(index)
  }

  /// The index of an attribute in the rule of its element; nil when the element does not have it.
  func attribute(_ attribute: Int, of element: Int) -> Int? {
    let index = attributeTable[element * attributeNames.count + attribute]
    return index < 0 ? nil : Int(index)
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
