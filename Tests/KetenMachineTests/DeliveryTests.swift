import FEEL
import KetenMachine
import Testing

/// Throws a trigger by an act: `n!` takes the place and throws, `n` goes on.
extension MachineBuilder {
  fileprivate mutating func thrower(
    _ name: String, in scope: Index<ScopeDef>, from place: Index<Place>, to after: Index<Place>,
    _ trigger: Index<Trigger>, awaits: Bool = false
  ) {
    let thrown = self.place("!\(name)", in: scope)
    let element = element(name, kind: "intermediateThrowEvent")
    silent("\(name)!", in: scope, take: [place], put: [thrown]) { event in
      event.stratum = .throwing
      event.raises = trigger
      event.element = element
    }
    silent(name, in: scope, take: [thrown], put: [after]) { event in
      event.stratum = .throwing
      if awaits { event.flags = .awaits }
    }
  }

  /// A catcher of a trigger.
  @discardableResult
  fileprivate mutating func catcher(
    _ name: String, in scope: Index<ScopeDef>, _ trigger: Index<Trigger>, _ define: (inout EventSpec) -> Void
  ) -> Index<Event> {
    event(name, .trigger, in: scope) { event in
      event.trigger = trigger
      define(&event)
    }
  }
}

/// A sub-process that throws an error when told to, with a border that catches it.
private struct Throwing {
  var builder = MachineBuilder.test()
  let sub: Index<ScopeDef>
  let active: Index<Place>
  let caught: Index<Place>
  let after: Index<Place>
  let ready: Index<Place>

  init(_ kind: TriggerKind, thrown: String, caught reference: String?) {
    let root = builder.root
    let trigger = builder.trigger(kind, thrown, kind == .signal ? .all : .up)
    let catching = builder.trigger(kind, reference, kind == .signal ? .all : .up)
    let start = builder.place("start", in: root, initially: true)
    active = builder.place("@sub", in: root, .activity)
    caught = builder.place("caught", in: root)
    sub = builder.scope("sub", parent: root)
    let go = builder.place("@go", in: sub, .activity, initially: true)
    (ready, after) = (builder.place("ready", in: sub), builder.place("after", in: sub))
    builder.silent("enter", in: root, take: [start], put: [active]) { [sub] in $0.opens = sub }
    builder.act("go", in: sub, take: [go], put: [ready])
    builder.thrower("throw", in: sub, from: ready, to: after, trigger)
    builder.catcher("border", in: sub, catching) { [active, caught] event in
      event.flags = .exit
      event[level: 1].take = [active]
      event[level: 1].put = [caught]
    }
  }
}

@Suite("Delivery")
struct DeliveryTests {
  @Test("an error goes up to the first border that catches it; the thrower does not continue")
  func errorCaught() {
    for reference in ["e", nil] {
      var course = Course(Throwing(.error, thrown: "e", caught: reference).builder)
      course.perform("go")
      #expect(course.tokens == ["caught"])
      #expect(course.fired == ["enter", "go", "throw!", "border"])
    }
  }

  @Test("an error that nobody catches ends the case as failed; an escalation is dropped")
  func uncaught() {
    var course = Course(Throwing(.error, thrown: "e", caught: "other").builder)
    course.perform("go")
    #expect(course.state.status == .failed)
    #expect(course.records.contains(.failed(error: "e", at: .hour(0))))
    #expect(course.refusal("go") == ["finished"])
    var other = Course(Throwing(.escalation, thrown: "e", caught: "other").builder)
    other.perform("go")
    #expect(other.tokens == ["@sub", "after"])
  }

