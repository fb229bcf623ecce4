extension TableIndex {
  /// Arranges the rows of a table.
  ///
  /// - Parameter rows: For each row what each column accepts; nil for a cell that depends on more than its column.
  /// - Precondition: All rows have as many cells.
  package init(_ rows: [[ValueSet?]]) {
    let columnCount = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == columnCount }, "rows of one length")
    var builder = TableIndexBuilder(rows.count)
    for column in 0..<columnCount { builder.add(rows.map { $0[column] }) }
    rowCount = rows.count
    self.columnCount = columnCount
    wordCount = builder.wordCount
    columns = builder.columns
    bounds = builder.bounds
    pieces = builder.pieces
    lists = builder.lists
    words = builder.words
    texts = builder.texts
    cuts = builder.cuts
    sets = rows.flatMap { $0 }
    checks = rows.flatMap { row in row.enumerated().map { builder.check($1, column: $0) } }
    openRows = RowSet(rows.indices.filter { rows[$0].contains { $0 == nil } }, count: rows.count)
    let telling = (0..<columnCount).filter { column in rows.contains { $0[column].map { $0 != .all } ?? false } }
    let order = telling.sorted { builder.meanRows[$0] < builder.meanRows[$1] }
    self.order = order
    tested = order.enumerated().filter { $0 >= TableIndex.bitColumnsMax || builder.columns[$1].isRough }.map(\.element)
  }
}

/// Makes the parts of an index, column after column.
struct TableIndexBuilder {
  private let rowCount: Int
  let wordCount: Int
  private(set) var columns: [TableIndex.Column] = []
  private(set) var bounds: [Int64] = []
  private(set) var pieces: [TableIndex.Piece] = []
  private(set) var lists: [Int32] = []
  private(set) var words: [UInt64] = []
  private(set) var texts = TextTable()
  private(set) var cuts: [Cut] = []
  /// How many rows the pieces of each column leave.
  private(set) var meanRows: [Double] = []

  /// The longest list that is tested row by row.
  private static let listMax = 6
  /// The most sets of bits that a column has: more would cost memory and not save time.
  private static let bitsMax = 256

  init(_ rowCount: Int) {
    self.rowCount = rowCount
    wordCount = (rowCount + 63) / 64
  }

  /// Adds the next column.
  mutating func add(_ cells: [ValueSet?]) {
    let line = Line(cells)
    var column = TableIndex.Column(way: .kind)
    let inner = line.cuts.filter { !$0.value.isNull }
    let kinds = Set(inner.map(\.kind))
    var names: [String] = []
    var main: [RowSet] = []
    if kinds.count == 1, let kind = kinds.first {
      column.kind = kind
      let scale = inner.compactMap { $0.value.number?.decimals }.max() ?? 0
      let keys = inner.compactMap { $0.key(scale: scale) }
      if keys.count == inner.count {
        (column.way, column.scale) = (.key, scale)
        (column.start, column.count) = (bounds.count, keys.count)
        bounds += keys
        main = [line.rows(from: .start(kind))] + inner.map(line.rows(from:))
      } else if let found = line.texts(inner) {
        (column.way, column.count, names, main) = (.text, found.names.count, found.names, found.rows)
      }
    }
    if main.isEmpty, !inner.isEmpty {
      column.way = .cut
      (column.start, column.count) = (cuts.count, line.cuts.count)
      cuts += line.cuts
      main = [line.before] + line.after
    }
    texts.add(names)
    column.pieces = pieces.count
    column.kindPieces = pieces.count + main.count
    let others = ValueKind.allCases.map { line.rows(from: .start($0)) }
    column.isRough = store(main + others)
    // Null and other kinds than the cells tell apart are rare.
    let common = main.isEmpty ? others : main
    meanRows.append(Double(common.reduce(0) { $0 + $1.count }) / Double(common.count))
    columns.append(column)
  }

  /// Adds pieces with their rows; says whether some of their bits are rough.
  private mutating func store(_ sets: [RowSet]) -> Bool {
    let large = Set(sets.filter { $0.count > Self.listMax })
    let step = (large.count + Self.bitsMax - 1) / Self.bitsMax
    var known: [RowSet: TableIndex.Piece] = [:]
    var group: (rows: RowSet, members: [Int], kinds: Set<RowSet>) = (RowSet(count: rowCount), [], [])
    for rows in sets {
      if rows.count <= Self.listMax {
        pieces.append(TableIndex.Piece(start: Int32(lists.count), count: Int32(rows.count)))
        lists += rows.rows.map { Int32($0) }
      } else if let piece = known[rows] {
        pieces.append(piece)
      } else {
        if !group.kinds.contains(rows), group.kinds.count == step { close(&group, &known) }
        group.rows.formUnion(rows)
        group.kinds.insert(rows)
        group.members.append(pieces.count)
        pieces.append(TableIndex.Piece(start: 0, count: -1))
      }
    }
    close(&group, &known)
    return step > 1
  }

