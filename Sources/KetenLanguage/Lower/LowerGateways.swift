import FEEL
import KetenMachine
import KetenSource

// The gateways that do more than take one way, or all (BPMN 2.0.2, section 13.4).

extension Lowering {
  /// The ways on from a node, each with its guard.
  mutating func routes(_ name: String) -> [MachineBuilder.RouteSpec] { routes(outgoing[name] ?? []) }

  private mutating func routes(_ ways: [Int]) -> [MachineBuilder.RouteSpec] {
    ways.map { arc in
      let entry = entry(arc)
      return MachineBuilder.RouteSpec(
        if: expression(arcs[arc].guardAttribute), put: entry.places, isDefault: arcs[arc].isOtherwise,
        flows: entry.flows)
    }
  }

  /// All ways on whose guard holds, or the default when there is none, and those without a guard always (section 13.2.1).
  mutating func takeWays(_ name: String, _ spec: inout MachineBuilder.EventSpec, level: Int = 0, count: Int = 1) {
    let ways = outgoing[name] ?? []
    guard ways.contains(where: { arcs[$0].guardAttribute != nil }) else {
      return putAll(name, &spec, level: level, count: count)
    }
    let choice = ways.filter { arcs[$0].guardAttribute != nil || arcs[$0].isOtherwise }
    put(ways.filter { !choice.contains($0) }, &spec, level: level)
    spec.routes = routes(choice)
    spec.routeMode = .all
    // Beside a way that is always taken none of the others need be.
    if choice.count < ways.count, !choice.contains(where: { arcs[$0].isOtherwise }) {
      spec.routes.append(MachineBuilder.RouteSpec(put: [], isDefault: true))
    }
  }

  /// Section 13.4.3: as a join it waits for tokens that can still arrive.
  mutating func lowerInclusive(_ node: Chain.Node, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    let joins = joins(name)
    var spec = makeEvent(node, .silent, in: scope)
    takeWays(name, &spec)
    guard !joins.isEmpty else {
      spec[level: 0].take = [places[name]].compactMap { $0 }
      add(spec)
      return
    }
    spec[level: 0].drop = joins
    spec.stratum = .inclusiveJoin
    lateJoins.append((add(spec), joins.map { ($0, $0) }))
  }

  /// Section 13.4.4: the events behind it share one place, so that the first one takes the token of all.
  mutating func lowerEventGateway(_ node: Chain.Node, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    var spec = makeEvent(node, .silent, in: scope)
    spec[level: 0].take = [places[name]].compactMap { $0 }
    spec[level: 0].put += [places[name + ".wait"]].compactMap { $0 }
    add(spec)
  }

  /// Section 13.4.5: goes on when its condition holds; then it absorbs one token of every flow that can still bring
  /// one, and is ready again.
  mutating func lowerComplex(_ node: Chain.Node, in scope: Index<ScopeDef>) {
    let name = node.heading.name.text
    let joins = joins(name)
    guard !joins.isEmpty else { return lowerInclusive(node, in: scope) }
    let ready = builder.place("\(name).ready", in: scope, .standing, initially: true)
    let resetting = builder.place("\(name).resetting", in: scope, .standing)
    var spec = makeEvent(node, .silent, in: scope)
    takeWays(name, &spec)
    spec.guardExpression = expression(node.activation)
    spec[level: 0].take.append(ready)
    spec[level: 0].put.append(resetting)
    spec.joins = joins.map { ($0, []) }
    add(spec)
    var reset = MachineBuilder.EventSpec("\(name).reset", .silent, in: scope)
    reset.stratum = .inclusiveJoin
    reset[level: 0].take = [resetting]
    reset[level: 0].put = [ready]
    var rows: [(flow: Index<Place>, got: Index<Place>)] = []
    for (number, join) in joins.enumerated() {
      let missing = builder.place("\(name).missing.\(number)", in: scope, .standing, initially: true)
      let got = builder.place("\(name).got.\(number)", in: scope, .standing)
      var absorb = MachineBuilder.EventSpec("\(name).absorb.\(number)", .silent, in: scope)
      absorb[level: 0].need = [resetting]
      absorb[level: 0].take = [join, missing]
      absorb[level: 0].put = [got]
      builder.event(absorb.name, .silent, in: scope) { $0 = absorb }
      reset[level: 0].drop += [got, missing]
      reset[level: 0].put.append(missing)
      rows.append((join, got))
    }
    lateJoins.append((builder.event(reset.name, .silent, in: scope) { $0 = reset }, rows))
  }
}

// MARK: - What is upstream

extension Lowering {
  /// Gives every waiting join the places from which a token can still come, for each of its flows in.
  mutating func lowerJoins() {
    for (event, rows) in lateJoins {
      let scope = builder.scope(of: event)
      let sources = sources(in: scope, without: event)
      let joins = rows.map { (place: $0.got, upstream: upstream(of: $0.flow, sources)) }
      builder.change(event) { $0.joins = joins }
    }
    lateJoins = []
  }

  /// By place of a scope: the places from which an event moves a token there; the tokens of a scope below stand for
  /// themselves in the place of their activity.
  private func sources(
    in scope: Index<ScopeDef>, without gateway: Index<Event>
  ) -> [Index<Place>: [Index<Place>]] {
    let own = builder.spec(gateway).name.split(separator: ".").first
    var result: [Index<Place>: [Index<Place>]] = [:]
    for event in builder.events {
      let spec = builder.spec(event)
      // What leads through the gateway itself does not count.
      guard spec.name.split(separator: ".").first != own, let level = builder.levels(from: spec.scope, up: scope)
      else { continue }
      let facet = spec[level: level]
      let from = facet.need + facet.take + facet.drop + (level == 0 ? spec.joins.map(\.place) : [])
      let routed = spec.routes.flatMap(\.put).filter { builder.machine.places[$0.int].scope == scope }
      for place in facet.put + routed { result[place, default: []] += from }
    }
    return result
  }

  /// The places from which a token can come to another; what only stands there is no token of a flow.
  private func upstream(of place: Index<Place>, _ sources: [Index<Place>: [Index<Place>]]) -> [Index<Place>] {
    var found: Set<Index<Place>> = []
    var open = sources[place] ?? []
    while let next = open.popLast() {
      guard builder.machine.places[next.int].kind != .standing, found.insert(next).inserted else { continue }
      open += sources[next] ?? []
    }
    return found.sorted()
  }
}
