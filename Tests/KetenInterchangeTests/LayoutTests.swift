import KetenLanguage
import KetenSource
import KetenXML
import Testing

@testable import KetenInterchange

/// What holds of every drawing (BPMN 2.0.2, chapter 12, and what makes one readable).
@Suite struct LayoutTests {
  @Test(arguments: 0..<60) func aRandomDrawingIsSound(seed: Int) {
    var random = RandomDiagram(seed: UInt64(seed))
    let diagram = random.diagram()
    let layout = layOut(diagram)
    #expect(faults(of: layout, diagram) == [])
    #expect(linesThroughShapes(layout, diagram) == [])
  }

  @Test(arguments: SampleChain.all) func theDrawingOfAConstructIsSound(sample: SampleChain) throws {
    let plan = try drawingPlan(sample.text)
    let layout = layOut(plan.diagram)
    #expect(faults(of: layout, plan.diagram) == [])
    #expect(linesThroughShapes(layout, plan.diagram) == [])
  }

  @Test(arguments: [100, 1000]) func aLongCourseIsDrawnSoon(count: Int) {
    var random = RandomDiagram(seed: 3)
    let diagram = random.course(of: count)
    var layout: DiagramLayout?
    let time = ContinuousClock().measure { layout = layOut(diagram) }
    #expect(time < .seconds(60), "laying out \(count) shapes took \(time)")
    print("laying out \(count) shapes took \(time)")
    #expect(layout.map { faults(of: $0, diagram) } == [])
    #expect(layout.map { linesThroughShapes($0, diagram) } == [])
  }

  @Test func theSameDiagramIsDrawnTheSame() {
    var (one, two) = (RandomDiagram(seed: 5), RandomDiagram(seed: 5))
    let (first, second) = (layOut(one.diagram()), layOut(two.diagram()))
    #expect(first.bounds == second.bounds)
    #expect(first.waypoints == second.waypoints)
  }

  @Test func aCourseRunsStraightToTheRight() {
    var diagram = Diagram()
    diagram.shapes = [
      Diagram.Shape(kind: .pool), Diagram.Shape(kind: .event, parent: 0), Diagram.Shape(kind: .task, parent: 0),
      Diagram.Shape(kind: .gateway, parent: 0), Diagram.Shape(kind: .event, parent: 0),
    ]
    diagram.edges = (1...3).map { Diagram.Edge(from: $0, to: $0 + 1, line: .flow) }
    let layout = layOut(diagram)
    #expect(Set(layout.bounds[1...4].map(\.middle.y)).count == 1)
    #expect(layout.bounds[1...4].map(\.x) == layout.bounds[1...4].map(\.x).sorted())
    #expect(layout.waypoints.allSatisfy { $0.count == 2 })
    #expect(layout.bounds[2].width == 100 && layout.bounds[2].height == 80)
    #expect(layout.bounds[1].width == 36 && layout.bounds[3].width == 50)
  }

  @Test func whatLeavesABorderGoesBelow() {
    var diagram = Diagram()
    diagram.shapes = [
      Diagram.Shape(kind: .pool), Diagram.Shape(kind: .task, parent: 0), Diagram.Shape(kind: .task, parent: 0),
      Diagram.Shape(kind: .task, parent: 0), Diagram.Shape(kind: .event, label: "Te laat", parent: 0, host: 1),
    ]
    diagram.edges = [Diagram.Edge(from: 1, to: 2, line: .flow), Diagram.Edge(from: 4, to: 3, line: .flow)]
    let layout = layOut(diagram)
    #expect(layout.bounds[4].middle.y == layout.bounds[1].bottom)
    #expect(layout.bounds[3].y > layout.bounds[1].bottom)
    #expect(layout.bounds[2].middle.y == layout.bounds[1].middle.y)
  }
}

func drawingPlan(_ text: String) throws -> DrawingPlan {
  let tree = try #require(readXML(SourceFile(path: "a.chain.xml", text: text)).tree?.root)
  var export = BPMNExport(canonical(tree.markup))
  _ = export.definitions()
  return export.drawing
}

// MARK: What must hold