  @Test("an event sub-process inside comes before the border outside; an exact reference before a catch-all")
  func order() {
    var throwing = Throwing(.error, thrown: "e", caught: "e")
    let (sub, any) = (throwing.sub, throwing.builder.trigger(.error, nil, .up))
    let exact = throwing.builder.trigger(.error, "e", .up)
    let open = throwing.builder.place("open", in: sub, .standing, initially: true)
    let event = throwing.builder.scope("event", parent: sub)
    let task = throwing.builder.place("@repair", in: event, .activity, initially: true)
    for (name, trigger) in [("any", any), ("exact", exact)] {
      throwing.builder.catcher(name, in: sub, trigger) { spec in
        spec.flags = .clear
        spec[level: 0].take = [open]
        spec.opens = event
      }
    }
    throwing.builder.act("repair", in: event, take: [task])
    var course = Course(throwing.builder)
    course.perform("go")
    #expect(course.fired.last == "exact")
    #expect(course.tokens == ["@sub", "@repair"])
  }

  @Test("a worker's error goes to the task's own border first")
  func fault() {
    for isCaught in [true, false] {
      var builder = MachineBuilder.test()
      let root = builder.root
      let error = builder.trigger(.error, "e", .up)
      let (one, two) = (
        builder.place("@one", in: root, .activity, initially: true),
        builder.place("@two", in: root, .activity, initially: true)
      )
      let caught = builder.place("caught", in: root)
      for (name, place) in [("one", one), ("two", two)] {
        builder.event(name, .job, in: root) { event in
          event.job = "work"
          event[level: 0].take = [place]
        }
      }
      builder.catcher("border", in: root, error) { event in
        event[level: 0].take = [isCaught ? one : two]
        event[level: 0].put = [caught]
      }
      var course = Course(builder)
      #expect(course.effects.count == 2)
      course.fault("one", "e")
      #expect(course.state.status == (isCaught ? .running : .failed))
      #expect(course.tokens == (isCaught ? ["@two", "caught"] : []))
    }
  }

  @Test("a signal reaches all who wait, innermost first; who is gone when its turn comes is passed over")
  func signal() {
    var throwing = Throwing(.signal, thrown: "s", caught: "s")
    let trigger = throwing.builder.trigger(.signal, "s", .all)
    let (waiting, heard) = (
      throwing.builder.place("@wait", in: throwing.builder.root, .activity, initially: true),
      throwing.builder.place("heard", in: throwing.builder.root)
    )
    throwing.builder.catcher("listener", in: throwing.builder.root, trigger) { event in
      event[level: 0].take = [waiting]
      event[level: 0].put = [heard]
    }
    throwing.builder.catcher("inner", in: throwing.sub, trigger) { event in
      event[level: 0].need = [throwing.ready]
    }
    var course = Course(throwing.builder)
    course.perform("go")
    // The border closes the scope of `inner`; `throw!` has taken `ready` in any case.
    #expect(course.fired == ["enter", "go", "throw!", "border", "listener"])
    #expect(course.tokens == ["caught", "heard"])
  }

