import FEEL
import KetenSource

/// Whole decision tables of 4 inputs, as a program evaluates them: read the inputs, find the row, give the output.
@Sendable func measureDecisionTables(_ bench: Bench) {
  for count in [20, 200, 2000]
  where bench.wants("feel.decision.\(count)") || bench.wants("feel.decision-compile.\(count)") {
    let table = writtenTable(count)
    let box = BoxedExpression(.table(table), range: table.range)
    let file = SourceFile(path: "table", text: "")
    var world = Environment()
    world.declare(["amount"], type: .number, slot: 0)
    world.declare(["age"], type: .number, slot: 1)
    world.declare(["country"], type: .string, slot: 2)
    world.declare(["status"], type: .string, slot: 3)
    let before = residentBytes()
    let (program, findings) = compile(box, in: world, file: file)
    let held = residentBytes() - before
    if let finding = findings.first { complain("keten-bench: the table has a finding: \(finding.message)") }
    var random = XorShift()
    let inputs = (0..<1024).flatMap { _ -> [Value] in
      [.number(Number(random.below(100 * count))), .number(Number(40)), .string("NL"), .string("open")]
    }
    bench.reportRate("feel.decision.\(count)", "evaluations/s", [("rows", count), ("bytes", held)]) {
      inputs.withUnsafeBufferPointer { inputs in
        guard let base = inputs.baseAddress else { return 0 }
        var found = 0
        let turns = 500_000
        for turn in 0..<turns {
          let slots = UnsafeBufferPointer(start: base + (turn & 1023) * 4, count: 4)
          if !program.evaluate(slots: slots).isNull { found += 1 }
        }
        if found != turns { complain("keten-bench: a row was not found") }
        return turns
      }
    }
    bench.reportRate("feel.decision-compile.\(count)", "tables/s", [("rows", count)]) {
      _ = compile(box, in: world, file: file)
      return 1
    }
  }
}

/// The table of the limits: an interval of the amount, `>= 18`, and two texts.
private func writtenTable(_ count: Int) -> DecisionTable {
  let nowhere = SourceRange(0, 0)
  return DecisionTable(
    inputs: ["amount", "age", "country", "status"].map { .init(SourceText($0), label: $0) },
    outputs: [.init("", type: .number)],
    rules: (0..<count).map { row in
      DecisionTable.Rule(
        tests: ["[\(100 * row)..\(100 * (row + 1)))", ">= 18", "\"NL\"", "\"open\""].map { SourceText($0) },
        outputs: [SourceText("\(row)")], range: nowhere)
    }, hitPolicy: .first, range: nowhere)
}
