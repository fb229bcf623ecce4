import FEEL

/// The guards of a machine as formulas over atoms, with what the proof must answer by cases.
///
/// An atom that reads only the marking and the states of terms is known. Of an item that is compared with constants
/// alone, the proof chooses a value: one for each place among the constants, so that all atoms on it agree. Any other
/// atom is a question of its own. An answer holds until an item that it rests on is written.
package final class GuardTable {
  /// What is answered by cases.
  package struct Question {
    /// What it is called in a run.
    package var text: String
    package var answers: [Value]
    /// The items it rests on.
    var items: [Index<Item>]
    /// Whether it chooses an item's value, rather than what an expression gives.
    var isValue = false
    /// Whether it rests on the clock or on who did what: such an answer holds for one step only.
    var isVolatile = false
    /// The scope each of whose instances has an answer of its own: the innermost one whose data it rests on.
    var home = Index<ScopeDef>(0)
    /// What stands for no answer yet in an instance that has just been opened.
    var unasked: Int8 = -1
  }

  struct Atom {
    var program: Program
    /// Where the readings begin that its slots number.
    var base: Int
    var items: [Index<Item>] = []
    /// The question that answers it; nil when it is evaluated on the marking and the values chosen for its items.
    var question: Int?
  }

  private(set) var atoms: [Atom] = []
  package private(set) var questions: [Question] = []
  /// The question that chooses an item's value.
  private(set) var valueQuestions: [Index<Item>: Int] = [:]
  /// For each expression its formula, with the numbers of `atoms`.
  private(set) var formulas: [Skeleton] = []
  /// The terms whose state some guard reads.
  private(set) var terms: Set<Index<Term>> = []
  /// The bits of which some guard reads whether they are executed.
  private(set) var bits: Set<Index<Bit>> = []
  /// The items that some guard reads.
  private(set) var items: Set<Index<Item>> = []
  /// By item: the questions that rest on it.
  private(set) var readers: [[Int]]
  /// The questions whose answers hold for one step only.
  private(set) var volatile: [Int] = []

  init(_ machine: Machine) {
    // What is written once and called from several places is a condition of its own in each.
    var numbers: [[String]: Int] = [:]
    readers = Array(repeating: [], count: machine.items.count)
    // What an event computes is nobody's guard: a proof does not know its value.
    let computed = Set(
      machine.assignments.map(\.expression) + machine.assignments.compactMap(\.element)
        + machine.events.flatMap { [$0.times, $0.correlation].compactMap { $0 } })
    for (number, expression) in machine.expressions.enumerated() {
      guard !computed.contains(Index(number)) else {
        formulas.append(.constant(.null))
        continue
      }
      let map = expression.program.atoms.map { atom -> Int in
        let key = [atom.text, "\(expression.base)"]
        if let known = numbers[key] { return known }
        numbers[key] = atoms.count
        atoms.append(Atom(program: atom, base: expression.base))
        return atoms.count - 1
      }
      formulas.append(expression.program.skeleton.renumbered(map))
    }
    let domains = ValueDomains(machine, atoms)
    for number in atoms.indices { classify(number, machine, domains) }
    findHomes(machine)
    for (number, question) in questions.enumerated() {
      for item in Set(question.items) { readers[item.int].append(number) }
      if question.isVolatile { volatile.append(number) }
    }
  }

  /// An answer belongs to the innermost scope whose data it rests on; data that the opening of a scope computes may be
  /// null from the start.
  private func findHomes(_ machine: Machine) {
    var seeded: Set<Index<Item>> = []
    for event in machine.events {
      guard let opened = event.opens else { continue }
      for assignment in machine.assignments[event.assignments.range]
      where machine.items[assignment.item.int].scope == opened {
        seeded.insert(assignment.item)
      }
    }
    for number in questions.indices {
      let scopes = questions[number].items.map { machine.items[$0.int].scope }
      questions[number].home = scopes.max { machine.scopes[$0.int].depth < machine.scopes[$1.int].depth } ?? Index(0)
      if questions[number].items.contains(where: seeded.contains) { questions[number].unasked = ProofWorld.computed }
    }
  }

  private func classify(_ number: Int, _ machine: Machine, _ domains: ValueDomains) {
    let program = atoms[number].program
    var isVolatile = false
    for slot in program.slots {
      switch machine.readings[atoms[number].base + slot] {
      case .item(let item):
        atoms[number].items.append(item)
        items.insert(item)
      case .stepDone(let bit): bits.insert(bit)
      case .arrived, .tokens: break
      case .termIs(let term, _), .termState(let term): terms.insert(term)
      case .termDue(let term), .termRemaining(let term):
        terms.insert(term)
        isVolatile = true
      case .now, .today, .stepAt, .stepBy: isVolatile = true
      }
    }
    let read = atoms[number].items
    if read.isEmpty, !isVolatile { return }
    if read.count == 1, program.slots.count == 1, let values = domains[read[0]], domains.answers(program) {
      ask(for: read[0], values, machine)
      return
    }
    let isMixed = read.count < program.slots.count
    // Of an expression that is more than a comparison nothing is known: it may be null though its items are not.
    let answers: [Value] = [.boolean(true), .boolean(false), .null]
    atoms[number].question = questions.count
    questions.append(
      Question(text: program.text, answers: answers, items: read, isVolatile: isVolatile || isMixed))
  }

  private func ask(for item: Index<Item>, _ values: [Value], _ machine: Machine) {
    guard valueQuestions[item] == nil else { return }
    valueQuestions[item] = questions.count
    questions.append(Question(text: machine.items[item.int].word, answers: values, items: [item], isValue: true))
  }
}

