import BPMN
import CommandLineTool
import FEEL
import KetenInterchange
import KetenLanguage
import KetenMachine
import KetenSource

/// Runs the suite on executable processes: `expected.json` with what each process logs, in any order.
///
/// Scripts are words of a small vocabulary of the suite, as `SCRIPT_task1` and `INCREMENT_INTEGER_VARIABLE`. They are put
/// into the chain here, before it is compiled: what only logs is done at once, what computes is FEEL, and what throws is
/// the work of a worker that fails.
@Sendable
func runScriptSuite(_ folder: String) throws -> [GroupResult] {
  var groups: [GroupResult] = []
  for test in try readEntries(folder, under: "tests") where test["active"] != false {
    let group = try test.entryText("group")
    if !groups.contains(where: { $0.name == group }) { groups.append(GroupResult(group, kind: "cases")) }
    let index = groups.firstIndex { $0.name == group } ?? 0
    guard case .array(let cases)? = test["test_cases"] else { throw CaseError("'test_cases' is no array") }
    for item in cases {
      groups[index].add(failure(of: item, try test.entryText("id"), "\(folder)/\(try test.entryText("file"))"))
    }
  }
  return groups
}

private func failure(of item: JSONValue, _ test: String, _ path: String) -> Failure? {
  let number = item["number"].flatMap(digits) ?? 0
  let expected = strings(item["expected"]).sorted()
  let actual: [String]
  do {
    actual = try log(of: item, test, path).sorted()
  } catch {
    return Failure(name: "\(test) \(number)", expected: "\(expected)", actual: "\(error)")
  }
  return actual == expected ? nil : Failure(name: "\(test) \(number)", expected: "\(expected)", actual: "\(actual)")
}

private func strings(_ value: JSONValue?) -> [String] {
  guard case .array(let items)? = value else { return [] }
  return items.compactMap(\.entryText)
}

private func digits(_ value: JSONValue) -> Int? {
  switch value {
  case .literal(let text): Int(text)
  case .integer(let number): number
  default: nil
  }
}

// MARK: Playing

/// What a process logs, in order.
private func log(of item: JSONValue, _ test: String, _ path: String) throws -> [String] {
  let source = try readSource(path)
  let model = try ImportedModel.read(source, beside: path, counts: true) { chain, model in
    chain.translateScripts(of: model, beginning: test)
  }
  // A model that the suite wants refused is refused with an error.
  let faults = BPMNModel.check(source, style: [], imports: importFinder(beside: path)).filter { $0.severity == .error }
  if model.compilation.machine == nil, strings(item["expected"]) == ["ERROR"] {
    let codes: Set<String> = ["K110"]
    if model.compilation.diagnostics.contains(where: { codes.contains($0.code.id) }) || !faults.isEmpty {
      return ["ERROR"]
    }
  }
  var run = ScriptRun(model: model, machine: try model.machine())
  try run.play(variables: item["variables"], delayMs: item["delay_ms"].flatMap(digits) ?? 0)
  return run.log
}

private struct ScriptRun {
  let model: ImportedModel
  let machine: Machine
  private(set) var log: [String] = []
  private var state = Case()
  private var scripts: [String: String] = [:]
  private var isMarked = false
  /// The values that scripts wrote so far.
  private var written: Set<Value> = []

  init(model: ImportedModel, machine: Machine) {
    (self.model, self.machine) = (model, machine)
    for element in model.imported.model.elements where element.type == .scriptTask {
      if let id = element.id, let script = element.part("script")?.text { scripts[id] = script }
    }
  }

  mutating func play(variables: JSONValue?, delayMs: Int) throws {
    let start = Moment(milliseconds: 1_772_438_400_000)
    let end = Moment(milliseconds: start.milliseconds + Int64(delayMs))
    accept(begin(machine, at: start))
    for work in openWork(state, of: machine, at: start) where work.job == nil {
      guard let party = work.performers.first else { continue }
      accept(decide(.act(work.event, by: party, writes: values(variables), at: start), on: state, of: machine))
    }
    try fail(at: start)
    if delayMs > 0 {
      accept(decide(.tick(at: end), on: state, of: machine))
      try fail(at: end)
    }
    if isMarked { log.append("MARKER_exists") }
  }

  /// The variables of the case as what whoever begins it writes.
  private func values(_ variables: JSONValue?) -> [ItemValue] {
    guard case .object(let members)? = variables else { return [] }
    return members.compactMap { member in
      guard let item = machine.item(named: member.name) else { return nil }
      switch member.value {
      case .string(let text): return ItemValue(item, .string(text))
      case .literal(let text): return Number(text).map { ItemValue(item, .number($0)) }
      default: return nil
      }
    }
  }

