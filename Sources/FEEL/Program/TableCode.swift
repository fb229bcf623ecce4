/// A decision table that is compiled: steps for what is tested and decided.
///
/// A class, so that a decision takes one reference to it and not one to each of its tables.
final class TableCode: Sendable {
  /// The value of each column.
  let inputs: [Int32]
  /// The local names that hold the values for the tests stand from here on, one after another.
  let firstLocal: Int
  /// For each column, whether the value is allowed; −1 when any is.
  ///
  /// Empty when no column says so.
  let allowed: [Int32]
  let rowCount: Int
  /// The conditions of each row, one a column; −1 when any value meets it.
  let tests: [Int32]
  /// The outputs of each row.
  let outputs: [Int32]
  let outputCount: Int
  /// Where the rows are looked up, when there are not just a few.
  let index: TableIndex
  let isIndexed: Bool
  /// The names of the outputs; empty when there is only one.
  let names: [String]
  /// What is decided when no rule matches; −1 for null, empty when there is no such thing.
  let fallbacks: [Int32]
  /// For each output its values, the most important first; empty when the hit policy does not ask.
  let priorities: [[Value]]
  let hitPolicy: DecisionTable.HitPolicy

  struct Row {
    let tests: [Int32]
    let outputs: [Int32]
    /// The values that each column accepts; nil where that depends on more than the column.
    let sets: [ValueSet?]
  }

  /// From so many rows on looking them up is cheaper than testing one after another.
  static let indexMin = 4

  init(
    inputs: [Int32], firstLocal: Int32, allowed: [Int32], rows: [Row], names: [String], fallbacks: [Int32],
    priorities: [[Value]], hitPolicy: DecisionTable.HitPolicy
  ) {
    self.inputs = inputs
    self.firstLocal = Int(firstLocal)
    self.allowed = allowed.contains { $0 >= 0 } ? allowed : []
    rowCount = rows.count
    tests = rows.flatMap(\.tests)
    outputs = rows.flatMap(\.outputs)
    outputCount = max(1, names.count)
    isIndexed = rows.count >= TableCode.indexMin && !inputs.isEmpty
    index = TableIndex(isIndexed ? rows.map(\.sets) : [])
    self.names = names
    self.fallbacks = fallbacks
    self.priorities = priorities
    self.hitPolicy = hitPolicy
  }
}

extension Code {
  /// What a table decides (DMN 1.5 §8.2.10 and §10.3.2.10).
  func decision<Reader: SlotReader>(
    _ table: TableCode, _ index: Int32, _ reader: Reader, _ frame: inout Frame
  ) -> Value {
    for (column, input) in table.inputs.enumerated() {
      let value = plainValue(input, reader, &frame)
      frame.locals[table.firstLocal + column] = value
    }
    for (column, allowed) in table.allowed.enumerated() where allowed >= 0 {
      let value = frame.locals[table.firstLocal + column]
      guard value.isNull || truth(allowed, reader, &frame) == .true else {
        let text = isLight(value, index, &frame) ? "the value \(value)" : "the value"
        return fault(.decision("\(text) is not one that this column allows"), index, &frame)
      }
    }
    switch table.hitPolicy {
    case .first, .unique:
      let (hit, next) = firstHits(table, reader, &frame)
      guard hit >= 0 else { return fallback(table, index, reader, &frame) }
      if next >= 0 {
        return fault(.decision("the rules \(hit + 1) and \(next + 1) match, but only one may"), index, &frame)
      }
      return outputs(hit, table, reader, &frame)
    default:
      var hits: [Int] = []
      forEachHit(table, reader, &frame) { row in
        hits.append(row)
        return true
      }
      guard !hits.isEmpty else { return fallback(table, index, reader, &frame) }
      let values = hits.map { outputs($0, table, reader, &frame) }
      do throws(Fault.Reason) {
        if values.contains(where: \.isNested) { try frame.allowance.weigh(values) }
        return try table.choose(values)
      } catch {
        return fault(error, index, &frame)
      }
    }
  }

