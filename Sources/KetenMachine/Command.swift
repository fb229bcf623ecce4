import FEEL

/// What somebody asks of a case.
public struct Command: Hashable, Sendable {
  /// What is asked.
  public enum Action: Hashable, Sendable {
    /// A party's act; the run says in which instance of its scope, when there are several.
    case act(Index<Event>, run: ScopeID?)
    /// A worker's answer to a job.
    case answer(Index<Event>, run: ScopeID?)
    /// A worker's answer that the job failed with an error the model may catch.
    case fault(Index<Event>, run: ScopeID?, error: String?)
    /// The arrival of a message.
    case message(Index<Message>)
    /// Time passes.
    case tick
  }

  /// What is asked.
  public var action: Action
  /// When.
  public var at: Moment
  /// Who asks.
  public var party: Index<Party>?
  /// The person who asks, as the host calls them.
  public var person: String?
  /// What is written with it.
  public var writes: [ItemValue] = []

  /// A party's act.
  public static func act(
    _ event: Index<Event>, run: ScopeID? = nil, by party: Index<Party>, person: String? = nil,
    writes: [ItemValue] = [], at moment: Moment
  ) -> Command {
    Command(action: .act(event, run: run), at: moment, party: party, person: person, writes: writes)
  }

  /// A worker's answer to a job.
  public static func answer(
    _ event: Index<Event>, run: ScopeID? = nil, writes: [ItemValue] = [], at moment: Moment
  ) -> Command {
    Command(action: .answer(event, run: run), at: moment, writes: writes)
  }

  /// A worker's answer that the job failed.
  public static func fault(_ event: Index<Event>, run: ScopeID? = nil, error: String?, at moment: Moment) -> Command {
    Command(action: .fault(event, run: run, error: error), at: moment)
  }

  /// The arrival of a message.
  public static func message(
    _ message: Index<Message>, from party: Index<Party>? = nil, writes: [ItemValue] = [], at moment: Moment
  ) -> Command {
    Command(action: .message(message), at: moment, party: party, writes: writes)
  }

  /// Time passes.
  public static func tick(at moment: Moment) -> Command { Command(action: .tick, at: moment) }
}

/// What comes of a command.
public enum Decision: Equatable, Sendable {
  /// It cannot happen now; every reason that stands in the way.
  case refused([Reason])
  /// It happens: what goes on the record, what the host must do, and the case as it then is.
  case accepted(records: [Record], effects: [Effect], next: Case)
}

/// What a host must do because of a decision, after the records are safe.
public enum Effect: Hashable, Sendable {
  /// Work for a worker has come up.
  case startJob(type: String, event: Index<Event>, scope: ScopeID)
  /// Work for a worker has fallen away without an answer.
  case cancelJob(type: String, event: Index<Event>, scope: ScopeID)
  /// A message goes out.
  case send(Index<Message>)
  /// Wake the case at a moment with a tick; nil when nothing is due any more.
  case wake(at: Moment?)
  /// The case is over.
  case ended(Case.Status)
}
