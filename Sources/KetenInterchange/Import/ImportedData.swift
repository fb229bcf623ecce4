import BPMN
import KetenSource
import KetenXML

/// The data of the chain that is being made: what the model declares, and what its expressions name.
struct ImportedData {
  struct Variable {
    /// How expressions call it.
    let key: String
    /// Its name in the chain.
    let name: String
    /// A type of FEEL; nil while nothing says which.
    var type: String?
    var isList = false
    /// The process or sub-process that it lives in; nil for the case.
    let scope: BPMNElement?
    let title: MappedText?
    let origin: Place?
    let element: String
    var documentation: [ChainElement] = []
    /// Whether something says who writes it.
    var isWritten = false
    /// The nodes that ask for it, by their index in the graph.
    var askedBy: [Int] = []
  }

  var variables: [Variable] = []
  /// The variables of data objects, references to them, stores and properties.
  var ofElement: [BPMNElement: Int] = [:]
  /// Names that expressions use, which nothing else may be called by.
  var mentioned: Set<String> = []
}

extension Translation {
  /// Reads the data that the model declares: data objects, stores and properties, and sets apart the names that
  /// expressions use.
  func declareData() {
    // A chain declares its data itself, and its data objects have the names of the model.
    if isFromChain { return }
    for process in processes {
      for element in model.elements(of: process.file) where isPart(element, of: process) {
        switch element.type {
        case .dataObject, .property, .dataStoreReference: declare(element)
        default: break
        }
      }
      for element in model.elements(of: process.file)
      where element.type == .dataObjectReference && isPart(element, of: process) {
        take(element)
        let object = target(element, "dataObjectRef")
        // A reference is how a data object is drawn: it has the name that people see.
        data.ofElement[element] = object.flatMap { data.ofElement[$0] } ?? declare(element)
      }
    }
    for word in expressionWords() where !data.variables.contains(where: { $0.name == word }) {
      data.mentioned.insert(word)
      names.reserve(word)
    }
  }

  private func isPart(_ element: BPMNElement, of process: BPMNElement) -> Bool { element.around(.process) == process }

  @discardableResult
  private func declare(_ element: BPMNElement) -> Int {
    take(element)
    var subject = target(element, "itemSubjectRef")
    var isList = flag(element, "isCollection")
    let reference = element.type == .dataObject ? drawn(element) : nil
    var title = text(element, "name")
    if element.type == .dataStoreReference, let store = target(element, "dataStoreRef") {
      if let index = data.ofElement[store] {
        data.ofElement[element] = index
        return index
      }
      take(store)
      subject = subject ?? target(store, "itemSubjectRef")
      title = title ?? text(store, "name")
    }
    title = (title?.isEmpty ?? true ? nil : title) ?? reference.flatMap { text($0, "name") }
    if let subject {
      take(subject)
      if flag(subject, "isCollection") { isList = true }
    }
    let key = title?.string ?? element.id ?? element.tag
    let isStore = element.type == .dataStoreReference
    let scope = isStore ? nil : scopeOfData(element)
    let index = data.variables.count
    data.variables.append(
      ImportedData.Variable(
        key: key, name: names.give(lexical(key) == key ? key : element.id ?? key), type: subject.flatMap(feelType),
        isList: isList, scope: scope, title: title, origin: place(element), element: element.tag,
        documentation: documentation(element)))
    data.ofElement[element] = index
    if isStore, let store = element.target("dataStoreRef") { data.ofElement[store] = index }
    return index
  }

  /// The reference by which a data object is drawn.
  private func drawn(_ object: BPMNElement) -> BPMNElement? {
    model.elements(of: object.file).first { $0.type == .dataObjectReference && $0.target("dataObjectRef") == object }
  }

  /// The scope that data lives in: what holds it, or for a property the activity's or event's own scope.
  private func scopeOfData(_ element: BPMNElement) -> BPMNElement? {
    var current = element.parent
    while let holder = current {
      if holder.type.isA(anyOf: [.process, .subProcess]) { return holder }
      current = holder.parent
    }
    return nil
  }

