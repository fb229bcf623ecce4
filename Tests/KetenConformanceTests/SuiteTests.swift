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
  static let knownFailures: [String: [String: String]] = ["dmn-tck": [:]]

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
