import FEEL
import KetenMachine
import KetenSource

/// Every expression of a chain, compiled: by the attribute it stands in.
///
/// Slots are the readings, in order.
package struct ExpressionTable: Sendable {
  package enum Reading: Hashable, Sendable {
    case item(String)
    case now
    case today
    case step(String, StepFact)
    case term(String, TermFact)
  }
  package enum StepFact: String, Hashable, Sendable, CaseIterable { case done, at, by }
  package enum TermFact: Hashable, Sendable {
    case state, due, remaining
    case test(TermTest)
  }

  package var programs: [Int: Program] = [:]
  package var readings: [Reading] = []
  package var itemTypes: [String: ValueType] = [:]
  /// The nodes that something besides flow refers to, so that they may not be folded away.
  package var referenced: Set<String> = []

  /// The readings that some program uses.
  package var usedReadings: [Reading] {
    Set(programs.values.flatMap(\.slots)).sorted().map { readings[$0] }
  }
}

/// Compiles and type-checks every expression.
///
/// Gateways, relations and automatic work read the whole dossier freely; an act reads what its performer may see
/// (minimisation is about parties).
package func compileExpressions(_ chain: Chain, _ index: ChainIndex) -> (ExpressionTable, [Diagnostic]) {
  var compiler = ExpressionCompiler(chain: chain, index: index)
  compiler.run()
  return (compiler.table, compiler.diagnostics)
}

private struct ExpressionCompiler {
  let chain: Chain
  let index: ChainIndex
  var table = ExpressionTable()
  var diagnostics: [Diagnostic] = []
  var slots: [ExpressionTable.Reading: Int] = [:]
  var environment = Environment()
  private var steps: [String] = []

  init(chain: Chain, index: ChainIndex) {
    self.chain = chain
    self.index = index
  }

  mutating func run() {
    let types = TypeTable(chain)
    for item in chain.items {
      table.itemTypes[item.heading.name.text] = types.type(item.type, isList: item.isList)
    }
    for relation in chain.allRelations {
      for name in relation.from + relation.to { table.referenced.formUnion(index.members(of: name.name)) }
    }
    for term in chain.allTerms { table.referenced.formUnion((term.from + term.until).map(\.name)) }
    let expressions = collect()
    guard !expressions.isEmpty else { return }
    steps = mentionedSteps(expressions.map(\.attribute))
    table.referenced.formUnion(steps)
    environment = makeEnvironment(visible: nil)
    for expression in expressions { compile(expression) }
  }

  private struct Site {
    var attribute: XMLAttribute
    var expected: ValueType
    var visible: Set<String>?
  }

  private func collect() -> [Site] {
    var sites: [Site] = []
    chain.forEachNode { node in
      if let attribute = node.guardAttribute {
        let access = node.access
        let names = Set((access.reads + access.writes).map(\.name))
        sites.append(Site(attribute: attribute, expected: .boolean, visible: node.by.isEmpty ? nil : names))
      }
      if let attribute = node.expression {
        let type = node.access.writes.first.flatMap { table.itemTypes[$0.name] } ?? .any
        sites.append(Site(attribute: attribute, expected: type, visible: nil))
      }
      for flow in node.flows {
        if let attribute = flow.guardAttribute {
          sites.append(Site(attribute: attribute, expected: .boolean, visible: nil))
        }
      }
    }
    for relation in chain.allRelations {
      if let attribute = relation.guardAttribute {
        sites.append(Site(attribute: attribute, expected: .boolean, visible: nil))
      }
    }
    return sites.sorted { $0.attribute.index < $1.attribute.index }
  }

  /// The events named after `steps.` anywhere: only these need slots.
  ///
  /// With an unknown one all are declared, so that the message can say which was meant.
  private func mentionedSteps(_ attributes: [XMLAttribute]) -> [String] {
    let events = chain.symbols.filter { $0.value.kind == .event }.keys
    var found: Set<String> = []
    for attribute in attributes {
      let parts = attribute.trimmed.split(separator: "steps", omittingEmptySubsequences: false).dropFirst()
      for part in parts {
        let rest = part.drop { $0 == "." || $0.isWhitespace }
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        guard let name = longestKnown(word) else { return events.sorted() }
        found.insert(name)
      }
    }
    return found.sorted()
  }

  private func longestKnown(_ word: Substring) -> String? {
    var word = word
    while !word.isEmpty {
      if chain.symbols[String(word)]?.kind == .event { return String(word) }
      word = word.dropLast()
    }
    return nil
  }

  private mutating func slot(_ reading: ExpressionTable.Reading) -> Int {
    if let known = slots[reading] { return known }
    slots[reading] = table.readings.count
    table.readings.append(reading)
    return table.readings.count - 1
  }

  /// The names in scope; of items not visible the name is known, with the reason why it cannot be read.
  private mutating func makeEnvironment(visible: Set<String>?) -> Environment {
    var result = Environment()
    result.declare(namespace: ["steps"])
    result.declare(namespace: ["terms"])
    result.declare(["now"], type: .dateTime, slot: slot(.now))
    result.declare(["today"], type: .date, slot: slot(.today))
    for item in chain.items {
      let name = item.heading.name.text
      if visible?.contains(name) ?? true {
        result.declare([name], type: table.itemTypes[name] ?? .any, slot: slot(.item(name)))
      } else {
        result.declare([name], unreadable: "the guard of an act sees what the act reads or writes: add it to `reads`")
      }
    }
    for name in steps {
      result.declare(["steps", name, "done"], type: .boolean, slot: slot(.step(name, .done)))
      result.declare(["steps", name, "at"], type: .dateTime, slot: slot(.step(name, .at)))
      result.declare(["steps", name, "by"], type: .string, slot: slot(.step(name, .by)))
    }
    for term in chain.allTerms {
      let name = term.heading.name.text
      result.declare(["terms", name, "state"], type: .string, slot: slot(.term(name, .state)))
      result.declare(["terms", name, "due"], type: .dateTime, slot: slot(.term(name, .due)))
      result.declare(["terms", name, "remaining"], type: .dayTimeDuration, slot: slot(.term(name, .remaining)))
      for test in TermTest.allCases {
        result.declare(["terms", name, test.rawValue], type: .boolean, slot: slot(.term(name, .test(test))))
      }
    }
    return result
  }

  private mutating func compile(_ site: Site) {
    let environment = site.visible.map { makeEnvironment(visible: $0) } ?? environment
    let result = FEEL.compile(site.attribute.text, in: environment, expecting: site.expected)
    diagnostics += result.diagnostics
    if let program = result.program { table.programs[site.attribute.index] = program }
  }
}
