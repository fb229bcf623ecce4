import FEEL
import Foundation
import KetenMachine
import KetenSource
import Testing

@testable import KetenLanguage

/// Paths run as DCR graphs do, with nesting, sub-processes and time.
@Suite("paths against plain DCR graphs") struct GraphDifferentialTests {
  /// How many steps are taken in all; KETEN_STEPS sets another number.
  private static let steps = ProcessInfo.processInfo.environment["KETEN_STEPS"].flatMap { Int($0) } ?? 20_000
  private static let stepsOfOne = 200

  @Test(
    "random graphs and courses: all that can be seen is the same after each step", arguments: 0..<10 as Range<UInt64>)
  func sameCourse(seed: UInt64) throws {
    var random = SplitMix(state: seed &* 104_729 &+ 7)
    for number in 0..<max(1, Self.steps / 10 / Self.stepsOfOne) {
      let made = RandomGraph(&random)
      let difference = try play(made, &random)
      guard let difference else { continue }
      Issue.record("seed \(seed), graph \(number): \(difference)\n\(made.text)")
      return
    }
  }

  private func play(_ made: RandomGraph, _ random: inout SplitMix) throws -> String? {
    var options = CompileOptions()
    options.prove = false
    let compilation = compile(SourceFile(path: "proef.chain.xml", text: made.text), options: options)
    let machine = try #require(
      compilation.machine, "\(renderHuman(compilation.diagnostics, color: false))\n\(made.text)")
    let party = try #require(machine.party(named: "inwoner"))
    let start = Moment(milliseconds: 1_772_438_400_000)
    var graph = made.graph(at: start)
    let view = GraphView(machine, graph)
    guard case .accepted(_, _, var state) = begin(machine, at: start) else { return "it does not begin" }
    let steps = graph.events.filter { graph.nodes[$0].kind == .step }
    var course: [String] = []
    for _ in 0..<Self.stepsOfOne {
      if random.chance(4) { graph.pass(to: graph.now.adding(hours: random.below(5))) }
      let event = steps[random.below(steps.count)]
      let isEnabled = graph.isEnabled(event)
      course.append("\(graph.nodes[event].name)@\((graph.now.milliseconds - start.milliseconds) / 3_600_000)")
      if case .accepted(_, _, let next) = decide(
        .act(view.event(event), by: party, at: graph.now), on: state, of: machine)
      {
        if !isEnabled { return "\(course.suffix(12)): the chain allows it" }
        state = next
        graph.execute(event)
      } else {
        if isEnabled { return "\(course.suffix(12)): the chain refuses it" }
        guard case .accepted(_, _, let next) = decide(.tick(at: graph.now), on: state, of: machine) else {
          return "time does not pass"
        }
        state = next
      }
      if let difference = view.difference(state, graph) { return "\(course.suffix(12)): \(difference)" }
    }
    return nil
  }
}

/// What can be seen of a case that runs a graph.
private struct GraphView {
  private let machine: Machine
  private var bits: [Int: Int] = [:]
  private var events: [Int: Index<Event>] = [:]
  /// The deadlines, by the names that they join.
  private var deadlines: [String: Index<Term>] = [:]

  init(_ machine: Machine, _ graph: PlainGraph) {
    self.machine = machine
    for number in graph.events {
      bits[number] = machine.bits.first { $0.name == graph.nodes[number].name }?.bit
      events[number] = machine.event(named: graph.nodes[number].name)
    }
    for (number, term) in machine.terms.enumerated() where term.kind == .deadline {
      deadlines[term.name] = Index(number)
    }
  }

  func event(_ number: Int) -> Index<Event> { events[number] ?? Index(-1) }

  /// What differs; nil when nothing does.
  func difference(_ state: Case, _ graph: PlainGraph) -> String? {
    let scope = state.scopes[0]
    var world = LiveWorld(at: graph.now)
    for number in graph.events {
      guard let bit = bits[number] else { continue }
      let name = graph.nodes[number].name
      if machine.isSet(bit, scope.executed, of: state) != graph.executed.contains(number) { return "executed \(name)" }
      if machine.isSet(bit, scope.pending, of: state) != graph.pending.contains(number) { return "pending \(name)" }
      if machine.isSet(bit, scope.included, of: state) != graph.included.contains(number) { return "included \(name)" }
      guard graph.nodes[number].kind == .step else { continue }
      if machine.isEnabled(event(number), 0, of: state, &world) != graph.isEnabled(number) { return "enabled \(name)" }
    }
    if machine.isAccepting(0, of: state) != graph.isAccepting { return "accepting" }
    for (number, relation) in graph.relations.enumerated() where relation.kind == .response && relation.hours != nil {
      let name = "\(graph.nodes[relation.from].name) → \(graph.nodes[relation.to].name)"
      guard let term = deadlines[name] else { return "no deadline \(name)" }
      let run = state.latestRun(of: term).map { PlainGraph.Deadline(due: $0.due, state: $0.state) }
      if run != graph.deadlines[number] { return "deadline \(name)" }
    }
    return nil
  }
}
