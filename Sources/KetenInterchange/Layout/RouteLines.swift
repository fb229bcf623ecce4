/// The columns of a layered graph, and its lines in the channels between them.
///
/// A line runs in its row through a column and changes rows in a channel, each on a track of its own there; what leaves
/// one shape, or leads to one, shares a track. So no line runs through a shape.
struct LineRouting {
  /// Room beside the tracks of a channel, and between them.
  private static let margin = 20
  private static let trackWidth = 12

  private let graph: LayerGraph
  /// The height of each node's line, in the container.
  private let lines: [Int]
  /// The label of each route, by its edge.
  private let labels: [Int: (width: Int, height: Int)]
  private var channels: [Channel]
  private(set) var columnMiddles: [Int] = []
  /// Where the last channel ends.
  private(set) var width = 0
  private let left: Int

  private struct Channel {
    var left = 0
    var width = 0
    /// The right end of its tracks.
    var tracksEnd = 0
    var groups: [Group] = []
    /// The group of the change from one node to another.
    var groupOf: [Pair: Int] = [:]
    var labelWidth = 0
  }

  private struct Pair: Hashable {
    let from: Int
    let to: Int
  }

  private struct Group {
    var sources: Set<Int> = []
    var targets: Set<Int> = []
    var track = 0
    var top: Int { (sources.union(targets)).min() ?? 0 }
    var bottom: Int { (sources.union(targets)).max() ?? 0 }
    /// First those that turn round at the left, then those down, those up, and those that turn at the right.
    var rank: Int {
      if targets.isEmpty { return 0 }
      if sources.isEmpty { return 3 }
      return (targets.max() ?? 0) > (sources.max() ?? 0) ? 1 : 2
    }
  }

  init(_ graph: LayerGraph, lines: [Int], labels: [Int: (width: Int, height: Int)], left: Int) {
    self.left = left
    self.graph = graph
    self.lines = lines
    self.labels = labels
    channels = Array(repeating: Channel(), count: graph.layers.count + 1)
    gatherChanges()
    for index in channels.indices { assignTracks(index) }
    placeColumns()
  }

  // MARK: Channels

  private mutating func gatherChanges() {
    var changes: [Int: [Pair]] = [:]
    for route in graph.routes {
      if let label = labels[route.edge], !route.isBack, route.chain.count > 1 {
        let channel = graph.nodes[route.chain[1]].layer
        channels[channel].labelWidth = max(channels[channel].labelWidth, label.width + 8)
      }
      for (from, to) in zip(route.chain, route.chain.dropFirst()) where lines[from] != lines[to] {
        changes[graph.nodes[to].layer, default: []].append(Pair(from: from, to: to))
      }
      guard route.isBack, let left = route.chain.first, let right = route.chain.last else { continue }
      addTurn(in: graph.nodes[left].layer, left, route.to, isRight: false)
      if !route.isFromBorder { addTurn(in: graph.nodes[right].layer + 1, route.from, right, isRight: true) }
    }
    for (channel, pairs) in changes.sorted(by: { $0.key < $1.key }) { addGroups(of: pairs, to: channel) }
  }

  private mutating func addTurn(in channel: Int, _ from: Int, _ to: Int, isRight: Bool) {
    let ends: Set = [lines[from], lines[to]]
    channels[channel].groupOf[Pair(from: from, to: to)] = channels[channel].groups.count
    channels[channel].groups.append(Group(sources: isRight ? ends : [], targets: isRight ? [] : ends))
  }

  private mutating func addGroups(of pairs: [Pair], to channel: Int) {
    var leaving: [Int: Int] = [:]
    var arriving: [Int: Int] = [:]
    for pair in pairs {
      leaving[pair.from, default: 0] += 1
      arriving[pair.to, default: 0] += 1
    }
    var bySource: [Int: Int] = [:]
    var byTarget: [Int: Int] = [:]
    for pair in pairs where channels[channel].groupOf[pair] == nil {
      var number = channels[channel].groups.count
      if leaving[pair.from] ?? 0 > 1 {
        number = bySource[pair.from] ?? number
        bySource[pair.from] = number
      } else if arriving[pair.to] ?? 0 > 1 {
        number = byTarget[pair.to] ?? number
        byTarget[pair.to] = number
      }
      if number == channels[channel].groups.count { channels[channel].groups.append(Group()) }
      channels[channel].groups[number].sources.insert(lines[pair.from])
      channels[channel].groups[number].targets.insert(lines[pair.to])
      channels[channel].groupOf[pair] = number
    }
  }

