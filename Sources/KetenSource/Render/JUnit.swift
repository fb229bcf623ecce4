/// A test report as JUnit XML, in the form that CI systems read.
package func renderJUnit(_ report: TestReport) -> String {
  let totals = countAttributes(
    tests: report.suites.reduce(0) { $0 + $1.cases.count }, failures: report.suites.reduce(0) { $0 + $1.failureCount },
    skipped: report.suites.reduce(0) { $0 + $1.skippedCount }, seconds: report.suites.reduce(0) { $0 + $1.seconds })
  var output = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"keten\" \(totals)>\n"
  for suite in report.suites { output += render(suite) }
  return output + "</testsuites>\n"
}

/// Findings as JUnit XML: a suite with one case for each file, that fails by each of its errors.
///
/// Warnings and notes do not fail a case, as they do not fail the command; they stand in its output.
package func renderJUnit(_ diagnostics: [Diagnostic], files: [SourceFile]) -> String {
  let byPath = Dictionary(grouping: diagnostics, by: \.file.path)
  let suites = files.map { file in
    let findings = byPath[file.path] ?? []
    let failures = findings.filter { $0.severity == .error }.map { error in
      TestReport.Failure(
        message: error.message, details: renderHuman([error], color: false),
        type: "\(error.code.id) \(error.code.name)")
    }
    let test = TestReport.Case(
      name: file.path, outcome: failures.isEmpty ? .passed : .failures(failures),
      output: renderHuman(findings.filter { $0.severity != .error }, color: false))
    return TestReport.Suite(name: file.path, cases: [test])
  }
  return renderJUnit(TestReport(suites: suites))
}

private func render(_ suite: TestReport.Suite) -> String {
  let counts = countAttributes(
    tests: suite.cases.count, failures: suite.failureCount, skipped: suite.skippedCount, seconds: suite.seconds)
  var output = "  <testsuite name=\"\(escapedXML(suite.name))\" \(counts)>\n"
  for test in suite.cases { output += render(test, in: suite) }
  return output + "  </testsuite>\n"
}

private func render(_ test: TestReport.Case, in suite: TestReport.Suite) -> String {
  let names = "name=\"\(escapedXML(test.name))\" classname=\"\(escapedXML(suite.name))\""
  var lines: [String] = []
  switch test.outcome {
  case .passed: break
  case .skipped: lines.append("<skipped/>")
  case .failures(let failures):
    for failure in failures {
      let attributes = "message=\"\(escapedXML(failure.message))\" type=\"\(escapedXML(failure.type))\""
      lines.append("<failure \(attributes)>\(escapedXML(failure.details, attribute: false))</failure>")
    }
  }
  if !test.output.isEmpty {
    lines.append("<system-out>\(escapedXML(test.output, attribute: false))</system-out>")
  }
  let start = "    <testcase \(names) time=\"\(decimals(test.seconds))\""
  if lines.isEmpty { return start + "/>\n" }
  return start + ">\n" + lines.map { "      \($0)\n" }.joined() + "    </testcase>\n"
}

private func countAttributes(tests: Int, failures: Int, skipped: Int, seconds: Double) -> String {
  "tests=\"\(tests)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\" time=\"\(decimals(seconds))\""
}

/// Seconds to the millisecond, as `1.050`.
private func decimals(_ seconds: Double) -> String {
  let milliseconds = Int(min(max(seconds, 0), 1e12) * 1000 + 0.5)
  let fraction = String(milliseconds % 1000)
  return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
}

/// Text escaped for XML 1.0; what XML cannot carry at all becomes the replacement character.
///
/// In an attribute, line ends and tabs are escaped too, or a reader would turn them into spaces.
package func escapedXML(_ text: String, attribute: Bool = true) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"" where attribute: result += "&quot;"
    case "\n" where attribute: result += "&#10;"
    case "\t" where attribute: result += "&#9;"
    case "\r": result += "&#13;"
    case "\n", "\t": result.unicodeScalars.append(scalar)
    case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
