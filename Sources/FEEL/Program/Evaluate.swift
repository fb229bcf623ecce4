// Evaluation. Three functions walk the same code: `truth` and `number` for what is known to be a condition or a number,
// so that guards run without making values, and `value` for everything.

extension Code {
  /// The value of a step that is most often a slot or a constant, which need not go through the large switch.
  @inline(__always)
  func plainValue<Reader: SlotReader>(_ index: Int32, _ reader: Reader, _ frame: inout Frame) -> Value {
    switch step(index) {
    case .constant(let constant): constants[Int(constant)]
    case .slot(let slot) where !frame.explains: reader.value(slot: Int(slot))
    default: value(index, reader, &frame)
    }
  }

  func value<Reader: SlotReader>(_ index: Int32, _ reader: Reader, _ frame: inout Frame) -> Value {
    switch step(index) {
    case .constant(let constant): return constants[Int(constant)]
    case .slot(let slot): return noted(reader.value(slot: Int(slot)), .noValue, index, &frame)
    case .local(let local): return frame.locals[Int(local)]
    case .numeric: return number(index, reader, &frame).map { .number($0) } ?? .null
    case .negate(let operand): return negated(value(operand, reader, &frame), index, &frame)
    case .arithmetic(let symbol, let left, let right):
      let (a, b) = (value(left, reader, &frame), value(right, reader, &frame))
      do throws(Fault.Reason) {
        if symbol == .power, let exponent = b.number, !frame.allowance.take(Allowance.cost(of: exponent)) {
          throw .tooMuch
        }
        let result = try arithmetic(symbol, a, b)
        if case .string(let text) = result, !frame.allowance.take(text.utf8.count / 8) { throw .tooMuch }
        return result
      } catch {
        return fault(a.isNull || b.isNull ? nil : error, index, &frame)
      }
    case .compare, .compareNumbers, .and, .or, .not, .meets, .cell, .quantify, .instance:
      return truth(index, reader, &frame).value
    case .choose(let test, let first, let second):
      return value(truth(test, reader, &frame) == .true ? first : second, reader, &frame)
    case .bind: return bound(index, reader, &frame)
    case .list(let run): return made(.list(operandIndices(run).map { value($0, reader, &frame) }), index, &frame)
    case .context(let run, let first):
      let keys = names[Int(first)..<Int(first + run.count)]
      let entries = zip(keys, operandIndices(run)).map { ($0.text, value($1, reader, &frame)) }
      return made(.context(Context(entries)), index, &frame)
    case .range(let lower, let upper, let flags):
      return made(range(lower, upper, flags, index, reader, &frame), index, &frame)
    case .path(let operand, let name):
      let whole = value(operand, reader, &frame)
      // Of a list all items are looked at, and none of the result is shared.
      if case .list = whole, !isLight(whole, index, &frame) { return .null }
      let result = member(of: whole, names[Int(name)])
      return whole.isNull ? .null : noted(result, .noValue, index, &frame)
    case .element(let list, let number):
      let (items, place) = (value(list, reader, &frame), value(number, reader, &frame))
      return noted(element(of: items, place), .noValue, index, &frame)
    case .filter(let list, let body, let local):
      return filtered(value(list, reader, &frame), body, local, index, reader, &frame)
    case .call(let function, let run): return call(Int(function), run, index, reader, &frame)
    case .convert(let operand, let type):
      let plain = value(operand, reader, &frame)
      guard isLight(plain, index, &frame) else { return .null }
      guard let result = plain.converted(to: types[Int(type)]) else { return fault(.wrongKind, index, &frame) }
      return made(result, index, &frame)
    case .invoke(let function, let run, let names): return invoke(function, run, names, index, reader, &frame)
    case .function(let function, let run):
      let code = functions[Int(function)]
      let captures = operandIndices(run).map { value($0, reader, &frame) }
      let body = FunctionValue.Body.code(code.code, captures: captures)
      return made(
        .function(FunctionValue(parameters: code.parameters, result: code.result, body: body)), index, &frame)
    case .capture(let place): return frame.captures[Int(place)]
    case .fault(let reason): return fault(reasons[Int(reason)], index, &frame)
    case .table(let table): return decision(tables[Int(table)], index, reader, &frame)
    case .collect(let first, let partial): return collected(first, partial, index, reader, &frame)
    case .iterate: preconditionFailure("an iteration is met through collect or quantify")
    }
  }

