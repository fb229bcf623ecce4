import FEEL
import KetenMachine

/// A command to try, whether only a client can give it, and how to call it.
struct PlainPlay {
  let command: Command
  let isClients: Bool
  let text: String
}

extension PlainExplorer {
  /// All that can be asked of a case now: each act and answer with each value, each message, and that time passes.
  func plays(_ state: Case) -> [PlainPlay] {
    guard state.status == .running else { return [] }
    let now = state.moment
    var result: [PlainPlay] = []
    for work in openWork(state, of: machine, at: now) where work.number == 1 {
      for writes in combinations(accesses(of: work.event)) {
        let text = "\(machine.events[work.event.int].name)\(describe(writes))"
        if work.job != nil || work.performers.isEmpty {
          let command = Command.answer(work.event, run: work.scope, writes: writes, at: now)
          result.append(PlainPlay(command: command, isClients: false, text: text))
        } else {
          let command = Command.act(work.event, run: work.scope, by: work.performers[0], writes: writes, at: now)
          result.append(PlainPlay(command: command, isClients: areClients(work.performers), text: text))
        }
      }
    }
    result += faults(state, at: now)
    for (number, message) in machine.messages.enumerated() where message.keep == nil || state.inbox.isEmpty {
      let isClients = areClients(machine.parties.indices.map { Index($0) }.filter { sends($0, message) })
      for writes in combinations(carried(Index(number))) {
        let command = Command.message(Index(number), writes: writes, at: now)
        result.append(PlainPlay(command: command, isClients: isClients, text: "\(message.name)\(describe(writes))"))
      }
    }
    if let due = state.nextDue {
      result.append(PlainPlay(command: .tick(at: due), isClients: false, text: "time passes"))
    }
    return result
  }

  /// The errors that a worker can report and something catches.
  private func faults(_ state: Case, at now: Moment) -> [PlainPlay] {
    let errors = machine.triggers.filter { $0.kind == .error }
    return openWork(state, of: machine, at: now).filter { $0.job != nil && $0.number == 1 }.flatMap { work in
      errors.compactMap { error in
        let command = Command.fault(work.event, run: work.scope, error: error.reference, at: now)
        guard case .accepted(_, _, let next) = decide(command, on: state, of: machine), next.status != .failed else {
          return nil
        }
        return PlainPlay(command: command, isClients: false, text: "\(machine.events[work.event.int].name) fails")
      }
    }
  }

  private func areClients(_ parties: [Index<Party>]) -> Bool {
    parties.allSatisfy { machine.parties[$0.int].isClient }
  }

  private func sends(_ party: Index<Party>, _ message: Message) -> Bool {
    message.from & (1 << UInt64(party.int)) != 0
  }

  private func accesses(of event: Index<Event>) -> [ItemAccess] {
    machine.accesses[machine.events[event.int].accesses.range].filter { $0.use == .writes }
  }

  /// What a message brings, as those who may receive it write it.
  private func carried(_ message: Index<Message>) -> [ItemAccess] {
    let receivers = machine.events.indices.filter { number in
      machine.events[number].trigger.map { machine.triggers[$0.int].message == message } ?? false
    }
    return receivers.first.map { accesses(of: Index($0)) } ?? []
  }

  /// Every way to write: each value, and for an optional item none.
  private func combinations(_ accesses: [ItemAccess]) -> [[ItemValue]] {
    accesses.reduce([[]]) { known, access in
      let values = samples(of: access.item).map { ItemValue(access.item, $0) }
      return known.flatMap { row in values.map { row + [$0] } + (access.isOptional ? [row] : []) }
    }
  }

  /// Values on each side of what random guards compare with.
  private func samples(of item: Index<Item>) -> [Value] {
    switch machine.items[item.int].type {
    case .boolean: [.boolean(true), .boolean(false)]
    case .number: [4, 5, 6].map { .number(Number($0)) }
    default: [.string("a"), .string("b")]
    }
  }

  private func describe(_ writes: [ItemValue]) -> String {
    writes.map { " \(machine.items[$0.item.int].name)=\($0.value)" }.joined()
  }
}

/// Whether a firing puts a token where one stands already, or two at once, in a scope that does not count.
///
/// It reads the tables by itself, place by place and with multiplicity.
func losesToken(_ firing: Firing, in state: Case, of machine: Machine) -> Bool {
  let event = machine.events[firing.event.int]
  let facets = Array(machine.facets[event.facets.range])
  var puts: [Int32: [Int: Int]] = [:]
  for facet in facets {
    for number in numbers(machine.masks[facet.put.range]) { puts[facet.level, default: [:]][number, default: 0] += 1 }
  }
  for route in firing.routes.map({ machine.routes[Int($0)] }) {
    for number in numbers(machine.masks[route.put.range]) { puts[route.level, default: [:]][number, default: 0] += 1 }
  }
  for (level, counts) in puts {
    if level == 0, event.flags.contains(.exit) { continue }
    var slot = Int32(firing.scope.slot)
    for _ in 0..<level { slot = state.scopes[Int(slot)].lexicalParent }
    let def = machine.scopes[Int(state.scopes[Int(slot)].def)]
    if def.counts { continue }
    let taken = facets.filter { $0.level == level }.flatMap { numbers(machine.masks[$0.take.range]) }
    for (number, count) in counts where machine.places[def.places[number].int].kind != .standing {
      let word = state.words[Int(state.scopes[Int(slot)].tokens) + number / 64]
      let isGone = taken.contains(number) || (level == 0 && event.flags.contains(.clear))
      let held = !isGone && word >> UInt64(number % 64) & 1 == 1 ? 1 : 0
      if held + count > 1 { return true }
    }
  }
  return false
}

private func numbers(_ rows: ArraySlice<MaskWord>) -> [Int] {
  rows.flatMap { row in (0..<64).filter { row.bits >> UInt64($0) & 1 == 1 }.map { Int(row.word) * 64 + $0 } }
}
