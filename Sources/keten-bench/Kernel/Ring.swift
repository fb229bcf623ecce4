import FEEL
import KetenMachine
import KetenSource

/// Acts in a ring, each an activity with a bit of its own, as chains lower to: a case that never ends.
struct Ring {
  let machine: Machine
  let acts: [Index<Event>]
  let party: Index<Party>
  /// The items that the guards read, with values for which they hold.
  let values: [ItemValue]

  /// - Parameter guardText: The guard of each act, over the items `amount` and `age`; none when nil.
  init(_ count: Int, guardText: String? = nil) {
    var builder = MachineBuilder(name: "ring", version: "1")
    party = builder.add(Party(name: "anna", isClient: true, directs: true), to: \.parties)
    let items = ["amount", "age"].map { name in
      builder.add(
        Item(name: name, type: .number, place: builder.place(name, in: builder.root, .standing)), to: \.items)
    }
    values = [ItemValue(items[0], .number(Number(2500))), ItemValue(items[1], .number(Number(42)))]
    let expression = guardText.map { builder.expression($0, reading: items) }
    let places = (0..<count).map { builder.place("t\($0)", in: builder.root, .activity, initially: $0 == 0) }
    let bits = (0..<count).map { builder.bit("t\($0)", in: builder.root) }
    acts = (0..<count).map { number in
      builder.event("t\(number)", .act, in: builder.root) { event in
        event.performers = 1
        event.guardExpression = expression
        event[level: 0].bit = bits[number]
        event[level: 0].take = [places[number]]
        event[level: 0].put = [places[(number + 1) % count]]
      }
    }
    machine = builder.build()
  }

  /// A begun case with the items' values.
  func begun() -> Case {
    guard case .accepted(_, _, var state) = begin(machine, at: .origin) else { preconditionFailure("a ring begins") }
    for value in values { state.values[value.item.int] = value.value }
    return state
  }
}

extension MachineBuilder {
  /// Compiles an expression over items.
  fileprivate mutating func expression(_ text: String, reading items: [Index<Item>]) -> Index<Expression> {
    var environment = Environment()
    for item in items {
      let row = machine.items[item.int]
      environment.declare([row.name], type: row.type, slot: slot(.item(item)))
    }
    let file = SourceFile(path: "bench", text: text)
    let range = SourceRange(0, text.utf8.count)
    guard let program = compile(SourceText(file: file, range: range), in: environment).program else {
      preconditionFailure("the guard '\(text)' compiles")
    }
    return add(Expression(program: program, text: text, file: file, range: range), to: \.expressions)
  }
}
