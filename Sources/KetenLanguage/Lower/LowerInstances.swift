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
    let name = loop.activity?.text ?? node.heading.name.text
    guard let begin = events[name + ".begin"], let end = events[name + ".end"] else { return }
    let times = lowerData(name, node, loop, begin) ?? expression(loop.cardinality)
    let todo = builder.place("\(name).todo", in: scope)
    let done = builder.place("\(name).done", in: scope, .standing)
    let around = node.heading.name.text
    let active = [places[around], places[around + ".in"]].compactMap { $0 }
    instancePlaces[name] = [.active: active, .completed: [done], .all: [todo, done] + active]
    builder.change(end) { $0[level: 0].put.append(done) }
    if loop.isSequential {
      lowerOneByOne(name, begin, end, todo, in: scope)
    }
    builder.change(begin) { $0.times = times }
    lowerBehavior(node, loop, end, in: scope)
    if let condition = expression(loop.completion) { lowerEnough(name, condition, end, in: scope) }
  }

  /// Gives each instance its number and its element, and collects what it gives; gives how many there are of a list.
  private mutating func lowerData(
    _ name: String, _ node: Chain.Node, _ loop: Chain.Loop, _ begin: Index<Event>
  ) -> Index<Expression>? {
    guard let begun = items[DataScopes.begunItem(name)], let counter = items[DataScopes.counterItem(name)],
      let around = events["\(name).loop.enter"], let enter = events[node.heading.name.text + ".enter"],
      let zero = computed("0", [], at: loop.range),
      let next = computed("begun + 1", [("begun", begun)], at: loop.range),
      let number = computed("begun", [("begun", begun)], at: loop.range)
    else { return nil }
    set(begun, to: zero, by: around)
    set(begun, to: next, by: enter)
    set(counter, to: number, by: enter)
    var times: Index<Expression>?
    if let list = items[DataScopes.listItem(name)], let all = expression(loop.list) {
      set(list, to: all, by: around)
      times = computed("count(list)", [("list", list)], at: loop.range)
      let element = computed("list[begun]", [("list", list), ("begun", begun)], at: loop.range)
      if let item = items[DataScopes.elementItem(name)], let element { set(item, to: element, by: enter) }
    }
    lowerCollecting(name, node, loop, begin, counter, count: times ?? expression(loop.cardinality))
    return times
  }

  /// The list that is collected has a place for each instance from the start.
  private mutating func lowerCollecting(
    _ name: String, _ node: Chain.Node, _ loop: Chain.Loop, _ begin: Index<Event>, _ counter: Index<Item>,
    count: Index<Expression>?
  ) {
    guard let collected = items[DataScopes.collectedItem(name)], let into = loop.into.flatMap({ items[$0.name] }),
      let nothing = computed("null", [], at: loop.range), let given = expression(loop.collect),
      let number = computed("counter", [("counter", counter)], at: loop.range),
      let all = computed("collected", [("collected", collected)], at: loop.range),
      let instance = events[node.heading.name.text], let completion = events[name + ".loop"]
    else { return }
    set(collected, to: nothing, at: count, by: begin)
    set(collected, to: given, at: number, by: instance)
    set(into, to: all, by: completion)
  }

  private mutating func set(
    _ item: Index<Item>, to expression: Index<Expression>, at element: Index<Expression>? = nil, by event: Index<Event>
  ) {
    builder.change(event) {
      $0.assignments.append(Assignment(item: item, expression: expression, element: element))
    }
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
      spec.assignments = leaving.assignments
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
