/// Writes the generated parts of the language reference anew: what stands between a mark and the next `<!-- end -->`.
///
/// The marks are `<!-- elements: step group -->`, the same with `scenario elements`, `<!-- constraints -->`, and `<!-- not supported -->`.
package func languageReference(_ text: String) -> String {
  var result = ""
  var isInside = false
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    if line == "<!-- end -->" { isInside = false }
    if !isInside { result += line + "\n" }
    guard let part = generatedPart(String(line)) else { continue }
    result += part + "\n"
    isInside = true
  }
  // The last line break is that of the line after the last.
  return String(result.dropLast())
}

/// The elements that a reference describes, by grammar, as its marks name them.
package func describedElements(_ text: String) -> (chain: [String], scenario: [String]) {
  let lines = text.split(separator: "\n").map(String.init)
  return (
    lines.flatMap { words($0, after: "elements") ?? [] }, lines.flatMap { words($0, after: "scenario elements") ?? [] }
  )
}

private func words(_ line: String, after label: String) -> [String]? {
  let (start, end) = ("<!-- \(label): ", " -->")
  guard line.hasPrefix(start), line.hasSuffix(end) else { return nil }
  return line.dropFirst(start.count).dropLast(end.count).split(separator: " ").map(String.init)
}

private func generatedPart(_ mark: String) -> String? {
  if let names = words(mark, after: "elements") { return Grammar.chain.describe(names, chainSyntax) }
  if let names = words(mark, after: "scenario elements") { return Grammar.scenario.describe(names, scenarioSyntax) }
  if mark == "<!-- constraints -->" { return constraintTable }
  return mark == "<!-- not supported -->" ? Grammar.chain.unsupportedText : nil
}

// MARK: - Elements

extension Grammar {
  fileprivate func describe(_ names: [String], _ syntax: [String: String]) -> String {
    names.compactMap { name in self[name].map { describe($0, syntax[name] ?? "") } }.joined()
  }

  private func describe(_ rule: ElementRule, _ syntax: String) -> String {
    let context = rule.context.map { " of \($0)" } ?? ""
    var text = "\n### \(rule.name)\(context)\n\n\(rule.summary)\n\n```xml\n\(syntax)\n```\n\n"
    for attribute in rule.attributes where attribute.unsupported == nil {
      let must = attribute.isRequired ? ", must be there" : ""
      text += "- `\(attribute.name)` (\(attribute.type.words)\(must)): \(attribute.summary)\n"
    }
    let parents = elements.filter { $0.unsupported == nil && $0.holds(rule.key) }.map { "`\($0.name)`" }
    let children = rule.children.filter { $0.unsupported == nil && self[$0.key]?.unsupported == nil }
    text += parents.isEmpty ? "\nIt is the root." : "\nIt stands in \(listed(parents))."
    if rule.text == .text { text += " It holds text." }
    if !children.isEmpty { text += " It holds \(listed(children.map(\.words)))." }
    return text + "\n"
  }

  /// What is known to the grammar and refused, as a list.
  fileprivate var unsupportedText: String {
    var text = "\n"
    for rule in elements {
      if let what = rule.unsupported { text += "- `\(rule.name)`: \(what)\n" }
    }
    for rule in elements where rule.unsupported == nil {
      for attribute in rule.attributes {
        if let what = attribute.unsupported { text += "- `\(attribute.name)` of `\(rule.name)`: \(what)\n" }
      }
      for child in rule.children {
        if let what = child.unsupported { text += "- `\(child.name)` in `\(rule.name)`: \(what)\n" }
      }
    }
    return text
  }
}

extension ElementRule {
  fileprivate func holds(_ name: String) -> Bool { children.contains { $0.key == name && $0.unsupported == nil } }
}

extension ChildRule {
  fileprivate var words: String {
    switch occurrence {
    case .optional: "at most one `\(name)`"
    case .one: "one `\(name)`"
    case .many: "`\(name)`"
    case .oneOrMore: "at least one `\(name)`"
    }
  }
}

extension AttributeType {
  /// What it takes, in a few words.
  fileprivate var words: String {
    switch self {
    case .id: "a new name"
    case .reference: "a name"
    case .references: "names"
    case .markedReferences: "names, each as `name` or `name?`"
    case .instance: "a name, or `call/name`, or `name[2]`"
    case .instances: "names, each as `name`, `call/name` or `name[2]`"
    case .text: "text"
    case .expression: "FEEL"
    case .typeName: "a type"
    case .boolean: "`true` or `false`"
    case .duration: "a duration, as `P6W`"
    case .timer: "a duration as `P6W`, a moment, or a cycle as `R3/P1D`"
    case .retention: "a duration or `permanent`"
    case .moment: "a moment, as `2026-03-02T09:00:00+01:00`"
    case .version: "three numbers"
    case .language: "a language, as `nl`"
    case .oin: "20 digits"
    case .path: "a relative path"
    case .uri: "a URI"
    case .sha256: "64 hexadecimal digits"
    case .count: "a whole number, at least 1"
    case .enumeration(let values): values.map { "`\($0)`" }.joined(separator: ", ")
    case .words(let values): "any of \(values.map { "`\($0)`" }.joined(separator: ", "))"
    }
  }
}
