/// The content of a shape, with places from its own top left corner.
struct ContainerLayout {
  var width = 0
  var height = 0
  var bounds: [Int: Rect] = [:]
  var labels: [Int: Rect] = [:]
  var waypoints: [Int: [Point]] = [:]
  var edgeLabels: [Int: Rect] = [:]
  /// The tops of the bands, and where the last ends.
  var bandEdges: [Int] = []
  /// The height at which the first course begins.
  var line: Int?
}

extension DiagramEngine {
  /// Lays out what stands directly in a shape, whose own contents have been laid out.
  func layOut(container: Int, bands: Int) -> ContainerLayout {
    let members = children[container].filter { diagram.shapes[$0].host == nil }
    let links = linksByContainer[container] ?? []
    let parts = components(of: members, links: links)
    var graphs: [(graph: LayerGraph, rows: RowPlacement)] = []
    var single: [Int] = []
    for part in parts {
      if part.links.isEmpty {
        single += part.members
        continue
      }
      var graph = layerGraph(of: part.members, links: part.links)
      graph.orderLayers()
      graphs.append((graph, RowPlacement(graph, bands: bands)))
    }
    let widest = graphs.map { $0.graph.widthEstimate }.max() ?? 0
    let grid = pack(single, bands: bands, width: bands > 1 ? 0 : widest)
    var result = ContainerLayout()
    let tops = stack(graphs.map(\.rows.bandHeights) + [grid.heights], bands: bands, &result)
    for (number, entry) in graphs.enumerated() {
      let lines = entry.graph.nodes.indices.map { entry.rows.lines[$0] + tops[number][entry.graph.nodes[$0].band] }
      add(entry.graph, lines: lines, from: bands > 1 ? nextLeft(result) : 0, to: &result)
    }
    let left = bands > 1 ? nextLeft(result) : 0
    for (shape, rect) in grid.places {
      place(shape, at: rect.moved(by: Point(left, tops[graphs.count][diagram.shapes[shape].band])), in: &result)
    }
    if !single.isEmpty { result.width = max(result.width, left + grid.width) }
    return result
  }

  private func nextLeft(_ result: ContainerLayout) -> Int { result.width > 0 ? result.width + 50 : 0 }

  /// Where each course begins in each band.
  ///
  /// Courses stand below one another; where there are lanes beside one another, since a line from lane to lane must not
  /// run through what stands between.
  private func stack(_ heights: [[Int]], bands: Int, _ result: inout ContainerLayout) -> [[Int]] {
    var tops: [[Int]] = Array(repeating: [], count: heights.count)
    result.bandEdges = [0]
    for band in 0..<max(1, bands) {
      var y = result.bandEdges[band]
      if bands > 1 {
        for number in heights.indices { tops[number].append(y + 20) }
        y += max(120, (heights.map { $0[band] }.max() ?? 0) + 40)
      } else {
        for number in heights.indices {
          if y > 0, heights[number][band] > 0 { y += 24 }
          tops[number].append(y)
          y += heights[number][band]
        }
      }
      result.bandEdges.append(y)
    }
    result.height = result.bandEdges.last ?? 0
    return tops
  }

  // MARK: Courses

  /// The shapes that hang together, in the order of their first ones.
  private func components(
    of members: [Int], links: [LayerGraph.Link]
  ) -> [(members: [Int], links: [LayerGraph.Link])] {
    var leader = Dictionary(members.map { ($0, $0) }, uniquingKeysWith: { first, _ in first })
    func find(_ shape: Int) -> Int {
      var current = shape
      while let next = leader[current], next != current { current = next }
      return current
    }
    for link in links {
      let (left, right) = (find(link.from), find(link.to))
      leader[max(left, right)] = min(left, right)
    }
    var numbers: [Int: Int] = [:]
    var result: [(members: [Int], links: [LayerGraph.Link])] = []
    for member in members {
      let name = find(member)
      if numbers[name] == nil {
        numbers[name] = result.count
        result.append(([], []))
      }
      if let number = numbers[name] { result[number].members.append(member) }
    }
    for link in links { if let number = numbers[find(link.from)] { result[number].links.append(link) } }
    return result
  }

  private func layerGraph(of members: [Int], links: [LayerGraph.Link]) -> LayerGraph {
    var numbers: [Int: Int] = [:]
    let nodes = members.map { shape in
      numbers[shape] = numbers.count
      return node(for: shape)
    }
    let local = links.compactMap { link -> LayerGraph.Link? in
      guard let from = numbers[link.from], let to = numbers[link.to] else { return nil }
      var result = link
      (result.from, result.to) = (from, to)
      return result
    }
    return LayerGraph(nodes: nodes, links: local)
  }

