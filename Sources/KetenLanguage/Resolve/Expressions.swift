import FEEL
import KetenMachine
import KetenSource
import KetenXML

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
    /// On how many flows into a gateway a token waits.
    case arrived(String)
    /// How many instances of an activity there are.
    case instances(String, InstanceFact)
  }
  package enum InstanceFact: String, Hashable, Sendable, CaseIterable {
    case all = "numberOfInstances"
    case active = "numberOfActiveInstances"
    case completed = "numberOfCompletedInstances"
    /// How many times a loop has been done.
    case turns = "loopCounter"
  }
  package enum StepFact: String, Hashable, Sendable, CaseIterable { case done, at, by }
  package enum TermFact: Hashable, Sendable {
    case state, due, remaining
    case test(TermTest)
  }

  package var programs: [Int: Program] = [:]
  /// The decisions by name.
  package var decisions: [String: CompiledDecision] = [:]
  /// What each task that determines a decision writes: items, with the output when there are several.
  package var decided: [String: [(item: String, output: String?)]] = [:]
  package var readings: [Reading] = []
  package var itemTypes: [String: ValueType] = [:]
  /// The nodes that something besides flow refers to, so that they may not be folded away.
  package var referenced: NameSet

  /// The decisions that tasks determine.
  var determined: Set<String> = []

  /// Whether an expression reads something.
  package func reads(_ attribute: XMLAttribute?, _ reading: Reading) -> Bool {
    attribute.flatMap { programs[$0.index] }?.slots.contains { readings[$0] == reading } ?? false
  }

  /// The readings that some program uses, of decisions those that a task determines.
  package var usedReadings: [Reading] {
    let programs = Array(programs.values) + determined.compactMap { decisions[$0]?.program }
    return Set(programs.flatMap(\.slots)).sorted().map { readings[$0] }
  }
}

/// Compiles and type-checks every expression.
///
/// Gateways, relations and automatic work read the whole dossier freely; an act reads what its performer may see
/// (minimisation is about parties).
package func compileExpressions(
  _ chain: Chain, _ index: ChainIndex, _ models: ImportedModels = [:],
  tableBudget: Int = FEEL.tableBudget
) -> (ExpressionTable, [Diagnostic]) {
  var compiler = ExpressionCompiler(chain: chain, index: index, models: models, tableBudget: tableBudget)
  compiler.run()
  return (compiler.table, compiler.diagnostics)
}

private struct ExpressionCompiler {
  let chain: Chain
  let index: ChainIndex
  let models: ImportedModels
  let tableBudget: Int
  var table: ExpressionTable
  var diagnostics: [Diagnostic] = []
  /// The names in scope, with every item.
  private var environment = Environment()
  /// The same with no item that can be read: what the guard of an act starts from.
  private var guardEnvironment = Environment()
  /// What every expression may use besides items.
  private var common = Environment()
  private var itemSlots: NameMap<Int>
  /// The items that have to be declared; nil for all.
  private var mentionedItems: NameSet?

  init(chain: Chain, index: ChainIndex, models: ImportedModels, tableBudget: Int) {
    (self.chain, self.index, self.models, self.tableBudget) = (chain, index, models, tableBudget)
    table = ExpressionTable(referenced: NameSet(chain.names))
    itemSlots = NameMap(chain.names)
  }

  mutating func run() {
    let types = TypeTable(chain)
    for item in chain.items {
      table.itemTypes[item.heading.name.text] = types.type(item.type, isList: item.isList)
    }
    for relation in chain.allRelations {
      for name in relation.from { index.members(of: name).forEach { table.referenced.insert($0) } }
      for name in relation.to { index.members(of: name).forEach { table.referenced.insert($0) } }
    }
    for term in chain.allTerms {
      table.referenced.insert(term.from)
      table.referenced.insert(term.until)
    }
    let expressions = collect()
    guard !expressions.isEmpty || !chain.decisions.isEmpty else { return }
    let texts = expressions.map(\.text.utf8) + chain.decisions.flatMap { $0.texts.map(\.utf8) }
    let mentions = Mentions(chain: chain)
    let steps = mentions.steps(texts)
    for step in steps { table.referenced.insert(step) }
    declareCommon(steps: steps)
    mentionedItems = mentions.items(texts)
    compileDecisions()
    declareItems()
    for expression in expressions { compile(expression) }
  }

