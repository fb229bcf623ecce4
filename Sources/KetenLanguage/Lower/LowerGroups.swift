import KetenMachine
import KetenSource

// Groups that complete: the sub-processes of DCR graphs, one run each (Debois, Hildebrandt and Slaats, 2014).

extension Lowering {
  /// A group that completes is an event of its own, silent: it happens each time that one of its steps has, if nothing in
  /// it is owed then.
  ///
  /// A gate, which each step opens, holds it back; it closes the gate itself when it happens, and what comes next in order
  /// does when it cannot.
  mutating func lowerGroups() {
    for group in chain.paths.flatMap(\.groups) where group.completes { lower(group) }
  }

  private mutating func lower(_ group: Chain.Group) {
    let name = group.heading.name.text
    let gate = builder.bit("\(name).gate", in: builder.root, obliging: false)
    let owed = group.members.compactMap { bit($0.text, in: builder.root) }
    var completion = MachineBuilder.EventSpec(name, .silent, in: builder.root)
    completion.stratum = .conditional
    completion.element = element(group.heading)
    completion[level: 0].condition = [gate]
    completion[level: 0].include = [gate]
    completion[level: 0].milestone = owed
    add(completion)
    _ = bit(name, in: builder.root)
    builder.event("\(name).shut", .silent, in: builder.root) { event in
      event.stratum = .conditional
      event[level: 0].condition = [gate]
      event[level: 0].include = [gate]
    }
    for step in group.parts {
      if let event = events[step.text] { builder.change(event) { $0[level: 0].exclude.append(gate) } }
    }
  }
}
