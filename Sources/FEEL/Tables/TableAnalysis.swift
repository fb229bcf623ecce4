/// What is to be said of a decision table: gaps, overlaps, rows that never decide, rows that could be one.
///
/// Each answer is exact: it names all there is of its sort and nothing else, up to the limits. A question that would
/// take longer than the budget stands in `unanswered`: what is named is true then too, but there may be more. Rows with a cell that depends on more than
/// its column are taken as rows that may match there and may not: no gap is reported that one of them may cover, no
/// overlap with one of them, and none counts as what makes another row dead. They stand in `openRows`.
package struct TableAnalysis: Sendable {
  /// Inputs that no row covers, as the largest boxes; not asked of a table with a default, nor of a collect table.
  package internal(set) var gaps: [Region] = []
  /// How many parts of gaps lie in none of `gaps`, up to a thousand.
  package internal(set) var moreGaps = 0
  /// Pairs of rows that the hit policy does not allow to match together: under `unique` any, under `any` those that
  /// decide differently.
  package internal(set) var overlaps: [Overlap] = []
  /// How many pairs there are beyond those in `overlaps`.
  package internal(set) var moreOverlaps = 0
  /// Rows that never decide.
  package internal(set) var deadRows: [DeadRow] = []
  /// Rows that decide the same and could be one.
  package internal(set) var merges: [Merge] = []
  /// Columns in which no row accepts null; asked when gaps are.
  package internal(set) var columnsWithoutNull: [Int] = []
  /// Rows with a cell that depends on more than its column.
  package internal(set) var openRows: [Int] = []
  /// What was not found out in full within the budget.
  package internal(set) var unanswered: [Question] = []

  /// A column that is tested.
  package struct Column: Sendable {
    /// Its declared type.
    package var type: ValueType
    /// The values it may have besides null; nil for all of the type.
    package var allowed: ValueSet?

    /// Makes a column.
    package init(_ type: ValueType, allowed: ValueSet? = nil) { (self.type, self.allowed) = (type, allowed) }
  }

  /// A row, as far as its cells are constant.
  package struct Row: Sendable {
    /// What each column accepts; nil when the cell depends on more than its column.
    package var cells: [ValueSet?]
    /// What it decides, or how that is written; nil when that is not to be compared.
    package var output: Value?
    /// How important its output is under `priority`, 0 most; nil when that is not known.
    package var rank: Int?

    /// Makes a row.
    package init(_ cells: [ValueSet?], output: Value? = nil, rank: Int? = nil) {
      (self.cells, self.output, self.rank) = (cells, output, rank)
    }
  }

  /// A box of inputs, with one of them; a value is nil where the column holds lists, contexts or ranges.
  package struct Region: Sendable {
    package let columns: [ValueSet]
    package let witness: [Value?]
  }

  /// Two rows that match together, and an input that both accept.
  package struct Overlap: Sendable {
    package let rows: [Int]
    package let witness: [Value?]
  }

  /// A row that never decides, and why.
  package struct DeadRow: Sendable {
    package let row: Int
    package let reason: Reason

    package enum Reason: Sendable, Equatable {
      /// The cell accepts no value at all.
      case emptyCell(column: Int)
      /// The cell accepts no value that the column may have.
      case outsideColumn(Int)
      /// Wherever it matches, one of these rows decides before it (`first`, `priority`), matches as well (`unique`) or
      /// decides the same (`any`).
      case covered(by: [Int])
    }
  }

  /// Rows that decide the same and differ in one column only, where one cell says what theirs do.
  package struct Merge: Sendable {
    package let rows: [Int]
    package let column: Int
    package let cell: ValueSet
  }

  /// What an analysis asks.
  package enum Question: Sendable { case gaps, deadRows }

  /// Bounds to what is reported and looked at.
  package struct Limits: Sendable {
    /// The most gaps and the most overlaps that are listed.
    package var reported: Int
    /// The most places and parts that each question looks at: a million takes about a tenth of a second.
    package var budget: Int

    package init(reported: Int = 5, budget: Int = 1_000_000) { (self.reported, self.budget) = (reported, budget) }
  }

  /// Analyses a table.
  ///
  /// - Precondition: Every row has a cell of each column.
  package init(
    _ rows: [Row], columns: [Column], hitPolicy: DecisionTable.HitPolicy, hasDefault: Bool = false,
    limits: Limits = Limits()
  ) {
    precondition(rows.allSatisfy { $0.cells.count == columns.count }, "a cell of each column")
    let task = AnalysisTask(rows, columns, hitPolicy, limits)
    openRows = rows.indices.filter { !task.isClosed[$0] }
    if !hasDefault, !hitPolicy.isCollect { askGaps(task) }
    askOverlaps(task)
    askDeadRows(task)
    let dead = Set(deadRows.map(\.row))
    merges = task.merges(among: rows.indices.filter { task.isClosed[$0] && !dead.contains($0) })
  }
}

/// A table made ready to be asked about.
struct AnalysisTask {
  let rows: [TableAnalysis.Row]
  let hitPolicy: DecisionTable.HitPolicy
  let limits: TableAnalysis.Limits
  let domains: [ValueSet]
  let pieces: Pieces
  let isClosed: [Bool]

  init(
    _ rows: [TableAnalysis.Row], _ columns: [TableAnalysis.Column], _ hitPolicy: DecisionTable.HitPolicy,
    _ limits: TableAnalysis.Limits
  ) {
    (self.rows, self.hitPolicy, self.limits) = (rows, hitPolicy, limits)
    isClosed = rows.map { row in row.cells.allSatisfy { $0 != nil } }
    let domains = columns.map(\.domain)
    self.domains = domains
    pieces = Pieces(
      rowCount: rows.count,
      columns: columns.indices.map { column in
        let cells = rows.map { $0.cells[column] }
        return Pieces.Column(cells, domain: domains[column], usual: domains[column].usual(for: cells))
      })
  }

  /// Whether two rows are known to decide the same.
  func decideSame(_ first: Int, _ second: Int) -> Bool {
    rows[first].output.map { $0 == rows[second].output } ?? false
  }
}

extension TableAnalysis.Column {
  /// The values that it may hold, null among them.
  package var domain: ValueSet {
    let whole = ValueSet(type: type)
    return allowed.map { whole.intersection($0.union(.null)) } ?? whole
  }
}

extension DecisionTable.HitPolicy {
  var isCollect: Bool { if case .collect = self { true } else { false } }
}

extension ValueSet {
  /// The part of a domain in which gaps count: without null; of a column of any type the kinds that its cells tell
  /// apart.
  func usual(for cells: [ValueSet?]) -> ValueSet {
    var result = subtracting(.null)
    if Set(result.intervals.map(\.kind)).count > 1 {
      var tested = ValueSet.empty
      for kind in ValueKind.allCases where kind != .null && kind != .end {
        let whole = ValueSet(kind: kind)
        let isTested = cells.contains { cell in
          guard let part = cell?.intersection(whole) else { return false }
          return !part.isEmpty && part != whole
        }
        if isTested { tested = tested.union(whole) }
      }
      let part = result.intersection(tested)
      if !part.isEmpty { result = part }
    }
    return result.isEmpty ? self : result
  }
}
