import KetenMachine
import KetenSource

// Several instances of an activity: as many tokens as there are instances, in the scope around them (BPMN 2.0.2, section
// 13.3.7).

extension Lowering {
  mutating func lowerInstances(_ node: Chain.Node, in scope: Index<ScopeDef>) {
    guard let loop = node.loops.first, let begin = events[node.heading.name.text + ".begin"],
      let end = events[node.heading.name.text + ".end"]
    else { return }
    let name = node.heading.name.text
    let times = expression(loop.cardinality)
    let todo = builder.place("\(name).todo", in: scope)
    let done = builder.place("\(name).done", in: scope, .standing)
    let active = [places[name], places[name + ".in"]].compactMap { $0 }
    instancePlaces[name] = [.active: active, .completed: [done], .all: [todo, done] + active]
    builder.change(end) { $0[level: 0].put.append(done) }
    if loop.isSequential {
      lowerTurns(name, begin, end, todo, in: scope)
    }
    builder.change(begin) { $0.times = times }
    if let condition = expression(loop.completion) { lowerEnough(name, condition, end, in: scope) }
  }

  /// One begins when the one before it is done.
  private mutating func lowerTurns(
    _ name: String, _ begin: Index<Event>, _ end: Index<Event>, _ todo: Index<Place>, in scope: Index<ScopeDef>
  ) {
    let turn = builder.place("\(name).turn", in: scope, .standing, initially: true)
    let entry = builder.spec(begin)[level: 0].put
    builder.change(begin) { $0[level: 0].put = [todo] }
    builder.change(end) { $0[level: 0].put.append(turn) }
    builder.event("\(name).next", .silent, in: scope) { spec in
      spec[level: 0].take = [todo, turn]
      spec[level: 0].put = entry
    }
  }

  /// After each instance: whether that is enough, so that the rest falls away.
  private mutating func lowerEnough(
    _ name: String, _ condition: Index<Expression>, _ end: Index<Event>, in scope: Index<ScopeDef>
  ) {
    let check = builder.place("\(name).check", in: scope)
    builder.change(end) { $0[level: 0].put.append(check) }
    guard let completion = events[name + ".loop"] else { return }
    let leaving = builder.spec(completion)
    builder.event("\(name).enough", .silent, in: scope) { spec in
      spec.stratum = .conditional
      spec.guardExpression = condition
      spec.flags = leaving.flags.subtracting(.quiet).union(.clear)
      spec.element = leaving.flags.contains(.keep) ? leaving.element : nil
      (spec.flows, spec.routes, spec.routeMode) = (leaving.flows, leaving.routes, leaving.routeMode)
      spec[level: 0].take = [check]
      spec[level: 1] = leaving[level: 1]
    }
    builder.event("\(name).more", .silent, in: scope) { spec in
      spec.stratum = .conditional
      spec.guardExpression = condition
      spec.flags = [.unlessGuard]
      spec[level: 0].take = [check]
    }
  }
}
