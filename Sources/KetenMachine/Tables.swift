import FEEL
import KetenSource

/// An index into a table of rows of one kind, so that an event's number cannot be taken for a place's.
public struct Index<Row>: Hashable, Sendable, Comparable {
  package var raw: Int32
  package init(_ raw: Int) { self.raw = Int32(raw) }
  package var int: Int { Int(raw) }
  /// The row's number in its table, as journals hold it.
  public var number: Int { Int(raw) }
  /// The earlier row is less.
  public static func < (left: Self, right: Self) -> Bool { left.raw < right.raw }
}

/// A run of rows in another table.
package struct Rows: Hashable, Sendable {
  package var start: Int32
  package var count: Int32
  package init(_ start: Int, _ count: Int) { (self.start, self.count) = (Int32(start), Int32(count)) }
  package static let none = Rows(0, 0)
  package var isEmpty: Bool { count == 0 }
  package var range: Range<Int> { Int(start)..<Int(start + count) }
}

/// Bits in one word of a section (tokens, or event bits) of a scope's marking.
package struct MaskWord: Hashable, Sendable {
  package var word: Int32
  package var bits: UInt64
}

/// One level of scope: the root (the whole case), a procedure, a sub-process.
///
/// Its marking is one run of words: `tokenWords` of tokens, then `bitWords` each of executed, pending and included.
public struct ScopeDef: Sendable {
  package var name: String
  package var parent: Index<ScopeDef>?
  package var depth = 0
  package var places: [Index<Place>] = []
  package var bits: [Index<Bit>] = []
  package var tokenWords = 0
  package var bitWords = 0
  /// Whether places of this scope count; otherwise each holds one bit.
  package var counts = false
  package var initialTokens = Rows.none
  package var initialPending = Rows.none
  package var initialIncluded = Rows.none
  /// Places that do not keep the scope alive.
  package var standing = Rows.none
  /// Event bits whose pending keeps the scope from accepting.
  package var obliging = Rows.none
  /// Its events in table order.
  package var events: [Index<Event>] = []
  package var compensation: [CompensationHandler] = []
  /// The data that live and die with each of its instances; of the root the dossier.
  package var items: [Index<Item>] = []
  /// Whether it is an event sub-process: what it compensates is the log of the scope around it.
  package var isEventScope = false
  package var element: Index<Element>?
}

/// Which place starts the compensation of an activity that was logged.
package struct CompensationHandler: Sendable {
  package var activity: Index<Element>
  package var place: Index<Place>

  package init(activity: Index<Element>, place: Index<Place>) {
    self.activity = activity
    self.place = place
  }
}

package enum PlaceKind: String, Sendable { case flow, activity, join, standing, end }

/// A place of a scope: bit (or counter, where the scope counts) number `bit` of its tokens.
public struct Place: Sendable {
  package var name: String
  package var scope: Index<ScopeDef>
  package var bit: Int
  package var kind: PlaceKind
  /// What stands here, for `why`, dumps and proofs.
  package var element: Index<Element>?
}

/// An event's bit in executed, pending and included of a scope: its own, or its shadow in a scope above.
public struct Bit: Sendable {
  package var name: String
  package var scope: Index<ScopeDef>
  package var bit: Int
  /// The event it belongs to; nil when several share it.
  package var event: Index<Event>?
  /// The rule whose helper it is: nobody makes it happen.
  package var rule: Index<Element>?
}

/// Who makes an event happen.
package enum EventKind: String, Sendable {
  /// A party's act: visible, can be refused.
  case act
  /// A worker's answer to a job.
  case job
  /// The arrival of a message, signal, error or escalation.
  case trigger
  /// A due moment.
  case timer
  /// Nobody: routing and automatic work.
  case silent
}

/// When a silent event is tried: the lowest enabled stratum first.
///
/// The reasons are in the kernel's documentation.
package enum Stratum: UInt8, Sendable, Comparable {
  case conditional, routing, throwing, inclusiveJoin, compensation, completion
  package static func < (left: Stratum, right: Stratum) -> Bool { left.rawValue < right.rawValue }
}

package struct EventFlags: OptionSet, Hashable, Sendable {
  package var rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }
  /// Needs its scope quiet: no child, no open compensation, no token but standing ones.
  package static let quiet = EventFlags(rawValue: 1)
  /// Drops the content of its scope.
  package static let clear = EventFlags(rawValue: 2)
  /// Closes its scope.
  package static let exit = EventFlags(rawValue: 4)
  /// With exit: closes it into the parent's log, so that it can be compensated.
  package static let keep = EventFlags(rawValue: 8)
  /// Needs that no compensation runs below its scope.
  package static let awaits = EventFlags(rawValue: 16)
  /// Needs its scope accepting: nothing obliging is included and pending.
  package static let accepting = EventFlags(rawValue: 32)
  /// Logs its activity, so that it can be compensated.
  package static let logged = EventFlags(rawValue: 64)
  /// Ends the case when its scope is the root: the case is finished.
  package static let finishes = EventFlags(rawValue: 128)
  /// Ends the case as failed.
  package static let fails = EventFlags(rawValue: 256)
  /// Its guard must not hold, where others need theirs to.
  package static let unlessGuard = EventFlags(rawValue: 1024)
  /// Its bits stay pending while another instance of its scope is open beside it: a call is owed until its last run is done.
  package static let lastClears = EventFlags(rawValue: 512)
}

