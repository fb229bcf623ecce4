import FEEL

/// A scope instance: a slot of a case's arena, and which of its successive tenants.
public struct ScopeID: Hashable, Sendable {
  private let rawSlot: Int32
  private let rawGeneration: Int32
  /// The slot in the arena.
  public var slot: Int { Int(rawSlot) }
  /// Counts the tenants of the slot, from 1.
  public var generation: Int { Int(rawGeneration) }

  /// Names a scope instance.
  public init(slot: Int, generation: Int) {
    (rawSlot, rawGeneration) = (Int32(truncatingIfNeeded: slot), Int32(truncatingIfNeeded: generation))
  }
}

/// One instance of a scope definition in the tree of a case.
///
/// Its marking is one run of the case's words: tokens, executed, pending, included.
package struct Scope: Equatable, Sendable {
  package enum Role: UInt8, Sendable {
    case free, plain
    /// Closed into its parent's log.
    case kept
    /// A queue of compensation: it has no definition, its log is the queue.
    case compensation
    /// A kept scope that is being compensated.
    case revived
  }

  package var role = Role.plain
  package var generation: Int32 = 1
  /// The definition, −1 for a compensation scope.
  package var def: Int32
  /// The slot above, −1 for the root; what dies with what.
  package var parent: Int32 = -1
  /// The scope that the levels of facets count from: the parent, or, of a revived scope, the owner of the log it was in.
  package var lexicalParent: Int32 = -1
  package var firstChild: Int32 = -1
  package var lastChild: Int32 = -1
  package var next: Int32 = -1
  /// Offsets of the four sections in the case's words.
  package var tokens: Int32 = 0
  package var executed: Int32 = 0
  package var pending: Int32 = 0
  package var included: Int32 = 0
  /// Offset of its counts, −1 when its places do not count.
  package var counts: Int32 = -1
  /// One word for two things that no scope has both of: a row of 64 bytes is copied faster than one of 72.
  private var handlerOrData: Int32 = -1
  /// When it was opened; of the root the case knows it, so that cases share the root's row.
  package var openedAt = Moment(milliseconds: 0)

  package var isAlive: Bool { role != .free && role != .kept }
}

extension Scope {
  /// Of a compensation scope: the handler that is at work, −1 for none.
  package var handler: Int32 {
    get { def < 0 ? handlerOrData : -1 }
    set { if def < 0 { handlerOrData = newValue } }
  }

  /// Offset of its data in the values of a case; −1 when it has none, and of the root, whose values come first.
  package var data: Int32 {
    get { def < 0 ? -1 : handlerOrData }
    set { if def >= 0 { handlerOrData = newValue } }
  }

  /// A scope without place in the tree or marking yet.
  package init(def: Int32) { self.def = def }

  /// A scope without place in the tree yet, whose marking begins at the given ends of a case's words and counts.
  package init(of row: ScopeDef, def: Int32, words: Int, counts: Int) {
    self.init(def: def)
    tokens = Int32(words)
    executed = tokens + Int32(row.tokenWords)
    pending = executed + Int32(row.bitWords)
    included = pending + Int32(row.bitWords)
    if row.counts { self.counts = Int32(counts) }
  }
}

/// A running clock.
package struct DueClock: Equatable, Sendable {
  package var scope: Int32
  package var clock: Index<Clock>
  package var due: Moment
  /// How often it fires from now; nil for as long as its place stands.
  package var ticksLeft: Int?
  /// The time between two ticks of a computed cycle.
  package var interval: CalendarDuration?
}

/// Since when an activity has a token.
package struct Arrival: Equatable, Sendable {
  package var scope: Int32
  package var place: Index<Place>
  package var at: Moment
}

/// Something done that can be compensated.
package struct LogEntry: Equatable, Sendable {
  /// The scope (or compensation queue) whose log it is in.
  package var scope: Int32
  package var activity: Index<Element>
  /// The scope it ran in, when that was kept.
  package var kept: Int32 = -1
}

