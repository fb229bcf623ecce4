/// Shapes that hang together, in layers from left to right (Sugiyama, Tagawa and Toda, 1981).
///
/// A line that spans several layers is a chain of nodes without a shape, one a layer, so that it has a row of its own
/// everywhere. A line back is such a chain from the layer where it begins to that where it ends, entered and left by
/// turning round in the channels beside them. A line from an event on a border begins with a node in the layer of its
/// host, right under that.
struct LayerGraph {
  struct Node {
    /// The shape; nil for a part of a line.
    var shape: Int?
    var layer = 0
    var band = 0
    /// Room above and below the line on which it is aligned, and to each side of its middle.
    var above = 12
    var below = 12
    var halfWidth = 0
    /// What must stand right under it, in order.
    var glued: [Int] = []
    var isGlued = false
    /// Neighbours in the layer before and the layer after, in order.
    var before: [Int] = []
    var after: [Int] = []
    /// A node of the same layer that it wants to be near.
    var near: Int?
  }

  /// How a line goes: the nodes that it passes from left to right.
  struct Route {
    var edge: Int
    var from: Int
    var to: Int
    var chain: [Int]
    /// It runs from right to left.
    var isBack = false
    /// It begins at an event on the border of the first node's (or, back, the last node's) host.
    var isFromBorder = false
  }

  /// A line between two shapes of the container.
  struct Link {
    var edge: Int
    var from: Int
    var to: Int
    var isFromBorder: Bool
    var isDrawn: Bool
    var labelHeight: Int
  }

  var nodes: [Node]
  private(set) var routes: [Route] = []
  /// The nodes of each layer, from top to bottom.
  var layers: [[Int]] = []
  private var links: [Link]
  private var isBack: [Bool] = []

  /// Puts the nodes into layers and the lines into chains.
  init(nodes: [Node], links: [Link]) {
    self.nodes = nodes
    self.links = links
    let visit = breakCycles()
    assignLayers()
    makeChains(in: visit)
  }

  // MARK: Cycles

  /// Finds the lines that lead back, by walking from what nothing leads to; gives the links in the order of the walk,
  /// each after the node it leaves was first seen.
  private mutating func breakCycles() -> [Int] {
    var out: [[Int]] = Array(repeating: [], count: nodes.count)
    var entries = Array(repeating: 0, count: nodes.count)
    for (number, link) in links.enumerated() {
      out[link.from].append(number)
      if link.from != link.to { entries[link.to] += 1 }
    }
    // What leaves a shape itself comes before what leaves an event on its border.
    for node in out.indices {
      out[node].sort { (links[$0].isFromBorder ? 1 : 0, $0) < (links[$1].isFromBorder ? 1 : 0, $1) }
    }
    isBack = Array(repeating: false, count: links.count)
    var state = Array(repeating: 0, count: nodes.count)
    var order: [Int] = []
    let starts = nodes.indices.sorted { (entries[$0] == 0 ? 0 : 1, $0) < (entries[$1] == 0 ? 0 : 1, $1) }
    for start in starts where state[start] == 0 {
      var stack = [(node: start, next: 0)]
      state[start] = 1
      while let top = stack.last {
        guard top.next < out[top.node].count else {
          state[top.node] = 2
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let number = out[top.node][top.next]
        order.append(number)
        let target = links[number].to
        if state[target] == 1 { isBack[number] = true }
        if state[target] == 0 {
          state[target] = 1
          stack.append((target, 0))
        }
      }
    }
    return order
  }

  // MARK: Layers

  /// Each node stands as far left as what leads to it allows; what nothing leads to stands next to what it leads to.
  private mutating func assignLayers() {
    var entries = Array(repeating: 0, count: nodes.count)
    var out: [[Int]] = Array(repeating: [], count: nodes.count)
    for (number, link) in links.enumerated() where !isBack[number] {
      entries[link.to] += 1
      out[link.from].append(link.to)
    }
    let isSource = entries.map { $0 == 0 }
    var ready = nodes.indices.filter { entries[$0] == 0 }
    var next = 0
    while next < ready.count {
      let node = ready[next]
      next += 1
      for target in out[node] {
        nodes[target].layer = max(nodes[target].layer, nodes[node].layer + 1)
        entries[target] -= 1
        if entries[target] == 0 { ready.append(target) }
      }
    }
    for node in nodes.indices where isSource[node] {
      if let first = out[node].map({ nodes[$0].layer }).min() { nodes[node].layer = first - 1 }
    }
  }

  // MARK: Chains

  private mutating func makeChains(in visit: [Int]) {
    let count = (nodes.map(\.layer).max() ?? 0) + 1
    layers = Array(repeating: [], count: count)
    var isPlaced = Array(repeating: false, count: nodes.count)
    func place(_ node: Int, _ layers: inout [[Int]]) {
      guard !isPlaced[node] else { return }
      isPlaced[node] = true
      layers[nodes[node].layer].append(node)
    }
    let shapes = nodes.count
    for number in visit {
      place(links[number].from, &layers)
      if links[number].isDrawn {
        isBack[number] ? addBackChain(links[number]) : addChain(links[number])
      } else if nodes[links[number].to].layer == nodes[links[number].from].layer + 1, !isBack[number] {
        join(links[number].from, links[number].to)
      }
      place(links[number].to, &layers)
    }
    for node in 0..<shapes where !isPlaced[node] { place(node, &layers) }
  }

  private mutating func addChain(_ link: Link) {
    var chain = link.isFromBorder ? [part(layer: nodes[link.from].layer, of: link, under: link.from)] : [link.from]
    let last = nodes[link.to].layer
    for layer in (nodes[link.from].layer + 1)..<max(last, nodes[link.from].layer + 1) where layer < last {
      chain.append(part(layer: layer, of: link))
    }
    chain.append(link.to)
    for (from, to) in zip(chain, chain.dropFirst()) { join(from, to) }
    routes.append(
      Route(edge: link.edge, from: link.from, to: link.to, chain: chain, isFromBorder: link.isFromBorder))
  }

  private mutating func addBackChain(_ link: Link) {
    let (first, last) = (nodes[link.to].layer, nodes[link.from].layer)
    var chain: [Int] = []
    for layer in first...max(first, last) {
      let isGlued = link.isFromBorder && layer == last
      chain.append(part(layer: layer, of: link, under: isGlued ? link.from : nil))
    }
    if let left = chain.first, nodes[left].near == nil { nodes[left].near = link.to }
    if let right = chain.last, !link.isFromBorder { nodes[right].near = link.from }
    for (from, to) in zip(chain, chain.dropFirst()) { join(from, to) }
    routes.append(
      Route(
        edge: link.edge, from: link.from, to: link.to, chain: chain, isBack: true, isFromBorder: link.isFromBorder))
  }

  /// A node for a part of a line; a glued one has room for the label of the event it comes from.
  private mutating func part(layer: Int, of link: Link, under host: Int? = nil) -> Int {
    var node = Node()
    node.layer = layer
    node.band = nodes[link.from].band
    // Its label stands where a line begins.
    if host != nil || layer == nodes[link.from].layer || layer == nodes[link.from].layer + 1 {
      node.above += link.labelHeight
    }
    node.isGlued = host != nil
    let number = nodes.count
    nodes.append(node)
    if let host {
      nodes[host].glued.append(number)
    } else {
      layers[layer].append(number)
    }
    return number
  }

  private mutating func join(_ from: Int, _ to: Int) {
    nodes[from].after.append(to)
    nodes[to].before.append(from)
  }
}
