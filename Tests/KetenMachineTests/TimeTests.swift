import FEEL
import KetenMachine
import Testing

private func hours(_ number: Int64) -> Clock.Due { .duration(CalendarDuration(milliseconds: number * 3_600_000)) }

@Suite("Clocks")
struct ClockTests {
  /// A task with a timer on it and a way to leave and come back.
  private func machine(interrupting: Bool, repetitions: Int? = 1) -> MachineBuilder {
    var builder = MachineBuilder.test()
    let root = builder.root
    let task = builder.place("@task", in: root, .activity, initially: true)
    let (late, out) = (builder.place("late", in: root, .end), builder.place("out", in: root))
    builder.act("task", in: root, take: [task], put: [out])
    builder.act("back", in: root, take: [out], put: [task])
    builder.act("renew", in: root, take: [task], put: [task])
    builder.act("touch", in: root, put: [task])
    let timer = builder.event("timer", .timer, in: root) { event in
      event[level: 0].need = [task]
      if interrupting { event[level: 0].take = [task] }
      event[level: 0].put = [late]
    }
    _ = builder.clock(timer, at: task, due: hours(10), repetitions: repetitions)
    return builder
  }

  @Test("a clock fires at its moment, and is forgotten when its place is left")
  func firesAndDrops() {
    var course = Course(machine(interrupting: true))
    #expect(course.effects == [.wake(at: .hour(10))])
    var left = course
    course.wait(until: 9)
    #expect(course.fired.isEmpty)
    course.wait(until: 12)
    #expect(course.fired == ["timer"])
    #expect(course.records.contains { $0.at == .hour(10) })
    #expect(course.effects == [.wake(at: nil)])
    left.perform("task")
    #expect(left.state.clocks.isEmpty)
    left.wait(until: 20)
    #expect(left.fired == ["task"])
  }

  @Test("who leaves and comes back gets the full time again, also within one decision")
  func leaveAndComeBack() {
    var course = Course(machine(interrupting: true))
    course.wait(until: 8)
    course.perform("renew")
    #expect(course.state.nextDue == .hour(18))
    course.perform("touch")
    #expect(course.state.nextDue == .hour(18), "a put on a standing token does not start it anew")
    course.wait(until: 17)
    course.perform("task")
    course.perform("back")
    course.wait(until: 26)
    #expect(!course.fired.contains("timer"))
    course.wait(until: 27)
    #expect(course.fired.last == "timer")
  }

  @Test("a cycle ticks as often as it says, each time at its own moment")
  func cycles() {
    var course = Course(machine(interrupting: false, repetitions: 3))
    course.wait(until: 25)
    #expect(course.fired == ["timer", "timer"])
    #expect(course.records.filter { if case .fired = $0 { true } else { false } }.map(\.at) == [.hour(10), .hour(20)])
    course.wait(until: 100)
    #expect(course.fired.count == 3)
    #expect(course.state.nextDue == nil)
  }

