import FEEL
import KetenMachine

/// A machine in one scope with what a driver needs: which events each place may enable, and where a run ends.
struct Net {
  let machine: Machine
  /// The events that take a token, by place number; those of one place stand side by side.
  let candidates: [Index<Event>]
  /// By place number: where its events start, with one entry more for the end.
  let candidateStarts: [Int]
  let last: Int
  /// Of a net of silent events that does not end: the act that puts the first token again.
  var again: Index<Event>?

  /// The initial marking of the root, as words.
  func begun() -> Case {
    guard case .accepted(_, _, let state) = begin(machine, at: .origin) else { preconditionFailure("a net begins") }
    return state
  }
}

extension Moment {
  /// The moment at which every bench begins.
  static let origin = Moment(milliseconds: 1_767_225_600_000)
}

/// The shapes of the limits and peers: the same places and transitions.
enum Shape {
  /// Start, ten tasks, end: 11 transitions in a row.
  case linear(Int)
  /// Exclusive diamonds in a row.
  case exclusive(Int)
  /// Parallel diamonds in a row.
  case parallel(Int)

  /// - Parameter ends: Whether the case is finished when the last place has its token.
  func build(_ kind: EventKind, ends: Bool = false) -> Net {
    var maker = NetMaker(kind, ends: ends)
    switch self {
    case .linear(let count): for _ in 0...count { maker.linear() }
    case .exclusive(let count): for _ in 0..<count { maker.exclusive() }
    case .parallel(let count): for _ in 0..<count { maker.parallel() }
    }
    return maker.net()
  }
}

private struct NetMaker {
  private var builder = MachineBuilder(name: "net", version: "1")
  private let kind: EventKind
  private let ends: Bool
  private let first: Index<Place>
  private var current: Index<Place>
  private var takers: [(place: Index<Place>, event: Index<Event>)] = []
  private var count = 1

  init(_ kind: EventKind, ends: Bool) {
    (self.kind, self.ends) = (kind, ends)
    builder.add(Party(name: "anna", isClient: true, directs: true), to: \.parties)
    first = builder.place("p0", in: builder.root, initially: true)
    current = first
  }

  private mutating func place() -> Index<Place> {
    defer { count += 1 }
    return builder.place("p\(count)", in: builder.root)
  }

  private mutating func event(_ take: [Index<Place>], _ put: [Index<Place>]) {
    let event = builder.event("e\(takers.count)", kind, in: builder.root) { event in
      event.performers = 1
      event[level: 0].take = take
      event[level: 0].put = put
    }
    // A join is tried from the last of its places alone, as the limit does.
    if let last = take.last { takers.append((last, event)) }
  }

  mutating func linear() {
    let next = place()
    event([current], [next])
    current = next
  }

  mutating func exclusive() {
    let (left, right, next) = (place(), place(), place())
    event([current], [left])
    event([current], [right])
    event([left], [next])
    event([right], [next])
    current = next
  }

  mutating func parallel() {
    let (left, right, leftDone, rightDone, next) = (place(), place(), place(), place(), place())
    event([current], [left, right])
    event([left], [leftDone])
    event([right], [rightDone])
    event([leftDone, rightDone], [next])
    current = next
  }

  consuming func net() -> Net {
    let (first, last) = (first, current)
    var again: Index<Event>?
    if ends {
      builder.event("end", .silent, in: builder.root) { event in
        event.flags = .finishes
        event[level: 0].take = [last]
      }
    } else if kind == .silent {
      again = builder.event("again", .act, in: builder.root) { event in
        event.performers = 1
        event[level: 0].take = [last]
        event[level: 0].put = [first]
      }
    }
    var candidates: [Index<Event>] = []
    var starts = [0]
    let takers = takers
    let machine = builder.build()
    for number in 0..<count {
      candidates += takers.filter { machine.places[$0.place.int].bit == number }.map(\.event)
      starts.append(candidates.count)
    }
    return Net(
      machine: machine, candidates: candidates, candidateStarts: starts, last: machine.places[last.int].bit,
      again: again)
  }
}
