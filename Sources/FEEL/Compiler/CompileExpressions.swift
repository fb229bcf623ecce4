import KetenSource

extension Compiler {
  /// Checks and lowers an expression.
  ///
  /// Every level of nesting passes here, so its frame must stay small: what has temporaries stands in functions of its
  /// own that are not inlined.
  mutating func part(_ tree: Syntax) -> Part {
    switch tree.kind {
    case .null: return constant(.null, tree)
    case .boolean(let value): return constant(.boolean(value), tree)
    case .number(let value): return constant(.number(value), tree)
    case .string(let value): return constant(.string(value), tree)
    case .temporal(let value): return temporal(value, tree)
    case .name(let name): return self.name(name, tree)
    case .input: return inputValue(tree)
    case .path(let value, let name): return path(value, name, tree)
    case .filter(let source, let body): return filter(source, body, tree)
    case .call(let name, let arguments): return call(name, arguments, tree)
    case .invocation(let function, let arguments): return invocation(part(function), arguments, tree)
    case .function(let parameters, let body, let isExternal):
      return isExternal ? external(tree) : function(parameters, body, tree)
    case .negation(let operand): return negation(operand, tree)
    case .arithmetic(let symbol, let left, let right): return arithmetic(symbol, left, right, tree)
    case .comparison(let symbol, let left, let right): return reportedComparison(symbol, left, right, tree)
    case .between(let value, let lower, let upper): return between(value, lower, upper, tree)
    case .membership(let value, let tests): return membership(value, tests, tree)
    case .conjunction(let operands): return conjunction(operands, tree)
    case .disjunction(let operands): return disjunction(operands, tree)
    case .conditional(let test, let first, let second): return conditional(test, first, second, tree)
    case .iteration(let iterators, let body): return iteration(iterators, body, tree)
    case .quantified(let isEvery, let iterators, let body): return quantified(isEvery, iterators, body, tree)
    case .list(let items): return list(items, tree)
    case .context(let entries): return context(entries, tree)
    case .range(let range): return self.range(range, tree)
    case .instanceOf(let value, let type): return instance(value, type, tree)
    }
  }

  @inline(never)
  private mutating func external(_ tree: Syntax) -> Part {
    report(.feelNotSupported, tree, .external)
    return broken(tree)
  }

  @inline(never)
  private mutating func reportedComparison(
    _ symbol: ComparisonOperator, _ left: Syntax, _ right: Syntax, _ tree: Syntax
  ) -> Part {
    let result = comparison(symbol, part(left), right, tree)
    reportConstant(result, tree)
    return result
  }

  @inline(never)
  private mutating func conjunction(_ operands: [Syntax], _ tree: Syntax) -> Part {
    let parts = operands.map { condition($0, of: "'and'") }
    return Part(step: emit(.and(run(parts)), tree), type: .boolean)
  }

  @inline(never)
  private mutating func disjunction(_ operands: [Syntax], _ tree: Syntax) -> Part {
    let parts = operands.map { condition($0, of: "'or'") }
    return Part(step: emit(.or(run(parts)), tree), type: .boolean)
  }

  @inline(never)
  private mutating func conditional(_ test: Syntax, _ first: Syntax, _ second: Syntax, _ tree: Syntax) -> Part {
    let (test, first, second) = (condition(test, of: "'if'"), part(first), part(second))
    return choice(test, first, second, tree)
  }

  @inline(never)
  private mutating func instance(_ value: Syntax, _ type: ValueType, _ tree: Syntax) -> Part {
    let value = part(value)
    return Part(step: emit(.instance(value.step, type: draft.type(type)), tree), type: .boolean)
  }

  /// A part that must be a condition.
  mutating func condition(_ tree: Syntax, of place: String) -> Part {
    asCondition(part(tree), of: place, tree)
  }

  mutating func asCondition(_ result: Part, of place: String, _ tree: Syntax) -> Part {
    guard !result.isBroken, !ValueType.boolean.overlaps(result.type) else { return result }
    report(.typeMismatch, tree, .notCondition(place, result.type))
    return Part(step: result.step, type: .any, isBroken: true)
  }

  /// `?`: the value that a unary test is about.
  @inline(never)
  private mutating func inputValue(_ tree: Syntax) -> Part {
    if let input { return Part(step: input.step, type: input.type, isBroken: input.isBroken) }
    if let captured = captured(tree) { return captured }
    report(.feelSyntax, tree, .inputOutsideTest)
    return broken(tree)
  }

