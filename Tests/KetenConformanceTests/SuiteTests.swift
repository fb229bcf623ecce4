import Foundation
import Testing

@testable import keten_conformance

/// The outside suites, where they are at hand: every case passes but those that are known to fail.
@Suite struct SuiteTests {
  /// The folder of the suites: named by the environment, or beside the package.
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["KETEN_SUITES"] { return URL(filePath: path) }
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return root.deletingLastPathComponent().appending(path: "shared/suites")
  }()

  static let isAtHand = FileManager.default.fileExists(atPath: folder.path())

  /// The cases that fail, by suite and name, each with the reason that the standard gives for it.
  ///
  /// One that passes fails the test, so that the list can only shrink.
  static let knownFailures: [String: [String: String]] = [
    "betsy": [
      "AdHocSubProcess_Sequential 1":
        "the script of its last task logs task1, as that of its first does: task3, which is expected, is logged by none",
      "Timer_IntermediateTimeCycleEvent 1":
        "a token that waits goes on once: a cycle behind a flow is refused (K408); the suite wants four tokens of one",
    ],
    "bpmn-analyzer": [:],
    "bpmnlint": [
      "standard-size/valid-config.bpmn valid": configured,
      "standard-size/valid-elements.bpmn invalid": configured,
      "standard-size/valid-empty-pool-vertical.bpmn invalid": configured,
    ],
    "bpmnspector": [
      "001/Success.bpmn": "the file that it imports is not in the suite, so that the import fails (§8.2.2)",
      "099/fail_call_ref_process.bpmn":
        "the file with the process that is called is not in the suite, so that its start is not known",
      "052/EXT052_success_differentItemDef_equalStructureRef.bpmn":
        "«operationRef» leads to nothing: a QName must lead to an element (§15.3.2)",
      "127/EXT127_success_intThrow.bpmn":
        "«operationRef» leads to nothing: a QName must lead to an element (§15.3.2)",
      "103/Success_ref.bpmn": sharedDefinition, "109/Success_ref.bpmn": sharedDefinition,
      "128/EXT128_failure_boundary.bpmn": warned, "128/EXT128_failure_endEvent.bpmn": warned,
      "128/EXT128_failure_intCatch.bpmn": warned, "128/EXT128_failure_intThrow.bpmn": warned,
      "128/EXT128_failure_startEvent.bpmn": warned,
    ],
    "dcr": [
      "Large-Bank-Transaction-Process.xml":
        "113 events with 1,375 relations: the proof looks at more states than its budget allows, and says so"
    ],
    "dmn-tck": [:],
    "nl-holidays": [:],
    "token-simulation": [
      "process-implicit-start-collaboration":
        "a message begins the process a second time: a process that is brought in begins once in a case"
    ],
    "miwg": [
      "C.9.0.bpmn errors": "C.9.1.bpmn, which it imports, is not in the suite; and three message events of this "
        + "executable process name no message, which they must (§10.5.5)"
    ],
  ]

  private static let warned =
    "found, but as a warning (K745) and not refused: the standard asks for an operation (§10.5.5, table 10.98), but "
    + "hardly any tool writes one"
  private static let configured = "the suite sets another size for this case, and the data does not tell which"
  private static let sharedDefinition =
    "an event of an executable process refers to a message event definition without a message; the message must be "
    + "supplied when the process is executable, wherever the definition stands (§10.5.5, table 10.98)"

  @Test(
    .enabled(if: isAtHand, "the suites are not at \(folder.path()): set KETEN_SUITES"),
    arguments: suiteRunners.keys.sorted())
  func casesPass(_ suite: String) throws {
    let runner = try #require(suiteRunners[suite])
    let groups = try runner(Self.folder.appending(path: suite).path())
    #expect(!groups.isEmpty)
    let known = Self.knownFailures[suite] ?? [:]
    let failures = groups.flatMap(\.failures)
    for failure in failures where known[failure.name] == nil {
      Issue.record("\(failure.name): expected \(failure.expected), but got \(failure.actual)")
    }
    for name in known.keys.sorted() where !failures.contains(where: { $0.name == name }) {
      Issue.record("\(name) passes: take it off the list of known failures")
    }
  }
}
