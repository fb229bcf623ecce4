import FEEL
import KetenMachine
import KetenSource
import KetenXML

/// Lowers a sound chain to the tables of a machine (KERNEL.md section 1 says how each construct becomes rows).
///
/// - Parameter countsTokens: Whether tokens may meet and are counted where they do, in every procedure.
package func lower(
  _ chain: Chain, _ index: ChainIndex, _ expressions: ExpressionTable, countsTokens: Bool = false
) -> Machine {
  let severalTriggers = Set(chain.allNodes.filter { !$0.triggers.isEmpty }.map { $0.heading.name.text })
  var expressions = expressions
  let (called, copies, referenced) = expandCalls(chain, referenced: expressions.referenced)
  for name in referenced { expressions.referenced.insert(name) }
  let (single, isExpanded) = expandMultiples(called)
  let (chain, hasLoops) = expandLoops(single, expressions)
  let isChanged = hasLoops || isExpanded || copies.count > 1
  var lowering = Lowering(
    chain: chain, index: isChanged ? ChainIndex(chain) : index, expressions: expressions, copies: copies,
    countsTokens: countsTokens)
  lowering.severalTriggers = severalTriggers
  lowering.declareTables()
  lowering.declareScopes()
  lowering.lowerSteps()
  lowering.lowerGroups()
  for body in lowering.index.bodies.indices { lowering.lowerBody(body) }
  lowering.lowerDeafness()
  lowering.lowerJoins()
  lowering.lowerTerms()
  lowering.lowerRelations()
  lowering.lowerConstraints()
  lowering.lowerClosing()
  lowering.lowerReadings()
  return lowering.builder.build()
}

/// The state of a lowering: the builder, and what the names of the chain have become.
struct Lowering {
  let chain: Chain
  let index: ChainIndex
  let expressions: ExpressionTable
  let countsTokens: Bool
  /// What stands for other things in each place that it is called from, and which of them is being lowered.
  let copies: [Copy]
  var copy = 0
  var builder: MachineBuilder
  var parties: [String: Index<Party>] = [:]
  var items: [String: Index<Item>] = [:]
  var messages: [String: Index<Message>] = [:]
  var terms: [String: Index<Term>] = [:]
  /// The scope of each body.
  var scopes: [Index<ScopeDef>] = []
  /// The event that a name in a relation means.
  var events: [String: Index<Event>] = [:]
  var procedureCompletions: [String: Index<Event>] = [:]
  var bits: [BitKey: Index<Bit>] = [:]
  /// For an optional node's bit: the bit that is pending for ever and included with it, so that a milestone sees it go.
  var skipBits: [Index<Bit>: Index<Bit>] = [:]
  /// The deadlines of responses, by what they are for.
  var deadlines: [(target: String, term: Index<Term>)] = []
  /// The ways on, by body.
  var arcs: [Arc] = []
  var outgoing: [String: [Int]] = [:]
  var incoming: [String: [Int]] = [:]
  /// The place whose token means that a node is reached, and the places of its armed timers.
  var places: [String: Index<Place>] = [:]
  var armed: [String: Index<Place>] = [:]
  /// Of a conditional event that happened and may happen again: the place that says so.
  var disarmed: [String: Index<Place>] = [:]
  /// Of an event that waits for several things together: the places of each.
  var parts: [String: [Part]] = [:]
  /// By scope: the place that stands while its event sub-processes may begin, and those of their clocks.
  var openPlaces: [Index<ScopeDef>: Index<Place>] = [:]
  var eventClocks: [Index<ScopeDef>: [Index<Place>]] = [:]
  var joinPlaces: [Int: Index<Place>] = [:]
  /// The event-based gateway that an event stands behind, by its name.
  var arms: [String: String] = [:]
  /// By activity with several instances: the places whose tokens are those instances.
  var instancePlaces: [String: [ExpressionTable.InstanceFact: [Index<Place>]]] = [:]
  /// The events that wait for what can still arrive, with the places of their flows in.
  var lateJoins: [(event: Index<Event>, places: [(flow: Index<Place>, got: Index<Place>)])] = []
  /// The boundary events that do not hear while a place is empty.
  var deafened: [(event: String, listening: Index<Place>)] = []
  /// The events with several triggers, as the file has them.
  var severalTriggers: Set<String> = []
  var closing: Index<Place>?
  var cut: Index<Place>?
  private var expressionRows: [ExpressionKey: Index<Expression>] = [:]
  /// The readings of what the lowering itself computes, after those of all copies.
  private var furtherReadings: [Reading] = []
  private var decisionRows: [String: Index<Expression>] = [:]

  struct ExpressionKey: Hashable {
    var attribute: Int
    var copy: Int
  }

  struct BitKey: Hashable {
    var event: String
    var scope: Index<ScopeDef>
  }

  /// A way from one node to another.
  struct Arc {
    var source: String
    var target: String
    var element: Index<Element>
    var guardAttribute: XMLAttribute?
    var isOtherwise: Bool
  }

