import BPMN
import FEEL
import KetenSource
import KetenXML

/// What an expression must give, as far as its place says.
enum ExpectedValue { case boolean, number, any }

extension Translation {
  /// The language of an expression (BPMN 2.0.2 §8.4.6, table 8.59).
  private enum ExpressionLanguage {
    case feel, unified, simple
    /// One that is not known here, by its name.
    case other(String)
  }

  /// An expression element in FEEL; nil, with a finding, when it cannot be said so.
  ///
  /// - Parameters:
  ///   - node: The node that asks, by its index in the graph, when what it reads has to be written before it.
  ///   - locals: Names that mean something at this place only.
  func formula(
    _ expression: BPMNElement, at node: Int?, locals: Set<String> = [], _ expected: ExpectedValue
  ) -> MappedText? {
    take(expression)
    let language = attributeText(expression, "language")
    _ = target(expression, "evaluatesToTypeRef")
    takeSchemaType(expression)
    guard let text = expression.xml.text?.trimmed, !text.utf8.isEmpty else { return nil }
    if let language, !language.isEmpty {
      return formula(MappedText(copying: text), named: language, expression, node, locals, expected)
    }
    let root = model.elements(of: expression.file).first
    let common = root.flatMap { attributeText($0, "expressionLanguage") }
    return formula(MappedText(copying: text), named: common ?? "", expression, node, locals, expected)
  }

  /// A text of an extension of a tool in FEEL; one without a mark is a text for itself.
  func formula(
    _ text: MappedText, of element: BPMNElement, at node: Int?, locals: Set<String> = [], _ expected: ExpectedValue
  ) -> MappedText? {
    let trimmed = text.trimmed
    let string = trimmed.string
    if string.hasPrefix("=") || string.hasPrefix("${") || string.hasPrefix("#{") {
      return formula(trimmed, named: "", element, node, locals, expected)
    }
    return MappedText("\"") + trimmed.escapedForFEEL + MappedText("\"")
  }

  private func formula(
    _ text: MappedText, named name: String, _ element: BPMNElement, _ node: Int?, _ locals: Set<String>,
    _ expected: ExpectedValue
  ) -> MappedText? {
    let feel: MappedText
    switch language(name, text) {
    case .feel: feel = text.utf8.first == UInt8(ascii: "=") ? text.slice(1, text.utf8.count).trimmed : text
    case .unified, .simple:
      switch readUnified(text) {
      case .success(let translated): feel = translated
      case .failure(let fault): return refuse(text, fault.message)
      }
    case .other(let name): return refuse(text, "the expression is in «\(name)», which is not known here")
    }
    if isFromChain { return feel }
    return resolved(feel, at: element, node, locals, expected) ?? refuse(text, "the expression cannot be read as FEEL")
  }

  private func refuse(_ text: MappedText, _ message: String) -> MappedText? {
    if let place = text.place { ledger.note(.importExpression, at: place, message) }
    return nil
  }

  private func language(_ name: String, _ text: MappedText) -> ExpressionLanguage {
    let string = text.string
    let lower = name.lowercased()
    if lower.contains("feel") || string.hasPrefix("=") { return .feel }
    if string.hasPrefix("${") || string.hasPrefix("#{") { return .unified }
    let known = ["xpath", "xhtml", "juel", "unified", "uel", "java", "tel"]
    if lower.isEmpty || known.contains(where: lower.contains) { return .simple }
    return .other(name)
  }

  /// `xsi:type` says of an expression that it is formal; what it is here tells its text.
  private func takeSchemaType(_ element: BPMNElement) {
    for attribute in element.xml.attributes
    where attribute.name.namespace == "http://www.w3.org/2001/XMLSchema-instance" {
      ledger.take(attribute: attribute.index, of: element.file)
    }
  }

  // MARK: Names

  /// The expression with the names of the chain for those of the model; nil when it is no FEEL.
  private func resolved(
    _ text: MappedText, at element: BPMNElement, _ node: Int?, _ locals: Set<String>, _ expected: ExpectedValue
  ) -> MappedText? {
    var environment = Environment()
    for (slot, variable) in data.variables.enumerated() {
      environment.declare([variable.key], type: .any, slot: slot)
    }
    guard let tree = FEEL.parse(SourceText(text.string), in: environment).tree else { return nil }
    var walk = NameWalk()
    walk.visit(tree, locals.union(["steps", "terms", "now", "today"]), expected)
    var result = MappedText()
    var end = 0
    for use in walk.uses.sorted(by: { $0.lower < $1.lower }) {
      if use.isField, visible(use.name, at: element) == nil { continue }
      let piece = text.slice(use.lower, use.upper)
      let index = variable(use.name, at: element, from: piece.place)
      if let node { data.variables[index].askedBy.append(node) }
      if data.variables[index].type == nil { data.variables[index].type = use.type }
      result.append(text.slice(end, use.lower))
      let name = data.variables[index].name
      result.append(name == piece.string ? piece : piece.place.map { MappedText(name, for: $0) } ?? MappedText(name))
      end = use.upper
    }
    result.append(text.slice(end, text.utf8.count))
    return result
  }

