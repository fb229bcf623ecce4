import FEEL
import KetenSource

/// A test in the designer's terms, as it was written: names are not looked up yet.
package struct Scenario: Sendable {
  /// A word with its place.
  package struct Name: Hashable, Sendable {
    package var text: String
    package var range: SourceRange
  }

  package var file: SourceFile
  package var title: String
  package var basis: String?
  /// The chain file, relative to the scenario's own.
  package var chain: Name
  package var start: Moment
  package var steps: [Step]

  /// One step, with its start tag as its place.
  package struct Step: Sendable {
    package var action: Action
    package var range: SourceRange
    package var documentation: String?
  }

  package enum Action: Sendable {
    /// An act that must succeed.
    case act(Act)
    /// An act that must be refused, for these kinds of reason and no others.
    case refuse(Act, because: [Name])
    /// A worker's answer.
    case job(Name, error: Name?, settings: [Setting])
    case message(Name, from: Name?, settings: [Setting])
    case wait(Wait)
    case expect(Expectation)
  }

  package struct Act: Sendable {
    package var event: Name
    package var party: Name
    package var person: String?
    package var settings: [Setting]
  }

  /// A value that is written.
  package struct Setting: Sendable {
    package enum Content: Sendable {
      /// A FEEL expression.
      case expression(SourceText)
      /// The entries of a document reference, in order.
      case document([(key: String, text: String)])
    }
    package var item: Name
    package var content: Content
    /// Where the value stands.
    package var range: SourceRange
  }

  package enum Wait: Sendable {
    case duration(CalendarDuration, text: Name)
    case moment(Moment, text: Name)
  }

  package struct Expectation: Sendable {
    package var enabled: [Name] = []
    package var disabled: [Name] = []
    package var pending: [Name] = []
    package var notPending: [Name] = []
    package var done: [Name] = []
    package var notDone: [Name] = []
    package var finished: (value: Bool, range: SourceRange)?
    package var term: TermExpectation?
    package var item: (name: Name, value: SourceText)?
  }

  package struct TermExpectation: Sendable {
    package var name: Name
    package var state: Name?
    package var due: (moment: Moment, range: SourceRange)?
  }
}
