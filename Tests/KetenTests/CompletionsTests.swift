import CommandLineTool
import Glibc
import Testing

@testable import keten

struct CompletionsTests {
  private let folder = Folder()

  @Test(arguments: [
    ("ch", "check"),
    ("--v", "--version"),
    ("check --f", "--format --fix"),
    ("check -f j", "json junit"),
    ("check --format = s", "sarif"),
    ("check --color ''", "auto always never"),
    ("completions ''", "bash zsh fish"),
    ("help du", "dump"),
    ("run --as ''", ""),
  ])
  func bash(_ words: String, _ expected: String) throws {
    let script = try folder.write(
      "complete.bash",
      bashCompletions(allVerbs) + """

        COMP_WORDS=(keten \(words))
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _keten
        echo "${COMPREPLY[*]}"
        """)
    #expect(output(of: "bash '\(script)' 2>&1") == expected + "\n")
  }

  @Test func `every shell knows every verb and option`() {
    for script in [bashCompletions(allVerbs), zshCompletions(allVerbs), fishCompletions(allVerbs)] {
      for verb in allVerbs {
        #expect(script.contains(verb.name))
        for option in verb.options { #expect(script.contains(option.long)) }
      }
    }
  }

  @Test func `quotes help for fish and zsh`() {
    let option = Option("at", value: ArgumentValue(name: "time", kind: .text), help: "it's [now]: 9:00")
    let verb = Verb(name: "run", summary: "plays a case's steps", options: [option]) { _, _ in .fine }
    #expect(zshCompletions([verb]).contains(#"'--at=[it'\''s \[now\]\: 9\:00]:time: '"#))
    #expect(fishCompletions([verb]).contains(#"-l at -x -d 'it'\''s [now]: 9:00'"#))
  }

  private func output(of command: String) -> String {
    guard let stream = popen(command, "r") else { return "" }
    defer { pclose(stream) }
    var result = ""
    while case let byte = fgetc(stream), byte != EOF { result.unicodeScalars.append(Unicode.Scalar(UInt8(byte))) }
    return result
  }
}
