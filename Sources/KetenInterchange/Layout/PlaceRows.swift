/// Gives every node of a layered graph its row, so that courses are straight (after Brandes and Köpf, 2001).
///
/// Nodes of neighbouring layers are aligned into blocks: first the parts of long lines, then each node with what its
/// first line leads to, never across one another. A block then stands as high as those above it allow.
struct RowPlacement {
  private let graph: LayerGraph
  /// The block of each node, named by its leftmost node.
  private var block: [Int]
  private var isAlignedLeft: [Bool]
  private var isAlignedRight: [Bool]
  /// The height of the line that each node is aligned on, from the top of its band.
  private(set) var lines: [Int]
  /// How high each band is.
  private(set) var bandHeights: [Int]

  init(_ graph: LayerGraph, bands: Int) {
    self.graph = graph
    block = Array(graph.nodes.indices)
    isAlignedLeft = Array(repeating: false, count: graph.nodes.count)
    isAlignedRight = isAlignedLeft
    lines = Array(repeating: 0, count: graph.nodes.count)
    bandHeights = Array(repeating: 0, count: max(1, bands))
    align()
    place()
  }

  // MARK: Blocks

  private mutating func align() {
    var places = Array(repeating: 0, count: graph.nodes.count)
    for layer in graph.layers { for (place, node) in layer.enumerated() { places[node] = place } }
    for layer in graph.layers {
      var candidates: [(rank: Int, from: Int, to: Int)] = []
      for node in layer {
        for (number, next) in graph.nodes[node].after.enumerated() {
          candidates.append((rank(node, number, next), node, next))
        }
      }
      candidates.sort { ($0.rank, places[$0.from], places[$0.to]) < ($1.rank, places[$1.from], places[$1.to]) }
      var accepted: [(Int, Int)] = []
      for (_, from, to) in candidates where !isAlignedRight[from] && !isAlignedLeft[to] {
        guard graph.nodes[from].band == graph.nodes[to].band else { continue }
        let pair = (places[from], places[to])
        if accepted.contains(where: { ($0.0 < pair.0) != ($0.1 < pair.1) }) { continue }
        accepted.append(pair)
        (isAlignedRight[from], isAlignedLeft[to]) = (true, true)
        block[to] = block[from]
      }
    }
  }

  private func rank(_ from: Int, _ number: Int, _ to: Int) -> Int {
    let isLine = graph.nodes[from].shape == nil
    if isLine, graph.nodes[to].shape == nil { return 0 }
    return number == 0 && !isLine ? 1 : 2
  }

  // MARK: Heights

  private mutating func place() {
    var members: [[Int]] = Array(repeating: [], count: graph.nodes.count)
    for node in graph.nodes.indices { members[block[node]].append(node) }
    var upper: [Int?] = Array(repeating: nil, count: graph.nodes.count)
    var lower = upper
    for layer in graph.layers {
      for (above, below) in zip(layer, layer.dropFirst()) where graph.nodes[above].band == graph.nodes[below].band {
        upper[below] = above
        lower[above] = below
      }
    }
    let order = topDown(members, lower)
    for name in order {
      let line =
        members[name].map { node in upper[node].map { lines[$0] + gap($0, node) } ?? graph.nodes[node].above }
        .max() ?? 0
      for node in members[name] { lines[node] = line }
    }
    // What hangs lower than it must is left; what could hang nearer to its neighbours is let down to them.
    for name in order.reversed() { letDown(members[name], lower) }
    for node in graph.nodes.indices {
      let band = graph.nodes[node].band
      bandHeights[band] = max(bandHeights[band], lines[node] + graph.nodes[node].below)
    }
  }

  private func gap(_ above: Int, _ below: Int) -> Int { graph.nodes[above].below + graph.nodes[below].above }

  /// The blocks in an order in which each comes after those above it.
  private func topDown(_ members: [[Int]], _ lower: [Int?]) -> [Int] {
    var waiting = Array(repeating: 0, count: members.count)
    for next in lower.compactMap({ $0 }) { waiting[block[next]] += 1 }
    var ready = members.indices.filter { !members[$0].isEmpty && waiting[$0] == 0 }
    var next = 0
    while next < ready.count {
      for node in members[ready[next]] {
        guard let below = lower[node] else { continue }
        waiting[block[below]] -= 1
        if waiting[block[below]] == 0 { ready.append(block[below]) }
      }
      next += 1
    }
    return ready
  }

  private mutating func letDown(_ members: [Int], _ lower: [Int?]) {
    guard let first = members.first else { return }
    let line = lines[first]
    var others: [Int] = []
    for node in members {
      others += (graph.nodes[node].before + graph.nodes[node].after).filter {
        block[$0] != block[node] && graph.nodes[$0].band == graph.nodes[node].band
      }.map { lines[$0] }
    }
    others.sort()
    guard let wanted = others.isEmpty ? nil : others[(others.count - 1) / 2], wanted > line else { return }
    let room = members.compactMap { node in lower[node].map { lines[$0] - gap(node, $0) } }.min() ?? wanted
    let moved = min(wanted, room)
    guard moved > line else { return }
    for node in members { lines[node] = moved }
  }
}