  /// The type of FEEL that a structure is, by the name of a type of XML Schema, Java or FEEL; nil for any other.
  private func feelType(_ definition: BPMNElement) -> String? {
    guard let name = attributeText(definition, "structureRef") else { return nil }
    _ = attributeText(definition, "itemKind")
    let local = name.split(whereSeparator: { $0 == ":" || $0 == "." }).last.map(String.init) ?? name
    return simpleTypes[local.lowercased()]
  }

  // MARK: Using data

  /// The variable that expressions at a place call by a name; one of the case when nothing declares it.
  func variable(_ key: String, at element: BPMNElement, from origin: Place?) -> Int {
    if let index = visible(key, at: element) { return index }
    let wanted = lexical(key)
    let name: String
    if data.mentioned.remove(wanted) != nil { name = wanted } else { name = names.give(wanted) }
    data.variables.append(
      ImportedData.Variable(
        key: key, name: name, scope: nil, title: wanted == key ? nil : MappedText(key), origin: origin, element: ""))
    return data.variables.count - 1
  }

  /// The declared variable that a name means at a place, the innermost first.
  func visible(_ key: String, at element: BPMNElement) -> Int? {
    var current: BPMNElement? = element
    while let holder = current {
      let found = data.variables.lastIndex { variable in
        variable.scope == holder && (variable.key == key || variable.name == key)
      }
      if let found { return found }
      current = holder.parent
    }
    return data.variables.lastIndex { $0.scope == nil && ($0.key == key || $0.name == key) }
  }

  /// Notes that a node writes a variable.
  func write(_ index: Int, by node: Int, _ imported: inout ImportedNode) {
    data.variables[index].isWritten = true
    let name = data.variables[index].name
    if !imported.writes.contains(where: { $0 == name || $0 == name + "?" }) { imported.writes.append(name) }
  }

  // MARK: Settling

  /// Settles who writes what nobody is said to write: whoever acts last before it is asked for.
  func settleData() {
    for index in data.variables.indices where !data.variables[index].isWritten && !data.variables[index].askedBy.isEmpty
    {
      var writers: Set<Int> = []
      for node in data.variables[index].askedBy { writers.formUnion(lastActs(before: node)) }
      for writer in writers.sorted() {
        let name = data.variables[index].name
        if nodes[writer]?.writes.contains(where: { $0 == name }) == false { nodes[writer]?.writes.append(name + "?") }
        data.variables[index].isWritten = true
      }
      if writers.isEmpty { askAtTheStart(index) }
    }
    dropVainReads()
  }

  /// Lets whoever begins the process say what nobody in it can.
  private func askAtTheStart(_ index: Int) {
    for node in data.variables[index].askedBy {
      guard let process = model.element(graph.nodes[node].element)?.around(.process),
        let scope = graph.scope(of: process)
      else { continue }
      let name = data.variables[index].name + "?"
      for start in graph.scopes[scope].nodes {
        if let message = nodes[start]?.element["message"] {
          // What nobody in the process can say comes with what begins it.
          if let number = messages.all.firstIndex(where: { $0.name == message }) {
            if !messages.all[number].carries.contains(name) { messages.all[number].carries.append(name) }
          }
          continue
        }
        guard var imported = nodes[start], imported.element.name == "startEvent",
          let element = model.element(graph.nodes[start].element), element.eventDefinitions.isEmpty,
          !imported.writes.contains(name)
        else { continue }
        imported.element.set("by", performers(of: element))
        imported.canWrite = true
        imported.writes.append(name)
        nodes[start] = imported
        data.variables[index].isWritten = true
      }
      if !data.variables[index].isWritten { askedAtImpliedStart[process, default: []].append(name) }
      data.variables[index].isWritten = true
    }
  }

  /// Takes out the reading of data that nothing ever writes.
  private func dropVainReads() {
    let vain = Set(data.variables.filter { !$0.isWritten }.map { $0.name + "?" })
    for (index, node) in nodes where node.reads.contains(where: vain.contains) {
      nodes[index]?.reads.removeAll(where: vain.contains)
    }
    for variable in data.variables where !variable.isWritten && variable.askedBy.isEmpty {
      if let origin = variable.origin {
        ledger.note(.importAssumed, at: origin, "nothing writes «\(variable.key)»: it is not read either")
      }
    }
  }

