import FEEL
import KetenMachine
import Testing

/// An inclusive split into three acts and an inclusive join, with a loop back through the join when asked for.
private struct Inclusive {
  var builder = MachineBuilder.test()
  let items: [Index<Item>]

  init(loop: Bool = false) {
    let root = builder.root
    let start = builder.place("start", in: root, initially: true)
    let items = [builder.item("want-a"), builder.item("want-b"), builder.item("want-c")]
    var (tasks, flows): ([Index<Place>], [Index<Place>]) = ([], [])
    for name in ["a", "b", "c"] {
      tasks.append(builder.place("@\(name)", in: root, .activity))
      flows.append(builder.place("f\(name)", in: root))
    }
    let again = builder.place("@again", in: root, .activity)
    let end = builder.place("end", in: root, .end)
    let guards = [builder.isTrue(items[0]), builder.isTrue(items[1]), builder.isTrue(items[2])]
    self.items = items
    builder.act("start", in: root, take: [start]) { [tasks] event in
      event.accesses = items.map { ItemAccess(item: $0, use: .writes, isOptional: true) }
      event.routeMode = .all
      event.routes = zip(guards, tasks).map { .init(if: $0, put: [$1]) } + [.init(put: [tasks[2]], isDefault: true)]
    }
    for (number, name) in ["a", "b", "c"].enumerated() {
      builder.act(name, in: root, take: [tasks[number]], put: [flows[number]])
    }
    builder.silent("join", in: root, put: [loop ? again : end]) { [tasks, flows] event in
      event.stratum = .inclusiveJoin
      event[level: 0].drop = flows
      // Upstream of each flow: its own task; paths through the join itself are left out.
      event.joins = zip(flows, tasks).map { (place: $0, upstream: [$1]) }
    }
    if loop {
      builder.act("again", in: root, take: [again], put: [tasks[0]])
      builder.act("enough", in: root, take: [again], put: [end])
    }
  }

  func want(_ names: Int...) -> [ItemValue] { names.map { ItemValue(items[$0], .boolean(true)) } }
}

@Suite("Inclusive joins")
struct JoinTests {
  @Test("it waits for what was chosen and for nothing else")
  func waits() {
    let inclusive = Inclusive()
    var course = Course(inclusive.builder)
    course.perform("start", inclusive.want(0, 1))
    #expect(course.tokens == ["@a", "@b"])
    course.perform("a")
    #expect(course.tokens == ["fa", "@b"])
    guard let join = course.machine.event(named: "join") else { return }
    #expect(why(join, in: course.state, of: course.machine, at: .hour(0)) == [.join(join)])
    course.perform("b")
    #expect(course.tokens == ["end"])
  }

  @Test("none true takes the default")
  func fallback() {
    var course = Course(Inclusive().builder)
    course.perform("start")
    #expect(course.tokens == ["@c"])
    course.perform("c")
    #expect(course.tokens == ["end"])
  }

  @Test("in a loop it does not wait for itself")
  func loop() {
    let inclusive = Inclusive(loop: true)
    var course = Course(inclusive.builder)
    course.perform("start", inclusive.want(1, 2))
    course.perform("b")
    course.perform("c")
    course.perform("again")
    course.perform("a")
    #expect(course.tokens == ["@again"])
    course.perform("enough")
    #expect(course.tokens == ["end"])
  }

  @Test("a token that could come by a filled flow as well does not make it wait")
  func sharedUpstream() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let shared = builder.place("@shared", in: root, .activity, initially: true)
    let filled = builder.place("filled", in: root)
    let empty = builder.place("empty", in: root)
    builder.act("fill", in: root, put: [filled])
    builder.act("move", in: root, take: [shared], put: [empty])
    builder.silent("join", in: root) { event in
      event.stratum = .inclusiveJoin
      event[level: 0].drop = [filled, empty]
      event.joins = [(place: filled, upstream: [shared]), (place: empty, upstream: [shared])]
    }
    var course = Course(builder)
    course.perform("fill")
    #expect(course.fired == ["fill", "join"])
  }

  @Test("strata: routing before throws, joins after, completion last; then scopes outermost first, then table order")
  func strata() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let start = builder.place("start", in: root, initially: true)
    let places = (0..<6).map { builder.place("p\($0)", in: root) }
    let sub = builder.scope("sub", parent: root)
    let inner = builder.place("inner", in: sub, initially: true)
    let strata: [Stratum] = [.completion, .inclusiveJoin, .throwing, .routing, .routing, .conditional]
    for (number, stratum) in strata.enumerated() {
      builder.silent("s\(number)", in: root, take: [places[number]]) { $0.stratum = stratum }
    }
    builder.silent("inner", in: sub, take: [inner])
    builder.act("go", in: root, take: [start], put: places) { $0.opens = sub }
    var course = Course(builder)
    course.perform("go")
    #expect(course.fired == ["go", "s5", "s3", "s4", "inner", "s2", "s1", "s0"])
  }

  @Test("an endless loop is a refusal, not a hang")
  func bound() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let (ping, pong) = (builder.place("ping", in: root), builder.place("pong", in: root))
    builder.act("go", in: root, put: [ping])
    builder.silent("there", in: root, take: [ping], put: [pong])
    builder.silent("back", in: root, take: [pong], put: [ping])
    let machine = builder.build()
    guard case .accepted(_, _, let state) = begin(machine, at: .hour(0)), let go = machine.event(named: "go") else {
      return
    }
    guard case .refused(let reasons) = decide(.act(go, by: Index(0), at: .hour(0)), on: state, of: machine) else {
      Issue.record("it ended")
      return
    }
    #expect(reasons.map(\.word) == ["bound"])
  }
}
