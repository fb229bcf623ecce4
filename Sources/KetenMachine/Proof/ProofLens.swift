import FEEL

/// What of a state matters to a proof: the bits that something reads.
///
/// States that differ in nothing else are one.
struct ProofLens {
  private let machine: Machine
  private var tokens: [[UInt64]]
  private var executed: [[UInt64]]
  private var included: [[UInt64]]
  /// The terms whose state something reads.
  let terms: [Index<Term>]
  /// Whether something can be compensated.
  private let keepsLog: Bool
  /// The items of which something reads whether they have been written.
  let items: Set<Index<Item>>
  /// By scope: the questions that each of its instances answers for itself.
  private let questions: [[Int]]
  private let guards: GuardTable

  /// By place: from how many tokens on their number makes no difference.
  ///
  /// A trigger that does not interrupt may come any number of times: that two tokens can stand together is what can be
  /// learnt from it, and a third is not told apart. Where an event moves more than one, or a guard counts, more are.
  private var countLimits: [UInt32]

  /// - Parameter idle: Events whose own inclusion is left out of account: nothing but themselves depends on it.
  init(_ machine: Machine, guards: GuardTable, idle: Set<Index<Event>> = []) {
    self.machine = machine
    self.guards = guards
    questions = machine.scopes.indices.map { scope in
      scope == 0 ? [] : guards.questions.indices.filter { guards.questions[$0].home.int == scope }
    }
    keepsLog = machine.events.contains { !$0.flags.isDisjoint(with: [.keep, .logged]) }
    tokens = machine.scopes.map { [UInt64](repeating: 0, count: $0.tokenWords) }
    executed = machine.scopes.map { [UInt64](repeating: 0, count: $0.bitWords) }
    included = machine.scopes.map { [UInt64](repeating: .max, count: $0.bitWords) }
    for bit in machine.bits where bit.event.map({ idle.contains($0) }) ?? false {
      included[bit.scope.int][bit.bit / 64] &= ~(1 << UInt64(bit.bit % 64))
    }
    var terms = guards.terms
    var needed: Set<Index<Place>> = []
    for event in machine.events {
      for effect in machine.termEffects[event.delays.range] { terms.insert(effect.term) }
      for facet in machine.facets[event.facets.range] {
        let scope = machine.ancestor(of: event.scope, level: Int(facet.level)).int
        for row in machine.masks[facet.condition.range] { executed[scope][Int(row.word)] |= row.bits }
        for relation in machine.guarded[facet.guarded.range] {
          executed[scope][Int(relation.bit) / 64] |= 1 << UInt64(relation.bit % 64)
          if let term = relation.term, machine.terms[term.int].kind == .delay { terms.insert(term) }
        }
        for row in machine.masks[facet.need.range] {
          for bit in setBits(row.bits) { needed.insert(machine.scopes[scope].places[Int(row.word) * 64 + bit]) }
        }
      }
    }
    for bit in guards.bits {
      let row = machine.bits[bit.int]
      executed[row.scope.int][row.bit / 64] |= 1 << UInt64(row.bit % 64)
    }
    let items = machine.items.indices.map { Index<Item>($0) }
    let read = Set(items.filter { guards.items.contains($0) || needed.contains(machine.items[$0.int].place) })
    self.items = read
    let unread = Set(items.filter { !read.contains($0) }.map { machine.items[$0.int].place })
    for (number, place) in machine.places.enumerated() where !unread.contains(Index(number)) {
      tokens[place.scope.int][place.bit / 64] |= 1 << UInt64(place.bit % 64)
    }
    self.terms = terms.sorted()
    countLimits = Self.countLimits(machine)
  }

  private static func countLimits(_ machine: Machine) -> [UInt32] {
    // In a scope where an event moves several tokens, they may gather on any place before that.
    var scopes = [UInt32](repeating: 2, count: machine.scopes.count)
    for weight in machine.weights {
      let scope = machine.places[weight.place.int].scope.int
      scopes[scope] = max(scopes[scope], 2 * UInt32(weight.count))
    }
    var limits = machine.places.map { scopes[$0.scope.int] }
    for expression in machine.expressions {
      for atom in expression.program.atoms {
        for slot in atom.slots {
          guard case .tokens(let places) = machine.readings[expression.base + slot] else { continue }
          let constants = atom.comparedConstants?.constants.map { $0.number?.int } ?? [nil]
          let least = constants.map { $0.map { min(UInt32(clamping: $0), .max - 2) + 2 } ?? .max }.max() ?? .max
          for place in places { limits[place.int] = max(limits[place.int], least) }
        }
      }
    }
    return limits
  }

  /// The canonical form of a state, as a value of its own.
  func key(_ state: Case, _ valuation: Valuation) -> [UInt64] {
    var key: [UInt64] = []
    write(state, valuation, into: &key)
    return key
  }

  /// The canonical form of a state: equal for states that differ only in what nothing reads, or in order of creation.
  func write(_ state: Case, _ valuation: Valuation, into key: inout [UInt64]) {
    key.removeAll(keepingCapacity: true)
    key.append(state.status == .running ? 0 : 1)
    if state.status == .running { encode(0, state, valuation, into: &key) }
    for term in terms {
      let run = state.termRuns.isEmpty ? nil : state.latestRun(of: term)
      key.append(UInt64(run.map { ProofLens.number($0.state) + ($0.scope < 0 ? 8 : 0) } ?? 0))
    }
    var word: UInt64 = 0
    for (number, answer) in valuation.whole.enumerated() {
      word = word << 8 | UInt64(UInt8(bitPattern: answer))
      if number % 8 == 7 {
        key.append(word)
        word = 0
      }
    }
    key.append(word)
  }

