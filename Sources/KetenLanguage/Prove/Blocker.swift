import KetenMachine
import KetenSource

/// What stands in the way in a state from which a case cannot go on to its end, for a message.
struct Blocker {
  let element: Element
  /// What is still under way or owed.
  let notes: [Diagnostic.Note]

  init(_ machine: Machine, _ state: Case, _ world: ProofWorld) {
    var waiting: [Element] = []
    var owed: [Element] = []
    for debt in KetenMachine.owed(state, of: machine) {
      switch debt {
      case .token(let place, _): if let element = machine.element(at: place) { waiting.append(element) }
      case .event(let bit, _):
        let row = machine.bits[bit.int]
        if let element = row.rule ?? row.event.flatMap({ machine.events[$0.int].element }) {
          owed.append(machine.elements[element.int])
        }
      case .scope: break
      }
    }
    let root = state.preorder.count > 1 ? state.preorder[1] : 0
    let fallback = machine.scopes[Int(state.scopes[root].def)].element ?? Index(0)
    element = waiting.first ?? owed.first ?? machine.elements[fallback.int]
    let reasons = BlockingReasons(machine: machine, state: state, world: world)
    let waits = waiting.map { element in
      Diagnostic.Note(
        "then a token waits at \(element.kind) \"\(element.name)\"\(reasons.text(element))", at: element.range,
        in: element.file)
    }
    let owes = owed.map { element in
      Diagnostic.Note(
        "then \(element.kind) \"\(element.name)\" is still owed\(reasons.text(element))", at: element.range,
        in: element.file)
    }
    notes = (waits + owes).reduce(into: []) { notes, note in
      if !notes.contains(where: { $0.message == note.message && $0.range == note.range }) { notes.append(note) }
    }
  }

  func message(_ code: DiagnosticCode) -> String {
    let what = "\(element.kind) \"\(element.name)\""
    return switch code {
    case .deadlock: "deadlock at \(what): nothing can happen any more, and the procedure has not ended"
    case .cannotComplete: "\(what) can be reached in a way from which the procedure can never end"
    default: "\(what) can be owed in a case that can never close"
    }
  }
}

/// Why the nodes of a state cannot happen there, in the words of a refusal.
private struct BlockingReasons {
  let machine: Machine
  let state: Case
  let world: ProofWorld

  /// The reasons, with a colon before them; empty when none is known.
  func text(_ element: Element) -> String {
    for slot in state.preorder where state.scopes[slot].def >= 0 {
      for event in machine.scopes[Int(state.scopes[slot].def)].events {
        guard let row = machine.events[event.int].element, machine.elements[row.int].range == element.range,
          machine.events[event.int].name == element.name
        else { continue }
        var world = world
        let reasons = machine.blockers(event, slot, of: state, &world).map { $0.text(in: machine) }
        return reasons.isEmpty ? "" : ": " + reasons.joined(separator: "; ")
      }
    }
    return ""
  }
}

extension Machine {
  /// Whether only a client can make a move: by an act, or by a message that only clients send.
  func isClients(_ move: Explorer.Move) -> Bool {
    guard case .event(let event, _, _) = move else { return false }
    let row = events[event.int]
    switch row.kind {
    case .act: return row.performers & ~clientMask == 0
    case .trigger:
      guard let message = row.trigger.flatMap({ triggers[$0.int].message }) else { return false }
      let senders = messages[message.int].from
      return senders != 0 && senders & ~clientMask == 0
    case .job, .timer, .silent: return false
    }
  }

  /// What a token on a place waits for: the node that takes it.
  func element(at place: Index<Place>) -> Element? {
    if let element = places[place.int].element { return elements[element.int] }
    let row = places[place.int]
    for event in scopes[row.scope.int].events {
      for facet in facets[events[event.int].facets.range] where facet.level == 0 {
        let takes = masks[facet.take.range].contains {
          Int($0.word) == row.bit / 64 && $0.bits & (1 << UInt64(row.bit % 64)) != 0
        }
        if takes, let element = events[event.int].element { return elements[element.int] }
      }
    }
    return nil
  }

  /// The clients and those who act for them.
  var clientMask: UInt64 {
    var mask: UInt64 = 0
    for (number, party) in parties.enumerated()
    where party.isClient || party.actsFor.map({ parties[$0.int].isClient }) ?? false {
      mask |= 1 << UInt64(number)
    }
    return mask
  }

  /// One step of a run, as a note on its source.
  func describe(_ move: Explorer.Move, number: Int, answers: String) -> Diagnostic.Note? {
    switch move {
    case .fault(let job, _, let error):
      guard let element = events[job.int].element.map({ elements[$0.int] }) else { return nil }
      let what = triggers[error.int].reference.map { "error \"\($0)\"" } ?? "an error"
      return Diagnostic.Note(
        "\(number). a worker reports \(what) of \"\(events[job.int].name)\"\(answers)", at: element.range,
        in: element.file, isStep: true)
    case .timePasses:
      guard let chain = elements.first else { return nil }
      return Diagnostic.Note("\(number). time passes\(answers)", at: chain.range, in: chain.file, isStep: true)
    case .termEnds(let term, _):
      guard let element = terms[term.int].element.map({ elements[$0.int] }) else { return nil }
      return Diagnostic.Note(
        "\(number). the time of \"\(terms[term.int].name)\" passes\(answers)", at: element.range, in: element.file,
        isStep: true)
    case .event(let event, _, _):
      let row = events[event.int]
      guard let element = row.element.map({ elements[$0.int] }) else { return nil }
      let who = setBits(row.performers).map { parties[$0].name }.joined(separator: " or ")
      let what: String =
        switch row.kind {
        case .act: "\(who) does \"\(row.name)\""
        case .job: "a worker answers \"\(row.name)\""
        case .timer: "the time of \"\(row.name)\" comes"
        case .trigger: "\"\(row.name)\" receives its message"
        case .silent: "\"\(row.name)\" happens"
        }
      return Diagnostic.Note("\(number). \(what)\(answers)", at: element.range, in: element.file, isStep: true)
    }
  }
}
