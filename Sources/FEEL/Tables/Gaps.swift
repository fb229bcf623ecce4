/// What no row of a table covers, as a diagram: for each column the pieces, with where they lead in the next.
struct Gaps {
  /// Where a way through the diagram ends.
  private enum End {
    static let covered = 0
    static let gap = 1
  }

  private struct Edge: Hashable {
    var runs: Pieces.Runs
    var target: Int
  }

  private struct Node: Hashable {
    var column: Int
    var edges: [Edge]
  }

  private let box: [Pieces.Runs]
  // The two ends have no edges.
  private var nodes = [Node](repeating: Node(column: 0, edges: []), count: 2)
  private var root = End.covered

  /// Finds what of a box rows do not cover; nil when the budget is spent before that is known.
  init?(_ pieces: Pieces, in box: [Pieces.Runs], by rows: RowSet, _ budget: inout Budget) {
    self.box = box
    let sweep = Sweep(pieces, box, rows: rows)
    var maker = Maker(columns: box.count)
    guard let root = build(0, rows, sweep, &maker, &budget) else { return nil }
    self.root = root
  }

  private struct Maker {
    var made: [[RowSet: Int]]
    var same: [Node: Int] = [:]

    init(columns: Int) { made = [[RowSet: Int]](repeating: [:], count: columns + 1) }
  }

  private mutating func build(
    _ column: Int, _ rows: RowSet, _ sweep: Sweep, _ maker: inout Maker, _ budget: inout Budget
  ) -> Int? {
    if let isCovered = sweep.verdict(column, rows) { return isCovered ? End.covered : End.gap }
    if let node = maker.made[column][rows] { return node }
    guard !budget.isSpent else { return nil }
    if column == box.count - 1 {
      let (covered, open) = sweep.lastParts(rows, &budget)
      let edges = [Edge(runs: open, target: End.gap), Edge(runs: covered, target: End.covered)]
      let node = intern(Node(column: column, edges: edges.filter { !$0.runs.isEmpty }), &maker)
      maker.made[column][rows] = node
      return node
    }
    var edges: [Edge] = []
    var positions: [Int: Int] = [:]
    for part in sweep.parts(column, rows, &budget) {
      guard let target = build(column + 1, part.rows, sweep, &maker, &budget) else { return nil }
      if let position = positions[target] {
        edges[position].runs += part.runs
      } else {
        positions[target] = edges.count
        edges.append(Edge(runs: part.runs, target: target))
      }
    }
    for index in edges.indices { edges[index].runs = edges[index].runs.joined }
    let node = intern(Node(column: column, edges: edges), &maker)
    maker.made[column][rows] = node
    return node
  }

  private mutating func intern(_ node: Node, _ maker: inout Maker) -> Int {
    if node.edges.count == 1, node.edges[0].target <= End.gap { return node.edges[0].target }
    if let index = maker.same[node] { return index }
    nodes.append(node)
    maker.same[node] = nodes.count - 1
    return nodes.count - 1
  }

  /// How far parts are counted that are not shown.
  static let moreMax = 1000

  /// Whether there are none.
  var isEmpty: Bool { root == End.covered }

  /// The largest boxes of what is not covered, at most so many, which together are all of it if there are no more.
  ///
  /// `more` counts parts that lie in none of them, up to `moreMax`.
  func boxes(max limit: Int) -> (boxes: [[Pieces.Runs]], more: Int) {
    var result: [[Pieces.Runs]] = []
    var more = 0
    var path: [Pieces.Runs] = []
    visit(root, &path) { part in
      if result.contains(where: { whole in zip(whole, part).allSatisfy { $0.covers($1) } }) { return true }
      if result.count < limit { result.append(widened(part)) } else { more += 1 }
      return more < Self.moreMax
    }
    return (result, more)
  }

  /// Gives each way to a gap as a box, until the body says no.
  @discardableResult
  private func visit(_ node: Int, _ path: inout [Pieces.Runs], _ body: ([Pieces.Runs]) -> Bool) -> Bool {
    if node == End.covered { return true }
    if node == End.gap { return body(path + box[path.count...]) }
    for edge in nodes[node].edges {
      path.append(edge.runs)
      defer { path.removeLast() }
      guard visit(edge.target, &path, body) else { return false }
    }
    return true
  }

  /// The box with each column as wide as it goes.
  private func widened(_ part: [Pieces.Runs]) -> [Pieces.Runs] {
    var result = part
    for column in result.indices.reversed() {
      var known: [Int: Pieces.Runs] = [:]
      result[column] = free(root, 0, column, result, &known)
    }
    return result
  }

  /// The pieces of a column with which the rest of a box is not covered anywhere.
  private func free(
    _ node: Int, _ depth: Int, _ column: Int, _ part: [Pieces.Runs], _ known: inout [Int: Pieces.Runs]
  ) -> Pieces.Runs {
    if node == End.covered { return [] }
    if node == End.gap { return box[column] }
    if let runs = known[node] { return runs }
    var result: Pieces.Runs = depth == column ? [] : box[column]
    for edge in nodes[node].edges {
      if depth == column {
        var isFree: [Int: Bool] = [:]
        if self.isFree(edge.target, depth + 1, part, &isFree) { result += edge.runs }
      } else if edge.runs.meets(part[depth]) {
        result = result.common(with: free(edge.target, depth + 1, column, part, &known))
      }
    }
    if depth == column { result = result.joined }
    known[node] = result
    return result
  }

  private func isFree(_ node: Int, _ depth: Int, _ part: [Pieces.Runs], _ known: inout [Int: Bool]) -> Bool {
    if node <= End.gap { return node == End.gap }
    if let isFree = known[node] { return isFree }
    let result = nodes[node].edges.allSatisfy { edge in
      !edge.runs.meets(part[depth]) || isFree(edge.target, depth + 1, part, &known)
    }
    known[node] = result
    return result
  }
}