  private static func number(_ state: TermState) -> UInt64 {
    switch state {
    case .idle: 0
    case .running: 1
    case .met: 2
    case .exceeded: 3
    case .metLate: 4
    case .void: 5
    }
  }

  private func encode(_ slot: Int, _ state: Case, _ valuation: Valuation, into key: inout [UInt64]) {
    let def = Int(state.scopes[slot].def)
    key.append(UInt64(def + 1))
    if def >= 0 {
      encodeMarking(slot, def, state, into: &key)
      encodeAnswers(slot, def, state, valuation, into: &key)
    }
    if keepsLog { encodeLog(slot, state, valuation, into: &key) }
    let child = Int(state.scopes[slot].firstChild)
    if child < 0 {
      key.append(0)
    } else if state.scopes[child].next < 0 {
      key.append(1)
      encode(child, state, valuation, into: &key)
    } else {
      let children = state.children(slot)
      key.append(UInt64(children.count))
      let encoded = children.map { child -> [UInt64] in
        var part: [UInt64] = []
        encode(child, state, valuation, into: &part)
        return part
      }
      for part in encoded.sorted(by: { $0.lexicographicallyPrecedes($1) }) { key += part }
    }
  }

  /// What a scope is to compensation, and what was done in it: of one activity two runs are told apart, no more.
  private func encodeLog(_ slot: Int, _ state: Case, _ valuation: Valuation, into key: inout [UInt64]) {
    let scope = state.scopes[slot]
    key.append(UInt64(scope.role == .revived ? 1 : 0) << 32 | UInt64(scope.handler + 1))
    var entries: [LogEntry] = []
    for entry in state.log.reversed() where entry.scope == Int32(slot) {
      if entries.count(where: { $0.activity == entry.activity }) < 2 { entries.append(entry) }
    }
    key.append(UInt64(entries.count))
    for entry in entries {
      key.append(UInt64(entry.activity.number) << 1 | (entry.kept < 0 ? 0 : 1))
      guard entry.kept >= 0 else { continue }
      let kept = Int(entry.kept)
      let def = Int(state.scopes[kept].def)
      if !machine.scopes[def].items.isEmpty {
        encodeMarking(kept, def, state, into: &key)
        encodeAnswers(kept, def, state, valuation, into: &key)
      }
      encodeLog(kept, state, valuation, into: &key)
    }
  }

  /// What an instance has answered for itself.
  private func encodeAnswers(
    _ slot: Int, _ def: Int, _ state: Case, _ valuation: Valuation, into key: inout [UInt64]
  ) {
    for question in questions[def] {
      key.append(UInt64(UInt8(bitPattern: valuation.answer(question, in: slot, state, guards))))
    }
  }

  private func encodeMarking(_ slot: Int, _ def: Int, _ state: Case, into key: inout [UInt64]) {
    let scope = state.scopes[slot]
    for word in 0..<machine.scopes[def].tokenWords {
      key.append(state.words[Int(scope.tokens) + word] & tokens[def][word])
    }
    for word in 0..<machine.scopes[def].bitWords {
      key.append(state.words[Int(scope.executed) + word] & executed[def][word])
      key.append(state.words[Int(scope.pending) + word])
      key.append(state.words[Int(scope.included) + word] & included[def][word])
    }
    guard scope.counts >= 0 else { return }
    for (number, place) in machine.scopes[def].places.enumerated() {
      key.append(UInt64(min(countLimits[place.int], state.counts[Int(scope.counts) + number])))
    }
  }
}

extension ProofLens {
  /// The events that change nothing which anything but they themselves reads: doing one, or not, makes no difference to
  /// the rest of the case.
  ///
  /// Their inclusion would double the states for each.
  func idleEvents() -> Set<Index<Event>> {
    var targets: Set<Index<Bit>> = []
    for relation in machine.relations {
      switch relation.kind {
      case .condition, .milestone: targets.insert(relation.from)
      case .response, .include: targets.insert(relation.to)
      case .exclude: break
      }
    }
    let pending = Set(
      machine.scopes.indices.flatMap { scope in
        machine.numbers(machine.scopes[scope].initialPending).map { machine.scopes[scope].bits[$0] }
      })
    var bits: [Index<Event>: [Index<Bit>]] = [:]
    for (number, bit) in machine.bits.enumerated() {
      if let event = bit.event { bits[event, default: []].append(Index(number)) }
    }
    return Set(
      bits.filter { event, own in
        targets.isDisjoint(with: own) && pending.isDisjoint(with: own) && isIdle(event, own)
      }.keys)
  }

  private func isIdle(_ event: Index<Event>, _ bits: [Index<Bit>]) -> Bool {
    let row = machine.events[event.int]
    guard row.kind == .act || row.kind == .job, row.flags.isEmpty, row.routes.isEmpty, row.opens == nil,
      row.raises == nil, row.clock == nil
    else { return false }
    let own = Set(bits.map { machine.bits[$0.int].bit })
    for facet in machine.facets[row.facets.range] {
      guard facet.take.isEmpty, facet.put.isEmpty, facet.response.isEmpty, facet.include.isEmpty,
        machine.numbers(facet.exclude).allSatisfy({ own.contains($0) }), facet.weights.isEmpty,
        machine.guarded[facet.guarded.range].allSatisfy({ !$0.kind.isEffect })
      else { return false }
      let scope = machine.ancestor(of: row.scope, level: Int(facet.level)).int
      if facet.bit >= 0, executed[scope][Int(facet.bit) / 64] & (1 << UInt64(facet.bit % 64)) != 0 { return false }
    }
    let writes = machine.accesses[row.accesses.range].filter { $0.use == .writes || $0.use == .adds }
    return writes.allSatisfy { !items.contains($0.item) }
      && machine.termEffects[row.termEffects.range].allSatisfy { !terms.contains($0.term) }
  }
}
