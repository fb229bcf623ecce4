extension AnalysisTask {
  /// Rows that differ in one column only, grouped; no row in two groups.
  func merges(among candidates: [Int]) -> [TableAnalysis.Merge] {
    let numbers = cellNumbers(candidates)
    var result: [TableAnalysis.Merge] = []
    var isTaken = [Bool](repeating: false, count: rows.count)
    for column in domains.indices {
      var groups: [Likeness: [Int]] = [:]
      var order: [Likeness] = []
      for row in candidates where !isTaken[row] {
        guard let output = rows[row].output, let cells = numbers[row] else { continue }
        var others = cells
        others[column] = 0
        let likeness = Likeness(others: others, output: output)
        if groups[likeness] == nil { order.append(likeness) }
        groups[likeness, default: []].append(row)
      }
      for likeness in order {
        var rest = groups[likeness] ?? []
        while rest.count > 1 {
          guard let merge = merge(&rest, column) else { continue }
          for row in merge.rows { isTaken[row] = true }
          result.append(merge)
        }
      }
    }
    return result.sorted { $0.rows[0] < $1.rows[0] }
  }

  /// What rows have in common that differ in one column.
  private struct Likeness: Hashable {
    var others: [Int]
    var output: Value
  }

  /// A number for each cell, the same for equal ones, from 1.
  private func cellNumbers(_ candidates: [Int]) -> [Int: [Int]] {
    var known = [[ValueSet: Int]](repeating: [:], count: domains.count)
    var result: [Int: [Int]] = [:]
    for row in candidates {
      result[row] = domains.indices.map { column in
        let cell = rows[row].cells[column] ?? .empty
        if let number = known[column][cell] { return number }
        known[column][cell] = known[column].count + 1
        return known[column].count
      }
    }
    return result
  }

  /// Takes the first row out of a group, with those that can be one with it; nil when there are none.
  private func merge(_ group: inout [Int], _ column: Int) -> TableAnalysis.Merge? {
    var merged = [group.removeFirst()]
    var cell = rows[merged[0]].cells[column] ?? .empty
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for row in group {
        guard let other = rows[row].cells[column], other != cell, keepsMeaning(row, with: merged, cell, column) else {
          continue
        }
        let union = cell.union(other)
        guard union.isOneCell(within: domains[column]) else { continue }
        cell = union
        merged.append(row)
        group.removeAll { $0 == row }
        hasGrown = true
      }
    }
    return merged.count > 1 ? TableAnalysis.Merge(rows: merged.sorted(), column: column, cell: cell) : nil
  }

  /// Whether the table decides the same once a row is taken out and its values are added to an earlier one.
  private func keepsMeaning(_ row: Int, with merged: [Int], _ cell: ValueSet, _ column: Int) -> Bool {
    let isApart = rows[row].cells[column].map { $0.intersection(cell).isEmpty } ?? false
    switch hitPolicy {
    case .any, .priority: return true
    case .unique, .collect, .outputOrder: return isApart
    case .first: return isFree(row, from: merged)
    case .ruleOrder: return isApart && isFree(row, from: merged)
    }
  }

  /// Whether nothing between the first of the merged rows and a row may match with it and decide otherwise.
  private func isFree(_ row: Int, from merged: [Int]) -> Bool {
    let start = (merged.min() ?? row) + 1
    guard start < row else { return true }
    return (start..<row).allSatisfy { between in decideSame(between, row) || !pieces.overlaps(between, row) }
  }
}
