import FEEL
import KetenSource

/// What a decision or service gave.
public struct Outcome: Sendable {
  /// The value; null where the standard says so, with the reasons in `faults`.
  public let value: Value
  /// Why parts of it, or of what it rests on, are null, the first first; empty when nothing went wrong.
  public let faults: [Fault]
  /// The elements that were determined on the way, in order, each with its value.
  public let steps: [Step]

  /// An element with the value that it was given.
  public struct Step: Sendable {
    /// The name.
    public let name: String
    /// The value.
    public let value: Value
  }
}

extension CompiledModel {
  /// Determines a decision, or asks a decision service or the function of a business knowledge model.
  ///
  /// - Parameters:
  ///   - name: The name of the element in this model.
  ///   - inputs: Values by the names of the inputs. Those of an imported model stand in a context under the import's
  ///     name, or under their plain names. A value under the name of a decision stands in for what it would decide.
  ///   - now: What `now()` gives; nil for null.
  /// - Returns: The outcome; nil when the model has no decision, service or knowledge of that name.
  public func decide(_ name: String, inputs: Context, now: DateTime? = nil) -> Outcome? {
    guard let reference = model.element(named: name), let index = nodesByReference[reference] else { return nil }
    let run = Run(self, now: now)
    if nodes[index].reference.kind == .decision || nodes[index].reference.kind == .input {
      run.fill(inputs, of: model)
      let value = run.value(of: index)
      return Outcome(value: value, faults: run.faults, steps: run.steps)
    }
    let value = run.invoke(index, inputs)
    return Outcome(value: value, faults: run.faults, steps: run.steps)
  }
}

extension CompiledModel {
  /// A decision as a function of the inputs that it rests on; nil when the model has none of that name.
  ///
  /// A decision service is given as it is, and so is the function of a business knowledge model.
  /// The parameters of a decision are named as the inputs, in the order of the model; inputs of imported models stand
  /// after the model's own, under their plain names.
  ///
  /// - Parameters:
  ///   - name: The name of the element.
  ///   - now: What `now()` gives; nil for null.
  public func function(_ name: String, now: DateTime? = nil) -> FunctionValue? {
    guard let reference = model.element(named: name), let index = nodesByReference[reference] else { return nil }
    switch reference.kind {
    case .input: return nil
    case .service: return Run(self, now: now).function(index)
    case .knowledge:
      guard case .function(let function) = Run(self, now: now).value(of: index) else { return nil }
      return function
    case .decision:
      let inputs = inputs(of: index)
      return FunctionValue(
        parameters: inputs.map { .init(nodes[$0].element.variable.name.text, nodes[$0].type.type) },
        result: types[index]
      ) { arguments, call in
        let run = Run(self, now: now, allowance: call.allowance)
        for (input, argument) in zip(inputs, arguments) { run.give(argument, input) }
        let result = run.value(of: index)
        run.finish(&call)
        return result
      }
    }
  }

  /// The inputs that a decision rests on, at once or by way of others.
  private func inputs(of index: Int) -> [Int] {
    var found: Set<Int> = []
    var open = [index]
    while let next = open.popLast() {
      guard found.insert(next).inserted, let decision = nodes[next].element as? Decision else { continue }
      open += decision.information.compactMap { $0.element.flatMap { nodesByReference[$0] } }
    }
    return found.filter { nodes[$0].reference.kind == .input }.sorted()
  }
}

/// One determination: the values so far.
///
/// It is used by one thread at a time, and not kept.
private final class Run {
  private let compiled: CompiledModel
  private var values: [Value]
  /// Which values are determined, and of which what they rest on has been looked for.
  private var isKnown: [Bool]
  private var isBegun: [Bool]
  private(set) var faults: [Fault] = []
  private(set) var steps: [Outcome.Step] = []
  /// What the expression that called may still take; nil when none did, and each decision has the bounds of its own.
  private var allowance: Allowance?

  init(_ compiled: CompiledModel, now: DateTime?, allowance: Allowance? = nil) {
    self.compiled = compiled
    self.allowance = allowance
    values = [Value](repeating: .null, count: compiled.nodes.count + 1)
    isKnown = [Bool](repeating: false, count: compiled.nodes.count)
    isBegun = isKnown
    values[compiled.clockSlot] = now.map { .dateTime($0) } ?? .null
  }

  /// Hands back what is left to the call that this was made for, and the reasons.
  func finish(_ call: inout FunctionValue.Call) {
    call.faults?.append(contentsOf: faults)
    if let allowance { call.allowance = allowance }
  }

  private var now: DateTime? {
    if case .dateTime(let now) = values[compiled.clockSlot] { now } else { nil }
  }

  /// Takes what the caller gave, by name.
  func fill(_ inputs: Context, of model: DecisionModel) {
    for index in compiled.nodes.indices where compiled.nodes[index].reference.namespace == model.namespace {
      let node = compiled.nodes[index]
      guard node.reference.kind == .input || node.reference.kind == .decision, !isKnown[index],
        let value = inputs[node.element.name.text] ?? inputs[node.element.variable.name.text]
      else { continue }
      give(value, index)
    }
    for item in model.imports {
      guard let other = item.model else { continue }
      if case .context(let inner)? = inputs[item.name.text] { fill(inner, of: other) }
      fill(inputs, of: other)
    }
  }