  /// How much room a shape takes around the line on which it is aligned, with its label and what sits on its border.
  private func node(for shape: Int) -> LayerGraph.Node {
    let (size, line) = (sizes[shape], lineHeights[shape])
    let label = labelSize(of: shape)
    var node = LayerGraph.Node(shape: shape)
    node.band = diagram.shapes[shape].band
    (node.above, node.below) = (line + 15, size.height - line + 15)
    node.halfWidth = (size.width + 1) / 2
    if label.height > 0 {
      if diagram.shapes[shape].kind == .gateway { node.above += label.height } else { node.below += label.height }
      node.halfWidth = max(node.halfWidth, (label.width + 1) / 2 + 4)
    }
    let events = borderEvents(of: shape)
    if !events.isEmpty { node.below += 10 }
    for (event, x) in events {
      let text = LabelSize.of(diagram.shapes[event].label)
      node.halfWidth = max(node.halfWidth, x - size.width / 2 + text.width + 10)
      if !hasLine(event) { node.below = max(node.below, size.height - line + 18 + text.height + 12) }
    }
    return node
  }

  private func add(_ graph: LayerGraph, lines: [Int], from left: Int, to result: inout ContainerLayout) {
    let texts = Dictionary(
      graph.routes.compactMap { route -> (Int, (width: Int, height: Int))? in
        let size = LabelSize.of(diagram.edges[route.edge].label, width: 80)
        return size.height > 0 ? (route.edge, size) : nil
      }, uniquingKeysWith: { first, _ in first })
    let routing = LineRouting(graph, lines: lines, labels: texts, left: left)
    for (number, node) in graph.nodes.enumerated() {
      guard let shape = node.shape else { continue }
      let size = sizes[shape]
      let x = routing.columnMiddles[node.layer] - size.width / 2
      place(shape, at: Rect(x, lines[number] - lineHeights[shape], size.width, size.height), in: &result)
    }
    var taken: [Rect] = []
    for route in graph.routes {
      let edge = diagram.edges[route.edge]
      guard let from = result.bounds[edge.from], let to = result.bounds[edge.to] else { continue }
      let start =
        route.isFromBorder ? Point(from.middle.x, from.bottom) : Point(from.right, lines[route.from])
      result.waypoints[route.edge] = routing.corners(of: route, from: start, to: Point(to.x, lines[route.to]))
      if route.isFromBorder, let first = route.isBack ? route.chain.last : route.chain.first {
        let text = LabelSize.of(diagram.shapes[edge.from].label)
        if text.height > 0, result.labels[edge.from] == nil {
          result.labels[edge.from] = Rect(
            from.middle.x + 4, lines[first] - text.height - 2, text.width, text.height)
        }
      }
      if var label = routing.labelPlace(of: route) {
        while let other = taken.first(where: { $0.overlaps(label) }) { label.y = other.y - label.height }
        taken.append(label)
        result.edgeLabels[route.edge] = label
      }
    }
    if result.line == nil, let first = graph.nodes.indices.first(where: { graph.nodes[$0].shape != nil }) {
      result.line = lines[first]
    }
    result.width = max(result.width, routing.width)
  }

  /// Puts a shape with its label and the events on its border.
  private func place(_ shape: Int, at rect: Rect, in result: inout ContainerLayout) {
    result.bounds[shape] = rect
    let label = labelSize(of: shape)
    if label.height > 0 {
      let isAbove = diagram.shapes[shape].kind == .gateway
      result.labels[shape] = Rect(
        rect.middle.x - label.width / 2, isAbove ? rect.y - label.height - 4 : rect.bottom + 4, label.width,
        label.height)
    }
    for (event, x) in borderEvents(of: shape) {
      let bounds = Rect(rect.x + x - 18, rect.bottom - 18, 36, 36)
      result.bounds[event] = bounds
      let text = LabelSize.of(diagram.shapes[event].label)
      if text.height > 0, !hasLine(event) {
        result.labels[event] = Rect(bounds.middle.x + 4, bounds.bottom + 2, text.width, text.height)
      }
    }
  }

  // MARK: What stands alone

  /// Puts shapes without lines into rows, band by band.
  private func pack(
    _ shapes: [Int], bands: Int, width: Int
  ) -> (places: [(Int, Rect)], heights: [Int], width: Int) {
    var places: [(Int, Rect)] = []
    var heights = Array(repeating: 0, count: max(1, bands))
    var used = 0
    let area = shapes.reduce(0) { $0 + (sizes[$1].width + 50) * (sizes[$1].height + 40) }
    var limit = 1
    while limit * limit < area * 2 { limit += 1 }
    limit = max(limit, width)
    for band in heights.indices {
      var (x, y, row) = (0, 0, 0)
      for shape in shapes where diagram.shapes[shape].band == band {
        let node = node(for: shape)
        if x > 0, x + 2 * node.halfWidth > limit { (x, y, row) = (0, y + row, 0) }
        let top = y + node.above - lineHeights[shape]
        places.append(
          (shape, Rect(x + node.halfWidth - sizes[shape].width / 2, top, sizes[shape].width, sizes[shape].height)))
        x += 2 * node.halfWidth + 30
        row = max(row, node.above + node.below)
        used = max(used, x - 30)
      }
      heights[band] = y + row
    }
    return (places, heights, used)
  }
}

extension LayerGraph {
  /// About how wide it will be.
  var widthEstimate: Int {
    layers.reduce(0) { total, layer in total + 2 * (layer.map { nodes[$0].halfWidth }.max() ?? 0) + 50 }
  }
}
