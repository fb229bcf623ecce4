import CommandLineTool
import KetenLanguage
import KetenSource

let explainVerb = Verb(
  name: "explain", summary: "explains a finding, with a wrong and a right example",
  discussion: [
    "Without a code, all codes are listed.",
    "Of a template of DECLARE, as alternateResponse, it shows the relations that a constraint becomes.",
  ],
  operand: Operand(
    value: ArgumentValue(name: "code", kind: .suggestions { explainable }), count: .optional,
    help: "the code of a finding, as K106, its name, as unknown-element, or a template of DECLARE"),
  run: explain)

@Sendable
private func explain(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
  guard let wanted = arguments.operands.first else {
    console.write(codeList())
    return .fine
  }
  let name = wanted.lowercased()
  if let template = ConstraintTemplate.allCases.first(where: { $0.rawValue.lowercased() == name }) {
    console.write(constraintPage(template))
    return .fine
  }
  guard let code = allCodes.first(where: { $0.id.lowercased() == name || $0.name == name }) else {
    let nearest = nearest(to: name, in: explainable)
    let hint = nearest.map { "; did you mean '\($0)'?" } ?? "; 'keten explain' lists all codes"
    throw UsageError.other("unknown code '\(wanted)'\(hint)")
  }
  guard let page = explanation(of: code.id) else {
    throw UsageError.other("nothing is written about '\(code.id)' yet")
  }
  let text = renderExplanation(
    of: code, page.text, wrong: page.wrong, right: page.right, Paint(isOn: console.usesColor(nil)),
    columns: console.textColumns)
  console.write(text)
  return .fine
}

/// What there is a page on.
private var explainable: [String] {
  allCodes.flatMap { [$0.id, $0.name] } + ConstraintTemplate.allCases.map(\.rawValue)
}

private func codeList() -> String {
  let codes = allCodes.sorted { $0.id < $1.id }
  let width = codes.map(\.name.count).max() ?? 0
  return codes.map { code in
    let padding = String(repeating: " ", count: width - code.name.count)
    return "\(code.id)  \(code.name)\(padding)  \(code.severity.rawValue)\n"
  }.joined()
}

/// A page about a code: its text wrapped to the columns, then the examples as they are.
func renderExplanation(
  of code: DiagnosticCode, _ text: String, wrong: String, right: String, _ paint: Paint, columns: Int
) -> String {
  var output = paint(.bold, "\(code.id) \(code.name)") + " (\(code.severity.rawValue))\n"
  for paragraph in paragraphs(text) {
    output += "\n" + paragraph.map { wrappedBlock($0, columns: columns) }.joined()
  }
  for (title, ink, example) in [("Wrong:", Paint.Ink.error, wrong), ("Right:", .help, right)] {
    let lines = example.split(separator: "\n", omittingEmptySubsequences: false).drop { $0.allSatisfy(\.isWhitespace) }
    if lines.isEmpty { continue }
    output += "\n\(paint(ink, title))\n\n"
    output += lines.map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
  }
  return output
}

/// The paragraphs of a text, which blank lines part, each as blocks: running text, the items of a list, indented lines.
private func paragraphs(_ text: String) -> [[String]] {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .split { $0.allSatisfy(\.isWhitespace) }
    .map { lines in
      lines.reduce(into: [String]()) { blocks, line in
        let startsBlock = isItem(line) || line.hasPrefix("  ") && !(blocks.last.map { isItem($0) } ?? false)
        if startsBlock || blocks.isEmpty { blocks.append(String(line)) } else { blocks[blocks.count - 1] += " " + line }
      }
    }
}

private func isItem(_ line: some StringProtocol) -> Bool { line.hasPrefix("* ") || line.hasPrefix("- ") }

private func wrappedBlock(_ block: String, columns: Int) -> String {
  if isItem(block) {
    return "\(block.prefix(2))\(wrapped(String(block.dropFirst(2)), columns: columns, indent: "  ").dropFirst(2))"
  }
  return block.hasPrefix("  ") ? block + "\n" : wrapped(block, columns: columns)
}
