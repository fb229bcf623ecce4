import FEEL
import KetenSource
import KetenXML

// What events wait for and throw: which triggers stand where (BPMN 2.0.2, section 10.5, tables 10.84 to 10.93).

extension ProcedureChecker {
  mutating func checkStart(_ node: Chain.Node, in body: Int) {
    let entry = index.bodies[body]
    checkTimer(node)
    checkGuard(node)
    if index.isEventBody(body) {
      checkTriggers(node, ["by", "timer", "message", "signal", "condition", "error", "escalation", "compensation"])
      checkInterrupting(node)
    } else if entry.parent == nil {
      let isRepeatable = chain.procedures[entry.procedure].isRepeatable
      checkTriggers(node, ["by", "timer", "message", "signal", "condition"], isOptional: !isRepeatable)
      if node.isCycle, !isRepeatable {
        report(
          .eventTrigger, node.timer?.range ?? node.heading.range,
          "a procedure that is not repeatable runs once: its timer is no cycle")
      }
      if isRepeatable, let condition = node.condition {
        report(
          .eventTrigger, condition.nameRange,
          "while a condition holds a repeatable procedure would begin without end: begin it by what happens")
      }
      checkNoInterrupting(node)
    } else if !triggers(node).isEmpty || !node.triggers.isEmpty || node.isParallelMultiple || node.guardAttribute != nil
    {
      report(
        .eventTrigger, node.heading.range,
        "the startEvent of a subProcess has no trigger: it begins when \"\(entry.owner.name.text)\" is reached")
    } else {
      checkNoInterrupting(node)
    }
  }

  private mutating func checkNoInterrupting(_ node: Chain.Node) {
    guard !node.isInterrupting else { return }
    report(.eventTrigger, node.heading.range, "only the startEvent of an event sub-process takes `interrupting`")
  }

  /// An error ends its activity, and a cycle makes sense only for what stays.
  private mutating func checkInterrupting(_ node: Chain.Node) {
    if node.isCancel || node.catchesCompensation, !node.isInterrupting {
      report(.eventTrigger, node.heading.range, "\(describe(node)) does not take `interrupting`")
    }
    if node.withTriggers.contains(where: { $0.error != nil || $0.isCancel }), !node.isCancel, !node.isInterrupting {
      report(
        .eventTrigger, node.heading.range, "an error always interrupts: \(describe(node)) cannot leave it standing")
    }
    for trigger in node.withTriggers where trigger.isCycle && node.isInterrupting {
      report(
        .eventTrigger, trigger.timer?.range ?? node.heading.range,
        "a cycle comes again and again, so it does not interrupt: say interrupting=\"false\"")
    }
  }

  mutating func checkBoundary(_ event: Chain.Node, in body: Int) {
    checkTargets(event, in: body)
    checkTimer(event)
    if event.catchesCompensation { checkWayOn(event) } else { checkWays(event) }
    let hostElement = index[event.heading.name.number]?.host.flatMap { index[$0]?.node.heading.element }
    let cancel = hostElement == "transaction" ? ["cancel"] : []
    checkTriggers(
      event, ["timer", "message", "signal", "condition", "error", "escalation", "compensation"] + cancel + ["by"])
    checkInterrupting(event)
    if event.catchesCompensation { checkHandler(event, in: body) }
    checkGuard(event)
    checkCarried(event)
  }

  /// A catch event waits for one thing; an act only behind an event-based gateway, since elsewhere it is a task.
  mutating func checkCatch(_ node: Chain.Node, in body: Int) {
    checkTriggers(node, ["timer", "message", "signal", "condition", "link", "by"])
    checkGuard(node)
    if node.isCycle {
      report(.eventTrigger, node.timer?.range ?? node.heading.range, "an intermediateCatchEvent waits once: no cycle")
    }
    guard isWhole else { return }
    if !node.by.isEmpty, gatewayBefore[node.heading.name.number] == nil {
      report(
        .eventTrigger, node.heading.range,
        "an intermediateCatchEvent with `by` stands behind an eventBasedGateway: elsewhere an act is a userTask")
    }
    if let link = node.link { checkLink(link, node, in: body) }
  }

  /// A link has one far end, and no flow leads there but through it.
  private mutating func checkLink(_ link: Chain.Reference, _ node: Chain.Node, in body: Int) {
    let same = index.bodies[body].body.nodes.filter { $0.link?.number == link.number }
    let ends = same.filter { $0.kind == .intermediateCatchEvent }
    if let first = ends.first, first.heading.name.number != node.heading.name.number {
      report(
        .eventTrigger, link.range, "link \"\(link.name)\" has its far end at \"\(first.heading.name.text)\" already")
    } else if waysIn[node.heading.name.number] ?? 0 > same.count - ends.count {
      report(.eventTrigger, node.heading.range, "flow leads to the far end of a link only through the link")
    }
  }

  mutating func checkThrow(_ node: Chain.Node) {
    if node.kind == .endEvent {
      let owner = index[node.heading.name.number]?.body.map { index.bodies[$0].owner }
      let cancel = owner?.element == "transaction" ? ["cancel"] : []
      checkTriggers(
        node, ["message", "signal", "error", "escalation", "compensation"] + cancel, isOptional: true)
      if node.withTriggers.contains(where: \.isCancel), let owner, isWhole { checkCancelled(owner, by: node) }
      if node.terminates, let trigger = node.withTriggers.flatMap(triggers).first {
        report(.eventTrigger, node.heading.range, "\(describe(node)) has `terminate` or `\(trigger)`, not both")
      }
    } else {
      checkTriggers(node, ["message", "signal", "escalation", "link", "compensation"], isOptional: true)
      if node.link != nil, let flow = node.flows.first {
        report(
          .twoWaysOn, flow.range, "\(describe(node)) has a link: a flow beside it is a second way to say where it goes")
      } else if let link = node.link, isWhole, node.next?.range != link.range {
        report(
          node.next == nil ? .noWayOn : .twoWaysOn, link.range,
          node.next == nil
            ? "no intermediateCatchEvent beside it has link \"\(link.name)\""
            : "\(describe(node)) has a link: `next` beside it is a second way to say where it goes")
      }
    }
    checkCaught(node)
    for trigger in node.withTriggers { checkCompensated(trigger) }
  }

