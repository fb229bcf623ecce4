import FEEL

/// One event that happened, with all that was chosen, so that replay needs no expressions.
public struct Firing: Hashable, Sendable {
  /// When a clock with a computed duration is due.
  public struct ClockDue: Hashable, Sendable {
    package var clock: Index<Clock>
    /// The moment.
    public var due: Moment
  }

  /// The event.
  public let event: Index<Event>
  /// The scope instance it happened in.
  public let scope: ScopeID
  /// The moment: of a clock the moment it was due.
  public let at: Moment
  /// Who acted.
  public internal(set) var party: Index<Party>?
  /// The person, as the host calls them.
  public internal(set) var person: String?
  /// The values it wrote.
  public package(set) var writes: [ItemValue] = []
  /// The numbers of the routes taken, in the machine's table.
  public internal(set) var routes: [Int32] = []
  /// The numbers of the guarded relations that were used, in the machine's table.
  public internal(set) var guarded: [Int32] = []
  /// When the clocks are due that it may have started, where an expression says so.
  public internal(set) var dues: [ClockDue] = []
  /// The kept message that it caught.
  public internal(set) var keptMessage: Int?

  package init(_ event: Index<Event>, in scope: ScopeID, at moment: Moment) {
    (self.event, self.scope, self.at) = (event, scope, moment)
  }
}

/// What is on the record of a case; in order, they are the case.
public enum Record: Hashable, Sendable {
  /// The case began; when the clocks are due that start with it, where an expression says so.
  case began(at: Moment, dues: [Firing.ClockDue])
  /// An event happened.
  case fired(Firing)
  /// A term's end passed, at the moment it was due.
  case termEnded(Index<Term>, in: ScopeID, at: Moment)
  /// A message waits in the inbox.
  case kept(KeptMessage, at: Moment)
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