/// The last time an event happened.
public struct Fact: Hashable, Sendable {
  /// When.
  public let at: Moment
  /// For which party; nil when nobody acted.
  public let party: Index<Party>?
  /// The person who acted, as the host calls them.
  public let person: String?
}

/// A fact as a case keeps it: without references, so that a case is copied in one go.
package struct FactRow: Equatable, Sendable {
  /// Milliseconds since the epoch; the least number says that there is no fact.
  package var at = Int64.min
  /// The party, −1 for none.
  package var party: Int32 = -1
  /// The number of the person among those of the case, −1 for none.
  package var person: Int32 = -1
}

/// The value of an item.
public struct ItemValue: Hashable, Sendable {
  /// The item.
  public let item: Index<Item>
  /// Its value.
  public let value: Value

  /// Pairs an item with a value.
  public init(_ item: Index<Item>, _ value: Value) { (self.item, self.value) = (item, value) }
}

/// A message that came before anybody waited for it.
public struct KeptMessage: Hashable, Sendable {
  /// Numbers the messages kept in a case.
  public let id: Int
  /// The message.
  public let message: Index<Message>
  /// Who sent it.
  public let from: Index<Party>?
  /// What it carries.
  public let writes: [ItemValue]
  /// The value by which it finds the one that it is for; null when it has none.
  public let key: Value
  /// Until when it waits.
  public let until: Moment
}

/// The state of a case: a value, changed by nothing but `apply`.
///
/// Invariants: the first slot is the root once the case has begun; a free slot's words are zero; a bit of `tokens` is set exactly when
/// its place's count is not zero, where the scope counts; clocks and arrivals belong to places that hold a token.
public struct Case: Equatable, Sendable {
  /// Where a case stands.
  public enum Status: String, Sendable {
    /// Not begun.
    case new
    /// Open.
    case running
    /// Closed by its own rules.
    case finished
    /// Stopped by an error that nobody caught.
    case failed
  }

  /// Where the case stands.
  public internal(set) var status = Status.new
  /// The moment of the last record; nothing happens before it.
  public internal(set) var moment = Moment(milliseconds: .min)
  /// When the root was opened.
  package var begunAt = Moment(milliseconds: 0)
  package var scopes: [Scope] = []
  package var words: [UInt64] = []
  package var counts: [UInt32] = []
  package var clocks: [DueClock] = []
  package var arrivals: [Arrival] = []
  package var log: [LogEntry] = []
  package var termRuns: [TermRun] = []
  /// The values of the dossier by item, then those of the data of scopes, one run an instance.
  package var values: [Value?] = []
  /// By number of the fact; no longer than what happened asks for.
  package var facts: [FactRow] = []
  /// The persons who acted so far, in the order they first did.
  package var persons: [String] = []
  package var inbox: [KeptMessage] = []
  /// How many messages were kept so far.
  package var keptCount = 0
  /// How many compensation and revived scopes there are.
  package var compensationCount = 0
  /// Whether moments and values are kept; a proof has none, so that states differing in nothing else are equal.
  package var isTimed = true

  /// A case that has not begun.
  public init() {}

  /// The value of an item of the dossier; nil when it has not been written.
  public func value(of item: Index<Item>) -> Value? { values.indices.contains(item.int) ? values[item.int] : nil }
}

extension Case {
  /// The fact of a number; nil when it has not happened.
  package func fact(_ number: Int) -> Fact? {
    guard facts.indices.contains(number), facts[number].at != .min else { return nil }
    let row = facts[number]
    return Fact(
      at: Moment(milliseconds: row.at), party: row.party < 0 ? nil : Index(Int(row.party)),
      person: row.person < 0 ? nil : persons[Int(row.person)])
  }

  /// Notes a fact.
  package mutating func note(_ number: Int, at moment: Moment, party: Index<Party>?, person: String?) {
    var row = FactRow(at: moment.milliseconds, party: party?.raw ?? -1, person: -1)
    if let person {
      if let known = persons.firstIndex(of: person) {
        row.person = Int32(known)
      } else {
        row.person = Int32(persons.count)
        persons.append(person)
      }
    }
    if number >= facts.count {
      facts.append(contentsOf: repeatElement(FactRow(), count: number + 1 - facts.count))
    }
    facts[number] = row
  }

