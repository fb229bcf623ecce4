import Glibc
import KetenSource

/// Where a command reads its surroundings and writes its output: the process's own, or a test's.
package struct Console {
  /// Writes to standard output.
  package var write: (String) -> Void
  /// Writes to standard error.
  package var writeError: (String) -> Void
  /// Whether standard output is a terminal.
  package var isTerminal: Bool
  /// The columns of the terminal; 80 when there is none.
  package var columns: Int
  /// A variable of the environment; nil when it is not set.
  package var environment: (String) -> String?

  package init(
    write: @escaping (String) -> Void, writeError: @escaping (String) -> Void, isTerminal: Bool, columns: Int,
    environment: @escaping (String) -> String?
  ) {
    self.write = write
    self.writeError = writeError
    self.isTerminal = isTerminal
    self.columns = columns
    self.environment = environment
  }

  /// The process's own.
  package static var standard: Console {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    return Console(
      write: { writeAll(Array($0.utf8), to: STDOUT_FILENO) },
      writeError: { writeAll(Array($0.utf8), to: STDERR_FILENO) },
      isTerminal: isTerminal, columns: isTerminal ? terminalColumns() : 80,
      environment: { getenv($0).map { String(cString: $0) } })
  }

  /// Whether to colour by the user's choice: `always`, `never`, or by what the output is.
  package func usesColor(_ choice: String?) -> Bool {
    switch choice {
    case "always": true
    case "never": false
    default: isTerminal && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
    }
  }

  /// The columns that running text is wrapped to; longer lines are hard to read.
  package var textColumns: Int { min(max(columns, 40), 100) }
}

private func terminalColumns() -> Int {
  var size = winsize()
  guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
  return Int(size.ws_col)
}

/// Text in lines of at most so many columns; a word longer than that has a line of its own.
package func wrapped(_ text: String, columns: Int, indent: String = "") -> String {
  var lines: [String] = []
  var line = ""
  for word in text.split(whereSeparator: \.isWhitespace) {
    if !line.isEmpty, screenWidth(indent) + screenWidth(line) + 1 + screenWidth(String(word)) > columns {
      lines.append(indent + line)
      line = ""
    }
    line += (line.isEmpty ? "" : " ") + word
  }
  if !line.isEmpty { lines.append(indent + line) }
  return lines.map { $0 + "\n" }.joined()
}