  // MARK: Literals

  @inline(never)
  private mutating func temporal(_ literal: String, _ tree: Syntax) -> Part {
    if let value = temporalValue(literal) { return constant(value, tree) }
    reportBadLiteral(literal, "a date, time or duration", at: tree)
    return broken(tree)
  }

  /// Reports a literal that says nothing; of a duration in weeks, how to write it.
  mutating func reportBadLiteral(_ literal: String, _ what: String, at tree: Syntax) {
    guard let duration = CalendarDuration(iso: literal), literal.contains("W") else {
      report(.badLiteral, tree, .badLiteral(literal, what))
      return
    }
    let days = "P\(duration.days.magnitude)D"
    let isPlain = duration.months == 0 && duration.milliseconds == 0
    report(
      .badLiteral, tree, .weeks(literal, isPlain ? (duration.days < 0 ? "-" : "") + days : nil),
      fixIts: isPlain ? weekFixIt(literal, (duration.days < 0 ? "-" : "") + days, tree) : [])
  }

  /// Replaces the literal where it stands plainly in the text.
  private func weekFixIt(_ literal: String, _ days: String, _ tree: Syntax) -> [Diagnostic.FixIt] {
    let (bytes, wanted) = (text.utf8[tree.lower..<tree.upper], Array(literal.utf8))
    guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: wanted) }) else { return [] }
    return [
      Diagnostic.FixIt("write '\(days)'", [.init(text.sourceRange(start, start + wanted.count), days)])
    ]
  }

  @inline(never)
  private mutating func list(_ items: [Syntax], _ tree: Syntax) -> Part {
    let mark = draft.steps.count
    return list(items.map { part($0) }, from: mark, tree)
  }

  mutating func list(_ parts: [Part], from mark: Int? = nil, _ tree: Syntax) -> Part {
    let type = ValueType.list(parts.reduce(.null) { $0.joined(with: $1.type) })
    guard let mark else {
      return Part(step: emit(.list(run(parts)), tree), type: type, isBroken: parts.contains(where: \.isBroken))
    }
    return pure(.list(run(parts)), type, of: parts, from: mark, tree).part
  }

  @inline(never)
  private mutating func context(_ entries: [Syntax.Entry], _ tree: Syntax) -> Part {
    var known: Set<String> = []
    for entry in entries where !known.insert(entry.key.text).inserted {
      report(.feelSyntax, entry.key.lower, entry.key.upper, .repeatedKey(entry.key.text))
      return broken(tree)
    }
    return context(entries.map { ($0.key.text, $0.value) }, tree) { compiler, value in compiler.part(value) }
  }

  /// A context whose entries are computed one after another, each visible to those after it.
  mutating func context<Entry>(
    _ entries: [(name: String, value: Entry)], _ tree: Syntax, _ value: (inout Compiler, Entry) -> Part
  ) -> Part {
    let mark = mark
    defer { leave(mark) }
    var fields: [ValueType.Field] = []
    var parts: [Part] = []
    var binds: [(local: Int32, value: Int32)] = []
    for entry in entries {
      let part = value(&self, entry.value)
      let local = enter(entry.name, part.type)
      binds.append((local, part.step))
      fields.append(ValueType.Field(entry.name, part.type))
      parts.append(Part(step: emit(.local(local), tree), type: part.type, isBroken: part.isBroken))
    }
    // Of a box that has a name twice the last value stands, in the first's place.
    let types = Dictionary(fields.map { ($0.name, $0.type) }) { _, last in last }
    var known: Set<String> = []
    let type = ValueType.context(
      fields.compactMap { field in
        known.insert(field.name).inserted ? ValueType.Field(field.name, types[field.name] ?? .any) : nil
      })
    let isSmall = type.isSmall
    if !isSmall { report(.tooComplex, tree, .largeType(ValueType.sizeMax)) }
    let names = draft.names(fields.map(\.name))
    var step = emit(.context(run(parts), names: names), tree)
    // An entry is computed once, before those that may read it.
    for bind in binds.reversed() { step = emit(.bind(local: bind.local, value: bind.value, body: step), tree) }
    return Part(
      step: step, type: isSmall ? type : .any, isBroken: !isSmall || parts.contains(where: \.isBroken))
  }

  @inline(never)
  private mutating func range(_ range: Syntax.RangeLiteral, _ tree: Syntax) -> Part {
    let mark = draft.steps.count
    let ends = [range.lower, range.upper].map { end in end.map { (tree: $0, part: part($0)) } }
    let parts = ends.compactMap { $0?.part }
    var type = ValueType.any
    var isBroken = false
    for case let end? in ends where !end.part.isBroken && !isBroken {
      if range.equality == nil, !end.part.type.isOrdered, end.part.type != .any, end.part.type != .null {
        report(.typeMismatch, end.tree, .noOrder(end.part.type))
        isBroken = true
      } else if !type.overlaps(end.part.type) {
        report(.typeMismatch, end.tree, .differentEnds(type, end.part.type))
        isBroken = true
      }
      if type == .any, end.part.type != .null { type = end.part.type }
    }
    var flags: UInt8 = (range.includesLower ? 1 : 0) | (range.includesUpper ? 2 : 0)
    if let equality = range.equality { flags |= equality == .equal ? 4 : 8 }
    let step = Instruction.range(lower: ends[0]?.part.step ?? -1, upper: ends[1]?.part.step ?? -1, flags: flags)
    guard !isBroken else { return broken(step, tree) }
    return pure(step, .range(type), of: parts, from: mark, tree).part
  }

  // MARK: Iteration

  @inline(never)
  private mutating func filter(_ source: Syntax, _ body: Syntax, _ tree: Syntax) -> Part {
    filter(part(source), tree) { compiler in
      let test = compiler.part(body)
      guard !test.isBroken, test.type != .number, !ValueType.boolean.overlaps(test.type) else { return test }
      compiler.report(.typeMismatch, body, .badFilter(test.type))
      return Part(step: test.step, type: .any, isBroken: true)
    }
  }

  /// The items for which a body holds, or the one whose number it gives.
  mutating func filter(_ list: Part, _ tree: Syntax, _ body: (inout Compiler) -> Part) -> Part {
    let element = list.type.element
    let mark = mark
    let local = enter("item", element, .item)
    let test = body(&self)
    leave(mark)
    let isBroken = list.isBroken || test.isBroken
    if test.type == .number {
      return Part(step: emit(.element(list.step, number: test.step), tree), type: element, isBroken: isBroken)
    }
    return Part(
      step: emit(.filter(list.step, body: test.step, local: local), tree),
      type: test.type == .any ? .any : .list(element), isBroken: isBroken)
  }

  /// The iterators outermost first, each with its domain; the names stay in scope.
  private mutating func domains(_ iterators: [Syntax.Iterator]) -> [Domain] {
    iterators.map { iterator in
      let domain = part(iterator.domain)
      let end = iterator.end.map { part($0) }
      return self.domain(iterator.name.text, domain, to: end, iterator.domain)
    }
  }

  /// One level of iteration.
  struct Domain {
    var domain: Part
    var end: Part?
    var local: Int32
    var tree: Syntax
  }

  /// Brings the name of an iterator into scope.
  mutating func domain(_ name: String, _ domain: Part, to end: Part? = nil, _ tree: Syntax) -> Domain {
    var type = domain.type.iterated
    if let end { type = domain.type.joined(with: end.type) }
    if !domain.isBroken, type == nil { report(.typeMismatch, tree, .notIterable(domain.type)) }
    return Domain(domain: domain, end: end, local: enter(name, type ?? .any), tree: tree)
  }

  @inline(never)
  private mutating func iteration(_ iterators: [Syntax.Iterator], _ body: Syntax, _ tree: Syntax) -> Part {
    let mark = mark
    defer { leave(mark) }
    let domains = domains(iterators)
    return collection(domains, tree) { compiler in compiler.part(body) }
  }

  /// The list of what a body gives; inside it `partial` is the list so far.
  mutating func collection(_ domains: [Domain], _ tree: Syntax, _ body: (inout Compiler) -> Part) -> Part {
    let partial = enter("partial", .list(.any))
    let result = body(&self)
    let readsPartial = locals.contains { $0.number == partial && $0.isUsed }
    let first = nest(domains, result)
    return Part(
      step: emit(.collect(first, partial: readsPartial ? partial : -1), tree), type: .list(result.type),
      isBroken: result.isBroken)
  }

  @inline(never)
  private mutating func quantified(
    _ isEvery: Bool, _ iterators: [Syntax.Iterator], _ body: Syntax, _ tree: Syntax
  ) -> Part {
    let mark = mark
    defer { leave(mark) }
    let domains = domains(iterators)
    return quantification(isEvery, domains, condition(body, of: "'satisfies'"), tree)
  }

  mutating func quantification(_ isEvery: Bool, _ domains: [Domain], _ test: Part, _ tree: Syntax) -> Part {
    Part(
      step: emit(.quantify(isEvery: isEvery, nest(domains, test)), tree), type: .boolean, isBroken: test.isBroken)
  }

  private mutating func nest(_ domains: [Domain], _ body: Part) -> Int32 {
    domains.reversed().reduce(body.step) { inner, next in
      emit(
        .iterate(domain: next.domain.step, end: next.end?.step ?? -1, local: next.local, body: inner), next.tree)
    }
  }

  // MARK: Local names

  mutating func enter(_ name: String, _ type: ValueType, _ kind: Local.Kind = .value) -> Int32 {
    let number = draft.local()
    locals.append(Local(name: name, type: type, number: number, kind: kind))
    return number
  }

  /// Where the local names stand, to leave those that come after.
  var mark: (locals: Int, count: Int) { (locals.count, draft.localCount) }

  mutating func leave(_ mark: (locals: Int, count: Int)) {
    locals.removeLast(locals.count - mark.locals)
    draft.localCount = mark.count
  }
}