extension Skeleton {
  /// The same formula with other numbers for its atoms.
  fileprivate func renumbered(_ map: [Int]) -> Skeleton {
    switch self {
    case .constant: self
    case .atom(let number): .atom(map[number])
    case .and(let parts): .and(parts.map { $0.renumbered(map) })
    case .or(let parts): .or(parts.map { $0.renumbered(map) })
    case .not(let inner): .not(inner.renumbered(map))
    }
  }
}

/// For each item that guards compare with constants, values that stand for all others: each constant, and one between
/// and beyond them.
struct ValueDomains {
  private var values: [Index<Item>: [Value]] = [:]
  /// The items that automatic work writes, whose value is null when its expression fails.
  private var computed: Set<Index<Item>>
  /// The atoms that a value among these answers.
  private var answered: Set<String> = []

  /// More values than this are not told apart: each comparison is then a question of its own.
  private static let limit = 64

  init(_ machine: Machine, _ atoms: [GuardTable.Atom]) {
    computed = Set(machine.assignments.map(\.item))
    var constants: [Index<Item>: [Value]] = [:]
    for atom in atoms {
      guard let comparison = atom.program.comparedConstants,
        case .item(let item) = machine.readings[atom.base + comparison.slot],
        comparison.constants.allSatisfy({ machine.items[item.int].type.contains($0) })
      else { continue }
      answered.insert(atom.program.text)
      constants[item, default: []] += comparison.constants.filter { !$0.isNull }
    }
    for (item, known) in constants {
      if let outcomes = machine.outcomes(of: item) {
        if outcomes.count <= ValueDomains.limit { values[item] = outcomes }
        continue
      }
      guard var domain = ValueDomains.representatives(machine.items[item.int].type, known),
        domain.count <= ValueDomains.limit
      else { continue }
      if computed.contains(item) { domain.append(.null) }
      values[item] = domain
    }
  }

  subscript(item: Index<Item>) -> [Value]? { values[item] }

  /// Whether the values tell what an atom gives; of one that compares unlike things nothing is known.
  func answers(_ atom: Program) -> Bool { answered.contains(atom.text) }

  private static func representatives(_ type: ValueType, _ constants: [Value]) -> [Value]? {
    switch type {
    case .boolean: [.boolean(true), .boolean(false)]
    case .string: strings(constants.compactMap(\.string))
    case .number: numbers(constants.compactMap(\.number))
    default: nil
    }
  }

  private static func strings(_ constants: [String]) -> [Value] {
    let known = Set(constants).sorted()
    // Ordering on strings is by code point: beside each constant stands the next string after it.
    let values = Set(known + known.map { $0 + "\u{0}" } + [""])
    return values.sorted().map { .string($0) }
  }

  private static func numbers(_ constants: [Number]) -> [Value]? {
    let known = Set(constants).sorted()
    guard let first = known.first, let last = known.last else { return [.number(Number(0))] }
    guard let below = first - Number(1), let above = last + Number(1), below < first, last < above else { return nil }
    var result = [below]
    for (number, next) in zip(known, known.dropFirst()) {
      guard let sum = number + next, let middle = sum / Number(2), number < middle, middle < next else { return nil }
      result += [number, middle]
    }
    return (result + [last, above]).map { .number($0) }
  }
}
