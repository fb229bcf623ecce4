/// Walks along a box column by column with the rows that still match, and never twice through the same rows.
///
/// The way of Calvanese, Dumas, Laurson, Maggi, Montali and Teinemaa, "Semantics and analysis of DMN decision tables"
/// (BPM 2016), with results remembered by the rows that are left, so that what a table repeats is looked at once.
struct Sweep {
  let pieces: Pieces
  let box: [Pieces.Runs]
  /// For each row the first column from which on it covers the whole box.
  private let covering: [Int]

  init(_ pieces: Pieces, _ box: [Pieces.Runs], rows: RowSet) {
    self.pieces = pieces
    self.box = box
    var covering = [Int](repeating: Int.max, count: pieces.rowCount)
    for row in rows.rows {
      var column = box.count
      while column > 0, pieces.columns[column - 1].cells[row].covers(box[column - 1]) { column -= 1 }
      covering[row] = column
    }
    self.covering = covering
  }

  /// What is known of the rest of the box without looking further: whether rows cover it; nil when that depends.
  func verdict(_ column: Int, _ rows: RowSet) -> Bool? {
    var isEmpty = true
    for (index, word) in rows.words.enumerated() where word != 0 {
      isEmpty = false
      var rest = word
      while rest != 0 {
        if covering[index * 64 + rest.trailingZeroBitCount] <= column { return true }
        rest &= rest - 1
      }
    }
    return isEmpty ? false : nil
  }

  /// The pieces of the box in a column by the rows that accept them, of the rows that are left.
  func parts(_ column: Int, _ rows: RowSet, _ budget: inout Budget) -> [(runs: Pieces.Runs, rows: RowSet)] {
    let limits = box[column]
    var current = RowSet(count: pieces.rowCount)
    var events: [(place: Int, row: Int, isStart: Bool)] = []
    for row in rows.rows {
      let cell = pieces.columns[column].cells[row]
      if cell.covers(limits) {
        current.insert(row)
        continue
      }
      for run in cell.common(with: limits) {
        events.append((run.lowerBound, row, true))
        events.append((run.upperBound, row, false))
      }
    }
    events.sort { $0.place < $1.place }
    var found: [RowSet: Int] = [:]
    var result: [(runs: Pieces.Runs, rows: RowSet)] = []
    var next = 0
    for limit in limits {
      var place = limit.lowerBound
      while place < limit.upperBound {
        while next < events.count, events[next].place <= place {
          if events[next].isStart { current.insert(events[next].row) } else { current.remove(events[next].row) }
          next += 1
        }
        let end = next < events.count ? min(events[next].place, limit.upperBound) : limit.upperBound
        if let index = found[current] {
          result[index].runs.append(place..<end)
        } else {
          found[current] = result.count
          result.append(([place..<end], current))
        }
        place = end
      }
    }
    budget.spend(events.count + result.count * (1 + current.words.count / 4))
    return result
  }
}

extension Sweep {
  /// The pieces of the box in its last column by whether one of the rows that are left accepts them: no more is asked
  /// of the last column.
  func lastParts(_ rows: RowSet, _ budget: inout Budget) -> (covered: Pieces.Runs, open: Pieces.Runs) {
    let (limits, cells) = (box[box.count - 1], pieces.columns[box.count - 1].cells)
    var runs: Pieces.Runs = []
    for row in rows.rows { runs += cells[row] }
    let covered = runs.joined.common(with: limits)
    budget.spend(runs.count)
    var open: Pieces.Runs = []
    var index = 0
    for limit in limits {
      var place = limit.lowerBound
      while index < covered.count, covered[index].lowerBound < limit.upperBound {
        if place < covered[index].lowerBound { open.append(place..<covered[index].lowerBound) }
        place = covered[index].upperBound
        index += 1
      }
      if place < limit.upperBound { open.append(place..<limit.upperBound) }
    }
    return (covered, open)
  }
}

/// How much an analysis may look at before it gives up, in places passed and parts found.
struct Budget {
  private(set) var left: Int

  var isSpent: Bool { left <= 0 }

  mutating func spend(_ amount: Int) { left -= amount }
}

extension Sweep {
  /// Whether rows cover the whole box together; nil when the budget is spent before that is known.
  func isCovered(by rows: RowSet, _ budget: inout Budget) -> Bool? {
    var known = [Set<RowSet>](repeating: [], count: box.count + 1)
    return isCovered(0, rows, &known, &budget)
  }

  private func isCovered(_ column: Int, _ rows: RowSet, _ known: inout [Set<RowSet>], _ budget: inout Budget) -> Bool? {
    if let verdict = verdict(column, rows) { return verdict }
    guard known[column].insert(rows).inserted else { return true }
    guard !budget.isSpent else { return nil }
    if column == box.count - 1 { return lastParts(rows, &budget).open.isEmpty }
    let parts = parts(column, rows, &budget)
    for part in parts {
      guard let isCovered = isCovered(column + 1, part.rows, &known, &budget) else { return nil }
      if !isCovered { return false }
    }
    return true
  }

  /// Some boxes that no row covers, at most so many, in the order of the pieces; perhaps not all, nor as wide as they
  /// go, and none once the budget is spent.
  func someGaps(_ rows: RowSet, max limit: Int, _ budget: inout Budget) -> [[Pieces.Runs]] {
    var result: [[Pieces.Runs]] = []
    var path: [Pieces.Runs] = []
    collectGaps(rows, limit, &path, &result, &budget)
    return result
  }

  private func collectGaps(
    _ rows: RowSet, _ limit: Int, _ path: inout [Pieces.Runs], _ result: inout [[Pieces.Runs]], _ budget: inout Budget
  ) {
    guard !budget.isSpent, result.count < limit else { return }
    if let isCovered = verdict(path.count, rows) {
      if !isCovered { result.append(path + box[path.count...]) }
      return
    }
    for part in parts(path.count, rows, &budget) {
      path.append(part.runs)
      collectGaps(part.rows, limit, &path, &result, &budget)
      path.removeLast()
    }
  }
}
