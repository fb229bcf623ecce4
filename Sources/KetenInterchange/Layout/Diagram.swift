/// What is to be drawn: shapes, some inside others, and lines between them.
///
/// Sizes and places are in pixels.
package struct Diagram: Sendable {
  package enum Kind: Sendable {
    case task, event, gateway, data
    /// A shape that others stand in; sized by its content.
    case box
    /// A dashed line around shapes that stand together.
    case frame
    /// A band over the whole width, with a course in it.
    case pool
    /// A band over the whole width, with nothing in it.
    case party
  }

  package struct Shape: Sendable {
    package var kind: Kind
    package var label: String?
    /// What it stands in; nil for pools and parties.
    package var parent: Int?
    /// Which of the lanes of its pool it stands in, from the top.
    package var band = 0
    /// What it sits on the lower edge of.
    package var host: Int?
    /// Of a party: whether its band stands above the pools.
    package var isAbove = true
    /// Of a pool: its lanes.
    package var bandCount = 0
  }

  package enum Line: Sendable {
    case flow, association, message
    /// Not drawn: the one stands before the other.
    case order
  }

  package struct Edge: Sendable {
    package var from: Int
    package var to: Int
    package var line: Line
    package var label: String?
  }

  package var shapes: [Shape] = []
  package var edges: [Edge] = []

  package init() {}
}

package struct Point: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package init(_ x: Int, _ y: Int) { (self.x, self.y) = (x, y) }
  static func + (left: Point, right: Point) -> Point { Point(left.x + right.x, left.y + right.y) }
}

package struct Rect: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  package init(_ x: Int, _ y: Int, _ width: Int, _ height: Int) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }

  package var right: Int { x + width }
  package var bottom: Int { y + height }
  package var middle: Point { Point(x + width / 2, y + height / 2) }

  func moved(by offset: Point) -> Rect { Rect(x + offset.x, y + offset.y, width, height) }

  /// Whether the two have an inner point in common.
  package func overlaps(_ other: Rect) -> Bool {
    x < other.right && other.x < right && y < other.bottom && other.y < bottom
  }

  package func contains(_ other: Rect) -> Bool {
    x <= other.x && y <= other.y && other.right <= right && other.bottom <= bottom
  }
}

/// Where everything stands.
///
/// Nothing lies left of or above (0, 0).
package struct DiagramLayout: Sendable {
  /// By shape.
  package var bounds: [Rect]
  /// By shape: where its label stands when that is beside it.
  package var labels: [Rect?]
  /// The lanes of each pool, from the top, by shape.
  package var bands: [Int: [Rect]] = [:]
  /// By edge: its corners from its beginning to its end; empty for what is not drawn.
  package var waypoints: [[Point]]
  /// By edge.
  package var edgeLabels: [Rect?]
}

/// How much room a label takes, in an ordinary font of 11 pixels.
enum LabelSize {
  static let line = 14
  private static let character = 6

  /// The width and height of a text that is broken at white space to be no wider than a bound, where words allow.
  static func of(_ text: String?, width bound: Int = 90) -> (width: Int, height: Int) {
    guard let text, !text.isEmpty else { return (0, 0) }
    var (lines, used, widest) = (1, 0, 0)
    for word in text.split(separator: " ") {
      let width = min(word.count, 24) * character
      if used > 0, used + character + width > bound {
        lines += 1
        used = width
      } else {
        used += (used > 0 ? character : 0) + width
      }
      widest = max(widest, used)
    }
    return (widest + 4, lines * line)
  }
}
