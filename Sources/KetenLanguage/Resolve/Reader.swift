import KetenSource
import KetenXML

/// Reads a validated tree into a `Chain`; what the grammar refused is passed over in silence.
package func readChain(_ tree: SyntaxTree) -> Chain? {
  guard let root = tree.root, root.local == Grammar.chain.root, root.name.namespace == Grammar.chain.namespace
  else { return nil }
  var reader = ChainReader(chain: Chain(tree: tree), vocabulary: Vocabulary(tree))
  reader.readChain(root)
  reader.chain.listParts()
  return reader.chain
}

struct ChainReader {
  var chain: Chain
  let vocabulary: Vocabulary

  mutating func readChain(_ root: XMLElement) {
    chain.name = heading(root)?.name ?? Chain.Name(text: "chain", range: root.nameRange)
    chain.version = vocabulary.value(.version, of: root) ?? ""
    chain.language = root.attributes.first { $0.name.local == "lang" }?.value
    for child in root.children { readPart(child) }
  }

  mutating func readPart(_ element: XMLElement) {
    switch vocabulary.word(element) {
    case .title: if chain.title == nil { chain.title = element.text?.trimmed.string }
    case .network: for child in element.children { readParty(child) }
    case .purpose: if let heading = heading(element) { chain.purposes.append(Chain.Purpose(heading: heading)) }
    case .types: for child in element.children where vocabulary.word(child) == .type { readType(child) }
    case .dossier: for child in element.children where vocabulary.word(child) == .item { readItem(child, of: element) }
    case .message: readMessage(element)
    case .import: readImport(element)
    case .signal, .error, .escalation: if let heading = heading(element) { chain.triggers.append(heading) }
    case .decision: readDecision(element)
    case .procedure:
      guard let heading = heading(element) else { return }
      chain.procedures.append(
        Chain.Procedure(
          heading: heading, purposes: references(.purpose, of: element),
          isRepeatable: vocabulary.flag(.repeatable, of: element), body: body(element)))
    case .path: readPath(element)
    case .constraint: readConstraint(element, path: nil)
    case .term: if let term = term(element) { chain.terms.append(term) }
    default: if let relation = relation(element) { chain.relations.append(relation) }
    }
  }

  mutating func readParty(_ element: XMLElement) {
    let word = vocabulary.word(element)
    guard word == .client || word == .partner, let heading = heading(element) else { return }
    chain.parties.append(
      Chain.Party(
        heading: heading, isClient: word == .client, directs: vocabulary.flag(.directs, of: element),
        actsFor: reference(.actsFor, of: element)))
  }

  mutating func readType(_ element: XMLElement) {
    guard let heading = heading(element) else { return }
    var type = Chain.TypeDeclaration(
      heading: heading, type: type(of: element), isList: vocabulary.flag(.list, of: element))
    for child in element.children where vocabulary.word(child) == .field {
      guard let name = name(of: child), let reference = self.type(of: child) else { continue }
      type.fields.append(
        Chain.TypeDeclaration.Field(name: name, type: reference, isList: vocabulary.flag(.list, of: child)))
    }
    chain.types.append(type)
  }

  mutating func readItem(_ element: XMLElement, of dossier: XMLElement) {
    guard let heading = heading(element), let type = type(of: element) else { return }
    var item = Chain.Item(heading: heading, type: type, isList: vocabulary.flag(.list, of: element))
    item.holder = reference(.holder, of: element) ?? reference(.holder, of: dossier)
    let own = references(.purpose, of: element)
    item.purposes = own.isEmpty ? references(.purpose, of: dossier) : own
    item.retain = vocabulary.value(.retain, of: element) ?? vocabulary.value(.retain, of: dossier)
    item.source = vocabulary.value(.source, of: element)
    item.heading.basis = item.heading.basis ?? vocabulary.value(.basis, of: dossier)
    chain.items.append(item)
  }

  /// A piece of data of a scope.
  mutating func data(_ element: XMLElement) -> Chain.Item? {
    guard let heading = heading(element), let type = type(of: element) else { return nil }
    return Chain.Item(heading: heading, type: type, isList: vocabulary.flag(.list, of: element))
  }

