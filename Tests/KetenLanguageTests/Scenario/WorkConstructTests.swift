import FEEL
import KetenLanguage
import KetenMachine
import Testing

/// Several instances of work stand open side by side (BPMN 2.0.2, section 13.3.7).
@Suite struct WorkConstructTests {
  private let now = Moment(milliseconds: 1_772_438_400_000)

  /// A case in which the procedure has been asked for, with what the host must do.
  private func asked(_ machine: Machine) throws -> (state: Case, effects: [Effect]) {
    guard case .accepted(_, _, let begun) = begin(machine, at: now) else { throw Missing() }
    let event = try #require(machine.event(named: "aanvraag"))
    let party = try #require(machine.party(named: "inwoner"))
    return try play(.act(event, by: party, at: now), begun, machine)
  }

  private func play(
    _ command: Command, _ state: Case, _ machine: Machine
  ) throws -> (state: Case, effects: [Effect]) {
    guard case .accepted(_, let effects, let next) = decide(command, on: state, of: machine) else { throw Missing() }
    return (next, effects.filter { if case .wake = $0 { false } else { true } })
  }

  private struct Missing: Error {}

  @Test func severalInstancesOfAJobAreSeveralJobsAtOnce() throws {
    let machine = try Construct.procedure(
      """
      <serviceTask id="eerst" job="opvragen" next="klaar">
        <multiInstance loopCardinality="3" completionCondition="numberOfCompletedInstances = 2"/>
      </serviceTask>
      """, proven: false
    ).machine
    let (state, effects) = try asked(machine)
    guard case .startJob(_, let job, let scope)? = effects.first else { throw Missing() }
    #expect(effects == [Effect](repeating: .startJob(type: "opvragen", event: job, scope: scope), count: 3))
    #expect(openWork(state, of: machine, at: now).map(\.number) == [1, 2, 3])
    let first = try play(.answer(job, run: scope, at: now), state, machine)
    #expect(first.effects == [])
    #expect(openWork(first.state, of: machine, at: now).count == 2)
    let second = try play(.answer(job, run: scope, at: now), first.state, machine)
    #expect(second.effects == [.cancelJob(type: "opvragen", event: job, scope: scope), .ended(.finished)])
  }

  @Test func severalInstancesOfAUserTaskAreSeveralActs() throws {
    let task = { (mode: String) in
      "<userTask id=\"eerst\" by=\"gemeente\" next=\"klaar\"><multiInstance loopCardinality=\"3\"\(mode)/></userTask>"
    }
    let atOnce = try Construct.procedure(task("")).machine
    #expect(openWork(try asked(atOnce).state, of: atOnce, at: now).count == 3)
    let oneByOne = try Construct.procedure(task(" isSequential=\"true\"")).machine
    #expect(openWork(try asked(oneByOne).state, of: oneByOne, at: now).count == 1)
  }

  @Test func tokensOfOneTaskAreSeveralJobs() throws {
    let machine = try Construct.procedure(
      """
      <exclusiveGateway id="eerst" next="a"/><serviceTask id="a" completionQuantity="2" next="b"/>
      <serviceTask id="b" job="opvragen" next="klaar"/>
      """
    ).machine
    #expect(try asked(machine).effects.count == 2)
  }
}
