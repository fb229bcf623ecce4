extension RelaxNGSchema {
  /// The schema in compact syntax.
  var compactSyntax: String {
    var text = """
      # Generated from the language's grammar tables.
      default namespace keten = "\(namespace)"
      namespace local = ""
      datatypes xsd = "http://www.w3.org/2001/XMLSchema-datatypes"

      start = \(start)

      """
    for definition in definitions {
      text += "\n"
      if !definition.documentation.isEmpty { text += "## \(definition.documentation)\n" }
      text += "\(definition.name) =\n  \(compact(definition.pattern, indent: "  "))\n"
    }
    return text
  }

  private func compact(_ pattern: Pattern, indent: String) -> String {
    switch pattern {
    case .empty: return "empty"
    case .text: return "text"
    case .ref(let name): return name
    case .group(let parts): return parts.map { compact($0, indent: indent) }.joined(separator: ",\n\(indent)")
    case .interleave(let parts): return joined(parts, "&", indent)
    case .choice(let parts): return joined(parts, "|", indent)
    case .optional(let part): return repeated(part, "?", indent)
    case .zeroOrMore(let part): return repeated(part, "*", indent)
    case .oneOrMore(let part): return repeated(part, "+", indent)
    case .mixed(let part): return "mixed { \(compact(part, indent: indent)) }"
    case .data(let expression): return "xsd:string { pattern = \(literal(expression)) }"
    case .value(let value): return "xsd:token \(literal(value))"
    case .element(let name, let content):
      return "element \(name) {\n\(indent)  \(compact(content, indent: indent + "  "))\n\(indent)}"
    case .attribute(let name, let documentation, let value):
      let words = documentation.isEmpty ? "" : "## \(documentation)\n\(indent)"
      return "\(words)attribute \(name) { \(compact(value, indent: indent)) }"
    case .anyElement(let all, let content):
      return "element \(all ? "*" : "* - keten:*") { \(compact(content, indent: indent)) }"
    case .anyAttribute(let all, let exceptLanguage):
      let name = exceptLanguage ? "* - (keten:* | local:* | xml:lang)" : "* - (keten:* | local:*)"
      return "attribute \(all ? "*" : name) { text }"
    }
  }

  private func joined(_ parts: [Pattern], _ mark: String, _ indent: String) -> String {
    if parts.count == 1 { return compact(parts[0], indent: indent) }
    let line = "(" + parts.map { compact($0, indent: indent) }.joined(separator: " \(mark) ") + ")"
    if indent.count + line.count < 90 { return line }
    let inner = indent + "  "
    let lines = parts.map { inner + compact($0, indent: inner) }
    return "(\n" + lines.joined(separator: " \(mark)\n") + "\n\(indent))"
  }

  private func repeated(_ part: Pattern, _ mark: String, _ indent: String) -> String {
    // A comment on an attribute stands before the parenthesis, or it would document nothing.
    if case .attribute(let name, let documentation, let value) = part {
      let words = documentation.isEmpty ? "" : "## \(documentation)\n\(indent)"
      return "\(words)attribute \(name) { \(compact(value, indent: indent)) }\(mark)"
    }
    return compact(part, indent: indent) + mark
  }

  /// A string in quotes, in which a backslash is itself, but for `\x{`; neither that nor a quote occurs in our tables.
  private func literal(_ text: String) -> String { "\"\(text)\"" }
}