extension ValueType {
  /// What a filter sees one at a time: the items of a list, or the single value.
  var element: ValueType { if case .list(let element) = self { element } else { self } }

  /// The largest type of a context, in entries at all levels.
  static let sizeMax = 2000

  /// Whether it is within the limit: types that share parts could be huge when written out.
  fileprivate var isSmall: Bool {
    var rest = ValueType.sizeMax
    return fits(&rest)
  }

  private func fits(_ rest: inout Int) -> Bool {
    rest -= 1
    guard rest >= 0 else { return false }
    switch self {
    case .list(let element), .range(let element): return element.fits(&rest)
    case .context(let fields): return fields.allSatisfy { $0.type.fits(&rest) }
    case .function(let parameters, let result):
      return parameters.allSatisfy { $0.fits(&rest) } && result.fits(&rest)
    default: return true
    }
  }

  /// What an iterator goes through; nil where there is nothing to go through.
  fileprivate var iterated: ValueType? {
    switch self {
    case .list(let element): element
    case .range(let element) where [.number, .date, .any].contains(element): element
    case .any: .any
    default: nil
    }
  }
}

extension Compiler.Message {
  fileprivate static let inputOutsideTest = Self("'?' has a meaning in the cells of a decision table only")

  fileprivate static let external = Self("a function in another language than FEEL is not supported")

