import FEEL
import KetenMachine
import KetenSource

extension Lowering {
  mutating func lowerRelations() {
    for (relation, copy) in relationsByCopy() {
      self.copy = copy
      defer { self.copy = 0 }
      let guardExpression = expression(relation.guardAttribute)
      let (from, to) = index.ends(of: relation)
      let element = builder.add(
        Element(
          kind: relation.kind.rawValue, name: relationName(relation), title: nil, basis: relation.basis,
          file: chain.file, range: relation.range), to: \.elements)
      for source in from {
        for target in to { join(source, target, relation, guardExpression, element) }
      }
    }
    lowerVoids()
    lowerSkips()
  }

  /// Every relation with the copy it belongs to, in file order.
  private func relationsByCopy() -> [(relation: Chain.Relation, copy: Int)] {
    let outside = (chain.relations + chain.paths.flatMap(\.relations)).map { (relation: $0, copy: 0) }
    let inside = index.bodies.flatMap { entry in entry.body.relations.map { (relation: $0, copy: entry.body.copy) } }
    return (outside + inside).sorted { ($0.relation.range, $0.copy) < ($1.relation.range, $1.copy) }
  }

  /// A deadline falls away when what it counts for is taken out of play; not when the same event brings it back.
  private mutating func lowerVoids() {
    var included: [String: Set<String>] = [:]
    for relation in chain.allRelations where relation.kind == .include && relation.guardAttribute == nil {
      let (sources, targets) = index.ends(of: relation)
      for source in sources { included[source, default: []].formUnion(targets) }
    }
    for relation in chain.allRelations where relation.kind == .exclude && relation.guardAttribute == nil {
      let (sources, to) = index.ends(of: relation)
      for source in sources {
        let targets = Set(to).subtracting(included[source] ?? [])
        let voids = deadlines.filter { targets.contains($0.target) }.map { TermEffect(term: $0.term, action: .void) }
        guard !voids.isEmpty else { continue }
        if let event = events[source] ?? procedureCompletions[source] {
          builder.change(event) { $0.termEffects += voids }
        }
      }
    }
  }

  private func relationName(_ relation: Chain.Relation) -> String {
    let names = { (references: [Chain.Reference]) in references.map(\.name).joined(separator: " ") }
    return "\(names(relation.from)) → \(names(relation.to))"
  }

  /// Joins two events at the least scope that holds both: each has a bit there, its own or a shadow.
  private mutating func join(
    _ source: String, _ target: String, _ relation: Chain.Relation, _ guardExpression: Index<Expression>?,
    _ element: Index<Element>
  ) {
    guard let kind = RelationKind(rawValue: relation.kind.rawValue),
      let sourceEvent = events[source] ?? procedureCompletions[source], let targetEvent = events[target],
      let sourceHome = home(source), let targetHome = home(target)
    else { return }
    let scope = common(sourceHome, targetHome)
    guard let sourceBit = bit(source, in: scope), let targetBit = bit(target, in: scope) else { return }
    var row = Relation(
      kind: kind, from: sourceBit, to: targetBit, expression: guardExpression, term: nil, element: element)
    let term = lowerTime(
      relation, kind, sourceEvent, targetEvent, element, in: scope, isGuarded: guardExpression != nil)
    row.term = term
    let relationRow = builder.add(row, to: \.relations)
    if let term {
      // What can be done once leaves play by being done: its delay still counts.
      let isDoneOnce = index[source].map { $0.node.kind == .step && !$0.node.isRepeatable } ?? false
      builder.update(term, in: \.terms) { row in
        row.relation = relationRow
        if kind == .condition, !isDoneOnce { row.source = sourceBit }
      }
    }
    let holdsBack = kind == .condition || kind == .milestone
    let owner = holdsBack ? targetEvent : sourceEvent
    let bit = holdsBack ? sourceBit : targetBit
    attach(kind, bit, to: owner, at: scope, guardExpression, term, relationRow)
    guard kind == .exclude || kind == .include, index[target]?.node.isOptional == true else { return }
    attach(kind, skipBit(target, targetBit, in: scope), to: owner, at: scope, guardExpression, nil, relationRow)
  }

  mutating func attach(
    _ kind: RelationKind, _ bit: Index<Bit>, to owner: Index<Event>, at scope: Index<ScopeDef>,
    _ guardExpression: Index<Expression>?, _ term: Index<Term>?, _ relation: Index<Relation>
  ) {
    guard let level = builder.levels(from: builder.scope(of: owner), up: scope) else { return }
    builder.change(owner) { spec in
      if let guardExpression {
        spec[level: level].guarded.append(
          MachineBuilder.GuardedSpec(kind, bit, if: guardExpression, term: term, relation: relation))
        return
      }
      switch kind {
      case .condition: spec[level: level].condition.append(bit)
      case .milestone: spec[level: level].milestone.append(bit)
      case .response: spec[level: level].response.append(bit)
      case .include: spec[level: level].include.append(bit)
      case .exclude: spec[level: level].exclude.append(bit)
      }
    }
  }

