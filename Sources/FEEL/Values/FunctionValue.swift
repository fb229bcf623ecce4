/// A function as a value: a built-in one, one defined by an expression, or one that the host gives.
///
/// Functions have no equality of their own in FEEL: two are the same when they are one and the same value
/// (DMN 1.5 §10.3.2.8).
public final class FunctionValue: Sendable {
  /// The parameters in order.
  public let parameters: [Parameter]
  /// The type of the result.
  public let result: ValueType
  let body: Body

  /// A parameter: arguments are converted to its type, and one that cannot be makes the call null.
  public struct Parameter: Sendable {
    /// The name.
    public let name: String
    /// The type.
    public let type: ValueType

    /// Makes a parameter.
    public init(_ name: String, _ type: ValueType) {
      self.name = name
      self.type = type
    }
  }

  enum Body: Sendable {
    /// The forms of a built-in function.
    case builtIn(String, forms: [Int])
    /// Code with the values it saw where the function was made.
    case code(Code, captures: [Value])
    case host(HostBody)
  }

  /// A function of the host: from arguments in order, already converted, and what goes with the call.
  public typealias HostBody = @Sendable (_ arguments: [Value], _ call: inout Call) -> Value

  /// What goes with a call of a function.
  public struct Call: Sendable {
    /// The reasons of what is null; nil when nobody asks for them.
    public var faults: [Fault]?
    /// What the evaluation that calls may still take.
    package var allowance = Allowance()

    /// Makes a call that has the bounds of a whole evaluation.
    ///
    /// - Parameter explains: Whether the reasons of what is null are asked for.
    public init(explains: Bool = false) { self.init(faults: explains ? [] : nil, allowance: Allowance()) }

    package init(faults: [Fault]?, allowance: Allowance) { (self.faults, self.allowance) = (faults, allowance) }
  }

  init(parameters: [Parameter], result: ValueType, body: Body) {
    self.parameters = parameters
    self.result = result
    self.body = body
  }

  /// Makes a function that the host computes: as a decision service.
  public convenience init(parameters: [Parameter], result: ValueType, _ body: @escaping HostBody) {
    self.init(parameters: parameters, result: result, body: .host(body))
  }

  /// The value for arguments by position, converted to the types of the parameters; null when they do not fit.
  ///
  /// - Parameters:
  ///   - arguments: The arguments.
  ///   - call: What goes with the call: a function of the host hands on what it was called with.
  public func call(_ arguments: [Value], _ call: inout Call) -> Value {
    var frame = Frame(locals: UnsafeMutableBufferPointer(start: nil, count: 0))
    frame.explains = call.faults != nil
    frame.allowance = call.allowance
    let value = (try? apply(arguments, &frame)) ?? .null
    call.faults?.append(contentsOf: frame.faults)
    call.allowance = frame.allowance
    return value
  }

  /// A built-in function by its name; nil where there is none.
  static func builtIn(_ name: String) -> FunctionValue? {
    guard let forms = Functions.byName[name], let first = forms.first else { return nil }
    let function = Functions.all[first]
    return FunctionValue(
      parameters: function.parameters.map { Parameter($0.name, $0.type) }, result: .any,
      body: .builtIn(name, forms: forms))
  }

  /// Its type; of a built-in function, which may have several forms, any function.
  public var type: ValueType {
    if case .builtIn = body { return .anyFunction }
    return .function(parameters.map(\.type), result)
  }
}

extension FunctionValue: Hashable, CustomStringConvertible {
  /// The same value.
  public static func == (left: FunctionValue, right: FunctionValue) -> Bool {
    if case (.builtIn(let a, _), .builtIn(let b, _)) = (left.body, right.body) { return a == b }
    return left === right
  }

  /// Hashes which value it is.
  public func hash(into hasher: inout Hasher) {
    if case .builtIn(let name, _) = body { hasher.combine(name) } else { hasher.combine(ObjectIdentifier(self)) }
  }

  /// Its head: `function(a: number, b: Any)`; the name of a built-in one.
  public var description: String {
    if case .builtIn(let name, _) = body { return name }
    return "function(" + parameters.map { "\($0.name): \($0.type)" }.joined(separator: ", ") + ")"
  }
}
