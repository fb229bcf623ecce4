import FEEL
import KetenMachine
import Testing

@Suite("Random machines")
struct ReplayTests {
  @Test(
    "replay equals live at every prefix, nothing is missed, and invariants hold", arguments: 0..<60 as Range<UInt64>)
  func replay(seed: UInt64) {
    var builder = RandomMachine(seed).builder
    builder.firingLimit = 60
    let machine = builder.build()
    machine.checkInvariants()
    var random = Seeded(seed &+ 1_000_000)
    guard case .accepted(let first, _, var state) = begin(machine, at: .hour(0)) else { return }
    var replayed = Case.replay(first, of: machine)
    #expect(replayed == state)
    var hour: Int64 = 0
    for _ in 0..<40 {
      let command = command(machine, state, &hour, &random)
      guard case .accepted(let records, _, let next) = decide(command, on: state, of: machine) else { continue }
      for record in records { apply(record, to: &replayed, of: machine) }
      guard replayed == next else {
        Issue.record("replay differs, seed \(seed)")
        return
      }
      state = next
      expectRest(state, machine, seed)
      if state.status != .running { return }
    }
  }

  private func command(_ machine: Machine, _ state: Case, _ hour: inout Int64, _ random: inout Seeded) -> Command {
    hour += Int64.random(in: 0...3, using: &random)
    let roll = Int.random(in: 0..<10, using: &random)
    if roll == 0, random.chance(40) { return .tick(at: .hour(hour + 4)) }
    if roll == 1 { return .message(Index(0), at: .hour(hour)) }
    let work = openWork(state, of: machine, at: .hour(hour))
    guard !work.isEmpty else {
      hour += 5
      return .tick(at: .hour(hour))
    }
    let chosen = work[Int.random(in: 0..<work.count, using: &random)]
    let writes = machine.accesses[machine.events[chosen.event.int].accesses.range].map {
      ItemValue($0.item, .boolean(random.chance(50)))
    }
    if chosen.job != nil { return .answer(chosen.event, run: chosen.scope, writes: writes, at: .hour(hour)) }
    return .act(chosen.event, run: chosen.scope, by: Index(0), writes: writes, at: .hour(hour))
  }

  /// At rest no silent event is enabled, whatever the agenda thought worth trying.
  private func expectRest(_ state: Case, _ machine: Machine, _ seed: UInt64) {
    var play = Play(state, of: machine, world: LiveWorld(at: state.moment), at: state.moment)
    machine.tryEverything(play.state, &play.agenda)
    let step = machine.nextSilent(&play)
    #expect(step == nil, "missed, seed \(seed)")
  }

  @Test("settling by what changed goes the way that trying everything goes", arguments: 0..<60 as Range<UInt64>)
  func incremental(seed: UInt64) throws {
    var builder = RandomMachine(seed).builder
    builder.firingLimit = 60
    let machine = builder.build()
    var random = Seeded(seed &+ 2_000_000)
    guard case .accepted(_, _, var state) = begin(machine, at: .hour(0)) else { return }
    for _ in 0..<30 {
      let work = openWork(state, of: machine, at: .hour(0))
      guard !work.isEmpty else { return }
      let chosen = work[Int.random(in: 0..<work.count, using: &random)]
      var play = Play(state, of: machine, world: LiveWorld(at: .hour(0)), at: .hour(0))
      guard (try? machine.perform(chosen.event, chosen.scope.slot, &play)) != nil else { return }
      for _ in 0..<200 {
        var other = play
        machine.tryEverything(other.state, &other.agenda)
        let expected = machine.nextSilent(&other)
        let step = machine.nextSilent(&play)
        guard step == expected else {
          Issue.record("\(String(describing: step)) instead of \(String(describing: expected)), seed \(seed)")
          return
        }
        guard let step else { break }
        switch step {
        case .event(let event, let slot):
          guard (try? machine.perform(event, slot, &play)) != nil else { return }
        case .compensation(let slot):
          guard (try? machine.compensate(slot, &play)) != nil else { return }
        }
      }
      state = play.state
      if state.status != .running { return }
    }
  }
}