  func truth<Reader: SlotReader>(_ index: Int32, _ reader: Reader, _ frame: inout Frame) -> Truth {
    switch step(index) {
    case .compareNumbers(let symbol, let left, let right):
      let (a, b) = (number(left, reader, &frame), number(right, reader, &frame))
      guard let a, let b else {
        // Equality knows null.
        if symbol == .equal { return Truth(a == nil && b == nil) }
        return symbol == .notEqual ? Truth(a != nil || b != nil) : .null
      }
      return Truth(symbol.holds(a, b))
    case .compare(let symbol, let left, let right):
      let (a, b) = (plainValue(left, reader, &frame), plainValue(right, reader, &frame))
      guard isLight(a, index, &frame) else { return .null }
      let result = symbol.holds(a, b)
      if result == .null, frame.explains, !a.isNull, !b.isNull { _ = fault(.notComparable, index, &frame) }
      return result
    case .and(let run):
      var result = Truth.true
      for position in run.start..<run.start + run.count {
        result = result.and(truth(operands[Int(position)], reader, &frame))
        if result == .false { return .false }
      }
      return result
    case .or(let run):
      var result = Truth.false
      for position in run.start..<run.start + run.count {
        result = result.or(truth(operands[Int(position)], reader, &frame))
        if result == .true { return .true }
      }
      return result
    case .not(let operand): return truth(operand, reader, &frame).inverse
    case .meets(let operand, let test):
      return meets(value(operand, reader, &frame), value(test, reader, &frame), index, &frame)
    case .cell(let operand, let test):
      let (a, b) = (value(operand, reader, &frame), value(test, reader, &frame))
      if case .boolean(let holds) = b {
        if case .boolean(let value) = a { return Truth(value == holds) }
        return Truth(holds)
      }
      return meets(a, b, index, &frame)
    case .instance(let operand, let type):
      let value = value(operand, reader, &frame)
      guard isLight(value, index, &frame) else { return .null }
      return Truth(value.isNull ? types[Int(type)] == .null : types[Int(type)].contains(value))
    case .choose(let test, let first, let second):
      return truth(truth(test, reader, &frame) == .true ? first : second, reader, &frame)
    case .quantify(let isEvery, let first):
      var result = isEvery ? Truth.true : .false
      if let reason = quantify(first, isEvery, &result, reader, &frame) {
        _ = fault(reason, index, &frame)
        return .null
      }
      return result
    default: return Truth(value(index, reader, &frame))
    }
  }

  func number<Reader: SlotReader>(_ index: Int32, _ reader: Reader, _ frame: inout Frame) -> Number? {
    switch step(index) {
    case .constant(let constant): return constants[Int(constant)].number
    case .slot(let slot):
      let value = reader.value(slot: Int(slot))
      if case .number(let number) = value { return number }
      _ = fault(value.isNull ? .noValue : .wrongKind, index, &frame)
      return nil
    case .numeric(let symbol, let left, let right):
      guard let a = number(left, reader, &frame), let b = number(right, reader, &frame) else { return nil }
      if symbol == .power, !frame.allowance.take(Allowance.cost(of: b)) {
        _ = fault(.tooMuch, index, &frame)
        return nil
      }
      let result = symbol.result(a, b)
      if result == nil { _ = fault(symbol == .divide && b.isZero ? .divisionByZero : .outOfRange, index, &frame) }
      return result
    default: return value(index, reader, &frame).number
    }
  }

  // MARK: Faults

  /// Null, with the reason on the list when somebody asked for it.
  func fault(_ reason: Fault.Reason?, _ index: Int32, _ frame: inout Frame) -> Value {
    if frame.explains, let reason, frame.faults.count < Frame.faultsMax {
      frame.faults.append(Fault(reason: reason, range: places[Int(index)], file: file))
    }
    return .null
  }

  @inline(__always)
  func noted(_ value: Value, _ reason: Fault.Reason, _ index: Int32, _ frame: inout Frame) -> Value {
    frame.explains && value.isNull ? fault(reason, index, &frame) : value
  }

