/// A built-in function, in one of its forms (DMN 1.5 §10.3.4).
///
/// A function of several forms stands in the table several times.
struct Function: Sendable {
  let name: String
  let parameters: [Parameter]
  /// Whether the last parameter takes any number of arguments, at least one.
  let isVariadic: Bool
  let result: ResultType
  /// Whether its argument is a literal whose mistakes are to be reported as such.
  let isLiteral: Bool
  let body: @Sendable (Arguments) throws(Fault.Reason) -> Value

  /// The type of the result.
  enum ResultType: Sendable {
    case always(ValueType)
    /// That of the first argument.
    case first
    /// What the one list, or the arguments together, hold.
    case item
    /// A list of what the lists hold.
    case lists
    /// The first list with the type of the last argument added.
    case extended
    /// The duration that the first argument is, if its type tells.
    case duration
  }

  struct Parameter: Sendable {
    let name: String
    let type: ValueType
    let isOptional: Bool

    init(_ name: String, _ type: ValueType, isOptional: Bool = false) {
      self.name = name
      self.type = type
      self.isOptional = isOptional
    }
  }

  init(
    _ name: String, _ parameters: [Parameter], isVariadic: Bool = false, isLiteral: Bool = false, _ result: ResultType,
    _ body: @escaping @Sendable (Arguments) throws(Fault.Reason) -> Value
  ) {
    self.name = name
    self.parameters = parameters
    self.isVariadic = isVariadic
    self.isLiteral = isLiteral
    self.result = result
    self.body = body
  }

  /// How it is called, for messages: `substring(string, start position, [length])`.
  var signature: String {
    let names = parameters.map { $0.isOptional ? "[\($0.name)]" : $0.name }
    return "\(name)(\(names.joined(separator: ", "))\(isVariadic ? ", …" : ""))"
  }

  /// The fewest arguments it takes.
  var countMin: Int { parameters.count { !$0.isOptional } }
}

extension Function {
  /// The type of the result, given those of the arguments.
  func type(of arguments: [ValueType]) -> ValueType {
    let first = arguments.first ?? .any
    switch result {
    case .always(let type): return type
    case .first: return first
    case .item:
      return arguments.count == 1 ? first.element : arguments.reduce(.null) { $0.joined(with: $1) }
    case .lists:
      let lists = isVariadic ? arguments[...] : arguments.prefix(1)
      return .list(lists.reduce(.null) { $0.joined(with: $1.element) })
    case .extended:
      return .list(arguments.dropFirst(parameters.count - 1).reduce(first.element) { $0.joined(with: $1) })
    case .duration:
      return first == .dayTimeDuration || first == .yearMonthDuration ? first : .any
    }
  }
}

/// The arguments of a call, by position.
///
/// One that was left out is null. The readers convert as FEEL does: a list of one is its item, a single value is a list of one.
struct Arguments {
  let values: UnsafeBufferPointer<Value>
  /// What the calling program runs in: for functions that call others.
  let frame: UnsafeMutablePointer<Frame>

  var count: Int { values.count }

  func value(_ index: Int) -> Value { index < values.count ? values[index] : .null }

  func isGiven(_ index: Int) -> Bool { !value(index).isNull }

  /// The argument, or the only item of a list.
  private func single(_ index: Int) throws(Fault.Reason) -> Value {
    let value = value(index)
    if value.isNull { throw .noValue }
    if case .list(let items) = value, items.count == 1 { return items[0] }
    return value
  }

  func number(_ index: Int) throws(Fault.Reason) -> Number {
    guard case .number(let result) = try single(index) else { throw .wrongKind }
    return result
  }

  func int(_ index: Int) throws(Fault.Reason) -> Int {
    guard let result = try number(index).int else { throw .outOfRange }
    return result
  }

  func string(_ index: Int) throws(Fault.Reason) -> String {
    guard case .string(let result) = try single(index) else { throw .wrongKind }
    return result
  }

  func boolean(_ index: Int) throws(Fault.Reason) -> Bool {
    guard case .boolean(let result) = try single(index) else { throw .wrongKind }
    return result
  }

  func context(_ index: Int) throws(Fault.Reason) -> Context {
    guard case .context(let result) = try single(index) else { throw .wrongKind }
    return result
  }

  func function(_ index: Int) throws(Fault.Reason) -> FunctionValue {
    guard case .function(let result) = try single(index) else { throw .wrongKind }
    return result
  }

  /// What a function gives for arguments by position.
  func apply(_ function: FunctionValue, _ values: [Value]) throws(Fault.Reason) -> Value {
    try function.apply(values, &frame.pointee)
  }

  /// Takes some work besides that of going through the arguments.
  func take(_ amount: Int) throws(Fault.Reason) {
    guard frame.pointee.allowance.take(amount) else { throw .tooMuch }
  }

  /// Refuses values of too many items, for functions that look at all of them.
  func weigh(_ values: some Sequence<Value>) throws(Fault.Reason) { try frame.pointee.allowance.weigh(values) }

  /// The value as it is, but not null.
  func some(_ index: Int) throws(Fault.Reason) -> Value {
    let value = value(index)
    if value.isNull { throw .noValue }
    return value
  }

  /// A list; a single value is a list of one.
  func list(_ index: Int) throws(Fault.Reason) -> [Value] {
    switch value(index) {
    case .null: throw .noValue
    case .list(let items): return items
    case let single: return [single]
    }
  }

  /// A length from 1 to the most there is, which it is when it is left out.
  ///
  /// The standard asks only a position to be whole (DMN 1.5 tables 74 and 75): of a length the fraction counts for nothing.
  func length(_ index: Int, most: Int) throws(Fault.Reason) -> Int {
    guard index < count else { return most }
    let number = try number(index)
    guard let length = number.rounded(decimals: 0, .down)?.int, length >= 1, !(Number(most) < number) else {
      throw .outOfRange
    }
    return length
  }

  /// The items of the one list that was given, or all arguments.
  func items() throws(Fault.Reason) -> [Value] { count == 1 ? try list(0) : Array(values) }
}

/// All built-in functions.
enum Functions {
  static let all: [Function] =
    logicFunctions + numberFunctions + stringFunctions + listFunctions + aggregateFunctions + temporalFunctions
    + rangeFunctions + contextFunctions + functionFunctions

  /// The forms of each function, by position in `all`.
  static let byName: [String: [Int]] = Dictionary(grouping: all.indices) { all[$0].name }

  /// The names by which functions are called; those of the clock are no functions of their arguments.
  static let names = NameIndex(byName.keys.sorted() + ["now", "today"])
}