/// What is wrong with a layout, in words.
func faults(of layout: DiagramLayout, _ diagram: Diagram) -> [String] {
  var result: [String] = []
  for (number, shape) in diagram.shapes.enumerated() {
    let bounds = layout.bounds[number]
    if let host = shape.host {
      if abs(bounds.middle.y - layout.bounds[host].bottom) > 1 || bounds.x < layout.bounds[host].x
        || bounds.right > layout.bounds[host].right
      {
        result.append("\(number) is not on the lower edge of \(host)")
      }
    } else if let parent = shape.parent, !layout.bounds[parent].contains(bounds) {
      result.append("\(number) is not in \(parent)")
    }
    if let parent = shape.parent, let bands = layout.bands[parent], !bands.isEmpty, shape.host == nil,
      !bands[shape.band].contains(bounds)
    {
      result.append("\(number) is not in its lane")
    }
    for other in 0..<number where layout.bounds[other].overlaps(bounds) && mayNotOverlap(number, other, diagram) {
      result.append("\(number) overlaps \(other)")
    }
  }
  for (number, edge) in diagram.edges.enumerated() where edge.line != .order {
    let points = layout.waypoints[number]
    guard let first = points.first, let last = points.last, points.count > 1 else {
      result.append("line \(number) is not drawn")
      continue
    }
    if !isOnBorder(first, edge.from, layout, diagram) { result.append("line \(number) does not begin at its shape") }
    if !isOnBorder(last, edge.to, layout, diagram) { result.append("line \(number) does not end at its shape") }
    for (from, to) in zip(points, points.dropFirst()) where from.x != to.x && from.y != to.y {
      result.append("line \(number) is not made of right angles")
    }
  }
  return result
}

private func mayNotOverlap(_ left: Int, _ right: Int, _ diagram: Diagram) -> Bool {
  func isInside(_ shape: Int, _ other: Int) -> Bool {
    var current = diagram.shapes[shape].parent
    while let parent = current {
      if parent == other { return true }
      current = diagram.shapes[parent].parent
    }
    return false
  }
  let (one, two) = (diagram.shapes[left], diagram.shapes[right])
  if one.host == right || two.host == left { return false }
  // An event on a border stands over what is inside its host, at most by half.
  return !isInside(left, right) && !isInside(right, left)
}

private func isOnBorder(_ point: Point, _ shape: Int, _ layout: DiagramLayout, _ diagram: Diagram) -> Bool {
  let bounds = layout.bounds[shape]
  if diagram.shapes[shape].kind == .event {
    let (x, y) = (point.x - bounds.middle.x, point.y - bounds.middle.y)
    return (17 * 17...19 * 19).contains(x * x + y * y)
  }
  let isOnSide = (point.x == bounds.x || point.x == bounds.right) && (bounds.y...bounds.bottom).contains(point.y)
  let isOnTop = (point.y == bounds.y || point.y == bounds.bottom) && (bounds.x...bounds.right).contains(point.x)
  return isOnSide || isOnTop
}

/// Which flows and associations, or messages, run through a shape that holds nothing.
func linesThroughShapes(_ layout: DiagramLayout, _ diagram: Diagram, messages: Bool = false) -> [String] {
  var result: [String] = []
  for (number, edge) in diagram.edges.enumerated() where messages == (edge.line == .message) {
    for (from, to) in zip(layout.waypoints[number], layout.waypoints[number].dropFirst()) {
      let line = Rect(min(from.x, to.x), min(from.y, to.y), abs(from.x - to.x), abs(from.y - to.y))
      for (other, shape) in diagram.shapes.enumerated()
      where [.task, .event, .gateway, .data].contains(shape.kind) && other != edge.from && other != edge.to {
        let bounds = layout.bounds[other]
        let inner = Rect(bounds.x + 1, bounds.y + 1, bounds.width - 2, bounds.height - 2)
        if line.x <= inner.right, inner.x <= line.right, line.y <= inner.bottom, inner.y <= line.bottom,
          shape.host != edge.from, diagram.shapes[edge.from].host != other
        {
          result.append(
            "line \(number) from \(edge.from) to \(edge.to) runs through \(other) at \(bounds): \(layout.waypoints[number])"
          )
        }
      }
    }
  }
  return result
}
