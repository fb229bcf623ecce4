import BPMN
import CommandLineTool
import KetenInterchange
import KetenLanguage
import KetenMachine
import KetenSource

/// Runs the suite on soundness: `expected.json` with a property of each file, and whether it holds.
///
/// The properties are those of the suite: no flow ever holds two tokens (`Safeness`), an end is always in reach
/// (`OptionToComplete`), no end event is reached twice (`ProperCompletion`), every activity happens in some run
/// (`NoDeadActivities`).
@Sendable
func runAnalyzerSuite(_ folder: String) throws -> [GroupResult] {
  var groups: [GroupResult] = []
  for entry in try readEntries(folder, under: "tests") {
    let file = try entry.entryText("file")
    let property = try entry.entryText("property")
    let expected = entry["fulfilled"] == true
    if !groups.contains(where: { $0.name == property }) { groups.append(GroupResult(property, kind: "verdicts")) }
    let index = groups.firstIndex { $0.name == property } ?? 0
    groups[index].add(failure(of: "\(folder)/\(file)", file, property, expected))
  }
  return groups
}

private func failure(of path: String, _ file: String, _ property: String, _ expected: Bool) -> Failure? {
  let name = "\(file) \(property)"
  do {
    let actual = try holds(property, in: try readSource(path), beside: path)
    return actual == expected ? nil : Failure(name: name, expected: "\(expected)", actual: "\(actual)")
  } catch {
    return Failure(name: name, expected: "\(expected)", actual: "\(error)")
  }
}

private func holds(_ property: String, in source: SourceFile, beside path: String) throws -> Bool {
  switch property {
  case "Safeness":
    // A token may stand on every flow: an act that may wait shows what a gateway would pass on at once.
    let model = try ImportedModel.read(source, beside: path) { chain, _ in chain.waitOnFlows { _ in true } }
    return try explore(model).meetings.isEmpty
  case "ProperCompletion":
    let model = try ImportedModel.read(source, beside: path) { chain, _ in chain.waitOnFlows { $0 == "endEvent" } }
    let ends = Set(model.imported.document.waits)
    let explorer = try explore(model)
    return !explorer.meetings.keys.contains { place in
      ends.contains(explorer.machine.places[place.int].name)
    }
  case "OptionToComplete":
    let proof = prove(try ImportedModel.read(source, beside: path).machine())
    guard proof.isComplete else { throw CaseError("it is not proven") }
    let codes: Set<String> = ["K412", "K420", "K423"]
    return !proof.diagnostics.contains { codes.contains($0.code.id) }
  case "NoDeadActivities": return try deadActivities(ImportedModel.read(source, beside: path)).isEmpty
  default: throw CaseError("the property «\(property)» is not known")
  }
}

private func explore(_ model: ImportedModel) throws -> Explorer {
  let budget = ProofBudget()
  var explorer = Explorer(
    machine: try model.machine(), limit: Explorer.Limit(states: budget.states, examinations: budget.examinations))
  explorer.run()
  guard explorer.isComplete else { throw CaseError("it is not proven") }
  return explorer
}

/// The activities that happen in no run.
private func deadActivities(_ model: ImportedModel) throws -> Set<String> {
  let explorer = try explore(model)
  let machine = explorer.machine
  var alive: Set<String> = []
  for (number, event) in machine.events.enumerated() where explorer.fired[number] {
    if let element = event.element, let id = model.id(of: machine.elements[element.int]) { alive.insert(id) }
  }
  let activities = model.imported.model.elements.filter { $0.type.isA(.activity) && !$0.isEventSubProcess }
  return Set(activities.compactMap(\.id)).subtracting(alive)
}

extension ChainElement {
  /// Puts an act that may wait on the flows that lead to elements of some kinds.
  fileprivate mutating func waitOnFlows(to isMeant: (_ kind: String) -> Bool) {
    let whole = self
    let party = directingParty
    var number = 0
    rewrite { scope in
      guard scope.children.contains(where: { $0.name == "startEvent" }) else { return }
      var acts: [ChainElement] = []
      var actOf: [String: String] = [:]
      func detour(_ node: inout ChainElement, _ attribute: String) {
        guard let target = node[attribute], let goal = whole.find(target), isMeant(goal.name) else { return }
        // An end has one act for all flows that lead to it, where their tokens meet.
        if let known = actOf[target], goal.name == "endEvent" { return node.set(attribute, MappedText(known)) }
        number += 1
        actOf[target] = "wait-\(number)"
        var act = ChainElement("manualTask", from: goal.origin)
        act.set("id", MappedText("wait-\(number)"))
        act.set("by", MappedText(party))
        act.set("next", MappedText(target))
        node.set(attribute, MappedText("wait-\(number)"))
        acts.append(act)
      }
      for index in scope.children.indices {
        detour(&scope.children[index], "next")
        for part in scope.children[index].children.indices {
          detour(&scope.children[index].children[part], "to")
          if scope.children[index].children[part].name == "boundaryEvent" {
            detour(&scope.children[index].children[part], "next")
          }
        }
      }
      scope.children += acts
    }
  }

  /// The ids of the acts that were put in.
  fileprivate var waits: [String] {
    (self["id"]?.hasPrefix("wait-") == true ? [self["id"] ?? ""] : []) + children.flatMap(\.waits)
  }
}
