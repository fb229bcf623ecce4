extension TableAnalysis {
  mutating func askGaps(_ task: AnalysisTask) {
    columnsWithoutNull = task.domains.indices.filter { column in
      task.domains[column].contains(.null)
        && task.rows.allSatisfy { $0.cells[column].map { !$0.contains(.null) } ?? false }
    }
    var budget = Budget(left: task.limits.budget)
    let box = task.pieces.columns.map(\.usual)
    let rows = RowSet(task.rows.indices, count: task.rows.count)
    func region(_ box: [Pieces.Runs]) -> Region {
      Region(columns: task.pieces.values(box), witness: task.pieces.witness(box))
    }
    guard let gaps = Gaps(task.pieces, in: box, by: rows, &budget) else {
      unanswered.append(.gaps)
      budget = Budget(left: task.limits.budget / 4)
      let sweep = Sweep(task.pieces, box, rows: rows)
      self.gaps = sweep.someGaps(rows, max: task.limits.reported, &budget).map(region)
      return
    }
    let found = gaps.boxes(max: task.limits.reported)
    self.gaps = found.boxes.map(region)
    moreGaps = found.more
  }

  mutating func askOverlaps(_ task: AnalysisTask) {
    guard task.hitPolicy == .unique || task.hitPolicy == .any else { return }
    let closed = task.rows.indices.filter { task.isClosed[$0] }
    for (position, second) in closed.enumerated() {
      for first in closed[..<position] where task.pieces.overlaps(first, second) {
        guard task.hitPolicy == .unique || task.decideDifferently(first, second) else { continue }
        guard overlaps.count < task.limits.reported else {
          moreOverlaps += 1
          continue
        }
        let common = task.pieces.columns.map { $0.cells[first].common(with: $0.cells[second]) }
        overlaps.append(Overlap(rows: [first, second], witness: task.pieces.witness(common)))
      }
    }
  }

  mutating func askDeadRows(_ task: AnalysisTask) {
    var budget = Budget(left: task.limits.budget)
    var dead: [DeadRow] = []
    var isGone = [Bool](repeating: false, count: task.rows.count)
    for row in task.rows.indices {
      guard let reason = task.cellReason(row) else { continue }
      dead.append(DeadRow(row: row, reason: reason))
      isGone[row] = true
    }
    // From the last row up, so that of rows that say the same the first remains.
    for row in task.rows.indices.reversed() where !isGone[row] {
      let rivals = task.rivals(of: row).filter { !isGone[$0] && task.pieces.overlaps($0, row) }
      guard !rivals.isEmpty else { continue }
      guard let cover = task.cover(of: row, by: rivals, &budget) else {
        unanswered.append(.deadRows)
        break
      }
      guard !cover.isEmpty else { continue }
      dead.append(DeadRow(row: row, reason: .covered(by: cover)))
      if task.hitPolicy == .any { isGone[row] = true }
    }
    deadRows = dead.sorted { $0.row < $1.row }
  }
}

extension AnalysisTask {
  fileprivate func decideDifferently(_ first: Int, _ second: Int) -> Bool {
    guard let one = rows[first].output, let other = rows[second].output else { return false }
    return one != other
  }

  fileprivate func cellReason(_ row: Int) -> TableAnalysis.DeadRow.Reason? {
    for (column, cell) in rows[row].cells.enumerated() {
      if let cell, cell.isEmpty { return .emptyCell(column: column) }
      if pieces.columns[column].cells[row].isEmpty { return .outsideColumn(column) }
    }
    return nil
  }

  /// The rows that can keep a row from deciding.
  fileprivate func rivals(of row: Int) -> [Int] {
    switch hitPolicy {
    case .first: return (0..<row).filter { isClosed[$0] }
    case .unique: return rows.indices.filter { $0 != row && isClosed[$0] }
    case .any: return rows.indices.filter { $0 != row && isClosed[$0] && decideSame($0, row) }
    case .priority:
      guard let rank = rows[row].rank else { return [] }
      return rows.indices.filter { isClosed[$0] && (rows[$0].rank ?? rank) < rank }
    case .outputOrder, .ruleOrder, .collect: return []
    }
  }

  /// Rows that cover all of a row, none of them idle where they are few; empty when they do not, nil when the budget is
  /// spent.
  fileprivate func cover(of row: Int, by rivals: [Int], _ budget: inout Budget) -> [Int]? {
    let box = pieces.box(of: row)
    let single = rivals.first { rival in
      pieces.columns.indices.allSatisfy { pieces.columns[$0].cells[rival].covers(box[$0]) }
    }
    if let single { return [single] }
    guard rivals.count > 1 else { return [] }
    let all = RowSet(rivals, count: rows.count)
    let sweep = Sweep(pieces, box, rows: all)
    guard let isCovered = sweep.isCovered(by: all, &budget) else { return nil }
    guard isCovered else { return [] }
    var needed = all
    guard rivals.count <= 24 else { return rivals }
    for rival in rivals.reversed() {
      var fewer = needed
      fewer.remove(rival)
      if sweep.isCovered(by: fewer, &budget) == true { needed = fewer }
    }
    return needed.rows
  }
}