  @Test("after downtime everything comes in due order, and an act sees the time that passed")
  func dueOrder() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let names = ["c", "a", "b"]
    for (number, name) in names.enumerated() {
      let place = builder.place("@\(name)", in: root, .activity, initially: true)
      let timer = builder.event(name, .timer, in: root) { $0[level: 0].take = [place] }
      _ = builder.clock(timer, at: place, due: hours([30, 10, 20][number]))
    }
    let next = builder.place("next", in: root)
    builder.act("act", in: root)
    builder.change(Index(1)) { $0[level: 0].put = [next] }
    builder.silent("follows", in: root, take: [next])
    var course = Course(builder)
    course.skip(to: 40)
    course.perform("act")
    #expect(course.fired == ["a", "follows", "b", "c", "act"])
    let moments: [Moment] = [.hour(10), .hour(10), .hour(20), .hour(30), .hour(40)]
    #expect(course.records.dropFirst().map(\.at) == moments)
  }

  @Test("a computed duration is on the record")
  func computed() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let item = builder.item("length")
    let task = builder.place("@task", in: root, .activity)
    builder.act("go", in: root, put: [task]) {
      $0.accesses = [ItemAccess(item: item, use: .writes, isOptional: false)]
    }
    let timer = builder.event("timer", .timer, in: root) { $0[level: 0].take = [task] }
    let length = builder.isTrue(item)
    _ = builder.clock(timer, at: task, due: .expression(length))
    var course = Course(builder)
    course.perform("go", [ItemValue(item, .dayTimeDuration(DayTimeDuration(seconds: 5 * 3600)))])
    #expect(course.state.nextDue == .hour(5))
    course.wait(until: 6)
    #expect(course.fired == ["go", "timer"])
  }

  @Test("a timer that is due but held back fires when it is let go")
  func heldBack() {
    var builder = machine(interrupting: true)
    let item = builder.item("ok")
    let guardExpression = builder.isTrue(item)
    builder.act("allow", in: builder.root) {
      $0.accesses = [ItemAccess(item: item, use: .writes, isOptional: false)]
    }
    builder.change(Index(4)) { $0.guardExpression = guardExpression }
    var course = Course(builder)
    course.wait(until: 20)
    #expect(course.fired.isEmpty)
    course.perform("allow", [ItemValue(item, .boolean(true))])
    #expect(course.fired == ["allow", "timer"])
  }

  @Test("time does not run backwards")
  func backwards() {
    var course = Course(machine(interrupting: true))
    course.wait(until: 5)
    course.skip(to: 4)
    #expect(course.refusal("task") == ["time"])
  }
}

@Suite("Terms")
struct TermTests {
  /// Acts that start, meet and void a term of three days, in the root and in a procedure.
  private func machine(renews: Bool = false, inProcedure: Bool = false) -> MachineBuilder {
    var builder = MachineBuilder.test()
    let root = builder.root
    let procedure = builder.scope("procedure", parent: root)
    let scope = inProcedure ? procedure : root
    let term = builder.term("term", .term, "P3D", renews: renews, in: scope)
    builder.act("run", in: root) { $0.opens = procedure }
    builder.act("start", in: scope) { $0.termEffects = [TermEffect(term: term, action: .start)] }
    builder.act("stop", in: scope) { $0.termEffects = [TermEffect(term: term, action: .stop)] }
    builder.act("drop", in: scope) { $0.termEffects = [TermEffect(term: term, action: .void)] }
    builder.act("leave", in: procedure) { $0.flags = .exit }
    return builder
  }

  @Test("idle, running, met; and again a new run")
  func met() {
    var course = Course(machine())
    #expect(course.term("term") == .idle)
    course.perform("start")
    #expect(course.term("term") == .running)
    // Day 1 does not count; the term ends at the end of the third day after it.
    #expect(course.state.nextDue == .hour(24 * 4 - 1))
    course.skip(to: 24)
    course.perform("start")
    #expect(course.state.nextDue == .hour(24 * 4 - 1), "open: ignored")
    course.perform("stop")
    #expect(course.term("term") == .met)
    course.perform("start")
    #expect(course.state.nextDue == .hour(24 * 5 - 1), "not open: a new run")
    #expect(course.effects == [.wake(at: .hour(24 * 5 - 1))])
  }

  @Test("a term that renews starts anew")
  func renews() {
    var course = Course(machine(renews: true))
    course.perform("start")
    course.skip(to: 24)
    course.perform("start")
    #expect(course.state.nextDue == .hour(24 * 5 - 1))
  }

  @Test("exceeded is a fact at the moment it was due, then met late")
  func exceeded() {
    var course = Course(machine())
    course.perform("start")
    course.skip(to: 200)
    course.perform("stop")
    #expect(course.term("term") == .metLate)
    #expect(course.records.contains(.termEnded(Index(0), in: ScopeID(slot: 0, generation: 1), at: .hour(24 * 4 - 1))))
    course.perform("start")
    course.perform("drop")
    #expect(course.term("term") == .void)
  }