  /// When a scope was opened.
  package func openedAt(_ slot: Int) -> Moment { slot == 0 ? begunAt : scopes[slot].openedAt }

  /// The name of the tenant of a slot.
  package func id(_ slot: Int) -> ScopeID { ScopeID(slot: slot, generation: Int(scopes[slot].generation)) }

  /// Whether a scope instance is still there and not closed.
  package func isAlive(_ id: ScopeID) -> Bool {
    scopes.indices.contains(id.slot) && scopes[id.slot].isAlive && Int(scopes[id.slot].generation) == id.generation
  }

  /// The scope so many levels above, as facets count them; −1 when there is none.
  @inline(__always)
  package func ancestor(_ slot: Int, level: Int32) -> Int {
    var current = slot
    var left = level
    while left > 0, current >= 0 {
      current = Int(scopes[current].lexicalParent)
      left -= 1
    }
    return current
  }

  /// The nearest scope of a definition, from a slot upwards; nil when there is none.
  package func enclosing(_ slot: Int, def: Index<ScopeDef>) -> Int? {
    var current = Int32(slot)
    while current >= 0 {
      if scopes[Int(current)].def == def.raw { return Int(current) }
      current = scopes[Int(current)].lexicalParent
    }
    return nil
  }

  /// Where the walk over the live scopes begins: the root; −1 when it is not there.
  package var firstSlot: Int { !scopes.isEmpty && scopes[0].isAlive ? 0 : -1 }

  /// The live scopes, parents before children, children in order of creation.
  package var preorder: [Int] {
    var result: [Int] = []
    var current = firstSlot
    while current >= 0 {
      result.append(current)
      current = after(current)
    }
    return result
  }

  /// The scope after one in pre-order; −1 after the last.
  package func after(_ slot: Int) -> Int {
    if scopes[slot].firstChild >= 0 { return Int(scopes[slot].firstChild) }
    var current = slot
    while current >= 0 {
      if scopes[current].next >= 0 { return Int(scopes[current].next) }
      current = Int(scopes[current].parent)
    }
    return -1
  }

  /// The children of a scope in order of creation.
  package func children(_ slot: Int) -> [Int] {
    var result: [Int] = []
    var child = scopes[slot].firstChild
    while child >= 0 {
      result.append(Int(child))
      child = scopes[Int(child)].next
    }
    return result
  }

  /// The live instances of a definition, parents first.
  package func instances(of def: Index<ScopeDef>) -> [Int] {
    if def.raw == 0, !scopes.isEmpty { return [0] }
    var result: [Int] = []
    var slot = firstSlot
    while slot >= 0 {
      if scopes[slot].def == def.raw { result.append(slot) }
      slot = after(slot)
    }
    return result
  }

  /// Whether a scope or one below it is a queue of compensation.
  package func hasCompensation(below slot: Int) -> Bool {
    compensationCount > 0 && children(slot).contains { scopes[$0].role == .compensation || hasCompensation(below: $0) }
  }
}

extension Machine {
  /// Whether a place, by its number in its scope, holds a token.
  package func holdsToken(_ number: Int, _ slot: Int, of state: Case) -> Bool {
    state.words[Int(state.scopes[slot].tokens) + number / 64] & (1 << UInt64(number % 64)) != 0
  }

  /// Whether a scope holds no token but standing ones.
  package func holdsOnlyStanding(_ slot: Int, of state: Case) -> Bool {
    let def = Int(state.scopes[slot].def)
    guard def >= 0 else { return true }
    let tokens = Int(state.scopes[slot].tokens)
    var rows = scopes[def].standing.range
    for word in 0..<scopes[def].tokenWords {
      var allowed: UInt64 = 0
      if let first = rows.first, Int(masks[first].word) == word {
        allowed = masks[first].bits
        rows.removeFirst()
      }
      if state.words[tokens + word] & ~allowed != 0 { return false }
    }
    return true
  }
}
