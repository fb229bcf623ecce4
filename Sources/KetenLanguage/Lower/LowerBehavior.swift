import KetenMachine
import KetenSource
import KetenXML

// What several instances throw as one of them is done (BPMN 2.0.2, section 13.3.7 and table 10.30).

extension Lowering {
  /// Each instance that is done asks every `throw` whether it throws: the first time, each time, or when its condition
  /// holds.
  ///
  /// That comes before the question whether it is enough, since what falls away throws no more.
  mutating func lowerBehavior(
    _ node: Chain.Node, _ loop: Chain.Loop, _ end: Index<Event>, in scope: Index<ScopeDef>
  ) {
    guard loop.behavior != .all else { return }
    let activity = loop.activity?.text ?? node.heading.name.text
    let border = index[activity + ".loop"]?.node.boundary ?? []
    for (number, event) in loop.throws.enumerated() {
      guard let trigger = thrown(event) else { continue }
      let name = "\(activity).throw.\(number + 1)"
      let asked = builder.place(name, in: scope)
      builder.change(end) { $0[level: 0].put.append(asked) }
      var spec = MachineBuilder.EventSpec(name, .silent, in: scope)
      spec.stratum = .conditional
      spec[level: 0].take = [asked]
      if loop.behavior == .one {
        spec[level: 0].take.append(builder.place("\(name).first", in: scope, .standing, initially: true))
      }
      spec.guardExpression = expression(event.guardAttribute)
      lowerImplicitThrow(event, trigger, &spec, caughtBy: border)
      // Second in order: nothing is thrown.
      builder.event("\(name).not", .silent, in: scope) { spec in
        spec.stratum = .conditional
        spec[level: 0].take = [asked]
      }
    }
  }

  /// What the own border catches does not end the instances, whatever `interrupting` says, and goes no further; only a
  /// signal reaches all others too, for which the border is deaf for a moment.
  private mutating func lowerImplicitThrow(
    _ event: Chain.Node, _ trigger: Index<Trigger>, _ spec: inout MachineBuilder.EventSpec,
    caughtBy border: [Chain.Node]
  ) {
    let catchers = border.filter { catches($0, event) }
    let exact = catchers.filter { $0.error?.name != "any" && $0.escalation?.name != "any" }
    let chosen = event.signal == nil ? Array((exact + catchers).prefix(1)) : catchers
    for catcher in chosen {
      for arc in outgoing[catcher.heading.name.text] ?? [] {
        let entry = entry(arc)
        spec[level: 1].put += entry.places
      }
    }
    if chosen.isEmpty || event.signal != nil { spec.raises = trigger }
    let scope = spec.scope
    guard !chosen.isEmpty, event.signal != nil else {
      builder.event(spec.name, .silent, in: scope) { [spec] in $0 = spec }
      return
    }
    let listening = builder.place("\(spec.name).listening", in: scope, .standing, initially: true)
    let deaf = builder.place("\(spec.name).deaf", in: scope)
    spec[level: 0].take.append(listening)
    spec[level: 0].put.append(deaf)
    deafened += chosen.map { ($0.heading.name.text, listening) }
    builder.event("\(spec.name).listen", .silent, in: scope) { listen in
      listen.stratum = .conditional
      listen[level: 0].take = [deaf]
      listen[level: 0].put = [listening]
    }
    builder.event(spec.name, .silent, in: scope) { [spec] in $0 = spec }
  }

  /// Once the border is there: it listens only while its own instances do not throw, and what it is written as is what
  /// then happens.
  mutating func lowerDeafness() {
    for (name, listening) in deafened {
      guard let event = events[name] else { continue }
      builder.change(event) { $0[level: 0].need.append(listening) }
    }
    for (name, event) in events where name.hasSuffix(".caught") {
      let element = events[String(name.dropLast(7))].flatMap { builder.spec($0).element }
      builder.change(event) { $0.element = element }
    }
  }
}
