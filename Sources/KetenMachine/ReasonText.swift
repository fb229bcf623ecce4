import FEEL

extension Reason {
  /// The reason as a sentence, with the model's titles and legal bases.
  public func text(in machine: Machine) -> String {
    switch self {
    case .flow, .condition, .milestone, .excluded, .done, .noRun, .busy, .join, .notAnAct, .notAJob:
      courseText(machine)
    case .delay, .clock, .time, .new, .finished, .failed: timeText(machine)
    case .guarded(let expression): "its condition '\(machine.expressions[expression.int].text)' does not hold"
    case .party, .item, .writeMissing, .writeUnexpected, .writeType: dossierText(machine)
    case .severalRuns(let event, let runs):
      "\(machine.quote(event)) can be meant in \(runs.count) runs; say which"
    case .message(let message): "nobody waits for message '\(machine.name(of: message))'"
    case .correlation(let message, let key):
      "those who wait for message '\(machine.name(of: message))' wait for one with another key than \(key)"
    case .route(let event): "no way on is open at \(machine.quote(event)): no condition holds and there is no other way"
    case .timer(let event, let value):
      "the timer of \(machine.quote(event)) would be \(value), which is no length, date, moment or cycle"
    case .bound(let event):
      "the case does not come to rest\(event.map { " at \(machine.quote($0))" } ?? "") in \(machine.firingLimit) steps"
    }
  }

  private func courseText(_ machine: Machine) -> String {
    switch self {
    case .flow(let places):
      "it is not its turn: nothing stands at \(machine.list(places.map { machine.quote($0) }))"
    case .condition(let bit, let relation) where machine.bits[bit.int].rule != nil:
      "\(machine.quote(bit)) does not allow it now\(machine.basis(relation))"
    case .condition(let bit, let relation):
      "\(machine.quote(bit)) must have happened first\(machine.basis(relation))"
    case .milestone(let bit, let relation): "\(machine.quote(bit)) is still owed\(machine.basis(relation))"
    case .excluded(let bit, let relation):
      "\(machine.quote(bit)) has been taken out of the course"
        + (relation.map { " by \(machine.quote(machine.relations[$0.int].from))\(machine.basis($0))" } ?? "")
    case .done(let bit): "\(machine.quote(bit)) has been done, and can be done once"
    case .noRun(let event): "what \(machine.quote(event)) is part of does not run"
    case .busy(let owed): "it waits for \(machine.list(owed.map { machine.quote($0) }))"
    case .join(let event): "\(machine.quote(event)) waits for what may still come"
    case .notAnAct(let event): "\(machine.quote(event)) is not done by anybody: it happens by itself"
    case .notAJob(let event): "\(machine.quote(event)) is not work that a worker answers"
    default: word
    }
  }

  private func timeText(_ machine: Machine) -> String {
    switch self {
    case .delay(let term, let since, let until):
      "'\(machine.terms[term.int].name)' runs from \(since.text) until \(until.text)\(machine.basis(of: term))"
    case .clock(let event, let until):
      "the moment of \(machine.quote(event)) has not come\(until.map { ": it is \($0.text)" } ?? "")"
    case .time(let moment, let last): "\(moment.text) is before \(last.text), the last moment on the record"
    case .new: "the case has not begun"
    case .finished(let since): "the case is closed since \(since.text)"
    case .failed(let since): "the case was stopped by an error at \(since.text)"
    default: word
    }
  }

  private func dossierText(_ machine: Machine) -> String {
    switch self {
    case .party(let party, let may):
      "\(party.map { machine.quote($0) } ?? "nobody") may not do this, "
        + (may.isEmpty ? "nor may anybody" : "but \(machine.list(may.map { machine.quote($0) }, last: "or")) may")
    case .item(let item): "\(machine.quote(item)) has not been written yet"
    case .writeMissing(let item): "\(machine.quote(item)) must be written with it"
    case .writeUnexpected(let item): "\(machine.quote(item)) is not written by it"
    case .writeType(let item, let type): "\(machine.quote(item)) must be of type \(type)"
    default: word
    }
  }
}

extension Moment {
  /// The moment by the wall clock of the Netherlands, as 2026-03-02 09:05.
  var text: String {
    let wall = DutchTime.wallClock(at: self)
    let minutes = Int(wall.milliseconds / 60_000)
    let pad = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(wall.date.year)-\(pad(wall.date.month))-\(pad(wall.date.day)) \(pad(minutes / 60)):\(pad(minutes % 60))"
  }
}

// MARK: - Quoting

extension Machine {
  fileprivate func list(_ words: [String], last: String = "and") -> String {
    guard let final = words.last, words.count > 1 else { return words.first ?? "nothing" }
    return words.dropLast().joined(separator: ", ") + " \(last) \(final)"
  }

  private func quote(_ element: Index<Element>?, or name: String) -> String {
    "'\(element.flatMap { elements[$0.int].title ?? elements[$0.int].name } ?? name)'"
  }

  fileprivate func quote(_ event: Index<Event>) -> String {
    quote(events[event.int].element, or: events[event.int].name)
  }

  fileprivate func quote(_ place: Index<Place>) -> String {
    quote(places[place.int].element, or: places[place.int].name)
  }

  fileprivate func quote(_ bit: Index<Bit>) -> String {
    quote(bits[bit.int].rule ?? bits[bit.int].event.flatMap { events[$0.int].element }, or: bits[bit.int].name)
  }

  fileprivate func quote(_ party: Index<Party>) -> String {
    "'\(parties[party.int].title ?? parties[party.int].name)'"
  }

  fileprivate func quote(_ item: Index<Item>) -> String { "'\(items[item.int].title ?? items[item.int].name)'" }

  fileprivate func quote(_ owed: Owed) -> String {
    switch owed {
    case .event(let bit, _): quote(bit)
    case .token(let place, _): quote(place)
    case .scope(_, let def): def.map { quote(scopes[$0.int].element, or: scopes[$0.int].name) } ?? "compensation"
    }
  }

  fileprivate func basis(_ relation: Index<Relation>?) -> String {
    relation.flatMap { elements[relations[$0.int].element.int].basis }.map { " (\($0))" } ?? ""
  }

  fileprivate func basis(of term: Index<Term>) -> String {
    let row = terms[term.int]
    let element = row.element ?? row.relation.map { relations[$0.int].element }
    return element.flatMap { elements[$0.int].basis }.map { " (\($0))" } ?? ""
  }
}
