import FEEL

/// One event that happened, with all that was chosen, so that replay needs no expressions.
public struct Firing: Hashable, Sendable {
  /// When a clock with a computed timer is due.
  public struct ClockDue: Hashable, Sendable {
    package var clock: Index<Clock>
    package var timer: TimerValue
    /// The moment.
    public var due: Moment { timer.due }
  }

  /// The event.
  public let event: Index<Event>
  /// The scope instance it happened in.
  public let scope: ScopeID
  /// The moment: of a clock the moment it was due.
  public let at: Moment
  /// Who acted.
  public internal(set) var party: Index<Party>?
  /// What most firings have nothing of.
  private var choices: Choices?

  package init(_ event: Index<Event>, in scope: ScopeID, at moment: Moment) {
    (self.event, self.scope, self.at) = (event, scope, moment)
  }
}

// MARK: - What was chosen

extension Firing {
  /// What was said and chosen, out of line: most firings have none of it, and are copied as one small row.
  fileprivate final class Choices: Sendable {
    let chosen: Chosen
    init(_ chosen: Chosen) { self.chosen = chosen }
  }

  fileprivate struct Chosen: Hashable, Sendable {
    static let none = Chosen()
    var person: String?
    var writes: [ItemValue] = []
    var routes: [Int32] = []
    var guarded: [Int32] = []
    var dues: [ClockDue] = []
    var keptMessage: Int?
    var times: Int?
  }

  /// Nothing chosen and no choices are the same, so that equal firings are made of the same parts.
  fileprivate var chosen: Chosen {
    get { choices?.chosen ?? .none }
    set { choices = newValue == .none ? nil : Choices(newValue) }
  }

  /// Whether it is no more than who did what and when.
  var isBare: Bool { choices == nil }
  /// How many tokens it puts where it puts as many as an expression says; nil where it puts one.
  package internal(set) var times: Int? {
    get { chosen.times }
    set { if newValue != nil || times != nil { chosen.times = newValue } }
  }

  /// The person, as the host calls them.
  public internal(set) var person: String? {
    get { choices?.chosen.person }
    set { if newValue != nil || person != nil { chosen.person = newValue } }
  }
  /// The values it wrote.
  public package(set) var writes: [ItemValue] {
    get { choices?.chosen.writes ?? [] }
    set { if !newValue.isEmpty || !writes.isEmpty { chosen.writes = newValue } }
  }
  /// The numbers of the routes taken, in the machine's table.
  public internal(set) var routes: [Int32] {
    get { choices?.chosen.routes ?? [] }
    set { if !newValue.isEmpty || !routes.isEmpty { chosen.routes = newValue } }
  }
  /// The numbers of the guarded relations that were used, in the machine's table.
  public internal(set) var guarded: [Int32] {
    get { choices?.chosen.guarded ?? [] }
    set { if !newValue.isEmpty || !guarded.isEmpty { chosen.guarded = newValue } }
  }
  /// When the clocks are due that it may have started, where an expression says so.
  public internal(set) var dues: [ClockDue] {
    get { choices?.chosen.dues ?? [] }
    set { if !newValue.isEmpty || !dues.isEmpty { chosen.dues = newValue } }
  }
  /// The kept message that it caught.
  public internal(set) var keptMessage: Int? {
    get { choices?.chosen.keptMessage }
    set { if newValue != nil || keptMessage != nil { chosen.keptMessage = newValue } }
  }
}

extension Firing.Choices: Hashable {
  static func == (left: Firing.Choices, right: Firing.Choices) -> Bool {
    left === right || left.chosen == right.chosen
  }

  func hash(into hasher: inout Hasher) { chosen.hash(into: &hasher) }
}

/// What is on the record of a case; in order, they are the case.
public enum Record: Hashable, Sendable {
  /// The case began; when the clocks are due that start with it, where an expression says so.
  case began(at: Moment, dues: [Firing.ClockDue])
  /// An event happened.
  case fired(Firing)
  /// A term's end passed, at the moment it was due.
  case termEnded(Index<Term>, in: ScopeID, at: Moment)
  /// A message waits in the inbox; out of line, so that it does not make every record larger.
  indirect case kept(KeptMessage, at: Moment)
  /// A message waited long enough.
  case expired(message: Int, at: Moment)
  /// The next entry of a queue of compensation is taken, or, when it is empty, the queue is closed.
  case compensated(queue: ScopeID, at: Moment, dues: [Firing.ClockDue])
  /// A revived scope without a handler of its own compensates what it did, entry by entry.
  case unrolled(ScopeID, at: Moment)
  /// A revived scope is done.
  case settled(ScopeID, at: Moment)
  /// An error that nobody caught ended the case.
  case failed(error: String?, at: Moment)
  /// Time passed and nothing else happened.
  case passed(at: Moment)

  /// When.
  public var at: Moment {
    switch self {
    case .began(let at, _), .termEnded(_, _, let at), .kept(_, let at), .expired(_, let at), .compensated(_, let at, _),
      .unrolled(_, let at), .settled(_, let at), .failed(_, let at), .passed(let at):
      at
    case .fired(let firing): firing.at
    }
  }
}
