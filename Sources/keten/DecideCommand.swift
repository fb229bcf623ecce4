import CommandLineTool
import DMN
import FEEL
import KetenSource

private let decision = Option(
  "decision", short: "d", value: ArgumentValue(name: "name", kind: .text),
  help: "the decision, decision service or knowledge to ask; may be left out when the model has one decision")
private let input = Option(
  "input", short: "i", value: ArgumentValue(name: "json", kind: .text),
  help: "the inputs by name, as a JSON object, @file or - for standard input")
private let steps = Option("steps", help: "also shows each decision on the way, with its value")

let decideVerb = Verb(
  name: "decide", summary: "asks a decision of a DMN model",
  discussion: [
    "The outcome goes to standard output as JSON; findings in the model, and the reasons of what is null, go to "
      + "standard error. Texts become dates, times and durations where the model declares such a type. Imported models "
      + "are looked for in the folder of the file.",
    "Exit status: 0 when the model has no errors, 1 when it has, 2 on wrong usage or trouble with files.",
  ],
  operand: Operand(
    value: ArgumentValue(name: "file", kind: .file(endings: [".dmn"])), count: .one,
    help: "the model, or - for standard input"),
  options: [decision, input, steps, evaluationTime, evaluationColor], run: decide)

@Sendable
private func decide(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
  let file = try readSource(arguments.operands[0])
  let (read, faults) = DecisionModel.read(file, imports: modelFinder(beside: file.path))
  let model = read.map { CompiledModel($0) }
  let findings = (faults + (model?.diagnostics ?? [])).ordered()
  console.writeError(renderHuman(findings, color: console.usesColor(arguments.value(evaluationColor))))
  guard let model else { return .findings }
  let name = try decisionName(arguments.value(decision), in: model.model)
  let types = model.inputTypes(of: name)
  var inputs = Context()
  if let text = arguments.value(input) {
    for member in try readContext(text, of: "--input").members {
      if types[member.name] == nil {
        let meant = nearest(to: member.name, in: types.keys.sorted()).map { "; did you mean '\($0)'?" } ?? ""
        console.writeError("keten: warning: '\(name)' has no input '\(visible(member.name))'\(meant)\n")
      }
      inputs[member.name] = Value(json: member.value, as: types[member.name] ?? .any)
    }
  }
  guard let outcome = model.decide(name, inputs: inputs, now: try evaluationMoment(arguments)) else {
    throw UsageError.other("the model cannot decide '\(name)'")
  }
  if arguments.has(steps) {
    for step in outcome.steps { console.writeError("\(visible(step.name)): \(visible(step.value.description))\n") }
  }
  show(outcome.value, outcome.faults, arguments, console)
  return findings.hasErrors ? .findings : .fine
}

/// The name that was asked for, or that of the only decision.
private func decisionName(_ asked: String?, in model: DecisionModel) throws(UsageError) -> String {
  let decisions = model.decisions.map(\.name.text)
  let names = decisions + (model.services.map(\.name.text) + model.knowledge.map(\.name.text))
  guard let asked else {
    guard decisions.count == 1 else {
      let list = decisions.isEmpty ? "it has none" : "it has '\(decisions.joined(separator: "', '"))'"
      throw .other("say which decision with --decision: \(list)")
    }
    return decisions[0]
  }
  guard names.contains(asked) else {
    let meant = nearest(to: asked, in: names)
    throw .other("the model has no decision '\(asked)'" + (meant.map { "; did you mean '\($0)'?" } ?? ""))
  }
  return asked
}

/// Finds imported models: where the import says, or else among the models in the folder.
func modelFinder(beside path: String) -> DecisionModel.Finder {
  let files = filesBeside(path)
  return { namespace, location in
    if let location, let file = files(location) { return file }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let others = (try? findFiles([folder.isEmpty ? "." : folder], endings: [".dmn"])) ?? []
    return others.lazy.compactMap { files(String($0.dropFirst(folder.count))) }.first { file in
      DecisionModel.read(file).model?.namespace == namespace
    }
  }
}
