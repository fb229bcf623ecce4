import FEEL
import KetenMachine

/// The time of one command through `decide`, of a refusal with every reason, and of `apply` alone.
@Sendable func measureCommands(_ bench: Bench) {
  let condition = "amount * 0.21 + 100 > 500 and age >= 18"
  bench.report(
    Figure("kernel.command.clock", clockCost(), "ns").with("what", "one reading of the clock, in each of these"))
  for count in [11, 100] {
    measureActs("kernel.command.act.\(count)", Ring(count), bench)
    measureActs("kernel.command.act.\(count).guard", Ring(count, guardText: condition), bench)
    measureRefusal("kernel.command.refuse.\(count)", Ring(count, guardText: condition), bench)
    measureApply("kernel.command.apply.\(count)", Ring(count), bench)
  }
}

private let commandCount = 100_000

/// Times each of many calls; the figure is the median call, with p99 beside it.
private func measureCalls(_ name: String, _ bench: Bench, _ call: (Int) -> Void) {
  guard bench.wants(name) else { return }
  for number in 0..<commandCount / 10 { call(number) }
  var medians: [Double] = []
  var tails: [Double] = []
  var times = [Double](repeating: 0, count: commandCount)
  for _ in 0..<bench.repetitions {
    for number in 0..<commandCount {
      let start = monotonicNanoseconds()
      call(number)
      times[number] = Double(monotonicNanoseconds() - start)
    }
    let samples = Samples(times)
    medians.append(samples.median)
    tails.append(samples.quantile(0.99))
  }
  let allocated = allocations { for number in 0..<1000 { call(number) } } / 1000
  bench.report(
    Figure(name, Samples(medians), "ns").with("p99", Samples(tails).median)
      .with("allocations_each", allocated).with("n", commandCount))
}

private func measureActs(_ name: String, _ ring: Ring, _ bench: Bench) {
  var state = ring.begun()
  var turn = 0
  measureCalls(name, bench) { _ in
    let command = Command.act(ring.acts[turn], by: ring.party, at: .origin)
    guard case .accepted(_, _, let next) = decide(command, on: state, of: ring.machine) else {
      preconditionFailure("the act is next")
    }
    state = next
    turn = (turn + 1) % ring.acts.count
  }
}

/// A stranger acts too early, and the guard does not hold: three reasons.
private func measureRefusal(_ name: String, _ ring: Ring, _ bench: Bench) {
  var state = ring.begun()
  state.values[ring.values[1].item.int] = .number(Number(7))
  var command = Command.act(ring.acts[5], by: ring.party, at: .origin)
  command.party = nil
  measureCalls(name, bench) { _ in
    guard case .refused(let reasons) = decide(command, on: state, of: ring.machine), reasons.count == 3 else {
      preconditionFailure("three reasons stand in the way")
    }
  }
}

private func measureApply(_ name: String, _ ring: Ring, _ bench: Bench) {
  var state = ring.begun()
  let records = ring.acts.map { Record.fired(Firing($0, in: ScopeID(slot: 0, generation: 1), at: .origin)) }
  var turn = 0
  measureCalls(name, bench) { _ in
    apply(records[turn], to: &state, of: ring.machine)
    turn = (turn + 1) % records.count
  }
}

private func clockCost() -> Double {
  let count = 1_000_000
  var last: UInt64 = 0
  let start = monotonicNanoseconds()
  for _ in 0..<count { last = monotonicNanoseconds() }
  return Double(last - start) / Double(count)
}
