import FEEL
import KetenSource
import KetenXML

/// Reads a scenario file: parse → validate → read.
///
/// The scenario is nil when the file is too broken to be one. A fault in the file is a finding; with an error among them the scenario is not to be played.
package func loadScenario(_ file: SourceFile) -> (scenario: Scenario?, diagnostics: [Diagnostic]) {
  let parsed = readXML(file)
  guard let tree = parsed.tree else { return (nil, parsed.diagnostics.ordered()) }
  let faults = parsed.diagnostics + validate(tree, against: .scenario)
  let read = readScenario(tree)
  return (read.scenario, (faults + read.diagnostics).ordered())
}

/// Reads a scenario from a validated tree; what validation refused is left out without a word.
package func readScenario(_ tree: SyntaxTree) -> (scenario: Scenario?, diagnostics: [Diagnostic]) {
  guard let root = tree.root, root.local == "scenario" else { return (nil, []) }
  var reader = ScenarioReader(file: tree.file)
  return (reader.read(root), reader.diagnostics)
}

private struct ScenarioReader {
  let file: SourceFile
  var diagnostics: [Diagnostic] = []

  init(file: SourceFile) { self.file = file }

  mutating func read(_ root: XMLElement) -> Scenario? {
    let children = Array(root.ownChildren)
    guard let chain = root.attribute("chain").map(name), let begin = children.first(where: { $0.local == "start" }),
      let at = begin.attribute("at"), let start = moment(at)
    else { return nil }
    var steps: [Scenario.Step] = []
    for element in children {
      guard let action = action(element) else { continue }
      steps.append(
        Scenario.Step(action: action, range: element.startTagRange, documentation: documentation(of: element)))
    }
    return Scenario(
      file: file, title: root.value("title") ?? "", basis: root.value("basis"), chain: chain, start: start,
      steps: steps)
  }

  private mutating func action(_ element: XMLElement) -> Scenario.Action? {
    switch element.local {
    case "do": return act(element).map { .act($0) }
    case "refuse":
      return act(element).map { .refuse($0, because: names(element, "because")) }
    case "job":
      let settings = settings(element)
      return element.attribute("event").map {
        .job(name($0), error: element.attribute("error").map(name), settings: settings)
      }
    case "message":
      let settings = settings(element)
      let sender = element.attribute("from").map(name)
      return element.attribute("message").map { .message(name($0), from: sender, settings: settings) }
    case "wait": return wait(element).map { .wait($0) }
    case "expect": return expectation(element).map { .expect($0) }
    default: return nil
    }
  }

  // MARK: Acts

  private mutating func act(_ element: XMLElement) -> Scenario.Act? {
    let settings = settings(element)
    guard let event = element.attribute("event"), let party = element.attribute("by") else { return nil }
    return Scenario.Act(
      event: name(event), party: name(party), person: element.value("person"), settings: settings)
  }

  private mutating func settings(_ element: XMLElement) -> [Scenario.Setting] {
    element.ownChildren.filter { $0.local == "set" }.compactMap { setting($0) }
  }

  private mutating func setting(_ element: XMLElement) -> Scenario.Setting? {
    guard let item = element.attribute("item").map(name) else { return nil }
    let value = element.attribute("value")
    let entries = ["uri", "mediaType", "sha256", "title"].compactMap { key in
      element.attribute(key).map { (key: key, text: $0.trimmed, range: $0.valueRange) }
    }
    switch (value, entries.first) {
    case (let value?, nil):
      return Scenario.Setting(item: item, content: .expression(value.text.trimmed), range: value.valueRange)
    case (nil, let first?):
      if element.attribute("uri") == nil {
        report(element.nameRange, "a document needs a \"uri\"")
        return nil
      }
      return Scenario.Setting(
        item: item, content: .document(entries.map { ($0.key, $0.text) }), range: first.range)
    case (let value?, let other?):
      report(value.nameRange, "a value is either a \"value\" or a document: here is also \"\(other.key)\"")
      return nil
    case (nil, nil):
      report(element.nameRange, "say what is written: a \"value\", or for a document its \"uri\"")
      return nil
    }
  }

  // MARK: Time

  private mutating func wait(_ element: XMLElement) -> Scenario.Wait? {
    switch (element.attribute("for"), element.attribute("until")) {
    case (let length?, nil):
      guard let duration = CalendarDuration(iso: length.trimmed) else { return nil }
      return .duration(duration, text: name(length))
    case (nil, let until?): return moment(until).map { .moment($0, text: name(until)) }
    case (_?, let until?):
      report(until.nameRange, "wait either \"for\" a while or \"until\" a moment")
      return nil
    case (nil, nil):
      report(element.nameRange, "say how long to wait: \"for\" a while or \"until\" a moment")
      return nil
    }
  }

  private mutating func moment(_ attribute: XMLAttribute) -> Moment? { DateTime(iso: attribute.trimmed)?.moment }

  // MARK: Expectations

  private mutating func expectation(_ element: XMLElement) -> Scenario.Expectation? {
    var result = Scenario.Expectation()
    result.enabled = names(element, "enabled")
    result.disabled = names(element, "disabled")
    result.pending = names(element, "pending")
    result.notPending = names(element, "notPending")
    result.done = names(element, "done")
    result.notDone = names(element, "notDone")
    result.finished = element.attribute("finished").map { ($0.isTrue, $0.valueRange) }
    result.term = term(element)
    result.item = item(element)
    if element.attributes.allSatisfy({ !$0.name.namespace.isEmpty }) {
      report(element.nameRange, "this expects nothing")
      return nil
    }
    return result
  }

  private mutating func term(_ element: XMLElement) -> Scenario.TermExpectation? {
    let (state, due) = (element.attribute("state"), element.attribute("due"))
    guard let term = element.attribute("term") else {
      if let stray = state ?? due { report(stray.nameRange, "say which \"term\" is meant") }
      return nil
    }
    if state == nil, due == nil { report(term.nameRange, "say what the term's \"state\" or \"due\" must be") }
    let moment = due.flatMap { attribute in self.moment(attribute).map { ($0, attribute.valueRange) } }
    return Scenario.TermExpectation(name: name(term), state: state.map(name), due: moment)
  }

  private mutating func item(_ element: XMLElement) -> (name: Scenario.Name, value: SourceText)? {
    switch (element.attribute("item"), element.attribute("value")) {
    case (let item?, let value?): return (name(item), value.text.trimmed)
    case (let item?, nil):
      report(item.nameRange, "say what \"value\" the item must have")
      return nil
    case (nil, let value?):
      report(value.nameRange, "say which \"item\" is meant")
      return nil
    case (nil, nil): return nil
    }
  }

  // MARK: Words

  private func name(_ attribute: XMLAttribute) -> Scenario.Name {
    attribute.references.first.map { Scenario.Name(text: $0.name, range: $0.range) }
      ?? Scenario.Name(text: attribute.trimmed, range: attribute.valueRange)
  }

  private func names(_ element: XMLElement, _ attribute: String) -> [Scenario.Name] {
    element.references(attribute).map { Scenario.Name(text: $0.name, range: $0.range) }
  }

  /// The text with its line breaks and indentation taken out.
  private func documentation(of element: XMLElement) -> String? {
    guard let text = element.ownChildren.first(where: { $0.local == "documentation" })?.text else { return nil }
    return text.string.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private mutating func report(_ range: SourceRange, _ message: String) {
    diagnostics.append(Diagnostic(.scenarioBadValue, at: range, in: file, message))
  }
}
