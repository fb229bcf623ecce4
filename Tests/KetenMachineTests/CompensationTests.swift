import FEEL
import KetenMachine
import Testing

/// Two compensable bookings, and a throw that compensates them.
private struct Booking {
  var builder = MachineBuilder.test()
  let scope: Index<ScopeDef>

  /// In the root, or in a sub-process that is kept when it is done.
  init(nested: Bool, handlerScope: Bool = false, reference: String? = nil) {
    let root = builder.root
    let trigger = builder.trigger(.compensation, reference, .down)
    scope = nested ? builder.scope("trip", parent: root) : root
    let names = ["hotel", "flight"]
    let active = builder.place("@trip", in: root, .activity)
    let thrown = builder.place("@undo", in: root, .activity, initially: !nested)
    for name in names {
      let element = builder.element(name)
      let undo = builder.element("undo \(name)")
      let task = builder.place("@book \(name)", in: scope, .activity, initially: true)
      let handler = builder.place("@undo \(name)", in: scope, .activity, element: undo)
      builder.act("book \(name)", in: scope, take: [task]) { event in
        event.flags = .logged
        event.element = element
      }
      builder.act("undo \(name)", in: scope, take: [handler])
      builder.addCompensation(CompensationHandler(activity: element, place: handler), in: scope)
    }
    if nested { nest(active: active, thrown: thrown, trigger, handlerScope: handlerScope) }
    let (after, end) = (builder.place("!undo", in: root), builder.place("end", in: root))
    builder.act("undo", in: root, take: [thrown], put: [after]) { $0.raises = trigger }
    builder.silent("undone", in: root, take: [after], put: [end]) {
      $0.stratum = .throwing
      $0.flags = .awaits
    }
  }

  private mutating func nest(
    active: Index<Place>, thrown: Index<Place>, _ trigger: Index<Trigger>, handlerScope: Bool
  ) {
    let start = builder.place("start", in: builder.root, initially: true)
    let trip = builder.element("trip", kind: "subProcess")
    builder.silent("enter", in: builder.root, take: [start], put: [active]) { [scope] in $0.opens = scope }
    builder.silent("trip done", in: scope) { event in
      event.stratum = .completion
      event.flags = [.quiet, .exit, .keep]
      event.element = trip
      event[level: 1].take = [active]
      event[level: 1].put = [thrown]
    }
    guard handlerScope else { return }
    let open = builder.place("open", in: scope, .standing, initially: true)
    let handler = builder.scope("handler", parent: scope)
    let task = builder.place("@call", in: handler, .activity, initially: true)
    builder.event("handler", .trigger, in: scope) { event in
      event.trigger = trigger
      event[level: 0].take = [open]
      event.opens = handler
    }
    builder.act("call", in: handler, take: [task])
    builder.silent("called", in: handler) { event in
      event.stratum = .completion
      event.flags = [.quiet, .exit]
      event[level: 1].put = []
    }
  }
}

@Suite("Compensation")
struct CompensationTests {
  @Test("what was done is undone, last first, one at a time; the thrower waits")
  func lastFirst() {
    var course = Course(Booking(nested: false).builder)
    course.perform("book flight")
    course.perform("book hotel")
    course.perform("undo")
    #expect(course.open == ["undo hotel"])
    #expect(course.tokens.contains("!undo"))
    course.perform("undo hotel")
    #expect(course.open == ["undo flight"])
    course.perform("undo flight")
    #expect(course.tokens == ["end"])
    #expect(course.state.compensationCount == 0)
    #expect(course.state.log.isEmpty)
  }

  @Test("what was not done is not undone, and nothing to undo goes straight on")
  func onlyDone() {
    var course = Course(Booking(nested: false).builder)
    course.perform("undo")
    #expect(course.tokens == ["@book hotel", "@book flight", "end"])
  }

  @Test("a reference compensates that activity alone")
  func reference() {
    var course = Course(Booking(nested: false, reference: "flight").builder)
    course.perform("book flight")
    course.perform("book hotel")
    course.perform("undo")
    #expect(course.open == ["undo flight"])
    course.perform("undo flight")
    #expect(course.tokens == ["end"])
    #expect(course.state.log.count == 1)
  }

  @Test("a kept sub-process revives and compensates what it did; it puts nothing upwards")
  func revived() {
    var course = Course(Booking(nested: true).builder)
    course.perform("book flight")
    course.perform("book hotel")
    #expect(course.open == ["undo"])
    #expect(course.state.scopes[1].role == .kept)
    course.perform("undo")
    #expect(course.open == ["undo hotel"])
    course.perform("undo hotel")
    course.perform("undo flight")
    #expect(course.tokens == ["end"])
    #expect(course.state.preorder == [0])
    #expect(course.state.log.isEmpty)
  }

  @Test("a kept sub-process with a compensation event sub-process runs that")
  func handlerScope() {
    var course = Course(Booking(nested: true, handlerScope: true).builder)
    course.perform("book flight")
    course.perform("book hotel")
    course.perform("undo")
    #expect(course.open == ["call"])
    course.perform("call")
    #expect(course.tokens == ["end"])
    #expect(course.state.preorder == [0])
  }
}
