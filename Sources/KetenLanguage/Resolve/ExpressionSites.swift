import FEEL
import KetenSource
import KetenXML

/// An expression where it stands: what it must give, and what it may read.
struct ExpressionSite {
  /// A name that only this expression may use.
  typealias Local = (name: String, type: ValueType, reading: ExpressionTable.Reading)

  var attribute: XMLAttribute
  var text: SourceText
  var expected: ValueType
  /// The body whose data it reads.
  var body: Int?
  /// The procedure it stands in, when that does not follow from the body.
  var procedure: Int?
  /// Whether it computes a timer.
  var isTimer = false
  /// What the expression may read of items, when that is not everything.
  var visible: [Chain.Reference]?
  /// What it may read besides.
  var locals: [Local] = []

  init(
    _ attribute: XMLAttribute, expected: ValueType, in body: Int? = nil, visible: [Chain.Reference]? = nil,
    locals: [Local] = []
  ) {
    (self.attribute, self.expected, self.body) = (attribute, expected, body)
    (self.visible, self.locals) = (visible, locals)
    text = attribute.text
  }
}

/// Finds the expressions of a chain.
struct ExpressionSites {
  let chain: Chain
  let index: ChainIndex
  let scopes: DataScopes
  /// The types that the file gives items and data.
  let itemTypes: [String: ValueType]

  /// All of them, in file order.
  func collect() -> [ExpressionSite] {
    var sites: [ExpressionSite] = []
    for entry in index.entries { sites += self.sites(entry) }
    func add(_ relation: Chain.Relation, in procedure: Int?) {
      guard let attribute = relation.guardAttribute else { return }
      var site = ExpressionSite(attribute, expected: .boolean)
      site.procedure = procedure
      sites.append(site)
    }
    for relation in chain.relations + chain.paths.flatMap(\.relations) { add(relation, in: nil) }
    for entry in index.bodies { for relation in entry.body.relations { add(relation, in: entry.procedure) } }
    return sites.sorted { $0.attribute.index < $1.attribute.index }
  }

  private func sites(_ entry: ChainIndex.Entry) -> [ExpressionSite] {
    let node = entry.node
    let body = scopes.place(of: entry)
    let own = entry.host == nil ? instanceLocals(node) : []
    var sites: [ExpressionSite] = []
    func add(
      _ attribute: XMLAttribute?, _ type: ValueType, visible: [Chain.Reference]? = nil,
      locals: [ExpressionSite.Local] = []
    ) {
      guard let attribute else { return }
      sites.append(ExpressionSite(attribute, expected: type, in: body, visible: visible, locals: own + locals))
    }
    add(node.guardAttribute, .boolean, visible: node.by.isEmpty ? nil : node.access.reads + node.access.writes)
    add(node.expression, node.access.writes.first.flatMap { itemTypes[$0.name] } ?? .any)
    for trigger in node.withTriggers {
      add(trigger.condition, .boolean)
      guard let attribute = trigger.timerExpression else { continue }
      var site = ExpressionSite(attribute, expected: .any, in: body, locals: own)
      site.isTimer = true
      sites.append(site)
    }
    if let attribute = node.correlation {
      let key = chain.messages.first { $0.heading.name.number == node.message?.number }?.key
      add(attribute, key.flatMap { itemTypes[$0.name] } ?? .any)
    }
    if let attribute = node.completion {
      let inner = index.bodies.firstIndex { $0.owner.name.number == node.heading.name.number }
      sites.append(ExpressionSite(attribute, expected: .boolean, in: inner))
    }
    add(
      node.activation, .boolean,
      locals: [("activationCount", .number, .arrived(node.heading.name.text))])
    for mapping in node.inputs { add(mapping.from, itemTypes[mapping.to.name] ?? .any) }
    for mapping in node.outputs {
      let called = index.bodies.firstIndex { $0.parent == nil && $0.owner.name.number == node.call?.number }
      sites.append(ExpressionSite(mapping.from, expected: itemTypes[mapping.to.name] ?? .any, in: called))
    }
    for flow in node.flows { add(flow.guardAttribute, .boolean) }
    for loop in node.loops { sites += self.sites(loop, of: node, in: body) }
    return sites
  }

  /// What an expression of an activity that is done several times may read of its instance.
  private func instanceLocals(_ node: Chain.Node) -> [ExpressionSite.Local] {
    guard let loop = node.loops.first, !loop.isStandard else { return [] }
    let counter = DataScopes.counterItem(node.heading.name.text)
    return DataScopes.ofInstance(node).map { ($0.text, itemTypes[$0.item] ?? .any, .item($0.item)) }
      + [("loopCounter", .number, .item(counter))]
  }

  private func sites(_ loop: Chain.Loop, of node: Chain.Node, in body: Int?) -> [ExpressionSite] {
    let activity = node.heading.name.text
    let facts = { (facts: [ExpressionTable.InstanceFact]) -> [ExpressionSite.Local] in
      facts.map { ($0.rawValue, .number, .instances(activity, $0)) }
    }
    let turns = facts([.turns])
    var counts = facts([.all, .active, .completed])
    if let into = loop.into {
      counts.append((into.name, itemTypes[into.name] ?? .any, .item(DataScopes.collectedItem(activity))))
    }
    let result = loop.into.flatMap { itemTypes[$0.name] }
    // What a sub-process gives it reads where it ends: in itself.
    let inner = node.body == nil ? body : index.bodies.firstIndex { $0.owner.name.number == node.heading.name.number }
    let guards = loop.throws.compactMap(\.guardAttribute)
    return guards.map { ExpressionSite($0, expected: .boolean, in: body, locals: counts) }
      + [
        loop.condition.map { ExpressionSite($0, expected: .boolean, in: body, locals: turns) },
        loop.cardinality.map { ExpressionSite($0, expected: .number, in: body) },
        loop.completion.map { ExpressionSite($0, expected: .boolean, in: body, locals: counts) },
        loop.collect.map {
          ExpressionSite($0, expected: result?.element ?? .any, in: inner, locals: instanceLocals(node))
        },
      ].compactMap { $0 }
  }

  /// The lists that instances are made of, the outer ones first: their types are those of what is called by a name in
  /// the instances.
  func lists() -> [(activity: String, site: ExpressionSite)] {
    index.entries.compactMap { entry in
      guard let list = entry.node.loops.first?.list else { return nil }
      return (entry.node.heading.name.text, ExpressionSite(list, expected: .list(.any), in: scopes.place(of: entry)))
    }
  }
}

extension ValueType {
  /// What a list of this type holds; anything when it is none.
  fileprivate var element: ValueType { if case .list(let element) = self { element } else { .any } }
}
