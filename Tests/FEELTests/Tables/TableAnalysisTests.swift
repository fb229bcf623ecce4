import Testing

@testable import FEEL

/// Tables written as in the standard: a line a rule, cells apart by `|`, the output after `=>`.
struct Written {
  var types: [ValueType]
  var policy: DecisionTable.HitPolicy
  var allowed: [Int: String] = [:]
  var hasDefault = false

  func analysis(_ lines: String..., reported: Int = 5) -> TableAnalysis {
    let rows = lines.map { line in
      let halves = line.split(separator: " => ")
      let cells = zip(halves[0].split(separator: "|"), types).map { text, type in
        let text = text.filter { $0 != " " }
        return text == "x" ? nil : set(text, type)
      }
      let output = halves.count > 1 ? String(halves[1]) : nil
      return TableAnalysis.Row(cells, output: output.map { .string($0) }, rank: output.flatMap { Int($0) })
    }
    let columns = types.enumerated().map { index, type in
      TableAnalysis.Column(type, allowed: allowed[index].map { set($0, type) })
    }
    return TableAnalysis(
      rows, columns: columns, hitPolicy: policy, hasDefault: hasDefault, limits: .init(reported: reported))
  }
}

extension TableAnalysis.Region {
  /// The cells of the box, and its witness.
  func text(_ types: [ValueType]) -> String {
    zip(columns, types).map { $0.text(within: ValueSet(type: $1)) }.joined(separator: " | ") + ": "
      + witness.map { $0?.description ?? "?" }.joined(separator: ", ")
  }
}

@Suite struct TableAnalysisTests {
  @Test func gapsAreTheLargestBoxes() {
    let table = Written(types: [.number, .boolean], policy: .unique)
    let analysis = table.analysis("< 18 | true => a", "[18..65) | - => b", "> 65 | - => c")
    #expect(analysis.gaps.map { $0.text(table.types) } == ["< 18, 65 | false: 17, false", "65 | -: 65, false"])
    #expect(analysis.moreGaps == 0)
    #expect(analysis.columnsWithoutNull == [0])
    #expect(analysis.overlaps.isEmpty && analysis.deadRows.isEmpty && analysis.merges.isEmpty)
  }

  @Test func aGapMayBeWidenedAcrossAnother() {
    let table = Written(types: [.number, .number], policy: .unique)
    let analysis = table.analysis("< 0 | < 0 => a")
    #expect(Set(analysis.gaps.map { $0.text(table.types) }) == [">= 0 | -: 0, 0", "- | >= 0: 0, 0"])
  }

  @Test func aDefaultOrACollectionLeavesNoGap() {
    var table = Written(types: [.number], policy: .unique)
    #expect(table.analysis("5 => a").gaps.count == 1)
    table.hasDefault = true
    #expect(table.analysis("5 => a").gaps.isEmpty)
    #expect(Written(types: [.number], policy: .collect(.sum)).analysis("5 => a").gaps.isEmpty)
  }

  @Test func onlyAllowedValuesLeaveGaps() {
    let table = Written(types: [.string], policy: .unique, allowed: [0: "\"a\", \"b\", \"c\""])
    let analysis = table.analysis("\"a\" => 1", "\"c\" => 2", "\"d\" => 3")
    #expect(analysis.gaps.map { $0.text(table.types) } == ["\"b\": \"b\""])
    #expect(analysis.deadRows.map(\.row) == [2])
    #expect(analysis.deadRows.first?.reason == .outsideColumn(0))
  }

  @Test func whatIsCoveredForAllButNullIsNoGap() {
    let analysis = Written(types: [.number], policy: .first).analysis("< 5 => a", ">= 5 => b")
    #expect(analysis.gaps.isEmpty)
    #expect(analysis.columnsWithoutNull == [0])
    #expect(Written(types: [.number], policy: .first).analysis("< 5 => a", "- => b").columnsWithoutNull.isEmpty)
  }

  @Test func ofAnyTypeTheKindsThatAreTestedCount() {
    let table = Written(types: [.any], policy: .unique)
    #expect(table.analysis("true => a").gaps.map(\.witness) == [[.boolean(false)]])
    #expect(table.analysis("- => a").gaps.isEmpty)
  }

  @Test func rowsThatDependOnMoreMayMatch() {
    let analysis = Written(types: [.number, .number], policy: .unique).analysis("< 5 | x => a", "< 3 | - => b")
    #expect(analysis.openRows == [0])
    #expect(analysis.gaps.map { $0.columns[0].text(within: ValueSet(type: .number)) } == [">= 5"])
    #expect(analysis.overlaps.isEmpty && analysis.deadRows.isEmpty)
  }

  @Test func overlapsAreJudgedByThePolicy() {
    let lines = ["[1..5] | - => a", "[5..9] | true => b", "7 | true => b"]
    func overlaps(_ policy: DecisionTable.HitPolicy) -> [[Int]] {
      Written(types: [.number, .boolean], policy: policy).analysis(lines[0], lines[1], lines[2]).overlaps.map(\.rows)
    }
    #expect(overlaps(.unique) == [[0, 1], [1, 2]])
    #expect(overlaps(.any) == [[0, 1]])
    for policy in [DecisionTable.HitPolicy.first, .priority, .ruleOrder, .outputOrder, .collect(nil)] {
      #expect(overlaps(policy).isEmpty)
    }
  }

