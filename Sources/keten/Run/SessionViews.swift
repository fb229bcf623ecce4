import CommandLineTool
import FEEL
import KetenLanguage
import KetenMachine
import KetenSource

// What a session shows. With a viewer, only what that party may do and see.

extension RunSession {
  // MARK: Names

  func event(named name: String) -> Index<Event>? {
    guard let event = machine.event(named: InstanceName(name).name), machine.isDesigned(event) else { return nil }
    return event
  }

  var eventNames: [String] {
    machine.events.indices.map { Index<Event>($0) }.filter { machine.isDesigned($0) }.map { machine.label($0) }
  }

  /// An event's title, or nothing.
  func title(of event: Index<Event>) -> String {
    machine.events[event.int].element.flatMap { machine.elements[$0.int].title } ?? ""
  }

  /// The parties whose rights the viewer has: its own, and those of the party it acts for.
  private var viewers: [Index<Party>]? {
    viewer.map { [$0] + (machine.parties[$0.int].actsFor.map { [$0] } ?? []) }
  }

  func isViewers(_ parties: [Index<Party>]) -> Bool {
    viewers.map { mine in parties.contains { mine.contains($0) } } ?? true
  }

  /// The work that is open to the viewer.
  func openWork(in state: Case, at moment: Moment) -> [OpenWork] {
    KetenMachine.openWork(state, of: machine, at: moment).filter { viewer == nil || isViewers($0.performers) }
  }

  /// The events that are owed, each once, in table order.
  func owedEvents(in state: Case) -> [Index<Event>] {
    var result: [Index<Event>] = []
    for case .event(let bit, _) in owed(state, of: machine) {
      for event in machine.index.bitEvents[bit.int]
      where !result.contains(event) && isViewers(machine.performers(of: event)) {
        result.append(event)
      }
    }
    return result
  }

  // MARK: The course

  /// Whether the viewer sees the whole course, though not all values: so do the client and the party that directs.
  var seesCourse: Bool {
    viewers.map { mine in mine.contains { machine.parties[$0.int].isClient || machine.parties[$0.int].directs } }
      ?? true
  }

  /// Whether the viewer is told that something happened: what it may do itself, and what it sees an item of.
  func isTold(_ record: Record) -> Bool {
    if seesCourse { return true }
    switch record {
    case .fired(let firing):
      return isViewers(machine.performers(of: firing.event)) || firing.writes.contains { sight(of: $0.item) != .none }
    case .termEnded(let term, _, _): return concernsViewer(term)
    default: return false
    }
  }

  /// Whether an act of the viewer starts or meets a term.
  func concernsViewer(_ term: Index<Term>) -> Bool {
    machine.events.indices.contains { number in
      machine.termEffects[machine.events[number].termEffects.range].contains { $0.term == term }
        && isViewers(machine.performers(of: Index(number)))
    }
  }

  func isViewers(_ party: Index<Party>) -> Bool { isViewers([party]) }

  // MARK: Open

  func openText() -> String {
    switch state.status {
    case .finished: return "The case is finished.\n"
    case .failed: return "The case was stopped by an error.\n"
    case .new: return "The case has not begun.\n"
    case .running: break
    }
    let work = openWork(in: state, at: moment)
    let owed = owedEvents(in: state)
    var output = paint(.bold, "Open") + (work.isEmpty ? ": nothing\n" : "\n")
    output += table(work.map { row($0, owed: owed.contains($0.event)) })
    let waiting = owed.filter { event in !work.contains { $0.event == event } }
    if !waiting.isEmpty {
      output += paint(.bold, "Owed, but not possible yet") + "\n"
      output += table(waiting.map { [machine.label($0), firstReason($0)] })
    }
    let running = runningTerms()
    if !running.isEmpty { output += paint(.bold, "Running") + "\n" + table(running) }
    output += waitingText()
    let blocked = blockedEvents().filter { !waiting.contains($0) }.map { machine.label($0) }
    if !blocked.isEmpty {
      output += paint(.bold, "Not yet") + " (blocked says why)\n"
      output += wrapped(blocked.joined(separator: ", "), columns: 100, indent: "  ")
    }
    return output
  }

  /// What is not yet possible, each with the reason that says most.
  func blockedText() -> String {
    let blocked = blockedEvents()
    let waiting = waitingText()
    if blocked.isEmpty, waiting.isEmpty { return "nothing that is still in play is held back\n" }
    return table(blocked.map { [machine.label($0), firstReason($0)] }) + waiting
  }

  private func row(_ work: OpenWork, owed: Bool) -> [String] {
    let who =
      work.job.map { "job \($0)" } ?? work.performers.map { machine.label($0) }.joined(separator: ", ")
    let until = work.due.map { "until \(spokenEnd($0))" }
    let elements = machine.elements(of: work.scope, in: state).map { "\($0.name) = \(shown($0.value))" }
    let notes = ([who, owed ? "owed" : nil, until].compactMap { $0 } + elements).joined(separator: "; ")
    return [machine.label(work.event, in: work.scope, of: state), title(of: work.event), "(\(notes))"]
  }

  private func firstReason(_ event: Index<Event>) -> String {
    let reasons = why(event, in: state, of: machine, at: moment)
    // What must come first says more than what is not written yet because of that.
    guard let first = reasons.first(where: { $0.isRelation }) ?? reasons.first else { return "" }
    return first.text(in: machine) + (reasons.count > 1 ? ", and more: why \(machine.label(event))" : "")
  }

