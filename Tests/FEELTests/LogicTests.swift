import FEEL
import KetenSource
import Testing

@Suite struct LogicTests {
  static let values: [(text: String, value: Bool?)] = [("true", true), ("false", false), ("null", nil)]

  /// A world with three conditions whose values are given.
  private func world(_ values: [Bool?]) -> World {
    var world = World()
    for (name, value) in zip(["a", "b", "c", "d"], values) {
      world.add(name, type: .boolean, value.map { .boolean($0) } ?? .null)
    }
    return world
  }

  @Test func followsTheTruthTables() {
    let all: [Bool?] = [true, false, nil]
    for a in all {
      for b in all {
        let and: Bool? = a == false || b == false ? false : a == nil || b == nil ? nil : true
        let or: Bool? = a == true || b == true ? true : a == nil || b == nil ? nil : false
        let world = world([a, b])
        #expect(world.value(of: "a and b")?.boolean == and)
        #expect(world.value(of: "a or b")?.boolean == or)
        #expect(world.value(of: "not(a)")?.boolean == a.map { !$0 })
        #expect(world.value(of: "if a then 1 else 2") == .number(Number(a == true ? 1 : 2)))
      }
    }
  }

  @Test(arguments: [
    "a", "not(a)", "a and b", "a or b and not(c)", "not(a or b) and (c or d)", "a and a and not(a)", "a = b",
    "a != b and a = b", "if a then b else c", "(if a then b else c) or d", "true and a", "null or a", "false",
    "not(not(a))", "a and (b or (c and (d or not(a))))", "some x in [a, b, c] satisfies x", "a in (true, b)",
  ])
  func skeletonAgreesWithProgram(_ text: String) throws {
    let all: [Bool?] = [true, false, nil]
    for i in 0..<81 {
      let world = world([all[i % 3], all[i / 3 % 3], all[i / 9 % 3], all[i / 27 % 3]])
      let (compiled, _) = compile(SourceText(text), in: world.environment, expecting: .boolean)
      let program = try #require(compiled)
      let value = program.evaluate(world)
      #expect(program.skeleton.evaluate { program.atoms[$0].evaluate(world) } == value)
      #expect(program.holds(world) == (value == .boolean(true)))
    }
  }

  @Test func sharesAtoms() throws {
    let world = World.sample
    func parts(_ text: String) throws -> (Skeleton, [String]) {
      let program = try #require(compile(SourceText(text), in: world.environment, expecting: .boolean).program)
      return (program.skeleton, program.atoms.map(\.text))
    }
    var (skeleton, atoms) = try parts("leeftijd < 18 or leeftijd >= 18 and toegekend")
    #expect(skeleton == .or([.atom(0), .and([.not(.atom(0)), .atom(1)])]))
    #expect(atoms == ["leeftijd < 18", "toegekend"])
    (skeleton, atoms) = try parts("(naam   = \"x\") and not(naam != \"x\")")
    #expect(skeleton == .and([.atom(0), .not(.not(.atom(0)))]))
    #expect(atoms == ["naam = \"x\""])
    (skeleton, atoms) = try parts("steps.plan-indienen.done and true")
    #expect(skeleton == .and([.atom(0), .constant(.boolean(true))]))
    #expect(atoms == ["steps.plan-indienen.done"])
    (skeleton, atoms) = try parts("toegekend")
    #expect(skeleton == .atom(0))
    #expect(atoms == ["toegekend"])
  }

  @Test func atomsHaveSlotsOfTheirOwn() throws {
    let world = World.sample
    let text = SourceText("leeftijd > 3 and naam = \"x\"")
    let program = try #require(compile(text, in: world.environment, expecting: .boolean).program)
    #expect(program.slots == [3, 6])
    #expect(program.atoms.map(\.slots) == [[3], [6]])
  }

  @Test func readsOnlyWhatItNeeds() throws {
    final class Counter: SlotReader {
      nonisolated(unsafe) var reads: [Int] = []
      func value(slot: Int) -> Value {
        reads.append(slot)
        return .boolean(slot == 0)
      }
    }
    var environment = Environment()
    for (slot, name) in ["a", "b", "c"].enumerated() { environment.declare([name], type: .boolean, slot: slot) }
    let text = SourceText("if a or b then a else c")
    let program = try #require(compile(text, in: environment).program)
    let counter = Counter()
    #expect(program.evaluate(counter) == .boolean(true))
    #expect(counter.reads == [0, 0])
  }
}
