extension LayerGraph {
  /// At most so many times the layers are gone through.
  private static let sweepsMax = 12

  /// Orders the nodes of each layer so that few lines cross.
  ///
  /// Each goes to the middle of its neighbours in the layer beside it, to and fro, then neighbours change places where
  /// that helps. The best order that was seen stays.
  ///
  /// Nodes of a band stay together, and what is glued to a node stays right under it.
  mutating func orderLayers() {
    for layer in layers.indices { layers[layer] = sortedByBand(layers[layer]) }
    var places = places()
    var best = layers
    var fewest = crossings(places)
    for sweep in 0..<Self.sweepsMax where fewest > 0 {
      let isForward = sweep.isMultiple(of: 2)
      for layer in isForward ? Array(layers.indices) : layers.indices.reversed() {
        arrange(layer, byBefore: isForward, &places)
      }
      exchangeNeighbours(&places)
      let count = crossings(places)
      if count < fewest { (fewest, best) = (count, layers) }
    }
    layers = best
    for layer in layers.indices {
      layers[layer] = layers[layer].flatMap { [$0] + nodes[$0].glued }
    }
  }

  private func sortedByBand(_ layer: [Int]) -> [Int] {
    layer.indices.sorted { (nodes[layer[$0]].band, $0) < (nodes[layer[$1]].band, $1) }.map { layer[$0] }
  }

  /// Where each node stands in its layer.
  private func places() -> [Int] {
    var result = Array(repeating: 0, count: nodes.count)
    for layer in layers.indices { number(layer, &result) }
    return result
  }

  private func number(_ layer: Int, _ places: inout [Int]) {
    var place = 0
    for head in layers[layer] {
      places[head] = place
      place += 1
      for node in nodes[head].glued {
        places[node] = place
        place += 1
      }
    }
  }

  private mutating func arrange(_ layer: Int, byBefore: Bool, _ places: inout [Int]) {
    let heads = layers[layer]
    var wanted: [Int: Double] = [:]
    for (index, head) in heads.enumerated() {
      var neighbours = byBefore ? nodes[head].before : nodes[head].after
      if neighbours.isEmpty, !byBefore { neighbours = nodes[head].glued.flatMap { nodes[$0].after } }
      if !neighbours.isEmpty {
        wanted[head] = Double(neighbours.reduce(0) { $0 + places[$1] }) / Double(neighbours.count)
      } else if let near = nodes[head].near {
        wanted[head] = Double(places[near]) + 0.5
      } else {
        wanted[head] = Double(index)
      }
    }
    layers[layer] = heads.indices.sorted {
      let (left, right) = (heads[$0], heads[$1])
      return (nodes[left].band, wanted[left] ?? 0, $0) < (nodes[right].band, wanted[right] ?? 0, $1)
    }.map { heads[$0] }
    number(layer, &places)
  }

  /// Two neighbours of a band change places when fewer lines then cross.
  private mutating func exchangeNeighbours(_ places: inout [Int]) {
    for layer in layers.indices {
      for index in layers[layer].indices.dropLast() {
        let (upper, lower) = (layers[layer][index], layers[layer][index + 1])
        guard nodes[upper].band == nodes[lower].band else { continue }
        let now = pairCrossings(upper, lower, places)
        guard now > 0, pairCrossings(lower, upper, places) < now else { continue }
        layers[layer].swapAt(index, index + 1)
        number(layer, &places)
      }
    }
  }

  private func pairCrossings(_ upper: Int, _ lower: Int, _ places: [Int]) -> Int {
    func count(_ above: [Int], _ below: [Int]) -> Int {
      above.reduce(0) { total, one in total + below.count { places[$0] < places[one] } }
    }
    return count(nodes[upper].before, nodes[lower].before) + count(nodes[upper].after, nodes[lower].after)
  }

  /// How many pairs of lines between neighbouring layers cross.
  private func crossings(_ places: [Int]) -> Int {
    var total = 0
    for layer in layers {
      var ends: [(Int, Int)] = []
      for head in layer {
        for node in [head] + nodes[head].glued {
          ends += nodes[node].after.map { (places[node], places[$0]) }
        }
      }
      ends.sort { $0 < $1 }
      total += inversions(ends.map(\.1))
    }
    return total
  }

  /// How many pairs are in the wrong order, counted with a Fenwick tree.
  private func inversions(_ values: [Int]) -> Int {
    guard let largest = values.max() else { return 0 }
    var tree = Array(repeating: 0, count: largest + 2)
    var total = 0
    for (seen, value) in values.enumerated() {
      var index = value + 1
      var smallerOrEqual = 0
      while index > 0 {
        smallerOrEqual += tree[index]
        index -= index & -index
      }
      total += seen - smallerOrEqual
      index = value + 1
      while index < tree.count {
        tree[index] += 1
        index += index & -index
      }
    }
    return total
  }
}
