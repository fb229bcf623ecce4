import FEEL

/// The world of a proof: it answers what it cannot know by cases, following a script and noting what it chose.
package struct ProofWorld: World {
  let table: GuardTable
  /// The answer to each question, as a number of its answers; −1 for not asked yet.
  var valuation: [Int8]
  /// The items that the event at hand writes: its routes and effects see the new values already.
  private var writing: [Index<Item>] = []
  /// The choices to make, in order of asking; past them the first answer is taken.
  private let script: [Int8]
  /// The choices made, and how many answers each had.
  private(set) var choices: [(answer: Int8, count: Int)] = []
  /// The questions chosen on data that stood there before this step.
  private(set) var late: [Int] = []
  /// The questions on what this step wrote.
  private var fresh: Set<Int> = []

  package init(table: GuardTable, valuation: [Int8], script: [Int8]) {
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
    let written = atom.items.filter { writing.contains($0) || machine.isWritten($0, in: state) }
    if let question = atom.question {
      // With nothing written there is nothing to choose: items are null, and the marking is known.
      let isKnown = written.isEmpty && !table.questions[question].isVolatile
      if !isKnown { return table.questions[question].answers[ask(question)] }
    }
    var chosen: [Index<Item>: Value] = [:]
    if atom.question == nil {
      for item in written {
        guard let question = table.valueQuestions[item] else { continue }
        chosen[item] = table.questions[question].answers[ask(question)]
      }
    }
    return atom.program.evaluate(MarkingReader(machine: machine, state: state, slot: slot, chosen: chosen))
  }

  private mutating func ask(_ question: Int) -> Int {
    if valuation[question] >= 0 { return Int(valuation[question]) }
    let choice = choices.count < script.count ? script[choices.count] : 0
    let known = table.questions[question]
    // Null is the last answer: only a computed value can be it, since nobody may write null.
    let isNeverNull = known.isValue && known.answers.last == .null && valuation[question] != ProofWorld.computed
    choices.append((choice, known.answers.count - (isNeverNull ? 1 : 0)))
    if !known.isVolatile, !fresh.contains(question) { late.append(question) }
    valuation[question] = choice
    return Int(choice)
  }

  /// Not asked yet, of a value that an expression computed, which gives null when it fails.
  private static let computed: Int8 = -2

  /// An event begins to write: the answers that the new values may change are forgotten.
  mutating func beginWriting(_ items: [Index<Item>], computed: [Index<Item>]) {
    writing = items + computed
    for item in items { forget(item, as: -1) }
    for item in computed { forget(item, as: ProofWorld.computed) }
  }

  private mutating func forget(_ item: Index<Item>, as state: Int8) {
    for number in table.readers[item.int] {
      valuation[number] = state
      fresh.insert(number)
    }
  }

  /// Answers questions before anything needs the answer, as far as there are data to answer them.
  mutating func askAhead(_ questions: [Int], of state: Case, by machine: Machine) {
    for number in questions where table.questions[number].items.contains(where: { machine.isWritten($0, in: state) }) {
      _ = ask(number)
    }
  }

  /// The event has written.
  mutating func endWriting() { writing = [] }

  /// Forgets the answers that hold for one step only.
  mutating func passTime() {
    for number in table.volatile { valuation[number] = -1 }
  }

  /// Whether some answer holds for one step only, so that time alone may change what can happen.
  var restsOnTime: Bool { table.volatile.contains { valuation[$0] >= 0 } }
}

/// Reads what the marking says, and the values chosen for items; other items are null.
private struct MarkingReader: SlotReader {
  let machine: Machine
  let state: Case
  let slot: Int
  let chosen: [Index<Item>: Value]

  func value(slot number: Int) -> Value {
    switch machine.readings[number] {
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

extension Machine {
  /// Whether an item has been written: its standing place in the root says so.
  func isWritten(_ item: Index<Item>, in state: Case) -> Bool {
    holdsToken(places[items[item.int].place.int].bit, 0, of: state)
  }
}
