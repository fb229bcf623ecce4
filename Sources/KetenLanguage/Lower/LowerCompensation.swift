import KetenMachine
import KetenSource

// What undoes what was done (BPMN 2.0.2, sections 10.7 and 13.5.5).

extension Lowering {
  /// The activity is logged when it is done; undoing it begins with the event on its border, which leads to the handler.
  mutating func lowerCompensation(_ node: Chain.Node, of host: Chain.Node, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    guard let completion = events[host.heading.name.text], let activity = builder.spec(completion).element,
      let handler = node.next.flatMap({ index[$0.number]?.node })
    else { return }
    if host.body == nil { builder.change(completion) { $0.flags.insert(.logged) } }
    // A queue goes on when no place of the handler holds a token: they all bear its element.
    let element = element(handler.heading)
    let begun = builder.place(name, in: scope, .activity, element: element)
    let inside = [places[handler.heading.name.text], places[handler.heading.name.text + ".in"]]
    for place in inside.compactMap({ $0 }) { builder.update(place, in: \.places) { $0.element = element } }
    var spec = makeEvent(node, .silent, in: scope)
    spec[level: 0].take = [begun]
    putAll(name, &spec)
    add(spec)
    builder.addCompensation(CompensationHandler(activity: activity, place: begun), in: scope)
  }

  /// A transaction that is cancelled stops, undoes what was done in it, and then leaves by its border.
  mutating func lowerCancel(_ node: Chain.Node, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    let cancelled = builder.place("\(name).cancelled", in: scope)
    var spec = makeEvent(node, .silent, in: scope)
    spec.flags = [.clear]
    spec[level: 0].take = [places[name]].compactMap { $0 }
    spec[level: 0].put.append(cancelled)
    spec.raises = builder.trigger(.compensation, nil, .down)
    add(spec)
    let trigger = builder.trigger(.cancel, nil, .up)
    builder.event("\(name).next", .silent, in: scope) { next in
      next.stratum = .throwing
      next.flags = [.awaits]
      next[level: 0].take = [cancelled]
      next.raises = trigger
    }
  }
}
