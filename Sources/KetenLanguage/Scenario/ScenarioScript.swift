import FEEL
import KetenMachine
import KetenSource

/// A scenario whose names are looked up in a machine and whose values are computed: what the player plays.
package struct ScenarioScript: Sendable {
  package var steps: [Step] = []

  package struct Step: Sendable {
    package var action: Action
    package var range: SourceRange
    package var documentation: String?
  }

  package enum Action: Sendable {
    case act(Act)
    case refuse(Act, because: [Scenario.Name])
    case job(Target<Event>, error: String?, writes: [ItemValue])
    case message(Target<Message>, from: Index<Party>?, writes: [ItemValue])
    case wait(Scenario.Wait)
    case expect([Expectation])
  }

  /// What a name means, and where it stands in the scenario.
  package struct Target<Row>: Sendable {
    package var index: Index<Row>
    package var range: SourceRange
    /// Which of several that are open is meant.
    package var number: Int?
  }

  package struct Act: Sendable {
    package var event: Target<Event>
    package var party: Index<Party>
    package var person: String?
    package var writes: [ItemValue]
  }

  /// One thing that must hold.
  package enum Expectation: Sendable {
    case enabled(Target<Event>, Bool)
    case pending(Target<Event>, Bool)
    case done(Target<Event>, Bool)
    case finished(Bool, SourceRange)
    case state(Target<Term>, Scenario.Name)
    case due(Target<Term>, Moment, SourceRange)
    case value(Target<Item>, Value, SourceRange)
  }
}

/// Looks up the names of a scenario and computes its values; with an error among the findings it cannot be played.
package func resolve(_ scenario: Scenario, on machine: Machine) -> (script: ScenarioScript, diagnostics: [Diagnostic]) {
  var resolver = ScenarioResolver(scenario: scenario, machine: machine)
  resolver.run()
  return (resolver.script, resolver.diagnostics.ordered())
}

private struct ScenarioResolver {
  let scenario: Scenario
  let machine: Machine
  let names: ScenarioNames
  var script = ScenarioScript()
  var diagnostics: [Diagnostic] = []

  init(scenario: Scenario, machine: Machine) {
    self.scenario = scenario
    self.machine = machine
    names = ScenarioNames(machine)
  }

  mutating func run() {
    for step in scenario.steps {
      guard let action = action(step.action) else { continue }
      script.steps.append(
        ScenarioScript.Step(action: action, range: step.range, documentation: step.documentation))
    }
  }

  private mutating func action(_ action: Scenario.Action) -> ScenarioScript.Action? {
    switch action {
    case .act(let act): return self.act(act, isTyped: true).map { .act($0) }
    // A value of the wrong type is a reason for a refusal.
    case .refuse(let act, let because): return self.act(act, isTyped: false).map { .refuse($0, because: because) }
    case .job(let name, let error, let settings):
      let event = event(name)
      let writes = writes(settings, beside: event, isTyped: true)
      return event.map { .job($0, error: error?.text, writes: writes) }
    case .message(let name, let sender, let settings):
      let writes = writes(settings, beside: nil, isTyped: true)
      let from = sender.flatMap { party($0) }
      return find(name, in: names.messages, "message").map { .message($0, from: from?.index, writes: writes) }
    case .wait(let wait): return .wait(wait)
    case .expect(let expectation): return .expect(self.expectations(expectation))
    }
  }

  private mutating func act(_ act: Scenario.Act, isTyped: Bool) -> ScenarioScript.Act? {
    let (event, party) = (event(act.event), party(act.party))
    let writes = writes(act.settings, beside: event, isTyped: isTyped)
    guard let event, let party else { return nil }
    return ScenarioScript.Act(event: event, party: party.index, person: act.person, writes: writes)
  }

  private mutating func writes(
    _ settings: [Scenario.Setting], beside event: ScenarioScript.Target<Event>?, isTyped: Bool
  ) -> [ItemValue] {
    settings.compactMap { setting in
      guard let item = item(setting.item, beside: event?.index) else { return nil }
      return value(setting, for: item.index, isTyped: isTyped).map { ItemValue(item.index, $0) }
    }
  }

  private mutating func expectations(_ expected: Scenario.Expectation) -> [ScenarioScript.Expectation] {
    var result: [ScenarioScript.Expectation] = []
    for name in expected.done { whole(name).map { result.append(.done($0, true)) } }
    for name in expected.notDone { whole(name).map { result.append(.done($0, false)) } }
    for name in expected.enabled { event(name).map { result.append(.enabled($0, true)) } }
    for name in expected.disabled { event(name).map { result.append(.enabled($0, false)) } }
    for name in expected.pending { whole(name).map { result.append(.pending($0, true)) } }
    for name in expected.notPending { whole(name).map { result.append(.pending($0, false)) } }
    if let term = expected.term, let target = find(term.name, in: names.terms, "term") {
      if let state = term.state { result.append(.state(target, state)) }
      if let due = term.due { result.append(.due(target, due.moment, due.range)) }
    }
    if let item = expected.item, let target = self.item(item.name, beside: nil) {
      let type = machine.items[target.index.int].type
      if let value = constant(item.value, type == .document ? .any : type) {
        result.append(.value(target, value, item.value.range))
      }
    }
    if let finished = expected.finished { result.append(.finished(finished.value, finished.range)) }
    return result
  }
}

