import FEEL
import KetenSource
import KetenXML

extension ModelReader {
  /// The expression that stands in an element; nil when none does.
  mutating func expression(in element: XMLElement) -> BoxedExpression? {
    let found = expressions(in: element)
    if found.count > 1 {
      report(.dmnBadValue, at: found[1].nameRange, "«\(element.local)» may hold one expression, this is another")
    }
    return found.first.map { expression($0) }
  }

  private func expressions(in element: XMLElement) -> [XMLElement] {
    children(of: element).filter { Vocabulary.expressions.contains($0.local) }
  }

  /// The expression in a child, as the domain in a `for`.
  private mutating func expression(of element: XMLElement, in name: String) -> BoxedExpression {
    guard let child = child(of: element, named: name) else {
      missing(child: name, of: element)
      return BoxedExpression(.empty, range: element.range)
    }
    return boxed(in: child, type: declaredType(child))
  }

  /// The expression in an element that must hold one; empty with a finding when it does not.
  private mutating func boxed(in element: XMLElement, type: TypeDefinition? = nil) -> BoxedExpression {
    guard var found = expression(in: element) else {
      report(.dmnMissingPart, at: element.nameRange, "«\(element.local)» must hold an expression")
      return BoxedExpression(.empty, range: element.range)
    }
    if found.type == nil { found.type = type?.type }
    return found
  }

  /// An expression (DMN 1.5 §7.3.1).
  private mutating func expression(_ element: XMLElement) -> BoxedExpression {
    let type = declaredType(element)?.type
    let form: BoxedExpression.Form
    switch element.local {
    case "literalExpression": form = literal(element)
    case "context": form = context(element)
    case "list": form = .list(expressions(in: element).map { expression($0) })
    case "relation": form = relation(element)
    case "invocation": form = invocation(element)
    case "functionDefinition": return function(element, parameters(of: element))
    case "conditional":
      form = .conditional(
        expression(of: element, in: "if"), expression(of: element, in: "then"), expression(of: element, in: "else"))
    case "filter": form = .filter(expression(of: element, in: "in"), expression(of: element, in: "match"))
    case "for": form = iteration(element, .list, body: "return")
    case "some": form = iteration(element, .some, body: "satisfies")
    case "every": form = iteration(element, .every, body: "satisfies")
    default: form = table(element)
    }
    return BoxedExpression(form, type: type, range: element.range)
  }

  // MARK: Texts

  private mutating func literal(_ element: XMLElement) -> BoxedExpression.Form {
    if let values = child(of: element, named: "importedValues") {
      report(.dmnNotSupported, at: values.nameRange, "importing values is not supported")
      return .empty
    }
    return text(of: element).map { .literal($0) } ?? .empty
  }

  /// The FEEL in the `text` of an element; nil when there is none, or when it is in another language.
  mutating func text(of element: XMLElement) -> SourceText? {
    if let language = element.attribute("expressionLanguage") {
      guard namesFEEL(language.value) else {
        notFEEL(language)
        return nil
      }
    } else if !isFEEL {
      // The finding stands at the language that the whole model declares.
      return nil
    }
    return child(of: element, named: "text")?.text?.trimmed
  }

  /// Unary tests; nil when there is no element, or no text in it.
  mutating func tests(_ element: XMLElement?) -> SourceText? {
    guard let element else { return nil }
    return text(of: element)
  }

  // MARK: Contexts, relations, calls

  private mutating func context(_ element: XMLElement) -> BoxedExpression.Form {
    var entries: [BoxedExpression.Entry] = []
    var result: BoxedExpression?
    let all = children(of: element, named: "contextEntry")
    for (index, entry) in all.enumerated() {
      let value = expression(in: entry) ?? BoxedExpression(.empty, range: entry.range)
      if let variable = child(of: entry, named: "variable") {
        entries.append(BoxedExpression.Entry(name(of: variable), type: declaredType(variable)?.type, value: value))
      } else if index == all.count - 1 {
        result = value
      } else {
        report(.dmnMissingPart, at: entry.nameRange, "only the last entry of a context may have no «variable»")
      }
    }
    return .context(entries, result: result)
  }

  private mutating func relation(_ element: XMLElement) -> BoxedExpression.Form {
    let items = children(of: element, named: "column")
    let columns = items.map { name(of: $0) }
    let types = items.map { declaredType($0)?.type }
    let rows = children(of: element, named: "row").compactMap { row -> [BoxedExpression]? in
      var cells = expressions(in: row).map { expression($0) }
      if cells.count == columns.count {
        // A cell without a type of its own has that of its column.
        for (index, type) in types.enumerated() where cells[index].type == nil { cells[index].type = type }
        return cells
      }
      report(
        .dmnWrongCellCount, at: row.nameRange,
        "the row has \(counted(cells.count, "cell")), the relation \(counted(columns.count, "column"))")
      return nil
    }
    return .relation(columns: columns, rows: rows)
  }

  private mutating func invocation(_ element: XMLElement) -> BoxedExpression.Form {
    let function = boxed(in: element)
    let bindings = children(of: element, named: "binding").compactMap { binding -> BoxedExpression.Entry? in
      guard let parameter = child(of: binding, named: "parameter") else {
        missing(child: "parameter", of: binding)
        return nil
      }
      let value = expression(in: binding) ?? BoxedExpression(.empty, range: binding.range)
      return BoxedExpression.Entry(name(of: parameter), type: declaredType(parameter)?.type, value: value)
    }
    return .invocation(function, bindings)
  }

  private mutating func iteration(
    _ element: XMLElement, _ kind: BoxedExpression.Iteration, body: String
  ) -> BoxedExpression.Form {
    let variable: BoxedExpression.Name
    if let attribute = element.attribute("iteratorVariable") {
      variable = normalised(attribute)
    } else {
      missing("iteratorVariable", of: element)
      variable = BoxedExpression.Name("", range: element.nameRange)
    }
    let domain = expression(of: element, in: "in")
    return .iteration(kind, variable: variable, domain: domain, body: expression(of: element, in: body))
  }

  // MARK: Functions

  mutating func parameters(of element: XMLElement) -> [Variable] {
    children(of: element, named: "formalParameter").map { Variable(name(of: $0), declaredType($0)) }
  }

  /// A function definition, or the logic of a business knowledge model (DMN 1.5 §10.2.2.9, functions).
  mutating func function(_ element: XMLElement, _ parameters: [Variable]) -> BoxedExpression {
    let type = declaredType(element)?.type
    if let kind = element.attribute("kind"), kind.value != "FEEL" {
      if ["Java", "PMML"].contains(kind.value) {
        report(.dmnNotSupported, at: kind.valueRange, "functions in \(kind.value) are not supported")
      } else {
        report(.dmnBadValue, at: kind.valueRange, "«\(kind.value)» is no kind of function: expected FEEL, Java or PMML")
      }
      return BoxedExpression(.foreignFunction(kind.value), type: type, range: element.range)
    }
    let body = expression(in: element) ?? BoxedExpression(.empty, range: element.range)
    let plain = parameters.map { BoxedExpression.Parameter($0.name, type: $0.type?.type) }
    return BoxedExpression(.function(plain, body), type: type, range: element.range)
  }
}

/// A number with a noun in the right form.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