  @Test func anOverlapHasAWitnessAndTheRestIsCounted() {
    let table = Written(types: [.number, .boolean], policy: .unique)
    let analysis = table.analysis("[1..5] | - => a", "[5..9] | true => b", "> 4 | - => c", reported: 1)
    #expect(analysis.overlaps.map(\.witness) == [[.number(Number(5)), .boolean(true)]])
    #expect(analysis.moreOverlaps == 2)
  }

  @Test(arguments: [
    (DecisionTable.HitPolicy.first, ["< 5 => 1", ">= 5 => 2", "[1..9] => 3"], [2: [0, 1]]),
    (.first, ["< 5 => 1", "[1..9] => 3", ">= 5 => 2"], [:]),
    (.first, ["[1..9] => 1", "3 => 2", "(4..5] => 3"], [1: [0], 2: [0]]),
    (.priority, ["[1..9] => 3", "< 5 => 1", ">= 5 => 2"], [0: [1, 2]]),
    (.priority, ["[1..9] => 1", "< 5 => 1", ">= 5 => 1"], [:]),
    (.any, ["[1..9] => 1", "[1..3] => 1", "[2..5] => 2"], [1: [0]]),
    (.any, ["[1..9] => 1", "[1..9] => 1"], [1: [0]]),
    (.unique, ["[1..9] => 1", "[1..3] => 1"], [1: [0]]),
    (.collect(nil), ["[1..9] => 1", "[1..3] => 1"], [:]),
  ])
  func rowsThatNeverDecide(_ policy: DecisionTable.HitPolicy, _ lines: [String], _ expected: [Int: [Int]]) {
    let table = Written(types: [.number], policy: policy)
    let analysis = lines.count == 2 ? table.analysis(lines[0], lines[1]) : table.analysis(lines[0], lines[1], lines[2])
    let found = analysis.deadRows.map { dead -> (Int, [Int]) in
      guard case .covered(let rows) = dead.reason else { return (dead.row, []) }
      return (dead.row, rows)
    }
    #expect(Dictionary(uniqueKeysWithValues: found) == expected)
  }

  @Test func anEmptyCellNeverMatches() {
    let analysis = Written(types: [.number, .number], policy: .collect(nil)).analysis(
      "1 | [5..1] => a", "x | (1..1) => b")
    #expect(analysis.deadRows.map(\.row) == [0, 1])
    #expect(analysis.deadRows.allSatisfy { $0.reason == .emptyCell(column: 1) })
  }

  @Test(arguments: [
    (DecisionTable.HitPolicy.unique, ["1 | \"a\" => 1", "1 | \"b\" => 1", "2 | \"c\" => 1"], [[0, 1]]),
    (.unique, ["< 3 | - => 1", "[3..5] | - => 1", "> 5 | - => 1"], [[0, 1, 2]]),
    (.unique, ["< 3 | - => 1", "[4..5] | - => 1", "> 6 | - => 1"], []),
    (.first, ["1 | \"a\" => 1", "[1..2] | \"b\" => 2", "1 | \"b\" => 1"], []),
    (.first, ["1 | \"a\" => 1", "[1..2] | \"c\" => 2", "1 | \"b\" => 1"], [[0, 2]]),
    (.collect(.count), ["< 3 | - => 1", "[2..5] | - => 1", "9 | - => 1"], []),
    (.any, ["< 3 | - => 1", "[2..5] | - => 1", "9 | - => 1"], [[0, 1]]),
  ])
  func rowsThatCouldBeOne(_ policy: DecisionTable.HitPolicy, _ lines: [String], _ expected: [[Int]]) {
    let table = Written(types: [.number, .string], policy: policy)
    #expect(table.analysis(lines[0], lines[1], lines[2]).merges.map(\.rows) == expected)
  }

  @Test func aTableTooLargeIsAnsweredInPart() {
    var random = SplitMix(seed: 1)
    let rows = (0..<60).map { _ in
      TableAnalysis.Row(
        (0..<6).map { _ in
          let start = random.number(1000)
          return ValueSet(
            ValueRange(
              lower: .number(Number(start)), includesLower: true, upper: .number(Number(start + 700)),
              includesUpper: true))
        })
    }
    let columns = [TableAnalysis.Column](repeating: .init(.number), count: 6)
    let analysis = TableAnalysis(rows, columns: columns, hitPolicy: .first, limits: .init(reported: 20, budget: 10_000))
    #expect(analysis.unanswered.contains(.gaps))
    #expect(!analysis.gaps.isEmpty)
    for gap in analysis.gaps {
      #expect(rows.allSatisfy { row in zip(row.cells, gap.columns).contains { $0?.intersection($1).isEmpty ?? false } })
    }
  }
}
