import FEEL
import KetenMachine

/// Starts and completes instances: finds a token, checks the event that takes it, fires it.
struct FireLoop {
  private let net: Net
  private var state: Case
  private let initial: [UInt64]
  private var random = XorShift()

  init(_ net: Net) {
    self.net = net
    state = net.begun()
    initial = state.words
  }

  var bits: Int { initial.count * 64 }

  /// Plays instances one after the other in the same memory, as a record is applied; returns how many events fired.
  mutating func play(_ instances: Int) -> Int {
    var world = LiveWorld(at: .origin)
    var fired = 0
    for _ in 0..<instances {
      for word in initial.indices { state.words[word] = initial[word] }
      let choice = random.next()
      while let event = net.next(state, choice, where: { net.machine.isEnabled($0, 0, of: state, &world) }) {
        var agenda = Agenda.inactive
        net.machine.fire(Firing(event, in: ScopeID(slot: 0, generation: 1), at: .origin), &state, &agenda)
        fired += 1
      }
    }
    return fired
  }

  /// The same on the marking alone: no moments, no facts, no records.
  mutating func playHot(_ instances: Int) -> Int {
    var fired = 0
    for _ in 0..<instances {
      for word in initial.indices { state.words[word] = initial[word] }
      let choice = random.next()
      while net.fireNext(&state, choice) { fired += 1 }
    }
    return fired
  }

  /// Checks and fires in one, event after event along the row: what the rule itself costs.
  mutating func playRow(_ instances: Int, _ row: [Index<Event>]) -> Int {
    var fired = 0
    for _ in 0..<instances {
      for word in initial.indices { state.words[word] = initial[word] }
      for event in row where net.machine.fireHot(event, 0, &state) { fired += 1 }
    }
    return fired
  }
}

extension Net {
  /// The first event by place that may happen; nil at the end.
  ///
  /// Of several on one place it is the one that a number chooses.
  @inline(__always)
  func next(_ state: Case, _ choice: UInt64, where isEnabled: (Index<Event>) -> Bool) -> Index<Event>? {
    for word in 0..<machine.scopes[0].tokenWords {
      for bit in setBits(state.words[word]) {
        let place = word * 64 + bit
        if place == last { return nil }
        let start = candidateStarts[place]
        let count = candidateStarts[place + 1] - start
        guard count > 0 else { continue }
        let event = candidates[start + (count > 1 ? Int(truncatingIfNeeded: choice >> UInt64(place & 31)) & 1 : 0)]
        if isEnabled(event) { return event }
      }
    }
    return nil
  }
}

extension Net {
  /// Checks and fires the first event by place that may happen; false at the end.
  @inline(__always)
  func fireNext(_ state: inout Case, _ choice: UInt64) -> Bool {
    for word in 0..<machine.scopes[0].tokenWords {
      for bit in setBits(state.words[word]) {
        let place = word * 64 + bit
        let start = candidateStarts[place]
        let count = candidateStarts[place + 1] - start
        if place == last { return false }
        guard count > 0 else { continue }
        let event = candidates[start + (count > 1 ? Int(truncatingIfNeeded: choice >> UInt64(place & 31)) & 1 : 0)]
        if machine.fireHot(event, 0, &state) { return true }
      }
    }
    return false
  }
}

@Sendable func measureFire(_ bench: Bench) {
  let nets: [(String, Shape, Int)] = [
    ("linear10", .linear(10), 100_000), ("xor10", .exclusive(10), 50_000), ("and1", .parallel(1), 250_000),
    ("and10", .parallel(10), 25_000), ("and50", .parallel(50), 5000),
  ]
  for (name, shape, instances) in nets {
    let net = shape.build(.act)
    var loop = FireLoop(net)
    let bits = [("bits", loop.bits)]
    bench.reportRate("kernel.fire.\(name)", "transitions/s", bits) { loop.play(instances) }
    bench.reportRate("kernel.fire.hot.\(name)", "transitions/s", bits) { loop.playHot(instances) }
    if case .exclusive = shape { continue }
    bench.reportRate("kernel.fire.row.\(name)", "transitions/s", bits) { loop.playRow(instances, net.candidates) }
  }
  reportSpread("kernel.fire", bench)
  reportSpread("kernel.fire.hot", bench)
  reportSpread("kernel.fire.row", bench)
  var loop = FireLoop(Shape.linear(10).build(.act))
  _ = loop.play(1)
  var fired = 0
  let allocated = allocations { fired = loop.play(10_000) }
  bench.report(Figure("kernel.fire.allocations", allocated, "allocations").with("n", fired))
}

/// Whether the cost of a transition stays flat as diamonds follow each other.
///
/// Of `row` it is the rule's alone. The others also look for the next token in all words of the marking, and share the
/// reset of an instance among its transitions: four of and1, two hundred of and50.
private func reportSpread(_ name: String, _ bench: Bench) {
  let rates = ["and1", "and10", "and50"].compactMap { bench.figure("\(name).\($0)")?.value }
  guard rates.count == 3, let least = rates.min(), let greatest = rates.max() else { return }
  bench.report(Figure("\(name).spread", greatest / least, "ratio").with("of", "and1, and10, and50"))
}
