import FEEL
import KetenMachine

/// Machines with everything in them, at random: what they mean does not matter, only that the kernel keeps its word.
struct RandomMachine {
  private(set) var builder = MachineBuilder.test()
  private var random: Seeded
  private var scopes: [Index<ScopeDef>] = []
  private var places: [[Index<Place>]] = []
  private var bits: [[Index<Bit>]] = []
  private var items: [Index<Item>] = []
  private var terms: [Index<Term>] = []
  private var triggers: [Index<Trigger>] = []

  init(_ seed: UInt64) {
    random = Seeded(seed)
    makeScopes()
    makeDeclarations()
    for number in 0..<Int.random(in: 8...40, using: &random) { makeEvent(number) }
    makeCompletions()
    makeClocks()
    makeFeeders()
  }

  private mutating func makeScopes() {
    scopes = [builder.root]
    for number in 0..<Int.random(in: 0...4, using: &random) {
      let parent = scopes[Int.random(in: 0..<scopes.count, using: &random)]
      scopes.append(builder.scope("s\(number)", parent: parent, counts: random.chance(40)))
    }
    for scope in scopes {
      let kinds: [PlaceKind] = [.flow, .activity, .join, .standing, .activity]
      var mine: [Index<Place>] = []
      for number in 0..<Int.random(in: 2...8, using: &random) {
        let kind = kinds[Int.random(in: 0..<kinds.count, using: &random)]
        mine.append(builder.place("p\(scope.number)-\(number)", in: scope, kind, initially: random.chance(40)))
      }
      places.append(mine)
      var own: [Index<Bit>] = []
      for number in 0..<Int.random(in: 0...6, using: &random) {
        own.append(
          builder.bit(
            "b\(scope.number)-\(number)", in: scope, included: random.chance(85), pending: random.chance(15)))
      }
      bits.append(own)
    }
  }

  private mutating func makeDeclarations() {
    for number in 0..<3 { items.append(builder.item("i\(number)")) }
    for (number, scope) in scopes.enumerated() {
      let kinds: [TermKind] = [.term, .deadline, .delay]
      terms.append(
        builder.term(
          "t\(number)", kinds[number % 3], "PT\(Int.random(in: 1...30, using: &random))H", renews: random.chance(30),
          in: scope))
    }
    let message = builder.add(Message(name: "m", keep: CalendarDuration(iso: "PT20H")), to: \.messages)
    triggers = [
      builder.trigger(.message, "m", .one, message: message), builder.trigger(.signal, "s", .all),
      builder.trigger(.escalation, "x", .up), builder.trigger(.escalation, nil, .up),
      builder.trigger(.compensation, nil, .down),
    ]
  }

  private mutating func some<Row>(_ rows: [Row], _ percent: Int) -> [Row] {
    rows.filter { _ in random.chance(percent) }
  }

  private mutating func pick<Row>(_ rows: [Row]) -> Row? {
    rows.isEmpty ? nil : rows[Int.random(in: 0..<rows.count, using: &random)]
  }

  private mutating func makeEvent(_ number: Int) {
    let scope = Int.random(in: 0..<scopes.count, using: &random)
    let kinds: [EventKind] = [.act, .act, .act, .job, .silent, .silent, .silent, .trigger]
    let kind = kinds[Int.random(in: 0..<kinds.count, using: &random)]
    var spec = MachineBuilder.EventSpec("e\(number)", kind, in: scopes[scope])
    spec.performers = 3
    if kind == .job { spec.job = "job" }
    if kind == .trigger { spec.trigger = pick(triggers) }
    spec.stratum = pick([Stratum.conditional, .routing, .throwing]) ?? .routing
    addFacets(&spec, scope)
    addExtras(&spec, scope)
    // A silent event takes more than it puts, so that most machines come to rest.
    if kind == .silent, spec[level: 0].take.isEmpty { spec[level: 0].take = Array(places[scope].prefix(1)) }
    if kind == .silent, random.chance(60) { spec[level: 0].put = [] }
    builder.event(spec.name, kind, in: spec.scope) { $0 = spec }
  }

  private mutating func addFacets(_ spec: inout MachineBuilder.EventSpec, _ scope: Int) {
    var current = scope
    for level in 0...builder.machine.scopes[scopes[scope].int].depth {
      if level > 0 {
        guard let parent = builder.machine.scopes[scopes[current].int].parent,
          let next = scopes.firstIndex(of: parent)
        else { return }
        current = next
        if !random.chance(30) { continue }
      }
      spec[level: level].take = some(places[current], 15)
      spec[level: level].need = some(places[current], 8)
      spec[level: level].drop = some(places[current], 8)
      spec[level: level].put = some(places[current], 20)
      spec[level: level].bit = random.chance(60) ? pick(bits[current]) : nil
      spec[level: level].condition = some(bits[current], 8)
      spec[level: level].milestone = some(bits[current], 5)
      spec[level: level].response = some(bits[current], 10)
      spec[level: level].include = some(bits[current], 10)
      spec[level: level].exclude = some(bits[current], 8)
      if builder.machine.scopes[scopes[current].int].counts, let place = pick(places[current]), random.chance(30) {
        let use: Weight.Use = random.chance(50) ? .put : .take
        spec[level: level].weights = [Weight(use: use, place: place, count: 2)]
      }
      addGuarded(&spec, level, current)
    }
  }