  // MARK: Bounds

  /// A value that was made of others; null where it nests too deep.
  ///
  /// The first are made freely, since each is one level at most.
  @inline(__always)
  func made(_ value: Value, _ index: Int32, _ frame: inout Frame) -> Value {
    frame.allowance.made += 1
    return frame.allowance.made <= Allowance.madeFree || isLight(value, index, &frame) ? value : .null
  }

  /// Whether all that a value holds can be looked at; if not, that is the reason.
  @inline(__always)
  func isLight(_ value: Value, _ index: Int32, _ frame: inout Frame) -> Bool {
    !value.isNested || weighed(value, index, &frame)
  }

  private func weighed(_ value: Value, _ index: Int32, _ frame: inout Frame) -> Bool {
    do throws(Fault.Reason) {
      try frame.allowance.weigh(CollectionOfOne(value))
      return true
    } catch {
      _ = fault(error, index, &frame)
      return false
    }
  }

  // MARK: Larger steps

  /// Gives local names their values, one after another, for the sake of what stands in them.
  private func bound<Reader: SlotReader>(_ index: Int32, _ reader: Reader, _ frame: inout Frame) -> Value {
    var index = index
    while case .bind(let local, let operand, let body) = step(index) {
      frame.locals[Int(local)] = value(operand, reader, &frame)
      index = body
    }
    return value(index, reader, &frame)
  }

  private func negated(_ value: Value, _ index: Int32, _ frame: inout Frame) -> Value {
    switch value {
    case .number(let number): return .number(-number)
    case .dayTimeDuration(let duration):
      return DayTimeDuration(total: -duration.total).map { .dayTimeDuration($0) } ?? fault(.outOfRange, index, &frame)
    case .yearMonthDuration(let duration):
      let (months, isOver) = Int(0).subtractingReportingOverflow(duration.months)
      return isOver ? fault(.outOfRange, index, &frame) : .yearMonthDuration(YearMonthDuration(months: months))
    case .null: return .null
    default: return fault(.wrongKind, index, &frame)
    }
  }

  private func range<Reader: SlotReader>(
    _ lower: Int32, _ upper: Int32, _ flags: UInt8, _ index: Int32, _ reader: Reader, _ frame: inout Frame
  ) -> Value {
    let ends = [lower, upper].map { $0 < 0 ? .null : value($0, reader, &frame) }
    if flags & 12 != 0 {
      let isEqual = flags & 4 != 0
      return .range(
        ValueRange(
          lower: ends[0], includesLower: isEqual, upper: ends[0], includesUpper: isEqual, equality: isEqual))
    }
    let isOpen = lower < 0 || upper < 0
    guard isOpen ? !(ends[0].isNull && ends[1].isNull) : ends[0].order(ends[1]) != nil else {
      return fault(ends.contains(.null) ? .noValue : .notComparable, index, &frame)
    }
    return .range(
      ValueRange(lower: ends[0], includesLower: flags & 1 != 0, upper: ends[1], includesUpper: flags & 2 != 0))
  }

  private func call<Reader: SlotReader>(
    _ function: Int, _ run: Run, _ index: Int32, _ reader: Reader, _ frame: inout Frame
  ) -> Value {
    withUnsafeTemporaryAllocation(of: Value.self, capacity: Int(run.count)) { buffer in
      var count = 0
      defer { buffer[..<count].deinitialize() }
      for operand in operandIndices(run) {
        buffer.initializeElement(at: count, to: value(operand, reader, &frame))
        count += 1
      }
      let values = UnsafeBufferPointer(rebasing: buffer[..<count])
      guard frame.allowance.take(for: values) else { return fault(.tooMuch, index, &frame) }
      do throws(Fault.Reason) {
        let result = try withUnsafeMutablePointer(to: &frame) { frame throws(Fault.Reason) in
          try Functions.all[function].body(Arguments(values: values, frame: frame))
        }
        return result.isNested ? made(result, index, &frame) : result
      } catch {
        let isEmpty = error == .noValue && buffer.contains { $0.isNull }
        return fault(isEmpty && !frame.faults.isEmpty ? nil : error, index, &frame)
      }
    }
  }
}
