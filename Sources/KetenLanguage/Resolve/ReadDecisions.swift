import KetenSource
import KetenXML

extension ChainReader {
  mutating func readImport(_ element: XMLElement) {
    guard let heading = heading(element), let href = vocabulary.timed(.href, of: element) else { return }
    chain.imports.append(Chain.Import(heading: heading, href: href))
  }

  mutating func readDecision(_ element: XMLElement) {
    guard let heading = heading(element) else { return }
    var decision = Chain.Decision(
      heading: heading, imported: reference(.import, of: element), ref: vocabulary.attribute(.ref, of: element),
      hitPolicy: vocabulary.attribute(.hitPolicy, of: element),
      aggregation: vocabulary.attribute(.aggregation, of: element))
    for child in element.children {
      switch vocabulary.word(child) {
      case .input: if let input = input(child) { decision.inputs.append(input) }
      case .output: if let output = output(child) { decision.outputs.append(output) }
      case .rule: decision.rules.append(rule(child))
      default: break
      }
    }
    chain.decisions.append(decision)
  }

  private func input(_ element: XMLElement) -> Chain.Decision.Input? {
    vocabulary.attribute(.expression, of: element).map { expression in
      Chain.Decision.Input(
        expression: expression, name: vocabulary.attribute(.name, of: element),
        label: vocabulary.value(.label, of: element), allowed: vocabulary.attribute(.allowed, of: element),
        range: element.nameRange)
    }
  }

  private mutating func output(_ element: XMLElement) -> Chain.Decision.Output? {
    guard let type = type(of: element) else { return nil }
    return Chain.Decision.Output(
      name: reference(.name, of: element), type: type, allowed: vocabulary.attribute(.allowed, of: element),
      fallback: vocabulary.attribute(.fallback, of: element), range: element.nameRange)
  }

  private func rule(_ element: XMLElement) -> Chain.Decision.Rule {
    let cells = { (word: Vocabulary.Element) in
      element.children.filter { vocabulary.word($0) == word }.map { cell in
        cell.text?.trimmed
          ?? SourceText(file: cell.tree.file, range: SourceRange(cell.startTagRange.end, cell.startTagRange.end))
      }
    }
    return Chain.Decision.Rule(
      tests: cells(.inputEntry), outputs: cells(.outputEntry), range: element.nameRange)
  }
}
