import KetenSource

extension StyleCheck {
  mutating func checkDrawing(_ elements: [BPMNElement]) {
    let drawing = model.files[0].drawing
    let drawn: [ElementType] = [
      .flowNode, .sequenceFlow, .dataObjectReference, .dataStoreReference, .participant, .lane, .messageFlow,
      .artifact,
    ]
    for element in elements where element.type.isA(anyOf: drawn) {
      guard let id = element.id, !drawing.drawn.contains(id), element.type != .implicitThrowEvent else { continue }
      report(.bpmnNotDrawn, element, "\(element.called) is not in the drawing")
    }
    checkSizes(drawing)
    checkOverlaps(drawing)
  }

  // MARK: Sizes

  private mutating func checkSizes(_ drawing: Drawing) {
    for shape in drawing.shapes {
      guard let bounds = shape.bounds, let element = element(of: shape) else { continue }
      if element.type == .participant, element.attribute("processRef") == nil {
        checkEmptyPool(element, shape, bounds)
      } else if let (width, height) = usualSize(element, shape), bounds.width != width || bounds.height != height {
        report(
          .bpmnSize, element, "\(element.called) is not drawn \(Int(width)) by \(Int(height))", at: element.nameRange)
      }
    }
  }

  /// The size that modelers draw an element in; nil for those that are as large as what is in them.
  private func usualSize(_ element: BPMNElement, _ shape: Drawing.Shape) -> (Double, Double)? {
    switch element.type {
    case .dataObjectReference: return (36, 50)
    case .dataStoreReference: return (50, 50)
    default: break
    }
    if element.type.isA(.event) { return (36, 36) }
    if element.type.isA(.gateway) { return (50, 50) }
    if element.type.isA(.subProcess) { return shape.isExpanded == true ? nil : (100, 80) }
    return element.type.isA(.activity) ? (100, 80) : nil
  }

  /// A pool of which nothing is shown is a band.
  private mutating func checkEmptyPool(_ pool: BPMNElement, _ shape: Drawing.Shape, _ bounds: Drawing.Bounds) {
    let isHorizontal = shape.isHorizontal ?? true
    if (isHorizontal ? bounds.height : bounds.width) == 60 { return }
    report(.bpmnSize, pool, "the empty pool \(pool.called) is not drawn 60 \(isHorizontal ? "high" : "wide")")
  }

  // MARK: Overlaps

  /// At most so many shapes of a process are compared, each with each.
  private static var shapesMax: Int { 2_000 }

  private mutating func checkOverlaps(_ drawing: Drawing) {
    var groups: [BPMNElement: [(element: BPMNElement, bounds: Drawing.Bounds)]] = [:]
    for shape in drawing.shapes {
      guard let bounds = shape.bounds, let element = element(of: shape),
        element.type.isA(anyOf: [.flowNode, .dataObjectReference, .dataStoreReference, .participant]),
        let parent = element.parent
      else { continue }
      groups[parent, default: []].append((element, bounds))
    }
    for parent in groups.keys.sorted(by: { $0.index < $1.index }) {
      let shapes = (groups[parent] ?? []).prefix(Self.shapesMax)
      for (index, one) in shapes.enumerated() {
        for other in shapes.dropFirst(index + 1) where one.bounds.overlaps(other.bounds) {
          if isAttached(one.element, to: other.element) || isAttached(other.element, to: one.element) { continue }
          report(
            .bpmnOverlap, other.element, "\(other.element.called) is drawn over \(one.element.called)",
            notes: [one.element.note])
        }
      }
    }
  }

  /// Whether an event is on the boundary of an activity, or two are on that of the same.
  private func isAttached(_ event: BPMNElement, to other: BPMNElement) -> Bool {
    guard event.type == .boundaryEvent, let host = event.target("attachedToRef") else { return false }
    return host == other || other.type == .boundaryEvent && other.target("attachedToRef") == host
  }

  private func element(of shape: Drawing.Shape) -> BPMNElement? {
    model.files[0].elementsByID[shape.element].flatMap { model.element(ElementPlace(file: 0, index: $0)) }
  }
}
