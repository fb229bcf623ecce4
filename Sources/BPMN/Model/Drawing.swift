import KetenSource
import KetenXML

/// What a file says of how it is drawn (BPMN 2.0.2 chapter 12), as far as anything here asks.
package struct Drawing: Sendable {
  /// The drawing of an element that is no line.
  package struct Shape: Sendable {
    /// The id of what it draws.
    package let element: String
    /// In the units of the diagram; nil when the bounds are not there or no numbers.
    package let bounds: Bounds?
    package let isExpanded: Bool?
    package let isHorizontal: Bool?
    /// Where the shape is named.
    package let range: SourceRange
    /// Where the bounds are named.
    package let boundsRange: SourceRange
    /// Which diagram of the file it is in.
    package let diagram: Int
  }

  /// A box, from its upper left corner.
  package struct Bounds: Sendable, Equatable {
    package let x: Double
    package let y: Double
    package let width: Double
    package let height: Double

    /// Whether two boxes have more in common than an edge.
    package func overlaps(_ other: Bounds) -> Bool {
      x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
    }

    /// Whether another box lies wholly in this one.
    package func contains(_ other: Bounds) -> Bool {
      other.x >= x && other.y >= y && other.x + other.width <= x + width && other.y + other.height <= y + height
    }
  }

  package private(set) var diagrams = 0
  package private(set) var shapes: [Shape] = []
  /// The ids of all that is drawn.
  package private(set) var drawn: Set<String> = []

  init(_ tree: SyntaxTree) {
    for index in tree.elements.indices {
      let element = XMLElement(tree: tree, index: index)
      guard element.name.namespace == Vocabulary.drawingNamespace else { continue }
      switch element.local {
      case "BPMNDiagram": diagrams += 1
      case "BPMNShape", "BPMNEdge", "BPMNPlane":
        guard let id = element.attribute("bpmnElement").map({ localName($0.value) }) else { continue }
        if element.local != "BPMNPlane" { drawn.insert(id) }
        if element.local == "BPMNShape" { shapes.append(shape(element, id)) }
      default: break
      }
    }
  }

  private func shape(_ element: XMLElement, _ id: String) -> Shape {
    let bounds = element.children.first { $0.local == "Bounds" }
    func number(_ name: String) -> Double? {
      bounds?.attribute(name).flatMap { Double($0.value) }.flatMap { $0.isFinite ? $0 : nil }
    }
    func flag(_ name: String) -> Bool? { element.attribute(name).map { $0.value == "true" || $0.value == "1" } }
    var box: Bounds?
    if let x = number("x"), let y = number("y"), let width = number("width"), let height = number("height") {
      box = Bounds(x: x, y: y, width: width, height: height)
    }
    return Shape(
      element: id, bounds: box, isExpanded: flag("isExpanded"), isHorizontal: flag("isHorizontal"),
      range: element.nameRange, boundsRange: bounds?.nameRange ?? element.nameRange, diagram: diagrams)
  }
}
