import FEEL

extension Machine {
  /// All tables by name, the same on every run: for golden files and readers.
  public func dump() -> String {
    var lines = ["machine \(name.isEmpty ? "-" : name) \(version.isEmpty ? "-" : version)"]
    lines += parties.map { party in
      let role = party.isClient ? " client" : ""
      let other = party.actsFor.map { " for \(parties[$0.int].name)" } ?? ""
      return "party \(party.name)\(role)\(party.directs ? " directs" : "")\(other)"
    }
    lines += scopes[0].items.map { item in
      let item = items[item.int]
      return "item \(item.name): \(item.type)\(item.holder.map { " held by \(parties[$0.int].name)" } ?? "")"
    }
    lines += messages.map { message in
      "message \(message.name) from \(names(message.from)) to \(names(message.to)) carries "
        + list(message.carries.map { items[$0.item.int].name + ($0.isOptional ? "?" : "") })
        + (message.keep.map { " keep \(text($0))" } ?? "")
        + (message.key.map { " key \(items[$0.int].name)" } ?? "")
    }
    lines += terms.map { term in
      "term \(term.name) \(term.kind.rawValue) \(text(term.duration)) in \(scopes[term.scope.int].name)"
        + (term.renews ? " renews" : "")
    }
    for scope in scopes.indices { lines += dump(scope: Index(scope)) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func dump(scope: Index<ScopeDef>) -> [String] {
    let def = scopes[scope.int]
    let parent = def.parent.map { " in \(scopes[$0.int].name)" } ?? ""
    var lines = ["scope \(def.name)\(parent)\(def.counts ? " counts" : "")\(def.isEventScope ? " event" : "")"]
    let initial = Set(numbers(def.initialTokens))
    lines += def.places.map { place in
      let row = places[place.int]
      return "  place \(row.name) \(row.kind.rawValue)\(initial.contains(row.bit) ? " initial" : "")"
    }
    if scope.raw > 0 { lines += def.items.map { "  data \(items[$0.int].name): \(items[$0.int].type)" } }
    let included = Set(numbers(def.initialIncluded))
    let pending = Set(numbers(def.initialPending))
    let obliging = Set(numbers(def.obliging))
    lines += def.bits.map { bit in
      let row = bits[bit.int]
      return "  bit \(row.name)\(included.contains(row.bit) ? "" : " excluded")"
        + (pending.contains(row.bit) ? " pending" : "") + (obliging.contains(row.bit) ? "" : " not obliging")
    }
    lines += def.compensation.map { handler in
      "  compensates \(elements[handler.activity.int].name) at \(places[handler.place.int].name)"
    }
    for event in def.events { lines += dump(event: event) }
    return lines
  }

  private func dump(event: Index<Event>) -> [String] {
    let row = events[event.int]
    let stratum = row.kind == .silent ? " \(row.stratum)" : ""
    var lines = ["  event \(row.name) \(row.kind.rawValue)\(stratum)\(text(row.flags))"]
    let add = { (label: String, text: String?) in if let text { lines.append("    \(label) \(text)") } }
    for facet in facets[row.facets.range] { lines += dump(facet: facet, of: row) }
    add("by", row.performers == 0 ? nil : names(row.performers))
    add("job", row.job)
    add("if", row.guardExpression.map { text($0) })
    add("catches", row.trigger.map { text($0) })
    add("correlation", row.correlation.map { text($0) })
    add("clock", row.clock.map { text($0) })
    for join in joins[row.joins.range] {
      add("join", "\(places[join.place.int].name) upstream \(placeList(join.upstream, row.scope))")
    }
    for route in routes[row.routes.range] { add("route \(row.routeMode.rawValue)", text(route, of: row)) }
    add("opens", row.opens.map { "\(scopes[$0.int].name) seed \(placeList(row.seed, $0)) level \(row.opensLevel)" })
    add("times", row.times.map { text($0) })
    add("raises", row.raises.map { text($0) })
    for access in accesses[row.accesses.range] {
      add(access.use.rawValue, items[access.item.int].name + (access.isOptional ? "?" : ""))
    }
    for assignment in assignments[row.assignments.range] {
      add(
        "sets",
        "\(items[assignment.item.int].name) = \(text(assignment.expression))\(assignment.output.map { ".\($0)" } ?? "")\(assignment.element.map { " at \(text($0))" } ?? "")"
      )
    }
    for effect in termEffects[row.termEffects.range] { add(effect.action.rawValue, terms[effect.term.int].name) }
    for delay in termEffects[row.delays.range] { add("after", terms[delay.term.int].name) }
    add("flows", row.flows.isEmpty ? nil : list(row.flows.map { elements[$0.int].name }))
    return lines
  }

  private func dump(facet: Facet, of event: Event) -> [String] {
    let scope = ancestor(of: event.scope, level: Int(facet.level))
    let bits = scopes[scope.int].bits
    let bitList = { [self] (mask: Rows) in list(numbers(mask).map { self.bits[bits[$0].int].name }) }
    var parts: [String] = []
    let add = { (label: String, mask: Rows, text: (Rows) -> String) in
      if !mask.isEmpty { parts.append("\(label) \(text(mask))") }
    }
    add("need", facet.need) { placeList($0, scope) }
    add("take", facet.take) { placeList($0, scope) }
    add("put", facet.put) { placeList($0, scope) }
    if facet.bit >= 0 { parts.append("bit \(self.bits[bits[Int(facet.bit)].int].name)") }
    add("condition", facet.condition, bitList)
    add("milestone", facet.milestone, bitList)
    add("response", facet.response, bitList)
    add("include", facet.include, bitList)
    add("exclude", facet.exclude, bitList)
    for weight in weights[facet.weights.range] {
      parts.append("\(weight.use) \(weight.count)×\(places[weight.place.int].name)")
    }
    for relation in guarded[facet.guarded.range] {
      let term = relation.term.map { " term \(terms[$0.int].name)" } ?? ""
      let bit = self.bits[bits[Int(relation.bit)].int].name
      parts.append("\(relation.kind.rawValue) \(bit) if \(text(relation.expression))\(term)")
    }
    return parts.isEmpty ? [] : ["    \(facet.level): " + parts.joined(separator: "; ")]
  }
}

// MARK: - Words

extension Machine {
  private func list(_ names: [String]) -> String { "[" + names.joined(separator: " ") + "]" }

  private func names(_ parties: UInt64) -> String {
    list(setBits(parties).map { $0 < self.parties.count ? self.parties[$0].name : "#\($0)" })
  }

  private func placeList(_ mask: Rows, _ scope: Index<ScopeDef>) -> String {
    list(numbers(mask).map { places[scopes[scope.int].places[$0].int].name })
  }

  private func text(_ expression: Index<Expression>) -> String { "(\(expressions[expression.int].text))" }

  private func text(_ trigger: Index<Trigger>) -> String {
    let row = triggers[trigger.int]
    return "\(row.kind.rawValue) \(row.reference ?? "any") \(row.delivery.rawValue)"
  }

  private func text(_ clock: Index<Clock>) -> String {
    let row = clocks[clock.int]
    let due =
      switch row.due {
      case .duration(let duration): text(duration)
      case .moment(let moment): moment.text
      case .expression(let expression): text(expression)
      }
    return "\(due) at \(places[row.place.int].name) \(row.repetitions.map { "\($0) times" } ?? "for ever")"
  }

  private func text(_ route: Route, of event: Event) -> String {
    let scope = ancestor(of: event.scope, level: Int(route.level))
    let guardText = route.isDefault ? "otherwise" : route.guardExpression.map { "if \(text($0))" } ?? "always"
    return "\(guardText) put \(placeList(route.put, scope))" + (route.level > 0 ? " level \(route.level)" : "")
  }

  private func text(_ flags: EventFlags) -> String {
    let names: [(EventFlags, String)] = [
      (.quiet, "quiet"), (.clear, "clear"), (.exit, "exit"), (.keep, "keep"), (.awaits, "awaits"),
      (.accepting, "accepting"), (.logged, "logged"), (.finishes, "finishes"), (.fails, "fails"),
      (.lastClears, "lastClears"),
    ]
    return names.filter { flags.contains($0.0) }.map { " \($0.1)" }.joined()
  }

  /// A duration as it is written.
  package func text(_ duration: CalendarDuration) -> String {
    let days = (duration.months == 0 ? "" : "\(duration.months)M") + (duration.days == 0 ? "" : "\(duration.days)D")
    let seconds = duration.milliseconds / 1000
    let rest = duration.milliseconds % 1000
    let time = duration.milliseconds == 0 ? "" : "T\(seconds)\(rest == 0 ? "" : ".\(rest)")S"
    return days.isEmpty && time.isEmpty ? (duration.isTime ? "PT0S" : "P0D") : "P\(days)\(time)"
  }
}
