import KetenSource
import KetenXML

// By what a message finds the one that it is for (BPMN 2.0.2, section 8.4.2).

extension ProcedureChecker {
  mutating func checkKeys() {
    for message in chain.messages {
      guard let key = message.key, !message.carries.contains(where: { $0.number == key.number }) else { continue }
      report(
        .silentWrite, key.range,
        "message \"\(message.heading.name.text)\" does not carry \"\(key.name)\": its key is among what it carries")
    }
    for node in chain.allNodes {
      guard let correlation = node.correlation else { continue }
      if let message = node.message {
        let declared = chain.messages.first { $0.heading.name.number == message.number }
        guard let declared, declared.key == nil, isWhole else { continue }
        report(
          .eventTrigger, correlation.nameRange,
          "message \"\(message.name)\" has no key to compare with: give it `key`, one of the items that it carries")
      } else if isWhole {
        report(.eventTrigger, correlation.nameRange, "\(describe(node)) waits for no message: it has no correlation")
      }
    }
  }
}
