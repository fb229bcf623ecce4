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

  /// Plays instances one after the other in the same memory; returns how many events fired.
  mutating func play(_ instances: Int) -> Int {
    var world = LiveWorld(at: .origin)
    var fired = 0
    for _ in 0..<instances {
      for word in initial.indices { state.words[word] = initial[word] }
      let choice = random.next()
      while let event = net.next(state, choice, &world) {
        var agenda = Agenda.inactive
        net.machine.fire(Firing(event, in: state.id(0), at: .origin), &state, &agenda)
        fired += 1
      }
    }
    return fired
  }
}

extension Net {
  /// The first enabled event by place; nil at the end.
  ///
  /// Of several on one place it is the one that a number chooses.
  @inline(__always)
  func next(_ state: Case, _ choice: UInt64, _ world: inout LiveWorld) -> Index<Event>? {
    for word in 0..<machine.scopes[0].tokenWords {
      for bit in setBits(state.words[word]) {
        let place = word * 64 + bit
        if place == last { return nil }
        let count = candidates[place].count
        guard count > 0 else { continue }
        let event = candidates[place][count > 1 ? Int(truncatingIfNeeded: choice >> UInt64(place & 31)) & 1 : 0]
        if machine.isEnabled(event, 0, of: state, &world) { return event }
      }
    }
    return nil
  }
}

@Sendable func measureFire(_ bench: Bench) {
  let nets: [(String, Shape, Int)] = [
    ("linear10", .linear(10), 100_000), ("xor10", .exclusive(10), 50_000), ("and1", .parallel(1), 250_000),
    ("and10", .parallel(10), 25_000), ("and50", .parallel(50), 5000),
  ]
  for (name, shape, instances) in nets {
    var loop = FireLoop(shape.build(.act))
    let bits = loop.bits
    bench.reportRate("kernel.fire.\(name)", "transitions/s", [("bits", bits)]) { loop.play(instances) }
  }
  let flat = ["and1", "and10", "and50"].compactMap { bench.figure("kernel.fire.\($0)")?.value }
  if flat.count == 3, let least = flat.min(), let greatest = flat.max() {
    bench.report(Figure("kernel.fire.spread", greatest / least, "ratio").with("of", "and1, and10, and50"))
  }
  var loop = FireLoop(Shape.linear(10).build(.act))
  _ = loop.play(1)
  var fired = 0
  let allocated = allocations { fired = loop.play(10_000) }
  bench.report(Figure("kernel.fire.allocations", allocated, "allocations").with("n", fired))
}
