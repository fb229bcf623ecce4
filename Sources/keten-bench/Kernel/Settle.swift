import FEEL
import KetenMachine

/// Acts after each of which a whole net of silent events runs to its end, inside one decision.
@Sendable func measureSettle(_ bench: Bench) {
  let nets: [(String, Shape, Int)] = [
    ("linear10", .linear(10), 10_000), ("linear100", .linear(100), 1000), ("xor10", .exclusive(10), 5000),
    ("and10", .parallel(10), 2500), ("and50", .parallel(50), 500),
  ]
  for (name, shape, commands) in nets {
    let net = shape.build(.silent)
    var state = net.begun()
    bench.reportRate("kernel.settle.\(name)", "events/s", [("bits", state.words.count * 64)]) {
      net.settle(&state, commands)
    }
  }
  let flat = ["linear100", "and10", "and50"].compactMap { bench.figure("kernel.settle.\($0)")?.value }
  if flat.count == 3, let least = flat.min(), let greatest = flat.max() {
    bench.report(Figure("kernel.settle.spread", greatest / least, "ratio").with("of", "linear100, and10, and50"))
  }
}

extension Net {
  fileprivate func settle(_ state: inout Case, _ commands: Int) -> Int {
    guard let again else { return 0 }
    var fired = 0
    for _ in 0..<commands {
      let command = Command.act(again, by: Index(0), at: .origin)
      guard case .accepted(let records, _, let next) = decide(command, on: state, of: machine) else {
        preconditionFailure("the act is next")
      }
      fired += records.count - 1
      state = next
    }
    return fired
  }
}