  /// Gives the pieces of a group the bits of all their rows.
  private mutating func close(
    _ group: inout (rows: RowSet, members: [Int], kinds: Set<RowSet>), _ known: inout [RowSet: TableIndex.Piece]
  ) {
    let piece = TableIndex.Piece(start: Int32(words.count), count: -1)
    if !group.members.isEmpty { words += group.rows.words }
    for member in group.members { pieces[member] = piece }
    for rows in group.kinds { known[rows] = piece }
    group = (RowSet(count: rowCount), [], [])
  }

  /// The test of a cell, once its column has been added.
  func check(_ cell: ValueSet?, column: Int) -> TableIndex.Check {
    guard let cell, cell != .all else { return TableIndex.Check(sort: .all) }
    let head = columns[column]
    let parts = cell.intersection(ValueSet(kind: head.kind)).intervals
    guard parts.count == 1, head.way == .key || head.way == .text else { return TableIndex.Check(sort: .set) }
    if head.way == .text {
      guard case .string(let text)? = parts[0].point else { return TableIndex.Check(sort: .set) }
      let number = texts.position(of: text, column, head.count)
      return TableIndex.Check(sort: .text, low: Int64(texts.start(of: column) + number))
    }
    let low = parts[0].isOpenBelow ? Int64.min : parts[0].lower.key(scale: head.scale)
    let high = parts[0].isOpenAbove ? Int64.max : parts[0].upper.key(scale: head.scale)
    guard let low, let high, high < .max || parts[0].isOpenAbove else { return TableIndex.Check(sort: .set) }
    return TableIndex.Check(sort: .keys, low: low, high: high)
  }
}

/// The rows of one column along the line of all values.
private struct Line {
  /// Where the rows change.
  let cuts: [Cut]
  /// The rows before the first cut.
  let before: RowSet
  /// The rows after each cut.
  let after: [RowSet]

  init(_ cells: [ValueSet?]) {
    let all = Set(cells.flatMap { $0?.cuts ?? [] })
    cuts = all.sorted()
    let positions = Dictionary(uniqueKeysWithValues: cuts.enumerated().map { ($1, $0) })
    var changes = [[Int]](repeating: [], count: cuts.count)
    for (row, cell) in cells.enumerated() {
      for cut in cell?.cuts ?? [] { changes[positions[cut] ?? 0].append(row) }
    }
    var rows = RowSet(cells.indices.filter { cells[$0] == nil }, count: cells.count)
    before = rows
    after = changes.map { changed in
      for row in changed { if rows.contains(row) { rows.remove(row) } else { rows.insert(row) } }
      return rows
    }
  }

  /// The rows just after a place.
  func rows(from place: Cut) -> RowSet {
    var (low, high) = (0, cuts.count)
    while low < high {
      let middle = (low + high) / 2
      if cuts[middle] <= place { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? before : after[low - 1]
  }

  /// The texts that cuts lie at, with the rows of each, and last the rows of all other texts; nil when those differ.
  func texts(_ inner: [Cut]) -> (names: [String], rows: [RowSet])? {
    var names: [String] = []
    var rows: [RowSet] = []
    var rest: RowSet?
    for cut in [Cut.start(.string)] + inner {
      let after = self.rows(from: cut)
      // Before the first text there is no cut but the start of all texts.
      let value = cut.value.isNull ? Value.string("") : cut.value
      if case .string(let text) = value, !cut.isAbove, inner.contains(sorted: .above(value)) {
        names.append(text)
        rows.append(after)
      } else {
        guard after == rest ?? after else { return nil }
        rest = after
      }
    }
    guard let rest, inner.allSatisfy({ $0.kind == .string }) else { return nil }
    return (names, rows + [rest])
  }
}

extension [Cut] {
  fileprivate func contains(sorted cut: Cut) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < cut { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == cut
  }
}

extension RowSet {
  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  mutating func formUnion(_ other: RowSet) {
    for index in words.indices { words[index] |= other.words[index] }
  }
}
