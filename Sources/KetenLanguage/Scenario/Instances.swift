import FEEL
import KetenMachine

/// A name, with the number of the open instance that is meant when it says one: `beoordelen[2]`.
package struct InstanceName: Hashable, Sendable {
  package var name: String
  /// From 1, in the order in which the instances began.
  package var number: Int?

  package init(_ text: String) {
    guard text.hasSuffix("]"), let open = text.lastIndex(of: "["),
      let number = Int(text[text.index(after: open)...].dropLast()), number > 0
    else {
      (name, self.number) = (text, nil)
      return
    }
    (name, self.number) = (String(text[..<open]), number)
  }
}

extension Machine {
  /// The open instances in which an event stands, in the order in which they began.
  package func runs(of event: Index<Event>, in state: Case) -> [ScopeID] {
    state.status == .running ? state.instances(of: events[event.int].scope).map { state.id($0) } : []
  }

  /// The instance of a number, as a command names it; nil without a number, and one that is not there is nobody's.
  package func run(_ number: Int?, of event: Index<Event>, in state: Case) -> ScopeID? {
    guard let number else { return nil }
    let runs = runs(of: event, in: state)
    return runs.indices.contains(number - 1) ? runs[number - 1] : ScopeID(slot: -1, generation: 0)
  }

  /// The number of an instance among those that are open; nil when there is no other.
  package func number(of scope: ScopeID, for event: Index<Event>, in state: Case) -> Int? {
    let runs = runs(of: event, in: state)
    guard runs.count > 1, let place = runs.firstIndex(of: scope) else { return nil }
    return place + 1
  }

  /// The name of an event in an instance, with its number when there are several.
  package func label(_ event: Index<Event>, in scope: ScopeID, of state: Case) -> String {
    number(of: scope, for: event, in: state).map { "\(label(event))[\($0)]" } ?? label(event)
  }

  /// What an instance is for: the elements of the lists that it and those around it have, the outermost first.
  package func elements(of scope: ScopeID, in state: Case) -> [(name: String, value: Value)] {
    var result: [(name: String, value: Value)] = []
    var slot = scope.slot
    while slot > 0, state.scopes[slot].def >= 0 {
      for item in scopes[Int(state.scopes[slot].def)].items where items[item.int].isElement {
        let row = items[item.int]
        result.insert((row.title ?? row.name, value(of: row, in: slot, state) ?? .null), at: 0)
      }
      slot = Int(state.scopes[slot].lexicalParent)
    }
    return result
  }

  /// The item that a name means beside an event: that of the call it stands in, of the calls around it, or of the chain.
  package func item(named name: String, beside event: Index<Event>?) -> Index<Item>? {
    var path = (event.map { label($0) } ?? "").split(separator: "/").dropLast()
    while !path.isEmpty {
      if let item = item(named: path.joined(separator: "/") + "/" + name) { return item }
      path.removeLast()
    }
    return item(named: name)
  }

  /// Whether an item stands in the file, and was not added by lowering.
  package func isDesigned(_ item: Index<Item>) -> Bool { !items[item.int].name.utf8.contains(UInt8(ascii: ".")) }
}

extension Item {
  /// Whether it is the element that an instance is for.
  fileprivate var isElement: Bool { name.hasSuffix(".element") }
}