  @Test("one who catches may take another's chance: the list is made first, then each is tried again")
  func signalStale() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let signal = builder.trigger(.signal, "s", .all)
    let shared = builder.place("@shared", in: root, .activity, initially: true)
    let (first, second) = (builder.place("first", in: root), builder.place("second", in: root))
    for (name, place) in [("one", first), ("two", second)] {
      builder.catcher(name, in: root, signal) { event in
        event[level: 0].take = [shared]
        event[level: 0].put = [place]
      }
    }
    builder.act("throw", in: root) { $0.raises = signal }
    var course = Course(builder)
    course.perform("throw")
    #expect(course.tokens == ["first"])
    course.perform("throw")
    #expect(course.tokens == ["first"], "a signal is never kept")
  }

  @Test("delivery does not settle: both catchers see the same tokens")
  func deliveryIsAtomic() {
    var builder = MachineBuilder.test()
    let root = builder.root
    let signal = builder.trigger(.signal, "s", .all)
    let (a, b) = (
      builder.place("@a", in: root, .activity, initially: true),
      builder.place("@b", in: root, .activity, initially: true)
    )
    let (got, done) = (builder.place("got", in: root), builder.place("done", in: root))
    builder.catcher("a", in: root, signal) { event in
      event[level: 0].take = [a]
      event[level: 0].put = [got]
    }
    builder.catcher("b", in: root, signal) { $0[level: 0].take = [b] }
    builder.silent("steal", in: root, take: [got, b], put: [done])
    builder.act("throw", in: root) { $0.raises = signal }
    var course = Course(builder)
    course.perform("throw")
    #expect(course.tokens == ["got"])
  }

  /// A catch that opens when told to, for a message that waits ten hours.
  private func messages(keep: String?, isOptional: Bool = true) -> (MachineBuilder, Index<Item>) {
    var builder = MachineBuilder.test()
    let root = builder.root
    let item = builder.item("letter")
    let message = builder.add(
      Message(
        name: "m", from: 1, to: 2, carries: [ItemAccess(item: item, use: .writes, isOptional: isOptional)],
        keep: keep.flatMap { CalendarDuration(iso: $0) }), to: \.messages)
    let trigger = builder.trigger(.message, "m", .one, message: message)
    let (closed, waiting, got) = (
      builder.place("closed", in: root, initially: true), builder.place("@wait", in: root, .activity),
      builder.place("got", in: root)
    )
    builder.act("open", in: root, take: [closed], put: [waiting])
    builder.act("throw", in: root) { $0.raises = trigger }
    builder.catcher("catch", in: root, trigger) { event in
      event[level: 0].take = [waiting]
      event[level: 0].put = [got]
    }
    return (builder, item)
  }

  @Test("a message that nobody waits for is refused, or waits in the inbox")
  func inbox() {
    let (builder, item) = messages(keep: "PT10H")
    var course = Course(builder)
    course.send("m", [ItemValue(item, .string("dear"))])
    #expect(course.state.inbox.count == 1)
    #expect(course.effects == [.wake(at: .hour(10))])
    course.perform("open")
    #expect(course.tokens == ["got"])
    #expect(course.state.value(of: item) == .string("dear"))
    #expect(course.state.inbox.isEmpty)
    let none = Course(messages(keep: nil).0)
    guard let message = none.machine.message(named: "m") else { return }
    #expect(decide(.message(message, at: .hour(0)), on: none.state, of: none.machine) == .refused([.message(message)]))
  }

  @Test("a kept message expires, one that is thrown goes out and is kept as well")
  func expiry() {
    var course = Course(messages(keep: "PT10H").0)
    course.perform("throw")
    #expect(course.effects.first == .send(Index(0)))
    #expect(course.state.inbox.count == 1)
    course.wait(until: 10)
    #expect(course.state.inbox.isEmpty)
    course.perform("open")
    #expect(course.tokens == ["@wait"])
    course.send("m")
    #expect(course.tokens == ["got"])
  }

  @Test("a message that waits brings what it must carry, as one that is received at once")
  func keptItems() {
    let (builder, item) = messages(keep: "PT10H", isOptional: false)
    var course = Course(builder)
    #expect(course.refusal(ofMessage: "m") == [.writeMissing(item)])
    #expect(course.refusal(ofMessage: "m", [ItemValue(item, .null)]).contains(.writeMissing(item)))
    course.send("m", [ItemValue(item, .string("dear"))])
    #expect(course.state.inbox.count == 1)
  }

  @Test("a message comes from whom it is declared to come from, or from who acts for that party")
  func sender() {
    for keep in [nil, "PT10H"] {
      var course = Course(messages(keep: keep).0)
      if keep == nil { course.perform("open") }
      let (anna, bob) = (Index<Party>(0), Index<Party>(1))
      #expect(course.refusal(ofMessage: "m", from: "bob") == [.party(bob, may: [anna])])
      for sender in ["anna", "carl", nil] { #expect(course.refusal(ofMessage: "m", from: sender) == []) }
    }
  }
}
