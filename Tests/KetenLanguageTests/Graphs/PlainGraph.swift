import FEEL
import KetenMachine

/// A timed DCR graph with nestings and sub-processes, as plainly as it can be said: sets, and a clock.
///
/// The marking is that of Hildebrandt and Mukkamala (2010), nesting that of 2011, time that of Hildebrandt, Mukkamala,
/// Slaats and Zanitti (2013), and a sub-process happens as in hierarchical graphs (Debois, Hildebrandt and Slaats, 2014).
/// Where the language departs from these a comment says so.
struct PlainGraph {
  enum Kind { case step, nesting, subProcess }

  struct Node {
    var name: String
    var kind: Kind
    var parent: Int?
    /// A step that leaves play when it is done.
    var isOnce = false
  }

  struct Relation {
    var kind: RelationKind
    /// Any nodes; a nesting is one with each of its parts.
    var from: Int
    var to: Int
    var hours: Int?
    var renews = false
  }

  /// Between events, with the end of what is owed.
  struct Deadline: Equatable {
    var due: Moment
    var state = TermState.running
  }

  let nodes: [Node]
  /// Between events.
  private(set) var relations: [Relation] = []
  private(set) var executed: Set<Int> = []
  private(set) var pending: Set<Int>
  private(set) var included: Set<Int>
  private var lastDone: [Int: Moment] = [:]
  /// By relation.
  private(set) var deadlines: [Int: Deadline] = [:]
  private(set) var now: Moment

  init(_ nodes: [Node], _ relations: [Relation], pending: Set<Int>, included: Set<Int>, at now: Moment) {
    (self.nodes, self.pending, self.included, self.now) = (nodes, pending, included, now)
    for relation in relations {
      for from in parts(of: relation.from) {
        for to in parts(of: relation.to) {
          var single = relation
          (single.from, single.to) = (from, to)
          self.relations.append(single)
        }
      }
    }
  }

  var events: [Int] { nodes.indices.filter { nodes[$0].kind != .nesting } }

  func parts(of node: Int) -> [Int] {
    guard nodes[node].kind == .nesting else { return [node] }
    return nodes.indices.filter { nodes[$0].parent == node }.flatMap { parts(of: $0) }
  }

  // MARK: Enabled

  func isEnabled(_ event: Int) -> Bool {
    included.contains(event) && !relations.contains { $0.to == event && holdsBack($0) }
      && (subProcess(around: event).map { isEnabled($0) } ?? true)
  }

  private func holdsBack(_ relation: Relation) -> Bool {
    let isInPlay = included.contains(relation.from)
    switch relation.kind {
    case .condition:
      if isInPlay, !executed.contains(relation.from) { return true }
      guard let hours = relation.hours, let last = lastDone[relation.from], now < last.adding(hours: hours) else {
        return false
      }
      // In the language what can be done once still counts when it left play by being done.
      return isInPlay || nodes[relation.from].isOnce
    case .milestone: return isInPlay && pending.contains(relation.from)
    case .response, .include, .exclude: return false
    }
  }

  private func subProcess(around node: Int) -> Int? {
    var current = nodes[node].parent
    while let next = current {
      if nodes[next].kind == .subProcess { return next }
      current = nodes[next].parent
    }
    return nil
  }

  private func isInside(_ node: Int, _ outer: Int) -> Bool {
    nodes[node].parent.map { $0 == outer || isInside($0, outer) } ?? false
  }

  // MARK: Execution

  mutating func pass(to moment: Moment) {
    now = moment
    for (relation, deadline) in deadlines where deadline.state == .running && deadline.due <= now {
      deadlines[relation]?.state = .exceeded
    }
  }

  mutating func execute(_ event: Int) {
    executed.insert(event)
    lastDone[event] = now
    let own = relations.filter { $0.from == event }
    let targets = { (kind: RelationKind) in Set(own.filter { $0.kind == kind }.map(\.to)) }
    moveDeadlines(event)
    pending.remove(event)
    pending.formUnion(targets(.response))
    let excluded = targets(.exclude).subtracting(targets(.include))
    included.subtract(excluded)
    if nodes[event].isOnce { included.remove(event) }
    included.formUnion(targets(.include))
    // In the language a deadline falls away with what it is for.
    for (number, relation) in relations.enumerated() where excluded.contains(relation.to) {
      if deadlines[number]?.state == .running { deadlines[number]?.state = .void }
    }
    guard let scope = subProcess(around: event) else { return }
    let isAccepting = !pending.contains { included.contains($0) && isInside($0, scope) }
    if isAccepting, isEnabled(scope) { execute(scope) }
  }

  private mutating func moveDeadlines(_ event: Int) {
    for (number, relation) in relations.enumerated() where relation.kind == .response {
      guard let hours = relation.hours else { continue }
      if relation.to == event {
        if deadlines[number]?.state == .running { deadlines[number]?.state = .met }
        if deadlines[number]?.state == .exceeded { deadlines[number]?.state = .metLate }
      }
      if relation.from == event {
        // In the language the earliest deadline stands, unless the relation renews it.
        let stands = [.running, .exceeded].contains(deadlines[number]?.state) && !relation.renews
        if !stands { deadlines[number] = Deadline(due: now.adding(hours: hours)) }
      }
    }
  }

  var isAccepting: Bool { pending.isDisjoint(with: included) }
}

extension Moment {
  func adding(hours: Int) -> Moment { Moment(milliseconds: milliseconds + Int64(hours) * 3_600_000) }
}