  /// The first row that matches and, where only one may, the next; −1 for none.
  private func firstHits<Reader: SlotReader>(
    _ table: TableCode, _ reader: Reader, _ frame: inout Frame
  ) -> (first: Int, next: Int) {
    var (first, next) = (-1, -1)
    let isFirst = table.hitPolicy == .first
    forEachHit(table, reader, &frame) { row in
      if first < 0 {
        first = row
        return !isFirst
      }
      next = row
      return false
    }
    return (first, next)
  }

  /// Gives the rows that match, top to bottom, until the body says no.
  @inline(__always)
  private func forEachHit<Reader: SlotReader>(
    _ table: TableCode, _ reader: Reader, _ frame: inout Frame, _ body: (Int) -> Bool
  ) {
    guard table.isIndexed else {
      for row in 0..<table.rowCount where matches(row, table, reader, &frame) {
        if !body(row) { return }
      }
      return
    }
    let first = table.firstLocal
    let values = UnsafeBufferPointer(rebasing: frame.locals[first..<first + table.inputs.count])
    table.index.forEachRow(values) { row in
      // A cell that depends on more than its column is not known to the index.
      if table.index.isOpen(row), !matches(row, table, reader, &frame) { return true }
      return body(row)
    }
  }

  private func matches<Reader: SlotReader>(
    _ row: Int, _ table: TableCode, _ reader: Reader, _ frame: inout Frame
  ) -> Bool {
    let count = table.inputs.count
    for place in row * count..<(row + 1) * count {
      let test = table.tests[place]
      if test >= 0, truth(test, reader, &frame) != .true { return false }
    }
    return true
  }

  private func outputs<Reader: SlotReader>(
    _ row: Int, _ table: TableCode, _ reader: Reader, _ frame: inout Frame
  ) -> Value {
    let start = row * table.outputCount
    guard !table.names.isEmpty else { return plainValue(table.outputs[start], reader, &frame) }
    return named(table.outputs[start..<start + table.outputCount], table, reader, &frame)
  }

  private func named<Reader: SlotReader>(
    _ steps: ArraySlice<Int32>, _ table: TableCode, _ reader: Reader, _ frame: inout Frame
  ) -> Value {
    .context(Context(zip(table.names, steps).map { ($0, $1 < 0 ? .null : value($1, reader, &frame)) }))
  }

  private func fallback<Reader: SlotReader>(
    _ table: TableCode, _ index: Int32, _ reader: Reader, _ frame: inout Frame
  ) -> Value {
    guard let first = table.fallbacks.first else { return fault(.decision("no rule matches"), index, &frame) }
    return table.names.isEmpty
      ? value(first, reader, &frame) : named(table.fallbacks[...], table, reader, &frame)
  }
}

extension TableCode {
  /// One value out of those of all rules that match, at least one.
  fileprivate func choose(_ values: [Value]) throws(Fault.Reason) -> Value {
    switch hitPolicy {
    case .unique, .first: return values[0]
    case .any:
      guard values.allSatisfy({ $0 == values[0] }) else {
        throw .decision("the rules that match do not decide the same")
      }
      return values[0]
    case .priority: return ranked(values)[0]
    case .outputOrder: return .list(ranked(values))
    case .ruleOrder, .collect(nil): return .list(values)
    case .collect(.count): return .number(Number(values.count))
    case .collect(.sum):
      var result = values[0]
      for value in values.dropFirst() { result = try arithmetic(.add, result, value) }
      return result
    case .collect(.min): return try extreme(values) { $0 < 0 }
    case .collect(.max): return try extreme(values) { $0 > 0 }
    }
  }

  private func extreme(_ values: [Value], _ isBetter: (Int) -> Bool) throws(Fault.Reason) -> Value {
    var result = values[0]
    for value in values.dropFirst() {
      guard let order = value.order(result) else { throw .notComparable }
      if isBetter(order) { result = value }
    }
    return result
  }

  /// The values in the order of importance of their outputs, leftmost output first; equal ones as in the table.
  private func ranked(_ values: [Value]) -> [Value] {
    let keys = values.map { value in
      priorities.indices.map { output -> Int in
        var part = value
        if !names.isEmpty, case .context(let context) = value { part = context[names[output]] ?? .null }
        return priorities[output].firstIndex(of: part) ?? Int.max
      }
    }
    return values.indices.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0].lexicographicallyPrecedes(keys[$1]) }
      .map { values[$0] }
  }
}
