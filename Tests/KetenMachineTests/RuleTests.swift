import FEEL
import KetenMachine
import Testing

@Suite("The firing rule")
struct RuleTests {
  @Test("a sequence: tokens move on, each task once")
  func sequence() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let first = builder.place("p1", in: root, initially: true)
    let second = builder.place("p2", in: root)
    builder.act("a", in: root, take: [first], put: [second])
    builder.act("b", in: root, take: [second])
    var course = Course(builder)
    #expect(course.open == ["a"])
    #expect(course.refusal("b") == ["flow"])
    course.perform("a")
    #expect(course.open == ["b"])
    course.perform("b")
    #expect(course.open.isEmpty)
    #expect(course.tokens.isEmpty)
  }

  @Test("an AND join waits for both; an XOR takes the first true way, else the default")
  func gateways() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let yes = builder.item("yes")
    let places = ["a", "b", "a2", "b2", "joined", "left", "right"].map { builder.place($0, in: root) }
    let start = builder.place("start", in: root, initially: true)
    builder.silent("split", in: root, take: [start], put: [places[0], places[1]])
    builder.act("a", in: root, take: [places[0]], put: [places[2]])
    builder.act("b", in: root, take: [places[1]], put: [places[3]]) {
      $0.accesses = [ItemAccess(item: yes, use: .writes, isOptional: true)]
    }
    builder.silent("join", in: root, take: [places[2], places[3]], put: [places[4]])
    let isYes = builder.isTrue(yes)
    builder.silent("choose", in: root, take: [places[4]]) { event in
      event.routeMode = .first
      event.routes = [
        .init(put: [places[6]], isDefault: true), .init(if: isYes, put: [places[5]]),
      ]
    }
    var course = Course(builder)
    #expect(course.tokens == ["a", "b"])
    var other = course
    course.perform("a")
    #expect(course.tokens == ["b", "a2"])
    course.perform("b", [ItemValue(yes, .boolean(true))])
    #expect(course.tokens == ["left"])
    other.perform("b")
    other.perform("a")
    #expect(other.tokens == ["right"])
    #expect(other.fired == ["split", "b", "a", "join", "choose"])
  }

  @Test("no way on is a refusal of the act that leads there")
  func noRoute() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let yes = builder.item("yes")
    let (start, after) = (builder.place("start", in: root, initially: true), builder.place("after", in: root))
    builder.act("a", in: root, take: [start], put: [after])
    let isYes = builder.isTrue(yes)
    builder.silent("choose", in: root, take: [after]) { event in
      event.routeMode = .first
      event.routes = [.init(if: isYes, put: [start])]
    }
    let course = Course(builder)
    #expect(course.refusal("a") == ["route"])
  }

  @Test("need is not take: a non-interrupting boundary leaves its task open")
  func needIsNotTake() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let task = builder.place("@task", in: root, .activity, initially: true)
    let other = builder.place("other", in: root)
    builder.act("task", in: root, take: [task])
    builder.act("remind", in: root, need: [task], put: [other])
    builder.act("cancel", in: root, take: [task])
    var course = Course(builder)
    course.perform("remind")
    #expect(course.open == ["task", "remind", "cancel"])
    #expect(course.tokens == ["@task", "other"])
    course.perform("cancel")
    #expect(course.open.isEmpty)
    #expect(course.tokens == ["other"])
  }

  @Test("condition, milestone, response, include and exclude")
  func relations() {
    var builder = MachineBuilder.test()
    let (a, b, c, d) = (
      builder.step("a", in: builder.root), builder.step("b", in: builder.root), builder.step("c", in: builder.root),
      builder.step("d", in: builder.root, included: false)
    )
    builder.relate(.condition, a, b)
    builder.relate(.response, a, c)
    builder.relate(.milestone, c, b)
    builder.relate(.include, c, d)
    builder.relate(.exclude, d, a)
    var course = Course(builder)
    #expect(course.open == ["a", "c"])
    #expect(course.reasons("b") == [.condition(a.bit, Index(0))])
    #expect(course.refusal("d") == ["excluded"])
    course.perform("a")
    #expect(course.reasons("b") == [.milestone(c.bit, Index(2))])
    #expect(owed(course.state, of: course.machine) == [.event(c.bit, course.state.id(0))])
    course.perform("c")
    #expect(course.open == ["a", "b", "c", "d"])
    course.perform("d")
    #expect(course.open == ["b", "c", "d"])
  }

  @Test("include wins over exclude, and an excluded source no longer holds back")
  func includeWins() {
    var builder = MachineBuilder.test()
    let (a, b, c) = (
      builder.step("a", in: builder.root), builder.step("b", in: builder.root), builder.step("c", in: builder.root)
    )
    builder.relate(.exclude, a, b)
    builder.relate(.include, a, b)
    builder.relate(.condition, b, c)
    builder.relate(.exclude, c, b)
    builder.relate(.exclude, a, a)
    builder.relate(.response, a, a)
    var course = Course(builder)
    #expect(course.open == ["a", "b"])
    course.perform("a")
    #expect(course.open == ["b"])
    // It is pending again, but excluded: nothing is owed.
    #expect(owed(course.state, of: course.machine).isEmpty)
    course.perform("b")
    course.perform("c")
    #expect(course.open == ["c"])
  }

  @Test("guarded relations are used only while their guard holds")
  func guardedRelations() {
    for value in [true, false] {
      var builder = MachineBuilder.test()
      let item = builder.item("strict")
      let (a, b, c) = (
        builder.step("a", in: builder.root), builder.step("b", in: builder.root), builder.step("c", in: builder.root)
      )
      builder.act("set", in: builder.root) { $0.accesses = [ItemAccess(item: item, use: .writes, isOptional: false)] }
      builder.relate(.condition, a, b, if: item)
      builder.relate(.response, a, c, if: item)
      builder.relate(.exclude, c, a, if: item)
      var course = Course(builder)
      #expect(course.refusal("b") == [])
      course.perform("set", [ItemValue(item, .boolean(value))])
      #expect(course.refusal("b") == (value ? ["condition"] : []))
      course.perform("a")
      #expect(owed(course.state, of: course.machine).count == (value ? 1 : 0))
      course.perform("c")
      #expect(course.open.contains("a") == !value)
    }
  }
}
