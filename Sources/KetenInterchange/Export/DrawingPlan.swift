import KetenXML

/// What is to be drawn of a BPMN file, by the ids of its elements.
struct DrawingPlan {
  enum Kind { case task, event, gateway, data, subProcess, group, pool, party }

  private(set) var diagram = Diagram()
  /// By shape: its element and what it is.
  private var elements: [(id: String, kind: Kind)] = []
  /// By edge: its element; nil for what is not drawn.
  private var lines: [String?] = []
  /// The lanes of each pool.
  private var bands: [Int: [String]] = [:]
  private var numbers: [String: Int] = [:]
  /// Lines to what is not there yet, in order.
  private var waiting: [(from: String, to: String, line: Diagram.Line, id: String?, label: String?)] = []

  @discardableResult
  mutating func add(
    _ kind: Kind, id: String, label: String?, in parent: Int? = nil, band: Int = 0, isAbove: Bool = true
  ) -> Int {
    let number = diagram.shapes.count
    var shape = Diagram.Shape(kind: Self.shape(of: kind), label: label, parent: parent, band: band)
    shape.isAbove = isAbove
    diagram.shapes.append(shape)
    elements.append((id, kind))
    numbers[id] = number
    return number
  }

  private static func shape(of kind: Kind) -> Diagram.Kind {
    switch kind {
    case .task: .task
    case .event: .event
    case .gateway: .gateway
    case .data: .data
    case .subProcess: .box
    case .group: .frame
    case .pool: .pool
    case .party: .party
    }
  }

  mutating func add(boundary id: String, label: String?, on host: String) {
    guard let number = numbers[host] else { return }
    let event = add(.event, id: id, label: label, in: diagram.shapes[number].parent, band: diagram.shapes[number].band)
    diagram.shapes[event].host = number
  }

  mutating func addBand(id: String, label: String, to pool: Int) {
    bands[pool, default: []].append(id)
    diagram.shapes[pool].bandCount += 1
  }

  /// Another name by which a shape is known in lines.
  mutating func alias(_ id: String, to shape: Int) { numbers[id] = shape }

  mutating func connect(_ from: String, _ to: String, as line: Diagram.Line, id: String? = nil, label: String? = nil) {
    waiting.append((from, to, line, id, label))
  }

  // MARK: BPMN DI

  /// The drawing in the words of BPMN DI (BPMN 2.0.2, chapter 12).
  mutating func markup(of plane: String, names: inout FreshNames) -> Markup {
    for line in waiting {
      guard let from = numbers[line.from], let to = numbers[line.to] else { continue }
      diagram.edges.append(Diagram.Edge(from: from, to: to, line: line.line, label: line.label))
      lines.append(line.id)
    }
    waiting = []
    let layout = layOut(diagram)
    var result = Markup("BPMNDiagram", namespace: BPMNNamespace.drawing, ["id": names.fresh("diagram")])
    var plane = Markup(
      "BPMNPlane", namespace: BPMNNamespace.drawing, ["id": names.fresh("plane"), "bpmnElement": plane])
    for number in diagram.shapes.indices {
      plane.append(shape(number, layout, &names))
      for (id, bounds) in zip(bands[number] ?? [], layout.bands[number] ?? []) {
        var lane = Markup(
          "BPMNShape", namespace: BPMNNamespace.drawing,
          ["id": names.fresh("shape-\(id)"), "bpmnElement": id, "isHorizontal": "true"])
        lane.append(Self.markup(of: bounds))
        plane.append(lane)
      }
    }
    for (number, id) in lines.enumerated() {
      guard let id, layout.waypoints[number].count > 1 else { continue }
      var edge = Markup(
        "BPMNEdge", namespace: BPMNNamespace.drawing, ["id": names.fresh("edge-\(id)"), "bpmnElement": id])
      for point in layout.waypoints[number] {
        edge.append(
          Markup("waypoint", namespace: BPMNNamespace.waypoint, ["x": String(point.x), "y": String(point.y)]))
      }
      if let label = layout.edgeLabels[number] { edge.append(Self.label(at: label)) }
      plane.append(edge)
    }
    result.append(plane)
    return result
  }

  private func shape(_ number: Int, _ layout: DiagramLayout, _ names: inout FreshNames) -> Markup {
    let (id, kind) = elements[number]
    var shape = Markup(
      "BPMNShape", namespace: BPMNNamespace.drawing, ["id": names.fresh("shape-\(id)"), "bpmnElement": id])
    switch kind {
    case .pool, .party: shape["isHorizontal"] = "true"
    case .subProcess: shape["isExpanded"] = "true"
    case .gateway: shape["isMarkerVisible"] = "true"
    case .task, .event, .data, .group: break
    }
    shape.append(Self.markup(of: layout.bounds[number]))
    if let label = layout.labels[number] { shape.append(Self.label(at: label)) }
    return shape
  }

  private static func markup(of rect: Rect) -> Markup {
    Markup(
      "Bounds", namespace: BPMNNamespace.bounds,
      [
        "x": String(rect.x), "y": String(rect.y), "width": String(rect.width), "height": String(rect.height),
      ])
  }

  private static func label(at rect: Rect) -> Markup {
    var label = Markup("BPMNLabel", namespace: BPMNNamespace.drawing)
    label.append(markup(of: rect))
    return label
  }
}
