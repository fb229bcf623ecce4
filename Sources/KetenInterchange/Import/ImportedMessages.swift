import BPMN
import KetenSource

/// The messages of the chain that is being made, and who sends and takes each.
struct Messages {
  struct Message {
    var name: String
    var title: MappedText?
    var origin: Place?
    var documentation: [ChainElement] = []
    var from: [Int] = []
    var to: [Int] = []
    var carries: [String] = []
  }

  var all: [Message] = []
  /// The message of an element `message`.
  var ofElement: [BPMNElement: Int] = [:]
  /// The message that a message flow brings to a node, or takes from it.
  var ofNode: [BPMNElement: Int] = [:]
  /// The message flows that lead to a node, and that leave it.
  var incoming: [BPMNElement: [BPMNElement]] = [:]
  var outgoing: [BPMNElement: [BPMNElement]] = [:]
}

extension Translation {
  /// Reads the message flows: what they join carries one message.
  ///
  /// A flow that names no message brings the one that an event at either end names, and else one of its own.
  func connectMessages() {
    for flow in model.elements where flow.type == .messageFlow {
      take(flow)
      if let parent = flow.parent { take(parent) }
      guard let source = target(flow, "sourceRef"), let goal = target(flow, "targetRef") else { continue }
      messages.outgoing[source, default: []].append(flow)
      messages.incoming[goal, default: []].append(flow)
      let named =
        target(flow, "messageRef") ?? messageNamed(by: source) ?? messageNamed(by: goal)
      let known = messages.ofNode[nodeEnd(source)] ?? messages.ofNode[nodeEnd(goal)]
      let index = known ?? named.map(message) ?? newMessage(flow)
      if let own = text(flow, "name"), messages.all[index].title == nil, !own.isEmpty {
        messages.all[index].title = own
      }
      for part in documentation(flow) { messages.all[index].documentation.append(part) }
      for end in [source, goal] where end.type.isA(.flowNode) { messages.ofNode[end] = messages.ofNode[end] ?? index }
      add(party(at: source), to: \.from, of: index)
      add(party(at: goal), to: \.to, of: index)
    }
  }

  /// The end of a message flow when it is a node, by which messages are known.
  private func nodeEnd(_ element: BPMNElement) -> BPMNElement { element }

  /// The party at the end of a message flow.
  private func party(at element: BPMNElement) -> Int {
    if element.type == .participant { return network.ofParticipant[element] ?? directingParty() }
    return poolParty(of: element)
  }

  private func add(_ party: Int, to list: WritableKeyPath<Messages.Message, [Int]>, of index: Int) {
    if !messages.all[index][keyPath: list].contains(party) { messages.all[index][keyPath: list].append(party) }
  }

  /// The message that an event or task names.
  private func messageNamed(by element: BPMNElement) -> BPMNElement? {
    let definitions = element.eventDefinitions.filter { $0.type == .messageEventDefinition }
    for holder in [element] + definitions {
      if let message = holder.target("messageRef") { return message }
      if let operation = holder.target("operationRef"), let message = operation.target("inMessageRef") {
        return message
      }
    }
    return nil
  }

  /// The message of the chain that an element `message` becomes.
  private func message(_ element: BPMNElement) -> Int {
    if let index = messages.ofElement[element] { return index }
    take(element)
    messages.all.append(
      Messages.Message(
        name: name(element), title: text(element, "name"), origin: place(element), documentation: documentation(element)
      ))
    messages.ofElement[element] = messages.all.count - 1
    return messages.all.count - 1
  }

  private func newMessage(_ element: BPMNElement) -> Int {
    let wanted = element.type == .messageFlow ? element.id ?? "message" : (element.id ?? element.tag) + "_message"
    messages.all.append(
      Messages.Message(
        name: names.give(wanted), title: nil, origin: Place(element.range(of: "id"), in: element.source)))
    return messages.all.count - 1
  }

  /// The message that a node sends: the one that it or its definition names, or that its message flow brings, or one of
  /// its own.
  func messageSent(by node: BPMNElement, _ definition: BPMNElement?) -> MappedText {
    let index = messageIndex(of: node, definition)
    add(poolParty(of: node), to: \.from, of: index)
    return mapped(index, node, definition)
  }

  /// The message that a node waits for.
  func messageCaught(by node: BPMNElement, _ definition: BPMNElement?) -> MappedText {
    let index = messageIndex(of: node, definition)
    add(poolParty(of: node), to: \.to, of: index)
    return mapped(index, node, definition)
  }

  private func mapped(_ index: Int, _ node: BPMNElement, _ definition: BPMNElement?) -> MappedText {
    let holder = definition ?? node
    return MappedText(messages.all[index].name, for: Place(holder.range(of: "messageRef"), in: holder.source))
  }

  private func messageIndex(of node: BPMNElement, _ definition: BPMNElement?) -> Int {
    let holder = definition ?? node
    if let operation = target(holder, "operationRef") { takeOperation(operation) }
    var named = target(holder, "messageRef")
    if named == nil, let operation = holder.target("operationRef") { named = operation.target("inMessageRef") }
    if let named { return message(named) }
    // Of several triggers each may be a message of its own: a flow says nothing of which.
    if let index = messages.ofNode[node] { return index }
    let index = newMessage(node)
    if definition?.type != .messageEventDefinition, node.eventDefinitions.count > 1 { return index }
    messages.ofNode[node] = index
    return index
  }

  /// The messages as elements of the chain.
  func messageElements() -> [ChainElement] {
    messages.all.map { message in
      var result = ChainElement("message", from: message.origin)
      result.set("id", message.origin.map { MappedText(message.name, for: $0) } ?? MappedText(message.name))
      if let title = message.title, !title.string.allSatisfy(\.isWhitespace) { result.set("title", title) }
      let from = message.from.isEmpty ? [clientParty()] : message.from
      let to = message.to.isEmpty ? [clientParty()] : message.to
      result.set("from", MappedText(from.map(partyName).joined(separator: " ")))
      result.set("to", MappedText(to.map(partyName).joined(separator: " ")))
      if !message.carries.isEmpty { result.set("carries", MappedText(message.carries.joined(separator: " "))) }
      result.children = message.documentation
      return result
    }
  }
}
