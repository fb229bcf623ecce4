import KetenMachine

/// What a constraint becomes: helpers, and relations between these and the events it speaks of.
///
/// A helper is an event of DCR graphs that nobody can do. One that never happens is a switch: it stands while it is
/// included. A `condition` from it holds back its target while it stands; one that is pending is owed while it stands, so
/// that the case cannot close. Switching does not depend on what is in play, as a condition on the event itself would: a
/// constraint of DECLARE binds also where a relation takes its events out.
///
/// How often something happened takes a row of helpers that do happen, by themselves, one each time.
package struct ConstraintRules: Sendable, Equatable {
  package enum Participant: Hashable, Sendable {
    case a, b
    /// Every other event that somebody makes happen.
    case others
    case helper(Int)
  }

  package struct Helper: Sendable, Equatable {
    package var name: String
    package var isIncluded: Bool
    package var isPending = false
    /// Whether it happens by itself as soon as it can.
    package var happens = false
  }

  package struct Rule: Sendable, Equatable {
    package var kind: RelationKind
    package var from: Participant
    package var to: Participant
  }

  package private(set) var helpers: [Helper] = []
  package private(set) var rules: [Rule] = []

  /// - Parameter count: The `n` of the templates that count; more than 0.
  package init(_ template: ConstraintTemplate, count: Int = 1) {
    switch template {
    case .existence: _ = count == 1 ? owe(clearedBy: [.a]) : self.count(count, isOwed: true)
    case .absence: forbid(from: count)
    case .exactly:
      if count == 1 {
        owe(clearedBy: [.a])
        forbid(from: 2)
      } else {
        stop(.a, after: self.count(count, isOwed: true))
      }
    case .initial:
      let first = owe(clearedBy: [.a])
      relate(.condition, first, .others)
    case .end:
      let last = owe(clearedBy: [.a])
      relate(.include, .others, last)
    case .choice: owe(clearedBy: [.a, .b])
    case .exclusiveChoice:
      owe(clearedBy: [.a, .b])
      stop(.b, after: .a)
      stop(.a, after: .b)
    case .respondedExistence: oweEver(.b, for: .a)
    case .coExistence:
      oweEver(.b, for: .a)
      oweEver(.a, for: .b)
    case .notCoExistence, .notRespondedExistence:
      stop(.b, after: .a)
      stop(.a, after: .b)
    case .notSuccession, .notResponse, .notPrecedence: stop(.b, after: .a)
    default: addOrder(template)
    }
  }

  private mutating func addOrder(_ template: ConstraintTemplate) {
    switch template {
    case .response: respond()
    case .precedence: precede()
    case .succession:
      respond()
      precede()
    case .alternateResponse: alternate()
    case .alternatePrecedence: relate(.include, .b, precede())
    case .alternateSuccession:
      alternate()
      relate(.include, .b, precede())
    case .chainResponse: answerAtOnce()
    case .chainPrecedence: followAtOnce()
    case .chainSuccession:
      answerAtOnce()
      followAtOnce()
    default:
      // Of the templates that forbid: not next.
      let barrier = stop(.b, after: .a)
      relate(.exclude, .others, barrier)
    }
  }

  // MARK: Switches

  private mutating func add(_ helper: Helper) -> Participant {
    helpers.append(helper)
    return .helper(helpers.count - 1)
  }

  private mutating func relate(_ kind: RelationKind, _ from: Participant, _ to: Participant) {
    rules.append(Rule(kind: kind, from: from, to: to))
  }

  /// A debt, from the start unless something incurs it.
  @discardableResult
  private mutating func owe(_ cause: Participant? = nil, clearedBy events: [Participant]) -> Participant {
    let debt = add(Helper(name: "owed", isIncluded: cause == nil, isPending: true))
    if let cause { relate(.include, cause, debt) }
    for event in events { relate(.exclude, event, debt) }
    return debt
  }

  /// A debt once `cause` happens, unless `event` ever does.
  private mutating func oweEver(_ event: Participant, for cause: Participant) {
    let debt = add(Helper(name: "owed", isIncluded: true))
    relate(.response, cause, debt)
    relate(.exclude, event, debt)
  }

  /// Holds an event back once another has happened.
  @discardableResult
  private mutating func stop(_ event: Participant, after cause: Participant) -> Participant {
    let barrier = add(Helper(name: "bar", isIncluded: false))
    relate(.include, cause, barrier)
    relate(.condition, barrier, event)
    return barrier
  }

  /// Holds `a` back from the n-th time on.
  private mutating func forbid(from count: Int) {
    switch count {
    case 1: relate(.condition, add(Helper(name: "bar", isIncluded: true)), .a)
    case 2: stop(.a, after: .a)
    default: stop(.a, after: self.count(count - 1, isOwed: false))
    }
  }

  // MARK: Order

  @discardableResult
  private mutating func respond() -> Participant { owe(.a, clearedBy: [.b]) }

  @discardableResult
  private mutating func precede() -> Participant {
    let barrier = add(Helper(name: "bar", isIncluded: true))
    relate(.condition, barrier, .b)
    relate(.exclude, .a, barrier)
    return barrier
  }

  private mutating func alternate() { relate(.condition, respond(), .a) }

  private mutating func answerAtOnce() {
    let debt = respond()
    relate(.condition, debt, .a)
    relate(.condition, debt, .others)
  }

  private mutating func followAtOnce() {
    let barrier = precede()
    relate(.include, .b, barrier)
    relate(.include, .others, barrier)
  }

  // MARK: Counting

  /// A row of helpers, of which one happens each time that `a` does; the last.
  ///
  /// The gate holds them back until `a` takes it out, and each puts it back and brings the next into play.
  private mutating func count(_ count: Int, isOwed: Bool) -> Participant {
    let gate = add(Helper(name: "gate", isIncluded: true))
    relate(.exclude, .a, gate)
    var last = gate
    for number in 1...count {
      let next = add(Helper(name: "\(number)", isIncluded: number == 1, isPending: isOwed, happens: true))
      if number > 1 { relate(.include, last, next) }
      relate(.condition, gate, next)
      relate(.include, next, gate)
      relate(.exclude, next, next)
      last = next
    }
    return last
  }
}

extension ConstraintRules {
  /// The helpers and relations as lines of text, with these words for `a` and `b`.
  package func lines(a: String = "a", b: String = "b") -> [String] {
    let name = { (participant: Participant) in
      switch participant {
      case .a: a
      case .b: b
      case .others: "every other event"
      case .helper(let number): helpers[number].name + (isAmbiguous(number) ? " (\(number + 1))" : "")
      }
    }
    let states = helpers.indices.map { number in
      let helper = helpers[number]
      return "helper \(name(.helper(number))): "
        + (helper.happens ? "happens by itself" : "never happens")
        + (helper.isIncluded ? ", included" : ", excluded") + (helper.isPending ? ", pending" : "")
    }
    return states + rules.map { "\($0.kind.rawValue) \(name($0.from)) → \(name($0.to))" }
  }

  private func isAmbiguous(_ number: Int) -> Bool { helpers.count { $0.name == helpers[number].name } > 1 }
}
