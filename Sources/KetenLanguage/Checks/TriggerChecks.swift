import FEEL
import KetenSource
import KetenXML

// Which triggers an event has, one or several (BPMN 2.0.2, sections 10.5.2 to 10.5.5).

extension ProcedureChecker {
  /// The triggers a node names itself, in the words of their attributes.
  func triggers(_ node: Chain.Node) -> [String] {
    let named: [(String, Bool)] = [
      ("timer", node.timer != nil), ("timerExpression", node.timerExpression != nil),
      ("message", node.message != nil), ("signal", node.signal != nil),
      ("condition", node.condition != nil), ("error", node.error != nil), ("escalation", node.escalation != nil),
      ("link", node.link != nil), ("compensation", node.compensation.map { $0.name != "false" } ?? false),
      ("cancel", node.isCancel), ("by", !node.by.isEmpty),
    ]
    return named.filter(\.1).map(\.0)
  }

  /// One of these, or several as children; a node that may have none says so.
  mutating func checkTriggers(_ node: Chain.Node, _ allowed: [String], isOptional: Bool = false) {
    let allowed = allowed.contains("timer") ? allowed + ["timerExpression"] : allowed
    guard node.triggers.isEmpty else { return checkSeveral(node, allowed) }
    if node.isParallelMultiple, isWhole {
      report(
        .eventTrigger, node.heading.range,
        "\(describe(node)) waits for one thing: `parallelMultiple` is for several `trigger` elements")
    }
    checkOne(node, allowed, isOptional: isOptional)
  }

  private mutating func checkOne(_ node: Chain.Node, _ allowed: [String], isOptional: Bool = false) {
    let found = triggers(node)
    if found.count > 1 || found.isEmpty && !isOptional && isWhole {
      let words = allowed.filter { $0 != "timerExpression" }.map { "`\($0)`" }
      let list = words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "")
      let several = found.count > 1 ? "; several stand in `trigger` elements" : ""
      report(
        .eventTrigger, node.heading.range,
        "\(describe(node)) \(node.isThrower ? "throws" : "waits for") \(isOptional ? "at most " : "")one of \(list)"
          + several)
    } else if let wrong = found.first, !allowed.contains(wrong) {
      report(.eventTrigger, node.heading.range, "\(describe(node)) does not take `\(wrong)` here")
    }
  }

  /// Several triggers stand in elements of their own, and what stands among others is one that can.
  private mutating func checkSeveral(_ node: Chain.Node, _ allowed: [String]) {
    let first = node.triggers[0].heading.range
    if let own = triggers(node).first(where: { $0 != "compensation" || node.isThrower }) {
      report(
        .eventTrigger, first, "\(describe(node)) has `\(own)` already: all its triggers stand in `trigger` elements")
    } else if node.triggers.count == 1 {
      report(.eventTrigger, first, "one trigger stands as an attribute of \(describe(node)), not in an element")
    }
    // Acts and links are no triggers, and what waits to undo something waits for that alone.
    var words = allowed.filter { !["by", "link"].contains($0) && ($0 != "compensation" || node.isThrower) }
    if node.isParallelMultiple { words.removeAll { ["error", "cancel"].contains($0) } }
    for (number, trigger) in node.triggers.enumerated() {
      checkOne(trigger, words)
      checkTimer(trigger)
      let endsAll = trigger.error != nil || trigger.isCancel
      if node.isThrower, endsAll, number < node.triggers.count - 1 {
        report(
          .eventTrigger, trigger.heading.range, "what is thrown after this is never thrown: put it last")
      }
      if trigger.isCycle, node.kind != .boundaryEvent, !isEventStart(node) || node.isInterrupting {
        report(.eventTrigger, trigger.timer?.range ?? trigger.heading.range, "\(describe(node)) waits once: no cycle")
      }
      if trigger.isCycle, node.isParallelMultiple {
        report(
          .eventTrigger, trigger.timer?.range ?? trigger.heading.range,
          "what waits for several things together waits for each once: no cycle")
      }
    }
    if node.isOptional {
      report(.notSupported, node.heading.range, "an optional event with several triggers is not supported yet")
    }
  }

  private func isEventStart(_ node: Chain.Node) -> Bool {
    node.kind == .startEvent && index[node.heading.name.number]?.body.map(index.isEventBody) ?? false
  }

  /// A guard is asked when the event is to happen: while it does not hold, nothing is caught.
  mutating func checkGuard(_ node: Chain.Node) {
    guard let attribute = node.guardAttribute else { return }
    if node.withTriggers.contains(where: { $0.condition != nil }) {
      report(.eventTrigger, attribute.nameRange, "what \(describe(node)) waits for is a condition: put both into it")
    } else if node.withTriggers.contains(where: \.isCycle) {
      report(
        .notSupported, attribute.nameRange, "a guard on a cycle is not supported yet: ask it in a gateway behind it")
    } else if node.catchesCompensation || node.link != nil {
      report(.eventTrigger, attribute.nameRange, "\(describe(node)) does not take a guard")
    }
  }

  /// A timer of no length is no wait, and in a loop it never comes to rest.
  mutating func checkTimer(_ node: Chain.Node) {
    guard let timer = node.timer else { return }
    let length = timer.text.split(separator: "/").last.flatMap { CalendarDuration(iso: $0) }
    if length == CalendarDuration() {
      report(.eventTrigger, timer.range, "a timer has a length: \"\(timer.text)\" is none")
    } else if timer.text.hasPrefix("R0") {
      report(.eventTrigger, timer.range, "a cycle comes at least once: \"\(timer.text)\" does not")
    }
  }
}
