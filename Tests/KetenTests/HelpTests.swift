import CommandLineTool
import KetenSource
import Testing

@testable import keten

struct HelpTests {
  @Test(arguments: ["--help", "-h", "help"])
  func `of the tool`(_ line: String) {
    let outcome = runLine(line)
    #expect(outcome.exitCode == .fine && outcome.error.isEmpty)
    #expect(
      outcome.output == """
        Compiles and checks chain workflows.

        Usage: keten <verb> [options] [arguments]

        Verbs:
          check        finds faults in chains and decisions, and proves chains sound
          explain      explains a finding, with a wrong and a right example
          run          plays a case in memory: what is open, for whom, until when, and
                       why not
          test         runs scenarios and says what differs
          import       turns a BPMN 2.0 file or a DCR graph into a chain
          export       writes a chain as BPMN 2.0, with a drawing
          feel         evaluates an expression of FEEL
          decide       asks a decision of a DMN model
          term         calculates a legal term, and says how its end comes about
          dump         shows the machine that a chain compiles to
          help         shows help for the tool or for a verb
          completions  writes a completion script for a shell

        Options:
          -h, --help     shows this help
              --version  shows the version

        'keten <verb> --help' says more about a verb.
        Exit status: 0 fine, 1 findings, 2 wrong usage or trouble with files.

        """)
  }

  @Test(arguments: ["check --help", "check -h", "help check", "check . --fix --help"])
  func `of a verb`(_ line: String) {
    #expect(
      runLine(line).output == """
        Finds faults in chains and decisions, and proves chains sound.

        Usage: keten check [options] <file>…

        Arguments:
          <file>…  chain, scenario, DMN and BPMN files, DCR graphs, folders to search
                   for them, or - for standard input

        Options:
          -f, --format <format>     how findings are shown: human (default), json,
                                    sarif, github, junit
          -o, --output <file>       writes the findings to a file instead of standard
                                    output
              --fix                 makes the mends that are certain, then reports what
                                    is left
              --no-proofs           leaves out the proofs, for a quick look
              --budget <states>     how many states a proof may look at before it gives
                                    up (100000 by default)
              --warnings-as-errors  lets warnings fail the check too
              --config <file>       how the project is checked, in place of the nearest
                                    .keten.xml
              --no-config           looks for no .keten.xml
              --update-baseline     writes what is found into the baseline of the
                                    project, so that only new findings are shown
              --color <when>        colours findings for people: auto (default), always,
                                    never
          -h, --help                shows this help

        Findings go to standard output, in order of file and place; a summary for people
        goes to standard error.

        A project says in .keten.xml what its findings weigh and which are known.

        Exit status: 0 without errors, 1 with errors, 2 on wrong usage or trouble with
        files.

        """)
  }

  @Test func `every verb has help`() {
    for verb in allVerbs {
      let outcome = runLine("\(verb.name) --help")
      #expect(outcome.exitCode == .fine)
      #expect(outcome.output.contains("Usage: keten \(verb.name)"))
      #expect(outcome.output.split(separator: "\n").allSatisfy { screenWidth(String($0)) <= 80 })
    }
  }

  @Test func version() {
    #expect(runLine("--version").output == "keten \(ketenVersion)\n")
  }

  @Test func `without a verb the help is an error`() {
    let outcome = runLine("")
    #expect(outcome.exitCode == .trouble && outcome.output.isEmpty)
    #expect(outcome.error == runLine("--help").output)
  }

  @Test(arguments: [
    ("chek .", "unknown verb 'chek'; did you mean 'check'?", "'keten --help' says more"),
    ("zzz", "unknown verb 'zzz'", "'keten --help' says more"),
    ("--versoin", "unknown option '--versoin'; did you mean '--version'?", "'keten --help' says more"),
    ("--fix check .", "option '--fix' stands before the verb; options come after it", "'keten --help' says more"),
    ("help chek", "unknown verb 'chek'; did you mean 'check'?", "usage: keten help [<verb>]"),
    ("check", "<file> is missing", "usage: keten check [options] <file>…"),
    ("check --fxi .", "unknown option '--fxi'; did you mean '--fix'?", "'keten check --help' says more"),
    ("check - --fix", "--fix cannot change standard input", "'keten check --help' says more"),
    ("completions fsh", "unknown value 'fsh' of <shell>; did you mean 'fish'?", "usage: keten completions <shell>"),
    ("explain K0000", "unknown code 'K0000'", "usage: keten explain [<code>]"),
  ])
  func `errors say what to do`(_ line: String, _ message: String, _ hint: String) {
    let outcome = runLine(line)
    #expect(outcome.exitCode == .trouble && outcome.output.isEmpty)
    #expect(outcome.error.hasPrefix("keten: error: \(message)"))
    #expect(outcome.error.contains("\n\(hint)\n"))
  }

  @Test func `an explanation is wrapped, its lists and examples kept`() {
    let code = DiagnosticCode("K106", "unknown-element")
    let page = renderExplanation(
      of: code,
      "An element that\nthe grammar does not know, so it is left out.\n\nIt may be\n* misspelt, or in the place of another"
        + "\n* of another\n  namespace\n\n  <kept as=\"it is\"/>\n",
      wrong: "\n<stepp>\n\n</stepp>", right: "<step/>", Paint(isOn: false), columns: 30)
    #expect(
      page == """
        K106 unknown-element (error)

        An element that the grammar
        does not know, so it is left
        out.

        It may be
        * misspelt, or in the place of
          another
        * of another namespace

          <kept as="it is"/>

        Wrong:

            <stepp>

            </stepp>

        Right:

            <step/>

        """)
  }
}