  private mutating func checkCancelled(_ owner: Chain.Heading, by node: Chain.Node) {
    guard owner.element == "transaction",
      !(index[owner.name.number]?.node.boundary.contains { $0.withTriggers.contains(where: \.isCancel) } ?? true)
    else { return }
    report(
      .eventTrigger, node.heading.range,
      "transaction \"\(owner.name.text)\" has no boundaryEvent with `cancel`, so nothing goes on when it is cancelled")
  }

  /// What undoes an activity: one of its own scope, that no flow leads to or from.
  private mutating func checkHandler(_ event: Chain.Node, in body: Int) {
    guard let next = event.next, let entry = index[next.number], entry.body == body, entry.host == nil else { return }
    let handler = entry.node
    let isActivity = handler.body != nil || handler.kind == .callActivity || handler.heading.element.hasSuffix("Task")
    if !isActivity || handler.isTriggeredByEvent {
      report(.compensation, next.range, "\(describe(handler)) undoes nothing: `next` names a task or a subProcess")
    } else if waysIn[next.number] ?? 0 > 1 {
      report(.compensation, next.range, "another flow leads to \(describe(handler)), which undoes something")
    } else if let on = handler.targets.first {
      report(.compensation, on.range, "\(describe(handler)) undoes something: no flow goes on from it")
    } else if let border = handler.boundary.first {
      report(.compensation, border.heading.range, "\(describe(handler)) undoes something: it has no boundaryEvent")
    }
  }

  /// What is named to be undone stands beside the throw, or around the event sub-process of the throw.
  private mutating func checkCompensated(_ node: Chain.Node) {
    guard let activity = node.compensation, node.isThrower, activity.name != "all", isWhole,
      let target = index[activity.number], let body = index[node.heading.name.number]?.body
    else { return }
    let scope = index.isEventBody(body) ? index.bodies[body].parent ?? body : body
    if target.body != scope {
      report(
        .compensation, activity.range, "\"\(activity.name)\" is not an activity of the scope in which this is thrown")
    } else if !target.node.keepsLog {
      report(
        .compensation, activity.range,
        "nothing undoes \(describe(target.node)): give it a boundaryEvent with `compensation`")
    }
  }

  /// What goes up must be caught around it; a signal by anybody.
  mutating func checkCaught(_ node: Chain.Node) {
    guard isWhole else { return }
    for trigger in node.withTriggers { checkCaught(trigger: trigger) }
  }

  private mutating func checkCaught(trigger node: Chain.Node) {
    if let error = node.error, !isCaught(node, { $0.error?.name == error.name || $0.error?.name == "any" }) {
      report(.uncaught, error.range, "nothing around it catches error \"\(error.name)\": the case would fail")
    }
    if let thrown = node.escalation,
      !isCaught(node, { $0.escalation?.name == thrown.name || $0.escalation?.name == "any" })
    {
      report(.uncaught, thrown.range, "nothing around it catches escalation \"\(thrown.name)\"")
    }
    if let signal = node.signal,
      !chain.allNodes.contains(where: { other in
        !other.isThrower && other.withTriggers.contains { $0.signal?.number == signal.number }
      })
    {
      report(.uncaught, signal.range, "nothing waits for signal \"\(signal.name)\"")
    }
  }

  private func isCaught(_ node: Chain.Node, _ catches: (Chain.Node) -> Bool) -> Bool {
    var seen: Set<NameNumber> = []
    return isCaught(in: index[node.heading.name.number]?.body, catches, &seen)
  }

  /// Out of a procedure that is called it goes on around each call.
  private func isCaught(
    in body: Int?, _ catches: (Chain.Node) -> Bool, _ seen: inout Set<NameNumber>
  ) -> Bool {
    var body = body
    while let number = body {
      let entry = index.bodies[number]
      for other in entry.body.nodes where other.isTriggeredByEvent {
        if other.body?.nodes.contains(where: { $0.kind == .startEvent && $0.withTriggers.contains(where: catches) })
          ?? false
        {
          return true
        }
      }
      if index[entry.owner.name.number]?.node.boundary.contains(where: { $0.withTriggers.contains(where: catches) })
        ?? false
      {
        return true
      }
      body = entry.parent
      guard body == nil, seen.insert(entry.owner.name.number).inserted else { continue }
      for call in index.entries where call.node.call?.number == entry.owner.name.number {
        if call.node.boundary.contains(where: catches) || isCaught(in: call.body, catches, &seen) { return true }
      }
    }
    return false
  }

  /// An event sub-process stands beside the flow (section 10.3.5).
  mutating func checkEventSubProcess(_ node: Chain.Node) {
    if let next = node.targets.first {
      report(
        .eventSubProcess, next.range, "an event sub-process has no way on: what is around it ends when both are done")
    }
    for event in node.boundary {
      report(.eventSubProcess, event.heading.range, "an event sub-process has no boundaryEvent")
    }
    if node.isOptional {
      report(.eventSubProcess, node.heading.range, "an event sub-process is not optional: exclude its startEvent")
    }
  }
}
