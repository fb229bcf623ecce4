extension Code {
  /// Calls a function that is a value.
  func invoke<Reader: SlotReader>(
    _ function: Int32, _ run: Run, _ first: Int32, _ index: Int32, _ reader: Reader, _ frame: inout Frame
  ) -> Value {
    let callee = value(function, reader, &frame)
    let arguments = operandIndices(run).map { value($0, reader, &frame) }
    guard case .function(let function) = callee else {
      return fault(callee.isNull ? nil : .notCallable, index, &frame)
    }
    do throws(Fault.Reason) {
      let result: Value
      if first >= 0 {
        let names = names[Int(first)..<Int(first + run.count)].map(\.text)
        result = try function.apply(arguments, names: names, &frame)
      } else {
        result = try function.apply(arguments, &frame)
      }
      return result.isNested ? made(result, index, &frame) : result
    } catch {
      return fault(error, index, &frame)
    }
  }
}

extension FunctionValue {
  /// The value for arguments by position; each is converted to the type of its parameter.
  func apply(_ arguments: [Value], _ frame: inout Frame) throws(Fault.Reason) -> Value {
    switch body {
    case .builtIn(_, let forms): return try FunctionValue.call(forms, arguments, &frame)
    case .host(let body):
      let arguments = try converted(arguments, &frame)
      try frame.allowance.open(levels: Allowance.hostLevels, size: 1)
      var call = Call(faults: frame.explains ? [] : nil, allowance: frame.allowance)
      let value = body(arguments, &call)
      frame.allowance = call.allowance
      frame.allowance.close(levels: Allowance.hostLevels)
      frame.faults += call.faults?.prefix(Frame.faultsMax) ?? []
      return value
    case .code(let code, let captures):
      let arguments = try converted(arguments, &frame)
      try frame.allowance.open(levels: code.height, size: Int(code.sizes[Int(code.result)]))
      defer { frame.allowance.close(levels: code.height) }
      return try FunctionValue.converted(code.run(arguments, captures, &frame), to: result, &frame)
    }
  }

  /// A value as the type that is asked for.
  private static func converted(
    _ value: Value, to type: ValueType, _ frame: inout Frame
  ) throws(Fault.Reason) -> Value {
    guard type != .any else { return value }
    if value.isNested { try frame.allowance.weigh(CollectionOfOne(value)) }
    guard let result = value.converted(to: type) else { throw .wrongKind }
    return result
  }

  private func converted(_ arguments: [Value], _ frame: inout Frame) throws(Fault.Reason) -> [Value] {
    guard arguments.count == parameters.count else { throw .wrongArguments }
    var result = arguments
    for (index, parameter) in parameters.enumerated() where parameter.type != .any {
      result[index] = try FunctionValue.converted(arguments[index], to: parameter.type, &frame)
    }
    return result
  }

  /// The value for named arguments, in any order; a parameter that is left out is null (DMN 1.5 §10.3.2.13.5).
  func apply(_ arguments: [Value], names: [String], _ frame: inout Frame) throws(Fault.Reason) -> Value {
    let named = Dictionary(zip(names, arguments)) { first, _ in first }
    guard named.count == arguments.count else { throw .wrongArguments }
    guard case .builtIn(_, let forms) = body else {
      guard names.allSatisfy({ name in parameters.contains { $0.name == name } }) else { throw .wrongArguments }
      return try apply(parameters.map { named[$0.name] ?? .null }, &frame)
    }
    for form in forms {
      let parameters = Functions.all[form].parameters
      guard names.allSatisfy({ name in parameters.contains { $0.name == name } }),
        parameters.allSatisfy({ $0.isOptional || named[$0.name] != nil })
      else { continue }
      return try FunctionValue.call([form], parameters.map { named[$0.name] ?? .null }, &frame)
    }
    throw .wrongArguments
  }

  private static func call(
    _ forms: [Int], _ arguments: [Value], _ frame: inout Frame
  ) throws(Fault.Reason) -> Value {
    let form = forms.first { form in
      let function = Functions.all[form]
      return arguments.count >= function.countMin
        && (function.isVariadic || arguments.count <= function.parameters.count)
    }
    guard let form else { throw .wrongArguments }
    return try withUnsafeMutablePointer(to: &frame) { frame throws(Fault.Reason) in
      try arguments.withUnsafeBufferPointer { values throws(Fault.Reason) in
        guard frame.pointee.allowance.take(for: values) else { throw .tooMuch }
        return try Functions.all[form].body(Arguments(values: values, frame: frame))
      }
    }
  }
}

extension Code {
  /// Runs the code of a function in a frame of its own within the one at hand.
  fileprivate func run(_ arguments: [Value], _ captures: [Value], _ frame: inout Frame) -> Value {
    withUnsafeTemporaryAllocation(of: Value.self, capacity: max(1, localCount)) { locals in
      locals.initialize(repeating: .null)
      defer { locals.deinitialize() }
      for (index, argument) in arguments.enumerated() { locals[index] = argument }
      let outer = (frame.locals, frame.captures)
      (frame.locals, frame.captures) = (locals, captures)
      defer { (frame.locals, frame.captures) = outer }
      return value(result, NoSlots(), &frame)
    }
  }
}
