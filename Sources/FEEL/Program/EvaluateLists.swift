extension Code {
  func filtered<Reader: SlotReader>(
    _ source: Value, _ body: Int32, _ local: Int32, _ index: Int32, _ reader: Reader, _ frame: inout Frame
  ) -> Value {
    let items: [Value]
    switch source {
    case .list(let list): items = list
    case .null: return .null
    default: items = [source]
    }
    var result: [Value] = []
    let weight = 1 + Int(sizes[Int(body)]) / 8
    for item in items {
      guard frame.allowance.take(weight) else { return fault(.tooMuch, body, &frame) }
      frame.locals[Int(local)] = item
      let test = value(body, reader, &frame)
      switch test {
      // A number that shows only now picks one item.
      case .number: return element(of: source, test)
      case .boolean(let holds): if holds { result.append(item) }
      // Null counts as false; a test of any other kind is no filter (DMN 1.5 table 68).
      case .null: break
      default: return fault(.wrongKind, index, &frame)
      }
    }
    return .list(result)
  }

  func element(of source: Value, _ number: Value) -> Value {
    guard let place = number.number?.int else { return .null }
    let items: [Value]
    if case .list(let list) = source { items = list } else { items = source.isNull ? [] : [source] }
    let index = place > 0 ? place - 1 : items.count + max(place, -items.count - 1)
    return place != 0 && items.indices.contains(index) ? items[index] : .null
  }

  func member(of value: Value, _ name: Name) -> Value {
    switch value {
    case .context(let context): return context.value(of: name.text, near: name.place) ?? .null
    case .list(let items): return .list(items.map { member(of: $0, name) })
    default: return name.property?.value(of: value) ?? .null
    }
  }

  /// Whether a value meets a test: lies in a range, is an item of a list or lies in one that is a range, or equals it
  /// (DMN 1.5 table 55).
  func meets(_ value: Value, _ test: Value, _ index: Int32, _ frame: inout Frame) -> Truth {
    guard isLight(test, index, &frame), isLight(value, index, &frame) else { return .null }
    return meets(value, test)
  }

  private func meets(_ value: Value, _ test: Value) -> Truth {
    switch test {
    case .range(let range):
      guard case .range = value else { return Truth(range.contains(value)) }
      return Truth(value.equals(test))
    case .list(let items):
      if value == test { return .true }
      return Truth(
        items.contains { item in
          if case .list = item { value.equals(item) == true } else { meets(value, item) == .true }
        })
    default: return Truth(value.equals(test))
    }
  }

  // MARK: Iteration

  func collected<Reader: SlotReader>(
    _ first: Int32, _ partial: Int32, _ index: Int32, _ reader: Reader, _ frame: inout Frame
  ) -> Value {
    var result: [Value] = []
    let isWhole = iterate(first, reader, &frame) { body, frame in
      if partial >= 0 {
        // The next item is put into a copy.
        guard frame.allowance.take(result.count) else { return false }
        frame.locals[Int(partial)] = .list(result)
      }
      let next = value(body, reader, &frame)
      result.append(next)
      return true
    }
    guard isWhole ?? false else { return fault(stopped(isWhole, frame), index, &frame) }
    return made(.list(result), index, &frame)
  }

  /// Why an iteration has no result.
  private func stopped(_ isWhole: Bool?, _ frame: Frame) -> Fault.Reason {
    isWhole == nil ? .noList : frame.allowance.work < 0 ? .tooMuch : .tooMany
  }

  /// Gives why there is no result; nil when there is one.
  func quantify<Reader: SlotReader>(
    _ first: Int32, _ isEvery: Bool, _ result: inout Truth, _ reader: Reader, _ frame: inout Frame
  ) -> Fault.Reason? {
    var truth = result
    var isCondition = true
    let end: Truth = isEvery ? .false : .true
    let isWhole = iterate(first, reader, &frame) { body, frame in
      let next: Truth
      if givesTruth(body) {
        next = self.truth(body, reader, &frame)
      } else {
        let value = value(body, reader, &frame)
        next = Truth(value)
        isCondition = next != .null || value.isNull
      }
      truth = isEvery ? truth.and(next) : truth.or(next)
      return isCondition && truth != end
    }
    result = isWhole == nil ? .null : truth
    guard isCondition else { return .wrongKind }
    guard let isWhole else { return .noList }
    return isWhole || truth == end ? nil : stopped(isWhole, frame)
  }

  /// Whether a step gives a truth value or null, and nothing of another kind.
  private func givesTruth(_ index: Int32) -> Bool {
    switch step(index) {
    case .compare, .compareNumbers, .and, .or, .not, .meets, .cell, .quantify, .instance: true
    default: false
    }
  }

  /// Runs a body for every combination of the iterators until it says no.
  ///
  /// Gives false when it was stopped, by the body or by the limit, and nil when a domain is neither list nor range.
  private func iterate<Reader: SlotReader>(
    _ index: Int32, _ reader: Reader, _ frame: inout Frame, _ body: (Int32, inout Frame) -> Bool
  ) -> Bool? {
    guard case .iterate(let domain, let end, let local, let inner) = step(index) else {
      frame.allowance.iterations -= 1
      guard frame.allowance.take(1 + Int(sizes[Int(index)]) / 8) else { return false }
      return frame.allowance.iterations >= 0 && body(index, &frame)
    }
    let items: DomainItems?
    if end >= 0 {
      items = DomainItems(from: value(domain, reader, &frame), to: value(end, reader, &frame))
    } else {
      items = DomainItems(value(domain, reader, &frame))
    }
    guard let items else { return nil }
    var place = 0
    while let item = items[place] {
      place += 1
      frame.allowance.iterations -= 1
      guard frame.allowance.iterations >= 0 else { return false }
      frame.locals[Int(local)] = item
      guard let goesOn = iterate(inner, reader, &frame, body) else { return nil }
      if !goesOn { return false }
    }
    return true
  }
}

