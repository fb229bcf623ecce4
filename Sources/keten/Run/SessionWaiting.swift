import CommandLineTool
import FEEL
import KetenLanguage
import KetenMachine
import KetenSource

// What a case waits for that nobody does.

extension RunSession {
  /// The messages that are waited for and the timers that run; nothing when there are none.
  func waitingText() -> String {
    guard state.status == .running else { return "" }
    let rows = awaitedMessages() + runningTimers()
    return rows.isEmpty ? "" : paint(.bold, "Waiting") + "\n" + table(rows)
  }

  /// The messages that something would receive now; one that is waited for in several runs stands once.
  private func awaitedMessages() -> [[String]] {
    var world = LiveWorld(at: moment)
    var rows: [[String]] = []
    for slot in state.preorder where state.scopes[slot].def >= 0 {
      for event in machine.scopes[Int(state.scopes[slot].def)].events where machine.isDesigned(event) {
        guard let message = machine.events[event.int].trigger.flatMap({ machine.triggers[$0.int].message }),
          isViewersMessage(message), machine.isEnabled(event, slot, of: state, &world)
        else { continue }
        let row = [waited(message), title(of: event)]
        if !rows.contains(row) { rows.append(row) }
      }
    }
    return rows
  }

  private func waited(_ message: Index<Message>) -> String {
    let senders = machine.parties(of: machine.messages[message.int].from)
    let from = senders.isEmpty ? "" : " from \(senders.map { machine.label($0) }.joined(separator: ", "))"
    return "message \(machine.messages[message.int].name)\(from)"
  }

  private func isViewersMessage(_ message: Index<Message>) -> Bool {
    let row = machine.messages[message.int]
    return seesCourse || isViewers(machine.parties(of: row.from | row.to))
  }

  private func runningTimers() -> [[String]] {
    guard seesCourse else { return [] }
    return state.clocks.compactMap { clock in
      let event = machine.clocks[clock.clock.int].event
      guard machine.isDesigned(event) else { return nil }
      return ["timer \(machine.label(event))", title(of: event), "until \(spoken(clock.due))"]
    }
  }
}
