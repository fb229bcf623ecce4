import KetenMachine
import KetenSource

// Constraints of DECLARE: helpers in the scope of the case, and relations between these and the events.

extension Lowering {
  mutating func lowerConstraints() {
    for constraint in chain.constraints { lower(constraint) }
  }

  private mutating func lower(_ constraint: Chain.Constraint) {
    let names = [constraint.a.name] + (constraint.b.map { [$0.name] } ?? [])
    let element = builder.add(
      Element(
        kind: "constraint", name: constraint.label, title: nil, basis: constraint.basis, file: chain.file,
        range: constraint.range), to: \.elements)
    let rules = ConstraintRules(constraint.template, count: constraint.count)
    let helpers = rules.helpers.map { addHelper($0, of: constraint, element) }
    let events = { [self] (participant: ConstraintRules.Participant) -> [Index<Event>] in
      switch participant {
      case .a: [self.events[names[0]]].compactMap { $0 }
      case .b: [names.last.flatMap { self.events[$0] }].compactMap { $0 }
      case .others: others(than: names, constraint.path)
      case .helper(let number): [helpers[number].event].compactMap { $0 }
      }
    }
    for rule in rules.rules {
      switch (rule.kind, rule.from, rule.to) {
      case (.condition, .helper(let number), let target):
        for event in events(target) {
          let bit = bit(of: event, among: helpers)
          relate(.condition, (helpers[number].bit, helpers[number].bit, bit), owner: event, element)
        }
      case (let kind, let source, .helper(let number)):
        for event in events(source) {
          let bit = bit(of: event, among: helpers)
          relate(kind, (helpers[number].bit, bit, helpers[number].bit), owner: event, element)
        }
      case (_, _, .a), (_, _, .b), (_, _, .others): preconditionFailure("a constraint acts on helpers")
      }
    }
  }

  /// One relation: what its owner reads or moves, and its two ends as far as they have bits.
  private mutating func relate(
    _ kind: RelationKind, _ bits: (read: Index<Bit>, from: Index<Bit>?, to: Index<Bit>?), owner: Index<Event>,
    _ element: Index<Element>
  ) {
    guard let from = bits.from, let to = bits.to else { return }
    let row = builder.add(
      Relation(kind: kind, from: from, to: to, expression: nil, term: nil, element: element), to: \.relations)
    attach(kind, bits.read, to: owner, at: builder.root, nil, nil, row)
  }

  private typealias HelperRow = (bit: Index<Bit>, event: Index<Event>?)

  private mutating func addHelper(
    _ helper: ConstraintRules.Helper, of constraint: Chain.Constraint, _ element: Index<Element>
  ) -> HelperRow {
    let name = "\(constraint.label).\(helper.name)"
    let isObliging = helper.isPending || helper.name == "owed"
    let bit = builder.bit(
      name, in: builder.root, included: helper.isIncluded, pending: helper.isPending, obliging: isObliging)
    builder.update(bit, in: \.bits) { $0.rule = element }
    guard helper.happens else { return (bit, nil) }
    // It counts before anything else happens by itself.
    let event = builder.event(name, .silent, in: builder.root) { event in
      event.stratum = .conditional
      event[level: 0].bit = bit
    }
    return (bit, event)
  }

  /// The bit of an event in the case as a whole.
  private mutating func bit(of event: Index<Event>, among helpers: [HelperRow]) -> Index<Bit>? {
    if let helper = helpers.first(where: { $0.event == event }) { return helper.bit }
    let spec = builder.spec(event)
    guard let level = builder.levels(from: spec.scope, up: builder.root) else { return nil }
    if let own = spec.facets.first(where: { $0.level == level })?.bit { return own }
    if events[spec.name] == event { return bit(spec.name, in: builder.root) }
    let bit = builder.bit(spec.name, in: builder.root)
    builder.change(event) { $0[level: level].bit = bit }
    return bit
  }

  /// The other events that a constraint looks at: those of its path, or all that somebody makes happen.
  private func others(than names: [String], _ path: Int?) -> [Index<Event>] {
    let named = Set(names.compactMap { events[$0] })
    let candidates =
      if let path {
        chain.paths[path].steps.compactMap { events[$0.heading.name.text] }
      } else {
        builder.events.filter { isMadeToHappen($0) }
      }
    return candidates.filter { !named.contains($0) }
  }

  /// Of an event with several triggers it is the event itself, not what stands for each of them.
  private func isMadeToHappen(_ event: Index<Event>) -> Bool {
    let spec = builder.spec(event)
    if spec.name.contains(".") { return false }
    return spec.kind != .silent || severalTriggers.contains(spec.name)
  }
}
