import KetenSource

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

extension Verb {
  /// How it is called, on one line.
  var usage: String {
    let operands =
      switch operand?.count {
      case .one: " <\(operand?.value.name ?? "")>"
      case .oneOrMore: " <\(operand?.value.name ?? "")>…"
      case .optional: " [<\(operand?.value.name ?? "")>]"
      case nil: ""
      }
    return "keten \(name)\(options.isEmpty ? "" : " [options]")\(operands)"
  }

  /// Its help.
  func helpText(columns: Int) -> String {
    var sections = [wrapped(summary.prefix(1).uppercased() + summary.dropFirst() + ".", columns: columns)]
    sections.append("Usage: \(usage)\n")
    if let operand {
      let term = "<\(operand.value.name)>\(operand.count == .oneOrMore ? "…" : "")"
      sections.append("Arguments:\n" + table([(term, operand.help + operand.value.choicesText)], columns: columns))
    }
    let rows = (options + [Verb.help]).map { option in
      let short = option.short.map { "-\($0), " } ?? "    "
      let value = option.value.map { " <\($0.name)>" } ?? ""
      return (term: short + option.typed + value, text: option.help + (option.value?.choicesText ?? ""))
    }
    sections.append("Options:\n" + table(rows, columns: columns))
    sections += discussion.map { wrapped($0, columns: columns) }
    return sections.joined(separator: "\n")
  }
}

extension Value {
  fileprivate var choicesText: String {
    guard case .choice(let choices) = kind, let first = choices.first else { return "" }
    return ": " + (["\(first) (default)"] + choices.dropFirst()).joined(separator: ", ")
  }
}

/// Terms with their texts beside them, wrapped to the columns.
func table(_ rows: [(term: String, text: String)], columns: Int) -> String {
  let width = rows.map { screenWidth($0.term) }.max() ?? 0
  let indent = String(repeating: " ", count: width + 4)
  return rows.map { row in
    let text = wrapped(row.text, columns: max(columns, width + 34), indent: indent)
    let padding = String(repeating: " ", count: width - screenWidth(row.term) + 2)
    return text.isEmpty ? "  \(row.term)\n" : "  \(row.term)\(padding)\(text.dropFirst(indent.count))"
  }.joined()
}
