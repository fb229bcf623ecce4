import KetenSource

/// How many cases there are, and how many of them pass.
struct Tally: Equatable {
  var passed = 0
  var total = 0

  static func += (left: inout Tally, right: Tally) {
    left.passed += right.passed
    left.total += right.total
  }

  var text: String { "\(passed) of \(total)" }
}

/// A case that fails.
struct Failure {
  let name: String
  let expected: String
  let actual: String
}

/// What came of the cases of a group.
struct GroupResult {
  /// The name of the group; the part before the first `/` is its level.
  let name: String
  /// What kind of cases these are, where a suite counts kinds apart, as `values`.
  let kind: String
  var tally = Tally()
  var failures: [Failure] = []

  init(_ name: String, kind: String) {
    self.name = name
    self.kind = kind
  }

  /// Counts a case; one that passes has no failure.
  mutating func add(_ failure: Failure?) {
    tally += Tally(passed: failure == nil ? 1 : 0, total: 1)
    if let failure { failures.append(failure) }
  }
}

/// What came of a suite.
struct SuiteResult {
  let name: String
  let groups: [GroupResult]

  var tally: Tally { groups.reduce(into: Tally()) { $0 += $1.tally } }

  /// A row of the report: a group and a kind of cases, or a sum of them.
  private struct Row {
    let name: String
    let kind: String
    var tally = Tally()
  }

  /// The rows of the groups, then the sums of each level and of the suite, by kind.
  private var rows: (groups: [Row], sums: [Row]) {
    var sums: [Row] = []
    func add(_ name: String, _ group: GroupResult) {
      let index = sums.firstIndex { $0.name == name && $0.kind == group.kind }
      if index == nil { sums.append(Row(name: name, kind: group.kind)) }
      sums[index ?? sums.count - 1].tally += group.tally
    }
    for group in groups { add(String(group.name.prefix { $0 != "/" }), group) }
    for group in groups { add("all", group) }
    return (groups.map { Row(name: $0.name, kind: $0.kind, tally: $0.tally) }, sums)
  }

  /// A line for each group and kind, then the sums, then the whole.
  var table: String {
    let (groups, sums) = rows
    let lines = (groups + sums).map { ("\($0.name) \($0.kind)", $0.tally.text) } + [("all", tally.text)]
    let width = lines.map(\.0.count).max() ?? 0
    return "\(name)\n"
      + lines.map { "  \($0.0)\(String(repeating: " ", count: width - $0.0.count + 2))\($0.1)\n" }.joined() + "\n"
  }

  /// The same, each as JSON on a line, without the sums of levels; the whole is the group `all`.
  var jsonLines: String {
    let all = rows.sums.filter { $0.name == "all" }
    return (rows.groups + all + [Row(name: "all", kind: "", tally: tally)]).map { row in
      JSONValue.members([
        "suite": .string(name), "group": .string(row.name), "kind": row.kind.isEmpty ? nil : .string(row.kind),
        "passed": .integer(row.tally.passed), "total": .integer(row.tally.total),
      ]).compact() + "\n"
    }.joined()
  }

  /// Each case that fails, by name.
  var failuresText: String {
    groups.flatMap(\.failures).map {
      "\($0.name)\n  expected: \($0.expected)\n  actual:   \($0.actual)\n"
    }.joined()
  }
}