  /// A value from outside, as the type of its element.
  func give(_ value: Value, _ index: Int) {
    values[index] = fitted(value, compiled.nodes[index].type, index)
    isKnown[index] = true
  }

  private func fitted(_ value: Value, _ check: TypeCheck, _ index: Int) -> Value {
    let node = compiled.nodes[index]
    guard let result = value.converted(to: check.type) else {
      note("'\(node.element.name.text)' must be of type '\(check.name)', but this is \(value)", index)
      return .null
    }
    if let violation = check.violation(result) {
      note(violation, index)
      return .null
    }
    return result
  }

  private func note(_ message: String, _ index: Int) {
    let node = compiled.nodes[index]
    faults.append(Fault(message, at: node.element.name.range, in: node.file))
  }

  /// The value of an element, determined once.
  ///
  /// What it rests on comes first, from a list of its own: a model may have more decisions in a row than a stack holds.
  func value(of index: Int) -> Value {
    var open = [index]
    while let next = open.last {
      if isBegun[next] {
        if !isKnown[next] { determine(next) }
        open.removeLast()
      } else {
        isBegun[next] = true
        // What requires itself was reported when the model was read, and has no value.
        let slots = isKnown[next] ? [] : compiled.nodes[next].program?.slots ?? []
        open += slots.reversed().filter { $0 != compiled.clockSlot && !isBegun[$0] }
      }
    }
    return values[index]
  }

  private func determine(_ index: Int) {
    isKnown[index] = true
    let node = compiled.nodes[index]
    switch node.reference.kind {
    case .input: note("'\(node.element.name.text)' was not given", index)
    case .service: values[index] = .function(function(index))
    case .knowledge: values[index] = knowledge(index)
    case .decision:
      let result = evaluate(index)
      values[index] = fitted(result, node.type, index)
      steps.append(Outcome.Step(name: node.element.name.text, value: values[index]))
    }
  }

  private func evaluate(_ index: Int) -> Value {
    guard let program = compiled.nodes[index].program else {
      note("'\(compiled.nodes[index].element.name.text)' has no expression", index)
      return .null
    }
    var call = FunctionValue.Call(explains: true)
    if let allowance { call.allowance = allowance }
    let result = values.withUnsafeBufferPointer { program.evaluate(slots: $0, in: &call) }
    if allowance != nil { allowance = call.allowance }
    faults += call.faults ?? []
    return result
  }

  // MARK: Functions

  /// The function of a business knowledge model, which checks what its types constrain.
  private func knowledge(_ index: Int) -> Value {
    let node = compiled.nodes[index]
    let value = evaluate(index)
    guard case .function(let function) = value else { return value }
    let checks = node.parameters
    guard checks.contains(where: \.isConstrained) || node.type.isConstrained else { return value }
    let (file, place, type) = (node.file, node.element.name.range, node.type)
    return .function(
      FunctionValue(parameters: function.parameters, result: function.result) { arguments, call in
        for (check, argument) in zip(checks, arguments) {
          guard let violation = check.violation(argument) else { continue }
          call.faults?.append(Fault(violation, at: place, in: file))
          return .null
        }
        let result = function.call(arguments, &call)
        guard let violation = type.violation(result) else { return result }
        call.faults?.append(Fault(violation, at: place, in: file))
        return .null
      })
  }

  /// A decision service as a function of its input decisions and inputs (DMN 1.5 §10.4).
  func function(_ index: Int) -> FunctionValue {
    let (compiled, now) = (compiled, now)
    let node = compiled.nodes[index]
    let inputs = node.service?.inputs ?? []
    return FunctionValue(
      parameters: inputs.map { .init(compiled.nodes[$0].element.variable.name.text, compiled.nodes[$0].type.type) },
      result: node.type.type
    ) { arguments, call in
      let run = Run(compiled, now: now, allowance: call.allowance)
      for (input, argument) in zip(inputs, arguments) { run.give(argument, input) }
      let result = run.outputs(index)
      run.finish(&call)
      return result
    }
  }

  /// The outcome of a service: the value of its one output, or a context of several.
  func outputs(_ index: Int) -> Value {
    let outputs = compiled.nodes[index].service?.outputs ?? []
    let values = outputs.map { value(of: $0) }
    let result: Value =
      values.count == 1
      ? values[0]
      : .context(Context(zip(outputs, values).map { (compiled.nodes[$0].element.variable.name.text, $1) }))
    return fitted(result, compiled.nodes[index].type, index)
  }

  /// Asks a service or a function of knowledge with arguments by name.
  func invoke(_ index: Int, _ inputs: Context) -> Value {
    if let service = compiled.nodes[index].service {
      for input in service.inputs {
        let element = compiled.nodes[input].element
        give(inputs[element.name.text] ?? inputs[element.variable.name.text] ?? .null, input)
      }
      return outputs(index)
    }
    guard case .function(let function) = value(of: index) else { return .null }
    var call = FunctionValue.Call(explains: true)
    let value = function.call(function.parameters.map { inputs[$0.name] ?? .null }, &call)
    faults += call.faults ?? []
    return value
  }
}

extension TypeCheck {
  fileprivate var isConstrained: Bool {
    if !constraints.isEmpty { return true }
    switch shape {
    case .simple: return false
    case .list(let element): return element.isConstrained
    case .context(let fields): return fields.contains { $0.type.isConstrained }
    }
  }
}
