import CommandLineTool
import KetenSource

@testable import keten

/// What a command wrote and how it ended.
struct Outcome {
  var output = ""
  var error = ""
  var exitCode = ExitCode.fine
}

/// Runs with a console that keeps what is written.
func captured(
  isTerminal: Bool = false, columns: Int = 80, environment: [String: String] = [:], _ body: (Console) -> ExitCode
) -> Outcome {
  final class Sink {
    var output = ""
    var error = ""
  }
  let sink = Sink()
  let console = Console(
    write: { sink.output += $0 }, writeError: { sink.error += $0 }, isTerminal: isTerminal, columns: columns,
    environment: { environment[$0] })
  let exitCode = body(console)
  return Outcome(output: sink.output, error: sink.error, exitCode: exitCode)
}

/// Runs a command line, given in words that blanks part.
func runLine(_ line: String) -> Outcome {
  captured { runKeten(line.split(separator: " ").map(String.init), console: $0) }
}
