import FEEL
import KetenMachine
import Testing

/// A chain with steps `x`, `y` in the root and `a`, `b` in a procedure that may run many times.
private struct Crossing {
  var builder = MachineBuilder.test()
  let procedure: Index<ScopeDef>
  let x: Step
  let y: Step
  let a: Step
  let b: Step
  /// The shadow of `a` in the root.
  let shadow: Index<Bit>

  init() {
    let root = builder.root
    procedure = builder.scope("procedure", parent: root)
    x = builder.step("x", in: root)
    y = builder.step("y", in: root)
    a = builder.step("a", in: procedure)
    b = builder.step("b", in: procedure)
    shadow = builder.bit("a*", in: root, obliging: true)
    builder.act("run", in: root) { [procedure] in $0.opens = procedure }
    builder.act("stop", in: procedure) { $0.flags = .exit }
    builder.change(a.event) { [shadow] in $0[level: 1].bit = shadow }
  }

  func runs(_ course: Course) -> [ScopeID] { course.state.instances(of: procedure).map { course.state.id($0) } }
}

@Suite("Relations between scopes")
struct RelationScopeTests {
  @Test("a condition on something in a procedure means: some run has done it")
  func condition() {
    var crossing = Crossing()
    crossing.builder.change(crossing.x.event) { [crossing] in $0[level: 0].condition.append(crossing.shadow) }
    var course = Course(crossing.builder)
    #expect(course.reasons("x") == [.condition(crossing.shadow, nil)])
    course.perform("run")
    course.perform("run")
    course.perform("a", run: crossing.runs(course)[1])
    #expect(course.refusal("x").isEmpty)
    course.perform("stop", run: crossing.runs(course)[1])
    #expect(course.refusal("x").isEmpty)
  }

  @Test("a response from outside is met by the first run, and stays owed when a run is interrupted")
  func response() {
    var crossing = Crossing()
    crossing.builder.change(crossing.x.event) { [crossing] in $0[level: 0].response.append(crossing.shadow) }
    crossing.builder.relate(.response, crossing.b, crossing.a)
    var course = Course(crossing.builder)
    course.perform("run")
    course.perform("run")
    course.perform("x")
    let runs = crossing.runs(course)
    course.perform("b", run: runs[1])
    #expect(
      owed(course.state, of: course.machine).contains(.event(crossing.a.bit, runs[1])), "from inside: this run")
    course.perform("stop", run: runs[1])
    let left = owed(course.state, of: course.machine)
    #expect(!left.contains(.event(crossing.a.bit, runs[1])), "the inner demand dies with its run")
    #expect(left.contains(.event(crossing.shadow, course.state.id(0))), "the outer demand stays")
    course.perform("a")
    #expect(!owed(course.state, of: course.machine).contains(.event(crossing.shadow, course.state.id(0))))
  }

  @Test("an exclude from outside hits all live and future runs")
  func exclude() {
    var crossing = Crossing()
    crossing.builder.change(crossing.x.event) { [crossing] in $0[level: 0].exclude.append(crossing.shadow) }
    crossing.builder.change(crossing.y.event) { [crossing] in $0[level: 0].include.append(crossing.shadow) }
    var course = Course(crossing.builder)
    course.perform("run")
    course.perform("x")
    #expect(course.refusal("a") == ["excluded"])
    course.perform("run")
    for run in crossing.runs(course) { #expect(course.refusal("a", run: run) == ["excluded"]) }
    course.perform("y")
    for run in crossing.runs(course) { #expect(course.refusal("a", run: run).isEmpty) }
  }

  @Test("an event in a procedure may wait for a step outside")
  func outward() {
    var crossing = Crossing()
    crossing.builder.change(crossing.b.event) { [crossing] in $0[level: 1].condition.append(crossing.x.bit) }
    crossing.builder.change(crossing.b.event) { [crossing] in $0[level: 1].milestone.append(crossing.y.bit) }
    crossing.builder.change(crossing.x.event) { [crossing] in $0[level: 0].response.append(crossing.y.bit) }
    var course = Course(crossing.builder)
    course.perform("run")
    #expect(course.reasons("b") == [.condition(crossing.x.bit, nil)])
    course.perform("x")
    #expect(course.reasons("b") == [.milestone(crossing.y.bit, nil)])
    course.perform("y")
    #expect(course.refusal("b").isEmpty)
  }

  @Test("an inner demand does not count while the event is excluded from outside")
  func innerPendingExcluded() {
    var crossing = Crossing()
    crossing.builder.relate(.response, crossing.b, crossing.a)
    crossing.builder.change(crossing.x.event) { [crossing] in $0[level: 0].exclude.append(crossing.shadow) }
    crossing.builder.silent("complete", in: crossing.procedure) { event in
      event.stratum = .completion
      event.flags = [.quiet, .accepting, .exit]
      event.guardExpression = nil
      event[level: 0].need = []
    }
    let hold = crossing.builder.place("@hold", in: crossing.procedure, .activity, initially: true)
    crossing.builder.act("release", in: crossing.procedure, take: [hold])
    var course = Course(crossing.builder)
    course.perform("run")
    course.perform("b")
    course.perform("release")
    #expect(course.count("procedure") == 1)
    course.perform("x")
    #expect(course.count("procedure") == 0)
  }

  @Test("a call is owed until its last run is done")
  func lastClears() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let run = builder.scope("run", parent: root)
    let task = builder.place("@task", in: run, .activity, initially: true)
    let call = builder.bit("call", in: root)
    builder.act("start", in: root) { event in
      event.opens = run
      event[level: 0].response = [call]
    }
    builder.act("task", in: run, take: [task])
    builder.silent("done", in: run) { event in
      event.stratum = .completion
      event.flags = [.quiet, .exit, .lastClears]
      event[level: 1].bit = call
    }
    var course = Course(builder)
    course.perform("start")
    course.perform("start")
    let runs = course.state.instances(of: run).map { course.state.id($0) }
    course.perform("task", run: runs[0])
    #expect(owed(course.state, of: course.machine).contains(.event(call, course.state.id(0))))
    course.perform("task")
    #expect(owed(course.state, of: course.machine).isEmpty)
  }
}
