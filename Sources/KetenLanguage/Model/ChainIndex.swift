import KetenSource

/// The nodes of a chain by name, with the body each belongs to: what checks and lowering look things up in.
package struct ChainIndex: Sendable {
  package struct Entry: Sendable {
    package var node: Chain.Node
    /// The body it stands in; nil for a step.
    package var body: Int?
    /// The activity a boundary event sits on.
    package var host: String?
    /// The path a step stands in.
    package var path: Int?
    /// The purposes it inherits from its procedure or path.
    package var purposes: [Chain.Reference] = []
  }

  package struct BodyEntry: Sendable {
    package var owner: Chain.Heading
    package var parent: Int?
    package var procedure: Int
    package var body: Chain.Body
  }

  package private(set) var entries: [Entry] = []
  package private(set) var bodies: [BodyEntry] = []
  private let names: NameTable
  private var byName: NameMap<Int>
  /// The steps of each group and path.
  private var groups: NameMap<[Chain.Name]>
  /// What a group means where a relation does not reach into it; itself when it completes.
  private var parts: NameMap<[Chain.Name]>
  private var completing: NameSet

  package init(_ chain: Chain) {
    names = chain.names
    byName = NameMap(chain.names)
    groups = NameMap(chain.names)
    parts = NameMap(chain.names)
    completing = NameSet(chain.names)
    entries.reserveCapacity(chain.allNodes.count)
    for (number, procedure) in chain.procedures.enumerated() {
      add(procedure.body, owner: procedure.heading, parent: nil, procedure: number, purposes: procedure.purposes)
    }
    for (number, path) in chain.paths.enumerated() {
      for step in path.steps {
        add(Entry(node: step, body: nil, host: nil, path: number, purposes: path.purposes))
      }
      for group in path.groups {
        groups[group.heading.name.number] = group.members
        parts[group.heading.name.number] = group.completes ? [group.heading.name] : group.parts
        if group.completes { completing.insert([Chain.Reference(group.heading.name)]) }
      }
      groups[path.heading.name.number] = path.steps.map { $0.heading.name }
    }
  }

  private mutating func add(
    _ body: Chain.Body, owner: Chain.Heading, parent: Int?, procedure: Int, purposes: [Chain.Reference]
  ) {
    let number = bodies.count
    bodies.append(BodyEntry(owner: owner, parent: parent, procedure: procedure, body: body))
    for node in body.nodes {
      let inherited = node.access.purposes.isEmpty ? purposes : node.access.purposes
      add(Entry(node: node, body: number, host: nil, path: nil, purposes: inherited))
      for event in node.boundary {
        add(Entry(node: event, body: number, host: node.heading.name.text, path: nil, purposes: inherited))
      }
      if let inner = node.body {
        add(inner, owner: node.heading, parent: number, procedure: procedure, purposes: inherited)
      }
    }
  }

  private mutating func add(_ entry: Entry) {
    let name = entry.node.heading.name.number
    if byName[name] == nil { byName[name] = entries.count }
    entries.append(entry)
  }

  package subscript(_ name: NameNumber) -> Entry? { byName[name].map { entries[$0] } }

  package subscript(_ name: String) -> Entry? { names.number(of: name).flatMap { self[$0] } }

  /// Whether a body is that of an event sub-process.
  package func isEventBody(_ number: Int) -> Bool {
    let entry = bodies[number]
    return entry.parent != nil && self[entry.owner.name.number]?.node.isTriggeredByEvent ?? false
  }

  /// The ad-hoc sub-process that a body is of.
  package func adHoc(_ number: Int) -> Chain.Node? {
    let node = self[bodies[number].owner.name.number]?.node
    return node?.kind == .adHocSubProcess ? node : nil
  }

  /// The events that a name in a relation stands for: itself, or the members of a group or path.
  package func members(of reference: Chain.Reference) -> [NameNumber] {
    groups[reference.number]?.map(\.number) ?? [reference.number]
  }

  /// The groups that complete among what a relation takes out of play or into it.
  package func completingGroups(of reference: Chain.Reference) -> [NameNumber] {
    (members(of: reference) + [reference.number]).filter { completing.contains($0) }
  }

  /// The events that a relation starts at, or bears on.
  ///
  /// What holds back a group that completes holds back all in it; what it is asked for is its completion.
  package func ends(of relation: Chain.Relation) -> (from: [String], to: [String]) {
    let reach = { [self] (reference: Chain.Reference) in
      (parts[reference.number] ?? groups[reference.number])?.map(\.text) ?? [reference.name]
    }
    guard relation.kind == .condition || relation.kind == .milestone else {
      return (relation.from.flatMap(reach), relation.to.flatMap(reach))
    }
    let held = relation.to.flatMap { reference in
      members(of: reference.name) + (completing.contains(reference.number) ? [reference.name] : [])
    }
    return (relation.from.flatMap(reach), held)
  }

  /// The same by their texts.
  package func members(of name: String) -> [String] {
    names.number(of: name).flatMap { groups[$0] }?.map(\.text) ?? [name]
  }
}
