import Testing

@testable import FEEL

@Suite struct TableIndexTests {
  /// The rows that an index finds.
  static func rows(_ index: TableIndex, _ values: [Value]) -> [Int] {
    var result: [Int] = []
    values.withUnsafeBufferPointer { buffer in
      index.forEachRow(buffer) { row in
        result.append(row)
        return true
      }
      #expect(index.firstRow(buffer) == result.first)
    }
    return result
  }

  /// The rows that accept the values, one cell after the other.
  static func scanned(_ rows: [[ValueSet?]], _ values: [Value]) -> [Int] {
    rows.indices.filter { row in zip(rows[row], values).allSatisfy { $0?.contains($1) ?? true } }
  }

  @Test func itFindsWhatAScanFindsInSmallTables() {
    var random = SplitMix(seed: 31)
    for _ in 0..<300 {
      let table = RandomTable(&random)
      let rows = table.rows.map(\.cells)
      let index = TableIndex(rows)
      for row in rows.indices { #expect(index.isOpen(row) == !table.isClosed(row)) }
      for _ in 0..<40 {
        let point = random.pick(table.points)
        #expect(Self.rows(index, point) == Self.scanned(rows, point), "\(point)")
      }
    }
  }

  /// Constants of all kinds, awkward ones among them.
  static let constants = [
    "1", "-1", "0", "0.001", "99.99", "-0.5", "1E20", "-1E20", "123456789012345678901234567890", "\"\"", "\"a\"",
    "\"K\"", "\"é\"", "\"een lange tekst die niet past\"", "\"a\"", "@\"2020-01-01\"", "@\"2020-02-29\"",
    "@\"P1D\"", "@\"PT0.000000001S\"", "@\"P1M\"", "@\"-P1Y\"", "true", "false",
  ].map { value($0) }

  static let values =
    constants
    + [
      "2", "1.0", "0.0005", "0.0015", "1E-30", "-1E-30", "1E40", "-1E40", "1E6000", "\"\u{212A}\"", "\"e\u{301}\"",
      "\"een lange tekst die niet paste\"", "\"b\"", "\"\u{FFFD}\"", "null", "[1]", "{a: 1}", "[1..2]",
      "@\"23:59:59.999999999\"", "@\"12:00:00Z\"", "@\"1200-01-01T00:00:00Z\"", "@\"9999-12-31T23:59:59.999999999Z\"",
      "@\"PT0S\"", "@\"2020-01-01T01:00:00+01:00\"",
    ].map { value($0) }

  static func randomCell(_ random: inout SplitMix, kinds: [Value]) -> ValueSet? {
    let a = random.pick(kinds)
    switch random.number(10) {
    case 0: return nil
    case 1: return .all
    case 2: return ValueSet.all.subtracting(ValueSet(a))
    case 3: return ValueSet(a).union(ValueSet(random.pick(kinds)))
    case 4: return random.pick([.null, ValueSet(a).union(.null), ValueSet(kind: ValueKind(a)), .empty])
    case 5, 6: return ValueSet(a)
    default:
      let isLower = random.number(2) == 0
      return ValueSet(
        ValueRange(
          lower: isLower ? a : .null, includesLower: random.number(2) == 0,
          upper: isLower && random.number(2) == 0 ? .null : random.pick(kinds), includesUpper: random.number(2) == 0))
    }
  }

  @Test func itFindsWhatAScanFindsAmongValuesOfAllKinds() {
    var random = SplitMix(seed: 32)
    for round in 0..<200 {
      // Every other table has one kind a column.
      let columns = (0...random.number(3)).map { _ in
        let kind = ValueKind(random.pick(Self.constants))
        return round.isMultiple(of: 2) ? Self.constants : Self.constants.filter { ValueKind($0) == kind }
      }
      let rows = (0..<random.number(90)).map { _ in columns.map { Self.randomCell(&random, kinds: $0) } }
      let index = TableIndex(rows.isEmpty ? [columns.map { _ in ValueSet.empty }] : rows)
      for _ in 0..<30 {
        let point = columns.map { random.number(3) > 0 ? random.pick($0) : random.pick(Self.values) }
        #expect(Self.rows(index, point) == Self.scanned(rows, point), "\(point)")
      }
    }
  }

  /// Nested intervals leave many rows in many pieces, more than are kept as bits.
  @Test func itFindsWhatAScanFindsInLongTables() {
    var random = SplitMix(seed: 33)
    let rows = (0..<1000).map { row -> [ValueSet?] in
      func above(_ number: Int) -> ValueSet {
        ValueSet(ValueRange(lower: .number(Number(number)), includesLower: true, upper: .null, includesUpper: false))
      }
      return [above(row), above(random.number(1000)), ValueSet(.string("\(row % 7)"))]
    }
    let index = TableIndex(rows)
    #expect(index.words.count <= 3 * 256 * 16)
    for _ in 0..<200 {
      let point: [Value] = [
        .number(Number(random.number(1100) - 50)), .number(Number(random.number(1000))),
        .string("\(random.number(8))"),
      ]
      #expect(Self.rows(index, point) == Self.scanned(rows, point))
    }
  }

  @Test func aTableWithoutRowsOrTestsIsSearchedToo() {
    #expect(Self.rows(TableIndex([]), []).isEmpty)
    #expect(Self.rows(TableIndex([[.all], [nil], [.all]]), [.null]) == [0, 1, 2])
    #expect(Self.rows(TableIndex([[ValueSet?]](repeating: [.all], count: 64)), [.null]).count == 64)
    #expect(Self.rows(TableIndex([[], []]), []) == [0, 1])
  }

  @Test func theSearchStopsWhenTheBodySaysSo() {
    let index = TableIndex([[ValueSet?]](repeating: [ValueSet(.boolean(true))], count: 100))
    var count = 0
    [Value.boolean(true)].withUnsafeBufferPointer { buffer in
      index.forEachRow(buffer) { _ in
        count += 1
        return count < 3
      }
    }
    #expect(count == 3)
  }
}
