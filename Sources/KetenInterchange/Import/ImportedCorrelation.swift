import BPMN
import KetenSource
import KetenXML

// By what a message finds the one that it is for (BPMN 2.0.2 §8.4.2).

extension Translation {
  /// Lets a node take only the message whose key has the value that the model says.
  ///
  /// What begins a process has nothing yet to compare with.
  func setCorrelation(_ index: Int, _ element: BPMNElement, _ result: inout ChainElement) {
    let begins = element.type == .startEvent && !(element.parent?.isEventSubProcess ?? false)
    guard !isFromChain, !begins, let name = result["message"],
      let number = messages.all.firstIndex(where: { $0.name == name }),
      let message = messages.ofElement.first(where: { $0.value == number })?.key
    else { return }
    result.set(
      "correlation",
      subscribed(index, element, message, number) ?? correlated(index, element, message, number))
  }

  /// The key of Zeebe: an expression on the data of whoever waits, which the message has a value for.
  private func subscribed(
    _ index: Int, _ element: BPMNElement, _ message: BPMNElement, _ number: Int
  ) -> MappedText? {
    // What the chain itself sends has no value for a key that is no data of the case.
    let isSentHere = model.elements.contains { sender in
      (sender.type == .sendTask || sender.type.isA(.throwEvent)) && job(of: sender) == nil
        && (messageNamed(by: sender) == message || messages.ofNode[sender] == number)
    }
    for subscription in message.extensions(of: .zeebe) where subscription.local == "subscription" {
      guard let attribute = subscription.attribute("correlationKey") else { continue }
      let bare = MappedText(copying: attribute.text).string.drop { $0 == "=" || $0 == " " }
      if isSentHere, visible(String(bare), at: element).map({ isItem(data.variables[$0]) }) != true { continue }
      _ = extensionElements(message, "subscription", of: .zeebe)
      guard let text = extensionText(subscription, "correlationKey", of: message),
        let expression = formula(text, of: element, at: index, .any)
      else { continue }
      setKey(item(named: expression.string) ?? newKey(message, text.place), of: number)
      return expression
    }
    return nil
  }

  /// The key of the standard, where it is one property that the message has as an item of its own.
  private func correlated(
    _ index: Int, _ element: BPMNElement, _ message: BPMNElement, _ number: Int
  ) -> MappedText? {
    for subscription in element.around(.process)?.children(.correlationSubscription) ?? [] {
      guard let key = subscription.target("correlationKeyRef"),
        case let properties = key.targets("correlationPropertyRef"), properties.count == 1,
        let retrieval = properties[0].children(.correlationPropertyRetrievalExpression).first(where: {
          $0.target("messageRef") == message
        }), let path = retrieval.part("messagePath"),
        let binding = subscription.children(.correlationPropertyBinding).first(where: {
          $0.target("correlationPropertyRef") == properties[0]
        }), let data = binding.part("dataPath"), let expression = formula(data, at: index, .any),
        let value = formula(path, at: index, .any), let item = item(named: value.string)
      else { continue }
      for part in [subscription, key, properties[0], retrieval, binding] { take(part) }
      for part in key.parts("correlationPropertyRef") { take(part) }
      for part in [key, properties[0]] { _ = text(part, "name") }
      _ = target(subscription, "correlationKeyRef")
      _ = target(retrieval, "messageRef")
      _ = target(binding, "correlationPropertyRef")
      // Where the two differ, it is the message that brings it.
      if expression.string != value.string { self.data.variables[item].isWritten = true }
      setKey(item, of: number)
      return expression
    }
    return nil
  }

  /// The item of the dossier that an expression is, when it is nothing but a name.
  private func item(named name: String) -> Int? {
    data.variables.firstIndex { $0.name == name && isItem($0) }
  }

  /// An item for a key that is no data of the case.
  private func newKey(_ message: BPMNElement, _ origin: Place?) -> Int {
    if let number = messages.ofElement[message], let key = messages.all[number].key,
      let known = data.variables.firstIndex(where: { $0.name == key })
    {
      return known
    }
    data.variables.append(
      ImportedData.Variable(
        key: "", name: names.give("\(name(message))_key"), scope: nil, title: nil, origin: origin, element: "",
        isWritten: true))
    return data.variables.count - 1
  }

  /// A message has one key: what comes later is compared with it too.
  private func setKey(_ item: Int, of message: Int) {
    guard messages.all[message].key == nil else { return }
    let name = data.variables[item].name
    messages.all[message].key = name
    messages.all[message].carries.removeAll { $0 == name + "?" }
    if !messages.all[message].carries.contains(name) { messages.all[message].carries.append(name) }
  }
}