  private mutating func compileDecisions() {
    guard !chain.decisions.isEmpty else { return }
    var environment = Environment()
    for item in chain.items {
      let name = item.heading.name
      environment.declare(
        [name.text], type: table.itemTypes[name.text] ?? .any, slot: itemSlots[name.number] ?? 0)
    }
    for (name, type, reading) in [("now", ValueType.dateTime, ExpressionTable.Reading.now), ("today", .date, .today)] {
      environment.declare([name], type: type, slot: table.readings.firstIndex(of: reading) ?? 0)
    }
    var compiler = DecisionCompiler(chain, models, environment, table, tableBudget: tableBudget)
    compiler.run()
    diagnostics += compiler.diagnostics
    table.decisions = compiler.decisions
    for (name, decision) in table.decisions {
      if let function = decision.function {
        common.declare([name], function: function)
      } else {
        common.declare([name], type: .any, slot: 0)
      }
    }
    var tasks = DecisionTasks(chain, table)
    tasks.check(mentioned: mentionedItems)
    diagnostics += tasks.diagnostics
    table.decided = tasks.decided
    table.determined = tasks.determined
  }

  private struct Site {
    var attribute: XMLAttribute
    var text: SourceText
    var expected: ValueType
    /// What the expression may read, when that is not everything.
    var visible: [Chain.Reference]?
    /// Whether it computes a timer.
    var isTimer = false
    /// What it may read besides, by name.
    var counts: [(name: String, reading: ExpressionTable.Reading)] = []

    init(
      _ attribute: XMLAttribute, expected: ValueType, visible: [Chain.Reference]? = nil,
      counts: [(name: String, reading: ExpressionTable.Reading)] = []
    ) {
      (self.attribute, self.expected, self.visible, self.counts) = (attribute, expected, visible, counts)
      text = attribute.text
    }
  }

  private func collect() -> [Site] {
    var sites: [Site] = []
    for node in chain.allNodes {
      if let attribute = node.guardAttribute {
        let visible = node.by.isEmpty ? nil : node.access.reads + node.access.writes
        sites.append(Site(attribute, expected: .boolean, visible: visible))
      }
      if let attribute = node.expression {
        let type = node.access.writes.first.flatMap { table.itemTypes[$0.name] } ?? .any
        sites.append(Site(attribute, expected: type))
      }
      for trigger in node.withTriggers {
        if let attribute = trigger.condition { sites.append(Site(attribute, expected: .boolean)) }
        if let attribute = trigger.timerExpression {
          var site = Site(attribute, expected: .any)
          site.isTimer = true
          sites.append(site)
        }
      }
      if let attribute = node.correlation {
        let key = chain.messages.first { $0.heading.name.number == node.message?.number }?.key
        sites.append(Site(attribute, expected: key.flatMap { table.itemTypes[$0.name] } ?? .any))
      }
      if let attribute = node.completion { sites.append(Site(attribute, expected: .boolean)) }
      if let attribute = node.activation {
        let count = ("activationCount", ExpressionTable.Reading.arrived(node.heading.name.text))
        sites.append(Site(attribute, expected: .boolean, counts: [count]))
      }
      for loop in node.loops { sites += self.sites(loop, of: node.heading.name.text) }
      for flow in node.flows {
        if let attribute = flow.guardAttribute {
          sites.append(Site(attribute, expected: .boolean))
        }
      }
    }
    for relation in chain.allRelations {
      if let attribute = relation.guardAttribute {
        sites.append(Site(attribute, expected: .boolean))
      }
    }
    return sites.sorted { $0.attribute.index < $1.attribute.index }
  }

  private func sites(_ loop: Chain.Loop, of activity: String) -> [Site] {
    func counts(_ facts: [ExpressionTable.InstanceFact]) -> [(name: String, reading: ExpressionTable.Reading)] {
      facts.map { ($0.rawValue, .instances(activity, $0)) }
    }
    let guards = loop.throws.compactMap(\.guardAttribute)
    return guards.map { Site($0, expected: .boolean, counts: counts([.all, .active, .completed])) }
      + [
        loop.condition.map { Site($0, expected: .boolean, counts: counts([.turns])) },
        loop.cardinality.map { Site($0, expected: .number) },
        loop.completion.map { Site($0, expected: .boolean, counts: counts([.all, .active, .completed])) },
      ].compactMap { $0 }
  }

  private mutating func slot(_ reading: ExpressionTable.Reading) -> Int {
    table.readings.append(reading)
    return table.readings.count - 1
  }