  mutating func readMessage(_ element: XMLElement) {
    guard let heading = heading(element) else { return }
    chain.messages.append(
      Chain.Message(
        heading: heading, from: references(.from, of: element), to: references(.to, of: element),
        carries: references(.carries, of: element), keep: vocabulary.value(.keep, of: element),
        key: reference(.key, of: element)))
  }

  mutating func readPath(_ element: XMLElement) {
    guard let heading = heading(element) else { return }
    var path = Chain.Path(
      heading: heading, driver: reference(.driver, of: element), purposes: references(.purpose, of: element))
    _ = readSteps(of: element, into: &path)
    chain.paths.append(path)
  }

  /// Reads the steps, groups and relations of a path or group, and gives what is in it: all of it, and its own parts.
  mutating func readSteps(
    of element: XMLElement, into path: inout Chain.Path
  ) -> (members: [Chain.Name], parts: [Chain.Name]) {
    var members: [Chain.Name] = []
    var parts: [Chain.Name] = []
    for child in element.children {
      switch vocabulary.word(child) {
      case .step:
        guard let step = node(child, .step) else { continue }
        members.append(step.heading.name)
        parts.append(step.heading.name)
        path.steps.append(step)
      case .group:
        let inner = readSteps(of: child, into: &path)
        members += inner.members
        guard let heading = heading(child) else { continue }
        let completes = vocabulary.flag(.completes, of: child)
        if completes { members.append(heading.name) }
        parts += completes ? [heading.name] : inner.parts
        path.groups.append(
          Chain.Group(heading: heading, members: inner.members, parts: inner.parts, completes: completes))
      case .constraint: readConstraint(child, path: chain.paths.count)
      default: if let relation = relation(child) { path.relations.append(relation) }
      }
    }
    return (members, parts)
  }

  mutating func body(_ element: XMLElement) -> Chain.Body {
    var body = Chain.Body()
    for child in element.children where vocabulary.word(child) != .boundaryEvent {
      if let kind = vocabulary.nodeKind(child), kind != .step {
        if let node = node(child, kind) { body.nodes.append(node) }
      } else if vocabulary.word(child) == .term {
        if let term = term(child) { body.terms.append(term) }
      } else if vocabulary.word(child) == .dataObject {
        if let data = data(child) { body.data.append(data) }
      } else if let relation = relation(child) {
        body.relations.append(relation)
      }
    }
    joinLinks(&body)
    return body
  }

  /// A link is a way on, from each throw event to the catch event of the same name.
  private func joinLinks(_ body: inout Chain.Body) {
    let ends = body.nodes.filter { $0.kind == .intermediateCatchEvent && $0.link != nil }
    for (number, node) in body.nodes.enumerated() where node.kind == .intermediateThrowEvent && node.next == nil {
      guard let link = node.link, let end = ends.first(where: { $0.link?.number == link.number }) else { continue }
      var content = node.content
      let name = end.heading.name
      let next = Chain.Reference(number: name.number, name: name.text, range: link.range)
      content.next = next
      content.targets.append(next)
      body.nodes[number] = Chain.Node(content)
    }
  }

  mutating func node(_ element: XMLElement, _ kind: Chain.NodeKind) -> Chain.Node? {
    guard let heading = heading(element) else { return nil }
    var node = Chain.NodeContent(heading: heading, kind: kind)
    for attribute in element.attributes { read(attribute, into: &node) }
    for child in element.children {
      let word = vocabulary.word(child)
      if word == .trigger { node.triggers.append(trigger(child, of: node)) }
      if word == .flow, let flow = flow(child) { node.flows.append(flow) }
      if word == .standardLoop || word == .multiInstance { node.loops.append(loop(child, of: heading)) }
      if word == .input, let mapping = mapping(child) { node.inputs.append(mapping) }
      if word == .output, let mapping = mapping(child) { node.outputs.append(mapping) }
      if word == .boundaryEvent, let event = self.node(child, .boundaryEvent) { node.boundary.append(event) }
    }
    for flow in node.flows { node.targets.append(flow.to) }
    if let next = node.next { node.targets.append(next) }
    if kind == .subProcess || kind == .transaction || kind == .adHocSubProcess { node.body = body(element) }
    return Chain.Node(node)
  }

