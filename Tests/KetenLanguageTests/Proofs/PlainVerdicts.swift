import KetenLanguage
import KetenMachine

/// What the plain exploration says of a chain.
extension PlainExplorer {
  /// Whether the case may stop here.
  private func isGood(_ state: Case) -> Bool { state.status == .finished || owed(state, of: machine).isEmpty }

  /// The states from which some of `targets` can be reached by moves that pass.
  private func canReach(_ targets: [Bool], _ passes: (PlainMove) -> Bool = { _ in true }) -> [Bool] {
    var reached = targets
    var changed = true
    while changed {
      changed = false
      for state in states.indices
      where !reached[state] && successors[state].contains(where: { reached[$0.target] && passes($0) }) {
        reached[state] = true
        changed = true
      }
    }
    return reached
  }

  /// A state from which the case can never stop.
  var lost: Int? { canReach(states.map(isGood)).firstIndex(of: false) }

  /// A state with a procedure under way that cannot end while clients do nothing, though it can when they do.
  var held: Int? {
    let completes = canReach(states.map(isGood))
    for def in machine.scopes.indices where machine.scopes[def].parent == Index(0) {
      let runs = states.map { state in
        state.status == .running && state.scopes.contains { $0.isAlive && $0.def == Int32(def) }
      }
      let ends = canReach(runs.map { !$0 }) { !$0.isClients }
      if let state = states.indices.first(where: { !ends[$0] && completes[$0] }) { return state }
    }
    return nil
  }

  /// The elements of which nothing ever happens, and the flows that no run takes though their gateway is reached.
  var dead: Set<Index<Element>> {
    var dead: Set<Index<Element>> = []
    for (number, event) in machine.events.enumerated() {
      guard let element = event.element else { continue }
      if fired.contains(Index(number)) {
        let flows = machine.routes[event.routes.range].compactMap(\.flows.first)
        dead.formUnion(flows.filter { !takenFlows.contains($0) })
      } else if !event.name.hasSuffix(".skip"), machine.elements[element.int].kind != "procedure" {
        dead.insert(element)
      }
    }
    return dead.filter { element in
      !machine.events.indices.contains { fired.contains(Index($0)) && machine.events[$0].element == element }
    }
  }
}
