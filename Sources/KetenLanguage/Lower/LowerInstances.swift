import KetenMachine
import KetenSource

// An activity that is done several times: its turns and instances are tokens in the scope around them (BPMN 2.0.2,
// sections 13.3.6 and 13.3.7).

extension Lowering {
  mutating func lowerRepetition(_ node: Chain.Node, in scope: Index<ScopeDef>) {
    guard let loop = node.loops.first else { return }
    if loop.isStandard { lowerTurns(node, loop, in: scope) } else { lowerInstances(node, loop, in: scope) }
  }

  // MARK: Standard loops

  /// Counts the turns for the condition, and stops at the maximum.
  private mutating func lowerTurns(_ node: Chain.Node, _ loop: Chain.Loop, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    if expressions.reads(loop.condition, .instances(name, .turns)), let activity = events[name] {
      let turns = builder.place("\(name).turns", in: scope, .standing)
      instancePlaces[name] = [.turns: [turns]]
      builder.change(activity) { $0[level: node.body == nil ? 0 : 1].put.append(turns) }
    }
    guard let maximum = loop.maximum, let test = events[name + ".test"], let begin = events[name + ".begin"],
      let asked = places[name + ".test"], let end = places[name + ".end"]
    else { return }
    // Each question takes one of what is left; where nothing is, nothing is asked, which stands second in order.
    let left = builder.place("\(name).left", in: scope, .standing)
    let count = loop.testsBefore ? maximum : maximum - 1
    if count > 0 {
      builder.change(begin) { $0[level: 0].weights.append(Weight(use: .put, place: left, count: count)) }
    }
    builder.change(test) { $0[level: 0].take.append(left) }
    builder.event("\(name).last", .silent, in: scope) { spec in
      spec[level: 0].take = [asked]
      spec[level: 0].put = [end]
    }
  }

  // MARK: Several instances

  private mutating func lowerInstances(_ node: Chain.Node, _ loop: Chain.Loop, in scope: Index<ScopeDef>) {
    guard let begin = events[node.heading.name.text + ".begin"],
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
      lowerOneByOne(name, begin, end, todo, in: scope)
    }
    builder.change(begin) { $0.times = times }
    lowerBehavior(node, loop, end, in: scope)
    if let condition = expression(loop.completion) { lowerEnough(name, condition, end, in: scope) }
  }

  /// One begins when the one before it is done.
  private mutating func lowerOneByOne(
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
