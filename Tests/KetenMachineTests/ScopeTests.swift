import FEEL
import KetenMachine
import Testing

/// A sub-process with one task, its completion and what surrounds it.
private struct Nested {
  var builder = MachineBuilder.test()
  var sub: Index<ScopeDef>
  var before: Index<Place>
  var active: Index<Place>
  var after: Index<Place>
  var inner: Index<Place>

  init(counts: Bool = false) {
    let root = builder.root
    before = builder.place("before", in: root, initially: true)
    active = builder.place("@sub", in: root, .activity)
    after = builder.place("after", in: root)
    sub = builder.scope("sub", parent: root, counts: counts)
    inner = builder.place("@inner", in: sub, .activity, initially: true)
    builder.silent("enter", in: root, take: [before], put: [active]) { [sub] in $0.opens = sub }
    builder.act("inner", in: sub, take: [inner])
    builder.silent("complete", in: sub) { [active, after] event in
      event.stratum = .completion
      event.flags = [.quiet, .exit]
      event[level: 1].take = [active]
      event[level: 1].put = [after]
    }
  }
}

@Suite("Scopes")
struct ScopeTests {
  @Test("a sub-process opens, completes when it is quiet, and its slot is used again")
  func completion() {
    var nested = Nested()
    nested.builder.act("again", in: nested.builder.root, take: [nested.after], put: [nested.before])
    var course = Course(nested.builder)
    #expect(course.count("sub") == 1)
    let first = course.state.id(1)
    course.perform("inner")
    #expect(course.tokens == ["after"])
    #expect(course.count("sub") == 0)
    #expect(!course.state.isAlive(first))
    #expect(course.refusal("inner") == ["flow"])
    course.perform("again")
    #expect(course.state.id(1) == ScopeID(slot: 1, generation: 2))
    #expect(course.state.scopes.count == 2)
    #expect(course.refusal("inner", run: first) == ["flow"])
    course.perform("inner", run: ScopeID(slot: 1, generation: 2))
  }

  @Test("an interrupting boundary closes the scope with all in it; a non-interrupting one does not")
  func boundaries() {
    var nested = Nested()
    let (sub, active, after) = (nested.sub, nested.active, nested.after)
    nested.builder.act("stop", in: sub) { event in
      event.flags = .exit
      event[level: 1].take = [active]
      event[level: 1].put = [after]
    }
    nested.builder.act("note", in: sub) { event in
      event[level: 1].need = [active]
      event.routeMode = .first
      event.routes = [.init(put: [after])]
    }
    var course = Course(nested.builder)
    course.perform("note")
    #expect(course.tokens == ["@sub", "after", "@inner"])
    course.perform("stop")
    #expect(course.tokens == ["after"])
    #expect(course.count("sub") == 0)
  }

  @Test("a non-interrupting timer on the border of a sub-process fires once, and not after it completed")
  func borderTimer() {
    for completes in [true, false] {
      var nested = Nested()
      let (active, late) = (nested.active, nested.builder.place("late", in: nested.builder.root, .end))
      let timer = nested.builder.event("timer", .timer, in: nested.sub) { event in
        event[level: 1].need = [active]
        event[level: 1].put = [late]
      }
      _ = nested.builder.clock(timer, at: active, due: .duration(CalendarDuration(milliseconds: 3_600_000)))
      var course = Course(nested.builder)
      if completes { course.perform("inner") }
      course.wait(until: 5)
      #expect(course.fired.filter { $0 == "timer" }.count == (completes ? 0 : 1))
      #expect(course.state.nextDue == nil)
    }
  }

  @Test("a scope that closes itself may open the next one beside it, and opens nothing below itself")
  func exitAndOpen() {
    var nested = Nested()
    let sub = nested.sub
    let deeper = nested.builder.scope("deeper", parent: sub)
    nested.builder.act("next", in: sub) { event in
      event.flags = .exit
      event.opens = sub
    }
    nested.builder.act("last", in: sub) { event in
      event.flags = .exit
      event.opens = deeper
    }
    var course = Course(nested.builder)
    course.perform("next")
    #expect(course.count("sub") == 1)
    #expect(course.state.id(1) == ScopeID(slot: 1, generation: 2))
    course.perform("last")
    #expect(course.state.preorder == [0])
  }

  @Test("terminate clears its own scope, which then completes")
  func terminate() {
    var nested = Nested()
    let deeper = nested.builder.scope("deeper", parent: nested.sub)
    _ = nested.builder.place("x", in: deeper, initially: true)
    nested.builder.act("deepen", in: nested.sub) { $0.opens = deeper }
    nested.builder.act("terminate", in: nested.sub, need: [nested.inner]) { $0.flags = .clear }
    var course = Course(nested.builder)
    course.perform("deepen")
    course.perform("deepen")
    #expect(course.count("deeper") == 2)
    course.perform("terminate")
    #expect(course.tokens == ["after"])
    #expect(course.count("deeper") == 0)
  }