  /// The acts and jobs of what is going on that cannot happen yet, and are not out of play.
  private func blockedEvents() -> [Index<Event>] {
    machine.events.indices.map { Index<Event>($0) }.filter { event in
      let kind = machine.events[event.int].kind
      guard kind == .act || kind == .job, machine.isDesigned(event),
        kind == .job || isViewers(machine.performers(of: event))
      else { return false }
      let reasons = why(event, in: state, of: machine, at: moment)
      return !reasons.isEmpty && !reasons.contains { isOutOfPlay($0) }
    }
  }

  private func isOutOfPlay(_ reason: Reason) -> Bool {
    switch reason {
    case .excluded, .done, .noRun, .flow, .severalRuns: true
    default: false
    }
  }

  // MARK: Terms

  private func runningTerms() -> [[String]] {
    machine.terms.indices.compactMap { number in
      let term = Index<Term>(number)
      guard machine.terms[number].kind != .delay, seesCourse || concernsViewer(term),
        let run = state.latestRun(of: term), run.state == .running
      else {
        return nil
      }
      return [machine.label(term), termTitle(term), "until \(spokenEnd(run.due))"]
    }
  }

  private func termTitle(_ term: Index<Term>) -> String {
    machine.terms[term.int].element.flatMap { machine.elements[$0.int].title } ?? ""
  }

  func termsText() -> String {
    let rows = machine.terms.indices.compactMap { number -> [String]? in
      let term = Index<Term>(number)
      guard machine.terms[number].kind == .term, seesCourse || concernsViewer(term) else { return nil }
      let word = machine.word(for: term, in: state)
      let due = state.latestRun(of: term).map { "until \(spokenEnd($0.due))" } ?? ""
      let basis = machine.terms[number].element.flatMap { machine.elements[$0.int].basis } ?? ""
      return [machine.label(term), word, due, termTitle(term), basis.isEmpty ? "" : "(\(basis))"]
    }
    return rows.isEmpty ? "there are no terms to see\n" : table(rows)
  }

  // MARK: Why

  func whyText(_ words: [String]) -> String {
    guard let name = words.first else { return "why what? say: why EVENT\n" }
    guard let event = event(named: name) else { return unknown(name, "event", eventNames) }
    let title = title(of: event)
    let heading = paint(.bold, name) + (title.isEmpty ? "" : "  \(visible(title))") + "\n"
    let run = machine.run(InstanceName(name).number, of: event, in: state)
    let reasons = why(event, run: run, in: state, of: machine, at: moment)
    let performers = machine.performers(of: event)
    let who = performers.isEmpty ? "" : ", by \(listed(performers.map { machine.label($0) }))"
    if reasons.isEmpty { return heading + "  it can happen now\(who)\n" }
    return heading + "  it cannot happen now:\n" + lines(reasons.map { "  \(advice($0))" })
  }

  // MARK: Dossier

  func dossierText() -> String {
    let dossier = machine.scopes[0].items
    let data = dataRows()
    guard !dossier.isEmpty || !data.isEmpty else { return "this chain has no dossier\n" }
    var rows: [[String]] = []
    var hidden = 0
    for item in dossier {
      let holder = machine.items[item.int].holder.map { "held by \(machine.label($0))" } ?? ""
      switch sight(of: item) {
      case .none: hidden += 1
      case .existence:
        rows.append([machine.label(item), state.value(of: item) == nil ? "–" : "is there", holder])
      case .full: rows.append([machine.label(item), state.value(of: item).map(shown) ?? "–", holder])
      }
    }
    let rest =
      hidden == 0 ? "" : "  \(plural(hidden, "item")) that \(viewer.map { machine.label($0) } ?? "") does not see\n"
    return table(rows + data) + rest
  }

  /// The data of what is open, with what each instance is for.
  private func dataRows() -> [[String]] {
    guard state.status == .running, viewer == nil else { return [] }
    var rows: [[String]] = []
    for slot in state.preorder where slot > 0 && state.scopes[slot].def >= 0 {
      let scope = state.id(slot)
      let of = machine.elements(of: scope, in: state).map { "\($0.name) = \(shown($0.value))" }
      for item in machine.scopes[Int(state.scopes[slot].def)].items where machine.isDesigned(item) {
        let value = machine.value(of: item, in: scope, of: state).map(shown) ?? "–"
        rows.append([machine.label(item), value, of.joined(separator: "; ")])
      }
    }
    return rows
  }

  enum Sight { case none, existence, full }

  /// What the viewer sees of an item: what it holds or wrote, and what work that is open to it reads or knows.
  func sight(of item: Index<Item>) -> Sight {
    guard let viewers else { return .full }
    if let holder = machine.items[item.int].holder, viewers.contains(holder) { return .full }
    for case .fired(let firing) in records {
      if firing.party.map(viewers.contains) == true, firing.writes.contains(where: { $0.item == item }) { return .full }
    }
    var result = Sight.none
    for work in openWork(in: state, at: moment) {
      for access in machine.accesses[machine.events[work.event.int].accesses.range] where access.item == item {
        if access.use == .reads { return .full }
        if access.use == .knows { result = .existence }
      }
    }
    return result
  }

  /// A value for people: of a document its title or URI.
  func shown(_ value: Value) -> String {
    if case .context(let context) = value, let uri = context["uri"]?.string {
      return context["title"]?.string.map { "\($0) <\(uri)>" } ?? uri
    }
    return value.description
  }

  // MARK: Layout

  /// Rows in columns that line up; the last is not padded.
  func table(_ rows: [[String]]) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? screenWidth(visible($0[column])) : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() where widths[column] > 0 {
        let text = visible(cell)
        let isLast = column == row.count - 1
        line += "  " + text + (isLast ? "" : String(repeating: " ", count: widths[column] - screenWidth(text)))
      }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}

extension Reason {
  /// Whether a relation holds the event back.
  fileprivate var isRelation: Bool {
    switch self {
    case .condition, .milestone, .delay: true
    default: false
    }
  }
}
