import FEEL
import KetenLanguage
import KetenMachine
import KetenSource

/// A case that somebody plays at the terminal: one line in, text out.
///
/// Nothing that is typed can break it.
struct RunSession {
  let machine: Machine
  /// What people call the chain.
  let title: String
  /// Whose view is shown and who acts; nil for everybody's.
  let viewer: Index<Party>?
  let paint: Paint
  private(set) var state = Case()
  private(set) var moment: Moment
  /// All that is on the record, in order.
  private(set) var records: [Record] = []
  private var past: [Snapshot] = []

  private struct Snapshot {
    var state: Case
    var moment: Moment
    var recordCount: Int
  }

  /// What a line came to.
  struct Answer {
    var text: String
    var isOver = false
  }

  init(machine: Machine, title: String, viewer: Index<Party>?, at moment: Moment, paint: Paint = Paint(isOn: false)) {
    self.machine = machine
    self.title = title
    self.viewer = viewer
    self.moment = moment
    self.paint = paint
  }

  /// Begins the case and says where it stands.
  mutating func begin() -> String {
    let heading = "\(paint(.bold, visible(title)))  \(machine.name) \(machine.version)\n\(spoken(moment))\n\n"
    switch KetenMachine.begin(machine, at: moment) {
    case .accepted(let news, _, let next):
      let before = state
      take(news, next, at: moment)
      past = []
      return heading + narrate(news, before) + openText()
    case .refused(let reasons): return heading + "The case cannot begin.\n" + lines(machine.texts(reasons))
    }
  }

  /// Goes on from a case that was played elsewhere.
  mutating func adopt(_ state: Case, _ records: [Record], at moment: Moment) {
    self.state = state
    self.records = records
    self.moment = moment
    past = []
  }

  /// Does what a line asks.
  mutating func handle(_ line: String) -> Answer {
    guard let words = splitWords(line) else { return Answer(text: "a quote is not closed\n") }
    guard let first = words.first, !first.hasPrefix("#") else { return Answer(text: "") }
    let rest = Array(words.dropFirst())
    switch Keyword(rawValue: first.lowercased()) {
    case .open: return Answer(text: openText())
    case .blocked: return Answer(text: blockedText())
    case .do: return Answer(text: act(rest))
    case .message: return Answer(text: receive(rest))
    case .why: return Answer(text: whyText(rest))
    case .wait: return Answer(text: wait(rest))
    case .terms: return Answer(text: termsText())
    case .dossier: return Answer(text: dossierText())
    case .history: return Answer(text: historyText())
    case .undo: return Answer(text: undo())
    case .help: return Answer(text: helpText)
    case .quit, .exit: return Answer(text: "", isOver: true)
    case nil:
      // An event's own name is enough to do it.
      if event(named: first) != nil { return Answer(text: act(words)) }
      let known = Keyword.allCases.map(\.rawValue) + eventNames
      let suggestion = nearest(to: first.lowercased(), in: known).map { "; did you mean '\($0)'?" } ?? ""
      return Answer(text: "there is no command '\(visible(first))'\(suggestion); 'help' lists them\n")
    }
  }

  enum Keyword: String, CaseIterable {
    case open, blocked, `do`, message, why, wait, terms, dossier, history, undo, help, quit, exit
  }

  /// The prompt at a terminal.
  var prompt: String { "\(paint(.faint, spoken(moment)))> " }
}

// MARK: - Acting

extension RunSession {
  private mutating func act(_ words: [String]) -> String {
    guard let name = words.first else { return "do what? say: do EVENT [by PARTY] [item=value …]\n" }
    guard let event = event(named: name) else { return unknown(name, "event", eventNames) }
    var request = Request()
    if let fault = request.read(Array(words.dropFirst()), machine, "by", beside: event) { return fault }
    let run = machine.run(InstanceName(name).number, of: event, in: state)
    let command: Command
    switch machine.events[event.int].kind {
    case .job: command = .answer(event, run: run, writes: request.writes, at: moment)
    case .trigger: return "\(name) happens when a message comes in: say message NAME\n"
    case .timer: return "\(name) happens by itself when its time has come: say wait\n"
    case .silent: return "\(name) happens by itself\n"
    case .act:
      if let viewer, let other = request.party, other != viewer {
        return "you look as \(machine.label(viewer)): only its own acts can be done here\n"
      }
      guard let party = request.party ?? viewer ?? machine.performers(of: event).first else {
        return "nobody may do \(name)\n"
      }
      command = .act(event, run: run, by: party, person: request.person, writes: request.writes, at: moment)
    }
    return send(command, "\(name) is refused:")
  }

  private mutating func receive(_ words: [String]) -> String {
    let known = machine.messages.map(\.name)
    guard let name = words.first else { return "which message? say: message NAME [from PARTY] [item=value …]\n" }
    guard let message = machine.message(named: name) else { return unknown(name, "message", known) }
    var request = Request()
    if let fault = request.read(Array(words.dropFirst()), machine, "from") { return fault }
    let command = Command.message(message, from: request.party, writes: request.writes, at: moment)
    return send(command, "message \(name) is refused:")
  }

  private mutating func send(_ command: Command, _ refusal: String) -> String {
    switch decide(command, on: state, of: machine) {
    case .accepted(let news, _, let next):
      let before = state
      take(news, next, at: command.at)
      return narrate(news, before)
    case .refused(let reasons): return paint(.error, refusal) + "\n" + lines(reasons.map { advice($0) })
    }
  }

