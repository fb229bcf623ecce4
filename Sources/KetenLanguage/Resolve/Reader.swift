import KetenSource

/// Reads a validated tree into a `Chain`; what the grammar refused is passed over in silence.
package func readChain(_ tree: SyntaxTree) -> Chain? {
  guard let root = tree.root, root.local == Grammar.chain.root, root.name.namespace == Grammar.chain.namespace
  else { return nil }
  var reader = ChainReader(chain: Chain(tree: tree))
  reader.readChain(root)
  return reader.chain
}

private struct ChainReader {
  var chain: Chain

  mutating func readChain(_ root: XMLElement) {
    chain.name = heading(root)?.name ?? Chain.Name(text: "chain", range: root.nameRange)
    chain.version = root.value("version") ?? ""
    chain.language = root.attributes.first { $0.name.local == "lang" }?.value
    for child in root.ownChildren { readPart(child) }
  }

  mutating func readPart(_ element: XMLElement) {
    switch element.local {
    case "title": if chain.title == nil { chain.title = element.text?.trimmed.string }
    case "network": for child in element.ownChildren { readParty(child) }
    case "purpose": if let heading = heading(element) { chain.purposes.append(Chain.Purpose(heading: heading)) }
    case "types": for child in element.ownChildren where child.local == "type" { readType(child) }
    case "dossier": for child in element.ownChildren where child.local == "item" { readItem(child, of: element) }
    case "message": readMessage(element)
    case "procedure":
      guard let heading = heading(element) else { return }
      chain.procedures.append(
        Chain.Procedure(heading: heading, purposes: element.references("purpose"), body: body(element)))
    case "path": readPath(element)
    case "term": if let term = term(element) { chain.terms.append(term) }
    default: if let relation = relation(element) { chain.relations.append(relation) }
    }
  }

  mutating func readParty(_ element: XMLElement) {
    guard ["client", "partner"].contains(element.local), let heading = heading(element) else { return }
    chain.parties.append(
      Chain.Party(
        heading: heading, isClient: element.local == "client", directs: element.flag("directs") ?? false,
        actsFor: element.references("actsFor").first))
  }

  mutating func readType(_ element: XMLElement) {
    guard let heading = heading(element) else { return }
    var type = Chain.TypeDeclaration(
      heading: heading, type: element.typeReference, isList: element.flag("list") ?? false)
    for child in element.ownChildren where child.local == "field" {
      guard let name = child.nameAttribute, let reference = child.typeReference else { continue }
      type.fields.append(
        Chain.TypeDeclaration.Field(name: name, type: reference, isList: child.flag("list") ?? false))
    }
    chain.types.append(type)
  }

  mutating func readItem(_ element: XMLElement, of dossier: XMLElement) {
    guard let heading = heading(element), let type = element.typeReference else { return }
    var item = Chain.Item(heading: heading, type: type, isList: element.flag("list") ?? false)
    item.holder = element.references("holder").first ?? dossier.references("holder").first
    let own = element.references("purpose")
    item.purposes = own.isEmpty ? dossier.references("purpose") : own
    item.retain = element.value("retain") ?? dossier.value("retain")
    item.source = element.value("source")
    item.heading.basis = item.heading.basis ?? dossier.value("basis")
    chain.items.append(item)
  }

  mutating func readMessage(_ element: XMLElement) {
    guard let heading = heading(element) else { return }
    chain.messages.append(
      Chain.Message(
        heading: heading, from: element.references("from"), to: element.references("to"),
        carries: element.references("carries"), keep: element.value("keep")))
  }

  mutating func readPath(_ element: XMLElement) {
    guard let heading = heading(element) else { return }
    var path = Chain.Path(
      heading: heading, driver: element.references("driver").first, purposes: element.references("purpose"))
    _ = readSteps(of: element, into: &path)
    chain.paths.append(path)
  }

