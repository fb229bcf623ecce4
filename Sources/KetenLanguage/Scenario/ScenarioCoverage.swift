import FEEL
import KetenMachine

/// What of a machine scenarios have touched.
///
/// A condition or milestone is touched when it held something back, or when its target happened after its source; another
/// relation when its source happened (and its guard held).
package struct ScenarioCoverage: Equatable, Sendable {
  package var events: Set<Index<Event>> = []
  package var flows: Set<Index<Element>> = []
  package var relations: Set<Index<Relation>> = []
  package var started: Set<Index<Term>> = []
  package var met: Set<Index<Term>> = []
  package var exceeded: Set<Index<Term>> = []

  package init() {}

  package mutating func formUnion(_ other: ScenarioCoverage) {
    events.formUnion(other.events)
    flows.formUnion(other.flows)
    relations.formUnion(other.relations)
    started.formUnion(other.started)
    met.formUnion(other.met)
    exceeded.formUnion(other.exceeded)
  }

  /// An event happened after these others.
  mutating func add(_ firing: Firing, after happened: Set<Index<Event>>, on machine: Machine) {
    let event = firing.event
    events.insert(event)
    flows.formUnion(machine.events[event.int].flows)
    for route in firing.routes { flows.formUnion(machine.routes[Int(route)].flows) }
    let used = Set(firing.guarded.map { machine.guarded[Int($0)].relation })
    for (number, relation) in machine.relations.enumerated() {
      let index = Index<Relation>(number)
      let (sources, targets) = (machine.index.bitEvents[relation.from.int], machine.index.bitEvents[relation.to.int])
      switch relation.kind {
      case .response, .include, .exclude:
        if sources.contains(event), relation.expression == nil || used.contains(index) { relations.insert(index) }
      case .condition, .milestone:
        if targets.contains(event), sources.contains(where: happened.contains) { relations.insert(index) }
      }
    }
  }

  /// Something was held back for these reasons.
  mutating func add(_ reasons: [Reason], on machine: Machine) {
    for reason in reasons {
      switch reason {
      case .condition(_, let relation?), .milestone(_, let relation?): relations.insert(relation)
      case .delay(let term, _, _): machine.terms[term.int].relation.map { _ = relations.insert($0) }
      default: break
      }
    }
  }

  /// The states that terms have come to.
  mutating func addTerms(of state: Case, on machine: Machine) {
    for run in state.termRuns where machine.terms[run.term.int].kind != .delay {
      started.insert(run.term)
      switch run.state {
      case .met: met.insert(run.term)
      case .exceeded: exceeded.insert(run.term)
      case .metLate:
        met.insert(run.term)
        exceeded.insert(run.term)
      case .idle, .running, .void: break
      }
    }
  }
}

// MARK: - Report

/// Coverage as figures, with what was not touched.
package struct CoverageReport: Sendable {
  package struct Section: Sendable {
    package var name: String
    package var total: Int
    /// What was not touched, in the order of the file.
    package var missing: [Index<Element>?]
    package var missingNames: [String]
    package var covered: Int { total - missingNames.count }
  }
  package var sections: [Section]
}

extension ScenarioCoverage {
  /// The coverage of a machine.
  package func report(on machine: Machine) -> CoverageReport {
    CoverageReport(sections: [
      eventSection(machine), flowSection(machine), relationSection(machine), termSection(machine),
    ])
  }

  private func section(
    _ name: String, _ rows: [(name: String, element: Index<Element>?, isTouched: Bool)]
  ) -> CoverageReport.Section {
    let missing = rows.filter { !$0.isTouched }
    return CoverageReport.Section(
      name: name, total: rows.count, missing: missing.map(\.element), missingNames: missing.map(\.name))
  }

  private func eventSection(_ machine: Machine) -> CoverageReport.Section {
    section(
      "events",
      machine.events.indices.map { Index($0) }.filter { machine.isDesigned($0) }.map { event in
        (machine.events[event.int].name, machine.events[event.int].element, events.contains(event))
      })
  }

  private func flowSection(_ machine: Machine) -> CoverageReport.Section {
    var used: Set<Index<Element>> = []
    for event in machine.events { used.formUnion(event.flows) }
    for route in machine.routes { used.formUnion(route.flows) }
    return section(
      "flows", used.sorted().map { (machine.elements[$0.int].name, $0, flows.contains($0)) })
  }

  private func relationSection(_ machine: Machine) -> CoverageReport.Section {
    section(
      "relations",
      machine.relations.enumerated().map { number, relation in
        let ends = "\(machine.bits[relation.from.int].name) → \(machine.bits[relation.to.int].name)"
        return ("\(relation.kind.rawValue) \(ends)", relation.element, relations.contains(Index(number)))
      })
  }

  private func termSection(_ machine: Machine) -> CoverageReport.Section {
    var rows: [(name: String, element: Index<Element>?, isTouched: Bool)] = []
    for (number, term) in machine.terms.enumerated() where term.kind != .delay {
      let index = Index<Term>(number)
      rows.append(("\(term.name) started", term.element, started.contains(index)))
      if machine.isWindow(index) {
        rows.append(("\(term.name) ended", term.element, exceeded.contains(index)))
      } else {
        rows.append(("\(term.name) met", term.element, met.contains(index)))
        rows.append(("\(term.name) exceeded", term.element, exceeded.contains(index)))
      }
    }
    return section("terms", rows)
  }
}