/// The items an iterator goes through, made one at a time.
private enum DomainItems {
  case list([Value])
  case numbers(Int, count: Int, step: Int)
  case days(CivilDate, count: Int, step: Int)

  init?(_ value: Value) {
    switch value {
    case .list(let items): self = .list(items)
    case .range(let range): self.init(range)
    case .null: return nil
    // A single value where a list is expected is a list of one (DMN 1.5 §10.3.2.9.4).
    default: self = .list([value])
    }
  }

  init?(from lower: Value, to upper: Value) {
    switch (lower, upper) {
    case (.number(let a), .number(let b)):
      guard let first = a.int, let last = b.int else { return nil }
      let (span, isOver) = last.subtractingReportingOverflow(first)
      guard !isOver, span.magnitude < UInt(Int.max) else { return nil }
      self = .numbers(first, count: Int(span.magnitude) + 1, step: span < 0 ? -1 : 1)
    case (.date(let a), .date(let b)):
      let span = b.daysSinceEpoch - a.daysSinceEpoch
      self = .days(a, count: abs(span) + 1, step: span < 0 ? -1 : 1)
    default: return nil
    }
  }

  private init?(_ range: ValueRange) {
    switch (range.lower, range.upper) {
    case (.number(let a), .number(let b)):
      guard let first = a.int, let last = b.int, first > Int.min, last < Int.max else { return nil }
      let (start, end) = (first + (range.includesLower ? 0 : 1), last - (range.includesUpper ? 0 : 1))
      let (span, isOver) = end.subtractingReportingOverflow(start)
      guard !isOver, span < Int.max else { return nil }
      self = .numbers(start, count: max(0, span + 1), step: 1)
    case (.date(let a), .date(let b)):
      let start = a.daysSinceEpoch + (range.includesLower ? 0 : 1)
      let end = b.daysSinceEpoch - (range.includesUpper ? 0 : 1)
      self = .days(CivilDate(daysSinceEpoch: start), count: max(0, end - start + 1), step: 1)
    default: return nil
    }
  }

  subscript(place: Int) -> Value? {
    switch self {
    case .list(let items): place < items.count ? items[place] : nil
    case .numbers(let first, let count, let step): place < count ? .number(Number(first + place * step)) : nil
    case .days(let first, let count, let step): place < count ? .date(first.adding(days: place * step)) : nil
    }
  }
}
