import FEEL
import KetenMachine

/// A random DCR graph, as sets and as the text of a chain.
struct RandomGraph {
  private(set) var nodes: [PlainGraph.Node] = []
  private(set) var relations: [PlainGraph.Relation] = []
  private(set) var pending: Set<Int> = []
  private(set) var excluded: Set<Int> = []
  private var random: SplitMix

  init(_ random: inout SplitMix) {
    self.random = random
    let groups = self.random.below(5)
    for number in 0..<groups {
      let parent = number > 0 && self.random.chance(2) ? self.random.below(number) : nil
      nodes.append(
        PlainGraph.Node(name: "g\(number)", kind: self.random.chance(2) ? .nesting : .subProcess, parent: parent))
    }
    for number in 0..<2 + self.random.below(9) {
      let parent = groups > 0 && !self.random.chance(3) ? self.random.below(groups) : nil
      let isOnce = self.random.chance(5)
      if self.random.chance(5) { pending.insert(nodes.count) }
      if self.random.chance(6) { excluded.insert(nodes.count) }
      nodes.append(PlainGraph.Node(name: "e\(number)", kind: .step, parent: parent, isOnce: isOnce))
    }
    for _ in 0..<self.random.below(2 * nodes.count) { addRelation() }
    random = self.random
  }

  private mutating func addRelation() {
    let kind = RelationKind.allCases[random.below(RelationKind.allCases.count)]
    var relation = PlainGraph.Relation(kind: kind, from: random.below(nodes.count), to: random.below(nodes.count))
    // What is not supported is refused: taking a sub-process out of play or into it.
    let family = nodes.indices.filter { $0 == relation.to || isInside($0, relation.to) }
    if kind == .include || kind == .exclude, family.contains(where: { nodes[$0].kind == .subProcess }) { return }
    if kind == .condition || kind == .response, random.chance(2) {
      relation.hours = 1 + random.below(6)
      relation.renews = kind == .response && random.chance(2)
      // A deadline is found by what it joins: no two join the same.
      if kind == .response {
        let ends = Set(pairs(relation))
        if relations.contains(where: { $0.kind == .response && $0.hours != nil && !ends.isDisjoint(with: pairs($0)) }) {
          return
        }
      }
    }
    relations.append(relation)
  }

  private func pairs(_ relation: PlainGraph.Relation) -> [[Int]] {
    PlainGraph(nodes, [relation], pending: [], included: [], at: Moment(milliseconds: 0)).relations.map {
      [$0.from, $0.to]
    }
  }

  private func isInside(_ node: Int, _ outer: Int) -> Bool {
    nodes[node].parent.map { $0 == outer || isInside($0, outer) } ?? false
  }

  func graph(at now: Moment) -> PlainGraph {
    PlainGraph(
      nodes, relations, pending: pending, included: Set(nodes.indices).subtracting(excluded), at: now)
  }

  var text: String {
    """
    <chain xmlns="urn:keten:chain:1" id="proef" version="1.0.0">
    <network><client id="inwoner"/><partner id="gemeente" directs="true"/></network>
    <path id="pad" driver="inwoner">
    \(text(in: nil))
    \(relations.map(text).joined(separator: "\n"))
    </path>
    </chain>
    """
  }

  private func text(in parent: Int?) -> String {
    nodes.indices.filter { nodes[$0].parent == parent }.map { number in
      let node = nodes[number]
      guard node.kind == .step else {
        return
          "<group id=\"\(node.name)\"\(node.kind == .subProcess ? " completes=\"true\"" : "")>\(text(in: number))</group>"
      }
      return "<step id=\"\(node.name)\" by=\"inwoner\""
        + (pending.contains(number) ? " required=\"true\"" : "")
        + (excluded.contains(number) ? " included=\"false\"" : "")
        + (node.isOnce ? "" : " repeatable=\"true\"") + "/>"
    }.joined()
  }

  private func text(_ relation: PlainGraph.Relation) -> String {
    let time = relation.hours.map { " \(relation.kind == .condition ? "after" : "within")=\"PT\($0)H\"" } ?? ""
    return "<\(relation.kind.rawValue) from=\"\(nodes[relation.from].name)\" to=\"\(nodes[relation.to].name)\"\(time)"
      + "\(relation.renews ? " renews=\"true\"" : "")/>"
  }
}
