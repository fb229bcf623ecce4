import BPMN
import KetenSource
import KetenXML

/// How the ways on from a node are chosen.
enum WaysOn {
  /// All of them.
  case all
  /// Those whose condition holds; what has none is always taken (an activity or event, BPMN 2.0.2 §13.3.1).
  case conditional
  /// The first, or all, whose condition holds: what has none is a choice that the model leaves open.
  case choice(isExclusive: Bool)
}

extension Translation {
  /// Writes where a node leads to: `next` where there is one way without a condition, else flows.
  func setWays(_ index: Int, _ element: BPMNElement, _ ways: WaysOn, _ result: inout ChainElement) {
    let flows = graph.nodes[index].outgoing.compactMap { number in model.element(graph.flows[number].element) }
      .filter { flow in
        take(flow)
        _ = text(flow, "sourceRef")
        return target(flow, "targetRef").map { graph.node(of: $0) != nil } ?? false
      }
    let otherwise = target(element, "default")
    if flows.isEmpty { return setEnd(element, &result) }
    if flows.count == 1, flows[0] != otherwise, flows[0].part("conditionExpression") == nil {
      result.set("next", goal(of: flows[0]))
      return
    }
    let guards = guards(of: flows, otherwise: otherwise, at: index, ways)
    var reached: Set<String> = []
    for (flow, condition) in zip(flows, guards) {
      var way = ChainElement("flow", from: place(flow))
      var target = goal(of: flow)
      if !isFromChain, !reached.insert(target.string).inserted { target = passage(flow, in: element, to: target) }
      way.set("to", target)
      setTitle(flow, &way)
      switch condition {
      case .condition(let text): way.set("if", text)
      case .otherwise: way.set("otherwise", "true", from: Place(element.range(of: "default"), in: element.source))
      case .none: break
      }
      way.children = documentation(flow)
      result.children.append(way)
    }
    if element.type.isA(.gateway), !isFromChain, !guards.contains(where: \.isOpen) { setNoWay(element, &result) }
  }

  /// What happens when no flow of a gateway can be taken: the process fails (BPMN 2.0.2 §13.4.2, §13.4.3).
  private func setNoWay(_ element: BPMNElement, _ result: inout ChainElement) {
    let origin = place(element)
    if triggerNames["noWay"] == nil {
      let name = names.give("no-way-on")
      triggerNames["noWay"] = name
      var error = ChainElement("error", from: origin)
      error.set("id", MappedText(name, for: origin))
      triggers.append(error)
    }
    let name = names.give("\(self.name(element))_none")
    var end = ChainElement("endEvent", from: origin)
    end.set("id", MappedText(name, for: origin))
    end.set("error", MappedText(triggerNames["noWay"] ?? "any", for: origin))
    add(end, beside: element)
    var way = ChainElement("flow", from: origin)
    way.set("to", MappedText(name, for: origin))
    way.set("otherwise", MappedText("true", for: origin))
    result.children.append(way)
    note(
      .importAssumed, element,
      "no flow of \(element.called) is the default: when no condition holds, the chain ends as failed, as the standard says"
    )
  }

  enum Guard {
    case none, otherwise
    case condition(MappedText)

    /// Whether there is a way on whatever the data are.
    var isOpen: Bool { if case .condition = self { false } else { true } }
  }

  private func guards(
    of flows: [BPMNElement], otherwise: BPMNElement?, at index: Int, _ ways: WaysOn
  ) -> [Guard] {
    if case .all = ways {
      return flows.map { _ in .none }
    }
    var result: [Guard] = flows.map { flow in
      if flow == otherwise { return .otherwise }
      guard let expression = flow.part("conditionExpression") else { return .none }
      if let text = formula(expression, at: index, .boolean) { return .condition(text) }
      return .condition(unknown(flow, at: index))
    }
    // A chain says of each flow when it is taken.
    guard case .choice(let isExclusive) = ways, !isFromChain else { return result }
    let open = result.indices.filter { if case .none = result[$0] { true } else { false } }
    // What is left when no other flow is taken is the one without a condition, or of several the last.
    let hasOtherwise = otherwise.map(flows.contains) ?? false
    let rest = isExclusive && !hasOtherwise ? open.last : nil
    for position in open {
      result[position] = position == rest ? .otherwise : .condition(unknown(flows[position], at: index))
    }
    if open.count > 1 || open.count == 1 && rest == nil, let gateway = model.element(graph.nodes[index].element) {
      note(
        .importAssumed, gateway,
        "the model does not say when which flow is taken: who acts before \(gateway.called) is asked, by an item for each "
          + "flow\(rest == nil ? "" : " but the last")")
    }
    return result
  }

  /// An item that says whether a flow is taken, where the model does not, or not in a language that is known.
  private func unknown(_ flow: BPMNElement, at index: Int) -> MappedText {
    let origin = place(flow)
    let key = flow.id ?? "flow"
    let number = data.variables.count
    let title = flow.name.flatMap { $0.isEmpty ? nil : MappedText($0) }
    data.variables.append(
      ImportedData.Variable(
        key: "", name: names.give(key), type: "boolean", scope: nil, title: title, origin: origin, element: "",
        askedBy: [index]))
    let place = flow.part("conditionExpression")?.xml.text.map { Place($0.trimmed.range, in: flow.source) } ?? origin
    return MappedText(data.variables[number].name, for: place)
  }

  private func goal(of flow: BPMNElement) -> MappedText {
    guard let target = flow.target("targetRef") else { return MappedText() }
    return MappedText(name(target), for: Place(flow.range(of: "targetRef"), in: flow.source))
  }

  // MARK: What a chain says and a model need not

  /// A node that only leads on: two flows of one node to one other are told apart by it.
  private func passage(_ flow: BPMNElement, in element: BPMNElement, to goal: MappedText) -> MappedText {
    var node = ChainElement("intermediateThrowEvent", from: place(flow))
    let name = names.give((flow.id ?? "flow") + "_passage")
    node.set("id", MappedText(name, for: Place(flow.range(of: "id"), in: flow.source)))
    // That it leads on is not said by the flow again.
    node.set("next", MappedText(goal.string, for: flow.target("targetRef").map(place) ?? place(flow)))
    add(node, beside: element)
    return MappedText(name, for: place(flow))
  }

  /// An end for a node that leads nowhere, where the model ends without saying so (BPMN 2.0.2 §13.3.1).
  private func setEnd(_ element: BPMNElement, _ result: inout ChainElement) {
    if element.parent?.type == .adHocSubProcess { return }
    var end = ChainElement("endEvent", from: place(element))
    let name = names.give("\(self.name(element))_end")
    end.set("id", MappedText(name, for: place(element)))
    result.set("next", MappedText(name, for: place(element)))
    add(end, beside: element)
  }

  private func add(_ node: ChainElement, beside element: BPMNElement) {
    if let scope = element.parent { additions[scope, default: []].append(node) }
  }
}