  /// The acts and jobs that may come last before a node, seen against the flow.
  private func lastActs(before start: Int) -> Set<Int> {
    var found: Set<Int> = []
    var seen: Set<Int> = [start]
    var waiting = nodes[start]?.canWrite == true ? [start] : before(start)
    while let node = waiting.popLast() {
      guard seen.insert(node).inserted || node == start else { continue }
      if nodes[node]?.canWrite == true {
        found.insert(node)
      } else {
        waiting += before(node).filter { !seen.contains($0) }
      }
    }
    return found
  }

  /// What may have come just before a node: what flows lead from, what it stands on, or what its scope comes after.
  private func before(_ node: Int) -> [Int] {
    let row = graph.nodes[node]
    var result = row.incoming.compactMap { graph.flows[$0].source }
    // What a sub-process did comes before what follows it.
    for source in result {
      guard let element = model.element(graph.nodes[source].element), let scope = graph.scope(of: element) else {
        continue
      }
      result += graph.scopes[scope].nodes.filter { graph.nodes[$0].outgoing.isEmpty }
    }
    if let element = model.element(row.element), element.type == .boundaryEvent,
      let host = element.target("attachedToRef"), let index = graph.node(of: host)
    {
      result.append(index)
    }
    if row.incoming.isEmpty, let holder = model.element(graph.scopes[row.scope].element),
      let index = graph.node(of: holder)
    {
      result.append(index)
    }
    return result
  }

  // MARK: The dossier

  /// The items of the dossier: what lives as long as the case; nil when there is none.
  func dossierElement() -> ChainElement? {
    let items = data.variables.filter { isItem($0) && ($0.isWritten || !$0.askedBy.isEmpty) }
    guard !items.isEmpty else { return nil }
    var dossier = ChainElement("dossier")
    dossier.set("holder", MappedText(partyName(directingParty())))
    dossier.children = items.map { declaration("item", $0) }
    return dossier
  }

  /// The data objects of a process or sub-process.
  func dataObjects(of scope: BPMNElement) -> [ChainElement] {
    if isFromChain { return keptDataObjects(of: scope) }
    return data.variables.filter { $0.scope == scope && !isItem($0) && ($0.isWritten || !$0.askedBy.isEmpty) }.map {
      declaration("dataObject", $0)
    }
  }

  /// Whether a variable is an item of the dossier: what a process holds that runs once lives as long as the case.
  private func isItem(_ variable: ImportedData.Variable) -> Bool {
    guard let scope = variable.scope else { return true }
    return scope.type == .process && !isCalled(scope)
  }

  func isCalled(_ process: BPMNElement) -> Bool {
    processes.contains { other in
      model.elements(of: other.file).contains {
        $0.type == .callActivity && $0.around(.process) == other && $0.target("calledElement") == process
      }
    }
  }

  private func declaration(_ element: String, _ variable: ImportedData.Variable) -> ChainElement {
    var result = ChainElement(element, from: variable.origin)
    result.set("id", variable.origin.map { MappedText(variable.name, for: $0) } ?? MappedText(variable.name))
    if let title = variable.title, title.string != variable.name, !title.isEmpty { result.set("title", title) }
    result.set("type", MappedText(variable.type ?? "Any"))
    if variable.isList { result.set("list", "true") }
    result.children = variable.documentation
    return result
  }
}

/// The types of FEEL for simple types of XML Schema and Java, by their names in lower case.
private let simpleTypes: [String: String] = [
  "string": "string", "normalizedstring": "string", "token": "string", "anyuri": "string", "boolean": "boolean",
  "int": "number", "integer": "number", "long": "number", "short": "number", "decimal": "number", "double": "number",
  "float": "number", "number": "number", "bigdecimal": "number", "nonnegativeinteger": "number",
  "positiveinteger": "number", "date": "date", "datetime": "date and time", "time": "time",
  "daytimeduration": "days and time duration", "yearmonthduration": "years and months duration",
]
