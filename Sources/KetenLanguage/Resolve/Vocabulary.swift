import KetenSource
import KetenXML

/// What the names of a tree mean in a chain, by their number in the tree, so that no text is compared for each element.
///
/// What is in another namespace means nothing.
struct Vocabulary {
  enum Element: String {
    case title, network, client, partner, purpose, types, type, field, dossier, item, message, procedure, path, group
    case constraint
    case step, flow, boundaryEvent, term, signal, error, escalation, standardLoop, multiInstance, `throw`, within,
      `import`,
      decision, input, output, rule,
      inputEntry, outputEntry, dataObject, trigger
  }

  enum Attribute: String {
    case id, version, title, basis, directs, actsFor, type, list, holder, purpose, retain, source, from, to, carries
    case keep, driver, by, reads, knows, writes, closes, next, message, timer, job, expression, optional, interrupting
    case terminate, required, included, repeatable, otherwise, after, within, renews, until, duration, side
    case href, `import`, ref, hitPolicy, aggregation, name, label, allowed, decision, activation, signal, error
    case escalation, condition, link, triggeredByEvent, compensation, cancel
    case behavior, call, collect, into
    case listExpression = "in"
    case element = "as"
    case startQuantity, completionQuantity, loopMaximum
    case parallelMultiple, timerExpression, instantiate, eventGatewayType
    case loopCondition, testBefore, loopCardinality, isSequential, completionCondition
    case key, correlation, ordering, cancelRemainingInstances
    case template, a, b, n, completes
    case guardExpression = "if"
    case fallback = "default"
  }

  private let isOwn: [Bool]
  private let elements: [Element?]
  private let nodeKinds: [Chain.NodeKind?]
  private let relationKinds: [Chain.Relation.Kind?]
  private let attributes: [Attribute?]

  init(_ tree: SyntaxTree) {
    let own = tree.names.map { $0.namespace == Grammar.chain.namespace }
    let locals = tree.names.map(\.local)
    isOwn = own
    elements = zip(own, locals).map { $0 ? Element(rawValue: $1) : nil }
    nodeKinds = zip(own, locals).map { $0 ? Chain.NodeKind(rawValue: $1) : nil }
    relationKinds = zip(own, locals).map { $0 ? Chain.Relation.Kind(rawValue: $1) : nil }
    attributes = tree.names.map { $0.namespace.isEmpty ? Attribute(rawValue: $0.local) : nil }
  }

  func isOwn(_ element: XMLElement) -> Bool { isOwn[Int(element.row.name)] }

  func word(_ element: XMLElement) -> Element? { elements[Int(element.row.name)] }

  func nodeKind(_ element: XMLElement) -> Chain.NodeKind? { nodeKinds[Int(element.row.name)] }

  func relationKind(_ element: XMLElement) -> Chain.Relation.Kind? { relationKinds[Int(element.row.name)] }

  func word(_ attribute: XMLAttribute) -> Attribute? { attributes[Int(attribute.row.name)] }

  /// The attribute with this meaning.
  func attribute(_ word: Attribute, of element: XMLElement) -> XMLAttribute? {
    let row = element.row
    let first = Int(row.firstAttribute)
    for index in first..<first + Int(row.attributeCount)
    where attributes[Int(element.tree.attributes[index].name)] == word {
      return XMLAttribute(tree: element.tree, index: index)
    }
    return nil
  }

  func value(_ word: Attribute, of element: XMLElement) -> String? { attribute(word, of: element)?.trimmed }

  func flag(_ word: Attribute, of element: XMLElement) -> Bool { attribute(word, of: element)?.isTrue ?? false }

  func timed(_ word: Attribute, of element: XMLElement) -> (text: String, range: SourceRange)? {
    attribute(word, of: element).map { ($0.trimmed, $0.valueRange) }
  }
}
