import FEEL
import KetenMachine

/// Random steps over many live cases of the linear shape, and what each of them holds in memory.
@Sendable func measurePopulation(_ bench: Bench) {
  for count in [100_000, 1_000_000] where bench.wants("kernel.population.\(count)") {
    var population = Population(count, bench)
    population.measure(bench)
  }
}

private struct Population {
  private let name: String
  private let net = Shape.linear(10).build(.act)
  private let initial: [UInt64]
  private var cases: [Case]
  private var random = XorShift()

  init(_ count: Int, _ bench: Bench) {
    name = "kernel.population.\(count)"
    releaseFreeMemory()
    let before = residentBytes()
    let first = net.begun()
    initial = first.words
    cases = []
    cases.reserveCapacity(count)
    for _ in 0..<count { cases.append(net.begun()) }
    let held = residentBytes() - before
    let size = MemoryLayout<Case>.stride
    bench.report(
      Figure("\(name).bytes", Double(held) / Double(count), "bytes/case").with("n", count).with("inline", size))
  }

  mutating func measure(_ bench: Bench) {
    let visits = 1_000_000
    bench.reportRate("\(name).fire", "steps/s", [("n", cases.count)]) { fire(visits) }
    bench.reportRate("\(name).decide", "steps/s", [("n", cases.count)]) { decide(visits / 4) }
    releaseFreeMemory()
  }

  /// Fires in place, without decision or record.
  private mutating func fire(_ visits: Int) -> Int {
    var world = LiveWorld(at: .origin)
    var fired = 0
    for _ in 0..<visits {
      let number = random.below(cases.count)
      guard let event = net.next(cases[number], 0, where: { net.machine.isEnabled($0, 0, of: cases[number], &world) })
      else {
        restart(number)
        continue
      }
      var agenda = Agenda.inactive
      net.machine.fire(Firing(event, in: ScopeID(slot: 0, generation: 1), at: .origin), &cases[number], &agenda)
      fired += 1
    }
    return fired
  }

  /// Decides as a host does, and keeps the case that comes of it.
  private mutating func decide(_ visits: Int) -> Int {
    var world = LiveWorld(at: .origin)
    var fired = 0
    for _ in 0..<visits {
      let number = random.below(cases.count)
      guard let event = net.next(cases[number], 0, where: { net.machine.isEnabled($0, 0, of: cases[number], &world) })
      else {
        restart(number)
        continue
      }
      let command = Command.act(event, by: Index(0), at: .origin)
      guard case .accepted(_, _, let next) = KetenMachine.decide(command, on: cases[number], of: net.machine) else {
        preconditionFailure("the act is next")
      }
      cases[number] = next
      fired += 1
    }
    return fired
  }

  private mutating func restart(_ number: Int) {
    for word in initial.indices { cases[number].words[word] = initial[word] }
  }
}
