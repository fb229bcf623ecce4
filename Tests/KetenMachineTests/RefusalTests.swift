import FEEL
import KetenMachine
import Testing

@Suite("Refusals")
struct RefusalTests {
  /// One act with everything in its way.
  private func machine() -> MachineBuilder {
    var builder = MachineBuilder.test()
    let root = builder.root
    let place = builder.place("@decide", in: root, .activity)
    let read = builder.item("report")
    let written = builder.item("granted", .boolean)
    let open = builder.item("open")
    let (a, b, c) = (
      builder.step("a", in: root), builder.step("b", in: root, pending: true),
      builder.step("c", in: root, included: false)
    )
    builder.relate(.condition, a, c)
    builder.relate(.milestone, b, c)
    let isOpen = builder.isTrue(open)
    let readPlace = builder.machine.items[read.int].place
    builder.change(c.event) { event in
      event.performers = 2
      event[level: 0].need = [place, readPlace]
      event.guardExpression = isOpen
      event.accesses = [
        ItemAccess(item: read, use: .reads, isOptional: false),
        ItemAccess(item: written, use: .writes, isOptional: false),
      ]
    }
    return builder
  }

  @Test("every reason at once")
  func all() {
    let course = Course(machine())
    let report = Index<Item>(0)
    let words = course.refusal("c", by: "anna", [ItemValue(report, .string("x"))])
    #expect(
      words == ["party", "flow", "item", "excluded", "condition", "milestone", "guard", "write", "write"])
    let written = course.refusal("c", by: "bob", [ItemValue(Index(1), .string("yes"))])
    #expect(written == ["flow", "item", "excluded", "condition", "milestone", "guard", "write"])
  }

  @Test("reasons speak the model's words, with who may and the basis")
  func words() {
    let course = Course(machine())
    let texts = course.reasons("c", by: "anna").map { $0.text(in: course.machine) }
    #expect(
      texts == [
        "'anna' may not do this, but 'bob' may",
        "it is not its turn: nothing stands at '@decide'",
        "'report' has not been written yet",
        "'c' has been taken out of the course",
        "'a' must have happened first (Awb 1:1)",
        "'b' is still owed (Awb 1:1)",
        "its condition 'open' does not hold",
        "'granted' must be written with it",
      ])
  }

  @Test("out of the course: a step that was done says so, another names what took it out")
  func excluded() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let (once, other, ended) = (
      builder.step("once", in: root), builder.step("other", in: root), builder.step("ended", in: root)
    )
    builder.change(once.event) { $0[level: 0].exclude = [once.bit] }
    builder.relate(.exclude, ended, once)
    builder.relate(.exclude, ended, other)
    builder.relate(.include, builder.step("again", in: root), once)
    var course = Course(builder)
    var early = course
    course.perform("once")
    #expect(course.reasons("once") == [.done(once.bit)])
    #expect(course.refusal("once") == ["excluded"])
    let text = course.reasons("once").first?.text(in: course.machine)
    #expect(text == "'once' has been done, and can be done once")
    early.perform("ended")
    course.skip(to: 1)
    course.perform("ended")
    var late = course
    late.skip(to: 2)
    late.perform("again")
    late.skip(to: 3)
    late.perform("ended")
    let texts = [early.reasons("once"), early.reasons("other"), course.reasons("once"), late.reasons("once")]
      .flatMap { $0.map { $0.text(in: course.machine) } }
    #expect(
      texts == [
        "'once' has been taken out of the course by 'ended' (Awb 1:1)",
        "'other' has been taken out of the course by 'ended' (Awb 1:1)",
        "'once' has been done, and can be done once",
        "'once' has been taken out of the course by 'ended' (Awb 1:1)",
      ])
  }

  @Test("a representative may act for whom it represents, and is on the record as itself")
  func representative() {
    var builder = MachineBuilder.test()
    builder.act("apply", in: builder.root) { $0.performers = 1 }
    var course = Course(builder)
    #expect(course.refusal("apply", by: "bob") == ["party"])
    course.perform("apply", by: "carl")
    guard case .fired(let firing)? = course.records.last else { return }
    #expect(firing.party == course.machine.party(named: "carl"))
  }

  @Test("an item that must be there is there once it has been written")
  func itemPlace() {
    var builder = MachineBuilder.test()
    let item = builder.item("report", .string)
    let place = builder.machine.items[item.int].place
    builder.act("write", in: builder.root) {
      $0.accesses = [ItemAccess(item: item, use: .writes, isOptional: false)]
    }
    builder.act("read", in: builder.root, need: [place])
    var course = Course(builder)
    #expect(course.reasons("read") == [.item(item)])
    #expect(course.reasons("write") == [.writeMissing(item)])
    #expect(course.reasons("write", [ItemValue(item, .boolean(true))]) == [.writeType(item, expected: .string)])
    course.perform("write", [ItemValue(item, .string("text"))])
    course.perform("read")
    #expect(course.state.value(of: item) == .string("text"))
  }

  @Test("what nobody does cannot be done")
  func notAnAct() {
    var builder = MachineBuilder.test()
    let place = builder.place("p", in: builder.root)
    builder.silent("route", in: builder.root, take: [place])
    let course = Course(builder)
    guard let event = course.machine.event(named: "route") else { return }
    let decision = decide(.act(event, by: Index(0), at: .hour(0)), on: course.state, of: course.machine)
    #expect(decision == .refused([.notAnAct(event)]))
  }

  @Test("a job is answered, and is withdrawn when its work falls away")
  func jobs() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let task = builder.place("@job", in: root, .activity, initially: true)
    builder.event("job", .job, in: root) { event in
      event.job = "mail"
      event[level: 0].take = [task]
    }
    builder.act("cancel", in: root, take: [task])
    builder.act("again", in: root, put: [task])
    var course = Course(builder)
    guard let job = course.machine.event(named: "job") else { return }
    let scope = ScopeID(slot: 0, generation: 1)
    #expect(course.effects == [.startJob(type: "mail", event: job, scope: scope)])
    var other = course
    course.perform("job")
    #expect(course.effects.isEmpty)
    #expect(course.refusal("job") == ["flow"])
    other.perform("cancel")
    #expect(other.effects == [.cancelJob(type: "mail", event: job, scope: scope)])
    other.perform("again")
    #expect(other.effects == [.startJob(type: "mail", event: job, scope: scope)])
  }

  @Test("open work knows who, since when, and until when")
  func openWorkFacts() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let term = builder.term("term", .term, "P3D", in: root)
    let (start, task) = (
      builder.place("start", in: root, initially: true), builder.place("@task", in: root, .activity)
    )
    builder.act("start", in: root, take: [start], put: [task]) {
      $0.termEffects = [TermEffect(term: term, action: .start)]
    }
    builder.act("task", in: root, take: [task]) {
      $0.performers = 2
      $0.termEffects = [TermEffect(term: term, action: .stop)]
    }
    var course = Course(builder)
    course.skip(to: 5)
    course.perform("start")
    let work = openWork(course.state, of: course.machine, at: .hour(6))
    #expect(work.map(\.since) == [.hour(5)])
    #expect(work.map(\.due) == [.hour(95)])
    #expect(work.map(\.performers) == [[Index(1)]])
  }
}
