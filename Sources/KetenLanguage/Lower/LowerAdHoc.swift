import KetenMachine
import KetenSource

// Activities in no fixed order (BPMN 2.0.2, sections 10.3.5 and 13.3.5).

extension Lowering {
  /// What no flow leads to is there from the start: an act for as long as the sub-process is open, other work once.
  mutating func lowerAdHoc(_ node: Chain.Node, _ body: Chain.Body, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    let open = builder.place("\(name).open", in: scope, .standing, initially: true)
    let turn = node.isSequential ? builder.place("\(name).turn", in: scope, .standing, initially: true) : nil
    let activities = body.nodes.filter(\.isActivity)
    var begun: [Index<Place>] = []
    for activity in activities {
      let own = activity.heading.name.text
      let isFree = incoming[own] == nil
      if let turn { lowerTurn(activity, turn, in: scope) }
      guard isFree, let event = events[own] else { continue }
      if activity.isBrief, !activity.by.isEmpty {
        builder.change(event) { spec in
          spec[level: 0].take.removeAll { $0 == places[own] }
          spec[level: 0].need.append(open)
        }
      } else {
        begun += places[own + ".gathered"].map { [$0] } ?? entryPlaces(activity)
      }
    }
    lowerBegin(name, begun, in: scope)
    lowerEnd(node, activities, open, in: scope)
  }

  /// Work that is begun once, in the order of the file where one goes on at a time.
  private mutating func lowerBegin(_ name: String, _ places: [Index<Place>], in scope: Index<ScopeDef>) {
    guard !places.isEmpty else { return }
    let begin = builder.place("\(name).begin", in: scope, initially: true)
    builder.event("\(name).begin", .silent, in: scope) { spec in
      spec[level: 0].take = [begin]
      spec[level: 0].put = places
    }
  }

  /// One at a time: what takes time holds the turn from its begin to its end, and what is done in one moment needs it.
  private mutating func lowerTurn(_ node: Chain.Node, _ turn: Index<Place>, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    guard let event = events[name] else { return }
    guard !node.isBrief else { return builder.change(event) { $0[level: 0].need.append(turn) } }
    let level = node.body == nil ? 0 : 1
    builder.change(event) { $0[level: level].put.append(turn) }
    for border in node.boundary where border.isInterrupting && !border.catchesCompensation {
      if let event = events[border.heading.name.text] { builder.change(event) { $0[level: level].put.append(turn) } }
    }
    for gather in builder.events where builder.spec(gather).name == "\(name).gather" {
      builder.change(gather) { $0[level: 0].take.append(turn) }
    }
  }

  /// By its condition, by an act, or, where all is begun by itself, when all is done.
  private mutating func lowerEnd(
    _ node: Chain.Node, _ activities: [Chain.Node], _ open: Index<Place>, in scope: Index<ScopeDef>
  ) {
    let name = node.heading.name.text
    guard let end = events[name] else { return }
    guard let condition = expression(node.completion) else {
      guard !node.by.isEmpty else { return }
      return builder.change(end) { $0.kind = .act }
    }
    let check = builder.place("\(name).check", in: scope)
    for activity in activities {
      guard let event = events[activity.heading.name.text] else { continue }
      builder.change(event) { $0[level: activity.body == nil ? 0 : 1].put.append(check) }
    }
    builder.event("\(name).more", .silent, in: scope) { spec in
      spec.stratum = .conditional
      spec.guardExpression = condition
      spec.flags = [.unlessGuard]
      spec[level: 0].take = [check]
    }
    if node.cancelsRemaining {
      builder.change(end) { spec in
        spec.stratum = .conditional
        spec.guardExpression = condition
        spec.flags = spec.flags.subtracting(.quiet).union(.clear)
        spec[level: 0].take = [check]
      }
      return
    }
    // Nothing more begins, and it ends when what runs is done.
    let enough = builder.place("\(name).enough", in: scope, .standing)
    builder.event("\(name).enough", .silent, in: scope) { spec in
      spec.stratum = .conditional
      spec.guardExpression = condition
      spec[level: 0].take = [check, open]
      spec[level: 0].put = [enough]
    }
    builder.event("\(name).after", .silent, in: scope) { spec in
      spec.stratum = .conditional
      spec[level: 0].need = [enough]
      spec[level: 0].take = [check]
    }
    builder.change(end) { $0[level: 0].need.append(enough) }
  }
}
