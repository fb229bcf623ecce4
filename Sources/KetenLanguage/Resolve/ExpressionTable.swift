import FEEL
import KetenMachine
import KetenSource
import KetenXML

/// Every expression of a chain, compiled: by the attribute it stands in.
///
/// Slots are the readings, in order.
package struct ExpressionTable: Sendable {
  package enum Reading: Hashable, Sendable {
    case item(String)
    case now
    case today
    case step(String, StepFact)
    case term(String, TermFact)
    /// On how many flows into a gateway a token waits.
    case arrived(String)
    /// How many instances of an activity there are.
    case instances(String, InstanceFact)
  }
  package enum InstanceFact: String, Hashable, Sendable, CaseIterable {
    case all = "numberOfInstances"
    case active = "numberOfActiveInstances"
    case completed = "numberOfCompletedInstances"
    /// How many times a loop has been done.
    case turns = "loopCounter"
  }
  package enum StepFact: String, Hashable, Sendable, CaseIterable { case done, at, by }
  package enum TermFact: Hashable, Sendable {
    case state, due, remaining
    case test(TermTest)
  }

  package var programs: [Int: Program] = [:]
  /// The decisions by name.
  package var decisions: [String: CompiledDecision] = [:]
  /// What each task that determines a decision writes: items, with the output when there are several.
  package var decided: [String: [(item: String, output: String?)]] = [:]
  package var readings: [Reading] = []
  package var itemTypes: [String: ValueType] = [:]
  /// The nodes that something besides flow refers to, so that they may not be folded away.
  package var referenced: NameSet

  /// The decisions that tasks determine.
  var determined: Set<String> = []

  /// Whether an expression reads something.
  package func reads(_ attribute: XMLAttribute?, _ reading: Reading) -> Bool {
    attribute.flatMap { programs[$0.index] }?.slots.contains { readings[$0] == reading } ?? false
  }

  /// The readings that some program uses, of decisions those that a task determines.
  package var usedReadings: [Reading] {
    let programs = Array(programs.values) + determined.compactMap { decisions[$0]?.program }
    return Set(programs.flatMap(\.slots)).sorted().map { readings[$0] }
  }
}

extension ExpressionTable.Reading {
  /// The name of what it is about.
  var subject: String {
    switch self {
    case .item(let name), .step(let name, _), .term(let name, _), .arrived(let name), .instances(let name, _): name
    case .now: "now"
    case .today: "today"
    }
  }

  /// The same of a copy of what the file says.
  func renamed(_ copy: Copy) -> Self {
    switch self {
    case .item(let name): .item(copy.name(name))
    case .now, .today: self
    case .step(let name, let fact): .step(copy.name(name), fact)
    case .term(let name, let fact): .term(copy.name(name), fact)
    case .arrived(let name): .arrived(copy.name(name))
    case .instances(let name, let fact): .instances(copy.name(name), fact)
    }
  }
}