  fileprivate static func notCondition(_ place: String, _ type: ValueType) -> Self {
    .init("\(place) needs a boolean, but this is \(type.withArticle)")
  }

  fileprivate static func badLiteral(_ literal: String, _ what: String) -> Self {
    .init("'\(literal)' is not \(what)")
  }

  fileprivate static func weeks(_ literal: String, _ days: String?) -> Self {
    .init("'\(literal)' has weeks, which durations of FEEL do not have" + (days.map { "; write '\($0)'" } ?? ""))
  }

  fileprivate static func largeType(_ limit: Int) -> Self {
    .init("this context has more than \(limit) entries at all its levels")
  }

  fileprivate static func repeatedKey(_ key: String) -> Self { .init("the context has '\(key)' already") }

  fileprivate static func noOrder(_ type: ValueType) -> Self {
    .init("\(type.withArticle) has no order and cannot end a range")
  }

  fileprivate static func differentEnds(_ first: ValueType, _ second: ValueType) -> Self {
    .init("the range begins with \(first.withArticle) and ends with \(second.withArticle)")
  }

  fileprivate static func badFilter(_ type: ValueType) -> Self {
    .init("a filter is a boolean or a number, but this is \(type.withArticle)")
  }

  fileprivate static func notIterable(_ type: ValueType) -> Self {
    .init("an iterator needs a list or a range of numbers or dates, but this is \(type.withArticle)")
  }
}
