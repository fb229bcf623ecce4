import FEEL
import KetenMachine

/// Cases begun and finished per second, as a host plays them, with all records kept until the case is over.
///
/// Of `acts` each transition but the end is an act, decided on the case that the decision before gave; of `auto` all of
/// them happen by themselves, inside the decision that begins the case. The goal is a cost per transition that stays flat
/// from 1 to 50 diamonds (a join that walks what came before doubles with each).
@Sendable func measureCompletion(_ bench: Bench) {
  for kind in [EventKind.act, .silent] {
    let group = "kernel.complete.\(kind == .act ? "acts" : "auto")"
    if bench.wants("\(group).linear10") {
      var linear = Completion(.linear(10), kind)
      _ = linear.measure("\(group).linear10", bench)
    }
    measureDiamonds("\(group).xor", kind, Shape.exclusive, bench)
    measureDiamonds("\(group).and", kind, Shape.parallel, bench)
  }
}

private func measureDiamonds(_ name: String, _ kind: EventKind, _ shape: (Int) -> Shape, _ bench: Bench) {
  let counts = [1, 2, 5, 10, 20, 50]
  let isFlatnessWanted = bench.wants("\(name).spread") || bench.wants("\(name).growth")
  let costs = counts.compactMap { count -> Double? in
    guard isFlatnessWanted || bench.wants("\(name)\(count)") else { return nil }
    var completion = Completion(shape(count), kind)
    return completion.measure("\(name)\(count)", bench)
  }
  guard isFlatnessWanted, let least = costs.min(), let greatest = costs.max(), let longest = costs.last else { return }
  bench.report(
    Figure("\(name).spread", greatest / least, "ratio").with("of", "the cost of a transition, 1 to 50 diamonds"))
  // What a case costs besides is shared by few transitions in a short one: that makes a spread, but no growth.
  bench.report(
    Figure("\(name).growth", longest / least, "ratio")
      .with("of", "the cost of a transition, 50 diamonds over the least"))
}

/// A net whose case ends, and the acts that lead there.
private struct Completion {
  private let machine: Machine
  private let acts: [Index<Event>]
  private var journal: [Record] = []

  init(_ shape: Shape, _ kind: EventKind) {
    let net = shape.build(kind, ends: true)
    machine = net.machine
    acts = kind == .act ? net.walk() : []
  }

  /// One case from its beginning to its end, with its records.
  private mutating func play() -> Case {
    journal.removeAll(keepingCapacity: true)
    guard case .accepted(let records, _, var state) = begin(machine, at: .origin) else {
      preconditionFailure("a net begins")
    }
    journal += records
    for act in acts {
      guard
        case .accepted(let records, _, let next) = decide(
          .act(act, by: Index(0), at: .origin), on: state, of: machine)
      else { preconditionFailure("the act is next") }
      journal += records
      state = next
    }
    precondition(state.status == .finished, "the case is over")
    return state
  }

  /// Reports the cases a second; gives the nanoseconds of processor time that a transition costs at least.
  mutating func measure(_ name: String, _ bench: Bench) -> Double {
    let finished = play()
    precondition(Case.replay(journal, of: machine) == finished, "the records lead to the same case")
    // The first record says that the case began.
    let transitions = journal.count - 1
    let cases = max(1, 100_000 / transitions)
    let (wall, processor) = bench.nanoseconds {
      for _ in 0..<cases { _ = play() }
      return cases
    }
    let allocated = allocations { _ = play() }
    let cost = processor.least / Double(transitions)
    bench.report(
      Figure(name, wall.map { 1e9 / $0 }, "cases/s").with("transitions", transitions)
        .with("transitions_per_s", 1e9 * Double(transitions) / wall.median)
        .with("cpu_ns_each_transition", processor.median / Double(transitions))
        .with("cpu_ns_each_transition_min", cost).with("allocations_each", allocated))
    return cost
  }
}

extension Net {
  /// The acts of one run, in order: sides of exclusive diamonds are chosen by turns of the places.
  fileprivate func walk() -> [Index<Event>] {
    var state = begun()
    var world = LiveWorld(at: .origin)
    var result: [Index<Event>] = []
    while let event = next(state, 0x5555_5555, where: { machine.isEnabled($0, 0, of: state, &world) }) {
      var agenda = Agenda.inactive
      machine.fire(Firing(event, in: ScopeID(slot: 0, generation: 1), at: .origin), &state, &agenda)
      result.append(event)
    }
    return result
  }
}