  /// Lets the scripts that throw fail.
  private mutating func fail(at moment: Moment) throws {
    for _ in 0..<100 {
      guard let work = openWork(state, of: machine, at: moment).first(where: { $0.job != nil }) else { return }
      let fault = Command.fault(work.event, run: work.scope, error: machine.errors.first, at: moment)
      guard accept(decide(fault, on: state, of: machine)) else { throw CaseError("a script cannot fail") }
    }
  }

  @discardableResult
  private mutating func accept(_ decision: Decision) -> Bool {
    guard case .accepted(let records, _, let next) = decision else {
      log.append("ERROR_runtime")
      return false
    }
    for record in records {
      switch record {
      case .fired(let firing): write(firing)
      case .failed(let error, _): log.append(error == "no-way-on" ? "ERROR_runtime" : "ERROR_thrownErrorEvent")
      default: break
      }
    }
    state = next
    return true
  }

  /// Writes what a script logs when its task is done.
  private mutating func write(_ firing: Firing) {
    let event = machine.events[firing.event.int]
    written.formUnion(firing.writes.map(\.value))
    guard let element = event.element.map({ machine.elements[$0.int] }),
      event.name == element.name || event.name.hasSuffix("/" + element.name),
      model.imported.document.find(element.name) != nil,
      let script = model.id(of: element).flatMap({ scripts[$0] })
    else { return }
    switch script {
    case "CREATE_MARKER_FILE": isMarked = true
    case "INCREMENT_INTEGER_VARIABLE_AND_LOG": log.append("INCREMENT_correct")
    case "LOG_DATA": log.append(written.contains(.string(scriptData)) ? "DATA_correct" : "DATA_incorrect")
    case let other where other.hasPrefix("SCRIPT_"): log.append(other)
    default: break
    }
  }
}

extension Machine {
  /// The errors that something may catch, by name.
  fileprivate var errors: [String] { triggers.filter { $0.kind == .error }.compactMap(\.reference) }
}

// MARK: Scripts

/// The value that `SET_STRING_DATA` gives.
private let scriptData = "String"

extension ChainElement {
  /// Puts what the scripts of the suite mean into the chain, and lets one process begin by hand, with its variables.
  fileprivate mutating func translateScripts(of model: BPMNModel, beginning test: String) {
    let party = directingParty
    let scripts = Dictionary(
      model.elements.filter { $0.type == .scriptTask }.compactMap { task in
        task.part("script")?.text.map { (task.nameRange, $0) }
      }, uniquingKeysWith: { first, _ in first })
    var isCounting = false
    rewrite { element in
      guard element.name == "serviceTask", let range = element.origin?.range, let script = scripts[range] else {
        return
      }
      let written = element["writes"]
      if script != "THROW_ERROR" { element.remove("job") }
      element.remove("writes")
      switch script {
      case "INCREMENT_INTEGER_VARIABLE", "INCREMENT_INTEGER_VARIABLE_AND_LOG":
        isCounting = true
        element.name = "scriptTask"
        element.set("expression", "integerVariable + 1")
        element.set("writes", "integerVariable")
      case "SET_STRING_DATA":
        element.name = "scriptTask"
        element.set("expression", MappedText("\"\(scriptData)\""))
        element.set("writes", written.map { MappedText($0.filter { $0 != "?" }) })
      default: break
      }
    }
    if isCounting { addItem("integerVariable", party) }
    let items = children.first { $0.name == "dossier" }?.children.compactMap { $0["id"] } ?? []
    let given = ["test", "integerVariable"].filter(items.contains)
    let first =
      children.firstIndex { $0.name == "procedure" && $0["id"] == test }
      ?? children.firstIndex { $0.name == "procedure" }
    guard let first else { return }
    for index in children[first].children.indices where children[first].children[index].isPlainStart {
      children[first].children[index].set("by", MappedText(party))
      if !given.isEmpty {
        children[first].children[index].set("writes", MappedText(given.map { $0 + "?" }.joined(separator: " ")))
      }
    }
  }

  private mutating func addItem(_ name: String, _ party: String) {
    var item = ChainElement("item")
    item.set("id", MappedText(name))
    item.set("type", "number")
    if let index = children.firstIndex(where: { $0.name == "dossier" }) {
      if !children[index].children.contains(where: { $0["id"] == name }) { children[index].children.append(item) }
      return
    }
    var dossier = ChainElement("dossier")
    dossier.set("holder", MappedText(party))
    dossier.children = [item]
    children.append(dossier)
  }

  private var isPlainStart: Bool {
    name == "startEvent" && ["message", "signal", "timer", "condition"].allSatisfy { self[$0] == nil }
      && !children.contains { $0.name == "trigger" }
  }
}
