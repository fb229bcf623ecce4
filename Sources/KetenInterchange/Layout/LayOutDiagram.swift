/// Lays out a diagram: courses run from left to right, pools and lanes are bands over the whole width.
///
/// The same diagram gives the same layout.
package func layOut(_ diagram: Diagram) -> DiagramLayout {
  var engine = DiagramEngine(diagram)
  return engine.run()
}

/// The state of one layout: what is inside is laid out before what is around it.
struct DiagramEngine {
  /// The strip at the left of a pool and of each of its lanes, in which its name stands.
  static let header = 30
  private static let partyHeight = 60
  private static let poolGap = 50

  let diagram: Diagram
  private(set) var children: [[Int]]
  /// The events on the border of each shape.
  private var hosted: [[Int]]
  private var withLine: Set<Int> = []
  private(set) var sizes: [(width: Int, height: Int)]
  /// From the top of each shape to the line on which it is aligned with others.
  private(set) var lineHeights: [Int]
  private(set) var linksByContainer: [Int: [LayerGraph.Link]] = [:]
  private var contents: [Int: ContainerLayout] = [:]

  init(_ diagram: Diagram) {
    self.diagram = diagram
    children = Array(repeating: [], count: diagram.shapes.count)
    hosted = children
    sizes = diagram.shapes.map { Self.size(of: $0.kind) }
    lineHeights = sizes.map { $0.height / 2 }
    for (number, shape) in diagram.shapes.enumerated() {
      if let host = shape.host {
        hosted[host].append(number)
      } else if let parent = shape.parent {
        children[parent].append(number)
      }
    }
    gatherLinks()
  }

  private static func size(of kind: Diagram.Kind) -> (width: Int, height: Int) {
    switch kind {
    case .task, .box, .frame: (100, 80)
    case .event: (36, 36)
    case .gateway: (50, 50)
    case .data: (36, 50)
    case .pool, .party: (600, partyHeight)
    }
  }

  /// Each line belongs to the innermost shape around both of its ends, and connects what stands directly in that.
  private mutating func gatherLinks() {
    for (number, edge) in diagram.edges.enumerated() where edge.line != .message {
      let event = diagram.shapes[edge.from].host == nil ? nil : edge.from
      let (from, to) = (ancestors(of: diagram.shapes[edge.from].host ?? edge.from), ancestors(of: edge.to))
      guard let around = from.dropFirst().first(where: { to.dropFirst().contains($0) }),
        let start = from.first(where: { diagram.shapes[$0].parent == around }),
        let end = to.first(where: { diagram.shapes[$0].parent == around })
      else { continue }
      let isDirect = start == from.first && end == to.first
      let isDrawn = edge.line != .order && isDirect
      if start == end, !isDrawn { continue }
      if let event, isDrawn { withLine.insert(event) }
      linksByContainer[around, default: []].append(
        LayerGraph.Link(
          edge: number, from: start, to: end, isFromBorder: event != nil, isDrawn: isDrawn,
          labelHeight: max(
            LabelSize.of(edge.label, width: 80).height,
            event.map { LabelSize.of(diagram.shapes[$0].label).height } ?? 0)))
    }
  }

  /// A shape, what it stands in, what that stands in, and so on.
  private func ancestors(of shape: Int) -> [Int] {
    Array(sequence(first: shape) { diagram.shapes[$0].parent })
  }

  // MARK: What is asked while a container is laid out

  /// The events on the border of a shape and where their middles are from its left edge: the first is rightmost.
  func borderEvents(of shape: Int) -> [(event: Int, x: Int)] {
    hosted[shape].enumerated().map { number, event in (event, sizes[shape].width - 28 - 46 * number) }
  }

  func hasLine(_ event: Int) -> Bool { withLine.contains(event) }

  /// The size of the label beside a shape; nothing for one that has its label in it.
  func labelSize(of shape: Int) -> (width: Int, height: Int) {
    switch diagram.shapes[shape].kind {
    case .event, .gateway, .data: LabelSize.of(diagram.shapes[shape].label)
    case .task, .box, .frame, .pool, .party: (0, 0)
    }
  }

  // MARK: From the inside out

