import BPMN
import KetenSource

extension Translation {
  /// A gateway of the chain.
  func gateway(_ index: Int, _ element: BPMNElement) -> ImportedNode {
    _ = attributeText(element, "gatewayDirection")
    var result = newNode(element.tag, element)
    switch element.type {
    case .parallelGateway: setWays(index, element, .all, &result.element)
    case .exclusiveGateway: setWays(index, element, .choice(isExclusive: true), &result.element)
    case .inclusiveGateway: setWays(index, element, .choice(isExclusive: false), &result.element)
    case .complexGateway:
      let locals: Set = ["activationCount"]
      let condition = element.part("activationCondition").flatMap { formula($0, at: index, locals: locals, .boolean) }
      if condition == nil {
        note(
          .importAssumed, element, "the model does not say when \(element.called) goes on: it does at the first token")
      }
      result.element.set("activation", condition ?? MappedText("activationCount >= 1", for: place(element)))
      setWays(index, element, .conditional, &result.element)
    default:
      if flag(element, "instantiate") {
        result.element.set("instantiate", "true", from: Place(element.range(of: "instantiate"), in: element.source))
      }
      let kind = attributeText(element, "eventGatewayType")
      if kind == "Parallel" { result.element.set("eventGatewayType", "Parallel") }
      setEventWays(index, element, &result.element)
    }
    return result
  }

  /// The ways on from an event-based gateway are flows; one that waits for a single event is no gateway.
  private func setEventWays(_ index: Int, _ element: BPMNElement, _ result: inout ChainElement) {
    setWays(index, element, .all, &result)
    if result["next"] != nil, result["instantiate"] == nil { result.name = "exclusiveGateway" }
  }
}