package enum RouteMode: String, Sendable { case none, first, all }

/// What can happen: a vector of facets and what goes with it.
public struct Event: Sendable {
  package var name: String
  package var kind: EventKind
  package var scope: Index<ScopeDef>
  package var facets = Rows.none
  package var stratum = Stratum.routing
  package var flags: EventFlags = []
  package var guardExpression: Index<Expression>?
  /// What it catches.
  package var trigger: Index<Trigger>?
  /// It catches only a message whose key is this.
  package var correlation: Index<Expression>?
  /// The clock whose due moment it waits for.
  package var clock: Index<Clock>?
  package var joins = Rows.none
  package var routes = Rows.none
  package var routeMode = RouteMode.none
  /// The scope it opens as a child of its own, with the tokens put there besides the initial ones.
  package var opens: Index<ScopeDef>?
  package var seed = Rows.none
  /// How many levels up the opened scope hangs: 0 for a child of its own scope.
  package var opensLevel: Int32 = 0
  /// How many tokens it puts on each place of its own scope, which counts; nil for one.
  package var times: Index<Expression>?
  /// What it throws, after it fired.
  package var raises: Index<Trigger>?
  /// The parties that may perform it, one bit each.
  package var performers: UInt64 = 0
  /// The job type, of a job.
  package var job: String?
  /// The items it reads, knows and writes.
  package var accesses = Rows.none
  /// What it computes and writes by itself; an item of the scope that it opens is written in the instance it opens.
  package var assignments = Rows.none
  package var termEffects = Rows.none
  /// The terms of kind `delay` that hold it back while they run.
  package var delays = Rows.none
  package var element: Index<Element>?
  /// The flows that are taken whenever it fires.
  package var flows: [Index<Element>] = []
}

/// What an event means at one level of the scope tree: 0 its own scope, 1 the parent, and so on.
package struct Facet: Sendable {
  package var level: Int32 = 0
  /// Tokens that must stand, those it takes included.
  package var need = Rows.none
  /// Tokens that go; one that is taken and not needed goes if it is there.
  package var take = Rows.none
  package var put = Rows.none
  /// Its own bit here, −1 for none.
  package var bit: Int32 = -1
  package var condition = Rows.none
  package var milestone = Rows.none
  package var response = Rows.none
  package var include = Rows.none
  package var exclude = Rows.none
  /// Needs, takes and puts of more than one token, in a scope that counts.
  package var weights = Rows.none
  /// Relations with a guard, used only while it holds.
  package var guarded = Rows.none
}

package struct Weight: Sendable {
  package enum Use: Sendable { case need, take, put }
  package var use: Use
  package var place: Index<Place>
  package var count: Int

  package init(use: Use, place: Index<Place>, count: Int) {
    self.use = use
    self.place = place
    self.count = count
  }
}

package enum RelationKind: String, Sendable, CaseIterable { case condition, milestone, response, include, exclude }

/// One relation of a facet that holds only while its guard does.
///
/// Of a condition or milestone `bit` is the source, of the others the target. A delay or deadline goes by the guard too.
package struct GuardedRelation: Sendable {
  package var kind: RelationKind
  package var bit: Int32
  package var expression: Index<Expression>
  /// The delay term of a condition, or the deadline that a response starts.
  package var term: Index<Term>?
  package var relation: Index<Relation>
}

/// One way on from a gateway.
package struct Route: Sendable {
  package var guardExpression: Index<Expression>?
  package var put = Rows.none
  /// The level its places are at.
  package var level: Int32 = 0
  package var isDefault = false
  /// The flows it takes: its own, and those of the merges behind it.
  package var flows: [Index<Element>] = []
}

/// One incoming flow of an inclusive join: its place, and the places upstream of it.
package struct Join: Sendable {
  package var place: Index<Place>
  package var upstream = Rows.none
}

package enum TriggerKind: String, Sendable { case message, signal, error, escalation, cancel, compensation }
/// How a thrown trigger finds its catchers.
package enum Delivery: String, Sendable { case up, all, one, down }

package struct Trigger: Sendable {
  package var kind: TriggerKind
  /// The declared message, signal, error or escalation; nil catches (or throws) any.
  package var reference: String?
  package var delivery: Delivery
  package var message: Index<Message>?
}

/// A due moment that starts when a token is put on its place, and is forgotten when that token goes.
package struct Clock: Sendable {
  package enum Due: Hashable, Sendable {
    case duration(CalendarDuration)
    case moment(Moment)
    case expression(Index<Expression>)
  }
  package var event: Index<Event>
  package var place: Index<Place>
  package var due: Due
  /// How often it fires while the place stands; nil for as long as it stands.
  package var repetitions: Int? = 1
}