  @Test("a term is void when its scope closes, and stays readable; each run has its own")
  func scopes() {
    var course = Course(machine(inProcedure: true))
    course.perform("run")
    course.perform("run")
    let runs = course.state.preorder.dropFirst().map { course.state.id($0) }
    course.perform("start", run: runs[0])
    course.perform("start", run: runs[1])
    course.perform("stop", run: runs[0])
    #expect(course.state.termRuns.map(\.state) == [.met, .running])
    course.perform("leave", run: runs[1])
    #expect(course.term("term") == .void)
    course.perform("leave")
    #expect(course.state.termRuns.count == 1)
    #expect(course.state.nextDue == nil)
  }

  @Test("a delay holds back while it runs; a deadline never does")
  func delay() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let (a, b) = (builder.step("a", in: root), builder.step("b", in: root))
    let delay = builder.term("delay", .delay, "PT10H", renews: true, in: root)
    let deadline = builder.term("deadline", .deadline, "PT5H", in: root)
    builder.relate(.condition, a, b)
    builder.relate(.response, a, b)
    builder.change(a.event) {
      $0.termEffects = [TermEffect(term: delay, action: .start), TermEffect(term: deadline, action: .start)]
    }
    builder.change(b.event) { event in
      event.delays = [delay]
      event.termEffects = [TermEffect(term: deadline, action: .stop)]
    }
    var course = Course(builder)
    course.perform("a")
    #expect(course.reasons("b") == [.delay(delay, since: .hour(0), until: .hour(10))])
    course.wait(until: 6)
    #expect(course.term("deadline") == .exceeded)
    course.perform("a")
    #expect(course.reasons("b") == [.delay(delay, since: .hour(6), until: .hour(16))])
    course.skip(to: 16)
    course.perform("b")
    #expect(course.term("deadline") == .metLate)
  }

  @Test("a guarded response starts its deadline, a guarded condition carries its delay")
  func guardedTerms() {
    for value in [true, false] {
      var builder = MachineBuilder.test()
      let root = builder.root
      let item = builder.item("strict")
      let (a, b) = (builder.step("a", in: root), builder.step("b", in: root))
      let delay = builder.term("delay", .delay, "PT10H", in: root)
      let deadline = builder.term("deadline", .deadline, "PT5H", in: root)
      builder.relate(.response, a, b, if: item, term: deadline)
      builder.relate(.condition, a, b, if: item, term: delay)
      builder.change(a.event) { event in
        event.termEffects = [TermEffect(term: delay, action: .start)]
        event.accesses = [ItemAccess(item: item, use: .writes, isOptional: false)]
      }
      var course = Course(builder)
      course.perform("a", [ItemValue(item, .boolean(value))])
      #expect(course.term("deadline") == (value ? .running : .idle))
      #expect(course.refusal("b") == (value ? ["delay"] : []))
    }
  }
}

@Suite("Lengths")
struct LengthTests {
  /// Terms that start at 01:00 in the Netherlands.
  @Test(
    "a term of no days is over with the day itself, one of no hours at once",
    arguments: [("P0D", 23), ("P0M", 23), ("P1D", 47), ("PT0H", 0), ("P0DT2H", 2)] as [(String, Int64)])
  func nothing(length: String, hours: Int64) throws {
    let duration = try #require(CalendarDuration(iso: length))
    #expect(Moment.hour(0).endOfTerm(duration) == .hour(hours))
    #expect(duration.isTime == length.contains("T"))
  }

  @Test("no days change nothing in an hour that comes twice")
  func repeatedHour() throws {
    let second = Moment(milliseconds: 1_792_891_800_000)
    for length in ["P0D", "PT0H"] { #expect(second.adding(try #require(CalendarDuration(iso: length))) == second) }
  }
}
