import FEEL
import KetenLanguage
import KetenMachine
import KetenSource

// What happened, told.

extension RunSession {
  /// What a decision did: what is on the record, how terms stand now, and what has become open or owed.
  func narrate(_ news: [Record], _ before: Case) -> String {
    var output = told(news, from: before)
    for change in termChanges(from: before) { output += "  \(visible(change))\n" }
    if state.status != before.status, state.status != .running { return output + openText() }
    let (old, new) = (openWork(in: before, at: before.moment), openWork(in: state, at: moment))
    let opened = new.map(\.event).filter { event in !old.contains { $0.event == event } }
    let closed = old.map(\.event).filter { event in !new.contains { $0.event == event } }
    let owed = owedEvents(in: state).filter { !owedEvents(in: before).contains($0) }
    for (label, events) in [("now open", opened), ("now owed", owed), ("no longer open", closed)]
    where !events.isEmpty && before.status == .running {
      output += "  \(paint(.note, "\(label):")) \(events.map { machine.label($0) }.joined(separator: ", "))\n"
    }
    return output
  }

  /// Records as lines, those that the viewer is told of.
  private func told(_ records: [Record], from before: Case) -> String {
    var state = before
    var output = ""
    for record in records {
      if isTold(record) { output += told(record, in: state) }
      apply(record, to: &state, of: machine)
    }
    return output
  }

  /// One record as lines, with the case as it was before; nothing for what only serves the machine.
  private func told(_ record: Record, in before: Case) -> String {
    switch record {
    case .fired(let firing): return told(firing, in: before)
    case .termEnded(let term, _, let at): return told(ended: term, at)
    case .kept(let message, let at):
      return "\(spoken(at))  message \(machine.name(of: message.message)) waits in the inbox\n"
    case .expired(_, let at): return "\(spoken(at))  a message waited in vain\n"
    case .failed(let error, let at): return "\(spoken(at))  stopped by error \(error ?? "")\n"
    case .began, .passed, .compensated, .unrolled, .settled: return ""
    }
  }

  private func told(_ firing: Firing, in before: Case) -> String {
    guard machine.isDesigned(firing.event) else { return "" }
    let name = machine.label(firing.event)
    let title = title(of: firing.event)
    let what = title.isEmpty ? name : "\(title) (\(name))"
    var output = "\(spoken(firing.at))  \(paint(.bold, visible("\(actor(firing))\(what)")))\n"
    for write in firing.writes where machine.isDesigned(write.item) && sight(of: write.item) == .full {
      output += "    \(machine.label(write.item)) = \(visible(shown(write.value)))\n"
      guard write.value.isNull else { continue }
      for fault in machine.faults(of: write.item, computedBy: firing, in: before) { output += "      \(told(fault))\n" }
    }
    return output
  }

  /// Why a computed value is null, with the place where that showed.
  private func told(_ fault: Fault) -> String {
    let place = fault.file.position(of: fault.range.start)
    return paint(.faint, visible("because \(fault.message) (\(fault.file.path):\(place.line):\(place.column))"))
  }

  private func actor(_ firing: Firing) -> String {
    switch machine.events[firing.event.int].kind {
    case .act:
      guard let party = firing.party else { return "" }
      let person = firing.person.map { " (\($0))" } ?? ""
      let represented = machine.parties[party.int].actsFor
      let isForOther = machine.events[firing.event.int].performers & (1 << UInt64(party.int)) == 0
      let behalf = isForOther ? represented.map { " for \(machine.label($0))" } ?? "" : ""
      return "\(machine.label(party))\(person)\(behalf): "
    case .job: return "worker: "
    case .trigger: return firing.party.map { "message from \(machine.label($0)): " } ?? "message: "
    case .timer: return "time: "
    case .silent: return "by itself: "
    }
  }

  private func told(ended term: Index<Term>, _ at: Moment) -> String {
    let what: String
    switch machine.terms[term.int].kind {
    case .term where machine.isWindow(term): what = "term \(machine.label(term)) has ended"
    case .term: what = paint(.warning, "term \(machine.label(term)) is exceeded")
    case .deadline: what = paint(.warning, "deadline passed: \(machine.label(term))")
    case .delay: what = "waiting is over: \(machine.label(term))"
    }
    return "\(spoken(at))  \(what)\n"
  }

  /// The terms that started, were met or fell away.
  ///
  /// That one is exceeded is on the record by itself.
  private func termChanges(from before: Case) -> [String] {
    machine.terms.indices.compactMap { number in
      let term = Index<Term>(number)
      guard machine.terms[number].kind == .term, seesCourse || concernsViewer(term), let run = state.latestRun(of: term)
      else { return nil }
      let old = before.latestRun(of: term)
      guard old?.state != run.state || old?.startedAt != run.startedAt else { return nil }
      switch run.state {
      case .running: return "term \(machine.label(term)) runs until \(spokenEnd(run.due))"
      case .met: return "term \(machine.label(term)) is met"
      case .metLate: return "term \(machine.label(term)) is met, but late"
      case .void: return "term \(machine.label(term)) falls away"
      case .exceeded, .idle: return nil
      }
    }
  }

  // MARK: History

  /// The record, as far as the viewer is told of it.
  func historyText() -> String {
    let text = told(records, from: Case())
    return text.isEmpty ? "nothing is on the record yet\n" : text
  }
}
