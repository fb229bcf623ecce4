import KetenSource

/// Finds what breaks the rules of the standard, beyond what its XML Schema says.
///
/// The rules are in the files beside this one, by subject. One fault gives one finding: a rule says nothing where another
/// has said what is wrong.
struct ConstraintCheck {
  let model: BPMNModel
  private(set) var diagnostics: [Diagnostic] = []
  /// The participants whose process is known, by the process.
  private(set) var pools: [BPMNElement: BPMNElement] = [:]
  /// What associations connect each element with.
  private(set) var associated: [BPMNElement: [BPMNElement]] = [:]

  init(_ model: BPMNModel) {
    self.model = model
    for file in model.files.indices {
      for element in model.elements(of: file) {
        if element.type == .participant, let process = element.target("processRef"), pools[process] == nil {
          pools[process] = element
        } else if element.type == .association, let source = element.target("sourceRef"),
          let target = element.target("targetRef")
        {
          associated[source, default: []].append(target)
          associated[target, default: []].append(source)
        }
      }
    }
  }

  var graph: FlowGraph { model.graph }

  mutating func checkAll() {
    checkListings()
    for index in graph.flows.indices { check(flow: index) }
    for index in graph.nodes.indices { check(node: index) }
    for index in graph.scopes.indices { check(scope: index) }
    for file in model.files.indices {
      for element in model.elements(of: file) { check(element) }
    }
  }

  private mutating func check(node index: Int) {
    let node = Node(graph.nodes[index], index, model)
    checkDefaultFlow(node)
    if node.element.type.isA(.gateway) { checkGateway(node) }
    if node.element.type.isA(.event) { checkEvent(node) }
    if node.element.type.isA(.activity) { checkActivity(node) }
    if node.element.type.isA(.choreographyActivity) { checkChoreographyActivity(node) }
  }

  private mutating func check(scope index: Int) {
    let scope = graph.scopes[index]
    guard let element = model.element(scope.element) else { return }
    let nodes = scope.nodes.map { Node(graph.nodes[$0], $0, model) }
    if element.type == .adHocSubProcess {
      checkAdHoc(element, nodes)
    } else {
      checkStartAndEnd(element, nodes)
      checkConnected(nodes)
    }
    checkLinks(nodes)
    checkEventSubProcesses(nodes)
  }

  /// Checks what is no node, nor a scope as such.
  private mutating func check(_ element: BPMNElement) {
    switch element.type {
    case .process: checkProcess(element)
    case .ioSpecification: checkSets(element)
    case .ioBinding: checkBinding(element)
    case .dataInput, .dataOutput, .dataObject: checkCollection(element)
    case .dataInputAssociation, .dataOutputAssociation: checkAssociation(element)
    case .collaboration, .globalConversation: checkCollaboration(element)
    case .choreography, .globalChoreographyTask: checkMessageFlows(of: element)
    case .participantMultiplicity: checkMultiplicity(element)
    case .correlationSubscription: checkSubscription(element)
    case .laneSet: checkLanes(element)
    case .scriptTask: checkScript(element, "scriptFormat")
    case .globalScriptTask: checkScript(element, "scriptLanguage")
    default: break
    }
  }

  // MARK: Findings

  mutating func report(
    _ code: DiagnosticCode, at range: SourceRange, of element: BPMNElement, _ message: String,
    notes: [Diagnostic.Note] = []
  ) {
    diagnostics.append(Diagnostic(code, at: range, in: element.source, message, notes: notes))
  }

  /// Reports at the name of an element.
  mutating func report(
    _ code: DiagnosticCode, _ element: BPMNElement, _ message: String, notes: [Diagnostic.Note] = []
  ) {
    report(code, at: element.nameRange, of: element, message, notes: notes)
  }
}

/// A node of the graph with the elements of what it touches.
struct Node {
  let element: BPMNElement
  let index: Int
  let scope: Int
  let incoming: [BPMNElement]
  let outgoing: [BPMNElement]
  /// Whether nothing leads to it, and nothing that is amiss may be meant to.
  let isUnreached: Bool
  /// Whether nothing leaves it, and nothing that is amiss may be meant to.
  let isDeadEnd: Bool

  init(_ node: FlowGraph.Node, _ index: Int, _ model: BPMNModel) {
    guard let element = model.element(node.element) else { preconditionFailure("a node is an element") }
    self.element = element
    self.index = index
    scope = node.scope
    incoming = node.incoming.compactMap { model.element(model.graph.flows[$0].element) }
    outgoing = node.outgoing.compactMap { model.element(model.graph.flows[$0].element) }
    isUnreached = incoming.isEmpty && !model.graph.scopes[scope].hasOpenTarget
    isDeadEnd = outgoing.isEmpty && !model.graph.scopes[scope].hasOpenSource
  }

  var type: ElementType { element.type }
  var isEventSubProcess: Bool { element.isEventSubProcess }
  var isForCompensation: Bool { element.flag("isForCompensation") }

  /// Whether it begins a process by itself when a message comes in (BPMN 2.0.2 §10.3.3, §10.6.6).
  var isInstantiating: Bool {
    (type == .receiveTask || type == .eventBasedGateway) && element.flag("instantiate")
  }
}

extension BPMNElement {
  /// Whether an event inside begins it, and no flow.
  package var isEventSubProcess: Bool { type.isA(.subProcess) && flag("triggeredByEvent") }

  /// Whether the process that it is part of says that it can be run.
  package var isExecutable: Bool {
    let process = type == .process ? self : around(.process)
    return process?.flag("isExecutable") ?? false
  }

  /// The definitions of the triggers or results of an event, its own and those that it refers to.
  package var eventDefinitions: [BPMNElement] {
    children(.eventDefinition) + targets("eventDefinitionRef").filter { $0.type.isA(.eventDefinition) }
  }

  func isTriggered(by type: ElementType) -> Bool { eventDefinitions.contains { $0.type == type } }

  var note: Diagnostic.Note { Diagnostic.Note("\(called) is here", at: nameRange, in: source) }
}
