import Glibc

/// Measures Keten: one JSON line a figure on standard output, progress and faults on standard error.
@main enum KetenBench {
  static func main() {
    let options: Options
    do {
      options = try Options(Array(CommandLine.arguments.dropFirst()))
    } catch {
      complain("keten-bench: \(error.message)\n\n\(Options.usage)")
      exit(2)
    }
    if options.showsHelp {
      print(Options.usage)
    } else if options.listsNames {
      for suite in Suite.all { print(suite.name.padded(to: 24) + suite.summary) }
    } else {
      run(options)
    }
  }

  private static func run(_ options: Options) {
    let bench = Bench(options)
    for suite in options.suites { suite.run(bench) }
    if let folder = options.peers { runPeers(in: folder, bench) }
  }
}

/// A group of figures that are measured together.
struct Suite: Sendable {
  let name: String
  let summary: String
  let run: @Sendable (Bench) -> Void

  static let all = [
    Suite(
      name: "kernel.fire", summary: "enabled check and firing of visible events, on packed markings", run: measureFire),
    Suite(name: "kernel.replay", summary: "traces against constraints of DECLARE", run: measureReplay),
    Suite(name: "kernel.settle", summary: "silent events inside a decision", run: measureSettle),
    Suite(name: "kernel.command", summary: "one command through decide, and apply alone", run: measureCommands),
    Suite(
      name: "kernel.complete", summary: "whole cases, begun and finished, and what a transition costs in long ones",
      run: measureCompletion),
    Suite(
      name: "kernel.population", summary: "random steps over many live cases, and their memory", run: measurePopulation),
    Suite(name: "compile.chain", summary: "the stages of compiling, beside libxml2's tree", run: measureCompile),
    Suite(name: "proof", summary: "states a second, and whole chains", run: measureProofs),
    Suite(
      name: "feel.expression", summary: "expressions: evaluation, compilation, a filter over contexts",
      run: measureExpressions),
    Suite(
      name: "feel.decision", summary: "whole decision tables, as a program evaluates them", run: measureDecisionTables),
    Suite(name: "feel.table", summary: "rows of decision tables looked up, and their analysis", run: measureTables),
    Suite(name: "cold", summary: "wall time of `keten check` as a process", run: measureColdStart),
  ]

  /// The suites whose names begin as one of these says; all when there are none.
  static func named(_ prefixes: [String]) -> [Suite] {
    guard !prefixes.isEmpty else { return all }
    return all.filter { suite in
      prefixes.contains { suite.name == $0 || suite.name.hasPrefix($0 + ".") || $0.hasPrefix(suite.name + ".") }
    }
  }
}

/// Writes a line to standard error.
func complain(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

extension String {
  /// The text with spaces after it, up to a width.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