  private mutating func take(_ news: [Record], _ next: Case, at moment: Moment) {
    past.append(Snapshot(state: state, moment: self.moment, recordCount: records.count))
    records += news
    state = next
    self.moment = moment
  }

  /// A reason, with what to type where that helps.
  func advice(_ reason: Reason) -> String {
    switch reason {
    case .writeMissing(let item), .writeType(let item, _):
      "\(reason.text(in: machine)): add \(example(of: machine.items[item.int]))"
    case .severalRuns(let event, let runs):
      "\(reason.text(in: machine)): \(runs.map { instance($0, of: event) }.joined(separator: ", "))"
    default: reason.text(in: machine)
    }
  }

  /// An instance as it is named, with what it is for.
  private func instance(_ scope: ScopeID, of event: Index<Event>) -> String {
    let elements = machine.elements(of: scope, in: state).map { "\($0.name) = \(shown($0.value))" }
    let name = machine.label(event, in: scope, of: state)
    return elements.isEmpty ? name : "\(name) (\(elements.joined(separator: ", ")))"
  }

  private mutating func undo() -> String {
    guard let last = past.popLast() else { return "there is nothing to undo\n" }
    state = last.state
    moment = last.moment
    records.removeSubrange(last.recordCount...)
    return "back at \(spoken(moment))\n" + openText()
  }

  // MARK: Time

  private mutating func wait(_ words: [String]) -> String {
    let usage = "say: wait P7D, wait until 2026-03-09, or wait next\n"
    guard let first = words.first else { return "how long? " + usage }
    let target: Moment
    switch first.lowercased() {
    case "until":
      guard let until = readMoment(words.dropFirst().joined(separator: " ")) else {
        return "cannot read that moment: " + usage
      }
      target = until
    case "next":
      guard let next = state.nextDue else { return "nothing is due\n" }
      target = max(next, moment)
    default:
      guard words.count == 1, let duration = CalendarDuration(iso: first.uppercased()), duration.isPositive else {
        return "cannot read '\(visible(words.joined(separator: " ")))': " + usage
      }
      target = moment.adding(duration)
    }
    guard target >= moment else { return "it is \(spoken(moment)) already; time does not go back: 'undo' does\n" }
    guard state.status == .running else {
      moment = target
      return "\(spoken(moment)): the case is over, nothing happens any more\n"
    }
    return send(.tick(at: target), "time cannot pass:") + "it is \(spoken(moment))\n"
  }
}

extension CalendarDuration {
  /// Whether it goes forward, or stands still.
  fileprivate var isPositive: Bool { months >= 0 && days >= 0 && milliseconds >= 0 }
}

/// What follows the name in a line: who, and what is written.
private struct Request {
  var party: Index<Party>?
  var person: String?
  var writes: [ItemValue] = []

  /// Reads the words; what is wrong with them comes back.
  mutating func read(
    _ words: [String], _ machine: Machine, _ preposition: String, beside event: Index<Event>? = nil
  ) -> String? {
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case preposition:
        guard let name = rest.popFirst() else { return "\(preposition) whom?\n" }
        guard let party = machine.party(named: name) else {
          return unknown(name, "party", machine.parties.map(\.name))
        }
        self.party = party
      case "person":
        guard let name = rest.popFirst() else { return "which person?\n" }
        person = name
      default:
        if let fault = readWrite(word, machine, beside: event) { return fault }
      }
    }
    return nil
  }

  private mutating func readWrite(_ word: String, _ machine: Machine, beside event: Index<Event>?) -> String? {
    guard let equals = word.firstIndex(of: "=") else {
      return "cannot read '\(visible(word))': say \(example(word, machine))\n"
    }
    let name = String(word[..<equals])
    guard let item = machine.item(named: name, beside: event), machine.isDesigned(item) else {
      let known = machine.items.indices.map { Index<Item>($0) }.filter { machine.isDesigned($0) }
      return unknown(name, "item", known.map { machine.name(of: $0) })
    }
    do {
      writes.append(
        ItemValue(item, try readValue(String(word[word.index(after: equals)...]), for: machine.items[item.int])))
    } catch {
      return error.message + "\n"
    }
    return nil
  }

  private func example(_ word: String, _ machine: Machine) -> String {
    if machine.party(named: word) != nil { return "by \(word)" }
    return machine.item(named: word).map { keten.example(of: machine.items[$0.int]) } ?? "item=value"
  }
}

/// That a name is not known, with the nearest one.
func unknown(_ name: String, _ kind: String, _ known: [String]) -> String {
  let suggestion = nearest(to: name, in: known).map { "; did you mean '\($0)'?" } ?? ""
  return "there is no \(kind) '\(visible(name))'\(suggestion)\n"
}

/// Lines with an indent.
func lines(_ texts: [String]) -> String { texts.map { "  \(visible($0))\n" }.joined() }

private let helpText = """
  open                                  where the case stands: what is open, owed, running, and not yet possible
  blocked                               what is not yet possible, and the first reason why
  do EVENT [by PARTY] [person NAME] [item=value …]
                                        does an act, or answers a job; the event's name alone is enough,
                                        and of several that are open EVENT[2] is the second
  message NAME [from PARTY] [item=value …]
                                        lets a message come in
  why EVENT                             why something can or cannot happen now
  wait P7D | wait until DATE | wait next
                                        lets time pass; next is when something falls due
  terms                                 the terms and how they stand
  dossier                               the items and their values
  history                               what is on the record
  undo                                  takes back the last step
  quit                                  ends

  """
