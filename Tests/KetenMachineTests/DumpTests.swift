import FEEL
import KetenMachine
import Testing

@Suite("Dump and worlds")
struct DumpTests {
  private func builder() -> MachineBuilder {
    var builder = MachineBuilder.test()
    let root = builder.root
    let item = builder.item("granted", .boolean)
    let start = builder.place("start", in: root, initially: true)
    let (yes, no) = (builder.place("yes", in: root), builder.place("no", in: root))
    let (a, b) = (builder.step("a", in: root), builder.step("b", in: root, included: false, pending: true))
    builder.relate(.condition, a, b)
    builder.relate(.exclude, a, b, if: item)
    let term = builder.term("term", .term, "P1M2DT3H", in: root)
    let isGranted = builder.isTrue(item)
    builder.change(a.event) { $0.termEffects = [TermEffect(term: term, action: .start)] }
    builder.silent("choose", in: root, take: [start]) { event in
      event.routeMode = .first
      event.routes = [.init(if: isGranted, put: [yes]), .init(put: [no], isDefault: true)]
    }
    return builder
  }

  @Test("a machine is readable, the same every time")
  func dump() {
    let text = """
      machine test 1
      party anna client
      party bob directs
      party carl for anna
      item granted: boolean
      term term term P1M2DT10800S in case
      scope case
        place granted standing
        place start flow initial
        place yes flow
        place no flow
        bit a
        bit b excluded pending
        event a act
          0: bit a; exclude b if (granted)
          by [anna bob]
          start term
        event b act
          0: bit b; condition [a]
          by [anna bob]
        event choose silent routing
          0: need [start]; take [start]
          route first if (granted) put [yes]
          route first otherwise put [no]

      """
    #expect(builder().build().dump() == text)
    #expect(builder().build().dump() == builder().build().dump())
  }

  /// Answers guards as it is told, and counts how often it is asked.
  private struct ToldWorld: World {
    var answer: Bool
    var asked = 0
    mutating func pass(to moment: Moment) {}
    mutating func holds(_ expression: Index<Expression>, in slot: Int, of state: Case, by machine: Machine) -> Bool {
      asked += 1
      return answer
    }
    mutating func value(_ expression: Index<Expression>, in slot: Int, of state: Case, by machine: Machine) -> Value {
      .null
    }
  }

  @Test("a proof answers guards itself, without moments and data", arguments: [true, false])
  func world(answer: Bool) throws {
    let machine = builder().build()
    var state = Case()
    state.isTimed = false
    var play = Play(state, of: machine, world: ToldWorld(answer: answer), at: Moment(milliseconds: 0))
    try machine.begin(&play)
    #expect(play.world.asked == 1)
    let chosen = machine.holdsToken(2, 0, of: play.state)
    #expect(chosen == answer)
    guard let a = machine.event(named: "a") else { return }
    try machine.perform(a, 0, &play)
    try machine.settle(&play)
    #expect(play.state.termRuns.map(\.due) == [Moment(milliseconds: 0)])
    #expect(machine.isSet(1, play.state.scopes[0].included, of: play.state) == false)
  }

  @Test("plain events fire on packed words alone as they do in full")
  func packed() {
    var builder = MachineBuilder.test()
    var steps: [Step] = []
    for number in 0..<150 {
      steps.append(builder.step("e\(number)", in: builder.root, included: number % 7 != 3, pending: number % 5 == 0))
    }
    for number in 0..<149 {
      let kind = RelationKind.allCases[number % 5]
      builder.relate(kind, steps[number], steps[(number * 37 + 11) % 150])
    }
    let machine = builder.build()
    guard case .accepted(_, _, var state) = begin(machine, at: .hour(0)) else { return }
    var hot = state
    for round in 0..<600 {
      let event = steps[(round * 61) % 150].event
      let isFired = machine.fireHot(event, 0, &hot)
      if case .accepted(_, _, let next) = decide(.act(event, by: Index(0), at: .hour(0)), on: state, of: machine) {
        #expect(isFired)
        state = next
      } else {
        #expect(!isFired)
      }
      #expect(hot.words == state.words)
    }
  }
}
