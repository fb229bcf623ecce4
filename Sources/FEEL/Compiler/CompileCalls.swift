import KetenSource

extension Compiler {
  @inline(never)
  mutating func call(_ name: Syntax.Name, _ arguments: [Syntax.Argument], _ tree: Syntax) -> Part {
    let place = Syntax(.name(name.text), name.lower, name.upper)
    let isClock = arguments.isEmpty && (name.text == "now" || name.text == "today") && !isLocal(name.text)
    if isClock, environment.root.children[name.text] == nil { return clock(name, tree) }
    if isLocal(name.text) || environment.root.children[name.text] != nil {
      let function = self.name(name.text, place)
      if !isLocal(name.text), case .function(let value)? = environment.root.children[name.text]?.meaning {
        for argument in arguments {
          let names = value.parameters.map(\.name)
          guard let given = argument.name, !names.contains(given.text) else { continue }
          report(.wrongArguments, given, .noParameter(name.text, given.text), among: names)
          return broken(tree)
        }
      }
      // Where the clock is a name that is given, its call is the same.
      if isClock, function.type == .dateTime || function.type == .date { return function }
      return invocation(function, arguments, tree)
    }
    let mark = draft.steps.count
    guard let forms = Functions.byName[name.text] else {
      reportUnknown(name)
      for argument in arguments { _ = part(argument.value) }
      return broken(tree)
    }
    let given = arguments.map { part($0.value) }
    guard let (form, order) = form(of: forms, arguments, given) else {
      report(.wrongArguments, tree, .wrongArguments(name.text, forms.map { Functions.all[$0].signature }))
      return broken(.fault(draft.reason(.wrongArguments)), tree)
    }
    let function = Functions.all[form]
    let ordered = order.map { place in place.map { arguments[$0].value } }
    let parts = order.map { place in place.map { given[$0] } ?? constant(.null, tree) }
    let isBroken = parts.contains(where: \.isBroken) || !check(parts, ordered, function)
    if name.text == "not" {
      var condition = parts[0].step
      if parts[0].type != .boolean, !isBroken {
        condition = emit(.convert(condition, type: draft.type(.boolean)), tree)
      }
      return Part(step: emit(.not(condition), tree), type: .boolean, isBroken: isBroken)
    }
    let step = Instruction.call(function: Int32(form), run(parts))
    guard !isBroken else { return broken(step, tree) }
    let (result, reason) = pure(step, function.type(of: parts.map(\.type)), of: parts, from: mark, tree)
    if let reason { reportConstant(reason, function, parts, ordered, tree) }
    return result
  }

  /// `now()` and `today()`, from the given clock.
  private mutating func clock(_ name: Syntax.Name, _ tree: Syntax) -> Part {
    guard let slot = environment.clock else {
      report(.feelNotSupported, name.lower, name.upper, .clock(name.text))
      return broken(tree)
    }
    // A function keeps the time at which it was made, as it does with all that it names.
    if outer != nil, let captured = capture(tree, name.text == "today" ? .date : .dateTime) { return captured }
    draft.slots.insert(slot)
    let now = Part(step: emit(.slot(Int32(slot)), tree), type: .dateTime)
    guard name.text == "today", let day = Functions.byName["date"]?.first else { return now }
    return Part(step: emit(.call(function: Int32(day), run([now])), tree), type: .date)
  }

  /// The form of a function that takes these arguments, with the places of the arguments in its order.
  ///
  /// Of several forms that take such names and so many it is the first whose types fit, in the order as written rather
  /// than in another.
  private func form(
    of forms: [Int], _ arguments: [Syntax.Argument], _ given: [Part]
  ) -> (form: Int, order: [Int?])? {
    let fitting = forms.compactMap { index in Functions.all[index].order(of: arguments).map { (index, $0) } }
    let typed = fitting.filter { index, order in
      let function = Functions.all[index]
      return order.enumerated().allSatisfy { place, argument in
        guard let argument, !function.isVariadic else { return true }
        return given[argument].isBroken || function.parameters[place].type.overlaps(given[argument].type)
      }
    }
    let written = typed.first { _, order in order.compactMap(\.self) == Array(arguments.indices) }
    return written ?? typed.first ?? fitting.first
  }

  /// Whether each argument may be what its parameter takes.
  private mutating func check(_ parts: [Part], _ trees: [Syntax?], _ function: Function) -> Bool {
    var isFine = true
    for (index, part) in parts.enumerated() {
      guard let tree = trees[index] else { continue }
      let parameter = function.parameters[min(index, function.parameters.count - 1)]
      // Of `min(1, 2)` each argument is an item, of `min([1, 2])` the only one is the list.
      let type = function.isVariadic && parts.count > 1 ? parameter.type.element : parameter.type
      guard !type.takes(part.type) else { continue }
      report(.typeMismatch, tree, .wrongArgument(parameter, function.name, part.type))
      isFine = false
    }
    return isFine
  }

  /// Reports a call on constants that has no value.
  private mutating func reportConstant(
    _ reason: Fault.Reason, _ function: Function, _ parts: [Part], _ trees: [Syntax?], _ tree: Syntax
  ) {
    guard function.isLiteral, case .notRead(let what) = reason else {
      report(.alwaysNullOrConstant, tree, .alwaysNull(reason))
      return
    }
    if parts.count == 1, let argument = trees[0], case .string(let literal) = argument.kind {
      reportBadLiteral(literal, what, at: argument)
    } else {
      report(.badLiteral, tree, .noSuch(what))
    }
  }

  private mutating func reportUnknown(_ name: Syntax.Name) {
    report(.unknownFunction, name, .unknownFunction(name.text), among: visibleNames + Functions.byName.keys)
  }
}

extension Function {
  /// The places of the arguments in the order of the parameters, nil for one left out; nil when they do not fit.
  fileprivate func order(of arguments: [Syntax.Argument]) -> [Int?]? {
    guard arguments.contains(where: { $0.name != nil }) else {
      let fits = arguments.count >= countMin && (isVariadic || arguments.count <= parameters.count)
      return fits ? Array(arguments.indices) : nil
    }
    var result = [Int?](repeating: nil, count: parameters.count)
    for (place, argument) in arguments.enumerated() {
      guard let index = parameters.firstIndex(where: { $0.name == argument.name?.text }), result[index] == nil else {
        return nil
      }
      result[index] = place
    }
    guard zip(parameters, result).allSatisfy({ $0.isOptional || $1 != nil }) else { return nil }
    while case .some(nil) = result.last { result.removeLast() }
    return result
  }
}

extension Compiler.Message {
  fileprivate static func unknownFunction(_ name: String) -> Self { .init("there is no function '\(name)'") }

  fileprivate static func noParameter(_ function: String, _ name: String) -> Self {
    .init("'\(function)' has no parameter '\(name)'")
  }

  fileprivate static func clock(_ name: String) -> Self {
    .init("there is no clock here for '\(name)()'")
  }

  fileprivate static func wrongArguments(_ name: String, _ signatures: [String]) -> Self {
    .init("these are not the arguments of '\(name)'; it is \(signatures.map { "'\($0)'" }.joined(separator: " or "))")
  }

  fileprivate static func wrongArgument(
    _ parameter: Function.Parameter, _ function: String, _ found: ValueType
  ) -> Self {
    .init("'\(parameter.name)' of '\(function)' is \(parameter.type.withArticle), but this is \(found.withArticle)")
  }

  fileprivate static func noSuch(_ what: String) -> Self { .init("this is not \(what)") }

  fileprivate static func alwaysNull(_ reason: Fault.Reason) -> Self {
    .init("this is always null: \(reason.message)")
  }
}
