import CommandLineTool
import DMN
import FEEL
import KetenSource

/// Runs the DMN suite: `cases.jsonl`, and the folders of the models that its cases name.
@Sendable
func runDMNSuite(_ folder: String) throws -> [GroupResult] {
  var models = ModelShelf(folder: folder)
  var groups: [GroupResult] = []
  for item in try DMNCase.read(try readSource("\(folder)/cases.jsonl")) {
    let index = groups.firstIndex { $0.name == item.folder && $0.kind == item.kindOfCase }
    if index == nil { groups.append(GroupResult(item.folder, kind: item.kindOfCase)) }
    groups[index ?? groups.count - 1].add(failure(of: item, try models.model(of: item)))
  }
  return groups
}

/// Why a case fails; nil when it passes.
private func failure(of item: DMNCase, _ model: CompiledModel?) -> Failure? {
  let actual: String
  if let model {
    do {
      let value = try evaluate(item, in: model)
      // An error has no value, as null has none.
      if item.isError ? value.isNull : item.expected.agrees(with: value) { return nil }
      actual = value.description
    } catch {
      actual = error.description
    }
  } else {
    actual = "the model cannot be read"
  }
  return Failure(
    name: "\(item.folder) \(item.id) \(item.node)",
    expected: item.isError ? "an error, as null" : item.expected.value.description, actual: actual)
}

/// What comes of a case: of a decision its outcome, of a service that of the decision which the case is about.
private func evaluate(_ item: DMNCase, in model: CompiledModel) throws(CaseError) -> Value {
  guard let outcome = model.decide(item.invocable, inputs: item.inputs, now: someMoment) else {
    throw CaseError("the model has no '\(item.invocable)'")
  }
  let isMany = model.model.services.contains { $0.name.text == item.invocable && $0.outputs.count > 1 }
  guard item.kind == .decisionService, isMany, case .context(let context) = outcome.value else { return outcome.value }
  return context[item.node] ?? .null
}

/// The time that the cases are run at: theirs does not depend on it, so any is as good.
private let someMoment = DateTime(Moment(milliseconds: 1_767_225_600_000))

/// The models of a suite, each compiled once.
private struct ModelShelf {
  let folder: String
  private var models: [String: CompiledModel?] = [:]

  init(folder: String) { self.folder = folder }

  /// The model that a case asks; nil when it cannot be read at all.
  mutating func model(of item: DMNCase) throws(FileError) -> CompiledModel? {
    let key = "\(item.folder)/\(item.model)"
    if let known = models[key] { return known }
    let own = try readSource("\(folder)/\(key)")
    var others: [String: SourceFile] = [:]
    for name in item.models where name != item.model {
      let file = try readSource("\(folder)/\(item.folder)/\(name)")
      if let namespace = DecisionModel.read(file).model?.namespace { others[namespace] = file }
    }
    let read = DecisionModel.read(own) { namespace, _ in others[namespace] }.model
    let compiled = read.map(CompiledModel.init)
    models[key] = compiled
    return compiled
  }
}