  init(chain: Chain, index: ChainIndex, expressions: ExpressionTable, copies: [Copy], countsTokens: Bool) {
    (self.copies, self.countsTokens) = (copies, countsTokens)
    self.chain = chain
    self.index = index
    self.expressions = expressions
    builder = MachineBuilder(name: chain.name.text, version: chain.version)
  }

  // MARK: Tables

  mutating func declareTables() {
    builder.add(
      Element(
        kind: "chain", name: chain.name.text, title: chain.title, basis: nil, file: chain.file, range: chain.name.range),
      to: \.elements)
    for party in chain.parties {
      parties[party.heading.name.text] = builder.add(
        Party(
          name: party.heading.name.text, title: party.heading.title, isClient: party.isClient,
          directs: party.directs, actsFor: nil), to: \.parties)
    }
    for party in chain.parties {
      guard let row = parties[party.heading.name.text], let other = party.actsFor.flatMap({ parties[$0.name] })
      else { continue }
      builder.update(row, in: \.parties) { $0.actsFor = other }
    }
    for item in chain.items {
      let name = item.heading.name.text
      let element = self.element(item.heading)
      let place = builder.place("item:\(name)", in: builder.root, .standing, element: element)
      items[name] = builder.add(
        Item(
          name: name, title: item.heading.title, type: expressions.itemTypes[name] ?? .any,
          holder: item.holder.flatMap { parties[$0.name] }, place: place, element: element), to: \.items)
    }
    for message in chain.messages {
      messages[message.heading.name.text] = builder.add(
        Message(
          name: message.heading.name.text, from: mask(message.from), to: mask(message.to),
          carries: message.carries.compactMap { carried in
            items[carried.name].map { ItemAccess(item: $0, use: .writes, isOptional: carried.isOptional) }
          },
          keep: message.keep.flatMap { CalendarDuration(iso: $0) }, key: message.key.flatMap { items[$0.name] }),
        to: \.messages)
    }
  }

  /// The data of a scope, each with the place that says it has been written.
  mutating func declareData(_ data: [Chain.Item], in scope: Index<ScopeDef>) {
    for datum in data {
      declareItem(datum.heading.name.text, title: datum.heading.title, element: element(datum.heading), in: scope)
    }
  }

  mutating func declareItem(
    _ name: String, title: String? = nil, type: ValueType? = nil, element: Index<Element>? = nil,
    in scope: Index<ScopeDef>
  ) {
    let place = builder.place("item:\(name)", in: scope, .standing, element: element)
    items[name] = builder.add(
      Item(
        name: name, title: title, type: type ?? expressions.itemTypes[Copy.original(name)] ?? .any, place: place,
        element: element),
      to: \.items)
  }

  /// How many levels above a scope the instance of an item is; nil when none is around it.
  func level(of item: Index<Item>, from scope: Index<ScopeDef>) -> Int? {
    let home = builder.machine.places[builder.machine.items[item.int].place.int].scope
    return builder.levels(from: scope, up: home)
  }

  mutating func declareScopes() {
    for (number, body) in index.bodies.enumerated() {
      let parent = body.parent.map { scopes[$0] } ?? builder.root
      let hasRepeatedTrigger = body.body.nodes.contains { node in
        node.boundary.contains { !$0.isInterrupting && (!$0.hasTimer || mayRepeat($0)) }
      }
      let hasQuantity = body.body.nodes.contains { $0.startQuantity > 1 || $0.completionQuantity > 1 }
      scopes.append(
        builder.scope(
          body.owner.name.text, parent: parent,
          counts: countsTokens || hasRepeatedTrigger || body.body.counts || hasQuantity || index.adHoc(number) != nil,
          element: element(body.owner)))
      declareData(body.body.data, in: scopes[scopes.count - 1])
      for item in body.body.kept {
        declareItem(item.name, title: item.title, type: item.type, in: scopes[scopes.count - 1])
      }
    }
  }

  func mask(_ references: [Chain.Reference]) -> UInt64 {
    references.reduce(0) { mask, reference in
      parties[reference.name].map { mask | 1 << UInt64($0.int) } ?? mask
    }
  }

  // MARK: Elements and expressions

  mutating func element(_ heading: Chain.Heading) -> Index<Element> {
    builder.add(
      Element(
        kind: heading.element, name: heading.name.text, title: heading.title, basis: heading.basis,
        file: chain.file, range: heading.name.range), to: \.elements)
  }

  /// Where the readings of the copy begin that is being lowered.
  private var base: Int { copy * expressions.readings.count }

  mutating func expression(_ attribute: XMLAttribute) -> Index<Expression>? {
    let key = ExpressionKey(attribute: attribute.index, copy: copy)
    if let known = expressionRows[key] { return known }
    guard let program = expressions.programs[attribute.index] else { return nil }
    let row = builder.add(
      Expression(
        program: program, text: attribute.trimmed, file: chain.file, range: attribute.valueRange, base: base),
      to: \.expressions)
    expressionRows[key] = row
    return row
  }

