import KetenSource
import KetenXML

// How often an activity is done (BPMN 2.0.2, sections 10.3.8 and 13.3.6).

extension ProcedureChecker {
  mutating func checkLoops(_ node: Chain.Node) {
    guard let loop = node.loops.first else { return }
    if let second = node.loops.dropFirst().first {
      report(.twoWaysOn, second.range, "\(describe(node)) is done several times in one way already")
    }
    if node.isTriggeredByEvent {
      report(.eventSubProcess, loop.range, "an event sub-process is done as often as its startEvent happens")
    }
    checkBehavior(loop, of: node)
    if gatewayBefore[node.heading.name.number] != nil {
      report(.eventGateway, loop.range, "behind an eventBasedGateway a receiveTask is done once")
    }
    if !loop.isStandard { checkInstances(loop) }
  }

  /// How many there are is said once, and what is collected goes somewhere.
  private mutating func checkInstances(_ loop: Chain.Loop) {
    if loop.list != nil, let cardinality = loop.cardinality {
      report(
        .twoWaysOn, cardinality.nameRange, "there is an instance for each element of `in`: leave one of the two out")
    } else if loop.list == nil, loop.cardinality == nil, isWhole {
      report(.dataMapping, loop.range, "a multiInstance says how many there are: `in` a list, or `loopCardinality`")
    }
    if loop.list == nil, let element = loop.element, isWhole {
      report(.dataMapping, element.range, "\"\(element.text)\" is an element of what? Say `in`")
    }
    if let collect = loop.collect, loop.into == nil, isWhole {
      report(.dataMapping, collect.nameRange, "what is collected goes into an item: say `into`")
    } else if let into = loop.into, loop.collect == nil, isWhole {
      report(.dataMapping, into.range, "what goes into \"\(into.name)\"? Say `collect`")
    }
  }

  /// What several instances throw, and when (table 10.30).
  private mutating func checkBehavior(_ loop: Chain.Loop, of node: Chain.Node) {
    let word = loop.behavior.rawValue
    if loop.throws.isEmpty, loop.behavior != .all, isWhole {
      report(.eventTrigger, loop.range, "with behavior \"\(word)\" a multiInstance holds a `throw`: what it throws")
    }
    for event in loop.throws {
      let named = [event.message, event.signal, event.error, event.escalation].compactMap { $0 }
      if loop.behavior == .all {
        report(.eventTrigger, event.heading.range, "nothing is thrown with behavior \"All\": say when it is")
      } else if named.count != 1, isWhole || named.count > 1 {
        report(
          .eventTrigger, event.heading.range, "a `throw` names one of `message`, `signal`, `error` and `escalation`")
      } else if let attribute = event.guardAttribute, loop.behavior != .complex {
        report(.eventTrigger, attribute.nameRange, "with behavior \"\(word)\" a `throw` has no condition")
      } else if !node.boundary.contains(where: { catches($0, event) }) {
        checkCaught(event)
      }
    }
  }

  /// Where something else than a flow begins an activity, one token does.
  mutating func checkQuantities(_ node: Chain.Node) {
    guard node.startQuantity > 1 || node.completionQuantity > 1 else { return }
    if node.isTriggeredByEvent {
      report(.eventSubProcess, node.heading.range, "no flow leads to or from an event sub-process: it has no quantity")
    } else if handlers.contains(node.heading.name.number) {
      report(.compensation, node.heading.range, "\(describe(node)) undoes something: it has no quantity")
    } else if gatewayBefore[node.heading.name.number] != nil, node.startQuantity > 1 {
      report(.eventGateway, node.heading.range, "behind an eventBasedGateway one token begins \(describe(node))")
    }
  }
}