  /// Reads the steps, groups and relations of a path or group, and gives the names of its steps.
  func readSteps(of element: XMLElement, into path: inout Chain.Path) -> [String] {
    var members: [String] = []
    for child in element.ownChildren {
      if child.local == "step" {
        guard let step = node(child, .step) else { continue }
        members.append(step.heading.name.text)
        path.steps.append(step)
      } else if child.local == "group" {
        let inner = readSteps(of: child, into: &path)
        members += inner
        if let heading = heading(child) { path.groups.append(Chain.Group(heading: heading, members: inner)) }
      } else if let relation = relation(child) {
        path.relations.append(relation)
      }
    }
    return members
  }

  func body(_ element: XMLElement) -> Chain.Body {
    var body = Chain.Body()
    for child in element.ownChildren where child.local != "boundaryEvent" {
      if let kind = Chain.NodeKind(rawValue: child.local), kind != .step {
        if let node = node(child, kind) { body.nodes.append(node) }
      } else if child.local == "term" {
        if let term = term(child) { body.terms.append(term) }
      } else if let relation = relation(child) {
        body.relations.append(relation)
      }
    }
    return body
  }

  func node(_ element: XMLElement, _ kind: Chain.NodeKind) -> Chain.Node? {
    guard let heading = heading(element) else { return nil }
    var node = Chain.Node(heading: heading, kind: kind)
    for attribute in element.attributes where attribute.name.namespace.isEmpty { read(attribute, into: &node) }
    for child in element.ownChildren {
      if child.local == "flow", let flow = flow(child) { node.flows.append(flow) }
      if child.local == "boundaryEvent", let event = self.node(child, .boundaryEvent) { node.boundary.append(event) }
    }
    if kind == .subProcess { node.body = body(element) }
    return node
  }

  func read(_ attribute: XMLAttribute, into node: inout Chain.Node) {
    switch attribute.name.local {
    case "by": node.by = attribute.references
    case "reads": node.access.reads = attribute.references
    case "knows": node.access.knows = attribute.references
    case "writes": node.access.writes = attribute.references
    case "purpose": node.access.purposes = attribute.references
    case "if": node.guardAttribute = attribute
    case "closes": node.closes = attribute.references.first
    case "next": node.next = attribute.references.first
    case "message": node.message = attribute.references.first
    case "timer": node.timer = (attribute.trimmed, attribute.valueRange)
    case "job": node.job = attribute.trimmed
    case "expression": node.expression = attribute
    case "optional": node.isOptional = attribute.isTrue
    case "interrupting": node.isInterrupting = attribute.isTrue
    case "terminate": node.terminates = attribute.isTrue
    case "required": node.isRequired = attribute.isTrue
    case "included": node.isIncluded = attribute.isTrue
    case "repeatable": node.isRepeatable = attribute.isTrue
    default: break
    }
  }

  func flow(_ element: XMLElement) -> Chain.Flow? {
    guard let to = element.references("to").first else { return nil }
    return Chain.Flow(
      to: to, guardAttribute: element.attribute("if"), isOtherwise: element.flag("otherwise") ?? false,
      range: element.nameRange, title: element.value("title"))
  }

  func relation(_ element: XMLElement) -> Chain.Relation? {
    guard let kind = Chain.Relation.Kind(rawValue: element.local) else { return nil }
    return Chain.Relation(
      kind: kind, range: element.nameRange, from: element.references("from"), to: element.references("to"),
      guardAttribute: element.attribute("if"), basis: element.value("basis"), after: element.timed("after"),
      within: element.timed("within"), renews: element.flag("renews") ?? false)
  }

  func term(_ element: XMLElement) -> Chain.Term? {
    guard let heading = heading(element),
      let duration = element.ownChildren.first(where: { $0.local == "within" })?.timed("duration")
    else { return nil }
    return Chain.Term(
      heading: heading, from: element.references("from"), until: element.references("until"), duration: duration,
      renews: element.flag("renews") ?? false, source: element.value("source"), side: element.value("side"))
  }

  func heading(_ element: XMLElement) -> Chain.Heading? {
    guard let name = element.nameAttribute else { return nil }
    return Chain.Heading(
      name: name, element: element.local, title: element.value("title"), basis: element.value("basis"),
      range: element.nameRange)
  }
}
