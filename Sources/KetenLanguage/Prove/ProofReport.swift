import KetenMachine
import KetenSource

/// When a proof gives up.
///
/// A verdict past it is "not proven", with what was covered; never a silent pass.
public struct ProofBudget: Sendable {
  /// The number of different states that may be looked at.
  public var states: Int
  /// The number of events that may be examined, over all states: what bounds the time of a chain with wide scopes.
  public var examinations = 400_000_000

  /// The default fits a chain of statutory size.
  public init(states: Int = 100_000) { self.states = states }
}

/// What a proof looked at and what it came to.
package struct ProofReport: Sendable {
  /// How many different states were reached.
  package var states = 0
  /// How many ways from one state to another.
  package var steps = 0
  /// Whether every reachable state was looked at.
  package var isComplete = true
  package var diagnostics: [Diagnostic] = []

  /// Whether everything was looked at and nothing was found.
  package var isProven: Bool { isComplete && diagnostics.isEmpty }
}