  @Test(
    "two live instances of a non-interrupting event sub-process: the counter keeps the scope open until the last is done"
  )
  func counters() {
    var builder = MachineBuilder.test()
    let procedure = builder.scope("procedure", parent: builder.root, counts: true)
    let open = builder.place("open", in: procedure, .standing, initially: true)
    let active = builder.place("@event", in: procedure, .activity)
    let task = builder.place("@task", in: procedure, .activity, initially: true)
    let event = builder.scope("event", parent: procedure)
    let inner = builder.place("@inner", in: event, .activity, initially: true)
    let start = builder.place("start", in: builder.root, initially: true)
    let end = builder.place("end", in: builder.root, .end)
    builder.silent("start", in: builder.root, take: [start]) { $0.opens = procedure }
    builder.act("object", in: procedure, need: [open], put: [active]) { $0.opens = event }
    builder.act("task", in: procedure, take: [task])
    builder.act("inner", in: event, take: [inner])
    builder.silent("event done", in: event) { spec in
      spec.stratum = .completion
      spec.flags = [.quiet, .exit]
      spec[level: 1].take = [active]
    }
    builder.silent("done", in: procedure) { spec in
      spec.stratum = .completion
      spec.flags = [.quiet, .exit]
      spec[level: 1].put = [end]
    }
    var course = Course(builder)
    course.perform("object")
    course.perform("object")
    course.perform("task")
    let runs = course.state.preorder.filter { course.state.scopes[$0].def == event.raw }.map { course.state.id($0) }
    #expect(runs.count == 2)
    #expect(course.refusal("inner") == ["run"])
    course.perform("inner", run: runs[1])
    #expect(course.tokens == ["@event", "@inner"])
    course.perform("inner")
    #expect(course.tokens == ["end"])
  }

  @Test("multiple instances, two at a time: weights and counters")
  func multipleInstances() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let start = builder.place("start", in: root, initially: true)
    let active = builder.place("@multi", in: root, .activity)
    let end = builder.place("end", in: root, .end)
    let wrapper = builder.scope("wrapper", parent: root, counts: true)
    let ready = builder.place("ready", in: wrapper, initially: true)
    let todo = builder.place("todo", in: wrapper)
    let slots = builder.place("slot", in: wrapper, .standing)
    let done = builder.place("done", in: wrapper)
    let body = builder.scope("body", parent: wrapper)
    let inner = builder.place("@body", in: body, .activity, initially: true)
    builder.silent("enter", in: root, take: [start], put: [active]) { $0.opens = wrapper }
    builder.silent("set", in: wrapper, take: [ready]) { event in
      event[level: 0].weights = [
        Weight(use: .put, place: todo, count: 3), Weight(use: .put, place: slots, count: 2),
      ]
    }
    builder.silent("spawn", in: wrapper, take: [todo, slots]) { $0.opens = body }
    builder.act("body", in: body, take: [inner])
    builder.silent("body done", in: body) { event in
      event.stratum = .completion
      event.flags = [.quiet, .exit]
      event[level: 1].put = [slots, done]
    }
    builder.silent("all done", in: wrapper) { event in
      event[level: 0].weights = [Weight(use: .take, place: done, count: 3)]
    }
    builder.silent("complete", in: wrapper) { event in
      event.stratum = .completion
      event.flags = [.quiet, .exit]
      event[level: 1].take = [active]
      event[level: 1].put = [end]
    }
    var course = Course(builder)
    #expect(course.count("body") == 2)
    for left in [2, 1, 0] {
      let runs = course.state.instances(of: body)
      course.perform("body", run: course.state.id(runs[0]))
      #expect(course.count("body") == left)
    }
    #expect(course.tokens == ["end"])
  }

  @Test("the case finishes when closing is wished and nothing is owed anywhere")
  func closing() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let closing = builder.place("closing", in: root, .standing)
    let a = builder.step("a", in: root)
    _ = builder.step("b", in: root, pending: true)
    builder.relate(.exclude, a, a)
    let sub = builder.scope("sub", parent: root)
    let task = builder.place("@task", in: sub, .activity, initially: true)
    builder.act("open", in: root) { $0.opens = sub }
    builder.act("task", in: sub, take: [task])
    builder.silent("sub done", in: sub) { event in
      event.stratum = .completion
      event.flags = [.quiet, .exit]
      event[level: 1].put = []
    }
    builder.change(a.event) { $0[level: 0].put.append(closing) }
    builder.silent("close", in: root, need: [closing]) { event in
      event.stratum = .completion
      event.flags = [.quiet, .accepting, .finishes]
    }
    var course = Course(builder)
    course.perform("open")
    course.perform("a")
    #expect(course.state.status == .running)
    guard let close = course.machine.event(named: "close") else { return }
    #expect(why(close, in: course.state, of: course.machine, at: .hour(0)).map(\.word) == ["flow"])
    #expect(owed(course.state, of: course.machine).count == 3)
    course.perform("b")
    #expect(course.state.status == .running)
    course.perform("task")
    #expect(course.state.status == .finished)
    #expect(course.effects.contains(.ended(.finished)))
    #expect(course.refusal("b") == ["finished"])
  }
}
