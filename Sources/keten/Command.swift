import CommandLineTool
import KetenSource

/// The tool's version, by the rules of semver.org.
let ketenVersion = "0.1.0"

/// All that the tool does, in the order of its help.
let allVerbs: [Verb] = [
  checkVerb, explainVerb, runVerb, testVerb, importVerb, exportVerb, feelVerb, decideVerb, termVerb, dumpVerb,
  helpVerb, completionsVerb,
]

/// Runs a command line, without the tool's own name, and gives the exit status.
func runKeten(_ words: [String], console: Console) -> ExitCode {
  guard let first = words.first else {
    console.writeError(helpText(allVerbs, columns: console.textColumns))
    return .trouble
  }
  switch first {
  case "--help", "-h":
    console.write(helpText(allVerbs, columns: console.textColumns))
    return .fine
  case "--version":
    console.write("keten \(ketenVersion)\n")
    return .fine
  default: break
  }
  do {
    return try findVerb(first).perform(Array(words.dropFirst()), of: "keten", console: console)
  } catch {
    console.report(error, of: "keten", command: "keten")
    return .trouble
  }
}

/// The verb of that name.
func findVerb(_ name: String) throws(UsageError) -> Verb {
  if let verb = allVerbs.first(where: { $0.name == name }) { return verb }
  if name.hasPrefix("-") {
    let bare = name.prefix { $0 != "=" }
    let isKnown = allVerbs.contains { $0.options.contains { $0.typed == bare || $0.short.map { "-\($0)" } == name } }
    if isKnown { throw .optionBeforeVerb(String(bare)) }
    throw .unknownOption(name, nearest: nearest(to: name, in: ["--help", "--version"]))
  }
  throw .unknownVerb(name, nearest: nearest(to: name, in: allVerbs.map(\.name)))
}

// MARK: Help

let helpVerb = Verb(
  name: "help", summary: "shows help for the tool or for a verb",
  operand: Operand(
    value: ArgumentValue(name: "verb", kind: .suggestions { allVerbs.map(\.name) }), count: .optional,
    help: "the verb to explain")
) { arguments, console in
  if let name = arguments.operands.first {
    console.write(try findVerb(name).helpText(of: "keten", columns: console.textColumns))
  } else {
    console.write(helpText(allVerbs, columns: console.textColumns))
  }
  return .fine
}
