@testable import KetenInterchange

/// A generator of diagrams from a seed: pools with lanes, boxes in boxes, borders, ways back, what stands alone.
struct RandomDiagram {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  private mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }

  mutating func diagram() -> Diagram {
    var diagram = Diagram()
    diagram.shapes.append(Diagram.Shape(kind: .party, label: "Inwoner"))
    for _ in 0...below(2) {
      var pool = Diagram.Shape(kind: .pool, label: "Gemeente")
      pool.bandCount = below(2) * (2 + below(2))
      diagram.shapes.append(pool)
      fill(diagram.shapes.count - 1, &diagram, depth: 0)
    }
    return diagram
  }

  /// A diagram of so many shapes in one pool.
  mutating func course(of count: Int) -> Diagram {
    var diagram = Diagram()
    diagram.shapes.append(Diagram.Shape(kind: .pool))
    for number in 1...count {
      diagram.shapes.append(
        Diagram.Shape(kind: number % 4 == 0 ? .gateway : .task, label: "Iets doen \(number)", parent: 0))
      if number > 1 { connect(max(1, number - 1 - below(3)), number, &diagram) }
      if number % 4 == 0, number > 8 { connect(number, number - below(8), &diagram) }
    }
    return diagram
  }

  private mutating func fill(_ parent: Int, _ diagram: inout Diagram, depth: Int) {
    let bands = max(1, diagram.shapes[parent].bandCount)
    var members: [Int] = []
    for _ in 0..<1 + below(depth == 0 ? 14 : 6) {
      let kinds: [Diagram.Kind] = [.task, .task, .event, .gateway, .data, depth < 2 ? .box : .task]
      let kind = kinds[below(kinds.count)]
      var shape = Diagram.Shape(kind: kind, label: "Naam van iets", parent: parent, band: below(bands))
      if kind == .gateway, below(2) == 0 { shape.label = nil }
      diagram.shapes.append(shape)
      let number = diagram.shapes.count - 1
      members.append(number)
      if kind == .box { fill(number, &diagram, depth: depth + 1) }
    }
    for number in members where [.task, .box].contains(diagram.shapes[number].kind) {
      for _ in 0..<max(0, below(5) - 1) {
        var event = Diagram.Shape(kind: .event, label: "Te laat", parent: parent, band: diagram.shapes[number].band)
        event.host = number
        diagram.shapes.append(event)
        if below(4) > 0 { connect(diagram.shapes.count - 1, members[below(members.count)], &diagram) }
      }
    }
    for number in members where below(6) > 0 {
      for _ in 0...below(2) { connect(number, members[below(members.count)], &diagram) }
    }
    if let event = members.first(where: { diagram.shapes[$0].kind == .event }) {
      diagram.edges.append(Diagram.Edge(from: 0, to: event, line: .message))
    }
  }

  private mutating func connect(_ from: Int, _ to: Int, _ diagram: inout Diagram) {
    let label = below(3) == 0 ? "Als het mag" : nil
    diagram.edges.append(Diagram.Edge(from: from, to: to, line: .flow, label: label))
  }
}
