import FEEL
import KetenMachine
import KetenSource
import KetenXML

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
  private let scopes: DataScopes
  /// By name in the machine: the slots and types of data that are no items of the dossier.
  private var dataSlots: [String: Int] = [:]
  /// The procedures that something calls, and by term the procedure that it stands in.
  private let called: Set<String>
  private var termOwners: [String: Int] = [:]
  /// By body: the names in scope there, once they have been asked for.
  private var environments: [Int: Environment] = [:]
  /// The items that have to be declared; nil for all.
  private var mentionedItems: NameSet?

  init(chain: Chain, index: ChainIndex, models: ImportedModels, tableBudget: Int) {
    (self.chain, self.index, self.models, self.tableBudget) = (chain, index, models, tableBudget)
    table = ExpressionTable(referenced: NameSet(chain.names))
    itemSlots = NameMap(chain.names)
    scopes = DataScopes(index)
    called = calledProcedures(chain)
    for entry in index.bodies {
      for term in entry.body.terms { termOwners[term.heading.name.text] = entry.procedure }
    }
  }

  mutating func run() {
    let types = TypeTable(chain)
    for item in chain.items {
      table.itemTypes[item.heading.name.text] = types.type(item.type, isList: item.isList)
    }
    for data in chain.allData {
      table.itemTypes[data.heading.name.text] = types.type(data.type, isList: data.isList)
    }
    for relation in chain.allRelations {
      for name in relation.from { index.members(of: name).forEach { table.referenced.insert($0) } }
      for name in relation.to { index.members(of: name).forEach { table.referenced.insert($0) } }
    }
    for term in chain.allTerms {
      table.referenced.insert(term.from)
      table.referenced.insert(term.until)
    }
    let sites = ExpressionSites(chain: chain, index: index, scopes: scopes, itemTypes: table.itemTypes)
    let expressions = sites.collect()
    let lists = sites.lists()
    guard !expressions.isEmpty || !lists.isEmpty || !chain.decisions.isEmpty else { return }
    let texts = (expressions + lists.map(\.site)).map(\.text.utf8) + chain.decisions.flatMap { $0.texts.map(\.utf8) }
    let mentions = Mentions(chain: chain)
    let steps = mentions.steps(texts)
    for step in steps { table.referenced.insert(step) }
    declareCommon(steps: steps)
    mentionedItems = mentions.items(texts)
    compileDecisions()
    declareItems()
    checkCollected()
    compileLists(lists)
    for expression in expressions { compile(expression) }
  }

  /// What is collected is a list.
  private mutating func checkCollected() {
    for entry in index.entries {
      guard let into = entry.node.loops.first?.into, let type = table.itemTypes[into.name], type != .any, !type.isList
      else { continue }
      diagnostics.append(
        Diagnostic(
          .typeMismatch, at: into.range, in: chain.file,
          "what is collected is a list, but \"\(into.name)\" is a \(type): say list=\"true\""))
    }
  }

  /// The lists of instances come first: their types are those of the elements.
  private mutating func compileLists(_ lists: [(activity: String, site: ExpressionSite)]) {
    for (activity, site) in lists {
      compile(site)
      let type = table.programs[site.attribute.index]?.type ?? .any
      if case .list(let element) = type { table.itemTypes[DataScopes.elementItem(activity)] = element }
      table.itemTypes[DataScopes.listItem(activity)] = type.isList ? type : .list(.any)
      environments = [:]
    }
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
    environments = [:]
    for item in chain.items {
      let name = item.heading.name
      let type = table.itemTypes[name.text] ?? .any
      // The names of fields tell what a path may hold, also where their item is not mentioned.
      guard mentionedItems?.contains(name.number) ?? true || hasFields(type) else { continue }
      environment.declare([name.text], type: type, slot: itemSlots[name.number] ?? 0)
      guardEnvironment.declare([name.text], unreadable: notVisible)
    }
    for entry in index.entries {
      for datum in DataScopes.ofInstance(entry.node) { declareElsewhere(datum) }
      guard let loop = entry.node.loops.first, !loop.isStandard else { continue }
      environment.declare(["loopCounter"], unreadable: "each instance of a multiInstance has one")
    }
    for body in index.bodies.indices {
      for datum in scopes.declared(in: body) { declareElsewhere(datum) }
    }
  }

  private mutating func declareElsewhere(_ datum: DataScopes.Datum) {
    environment.declare([datum.text], unreadable: "it lives in \(datum.home)")
    guardEnvironment.declare([datum.text], unreadable: notVisible)
  }

  /// The names in scope in a body.
  private mutating func environment(in body: Int?) -> Environment {
    guard let body, !scopes.isEmpty else { return environment }
    if let known = environments[body] { return known }
    var own = environment
    for datum in scopes.visible(in: body) {
      own.declare([datum.text], type: table.itemTypes[datum.item] ?? .any, slot: dataSlot(datum.item))
    }
    for activity in instances(around: body) {
      own.declare(["loopCounter"], type: .number, slot: dataSlot(DataScopes.counterItem(activity)))
    }
    environments[body] = own
    return own
  }

  /// The activities with several instances that a body is in, the innermost last.
  private func instances(around body: Int?) -> [String] {
    var result: [String] = []
    var current = body
    while let number = current {
      let entry = index.bodies[number]
      if entry.parent != nil, let node = index[entry.owner.name.number]?.node,
        let loop = node.loops.first, !loop.isStandard
      {
        result.insert(node.heading.name.text, at: 0)
      }
      current = entry.parent
    }
    return result
  }

  private mutating func dataSlot(_ item: String) -> Int {
    if let known = dataSlots[item] { return known }
    let slot = slot(.item(item))
    dataSlots[item] = slot
    return slot
  }

  private mutating func compile(_ site: ExpressionSite) {
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
    checkCalled(program, site)
    if site.isTimer { checkTimer(program, at: site.attribute) }
  }

  /// What stands in a procedure that is called can be named only there.
  private mutating func checkCalled(_ program: Program, _ site: ExpressionSite) {
    guard !called.isEmpty else { return }
    let procedure = site.procedure ?? site.body.map { index.bodies[$0].procedure }
    for slot in program.slots {
      let owner: Int?
      switch table.readings[slot] {
      case .step(let name, _): owner = chain.names.number(of: name).flatMap { index.procedure(of: $0) }
      case .term(let name, _): owner = termOwners[name]
      default: owner = nil
      }
      guard let owner, owner != procedure else { continue }
      let name = chain.procedures[owner].heading.name.text
      guard called.contains(name) else { continue }
      diagnostics.append(
        Diagnostic(
          .call, at: site.attribute.valueRange, in: chain.file,
          calledElsewhere(table.readings[slot].subject, name)))
    }
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

  private mutating func program(of site: ExpressionSite) -> Result {
    let text = site.text
    if let visible = site.visible { return guardProgram(of: site, seeing: visible) }
    var own = environment(in: site.body)
    for local in site.locals { declare(local, in: &own) }
    return FEEL.compile(text, in: own, expecting: site.expected)
  }

  private mutating func declare(_ local: ExpressionSite.Local, in environment: inout Environment) {
    guard case .item(let item) = local.reading else {
      return environment.declare([local.name], type: local.type, slot: slot(local.reading))
    }
    environment.declare([local.name], type: table.itemTypes[item] ?? local.type, slot: dataSlot(item))
  }

  /// The guard of an act sees only some items, which are declared readable for as long as it takes.
  private mutating func guardProgram(of site: ExpressionSite, seeing visible: [Chain.Reference]) -> Result {
    let text = site.text
    let data = visible.compactMap { reference in
      scopes.visible(in: site.body).last { $0.name == reference.number }
        .map { ExpressionSite.Local($0.text, table.itemTypes[$0.item] ?? .any, .item($0.item)) }
    }
    let own = site.locals.filter { local in
      local.name == "loopCounter" || visible.contains { $0.name == local.name }
    }
    let items = visible.compactMap { item in
      itemSlots[item.number].map { (name: item.name, type: table.itemTypes[item.name] ?? .any, slot: $0) }
    }
    // An environment remembers the fields it has seen, also when the item is not to be read any more.
    let counter = instances(around: site.body).map {
      ExpressionSite.Local("loopCounter", .number, .item(DataScopes.counterItem($0)))
    }
    if !data.isEmpty || !own.isEmpty || !counter.isEmpty || items.contains(where: { hasFields($0.type) }) {
      var environment = guardEnvironment
      for item in items { environment.declare([item.name], type: item.type, slot: item.slot) }
      for local in counter + data + own { declare(local, in: &environment) }
      return FEEL.compile(text, in: environment, expecting: site.expected)
    }
    for item in items { guardEnvironment.declare([item.name], type: item.type, slot: item.slot) }
    defer { for item in items { guardEnvironment.declare([item.name], unreadable: notVisible) } }
    return FEEL.compile(text, in: guardEnvironment, expecting: site.expected)
  }
}

private struct NoSlots: SlotReader {
  func value(slot: Int) -> Value { .null }
}

extension ValueType {
  fileprivate var isList: Bool { if case .list = self { true } else { false } }
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
