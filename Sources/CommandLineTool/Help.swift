import KetenSource

extension Verb {
  /// How it is called: after the name of its tool, or by its own name when it is the whole tool.
  package func command(of tool: String?) -> String { (tool.map { "\($0) " } ?? "") + name }

  /// How it is called with what it takes, on one line.
  package func usage(of tool: String?) -> String {
    let operands =
      switch operand?.count {
      case .one: " <\(operand?.value.name ?? "")>"
      case .oneOrMore: " <\(operand?.value.name ?? "")>…"
      case .optional: " [<\(operand?.value.name ?? "")>]"
      case nil: ""
      }
    return "\(command(of: tool))\(options.isEmpty ? "" : " [options]")\(operands)"
  }

  /// Its help.
  package func helpText(of tool: String?, columns: Int) -> String {
    var sections = [wrapped(summary.prefix(1).uppercased() + summary.dropFirst() + ".", columns: columns)]
    sections.append("Usage: \(usage(of: tool))\n")
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

extension ArgumentValue {
  fileprivate var choicesText: String {
    guard case .choice(let choices) = kind, let first = choices.first else { return "" }
    return ": " + (["\(first) (default)"] + choices.dropFirst()).joined(separator: ", ")
  }
}

/// Terms with their texts beside them, wrapped to the columns.
package func table(_ rows: [(term: String, text: String)], columns: Int) -> String {
  let width = rows.map { screenWidth($0.term) }.max() ?? 0
  let indent = String(repeating: " ", count: width + 4)
  return rows.map { row in
    let text = wrapped(row.text, columns: max(columns, width + 34), indent: indent)
    let padding = String(repeating: " ", count: width - screenWidth(row.term) + 2)
    return text.isEmpty ? "  \(row.term)\n" : "  \(row.term)\(padding)\(text.dropFirst(indent.count))"
  }.joined()
}
