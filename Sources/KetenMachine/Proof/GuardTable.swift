import FEEL

/// The guards of a machine as formulas over atoms that the proof knows exactly or answers by cases.
///
/// An atom that reads only the marking and the states of terms is known. One that reads items is null while none of
/// them has been written, and otherwise answered by cases: each answer holds until an item that it reads is written.
package final class GuardTable {
  package struct Atom {
    package var program: Program
    var items: [Index<Item>] = []
    /// Whether it reads the clock or who did what: such an answer holds for one step only.
    var isVolatile = false
    /// Whether it reads nothing but the marking and the states of terms.
    var isKnown = false
  }

  package private(set) var atoms: [Atom] = []
  /// For each expression its formula, with the numbers of `atoms`.
  private(set) var formulas: [Skeleton] = []
  /// The terms whose state some guard reads.
  private(set) var terms: Set<Index<Term>> = []
  /// The bits of which some guard reads whether they are executed.
  private(set) var bits: Set<Index<Bit>> = []
  /// The items that some guard reads.
  private(set) var items: Set<Index<Item>> = []
  /// By item: the atoms that read it.
  private(set) var readers: [[Int]]
  /// The atoms whose answers hold for one step only.
  private(set) var volatile: [Int] = []

  init(_ machine: Machine) {
    var numbers: [String: Int] = [:]
    readers = Array(repeating: [], count: machine.items.count)
    for expression in machine.expressions {
      let map = expression.program.atoms.map { atom -> Int in
        if let known = numbers[atom.text] { return known }
        numbers[atom.text] = atoms.count
        atoms.append(classify(atom, machine))
        return atoms.count - 1
      }
      formulas.append(expression.program.skeleton.renumbered(map))
    }
    for (number, atom) in atoms.enumerated() {
      for item in Set(atom.items) { readers[item.int].append(number) }
      if atom.isVolatile { volatile.append(number) }
    }
  }

  private func classify(_ program: Program, _ machine: Machine) -> Atom {
    var atom = Atom(program: program)
    for slot in program.slots {
      switch machine.readings[slot] {
      case .item(let item):
        atom.items.append(item)
        items.insert(item)
      case .stepDone(let bit): bits.insert(bit)
      case .termIs(let term, _), .termState(let term): terms.insert(term)
      case .termDue(let term), .termRemaining(let term):
        terms.insert(term)
        atom.isVolatile = true
      case .now, .today, .stepAt, .stepBy: atom.isVolatile = true
      }
    }
    atom.isKnown = atom.items.isEmpty && !atom.isVolatile
    if !atom.isKnown, atom.items.count < program.slots.count { atom.isVolatile = true }
    return atom
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

/// The world of a proof: it answers what it cannot know by cases, following a script and noting what it chose.
package struct ProofWorld: World {
  package static let answers: [Value] = [.null, .boolean(true), .boolean(false)]

  let table: GuardTable
  /// The answer to each atom, as a number of `answers`; −1 for not asked yet.
  var valuation: [Int8]
  /// The choices to make, in order of asking; past them the first answer is taken.
  private var script: [Int8]
  /// The choices made, and how many answers each had.
  private(set) var choices: [(answer: Int8, options: [Int8])] = []

  init(table: GuardTable, valuation: [Int8], script: [Int8]) {
    self.table = table
    self.valuation = valuation
    self.script = script
  }

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
    let count = table.atoms[number].items.count
    var written = 0
    for position in 0..<count where machine.isWritten(table.atoms[number].items[position], in: state) { written += 1 }
    if table.atoms[number].isKnown || (written == 0 && !table.atoms[number].isVolatile) {
      return table.atoms[number].program.evaluate(MarkingReader(machine: machine, state: state, slot: slot))
    }
    if valuation[number] >= 0 { return ProofWorld.answers[Int(valuation[number])] }
    let options: [Int8] = written == count ? [1, 2] : [1, 2, 0]
    let choice = choices.count < script.count ? script[choices.count] : options[0]
    choices.append((choice, options))
    valuation[number] = choice
    return ProofWorld.answers[Int(choice)]
  }

  package func pass(to moment: Moment) {}

  /// Forgets the answers that an item's new value may change.
  mutating func forget(_ writes: [ItemValue]) {
    for write in writes {
      for number in table.readers[write.item.int] { valuation[number] = -1 }
    }
  }

  /// Forgets the answers that hold for one step only.
  mutating func passTime() {
    for number in table.volatile { valuation[number] = -1 }
  }
}

/// Reads what the marking says; items are null.
private struct MarkingReader: SlotReader {
  let machine: Machine
  let state: Case
  let slot: Int

  func value(slot number: Int) -> Value {
    switch machine.readings[number] {
    case .stepDone(let bit):
      guard let owner = state.enclosing(slot, def: machine.bits[bit.int].scope) else { return .boolean(false) }
      return .boolean(machine.isSet(machine.bits[bit.int].bit, state.scopes[owner].executed, of: state))
    case .termIs(let term, let test):
      return .boolean((state.run(of: term, seenFrom: slot, in: machine)?.state ?? .idle).test(test))
    case .termState(let term):
      return .string((state.run(of: term, seenFrom: slot, in: machine)?.state ?? .idle).rawValue)
    case .item, .now, .today, .stepAt, .stepBy, .termDue, .termRemaining: return .null
    }
  }
}

extension Machine {
  /// Whether an item has been written: its standing place in the root says so.
  func isWritten(_ item: Index<Item>, in state: Case) -> Bool {
    holdsToken(places[items[item.int].place.int].bit, 0, of: state)
  }
}
