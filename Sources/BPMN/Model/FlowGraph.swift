import KetenXML

/// The processes, sub-processes and choreographies of a model with their nodes and flows, as tables that refer to each
/// other by index.
package struct FlowGraph: Sendable {
  /// What holds nodes and flows.
  package struct Scope: Sendable {
    package let element: ElementPlace
    package let type: ElementType
    /// The scope around it; nil for a process or choreography.
    package let parent: Int?
    package fileprivate(set) var nodes: [Int] = []
    package fileprivate(set) var flows: [Int] = []
    /// Whether a flow leads nowhere, so that what nothing leads to may be what was meant.
    fileprivate(set) var hasOpenTarget = false
    /// Whether a flow comes from nowhere.
    fileprivate(set) var hasOpenSource = false
  }

  /// An event, activity or gateway.
  package struct Node: Sendable {
    package let element: ElementPlace
    package let type: ElementType
    package let scope: Int
    /// The flows that lead to it, in order.
    package fileprivate(set) var incoming: [Int] = []
    /// The flows that leave it, in order.
    package fileprivate(set) var outgoing: [Int] = []
  }

  /// A sequence flow; an end is nil when nothing is there.
  package struct Flow: Sendable {
    package let element: ElementPlace
    package let scope: Int
    package let source: Int?
    package let target: Int?
    package let hasCondition: Bool
  }

  package private(set) var scopes: [Scope] = []
  package private(set) var nodes: [Node] = []
  package private(set) var flows: [Flow] = []
  private var scopeIndices: [ElementPlace: Int] = [:]
  private var nodeIndices: [ElementPlace: Int] = [:]

  init(_ files: [BPMNFile]) {
    for file in files.indices { addScopesAndNodes(of: files[file], file) }
    for file in files.indices { addFlows(of: files[file], file) }
  }

  /// The scope that an element is.
  package func scope(of element: BPMNElement) -> Int? { scopeIndices[element.place] }
  /// The node that an element is.
  package func node(of element: BPMNElement) -> Int? { nodeIndices[element.place] }

  private mutating func addScopesAndNodes(of file: BPMNFile, _ number: Int) {
    for (index, type) in file.types.enumerated() {
      guard let type else { continue }
      let place = ElementPlace(file: number, index: index)
      let parent = file.tree.elements[index].parent
      let outer = parent < 0 ? nil : scopeIndices[ElementPlace(file: number, index: Int(parent))]
      if type.isA(.flowNode), let outer {
        nodeIndices[place] = nodes.count
        scopes[outer].nodes.append(nodes.count)
        nodes.append(Node(element: place, type: type, scope: outer))
      }
      if type.isA(anyOf: [.process, .subProcess, .choreography, .subChoreography]) {
        scopeIndices[place] = scopes.count
        scopes.append(Scope(element: place, type: type, parent: outer))
      }
    }
  }

  private mutating func addFlows(of file: BPMNFile, _ number: Int) {
    for (index, type) in file.types.enumerated() where type == .sequenceFlow {
      let xml = XMLElement(tree: file.tree, index: index)
      guard let parent = xml.parent,
        let scope = scopeIndices[ElementPlace(file: number, index: parent.index)]
      else { continue }
      let flow = Flow(
        element: ElementPlace(file: number, index: index), scope: scope,
        source: end(xml.attribute("sourceRef"), file, number), target: end(xml.attribute("targetRef"), file, number),
        hasCondition: xml.children.contains { $0.local == "conditionExpression" })
      if let source = flow.source { nodes[source].outgoing.append(flows.count) }
      if let target = flow.target { nodes[target].incoming.append(flows.count) }
      if flow.target == nil { scopes[scope].hasOpenTarget = true }
      if flow.source == nil { scopes[scope].hasOpenSource = true }
      scopes[scope].flows.append(flows.count)
      flows.append(flow)
    }
  }

  /// A flow stays in its file, so that its ends are plain ids (BPMN 2.0.2 §15.3.2).
  private func end(_ attribute: XMLAttribute?, _ file: BPMNFile, _ number: Int) -> Int? {
    attribute.flatMap { file.elementsByID[localName($0.value)] }
      .flatMap { nodeIndices[ElementPlace(file: number, index: $0)] }
  }
}

/// A name without its prefix.
func localName(_ name: String) -> String {
  name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
}
