import FEEL
import KetenSource

/// Makes programs of the elements of a model and of those it imports.
struct ModelCompiler {
  private let model: DecisionModel
  /// How much the analysis of decision tables looks at; nil for none.
  private let tableBudget: Int?
  private(set) var nodes: [CompiledModel.Node] = []
  private(set) var nodesByReference: [ElementReference: Int] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private var states: [State] = []
  /// The type under which others know a node.
  private(set) var types: [ValueType] = []
  /// The constraints whose findings were reported, by their place.
  private var checked: Set<String> = []

  private enum State { case waiting, open, done }

  init(_ model: DecisionModel, analysing budget: Int?) { (self.model, tableBudget) = (model, budget) }

  mutating func run() {
    var models = [model]
    models += model.nearestFirst.map(\.model)
    for model in models { add(model) }
    states = nodes.map { _ in .waiting }
    types = nodes.map { _ in .any }
    for index in nodes.indices { compile(index) }
  }

  private mutating func add(_ model: DecisionModel) {
    let kinds: [(ElementReference.Kind, [any ModelElement])] = [
      (.input, model.inputs), (.decision, model.decisions), (.knowledge, model.knowledge), (.service, model.services),
    ]
    for (kind, elements) in kinds {
      for (index, element) in elements.enumerated() {
        let reference = ElementReference(namespace: model.namespace, kind: kind, index: index)
        nodesByReference[reference] = nodes.count
        nodes.append(CompiledModel.Node(reference: reference, element: element, file: model.file, type: .any))
      }
    }
  }

  private func index(_ requirement: Requirement) -> Int? { requirement.element.flatMap { nodesByReference[$0] } }

  /// Compiles a node after those it requires, whose types it needs.
  ///
  /// The way to the node at hand is a list of its own, so that a long chain of elements takes no deep recursion.
  private mutating func compile(_ index: Int) {
    var way = [index]
    while let next = way.last {
      switch states[next] {
      case .waiting:
        states[next] = .open
        way += required(by: nodes[next].element).reversed().filter { states[$0] == .waiting }
      case .open:
        compileAlone(next)
        states[next] = .done
        way.removeLast()
      case .done: way.removeLast()
      }
    }
  }

  /// What must be compiled before an element.
  private func required(by element: any ModelElement) -> [Int] {
    let requirements =
      switch element {
      case let decision as Decision: decision.information + decision.knowledge
      case let knowledge as BusinessKnowledgeModel: knowledge.knowledge
      case let service as DecisionService: service.inputs + service.inputDecisions + service.outputs
      default: [Requirement]()
      }
    return requirements.compactMap { index($0) }
  }

  private mutating func compileAlone(_ index: Int) {
    let element = nodes[index].element
    switch element {
    case let input as InputData:
      nodes[index].type = check(input.variable.type)
      types[index] = nodes[index].type.type
    case let decision as Decision: compile(decision, index)
    case let knowledge as BusinessKnowledgeModel: compile(knowledge, index)
    case let service as DecisionService: compile(service, index)
    default: break
    }
  }

  private mutating func compile(_ decision: Decision, _ index: Int) {
    let check = self.check(decision.variable.type)
    nodes[index].type = check
    types[index] = check.type
    let environment = environment(decision.information + decision.knowledge, nodes[index])
    guard var box = decision.expression else { return }
    if box.type == nil, check.type != .any { box.type = check.type }
    let program = program(box, environment, nodes[index].file)
    nodes[index].program = program
    if check.type == .any { types[index] = program.type }
  }

  private mutating func compile(_ knowledge: BusinessKnowledgeModel, _ index: Int) {
    nodes[index].parameters = knowledge.parameters.map { self.check($0.type) }
    let environment = environment(knowledge.knowledge, nodes[index])
    guard var box = knowledge.function else { return }
    // The variable's type is that of the function or, in older models, of its result.
    let check: TypeCheck
    if case .function(_, let result)? = knowledge.variable.type?.shape {
      check = self.check(result)
    } else {
      check = self.check(knowledge.variable.type)
    }
    nodes[index].type = check
    if case .function(let parameters, var body) = box.form, body.type == nil, check.type != .any {
      body.type = check.type
      box.form = .function(parameters, body)
    }
    box.type = nil
    let program = program(box, environment, nodes[index].file)
    nodes[index].program = program
    types[index] = program.type
  }

  private mutating func compile(_ service: DecisionService, _ index: Int) {
    // The inputs come before the decisions, each in their order.
    let inputs = (service.inputs + service.inputDecisions).compactMap { self.index($0) }
    let outputs = service.outputs.compactMap { self.index($0) }
    nodes[index].service = CompiledModel.Service(inputs: inputs, outputs: outputs)
    nodes[index].parameters = inputs.map { nodes[$0].type }
    let declared = service.variable.type
    if case .function(_, let result)? = declared?.shape {
      nodes[index].type = check(result)
    } else {
      nodes[index].type = check(declared)
    }
    var result = nodes[index].type.type
    if result == .any, outputs.count == 1 { result = types[outputs[0]] }
    if result == .any, outputs.count > 1 {
      result = .context(outputs.map { ValueType.Field(nodes[$0].element.variable.name.text, types[$0]) })
    }
    types[index] = .function(inputs.map { types[$0] }, result)
  }

  private mutating func program(_ box: BoxedExpression, _ environment: Environment, _ file: SourceFile) -> Program {
    let (program, findings) = FEEL.compile(box, in: environment, file: file, analysing: tableBudget)
    diagnostics += findings
    return program
  }

  // MARK: Names

  /// The names that an element may use: what it requires, the types of its model, and the clock.
  private mutating func environment(_ requirements: [Requirement], _ node: CompiledModel.Node) -> Environment {
    var result = Environment()
    if let model = model.model(namespace: node.reference.namespace) { declareTypes(of: model, &result) }
    for requirement in requirements {
      guard let index = index(requirement) else { continue }
      let name = nodes[index].element.variable.name.text
      result.declare(requirement.path + [name], type: types[index], slot: index)
    }
    result.declare(clock: nodes.count)
    return result
  }

  /// The types of a model, and those of every model that it imports under the shortest way there.
  private func declareTypes(of model: DecisionModel, _ environment: inout Environment) {
    // The nearest come last, and so take the place of others of that name.
    for other in model.nearestFirst.reversed() {
      let prefix = other.path.map { $0 + "." }.joined()
      for item in other.model.itemDefinitions {
        environment.declare(type: prefix + item.name.text, as: item.definition.type)
      }
    }
    for item in model.itemDefinitions { environment.declare(type: item.name.text, as: item.definition.type) }
  }

  // MARK: Types

  private mutating func check(_ definition: TypeDefinition?) -> TypeCheck {
    guard let definition else { return .any }
    var result = TypeCheck(type: definition.type, name: definition.name)
    guard definition.isConstrained else { return result }
    result.constraints = definition.constraints.map { text in
      let (program, findings) = FEEL.compile(tests: text, of: definition.type, in: Environment(), slot: 0)
      if checked.insert("\(text.file.path):\(text.range.start)").inserted { diagnostics += findings }
      return program
    }
    switch definition.shape {
    case .simple, .function: break
    case .list(let inner): result.shape = .list(check(inner))
    case .context(let fields):
      result.shape = .context(fields.map { (name: $0.name.text, type: check($0.type)) })
    }
    return result
  }
}
