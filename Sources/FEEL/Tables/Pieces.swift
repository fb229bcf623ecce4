/// The columns of a table, each cut into pieces in which all values meet the same cells.
struct Pieces {
  /// A run of pieces of one column for each part of a set, in order and apart.
  typealias Runs = [Range<Int>]

  let rowCount: Int
  let columns: [Column]

  /// A column.
  struct Column {
    /// The places that part its pieces; piece n lies between cut n and cut n + 1.
    let cuts: [Cut]
    /// The pieces of the values that the column may hold.
    let domain: Runs
    /// The pieces of the values that gaps are looked for among.
    let usual: Runs
    /// The pieces that each row accepts; of a cell that depends on more than its column, all of the domain.
    let cells: [Runs]

    init(_ cells: [ValueSet?], domain: ValueSet, usual: ValueSet) {
      let sets = cells.map { $0?.intersection(domain) }
      var places = Set(domain.cuts).union(usual.cuts)
      for set in sets { places.formUnion(set?.cuts ?? []) }
      let cuts = places.sorted()
      let positions = Dictionary(uniqueKeysWithValues: cuts.enumerated().map { ($1, $0) })
      func runs(_ set: ValueSet) -> Runs {
        stride(from: 0, to: set.cuts.count, by: 2).map { index in
          (positions[set.cuts[index]] ?? 0)..<(positions[set.cuts[index + 1]] ?? 0)
        }
      }
      self.cuts = cuts
      self.domain = runs(domain)
      self.usual = runs(usual)
      self.cells = sets.map { $0.map(runs) ?? runs(domain) }
    }

    /// The values of some pieces.
    func values(_ runs: Runs) -> ValueSet {
      var ends: [Cut] = []
      for run in runs {
        // Runs that touch are one.
        if ends.last == cuts[run.lowerBound] { ends.removeLast() } else { ends.append(cuts[run.lowerBound]) }
        ends.append(cuts[run.upperBound])
      }
      return ValueSet(cuts: ends)
    }
  }

  /// Whether two rows accept the same value in every column.
  func overlaps(_ first: Int, _ second: Int) -> Bool {
    columns.allSatisfy { $0.cells[first].meets($0.cells[second]) }
  }

  /// The pieces of a row, column by column.
  func box(of row: Int) -> [Runs] { columns.map { $0.cells[row] } }

  /// The values of a box.
  func values(_ box: [Runs]) -> [ValueSet] { zip(columns, box).map { $0.values($1) } }

  /// A value of each column in a box, one of those that gaps are looked for among where there is one.
  func witness(_ box: [Runs]) -> [Value?] {
    zip(columns, box).map { column, runs in
      column.values(runs.common(with: column.usual)).witness ?? column.values(runs).witness
    }
  }
}

extension Pieces.Runs {
  /// Whether they have a piece in common.
  func meets(_ other: Pieces.Runs) -> Bool {
    var (i, j) = (0, 0)
    while i < count, j < other.count {
      if self[i].upperBound <= other[j].lowerBound {
        i += 1
      } else if other[j].upperBound <= self[i].lowerBound {
        j += 1
      } else {
        return true
      }
    }
    return false
  }

  /// The pieces they have in common.
  func common(with other: Pieces.Runs) -> Pieces.Runs {
    var result: Pieces.Runs = []
    var (i, j) = (0, 0)
    while i < count, j < other.count {
      let (lower, upper) = (
        Swift.max(self[i].lowerBound, other[j].lowerBound), Swift.min(self[i].upperBound, other[j].upperBound)
      )
      if lower < upper { result.append(lower..<upper) }
      if self[i].upperBound < other[j].upperBound { i += 1 } else { j += 1 }
    }
    return result
  }

  /// Whether all pieces of the other are among these.
  func covers(_ other: Pieces.Runs) -> Bool {
    var index = 0
    for run in other {
      var lower = run.lowerBound
      while lower < run.upperBound {
        while index < count, self[index].upperBound <= lower { index += 1 }
        guard index < count, self[index].lowerBound <= lower else { return false }
        lower = self[index].upperBound
      }
    }
    return true
  }

  /// The same pieces, with runs that touch made one.
  var joined: Pieces.Runs {
    var result: Pieces.Runs = []
    for run in sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, last.upperBound >= run.lowerBound {
        result[result.count - 1] = last.lowerBound..<Swift.max(last.upperBound, run.upperBound)
      } else {
        result.append(run)
      }
    }
    return result
  }
}
