import FEEL

/// Why something cannot happen now, in the model's own words.
public enum Reason: Hashable, Sendable {
  /// A token has not come: the places that are empty.
  case flow([Index<Place>])
  /// Something must have been done first.
  case condition(Index<Bit>, Index<Relation>?)
  /// Something is owed first.
  case milestone(Index<Bit>, Index<Relation>?)
  /// It has been taken out of the course, by a relation when that is known.
  case excluded(Index<Bit>, Index<Relation>?)
  /// It has been done, and can be done once.
  case done(Index<Bit>)
  /// So much time must have passed.
  case delay(Index<Term>, since: Moment, until: Moment)
  /// Its own condition does not hold.
  case guarded(Index<Expression>)
  /// It is not for this party, but for these.
  case party(Index<Party>?, may: [Index<Party>])
  /// It reads an item that has not been written.
  case item(Index<Item>)
  /// It must write an item.
  case writeMissing(Index<Item>)
  /// It does not write this item.
  case writeUnexpected(Index<Item>)
  /// The value is not of the item's type.
  case writeType(Index<Item>, expected: ValueType)
  /// It would be before what is on the record.
  case time(Moment, last: Moment)
  /// The case has not begun.
  case new
  /// The case is closed.
  case finished(since: Moment)
  /// The case was stopped by an error.
  case failed(since: Moment)
  /// What it is part of has not begun, or is over.
  case noRun(Index<Event>)
  /// What it is part of runs more than once: say which.
  case severalRuns(Index<Event>, [ScopeID])
  /// Nobody waits for the message, and it does not wait.
  case message(Index<Message>)
  /// Some wait for such a message, but for none with this key, and it does not wait.
  case correlation(Index<Message>, Value)
  /// No way on is open: no condition holds, and there is no other way.
  case route(Index<Event>)
  /// The timer of an event that would begin to wait is no length, moment or cycle.
  case timer(Index<Event>, Value)
  /// It does not come to rest.
  case bound(Index<Event>?)
  /// It is not for anybody to do: it happens by itself, or from outside.
  case notAnAct(Index<Event>)
  /// It is not work for a worker.
  case notAJob(Index<Event>)
  /// It waits until all that runs below or beside it is done.
  case busy([Owed])
  /// An inclusive join waits for a token that may still come.
  case join(Index<Event>)
  /// Its moment has not come.
  case clock(Index<Event>, until: Moment?)

  /// The word a scenario uses for it.
  public var word: String {
    switch self {
    case .flow, .noRun, .busy, .join, .notAnAct, .notAJob: "flow"
    case .condition: "condition"
    case .milestone: "milestone"
    case .excluded, .done: "excluded"
    case .delay, .clock: "delay"
    case .guarded: "guard"
    case .party: "party"
    case .item: "item"
    case .writeMissing, .writeUnexpected, .writeType: "write"
    case .time, .new: "time"
    case .finished, .failed: "finished"
    case .severalRuns: "run"
    case .message, .correlation: "message"
    case .route: "route"
    case .timer: "timer"
    case .bound: "bound"
    }
  }
}

/// What is still to be done before a case may close.
public enum Owed: Hashable, Sendable {
  /// An event that is included and pending.
  case event(Index<Bit>, ScopeID)
  /// A token that stands where something is to happen.
  case token(Index<Place>, ScopeID)
  /// A part of the case that runs; without a definition it is a compensation.
  case scope(ScopeID, Index<ScopeDef>?)
}