  /// An expression of the lowering's own, over items under names of its own.
  mutating func computed(_ text: String, _ names: [(String, Index<Item>)], at range: SourceRange) -> Index<Expression>?
  {
    var environment = Environment()
    for (slot, (name, item)) in names.enumerated() {
      environment.declare([name], type: builder.machine.items[item.int].type, slot: slot)
    }
    guard let program = FEEL.compile(SourceText(text), in: environment).program else { return nil }
    let base = copies.count * expressions.readings.count + furtherReadings.count
    furtherReadings += names.map { .item($0.1) }
    return builder.add(
      Expression(program: program, text: text, file: chain.file, range: range, base: base), to: \.expressions)
  }

  mutating func expression(_ attribute: XMLAttribute?) -> Index<Expression>? {
    attribute.flatMap { expression($0) }
  }

  mutating func expression(of decision: Chain.Reference) -> Index<Expression>? {
    if let known = decisionRows[decision.name] { return known }
    guard let program = expressions.decisions[decision.name]?.program,
      let heading = chain.decisions.first(where: { $0.heading.name.text == decision.name })?.heading
    else { return nil }
    let row = builder.add(
      Expression(program: program, text: decision.name, file: chain.file, range: heading.name.range),
      to: \.expressions)
    decisionRows[decision.name] = row
    return row
  }

  // MARK: Bits

  /// The bit of an event in a scope at or above its own, made when first asked for.
  mutating func bit(_ name: String, in scope: Index<ScopeDef>) -> Index<Bit>? {
    let key = BitKey(event: name, scope: scope)
    if let known = bits[key] { return known }
    guard let event = events[name] ?? procedureCompletions[name],
      let level = builder.levels(from: builder.scope(of: event), up: scope)
    else { return nil }
    let node = index[name]?.node
    let isStep = node?.kind == .step
    let bit = builder.bit(
      name, in: scope, included: isStep ? node?.isIncluded ?? true : true,
      pending: isStep ? node?.isRequired ?? false : false)
    bits[key] = bit
    builder.change(event) { $0[level: level].bit = bit }
    return bit
  }

  /// The scope in which an event's own bit lives: of what ends a sub-process, the scope around it.
  func home(_ name: String) -> Index<ScopeDef>? {
    guard let event = events[name] ?? procedureCompletions[name] else { return nil }
    let scope = builder.scope(of: event)
    guard let entry = index[name], let body = entry.body else { return scope == builder.root ? scope : builder.root }
    return entry.node.kind == .startEvent ? scope : scopes[body]
  }

  /// The least scope that holds both.
  func common(_ left: Index<ScopeDef>, _ right: Index<ScopeDef>) -> Index<ScopeDef> {
    var scope = left
    while builder.levels(from: right, up: scope) == nil {
      guard let parent = builder.machine.scopes[scope.int].parent else { return builder.root }
      scope = parent
    }
    return scope
  }

  // MARK: Closing

  /// `closes="case"`: a standing wish, fulfilled once the case is quiet and nothing is owed.
  mutating func lowerClosing() {
    if let closing {
      builder.event("case.close", .silent, in: builder.root) { event in
        event.stratum = .completion
        event.flags = [.quiet, .accepting, .exit, .finishes]
        event[level: 0].need = [closing]
      }
    }
    if let cut {
      builder.event("case.cut", .silent, in: builder.root) { event in
        event.flags = [.clear, .exit, .finishes]
        event[level: 0].need = [cut]
      }
    }
  }

  mutating func closingPlace() -> Index<Place> {
    if let closing { return closing }
    let place = builder.place("closing", in: builder.root, .standing)
    closing = place
    return place
  }

  mutating func cutPlace() -> Index<Place> {
    if let cut { return cut }
    let place = builder.place("cut", in: builder.root, .standing)
    cut = place
    return place
  }

  // MARK: Readings

  mutating func lowerReadings() {
    for copy in copies {
      for reading in expressions.readings { builder.add(row(reading.renamed(copy)), to: \.readings) }
    }
    for reading in furtherReadings { builder.add(reading, to: \.readings) }
  }

  private mutating func row(_ reading: ExpressionTable.Reading) -> Reading {
    switch reading {
    case .now: .now
    case .today: .today
    case .item(let name): items[name].map { .item($0) } ?? .now
    case .step(let name, .done): bit(name, in: builder.root).map { .stepDone($0) } ?? .now
    case .step(let name, .at): events[name].map { .stepAt($0) } ?? .now
    case .step(let name, .by): events[name].map { .stepBy($0) } ?? .now
    case .instances(let activity, let fact): .tokens(instancePlaces[activity]?[fact] ?? [])
    case .arrived(let gateway):
      .arrived((incoming[gateway] ?? []).compactMap { joinPlaces[$0] ?? places[gateway] })
    case .term(let name, .state): terms[name].map { .termState($0) } ?? .now
    case .term(let name, .due): terms[name].map { .termDue($0) } ?? .now
    case .term(let name, .remaining): terms[name].map { .termRemaining($0) } ?? .now
    case .term(let name, .test(let test)): terms[name].map { .termIs($0, test) } ?? .now
    }
  }
}
