/// What a run of tests gave, for a report: suites of cases.
package struct TestReport: Sendable {
  /// The suites in the order in which they ran.
  package var suites: [Suite]

  package init(suites: [Suite] = []) { self.suites = suites }

  /// Cases that belong together: those of one file.
  package struct Suite: Sendable {
    package var name: String
    package var cases: [Case]

    package init(name: String, cases: [Case] = []) {
      self.name = name
      self.cases = cases
    }
  }

  /// One test.
  package struct Case: Sendable {
    package var name: String
    /// How long it took; 0 when that was not measured.
    package var seconds: Double
    package var outcome: Outcome
    /// What else it said, whatever the outcome; empty for nothing.
    package var output: String

    package init(name: String, seconds: Double = 0, outcome: Outcome, output: String = "") {
      self.name = name
      self.seconds = seconds
      self.outcome = outcome
      self.output = output
    }
  }

  /// How a test ended.
  package enum Outcome: Sendable, Hashable {
    case passed
    /// What failed, at least one thing.
    case failures([Failure])
    case skipped

    /// One thing failed.
    package static func failed(message: String, details: String = "") -> Outcome {
      .failures([Failure(message: message, details: details)])
    }
  }

  /// One thing that failed.
  package struct Failure: Sendable, Hashable {
    /// One sentence.
    package var message: String
    /// The rest, in lines; may be empty.
    package var details: String
    /// A short name for the kind of failure.
    package var type: String

    package init(message: String, details: String = "", type: String = "failure") {
      self.message = message
      self.details = details
      self.type = type
    }
  }
}

extension TestReport {
  /// Whether any case failed.
  package var hasFailures: Bool { suites.contains { $0.failureCount > 0 } }
}

/// A test report as JSON: an array of suites, each with its cases in order; times are in seconds.
package func renderJSON(_ report: TestReport) -> String {
  JSONValue.array(report.suites.map { ["name": .string($0.name), "cases": .array($0.cases.map(\.json))] }).pretty()
}

extension TestReport.Case {
  fileprivate var json: JSONValue {
    let (word, failures): (JSONValue, [TestReport.Failure]?) =
      switch outcome {
      case .passed: ("passed", nil)
      case .failures(let failures): ("failed", failures)
      case .skipped: ("skipped", nil)
      }
    return .members([
      "name": .string(name), "seconds": .number(seconds), "outcome": word,
      "failures": failures.map { .array($0.map(\.json)) },
      "output": output.isEmpty ? nil : .string(output),
    ])
  }
}

extension TestReport.Failure {
  fileprivate var json: JSONValue {
    ["message": .string(message), "details": .string(details), "type": .string(type)]
  }
}

extension TestReport.Suite {
  var failureCount: Int {
    cases.count { if case .failures = $0.outcome { true } else { false } }
  }

  var skippedCount: Int { cases.count { $0.outcome == .skipped } }

  var seconds: Double { cases.reduce(0) { $0 + $1.seconds } }
}