  private mutating func addGuarded(_ spec: inout MachineBuilder.EventSpec, _ level: Int, _ scope: Int) {
    guard random.chance(25), let bit = pick(bits[scope]), let item = pick(items) else { return }
    let kind = RelationKind.allCases[Int.random(in: 0..<5, using: &random)]
    let expression = builder.isTrue(item)
    let element = builder.element("guarded")
    let relation = builder.add(Relation(kind: kind, from: bit, to: bit, element: element), to: \.relations)
    spec[level: level].guarded = [
      .init(kind, bit, if: expression, term: random.chance(30) ? pick(terms) : nil, relation: relation)
    ]
  }

  private mutating func addExtras(_ spec: inout MachineBuilder.EventSpec, _ scope: Int) {
    let children = scopes.filter { builder.machine.scopes[$0.int].parent == scopes[scope] }
    if random.chance(40), let child = pick(children) { spec.opens = child }
    if random.chance(10) { spec.flags.insert(.clear) }
    if scope > 0, random.chance(10) { spec.flags.insert(.exit) }
    if random.chance(10) { spec.flags.insert(.awaits) }
    if random.chance(15) { spec.flags.insert(.logged) }
    if random.chance(12), spec.kind != .trigger { spec.raises = pick(triggers) }
    if random.chance(15), let item = pick(items) { spec.guardExpression = builder.isTrue(item) }
    if random.chance(30), let item = pick(items) {
      spec.accesses = [ItemAccess(item: item, use: .writes, isOptional: true)]
    }
    if random.chance(45), let term = pick(terms) {
      spec.termEffects = [TermEffect(term: term, action: random.chance(60) ? .start : .stop)]
    }
    if random.chance(10), let term = pick(terms) { spec.delays = [term] }
    spec.element = builder.element(spec.name)
    if spec.kind == .silent, random.chance(15) {
      spec.stratum = .inclusiveJoin
      spec[level: 0].drop += places[scope]
      for place in places[scope] { spec.joins.append((place: place, upstream: some(places[scope], 30))) }
    }
    guard random.chance(15), let item = pick(items), let place = pick(places[scope]) else { return }
    spec.routeMode = random.chance(50) ? .first : .all
    spec.routes = [.init(if: builder.isTrue(item), put: [place]), .init(put: [], isDefault: true)]
  }

  /// Most scopes complete; some are kept.
  private mutating func makeCompletions() {
    for (number, scope) in scopes.enumerated().dropFirst() where random.chance(80) {
      let parent = builder.machine.scopes[scope.int].parent.flatMap { scopes.firstIndex(of: $0) } ?? 0
      let put = some(places[parent], 20)
      var flags: EventFlags = [.quiet, .exit]
      if random.chance(40) { flags.insert(.keep) }
      if random.chance(30) { flags.insert(.accepting) }
      let element = builder.element("complete \(number)")
      builder.silent("complete \(number)", in: scope) { event in
        event.stratum = .completion
        event.flags = flags
        event.element = element
        event[level: 1].put = put
      }
    }
  }

  private mutating func makeClocks() {
    for (number, scope) in scopes.enumerated() where random.chance(60) {
      guard let place = pick(places[number]) else { continue }
      let take = random.chance(50) ? [place] : []
      let put = some(places[number], 20)
      let timer = builder.event("timer \(number)", .timer, in: scope) { event in
        event[level: 0].need = [place]
        event[level: 0].take = take
        event[level: 0].put = put
      }
      let length = Int64.random(in: 1...20, using: &random) * 3_600_000
      _ = builder.clock(
        timer, at: place, due: .duration(CalendarDuration(milliseconds: length)),
        repetitions: random.chance(70) ? 2 : nil)
    }
  }

  /// Acts that keep a machine going: they put tokens, open scopes, log what can be compensated, throw and catch.
  private mutating func makeFeeders() {
    for (number, scope) in scopes.enumerated() {
      let children = scopes.filter { builder.machine.scopes[$0.int].parent == scope }
      let (child, put) = (pick(children), some(places[number], 40))
      let element = builder.element("feed \(number)")
      builder.act("feed \(number)", in: scope, put: put) { event in
        event.flags = .logged
        event.element = element
        event.opens = child
      }
      if random.chance(70), let place = places[number].last {
        builder.addCompensation(CompensationHandler(activity: element, place: place), in: scope)
        builder.act("undo \(number)", in: scope, take: [place])
      }
      if let trigger = pick(triggers) { builder.act("throw \(number)", in: scope) { $0.raises = trigger } }
      if random.chance(60) { builder.act("compensate \(number)", in: scope) { [triggers] in $0.raises = triggers[4] } }
      guard let trigger = pick(triggers), let place = pick(places[number]) else { continue }
      let isBorder = number > 0 && random.chance(40)
      builder.event("catch \(number)", .trigger, in: scope) { event in
        event.trigger = trigger
        if isBorder { event.flags = .exit } else { event[level: 0].take = [place] }
      }
    }
  }
}