  mutating func run() -> DiagramLayout {
    for shape in innermostFirst() { layOutContents(of: shape) }
    var layout = DiagramLayout(
      bounds: Array(repeating: Rect(0, 0, 0, 0), count: diagram.shapes.count),
      labels: Array(repeating: nil, count: diagram.shapes.count),
      waypoints: Array(repeating: [], count: diagram.edges.count),
      edgeLabels: Array(repeating: nil, count: diagram.edges.count))
    stackPools(&layout)
    var messages = MessageRouting(diagram, layout)
    for (number, edge) in diagram.edges.enumerated() where edge.line == .message {
      layout.waypoints[number] = messages.route(from: edge.from, to: edge.to)
    }
    return layout
  }

  /// The shapes, each after what stands in it.
  private func innermostFirst() -> [Int] {
    let depth = diagram.shapes.indices.map { ancestors(of: $0).count }
    return diagram.shapes.indices.sorted { (-depth[$0], $0) < (-depth[$1], $1) }
  }

  private mutating func layOutContents(of shape: Int) {
    // A border has room for what sits on it.
    sizes[shape].width = max(sizes[shape].width, hosted[shape].count > 2 ? 46 * hosted[shape].count + 10 : 0)
    let kind = diagram.shapes[shape].kind
    guard [.box, .frame, .pool].contains(kind), !children[shape].isEmpty else { return }
    let content = layOut(container: shape, bands: diagram.shapes[shape].bandCount)
    let padding = padding(of: shape)
    let size = (content.width + padding.left + padding.right, content.height + padding.top + padding.bottom)
    sizes[shape] = (max(sizes[shape].width, size.0), max(sizes[shape].height, size.1))
    let line = kind == .box ? content.line.map { $0 + padding.top } : nil
    lineHeights[shape] = line ?? sizes[shape].height / 2
    contents[shape] = content
  }

  private func padding(of shape: Int) -> (left: Int, top: Int, right: Int, bottom: Int) {
    switch diagram.shapes[shape].kind {
    case .pool:
      let lanes = diagram.shapes[shape].bandCount
      return (Self.header * (lanes > 0 ? 2 : 1) + 30, lanes > 0 ? 0 : 20, 40, lanes > 0 ? 0 : 20)
    case .box: return (24, 30, 24, hosted[shape].isEmpty ? 16 : 30)
    default: return (16, 26, 16, 16)
    }
  }

  // MARK: From the outside in

  private mutating func stackPools(_ layout: inout DiagramLayout) {
    let tops = diagram.shapes.indices.filter { diagram.shapes[$0].parent == nil && diagram.shapes[$0].host == nil }
    let parties = tops.filter { diagram.shapes[$0].kind == .party }
    let order =
      parties.filter { diagram.shapes[$0].isAbove } + tops.filter { diagram.shapes[$0].kind != .party }
      + parties.filter { !diagram.shapes[$0].isAbove }
    let width = tops.map { sizes[$0].width }.max() ?? 0
    var y = 0
    for shape in order {
      sizes[shape].width = width
      set(shape, at: Rect(0, y, width, sizes[shape].height), &layout)
      y += sizes[shape].height + Self.poolGap
    }
  }

  private func set(_ shape: Int, at rect: Rect, _ layout: inout DiagramLayout) {
    layout.bounds[shape] = rect
    guard let content = contents[shape] else { return }
    let padding = padding(of: shape)
    let origin = Point(rect.x + padding.left, rect.y + padding.top)
    for (child, bounds) in content.bounds { set(child, at: bounds.moved(by: origin), &layout) }
    for (child, label) in content.labels { layout.labels[child] = label.moved(by: origin) }
    for (edge, points) in content.waypoints { layout.waypoints[edge] = points.map { $0 + origin } }
    for (edge, label) in content.edgeLabels { layout.edgeLabels[edge] = label.moved(by: origin) }
    guard diagram.shapes[shape].bandCount > 0 else { return }
    layout.bands[shape] = zip(content.bandEdges, content.bandEdges.dropFirst()).map { top, bottom in
      Rect(rect.x + Self.header, origin.y + top, rect.width - Self.header, bottom - top)
    }
  }
}