  /// Of the changes down the lowest begins leftmost, of those up the highest, so that they do not cross.
  ///
  /// What leaves a row stands left of what comes to it, so that no two lines lie on one another.
  private mutating func assignTracks(_ channel: Int) {
    let groups = channels[channel].groups
    let wanted = groups.indices.sorted { left, right in
      func key(_ index: Int) -> (Int, Int, Int) {
        let group = groups[index]
        let start = group.sources.max() ?? group.top
        return (group.rank, group.rank == 1 ? -start : start, index)
      }
      return key(left) < key(right)
    }
    func mustPrecede(_ left: Int, _ right: Int) -> Bool {
      left != right && !groups[left].sources.isDisjoint(with: groups[right].targets)
    }
    var left = wanted
    var placed: [Int] = []
    while !left.isEmpty {
      let next = left.firstIndex { candidate in !left.contains { mustPrecede($0, candidate) } } ?? 0
      let group = left.remove(at: next)
      let behind = placed.filter { other in
        mustPrecede(other, group)
          || groups[other].top <= groups[group].bottom && groups[group].top <= groups[other].bottom
      }
      channels[channel].groups[group].track = (behind.map { channels[channel].groups[$0].track }.max() ?? -1) + 1
      placed.append(group)
    }
  }

  private mutating func placeColumns() {
    var x = left
    for index in channels.indices {
      let tracks = (channels[index].groups.map(\.track).max() ?? -1) + 1
      let isOuter = index == 0 || index == channels.count - 1
      channels[index].left = x
      channels[index].tracksEnd = x + Self.margin + max(0, tracks - 1) * Self.trackWidth
      channels[index].width =
        isOuter && tracks == 0
        ? 0 : max(50, 2 * Self.margin + max(0, tracks - 1) * Self.trackWidth + channels[index].labelWidth)
      x += channels[index].width
      guard index < graph.layers.count else { break }
      let half = graph.layers[index].map { graph.nodes[$0].halfWidth }.max() ?? 0
      columnMiddles.append(x + half)
      x += 2 * half
    }
    width = x
  }

  private func trackX(_ channel: Int, _ from: Int, _ to: Int) -> Int? {
    channels[channel].groupOf[Pair(from: from, to: to)].map {
      channels[channel].left + Self.margin + channels[channel].groups[$0].track * Self.trackWidth
    }
  }

  // MARK: Lines

  /// The corners of a line, from where it leaves its shape to where it meets the other.
  ///
  /// - Parameters:
  ///   - start: The point on the border of the shape, or of the event on its border, where it begins.
  ///   - end: The point on the border of the shape where it ends.
  func corners(of route: LayerGraph.Route, from start: Point, to end: Point) -> [Point] {
    var points = [start]
    func change(_ channel: Int, _ from: Int, _ to: Int, isBack: Bool) {
      guard let x = trackX(channel, from, to) else { return }
      points.append(Point(x, lines[isBack ? to : from]))
      points.append(Point(x, lines[isBack ? from : to]))
    }
    if route.isBack {
      guard let right = route.chain.last, let left = route.chain.first else { return [] }
      if route.isFromBorder {
        points.append(Point(start.x, lines[right]))
      } else {
        change(graph.nodes[right].layer + 1, route.from, right, isBack: false)
      }
      for (from, to) in zip(route.chain, route.chain.dropFirst()).reversed() {
        change(graph.nodes[to].layer, from, to, isBack: true)
      }
      change(graph.nodes[left].layer, left, route.to, isBack: false)
    } else {
      if route.isFromBorder, let first = route.chain.first { points.append(Point(start.x, lines[first])) }
      for (from, to) in zip(route.chain, route.chain.dropFirst()) {
        change(graph.nodes[to].layer, from, to, isBack: false)
      }
    }
    points.append(end)
    return withoutNeedless(points)
  }

  /// Where the label of a line stands: above its row, right of the tracks of the first channel.
  func labelPlace(of route: LayerGraph.Route) -> Rect? {
    guard let label = labels[route.edge] else { return nil }
    if route.isBack, let right = route.chain.last {
      let x = columnMiddles[graph.nodes[right].layer] - label.width / 2
      return Rect(x, lines[right] - label.height - 2, label.width, label.height)
    }
    guard route.chain.count > 1 else { return nil }
    let next = route.chain[1]
    let channel = channels[graph.nodes[next].layer]
    return Rect(channel.tracksEnd + 6, lines[next] - label.height - 2, label.width, label.height)
  }
}

/// The corners without those in which a line does not bend.
func withoutNeedless(_ points: [Point]) -> [Point] {
  var result: [Point] = []
  for point in points where point != result.last {
    if let last = result.last, let before = result.dropLast().last {
      let isStraight = before.x == last.x && last.x == point.x || before.y == last.y && last.y == point.y
      if isStraight { result.removeLast() }
    }
    result.append(point)
  }
  return result
}