  /// `after` and `within` become terms: a delay that holds the target back, a deadline that the source starts.
  private mutating func lowerTime(
    _ relation: Chain.Relation, _ kind: RelationKind, _ source: Index<Event>, _ target: Index<Event>,
    _ element: Index<Element>, in scope: Index<ScopeDef>, isGuarded: Bool
  ) -> Index<Term>? {
    let name = "\(builder.spec(source).name) → \(builder.spec(target).name)"
    if kind == .condition, let after = relation.after, let duration = CalendarDuration(iso: after.text) {
      let term = builder.add(
        Term(
          name: name, kind: .delay, duration: duration, renews: true, scope: scope, element: element,
          relation: nil), to: \.terms)
      builder.change(source) { $0.termEffects.append(TermEffect(term: term, action: .start)) }
      if !isGuarded { builder.change(target) { $0.delays.append(term) } }
      return term
    }
    if kind == .response, let within = relation.within, let duration = CalendarDuration(iso: within.text) {
      let term = builder.add(
        Term(
          name: name, kind: .deadline, duration: duration, renews: relation.renews, scope: scope,
          element: element, relation: nil), to: \.terms)
      deadlines.append((builder.spec(target).name, term))
      builder.change(target) { $0.termEffects.append(TermEffect(term: term, action: .stop)) }
      if !isGuarded { builder.change(source) { $0.termEffects.append(TermEffect(term: term, action: .start)) } }
      return term
    }
    return nil
  }

  // MARK: Optional nodes

  private mutating func skipBit(
    _ name: String, _ bit: Index<Bit>, in scope: Index<ScopeDef>
  ) -> Index<Bit> {
    if let known = skipBits[bit] { return known }
    let helper = builder.bit("\(name).skip", in: scope, pending: true, obliging: false)
    skipBits[bit] = helper
    return helper
  }

  /// An optional node that is excluded while its token stands is skipped: a silent event with the node's own puts,
  /// held back by a milestone for as long as the node is included.
  ///
  /// It comes before any routing, so that nothing inside an excluded sub-process happens; that is skipped before it is
  /// entered, or ended when it is excluded while it runs.
  private mutating func lowerSkips() {
    for (bit, helper) in skipBits.sorted(by: { $0.key < $1.key }) {
      let row = builder.machine.bits[bit.int]
      // One that is done several times is skipped as a whole.
      let name = index[row.name + ".loop"] == nil ? row.name : row.name + ".loop"
      guard let event = events[name], let entry = index[name], let body = entry.body else { continue }
      let spec = builder.spec(event)
      // What no token waits for is not skipped.
      guard spec.facets.contains(where: { !$0.take.isEmpty }) else { continue }
      let depth = builder.machine.scopes[spec.scope.int].depth
      var skip = MachineBuilder.EventSpec("\(row.name).skip", .silent, in: spec.scope)
      if spec.flags.contains(.exit) { skip.flags.insert(.exit) }
      (skip.routes, skip.routeMode) = (spec.routes, spec.routeMode)
      for facet in spec.facets {
        skip[level: facet.level].take = facet.take
        skip[level: facet.level].drop = facet.drop
        skip[level: facet.level].put = facet.level == depth ? [] : facet.put
        skip[level: facet.level].weights = facet.weights.filter { $0.use == .put }
      }
      addSkip(skip, like: spec, helper, in: row.scope)
      guard entry.node.body != nil, let place = places[name + ".in"] else { continue }
      var before = MachineBuilder.EventSpec("\(row.name).skip", .silent, in: scopes[body])
      before[level: 0].take = [place]
      before[level: 0].put = spec[level: 1].put
      (before.routes, before.routeMode) = (spec.routes, spec.routeMode)
      before[level: 0].weights = spec[level: 1].weights.filter { $0.use == .put }
      addSkip(before, like: spec, helper, in: row.scope)
    }
  }

  private mutating func addSkip(
    _ event: MachineBuilder.EventSpec, like spec: MachineBuilder.EventSpec, _ helper: Index<Bit>,
    in scope: Index<ScopeDef>
  ) {
    guard let level = builder.levels(from: event.scope, up: scope) else { return }
    var skip = event
    skip.stratum = .conditional
    skip.element = spec.element
    skip.flows = spec.flows
    // What a skipped node would have met falls away.
    skip.termEffects = spec.termEffects.filter { $0.action == .stop }.map { TermEffect(term: $0.term, action: .void) }
    skip[level: level].milestone = [helper]
    builder.event(skip.name, .silent, in: skip.scope) { $0 = skip }
  }
}
