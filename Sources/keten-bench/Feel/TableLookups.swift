import FEEL

/// Finds the first row of decision tables of 4 inputs: an interval, `>= 18`, and two texts.
///
/// `interval` is the table of the limits, where an interval leaves one row; in `mixed` all four columns tell rows apart
/// and no one leaves few. `analysis` is a whole analysis; `wide` is the hardest, 4 random intervals a row that overlap
/// with most others, where it may give up: `unanswered` says how many questions.
@Sendable func measureTables(_ bench: Bench) {
  for count in [20, 200, 2000] {
    let interval = Table(count) { row in (row, 18, 0, 0) }
    bench.reportRate("feel.table.interval.\(count)", "lookups/s") { interval.search() }
    let mixed = Table(count) { row in (row / 8 % 25, row % 4 * 10, row % 8, row / 3 % 5) }
    bench.reportRate("feel.table.mixed.\(count)", "lookups/s") { mixed.search() }
    bench.reportRate("feel.table.analysis.\(count)", "tables/s", [("rows", count)]) { interval.analyse() }
    bench.reportRate("feel.table.analysis-mixed.\(count)", "tables/s", [("rows", count)]) { mixed.analyse() }
    let wide = wideRows(count)
    let unanswered = analysed(wide, [.number, .number, .number, .number]).unanswered.count
    bench.reportRate("feel.table.analysis-wide.\(count)", "tables/s", [("rows", count), ("unanswered", unanswered)]) {
      blackHole(analysed(wide, [.number, .number, .number, .number]).gaps.count)
      return 1
    }
  }
}

/// A table, its index, and inputs to look up.
private struct Table {
  private let rows: [[ValueSet?]]
  private let index: TableIndex
  private let inputs: [[Value]]

  init(_ count: Int, _ row: (Int) -> (interval: Int, age: Int, country: Int, status: Int)) {
    rows = (0..<count).map { number in
      let (interval, age, country, status) = row(number)
      let amount = ValueRange(
        lower: .number(Number(100 * interval)), includesLower: true, upper: .number(Number(100 * (interval + 1))),
        includesUpper: false)
      let adult = ValueRange(lower: .number(Number(age)), includesLower: true, upper: .null, includesUpper: false)
      return [
        ValueSet(amount), ValueSet(adult), ValueSet(.string("country \(country)")),
        ValueSet(.string("status \(status)")),
      ]
    }
    index = TableIndex(rows)
    let highest = (0..<count).map { row($0).interval }.max() ?? 0
    let (countries, states) = (
      (0..<count).map { row($0).country }.max() ?? 0, (0..<count).map { row($0).status }.max() ?? 0
    )
    var random = XorShift()
    inputs = (0..<1024).map { _ in
      [
        .number(Number(random.below(100 * (highest + 1)))), .number(Number(40)),
        .string("country \(random.below(countries + 1))"), .string("status \(random.below(states + 1))"),
      ]
    }
  }

  func search() -> Int {
    let rounds = 200
    var found = 0
    for _ in 0..<rounds {
      for values in inputs {
        found &+= values.withUnsafeBufferPointer { index.firstRow($0) ?? 0 }
      }
    }
    blackHole(found)
    return rounds * inputs.count
  }

  func analyse() -> Int {
    let analysis = analysed(rows, [.number, .number, .string, .string])
    blackHole(analysis.gaps.count + analysis.unanswered.count)
    return 1
  }
}

private func analysed(_ rows: [[ValueSet?]], _ types: [ValueType]) -> TableAnalysis {
  TableAnalysis(
    rows.map { TableAnalysis.Row($0) }, columns: types.map { TableAnalysis.Column($0) }, hitPolicy: .first)
}

private func wideRows(_ count: Int) -> [[ValueSet?]] {
  var random = XorShift()
  return (0..<count).map { _ in
    (0..<4).map { _ in
      let start = random.below(10_000)
      return ValueSet(
        ValueRange(
          lower: .number(Number(start)), includesLower: true, upper: .number(Number(start + random.below(5000))),
          includesUpper: true))
    }
  }
}

/// Keeps a result from being optimised away.
@inline(never) func blackHole(_ value: Int) {}
