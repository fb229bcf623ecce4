import FEEL

/// The answers given so far, as numbers of the answers of each question: negative for not asked yet.
package struct Valuation: Sendable {
  /// By question: those that hold for the whole case.
  var whole: [Int8]
  /// Those that an instance of a scope has of its own, by its slot.
  var local: [Int: LocalAnswers] = [:]

  struct LocalAnswers: Sendable {
    /// Of which tenant of the slot they are.
    var generation: Int32
    var answers: [Int: Int8] = [:]
  }

  init(of table: GuardTable) { whole = [Int8](repeating: -1, count: table.questions.count) }

  /// The answer in an instance; what stands for none when it has been asked nothing yet.
  func answer(_ question: Int, in slot: Int, _ state: Case, _ table: GuardTable) -> Int8 {
    guard slot > 0 else { return whole[question] }
    guard let mine = local[slot], mine.generation == state.scopes[slot].generation,
      let answer = mine.answers[question]
    else { return table.questions[question].unasked }
    return answer
  }

  /// The questions that have another answer than before, with it; those of the whole case first.
  package func news(since before: Valuation) -> [(question: Int, answer: Int)] {
    var result = whole.indices.filter { whole[$0] >= 0 && whole[$0] != before.whole[$0] }
      .map { (question: $0, answer: Int(whole[$0])) }
    for slot in local.keys.sorted() {
      guard let mine = local[slot] else { continue }
      let known = before.local[slot].flatMap { $0.generation == mine.generation ? $0.answers : nil } ?? [:]
      for (question, answer) in mine.answers.sorted(by: { $0.key < $1.key })
      where answer >= 0 && answer != known[question] {
        result.append((question, Int(answer)))
      }
    }
    return result
  }

  mutating func set(_ question: Int, in slot: Int, to answer: Int8, _ state: Case) {
    guard slot > 0 else {
      whole[question] = answer
      return
    }
    let generation = state.scopes[slot].generation
    if local[slot]?.generation != generation { local[slot] = LocalAnswers(generation: generation) }
    local[slot]?.answers[question] = answer
  }
}

