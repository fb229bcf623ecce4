import FEEL
import KetenSource

extension CompiledModel {
  /// A decision, service or knowledge as a function; one that reads the clock takes it as its last argument.
  ///
  /// - Parameters:
  ///   - name: The name of the element.
  ///   - clock: What that last parameter is called.
  /// - Returns: The function; nil when the model has none of that name.
  public func function(_ name: String, clock: String) -> FunctionValue? {
    guard let plain = function(name), readsClock(name) else { return function(name) }
    let parameters = plain.parameters + [.init(clock, .dateTime)]
    return FunctionValue(parameters: parameters, result: plain.result) { arguments, call in
      guard case .dateTime(let now)? = arguments.last else { return .null }
      return self.function(name, now: now)?.call(Array(arguments.dropLast()), &call) ?? .null
    }
  }

  /// Whether an element, or what it rests on, asks `now()` or `today()`.
  private func readsClock(_ name: String) -> Bool {
    guard let start = model.element(named: name).flatMap({ nodesByReference[$0] }) else { return false }
    var found: Set<Int> = []
    var open = [start]
    while let next = open.popLast() {
      guard next < nodes.count else { return true }
      guard found.insert(next).inserted else { continue }
      open += (nodes[next].program?.slots ?? []) + (nodes[next].service?.outputs ?? [])
    }
    return false
  }

  /// The values that a decision can have, null last; nil when they are not known.
  ///
  /// They are known of a decision table whose outputs are constants, in a model that was analysed.
  package func outcomes(_ name: String) -> [Value]? {
    guard let reference = model.element(named: name), reference.kind == .decision,
      let index = nodesByReference[reference], let known = nodes[index].program?.outcomes
    else { return nil }
    var result: [Value] = []
    for value in known {
      let value = value.converted(to: nodes[index].type.type) ?? .null
      let isFine = nodes[index].type.violation(value) == nil
      if isFine, !value.isNull, !result.contains(value) { result.append(value) }
      if !isFine || value.isNull { result.append(.null) }
    }
    let values = result.filter { !$0.isNull }
    return values.count == result.count ? values : values + [.null]
  }
}
