import KetenMachine
import KetenSource

// Events on a border, and starts, that wait for several things together: each trigger notes that it came, and the event
// happens once all are there (BPMN 2.0.2, section 10.5.4).

extension Lowering {
  /// The places of one trigger: that it is waited for, and that it has come.
  struct Part {
    var missing: Index<Place>
    var got: Index<Place>
  }

  /// Declares the places of an event's triggers.
  mutating func declareParts(_ event: Chain.Node, in scope: Index<ScopeDef>, initially: Bool) {
    let name = event.heading.name.text
    parts[name] = event.triggers.indices.map { number in
      Part(
        missing: builder.place("\(name).\(number + 1).armed", in: scope, .standing, initially: initially),
        got: builder.place("\(name).\(number + 1).got", in: scope, .standing))
    }
  }

  /// Lets each trigger of an event happen, where `needs` says what must stand.
  mutating func lowerParts(
    _ event: Chain.Node, in scope: Index<ScopeDef>, _ needs: (inout MachineBuilder.EventSpec) -> Void
  ) {
    for (number, part) in (parts[event.heading.name.text] ?? []).enumerated() {
      var content = event.triggers[number].content
      content.heading = event.heading
      content.heading.name.text += ".\(number + 1)"
      content.heading.range = event.triggers[number].heading.range
      content.guardAttribute = event.guardAttribute
      content.access = event.access
      if content.message == nil { content.access.writes = [] }
      let trigger = Chain.Node(content)
      var spec = makeEvent(trigger, kind(trigger), in: scope)
      spec[level: 0].take.append(part.missing)
      spec[level: 0].put.append(part.got)
      needs(&spec)
      catchTrigger(trigger, add(spec), at: part.missing)
    }
  }

  /// Lets an event happen once all its triggers have come; one that leaves what it stands on may happen anew.
  func useParts(_ event: Chain.Node, _ spec: inout MachineBuilder.EventSpec) {
    let own = parts[event.heading.name.text] ?? []
    spec.kind = .silent
    spec.stratum = .conditional
    spec.guardExpression = nil
    spec[level: 0].take += own.map(\.got)
    if !event.isInterrupting { spec[level: 0].put += own.map(\.missing) }
  }
}