  private mutating func declareCommon(steps: [NameNumber]) {
    common.declare(namespace: ["steps"])
    common.declare(namespace: ["terms"])
    common.declare(["now"], type: .dateTime, slot: slot(.now))
    common.declare(["today"], type: .date, slot: slot(.today))
    for item in chain.items where itemSlots[item.heading.name.number] == nil {
      itemSlots[item.heading.name.number] = slot(.item(item.heading.name.text))
    }
    for step in steps {
      let name = chain.names[step]
      common.declare(["steps", name, "done"], type: .boolean, slot: slot(.step(name, .done)))
      common.declare(["steps", name, "at"], type: .dateTime, slot: slot(.step(name, .at)))
      common.declare(["steps", name, "by"], type: .string, slot: slot(.step(name, .by)))
    }
    for term in chain.allTerms {
      let name = term.heading.name.text
      common.declare(["terms", name, "state"], type: .string, slot: slot(.term(name, .state)))
      common.declare(["terms", name, "due"], type: .dateTime, slot: slot(.term(name, .due)))
      common.declare(["terms", name, "remaining"], type: .dayTimeDuration, slot: slot(.term(name, .remaining)))
      for test in TermTest.allCases {
        common.declare(["terms", name, test.rawValue], type: .boolean, slot: slot(.term(name, .test(test))))
      }
    }
  }

  /// Declares the items; of those not visible the name is known, with the reason why it cannot be read.
  private mutating func declareItems() {
    environment = common
    guardEnvironment = common
    for item in chain.items {
      let name = item.heading.name
      let type = table.itemTypes[name.text] ?? .any
      // The names of fields tell what a path may hold, also where their item is not mentioned.
      guard mentionedItems?.contains(name.number) ?? true || hasFields(type) else { continue }
      environment.declare([name.text], type: type, slot: itemSlots[name.number] ?? 0)
      guardEnvironment.declare([name.text], unreadable: notVisible)
    }
  }

  private mutating func compile(_ site: Site) {
    var result = program(of: site)
    if !result.diagnostics.isEmpty, mentionedItems != nil {
      // A message may say which name was meant: that takes all of them.
      mentionedItems = nil
      declareItems()
      result = program(of: site)
    }
    diagnostics += result.diagnostics
    guard let program = result.program else { return }
    table.programs[site.attribute.index] = program
    if site.isTimer { checkTimer(program, at: site.attribute) }
  }

  /// A timer is a length, a moment or a text of one; a constant one shows that here.
  private mutating func checkTimer(_ program: Program, at attribute: XMLAttribute) {
    let types: [ValueType] = [.dayTimeDuration, .yearMonthDuration, .date, .dateTime, .string, .any]
    let constant = program.slots.isEmpty ? program.evaluate(NoSlots()) : nil
    let isTimer = constant.map { $0.timer(from: Moment(milliseconds: 0)) != nil } ?? types.contains(program.type)
    guard !isTimer else { return }
    let found = constant.map(\.description) ?? "of type \(program.type)"
    diagnostics.append(
      Diagnostic(
        .typeMismatch, at: attribute.valueRange, in: chain.file,
        "a timer is a duration, a date, a date and time, or a text of one or of a cycle; this is \(found)"))
  }

  private typealias Result = (program: Program?, diagnostics: [Diagnostic])

  private mutating func program(of site: Site) -> Result {
    let text = site.text
    if !site.counts.isEmpty {
      var own = environment
      for (name, reading) in site.counts { own.declare([name], type: .number, slot: slot(reading)) }
      return FEEL.compile(text, in: own, expecting: site.expected)
    }
    guard let visible = site.visible else { return FEEL.compile(text, in: environment, expecting: site.expected) }
    // The guard of an act sees only some items, which are declared readable for as long as it takes.
    let items = visible.compactMap { item in
      itemSlots[item.number].map { (name: item.name, type: table.itemTypes[item.name] ?? .any, slot: $0) }
    }
    // An environment remembers the fields it has seen, also when the item is not to be read any more.
    if items.contains(where: { hasFields($0.type) }) {
      var own = guardEnvironment
      for item in items { own.declare([item.name], type: item.type, slot: item.slot) }
      return FEEL.compile(text, in: own, expecting: site.expected)
    }
    for item in items { guardEnvironment.declare([item.name], type: item.type, slot: item.slot) }
    defer { for item in items { guardEnvironment.declare([item.name], unreadable: notVisible) } }
    return FEEL.compile(text, in: guardEnvironment, expecting: site.expected)
  }
}

private struct NoSlots: SlotReader {
  func value(slot: Int) -> Value { .null }
}

private func hasFields(_ type: ValueType) -> Bool {
  switch type {
  case .list(let element), .range(let element): hasFields(element)
  case .context(let fields): !fields.isEmpty
  default: false
  }
}

// MARK: - Wording

private let notVisible = "the guard of an act sees what the act reads or writes: add it to `reads`"