// MARK: - Values

extension ScenarioResolver {
  private mutating func value(
    _ setting: Scenario.Setting, for item: Index<Item>, isTyped: Bool
  ) -> Value? {
    let row = machine.items[item.int]
    switch setting.content {
    case .document(let entries):
      if isTyped, row.type != .document, row.type != .any {
        report(.scenarioBadValue, setting.range, "item \"\(row.name)\" is not a document: give its \"value\"")
        return nil
      }
      return .context(Context(entries.map { ($0.key, Value.string($0.text)) }))
    case .expression(let text):
      if isTyped, row.type == .document {
        report(.scenarioBadValue, setting.range, "item \"\(row.name)\" is a document: give its \"uri\"")
        return nil
      }
      return constant(text, isTyped ? row.type : .any)
    }
  }

  /// The value of an expression that reads nothing.
  private mutating func constant(_ text: SourceText, _ type: ValueType) -> Value? {
    let result = FEEL.compile(text, in: Environment(), expecting: type)
    // That a value is always the same is no fault here.
    diagnostics += result.diagnostics.filter { $0.severity == .error }
    guard let program = result.program else { return nil }
    return program.evaluate(NoSlots())
  }
}

/// An expression of a scenario reads no names.
private struct NoSlots: SlotReader {
  func value(slot: Int) -> Value { .null }
}

// MARK: - Names

/// The names a designer may use: those of the file, without the events that lowering adds.
private struct ScenarioNames {
  var events: [String: Index<Event>] = [:]
  var parties: [String: Index<Party>] = [:]
  var items: [String: Index<Item>] = [:]
  var messages: [String: Index<Message>] = [:]
  var terms: [String: Index<Term>] = [:]

  init(_ machine: Machine) {
    for (number, row) in machine.events.enumerated() where machine.isDesigned(Index<Event>(number)) {
      if events[row.name] == nil { events[row.name] = Index(number) }
    }
    for (number, row) in machine.parties.enumerated() { parties[row.name] = Index(number) }
    for (number, row) in machine.items.enumerated() where machine.isDesigned(Index<Item>(number)) {
      items[row.name] = Index(number)
    }
    for (number, row) in machine.messages.enumerated() { messages[row.name] = Index(number) }
    for (number, row) in machine.terms.enumerated() where row.kind == .term { terms[row.name] = Index(number) }
  }

  /// What else a name stands for.
  func kind(of name: String) -> String? {
    if events[name] != nil { return "an event" }
    if parties[name] != nil { return "a party" }
    if items[name] != nil { return "an item" }
    if messages[name] != nil { return "a message" }
    return terms[name] == nil ? nil : "a term"
  }
}

extension Machine {
  /// Whether an event stands in the file, and was not added by lowering: ids hold no full stop.
  package func isDesigned(_ event: Index<Event>) -> Bool {
    events[event.int].element != nil && !events[event.int].name.utf8.contains(UInt8(ascii: "."))
  }
}

extension ScenarioResolver {
  private mutating func event(_ name: Scenario.Name) -> ScenarioScript.Target<Event>? {
    find(name, in: names.events, "event")
  }

  /// An event as such: what is done or owed is so in the case, not in one instance.
  private mutating func whole(_ name: Scenario.Name) -> ScenarioScript.Target<Event>? {
    guard let event = event(name) else { return nil }
    if event.number != nil {
      report(.scenarioBadValue, name.range, "what is done or owed is so in the case: leave out the number")
    }
    return event
  }

  private mutating func item(
    _ name: Scenario.Name, beside event: Index<Event>?
  ) -> ScenarioScript.Target<Item>? {
    let instance = InstanceName(name.text)
    guard let item = machine.item(named: instance.name, beside: event), machine.isDesigned(item) else {
      return find(name, in: names.items, "item")
    }
    return ScenarioScript.Target(index: item, range: name.range, number: instance.number)
  }

  private mutating func party(_ name: Scenario.Name) -> ScenarioScript.Target<Party>? {
    find(name, in: names.parties, "party")
  }

  private mutating func find<Row>(
    _ name: Scenario.Name, in table: [String: Index<Row>], _ kind: String
  ) -> ScenarioScript.Target<Row>? {
    let instance = InstanceName(name.text)
    if let index = table[instance.name] {
      return ScenarioScript.Target(index: index, range: name.range, number: instance.number)
    }
    var message = "chain \"\(machine.name)\" has no \(kind) \"\(instance.name)\""
    var fixIts: [Diagnostic.FixIt] = []
    if let other = names.kind(of: instance.name) {
      message += ": it is \(other)"
    } else if let near = nearest(to: instance.name, in: table.keys.sorted()) {
      message += "; did you mean \"\(near)\"?"
      fixIts = [Diagnostic.FixIt("replace by \"\(near)\"", [Diagnostic.Edit(name.range, near)])]
    }
    diagnostics.append(Diagnostic(.scenarioUnknownName, at: name.range, in: scenario.file, message, fixIts: fixIts))
    return nil
  }

  private mutating func report(_ code: DiagnosticCode, _ range: SourceRange, _ message: String) {
    diagnostics.append(Diagnostic(code, at: range, in: scenario.file, message))
  }
}