  /// The words of all expressions that may be names of data.
  func expressionWords() -> Set<String> {
    var words: Set<String> = []
    for process in processes {
      for element in model.elements(of: process.file) where element.type.isA(.expression) {
        guard let text = element.xml.text else { continue }
        words.formUnion(text.string.wordsOutsideQuotes)
      }
    }
    return words
  }
}

/// Finds the names of data in an expression, and the types that comparisons with constants give them.
private struct NameWalk {
  struct Use {
    let name: String
    let lower: Int
    let upper: Int
    let type: String?
    /// Whether it stands in a filter, where it may be a part of the elements of the list.
    let isField: Bool
  }

  private(set) var uses: [Use] = []
  private var isInFilter = false

  mutating func visit(_ tree: Syntax, _ locals: Set<String>, _ expected: ExpectedValue) {
    switch tree.kind {
    case .name(let name):
      if locals.contains(name) { return }
      let type: String? =
        switch expected {
        case .boolean: "boolean"
        case .number: "number"
        case .any: nil
        }
      add(name, tree, type)
    case .comparison(_, let left, let right):
      visit(left, beside: right, locals)
      visit(right, beside: left, locals)
    case .conjunction(let operands), .disjunction(let operands):
      for operand in operands { visit(operand, locals, .boolean) }
    case .conditional(let condition, let first, let second):
      visit(condition, locals, .boolean)
      visit(first, locals, expected)
      visit(second, locals, expected)
    case .arithmetic(_, let left, let right):
      visit(left, beside: right, locals)
      visit(right, beside: left, locals)
    case .call(let function, let arguments):
      let parameters: ExpectedValue = function.text == "not" ? .boolean : .any
      let isText = ["contains", "starts with", "ends with", "string length"].contains(function.text)
      for argument in arguments {
        if isText, case .name(let name) = argument.value.kind, !locals.contains(name) {
          add(name, argument.value, "string")
        } else {
          visit(argument.value, locals, parameters)
        }
      }
    case .function(let parameters, let body, _):
      visit(body, locals.union(parameters.map(\.name.text)), .any)
    case .iteration(let iterators, let body): visit(iterators, body, locals, .any)
    case .quantified(_, let iterators, let body): visit(iterators, body, locals, .boolean)
    case .filter(let list, let condition):
      visit(list, locals, .any)
      let outer = isInFilter
      isInFilter = true
      visit(condition, locals.union(["item"]), .any)
      isInFilter = outer
    case .context(let entries):
      var inner = locals
      for entry in entries {
        visit(entry.value, inner, .any)
        inner.insert(entry.key.text)
      }
    default: for child in tree.kind.children { visit(child, locals, .any) }
    }
  }

  private mutating func visit(
    _ iterators: [Syntax.Iterator], _ body: Syntax, _ locals: Set<String>, _ expected: ExpectedValue
  ) {
    var inner = locals
    for iterator in iterators {
      visit(iterator.domain, inner, .any)
      if let end = iterator.end { visit(end, inner, .number) }
      inner.insert(iterator.name.text)
    }
    visit(body, inner, expected)
  }

  /// An operand, whose type follows from a constant on the other side.
  private mutating func visit(_ tree: Syntax, beside other: Syntax, _ locals: Set<String>) {
    guard case .name(let name) = tree.kind, !locals.contains(name) else { return visit(tree, locals, .any) }
    let type: String? =
      switch other.kind {
      case .string: "string"
      case .number: "number"
      case .boolean: "boolean"
      default: nil
      }
    add(name, tree, type)
  }

  private mutating func add(_ name: String, _ tree: Syntax, _ type: String?) {
    uses.append(Use(name: name, lower: tree.lower, upper: tree.upper, type: type, isField: isInFilter))
  }
}

extension MappedText {
  /// The text without white space at either end.
  var trimmed: MappedText {
    var (lower, upper) = (0, utf8.count)
    while lower < upper, utf8[lower] <= 0x20 { lower += 1 }
    while upper > lower, utf8[upper - 1] <= 0x20 { upper -= 1 }
    return slice(lower, upper)
  }

  /// The text as it stands between the quotes of a string of FEEL.
  var escapedForFEEL: MappedText {
    var result = MappedText()
    var start = 0
    for index in utf8.indices where utf8[index] == UInt8(ascii: "\"") || utf8[index] == UInt8(ascii: "\\") {
      result.append(slice(start, index))
      result.append(MappedText("\\"))
      start = index
    }
    result.append(slice(start, utf8.count))
    return result
  }
}

extension String {
  /// Its words, without what stands in quotes.
  fileprivate var wordsOutsideQuotes: [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    for character in self + " " {
      if let open = quote {
        if character == open { quote = nil }
        continue
      }
      if character == "\"" || character == "'" { quote = character }
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
      } else if !word.isEmpty {
        if word.first?.isNumber == false { words.append(word) }
        word = ""
      }
    }
    return words
  }
}