/// The world of a proof: it answers what it cannot know by cases, following a script and noting what it chose.
package struct ProofWorld: World {
  let table: GuardTable
  /// The answer to each question.
  var valuation: Valuation
  /// The items that the event at hand writes: its routes and effects see the new values already.
  private var writing: [Index<Item>] = []
  /// The choices to make, in order of asking; past them the first answer is taken.
  private let script: [Int8]
  /// The choices made, and how many answers each had.
  private(set) var choices: [(answer: Int8, count: Int)] = []
  /// The questions chosen on data that stood there before this step.
  private(set) var late: [Int] = []
  /// The questions on what this step wrote.
  private var fresh: Set<LocalQuestion> = []

  /// A question as an instance answers it; slot 0 for the whole case.
  private struct LocalQuestion: Hashable {
    var question: Int
    var slot: Int
  }

  package init(table: GuardTable, valuation: Valuation, script: [Int8]) {
    self.table = table
    self.valuation = valuation
    self.script = script
  }

  package func pass(to moment: Moment) {}

  package mutating func holds(
    _ expression: Index<Expression>, in slot: Int, of state: Case, by machine: Machine
  ) -> Bool {
    evaluate(table.formulas[expression.int], slot, state, machine) == .boolean(true)
  }

  package mutating func value(
    _ expression: Index<Expression>, in slot: Int, of state: Case, by machine: Machine
  ) -> Value {
    .null
  }

  /// The keys of messages are not followed: any may match, or not.
  package mutating func matches(
    _ expression: Index<Expression>, _ key: Value, in slot: Int, of state: Case, by machine: Machine
  ) -> Bool {
    let choice = choices.count < script.count ? script[choices.count] : 0
    choices.append((choice, 2))
    return choice == 0
  }

  /// None, one or two: what many do, two do.
  package mutating func count(
    _ expression: Index<Expression>, in slot: Int, of state: Case, by machine: Machine
  ) -> Int {
    let choice = choices.count < script.count ? script[choices.count] : 0
    choices.append((choice, 3))
    return Int(choice)
  }

  /// Three-valued, from the left, and no further than needed: an atom that does not matter is not asked.
  private mutating func evaluate(_ formula: Skeleton, _ slot: Int, _ state: Case, _ machine: Machine) -> Value {
    switch formula {
    case .constant(let value): return value
    case .atom(let number): return answer(number, slot, state, machine)
    case .not(let inner):
      guard case .boolean(let value) = evaluate(inner, slot, state, machine) else { return .null }
      return .boolean(!value)
    case .and(let parts): return fold(parts, until: false, slot, state, machine)
    case .or(let parts): return fold(parts, until: true, slot, state, machine)
    }
  }

  private mutating func fold(
    _ parts: [Skeleton], until stop: Bool, _ slot: Int, _ state: Case, _ machine: Machine
  ) -> Value {
    var result = Value.boolean(!stop)
    for part in parts {
      let value = evaluate(part, slot, state, machine)
      if value == .boolean(stop) { return value }
      if value != .boolean(!stop) { result = .null }
    }
    return result
  }

  private mutating func answer(_ number: Int, _ slot: Int, _ state: Case, _ machine: Machine) -> Value {
    let atom = table.atoms[number]
    let written = atom.items.filter { writing.contains($0) || machine.isWritten($0, seenFrom: slot, in: state) }
    if let question = atom.question {
      // With nothing written there is nothing to choose: items are null, and the marking is known.
      let isKnown = written.isEmpty && !table.questions[question].isVolatile
      if !isKnown { return table.questions[question].answers[ask(question, slot, state)] }
    }
    var chosen: [Index<Item>: Value] = [:]
    if atom.question == nil {
      for item in written {
        guard let question = table.valueQuestions[item] else { continue }
        chosen[item] = table.questions[question].answers[ask(question, slot, state)]
      }
    }
    return atom.program.evaluate(
      MarkingReader(machine: machine, state: state, slot: slot, chosen: chosen, base: atom.base))
  }

  private mutating func ask(_ question: Int, _ slot: Int, _ state: Case) -> Int {
    let known = table.questions[question]
    let owner = known.home.raw == 0 ? 0 : state.enclosing(slot, def: known.home) ?? 0
    let answer = valuation.answer(question, in: owner, state, table)
    if answer >= 0 { return Int(answer) }
    let choice = choices.count < script.count ? script[choices.count] : 0
    // Null is the last answer: only a computed value can be it, since nobody may write null.
    let isNeverNull = known.isValue && known.answers.last == .null && answer != ProofWorld.computed
    choices.append((choice, known.answers.count - (isNeverNull ? 1 : 0)))
    let place = LocalQuestion(question: question, slot: owner)
    if !known.isVolatile, !fresh.contains(place) { late.append(question) }
    valuation.set(question, in: owner, to: choice, state)
    return Int(choice)
  }

  /// Not asked yet, of a value that an expression computed, which gives null when it fails.
  static let computed: Int8 = -2

  /// An event of a scope begins to write: the answers that the new values may change are forgotten.
  mutating func beginWriting(
    _ items: [Index<Item>], computed: [Index<Item>], in slot: Int, of state: Case, by machine: Machine
  ) {
    writing = items + computed
    for item in items { forget(item, as: -1, slot, state, machine) }
    for item in computed { forget(item, as: ProofWorld.computed, slot, state, machine) }
  }

  /// Of data of a scope only the instance that is written in, and what it holds, is asked anew.
  private mutating func forget(_ item: Index<Item>, as answer: Int8, _ slot: Int, _ state: Case, _ machine: Machine) {
    guard let owner = machine.owner(of: item, seenFrom: slot, in: state) else { return }
    let scope = machine.items[item.int].scope
    for number in table.readers[item.int] {
      let home = table.questions[number].home
      guard home.raw > 0 else {
        valuation.set(number, in: 0, to: answer, state)
        fresh.insert(LocalQuestion(question: number, slot: 0))
        continue
      }
      for instance in state.instances(of: home) where state.enclosing(instance, def: scope) == owner {
        valuation.set(number, in: instance, to: answer, state)
        fresh.insert(LocalQuestion(question: number, slot: instance))
      }
    }
  }

  /// Answers questions before anything needs the answer, as far as there are data to answer them.
  mutating func askAhead(_ questions: [Int], of state: Case, by machine: Machine) {
    for number in questions {
      for slot in state.instances(of: table.questions[number].home)
      where table.questions[number].items.contains(where: { machine.isWritten($0, seenFrom: slot, in: state) }) {
        _ = ask(number, slot, state)
      }
    }
  }

  /// The event has written.
  mutating func endWriting() { writing = [] }

  /// Forgets the answers that hold for one step only.
  mutating func passTime() {
    for number in table.volatile {
      valuation.whole[number] = -1
      for slot in valuation.local.keys { valuation.local[slot]?.answers[number] = nil }
    }
  }

  /// Whether some answer holds for one step only, so that time alone may change what can happen.
  var restsOnTime: Bool {
    table.volatile.contains { number in
      valuation.whole[number] >= 0 || valuation.local.values.contains { $0.answers[number].map { $0 >= 0 } ?? false }
    }
  }
}

/// Reads what the marking says, and the values chosen for items; other items are null.
private struct MarkingReader: SlotReader {
  let machine: Machine
  let state: Case
  let slot: Int
  let chosen: [Index<Item>: Value]
  let base: Int

  func value(slot number: Int) -> Value {
    switch machine.readings[base + number] {
    case .item(let item): return chosen[item] ?? .null
    case .stepDone(let bit):
      guard let owner = state.enclosing(slot, def: machine.bits[bit.int].scope) else { return .boolean(false) }
      return .boolean(machine.isSet(machine.bits[bit.int].bit, state.scopes[owner].executed, of: state))
    case .termIs(let term, let test):
      return .boolean((state.run(of: term, seenFrom: slot, in: machine)?.state ?? .idle).test(test))
    case .termState(let term):
      return .string((state.run(of: term, seenFrom: slot, in: machine)?.state ?? .idle).rawValue)
    case .tokens(let places): return .number(Number(machine.tokens(at: places, seenFrom: slot, in: state)))
    case .arrived(let places): return .number(Number(machine.arrived(at: places, seenFrom: slot, in: state)))
    case .now, .today, .stepAt, .stepBy, .termDue, .termRemaining: return .null
    }
  }
}
