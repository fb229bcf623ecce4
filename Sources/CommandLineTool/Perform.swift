import KetenSource

extension Verb {
  /// Runs the verb with the words after its name, and gives the exit status; errors go to standard error.
  package func perform(_ words: [String], of tool: String? = nil, console: Console) -> ExitCode {
    do {
      let arguments = try parse(words)
      if arguments.has(Verb.help) {
        console.write(helpText(of: tool, columns: console.textColumns))
        return .fine
      }
      return try run(arguments, console)
    } catch {
      console.report(error, of: tool ?? name, command: command(of: tool), usage: usage(of: tool))
      return .trouble
    }
  }
}

extension Console {
  /// Says what went wrong, and after wrong usage how the command is used.
  package func report(_ error: any Error, of tool: String, command: String, usage: String? = nil) {
    writeError("\(tool): error: \(visible("\(error)"))\n")
    guard error is UsageError else { return }
    if let usage { writeError("usage: \(usage)\n") }
    writeError("'\(command) --help' says more\n")
  }
}
