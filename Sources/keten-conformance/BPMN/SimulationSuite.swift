import BPMN
import CommandLineTool
import KetenInterchange
import KetenSource

/// Runs the suite on token simulation: `scenarios.json` with what is triggered step by step, and then what was left how
/// often and what is active.
///
/// In that simulator everything happens by hand that does not follow by itself: the files are brought into chains in which
/// starts are acts, and events that a scenario triggers wait for a message of their own. Tasks are done at once.
@Sendable
func runSimulationSuite(_ folder: String) throws -> [GroupResult] {
  var group = GroupResult("scenarios", kind: "steps as expected")
  let file = try readSource("\(folder)/scenarios.json")
  guard case .array(let scenarios)? = try JSONValue(json: file.bytes)["scenarios"] else {
    throw CaseError("\(file.path): expected an array under 'scenarios'")
  }
  for scenario in scenarios where scenario["skip"] != true {
    let name = try scenario.entryText("id")
    let path = "\(folder)/\(try scenario.entryText("bpmn"))"
    group.add(failure(of: scenario, name, path))
  }
  return [group]
}

private func failure(of scenario: JSONValue, _ name: String, _ path: String) -> Failure? {
  do {
    let steps = try readSteps(scenario)
    var run = try SimulationRun(try readSource(path), beside: path, steps)
    for step in steps {
      guard case .expect(let exited, let active) = step else {
        try run.take(step)
        continue
      }
      let (left, now) = (run.takeExits(), run.active)
      if left != exited {
        return Failure(name: name, expected: "left \(text(exited))", actual: "left \(text(left))")
      }
      if now != active {
        return Failure(name: name, expected: "active \(text(active))", actual: "active \(text(now))")
      }
    }
    return nil
  } catch {
    return Failure(name: name, expected: "every step", actual: "\(error)")
  }
}

private func text(_ counts: [String: Int]) -> String {
  counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
}

/// A step of a scenario.
enum SimulationStep {
  /// Which flows a gateway takes from now on.
  case choose(gateway: String, flows: [String])
  /// Tasks that are named later wait until they are triggered.
  case wait
  case trigger(String)
  /// A message comes by a flow.
  case message(flow: String)
  case expect(exited: [String: Int], active: [String: Int])
}

private func readSteps(_ scenario: JSONValue) throws -> [SimulationStep] {
  guard case .array(let steps)? = scenario["steps"] else { throw CaseError("'steps' is no array") }
  return try steps.map { step in
    if let gateway = step["setConfig"]?.entryText {
      guard case .array(let flows)? = step["outgoing"] else { throw CaseError("'outgoing' is no array") }
      return .choose(gateway: gateway, flows: flows.compactMap(\.entryText))
    }
    if let element = step["trigger"]?.entryText { return .trigger(element) }
    if let flow = step["signal"]?.entryText { return .message(flow: flow) }
    if case .object? = step["exited"] {
      return .expect(exited: try counts(step["exited"]), active: try counts(step["active_after"]))
    }
    if case .object(let members) = step, members.contains(where: { $0.name == "waitAtElement" }) { return .wait }
    throw CaseError("a step of the scenario is not known")
  }
}

private func counts(_ value: JSONValue?) throws -> [String: Int] {
  guard case .object(let members)? = value else { throw CaseError("counts are no object") }
  var result: [String: Int] = [:]
  for member in members {
    guard case .literal(let digits) = member.value, let count = Int(digits) else {
      throw CaseError("'\(member.name)' is no number")
    }
    result[member.name] = count
  }
  return result
}
