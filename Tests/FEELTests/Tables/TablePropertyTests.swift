import Testing

@testable import FEEL

/// A small table of any shape, and all points that its cells tell apart.
struct RandomTable {
  var columns: [TableAnalysis.Column] = []
  var rows: [TableAnalysis.Row] = []
  var points: [[Value]] = [[]]

  /// Columns with the values to test for, and the values that represent all pieces.
  private struct Shape {
    var type: ValueType
    var constants: [Value]
    var points: [Value]

    init(_ type: ValueType, _ constants: String, _ points: String) {
      self.type = type
      self.constants = constants.split(separator: " ").map { value(String($0)) }
      self.points = points.split(separator: " ").map { value(String($0)) }
    }
  }

  private static let shapes = [
    Shape(.number, "0 1 2 3", "-1 0 0.5 1 1.5 2 2.5 3 4 null"),
    Shape(.boolean, "true false", "true false null"),
    Shape(.string, #""a" "b""#, #""" "a" "aa" "b" "c" null"#),
    Shape(
      .date, #"@"2020-01-01" @"2020-01-02" @"2020-01-03""#,
      #"@"2019-12-31" @"2020-01-01" @"2020-01-02" @"2020-01-03" @"2020-01-04" null"#),
  ]

  init(_ random: inout SplitMix, mayDepend: Bool = true) {
    let shapes = (0...random.number(3)).map { _ in random.pick(Self.shapes) }
    for shape in shapes {
      let allowed = random.number(4) == 0 ? Self.cell(shape.constants, shape.type, &random) : nil
      let column = TableAnalysis.Column(shape.type, allowed: allowed)
      columns.append(column)
      let values = shape.points.filter { column.domain.contains($0) }
      points = points.flatMap { point in values.map { point + [$0] } }
    }
    for _ in 0...random.number(7) {
      let cells = shapes.map { shape in
        mayDepend && random.number(25) == 0 ? nil : Self.cell(shape.constants, shape.type, &random)
      }
      let rank = random.number(3)
      rows.append(TableAnalysis.Row(cells, output: .number(Number(rank)), rank: rank))
    }
  }

  private static func cell(_ constants: [Value], _ type: ValueType, _ random: inout SplitMix) -> ValueSet {
    let (a, b, whole) = (random.pick(constants), random.pick(constants), ValueSet(type: type))
    switch random.number(type == .boolean ? 3 : 8) {
    case 0: return whole
    case 1: return ValueSet(a)
    case 2:
      return random.pick([.null, whole.subtracting(ValueSet(a)), ValueSet(a).union(.null), whole.subtracting(.null)])
    case 3: return ValueSet(a).union(ValueSet(b))
    default:
      let (hasLower, hasUpper) = (random.number(4) > 0, random.number(4) > 0)
      return ValueSet(
        ValueRange(
          lower: hasLower || !hasUpper ? a : .null, includesLower: random.number(2) == 0, upper: hasUpper ? b : .null,
          includesUpper: random.number(2) == 0))
    }
  }

  /// Whether a row matches, if what depends on more does.
  static func matches(_ row: TableAnalysis.Row, _ point: [Value]) -> Bool {
    zip(row.cells, point).allSatisfy { $0?.contains($1) ?? true }
  }

  func isClosed(_ row: Int) -> Bool { rows[row].cells.allSatisfy { $0 != nil } }

  /// The rows that match a point.
  func matching(_ point: [Value]) -> [Int] { rows.indices.filter { Self.matches(rows[$0], point) } }

  /// What some rows decide on a point.
  static func decision(_ rows: [TableAnalysis.Row], _ policy: DecisionTable.HitPolicy, _ point: [Value]) -> [Int] {
    let ranks = rows.filter { matches($0, point) }.compactMap(\.rank)
    switch policy {
    case .unique: return ranks.count > 1 ? [-1] : ranks
    case .any: return Set(ranks).sorted()
    case .first: return Array(ranks.prefix(1))
    case .priority: return Array(ranks.sorted().prefix(1))
    case .ruleOrder: return ranks
    case .outputOrder, .collect: return ranks.sorted()
    }
  }
}

@Suite struct TablePropertyTests {
  static let policies: [DecisionTable.HitPolicy] = [
    .unique, .any, .first, .priority, .ruleOrder, .outputOrder, .collect(.sum),
  ]

  static func analysis(_ table: RandomTable, _ policy: DecisionTable.HitPolicy) -> TableAnalysis {
    TableAnalysis(table.rows, columns: table.columns, hitPolicy: policy, limits: .init(reported: .max))
  }

  @Test func gapsAreExactlyWhatNoRowCovers() {
    var random = SplitMix(seed: 21)
    for _ in 0..<250 {
      let table = RandomTable(&random)
      let analysis = Self.analysis(table, .unique)
      let usual = table.points.filter { !$0.contains(.null) }
      func isIn(_ point: [Value], _ box: [ValueSet]) -> Bool { zip(box, point).allSatisfy { $0.contains($1) } }
      // A column whose allowed values leave null alone has no other input.
      guard table.columns.allSatisfy({ !$0.domain.subtracting(.null).isEmpty }) else { continue }
      for point in usual {
        #expect(analysis.gaps.contains { isIn(point, $0.columns) } == table.matching(point).isEmpty, "\(point)")
      }
      for gap in analysis.gaps {
        #expect(isIn(gap.witness.map { $0 ?? .null }, gap.columns))
        #expect(table.matching(gap.witness.map { $0 ?? .null }).isEmpty)
        for column in gap.columns.indices {
          var line = gap.columns
          line[column] = .all
          let wider = Dictionary(grouping: usual.filter { isIn($0, line) }) { $0[column] }
          for (value, points) in wider where !gap.columns[column].contains(value) {
            #expect(!points.allSatisfy { table.matching($0).isEmpty }, "wider at \(value)")
          }
        }
      }
    }
  }

  @Test func overlapsAreExactlyTheRowsThatMeet() {
    var random = SplitMix(seed: 22)
    for _ in 0..<300 {
      let table = RandomTable(&random)
      for policy in [DecisionTable.HitPolicy.unique, .any] {
        let found = Self.analysis(table, policy).overlaps
        var expected: Set<[Int]> = []
        for point in table.points {
          let rows = table.matching(point).filter(table.isClosed)
          for (position, second) in rows.enumerated() {
            for first in rows[..<position] {
              if policy == .unique || table.rows[first].rank != table.rows[second].rank {
                expected.insert([first, second])
              }
            }
          }
        }
        #expect(Set(found.map(\.rows)) == expected)
        for overlap in found {
          let point = overlap.witness.map { $0 ?? .null }
          #expect(overlap.rows.allSatisfy { RandomTable.matches(table.rows[$0], point) })
        }
      }
    }
  }

  @Test(arguments: policies) func deadRowsAreExactlyThoseThatOthersCover(_ policy: DecisionTable.HitPolicy) {
    var random = SplitMix(seed: 23)
    for _ in 0..<300 {
      let table = RandomTable(&random)
      let dead = Self.analysis(table, policy).deadRows
      let numbers = Set(dead.map(\.row))
      func isRival(_ other: Int, of row: Int) -> Bool {
        guard other != row, table.isClosed(other) else { return false }
        let (mine, theirs) = (table.rows[row].rank ?? 0, table.rows[other].rank ?? 0)
        switch policy {
        case .first: return other < row
        case .unique: return true
        // The rows that remain once those found are taken out.
        case .any: return mine == theirs && !numbers.contains(other)
        case .priority: return theirs < mine
        case .ruleOrder, .outputOrder, .collect: return false
        }
      }
      for row in table.rows.indices {
        let isDead = table.points.allSatisfy { point in
          !RandomTable.matches(table.rows[row], point) || table.matching(point).contains { isRival($0, of: row) }
        }
        #expect(numbers.contains(row) == isDead, "row \(row) under \(policy)")
      }
      for row in dead {
        guard case .covered(let others) = row.reason else { continue }
        let points = table.points.filter { RandomTable.matches(table.rows[row.row], $0) }
        #expect(points.allSatisfy { point in others.contains { RandomTable.matches(table.rows[$0], point) } })
      }
    }
  }

  @Test(arguments: policies) func mergingKeepsWhatTheTableDecides(_ policy: DecisionTable.HitPolicy) {
    var random = SplitMix(seed: 24)
    var count = 0
    for _ in 0..<400 {
      let table = RandomTable(&random, mayDepend: false)
      for merge in Self.analysis(table, policy).merges {
        count += 1
        var rows = table.rows
        rows[merge.rows[0]].cells[merge.column] = merge.cell
        for row in merge.rows.dropFirst().reversed() { rows.remove(at: row) }
        for point in table.points {
          let (before, after) = (
            RandomTable.decision(table.rows, policy, point), RandomTable.decision(rows, policy, point)
          )
          #expect(before == after, "\(policy) at \(point)")
        }
      }
    }
    #expect(count > 3)
  }
}
