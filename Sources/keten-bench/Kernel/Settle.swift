import FEEL
import KetenMachine

/// Lets everything happen that happens by itself, one begun case after the other.
///
/// What is measured is settling as a decision does it: the agenda, choices, records and firing of each silent event.
@Sendable func measureSettle(_ bench: Bench) {
  let nets: [(String, Shape, Int)] = [
    ("linear10", .linear(10), 20_000), ("xor10", .exclusive(10), 10_000), ("and10", .parallel(10), 5000),
    ("and50", .parallel(50), 1000),
  ]
  for (name, shape, instances) in nets {
    let net = shape.build(.silent)
    let start = net.unsettled()
    bench.reportRate("kernel.settle.\(name)", "events/s", [("bits", start.words.count * 64)]) {
      net.settle(start, instances)
    }
  }
  let flat = ["linear10", "and10", "and50"].compactMap { bench.figure("kernel.settle.\($0)")?.value }
  if flat.count == 3, let least = flat.min(), let greatest = flat.max() {
    bench.report(Figure("kernel.settle.spread", greatest / least, "ratio").with("of", "linear10, and10, and50"))
  }
}

extension Net {
  /// A case that has begun, before anything happened by itself.
  fileprivate func unsettled() -> Case {
    var play = Play(Case(), of: machine, world: LiveWorld(at: .origin), at: .origin)
    machine.enter(.began(at: .origin, dues: []), &play)
    return play.state
  }

  fileprivate func settle(_ start: Case, _ instances: Int) -> Int {
    var fired = 0
    for _ in 0..<instances {
      var play = Play(start, of: machine, world: LiveWorld(at: .origin), at: .origin)
      machine.tryEverything(play.state, &play.agenda)
      do throws(Refusal) {
        try machine.settle(&play)
      } catch {
        preconditionFailure("a net comes to rest")
      }
      fired += play.records.count
    }
    return fired
  }
}
