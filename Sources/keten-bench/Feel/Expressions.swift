import FEEL
import KetenSource

/// Expressions compiled once and evaluated over changing values, and what compiling them costs.
@Sendable func measureExpressions(_ bench: Bench) {
  var world = Environment()
  for (slot, name) in ["age", "income", "amount"].enumerated() { world.declare([name], type: .number, slot: slot) }
  world.declare(["country"], type: .string, slot: 3)
  let expressions = [
    ("affordable", "age >= 18 and income * 12 < 30000"),
    ("arithmetic", "amount * 0.21 + 100 > 500 and age >= 18"),
    ("between", "amount between 100 and 5000"),
    ("in", "country in (\"BE\", \"NL\", \"LU\")"),
    ("if", "if amount > 1000 then \"high\" else \"low\""),
  ]
  for (name, text) in expressions {
    guard let program = compile(SourceText(text), in: world).program else {
      complain("keten-bench: '\(text)' does not compile")
      continue
    }
    let rows = (0..<1024).flatMap { row -> [Value] in
      let number = Value.number(Number(row * 7 % 5000))
      return [.number(Number(row % 90)), number, number, .string(row % 2 == 0 ? "NL" : "DE")]
    }
    let isCondition = program.type == .boolean
    bench.reportRate("feel.expression.\(name)", "evaluations/s") {
      rows.withUnsafeBufferPointer { rows in
        guard let base = rows.baseAddress else { return 0 }
        var held = 0
        let count = 2_000_000
        for turn in 0..<count {
          let slots = UnsafeBufferPointer(start: base + (turn & 1023) * 4, count: 4)
          if isCondition {
            if program.holds(slots: slots) { held += 1 }
          } else if !program.evaluate(slots: slots).isNull {
            held += 1
          }
        }
        return held >= 0 ? count : 0
      }
    }
    measureCompilation(name, text, world, bench)
  }
  measureFilter(bench)
}

/// What compiling an expression costs in time, and its program in memory.
private func measureCompilation(_ name: String, _ text: String, _ world: Environment, _ bench: Bench) {
  let count = 2000
  releaseFreeMemory()
  let before = residentBytes()
  let programs = (0..<count).compactMap { _ in compile(SourceText(text), in: world).program }
  let held = (residentBytes() - before) / count
  blackHole(programs.count)
  bench.reportRate("feel.expression-compile.\(name)", "compilations/s", [("bytes_each", held)]) {
    for _ in 0..<count { _ = compile(SourceText(text), in: world) }
    return count
  }
}

/// A filter over a thousand contexts.
private func measureFilter(_ bench: Bench) {
  var world = Environment()
  let person = ValueType.context([.init("age", .number), .init("city", .string)])
  world.declare(["people"], type: .list(person), slot: 0)
  let text = "people[age >= 18 and city = \"Utrecht\"]"
  guard let program = compile(SourceText(text), in: world).program else {
    complain("keten-bench: the filter does not compile")
    return
  }
  let people = (0..<1000).map { number in
    Value.context(
      Context([("age", .number(Number(number % 90))), ("city", .string(number % 3 == 0 ? "Utrecht" : "Ede"))]))
  }
  let row = [Value.list(people)]
  bench.reportRate("feel.expression.filter1000", "filters/s") {
    row.withUnsafeBufferPointer { row in
      for _ in 0..<2000 { _ = program.evaluate(slots: row) }
      return 2000
    }
  }
  measureCompilation("filter1000", text, world, bench)
}
