import FEEL
import KetenSource

/// A decision model whose decisions, knowledge and services are programs, with those of the models it imports.
///
/// A decision with an error in it decides null, and says why (DMN 1.5 §10.3.2.1): the model can be used all the same.
public final class CompiledModel: Sendable {
  /// The model as it was read.
  public let model: DecisionModel
  /// What is wrong with its expressions and those of the models it imports, in order.
  public let diagnostics: [Diagnostic]
  let nodes: [Node]
  let nodesByReference: [ElementReference: Int]
  /// The type of each node as others know it.
  let types: [ValueType]

  /// An element with its program.
  ///
  /// The value of the element is in the slot of its place in the list of nodes; the clock is in the slot after them.
  struct Node: Sendable {
    let reference: ElementReference
    let element: any ModelElement
    let file: SourceFile
    /// What the element is computed with; nil for inputs and services, and for what has no expression.
    var program: Program?
    /// What its value must be.
    var type: TypeCheck
    /// The types of what a function takes.
    var parameters: [TypeCheck] = []
    /// The nodes of a service.
    var service: Service?
  }

  /// The nodes that a service takes and gives.
  struct Service: Sendable {
    let inputs: [Int]
    let outputs: [Int]
  }

  /// Compiles a model with all that it imports, as it is to be run.
  public convenience init(_ model: DecisionModel) { self.init(model, analysing: nil) }

  /// Compiles a model with all that it imports, as it is to be checked.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - budget: How much the analysis of a decision table looks at, as `tableBudget`; nil to leave it out.
  public init(_ model: DecisionModel, analysing budget: Int?) {
    var compiler = ModelCompiler(model, analysing: budget)
    compiler.run()
    self.model = model
    nodes = compiler.nodes
    nodesByReference = compiler.nodesByReference
    types = compiler.types
    diagnostics = compiler.diagnostics.ordered()
  }

  /// The types of what a caller may give when an element is asked, by name.
  ///
  /// Of a decision service or knowledge these are its parameters. Of a decision they are the inputs and decisions of the
  /// model and of those it imports, and the names of its imports, each for a context of the same of that model.
  public func inputTypes(of name: String) -> [String: ValueType] {
    guard let reference = model.element(named: name), let index = nodesByReference[reference] else { return [:] }
    let node = nodes[index]
    switch reference.kind {
    case .input, .decision:
      var known: [String: [String: ValueType]] = [:]
      return inputTypes(of: model, &known)
    case .service: return (node.service?.inputs ?? []).reduce(into: [:]) { add(nodes[$1], to: &$0) }
    case .knowledge:
      guard case .function(let parameters, _)? = (node.element as? BusinessKnowledgeModel)?.function?.form else {
        return [:]
      }
      return Dictionary(zip(parameters.map(\.name.text), node.parameters.map(\.type))) { first, _ in first }
    }
  }

  private func inputTypes(
    of model: DecisionModel, _ known: inout [String: [String: ValueType]]
  ) -> [String: ValueType] {
    if let types = known[model.namespace] { return types }
    var result: [String: ValueType] = [:]
    for node in nodes where node.reference.namespace == model.namespace {
      if node.reference.kind == .input || node.reference.kind == .decision { add(node, to: &result) }
    }
    for item in model.imports {
      guard let other = item.model else { continue }
      let types = inputTypes(of: other, &known)
      let fields = types.sorted { $0.key < $1.key }.map { ValueType.Field($0.key, $0.value) }
      if !item.name.text.isEmpty { result[item.name.text] = result[item.name.text] ?? .context(fields) }
      result.merge(types) { own, _ in own }
    }
    known[model.namespace] = result
    return result
  }

  private func add(_ node: Node, to types: inout [String: ValueType]) {
    for name in [node.element.name.text, node.element.variable.name.text] {
      types[name] = types[name] ?? node.type.type
    }
  }

  /// The slot of the clock.
  var clockSlot: Int { nodes.count }
}

/// A type as programs check it: conversion, and the constraints on the value and its parts.
struct TypeCheck: Sendable {
  var type = ValueType.any
  var name = "Any"
  /// Conditions on the value, which is in slot 0.
  var constraints: [Program] = []
  indirect enum Shape: Sendable {
    case simple
    case list(TypeCheck)
    case context([(name: String, type: TypeCheck)])
  }
  var shape = Shape.simple

  static let any = TypeCheck()

  /// Why a value of the type does not meet the constraints; nil when it does.
  func violation(_ value: Value) -> String? {
    guard !value.isNull else { return nil }
    for constraint in constraints where !constraint.holds(One(value: value)) {
      return "\(value) is not among the values of '\(name)': \(constraint.text)"
    }
    switch (shape, value) {
    case (.list(let element), .list(let items)): return items.lazy.compactMap { element.violation($0) }.first
    case (.context(let fields), .context(let context)):
      return fields.lazy.compactMap { field in context[field.name].flatMap { field.type.violation($0) } }.first
    default: return nil
    }
  }

  private struct One: SlotReader {
    let value: Value
    func value(slot: Int) -> Value { value }
  }
}
