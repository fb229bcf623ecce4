import FEEL
import KetenMachine
import Testing

/// A flat DCR graph as plainly as it can be said.
private struct PlainGraph {
  var relations: [(kind: RelationKind, from: Int, to: Int)] = []
  var executed: Set<Int> = []
  var pending: Set<Int> = []
  var included: Set<Int> = []

  func of(_ kind: RelationKind, to event: Int) -> Set<Int> {
    Set(relations.filter { $0.kind == kind && $0.to == event }.map(\.from))
  }

  func of(_ kind: RelationKind, from event: Int) -> Set<Int> {
    Set(relations.filter { $0.kind == kind && $0.from == event }.map(\.to))
  }

  func isEnabled(_ event: Int) -> Bool {
    included.contains(event)
      && of(.condition, to: event).intersection(included).isSubset(of: executed)
      && of(.milestone, to: event).intersection(included).isDisjoint(with: pending)
  }

  mutating func execute(_ event: Int) {
    executed.insert(event)
    pending = pending.subtracting([event]).union(of(.response, from: event))
    included = included.subtracting(of(.exclude, from: event)).union(of(.include, from: event))
  }
}

@Suite("DCR graphs against plain sets")
struct DCRDifferentialTests {
  @Test(
    "20,000 steps of random graphs: the whole marking after each, all that is enabled after every tenth",
    arguments: 0..<10 as Range<UInt64>)
  func differential(seed: UInt64) {
    var random = Seeded(seed)
    for _ in 0..<20 {
      let size = Int.random(in: 2...90, using: &random)
      let made = make(size, &random)
      let (steps, machine) = (made.1, made.2)
      var graph = made.0
      guard case .accepted(_, _, var state) = begin(machine, at: .hour(0)) else { return }
      for step in 0..<100 {
        let event = Int.random(in: 0..<size, using: &random)
        let decision = decide(.act(steps[event].event, by: Index(0), at: .hour(0)), on: state, of: machine)
        switch decision {
        case .accepted(_, _, let next):
          #expect(graph.isEnabled(event), "seed \(seed)")
          state = next
          graph.execute(event)
        case .refused: #expect(!graph.isEnabled(event), "seed \(seed)")
        }
        guard compare(graph, steps, state, machine, withEnabled: step % 10 == 0) else {
          Issue.record("the marking differs, seed \(seed)")
          return
        }
      }
    }
  }

  private func make(_ size: Int, _ random: inout Seeded) -> (PlainGraph, [Step], Machine) {
    var graph = PlainGraph()
    var builder = MachineBuilder.test()
    var steps: [Step] = []
    for number in 0..<size {
      let (isIncluded, isPending) = (random.chance(80), random.chance(20))
      if isIncluded { graph.included.insert(number) }
      if isPending { graph.pending.insert(number) }
      steps.append(builder.step("e\(number)", in: builder.root, included: isIncluded, pending: isPending))
    }
    for _ in 0..<Int.random(in: 0...size * 2, using: &random) {
      let kind = RelationKind.allCases[Int.random(in: 0..<5, using: &random)]
      let (from, to) = (Int.random(in: 0..<size, using: &random), Int.random(in: 0..<size, using: &random))
      graph.relations.append((kind, from, to))
      builder.relate(kind, steps[from], steps[to])
    }
    return (graph, steps, builder.build())
  }

  private func compare(_ graph: PlainGraph, _ steps: [Step], _ state: Case, _ machine: Machine, withEnabled: Bool)
    -> Bool
  {
    let scope = state.scopes[0]
    for number in steps.indices {
      let isSame: [Bool] = [
        machine.isSet(number, scope.executed, of: state) == graph.executed.contains(number),
        machine.isSet(number, scope.pending, of: state) == graph.pending.contains(number),
        machine.isSet(number, scope.included, of: state) == graph.included.contains(number),
        !withEnabled || machine.isMarked(steps[number].event, 0, of: state) == graph.isEnabled(number),
      ]
      if isSame.contains(false) { return false }
    }
    return true
  }
}
