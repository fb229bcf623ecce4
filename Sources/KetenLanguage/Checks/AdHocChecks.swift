import KetenSource
import KetenXML

// Activities in no fixed order (BPMN 2.0.2, sections 10.3.5 and 13.3.5).

extension ProcedureChecker {
  mutating func checkAdHoc(_ node: Chain.Node, _ body: Chain.Body) {
    let free = body.nodes.filter { $0.isActivity && waysIn[$0.heading.name.number] == nil }
    if free.isEmpty, isWhole {
      report(
        .noStart, node.heading.range, "\(describe(node)) holds no activity that no flow leads to: nothing begins in it")
    }
    if let by = node.by.first, let condition = node.completion {
      report(
        .twoWaysOn, by.range,
        "\(describe(node)) ends by its completionCondition: `by` beside it is a second way to say when",
        [Diagnostic.Note("the condition stands here", at: condition.nameRange, in: chain.file)])
    }
    let acts = free.filter { $0.isBrief && !$0.by.isEmpty }
    if !acts.isEmpty, node.by.isEmpty, node.completion == nil, isWhole {
      report(
        .nobodyMayDoIt, node.heading.range,
        "nothing ends \(describe(node)): give `completionCondition`, or `by` for whose act does")
    }
    for act in acts {
      for event in act.boundary where !event.catchesCompensation {
        report(
          .notSupported, event.heading.range,
          "a boundaryEvent on an act that may be done at any time is not supported yet: nothing stands there to leave")
      }
      if act.startQuantity > 1 {
        report(.noStart, act.heading.range, "no flow leads to \(describe(act)), so it has no startQuantity")
      }
    }
  }
}