  /// One of several triggers: what the node would say if it had this one alone.
  private mutating func trigger(_ element: XMLElement, of node: Chain.NodeContent) -> Chain.Node {
    var trigger = Chain.NodeContent(heading: node.heading, kind: node.kind)
    trigger.heading.range = element.nameRange
    for attribute in element.attributes { read(attribute, into: &trigger) }
    return Chain.Node(trigger)
  }

  private mutating func loop(_ element: XMLElement, of activity: Chain.Heading) -> Chain.Loop {
    var loop = Chain.Loop(
      range: element.nameRange, isStandard: vocabulary.word(element) == .standardLoop,
      condition: vocabulary.attribute(.loopCondition, of: element),
      testsBefore: vocabulary.flag(.testBefore, of: element),
      maximum: vocabulary.value(.loopMaximum, of: element).flatMap { Int($0) },
      cardinality: vocabulary.attribute(.loopCardinality, of: element),
      isSequential: vocabulary.flag(.isSequential, of: element),
      completion: vocabulary.attribute(.completionCondition, of: element))
    loop.list = vocabulary.attribute(.listExpression, of: element)
    loop.element = reference(.element, of: element).map {
      Chain.Name(number: $0.number, text: $0.name, range: $0.range)
    }
    loop.collect = vocabulary.attribute(.collect, of: element)
    loop.into = reference(.into, of: element)
    for child in element.children where vocabulary.word(child) == .dataObject {
      if let data = data(child) { loop.data.append(data) }
    }
    if let word = vocabulary.value(.behavior, of: element), let behavior = Chain.Loop.Behavior(rawValue: word) {
      loop.behavior = behavior
    }
    for child in element.children where vocabulary.word(child) == .throw {
      // It stands for the activity: what goes up from it goes up from there.
      let heading = Chain.Heading(name: activity.name, element: child.local, range: child.nameRange)
      var event = Chain.NodeContent(heading: heading, kind: .intermediateThrowEvent)
      for attribute in child.attributes { read(attribute, into: &event) }
      loop.throws.append(Chain.Node(event))
    }
    return loop
  }

  private mutating func mapping(_ element: XMLElement) -> Chain.Mapping? {
    guard let from = vocabulary.attribute(.from, of: element), let to = reference(.to, of: element) else { return nil }
    return Chain.Mapping(from: from, to: to, range: element.nameRange)
  }

  mutating func read(_ attribute: XMLAttribute, into node: inout Chain.NodeContent) {
    switch vocabulary.word(attribute) {
    case .by: node.by = attribute.references(&chain.names)
    case .reads: node.access.reads = attribute.references(&chain.names)
    case .knows: node.access.knows = attribute.references(&chain.names)
    case .writes: node.access.writes = attribute.references(&chain.names)
    case .purpose: node.access.purposes = attribute.references(&chain.names)
    case .guardExpression: node.guardAttribute = attribute
    case .closes: node.closes = attribute.reference(&chain.names)
    case .next: node.next = attribute.reference(&chain.names)
    case .message: node.message = attribute.reference(&chain.names)
    case .timer: node.timer = (attribute.trimmed, attribute.valueRange)
    case .correlation: node.correlation = attribute
    case .timerExpression: node.timerExpression = attribute
    case .job: node.job = attribute.trimmed
    case .expression: node.expression = attribute
    case .activation: node.activation = attribute
    case .signal: node.signal = attribute.reference(&chain.names)
    case .error: node.error = attribute.reference(&chain.names)
    case .escalation: node.escalation = attribute.reference(&chain.names)
    case .condition: node.condition = attribute
    case .compensation: node.compensation = attribute.reference(&chain.names)
    case .parallelMultiple: node.isParallelMultiple = attribute.isTrue
    case .instantiate: node.instantiates = attribute.isTrue
    case .eventGatewayType: node.isParallelBeginning = attribute.trimmed == "Parallel"
    case .cancel: node.isCancel = attribute.isTrue
    case .link: node.link = attribute.reference(&chain.names)
    case .triggeredByEvent: node.isTriggeredByEvent = attribute.isTrue
    case .decision: node.decision = attribute.reference(&chain.names)
    case .optional: node.isOptional = attribute.isTrue
    case .interrupting: node.isInterrupting = attribute.isTrue
    case .terminate: node.terminates = attribute.isTrue
    case .required: node.isRequired = attribute.isTrue
    case .included: node.isIncluded = attribute.isTrue
    case .repeatable: node.isRepeatable = attribute.isTrue
    case .ordering: node.isSequential = attribute.trimmed == "Sequential"
    case .completionCondition: node.completion = attribute
    case .cancelRemainingInstances: node.cancelsRemaining = attribute.isTrue
    case .call: node.call = attribute.reference(&chain.names)
    case .startQuantity: node.startQuantity = Int(attribute.trimmed) ?? 1
    case .completionQuantity: node.completionQuantity = Int(attribute.trimmed) ?? 1
    default: break
    }
  }

