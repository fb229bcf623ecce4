import CommandLineTool

/// The help of the whole tool.
func helpText(_ verbs: [Verb], columns: Int) -> String {
  let rows = verbs.map { (term: $0.name, text: $0.summary) }
  let options = [
    (term: "-h, --help", text: "shows this help"), (term: "    --version", text: "shows the version"),
  ]
  return """
    Compiles and checks chain workflows.

    Usage: keten <verb> [options] [arguments]

    Verbs:
    \(table(rows, columns: columns))
    Options:
    \(table(options, columns: columns))
    'keten <verb> --help' says more about a verb.
    Exit status: 0 fine, 1 findings, 2 wrong usage or trouble with files.

    """
}
