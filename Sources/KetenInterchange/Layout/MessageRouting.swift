/// Lines between pools: straight up or down where nothing stands in the way, else round what does.
struct MessageRouting {
  private static let clearance = 10

  private let diagram: Diagram
  private let layout: DiagramLayout
  /// The shapes that a line should go round.
  private let obstacles: [Rect]
  /// The heights and ranges of the parts that are taken, so that two lines do not lie on one another.
  private var taken: [Int: [(Int, Int)]] = [:]

  init(_ diagram: Diagram, _ layout: DiagramLayout) {
    self.diagram = diagram
    self.layout = layout
    obstacles = diagram.shapes.indices.filter {
      [.task, .event, .gateway, .data].contains(diagram.shapes[$0].kind)
    }.map { layout.bounds[$0] }
  }

  mutating func route(from: Int, to: Int) -> [Point] {
    if [.party, .pool].contains(diagram.shapes[from].kind) { return Array(route(of: to, to: from).reversed()) }
    return route(of: from, to: to)
  }

  /// From a shape to a pool, which is above or below it.
  private mutating func route(of shape: Int, to pool: Int) -> [Point] {
    let (bounds, band) = (layout.bounds[shape], layout.bounds[pool])
    let isUp = band.y < bounds.y
    let isOnBorder = diagram.shapes[shape].host != nil
    var points: [Point] = []
    var x = bounds.middle.x
    var y = isUp ? bounds.y : bounds.bottom
    if isOnBorder {
      // It leaves below, beside the flow that leaves there, and goes round its host to go up.
      x = bounds.middle.x - 10
      y = bounds.middle.y + 15
    }
    points.append(Point(x, y))
    if isOnBorder, isUp, let host = diagram.shapes[shape].host {
      y = bounds.bottom + 6
      points.append(Point(x, y))
      x = freeColumn(near: layout.bounds[host].x - Self.clearance, from: y, to: band.bottom, step: -6)
      points.append(Point(x, y))
    }
    let goal = isUp ? band.bottom : band.y
    for _ in 0..<40 {
      guard let block = firstObstacle(x, from: y, to: goal, except: bounds) else { break }
      y = isUp ? block.bottom + Self.clearance : block.y - Self.clearance
      points.append(Point(x, y))
      let (left, right) = (block.x - Self.clearance, block.right + Self.clearance)
      let isLeft = abs(left - x) <= abs(right - x)
      x = freeColumn(near: isLeft ? left : right, from: y, to: goal, step: isLeft ? -6 : 6)
      points.append(Point(x, y))
    }
    taken[x, default: []].append((min(y, goal), max(y, goal)))
    points.append(Point(x, goal))
    return withoutNeedless(points)
  }

  /// The nearest column that no other message flow has taken there.
  private func freeColumn(near x: Int, from y: Int, to goal: Int, step: Int) -> Int {
    var column = x
    let (top, bottom) = (min(y, goal), max(y, goal))
    for _ in 0..<10 {
      let isTaken = (column - 3...column + 3).contains { near in
        taken[near]?.contains { $0.0 < bottom && top < $0.1 } ?? false
      }
      if !isTaken { return column }
      column += step
    }
    return x
  }

  /// The first shape that a vertical line meets on its way.
  private func firstObstacle(_ x: Int, from y: Int, to goal: Int, except own: Rect) -> Rect? {
    let isUp = goal < y
    let met = obstacles.filter { rect in
      rect != own && rect.x - 4 < x && x < rect.right + 4
        && (isUp ? rect.y < y && rect.bottom > goal && rect.y < own.y : rect.bottom > y && rect.y < goal)
    }.filter { isUp ? $0.bottom <= y : $0.y >= y }
    return isUp ? met.max { $0.bottom < $1.bottom } : met.min { $0.y < $1.y }
  }
}