  mutating func flow(_ element: XMLElement) -> Chain.Flow? {
    guard let to = reference(.to, of: element) else { return nil }
    return Chain.Flow(
      to: to, guardAttribute: vocabulary.attribute(.guardExpression, of: element),
      isOtherwise: vocabulary.flag(.otherwise, of: element), range: element.nameRange,
      title: vocabulary.value(.title, of: element))
  }

  mutating func relation(_ element: XMLElement) -> Chain.Relation? {
    guard let kind = vocabulary.relationKind(element) else { return nil }
    return Chain.Relation(
      kind: kind, range: element.nameRange, from: references(.from, of: element), to: references(.to, of: element),
      guardAttribute: vocabulary.attribute(.guardExpression, of: element),
      basis: vocabulary.value(.basis, of: element), after: vocabulary.timed(.after, of: element),
      within: vocabulary.timed(.within, of: element), renews: vocabulary.flag(.renews, of: element))
  }

  mutating func readConstraint(_ element: XMLElement, path: Int?) {
    guard let template = vocabulary.value(.template, of: element).flatMap(ConstraintTemplate.init),
      let first = reference(.a, of: element)
    else { return }
    chain.constraints.append(
      Chain.Constraint(
        template: template, range: element.nameRange, a: first, b: reference(.b, of: element),
        times: vocabulary.timed(.n, of: element), basis: vocabulary.value(.basis, of: element), path: path))
  }

  mutating func term(_ element: XMLElement) -> Chain.Term? {
    guard let heading = heading(element),
      let within = element.children.first(where: { vocabulary.word($0) == .within }),
      let duration = vocabulary.timed(.duration, of: within)
    else { return nil }
    return Chain.Term(
      heading: heading, from: references(.from, of: element), until: references(.until, of: element),
      duration: duration, renews: vocabulary.flag(.renews, of: element),
      source: vocabulary.value(.source, of: element), side: vocabulary.value(.side, of: element))
  }
}

// MARK: - Names

extension ChainReader {
  mutating func heading(_ element: XMLElement) -> Chain.Heading? {
    guard let name = name(of: element) else { return nil }
    return Chain.Heading(
      name: name, element: element.local, title: vocabulary.value(.title, of: element),
      basis: vocabulary.value(.basis, of: element), range: element.nameRange)
  }

  private mutating func name(of element: XMLElement) -> Chain.Name? {
    guard let first = reference(.id, of: element) else { return nil }
    return Chain.Name(number: first.number, text: first.name, range: first.range)
  }

  private mutating func references(_ word: Vocabulary.Attribute, of element: XMLElement) -> [Chain.Reference] {
    vocabulary.attribute(word, of: element)?.references(&chain.names) ?? []
  }

  mutating func reference(_ word: Vocabulary.Attribute, of element: XMLElement) -> Chain.Reference? {
    vocabulary.attribute(word, of: element)?.reference(&chain.names)
  }

  /// The `type` attribute.
  mutating func type(of element: XMLElement) -> Chain.Reference? {
    vocabulary.attribute(.type, of: element)?.phrase(&chain.names)
  }
}
